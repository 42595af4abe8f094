//! The canonical text of a charter.

use crate::source::Sources;
use crate::syntax::Syntax;

/// The canonical text of a declaration list.
pub fn format(_syntax: &Syntax, _sources: &Sources) -> String {
    String::new()
}

/// What the digest rests on.
pub fn canonical(_syntax: &Syntax, _sources: &Sources) -> String {
    String::new()
}
