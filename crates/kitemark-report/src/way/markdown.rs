//! A way as Markdown.

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::improve::{Fix, NextAward, Step, Way};

use super::words::{self, Part};
use crate::words::{left_out, limit_kind, limit_reason};

const LOOK: words::Look = words::Look { path: code, text: escape };

/// The way to the next award as a Markdown page, in the order of the text.
pub fn way_markdown(way: &Way) -> String {
    let mut out = Vec::new();
    out.push(format!(
        "# The way to the next award: {}",
        escape(way.subject.as_deref().unwrap_or("a profile without a name"))
    ));
    out.push(format!("- **Now:** {}", escape(&words::standing(&way.now))));
    if let Some(next) = &way.to {
        out.push(format!("- **Next:** {}", escape(&next.title)));
        if !next.earned {
            needs(&mut out, next);
        }
    }
    out.extend(words::untried(way).map(|remark| format!("\n{remark}")));
    sets(&mut out, way);
    let others = words::other_fixes(way);
    section(&mut out, &words::fixes_heading(way, others.len()), others.into_iter().map(one_fix).collect());
    let questions = way.questions.iter();
    let questions = questions.map(|each| item(&words::up_to(&each.moves), &each.path, &words::waiting(each)));
    let questions = questions.chain(rest(way.more_questions)).collect();
    section(&mut out, "Unanswered questions, by how far they can move the score", questions);
    let claims = way.claims.iter();
    let claims = claims.map(|each| item(&words::up_to(&each.moves), &each.path, &words::resting(each)));
    let claims = claims.chain(rest(way.more_claims)).collect();
    section(&mut out, "Claims without the evidence asked for", claims);
    out.join("\n") + "\n"
}

fn heading(out: &mut Vec<String>, text: &str) {
    out.push(format!("\n## {}\n", escape(text)));
}

fn section(out: &mut Vec<String>, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        heading(out, title);
        out.extend(lines);
    }
}

fn item(moves: &str, path: &str, what: &str) -> String {
    format!("- **{moves}:** {}: {}", code(path), escape(what))
}

/// How many are not listed.
fn rest(more: usize) -> Option<String> {
    left_out(more).map(|more| format!("- {more}"))
}

fn needs(out: &mut Vec<String>, next: &NextAward) {
    heading(out, &format!("What {} still needs", next.id));
    let caps = next.caps.iter().map(|cap| (&cap.limit, cap.steps.as_slice()));
    for (limit, steps) in next.needs.iter().map(|need| (need, [].as_slice())).chain(caps) {
        let reason = limit_reason(limit).map(|reason| format!(" – {}", escape(&reason))).unwrap_or_default();
        out.push(format!("- **{}:** {}{reason}", limit_kind(limit), escape(&limit.text)));
        out.extend(all_steps(steps));
    }
}

fn sets(out: &mut Vec<String>, way: &Way) {
    if let Some(why) = words::no_sets(way) {
        out.push(format!("\n{}", escape(&why)));
    }
    let (Some(next), Some((first, others))) = (&way.to, way.sets.split_first()) else { return };
    heading(out, &words::sets_heading(way, next));
    out.extend(words::parts(way, first, &first.criteria).iter().map(one_part));
    if !first.also.is_empty() {
        out.push(format!("\n{}\n", words::BESIDES));
    }
    out.extend(words::parts(way, first, &first.also).iter().map(one_part));
    out.push(String::new());
    out.extend(words::remarks(first).iter().map(|remark| escape(remark)));
    out.push(words::HONEST.to_owned());
    if !others.is_empty() {
        out.push("\nOr, as small:\n".to_owned());
    }
    out.extend(others.iter().map(|other| format!("- {}", escape(&words::beside(first, other)))));
}

fn one_part(part: &Part<'_>) -> String {
    let gain = if part.gain.is_empty() { String::new() } else { format!("**{}:** ", part.gain) };
    let mut lines = vec![format!("- {gain}{}", escape(&part.title))];
    lines.extend((!part.fix.is_empty()).then(|| format!("  - {}", escape(part.fix))));
    if part.steps.is_empty() {
        lines.push(format!("  - {}", words::COMES_ALONG));
    }
    lines.extend(all_steps(part.steps.iter().copied()));
    lines.join("\n")
}

fn one_fix(fix: &Fix) -> String {
    let mut lines = vec![format!("- **{}:** {}", words::gain(&fix.gain), escape(&words::fix(fix)))];
    lines.extend(fix.fix.iter().map(|fix| format!("  - {}", escape(fix))));
    lines.extend(all_steps(&fix.steps));
    lines.join("\n")
}

fn all_steps<'s>(steps: impl IntoIterator<Item = &'s Step>) -> impl Iterator<Item = String> {
    words::steps(steps, &LOOK).into_iter().map(|step| format!("  - {step}"))
}
