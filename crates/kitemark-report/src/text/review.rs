//! What a review changed.

use kitemark_eval::scorecard::Scorecard;

use super::pen::Pen;
use crate::paint::Role;
use crate::review;
use crate::words::clip;

pub(super) fn review(pen: &mut Pen, card: &Scorecard) {
    let Some(result) = &card.review else { return };
    pen.heading(&review::heading(result));
    for (label, text) in review::facts(card, result) {
        pen.item(Role::Dim, &format!("  {label:<9}"), Role::Plain, &text);
    }
    for claim in review::revised(result) {
        pen.blank();
        entry(pen, review::decided(claim), &claim.claim, &review::values(claim), claim.reason.as_deref());
    }
    for (criterion, overridden) in review::overrides(card) {
        pen.blank();
        let rules =
            format!("{} → {}", crate::words::verdict(overridden.verdict), crate::words::verdict(criterion.verdict));
        entry(pen, "overridden", &criterion.id, &rules, Some(&overridden.reason));
    }
    if !result.changes.is_empty() {
        pen.heading(&format!("What the review changed ({})", result.changes.len()));
    }
    for (claims, changes) in review::by_cause(result) {
        let cause = if claims.is_empty() { "the reviewer's own verdict".to_owned() } else { claims.join(", ") };
        pen.item(Role::Dim, "  by  ", Role::Plain, &cause);
        for change in changes {
            pen.item(Role::Plain, "      ", Role::Plain, &format!("{}: {}", change.criterion, review::changed(change)));
        }
    }
}

/// What was decided on a claim or verdict, what it was and is, and why.
fn entry(pen: &mut Pen, decision: &str, of: &str, values: &str, reason: Option<&str>) {
    pen.item(Role::Open, &format!("  {decision:<10}  "), Role::Strong, of);
    pen.paragraph(Role::Plain, "              ", values);
    if let Some(reason) = reason {
        pen.item(Role::Dim, "         why  ", Role::Plain, &clip(reason));
    }
}
