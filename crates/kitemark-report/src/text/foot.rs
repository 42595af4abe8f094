//! Exemptions, declared interests, robustness and the stamp.

use kitemark_eval::scorecard::{ExemptionStatus, Scorecard};

use super::pen::Pen;
use crate::digest;
use crate::paint::Role;
use crate::words;

pub(super) fn exemptions(pen: &mut Pen, card: &Scorecard) {
    if card.exemptions.is_empty() {
        return;
    }
    pen.heading(&format!("Exemptions ({})", card.exemptions.len() + card.more_exemptions));
    for exemption in &card.exemptions {
        let role = match exemption.status {
            ExemptionStatus::Applied => Role::Good,
            ExemptionStatus::NotNeeded => Role::Dim,
            _ => Role::Bad,
        };
        pen.item(Role::Plain, "  ", Role::Plain, &words::exemption_target(exemption));
        pen.item(Role::Plain, "    ", Role::Plain, &words::exemption_terms(card, exemption));
        pen.item(Role::Plain, "    ", role, words::exemption_status(exemption));
    }
    pen.paragraph(Role::Dim, "  ", &words::left_out(card.more_exemptions).unwrap_or_default());
}

pub(super) fn interests(pen: &mut Pen, card: &Scorecard) {
    let interests = digest::interests(card);
    if interests.is_empty() {
        return;
    }
    pen.heading("Evidence that declares an interest");
    for (id, interest, uses) in interests {
        pen.item(Role::Plain, "  ", Role::Plain, &words::declared(id, interest, uses));
    }
    pen.paragraph(Role::Dim, "  ", &words::interests_left_out(card).unwrap_or_default());
}

pub(super) fn robustness(pen: &mut Pen, card: &Scorecard) {
    let lines = words::robustness(card);
    if lines.is_empty() {
        return;
    }
    pen.heading("Robustness");
    for line in lines {
        pen.item(Role::Plain, "  ", Role::Plain, &line);
    }
}

pub(super) fn stamp(pen: &mut Pen, card: &Scorecard) {
    pen.heading("Stamp");
    for (label, text) in words::stamp(card) {
        pen.item(Role::Dim, &format!("  {label:<9}"), Role::Dim, &text);
    }
}
