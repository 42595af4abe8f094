//! The parser's syntax errors in plain words.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};
use kitemark_dsl::codes::Code;

/// A syntax error as it is told.
pub(super) struct Explained {
    pub code: Code,
    pub message: String,
    pub range: Range<usize>,
    /// Another place that belongs to the mistake.
    pub second: Option<(Range<usize>, &'static str)>,
    pub help: String,
}

/// Says what is wrong at byte `at`; `open` is where the innermost open bracket stands.
pub(super) fn explain(error: &ScanError, text: &str, at: usize, open: Option<usize>) -> Explained {
    let place = Place { text, at: floor(text, at), open: open.filter(|&open| open < text.len()) };
    use ErrorKind as E;
    match error.kind() {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart
        | E::InvalidBlockEntryWhitespace
        | E::InvalidMappingValueWhitespace => place.tab(),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => place.open_quote(),
        E::UnclosedFlowCollection { .. } | E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping => {
            place.open_bracket()
        }
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator | E::InvalidColonPlacement => {
            place.separator()
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            place.here(format!("`{open}` is closed by `{close}`"), format!("close it with `{}`", closing(*open)))
        }
        E::MisplacedFlowCollectionEnd => {
            let bracket = place.character();
            place.here(format!("`{bracket}` closes nothing"), "take it out, or put the value in quotes")
        }
        E::SimpleKeyExpected => place.no_key(),
        E::InvalidSimpleKey => {
            place.here("a key is not followed by `:`", "write a key and its colon on one line, within 1,024 characters")
        }
        E::MappingValueNotAllowed => place.colon(),
        E::MappingKeyNotAllowed => place.here("a key cannot stand here", "begin a new line for it"),
        E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidIndentation
        | E::InvalidFlowScalarIndent
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent => place.indentation(),
        E::UnexpectedCharacter { character } if !character.is_ascii_punctuation() => {
            let at = text
                .get(place.at..)
                .and_then(|rest| rest.find(*character))
                .map_or(place.at, |offset| place.at + offset);
            Explained {
                range: at..at + character.len_utf8(),
                ..place.here(
                    format!("the character U+{:04X} is not allowed", u32::from(*character)),
                    "take it out, or write it as an escape in double quotes",
                )
            }
        }
        E::UnexpectedCharacter { .. } | E::MissingAnchorOrAliasName => place.bad_start(),
        E::UnexpectedEofBlockMapping
        | E::UnexpectedEofBlockSequence
        | E::ExpectedNodeContent
        | E::UnexpectedEofImplicitFlowMapping
            if place.character().is_ascii_punctuation() =>
        {
            place.bad_start()
        }
        E::BlockSequenceEntryNotAllowed => place.here(
            "a list entry cannot stand here",
            "begin the list on a line of its own, or put a value that begins with `- ` in quotes",
        ),
        E::BlockEntryInFlowCollection | E::PlainScalarStartsWithDashFlowIndicator => place.here(
            "an entry with `-` cannot stand inside brackets",
            "set the entries apart with commas, or put the value in quotes",
        ),
        E::InvalidTrailingSingleQuotedScalar => place.here(
            "text follows the closing quotation mark",
            "put the whole value in quotes; inside, write `''` for an apostrophe",
        ),
        E::InvalidTrailingDoubleQuotedScalar => place.here(
            "text follows the closing quotation mark",
            "put the whole value in quotes; inside, write `\\\"` for a quotation mark",
        ),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => place.line(
            "a backslash in these double quotes begins no escape",
            "write the backslash twice, or use single quotes",
        ),
        E::InvalidLowSurrogateHexEscape | E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate => {
            place.line(
                "an escape in this text is half of a surrogate pair",
                "write the character itself instead of `\\u` escapes",
            )
        }
        E::DirectiveDisallowed => {
            place.line("directives are not allowed", "take the line out; a value that begins with `%` goes in quotes")
        }
        E::CommentNotSeparated => {
            place.here("a comment has to stand apart", "put a space before `#`, or the value in quotes")
        }
        E::CommentInterceptedScalar => place.here(
            "a comment interrupts a value that goes on below",
            "put the comment above the value, or the value in quotes",
        ),
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => place.here(
            "text follows `|` or `>`",
            "begin the text on the next line, or put a value that begins so in quotes",
        ),
        E::BomInsideDocument => place.here("an invisible byte order mark stands here", "delete it"),
        E::InvalidDocumentEnd => place.here("text follows `...`, which ends the profile", "take out the `...`"),
        E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::UndeclaredTagHandle
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte => {
            let help = "leave it out; a value that begins with `!` goes in quotes";
            Explained { code: Code::Tag, ..place.here("tags are not allowed", help) }
        }
        other => place.here(format!("this is not YAML: {other}"), "put the value in quotes if it is a text"),
    }
}

/// The user's text, cut after 60 characters.
pub(super) fn shorten(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(60)
        .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Place<'a> {
    text: &'a str,
    at: usize,
    open: Option<usize>,
}

impl<'a> Place<'a> {
    /// An error about the character at the place.
    fn here(&self, message: impl Into<String>, help: impl Into<String>) -> Explained {
        let width = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let range = self.at..self.at + width;
        Explained { code: Code::Yaml, message: message.into(), range, second: None, help: help.into() }
    }

    /// An error about the rest of the line.
    fn line(&self, message: impl Into<String>, help: impl Into<String>) -> Explained {
        Explained { range: self.at..self.at + self.rest().trim_end().len(), ..self.here(message, help) }
    }

    fn character(&self) -> char {
        self.text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    /// Where the line begins.
    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The line up to the place.
    fn head(&self) -> &'a str {
        self.text.get(self.line_start()..self.at).unwrap_or_default()
    }

    /// The line from the place on.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    fn tab(&self) -> Explained {
        let start = self.line_start();
        let lines = self.text.get(start..).unwrap_or_default();
        let near = self.text.get(self.at..).and_then(|rest| rest.find('\t')).map(|offset| self.at + offset);
        let at = near.or_else(|| lines.find('\t').map(|offset| start + offset)).unwrap_or(self.at);
        let before = self.text.get(..at).and_then(|before| before.lines().next_back()).unwrap_or_default();
        let is_indentation = self.text.get(..at).is_none_or(|text| text.ends_with('\n')) || before.trim().is_empty();
        let message =
            if is_indentation { "a tab is used for indentation" } else { "a tab stands where spaces are asked for" };
        Explained { range: at..at + 1, ..self.here(message, "use spaces instead of tabs") }
    }

    fn open_quote(&self) -> Explained {
        let quote = self.character();
        let help = if quote == '\'' {
            "end the text with `'`; a text that begins with an apostrophe goes in double quotes"
        } else {
            "end the text with `\"`"
        };
        self.here(format!("the quotation mark `{quote}` is never closed"), help)
    }

    fn open_bracket(&self) -> Explained {
        let place = Place { at: self.open.unwrap_or(self.at), ..*self };
        let open = place.character();
        place.here(
            format!("`{open}` is never closed"),
            format!("close it with `{}`, or put a text that begins so in quotes", closing(open)),
        )
    }

    /// Inside brackets something other than a comma or the end.
    fn separator(&self) -> Explained {
        let Some(open) = self.open else {
            return self.here("a colon cannot stand here", "put the value in quotes");
        };
        if self.is_entry_outside(open) {
            return self.open_bracket();
        }
        let close = if self.text.get(open..).is_some_and(|rest| rest.starts_with('[')) { ']' } else { '}' };
        if self.rest().trim().is_empty() && self.text.get(self.at..).is_none_or(|rest| rest.trim().is_empty()) {
            return self.open_bracket();
        }
        self.here(
            format!("a comma or `{close}` is missing before this"),
            format!("set entries apart with commas, and close with `{close}`; a text with `: ` in it goes in quotes"),
        )
        .with(Some(open), "opened here")
    }

    /// Whether the place is the colon of an entry further down that stands no deeper than the line of the bracket.
    fn is_entry_outside(&self, open: usize) -> bool {
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let opening = Place { at: open, ..*self };
        let head = self.head();
        self.character() == ':'
            && opening.line_start() < self.line_start()
            && indentation(head) <= indentation(opening.head())
            && head.trim().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    }

    /// A line that should be a key, but has no colon, or one without a blank.
    fn no_key(&self) -> Explained {
        let written = self.rest().split(" #").next().unwrap_or_default().trim_end();
        match crowded_colon(written) {
            Some((key, value)) => self.line(
                format!("a space is missing after the colon of `{}`", shorten(key)),
                format!("write `{}: {}`", shorten(key), shorten(value)),
            ),
            None => self.line(
                format!("`{}` is not followed by a colon", shorten(written)),
                "write a field as `name: value`; a text that goes on is indented further than its key",
            ),
        }
    }

    /// A colon where no value can follow.
    fn colon(&self) -> Explained {
        let head = self.head();
        let entry = head.trim_start().trim_start_matches("- ");
        if let Some((key, value)) = entry.split_once(": ").filter(|(_, value)| !value.trim().is_empty()) {
            let rest = self.rest().split(" #").next().unwrap_or_default().trim_end();
            let start = self.at - value.trim_start().len();
            let whole = shorten(&format!("{}{rest}", value.trim_start()));
            let shown = Explained { range: start..self.at + rest.len(), ..self.here("", "") };
            let quoted = if whole.contains('"') { format!("'{whole}'") } else { format!("\"{whole}\"") };
            return Explained {
                message: format!("the value of `{}` has a colon in it", shorten(key)),
                help: format!("put it in quotes: {quoted}; or write one field a line"),
                ..shown
            };
        }
        // The value that the parser saw began on an earlier line.
        let previous = self.before().get(..self.line_start()).unwrap_or_default();
        let end = previous.trim_end().len();
        let start = previous.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let line = previous.get(start..end).unwrap_or_default();
        let entry = line.trim_start().trim_start_matches("- ");
        if let Some((key, value)) = crowded_colon(entry) {
            let from = end - entry.len();
            let help = format!("write `{}: {}`", shorten(key), shorten(value));
            return Explained {
                range: from..end,
                ..self.here(format!("a space is missing after the colon of `{}`", shorten(key)), help)
            };
        }
        let at = self.at - entry_length(head);
        let range = at..self.at;
        let name = shorten(entry.split(':').next().unwrap_or_default());
        let key = shorten(head.trim());
        let (message, help) = if entry.contains(':') {
            (
                format!("`{key}` stands below `{name}`, which has a value already"),
                format!("give `{key}` as many spaces as `{name}`, or take away the value of `{name}`"),
            )
        } else {
            (
                format!("`{key}:` cannot stand here: the line above is not finished"),
                "write a field as `name: value`".to_owned(),
            )
        };
        Explained { range, ..self.here(message, help) }
    }

    fn indentation(&self) -> Explained {
        self.line(
            "the indentation of this line fits none of the lines above",
            "give all entries of a mapping or list the same number of spaces",
        )
    }

    /// A value that begins with a character that means something in YAML.
    fn bad_start(&self) -> Explained {
        let value = shorten(self.rest().split(" #").next().unwrap_or_default().trim_end());
        let quoted = if value.contains('"') { format!("'{value}'") } else { format!("\"{value}\"") };
        let first = if self.character() == '`' { "a backtick".to_owned() } else { format!("`{}`", self.character()) };
        self.line(format!("a value cannot begin with {first}"), format!("put it in quotes: {quoted}"))
    }
}

impl Explained {
    fn with(self, open: Option<usize>, label: &'static str) -> Self {
        Self { second: open.map(|open| (open..open + 1, label)), ..self }
    }
}

/// A key and a value between which the blank after the colon is missing.
fn crowded_colon(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (is_key && !value.is_empty() && !value.starts_with([' ', '/'])).then_some((key, value))
}

/// Bytes of a line's beginning without its indentation.
fn entry_length(head: &str) -> usize {
    head.trim_start().len()
}
