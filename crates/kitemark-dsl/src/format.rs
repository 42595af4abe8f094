//! The canonical text of a charter: one layout, words for signs, values as they were written.
//!
//! Parsing the text gives a tree of the same meaning, and formatting that tree gives the same text. A declaration is written
//! in pieces, clause by clause, so that a file's comments can be placed between them.

mod comments;
mod declarations;
mod doc;
mod expr;
mod prose;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::parse::{parse, words};
use crate::source::{Source, Sources};
use crate::syntax::{Declaration, Syntax};
use declarations::{Entries, Piece};
pub use prose::quote;

/// The canonical text of one file of a charter, with its comments and single blank lines where the author had some.
///
/// The declarations stay in their order, and so do the clauses of each. Only the syntax has to be right, so a file of many
/// can be formatted by itself.
///
/// # Errors
///
/// What is wrong with the syntax: what cannot be read is not formatted.
///
/// # Examples
///
/// ```
/// use kitemark_dsl::format;
/// use kitemark_dsl::source::Source;
///
/// let text = "limit to silver when upheld>=1 # for now\n   because \"It was.\"";
/// assert_eq!(
///     format::file(Source::new("a.charter", text)),
///     Ok("limit to silver\n  when    upheld is at least 1  # for now\n  because \"It was.\"\n".to_owned())
/// );
/// ```
pub fn file(source: Source) -> Result<String, Vec<Diagnostic>> {
    let mut sources = Sources::default();
    let id = sources.add(source);
    let (syntax, diagnostics) = parse(&sources);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let declarations = syntax.declarations.iter();
    let pieces = declarations.map(|declaration| declarations::write(declaration, &sources, Entries::Fitted)).collect();
    Ok(comments::placed(sources.get(id).text(), pieces))
}

/// What a charter's digest rests on: its canonical text without comments, and without examples, which change nothing in an
/// assessment.
pub fn canonical(syntax: &Syntax, sources: &Sources) -> String {
    let wanted = syntax.declarations.iter().filter(|declaration| !matches!(declaration, Declaration::Example(_)));
    let mut out = String::new();
    for Piece { is_heading, text, .. } in wanted.flat_map(|each| declarations::write(each, sources, Entries::Wide)) {
        if is_heading && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&text);
    }
    out
}

/// Whether a text begins with a word that starts a clause where a line begins with it.
fn is_clause_word(text: &str) -> bool {
    let word = words::first_word(text);
    words::CLAUSES.contains(&word)
}
