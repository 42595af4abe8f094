//! Numbers that several rules rest on, and that should have one name.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Base, Charter, Meaning};
use kitemark_dsl::codes::Code;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Comparison, Expr, ExprKind, Operator};
use kitemark_dsl::value::{Literal, Number};

use super::Finding;
use super::implication::constant;
use crate::workshop::Workshop;

/// A threshold where a rule compares with it.
struct Threshold {
    /// Which rule: a criterion, a limit or a definition.
    rule: usize,
    span: Span,
    /// Whether the literal itself stands here, and no setting.
    is_written: bool,
}

/// The same value compared with the same threshold in several rules.
pub(super) fn magic_number(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    let mut by_value: BTreeMap<(String, String), Vec<Threshold>> = BTreeMap::new();
    for (rule, exprs) in charter.expressions().into_iter().enumerate() {
        for (value, threshold) in exprs.into_iter().flat_map(Expr::all).flat_map(thresholds) {
            let Some(literal) = constant(charter, threshold).filter(|literal| !is_plain(literal)) else { continue };
            let is_written = matches!(threshold.kind, ExprKind::Literal(_));
            let place = Threshold { rule, span: threshold.span, is_written };
            by_value.entry((measure(charter, value), literal.to_string())).or_default().push(place);
        }
    }
    let in_order = |mut places: Vec<Threshold>| {
        places.sort_by_key(|place| place.span);
        places
    };
    by_value.into_iter().flat_map(|((value, _), places)| repeated(workshop, &value, &in_order(places))).collect()
}

/// The values that a test compares, each with its threshold; days that lie so far from another count too.
fn thresholds(test: &Expr) -> Vec<(&Expr, &Expr)> {
    match &test.kind {
        ExprKind::Compare(value, comparison, threshold)
            if !matches!(comparison, Comparison::Is | Comparison::IsNot) =>
        {
            vec![(value, threshold)]
        }
        ExprKind::Between(value, low, high) => vec![(value, low), (value, high)],
        ExprKind::Arithmetic(day, Operator::Plus | Operator::Minus, length)
            if matches!(length.kind, ExprKind::Literal(Literal::Duration(_))) =>
        {
            vec![(day, length)]
        }
        _ => Vec::new(),
    }
}

/// Nothing, one and all are no choices of an author.
fn is_plain(literal: &Literal) -> bool {
    match literal {
        Literal::YesNo(_) | Literal::Text(_) => true,
        Literal::Number(number)
        | Literal::Percent(number)
        | Literal::Money(_, number)
        | Literal::Quantity(number, _) => number.is_zero() || *number == Number::ONE,
        Literal::Duration(duration) => duration.is_zero(),
        Literal::Date(_) | Literal::Period(_) => false,
    }
}

/// What is measured, whatever the item of the list is called.
fn measure(charter: &Charter, value: &Expr) -> String {
    let words = charter.words(value.span);
    match charter.meaning(value.id) {
        Some(Meaning::Path(Base::Variable(_), _)) => {
            words.split_once('.').map_or(String::new(), |(_, path)| path.to_owned())
        }
        _ => words,
    }
}

fn repeated(workshop: &Workshop, value: &str, places: &[Threshold]) -> Vec<Finding> {
    let setting = places.iter().find(|place| !place.is_written);
    let Some(first) = setting.or(places.first()) else { return Vec::new() };
    let again = |place: &&Threshold| place.is_written && place.rule != first.rule;
    let words = |place: &Threshold| super::words(workshop, place.span);
    places
        .iter()
        .filter(again)
        .map(|place| {
            let written = words(place);
            let (message, help) = match setting {
                Some(setting) => (
                    format!("`{written}` is written here, where another rule takes `{}`", words(setting)),
                    format!("write `{}`, so that both change together", words(setting)),
                ),
                None => (
                    format!("several rules measure `{value}` by `{written}`"),
                    format!("name it once: `setting … {written} \"…\"`, with a `because` or `cites`"),
                ),
            };
            Finding::at(workshop, Code::MagicNumber, place.span, message, "the same threshold")
                .with_label(workshop, first.span, "as here")
                .with_help(help)
        })
        .collect()
}
