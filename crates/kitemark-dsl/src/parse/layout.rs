//! Layout: where declarations, lines and clauses start and end.
//!
//! A declaration starts in the first column. The scan knows texts and comments, so that neither a `#` in a text nor a quotation
//! mark in a comment misleads it, and says which quotation mark is never closed.

use std::ops::Range;

use super::words;

/// A declaration: its lines, its comments, and the quotation mark that is never closed, if there is one.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The lines with something on them.
    pub(crate) lines: Vec<Line>,
    /// The comments in it and after it, each from its `#` to the end of its line.
    pub(crate) comments: Vec<Range<usize>>,
    /// Where a text opens that is never closed.
    pub(super) unclosed: Option<usize>,
    /// The blanks that are no spaces, outside texts and comments.
    tabs: Vec<usize>,
}

/// A line with something on it, from its first to its last character; a text that runs on over lines belongs to its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it starts.
    pub(crate) start: usize,
    /// Where it ends, without blanks and comments.
    pub(crate) end: usize,
    /// Whether a clause or an entry begins with it.
    pub(super) begins: bool,
}

/// A clause: neighbouring lines of a declaration.
pub(crate) type Lines<'a> = &'a [Line];

/// The bytes from the start of the first line to the end of the last.
pub(crate) fn range(lines: Lines<'_>) -> Range<usize> {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// Cuts `text` where something stands in the first column.
///
/// What stands before the first declaration makes up a chunk of its own, perhaps with nothing in it.
pub(crate) fn chunks(text: &str) -> Vec<Chunk> {
    let mut starts = vec![];
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    starts.push(at);
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        if at != starts[0] && !line.starts_with([' ', '\t', '\r', '\n', '#']) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| chunk(text, start..end)).collect()
}

/// The comments of a charter's file, in order, each from its `#` to the end of its line. A `#` in a text is none.
///
/// ```
/// let text = "unit mg/day  # a dose\n";
/// assert_eq!(kitemark_dsl::parse::comments(text), [13..21]);
/// ```
pub fn comments(text: &str) -> Vec<Range<usize>> {
    chunks(text).into_iter().flat_map(|chunk| chunk.comments).collect()
}

/// A part of a charter as it is written, its words with single blanks between them and without comments.
pub(crate) fn folded(text: &str) -> String {
    let comments = if text.contains('#') { Scan::new(text, 0..text.len(), None).run().comments } else { Vec::new() };
    let mut folded = String::with_capacity(text.len());
    let (starts, ends) = (comments.iter().map(|range| range.start), comments.iter().map(|range| range.end));
    for (start, end) in std::iter::once(0).chain(ends).zip(starts.chain([text.len()])) {
        for word in text.get(start..end).unwrap_or_default().split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
    }
    folded
}

/// The text as the grammar reads it, each byte in its place: spaces for comments, for tabs outside texts and for whatever stands
/// between lines, but a line break before a line with which a clause begins.
pub(super) fn plain(text: &str, chunks: &[Chunk]) -> String {
    let mut plain = Vec::with_capacity(text.len());
    for chunk in chunks {
        for line in &chunk.lines {
            if line.begins && line.start > plain.len() {
                plain.resize(line.start - 1, b' ');
                plain.push(b'\n');
            }
            plain.resize(line.start, b' ');
            plain.extend_from_slice(text.get(line.start..line.end).unwrap_or_default().as_bytes());
        }
        for &tab in &chunk.tabs {
            if let Some(blank @ (b'\t' | b'\r')) = plain.get_mut(tab) {
                *blank = b' ';
            }
        }
    }
    String::from_utf8(plain).unwrap_or_default()
}

fn chunk(text: &str, range: Range<usize>) -> Chunk {
    let word = words::first_word(text.get(range.clone()).unwrap_or_default());
    let mut chunk = Scan::new(text, range.clone(), None).run();
    if chunk.unclosed.is_some() {
        chunk = Scan::new(text, range, Some(Parts::of(word))).run();
    }
    mark(text, word, &mut chunk.lines);
    chunk
}

/// Marks the lines with which something begins. Declarations of one clause are left whole.
fn mark(text: &str, declaration: &str, lines: &mut [Line]) {
    let parts = match declaration {
        "unit" | "setting" | "define" | "limit" => Parts::Clauses(&[]),
        _ => Parts::of(declaration),
    };
    let mut first = true;
    for line in lines {
        let written = text.get(line.start..line.end).unwrap_or_default();
        line.begins = first;
        match parts {
            Parts::Entries => first = !written.ends_with(','),
            Parts::Clauses(&[]) => first = false,
            Parts::Clauses(words) => {
                line.begins |= starts(written, |word| words.contains(&word) || words::CLAUSES.contains(&word));
                first = false;
            }
        }
    }
}

/// Whether a line begins with one of the words.
fn starts(line: &str, of: impl Fn(&str) -> bool) -> bool {
    let word = words::first_word(line);
    // `fix.cost` is a path, not the clause `fix`.
    of(word) && !line.get(word.len()..).is_some_and(|after| after.starts_with('.'))
}

/// What a declaration consists of.
#[derive(Debug, Clone, Copy)]
enum Parts {
    /// Each line is an entry.
    Entries,
    /// Clauses, which begin with these words.
    Clauses(&'static [&'static str]),
}

impl Parts {
    fn of(declaration: &str) -> Self {
        match declaration {
            "choice" | "record" | "profile" => Parts::Entries,
            "charter" => Parts::Clauses(words::HEAD),
            "source" => Parts::Clauses(words::SOURCE),
            "example" => Parts::Clauses(words::EXAMPLE),
            _ => Parts::Clauses(words::CLAUSES),
        }
    }

    /// Whether a text, in a declaration with an unclosed one, seems to have run on into the next part.
    fn start_within(self, text: &str) -> bool {
        let mut lines = text.split('\n').skip(1);
        match self {
            Parts::Entries => lines.next().is_some(),
            Parts::Clauses(words) => lines.any(|line| words.contains(&words::first_word(line.trim_start()))),
        }
    }
}

/// One pass over a declaration.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    lines: Vec<Line>,
    comments: Vec<Range<usize>>,
    tabs: Vec<usize>,
    /// Whether the next character starts a line.
    fresh: bool,
    unclosed: Option<usize>,
    suspicion: Option<Parts>,
    /// Set once a text was found unclosed: texts then end with their line, so that the pass stays linear.
    within_lines: bool,
    /// Up to where no `]` is left, so that the pass stays linear.
    unbracketed: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, range: Range<usize>, suspicion: Option<Parts>) -> Self {
        Self {
            text,
            at: range.start,
            end: range.end,
            lines: Vec::new(),
            comments: Vec::new(),
            tabs: Vec::new(),
            fresh: true,
            unclosed: None,
            suspicion,
            within_lines: false,
            unbracketed: 0,
        }
    }

    fn run(mut self) -> Chunk {
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            match bytes[self.at] {
                b'\n' => {
                    self.fresh = true;
                    self.at += 1;
                }
                b' ' => self.at += 1,
                b'\t' | b'\r' => {
                    self.tabs.push(self.at);
                    self.at += 1;
                }
                b'#' => {
                    let end = self.line_end();
                    self.comments.push(self.at..end);
                    self.at = end;
                }
                b'"' => {
                    let end = self.text_end();
                    self.take(end);
                }
                b'[' => {
                    let end = self.bracket_end();
                    self.take(end);
                }
                _ => {
                    let rest = bytes.get(self.at + 1..self.end).unwrap_or_default();
                    let plain = rest.iter().position(|byte| b" \t\r\n#\"[".contains(byte)).unwrap_or(rest.len());
                    self.take(self.at + 1 + plain);
                }
            }
        }
        Chunk { lines: self.lines, comments: self.comments, unclosed: self.unclosed, tabs: self.tabs }
    }

    /// Takes what stands from here to `end` into the line.
    fn take(&mut self, end: usize) {
        match self.lines.last_mut() {
            Some(line) if !self.fresh => line.end = end,
            _ => self.lines.push(Line { start: self.at, end, begins: false }),
        }
        self.fresh = false;
        self.at = end;
    }

    /// The end of this line, before its line break.
    fn line_end(&self) -> usize {
        let rest = self.text.get(self.at..self.end).unwrap_or_default();
        self.at + rest.find('\n').unwrap_or(rest.len())
    }

    /// The end of the text that opens here.
    fn text_end(&mut self) -> usize {
        let limit = if self.within_lines { self.line_end() } else { self.end };
        match closing_quote(self.text.get(self.at..limit).unwrap_or_default()) {
            Some(length) if !self.is_suspicious(length) => self.at + length,
            found => {
                self.unclosed.get_or_insert(self.at);
                self.suspicion = None;
                self.within_lines |= found.is_none();
                let line = self.text.get(self.at..self.line_end()).unwrap_or_default();
                self.at + line.trim_end().len().max(1)
            }
        }
    }

    fn is_suspicious(&self, length: usize) -> bool {
        let text = self.text.get(self.at..self.at + length).unwrap_or_default();
        self.suspicion.is_some_and(|suspicion| suspicion.start_within(text))
    }

    /// The end of `[key]`, where one starts here: a key may hold a `#` or a quotation mark.
    fn bracket_end(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        let follows_name = self.at > 0 && (bytes[self.at - 1].is_ascii_alphanumeric() || bytes[self.at - 1] == b'_');
        if !follows_name || self.at < self.unbracketed {
            return self.at + 1;
        }
        let end = self.line_end();
        match self.text.get(self.at..end).unwrap_or_default().find(']') {
            Some(length) => self.at + length + 1,
            None => {
                self.unbracketed = end;
                self.at + 1
            }
        }
    }
}

/// The length of a text from its opening to its closing quotation mark.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

/// Cuts the lines of a declaration without errors into its title and its clauses or entries.
pub(crate) fn parts<'a>(text: &str, lines: Lines<'a>) -> Vec<Lines<'a>> {
    let declaration = words::first_word(text.get(range(lines)).unwrap_or_default());
    match Parts::of(declaration) {
        Parts::Entries => marked(lines),
        Parts::Clauses(_) if declaration == "define" => clauses(text, lines, |word| words::DEFINE.contains(&word)),
        Parts::Clauses(words) => clauses(text, lines, |word| words.contains(&word)),
    }
}

/// Cuts lines into clauses: the first line and each line that begins with one of the words start one.
pub(super) fn clauses<'a>(text: &str, lines: Lines<'a>, words: impl Fn(&str) -> bool) -> Vec<Lines<'a>> {
    let begins = |line: &Line| starts(text.get(line.start..line.end).unwrap_or_default(), &words);
    lines.chunk_by(|_, next| !begins(next)).collect()
}

/// Cuts lines into the clauses or entries that are read one by one.
pub(super) fn marked(lines: Lines<'_>) -> Vec<Lines<'_>> {
    lines.chunk_by(|_, next| !next.begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Vec<&str>> {
        let chunks = chunks(text).into_iter().filter(|chunk| !chunk.lines.is_empty());
        chunks.map(|chunk| chunk.lines.iter().map(|line| &text[line.start..line.end]).collect()).collect()
    }

    #[test]
    fn declarations_start_in_the_first_column() {
        let text = "\u{feff}unit a # one\r\n\r\n# comment\r\nunit b\r\n\tc\r\n";
        assert_eq!(lines(text), [vec!["unit a"], vec!["unit b", "c"]]);
    }

    #[test]
    fn texts_run_over_lines_and_hide_comments() {
        let text = "x \"a # b\n  must c\" d # \" e\n  f";
        assert_eq!(lines(text), [vec!["x \"a # b\n  must c\" d", "f"]]);
    }

    #[test]
    fn comments_are_told_from_texts_and_keys() {
        let text = "# one\nx \"a # b\" # two \"\n  given c[#1] is 2\n# three";
        let found: Vec<&str> = comments(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["# one", "# two \"", "# three"]);
    }

    #[test]
    fn a_folded_text_is_without_its_comments() {
        assert_eq!(folded(" a  5# b\n\tmg/day # \"c\n"), "a 5 mg/day");
        assert_eq!(folded("c[#1] is \"a # b\"\n  # d"), "c[#1] is \"a # b\"");
    }

    #[test]
    fn an_unclosed_text_ends_before_the_next_clause() {
        let text = "principle a \"b\"\n  fix \"c\n  because \"d\"\n  cites e";
        let chunks = chunks(text);
        assert_eq!(chunks[0].unclosed, text.find("\"c"));
        assert_eq!(lines(text), [vec!["principle a \"b\"", "fix \"c", "because \"d\"", "cites e"]]);
    }

    #[test]
    fn an_entry_goes_on_after_a_comma() {
        let text = "record a\n  b one of c,\n   d\n  e\n";
        let chunk = &chunks(text)[0];
        let entries: Vec<&str> = marked(&chunk.lines).into_iter().map(|entry| &text[range(entry)]).collect();
        assert_eq!(entries, ["record a", "b one of c,\n   d", "e"]);
    }

    #[test]
    fn the_grammar_reads_clauses_alone() {
        let text = "# a\nprinciple b \"c # d\n e\"\t# f\n\n  weight\r\n\t2\t3 # g\n  fix.cost\n\tcites\nunit h";
        let plain = plain(text, &chunks(text));
        assert_eq!(plain, "   \nprinciple b \"c # d\n e\"       \nweight   2 3       fix.cost \ncites\nunit h");
        assert_eq!(plain.len(), text.len());
    }
}
