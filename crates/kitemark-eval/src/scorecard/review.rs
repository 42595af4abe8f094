//! What a review adds to a scorecard.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Interval, Verdict, is_zero};

/// The review that was applied, and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ReviewResult {
    /// The review's file.
    pub file: String,
    /// Who reviewed.
    pub reviewer: String,
    /// The reviewers whose reviews this one moderates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub moderates: Vec<String>,
    /// How many claims the reviewer accepted.
    pub accepted: usize,
    /// How many claims the reviewer rejected.
    pub rejected: usize,
    /// How many claims the reviewer corrected.
    pub corrected: usize,
    /// How many claims that some criterion reads stand as submitted, because nothing was decided on them.
    pub undecided: usize,
    /// What the profile came to without the review.
    pub before: Standing,
    /// What it comes to by the decisions on claims alone, where verdicts were overridden.
    pub without_overrides: Option<Standing>,
    /// The claims that were decided on, in the order of the review.
    pub claims: Vec<ReviewedClaim>,
    /// How many more claims were decided on.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_claims: usize,
    /// The criteria whose verdict or credit the review changed, in the charter's order.
    pub changes: Vec<ChangedVerdict>,
}

/// An award and a score.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Standing {
    /// The award that is sure; null for none.
    pub award: Option<String>,
    /// A better award that is possible.
    pub provisional: Option<String>,
    /// The score; null where nothing could be scored.
    pub score: Option<Interval>,
}

/// What a reviewer says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimDecision {
    /// The evidence given bears it out.
    Accept,
    /// It does not: nothing proves the claim.
    Reject,
    /// The evidence says something else.
    Correct,
}

impl ClaimDecision {
    /// Every decision.
    pub const ALL: [ClaimDecision; 3] = [ClaimDecision::Accept, ClaimDecision::Reject, ClaimDecision::Correct];

    /// The word that a review uses.
    pub fn word(self) -> &'static str {
        match self {
            ClaimDecision::Accept => "accept",
            ClaimDecision::Reject => "reject",
            ClaimDecision::Correct => "correct",
        }
    }
}

/// A claim that a reviewer decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ReviewedClaim {
    /// The claim's path, such as `contracts[adult-system].initial_term`.
    pub claim: String,
    /// The decision.
    pub decision: ClaimDecision,
    /// What the profile says.
    pub submitted: String,
    /// What it is corrected to.
    pub corrected: Option<String>,
    /// Why; an accepted claim may go without.
    pub reason: Option<String>,
}

/// A criterion whose verdict or credit a review changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ChangedVerdict {
    /// The criterion.
    pub criterion: String,
    /// Its verdict without the review.
    pub before: Verdict,
    /// Its verdict with it.
    pub after: Verdict,
    /// Its credit without the review; null where it left the score.
    pub credit_before: Option<Interval>,
    /// Its credit with it.
    pub credit_after: Option<Interval>,
    /// The rejected and corrected claims that it reads.
    pub claims: Vec<String>,
    /// How many more of them it reads.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_claims: usize,
    /// Whether the reviewer decided the verdict itself.
    pub overridden: bool,
}

/// A verdict that a reviewer decided in the place of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Overridden {
    /// Who.
    pub reviewer: String,
    /// The verdict that the rules give.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
}
