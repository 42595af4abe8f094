//! Cases: claims about a charter that can be run.
//!
//! A case starts from a profile, changes it, and says what must come out. The charter's own `example` blocks are cases.

mod bench;
mod example;
mod expect;

use std::ops::Range;
use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, CriterionId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::{Diagnostic, Label};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::{Source, Sources, Span};
use kitemark_dsl::syntax::Bound;
use kitemark_dsl::value::Number;
use kitemark_eval::profile::document::Change;
use kitemark_eval::scorecard::Verdict;

pub use bench::{Bench, Prepared};
pub use example::examples;

/// A place in the text that a case comes from.
#[derive(Debug, Clone)]
pub struct At {
    /// The text.
    pub source: Arc<Source>,
    /// Its bytes.
    pub range: Range<usize>,
}

impl At {
    fn of(sources: &Sources, span: Span) -> Self {
        Self { source: sources.get(span.source), range: span.range() }
    }

    fn label(&self, message: impl Into<String>) -> Label {
        Label::new(Arc::clone(&self.source), self.range.clone(), message)
    }

    /// A diagnostic whose main place this is.
    fn diagnostic(&self, code: Code, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(code, message);
        diagnostic.labels.push(self.label(label));
        diagnostic
    }
}

/// A claim about a charter: a profile, changes to it, and what must come out.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it shows.
    pub title: String,
    /// Where the title stands.
    pub at: At,
    /// The profile it starts from, a path from the charter's folder.
    pub profile: String,
    /// Where the profile is named.
    pub profile_at: At,
    /// Changes to the profile, in order.
    pub changes: Vec<Changed>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// A change to a profile.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The place in the profile.
    pub path: ProfilePath,
    /// Where the path is written.
    pub path_at: At,
    /// What is put there.
    pub change: Change,
    /// Where the whole change is written; findings show it as the value's place.
    pub at: At,
}

/// Something that must come out.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What.
    pub expected: Expected,
    /// Where it is written.
    pub at: At,
}

/// What can be expected.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// The verdict of a criterion.
    Verdict(CriterionId, Verdict),
    /// The award that is sure; none for none.
    Award(Option<AwardId>),
    /// A bound on the low end of the score, as a fraction of 1.
    Score(Bound, Number),
    /// A bound on what is evidenced, as a fraction of 1.
    Evidenced(Bound, Number),
}
