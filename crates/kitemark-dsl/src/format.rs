//! The canonical text of a charter: one layout, words for signs, values as they were written.
//!
//! Parsing the text gives a tree of the same meaning, and formatting that tree gives the same text. Each declaration is written
//! by itself, so that comments can be placed between them and between their clauses.

mod declarations;
mod doc;
mod expr;
mod prose;
#[cfg(test)]
mod tests;

use crate::parse::words;
use crate::source::Sources;
use crate::syntax::{Declaration, Syntax};

/// The canonical text of a charter, without its comments.
pub fn format(syntax: &Syntax, sources: &Sources) -> String {
    joined(syntax, sources, |_| true)
}

/// What a charter's digest rests on: its canonical text without examples, which change nothing in an assessment.
pub fn canonical(syntax: &Syntax, sources: &Sources) -> String {
    joined(syntax, sources, |declaration| !matches!(declaration, Declaration::Example(_)))
}

fn joined(syntax: &Syntax, sources: &Sources, wanted: impl Fn(&Declaration) -> bool) -> String {
    let declarations = syntax.declarations.iter().filter(|declaration| wanted(declaration));
    let texts: Vec<String> = declarations.map(|declaration| declarations::write(declaration, sources)).collect();
    texts.join("\n")
}

/// Whether a text begins with a word that starts a clause where a line begins with it.
fn is_clause_word(text: &str) -> bool {
    let word = words::first_word(text);
    words::CLAUSES.contains(&word)
}
