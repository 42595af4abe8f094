//! The documents that a profile gives as evidence, and which claims they cover.

use std::cell::Cell;
use std::collections::HashMap;

use kitemark_dsl::charter::{Charter, GradeId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::{ProfilePath, Step};
use kitemark_dsl::problems::Problems;
use kitemark_dsl::source::{Span, Spanned};
use kitemark_dsl::value::{Date, Kind, Literal};

use super::document::{Document, Node, NodeKind};

/// The keys of a document in the register.
const KEYS: [&str; 8] = ["id", "kind", "ref", "dated", "grade", "url", "declared_interest", "covers"];

/// A document that a profile gives as evidence.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// Its grade.
    pub grade: Option<GradeId>,
    /// What kind of document it is.
    pub kind: Option<String>,
    /// What it is: the register's `ref`, or its `kind`.
    pub reference: Option<String>,
    /// Its day, as written.
    pub dated: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The interest it declares.
    pub declared_interest: Option<String>,
}

/// Which documents cover a claim, by their places in the register; the best grade among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub(crate) documents: Vec<usize>,
    pub(crate) best: Option<GradeId>,
}

/// The paths that documents cover by their `covers`, as a tree.
#[derive(Debug, Default)]
pub(crate) struct Covers {
    children: HashMap<Step, Covers>,
    documents: Vec<usize>,
    /// Where the path that ends here is written.
    written: Option<Spanned<String>>,
    /// Whether the profile has the place.
    found: Cell<bool>,
}

impl Covers {
    /// What lies below it at `step`, which is only made where there is anything.
    pub(crate) fn child(&self, step: impl FnOnce() -> Step) -> Option<&Covers> {
        if self.children.is_empty() {
            return None;
        }
        let child = self.children.get(&step())?;
        child.found.set(true);
        Some(child)
    }

    pub(crate) fn documents(&self) -> &[usize] {
        &self.documents
    }

    pub(crate) fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    /// The paths that the profile does not have, as written.
    pub(crate) fn lost(&self) -> Vec<&Spanned<String>> {
        let mut lost = Vec::new();
        let mut todo: Vec<&Covers> = self.children.values().collect();
        while let Some(next) = todo.pop() {
            lost.extend(next.written.iter().filter(|_| !next.found.get()));
            todo.extend(next.children.values());
        }
        lost
    }

    fn add(&mut self, path: &ProfilePath, document: usize, written: Spanned<String>) {
        let mut at = self;
        for step in path.steps() {
            at = at.children.entry(step.clone()).or_default();
        }
        at.documents.push(document);
        at.written.get_or_insert(written);
    }
}

/// The register of a profile.
#[derive(Debug, Default)]
pub(crate) struct Register {
    pub(crate) documents: Vec<Evidence>,
    /// The place of each id among the documents.
    places: HashMap<String, usize>,
    pub(crate) covers: Covers,
}

impl Register {
    /// The position of the document with this id.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// What these documents cover together.
    pub(crate) fn coverage(&self, mut documents: Vec<usize>) -> Coverage {
        documents.sort_unstable();
        documents.dedup();
        let best = documents.iter().filter_map(|at| self.documents.get(*at)?.grade).min();
        Coverage { documents, best }
    }
}

/// Reads the register under the top-level key `evidence`.
pub(crate) fn read(charter: &Charter, document: &Document, problems: &mut Problems) -> Register {
    let mut reader = Reader { charter, document, problems, register: Register::default(), seen: HashMap::new() };
    if let Some(node) = document.root().get("evidence") {
        reader.entries(node);
    }
    reader.register
}

struct Reader<'a> {
    charter: &'a Charter,
    document: &'a Document,
    problems: &'a mut Problems,
    register: Register,
    seen: HashMap<String, Span>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, span: Span, message: String, label: &str, help: &str) {
        self.problems.report(|| Diagnostic::at(code, message, self.document.sources(), span, label).with_help(help));
    }

    fn entries(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Sequence(items) => items.iter().for_each(|item| self.entry(item)),
            NodeKind::Null => {}
            _ => self.report(
                Code::BadEvidence,
                node.span,
                format!("the register `evidence` is a list of documents, not {}", node.description()),
                "not a list",
                "write an entry a line: `- {id: ev-contract, kind: contract, ref: \"…\", dated: 2025-04-01, grade: primary}`",
            ),
        }
    }

    fn entry(&mut self, node: &Node) {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            let message = format!("an entry of `evidence` is a mapping, not {}", node.description());
            return self.report(
                Code::BadEvidence,
                node.span,
                message,
                "not a mapping",
                "write `{id: …, kind: …, ref: …, dated: …, grade: …}`",
            );
        }
        let Some(id) = self.text(node, "id") else {
            return self.report(
                Code::BadEvidence,
                node.span,
                "a document without an `id`".into(),
                "no `id`",
                "give it an id, so that claims can name it",
            );
        };
        let id_span = node.get("id").map_or(node.span, |value| value.span);
        if let Some(first) = self.seen.get(&id) {
            return self.problems.report(|| {
                let message = format!("two documents have the id `{id}`");
                Diagnostic::at(Code::DuplicateEvidence, message, self.document.sources(), id_span, "again here")
                    .with_label(self.document.sources(), *first, "first here")
                    .with_help("give one of them another id")
            });
        }
        self.seen.insert(id.clone(), id_span);
        let grade = self.grade(node);
        self.check_date(node);
        self.document.refuse_other_keys(Code::UnknownKey, node, "a document", &KEYS, self.problems);
        let document = Evidence {
            grade,
            kind: self.text(node, "kind"),
            reference: self.text(node, "ref").or_else(|| self.text(node, "kind")),
            dated: self.text(node, "dated"),
            url: self.text(node, "url"),
            declared_interest: self.text(node, "declared_interest"),
            id,
        };
        self.register.places.insert(document.id.clone(), self.register.documents.len());
        self.register.documents.push(document);
        if let Some(covers) = node.get("covers") {
            self.covers(covers, self.register.documents.len() - 1);
        }
    }

    fn text(&self, node: &Node, key: &str) -> Option<String> {
        node.get(key)?.text().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn grade(&mut self, node: &Node) -> Option<GradeId> {
        let grades: Vec<&str> = self.charter.grades().iter().map(String::as_str).collect();
        let known = grades.join(", ");
        let Some(written) = self.text(node, "grade") else {
            if !grades.is_empty() {
                self.report(
                    Code::BadEvidence,
                    node.span,
                    "a document without a `grade`".into(),
                    "no `grade`",
                    &format!("grades are {known}"),
                );
            }
            return None;
        };
        let grade = self.charter.grade(&written);
        if grade.is_none() {
            let span = node.get("grade").map_or(node.span, |value| value.span);
            self.problems.report(|| {
                let message = format!("no grade of evidence is called `{written}`");
                Diagnostic::at(Code::BadEvidence, message, self.document.sources(), span, "unknown grade")
                    .with_suggestion(&written, grades)
                    .with_help(if known.is_empty() {
                        "the charter knows no grades: leave it out".to_owned()
                    } else {
                        format!("grades are {known}, the strongest first")
                    })
            });
        }
        grade
    }

    fn check_date(&mut self, node: &Node) {
        let Some(dated) = node.get("dated") else { return };
        let Some(text) = dated.text() else { return };
        if let Err(error) = Literal::read_as(text, &Kind::Date) {
            self.report(
                Code::BadEvidence,
                dated.span,
                error.message,
                "not a date",
                &error.help.unwrap_or_else(|| "write `2026-04-01`".into()),
            );
        }
    }

    fn covers(&mut self, node: &Node, document: usize) {
        let single = std::slice::from_ref(node);
        let items = if matches!(node.kind, NodeKind::Sequence(_)) { node.items() } else { single };
        for item in items {
            let written = item.text().unwrap_or_default();
            let problem = match written.parse::<ProfilePath>() {
                Err(error) => Some((format!("`{written}` is no path: {error}"), None)),
                Ok(path) => match self.charter.target(&path) {
                    Err(lost) => Some((lost.message.clone(), Some(lost))),
                    Ok(_) => {
                        self.register.covers.add(&path, document, Spanned::new(written.to_owned(), item.span));
                        None
                    }
                },
            };
            let Some((message, lost)) = problem else { continue };
            self.problems.report(|| {
                let mut diagnostic =
                    Diagnostic::at(Code::NoSuchPath, message, self.document.sources(), item.span, "leads nowhere");
                if let Some(lost) = lost {
                    diagnostic = lost.suggest(diagnostic);
                }
                diagnostic
                    .with_help("`covers` lists paths of the profile, such as `nation` or `contracts[adult-system]`")
            });
        }
    }
}

/// Whether a date in an entry is past.
pub(crate) fn has_expired(expires: Date, as_of: Date) -> bool {
    expires < as_of
}
