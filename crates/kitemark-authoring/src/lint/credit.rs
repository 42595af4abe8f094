//! Partial credit that thresholds put out of reach.

use std::cmp::Ordering;

use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Criterion, Expr, Obligation};

use super::implication::{Bounds, constant, implies};
use super::{Finding, words};
use crate::workshop::Workshop;

/// A band whose condition holds only where the requirement or a better band does. `check` knows those of the same words.
pub(super) fn overlapping_worth(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    let mut found = Vec::new();
    for criterion in charter.criteria() {
        let mut better: Vec<&Expr> = vec![&criterion.syntax.requirement];
        for band in &criterion.syntax.worth {
            let overtaken = |other: &&&Expr| {
                implies(charter, &band.when, other) && words(workshop, band.when.span) != words(workshop, other.span)
            };
            if let Some(other) = better.iter().find(overtaken) {
                let message = format!("this band of `{}` holds only where more is earned already", criterion.id());
                found.push(
                    Finding::at(
                        workshop,
                        Code::OverlappingWorth,
                        band.when.span,
                        message,
                        "narrower than what stands above",
                    )
                    .with_label(workshop, other.span, "holds wherever the band does")
                    .with_help("let each band be easier than the one above it"),
                );
            }
            better.push(&band.when);
        }
    }
    found
}

/// A scale that gives nothing wherever the requirement fails.
pub(super) fn unreachable_scale(workshop: &Workshop) -> Vec<Finding> {
    let criteria = workshop.charter().criteria().iter().map(|criterion| &*criterion.syntax);
    criteria.filter(|each| each.obligation != Obligation::Flag).filter_map(|each| idle_scale(workshop, each)).collect()
}

fn idle_scale(workshop: &Workshop, criterion: &Criterion) -> Option<Finding> {
    let charter = workshop.charter();
    let scale = criterion.scale.as_ref()?;
    let asked = Bounds::of(charter, &criterion.requirement)?;
    let (from, to) = (constant(charter, &scale.from)?, constant(charter, &scale.to)?);
    if asked.value != charter.words(scale.value.span) {
        return None;
    }
    let rises = from.order(&to)? == Ordering::Less;
    let id = &criterion.id.value;
    let (wants_more, threshold) = match (&asked.low, &asked.high) {
        (Some((threshold, _)), None) => (true, threshold),
        (None, Some((threshold, _))) => (false, threshold),
        _ => return None,
    };
    // Credit begins at `from`: that has to lie short of the threshold, on the side where the requirement fails.
    let in_time = if rises { Ordering::Greater } else { Ordering::Less };
    let (message, label) = if rises != wants_more {
        (format!("the scale of `{id}` gives most where its requirement is furthest from met"), "runs the wrong way")
    } else if threshold.order(&from)? != in_time {
        (format!("the scale of `{id}` gives nothing where its requirement fails"), "begins where it is met already")
    } else {
        return None;
    };
    Some(
        Finding::at(workshop, Code::UnreachableScale, scale.span, message, label)
            .with_label(workshop, criterion.requirement.span, "the requirement")
            .with_help("let the scale run from a value that earns nothing to the one that the requirement asks for"),
    )
}
