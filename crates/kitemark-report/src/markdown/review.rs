//! What a review changed, as Markdown.

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::scorecard::Scorecard;

use super::{heading, line};
use crate::review;
use crate::words;

pub(super) fn review(out: &mut String, card: &Scorecard) {
    let Some(result) = &card.review else { return };
    heading(out, &review::heading(result));
    for (label, text) in review::facts(card, result) {
        let label = if label.is_empty() { String::new() } else { format!("**{label}:** ") };
        line(out, format!("- {label}{}", escape(&text)));
    }
    let decisions = review::decisions(card, result);
    if !decisions.is_empty() {
        line(out, "\n| Decision | Of | What | Why |\n| --- | --- | --- | --- |");
    }
    for [decision, of, values, reason] in decisions {
        line(out, format!("| {decision} | {} | {} | {} |", code(&of), escape(&values), escape(&reason)));
    }
    if result.changes.is_empty() {
        return;
    }
    heading(out, &format!("What the review changed ({})", result.changes.len()));
    line(out, "| Criterion | Verdict | By |\n| --- | --- | --- |");
    for ((claims, more), changes) in review::by_cause(result) {
        let claims: Vec<String> = claims.iter().map(|claim| code(claim)).collect();
        let by = if claims.is_empty() { "the reviewer's own verdict".to_owned() } else { words::all_of(&claims, more) };
        for change in changes {
            line(out, format!("| {} | {} | {by} |", code(&change.criterion), escape(&review::changed(change))));
        }
    }
}
