//! The structure in TypeScript. Any word may be a key there, so that keys stay as they are.

use askama::Template;
use kitemark_dsl::visible::visible;
use kitemark_report::template::filled;

use super::model::{Field, FieldType, Model};

#[derive(Template)]
#[template(path = "codegen/profile.ts", escape = "none")]
struct Source<'m> {
    model: &'m Model,
    /// What an amount begins with.
    currency: String,
}

pub(super) fn source(model: &Model) -> String {
    filled(&Source { model, currency: model.currency_sign() })
}

/// A text within a comment, which it cannot end.
fn comment(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ").replace("*/", "*\\/")
}

fn of_field(field: &Field) -> String {
    match &field.ty {
        FieldType::YesNo => "boolean".to_owned(),
        FieldType::Text => "string".to_owned(),
        FieldType::Texts => "string[]".to_owned(),
        FieldType::Count => "number".to_owned(),
        FieldType::Number => "Decimal".to_owned(),
        FieldType::Date => "Date".to_owned(),
        FieldType::Set(name) | FieldType::List(name) => format!("{name}[]"),
        FieldType::Written(name) | FieldType::Choice(name) | FieldType::Record(name) | FieldType::Group(name) => {
            name.clone()
        }
    }
}
