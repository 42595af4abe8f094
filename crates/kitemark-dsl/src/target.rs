//! What a profile path leads to, by the charter's declarations.

use crate::charter::{Charter, Field, Place, Record, RecordId, Type};
use crate::diagnostic::Diagnostic;
use crate::path::{ProfilePath, Step};

/// What a [`ProfilePath`] leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// A declared field.
    Field(Type),
    /// An item of a list.
    Item(RecordId),
    /// A mapping on the way to fields, such as `review` of `review.every`.
    Group,
    /// A place that the engine reads by itself: evidence, exemptions, schema.
    Free,
}

/// Why a path leads nowhere.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Lost<'c> {
    /// What is wrong, in words.
    pub message: String,
    /// The name that is not known.
    pub written: String,
    /// The record whose fields are.
    record: Option<&'c Record>,
}

impl Lost<'_> {
    /// Asks "did you mean", where a field that is known is called much like it.
    pub fn suggest(&self, diagnostic: Diagnostic) -> Diagnostic {
        let fields = self.record.map_or(&[][..], |record| &record.fields);
        let known: Vec<String> = fields.iter().map(|field| field.path.join(".")).collect();
        diagnostic.with_suggestion(&self.written, known.iter().map(String::as_str))
    }

    /// Adds the way out to a diagnostic that says so: "did you mean", or how places are named.
    pub fn help(&self, diagnostic: Diagnostic) -> Diagnostic {
        let suggested = self.suggest(diagnostic);
        if suggested.help.is_empty() {
            suggested.with_help(
                "name a field of the profile; a record of a list stands in brackets, as in `list[key].field`",
            )
        } else {
            suggested
        }
    }
}

impl Charter {
    /// What `path` leads to in a profile of this charter.
    pub fn target(&self, path: &ProfilePath) -> Result<Target, Lost<'_>> {
        self.follow(path).map(|(target, _)| target)
    }

    /// The field that `path` leads to; none where it leads nowhere, or to something else.
    pub fn field_at(&self, path: &ProfilePath) -> Option<&Field> {
        self.follow(path).ok()?.1
    }

    /// The target of a path, with the field that it leads to, if it is one.
    fn follow(&self, path: &ProfilePath) -> Result<(Target, Option<&Field>), Lost<'_>> {
        let mut target = Target::Item(RecordId::PROFILE);
        let mut field = None;
        let mut names: Vec<&str> = Vec::new(); // of the field being gathered, below the last record
        let mut record = RecordId::PROFILE;
        for (at, step) in path.steps().iter().enumerate() {
            target = match (step, target) {
                (_, Target::Free) => Target::Free,
                (Step::Field(name), _)
                    if name == "evidence" || (at == 0 && (name == "exemptions" || name == "schema")) =>
                {
                    field = None;
                    Target::Free
                }
                (Step::Field(name), Target::Item(_) | Target::Group | Target::Field(Type::Record(_))) => {
                    if let Target::Field(Type::Record(inner)) = target {
                        record = inner;
                    }
                    names.push(name);
                    let part = self.part(record, &names).ok_or_else(|| self.lost_field(record, &names))?;
                    if part.0 != Target::Group {
                        names.clear();
                    }
                    field = part.1;
                    part.0
                }
                (Step::Item(_), Target::Field(Type::List(item))) => {
                    record = item;
                    field = None;
                    names.clear();
                    Target::Item(item)
                }
                (Step::Field(name), Target::Field(Type::List(_))) => {
                    return Err(lost(
                        format!("`{path}` goes through a list: say which item in brackets before `.{name}`"),
                        name,
                    ));
                }
                (Step::Item(item), _) => {
                    return Err(lost(format!("`[{item}]` picks an item, but what stands before it is no list"), item));
                }
                (Step::Field(name), Target::Field(_)) => {
                    return Err(lost(format!("`{name}` lies in a field that has no parts"), name));
                }
            };
        }
        Ok((target, field))
    }

    /// The name of the key field of the list that `path` leads to.
    pub fn list_key(&self, path: &ProfilePath) -> Option<&str> {
        let Ok(Target::Field(Type::List(record))) = self.target(path) else { return None };
        let record = self.records().get(record.index())?;
        record.fields.get(record.key?.index())?.path.first().map(String::as_str)
    }

    /// A field, or a group of fields, of `record`.
    fn part(&self, record: RecordId, names: &[&str]) -> Option<(Target, Option<&Field>)> {
        let record = self.records().get(record.index())?;
        match record.follow(names)? {
            (Place::Field(_), taken) if taken < names.len() => None,
            (Place::Field(id), _) => record.fields.get(id.index()).map(|field| (Target::Field(field.ty), Some(field))),
            (Place::Group(_), _) => Some((Target::Group, None)),
        }
    }

    fn lost_field(&self, record: RecordId, names: &[&str]) -> Lost<'_> {
        let written = names.join(".");
        let known = self.records().get(record.index());
        let what = known.map_or("", |known| known.name.as_str());
        let what = if record == RecordId::PROFILE { "the profile".to_owned() } else { format!("`{what}`") };
        Lost { message: format!("{what} has no field `{written}`"), record: known, written }
    }
}

fn lost(message: String, written: &str) -> Lost<'static> {
    Lost { message, written: written.to_owned(), record: None }
}
