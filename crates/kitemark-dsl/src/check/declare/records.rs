//! Records and the profile: their fields, and how they lie within each other.

use super::*;

impl Checker {
    pub(super) fn declare_records(&mut self, syntax: &Syntax) {
        let declared: Vec<&RecordDecl> = syntax
            .declarations
            .iter()
            .filter_map(|each| match each {
                Declaration::Record(record) => Some(record),
                _ => None,
            })
            .collect();
        // The names first, since records speak of each other.
        self.charter.records.push(Record::empty("profile", None));
        for record in &declared {
            let id = RecordId::at(self.charter.records.len());
            self.charter.index.types.entry(record.name.value.clone()).or_insert(Type::Record(id));
            self.charter.records.push(Record::empty(&record.name.value, text_of(&record.title)));
        }
        for (at, record) in declared.iter().enumerate() {
            self.declare_fields(RecordId::at(at + 1), &record.fields);
        }
        self.declare_profile(syntax);
        self.refuse_recursion(&declared);
        self.refuse_wide_records(&declared);
    }

    /// Records in place are laid out within each other, which must not grow without bound.
    pub(super) fn refuse_wide_records(&mut self, declared: &[&RecordDecl]) {
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
            self.charter.records.iter_mut().for_each(|record| record.keep(|_| false));
            return;
        }
    }

    pub(super) fn declare_profile(&mut self, syntax: &Syntax) {
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

    pub(super) fn declare_fields(&mut self, id: RecordId, declared: &[FieldDecl]) {
        let Some(mut record) = self.charter.records.get(id.index()).cloned() else { return };
        for field in declared {
            let ty = self.type_of_field(&field.ty);
            let path: Vec<String> = field.path.iter().map(|name| name.value.clone()).collect();
            if let Some(other) = record.first_along(&path) {
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
                if id == RecordId::PROFILE || record.key.is_some() || field.optional || path.len() > 1 {
                    let diagnostic = self
                        .at(Code::MisplacedClause, field.span, format!("`{}` cannot be a key", path.join(".")), "a key here")
                        .with_help("a record has at most one key, a field of its own that is not optional; the profile has none");
                    self.report(diagnostic);
                } else {
                    record.key = Some(FieldId::at(record.fields.len()));
                }
            }
            record.add(Field { path, ty, optional: field.optional, label: text_of(&field.label), span: field.span });
        }
        if let Some(slot) = self.charter.records.get_mut(id.index()) {
            *slot = record;
        }
    }

    /// `evidence` belongs to the engine in every mapping; `schema` and `exemptions` at the top.
    pub(super) fn refuse_field_name(&mut self, record: RecordId, field: &FieldDecl) {
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

    /// A record that contains itself has no end.
    pub(super) fn refuse_recursion(&mut self, declared: &[&RecordDecl]) {
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
                        record.keep(|field| !matches!(field.ty, Type::Record(_) | Type::List(_)));
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
