//! What a review changed.

use kitemark_eval::scorecard::Scorecard;

use super::pen::Pen;
use crate::paint::Role;
use crate::review;
use crate::words;

pub(super) fn review(pen: &mut Pen, card: &Scorecard) {
    let Some(result) = &card.review else { return };
    pen.heading(&review::heading(result));
    for (label, text) in review::facts(card, result) {
        pen.item(Role::Dim, &format!("  {label:<9}"), Role::Plain, &text);
    }
    for [decision, of, values, reason] in review::decisions(card, result) {
        pen.blank();
        pen.item(Role::Open, &format!("  {decision:<10}  "), Role::Strong, &of);
        pen.paragraph(Role::Plain, "              ", &values);
        pen.item(Role::Dim, "         why  ", Role::Plain, &reason);
    }
    if !result.changes.is_empty() {
        pen.heading(&format!("What the review changed ({})", result.changes.len()));
    }
    for ((claims, more), changes) in review::by_cause(result) {
        let own = || "the reviewer's own verdict".to_owned();
        let cause = if claims.is_empty() { own() } else { words::all_of(claims, more) };
        pen.item(Role::Dim, "  by  ", Role::Plain, &cause);
        for change in changes {
            pen.item(Role::Plain, "      ", Role::Plain, &format!("{}: {}", change.criterion, review::changed(change)));
        }
    }
}
