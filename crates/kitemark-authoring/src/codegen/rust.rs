//! The structure in Rust.

use askama::Template;
use kitemark_dsl::markdown::escape;
use kitemark_report::template::filled;

use super::model::{self, FieldType, Model};
use super::names::{Names, pascal, snake};

/// Words that cannot name a field, of every edition.
const WORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[derive(Template)]
#[template(path = "codegen/profile.rs", escape = "none")]
struct Source<'m> {
    title: String,
    edition: &'m str,
    /// What an amount begins with.
    currency: String,
    units: &'m [model::Unit],
    choices: Vec<Choice<'m>>,
    shapes: Vec<Shape<'m>>,
}

struct Choice<'m> {
    name: &'m str,
    doc: String,
    variants: Vec<Variant<'m>>,
}

struct Variant<'m> {
    name: String,
    written: &'m str,
    doc: String,
}

struct Shape<'m> {
    name: &'m str,
    doc: String,
    fields: Vec<Field>,
}

impl Shape<'_> {
    /// Whether it can be made of nothing.
    fn has_default(&self) -> bool {
        self.fields.iter().all(|field| !field.required)
    }
}

struct Field {
    name: String,
    doc: String,
    ty: String,
    required: bool,
    /// What `serde` is told of it.
    serde: String,
}

pub(super) fn source(model: &Model) -> String {
    filled(&Source {
        title: escape(&model.title),
        edition: &model.edition,
        currency: model.currency_sign(),
        units: &model.units,
        choices: model.choices.iter().map(choice).collect(),
        shapes: model.shapes.iter().map(shape).collect(),
    })
}

fn choice(choice: &model::Choice) -> Choice<'_> {
    let mut names = Names::without(&["Self"]);
    let variants = choice.values.iter().map(|value| Variant {
        name: names.fresh(pascal(&value.written)),
        written: &value.written,
        doc: escape(&value.doc),
    });
    Choice { name: &choice.name, doc: escape(&choice.doc), variants: variants.collect() }
}

fn shape(shape: &model::Shape) -> Shape<'_> {
    let mut names = Names::default();
    let fields = shape.fields.iter().map(|field| {
        let name = names.fresh(snake(&field.key, WORDS));
        let mut serde = Vec::new();
        if name != field.key {
            serde.push(format!("rename = \"{}\"", field.key));
        }
        serde.extend(attributes(field));
        Field { name, doc: escape(&field.doc), ty: of_field(field), required: field.required, serde: serde.join(", ") }
    });
    Shape { name: &shape.name, doc: escape(&shape.doc), fields: fields.collect() }
}

/// How a field is left out, and read where there is more than one way to write it.
fn attributes(field: &model::Field) -> Vec<String> {
    if field.required {
        return Vec::new();
    }
    let (is_out, reader) = match &field.ty {
        FieldType::Group(name) => (format!("{name}::is_unanswered"), Some("or_default")),
        FieldType::YesNo => ("Option::is_none".to_owned(), Some("yes_or_no")),
        FieldType::Count => ("Option::is_none".to_owned(), Some("count")),
        FieldType::Set(_) | FieldType::Texts => ("Option::is_none".to_owned(), Some("one_or_many")),
        _ => ("Option::is_none".to_owned(), None),
    };
    let reader = reader.map(|reader| format!("deserialize_with = \"{reader}\""));
    ["default".to_owned(), format!("skip_serializing_if = \"{is_out}\"")].into_iter().chain(reader).collect()
}

fn of_field(field: &model::Field) -> String {
    let ty = match &field.ty {
        FieldType::Group(name) => return name.clone(),
        FieldType::YesNo => "bool".to_owned(),
        FieldType::Text => "String".to_owned(),
        FieldType::Texts => "Vec<String>".to_owned(),
        FieldType::Count => "u64".to_owned(),
        FieldType::Number => "Number".to_owned(),
        FieldType::Date => "Date".to_owned(),
        FieldType::Set(name) => format!("std::collections::BTreeSet<{name}>"),
        FieldType::List(name) => format!("Vec<{name}>"),
        FieldType::Written(name) | FieldType::Choice(name) | FieldType::Record(name) => name.clone(),
    };
    if field.required { ty } else { format!("Option<{ty}>") }
}
