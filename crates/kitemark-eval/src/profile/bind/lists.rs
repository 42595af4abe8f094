//! Lists of records, and the keys that name them.

use super::*;

impl Binder<'_> {
    pub(super) fn list(&mut self, node: &Node, place: Place<'_>, record: RecordId, at: u32) {
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
            let name = self.name(item, record, place_in_list);
            self.rows.push(Row { start, record, list: at, name, span: Some(item.span) });
        }
        for (place_in_list, item) in items.iter().enumerate() {
            let start = first + u32::try_from(place_in_list).unwrap_or(u32::MAX).saturating_mul(width);
            let name = || Step::Item(self.name(item, record, place_in_list));
            let covers = place.covers.and_then(|covers| covers.child(name));
            self.item(item, Place { record, start, coverage: place.coverage, covers });
        }
        self.put(at, Content::Rows { first, count: u32::try_from(items.len()).unwrap_or(u32::MAX) }, node.span);
        if let Some(key) = key {
            self.refuse_repeated_keys(items, record, first, width, key);
        }
    }

    pub(super) fn item(&mut self, item: &Node, place: Place<'_>) {
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

    /// How a record is called: by its key, or by its place from 1.
    fn name(&self, item: &Node, record: RecordId, place_in_list: usize) -> String {
        self.key_text(item, record).map_or_else(|| (place_in_list + 1).to_string(), str::to_owned)
    }

    pub(super) fn key_text<'n>(&self, item: &'n Node, record: RecordId) -> Option<&'n str> {
        let record = self.charter.records().get(record.index())?;
        let key = record.fields.get(record.key?.index())?;
        item.get(key.path.first()?)?.text().filter(|text| !text.is_empty())
    }

    /// A key names one record of its list. Rules that read a key used twice cannot be judged.
    pub(super) fn refuse_repeated_keys(&mut self, items: &[Node], record: RecordId, first: u32, width: u32, key: u32) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            let Some(text) = self.key_text(item, record) else { continue };
            let Some(earlier) = seen.get(text).copied() else {
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
}
