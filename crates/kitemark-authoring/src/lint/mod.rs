//! Lint: good style in charters, beyond what is an error or surely a mistake.
//!
//! [`registry::LINTS`] lists the lints; each has a code, a name and a page. [`lint()`] gives what they find, without what a
//! comment in the charter silences. [`mend::mend`] makes the edits that are safe.

mod choices;
mod conditions;
mod credit;
mod implication;
mod labels;
mod ladder;
pub mod mend;
mod names;
mod negation;
mod omission;
mod proof;
mod reasons;
pub mod registry;
mod silence;
mod thresholds;
mod titles;
mod weights;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Sources, Span};

use crate::workshop::Workshop;

pub use registry::Lint;

/// What a lint found.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// What to tell the author.
    pub diagnostic: Diagnostic,
    /// The edits that mend it, where that is safe.
    pub fix: Option<Fix>,
    /// Where its main place is.
    span: Span,
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What takes the place of what; no two overlap.
    pub edits: Vec<Edit>,
    /// Whether the charter's digest stays as it is, because only comments are touched.
    pub keeps_digest: bool,
}

/// A piece of text that takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Everything that the lints find in a charter, in order of place.
///
/// ```
/// use kitemark_authoring::{lint::lint, workshop::Workshop};
///
/// let text = r#"
/// charter short "A charter of one rule"
///   edition 1
/// profile
///   as_of  date
///   beds   count
/// principle room "Room for everybody"
///   because "Nobody sleeps on a floor."
///   criterion enough-beds "Are there enough beds?"
///     should beds is at least 5
/// "#;
/// let workshop = Workshop::open([("short.charter", text)]).unwrap();
/// let found = lint(&workshop);
/// assert!(found.iter().any(|one| one.diagnostic.code.as_str() == "K1005"), "the title is a question");
/// ```
pub fn lint(workshop: &Workshop) -> Vec<Finding> {
    let found = registry::LINTS.iter().flat_map(|lint| (lint.find)(workshop)).collect();
    let mut kept = silence::heed(workshop, found);
    kept.sort_by_key(|finding| (finding.span, finding.diagnostic.code));
    kept
}

impl Finding {
    /// A finding whose main place is `span`.
    fn at(workshop: &Workshop, code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        let diagnostic = Diagnostic::at(code, message, sources(workshop), span, label);
        Self { diagnostic, fix: None, span }
    }

    /// Adds a place.
    fn with_label(self, workshop: &Workshop, span: Span, message: impl Into<String>) -> Self {
        Self { diagnostic: self.diagnostic.with_label(sources(workshop), span, message), ..self }
    }

    /// Adds a line of help.
    fn with_help(self, help: impl Into<String>) -> Self {
        Self { diagnostic: self.diagnostic.with_help(help), ..self }
    }

    /// Adds edits of the charter's rules that mend it.
    fn with_edits(self, edits: Vec<Edit>) -> Self {
        Self { fix: Some(Fix { edits, keeps_digest: false }), ..self }
    }
}

fn sources(workshop: &Workshop) -> &Sources {
    workshop.charter().sources()
}

/// What is written at a place, on one line.
fn words(workshop: &Workshop, span: Span) -> String {
    workshop.charter().words(span)
}
