//! The scorecard: one value that holds everything a report needs.
//!
//! It is deterministic: the same charter, profile and options give the same bytes as JSON on every platform. Fractions are
//! strings of six decimals, cut towards zero; a `*_percent` is of 100, every other fraction of 1.
//!
//! It stays of a size that people and programs can use, however large the profile is: verdicts, credits and counts are of all
//! of it, but every list that grows with it has the first [`MOST_LISTED`] in the order of the profile, and beside it a
//! `more_*`, which counts the others.

mod listed;
mod review;

use std::borrow::Cow;
use std::ops::Range;

use kitemark_dsl::source::{Source, Span};
pub use kitemark_dsl::syntax::Obligation;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::fraction::Fraction;
pub use listed::{LONGEST, MOST_CLAIMS, MOST_LISTED, and_more};
pub(crate) use listed::{Listed, clip, clipped, is_zero};
pub use review::{ChangedVerdict, ClaimDecision, Overridden, ReviewResult, ReviewedClaim, Standing};

/// The version of the scorecard's JSON.
pub const SCHEMA_VERSION: &str = "kitemark-scorecard/1";

/// The result of scoring one profile against one charter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Scorecard {
    /// The version of this format.
    pub schema_version: &'static str,
    /// What was scored against what.
    pub stamp: Stamp,
    /// Whom the profile speaks of: its first text field.
    pub subject: Option<String>,
    /// The award and what stood in the way of a better one.
    pub award: AwardResult,
    /// The total score as an interval; null where nothing could be scored.
    pub score: Option<Interval>,
    /// The weight that is answered and evidenced, as a fraction of the weight that applies.
    pub evidenced: Option<Fraction>,
    /// Whether the award hangs on a single weight or criterion.
    pub robustness: Robustness,
    /// The principles, in the charter's order.
    pub principles: Vec<PrincipleResult>,
    /// The criteria, in the charter's order.
    pub criteria: Vec<CriterionResult>,
    /// How many more fields are open than the criteria list.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_questions: usize,
    /// Every exemption the profile asks for, and what became of it.
    pub exemptions: Vec<ExemptionResult>,
    /// How many more exemptions there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_exemptions: usize,
    /// The review applied, and what it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewResult>,
}

/// What was scored against what, by digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Stamp {
    /// The charter's id.
    pub charter_id: String,
    /// The charter's title.
    pub charter_title: String,
    /// The charter's edition.
    pub edition: String,
    /// SHA-256 of the charter's canonical text, without comments and examples.
    pub charter_sha256: String,
    /// SHA-256 of the profile's bytes, line ends as LF.
    pub profile_sha256: String,
    /// SHA-256 of the review applied, if any.
    pub review_sha256: Option<String>,
    /// The version of the engine.
    pub engine_version: &'static str,
    /// The day the profile speaks of.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// Changes made to the profile before it was scored, as `PATH=VALUE`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub changes: Vec<String>,
}

/// A score between what is sure and what is possible, as fractions of 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Interval {
    /// With everything unanswered or unverified counted as not satisfied.
    pub low: Fraction,
    /// With everything unanswered or unverified counted as satisfied.
    pub high: Fraction,
}

/// The award.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct AwardResult {
    /// The award that is sure, by `low`; null for none.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// A better award that only `high` reaches.
    pub provisional: Option<String>,
    /// The last day the award is valid.
    #[schemars(extend("format" = "date"))]
    pub valid_until: Option<String>,
    /// The award that the score alone would earn, before gates and caps.
    pub arithmetic: Option<String>,
    /// What stood between this award and the better ones, by `low`.
    pub limits: Vec<LimitResult>,
}

/// Whether a limit is a need of an award or a cap on awards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LimitKind {
    /// A `needs` on the score.
    Score,
    /// Any other `needs`.
    Gate,
    /// A `limit to`.
    Cap,
}

/// A need that is not met or a cap that bites.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LimitResult {
    /// What kind of limit.
    pub kind: LimitKind,
    /// For a need, the award that is missed; for a cap, the best award it leaves, or `none`.
    pub award: String,
    /// What bit, in the charter's words.
    pub text: String,
    /// Why, for a cap (`if so: …` where its condition is open); for a need, what falls short.
    pub because: Option<String>,
    /// The criteria or principles that fall short.
    pub ids: Vec<String>,
}

/// Whether the award hangs on a single weight or criterion.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Robustness {
    /// Whether the award stays when any one principle's weight is multiplied by 0.75 or 1.25.
    pub holds: bool,
    /// The changes of weight under which it does not.
    pub breaks: Vec<WeightBreak>,
    /// The lightest single criterion that changes the award by being met or unmet.
    pub lightest: Option<LightestChange>,
}

/// A change of one principle's weight that changes the award.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct WeightBreak {
    /// The principle.
    pub principle: String,
    /// What its weight is multiplied by: `0.75` or `1.25`.
    pub factor: &'static str,
    /// The award then; null for none.
    pub award: Option<String>,
}

/// A single criterion whose verdict decides the award.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LightestChange {
    /// The criterion.
    pub criterion: String,
    /// The verdict that changes the award: met or unmet.
    pub verdict: Verdict,
    /// The award then; null for none.
    pub award: Option<String>,
    /// The criterion's share of the total, of 100.
    pub weight_percent: Percent,
}

/// The result of a principle.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PrincipleResult {
    /// The principle's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its share of the total, of 100; 0 where nothing in it could be scored.
    pub weight_percent: Percent,
    /// Its score; null where nothing in it could be scored.
    pub score: Option<Interval>,
}

/// What came out for a criterion. Where several fit, the first holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// A value it rests on cannot be read, or arithmetic went out of range.
    Error,
    /// It does not apply; it leaves the score.
    NotApplicable,
    /// Satisfied and proven.
    Met,
    /// A dated exemption applies; it leaves the score.
    Waived,
    /// Not satisfied, but worth part of the credit.
    Partly,
    /// Not satisfied.
    Unmet,
    /// Satisfied as told, but not proven by evidence of the grade asked for.
    Unverified,
    /// Not decided by what is answered.
    Unanswered,
    /// A flag that shows.
    Raised,
    /// A flag that does not show.
    Clear,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 10] = [
        Verdict::Error,
        Verdict::NotApplicable,
        Verdict::Met,
        Verdict::Waived,
        Verdict::Partly,
        Verdict::Unmet,
        Verdict::Unverified,
        Verdict::Unanswered,
        Verdict::Raised,
        Verdict::Clear,
    ];

    /// The verdict that [`Verdict::words`] says, such as `not applicable`.
    pub fn parse(words: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.words() == words)
    }

    /// The words an example uses, such as `not applicable`.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Error => "error",
            Verdict::NotApplicable => "not applicable",
            Verdict::Met => "met",
            Verdict::Waived => "waived",
            Verdict::Partly => "partly met",
            Verdict::Unmet => "unmet",
            Verdict::Unverified => "unverified",
            Verdict::Unanswered => "unanswered",
            Verdict::Raised => "raised",
            Verdict::Clear => "clear",
        }
    }
}

/// The result of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct CriterionResult {
    /// The criterion's id.
    pub id: String,
    /// The principle it belongs to.
    pub principle: String,
    /// Its title.
    pub title: String,
    /// Must, should or flag.
    #[schemars(schema_with = "obligations")]
    pub obligation: Obligation,
    /// What came out.
    pub verdict: Verdict,
    /// Why, where the verdict needs a word: an error's message, why it does not apply, the reason of a waiver.
    pub reason: Option<String>,
    /// The credit, between 0 and 1; null for flags and where it leaves the score.
    pub credit: Option<Interval>,
    /// Its share of the total, of 100; 0 where it leaves the score.
    pub weight_percent: Percent,
    /// The comparisons that decided the verdict.
    pub findings: Vec<Finding>,
    /// How many more comparisons there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_findings: usize,
    /// The fields whose answers would decide it.
    pub unanswered: Vec<String>,
    /// How many more such fields there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_unanswered: usize,
    /// The claims that lack evidence of the grade asked for, or that a reviewer rejected.
    pub unverified: Vec<String>,
    /// How many more such claims there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_unverified: usize,
    /// Those of them that a reviewer rejected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub rejected: Vec<String>,
    /// How many more of them a reviewer rejected.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_rejected: usize,
    /// The weakest grade of evidence that proves it; null where none is asked for.
    pub evidence_at_least: Option<String>,
    /// The evidence given for the claims it rests on.
    pub evidence: Vec<EvidenceUsed>,
    /// How many more documents there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_evidence: usize,
    /// The exemption that applies.
    pub waiver: Option<Waiver>,
    /// The remedy.
    pub fix: Option<String>,
    /// Why it is asked for.
    pub because: Option<String>,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// Where it stands in the charter.
    pub charter_span: Place,
    /// Who decided the verdict in the place of the rules, whose findings stand above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Overridden>,
}

/// A document that covers a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct EvidenceUsed {
    /// Its id in the profile's register.
    pub id: String,
    /// Its grade.
    pub grade: Option<String>,
    /// What it is, as the register says.
    pub reference: Option<String>,
    /// The interest it declares.
    pub declared_interest: Option<String>,
}

/// An exemption that applies to a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Waiver {
    /// The reason, from the criterion's list.
    pub reason: String,
    /// What the reason means, in the charter's words.
    pub label: Option<String>,
    /// The last day it holds.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// The record it leaves out; null where it waives the whole criterion.
    pub record: Option<String>,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Cite {
    /// The source's id.
    pub source: String,
    /// Its title.
    pub title: String,
    /// The place in it.
    pub place: Option<String>,
    /// Who wrote it.
    pub by: Option<String>,
    /// When.
    pub year: Option<String>,
    /// Its grade of evidence.
    pub grade: Option<String>,
    /// The interest its author declares.
    pub interest: Option<String>,
}

/// How a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It is open.
    Unanswered,
    /// It could not be computed.
    Error,
}

/// A comparison that decided a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// The record, such as `contracts[adult-system]`; null where the comparison is of the whole profile.
    pub subject: Option<String>,
    /// The field or expression compared, in the charter's words, without the record.
    pub path: String,
    /// What the profile says.
    pub observed: String,
    /// What was asked for, such as `at least 60 months`.
    pub required: String,
    /// How it came out.
    pub outcome: Outcome,
    /// The values of definitions and fields that the observed value rests on.
    pub rests_on: Vec<RestsOn>,
    /// The value's place in the profile; null where the profile does not have it.
    pub profile_span: Option<Place>,
    /// The comparison's place in the charter.
    pub charter_span: Place,
}

impl Finding {
    /// The field or expression compared, with its record: `contracts[adult-system].total_term`.
    pub fn name(&self) -> String {
        let is_field = self.path.chars().all(|char| char.is_alphanumeric() || "._[]-".contains(char));
        match &self.subject {
            None => self.path.clone(),
            Some(subject) if self.path.is_empty() => subject.clone(),
            Some(subject) if is_field => format!("{subject}.{}", self.path),
            Some(subject) => format!("{subject}: {}", self.path),
        }
    }
}

/// A value that a comparison rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct RestsOn {
    /// A definition's name or a field's path.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What became of an exemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExemptionStatus {
    /// It waives the criterion or leaves out the record.
    Applied,
    /// The criterion is met, or does not apply, without it.
    NotNeeded,
    /// It ended before the profile's day.
    Expired,
    /// Its evidence is missing or too weak.
    Unverified,
    /// It is for a criterion, record or reason that does not allow it, or the criterion is in error.
    Refused,
    /// A reviewer decided the criterion's verdict.
    Overruled,
}

/// An exemption that the profile asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ExemptionResult {
    /// The criterion.
    pub criterion: String,
    /// The record, if it is for one.
    pub record: Option<String>,
    /// The reason.
    pub reason: String,
    /// The last day it holds.
    #[schemars(extend("format" = "date"))]
    pub expires: Option<String>,
    /// What became of it.
    pub status: ExemptionStatus,
}

/// A place in a file: lines and columns from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column, in characters.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

impl Place {
    /// The place of `span` in `source`.
    pub fn of(source: &Source, span: Span) -> Self {
        Self::of_range(source, span.range())
    }

    /// The place of these bytes of `source`.
    pub fn of_range(source: &Source, range: Range<usize>) -> Self {
        let (start, end) = (source.position(range.start), source.position(range.end));
        Self {
            file: source.name().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// A fraction shown of 100.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub Fraction);

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.times(&Fraction::from(100)).serialize(serializer)
    }
}

impl JsonSchema for Percent {
    fn schema_name() -> Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{6}$", "description": "A fraction of 100 with six decimals, cut towards zero." })
    }
}

pub(crate) fn obligations(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["must", "should", "flag"] })
}
