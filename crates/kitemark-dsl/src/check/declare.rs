//! First pass: what is declared, under which name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Checker, Progress};
use crate::charter::{
    Choice, ChoiceId, ChoiceValue, Cited, Define, Field, FieldId, Record, RecordId, Type, UnitId, text_of,
};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::{
    ChoiceDecl, ChoiceValue as ValueDecl, Declaration, FieldDecl, Head, Name, RecordDecl, SourceDecl, Syntax, TypeExpr,
};
use crate::value::{Currency, Literal};

/// The types that are built in and take no more words.
const BUILT_IN: [(&str, Type); 10] = [
    ("yes_no", Type::YesNo),
    ("text", Type::Text),
    ("key", Type::Key),
    ("count", Type::Count),
    ("number", Type::Number),
    ("percent", Type::Percent),
    ("money", Type::Money),
    ("duration", Type::Duration),
    ("date", Type::Date),
    ("period", Type::Period),
];

const MAX_VALUES: usize = 128;
/// The most fields of a record, with those of the records in place within it.
const MAX_WIDTH: usize = 65_536;
/// The most records in place within one another.
const MAX_NESTING: usize = 128;

impl Checker {
    /// Fills the tables that names are looked up in.
    pub(super) fn declare(&mut self, syntax: &Syntax) {
        self.declare_head(syntax);
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Source(source) => self.declare_source(source),
                Declaration::Unit(unit) => self.charter.units.push(unit.value.clone()),
                Declaration::Choice(choice) => self.declare_choice(choice),
                _ => {}
            }
        }
        self.declare_records(syntax);
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Setting(setting) => self.charter.settings.push(Arc::new((**setting).clone())),
                Declaration::Define(define) => {
                    let of = define.of.as_ref().and_then(|name| self.record_named(name));
                    self.charter.defines.push(Define { syntax: Arc::new((**define).clone()), of, ty: Type::Unknown });
                    self.defines.push(Progress::Waiting);
                }
                _ => {}
            }
        }
        self.refuse_duplicates(syntax);
    }

    fn declare_head(&mut self, syntax: &Syntax) {
        let mut heads = syntax.declarations.iter().filter_map(|each| match each {
            Declaration::Head(head) => Some(&**head),
            _ => None,
        });
        let Some(head) = heads.next() else {
            if self.readable {
                self.report(Diagnostic::new(Code::Head, "the charter has no head").with_help(
                    "begin one of its files with `charter my-charter \"Its title\"` and `edition 2026.1` below it",
                ));
            }
            return;
        };
        for second in heads {
            let diagnostic = self
                .at(Code::Head, second.id.span, "the charter has two heads", "a second `charter` line")
                .with_label(&self.charter.sources, head.id.span, "the first")
                .with_help("keep one; all `.charter` files of a folder belong to one charter");
            self.report(diagnostic);
        }
        self.read_head(head);
    }

    fn read_head(&mut self, head: &Head) {
        self.charter.id = head.id.value.clone();
        self.charter.title = head.title.value.clone();
        self.charter.publisher = text_of(&head.publisher);
        self.charter.grades = head.grades.iter().map(|grade| grade.value.clone()).collect();
        match &head.edition {
            Some(edition) => self.charter.edition = edition.value.clone(),
            None => {
                let diagnostic = self
                    .at(Code::MissingClause, head.id.span, "the charter has no edition", "its edition is missing")
                    .with_help(
                        "add a line such as `edition 2026.1`, so that scorecards can say what they were scored against",
                    );
                self.report(diagnostic);
            }
        }
        if let Some(code) = &head.currency {
            match Currency::parse(&code.value) {
                Some(currency) => self.charter.currency = currency,
                None => {
                    let message = format!("`{}` is not a currency", code.value);
                    let diagnostic =
                        self.at(Code::BadLiteral, code.span, message, "three capital letters, such as `GBP`");
                    self.report(diagnostic);
                }
            }
        }
        if let Some(date) = &head.in_force {
            match date.value {
                Literal::Date(day) => self.charter.in_force = Some(day),
                _ => self.report_head_literal(date.span, "`in force from` takes a date, such as `2026-04-01`"),
            }
        }
        if let Some(duration) = &head.valid_for {
            match duration.value {
                Literal::Duration(length) => self.charter.valid_for = Some(length),
                _ => self.report_head_literal(duration.span, "`valid for` takes a duration, such as `24 months`"),
            }
        }
        self.refuse_repeats(&head.grades, "grade");
        self.charter.evidence = head.evidence.as_ref().and_then(|clause| self.grade_of(clause));
    }

    fn report_head_literal(&mut self, span: Span, message: &str) {
        let diagnostic = self.at(Code::BadLiteral, span, message, "another kind of value");
        self.report(diagnostic);
    }

    fn declare_source(&mut self, source: &SourceDecl) {
        let grade = source.grade.as_ref().and_then(|name| self.grade_named(name));
        self.charter.cited.push(Cited {
            id: source.id.value.clone(),
            title: source.title.value.clone(),
            by: text_of(&source.by),
            year: text_of(&source.year),
            grade,
            interest: text_of(&source.interest),
        });
    }

    fn declare_choice(&mut self, choice: &ChoiceDecl) {
        self.add_choice(Some(choice.name.value.clone()), &choice.values, choice.name.span);
    }

    fn add_choice(&mut self, name: Option<String>, values: &[ValueDecl], span: Span) -> ChoiceId {
        let names: Vec<Name> = values.iter().map(|value| value.name.clone()).collect();
        self.refuse_repeats(&names, "value");
        if values.len() > MAX_VALUES {
            let message = format!("a choice of {} values; {MAX_VALUES} are the most", values.len());
            let diagnostic = self
                .at(Code::TooManyValues, span, message, "too many values")
                .with_help("use `text` where the list is not closed, or split the choice");
            self.report(diagnostic);
        }
        let values = values
            .iter()
            .take(MAX_VALUES)
            .map(|value| ChoiceValue { name: value.name.value.clone(), label: text_of(&value.label) })
            .collect();
        self.charter.choices.push(Choice { name, values });
        ChoiceId::at(self.charter.choices.len() - 1)
    }

    fn declare_records(&mut self, syntax: &Syntax) {
        let declared: Vec<&RecordDecl> = syntax
            .declarations
            .iter()
            .filter_map(|each| match each {
                Declaration::Record(record) => Some(record),
                _ => None,
            })
            .collect();
        // The names first, since records speak of each other.
        let empty = |name: &str, title| Record { name: name.to_owned(), title, fields: Vec::new(), key: None };
        self.charter.records.push(empty("profile", None));
        for record in &declared {
            self.charter.records.push(empty(&record.name.value, text_of(&record.title)));
        }
        for (at, record) in declared.iter().enumerate() {
            self.declare_fields(RecordId::at(at + 1), &record.fields);
        }
        self.declare_profile(syntax);
        self.refuse_recursion(&declared);
        self.refuse_wide_records(&declared);
    }

    /// Records in place are laid out within each other, which must not grow without bound.
    fn refuse_wide_records(&mut self, declared: &[&RecordDecl]) {
        let mut widths = vec![None; self.charter.records.len()];
        for at in 0..widths.len() {
            if width(&self.charter.records, at, 0, &mut widths).is_some() {
                continue;
            }
            let message =
                format!("records within records come to more than {MAX_WIDTH} fields or {MAX_NESTING} levels");
            let diagnostic = match at.checked_sub(1).and_then(|at| declared.get(at)) {
                Some(record) => self.at(Code::TooDeep, record.name.span, message, "too large"),
                None => Diagnostic::new(Code::TooDeep, message),
            };
            self.report(diagnostic.with_help("use `list of` instead of records in place"));
            // Said once: whatever contains this record would only repeat it. Nothing may be laid out.
            self.charter.records.iter_mut().for_each(|record| record.fields.clear());
            return;
        }
    }

    fn declare_profile(&mut self, syntax: &Syntax) {
        let mut profiles = syntax.declarations.iter().filter_map(|each| match each {
            Declaration::Profile(profile) => Some(profile),
            _ => None,
        });
        let Some(profile) = profiles.next() else {
            if self.readable {
                self.report(Diagnostic::new(Code::Head, "the charter declares no profile").with_help(
                    "add `profile \"What a commissioner tells us\"` with a field a line, `as_of date` among them",
                ));
            }
            return;
        };
        for second in profiles {
            let diagnostic = self
                .at(Code::DuplicateName, second.span, "the profile is declared twice", "a second `profile`")
                .with_label(&self.charter.sources, profile.span, "the first")
                .with_help("put all fields into one `profile`");
            self.report(diagnostic);
        }
        if let Some(record) = self.charter.records.first_mut() {
            record.title = text_of(&profile.title);
        }
        self.declare_fields(RecordId::PROFILE, &profile.fields);
        let as_of =
            profile.fields.iter().find(|field| field.path.len() == 1 && field.path.iter().all(|n| n.value == "as_of"));
        match as_of {
            Some(field) if matches!(&field.ty, TypeExpr::Named(ty) if ty.value == "date") && !field.optional => {}
            Some(field) => {
                let diagnostic = self
                    .at(Code::KindMismatch, field.span, "`as_of` must be a `date` that is not optional", "another type")
                    .with_help("write `as_of date`: it is the day that every rule calls today");
                self.report(diagnostic);
            }
            None => {
                let diagnostic = self
                    .at(Code::MissingClause, profile.span, "the profile has no `as_of`", "the field `as_of` is missing")
                    .with_help("add the line `as_of date`: rules read no clock, it is their today");
                self.report(diagnostic);
            }
        }
    }

    fn declare_fields(&mut self, id: RecordId, declared: &[FieldDecl]) {
        let mut fields: Vec<Field> = Vec::new();
        let mut key = None;
        for field in declared {
            let ty = self.type_of_field(&field.ty);
            let path: Vec<String> = field.path.iter().map(|name| name.value.clone()).collect();
            if let Some(other) =
                fields.iter().find(|other| other.path.starts_with(&path) || path.starts_with(&other.path))
            {
                let written = path.join(".");
                let (code, message) = if other.path == path {
                    (Code::DuplicateName, format!("the field `{written}` is declared twice"))
                } else {
                    (
                        Code::HidingName,
                        format!("the field `{written}` and the field `{}` lie in each other", other.path.join(".")),
                    )
                };
                let diagnostic = self
                    .at(code, field.span, message, "declared again here")
                    .with_label(&self.charter.sources, other.span, "first declared here")
                    .with_help("give one of them another name, or remove it");
                self.report(diagnostic);
                continue;
            }
            self.refuse_field_name(id, field);
            if ty == Type::Key {
                if id == RecordId::PROFILE || key.is_some() || field.optional || path.len() > 1 {
                    let diagnostic = self
                        .at(Code::MisplacedClause, field.span, format!("`{}` cannot be a key", path.join(".")), "a key here")
                        .with_help("a record has at most one key, a field of its own that is not optional; the profile has none");
                    self.report(diagnostic);
                } else {
                    key = Some(FieldId::at(fields.len()));
                }
            }
            fields.push(Field { path, ty, optional: field.optional, label: text_of(&field.label), span: field.span });
        }
        if let Some(record) = self.charter.records.get_mut(id.index()) {
            record.fields = fields;
            record.key = key;
        }
    }

    /// `evidence` belongs to the engine in every mapping; `schema` and `exemptions` at the top.
    fn refuse_field_name(&mut self, record: RecordId, field: &FieldDecl) {
        let Some(first) = field.path.first() else { return };
        let top = record == RecordId::PROFILE;
        let taken = field.path.iter().any(|name| name.value == "evidence")
            || (top && matches!(first.value.as_str(), "schema" | "exemptions"));
        if taken {
            let diagnostic = self
                .at(
                    Code::ReservedName,
                    field.span,
                    format!("`{}` cannot be declared as a field", first.value),
                    "a key with a meaning of its own",
                )
                .with_help(
                    "`evidence`, `schema` and `exemptions` are understood without being declared; choose another name",
                );
            self.report(diagnostic);
        } else if top {
            self.refuse_reserved(first, "field");
        }
    }

    fn type_of_field(&mut self, written: &TypeExpr) -> Type {
        match written {
            TypeExpr::Named(name) => self.named_type(name),
            TypeExpr::OneOf(values) => Type::Choice(self.choice_in_place(values)),
            TypeExpr::SetOf(inner, span) => match self.type_of_field(inner) {
                Type::Choice(choice) => Type::Set(choice),
                Type::Unknown => Type::Unknown,
                other => {
                    let message = format!("a set is of a choice, not of {}", self.describe(other));
                    let diagnostic = self
                        .at(Code::UnknownType, *span, message, "not a choice")
                        .with_help("declare a `choice`, or write `set of one of a, b`");
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
            TypeExpr::ListOf(name) => match self.named_type(name) {
                Type::Record(record) => Type::List(record),
                Type::Unknown => Type::Unknown,
                other => {
                    let message = format!("a list is of a record, not of {}", self.describe(other));
                    let diagnostic = self
                        .at(Code::UnknownType, name.span, message, "not a record")
                        .with_help("declare a `record` for the items; for choices there is `set of`");
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
            TypeExpr::Quantity(unit) => match self.charter.units.iter().position(|known| *known == unit.value) {
                Some(at) => {
                    self.used.units.insert(at);
                    Type::Quantity(UnitId::at(at))
                }
                None => {
                    let message = format!("no unit `{}` is declared", unit.value);
                    let diagnostic = self
                        .at(Code::UnknownUnit, unit.span, message, "unknown unit")
                        .with_suggestion(&unit.value, self.charter.units.iter().map(String::as_str))
                        .with_help(format!("declare it with `unit {}`", unit.value));
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
        }
    }

    fn choice_in_place(&mut self, values: &[Name]) -> ChoiceId {
        let span = match (values.first(), values.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => return self.add_choice(None, &[], Span { source: crate::source::SourceId(0), start: 0, end: 0 }),
        };
        let values: Vec<ValueDecl> = values.iter().map(|name| ValueDecl { name: name.clone(), label: None }).collect();
        self.add_choice(None, &values, span)
    }

    fn named_type(&mut self, name: &Name) -> Type {
        if let Some((_, ty)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name.value) {
            return *ty;
        }
        self.used.types.insert(name.value.clone());
        let choice = self.charter.choices.iter().position(|choice| choice.name.as_deref() == Some(&name.value));
        if let Some(at) = choice {
            return Type::Choice(ChoiceId::at(at));
        }
        let record = self.charter.records.iter().skip(1).position(|record| record.name == name.value);
        if let Some(at) = record {
            return Type::Record(RecordId::at(at + 1));
        }
        if self.is_unread(&name.value) {
            return Type::Unknown;
        }
        let declared = self.charter.records.iter().skip(1).map(|record| record.name.as_str());
        let choices = self.charter.choices.iter().filter_map(|choice| choice.name.as_deref());
        let names: Vec<&str> = BUILT_IN.iter().map(|(built_in, _)| *built_in).chain(declared).chain(choices).collect();
        let diagnostic = self
            .at(Code::UnknownType, name.span, format!("no type `{}` is declared", name.value), "unknown type")
            .with_suggestion(&name.value, names)
            .with_help("types are yes_no, text, key, count, number, percent, money, duration, date, period, `quantity UNIT`, `one of …`, `set of …`, `list of …`, and the records and choices you declare");
        self.report(diagnostic);
        Type::Unknown
    }

    fn record_named(&mut self, name: &Name) -> Option<RecordId> {
        match self.named_type(name) {
            Type::Record(record) => Some(record),
            Type::Unknown => None,
            _ => {
                let diagnostic = self
                    .at(
                        Code::UnknownType,
                        name.span,
                        format!("`{}` is not a record", name.value),
                        "a record is expected here",
                    )
                    .with_help("`define NAME of RECORD` adds a value to each record of that type");
                self.report(diagnostic);
                None
            }
        }
    }

    /// A record that contains itself has no end.
    fn refuse_recursion(&mut self, declared: &[&RecordDecl]) {
        let parts = |record: &Record| -> Vec<usize> {
            let inner = |field: &Field| match field.ty {
                Type::Record(id) | Type::List(id) => Some(id.index()),
                _ => None,
            };
            record.fields.iter().filter_map(inner).collect()
        };
        let edges: Vec<Vec<usize>> = self.charter.records.iter().map(parts).collect();
        for (at, record) in declared.iter().enumerate() {
            let start = at + 1;
            let mut seen = vec![false; edges.len()];
            let mut todo = edges.get(start).cloned().unwrap_or_default();
            while let Some(next) = todo.pop() {
                if next == start {
                    let message = format!("a `{}` contains a `{}`", record.name.value, record.name.value);
                    let diagnostic = self
                        .at(Code::RecursiveRecord, record.name.span, message, "contains itself")
                        .with_help("let the inner one name the outer by its key instead");
                    self.report(diagnostic);
                    if let Some(record) = self.charter.records.get_mut(start) {
                        record.fields.retain(|field| !matches!(field.ty, Type::Record(_) | Type::List(_)));
                    }
                    break;
                }
                if let Some(flag) = seen.get_mut(next).filter(|flag| !**flag) {
                    *flag = true;
                    todo.extend(edges.get(next).into_iter().flatten());
                }
            }
        }
    }

    /// Each name stands for one thing among its like.
    fn refuse_duplicates(&mut self, syntax: &Syntax) {
        let mut spaces: BTreeMap<(&'static str, String), Span> = BTreeMap::new();
        let heads: Vec<(String, Span)> = self
            .charter
            .records
            .first()
            .map(|profile| {
                profile.fields.iter().filter_map(|field| Some((field.path.first()?.clone(), field.span))).collect()
            })
            .unwrap_or_default();
        for (head, span) in heads {
            spaces.entry(("name", head)).or_insert(span);
        }
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Source(source) => self.declare_name(&mut spaces, "source", &source.id),
                Declaration::Unit(unit) => self.declare_name(&mut spaces, "unit", unit),
                Declaration::Choice(choice) => self.declare_type(&mut spaces, &choice.name),
                Declaration::Record(record) => self.declare_type(&mut spaces, &record.name),
                Declaration::Setting(setting) => {
                    self.refuse_reserved(&setting.name, "setting");
                    self.declare_name(&mut spaces, "name", &setting.name);
                }
                Declaration::Define(define) => {
                    self.refuse_reserved(&define.name, "definition");
                    if define.of.is_none() {
                        self.declare_name(&mut spaces, "name", &define.name);
                    }
                }
                Declaration::Principle(principle) => {
                    self.declare_id(&mut spaces, &principle.id);
                    for criterion in &principle.criteria {
                        self.declare_id(&mut spaces, &criterion.id);
                    }
                }
                Declaration::Award(award) => {
                    if award.id.value == "none" {
                        let diagnostic = self
                            .at(
                                Code::ReservedName,
                                award.id.span,
                                "an award cannot be called `none`",
                                "`none` means no award",
                            )
                            .with_help("choose another id");
                        self.report(diagnostic);
                    }
                    self.declare_name(&mut spaces, "award", &award.id);
                }
                Declaration::Head(_) | Declaration::Profile(_) | Declaration::Limit(_) | Declaration::Example(_) => {}
            }
        }
        self.refuse_record_defines();
    }

    fn declare_type(&mut self, spaces: &mut BTreeMap<(&'static str, String), Span>, name: &Name) {
        if BUILT_IN.iter().any(|(built_in, _)| *built_in == name.value) || name.value == "profile" {
            let diagnostic = self
                .at(Code::HidingName, name.span, format!("`{}` is a type already", name.value), "built in")
                .with_help("choose another name");
            self.report(diagnostic);
        }
        self.declare_name(spaces, "type", name);
    }

    fn declare_id(&mut self, spaces: &mut BTreeMap<(&'static str, String), Span>, id: &Name) {
        if matches!(id.value.as_str(), "award" | "score" | "evidenced" | "every" | "no") {
            let diagnostic = self
                .at(
                    Code::ReservedName,
                    id.span,
                    format!("`{}` cannot be an id", id.value),
                    "has a meaning of its own in `needs` and `then`",
                )
                .with_help("choose another id");
            self.report(diagnostic);
        }
        self.declare_name(spaces, "id", id);
    }

    fn declare_name(&mut self, spaces: &mut BTreeMap<(&'static str, String), Span>, space: &'static str, name: &Name) {
        let first = *spaces.entry((space, name.value.clone())).or_insert(name.span);
        if first != name.span {
            let diagnostic = self
                .at(
                    Code::DuplicateName,
                    name.span,
                    format!("`{}` is declared twice", name.value),
                    "declared again here",
                )
                .with_label(&self.charter.sources, first, "first declared here")
                .with_help("give one of them another name; no name hides another");
            self.report(diagnostic);
        }
    }

    /// A definition of a record may not share a name with its fields or another definition of it.
    fn refuse_record_defines(&mut self) {
        let mut seen: BTreeMap<(RecordId, String), Span> = BTreeMap::new();
        let defines: Vec<(RecordId, Name)> =
            self.charter.defines.iter().filter_map(|define| Some((define.of?, define.syntax.name.clone()))).collect();
        for (record, name) in defines {
            let fields = self.charter.records.get(record.index()).map(|record| &record.fields);
            let field = fields.and_then(|fields| fields.iter().find(|field| field.path.first() == Some(&name.value)));
            let first = match field {
                Some(field) => field.span,
                None => *seen.entry((record, name.value.clone())).or_insert(name.span),
            };
            if first != name.span {
                let diagnostic = self
                    .at(
                        Code::DuplicateName,
                        name.span,
                        format!("`{}` is declared twice for this record", name.value),
                        "declared again here",
                    )
                    .with_label(&self.charter.sources, first, "first declared here")
                    .with_help("give one of them another name");
                self.report(diagnostic);
            }
        }
    }

    /// The same name twice in one list.
    pub(super) fn refuse_repeats(&mut self, names: &[Name], what: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            let first = *seen.entry(&name.value).or_insert(name.span);
            if first != name.span {
                let diagnostic = self
                    .at(
                        Code::DuplicateName,
                        name.span,
                        format!("the {what} `{}` stands twice", name.value),
                        "again here",
                    )
                    .with_label(&self.charter.sources, first, "first here")
                    .with_help("remove one of them");
                self.report(diagnostic);
            }
        }
    }
}

/// The number of cells a record takes; none if it is too large.
fn width(records: &[Record], at: usize, depth: usize, widths: &mut Vec<Option<usize>>) -> Option<usize> {
    if let Some(known) = widths.get(at).copied().flatten() {
        return Some(known);
    }
    let mut total = 0_usize;
    for field in &records.get(at)?.fields {
        total += match field.ty {
            Type::Record(_) if depth >= MAX_NESTING => return None,
            Type::Record(inner) => 1 + width(records, inner.index(), depth + 1, widths)?,
            _ => 1,
        };
        if total > MAX_WIDTH {
            return None;
        }
    }
    *widths.get_mut(at)? = Some(total);
    Some(total)
}
