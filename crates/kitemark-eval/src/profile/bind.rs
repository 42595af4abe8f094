//! From a profile's document to [`Facts`]: each value read by the declared type of its field.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use kitemark_dsl::charter::{Charter, ChoiceId, FieldId, RecordId, Type, sha256_hex};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::Step;
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

/// The most problems that are listed; the rest are counted.
const MOST_PROBLEMS: usize = 1000;

/// Facts, and what is wrong with the profile.
pub(crate) struct Bound {
    pub(crate) facts: Facts,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Binds a document to a charter. `as_of` takes the place of the profile's day.
///
/// # Errors
///
/// Without a day nothing can be judged: the diagnostics say what is missing.
pub(crate) fn bind(
    charter: &Charter,
    program: &Program,
    document: &Document,
    as_of: Option<Date>,
) -> Result<Bound, Vec<Diagnostic>> {
    let mut diagnostics = document.diagnostics().to_vec();
    let register = super::evidence::read(charter, document, &mut diagnostics);
    let exemptions = exemption::read(charter, document, &mut diagnostics);
    let mut binder = Binder {
        charter,
        program,
        document,
        register,
        diagnostics,
        more: 0,
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
    diagnostics: Vec<Diagnostic>,
    /// How many problems there are beyond those listed.
    more: usize,
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
        if self.is_full() {
            self.more += 1;
        } else {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether so many problems are listed that no more are looked at closely.
    fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST_PROBLEMS
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
        self.register.covers = covers;
    }

    /// Adds the cells of a row, as if nothing were written.
    fn open_row(&mut self, record: RecordId, coverage: u32) {
        let layout = self.layout(record);
        // A cell within an absent record in place is as absent as the record: nothing if that is optional.
        let mut absent: Vec<(usize, bool)> = Vec::new();
        for (at, column) in layout.columns.iter().enumerate() {
            absent.retain(|(end, _)| *end > at);
            let outer = absent.last().map(|(_, nothing)| *nothing);
            let nothing = outer.unwrap_or(column.optional);
            let content = if nothing { silence(column.ty) } else { Content::Unanswered };
            if let Type::Record(inner) = column.ty {
                absent.push((at + 1 + self.layout(inner).columns.len(), nothing));
            }
            self.cells.push(Cell { content, span: None, coverage });
        }
    }

    /// Gives the cells of a field, and of a record in place there, another coverage.
    fn cover_field(&mut self, place: Place<'_>, field: FieldId, coverage: u32) {
        let start = (place.start + self.layout(place.record).offset(field)) as usize;
        let width = self.field_width(place.record, field);
        for cell in self.cells.iter_mut().skip(start).take(width) {
            cell.coverage = coverage;
        }
    }

    fn field_width(&self, record: RecordId, field: FieldId) -> usize {
        match self.field_type(record, field) {
            Type::Record(inner) => 1 + self.layout(inner).columns.len(),
            _ => 1,
        }
    }

    fn field_type(&self, record: RecordId, field: FieldId) -> Type {
        let record = self.charter.records().get(record.index());
        record.and_then(|record| record.fields.get(field.index())).map_or(Type::Unknown, |field| field.ty)
    }

    /// The coverage of a place: its own evidence, or else what is around it.
    fn coverage(&mut self, node: Option<&Node>, covers: Option<&Covers>, around: u32, top: bool) -> u32 {
        let mut documents: Vec<usize> = covers.map(|covers| covers.documents().to_vec()).unwrap_or_default();
        let named = if top { None } else { node.and_then(|node| node.get("evidence")) };
        if let Some(named) = named {
            documents.extend(self.named_documents(named));
        } else if documents.is_empty() {
            return around;
        }
        self.coverage_of(documents)
    }

    fn coverage_of(&mut self, documents: Vec<usize>) -> u32 {
        if documents.is_empty() {
            return 0;
        }
        if let Some(known) = self.known_coverages.get(&documents) {
            return *known;
        }
        let coverage = self.register.coverage(documents.clone());
        self.coverages.push(coverage);
        let id = u32::try_from(self.coverages.len() - 1).unwrap_or_default();
        self.known_coverages.insert(documents, id);
        id
    }

    /// The documents that an `evidence` key names.
    fn named_documents(&mut self, node: &Node) -> Vec<usize> {
        let single = std::slice::from_ref(node);
        let items = match node.kind {
            NodeKind::Sequence(_) => node.items(),
            NodeKind::Null => &[],
            _ => single,
        };
        let mut documents = Vec::new();
        for item in items {
            let written = item.text().unwrap_or_default();
            if let Some(at) = self.register.position(written) {
                documents.push(at);
                continue;
            }
            if self.is_full() {
                self.more += 1;
                continue;
            }
            let ids = self.register.documents.iter().map(|document| document.id.as_str());
            let diagnostic = match item.text() {
                Some(_) => self.at(
                    Code::UnknownEvidence,
                    item.span,
                    format!("the register has no document `{written}`"),
                    "unknown evidence",
                ),
                None => self.at(
                    Code::UnknownEvidence,
                    item.span,
                    format!("`evidence` lists the ids of documents, not {}", item.description()),
                    "not an id",
                ),
            };
            let diagnostic = diagnostic.with_suggestion(written, ids).with_help(
                "list it under the top-level key `evidence`; until then the claims here have no such evidence",
            );
            self.report(diagnostic);
        }
        documents
    }

    /// Reads a mapping of a record: the record itself, or a part of it that dotted fields lie in.
    fn group(&mut self, node: &Node, place: Place<'_>, group: usize) {
        let top = place.record == RecordId::PROFILE && group == 0 && place.start == 0;
        let layout = self.layout(place.record);
        let Some(keys) = layout.groups.get(group) else { return };
        let coverage = self.coverage(Some(node), place.covers, place.coverage, top);
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
            let step = Step::Field(name.to_owned());
            let inner = Place { covers: place.covers.and_then(|covers| covers.child(&step)), ..place };
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

    /// Documents may cover fields that are not written at all.
    fn cover_by_path(&mut self, keys: &Group, place: Place<'_>, layout: &Layout) {
        let Some(covers) = place.covers.filter(|covers| !covers.is_leaf()) else { return };
        for (name, key) in &keys.keys {
            let Some(child) = covers.child(&Step::Field(name.clone())) else { continue };
            let inner = Place { covers: Some(child), ..place };
            let coverage = (!child.documents().is_empty()).then(|| self.coverage_of(child.documents().to_vec()));
            match key {
                Key::Field(field) => {
                    if let Some(coverage) = coverage {
                        self.cover_field(place, *field, coverage);
                    }
                    if let Type::Record(record) = self.field_type(place.record, *field) {
                        let start = place.start + layout.offset(*field) + 1;
                        let within = self.layout(record);
                        if let Some(keys) = within.groups.first() {
                            self.cover_by_path(keys, Place { record, start, ..inner }, within);
                        }
                    }
                }
                Key::Group(group) => {
                    let Some(group) = layout.groups.get(*group) else { continue };
                    for field in coverage.iter().flat_map(|_| &group.fields) {
                        self.cover_field(place, *field, coverage.unwrap_or_default());
                    }
                    self.cover_by_path(group, inner, layout);
                }
            }
        }
    }

    fn unknown_key(&mut self, name: &str, span: Span, keys: &Group, top: bool) {
        if self.is_full() {
            self.more += 1;
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
        let coverage = self.coverage(
            matches!(node.kind, NodeKind::Mapping(_)).then_some(node),
            place.covers,
            place.coverage,
            false,
        );
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
        let columns = &self.layout(inner).columns;
        let fresh = self.cells.len();
        self.open_row(inner, place.coverage);
        let contents: Vec<Content> = self.cells.drain(fresh..).map(|cell| cell.content).collect();
        for (cell, content) in self.cells.iter_mut().skip(at as usize + 1).take(columns.len()).zip(contents) {
            cell.content = content;
        }
        self.group(node, Place { record: inner, start: at + 1, ..place }, 0);
    }

    fn list(&mut self, node: &Node, place: Place<'_>, record: RecordId, at: u32) {
        let NodeKind::Sequence(items) = &node.kind else {
            self.wrong_type(node, "a list", "begin each record with `- `");
            return self.put(at, Content::Unreadable, node.span);
        };
        let width = self.layout(record).width();
        let first = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let key = self
            .charter
            .records()
            .get(record.index())
            .and_then(|record| record.key)
            .map(|key| self.layout(record).offset(key));
        for (place_in_list, item) in items.iter().enumerate() {
            let start = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            self.open_row(record, place.coverage);
            let name = self.key_text(item, record).unwrap_or_else(|| (place_in_list + 1).to_string());
            self.rows.push(Row { start, record, list: at, name, span: Some(item.span) });
        }
        for (place_in_list, item) in items.iter().enumerate() {
            let start = first + u32::try_from(place_in_list).unwrap_or(u32::MAX).saturating_mul(width);
            let name = self.key_text(item, record).unwrap_or_else(|| (place_in_list + 1).to_string());
            let covers = place.covers.and_then(|covers| covers.child(&Step::Item(name)));
            self.item(item, Place { record, start, coverage: place.coverage, covers });
        }
        self.put(at, Content::Rows { first, count: u32::try_from(items.len()).unwrap_or(u32::MAX) }, node.span);
        if let Some(key) = key {
            self.refuse_repeated_keys(items, record, first, width, key);
        }
    }

    fn item(&mut self, item: &Node, place: Place<'_>) {
        match item.kind {
            NodeKind::Mapping(_) => self.group(item, place, 0),
            _ => {
                let name = self
                    .charter
                    .records()
                    .get(place.record.index())
                    .map_or(String::new(), |record| record.name.clone());
                let diagnostic = self
                    .at(
                        Code::WrongType,
                        item.span,
                        format!("a `{name}` is a mapping, not {}", item.description()),
                        "not a mapping",
                    )
                    .with_help("write its fields as `name: value`, or `{name: value, …}` on one line");
                self.report(diagnostic);
                let width = self.layout(place.record).columns.len();
                self.spoil(place.start, width, item.span);
            }
        }
    }

    fn key_text(&self, item: &Node, record: RecordId) -> Option<String> {
        let record = self.charter.records().get(record.index())?;
        let key = record.fields.get(record.key?.index())?;
        item.get(key.path.first()?)?.text().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A key names one record of its list. Rules that read a key used twice cannot be judged.
    fn refuse_repeated_keys(&mut self, items: &[Node], record: RecordId, first: u32, width: u32, key: u32) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            let Some(text) = self.key_text(item, record) else { continue };
            let Some(earlier) = seen.get(&text).copied() else {
                seen.insert(text, at);
                continue;
            };
            let spans = [earlier, at].map(|at| {
                let cell = first + u32::try_from(at).unwrap_or_default().saturating_mul(width) + key;
                let span = self.cells.get(cell as usize).and_then(|cell| cell.span).unwrap_or(item.span);
                self.put(cell, Content::Unreadable, span);
                span
            });
            let diagnostic = self
                .at(
                    Code::DuplicateRecordKey,
                    spans[1],
                    format!("two records of this list are called `{text}`"),
                    "again here",
                )
                .with_label(self.document.sources(), spans[0], "first here")
                .with_help("the key names a record in findings and exemptions: give each its own");
            self.report(diagnostic);
        }
    }

    fn set(&mut self, node: &Node, place: Place<'_>, field: FieldId, at: u32) {
        let Type::Set(choice) = self.field_type(place.record, field) else { return };
        let single = std::slice::from_ref(node);
        let items = if matches!(node.kind, NodeKind::Sequence(_)) { node.items() } else { single };
        let mut bits = Some(0_u128);
        for item in items {
            let value = self.choice_value(item, choice);
            bits = bits.zip(value).map(|(bits, value)| bits | 1_u128.checked_shl(u32::from(value)).unwrap_or_default());
        }
        match bits {
            Some(bits) => self.put(at, Content::Value(Value::Set(bits)), node.span),
            None => self.put(at, Content::Unreadable, node.span),
        }
    }

    fn choice_value(&mut self, node: &Node, choice: ChoiceId) -> Option<u8> {
        let known = self.charter.choices().get(choice.index())?;
        let names = known.names();
        let listed = names.join(", ");
        let Some(text) = node.text() else {
            self.wrong_type(node, "one value of a list", &format!("write one of {listed}"));
            return None;
        };
        let position = known.position(text);
        if position.is_none() {
            let diagnostic = self
                .at(Code::NotAChoice, node.span, format!("`{text}` is not on this field's list"), "unknown value")
                .with_suggestion(text, names)
                .with_help(format!("write one of {listed}"));
            self.report(diagnostic);
        }
        position
    }

    fn scalar(&mut self, node: &Node, ty: Type, at: u32) {
        let Some(kind) = self.charter.scalar_kind(ty) else { return };
        let Some(text) = node.text() else {
            self.wrong_type(node, &format!("a single value such as `{}`", kind.example()), "write one value");
            return self.put(at, Content::Unreadable, node.span);
        };
        match Literal::read_as(text, &kind) {
            Ok(literal) => {
                let value = self.value(literal);
                self.put(at, Content::Value(value), node.span);
            }
            Err(error) => {
                let code = match error.kind {
                    LiteralErrorKind::Unit => Code::WrongUnit,
                    LiteralErrorKind::Day => Code::NoSuchDay,
                    LiteralErrorKind::Reversed => Code::ReversedPeriod,
                    _ => Code::WrongType,
                };
                let diagnostic = self.at(code, node.span, error.message, "cannot be read");
                let diagnostic = diagnostic
                    .with_help(error.help.unwrap_or_else(|| format!("write it as `{}`", Kind::example(&kind))));
                self.report(diagnostic);
                self.put(at, Content::Unreadable, node.span);
            }
        }
    }

    fn value(&mut self, literal: Literal) -> Value {
        match literal {
            Literal::YesNo(answer) => Value::YesNo(answer),
            Literal::Number(number)
            | Literal::Percent(number)
            | Literal::Money(_, number)
            | Literal::Quantity(number, _) => Value::Amount(number),
            Literal::Duration(duration) => Value::Duration(duration),
            Literal::Date(date) => Value::Date(date),
            Literal::Period(period) => Value::Period(period),
            Literal::Text(text) => Value::Text(self.texts.intern(&text)),
        }
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, help: &str) {
        let diagnostic = self
            .at(
                Code::WrongType,
                node.span,
                format!("this is {}, but {expected} is asked for", node.description()),
                "another kind of value",
            )
            .with_help(help);
        self.report(diagnostic);
    }

    /// The profile's day, which everything rests on.
    fn as_of(&mut self, given: Option<Date>) -> Option<(Date, u32)> {
        let profile = self.charter.records().first()?;
        let field = profile
            .fields
            .iter()
            .position(|field| field.path.len() == 1 && field.path.iter().all(|name| name == "as_of"))?;
        let at = self.layout(RecordId::PROFILE).offset(FieldId(u32::try_from(field).ok()?));
        if let Some(date) = given {
            let span = self.document.root().span;
            self.put(at, Content::Value(Value::Date(date)), span);
        }
        match self.cells.get(at as usize)?.content {
            Content::Value(Value::Date(date)) => Some((date, at)),
            _ => None,
        }
    }

    fn finish(
        mut self,
        day: Option<(Date, u32)>,
        exemptions: Vec<(super::exemption::Exemption, &Node)>,
    ) -> Result<Bound, Vec<Diagnostic>> {
        let Some((as_of, as_of_cell)) = day else {
            let root = self.document.root().span;
            let start = Span { end: root.start, ..root };
            let diagnostic = self
                .at(Code::MissingAsOf, start, "the profile does not say its day".into(), "no `as_of` that can be read")
                .with_help("add `as_of: 2026-04-01`: the day the answers speak of, and the today of every rule");
            self.report(diagnostic);
            return Err(self.diagnostics);
        };
        let exemptions =
            exemptions.into_iter().map(|(exemption, node)| self.place_exemption(exemption, node)).collect();
        let subject = self.subject();
        self.sort_diagnostics();
        let text = self.document.sources().get(self.document.source());
        let sha256 = sha256_hex(text.text().replace("\r\n", "\n").as_bytes());
        let facts = Facts {
            cells: self.cells,
            rows: self.rows,
            coverages: self.coverages,
            documents: self.register.documents,
            exemptions,
            texts: self.texts,
            sources: self.document.sources().clone(),
            as_of,
            as_of_cell,
            subject,
            sha256,
        };
        Ok(Bound { facts, diagnostics: self.diagnostics })
    }

    fn sort_diagnostics(&mut self) {
        self.diagnostics.sort_by_key(|each| (each.labels.first().map(|label| label.range.start), each.code));
        if self.more > 0 {
            let message = format!("{} more problems are not listed", self.more);
            self.diagnostics.push(Diagnostic::new(Code::LimitExceeded, message).with_help("put these right first"));
        }
    }

    fn place_exemption(
        &mut self,
        mut exemption: super::exemption::Exemption,
        node: &Node,
    ) -> super::exemption::Exemption {
        let documents = node.get("evidence").map(|named| self.named_documents(named)).unwrap_or_default();
        exemption.coverage = self.coverage_of(documents);
        let (Some(record), Some(id)) = (exemption.record.clone(), exemption.id) else { return exemption };
        let list = self.program.criterion(id).and_then(|code| code.waivable_list);
        let columns = &self.program.layouts.of(RecordId::PROFILE).columns;
        let column = list.and_then(|list| columns.get(list as usize)).map(|column| column.path.as_str());
        let named = self.rows_of(list, column);
        exemption.row = named.get(&record).copied();
        if exemption.row.is_none() {
            let help = match column {
                Some(column) => format!(
                    "`{}` goes through `{column}`: name one of its records, such as `{column}[…]`; the exemption is ignored",
                    exemption.criterion
                ),
                None => format!(
                    "`{}` does not ask the same of every record of a list, so it can only be waived as a whole; the exemption is ignored",
                    exemption.criterion
                ),
            };
            let diagnostic = self
                .at(
                    Code::ExemptionRecord,
                    exemption.record_span,
                    format!("`{record}` is no record that `{}` could leave out", exemption.criterion),
                    "cannot be left out",
                )
                .with_suggestion(&record, named.keys().map(String::as_str))
                .with_help(help);
            self.report(diagnostic);
            exemption.id = None;
        }
        exemption
    }

    /// The records of a list of the profile, by path; looked up once for all exemptions.
    fn rows_of(&mut self, list: Option<u32>, column: Option<&str>) -> Rc<BTreeMap<String, u32>> {
        let (Some(list), Some(column)) = (list, column) else { return Rc::default() };
        if let Some(known) = self.named_rows.get(&list) {
            return Rc::clone(known);
        }
        let rows = self.rows.iter().filter(|row| row.list == list && row.record != RecordId::PROFILE);
        let named: BTreeMap<String, u32> = rows.map(|row| (format!("{column}[{}]", row.name), row.start)).collect();
        Rc::clone(self.named_rows.entry(list).or_insert(Rc::new(named)))
    }

    /// The first text of the profile names whom it speaks of.
    fn subject(&self) -> Option<String> {
        let layout = self.layout(RecordId::PROFILE);
        let at = layout.columns.iter().position(|column| matches!(column.ty, Type::Text))?;
        match self.cells.get(at)?.content {
            Content::Value(Value::Text(text)) => Some(self.texts.get(text).to_owned()),
            _ => None,
        }
    }
}

/// What an absent optional field says.
fn silence(ty: Type) -> Content {
    match ty {
        Type::Set(_) => Content::Value(Value::Set(0)),
        Type::List(_) => Content::Rows { first: 0, count: 0 },
        _ => Content::Nothing,
    }
}
