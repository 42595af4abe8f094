//! Two scorecards compared: what made the difference, point by point.
//!
//! They may be of two profiles under one charter, of one profile under two editions, or of a profile before and after a change.

mod contribution;
mod finding;

use schemars::JsonSchema;
use serde::Serialize;

pub use contribution::Contribution;
pub use finding::{FindingPair, Found};

use crate::award::OPEN_CAP;
use crate::fraction::Fraction;
use crate::scorecard::{
    CriterionResult, Finding, Interval, LimitResult, Listed, Obligation, Percent, Scorecard, Stamp, Verdict, is_zero,
};
use contribution::{Earning, contribution, mean};

/// The version of the difference's JSON.
pub const SCHEMA_VERSION: &str = "kitemark-difference/1";

/// What makes the difference between two results. Every difference is the later one less the earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Difference {
    /// The version of this format.
    pub schema_version: &'static str,
    /// The earlier result, or the first.
    pub earlier: Side,
    /// The later result, or the second.
    pub later: Side,
    /// The difference of the scores; null where one of them could not be scored.
    pub score: Option<Ends<Fraction>>,
    /// Every principle of either charter, in the order of the later one; those it no longer has come last.
    pub principles: Vec<PrincipleDifference>,
    /// Every criterion of either charter, in the same order.
    pub criteria: Vec<CriterionDifference>,
}

/// One of the two results.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Side {
    /// What was scored against what.
    pub stamp: Stamp,
    /// Whom the profile speaks of.
    pub subject: Option<String>,
    /// The award that is sure; null for none.
    pub award: Option<String>,
    /// A better award that only the high score reaches.
    pub provisional: Option<String>,
    /// The score; null where nothing could be scored.
    pub score: Option<Interval>,
    /// The weight that is answered and evidenced, as a fraction of the weight that applies.
    pub evidenced: Option<Fraction>,
    /// What stands in the way of better awards here and not on the other side.
    pub own_limits: Vec<LimitResult>,
}

/// Something for each end of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ends<T> {
    /// For what is sure.
    pub low: T,
    /// For what is possible.
    pub high: T,
}

/// A principle on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PrincipleDifference {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// On the earlier side; null where the charter does not have it.
    pub earlier: Option<PrincipleSide>,
    /// On the later side.
    pub later: Option<PrincipleSide>,
    /// What its criteria contribute together; null where a side could not be scored.
    pub contribution: Option<Ends<Contribution>>,
}

/// A principle on one side.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PrincipleSide {
    /// Its score; null where nothing in it could be scored.
    pub score: Option<Interval>,
    /// Its share of the total, of 100.
    pub weight_percent: Percent,
}

/// A criterion on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct CriterionDifference {
    /// Its id.
    pub id: String,
    /// The principle it belongs to.
    pub principle: String,
    /// Its title.
    pub title: String,
    /// On the earlier side; null where the charter does not have it.
    pub earlier: Option<CriterionSide>,
    /// On the later side.
    pub later: Option<CriterionSide>,
    /// What it contributes to the difference of the scores; null where a side could not be scored.
    pub contribution: Option<Ends<Contribution>>,
    /// The comparisons that came out otherwise, where the verdict or the credit did.
    pub findings: Vec<FindingPair>,
    /// How many more may have: a scorecard does not list every comparison, and what it does not list is compared with nothing.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_findings: usize,
}

/// A criterion on one side.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct CriterionSide {
    /// Must, should or flag.
    #[schemars(schema_with = "crate::scorecard::obligations")]
    pub obligation: Obligation,
    /// What came out.
    pub verdict: Verdict,
    /// Why, where the verdict needs a word.
    pub reason: Option<String>,
    /// The credit; null for flags and where it leaves the score.
    pub credit: Option<Interval>,
    /// Its share of the total, of 100; 0 where it leaves the score.
    pub weight_percent: Percent,
    /// The fields whose answers would decide it.
    pub unanswered: Vec<String>,
    /// How many more such fields there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_unanswered: usize,
    /// The claims that lack evidence of the grade asked for.
    pub unverified: Vec<String>,
    /// How many more such claims there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_unverified: usize,
}

impl CriterionDifference {
    /// Whether it came out alike: the same verdict and credit on both sides, whatever it weighs.
    pub fn is_alike(&self) -> bool {
        match (&self.earlier, &self.later) {
            (Some(one), Some(two)) => one.verdict == two.verdict && one.credit == two.credit,
            _ => false,
        }
    }
}

impl Difference {
    /// What makes the difference from `earlier` to `later`.
    pub fn between(earlier: &Scorecard, later: &Scorecard) -> Self {
        let criteria = criteria(earlier, later);
        Self {
            schema_version: SCHEMA_VERSION,
            earlier: Side::of(earlier, later),
            later: Side::of(later, earlier),
            score: both(earlier, later)
                .map(|(one, two)| Ends { low: two.low.minus(&one.low), high: two.high.minus(&one.high) }),
            principles: principles(earlier, later, &criteria),
            criteria,
        }
    }

    /// Whether both were scored by the same charter.
    pub fn is_one_charter(&self) -> bool {
        self.earlier.stamp.charter_sha256 == self.later.stamp.charter_sha256
    }

    /// Whether both are of the same profile, with the same changes to it.
    pub fn is_one_profile(&self) -> bool {
        let (one, two) = (&self.earlier.stamp, &self.later.stamp);
        one.profile_sha256 == two.profile_sha256 && one.changes == two.changes && one.as_of == two.as_of
    }
}

impl Side {
    fn of(card: &Scorecard, other: &Scorecard) -> Self {
        let own = card.award.limits.iter().filter(|limit| !other.award.limits.iter().any(|one| is_same(one, limit)));
        Self {
            stamp: card.stamp.clone(),
            subject: card.subject.clone(),
            award: card.award.id.clone(),
            provisional: card.award.provisional.clone(),
            score: card.score.clone(),
            evidenced: card.evidenced.clone(),
            own_limits: own.cloned().collect(),
        }
    }
}

/// Whether both are the same limit, by how much or whomever it is missed.
fn is_same(one: &LimitResult, two: &LimitResult) -> bool {
    // That a cap is open on one side alone makes it no other cap.
    fn rule(limit: &LimitResult) -> &str {
        limit.text.strip_suffix(OPEN_CAP).unwrap_or(&limit.text)
    }
    (one.kind, &one.award, rule(one)) == (two.kind, &two.award, rule(two))
}

fn both<'a>(earlier: &'a Scorecard, later: &'a Scorecard) -> Option<(&'a Interval, &'a Interval)> {
    Some((earlier.score.as_ref()?, later.score.as_ref()?))
}

/// What is on either side by id: in the order of the later one, what it no longer has last.
fn paired<'a, T>(earlier: &'a [T], later: &'a [T], id: impl Fn(&T) -> &str) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let find = |list: &'a [T], wanted: &T| list.iter().find(|one| id(one) == id(wanted));
    let now = later.iter().map(|two| (find(earlier, two), Some(two)));
    let gone = earlier.iter().filter(|one| find(later, one).is_none()).map(|one| (Some(one), None));
    now.chain(gone).collect()
}

fn principles(earlier: &Scorecard, later: &Scorecard, criteria: &[CriterionDifference]) -> Vec<PrincipleDifference> {
    let side = |one: &crate::scorecard::PrincipleResult| PrincipleSide {
        score: one.score.clone(),
        weight_percent: one.weight_percent.clone(),
    };
    let told = |(one, two): (Option<&crate::scorecard::PrincipleResult>, Option<&_>)| {
        let named = two.or(one)?;
        let own: Option<Vec<&Ends<Contribution>>> =
            criteria.iter().filter(|one| one.principle == named.id).map(|one| one.contribution.as_ref()).collect();
        let own = own.filter(|_| both(earlier, later).is_some());
        Some(PrincipleDifference {
            id: named.id.clone(),
            title: named.title.clone(),
            earlier: one.map(side),
            later: two.map(side),
            contribution: own.map(|own| Ends {
                low: Contribution::sum(own.iter().map(|ends| &ends.low)),
                high: Contribution::sum(own.iter().map(|ends| &ends.high)),
            }),
        })
    };
    paired(&earlier.principles, &later.principles, |one| &one.id).into_iter().filter_map(told).collect()
}

fn criteria(earlier: &Scorecard, later: &Scorecard) -> Vec<CriterionDifference> {
    let told = |(one, two): (Option<&CriterionResult>, Option<&CriterionResult>)| {
        let named = two.or(one)?;
        let is_alike = one.zip(two).is_some_and(|(one, two)| one.verdict == two.verdict && one.credit == two.credit);
        let findings = if is_alike { Listed::default() } else { finding::pairs(findings(one), findings(two)) };
        Some(CriterionDifference {
            id: named.id.clone(),
            principle: named.principle.clone(),
            title: named.title.clone(),
            earlier: one.map(CriterionSide::of),
            later: two.map(CriterionSide::of),
            contribution: contributions(earlier, later, one, two),
            findings: findings.first,
            more_findings: findings.more,
        })
    };
    paired(&earlier.criteria, &later.criteria, |one| &one.id).into_iter().filter_map(told).collect()
}

/// The comparisons of a criterion on one side.
fn findings(side: Option<&CriterionResult>) -> Listed<Finding> {
    side.map(|one| Listed { first: one.findings.clone(), more: one.more_findings }).unwrap_or_default()
}

impl CriterionSide {
    fn of(one: &CriterionResult) -> Self {
        Self {
            obligation: one.obligation,
            verdict: one.verdict,
            reason: one.reason.clone(),
            credit: one.credit.clone(),
            weight_percent: one.weight_percent.clone(),
            unanswered: one.unanswered.clone(),
            more_unanswered: one.more_unanswered,
            unverified: one.unverified.clone(),
            more_unverified: one.more_unverified,
        }
    }
}

fn contributions(
    earlier: &Scorecard,
    later: &Scorecard,
    one: Option<&CriterionResult>,
    two: Option<&CriterionResult>,
) -> Option<Ends<Contribution>> {
    let (score, score_then) = both(earlier, later)?;
    let at = |end: fn(&Interval) -> &Fraction| {
        let (one, two) = (Earning::of(one, end), Earning::of(two, end));
        contribution(one, two, &mean(end(score), end(score_then)))
    };
    Some(Ends { low: at(|interval| &interval.low), high: at(|interval| &interval.high) })
}
