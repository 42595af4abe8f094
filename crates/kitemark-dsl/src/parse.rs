//! Parses charters.
//!
//! The layout is read first (`layout`): declarations, lines, clauses. Then the grammar reads a declaration in one go. Where that
//! fails, each clause is read by itself, by one rule of the grammar, so that a clause that cannot be read costs nothing but itself
//! and every problem is reported.

mod criteria;
mod data;
mod depth;
mod error;
mod examples;
mod expr;
mod grammar;
pub(crate) mod layout;
mod logic;
mod slips;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod unknown;
pub(crate) mod words;

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pairs;

use self::error::Failure;
use self::grammar::{Grammar, Pair, Rule, written};
pub use self::layout::comments;
use self::layout::{Chunk, Line, Lines};
use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Label};
use crate::problems::MOST_LISTED;
use crate::source::{SourceId, Sources, Span, Spanned};
use crate::syntax::{EvidenceClause, Name, Scale, Syntax};

/// The most bytes of one charter file that are read.
pub const MAX_FILE_BYTES: usize = 16 * 1024 * 1024;

/// Parses the files of one charter, in the order they were added. Reports every problem; the tree holds what could be read.
pub fn parse(sources: &Sources) -> (Syntax, Vec<Diagnostic>) {
    let mut syntax = Syntax::default();
    let mut diagnostics = Vec::new();
    for (id, source) in sources.entries() {
        let text = source.text();
        let chunks = if text.len() > MAX_FILE_BYTES { Vec::new() } else { layout::chunks(text) };
        let plain = layout::plain(text, &chunks);
        let mut reader = Reader {
            sources,
            id,
            text,
            plain: &plain,
            offset: 0,
            ahead: None,
            unclosed: None,
            syntax: &mut syntax,
            diagnostics: &mut diagnostics,
            beyond: None,
        };
        let before = reader.diagnostics.len();
        reader.file(&chunks);
        if let Some(found) = diagnostics.get_mut(before..) {
            found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.range.start));
        }
    }
    (syntax, diagnostics)
}

/// A place where clauses stand.
#[derive(Clone, Copy)]
struct Place {
    /// What it is called, such as `a criterion`.
    name: &'static str,
    /// The clauses it knows.
    clauses: &'static [&'static str],
}

/// What stands somewhere in the text.
trait Placed {
    fn place(&self) -> Span;
}

impl<T> Placed for Spanned<T> {
    fn place(&self) -> Span {
        self.span
    }
}

impl Placed for EvidenceClause {
    fn place(&self) -> Span {
        self.span
    }
}

impl Placed for Scale {
    fn place(&self) -> Span {
        self.span
    }
}

/// Reads one file into the tree.
struct Reader<'a> {
    sources: &'a Sources,
    id: SourceId,
    text: &'a str,
    /// The text as the grammar reads it, each byte in the same place.
    plain: &'a str,
    /// Where the text starts that the grammar has read.
    offset: usize,
    /// The clauses to come of the declaration that is being read, where it could be read in one go.
    ahead: Option<Pairs<'a, Rule>>,
    /// Where the declaration that is being read has a text that is never closed.
    unclosed: Option<usize>,
    syntax: &'a mut Syntax,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// The last problem beyond those that are listed.
    beyond: Option<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn file(&mut self, chunks: &[Chunk]) {
        if self.text.len() > MAX_FILE_BYTES {
            let message = format!("this file has more than {MAX_FILE_BYTES} bytes, which is the limit");
            self.report(Code::TooLarge, 0..0, message)
                .help
                .push("split the charter into several files of one folder".to_owned());
            return;
        }
        let mut after_unclosed = false;
        for chunk in chunks {
            if self.diagnostics.len() >= MOST_LISTED {
                return self.give_up();
            }
            self.chunk(chunk, after_unclosed);
            after_unclosed = match chunk.unclosed {
                Some(_) => true,
                // Lines of the text itself, unindented: they are no declarations, and have been accounted for.
                None => after_unclosed && !words::DECLARATIONS.contains(&self.first_word(&chunk.lines)),
            };
        }
    }

    fn chunk(&mut self, chunk: &Chunk, after_unclosed: bool) {
        let lines = chunk.lines.as_slice();
        let Some(first) = lines.first() else { return };
        self.unclosed = chunk.unclosed;
        if let Some(at) = chunk.unclosed {
            self.report(Code::UnclosedText, at..at + 1, "this quotation mark is never closed")
                .help
                .push("close the text with `\"`; a text that runs on over lines stays indented".to_owned());
        }
        if !self.is_first_column(first.start) {
            self.report(Code::Syntax, layout::range(lines), "nothing is declared yet")
                .help
                .push(format!("declarations start in the first column with {}", words::ticked(words::DECLARATIONS)));
            return;
        }
        self.ahead = None;
        match self.first_word(lines) {
            "charter" => self.head(lines),
            "source" => self.source(lines),
            "unit" => self.unit(lines),
            "choice" => self.choice(lines),
            "record" => self.record(lines),
            "profile" => self.profile(lines),
            "setting" => self.setting(lines),
            "define" => self.define(lines),
            "principle" => self.principle(lines),
            "award" => self.award(lines),
            "limit" => self.limit(lines),
            "example" => self.example(lines),
            _ if after_unclosed => {}
            word => self.unknown_declaration(first, word),
        }
    }

    fn unknown_declaration(&mut self, line: &Line, word: &str) {
        let range = match word {
            "" => line.start..line.start + self.at(line.start).chars().next().map_or(0, char::len_utf8),
            _ => line.start..line.start + word.len(),
        };
        let written = error::quoted(self.slice(range.clone()));
        let indented = [words::CLAUSES, words::HEAD, words::SOURCE].iter().any(|clauses| clauses.contains(&word));
        let help = if indented || words::SYNONYMS.iter().any(|(synonym, _)| *synonym == word) {
            format!("{written} belongs to the declaration above it: indent the line")
        } else if let Some(meant) = words::meant(word, words::DECLARATIONS) {
            format!("did you mean `{meant}`?")
        } else {
            format!("a line in the first column starts with {}", words::ticked(words::DECLARATIONS))
        };
        self.report(Code::UnknownDeclaration, range, format!("{written} begins no declaration")).help.push(help);
    }

    /// Reads a declaration of several clauses in one go, which is quickest. Where something is wrong, or may be, its clauses are
    /// read one by one, to tell of each.
    fn read_ahead(&mut self, rule: Rule, lines: Lines<'_>) {
        let range = layout::range(lines);
        let text = |range| self.plain.get(range).unwrap_or_default();
        let mut clauses = lines.chunk_by(|_, next| !next.begins).map(layout::range);
        if self.unclosed.is_none() && clauses.all(|clause| depth::too_deep(text(clause)).is_none()) {
            let text = text(range.clone());
            self.ahead = Grammar::parse(rule, text).ok().and_then(|mut read| read.next()).map(Pair::into_inner);
            self.offset = range.start;
        }
    }

    /// The parts of the next clause that was read ahead.
    fn next_ahead(&mut self, rule: Rule, start: usize) -> Option<Pairs<'a, Rule>> {
        let clause = self.ahead.as_mut()?.next()?;
        if clause.as_rule() == rule && self.offset + clause.as_span().start() == start {
            return Some(clause.into_inner());
        }
        self.ahead = None;
        None
    }

    /// Reads lines by `rule`; what does not fit is reported.
    fn parse(&mut self, rule: Rule, lines: Lines<'_>, place: Place) -> Option<Pairs<'a, Rule>> {
        let range = layout::range(lines);
        if let Some(parts) = self.next_ahead(rule, range.start) {
            return Some(parts);
        }
        if self.unclosed.is_some_and(|at| range.contains(&at)) {
            return None;
        }
        let clause = self.plain.get(range.clone()).unwrap_or_default();
        if let Some(at) = depth::too_deep(clause) {
            self.too_deep(range.start + at);
            return None;
        }
        let error = match Grammar::parse(rule, clause) {
            Ok(mut pairs) => {
                self.offset = range.start;
                return pairs.next().map(Pair::into_inner);
            }
            Err(error) => error,
        };
        let failure = Failure::new(clause, rule, error);
        if failure.expected.is_empty() {
            // The grammar ran out of stack.
            self.too_deep(range.start);
            return None;
        }
        match unknown::unknown_line(self.text, lines, &failure, place.clauses) {
            Some(number) => {
                let (before, after) = lines.split_at(number);
                self.unknown_clauses(after, place);
                self.parse_again(rule, before)
            }
            None => {
                self.failure(&failure, range);
                None
            }
        }
    }

    /// Reads what stands before a line that has been reported already.
    fn parse_again(&mut self, rule: Rule, lines: Lines<'_>) -> Option<Pairs<'a, Rule>> {
        let range = layout::range(lines);
        let clause = self.plain.get(range.clone()).unwrap_or_default();
        match Grammar::parse(rule, clause) {
            Ok(mut pairs) => {
                self.offset = range.start;
                pairs.next().map(Pair::into_inner)
            }
            Err(error) => {
                self.failure(&Failure::new(clause, rule, error), range);
                None
            }
        }
    }

    fn failure(&mut self, failure: &Failure<'_>, range: Range<usize>) {
        let report = failure.report(self.next_word(range.end));
        let place = range.start + report.range.start..range.start + report.range.end;
        self.report(report.code, place, report.message).help.extend(report.help);
    }

    /// Reports the first of `lines`, and any further one that begins with a misspelt clause.
    fn unknown_clauses(&mut self, lines: Lines<'_>, place: Place) {
        for (number, line) in lines.iter().enumerate() {
            let range = unknown::word_range(self.text, line.start);
            let word = self.slice(range.clone());
            let meant = words::meant(word, place.clauses);
            if number > 0 && meant.is_none() {
                continue;
            }
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if words::DECLARATIONS.contains(&word) => {
                    format!("`{word}` starts a declaration, in the first column")
                }
                None => format!("{} knows {}", place.name, words::ticked(place.clauses)),
            };
            self.report(Code::Syntax, range, format!("`{word}` is no clause of {}", place.name)).help.push(help);
        }
    }

    /// Reads lines by `rule` and makes something of them; nothing where a problem was reported on the way.
    fn read<T>(
        &mut self,
        rule: Rule,
        lines: Lines<'_>,
        place: Place,
        build: impl FnOnce(&mut Self, Pairs<'a, Rule>) -> Option<T>,
    ) -> Option<T> {
        let expressions = self.syntax.expressions;
        let parts = self.parse(rule, lines, place)?;
        let before = self.diagnostics.len();
        let built = build(self, parts);
        if self.diagnostics.len() > before {
            self.syntax.expressions = expressions;
            return None;
        }
        built
    }

    /// Reports a clause that stands where it means nothing.
    fn misplaced(&mut self, lines: Lines<'_>, place: Place) {
        let range = unknown::word_range(self.text, layout::range(lines).start);
        let word = self.slice(range.clone());
        let owner = match word {
            "needs" => "an award",
            "given" | "then" => "an example",
            "criterion" => "a principle",
            "must" | "should" | "flag" | "worth" | "scale" | "waivable" | "fix" | "unless" | "when" | "evidence" => {
                "a criterion"
            }
            "weight" => "a principle or a criterion",
            _ => "a criterion, a principle or a setting",
        };
        self.report(Code::MisplacedClause, range, format!("`{word}` means nothing in {}", place.name))
            .help
            .push(format!("it is a clause of {owner}"));
    }

    /// Puts `value` in its place, or reports the clause as given twice.
    fn once<T: Placed>(&mut self, slot: &mut Option<T>, value: Option<T>, lines: Lines<'_>) {
        match (slot.as_ref().map(Placed::place), value) {
            (Some(first), Some(_)) => self.repeated(lines, first),
            (None, value) => *slot = value,
            (Some(_), None) => {}
        }
    }

    fn repeated(&mut self, lines: Lines<'_>, first: Span) {
        let range = unknown::word_range(self.text, layout::range(lines).start);
        let message = format!("`{}` is given twice", self.slice(range.clone()));
        let sources = self.sources;
        let label = Label::new(sources.get(first.source), first.range(), "first given here");
        let diagnostic = self.report(Code::RepeatedClause, range, message);
        diagnostic.labels.push(label);
        diagnostic.help.push("keep one of the two".to_owned());
    }

    fn too_deep(&mut self, at: usize) {
        self.report(Code::TooDeep, at..at + 1, format!("this is nested more than {} levels deep", depth::MAX_NESTING))
            .help
            .push("give parts of it a name with `define`".to_owned());
    }

    fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let span = Span::new(self.id, range);
        let diagnostic = Diagnostic::at(code, message, self.sources, span, "");
        let at = self.diagnostics.len();
        if at >= MOST_LISTED {
            return self.beyond.insert(diagnostic);
        }
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[at]
    }

    /// Says that nothing more is read, with so much wrong before it.
    fn give_up(&mut self) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.help.push("there is more that is not looked at; put these right first".to_owned());
        }
    }

    /// Notes a name whose declaration could not be read.
    fn unread(&mut self, name: Option<Name>) {
        self.syntax.unread.extend(name);
    }

    /// The word in the second place of a line, where a declaration or a criterion has its name.
    fn salvaged_name(&self, lines: Lines<'_>) -> Option<Name> {
        let line = lines.first()?;
        let rest = self.slice(line.start..line.end);
        let keyword = words::first_word(rest).len();
        let after = rest.get(keyword..)?;
        let name = words::first_word(after.trim_start());
        let start = line.start + keyword + (after.len() - after.trim_start().len());
        (!name.is_empty()).then(|| Name::new(name.to_owned(), self.span_of(start..start + name.len())))
    }

    fn first_word(&self, lines: Lines<'_>) -> &'a str {
        lines.first().map_or("", |line| words::first_word(self.at(line.start)))
    }

    /// The first word of the next line with something on it.
    fn next_word(&self, at: usize) -> &'a str {
        let rest = self.at(at);
        let lines = rest.split('\n').skip(1).map(str::trim_start);
        lines.take(8).find(|line| !line.is_empty() && !line.starts_with('#')).map_or("", words::first_word)
    }

    fn is_first_column(&self, at: usize) -> bool {
        self.text.get(..at).is_none_or(|before| before.is_empty() || before == "\u{feff}" || before.ends_with('\n'))
    }

    fn at(&self, start: usize) -> &'a str {
        self.text.get(start..).unwrap_or_default()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn span_of(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    fn lines_span(&self, lines: Lines<'_>) -> Span {
        self.span_of(layout::range(lines))
    }

    /// The place of a part of what has been read, without the blanks that the grammar takes in after it.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let start = self.offset + pair.as_span().start();
        self.span_of(start..start + written(pair).len())
    }

    /// A name, or any word, as written.
    fn name(&self, pair: &Pair<'_>) -> Name {
        Name::new(written(pair).to_owned(), self.span(pair))
    }

    /// What a quoted text says.
    fn quoted(&mut self, pair: &Pair<'_>) -> Name {
        let span = self.span(pair);
        let value = text::unquote(written(pair)).unwrap_or_else(|bad| {
            let start = span.range().start;
            let range = start + bad.range.start..start + bad.range.end;
            let message = format!("{} is no escape", error::quoted(self.slice(range.clone())));
            let help = "in a text, `\\\"` is a quotation mark, `\\\\` a backslash and `\\n` a line break";
            self.report(Code::Syntax, range, message).help.push(help.to_owned());
            String::new()
        });
        Name::new(value, span)
    }
}
