//! Setting one answer so that a comparison lies at its limit or beside it.

use std::cmp::Ordering;

use kitemark_dsl::charter::Type;
use kitemark_dsl::value::{Date, Duration, Number, Period};
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Engine;
use crate::profile::document::{Change, Document};
use crate::profile::facts::Facts;
use crate::survey::{Compared, Lever, Measure, Rule};
use crate::trial::{Trial, written};

/// What a distance is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    One,
    Months,
    Days,
}

/// A comparison with one of the answers that move it, in a profile.
#[derive(Debug, Clone)]
pub struct Reach<'r> {
    /// The engine.
    pub engine: &'r Engine,
    /// The rule that makes the comparison.
    pub rule: Rule,
    /// The profile.
    pub document: &'r Document,
    /// The day that takes the place of the profile's, if any.
    pub as_of: Option<Date>,
    /// The comparison.
    pub compared: Compared,
    /// One of its levers.
    pub lever: Lever,
}

/// What else would do in the place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Leeway {
    /// More is as good.
    AtLeast,
    /// Less is as good.
    AtMost,
    /// Anything is as good but what is said now.
    AnyOther,
    /// Any answer is as good: this one is an example of its kind.
    Example,
}

impl Reach<'_> {
    /// Trials in which what is compared lies a step under its limit, at it and a step over it; none where the lever cannot bring
    /// it there.
    ///
    /// Not every step can be made: no day is a month before 31 March. Then the lever itself is moved by a step.
    pub fn around(self) -> [Option<Trial>; 3] {
        let Some(reach) = self.answered() else { return [None, None, None] };
        let [under, at, over] = [-1, 0, 1].map(|steps| reach.at(steps));
        let known = at.clone().or_else(|| over.clone()).or_else(|| under.clone());
        let beside = |side| reach.beside(known.as_ref()?, side);
        [under.or_else(|| beside(Ordering::Less)), at, over.or_else(|| beside(Ordering::Greater))]
    }

    /// A trial in which what is compared lies as near to its limit as `fits` allows, and on which side the lever has to stay:
    /// below it `fits` no more, or above.
    pub fn until(self, fits: impl Fn(Ordering) -> bool) -> Option<(Trial, Leeway)> {
        let reach = self.answered()?;
        let steps = [(Ordering::Equal, 0), (Ordering::Greater, 1), (Ordering::Less, -1)];
        let exact = steps
            .into_iter()
            .filter(|(order, _)| fits(*order))
            .find_map(|(order, steps)| reach.at(steps).or_else(|| reach.beside(&reach.at(0)?, order)));
        let trial = exact.or_else(|| reach.near(&fits))?;
        // Whether more is better shows where the limit is left behind.
        let more = fits(Ordering::Greater);
        let rises = reach.rises();
        Some((trial, if more == rises { Leeway::AtLeast } else { Leeway::AtMost }))
    }

    /// Whether what is compared grows with the lever, as far as a step shows; so it does where nothing is known.
    fn rises(&self) -> bool {
        let Some((unit, now)) = distance(&self.compared) else { return true };
        let stepped = self.moved(&self.lever, size(self.lever.ty), unit);
        let then = stepped.and_then(|trial| distance(&self.same(&trial.facts)?.0));
        then.is_none_or(|(_, then)| then >= now)
    }

    /// A trial in which the lever is moved by whole steps, as few as make what is compared fit.
    ///
    /// A step shows how much the lever counts; where it counts unevenly, the next round begins where the last one came to.
    fn near(&self, fits: impl Fn(Ordering) -> bool) -> Option<Trial> {
        let mut reach = self.clone();
        for _ in 0..4 {
            let (unit, now) = distance(&reach.compared)?;
            let step = size(reach.lever.ty);
            let reached = |trial: &Trial| Some(distance(&reach.same(&trial.facts)?.0)?.1);
            let effect = reached(&reach.moved(&reach.lever, step, unit)?)?.checked_sub(now)?;
            let steps = if effect.is_zero() { return None } else { now.neg().checked_div(effect)? };
            let mut last = None;
            // A limit that is hit exactly may not be enough, or too much: then it takes a step more.
            for steps in [steps.floor(), steps.ceil(), steps.floor().saturating_sub(1), steps.ceil().saturating_add(1)]
            {
                let by = step.checked_mul(Number::integer(steps)?)?;
                let Some(trial) = reach.moved(&reach.lever, by, unit) else { continue };
                if fits(reached(&trial)?.cmp(&Number::ZERO)) {
                    return Some(trial);
                }
                last = Some(trial);
            }
            let (compared, lever) = reach.same(&last?.facts)?;
            reach = Self { compared, lever, ..reach };
        }
        None
    }

    /// With a lever that is answered: one that is not gets the limit for a start.
    fn answered(self) -> Option<Self> {
        if self.lever.value.is_some() {
            return Some(self);
        }
        let text = written(self.engine.charter(), self.lever.ty, self.compared.limit.or(self.compared.value)?)?;
        let trial = self.pulled(&self.lever, text)?;
        let (compared, lever) = self.same(&trial.facts)?;
        Some(Self { compared, lever, ..self })
    }

    /// A trial in which what is compared lies `steps` steps above its limit.
    ///
    /// Rules are mostly sums and quotients of answers, so two pulls are enough: one that assumes that the answer counts in full,
    /// and one that takes from it how much it counts.
    fn at(&self, steps: i64) -> Option<Trial> {
        let (unit, now) = distance(&self.compared)?;
        let wanted = size(self.compared.ty).checked_mul(steps.into())?;
        let missing = wanted.checked_sub(now)?;
        let mut by = missing;
        for _ in 0..3 {
            let trial = self.moved(&self.lever, by, unit)?;
            let (same, _) = self.same(&trial.facts)?;
            let (same_unit, reached) = distance(&same)?;
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

    /// The trial a step of the lever from `trial` in which what is compared lies on this side of its limit.
    fn beside(&self, trial: &Trial, side: Ordering) -> Option<Trial> {
        let (_, lever) = self.same(&trial.facts)?;
        let unit = match lever.value? {
            Measure::Amount(_) => Unit::One,
            Measure::Duration(duration) if duration.is_pure_months() => Unit::Months,
            _ => Unit::Days,
        };
        [size(lever.ty).neg(), size(lever.ty)].into_iter().find_map(|by| {
            let trial = self.moved(&lever, by, unit)?;
            let (_, reached) = distance(&self.same(&trial.facts)?.0)?;
            (reached.cmp(&Number::ZERO) == side).then_some(trial)
        })
    }

    fn moved(&self, lever: &Lever, by: Number, unit: Unit) -> Option<Trial> {
        let text = written(self.engine.charter(), lever.ty, moved(lever.value?, by, unit)?)?;
        self.pulled(lever, text)
    }

    /// The profile with a lever that says something else.
    fn pulled(&self, lever: &Lever, written: String) -> Option<Trial> {
        Trial::with(self.engine, self.document, self.as_of, &lever.path, Change::Scalar(written))
    }

    /// The same comparison and lever in another profile.
    fn same(&self, facts: &Facts) -> Option<(Compared, Lever)> {
        self.engine.comparisons(facts, self.rule).into_iter().find_map(|other| {
            let is_same = |lever: &&Lever| {
                let same_end =
                    self.lever.value.is_none_or(|value| lever.value.is_some_and(|other| alike(value, other)));
                lever.path == self.lever.path && same_end
            };
            let lever = other.levers.iter().find(is_same).cloned()?;
            (other.limit_span == self.compared.limit_span).then_some((other, lever))
        })
    }
}

/// Whether two measures are of one kind, and not the two ends of a period.
fn alike(one: Measure, other: Measure) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// How far what is compared lies above its limit.
fn distance(compared: &Compared) -> Option<(Unit, Number)> {
    match (compared.value?, compared.limit?) {
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
        Measure::PeriodEnd(period) => {
            // Its length runs to the day after its last.
            let day = Duration::days(Number::ONE);
            let after = period.end().checked_add(day)?.checked_add(length)?;
            Measure::PeriodEnd(Period::new(period.start(), after.checked_sub(day)?)?)
        }
        Measure::PeriodStart(period) => {
            Measure::PeriodStart(Period::new(period.start().checked_add(length)?, period.end())?)
        }
    })
}
