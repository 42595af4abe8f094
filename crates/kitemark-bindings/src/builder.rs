//! Profiles built answer by answer.

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::{ProfilePath, Step};
use kitemark_dsl::source::Source;
use kitemark_dsl::value::Date;
use kitemark_eval::profile::document::{Change, Document, Node, NodeKind};
use kitemark_eval::profile::yaml::{self, Limits};
use serde_json::Value;

use crate::profile::path;
use crate::{Charter, Error, Profile};

/// What diagnostics call the path of an answer.
const ANSWER: &str = "answer";

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer(Change);

impl From<&str> for Answer {
    /// A value as a profile writes it: `60 months`, `£1,200`, `2026-06-30`, `wales`.
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Answer {
    /// A value as a profile writes it.
    fn from(text: String) -> Self {
        Self(Change::Scalar(text))
    }
}

impl From<bool> for Answer {
    /// Yes or no.
    fn from(answer: bool) -> Self {
        if answer { "yes" } else { "no" }.into()
    }
}

impl From<i64> for Answer {
    /// A whole number.
    fn from(number: i64) -> Self {
        number.to_string().into()
    }
}

impl From<Date> for Answer {
    /// A day.
    fn from(day: Date) -> Self {
        day.to_string().into()
    }
}

impl From<Vec<String>> for Answer {
    /// The values of a set; without any, that the set or list is empty.
    fn from(values: Vec<String>) -> Self {
        Self(if values.is_empty() { Change::Empty } else { Change::Sequence(values) })
    }
}

impl<const N: usize> From<[&str; N]> for Answer {
    /// The values of a set; without any, that the set or list is empty.
    fn from(values: [&str; N]) -> Self {
        values.map(str::to_owned).to_vec().into()
    }
}

/// A profile in the making: [`Charter::profile`] begins one.
///
/// # Examples
///
/// ```
/// use kitemark::{Charter, ScoreOptions};
///
/// let charter = Charter::standard()?;
/// let profile = charter
///     .profile("case 12")
///     .answer("authority", "Northmere Borough Council")
///     .answer("as_of", "2026-06-30")
///     .answer("funding.ring_fenced", true)
///     .answer("contracts[adult-system].initial_term", "60 months")
///     .build()?;
/// let scored = charter.score(&profile, &ScoreOptions::default())?;
/// assert_eq!(scored.diagnostics, []);
///
/// let error = charter.profile("case 13").answer("natoin", "wales").build().expect_err("a mistake");
/// assert_eq!(error.diagnostics()[0].help[0], "did you mean `nation`?");
/// # Ok::<(), kitemark::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ProfileBuilder<'c> {
    charter: &'c Charter,
    name: String,
    document: Result<Document, Vec<Diagnostic>>,
    problems: Vec<Diagnostic>,
}

impl<'c> ProfileBuilder<'c> {
    pub(crate) fn new(charter: &'c Charter, name: String) -> Self {
        let document = yaml::read_bytes(&name, b"{}", &Limits::default());
        Self { charter, name, document, problems: Vec::new() }
    }

    /// Answers a question; what was answered there before is forgotten.
    ///
    /// Records are made where a path names them first: by their key, as in `contracts[adult-system].initial_term`, or, in lists
    /// without keys, by their place from 1, one after another. The register of evidence and the exemptions are such lists:
    /// `evidence[1].grade`.
    #[must_use]
    pub fn answer(mut self, path: &str, answer: impl Into<Answer>) -> Self {
        if let Err(problem) = self.put(path, answer.into()) {
            self.problems.push(problem);
        }
        self
    }

    /// The profile, read by the same rules as one from a file; [`Profile::source`] gives its text, as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Profile`] with every answer that has no place.
    pub fn build(self) -> Result<Profile, Error> {
        let document = self.document.map_err(Error::Profile)?;
        if !self.problems.is_empty() {
            return Err(Error::Profile(self.problems));
        }
        Profile::from_value(&self.name, &json(document.root()))
    }

    fn put(&mut self, written: &str, Answer(change): Answer) -> Result<(), Diagnostic> {
        let Ok(document) = &mut self.document else { return Ok(()) };
        let (path, _) = path(self.charter, ANSWER, written, written)?;
        // A record that is not there yet is made.
        let made = path.steps().iter().map(|step| match step {
            Step::Item(name) if !name.starts_with('+') => Step::Item(format!("+{name}")),
            step => step.clone(),
        });
        let made = ProfilePath::new(made.collect());
        let source = Source::new(ANSWER, written);
        document.set(&made, source, 0..written.len(), change, |list| self.charter.list_key(list))
    }
}

/// A tree as JSON; single values are texts, which profiles read by the types of their fields.
fn json(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.value.clone(), json(&entry.value))).collect()
        }
        NodeKind::Sequence(items) => items.iter().map(json).collect(),
        NodeKind::Scalar { text, .. } => Value::from(text.as_str()),
        NodeKind::Null => Value::Null,
    }
}
