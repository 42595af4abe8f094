//! Scores as bars.

use kitemark_eval::scorecard::{Interval, PrincipleResult, Scorecard};

use crate::percent::{interval, percent};

/// The width of a bar in the units of its picture.
const WHOLE: u32 = 1000;
/// A range that is too narrow to see is drawn this wide.
const NARROWEST: u32 = 6;

/// A score as a bar: thick as far as it is sure, thin as far as it is possible.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bar {
    pub(super) low: u32,
    pub(super) range: u32,
}

impl Bar {
    pub(super) fn of(score: &Interval) -> Self {
        let low = score.low.parts_of(WHOLE).min(WHOLE);
        let high = score.high.parts_of(WHOLE).min(WHOLE);
        let range = if score.low == score.high { 0 } else { high.saturating_sub(low).max(NARROWEST) };
        Self { low, range }
    }
}

/// A principle in the chart.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) bar: Option<Bar>,
    pub(super) score: String,
    pub(super) weight: String,
}

pub(super) fn rows(card: &Scorecard) -> Vec<Row<'_>> {
    card.principles.iter().map(row).collect()
}

fn row(principle: &PrincipleResult) -> Row<'_> {
    let PrincipleResult { id, title, score, weight_percent, .. } = principle;
    let (score, weight, bar) = match score {
        Some(score) => (interval(score), percent(&weight_percent.0), Some(Bar::of(score))),
        None => ("not scored".to_owned(), "–".to_owned(), None),
    };
    Row { id, title, bar, score, weight }
}
