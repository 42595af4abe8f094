//! From bytes to JSON: one value, or one after another as in JSON lines.

use std::str::Utf8Error;
use std::sync::Arc;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::{Diagnostic, Label};
use kitemark_dsl::source::Source;
use serde_json::{Deserializer, Value};

/// The most bytes of a file that are read.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A JSON value of a file, and where it begins.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) value: Value,
    /// The line it begins in, from 1.
    pub(crate) line: u32,
}

/// The values of a file, in order. A mark of byte order at its beginning is passed over.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Document>, Diagnostic> {
    if bytes.len() > MOST_BYTES {
        let message = format!("this file has more than {MOST_BYTES} bytes, which is the limit");
        return Err(Diagnostic::new(Code::NoticeLimit, message)
            .with_help("divide a package of releases, or put a release on each line, and import them in parts"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_text(name, bytes, error))?;
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let before = text.len() - body.len();
    let source = || Arc::new(Source::new(name, text));
    let mut documents = Vec::new();
    let mut stream = Deserializer::from_str(body).into_iter::<Value>();
    let mut lines = LineCounter::new(body);
    loop {
        let start = skip_blank(body, stream.byte_offset());
        match stream.next() {
            Some(Ok(value)) => documents.push(Document { value, line: lines.at(start) }),
            Some(Err(error)) => return Err(broken(&source(), before, body, start, &error)),
            None => return Ok(documents),
        }
    }
}

fn skip_blank(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.len() - rest.trim_start().len()
}

/// Counts lines once through, however many values there are.
struct LineCounter<'t> {
    text: &'t str,
    offset: usize,
    line: u32,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line of an offset that is not before the last one asked for.
    fn at(&mut self, offset: usize) -> u32 {
        let between = self.text.get(self.offset..offset).unwrap_or_default();
        self.line = self.line.saturating_add(u32::try_from(between.matches('\n').count()).unwrap_or(u32::MAX));
        self.offset = offset;
        self.line
    }
}

/// What is wrong with bytes that are no text.
fn not_text(name: &str, bytes: &[u8], error: Utf8Error) -> Diagnostic {
    let packed = [("gzip", b"\x1f\x8b".as_slice()), ("zip", b"PK\x03\x04")];
    if let Some((kind, _)) = packed.iter().find(|(_, mark)| bytes.starts_with(mark)) {
        return Diagnostic::new(Code::NotUtf8, format!("`{name}` is a {kind} file, not the text that is packed in it"))
            .with_help("unpack the file, and import what is in it");
    }
    Diagnostic::not_utf8(name, bytes, error)
}

/// What is wrong with a value that begins at `start` of `body`, which itself begins `before` bytes into the file.
fn broken(source: &Arc<Source>, before: usize, body: &str, start: usize, error: &serde_json::Error) -> Diagnostic {
    let at = place(body, error).clamp(start.min(body.len()), body.len());
    // A text that does not end on its line is found out by the first character of the next.
    let (at, runs_on) = match body.get(..at).and_then(|before| before.strip_suffix('\n')) {
        Some(line) if error.is_syntax() && error.to_string().starts_with("control character") => (line.len(), true),
        _ => (at, false),
    };
    let range = before + at..before + (at + 1).min(body.len());
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or_default();
    if what.starts_with("recursion limit") {
        let mut diagnostic =
            Diagnostic::new(Code::NoticeLimit, "lists and objects lie more than 127 levels within one another");
        diagnostic.labels.push(Label::new(source.clone(), range, "one level too many"));
        return diagnostic.with_help("no notice is nested so deeply: is this the right file?");
    }
    let what = if runs_on { "a text does not end on its line" } else { what };
    let mut diagnostic = Diagnostic::new(Code::NotJson, format!("this is not JSON: {what}"));
    diagnostic.labels.push(Label::new(source.clone(), range, "reading ends here"));
    diagnostic.with_help("take the file as the portal gives it: JSON, or JSON lines with a release on each line")
}

/// The byte that an error speaks of; its column counts bytes from 1, and 0 is the end of the line before.
fn place(body: &str, error: &serde_json::Error) -> usize {
    let line_start: usize = body.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(body.len());
    while !body.is_char_boundary(at) {
        at -= 1;
    }
    at
}
