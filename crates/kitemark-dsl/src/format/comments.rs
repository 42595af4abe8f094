//! Comments and blank lines, put back between the pieces of a file's canonical text.
//!
//! A comment on a line of its own stands above what follows it, one after a clause stays beside it, and one within a clause
//! moves above it. Comments at the end of a declaration or criterion stay there if they are indented like it.

#[cfg(test)]
mod tests;

use std::iter;
use std::ops::Range;

use super::declarations::Piece;
use super::doc::columns;
use crate::parse::layout::{self, Lines};

/// The pieces of a file, declaration by declaration, with the comments of its source.
pub(super) fn placed(source: &str, declarations: Vec<Vec<Piece>>) -> String {
    let chunks = layout::chunks(source);
    let declared = chunks.iter().filter(|chunk| !chunk.lines.is_empty());
    let mut units: Vec<Unit<'_>> =
        declared.zip(declarations).flat_map(|(chunk, pieces)| units_of(source, &chunk.lines, pieces)).collect();
    units.push(Unit::end_of(source));
    let mut next = 0;
    for comment in chunks.into_iter().flat_map(|chunk| chunk.comments) {
        while units.get(next).is_some_and(|unit| unit.range.start < comment.start) {
            next += 1;
        }
        let (upper, lower) = units.split_at_mut(next);
        if let Some(lower) = lower.first_mut() {
            place(source, comment, upper.last_mut(), lower);
        }
    }
    write(&units)
}

/// A comment on a line of its own.
struct Comment<'a> {
    text: &'a str,
    /// Whether a blank line comes before it.
    is_apart: bool,
}

/// A piece with its comments.
struct Unit<'a> {
    /// Its text, without the last line break.
    text: String,
    is_heading: bool,
    /// Where it stands in the source. Of several pieces that share a clause, the first has all of it.
    range: Range<usize>,
    /// The column in which it starts in the source.
    column: usize,
    /// Whether a blank line comes before it.
    is_apart: bool,
    above: Vec<Comment<'a>>,
    beside: Option<&'a str>,
    below: Vec<Comment<'a>>,
}

/// A line to write, or the lines of a piece.
struct Line {
    text: String,
    is_heading: bool,
    is_apart: bool,
}

/// The pieces of a declaration in the order of its source.
fn units_of<'a>(source: &str, lines: Lines<'_>, mut pieces: Vec<Piece>) -> Vec<Unit<'a>> {
    pieces.sort_by_key(|piece| piece.at);
    let mut pieces = pieces.into_iter().peekable();
    let mut units: Vec<Unit<'a>> = Vec::new();
    let ranges: Vec<Range<usize>> = layout::parts(source, lines).into_iter().map(layout::range).collect();
    let ends = ranges.iter().skip(1).map(|next| next.start).chain([usize::MAX]);
    for (range, end) in ranges.iter().zip(ends) {
        let mut range = range.clone();
        match units.last_mut() {
            // Part of what is written already: a second list of citations.
            Some(last) if pieces.peek().is_none_or(|piece| piece.at >= end) => last.range.end = range.end,
            _ => units.extend(iter::from_fn(|| {
                let unit = Unit::new(source, range.clone(), pieces.next_if(|piece| piece.at < end)?);
                range.start = range.end;
                Some(unit)
            })),
        }
    }
    units
}

impl Unit<'_> {
    fn new(source: &str, range: Range<usize>, piece: Piece) -> Self {
        let line = LineStart::of(source, range.start);
        Self {
            text: piece.text.trim_end().to_owned(),
            is_heading: piece.is_heading,
            column: columns(line.before),
            is_apart: line.is_apart && line.before.trim().is_empty(),
            range,
            above: Vec::new(),
            beside: None,
            below: Vec::new(),
        }
    }

    /// What comments stand above that nothing follows.
    fn end_of(source: &str) -> Self {
        let nothing = Piece { at: source.len(), is_heading: true, text: String::new() };
        Self { column: 0, ..Self::new(source, source.len()..source.len(), nothing) }
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The indentation of what belongs to it, or follows it in the same declaration.
    fn inner_indent(&self) -> usize {
        if self.is_heading { self.indent() + 2 } else { self.indent() }
    }

    /// What is written of it, the comment beside it two blanks after this many columns.
    fn lines(&self, width: usize) -> Vec<Line> {
        let comment = |comment: &Comment<'_>, indent: usize| Line {
            text: " ".repeat(indent) + comment.text,
            is_heading: false,
            is_apart: comment.is_apart,
        };
        let mut lines: Vec<Line> = self.above.iter().map(|each| comment(each, self.indent())).collect();
        if !self.text.is_empty() {
            let gap = width.saturating_sub(self.last_line_columns()) + 2;
            let beside = self.beside.map(|text| " ".repeat(gap) + text).unwrap_or_default();
            let text = format!("{}{beside}", self.text);
            lines.push(Line { text, is_heading: self.is_heading, is_apart: self.is_apart });
        }
        lines.extend(self.below.iter().map(|each| comment(each, self.inner_indent())));
        lines
    }

    fn last_line_columns(&self) -> usize {
        columns(self.text.rsplit('\n').next().unwrap_or_default())
    }
}

/// The line of the source that something stands on.
struct LineStart<'a> {
    /// What comes before it on the line.
    before: &'a str,
    /// Whether the line above is blank.
    is_apart: bool,
}

impl<'a> LineStart<'a> {
    fn of(source: &'a str, at: usize) -> Self {
        let mut lines = source.get(..at).unwrap_or_default().rsplit('\n');
        let before = lines.next().unwrap_or_default().trim_start_matches('\u{feff}');
        Self { before, is_apart: lines.next().is_some_and(|line| line.trim().is_empty()) }
    }
}

/// Places a comment that stands between the starts of two units.
fn place<'a>(source: &'a str, range: Range<usize>, upper: Option<&mut Unit<'a>>, lower: &mut Unit<'a>) {
    let at = range.start;
    let line = LineStart::of(source, at);
    let text = source.get(range).unwrap_or_default().trim_end();
    let comment = Comment { text, is_apart: line.is_apart };
    match upper {
        Some(upper) if at < upper.range.end => {
            let is_apart = std::mem::take(&mut upper.is_apart);
            upper.above.push(Comment { text, is_apart });
        }
        Some(upper) if !line.before.trim().is_empty() => upper.beside = Some(text),
        Some(upper) if stays(columns(line.before), upper, lower) => upper.below.push(comment),
        _ => lower.above.push(comment),
    }
}

/// Whether a comment in this column belongs to what ends above it, and not to the heading below it.
fn stays(column: usize, upper: &Unit<'_>, lower: &Unit<'_>) -> bool {
    let is_deeper = column > lower.column && upper.inner_indent() > lower.indent();
    lower.is_heading && lower.above.is_empty() && is_deeper
}

/// Whether the comments beside two clauses or entries stand in one column: there is nothing between them.
fn share_a_column(upper: &Unit<'_>, lower: &Unit<'_>) -> bool {
    let are_close = lower.above.is_empty() && !lower.is_apart && !lower.text.contains('\n');
    upper.beside.is_some() && lower.beside.is_some() && are_close && !upper.is_heading && !lower.is_heading
}

fn write(units: &[Unit<'_>]) -> String {
    let mut out = String::new();
    // A heading stands apart from what is above it, and nothing from a heading.
    let mut is_below_heading = false;
    for run in units.chunk_by(share_a_column) {
        let width = run.iter().map(Unit::last_line_columns).max().unwrap_or(0);
        for unit in run {
            for (number, line) in unit.lines(width).into_iter().enumerate() {
                let is_apart = if number == 0 && unit.is_heading { true } else { line.is_apart && !is_below_heading };
                if is_apart && !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(&line.text);
                out.push('\n');
                is_below_heading = line.is_heading;
            }
        }
    }
    out
}
