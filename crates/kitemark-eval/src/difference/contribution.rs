//! A difference of scores, parted among the criteria so that the parts add up to it exactly.
//!
//! A score is the sum of share × credit over all criteria, where the shares of those that count add up to 1. From one score to
//! the other, with `Δ` for what is later less what was earlier and a bar for the mean of both,
//!
//! ```text
//! Δ(share × credit) = mean share × Δcredit + mean credit × Δshare
//! ```
//!
//! and since the shares of either side add up to 1, the `Δshare` of all criteria add up to 0, so that
//!
//! ```text
//! Δscore = Σ mean share × Δcredit  +  Σ (mean credit − mean score) × Δshare
//! ```
//!
//! The first sum is what was answered or proven otherwise. The second is weight that moved: to criteria that do better than the
//! whole, which adds, or to those that do worse, which takes away. Both are the same with the sign turned when the two sides
//! change places. The split of each product is the one that treats both factors alike, the Shapley value for two players
//! (L. S. Shapley, "A value for n-person games", 1953); the mean score is subtracted so that weight alone, moved between
//! criteria that do as well as the whole, contributes nothing.
//!
//! A criterion that counts on one side alone has no credit on the other. It is taken to have the same credit there, so that all
//! it contributes is weight that moved.

use schemars::JsonSchema;
use serde::Serialize;

use crate::fraction::Fraction;
use crate::scorecard::{CriterionResult, Interval};

/// What a criterion, or several together, contribute to a difference of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Contribution {
    /// By another credit.
    pub credit: Fraction,
    /// By another weight: the charter gives another, or it counts on one side alone, or others do.
    pub weight: Fraction,
}

impl Contribution {
    /// Nothing.
    pub(super) fn none() -> Self {
        Self { credit: Fraction::zero(), weight: Fraction::zero() }
    }

    /// Both together.
    pub fn total(&self) -> Fraction {
        self.credit.plus(&self.weight)
    }

    /// The sum of many.
    pub fn sum<'c>(contributions: impl Iterator<Item = &'c Contribution>) -> Self {
        contributions.fold(Self::none(), |sum, one| Self {
            credit: sum.credit.plus(&one.credit),
            weight: sum.weight.plus(&one.weight),
        })
    }
}

/// A share of the score with the credit it earns.
pub(super) struct Earning<'a> {
    pub(super) share: &'a Fraction,
    pub(super) credit: &'a Fraction,
}

impl<'a> Earning<'a> {
    /// What a criterion earns at one end of the score; none where it does not count.
    pub(super) fn of(criterion: Option<&'a CriterionResult>, end: fn(&Interval) -> &Fraction) -> Option<Self> {
        let criterion = criterion?;
        Some(Self { share: &criterion.weight_percent.0, credit: end(criterion.credit.as_ref()?) })
    }
}

/// What a criterion contributes that earns `earlier` of one score and `later` of the other, where both scores have this mean. None
/// stands for a side on which it does not count.
pub(super) fn contribution(
    earlier: Option<Earning<'_>>,
    later: Option<Earning<'_>>,
    mean_score: &Fraction,
) -> Contribution {
    let alone = |one: Earning<'_>| one.credit.minus(mean_score).times(one.share);
    match (earlier, later) {
        (None, None) => Contribution::none(),
        (None, Some(one)) => Contribution { credit: Fraction::zero(), weight: alone(one) },
        (Some(one), None) => Contribution { credit: Fraction::zero(), weight: Fraction::zero().minus(&alone(one)) },
        (Some(one), Some(two)) => Contribution {
            credit: mean(one.share, two.share).times(&two.credit.minus(one.credit)),
            weight: mean(one.credit, two.credit).minus(mean_score).times(&two.share.minus(one.share)),
        },
    }
}

/// Half of both together.
pub(super) fn mean(one: &Fraction, two: &Fraction) -> Fraction {
    let sum = one.plus(two);
    sum.over(&Fraction::from(2)).unwrap_or(sum)
}
