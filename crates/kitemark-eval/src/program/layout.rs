//! Where the fields of records lie: every record is a row of cells, records in place are laid out within their row.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Charter, FieldId, RecordId, Type};

use super::value::Value;
use crate::profile::facts::Content;

/// A cell's place in a row.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// The path from the record, through records in place: `payment.pbr_share`.
    pub(crate) path: String,
    pub(crate) ty: Type,
}

/// What a key of a mapping leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    Field(FieldId),
    /// A mapping on the way to fields, by its number among the record's groups.
    Group(usize),
}

/// A mapping of a record: the record itself (0), or one on the way to dotted fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) keys: BTreeMap<String, Key>,
    /// All fields within it, however deep.
    pub(crate) fields: Vec<FieldId>,
}

/// How the rows of a record are laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub(crate) columns: Vec<Column>,
    /// The column of each field; a record in place starts with a cell that says whether it is there.
    pub(crate) offsets: Vec<u32>,
    pub(crate) groups: Vec<Group>,
    /// What the cells say where nothing is written.
    pub(crate) blank: Vec<Content>,
}

impl Layout {
    pub(crate) fn width(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn offset(&self, field: FieldId) -> u32 {
        self.offsets.get(field.index()).copied().unwrap_or_default()
    }
}

/// The layouts of a charter's records.
#[derive(Debug, Clone)]
pub(crate) struct Layouts(Vec<Layout>);

impl Layouts {
    pub(crate) fn new(charter: &Charter) -> Self {
        let mut done: Vec<Option<Layout>> = vec![None; charter.records().len()];
        for at in 0..done.len() {
            lay_out(charter, at, &mut done);
        }
        Self(done.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// The layout of a record of this charter.
    pub(crate) fn of(&self, record: RecordId) -> &Layout {
        const EMPTY: &Layout =
            &Layout { columns: Vec::new(), offsets: Vec::new(), groups: Vec::new(), blank: Vec::new() };
        self.0.get(record.index()).unwrap_or(EMPTY)
    }
}

/// Lays out a record after the records in place within it; the checker has made sure that there is an end.
fn lay_out(charter: &Charter, at: usize, done: &mut Vec<Option<Layout>>) {
    if done.get(at).is_none_or(Option::is_some) {
        return;
    }
    let Some(record) = charter.records().get(at) else { return };
    let mut layout = Layout { groups: vec![Group::default()], ..Layout::default() };
    for (position, field) in record.fields.iter().enumerate() {
        let path = field.path.join(".");
        layout.offsets.push(layout.width());
        layout.columns.push(Column { path: path.clone(), ty: field.ty });
        // A cell within an absent record in place is as absent as the record: nothing if that is optional.
        let absent = |ty| if field.optional { silence(ty) } else { Content::Unanswered };
        layout.blank.push(absent(field.ty));
        if let Type::Record(inner) = field.ty {
            lay_out(charter, inner.index(), done);
            let inner =
                done.get(inner.index()).and_then(Option::as_ref).map(|inner| inner.columns.clone()).unwrap_or_default();
            layout.blank.extend(inner.iter().map(|column| absent(column.ty)));
            layout
                .columns
                .extend(inner.into_iter().map(|column| Column { path: format!("{path}.{}", column.path), ..column }));
        }
        add_key(&mut layout.groups, &field.path, FieldId(u32::try_from(position).unwrap_or(u32::MAX)));
    }
    if let Some(slot) = done.get_mut(at) {
        *slot = Some(layout);
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

fn add_key(groups: &mut Vec<Group>, path: &[String], field: FieldId) {
    let mut group = 0;
    for (depth, name) in path.iter().enumerate() {
        let last = depth + 1 == path.len();
        let next = groups.len();
        let Some(current) = groups.get_mut(group) else { return };
        current.fields.push(field);
        if last {
            current.keys.insert(name.clone(), Key::Field(field));
            return;
        }
        match current.keys.get(name) {
            Some(Key::Group(known)) => group = *known,
            _ => {
                current.keys.insert(name.clone(), Key::Group(next));
                groups.push(Group::default());
                group = next;
            }
        }
    }
}
