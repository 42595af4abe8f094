//! Reads YAML, and with it whatever `json.rs` leaves of JSON, into a [`Document`] with the place of every value.
//!
//! Profiles come from strangers, so reading is bounded in bytes, depth and values, and what makes YAML surprising is
//! refused: duplicate keys, anchors and aliases, tags, merge keys, several documents. Everything that is wrong is
//! reported in one go; only a mistake in the syntax ends the reading, with what was found before it.

mod explain;
mod split_money;
#[cfg(test)]
mod tests;
mod write;

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as ScanSpan, StructureStyle, options};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Source, SourceId, Sources, Span, Spanned};

use super::document::{Document, Entry, Node, NodeKind};
use super::json;
pub use write::{flow, scalar};

/// How much of a profile is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes; 16 MiB by default.
    pub bytes: usize,
    /// The most lists and mappings within one another; 64 by default, never above 512.
    pub depth: usize,
    /// The most values, keys not counted; 500,000 by default.
    pub nodes: usize,
}

/// Deeper trees would endanger the stack wherever they are walked.
const DEEPEST: usize = 512;

/// Problems listed one by one; of the rest only their number is told.
const MOST_REPORTED: usize = 100;

/// Mappings of so few keys are searched for duplicates without a table.
pub(super) const FEW_KEYS: usize = 16;

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 64, nodes: 500_000 }
    }
}

impl Limits {
    /// With this many bytes.
    #[must_use]
    pub fn with_bytes(self, bytes: usize) -> Self {
        Self { bytes, ..self }
    }

    /// With this depth, 512 at most.
    #[must_use]
    pub fn with_depth(self, depth: usize) -> Self {
        Self { depth: depth.min(DEEPEST), ..self }
    }

    /// With this many values.
    #[must_use]
    pub fn with_nodes(self, nodes: usize) -> Self {
        Self { nodes, ..self }
    }
}

/// Reads the bytes of a file; a byte order mark is skipped.
///
/// # Errors
/// As [`read`], and for bytes that are not UTF-8 text.
pub fn read_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Vec<Diagnostic>> {
    read(decode(name, bytes, limits)?, limits)
}

/// The text of a file from its bytes; a byte order mark is skipped.
///
/// # Errors
/// More bytes than the limit, and bytes that are not UTF-8 text.
pub fn decode(name: &str, bytes: &[u8], limits: &Limits) -> Result<Source, Vec<Diagnostic>> {
    if bytes.len() > limits.bytes {
        return Err(vec![too_many_bytes(name, limits)]);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => Err(vec![not_utf8(name, bytes, error.valid_up_to())]),
    }
}

/// Reads a YAML or JSON text.
///
/// A document that comes back may still have [diagnostics](Document::diagnostics), of mistakes that could be repaired.
///
/// # Errors
/// Everything found wrong, in the order of the text, if any of it forbids to use the profile.
pub fn read(source: Source, limits: &Limits) -> Result<Document, Vec<Diagnostic>> {
    let document = read_any(source, limits)?;
    match not_a_mapping(&document) {
        None => Ok(document),
        Some(diagnostic) => Err(document.diagnostics().iter().cloned().chain([diagnostic]).collect()),
    }
}

/// Reads a YAML or JSON text that need not be a profile: its root may be anything, and is [`NodeKind::Null`] where the text
/// is empty.
///
/// # Errors
/// As [`read`], save for the root.
pub fn read_any(source: Source, limits: &Limits) -> Result<Document, Vec<Diagnostic>> {
    if source.text().len() > limits.bytes {
        return Err(vec![too_many_bytes(source.name(), limits)]);
    }
    let mut sources = Sources::default();
    let id = sources.add(source);
    let source = sources.get(id);
    let limits = limits.with_depth(limits.depth);
    if let Some(root) = json::read(source.text(), id, &limits) {
        return Ok(Document::new(sources, root, Vec::new()));
    }
    let mut reader = Reader {
        text: source.text(),
        sources: &sources,
        id,
        limits,
        frames: Vec::new(),
        root: None,
        nodes: 0,
        found: Vec::new(),
        not_shown: 0,
        is_fatal: false,
    };
    reader.run();
    let (root, mut found, is_fatal) = reader.finish();
    found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.range.start));
    if is_fatal {
        return Err(found);
    }
    let root = root.unwrap_or(Node { span: Span::new(id, 0..0), kind: NodeKind::Null });
    Ok(Document::new(sources, root, found))
}

/// Why a text that was read is no profile.
fn not_a_mapping(document: &Document) -> Option<Diagnostic> {
    let root = document.root();
    let message = match root.kind {
        NodeKind::Mapping(_) => return None,
        NodeKind::Null => "the profile is empty".to_owned(),
        _ => format!("a profile has to be a mapping of fields, but this is {}", root.description()),
    };
    let span = document.first_line(root.span);
    let diagnostic = Diagnostic::at(Code::NotAMapping, message, document.sources(), span, "");
    Some(diagnostic.with_help("begin with a field, such as `as_of: 2026-06-30`"))
}

fn too_many_bytes(name: &str, limits: &Limits) -> Diagnostic {
    let message = format!("`{name}` has more than the {} bytes that are read", limits.bytes);
    Diagnostic::new(Code::LimitExceeded, message)
        .with_help("split the profile into several, or leave out what no field asks for")
}

fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let shown = bytes.get(..bytes.len().min(at + 64)).unwrap_or(bytes);
    let mut sources = Sources::default();
    let id = sources.add(Source::new(name, String::from_utf8_lossy(shown)));
    let line = sources.get(id).position(at).line;
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!("line {line} is not UTF-8 text: byte {at} is 0x{byte:02X}");
    let span = Span::new(id, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    let help = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the file looks like UTF-16; save it as UTF-8",
        _ => "save the file as UTF-8",
    };
    Diagnostic::at(Code::NotUtf8, message, &sources, span, "").with_help(help)
}

/// A list or mapping that is still open.
struct Frame {
    start: usize,
    style: StructureStyle,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>, Next),
}

/// What comes next in a mapping.
enum Next {
    Key,
    Value(Spanned<String>),
    /// The value of a key that was refused.
    Dropped,
    /// The value of a merge key: its alias is part of the same mistake.
    Merged,
}

struct Reader<'a> {
    text: &'a str,
    sources: &'a Sources,
    id: SourceId,
    limits: Limits,
    frames: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
    found: Vec<Diagnostic>,
    not_shown: usize,
    is_fatal: bool,
}

impl Reader<'_> {
    fn run(&mut self) {
        let options = options! {
            emit_comments: false,
            disallow_directives: true,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: self.limits.depth,
            block_nesting_limit: self.limits.depth,
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, place) = match event {
                Ok(event) => event,
                Err(error) => return self.syntax_error(&error),
            };
            if let Event::DocumentStart(..) = event {
                documents += 1;
                if documents > 1 {
                    let help =
                        "keep one profile a file: take out the `---` and what follows, or put it in a file of its own";
                    return self.refuse(Code::SecondDocument, "a second document begins here", self.span(&place), help);
                }
            }
            if self.event(event, &place).is_break() {
                return;
            }
        }
    }

    /// Takes in one event; breaks off where a limit is exceeded.
    fn event(&mut self, event: Event<'_>, place: &ScanSpan) -> std::ops::ControlFlow<()> {
        let span = self.span(place);
        if event.tag().is_some() {
            let tag = place.tag_span().map_or(span, |tag| self.span(&tag));
            let message = format!("the tag `{}` is not allowed", explain::shorten(self.slice(tag)));
            self.refuse(Code::Tag, message, tag, "leave it out: the charter says what each field is");
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(span),
            Event::Anchor(..) => {
                let message = format!("the anchor `{}` is not allowed", explain::shorten(self.slice(span)));
                self.refuse(Code::Anchor, message, span, "leave it out, and write the value wherever it is needed");
            }
            Event::SequenceStart(style, ..) => return self.open(span, style, Content::Sequence(Vec::new())),
            Event::MappingStart(style, ..) => return self.open(span, style, Content::Mapping(Vec::new(), Next::Key)),
            Event::SequenceEnd | Event::MappingEnd => self.close(span.range().end),
            _ => {}
        }
        if self.nodes > self.limits.nodes {
            let message = format!("the profile has more than {} values", self.limits.nodes);
            self.refuse(
                Code::LimitExceeded,
                message,
                span,
                "split the profile into several, or leave out what no field asks for",
            );
            return std::ops::ControlFlow::Break(());
        }
        std::ops::ControlFlow::Continue(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) {
        let quoted = style != ScalarStyle::Plain;
        let span = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            let written = self.slice(span).trim_end().len();
            Span::new(self.id, span.range().start..span.range().start + written)
        } else {
            span
        };
        let is_absent = !quoted && span.range().is_empty();
        if self.awaits_key() {
            let merge = !quoted && text == "<<";
            let next = if is_absent {
                self.refuse(
                    Code::NotAMapping,
                    "a key is missing before `:`",
                    span,
                    "write the field's name before the colon",
                );
                Next::Dropped
            } else if merge {
                let help = "write the fields out in full";
                self.refuse(Code::MergeKey, "the merge key `<<` is not allowed", span, help);
                Next::Merged
            } else {
                Next::Value(Spanned::new(text, span))
            };
            self.set_next(next);
        } else if !quoted && (is_absent || text == "null" || text == "~") {
            self.place(Node { span, kind: NodeKind::Null });
        } else {
            self.place(Node { span, kind: NodeKind::Scalar { text, quoted } });
        }
    }

    fn alias(&mut self, span: Span) {
        let merged = matches!(self.frames.last(), Some(Frame { content: Content::Mapping(_, Next::Merged), .. }));
        if !merged {
            let message = format!("the alias `{}` is not allowed", explain::shorten(self.slice(span)));
            let help = "write the value itself; a text that begins with `*` goes in quotes";
            self.refuse(Code::Anchor, message, span, help);
        }
        if self.awaits_key() {
            self.set_next(Next::Dropped);
        } else {
            self.place(Node { span, kind: NodeKind::Null });
        }
    }

    fn open(&mut self, span: Span, style: StructureStyle, content: Content) -> std::ops::ControlFlow<()> {
        if self.frames.len() >= self.limits.depth {
            self.too_deep(span);
            return std::ops::ControlFlow::Break(());
        }
        if self.awaits_key() {
            let message = match content {
                Content::Sequence(_) => "a list cannot be a key",
                Content::Mapping(..) => "a mapping cannot be a key",
            };
            self.refuse(Code::NotAMapping, message, span, "write the field's name before the colon");
        }
        self.frames.push(Frame { start: span.range().start, style, content });
        std::ops::ControlFlow::Continue(())
    }

    fn close(&mut self, end: usize) {
        let Some(Frame { start, style, content }) = self.frames.pop() else { return };
        let is_flow = style == StructureStyle::Flow;
        let (last, kind) = match content {
            Content::Sequence(mut items) => {
                if is_flow {
                    let split = split_money::rejoin_items(self.text, &mut items);
                    self.report_split(split);
                }
                (items.last().map(|item| item.span.range().end), NodeKind::Sequence(items))
            }
            Content::Mapping(mut entries, _) => {
                if is_flow {
                    let split = split_money::rejoin_entries(self.text, &mut entries);
                    self.report_split(split);
                }
                self.report_duplicates(&entries);
                (entries.last().map(|entry| entry.value.span.range().end), NodeKind::Mapping(entries))
            }
        };
        // In block style the end is only noticed at the next token.
        let end = if is_flow { end } else { last.unwrap_or(end) };
        self.place(Node { span: Span::new(self.id, start..end.max(start)), kind });
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node) {
        self.nodes += 1;
        match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping(entries, next)) => match std::mem::replace(next, Next::Key) {
                Next::Value(key) => entries.push(Entry { key, value: node }),
                // A list or mapping as a key, refused when it began.
                Next::Key => *next = Next::Dropped,
                Next::Dropped | Next::Merged => {}
            },
        }
    }

    fn awaits_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Mapping(_, Next::Key), .. }))
    }

    fn set_next(&mut self, to: Next) {
        if let Some(Frame { content: Content::Mapping(_, next), .. }) = self.frames.last_mut() {
            *next = to;
        }
    }

    fn report_duplicates(&mut self, entries: &[Entry]) {
        let mut first: HashMap<&str, Span> = HashMap::new();
        for (at, Entry { key, .. }) in entries.iter().enumerate() {
            let earlier = if entries.len() <= FEW_KEYS {
                entries.iter().take(at).find(|earlier| earlier.key.value == key.value).map(|earlier| earlier.key.span)
            } else {
                let span = *first.entry(&key.value).or_insert(key.span);
                (span != key.span).then_some(span)
            };
            if let Some(earlier) = earlier {
                let message = format!("the key `{}` is given twice", explain::shorten(&key.value));
                let diagnostic = Diagnostic::at(Code::DuplicateKey, message, self.sources, key.span, "again")
                    .with_label(self.sources, earlier, "first")
                    .with_help("keep one of the two");
                self.report(diagnostic, true);
            }
        }
    }

    fn report_split(&mut self, split: Vec<split_money::Split>) {
        for split in split {
            let message = format!(
                "the commas inside `{}` end the value here, because it stands inside {}",
                split.text, split.inside
            );
            let diagnostic =
                Diagnostic::at(Code::SplitMoney, message, self.sources, Span::new(self.id, split.range), "")
                    .with_help(format!("put it in quotes: \"{}\"", split.text));
            self.report(diagnostic, false);
        }
    }

    fn too_deep(&mut self, span: Span) {
        let message = format!("lists and mappings lie more than {} levels within one another", self.limits.depth);
        self.refuse(Code::LimitExceeded, message, span, "make the profile flatter");
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or_default();
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return self.too_deep(Span::new(self.id, at..at + 1));
        }
        let open = self.frames.iter().rfind(|frame| frame.style == StructureStyle::Flow).map(|frame| frame.start);
        let explained = explain::explain(error, self.text, at, open);
        let span = Span::new(self.id, explained.range);
        let mut diagnostic = Diagnostic::at(explained.code, explained.message, self.sources, span, "");
        if let Some((range, label)) = explained.second {
            diagnostic = diagnostic.with_label(self.sources, Span::new(self.id, range), label);
        }
        self.report(diagnostic.with_help(explained.help), true);
    }

    fn refuse(&mut self, code: Code, message: impl Into<String>, span: Span, help: impl Into<String>) {
        self.report(Diagnostic::at(code, message, self.sources, span, "").with_help(help), true);
    }

    fn report(&mut self, diagnostic: Diagnostic, is_fatal: bool) {
        self.is_fatal |= is_fatal;
        if self.found.len() < MOST_REPORTED {
            self.found.push(diagnostic);
        } else {
            self.not_shown += 1;
        }
    }

    /// What was read and found, once the text is at its end or cannot be read further.
    fn finish(mut self) -> (Option<Node>, Vec<Diagnostic>, bool) {
        // What was still open when the reading broke off can have duplicate keys all the same.
        while !self.frames.is_empty() {
            self.close(self.text.len());
        }
        if self.not_shown > 0
            && let Some(last) = self.found.pop()
        {
            self.found.push(last.with_help(format!("{} further problems are not shown", self.not_shown)));
        }
        (self.root, self.found, self.is_fatal)
    }

    fn span(&self, place: &ScanSpan) -> Span {
        Span::new(self.id, place.byte_range().unwrap_or_default())
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}
