//! Lines that begin with a word that is no clause: `musst every …`, `note "…"`.

use std::ops::Range;

use super::error::Failure;
use super::grammar::Rule;
use super::layout::Lines;
use super::words;

/// Which of the lines after the first begins with a misspelt or unknown clause word, given where the grammar gave up.
///
/// `text` is the whole source, `words` the clauses of the place. The answer is the line's number among `lines`.
pub(super) fn unknown_line(
    text: &str,
    lines: Lines<'_>,
    failure: &Failure<'_>,
    known: &[&'static str],
) -> Option<usize> {
    let start = lines.first()?.start;
    let at = start + failure.at;
    let reached = lines.partition_point(|line| line.start <= at);
    (1..reached).rev().find(|&number| {
        let Some(line) = lines.get(number) else { return false };
        let rest = text.get(line.start..line.end).unwrap_or_default();
        let word = words::first_word(rest);
        if !may_begin(rest, word) {
            return false;
        }
        let stopped_here = line.start == at && (failure.could_end() || !failure.expects(Rule::colon));
        words::meant(word, known).is_some()
            || (stopped_here
                && (words::DECLARATIONS.contains(&word) || (failure.could_end() && begins_clause(rest, word))))
    })
}

/// Whether a line may be meant as a clause: its word is no word of conditions and no path, and no test follows it.
fn may_begin(rest: &str, word: &str) -> bool {
    let after = rest.get(word.len()..).unwrap_or_default();
    let next = words::first_word(after.trim_start());
    let tested = matches!(next, "is" | "includes" | "and" | "or")
        || after.trim_start().starts_with(['=', '<', '>', '!', '+', '*', '/', '-']);
    word.starts_with(|c: char| c.is_alphabetic())
        && !words::RESERVED.contains(&word)
        && !words::CONDITIONS.contains(&word)
        && !after.starts_with('.')
        && !tested
}

/// Whether something stands after the word, as it does in every clause.
fn begins_clause(rest: &str, word: &str) -> bool {
    rest.get(word.len()..).is_some_and(|after| after.starts_with([' ', '\t']) && !after.trim().is_empty())
}

/// The bytes of the first word of a line.
pub(super) fn word_range(text: &str, start: usize) -> Range<usize> {
    start..start + words::first_word(text.get(start..).unwrap_or_default()).len()
}
