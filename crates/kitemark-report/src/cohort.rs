//! Many scorecards, best first.

use std::cmp::Ordering;

use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{Obligation, Scorecard, Verdict};

/// One profile of many.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The profile's file.
    pub file: String,
    /// Its scorecard, or in a few words why there is none.
    pub result: Result<Box<Scorecard>, String>,
}

impl Entry {
    /// A profile that was scored.
    pub fn scored(file: impl Into<String>, scorecard: Scorecard) -> Self {
        Self { file: file.into(), result: Ok(Box::new(scorecard)) }
    }

    /// A profile that could not be scored, and why: `2 errors`.
    pub fn refused(file: impl Into<String>, why: impl Into<String>) -> Self {
        Self { file: file.into(), result: Err(why.into()) }
    }

    /// How many musts surely fail.
    pub(crate) fn failed_musts(&self) -> usize {
        let failed = |verdict| matches!(verdict, Verdict::Unmet | Verdict::Error);
        let musts = self.result.iter().flat_map(|card| &card.criteria).filter(|one| one.obligation == Obligation::Must);
        musts.filter(|one| failed(one.verdict)).count()
    }
}

/// Profiles scored against one charter, ranked: by award, then by what is sure of the score, by what is possible, by file.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    entries: Vec<Entry>,
}

impl Cohort {
    /// Ranks `entries`; `awards` are the charter's award ids, best first.
    pub fn rank(entries: Vec<Entry>, awards: &[&str]) -> Self {
        let mut entries = entries;
        entries.sort_by(|a, b| compare(a, b, awards));
        Self { entries }
    }

    /// The profiles, best first; those that could not be scored last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

fn compare(a: &Entry, b: &Entry, awards: &[&str]) -> Ordering {
    let by_result = match (&a.result, &b.result) {
        (Ok(a), Ok(b)) => award_rank(a, awards).cmp(&award_rank(b, awards)).then_with(|| ends(b).cmp(&ends(a))),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => Ordering::Equal,
    };
    by_result.then_with(|| a.file.cmp(&b.file))
}

fn award_rank(card: &Scorecard, awards: &[&str]) -> usize {
    let place = card.award.id.as_deref().and_then(|id| awards.iter().position(|award| *award == id));
    place.unwrap_or(awards.len())
}

fn ends(card: &Scorecard) -> Option<(&Fraction, &Fraction)> {
    card.score.as_ref().map(|score| (&score.low, &score.high))
}
