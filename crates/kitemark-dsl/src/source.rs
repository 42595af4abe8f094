//! Source texts and places in them.

use std::ops::Range;
use std::sync::Arc;

/// A text with a name: a charter file, a profile, a `--set` argument.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// How many characters begin before each block of the text: columns of long lines are counted from there.
    blocks: Vec<usize>,
}

/// So many bytes are a block.
const BLOCK: usize = 4096;

/// A place as people count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Source {
    /// Wraps `text` under the name that diagnostics show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .scan(0, |before, block| Some(std::mem::replace(before, *before + characters(block))));
        Self { name: name.into(), blocks: blocks.collect(), line_starts, text }
    }

    /// The name shown in diagnostics, usually a path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text between two byte offsets; offsets outside the text, or inside a character, are moved in.
    pub fn slice(&self, range: Range<usize>) -> &str {
        let start = self.floor(range.start);
        let end = self.floor(range.end).max(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The line with this number, from 1, without its end.
    pub fn line(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let start = *self.line_starts.get(at)?;
        let end = self.line_starts.get(at + 1).copied().unwrap_or(self.text.len());
        Some(self.slice(start..end).trim_end_matches(['\r', '\n']))
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(self.characters_between(start, offset) + 1).unwrap_or(u32::MAX),
        }
    }

    fn characters_between(&self, start: usize, end: usize) -> usize {
        let bytes = |from: usize, to: usize| self.text.as_bytes().get(from..to).unwrap_or_default();
        if end.saturating_sub(start) <= BLOCK {
            return characters(bytes(start, end));
        }
        let before = |at: usize| {
            let block = at / BLOCK;
            self.blocks.get(block).copied().unwrap_or_default() + characters(bytes(block * BLOCK, at))
        };
        before(end).saturating_sub(before(start))
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// How many characters of UTF-8 begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    // Most texts are ASCII, which is quickly seen.
    if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() }
}

/// Which source of a [`Sources`] a span lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// A range of bytes in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source it lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `source`.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: offset(range.start), end: offset(range.end) }
    }

    /// From the start of this span to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.start), ..self }
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Ties `value` to `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// The sources that spans point into.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a source and says how spans name it.
    pub fn add(&mut self, source: impl Into<Arc<Source>>) -> SourceId {
        self.files.push(source.into());
        SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The source with this id.
    ///
    /// An id of another `Sources` gives an empty source or a wrong one, never a panic.
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        match self.files.get(id.0 as usize) {
            Some(source) => Arc::clone(source),
            None => Arc::new(Source::new("", "")),
        }
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.files.get(span.source.0 as usize).map_or("", |source| source.slice(span.range()))
    }

    /// All sources with the ids that spans name them by, in the order they were added.
    pub fn entries(&self) -> impl Iterator<Item = (SourceId, &Arc<Source>)> {
        (0..).map(SourceId).zip(&self.files)
    }

    /// All sources, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.files.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Position, Source};

    #[test]
    fn columns_are_characters_however_long_the_line() {
        let text = format!("é\n{}x", "aé漢🪁".repeat(BLOCK));
        let source = Source::new("long", text.as_str());
        let places = text.char_indices().skip(2).enumerate();
        for (before, (at, _)) in places.filter(|(before, _)| before.is_multiple_of(997)) {
            let column = u32::try_from(before + 1).unwrap_or_default();
            assert_eq!(source.position(at), Position { line: 2, column });
        }
    }
}
