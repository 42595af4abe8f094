//! Diagnostics: what is wrong, where, and the way out. Every rendering (terminal, JSON, …) is a conversion of this value.

use std::ops::Range;
use std::str::Utf8Error;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::codes::Code;
pub use crate::codes::Severity;
use crate::source::{Source, Sources, Span};

/// A place that a diagnostic speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The text the place lies in.
    pub source: Arc<Source>,
    /// Its bytes.
    pub range: Range<usize>,
    /// What is said of it; may be empty.
    pub message: String,
}

impl Label {
    /// A label on `range` of `source`.
    pub fn new(source: Arc<Source>, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { source, range, message: message.into() }
    }
}

/// One thing to tell the author of a charter or profile.
///
/// The message is lower case without a full stop, quotes what the user wrote in backticks, and names what was expected;
/// the way out stands apart, in `help`. The first label is the main one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Stable code; `kitemark explain CODE` shows its page.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where, the main place first; empty where there is no text to point into.
    pub labels: Vec<Label>,
    /// The way out.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// A diagnostic whose main place is `span`.
    pub fn at(code: Code, message: impl Into<String>, sources: &Sources, span: Span, label: impl Into<String>) -> Self {
        Self::new(code, message).with_label(sources, span, label)
    }

    /// A file called `name` whose `bytes` are not UTF-8.
    pub fn not_utf8(name: &str, bytes: &[u8], error: Utf8Error) -> Self {
        let source = Arc::new(Source::new(name, String::from_utf8_lossy(bytes)));
        let at = error.valid_up_to();
        let mut diagnostic = Self::new(Code::NotUtf8, "this is not UTF-8 text");
        diagnostic.labels.push(Label::new(source, at..at + '\u{fffd}'.len_utf8(), "bytes that are no character"));
        diagnostic.with_help("save the file as UTF-8")
    }

    /// Adds a place.
    #[must_use]
    pub fn with_label(mut self, sources: &Sources, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label::new(sources.get(span.source), span.range(), message));
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds "did you mean" where one of `candidates` is close to what was `written`.
    #[must_use]
    pub fn with_suggestion<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(name) = closest(written, candidates) else { return self };
        // The two may look the same.
        let stranger = written.chars().find(|char| char.is_alphabetic() && !char.is_ascii() && !name.contains(*char));
        self.with_help(match stranger {
            Some(char) => {
                format!("did you mean `{name}`? the `{char}` written here is another letter, U+{:04X}", u32::from(char))
            }
            None => format!("did you mean `{name}`?"),
        })
    }

    /// Error or warning, as the code says.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// `file:line:column` of the main place, if there is one.
    pub fn place(&self) -> Option<String> {
        let label = self.labels.first()?;
        let at = label.source.position(label.range.start);
        Some(format!("{}:{}:{}", label.source.name(), at.line, at.column))
    }
}

/// The candidate most like `written`, if any is close enough to be meant; of very many, the first are looked at.
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LOOKED_AT: usize = 500;
    const LONGEST: usize = 100;
    let length = written.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .take(LOOKED_AT)
        // As many changes at least as one is longer than the other.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|&(distance, _)| distance > 0 && distance <= limit && distance < length)
        .min()
        .map(|(_, name)| name)
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut view = serializer.serialize_struct("Diagnostic", 5)?;
        view.serialize_field("code", self.code.as_str())?;
        view.serialize_field("severity", &self.severity())?;
        view.serialize_field("message", &self.message)?;
        view.serialize_field("labels", &self.labels)?;
        view.serialize_field("help", &self.help)?;
        view.end()
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let start = self.source.position(self.range.start);
        let end = self.source.position(self.range.end);
        let mut view = serializer.serialize_struct("Label", 6)?;
        view.serialize_field("file", self.source.name())?;
        view.serialize_field("line", &start.line)?;
        view.serialize_field("column", &start.column)?;
        view.serialize_field("end_line", &end.line)?;
        view.serialize_field("end_column", &end.column)?;
        view.serialize_field("message", &self.message)?;
        view.end()
    }
}
