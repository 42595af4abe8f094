//! Weights and caps that decide more than a reader would guess.

use kitemark_dsl::charter::Criterion;
use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Declaration, Obligation};
use kitemark_dsl::value::Number;

use super::Finding;
use crate::workshop::Workshop;

/// Of two criteria, one may well weigh more.
const FEWEST_TO_COMPARE: usize = 3;

/// More caps than this nobody keeps in mind when reading a score.
const MOST_CAPS: usize = 5;

/// The criteria of each principle that count for the score, by the principle's number.
fn scored(workshop: &Workshop) -> Vec<Vec<&Criterion>> {
    let charter = workshop.charter();
    let mut scored = vec![Vec::new(); charter.principles().len()];
    for criterion in charter.criteria().iter().filter(|each| each.syntax.obligation != Obligation::Flag) {
        if let Some(of_principle) = scored.get_mut(criterion.principle.index()) {
            of_principle.push(criterion);
        }
    }
    scored
}

/// A criterion that outweighs all the others of its principle together.
pub(super) fn weight_outlier(workshop: &Workshop) -> Vec<Finding> {
    scored(workshop)
        .into_iter()
        .filter_map(|criteria| outweighing(&criteria))
        .map(|criterion| {
            let id = &criterion.syntax.id;
            let span = criterion.syntax.weight.as_ref().map_or(id.span, |weight| weight.span);
            let message = format!("`{}` weighs more than all other criteria of its principle together", id.value);
            Finding::at(workshop, Code::WeightOutlier, span, message, "decides the principle alone")
                .with_help("weigh it less, or give it a principle of its own")
        })
        .collect()
}

/// The criterion that weighs more than the rest, where there are enough to compare.
fn outweighing<'a>(criteria: &[&'a Criterion]) -> Option<&'a Criterion> {
    let heaviest = criteria.iter().copied().max_by_key(|criterion| criterion.weight)?;
    let sum = criteria.iter().try_fold(Number::ZERO, |sum, criterion| sum.checked_add(criterion.weight))?;
    let rest = sum.checked_sub(heaviest.weight)?;
    (criteria.len() >= FEWEST_TO_COMPARE && heaviest.weight > rest).then_some(heaviest)
}

/// A principle that has flags alone, or nothing at all: its weight counts for nobody.
pub(super) fn unscored_principle(workshop: &Workshop) -> Vec<Finding> {
    let scored = scored(workshop);
    let declared = workshop.syntax().declarations.iter().filter_map(|declaration| match declaration {
        Declaration::Principle(principle) => Some(principle),
        _ => None,
    });
    declared
        .zip(scored)
        .filter(|(_, criteria)| criteria.is_empty())
        .map(|(principle, _)| {
            let message = format!("nothing in the principle `{}` is scored", principle.id.value);
            Finding::at(workshop, Code::UnscoredPrinciple, principle.id.span, message, "no must and no should")
                .with_help("give it a `must` or `should`, or move its flags to a principle that is scored")
        })
        .collect()
}

/// More caps on awards than a reader can keep in mind.
pub(super) fn too_many_caps(workshop: &Workshop) -> Vec<Finding> {
    let limits = workshop.charter().limits();
    let one_too_many = limits.get(MOST_CAPS).map(|limit| {
        let message = format!("{} limits cap the awards", limits.len());
        let help = format!(
            "keep to {MOST_CAPS} or fewer: make a `must` of what an award should need, and leave to limits what no score outweighs"
        );
        Finding::at(workshop, Code::TooManyCaps, limit.syntax.to.span, message, "one more than readers keep in mind")
            .with_help(help)
    });
    one_too_many.into_iter().collect()
}
