//! What is found when all is read: the day, the exemptions, whom the profile speaks of.

use std::sync::OnceLock;

use super::*;

/// The problems of a profile by their places.
fn by_place(problems: Problems) -> Vec<Diagnostic> {
    problems.sorted_by_key(|each| (each.labels.first().map(|label| label.range.start), each.code))
}

impl Binder<'_> {
    /// The profile's day, which everything rests on.
    pub(super) fn as_of(&mut self, given: Option<Date>) -> Option<(Date, u32)> {
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

    pub(super) fn finish(
        mut self,
        day: Option<(Date, u32)>,
        exemptions: Vec<(super::exemption::Exemption, &Node)>,
    ) -> Result<Bound, Vec<Diagnostic>> {
        let Some((as_of, as_of_cell)) = day else {
            let root = self.document.root().span;
            // If it is there and cannot be read, that has been said.
            if self.document.root().get("as_of").is_none_or(|node| matches!(node.kind, NodeKind::Null)) {
                let start = Span { end: root.start, ..root };
                let diagnostic = self
                    .at(Code::MissingAsOf, start, "the profile does not say its day".into(), "no `as_of` here")
                    .with_help("add `as_of: 2026-04-01`: the day the answers speak of, and the today of every rule");
                self.report(diagnostic);
            }
            return Err(by_place(self.problems));
        };
        self.warn_before_force(as_of, as_of_cell);
        let exemptions =
            exemptions.into_iter().map(|(exemption, node)| self.place_exemption(exemption, node)).collect();
        let subject = self.subject();
        let facts = Arc::new(Facts {
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
            source: self.document.source(),
            sha256: OnceLock::new(),
            slots: OnceLock::new(),
        });
        Ok(Bound { facts, diagnostics: by_place(self.problems) })
    }

    /// A charter may be held against an earlier time, but the reader should know.
    fn warn_before_force(&mut self, as_of: Date, cell: u32) {
        let Some(from) = self.charter.in_force().filter(|from| as_of < *from) else { return };
        let span = self.cells.get(cell as usize).and_then(|cell| cell.span).unwrap_or(self.document.root().span);
        let message = format!("the charter is in force from {from}, but the profile speaks of {as_of}");
        let diagnostic = self
            .at(Code::BeforeForce, span, message, "an earlier day")
            .with_help("it is scored all the same, by rules that did not yet bind anybody");
        self.report(diagnostic);
    }

    pub(super) fn place_exemption(
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
            exemption.id = None;
            if self.problems.passes_over() {
                return exemption;
            }
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
        }
        exemption
    }

    /// The records of a list of the profile, by path; looked up once for all exemptions.
    pub(super) fn rows_of(&mut self, list: Option<u32>, column: Option<&str>) -> Rc<BTreeMap<String, u32>> {
        let (Some(list), Some(column)) = (list, column) else { return Rc::default() };
        if let Some(known) = self.named_rows.get(&list) {
            return Rc::clone(known);
        }
        let rows = self.rows.iter().filter(|row| row.list == list && row.record != RecordId::PROFILE);
        let named: BTreeMap<String, u32> = rows.map(|row| (format!("{column}[{}]", row.name), row.start)).collect();
        Rc::clone(self.named_rows.entry(list).or_insert(Rc::new(named)))
    }

    /// The first text of the profile names whom it speaks of.
    pub(super) fn subject(&self) -> Option<String> {
        let layout = self.layout(RecordId::PROFILE);
        let at = layout.columns.iter().position(|column| matches!(column.ty, Type::Text))?;
        match self.cells.get(at)?.content {
            Content::Value(Value::Text(text)) => Some(self.texts.get(text).to_owned()),
            _ => None,
        }
    }
}
