//! What to ask next, for people.

use kitemark_dsl::markdown::escape;
use kitemark_eval::form::{Asked, Form, Outcome};
use kitemark_eval::improve::Standing;
use kitemark_eval::scorecard::Verdict;

use crate::TextStyle;
use crate::paint::Role;
use crate::sheet::{Sheet, text};
use crate::text::pen::Pen;
use crate::way::{standing, up_to, waiting};
use crate::words::{counted, named, some_of, verdict};

/// So many criteria are named; the others are counted.
const MOST: usize = 3;

/// What to ask next as text: each question with a table of its answers and what they would bring about.
pub fn form_text(form: &Form, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    pen.paragraph(Role::Strong, "", &named(form.subject.as_deref()));
    pen.item(Role::Dim, "Now  ", Role::Plain, &now(form));
    for sheet in sheets(form) {
        sheet.write(&mut pen);
    }
    pen.blank();
    pen.paragraph(Role::Dim, "", &rest(form));
    pen.finish()
}

/// What to ask next as a Markdown page, in the order of the text.
pub fn form_markdown(form: &Form) -> String {
    let mut out = format!("# What to ask next: {}\n\n", escape(&named(form.subject.as_deref())));
    out.push_str(&format!("- **Now:** {}\n", escape(&now(form))));
    out.extend(sheets(form).map(|sheet| sheet.markdown()));
    out.push_str(&format!("\n{}\n", escape(&rest(form))));
    out
}

fn now(form: &Form) -> String {
    standing(&form.now) + &possibly(form.now.award.as_deref(), form.possible.as_deref())
}

/// The award that is possible, where it is another than the one that is sure.
fn possibly(sure: Option<&str>, possible: Option<&str>) -> String {
    match possible.filter(|_| possible != sure) {
        Some(possible) => format!("; {possible} is possible"),
        None => String::new(),
    }
}

fn rest(form: &Form) -> String {
    let rest = match (form.questions.len(), form.more) {
        (0, 0) => "Nothing is open: every rule has the answers that it waits for.".to_owned(),
        (_, 0) => "These are all open questions.".to_owned(),
        (_, 1) => "1 more question is open.".to_owned(),
        (_, more) => format!("{more} more questions are open."),
    };
    let untried = if form.untried { " There is so much to try that not every answer was tried." } else { "" };
    rest + untried
}

fn sheets(form: &Form) -> impl Iterator<Item = Sheet> {
    form.questions.iter().map(|asked| Sheet {
        title: asked.text.clone(),
        note: note(asked),
        columns: ["answer", "then", "if it is proven", "criteria"].map(text).into(),
        rows: asked.outcomes.iter().map(|outcome| row(asked, outcome)).collect(),
        ..Sheet::default()
    })
}

/// Where the answer goes, what it is, and what waits for it.
fn note(asked: &Asked) -> String {
    let example = asked.example.as_ref().map(|example| format!(", such as {example}")).unwrap_or_default();
    let (moves, waiting) = (up_to(&asked.question.moves), waiting(&asked.question));
    format!("{}: {}{example}. It moves {moves}, and {waiting}.", asked.question.path, asked.answer)
}

fn row(asked: &Asked, outcome: &Outcome) -> Vec<String> {
    let label =
        asked.choices.iter().find(|choice| choice.value == outcome.answer).and_then(|choice| choice.label.as_ref());
    let answer = match label {
        Some(label) => format!("{}: {label}", outcome.answer),
        None => outcome.answer.clone(),
    };
    let opens = (!outcome.opens.is_empty()).then(|| counted(outcome.opens.len(), "more question", "more questions"));
    let effects: Vec<String> = effects(outcome).into_iter().chain(opens).collect();
    let proven: &Standing = &outcome.proven;
    vec![
        answer,
        standing(&outcome.then) + &possibly(outcome.then.award.as_deref(), outcome.possible.as_deref()),
        if *proven == outcome.then { "the same".to_owned() } else { standing(proven) },
        if effects.is_empty() { "none comes out otherwise".to_owned() } else { effects.join("; ") },
    ]
}

/// The criteria that come out otherwise, by their verdicts.
fn effects(outcome: &Outcome) -> Vec<String> {
    let mut by_verdict: Vec<(Verdict, Vec<&str>)> = Vec::new();
    for effect in &outcome.criteria {
        match by_verdict.iter_mut().find(|(verdict, _)| *verdict == effect.proven) {
            Some((_, criteria)) => criteria.push(&effect.criterion),
            None => by_verdict.push((effect.proven, vec![&effect.criterion])),
        }
    }
    by_verdict.iter().map(|(of, criteria)| format!("{} {}", some_of(criteria, 0, MOST), verdict(*of))).collect()
}
