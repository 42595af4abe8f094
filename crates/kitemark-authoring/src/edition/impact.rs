//! What a change of edition does to profiles.

use kitemark_eval::scorecard::{Interval, Scorecard, Verdict};
use serde::Serialize;

/// What becomes of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Impact {
    /// Under the earlier edition.
    pub before: Result,
    /// Under the later one.
    pub after: Result,
    /// The criteria of both editions whose verdict is another now, in the order of the earlier one.
    pub verdicts: Vec<Changed>,
}

/// Award and score of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Result {
    /// The id of the award; none if there is none.
    pub award: Option<String>,
    /// The score; none where there is nothing to score.
    pub score: Option<Interval>,
}

/// A criterion that comes out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Changed {
    /// The criterion's id.
    pub criterion: String,
    /// Its verdict under the earlier edition.
    pub before: Verdict,
    /// Its verdict under the later one.
    pub after: Verdict,
}

impl Impact {
    /// Whether the profile comes out the same.
    pub fn is_none(&self) -> bool {
        self.before == self.after && self.verdicts.is_empty()
    }
}

/// What becomes of a profile that was scored under both editions.
pub fn impact(before: &Scorecard, after: &Scorecard) -> Impact {
    let result = |card: &Scorecard| Result { award: card.award.id.clone(), score: card.score.clone() };
    let verdicts = before.criteria.iter().filter_map(|old| {
        let new = after.criteria.iter().find(|new| new.id == old.id)?;
        (old.verdict != new.verdict).then(|| Changed {
            criterion: old.id.clone(),
            before: old.verdict,
            after: new.verdict,
        })
    });
    Impact { before: result(before), after: result(after), verdicts: verdicts.collect() }
}
