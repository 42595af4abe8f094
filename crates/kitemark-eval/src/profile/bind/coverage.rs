//! Which documents cover which claims.

use super::*;

impl Binder<'_> {
    /// Gives the cells of a field, and of a record in place there, another coverage.
    pub(super) fn cover_field(&mut self, place: Place<'_>, field: FieldId, coverage: u32) {
        let start = (place.start + self.layout(place.record).offset(field)) as usize;
        let width = self.field_width(place.record, field);
        for cell in self.cells.iter_mut().skip(start).take(width) {
            cell.coverage = coverage;
        }
    }

    pub(super) fn field_width(&self, record: RecordId, field: FieldId) -> usize {
        match self.field_type(record, field) {
            Type::Record(inner) => 1 + self.layout(inner).columns.len(),
            _ => 1,
        }
    }

    /// The coverage of a place: its own evidence, or else what is around it.
    pub(super) fn coverage(&mut self, node: Option<&Node>, covers: Option<&Covers>, around: u32) -> u32 {
        let mut documents: Vec<usize> = covers.map(|covers| covers.documents().to_vec()).unwrap_or_default();
        let named = node.and_then(|node| node.get("evidence"));
        if let Some(named) = named {
            documents.extend(self.named_documents(named));
        } else if documents.is_empty() {
            return around;
        }
        self.coverage_of(documents)
    }

    pub(super) fn coverage_of(&mut self, documents: Vec<usize>) -> u32 {
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

    /// A document that covers a record which is not there covers nothing.
    pub(super) fn refuse_lost_covers(&mut self, covers: &Covers) {
        for lost in covers.lost() {
            let message = format!("the profile has no `{}`", lost.value);
            let diagnostic = self
                .at(Code::NoSuchPath, lost.span, message, "covers nothing")
                .with_help("a record is named by its key in brackets, or by its place, from 1, if it has none");
            self.report(diagnostic);
        }
    }

    /// The documents that an `evidence` key names.
    pub(super) fn named_documents(&mut self, node: &Node) -> Vec<usize> {
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
            if self.problems.passes_over() {
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

    /// Documents may cover fields that are not written at all.
    pub(super) fn cover_by_path(&mut self, keys: &Group, place: Place<'_>, layout: &Layout) {
        let Some(covers) = place.covers.filter(|covers| !covers.is_leaf()) else { return };
        for (name, key) in &keys.keys {
            let Some(child) = covers.child(|| Step::Field(name.clone())) else { continue };
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
}
