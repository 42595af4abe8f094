//! The lines of a profile that findings point into.

use std::collections::BTreeMap;
use std::ops::Range;

use kitemark_dsl::source::Source;
use kitemark_eval::scorecard::{Finding, Place};

/// More lines of one criterion than these are not quoted.
const MOST_LINES: usize = 24;
/// Of a value that goes on over many lines, so many are quoted.
const MOST_OF_A_VALUE: u32 = 3;
/// Of a long line, so many characters are quoted, and so many before what is marked.
const WIDEST: usize = 160;
const BEFORE: usize = 40;

/// A line, cut where marks begin and end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_marked: bool,
}

/// The lines of `profile` in which the findings lie, each once, with the values marked.
pub(super) fn lines(findings: &[&Finding], profile: &Source) -> Vec<Line> {
    let mut marks: BTreeMap<u32, Vec<Range<usize>>> = BTreeMap::new();
    let places = findings.iter().filter_map(|finding| finding.profile_span.as_ref());
    for place in places.filter(|place| place.file == profile.name()) {
        for number in place.line..=place.end_line.min(place.line.saturating_add(MOST_OF_A_VALUE - 1)) {
            let Some(line) = profile.line(number) else { continue };
            marks.entry(number).or_default().push(columns(place, number, line));
        }
    }
    let quoted = |(number, marks): (u32, Vec<Range<usize>>)| {
        profile.line(number).map(|text| Line { number, pieces: pieces(text, &marks) })
    };
    marks.into_iter().take(MOST_LINES).filter_map(quoted).collect()
}

/// The characters of one line that belong to a place, from 0; the indentation of a value's later lines does not.
fn columns(place: &Place, number: u32, line: &str) -> Range<usize> {
    let at = |column: u32| usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
    let indentation = || line.chars().take_while(|char| char.is_whitespace()).count();
    let start = if number == place.line { at(place.column) } else { indentation() };
    let end = if number == place.end_line { at(place.end_column) } else { usize::MAX };
    start..end
}

fn pieces(line: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let first = marks.iter().map(|mark| mark.start).min().unwrap_or(0);
    let skipped = if first + BEFORE < WIDEST { 0 } else { first - BEFORE };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = line.chars().enumerate().skip(skipped);
    for (at, char) in rest.by_ref().take(WIDEST) {
        let is_marked = marks.iter().any(|mark| mark.contains(&at));
        match pieces.last_mut() {
            Some(piece) if piece.is_marked == is_marked => piece.text.push(char),
            _ => pieces.push(Piece { text: char.to_string(), is_marked }),
        }
    }
    let cut = |text: &str| Piece { text: text.to_owned(), is_marked: false };
    if rest.next().is_some() {
        pieces.push(cut(" …"));
    }
    if skipped > 0 {
        pieces.insert(0, cut("… "));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn shown(line: &str, marks: &[(usize, usize)]) -> String {
        let marks: Vec<_> = marks.iter().map(|&(start, end)| start..end).collect();
        let piece =
            |piece: &super::Piece| if piece.is_marked { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces(line, &marks).iter().map(piece).collect()
    }

    #[test]
    fn values_are_marked() {
        assert_eq!(shown("term: 5 years", &[(6, 13)]), "term: [5 years]");
        assert_eq!(shown("é: a, b", &[(3, 4), (6, 7)]), "é: [a], [b]");
        assert_eq!(shown("both", &[(0, 2), (1, 4)]), "[both]");
        assert_eq!(shown("", &[(0, usize::MAX)]), "");
    }

    #[test]
    fn long_lines_are_cut_around_what_is_marked() {
        let line = format!("{}value{}", "a".repeat(1000), "b".repeat(1000));
        let expected = format!("… {}[value]{} …", "a".repeat(40), "b".repeat(115));
        assert_eq!(shown(&line, &[(1000, 1005)]), expected);
    }
}
