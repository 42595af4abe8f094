//! Awards as a ladder: who has one should have earned those below it.

use kitemark_dsl::charter::{Award, Charter, Need, NeedKind};
use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::Obligation;

use super::{Finding, words};
use crate::workshop::Workshop;

/// A need of an award that a better one can be had without.
pub(super) fn broken_ladder(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    let mut found = Vec::new();
    for pair in charter.awards().windows(2) {
        let [higher, lower] = pair else { continue };
        let missing = lower.needs.iter().filter(|need| !asks_for(charter, higher, need));
        found.extend(missing.map(|need| finding(workshop, higher, lower, need)));
    }
    found
}

fn finding(workshop: &Workshop, higher: &Award, lower: &Award, need: &Need) -> Finding {
    let asked = words(workshop, need.span);
    let asked = asked.strip_prefix("needs ").unwrap_or(&asked);
    let message = format!("`{}` can be had without `{asked}`, which the lower `{}` needs", higher.id, lower.id);
    let finding = Finding::at(workshop, Code::BrokenLadder, need.span, message, "asked for here alone");
    let finding = match higher.needs.first() {
        Some(first) => finding.with_label(workshop, first.span, format!("`{}` needs less", higher.id)),
        None => finding,
    };
    finding.with_help(format!("let `{}` need it too, or take it from `{}`", higher.id, lower.id))
}

/// Whether whoever meets the needs of an award meets this one too.
fn asks_for(charter: &Charter, award: &Award, need: &Need) -> bool {
    award.needs.iter().any(|own| implies(charter, own.kind, need.kind))
}

fn implies(charter: &Charter, own: NeedKind, need: NeedKind) -> bool {
    use NeedKind::{CriterionMet, EveryMustMet, EveryPrinciple, Evidenced, NoMustUnmet, Principle, Score};
    match (own, need) {
        (Score(own), Score(asked))
        | (Evidenced(own), Evidenced(asked))
        | (EveryPrinciple(own), EveryPrinciple(asked)) => own >= asked,
        (Principle(principle, own), Principle(other, asked)) => principle == other && own >= asked,
        (EveryPrinciple(own), Principle(_, asked)) => own >= asked,
        (EveryMustMet, EveryMustMet | NoMustUnmet) | (NoMustUnmet, NoMustUnmet) => true,
        (CriterionMet(criterion), CriterionMet(other)) => criterion == other,
        (EveryMustMet | NoMustUnmet, CriterionMet(id)) => {
            let criterion = charter.criteria().get(id.index()).map(|criterion| &criterion.syntax);
            // Of what earns no part, what is not unmet is met, or still to be proven or answered, which counts as unmet.
            criterion.is_some_and(|criterion| {
                criterion.obligation == Obligation::Must
                    && (own == EveryMustMet || criterion.worth.is_empty() && criterion.scale.is_none())
            })
        }
        _ => false,
    }
}
