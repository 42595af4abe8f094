//! A scorecard as Markdown.

mod criteria;
mod review;

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::scorecard::{LimitResult, Scorecard};

use crate::digest;
use crate::percent::{interval, percent};
use crate::words;

/// The scorecard as a Markdown page, in the order of the text scorecard.
pub fn markdown(card: &Scorecard) -> String {
    let mut out = String::new();
    title(&mut out, card);
    result(&mut out, card);
    limits(&mut out, card);
    review::review(&mut out, card);
    principles(&mut out, card);
    criteria::failing(&mut out, card);
    criteria::flags(&mut out, card);
    criteria::unverified(&mut out, card);
    criteria::open(&mut out, card);
    exemptions(&mut out, card);
    interests(&mut out, card);
    robustness(&mut out, card);
    stamp(&mut out, card);
    out
}

/// Adds a line.
fn line(out: &mut String, text: impl AsRef<str>) {
    out.push_str(text.as_ref());
    out.push('\n');
}

fn heading(out: &mut String, text: &str) {
    out.push_str(&format!("\n## {}\n\n", escape(text)));
}

fn title(out: &mut String, card: &Scorecard) {
    line(out, format!("# {}\n", escape(&words::subject(card))));
    line(out, format!("{}, as of {}", escape(&words::charter(card)), escape(&card.stamp.as_of)));
    for change in &card.stamp.changes {
        line(out, format!("\nChanged before scoring: {}", code(&words::clip(change))));
    }
}

fn result(out: &mut String, card: &Scorecard) {
    let notes = words::award_notes(card);
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", escape(&notes.join("; "))) };
    line(out, format!("\n- **Award:** {}{notes}", escape(&words::award(card))));
    line(out, format!("- **Score:** {}", words::score(card)));
    if let Some(evidenced) = &card.evidenced {
        line(out, format!("- **Evidenced:** {} of the weight that applies", percent(evidenced)));
    }
    line(out, format!("- **Criteria:** {}", words::tally(card)));
    if let Some(flags) = words::flag_tally(card) {
        line(out, format!("- **Flags:** {flags}"));
    }
}

fn limits(out: &mut String, card: &Scorecard) {
    for (award, limits) in digest::needs(card) {
        heading(out, &words::needs_heading(award));
        limits.into_iter().for_each(|limit| one_limit(out, limit));
    }
    for limit in digest::caps(card) {
        heading(out, &words::cap_heading(limit));
        one_limit(out, limit);
    }
}

fn one_limit(out: &mut String, limit: &LimitResult) {
    let reason = words::limit_reason(limit).map(|reason| format!(" – {}", escape(&reason))).unwrap_or_default();
    line(out, format!("- **{}:** {}{reason}", words::limit_kind(limit), escape(&limit.text)));
}

fn principles(out: &mut String, card: &Scorecard) {
    if card.principles.is_empty() {
        return;
    }
    heading(out, "Principles");
    line(out, "| Principle | Score | Weight |\n| --- | ---: | ---: |");
    for principle in &card.principles {
        let (score, weight) = match &principle.score {
            Some(score) => (interval(score), percent(&principle.weight_percent.0)),
            None => ("not scored".to_owned(), "–".to_owned()),
        };
        line(out, format!("| {} | {score} | {weight} |", escape(&principle.title)));
    }
}

fn exemptions(out: &mut String, card: &Scorecard) {
    if card.exemptions.is_empty() {
        return;
    }
    heading(out, &format!("Exemptions ({})", card.exemptions.len() + card.more_exemptions));
    line(out, "| Criterion | Record | Reason | Outcome |\n| --- | --- | --- | --- |");
    for exemption in &card.exemptions {
        let record = exemption.record.as_deref().map(code).unwrap_or_default();
        let (terms, status) = (escape(&words::exemption_terms(card, exemption)), words::exemption_status(exemption));
        line(out, format!("| {} | {record} | {terms} | {status} |", code(&exemption.criterion)));
    }
    if let Some(more) = words::left_out(card.more_exemptions) {
        line(out, format!("\n{more}"));
    }
}

fn interests(out: &mut String, card: &Scorecard) {
    let interests = digest::interests(card);
    if interests.is_empty() {
        return;
    }
    heading(out, "Evidence that declares an interest");
    for (id, interest, uses) in interests {
        line(out, format!("- {}", escape(&words::declared(id, interest, uses))));
    }
    if let Some(remark) = words::interests_left_out(card) {
        line(out, format!("\n{remark}"));
    }
}

fn robustness(out: &mut String, card: &Scorecard) {
    let lines = words::robustness(card);
    if lines.is_empty() {
        return;
    }
    heading(out, "Robustness");
    for sentence in lines {
        line(out, format!("- {}", escape(&sentence)));
    }
}

fn stamp(out: &mut String, card: &Scorecard) {
    heading(out, "Stamp");
    for (label, text) in words::stamp(card) {
        line(out, format!("- {label}: {}", escape(&text)));
    }
}
