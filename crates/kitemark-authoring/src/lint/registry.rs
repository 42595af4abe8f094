//! The one list of lints.

use kitemark_dsl::codes::Code;

use super::{
    Finding, choices, conditions, credit, labels, ladder, names, negation, proof, reasons, thresholds, titles, weights,
};
use crate::workshop::Workshop;

/// A rule of good style.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Lint {
    /// Its code; the page on it says why, and what to write instead.
    pub code: Code,
    /// Its name, by which comments silence it.
    pub name: &'static str,
    /// The version in which it came.
    pub since: &'static str,
    /// Whether `--fix` mends what it finds; where it does not seem safe, a finding may have no fix all the same.
    pub fixes: bool,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// Finds it; silencing comments are looked at afterwards.
    pub(super) find: fn(&Workshop) -> Vec<Finding>,
}

/// A lint that `--fix` does not mend.
const fn told(
    code: Code,
    name: &'static str,
    since: &'static str,
    summary: &'static str,
    find: fn(&Workshop) -> Vec<Finding>,
) -> Lint {
    Lint { code, name, since, fixes: false, summary, find }
}

/// A lint that `--fix` mends.
const fn mended(
    code: Code,
    name: &'static str,
    since: &'static str,
    summary: &'static str,
    find: fn(&Workshop) -> Vec<Finding>,
) -> Lint {
    Lint { fixes: true, ..told(code, name, since, summary, find) }
}

/// Found where silencing comments are heeded.
fn elsewhere(_: &Workshop) -> Vec<Finding> {
    Vec::new()
}

/// Every lint, in order of code.
#[rustfmt::skip] // a table
pub const LINTS: &[Lint] = &[
    told(Code::MissingRationale, "missing-rationale", "0.1.0", "a rule or value that gives no reason", reasons::missing_rationale),
    told(Code::MissingRemedy, "missing-remedy", "0.1.0", "a `should` without a `fix`", reasons::missing_remedy),
    told(Code::UncitedRule, "uncited-rule", "0.1.0", "a `should` or `flag` that rests on no source", reasons::uncited_rule),
    told(Code::CitationWithoutPlace, "citation-without-place", "0.1.0", "a citation that does not say where", reasons::citation_without_place),
    told(Code::TitleNotAStatement, "title-not-a-statement", "0.1.0", "a title that asks, demands or only names", titles::title_not_a_statement),
    told(Code::VagueWording, "vague-wording", "0.1.0", "a word that may mean anything", titles::vague_wording),
    told(Code::DuplicateTitle, "duplicate-title", "0.1.0", "two criteria of the same title", titles::duplicate_title),
    told(Code::IdStyle, "id-style", "0.1.0", "an id that is long, repeats or says nothing", names::id_style),
    told(Code::MissingLabel, "missing-label", "0.1.0", "an optional field whose silence is not explained", labels::missing_label),
    told(Code::LabelContradictsType, "label-contradicts-type", "0.1.0", "a label that speaks of another type", labels::label_contradicts_type),
    mended(Code::DoubleNegation, "double-negation", "0.1.0", "two negations for one statement", negation::double_negation),
    told(Code::SilentNegation, "silent-negation", "0.1.0", "a `not` that silence passes", negation::silent_negation),
    mended(Code::RepeatedCondition, "repeated-condition", "0.1.0", "a condition that stands twice", conditions::repeated_condition),
    told(Code::SettledBeforehand, "settled-beforehand", "0.1.0", "a `when` or `unless` that settles the rule", conditions::settled_beforehand),
    told(Code::DuplicateRule, "duplicate-rule", "0.1.0", "two criteria that ask for the same", conditions::duplicate_rule),
    told(Code::LongRule, "long-rule", "0.1.0", "a requirement of many conditions", conditions::long_rule),
    told(Code::MagicNumber, "magic-number", "0.1.0", "a threshold written in several rules", thresholds::magic_number),
    told(Code::UnusedChoiceValue, "unused-choice-value", "0.1.0", "a value that the rules seem to forget", choices::unused_choice_value),
    told(Code::OverlappingWorth, "overlapping-worth", "0.1.0", "a band that a better one overtakes", credit::overlapping_worth),
    told(Code::UnreachableScale, "unreachable-scale", "0.1.0", "a scale that gives nothing", credit::unreachable_scale),
    told(Code::WeightOutlier, "weight-outlier", "0.1.0", "a criterion that decides its principle", weights::weight_outlier),
    told(Code::UnscoredPrinciple, "unscored-principle", "0.1.0", "a principle with nothing to score", weights::unscored_principle),
    told(Code::TooManyCaps, "too-many-caps", "0.1.0", "more limits than readers keep in mind", weights::too_many_caps),
    told(Code::WeakEvidence, "weak-evidence", "0.1.0", "a `must` that needs no proof, or the weakest", proof::weak_evidence),
    told(Code::OneSidedExamples, "one-sided-examples", "0.1.0", "a criterion not shown both ways", proof::one_sided_examples),
    told(Code::UntestedCredit, "untested-credit", "0.1.0", "partial credit that no example shows", proof::untested_credit),
    told(Code::BrokenLadder, "broken-ladder", "0.1.0", "an award without what a lower one needs", ladder::broken_ladder),
    told(Code::UnexplainedSilence, "unexplained-silence", "0.1.0", "a silencing comment without a reason", elsewhere),
    told(Code::UnknownSilence, "unknown-silence", "0.1.0", "a silencing comment that names no lint", elsewhere),
    mended(Code::UselessSilence, "useless-silence", "0.1.0", "a silencing comment that silences nothing", elsewhere),
];

/// The lint of this name or code.
pub fn find(name_or_code: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.name == name_or_code || lint.code.as_str().eq_ignore_ascii_case(name_or_code))
}

/// The lint with this code.
pub fn of(code: Code) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.code == code)
}
