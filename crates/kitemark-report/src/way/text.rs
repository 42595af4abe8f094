//! A way as text for a terminal.

use kitemark_eval::improve::{Fix, FixSet, NextAward, Step, Way};

use super::words;
use crate::TextStyle;
use crate::paint::Role;
use crate::percent::percent;
use crate::text::pen::Pen;
use crate::words::{limit_kind, limit_reason};

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
    for id in &set.criteria {
        if let Some(fix) = way.fixes.iter().find(|fix| fix.criterion == *id) {
            one_fix(pen, fix);
        }
    }
    for remark in words::remarks(set) {
        pen.item(Role::Dim, "  ", Role::Plain, &remark);
    }
}

fn one_fix(pen: &mut Pen, fix: &Fix) {
    pen.item(Role::Good, &format!("  {:<13}", words::gain(&fix.gain)), Role::Plain, &words::fix(fix));
    pen.paragraph(Role::Dim, "               ", fix.fix.as_deref().unwrap_or_default());
    steps(pen, "               ", &fix.steps);
}

fn steps(pen: &mut Pen, indent: &str, steps: &[Step]) {
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
    more(pen, others.len());
}

fn questions(pen: &mut Pen, way: &Way) {
    if way.questions.is_empty() {
        return;
    }
    pen.heading(&format!("Unanswered questions, by how far they can move the score ({})", way.questions.len()));
    for question in way.questions.iter().take(words::MOST) {
        pen.item(Role::Open, &format!("  {:<13}", words::up_to(&question.moves)), Role::Plain, &question.path);
        pen.paragraph(Role::Dim, "               ", &words::waiting(question));
    }
    more(pen, way.questions.len());
}

fn claims(pen: &mut Pen, way: &Way) {
    if way.claims.is_empty() {
        return;
    }
    pen.heading(&format!("Claims without the evidence asked for ({})", way.claims.len()));
    for claim in way.claims.iter().take(words::MOST) {
        pen.item(Role::Open, &format!("  {:<13}", words::up_to(&claim.moves)), Role::Plain, &claim.path);
        pen.paragraph(Role::Dim, "               ", &words::resting(claim));
    }
    more(pen, way.claims.len());
    if let Some(evidenced) = &way.now.evidenced {
        pen.paragraph(Role::Dim, "  ", &format!("{} of the weight that applies is evidenced.", percent(evidenced)));
    }
}

/// The command that tries the first set.
fn trial(pen: &mut Pen, way: &Way) {
    let Some(arguments) = way.sets.first().map(|set| words::arguments(&set.steps)).filter(|all| !all.is_empty()) else {
        return;
    };
    pen.heading("To try the first of the smallest ways");
    pen.paragraph(Role::Plain, "  ", "kitemark score PROFILE \\");
    let last = arguments.len() - 1;
    for (at, argument) in arguments.iter().enumerate() {
        pen.paragraph(Role::Plain, "    ", &format!("{argument}{}", if at == last { "" } else { " \\" }));
    }
}

fn more(pen: &mut Pen, count: usize) {
    if let Some(more) = count.checked_sub(words::MOST).filter(|more| *more > 0) {
        pen.paragraph(Role::Dim, "  ", &format!("and {more} more; --format json has them all"));
    }
}
