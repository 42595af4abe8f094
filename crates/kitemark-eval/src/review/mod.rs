#![doc = include_str!("../../docs/reviews.md")]

mod agree;
mod apply;
mod claims;
mod draft;
mod kappa;
mod moderate;
mod read;
mod resolve;
mod sheet;

use std::sync::Arc;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Source, Sources, Span, Spanned};
use kitemark_dsl::value::Number;

use crate::profile::document::Change;
pub use crate::scorecard::ClaimDecision;
use crate::scorecard::Verdict;
pub use agree::{Agreement, ClaimAgreement, Disagreement, VerdictAgreement, View};
pub use claims::{Claim, Feed};
pub use draft::Begun;
pub use kappa::Kappa;
pub use read::read;

/// The version of the format, which a review begins with.
pub const FORMAT: &str = "kitemark-review/1";

/// A review as read: what a person decided on the claims of one profile, and on the verdicts of one charter.
#[derive(Debug, Clone)]
pub struct Review {
    sources: Sources,
    sha256: String,
    reviewer: String,
    charter: Sealed,
    profile: Sealed,
    moderates: Vec<Moderated>,
    claims: Vec<ClaimEntry>,
    verdicts: Vec<VerdictEntry>,
}

/// What a review is of: its name, and its digest at the time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sealed {
    /// A charter's id, or the name of a profile's file.
    name: String,
    /// SHA-256 in lower case.
    sha256: Spanned<String>,
}

/// A review that another one moderates.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Moderated {
    reviewer: String,
    sha256: String,
}

/// What a review says of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ClaimEntry {
    claim: Spanned<String>,
    /// What the profile said when the review was begun, in the words of [`Claim::submitted`].
    submitted: Option<Spanned<String>>,
    /// The documents that were given for it then, in words.
    evidence: Vec<String>,
    /// None while nothing is decided.
    decision: Option<Decision>,
    reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Correct(Correction),
}

/// What a claim is corrected to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Correction {
    value: Change,
    span: Span,
}

/// What a review says of a criterion's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
struct VerdictEntry {
    criterion: Spanned<String>,
    /// None while nothing is decided.
    ruling: Option<Ruling>,
    reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Ruling {
    verdict: Verdict,
    /// The credit of a criterion that is partly met, as a fraction of 1.
    credit: Option<Number>,
    span: Span,
}

impl ClaimEntry {
    fn decided(&self) -> Option<ClaimDecision> {
        self.decision.as_ref().map(Decision::kind)
    }

    fn correction(&self) -> Option<&Correction> {
        match &self.decision {
            Some(Decision::Correct(correction)) => Some(correction),
            _ => None,
        }
    }
}

impl Decision {
    /// The decision alone, without what the claim is corrected to.
    fn kind(&self) -> ClaimDecision {
        match self {
            Decision::Accept => ClaimDecision::Accept,
            Decision::Reject => ClaimDecision::Reject,
            Decision::Correct(_) => ClaimDecision::Correct,
        }
    }
}

impl Correction {
    /// The value on one line, as written.
    fn words(&self) -> String {
        match &self.value {
            Change::Scalar(text) => text.clone(),
            Change::Sequence(texts) if !texts.is_empty() => texts.join(", "),
            Change::Sequence(_) | Change::Empty | Change::Remove | Change::Record => "none".to_owned(),
        }
    }
}

impl Ruling {
    /// `partly met (40%)`.
    fn words(&self) -> String {
        let credit = self.credit.map(|credit| format!(" ({})", kitemark_dsl::value::percent(credit)));
        format!("{}{}", self.verdict.words(), credit.unwrap_or_default())
    }
}

impl Review {
    /// The name of its file, as it was read.
    pub fn name(&self) -> &str {
        self.sources.iter().next().map_or("", |source| source.name())
    }

    /// Who reviewed.
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// The profile's file, as it lay beside the review when that was begun.
    pub fn profile_file(&self) -> &str {
        &self.profile.name
    }

    /// SHA-256 of its bytes, line ends as LF.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether it brings this review together with others, and stands for it.
    pub fn moderates(&self, other: &Review) -> bool {
        self.moderates.iter().any(|moderated| moderated.sha256 == other.sha256)
    }

    fn source(&self) -> Option<&Arc<Source>> {
        self.sources.iter().next()
    }

    fn problem(&self, code: Code, span: Span, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::at(code, message, &self.sources, span, label)
    }
}

/// The first places of a digest, enough to tell two apart.
fn short(digest: &str) -> String {
    format!("{}…", digest.chars().take(12).collect::<String>())
}
