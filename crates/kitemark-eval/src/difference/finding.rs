//! The comparisons that came out otherwise on the other side.

use schemars::JsonSchema;
use serde::Serialize;

use crate::scorecard::{Finding, Listed, Outcome};

/// A comparison on both sides, by the field it is of.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingPair {
    /// The field or expression compared, with its record.
    pub name: String,
    /// What the earlier side found; null where it did not make the comparison, or all was as it should be.
    pub earlier: Option<Found>,
    /// What the later side found.
    pub later: Option<Found>,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Found {
    /// What the profile says.
    pub observed: String,
    /// What was asked for.
    pub required: String,
    /// How it came out.
    pub outcome: Outcome,
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Self {
        Self { observed: finding.observed, required: finding.required, outcome: finding.outcome }
    }
}

/// Pairs findings of the same name, the first with the first; those that are alike on both sides are left out. What only one
/// side lists is merely counted where the other does not list all.
pub(super) fn pairs(earlier: Listed<Finding>, later: Listed<Finding>) -> Listed<FindingPair> {
    let (more_earlier, more_later) = (earlier.more, later.more);
    let (earlier, later) = (earlier.first, later.first);
    let mut later: Vec<Option<Finding>> = later.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for one in earlier {
        let name = one.name();
        let slot = later.iter_mut().find(|two| two.as_ref().is_some_and(|two| two.name() == name));
        let two = slot.and_then(Option::take);
        pairs.push(FindingPair { name, earlier: Some(one.into()), later: two.map(Found::from) });
    }
    for two in later.into_iter().flatten() {
        pairs.push(FindingPair { name: two.name(), earlier: None, later: Some(two.into()) });
    }
    let listed = pairs.len();
    pairs.retain(|pair| match (&pair.earlier, &pair.later) {
        (Some(_), None) => more_later == 0,
        (None, Some(_)) => more_earlier == 0,
        _ => true,
    });
    let more = listed - pairs.len() + more_earlier.max(more_later);
    pairs.retain(|pair| pair.earlier != pair.later);
    Listed { first: pairs, more }
}
