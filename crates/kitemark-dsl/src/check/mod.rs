//! From the syntax tree to a [`Charter`]: names, kinds, units, structure. Everything wrong is reported in one go.

mod arithmetic;
mod awards;
mod claims;
mod constant;
mod criteria;
mod declare;
mod examples;
mod expr;
mod names;
mod usage;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::charter::{Charter, Meaning, Type};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::problems::Problems;
use crate::source::{Sources, Span};
use crate::syntax::{Declaration, Expr, ExprId, Syntax};
pub use claims::Claims;

/// What checking a charter gives: the charter, if there is no error, and everything there is to say.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The charter; none if there is an error.
    pub charter: Option<Charter>,
    /// What was written, as far as it could be read.
    pub syntax: Arc<Syntax>,
    /// Errors and warnings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses and checks the files of a charter, in the order given.
///
/// `profiles` are the paths, from the charter's folder, of the profiles that examples may start from; where they are not
/// known (`None`), examples may name any.
///
/// ```
/// use kitemark_dsl::source::{Source, Sources};
///
/// let mut sources = Sources::default();
/// sources.add(Source::new("short.charter", "charter short \"It asks nothing\"\n  edition 1\n"));
/// let checked = kitemark_dsl::check::check(sources, None);
/// assert!(checked.charter.is_none());
/// assert_eq!(checked.diagnostics[0].message, "the charter declares no profile");
/// ```
pub fn check(sources: Sources, profiles: Option<&BTreeSet<String>>) -> Checked {
    let (syntax, diagnostics) = crate::parse::parse(&sources);
    let readable = diagnostics.is_empty();
    let unread = syntax.unread.iter().map(|name| name.value.clone()).collect();
    let syntax = Arc::new(syntax);
    let charter = Charter::draft(sources, Arc::clone(&syntax));
    let mut checker = Checker {
        charter,
        problems: Problems::new(diagnostics),
        readable,
        profile_read: syntax.declarations.iter().any(|each| matches!(each, Declaration::Profile(_))),
        unread,
        defines: Vec::new(),
        used: Used::default(),
        optional: BTreeSet::new(),
        height: 0,
        depth: 0,
    };
    checker.declare(&syntax);
    checker.check_settings();
    checker.check_defines();
    checker.check_criteria(&syntax);
    checker.check_awards(&syntax);
    checker.check_examples(&syntax, profiles);
    if readable {
        checker.warn_unused(&syntax);
    }
    checker.finish(syntax)
}

/// How far a definition has been looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Waiting,
    Busy,
    /// Its height: how deep expressions nest in it, through the definitions it rests on.
    Done(usize),
}

/// What is used by something, for the warnings.
#[derive(Debug, Default)]
struct Used {
    settings: BTreeSet<usize>,
    defines: BTreeSet<usize>,
    units: BTreeSet<usize>,
    types: BTreeSet<String>,
    cited: BTreeSet<usize>,
}

/// The charter being built, and what is found out on the way.
struct Checker {
    charter: Charter,
    problems: Problems,
    /// Whether the parser read everything; if not, something missing may just not have been read.
    readable: bool,
    /// Whether the parser found a profile that it could read.
    profile_read: bool,
    /// The names of what the parser could not read. Errors about them would only repeat its own.
    unread: BTreeSet<String>,
    /// How far each definition has been looked at.
    defines: Vec<Progress>,
    used: Used,
    /// The paths that lead through something that may be absent as an answer.
    optional: BTreeSet<ExprId>,
    /// The height of the deepest part seen so far of the expression being looked at.
    height: usize,
    /// How deep the checker itself is.
    depth: usize,
}

impl Checker {
    /// A diagnostic at `span`, to be completed and reported.
    fn at(&self, code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, message, &self.charter.sources, span, label)
    }

    /// Whether a name may be that of something the parser could not read.
    fn is_unread(&self, name: &str) -> bool {
        if !self.profile_read && !self.readable {
            return true; // the profile itself could not be read, so that no name can be judged
        }
        let first = name.split('.').next().unwrap_or(name);
        self.unread.iter().any(|unread| unread == name || unread.split('.').next() == Some(first))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.report(|| diagnostic);
    }

    /// Keeps the type of an expression.
    fn note(&mut self, expr: &Expr, ty: Type) {
        if let Some(slot) = self.charter.types.get_mut(expr.id.index()) {
            *slot = ty;
        }
    }

    /// Keeps what a path means.
    fn mean(&mut self, expr: &Expr, meaning: Meaning) {
        if let Some(slot) = self.charter.meanings.get_mut(expr.id.index()) {
            *slot = Some(meaning);
        }
    }

    fn finish(self, syntax: Arc<Syntax>) -> Checked {
        let names: Vec<String> = self.charter.sources.iter().map(|source| source.name().to_owned()).collect();
        let failed = self.problems.has_error();
        let diagnostics = self.problems.sorted_by_key(|each| {
            let label = each.labels.first();
            let file = label.and_then(|label| names.iter().position(|name| name == label.source.name()));
            (file, label.map(|label| label.range.start), each.severity(), each.code)
        });
        Checked { charter: (!failed).then_some(self.charter), syntax, diagnostics }
    }
}
