//! Profiles with one answer changed.

use std::sync::Arc;

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::Source;
use kitemark_dsl::value::{Kind, Literal};
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::document::{Change, Document};
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::survey::Measure;

/// A profile with one answer changed, ready to judge.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Trial {
    /// The field that was changed.
    pub path: String,
    /// What it says now, as a `given` of an example writes it.
    pub written: String,
    /// The profile.
    pub facts: Arc<Facts>,
}

/// The profile of `document` with `path` changed; none where it has no such place.
pub(crate) fn with(engine: &Engine, document: &Document, path: &str, change: Change) -> Option<Trial> {
    let target: ProfilePath = path.parse().ok()?;
    let written = given(&change);
    let mut document = document.clone();
    let source = Source::new("change", written.as_str());
    let charter = engine.charter();
    document.set(&target, source, 0..written.len(), change, |list| charter.list_key(list)).ok()?;
    let facts = engine.bind(&document, None).ok()?.facts;
    Some(Trial { path: path.to_owned(), written, facts })
}

/// A change as a `given` of an example writes it.
pub(crate) fn given(change: &Change) -> String {
    match change {
        Change::Remove => "unanswered".to_owned(),
        Change::Empty => "empty".to_owned(),
        Change::Scalar(value) => value.clone(),
        Change::Sequence(values) => values.join(", "),
    }
}

/// A measure as a profile writes it in a field of this type; none where the type cannot hold it.
pub(crate) fn written(charter: &Charter, ty: Type, measure: Measure) -> Option<String> {
    let kind = charter.scalar_kind(ty)?;
    let literal = match (measure, &kind) {
        (Measure::Amount(number), Kind::Percent) => Literal::Percent(number),
        (Measure::Amount(number), Kind::Money(currency)) => Literal::Money(*currency, number),
        (Measure::Amount(number), Kind::Quantity(unit)) => Literal::Quantity(number, unit.clone()),
        (Measure::Amount(number), _) => Literal::Number(number),
        (Measure::Duration(duration), _) => Literal::Duration(duration),
        (Measure::Date(date), _) => Literal::Date(date),
        (Measure::PeriodEnd(period) | Measure::PeriodStart(period), _) => Literal::Period(period),
        _ => return None,
    };
    // Not every number can be written as a decimal, nor every value be held by the field.
    let text = literal.to_string();
    (Literal::read_as(&text, &kind).ok()? == literal).then_some(text)
}
