//! What comes out around every threshold, place by place.

use kitemark_dsl::charter::Charter;
use serde::Serialize;

use super::{Around, Boundary, Point};
use crate::place::{Place, owner};

/// The boundaries of a charter in numbers and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How many thresholds there are.
    pub thresholds: usize,
    /// At how many of them a profile was made.
    pub reached: usize,
    /// At how many of them something else comes out on one side than on the other.
    pub flips: usize,
    /// Each of them, in the order of the charter.
    pub boundaries: Vec<Threshold>,
}

/// A threshold and what comes out around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Threshold {
    /// The comparison.
    #[serde(flatten)]
    pub place: Place,
    /// What is compared with, in the charter's words: a range has two limits.
    pub limit: String,
    /// The case that the profiles start from, and the field that is changed; none where no single answer reaches it.
    pub start: Option<Start>,
    /// Just under the threshold.
    pub under: Option<Point>,
    /// At the threshold.
    pub at: Option<Point>,
    /// Just over it.
    pub over: Option<Point>,
}

/// What the profiles around a threshold start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Start {
    /// The title of the case.
    pub case: String,
    /// The field that is changed.
    pub path: String,
}

/// The boundaries in numbers and places.
pub fn report(charter: &Charter, boundaries: &[Boundary<'_>]) -> Report {
    let around = |boundary: &Boundary<'_>| boundary.around.is_some();
    let flips = |boundary: &Boundary<'_>| boundary.around.as_ref().is_some_and(Around::flips);
    Report {
        thresholds: boundaries.len(),
        reached: boundaries.iter().filter(|boundary| around(boundary)).count(),
        flips: boundaries.iter().filter(|boundary| flips(boundary)).count(),
        boundaries: boundaries.iter().map(|boundary| threshold(charter, boundary)).collect(),
    }
}

fn threshold(charter: &Charter, boundary: &Boundary<'_>) -> Threshold {
    let around = boundary.around.as_ref();
    let start = around.map(|around| Start { case: around.start.case.title.clone(), path: around.path.clone() });
    let [under, at, over] = around.map(|around| around.points.clone()).unwrap_or_default();
    let place = Place::new(charter, boundary.span, &owner(charter, boundary.rule));
    Threshold { place, limit: charter.words(boundary.limit_span), start, under, at, over }
}
