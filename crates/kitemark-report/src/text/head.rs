//! Who was scored, the award, and why not a better one.

use kitemark_eval::scorecard::{LimitResult, Scorecard};

use super::pen::Pen;
use crate::digest::{caps, needs};
use crate::paint::Role;
use crate::percent::percent;
use crate::words;

pub(super) fn title(pen: &mut Pen, card: &Scorecard) {
    pen.paragraph(Role::Strong, "", &words::subject(card));
    pen.paragraph(Role::Plain, "", &words::charter(card));
    let file = words::profile_file(card).map(|file| format!(", from {file}")).unwrap_or_default();
    pen.paragraph(Role::Dim, "", &format!("As of {}{file}", card.stamp.as_of));
    for change in &card.stamp.changes {
        pen.paragraph(Role::Open, "", &format!("Changed before scoring: {}", words::clip(change)));
    }
}

pub(super) fn result(pen: &mut Pen, card: &Scorecard) {
    pen.blank();
    let role = if card.award.id.is_some() { Role::Good } else { Role::Bad };
    fact(pen, "Award", role, &words::award(card));
    for note in words::award_notes(card) {
        fact(pen, "", Role::Plain, &note);
    }
    fact(pen, "Score", Role::Strong, &words::score(card));
    if let Some(evidenced) = &card.evidenced {
        fact(pen, "Evidenced", Role::Plain, &format!("{} of the weight that applies", percent(evidenced)));
    }
    fact(pen, "Criteria", Role::Plain, &words::tally(card));
    if let Some(flags) = words::flag_tally(card) {
        fact(pen, "Flags", Role::Plain, &flags);
    }
}

fn fact(pen: &mut Pen, label: &str, role: Role, text: &str) {
    pen.item(Role::Dim, &format!("{label:<11}"), role, text);
}

pub(super) fn limits(pen: &mut Pen, card: &Scorecard) {
    let needs = needs(card);
    let Some(((award, next), further)) = needs.split_first() else { return all_caps(pen, card) };
    pen.heading(&words::needs_heading(award));
    next.iter().for_each(|limit| one_limit(pen, limit));
    if let Some(further) = words::further(further) {
        pen.paragraph(Role::Dim, "  ", &further);
    }
    all_caps(pen, card);
}

fn all_caps(pen: &mut Pen, card: &Scorecard) {
    for limit in caps(card) {
        pen.heading(&words::cap_heading(limit));
        one_limit(pen, limit);
    }
}

fn one_limit(pen: &mut Pen, limit: &LimitResult) {
    pen.item(Role::Bad, &format!("  {:<7}", words::limit_kind(limit)), Role::Plain, &limit.text);
    if let Some(reason) = words::limit_reason(limit) {
        pen.paragraph(Role::Plain, "         ", &reason);
    }
}
