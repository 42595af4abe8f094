//! Profiles with one answer changed.

use std::sync::Arc;

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::Source;
use kitemark_dsl::value::{Date, Kind, Literal};

use crate::engine::Engine;
use crate::profile::document::{Change, Document};
use crate::profile::facts::Facts;
use crate::survey::Measure;

/// A profile with one answer changed, ready to judge.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Trial {
    /// The field that was changed.
    pub path: String,
    /// What it says now, as a `given` of an example writes it.
    pub written: String,
    /// The profile as written.
    pub document: Document,
    /// The profile as the charter reads it.
    pub facts: Arc<Facts>,
}

impl Trial {
    /// The profile of `document` with `path` changed; none where it has no such place. `as_of` takes the place of its day.
    pub fn with(engine: &Engine, document: &Document, as_of: Option<Date>, path: &str, change: Change) -> Option<Self> {
        let target: ProfilePath = path.parse().ok()?;
        let written = change.to_string();
        let mut document = document.clone();
        let source = Source::new("change", written.as_str());
        let charter = engine.charter();
        document.set(&target, source, 0..written.len(), change, |list| charter.list_key(list)).ok()?;
        let facts = engine.facts(&document, as_of)?;
        Some(Self { path: path.to_owned(), written, document, facts })
    }
}

/// A measure as a profile writes it in a field of this type; none where the type cannot hold it.
pub fn written(charter: &Charter, ty: Type, measure: Measure) -> Option<String> {
    let kind = charter.scalar_kind(ty)?;
    let literal = match (measure, &kind) {
        (Measure::Amount(number), Kind::Percent) => Literal::Percent(number),
        (Measure::Amount(number), Kind::Money(currency)) => Literal::Money(*currency, number),
        (Measure::Amount(number), Kind::Quantity(unit)) => Literal::Quantity(number, unit.clone()),
        (Measure::Amount(number), _) => Literal::Number(number),
        (Measure::Duration(duration), _) => Literal::Duration(duration),
        (Measure::Date(date), _) => Literal::Date(date),
        (Measure::PeriodEnd(period) | Measure::PeriodStart(period), _) => Literal::Period(period),
    };
    // Not every number can be written as a decimal, nor every value be held by the field.
    let text = literal.to_string();
    (Literal::read_as(&text, &kind).ok()? == literal).then_some(text)
}
