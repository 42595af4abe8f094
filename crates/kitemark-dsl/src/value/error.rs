//! What can be wrong with a value as written.

use std::borrow::Cow;

use thiserror::Error;

/// Why a text is not the value that was asked for.
///
/// The message follows the house style of diagnostics: lower case, no full stop, the text in backticks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct LiteralError {
    /// What sort of mistake it is; it decides the diagnostic's code.
    pub kind: LiteralErrorKind,
    /// What is wrong.
    pub message: String,
    /// The way out, if there is one to show.
    pub help: Option<String>,
}

/// The sorts of mistake in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LiteralErrorKind {
    /// Not a value of the kind asked for.
    Type,
    /// A value without its unit, or in another unit or currency.
    Unit,
    /// A day that the calendar does not have.
    Day,
    /// A period that ends before it starts.
    Reversed,
    /// Too large, too many digits, or below 0 where that cannot be.
    Range,
}

impl LiteralError {
    pub(super) fn new(kind: LiteralErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: None }
    }

    pub(super) fn wrong_type(message: impl Into<String>) -> Self {
        Self::new(LiteralErrorKind::Type, message)
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds the help, unless there is some already.
    pub(super) fn or_help(self, help: Option<String>) -> Self {
        Self { help: self.help.or(help), ..self }
    }
}

/// The user's text in backticks, cut after 60 characters, with control characters escaped.
pub(super) fn quote(text: &str) -> String {
    let mut shown = String::from("`");
    for (at, character) in text.chars().enumerate() {
        if at == 60 {
            shown.push('…');
            break;
        }
        if character.is_control() || is_invisible(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// Characters that change how a line is drawn without being seen.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The text with every run of blanks, line breaks and non-breaking spaces as one blank, and none at the ends.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_plain = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain && !bytes.starts_with(b" ") && !bytes.ends_with(b" ") && bytes.windows(2).all(|pair| pair != b"  ") {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    Cow::Owned(folded)
}
