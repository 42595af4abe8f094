//! Labels of fields: the questions that commissioners read.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::charter::{Charter, FieldId, RecordId, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Declaration, FieldDecl};

use super::Finding;
use super::omission::{self, Place};
use crate::workshop::Workshop;

/// An optional field that rules read: leaving it out is an answer, and nothing says which.
pub(super) fn missing_label(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    let read = fields_read(charter);
    let mut found = Vec::new();
    for (record, each) in (0..).map(RecordId).zip(charter.records()) {
        for (at, field) in (0..).map(FieldId).zip(&each.fields) {
            if field.label.is_none() && omission::is_silent_answer(field) && read.contains(&(record, at)) {
                let path = field.path.join(".");
                let message = format!("nothing says what it means to leave out `{path}`");
                found.push(
                    Finding::at(workshop, Code::MissingLabel, field.span, message, "optional, without a label")
                        .with_help("add a label that says so, as in `\"… left out: there is none\"`"),
                );
            }
        }
    }
    found
}

/// The fields that rules and definitions look at.
fn fields_read(charter: &Charter) -> BTreeSet<Place> {
    omission::fields_of_paths(charter).into_values().filter_map(|mut fields| fields.pop()).collect()
}

/// A label that speaks of another kind of value than the field holds.
pub(super) fn label_contradicts_type(workshop: &Workshop) -> Vec<Finding> {
    let fields = workshop.syntax().declarations.iter().flat_map(|declaration| match declaration {
        Declaration::Record(record) => record.fields.as_slice(),
        Declaration::Profile(profile) => profile.fields.as_slice(),
        _ => &[],
    });
    let checked = workshop.charter().records().iter().flat_map(|record| &record.fields);
    let types: BTreeMap<Span, Type> = checked.map(|field| (field.span, field.ty)).collect();
    fields.filter_map(|field| contradiction(workshop, field, *types.get(&field.span)?)).collect()
}

fn contradiction(workshop: &Workshop, field: &FieldDecl, ty: Type) -> Option<Finding> {
    let label = field.label.as_ref()?;
    let (said, better) = said_otherwise(&label.value, ty)?;
    let path: Vec<&str> = field.path.iter().map(|name| name.value.as_str()).collect();
    let message = format!("the label of `{}` speaks of {said}, its type does not", path.join("."));
    Some(
        Finding::at(workshop, Code::LabelContradictsType, label.span, message, format!("speaks of {said}"))
            .with_help(format!("make it a field of type `{better}`, or mend the label")),
    )
}

/// What a label speaks of, and the type that holds it, where the field has another.
///
/// Only plain numbers and answers of yes or no can be mistaken for something else: all other types carry their unit.
fn said_otherwise(label: &str, ty: Type) -> Option<(&'static str, &'static str)> {
    let label = label.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| holds_phrase(&label, phrase));
    match ty {
        Type::Number | Type::Count if says(&["per cent", "percent", "percentage", "%"]) => {
            Some(("a percentage", "percent"))
        }
        Type::Number | Type::Count if says(&["in days", "in weeks", "in months", "in years"]) => {
            Some(("a length of time", "duration"))
        }
        Type::Number | Type::Count if says(&["£", "in pounds", "in thousands of pounds"]) => Some(("money", "money")),
        Type::YesNo if says(&["how many", "number of"]) => Some(("a number", "count")),
        Type::Percent | Type::Money | Type::Duration if says(&["how many"]) => Some(("a number", "count")),
        Type::Text if says(&["yes or no"]) => Some(("yes or no", "yes_no")),
        _ => None,
    }
}

/// Whether a text has a phrase that no letter goes on with: `percent` is not said by `percentile`.
fn holds_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|text| text.chars().next());
        let is_word = phrase.starts_with(char::is_alphabetic);
        !is_word || ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
