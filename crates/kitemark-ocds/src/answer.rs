//! Answers to the questions of a profile, before they are written.

use kitemark_dsl::value::Literal;

use crate::node::Said;

/// An answer that a notice gives.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The field's path within its record, such as `value.lifetime`.
    pub(crate) path: &'static str,
    pub(crate) value: Written,
    /// Where the notice says so, as JSON pointers. Nowhere: then it is no value of the notice, but stands for its silence.
    pub(crate) pointers: Vec<String>,
    /// How the value was found, where it does not stand in the notice as it is.
    pub(crate) from: Option<String>,
    /// Why a person has to confirm it; nothing where the notice is plain.
    pub(crate) doubts: Vec<String>,
}

/// A value as a profile writes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    /// A text or a key, whatever is in it.
    Text(String),
    /// One value of a choice.
    Choice(&'static str),
    /// A date, an amount, a length of time, a number.
    Literal(Literal),
    /// A list of records.
    List(Vec<Vec<(&'static str, Written)>>),
}

impl Answer {
    pub(crate) fn new(path: &'static str, value: Written, pointers: Vec<String>) -> Self {
        Self { path, value, pointers, from: None, doubts: Vec::new() }
    }

    pub(crate) fn text(path: &'static str, said: Said<String>) -> Self {
        Self::new(path, Written::Text(said.value), vec![said.pointer])
    }

    /// Whether the notice says nothing of it, so that there is nothing to prove or to confirm.
    pub(crate) fn is_unsaid(&self) -> bool {
        self.pointers.is_empty()
    }

    #[must_use]
    pub(crate) fn from(mut self, from: impl Into<String>) -> Self {
        self.from = Some(from.into());
        self
    }

    #[must_use]
    pub(crate) fn doubt(mut self, doubt: impl Into<String>) -> Self {
        self.doubts.push(doubt.into());
        self
    }
}

/// The answers for a record of a list, and what else the notice says about it.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) answers: Vec<Answer>,
    pub(crate) notes: Vec<String>,
}

/// What stands around the first of these words, which are in lower case, in quotation marks; or how the text begins.
pub(crate) fn quoted_around(text: &str, words: &[&str]) -> String {
    const BEFORE: usize = 120;
    let lower = text.to_ascii_lowercase();
    let at = words.iter().filter_map(|word| lower.find(word)).min().unwrap_or_default();
    let wanted = at.saturating_sub(BEFORE);
    let from = if wanted == 0 {
        0
    } else {
        text.char_indices().map(|(at, _)| at).find(|at| *at >= wanted).unwrap_or_default()
    };
    let rest = text.get(from..).unwrap_or_default();
    if from == 0 {
        return quoted(rest);
    }
    // The first word may be cut.
    let whole = rest.split_once(char::is_whitespace).map_or(rest, |(_, whole)| whole);
    quoted(&format!("…{whole}"))
}

/// How much of a text of the notice a comment quotes.
const MOST_QUOTED: usize = 240;

/// A text of the notice in quotation marks, on one line and not too long.
pub(crate) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("\"{}…\"", line.get(..end).unwrap_or_default()),
        None => format!("\"{line}\""),
    }
}
