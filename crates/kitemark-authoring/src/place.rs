//! Places in a charter, for reports.

use kitemark_dsl::charter::Charter;
use kitemark_dsl::source::Span;
use kitemark_eval::survey::Rule;
use serde::Serialize;

/// A place in a charter, with what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The declaration, such as `criterion cycle-length`.
    pub owner: String,
    /// What stands there, in the charter's words.
    pub text: String,
}

impl Place {
    /// The place of `span`, in the declaration `owner`.
    pub(crate) fn new(charter: &Charter, span: Span, owner: &str) -> Self {
        let source = charter.sources().get(span.source);
        let start = source.position(span.range().start);
        Self {
            file: source.name().to_owned(),
            line: start.line,
            column: start.column,
            owner: owner.to_owned(),
            text: charter.words(span),
        }
    }
}

/// What a rule is called, such as `criterion cycle-length`.
pub(crate) fn owner(charter: &Charter, rule: Rule) -> String {
    match rule {
        Rule::Criterion(id) => charter.criteria().get(id.index()).map(|one| format!("criterion {}", one.id())),
        Rule::Limit(at) => charter.limits().get(at).map(|limit| format!("limit to {}", limit.syntax.to.value)),
    }
    .unwrap_or_default()
}
