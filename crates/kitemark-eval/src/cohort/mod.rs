//! Many profiles under one charter.
//!
//! Of each profile no more than a [`Standing`] is kept, about a kilobyte, so that thousands can be judged side by side. A
//! [`Cohort`] ranks them, and a [`Round`] says what they come to together.

mod question;
mod reckoning;
mod round;
mod standing;
mod summary;
mod tally;

use std::cmp::Ordering;

use kitemark_dsl::charter::Charter;

pub use question::{OpenQuestion, Question};
pub use round::{
    Against, AwardChange, AwardCount, Close, Edition, Moved, Principle, Refused, Round, SCHEMA_VERSION, Submission,
    Submitted, WeightingEffect,
};
pub use standing::{Mark, Standing};
pub use summary::Summary;
pub use tally::{CriterionTally, Lost};

use crate::scorecard::{Interval, Scorecard};
pub use crate::weighting::{Weighting, WeightingKind};

/// One profile of many, with what is kept of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry<T> {
    /// The profile's file.
    pub file: String,
    /// Its result and what else is kept, or in a few words why there is none.
    pub result: Result<(Summary, T), String>,
}

impl<T> Entry<T> {
    /// A profile that was scored.
    pub fn scored(file: impl Into<String>, summary: Summary, kept: T) -> Self {
        Self { file: file.into(), result: Ok((summary, kept)) }
    }

    /// A profile that could not be scored, and why: `2 errors`.
    pub fn refused(file: impl Into<String>, why: impl Into<String>) -> Self {
        Self { file: file.into(), result: Err(why.into()) }
    }
}

impl Entry<Box<Scorecard>> {
    /// A profile with the whole of its scorecard.
    pub fn card(file: impl Into<String>, card: Scorecard) -> Self {
        Self::scored(file, Summary::from(&card), Box::new(card))
    }
}

/// Profiles scored against one charter, ranked: by award, then by what is sure of the score, by what is possible, by file.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort<T> {
    entries: Vec<Entry<T>>,
}

impl<T> Cohort<T> {
    /// Ranks `entries`; `awards` are the charter's award ids, best first.
    pub fn rank(entries: Vec<Entry<T>>, awards: &[&str]) -> Self {
        let mut entries = entries;
        entries.sort_by(|a, b| compare(a, b, awards));
        Self { entries }
    }

    /// The profiles, best first; those that could not be scored last.
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    pub(crate) fn into_entries(self) -> Vec<Entry<T>> {
        self.entries
    }
}

/// The ids of a charter's awards, best first.
pub(crate) fn award_ids(charter: &Charter) -> Vec<&str> {
    charter.awards().iter().map(|award| award.id.as_str()).collect()
}

fn compare<T>(a: &Entry<T>, b: &Entry<T>, awards: &[&str]) -> Ordering {
    let by_result = match (&a.result, &b.result) {
        (Ok((a, _)), Ok((b, _))) => rank(a, awards).cmp(&rank(b, awards)).then_with(|| ends(b).cmp(&ends(a))),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => Ordering::Equal,
    };
    by_result.then_with(|| a.file.cmp(&b.file))
}

fn rank(summary: &Summary, awards: &[&str]) -> usize {
    let place = summary.award.as_deref().and_then(|id| awards.iter().position(|award| *award == id));
    place.unwrap_or(awards.len())
}

fn ends(summary: &Summary) -> Option<(&crate::fraction::Fraction, &crate::fraction::Fraction)> {
    summary.score.as_ref().map(|Interval { low, high }| (low, high))
}
