//! Setting one answer so that a comparison lies a step from its limit.

use kitemark_dsl::charter::Type;
use kitemark_dsl::value::{Duration, Number};
use kitemark_eval::engine::Engine;
use kitemark_eval::survey::{Compared, Lever, Measure, Rule};

use super::pulled;
use crate::case::Prepared;
use crate::trial::{Trial, written};

/// What a distance is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    One,
    Months,
    Days,
}

/// A trial in which what is compared lies `steps` steps above its limit; none where this lever cannot bring it there.
///
/// Rules are mostly sums and quotients of answers, so two pulls are enough: one that assumes that the answer counts in full, and
/// one that takes from it how much it counts.
pub(super) fn reach(
    engine: &Engine,
    rule: Rule,
    start: &Prepared<'_>,
    compared: &Compared,
    lever: &Lever,
    steps: i64,
) -> Option<Trial> {
    let (unit, now) = distance(compared)?;
    let wanted = size(compared.ty).checked_mul(steps.into())?;
    let missing = wanted.checked_sub(now)?;
    let charter = engine.charter();
    let mut by = missing;
    for _ in 0..3 {
        let text = written(charter, lever.ty, moved(lever.value, by, unit)?)?;
        let trial = pulled(engine, start, lever, text)?;
        let after = engine.comparisons(&trial.facts, rule);
        let same = after.iter().find(|other| {
            other.limit_span == compared.limit_span && other.levers.iter().any(|moved| moved.path == lever.path)
        })?;
        let (same_unit, reached) = distance(same)?;
        if same_unit == unit && reached == wanted {
            return Some(trial);
        }
        let effect = reached.checked_sub(now)?;
        if effect.is_zero() {
            return None;
        }
        by = by.checked_mul(missing)?.checked_div(effect)?;
    }
    None
}

/// How far what is compared lies above its limit.
fn distance(compared: &Compared) -> Option<(Unit, Number)> {
    match (compared.value, compared.limit) {
        (Measure::Amount(value), Measure::Amount(limit)) => Some((Unit::One, value.checked_sub(limit)?)),
        (Measure::Date(value), Measure::Date(limit)) => Some((Unit::Days, value.since(limit).exact_days()?.into())),
        (Measure::Duration(value), Measure::Duration(limit)) => {
            if limit.is_pure_months() && (value.is_pure_months() || value.day_part().is_zero()) {
                return Some((Unit::Months, value.month_part().checked_sub(limit.month_part())?));
            }
            let days = |length: Duration| match length.exact_days() {
                Some(days) => Some(days.into()),
                None => length.is_pure_days().then(|| length.day_part()),
            };
            Some((Unit::Days, days(value)?.checked_sub(days(limit)?)?))
        }
        _ => None,
    }
}

/// One step in this type: a percentage point, or one of the unit.
fn size(ty: Type) -> Number {
    match ty {
        Type::Percent => Number::ratio(1, 100).unwrap_or(Number::ONE),
        _ => Number::ONE,
    }
}

fn moved(value: Measure, by: Number, unit: Unit) -> Option<Measure> {
    let length = match unit {
        Unit::Months => Duration::months(by),
        Unit::Days => Duration::days(by),
        Unit::One => Duration::ZERO,
    };
    Some(match value {
        Measure::Amount(amount) => Measure::Amount(amount.checked_add(by)?),
        Measure::Duration(duration) => Measure::Duration(duration.checked_add(length)?),
        Measure::Date(date) => Measure::Date(date.checked_add(length)?),
        _ => return None,
    })
}
