//! The structure in Python.

use askama::Template;
use kitemark_dsl::visible::visible;
use kitemark_report::template::filled;

use super::model::{self, FieldType, Model};
use super::names::{Names, snake};

/// Words that cannot name an attribute, and those that the classes need for something else.
const WORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "bool", "break", "class", "continue", "datetime", "def", "del", "elif",
    "else", "except", "field", "finally", "for", "from", "global", "if", "import", "in", "int", "is", "lambda", "list",
    "nonlocal", "not", "or", "pass", "raise", "return", "str", "to_dict", "to_json", "try", "while", "with", "yield",
];

#[derive(Template)]
#[template(path = "codegen/profile.py", escape = "none")]
struct Source<'m> {
    model: &'m Model,
    /// What an amount begins with.
    currency: String,
    shapes: Vec<Shape<'m>>,
}

struct Shape<'m> {
    name: &'m str,
    doc: String,
    attributes: Vec<Attribute>,
}

struct Attribute {
    name: String,
    doc: String,
    ty: String,
    /// Nothing for one that has to be there.
    default: String,
}

pub(super) fn source(model: &Model) -> String {
    let shapes = model.shapes.iter().map(shape).collect();
    filled(&Source { model, currency: model.currency_sign(), shapes })
}

fn shape(shape: &model::Shape) -> Shape<'_> {
    let mut names = Names::default();
    let attributes = shape.fields.iter().map(|field| {
        let name = names.fresh(snake(&field.key, WORDS));
        let default = default(field, &name);
        Attribute { name, doc: comment(&field.doc), ty: of_field(field), default }
    });
    Shape { name: &shape.name, doc: docstring(&shape.doc), attributes: attributes.collect() }
}

/// A text within a comment, on one line.
fn comment(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text between three quotation marks.
fn docstring(text: &str) -> String {
    comment(text).replace('\\', "\\\\").replace('"', "\\\"")
}

fn member(written: &str) -> String {
    written.replace('-', "_").to_ascii_uppercase()
}

fn default(field: &model::Field, name: &str) -> String {
    let is_group = matches!(field.ty, FieldType::Group(_));
    let mut metadata = Vec::new();
    if name != field.key {
        metadata.push(format!("\"key\": \"{}\"", field.key));
    }
    if is_group {
        metadata.push("\"group\": True".to_owned());
    }
    let metadata = (!metadata.is_empty()).then(|| format!("metadata={{{}}}", metadata.join(", ")));
    match (&field.ty, metadata) {
        (FieldType::Group(group), Some(metadata)) => format!(" = field(default_factory={group}, {metadata})"),
        (_, Some(metadata)) if field.required => format!(" = field({metadata})"),
        (_, Some(metadata)) => format!(" = field(default=None, {metadata})"),
        _ if field.required => String::new(),
        _ => " = None".to_owned(),
    }
}

fn of_field(field: &model::Field) -> String {
    let ty = match &field.ty {
        FieldType::Group(name) => return name.clone(),
        FieldType::YesNo => "bool".to_owned(),
        FieldType::Text => "str".to_owned(),
        FieldType::Texts => "list[str]".to_owned(),
        FieldType::Count => "int".to_owned(),
        FieldType::Number => "Number".to_owned(),
        FieldType::Date => "datetime.date".to_owned(),
        FieldType::Set(name) => format!("AbstractSet[{name}]"),
        FieldType::List(name) => format!("list[{name}]"),
        FieldType::Written(name) | FieldType::Choice(name) | FieldType::Record(name) => name.clone(),
    };
    if field.required { ty } else { format!("{ty} | None") }
}
