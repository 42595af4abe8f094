//! The grammar of the charter language, as pest reads it. Nothing outside `parse` sees its rules.

use pest_derive::Parser;

/// Reads one clause by one rule.
#[derive(Parser)]
#[grammar = "charter.pest"]
pub(super) struct Grammar;

/// A part of a clause that the grammar has recognised.
pub(super) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// What a part says, without the blanks after it.
pub(super) fn written<'a>(part: &Pair<'a>) -> &'a str {
    part.as_str().trim_ascii_end()
}
