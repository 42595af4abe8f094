//! Cases: claims about a charter that can be run.
//!
//! A case starts from a profile, changes it, and says what must come out. The charter's own `example` blocks are cases, and
//! so is what its case files say; [`Suite::read`] gathers both.
#![doc = include_str!("../../docs/cases.md")]

mod bench;
mod example;
mod expect;
mod file;
pub(crate) mod reasons;
mod share;
mod suite;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, CriterionId, PrincipleId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::{Diagnostic, Label};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::{Source, Sources, Span};
use kitemark_eval::profile::document::{Change, Document};
use kitemark_eval::scorecard::Verdict;

pub use bench::{Bench, Outcome, Prepared};
pub use example::examples;
pub use share::{Limit, Share};
pub use suite::{Report, Suite};

/// A place in the text that a case comes from.
#[derive(Debug, Clone)]
pub struct At {
    /// The text.
    pub source: Arc<Source>,
    /// Its bytes.
    pub range: Range<usize>,
}

impl At {
    pub(crate) fn of(sources: &Sources, span: Span) -> Self {
        Self { source: sources.get(span.source), range: span.range() }
    }

    /// The place with something said of it.
    pub fn label(&self, message: impl Into<String>) -> Label {
        Label::new(Arc::clone(&self.source), self.range.clone(), message)
    }

    /// A diagnostic whose main place this is.
    pub(crate) fn diagnostic(&self, code: Code, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
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
    /// Where the title stands; for a case of a table, where its row stands.
    pub at: At,
    /// The profile it starts from, a path from the charter's folder; for a profile within the case, its place.
    pub profile: String,
    /// Where the profile is named.
    pub profile_at: At,
    /// The profile, where the case itself says it.
    pub inline: Option<Document>,
    /// Changes to the profile, in order.
    pub changes: Vec<Changed>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
    /// Why it does not hold yet: it then has to fail.
    pub gap: Option<Gap>,
}

impl Case {
    /// Whether `text` stands in its title, in the name of its file, or in the id of a criterion that it speaks of.
    pub fn mentions(&self, charter: &Charter, text: &str) -> bool {
        let criteria = self.expectations.iter().flat_map(|expectation| expectation.expected.criteria());
        let mut ids = criteria.filter_map(|id| charter.criteria().get(id.index())).map(|criterion| criterion.id());
        self.title.contains(text) || self.at.source.name().contains(text) || ids.any(|id| id.contains(text))
    }
}

/// Profiles whose scorecards are kept: a path from the charter's folder, in which `*` stands for any part of a name.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written.
    pub text: String,
    /// Where.
    pub at: At,
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

/// The mark of a case that is known not to hold.
#[derive(Debug, Clone)]
pub struct Gap {
    /// Why it does not hold.
    pub reason: String,
    /// Where the reason is written.
    pub at: At,
}

/// What can be expected.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// The verdict of a criterion.
    Verdict(CriterionId, Verdict),
    /// The credit of a criterion.
    Credit(CriterionId, Share),
    /// A finding of a criterion: of this name, with this value, or both.
    Finding {
        /// The criterion.
        criterion: CriterionId,
        /// The field or expression compared, such as `contracts[adult-system].total_term`.
        name: Option<String>,
        /// What the profile says there, in the scorecard's words.
        observed: Option<String>,
    },
    /// The award that is sure; none for none.
    Award(Option<AwardId>),
    /// A better award that is possible; none for none.
    Provisional(Option<AwardId>),
    /// The total score.
    Score(Share),
    /// The score of a principle.
    Principle(PrincipleId, Share),
    /// What is evidenced.
    Evidenced(Share),
    /// The flags that are raised: these and no others.
    Flags(BTreeSet<CriterionId>),
    /// The awards that caps hold the profile at: these and no others; none for a cap that bars all.
    Caps(BTreeSet<Option<AwardId>>),
}

impl Expected {
    /// The criteria it speaks of.
    fn criteria(&self) -> Vec<CriterionId> {
        match self {
            Expected::Verdict(id, _) | Expected::Credit(id, _) | Expected::Finding { criterion: id, .. } => vec![*id],
            Expected::Flags(ids) => ids.iter().copied().collect(),
            _ => Vec::new(),
        }
    }
}
