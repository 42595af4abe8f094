//! A way as text for a terminal.

use kitemark_eval::improve::{Fix, FixSet, NextAward, Step, Way};

use super::words::{self, Part};
use crate::TextStyle;
use crate::paint::Role;
use crate::percent::percent;
use crate::text::pen::Pen;
use crate::words::{left_out, limit_kind, limit_reason};

const LOOK: words::Look = words::Look { path: |path| format!("`{path}`"), text: str::to_owned };

/// The way to the next award as text: what it asks for, the smallest sets of fixes with what to change for them, then every
/// fix, question and claim by what it can gain.
pub fn way_text(way: &Way, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    head(&mut pen, way);
    if let Some(next) = way.to.as_ref().filter(|next| !next.earned) {
        needs(&mut pen, next);
    }
    sets(&mut pen, way);
    fixes(&mut pen, way);
    questions(&mut pen, way);
    claims(&mut pen, way);
    trial(&mut pen, way);
    pen.finish()
}

fn head(pen: &mut Pen, way: &Way) {
    pen.paragraph(Role::Strong, "", way.subject.as_deref().unwrap_or("A profile without a name"));
    pen.item(Role::Dim, "Now   ", Role::Plain, &words::standing(&way.now));
    if let Some(next) = &way.to {
        pen.item(Role::Dim, "Next  ", Role::Strong, &next.title);
    }
    pen.paragraph(Role::Open, "", words::untried(way).unwrap_or_default());
}

fn needs(pen: &mut Pen, next: &NextAward) {
    pen.heading(&format!("What {} still needs", next.id));
    for need in &next.needs {
        pen.item(Role::Bad, &format!("  {:<7}", limit_kind(need)), Role::Plain, &need.text);
        pen.paragraph(Role::Plain, "         ", &limit_reason(need).unwrap_or_default());
    }
    for cap in &next.caps {
        pen.item(Role::Bad, "  cap    ", Role::Plain, &cap.limit.text);
        pen.paragraph(Role::Plain, "         ", &limit_reason(&cap.limit).unwrap_or_default());
        steps(pen, "         ", &cap.steps);
    }
}

fn sets(pen: &mut Pen, way: &Way) {
    if let Some(why) = words::no_sets(way) {
        pen.blank();
        return pen.paragraph(Role::Plain, "", &why);
    }
    let (Some(next), Some((first, others))) = (&way.to, way.sets.split_first()) else { return };
    pen.heading(&words::sets_heading(way, next));
    set(pen, way, first);
    for other in others {
        pen.blank();
        pen.item(Role::Dim, "  or  ", Role::Plain, &words::beside(first, other));
    }
}

fn set(pen: &mut Pen, way: &Way, set: &FixSet) {
    for part in words::parts(way, set, &set.criteria) {
        one_part(pen, &part);
    }
    if !set.also.is_empty() {
        pen.item(Role::Dim, "  ", Role::Plain, words::BESIDES);
    }
    for part in words::parts(way, set, &set.also) {
        one_part(pen, &part);
    }
    for remark in words::remarks(set) {
        pen.item(Role::Dim, "  ", Role::Plain, &remark);
    }
    pen.item(Role::Dim, "  ", Role::Dim, words::HONEST);
}

fn one_part(pen: &mut Pen, part: &Part<'_>) {
    pen.item(Role::Good, &format!("  {:<13}", part.gain), Role::Plain, &part.title);
    pen.paragraph(Role::Dim, "               ", part.fix);
    if part.steps.is_empty() {
        pen.paragraph(Role::Dim, "               ", words::COMES_ALONG);
    }
    steps(pen, "               ", part.steps.iter().copied());
}

fn one_fix(pen: &mut Pen, fix: &Fix) {
    pen.item(Role::Good, &format!("  {:<13}", words::gain(&fix.gain)), Role::Plain, &words::fix(fix));
    pen.paragraph(Role::Dim, "               ", fix.fix.as_deref().unwrap_or_default());
    steps(pen, "               ", &fix.steps);
}

fn steps<'s>(pen: &mut Pen, indent: &str, steps: impl IntoIterator<Item = &'s Step>) {
    for step in words::steps(steps, &LOOK) {
        pen.item(Role::Open, &format!("{indent}→ "), Role::Plain, &step);
    }
}

fn fixes(pen: &mut Pen, way: &Way) {
    let others = words::other_fixes(way);
    if others.is_empty() {
        return;
    }
    pen.heading(&words::fixes_heading(way, others.len()));
    for fix in others.iter().take(words::MOST) {
        one_fix(pen, fix);
    }
    more(pen, others.len(), 0);
}

fn questions(pen: &mut Pen, way: &Way) {
    if way.questions.is_empty() {
        return;
    }
    pen.heading(&format!(
        "Unanswered questions, by how far they can move the score ({})",
        way.questions.len() + way.more_questions
    ));
    for question in way.questions.iter().take(words::MOST) {
        pen.item(Role::Open, &format!("  {:<13}", words::up_to(&question.moves)), Role::Plain, &question.path);
        pen.paragraph(Role::Dim, "               ", &words::waiting(question));
    }
    more(pen, way.questions.len(), way.more_questions);
}

fn claims(pen: &mut Pen, way: &Way) {
    if way.claims.is_empty() {
        return;
    }
    pen.heading(&format!("Claims without the evidence asked for ({})", way.claims.len() + way.more_claims));
    for claim in way.claims.iter().take(words::MOST) {
        pen.item(Role::Open, &format!("  {:<13}", words::up_to(&claim.moves)), Role::Plain, &claim.path);
        pen.paragraph(Role::Dim, "               ", &words::resting(claim));
    }
    more(pen, way.claims.len(), way.more_claims);
    if let Some(evidenced) = &way.now.evidenced {
        pen.paragraph(Role::Dim, "  ", &format!("{} of the weight that applies is evidenced.", percent(evidenced)));
    }
}

/// The command that tries the first set.
fn trial(pen: &mut Pen, way: &Way) {
    let Some(arguments) = way.sets.first().map(|set| words::arguments(&set.steps)).filter(|all| !all.is_empty()) else {
        return;
    };
    pen.heading(words::TRIAL);
    pen.paragraph(Role::Plain, "  ", "kitemark score PROFILE \\");
    let last = arguments.len() - 1;
    for (at, argument) in arguments.iter().enumerate() {
        // A line that is to be copied is not wrapped.
        let end = if at == last { "" } else { " \\" };
        pen.pieces(&[(Role::Plain, format!("    {argument}{end}"))]);
    }
}

/// How many are not shown, of so many that are listed and so many that are not.
fn more(pen: &mut Pen, listed: usize, not_listed: usize) {
    let more = left_out(listed.saturating_sub(words::MOST) + not_listed);
    let elsewhere = if not_listed == 0 { "; --format json has them all" } else { "" };
    pen.paragraph(Role::Dim, "  ", &more.map(|more| format!("{more}{elsewhere}")).unwrap_or_default());
}
