//! From a profile's document to [`Facts`]: each value read by the declared type of its field.

mod coverage;
mod ending;
mod lists;
mod values;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use kitemark_dsl::charter::{Charter, ChoiceId, FieldId, RecordId, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::Step;
use kitemark_dsl::problems::Problems;
use kitemark_dsl::source::Span;
use kitemark_dsl::value::{Date, Kind, Literal, LiteralErrorKind};

use super::document::{Document, Node, NodeKind};
use super::evidence::{Coverage, Covers, Register};
use super::exemption;
use super::facts::{Cell, Content, Facts, Row};
use crate::program::Program;
use crate::program::layout::{Group, Key, Layout};
use crate::program::value::{Texts, Value};

/// The top-level keys that are understood without being declared.
const OWN_KEYS: [&str; 3] = ["schema", "evidence", "exemptions"];

/// A profile bound to a charter, and what is wrong with it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Bound {
    /// Its values, shared by everything that judges it.
    pub facts: Arc<Facts>,
    /// Errors and warnings; criteria that rest on a value in error have the verdict `error`.
    pub diagnostics: Vec<Diagnostic>,
}

/// Binds a document to a charter, beginning with the problems of reading it. `as_of` takes the place of the profile's day.
///
/// # Errors
///
/// Without a day nothing can be judged: the diagnostics say what is missing.
pub(crate) fn bind(
    charter: &Charter,
    program: &Program,
    document: &Document,
    as_of: Option<Date>,
    mut problems: Problems,
) -> Result<Bound, Vec<Diagnostic>> {
    let register = super::evidence::read(charter, document, &mut problems);
    let exemptions = exemption::read(charter, document, &mut problems);
    let mut binder = Binder {
        charter,
        program,
        document,
        register,
        problems,
        cells: Vec::new(),
        rows: Vec::new(),
        coverages: vec![Coverage::default()],
        known_coverages: HashMap::new(),
        texts: program.texts.clone(),
        named_rows: HashMap::new(),
    };
    binder.profile();
    let day = binder.as_of(as_of);
    binder.finish(day, exemptions)
}

struct Binder<'a> {
    charter: &'a Charter,
    program: &'a Program,
    document: &'a Document,
    register: Register,
    problems: Problems,
    cells: Vec<Cell>,
    rows: Vec<Row>,
    coverages: Vec<Coverage>,
    known_coverages: HashMap<Vec<usize>, u32>,
    texts: Texts,
    named_rows: HashMap<u32, Rc<BTreeMap<String, u32>>>,
}

/// Where a mapping stands: the record it fills, the first cell of it, and what covers it.
#[derive(Clone, Copy)]
struct Place<'c> {
    record: RecordId,
    start: u32,
    coverage: u32,
    covers: Option<&'c Covers>,
}

impl<'a> Binder<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.report(|| diagnostic);
    }

    fn at(&self, code: Code, span: Span, message: String, label: &str) -> Diagnostic {
        Diagnostic::at(code, message, self.document.sources(), span, label)
    }

    fn layout(&self, record: RecordId) -> &'a Layout {
        self.program.layouts.of(record)
    }

    fn profile(&mut self) {
        let root = self.document.root();
        self.rows.push(Row {
            start: 0,
            record: RecordId::PROFILE,
            list: 0,
            name: String::new(),
            span: Some(root.span),
        });
        self.open_row(RecordId::PROFILE, 0);
        let covers = std::mem::take(&mut self.register.covers);
        let place = Place { record: RecordId::PROFILE, start: 0, coverage: 0, covers: Some(&covers) };
        self.group(root, place, 0);
        self.refuse_lost_covers(&covers);
        self.register.covers = covers;
    }

    /// Adds the cells of a row, as if nothing were written.
    fn open_row(&mut self, record: RecordId, coverage: u32) {
        let blank = self.layout(record).blank.iter();
        self.cells.extend(blank.map(|content| Cell { content: *content, span: None, coverage, rejected: false }));
    }

    fn field_type(&self, record: RecordId, field: FieldId) -> Type {
        let record = self.charter.records().get(record.index());
        record.and_then(|record| record.fields.get(field.index())).map_or(Type::Unknown, |field| field.ty)
    }

    /// Reads a mapping of a record: the record itself, or a part of it that dotted fields lie in.
    fn group(&mut self, node: &Node, place: Place<'_>, group: usize) {
        let top = place.record == RecordId::PROFILE && group == 0 && place.start == 0;
        let layout = self.layout(place.record);
        let Some(keys) = layout.groups.get(group) else { return };
        let own = (!top).then_some(node); // at the top, `evidence` is the register
        let coverage = self.coverage(own, place.covers, place.coverage);
        let around = place.coverage;
        let place = Place { coverage, ..place };
        if coverage != around {
            for field in &keys.fields {
                self.cover_field(place, *field, coverage);
            }
        }
        self.cover_by_path(keys, place, layout);
        for entry in node.entries() {
            let name = entry.key.value.as_str();
            if (top && OWN_KEYS.contains(&name)) || name == "evidence" {
                continue;
            }
            let covers = place.covers.and_then(|covers| covers.child(|| Step::Field(name.to_owned())));
            let inner = Place { covers, ..place };
            match keys.keys.get(name) {
                Some(Key::Field(field)) => self.field(&entry.value, inner, *field),
                Some(Key::Group(inner_group)) => match &entry.value.kind {
                    NodeKind::Mapping(_) => self.group(&entry.value, inner, *inner_group),
                    NodeKind::Null => {}
                    _ => self.wrong_group(&entry.value, inner, layout, *inner_group, name),
                },
                None => self.unknown_key(&entry.key.value, entry.key.span, keys, top),
            }
        }
    }

    fn unknown_key(&mut self, name: &str, span: Span, keys: &Group, top: bool) {
        if self.problems.passes_over() {
            return;
        }
        let known: Vec<&str> =
            keys.keys.keys().map(String::as_str).chain(top.then_some(OWN_KEYS).into_iter().flatten()).collect();
        let mut diagnostic = self
            .at(Code::UnknownKey, span, format!("the charter does not ask for `{name}` here"), "unknown key")
            .with_suggestion(name, known.iter().copied());
        if diagnostic.help.is_empty() {
            let mut shown: Vec<&str> = known.iter().copied().take(12).collect();
            shown.sort_unstable();
            diagnostic = diagnostic.with_help(format!(
                "keys here are {}{}",
                shown.join(", "),
                if known.len() > 12 { ", …" } else { "" }
            ));
        }
        self.report(diagnostic);
    }

    fn wrong_group(&mut self, node: &Node, place: Place<'_>, layout: &Layout, group: usize, name: &str) {
        let inner = layout.groups.get(group);
        let names: Vec<&str> = inner.map(|group| group.keys.keys().map(String::as_str).collect()).unwrap_or_default();
        let diagnostic = self
            .at(
                Code::WrongType,
                node.span,
                format!("`{name}` is a mapping, not {}", node.description()),
                "not a mapping",
            )
            .with_help(format!("below `{name}:` come {}", names.join(", ")));
        self.report(diagnostic);
        let fields = inner.map(|group| group.fields.clone()).unwrap_or_default();
        for field in fields {
            self.spoil(place.start + layout.offset(field), self.field_width(place.record, field), node.span);
        }
    }

    /// Marks cells as unreadable; the diagnostic is reported already.
    fn spoil(&mut self, start: u32, count: usize, span: Span) {
        for cell in self.cells.iter_mut().skip(start as usize).take(count) {
            cell.content = Content::Unreadable;
            cell.span = Some(span);
        }
    }

    fn put(&mut self, at: u32, content: Content, span: Span) {
        if let Some(cell) = self.cells.get_mut(at as usize) {
            cell.content = content;
            cell.span = Some(span);
        }
    }

    fn field(&mut self, node: &Node, place: Place<'_>, field: FieldId) {
        let at = place.start + self.layout(place.record).offset(field);
        // The `evidence` of a record in place is read with its fields.
        let coverage = self.coverage(None, place.covers, place.coverage);
        if coverage != place.coverage {
            self.cover_field(place, field, coverage);
        }
        if matches!(node.kind, NodeKind::Null) {
            return;
        }
        let place = Place { coverage, ..place };
        match self.field_type(place.record, field) {
            Type::Record(inner) => self.record_in_place(node, place, inner, at),
            Type::List(inner) => self.list(node, place, inner, at),
            Type::Set(_) => self.set(node, place, field, at),
            Type::Choice(choice) => match self.choice_value(node, choice) {
                Some(value) => self.put(at, Content::Value(Value::Choice(value)), node.span),
                None => self.put(at, Content::Unreadable, node.span),
            },
            ty => self.scalar(node, ty, at),
        }
    }

    fn record_in_place(&mut self, node: &Node, place: Place<'_>, inner: RecordId, at: u32) {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            let width = 1 + self.layout(inner).columns.len();
            self.wrong_type(node, "a mapping", "write its fields below it, one a line");
            return self.spoil(at, width, node.span);
        }
        self.put(at, Content::Value(Value::YesNo(true)), node.span);
        // It is there, so that each of its fields is absent for itself.
        let blank = &self.layout(inner).blank;
        for (cell, content) in self.cells.iter_mut().skip(at as usize + 1).zip(blank) {
            cell.content = *content;
        }
        self.group(node, Place { record: inner, start: at + 1, ..place }, 0);
    }
}
