//! Records: their fields, and what a path leads to in them.

use std::collections::HashMap;

use super::{DefineId, FieldId, RecordId, Type};
use crate::source::Span;

/// A record type, or the profile.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Record {
    /// Its name; `profile` for the profile.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The field of type `key`, if it has one.
    pub key: Option<FieldId>,
    /// Its fields and the groups on the way to them, by dotted path.
    places: HashMap<String, Place>,
    /// Its definitions; of several of the same name the first.
    pub(crate) defines: HashMap<String, DefineId>,
}

/// What a dotted path leads to in a record.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    Field(FieldId),
    /// Fields whose paths go on from here; this is the first.
    Group(FieldId),
}

impl Record {
    /// A record without fields.
    pub(crate) fn empty(name: &str, title: Option<String>) -> Self {
        let (places, defines) = (HashMap::new(), HashMap::new());
        Self { name: name.to_owned(), title, fields: Vec::new(), key: None, places, defines }
    }

    /// Adds a field, which lies in no other.
    pub(crate) fn add(&mut self, field: Field) {
        let id = FieldId::at(self.fields.len());
        let path = field.path.join(".");
        for (end, _) in path.match_indices('.') {
            self.places.entry(path.get(..end).unwrap_or_default().to_owned()).or_insert(Place::Group(id));
        }
        self.places.insert(path, Place::Field(id));
        self.fields.push(field);
    }

    /// Drops fields.
    pub(crate) fn keep(&mut self, wanted: impl Fn(&Field) -> bool) {
        self.places.clear();
        let fields = std::mem::take(&mut self.fields);
        fields.into_iter().filter(wanted).for_each(|field| self.add(field));
    }

    /// What names lead to, as far as the first field, and how many they are.
    pub(crate) fn follow(&self, names: &[impl AsRef<str>]) -> Option<(Place, usize)> {
        let mut path = String::new();
        let mut reached = None;
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                path.push('.');
            }
            path.push_str(name.as_ref());
            let place = *self.places.get(&path)?;
            reached = Some((place, at + 1));
            if let Place::Field(_) = place {
                break;
            }
        }
        reached
    }

    /// The first field on the way of these names, or the first that they are on the way to.
    pub(crate) fn first_along(&self, names: &[impl AsRef<str>]) -> Option<&Field> {
        let (Place::Field(id) | Place::Group(id), _) = self.follow(names)?;
        self.fields.get(id.index())
    }
}

/// A field.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Field {
    /// Its dotted path, such as `review.every`.
    pub path: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Whether absence is an answer.
    pub optional: bool,
    /// The question it answers.
    pub label: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// The field path of `record` that `names` begins with; no field lies in another.
pub(crate) fn field_at(records: &[Record], record: RecordId, names: &[&str]) -> Option<(FieldId, usize)> {
    match records.get(record.index())?.follow(names)? {
        (Place::Field(id), taken) => Some((id, taken)),
        (Place::Group(_), _) => None,
    }
}
