//! Profiles, before they meet a charter.

use std::borrow::Cow;
use std::sync::Arc;

use kitemark_dsl::charter::Type;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::{Source, Sources, Span};
use kitemark_dsl::target::Target;
use kitemark_eval::profile::document::{Change, Document};
use kitemark_eval::profile::yaml::{self, Limits};
use serde::Serialize;

use crate::{Charter, Error};

/// What diagnostics call the text of a change.
const SET: &str = "--set";
const PROVE: &str = "--prove";

/// A profile: a YAML or JSON text in which every value keeps its place.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(crate) document: Document,
    /// What was set after reading, as `PATH=VALUE`.
    pub(crate) changes: Vec<String>,
}

impl Profile {
    /// Reads a profile. `name` is what diagnostics call it, usually a path.
    ///
    /// # Errors
    ///
    /// Text that cannot be scored at all: not UTF-8, not YAML, a key given twice, anchors, tags, a second document, a limit
    /// exceeded. Everything wrong is reported in one go.
    pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Profile, Error> {
        let document = yaml::read_bytes(name, bytes, limits).map_err(Error::Profile)?;
        Ok(Profile { document, changes: Vec::new() })
    }

    /// A profile from a value of the program's own: a `serde_json::Value`, structs by `kitemark codegen rust`, or whatever else
    /// serialises as a profile is written. `name` is what diagnostics call it.
    ///
    /// The value is written as JSON and read by [`Limits::default`]; places in a scorecard point into that text, which
    /// [`Profile::source`] gives. Write exact decimals as texts: a binary float is taken as its shortest decimal.
    ///
    /// # Errors
    ///
    /// A value that JSON does not know, such as a map with keys that are no texts, and whatever [`Profile::read`] refuses.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark::{Charter, Profile, ScoreOptions};
    ///
    /// let charter = Charter::standard()?;
    /// let answers = serde_json::json!({ "as_of": "2026-06-30", "funding": { "ring_fenced": true } });
    /// let profile = Profile::from_value("case 12", &answers)?;
    /// let scored = charter.score(&profile, &ScoreOptions::default())?;
    /// assert_eq!(scored.diagnostics, []);
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    pub fn from_value(name: &str, value: &impl Serialize) -> Result<Profile, Error> {
        let json = serde_json::to_string_pretty(value).map_err(|error| {
            let message = format!("`{name}` cannot be written as JSON: {error}");
            Error::Profile(vec![Diagnostic::new(Code::Yaml, message)])
        })?;
        Self::read(name, escaped(&json).as_bytes(), &Limits::default())
    }

    /// Its text as read, which places in a scorecard point into.
    pub fn source(&self) -> Arc<Source> {
        self.document.sources().get(self.document.source())
    }

    /// Changes a value: `PATH=VALUE`, such as `contracts[adult-system].initial_term=60 months`.
    ///
    /// The value is written as in a profile; `unanswered` takes the field out, `empty` makes a list or set empty, and the
    /// values of a set stand between commas. A `+` before the name of a record adds it where the list does not have it:
    /// `reviews[+2027].on=2027-01-31`, or `reviews[+2027]=` for a record of which nothing else is said yet.
    ///
    /// # Errors
    ///
    /// A diagnostic where the path leads nowhere or there is no `=`.
    pub fn set(&mut self, charter: &Charter, assignment: &str) -> Result<(), Diagnostic> {
        let Some((written, value)) = assignment.split_once('=') else {
            return Err(problem(SET, assignment, 0..assignment.len(), format!("`{assignment}` sets nothing"))
                .with_help("write `PATH=VALUE`, such as `nation=wales`"));
        };
        let (path, target) = path(charter, SET, assignment, written)?;
        let change = match (value.trim(), target) {
            ("unanswered", _) => Change::Remove,
            ("empty", _) => Change::Empty,
            ("", Target::Item(_)) => Change::Record,
            (values, Target::Field(Type::Set(_))) => {
                Change::Sequence(values.split(',').map(|value| value.trim().to_owned()).collect())
            }
            (value, _) => Change::Scalar(value.to_owned()),
        };
        let source = Source::new(SET, assignment);
        let range = written.len() + 1..assignment.len();
        self.document.set(&path, source, range, change, |list| charter.list_key(list)).map_err(|lost| {
            // The path is at fault, wherever it was lost on the way.
            let place = problem(SET, assignment, 0..written.len(), lost.message);
            lost.help.into_iter().fold(place, Diagnostic::with_help)
        })?;
        self.changes.push(assignment.to_owned());
        Ok(())
    }

    /// Takes a claim as proven: `PATH=GRADE`, such as `contracts[adult-system].initial_term=official`, adds a document of that grade
    /// which covers the path.
    ///
    /// # Errors
    ///
    /// A diagnostic where the path leads nowhere, or the charter has no such grade.
    pub fn prove(&mut self, charter: &Charter, assignment: &str) -> Result<(), Diagnostic> {
        let Some((written, grade)) = assignment.split_once('=') else {
            return Err(problem(PROVE, assignment, 0..assignment.len(), format!("`{assignment}` names no grade"))
                .with_help("write `PATH=GRADE`, such as `nation=official`"));
        };
        let path = path(charter, PROVE, assignment, written)?.0;
        charter.knows_grade(grade.trim()).map_err(|help| {
            let message = format!("`{}` is no grade of evidence", grade.trim());
            help.into_iter()
                .fold(problem(PROVE, assignment, written.len() + 1..assignment.len(), message), Diagnostic::with_help)
        })?;
        self.document.prove(&path, grade.trim(), Source::new(PROVE, assignment))?;
        self.changes.push(format!("{} proven, {}", written.trim(), grade.trim()));
        Ok(())
    }
}

/// The path that is written before a sign of equality, and what it leads to.
pub(crate) fn path(
    charter: &Charter,
    option: &'static str,
    assignment: &str,
    written: &str,
) -> Result<(ProfilePath, Target), Diagnostic> {
    let path: ProfilePath = written.trim().parse().map_err(|error| {
        problem(option, assignment, 0..written.len(), format!("`{written}` is no path: {error}"))
            .with_help("write `field`, `field.part` or `list[key].field`")
    })?;
    let target = charter
        .target(&path)
        .map_err(|lost| lost.help(problem(option, assignment, 0..written.len(), lost.message.clone())))?;
    Ok((path, target))
}

fn problem(option: &str, assignment: &str, range: std::ops::Range<usize>, message: String) -> Diagnostic {
    let mut sources = Sources::default();
    let id = sources.add(Source::new(option, assignment));
    Diagnostic::at(Code::NoSuchPath, message, &sources, Span::new(id, range), "")
}

/// JSON without the characters that it lets stand in texts and YAML does not: they become escapes.
fn escaped(json: &str) -> Cow<'_, str> {
    let is_refused = |char: char| matches!(char, '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if !json.contains(is_refused) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 8);
    for char in json.chars() {
        match is_refused(char) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(char))),
            false => out.push(char),
        }
    }
    Cow::Owned(out)
}
