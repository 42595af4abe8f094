//! Reads JSON without mistakes straight into nodes. Whatever else a text is, [`super::yaml`] reads it, and says what is wrong.

use std::collections::HashSet;

use jiter::{Jiter, Peek};
use kitemark_dsl::source::{SourceId, Span, Spanned};

use super::document::{Entry, Node, NodeKind};
use super::yaml::{FEW_KEYS, Limits};

/// The root of a JSON text, the very one that reading it as YAML would give; none where anything is to be said of the text,
/// and where it is beyond the limits.
pub(super) fn read(text: &str, id: SourceId, limits: &Limits) -> Option<Node> {
    if !text.trim_start().starts_with(['{', '[']) || !is_printable(text) {
        return None;
    }
    let mut reader = Reader { text, id, tokens: Jiter::new(text.as_bytes()), nodes_left: limits.nodes };
    let first = reader.tokens.peek().ok()?;
    let root = reader.value(first, limits.depth)?;
    reader.tokens.finish().ok()?;
    Some(root)
}

/// Whether YAML lets all characters stand in a text as they are.
fn is_printable(text: &str) -> bool {
    // Most texts are all of this, which is quickly seen.
    text.bytes().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'))
        || text.chars().all(|each| {
            matches!(each, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FEFE}')
                || matches!(each, '\u{FF00}'..='\u{FFFD}' | '\u{10000}'..)
        })
}

struct Reader<'t> {
    text: &'t str,
    id: SourceId,
    tokens: Jiter<'t>,
    nodes_left: usize,
}

impl Reader<'_> {
    /// Reads the value that begins with `first`; it may hold so many levels of lists and mappings.
    fn value(&mut self, first: Peek, depth: usize) -> Option<Node> {
        self.nodes_left = self.nodes_left.checked_sub(1)?;
        let start = self.tokens.current_index();
        let kind = match first {
            Peek::Null => self.tokens.known_null().map(|()| NodeKind::Null).ok()?,
            Peek::String => NodeKind::Scalar { text: self.tokens.known_str().ok()?.to_owned(), quoted: true },
            Peek::Array => NodeKind::Sequence(self.items(depth.checked_sub(1)?)?),
            Peek::Object => NodeKind::Mapping(self.entries(depth.checked_sub(1)?)?),
            Peek::True | Peek::False => {
                self.tokens.known_bool(first).ok()?;
                self.plain(start)?
            }
            number => {
                self.tokens.known_number_bytes(number).ok()?;
                self.plain(start)?
            }
        };
        Some(Node { span: Span::new(self.id, start..self.tokens.current_index()), kind })
    }

    /// What has been read since `start`, as it is written.
    fn plain(&self, start: usize) -> Option<NodeKind> {
        let text = self.text.get(start..self.tokens.current_index())?.to_owned();
        Some(NodeKind::Scalar { text, quoted: false })
    }

    fn items(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        let mut next = self.tokens.known_array().ok()?;
        while let Some(first) = next {
            items.push(self.value(first, depth)?);
            next = self.tokens.array_step().ok()?;
        }
        Some(items)
    }

    fn entries(&mut self, depth: usize) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut key = place(self.text, self.tokens.next_object_bytes().ok()?);
        while let Some((start, end)) = key {
            let written = self.text.get(start..end)?;
            // The quotes belong to the place.
            let around = start - 1..end + 1;
            let name = match written.contains('\\') {
                true => serde_json::from_str(self.text.get(around.clone())?).ok()?,
                false => written.to_owned(),
            };
            let name = Spanned::new(name, Span::new(self.id, around));
            let first = self.tokens.peek().ok()?;
            entries.push(Entry { key: name, value: self.value(first, depth)? });
            key = place(self.text, self.tokens.next_key_bytes().ok()?);
        }
        has_no_duplicates(&entries).then_some(entries)
    }
}

/// Where a part of a text stands in it.
fn place(text: &str, part: Option<&[u8]>) -> Option<(usize, usize)> {
    let part = part?;
    let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some((start, start + part.len()))
}

fn has_no_duplicates(entries: &[Entry]) -> bool {
    if entries.len() <= FEW_KEYS {
        let is_new =
            |(at, entry): (usize, &Entry)| entries.iter().take(at).all(|other| other.key.value != entry.key.value);
        return entries.iter().enumerate().all(is_new);
    }
    let mut seen = HashSet::with_capacity(entries.len());
    entries.iter().all(|entry| seen.insert(entry.key.value.as_str()))
}
