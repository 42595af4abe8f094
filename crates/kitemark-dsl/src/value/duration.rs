//! Lengths of time, in calendar months and in days.

use std::cmp::Ordering;
use std::fmt;

use super::number::Number;

/// A length of time: so many calendar months and so many days.
///
/// Months and days are two measures, for a month has 28 to 31 days. [`compare`](Self::compare) therefore answers only
/// where every calendar agrees.
///
/// `==` compares what the value holds, not the length: 7 days and a difference of 7 days are not `==`, but
/// [`compare`](Self::compare) finds them equal. Rules compare by the latter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Duration {
    months: Number,
    days: Number,
    basis: Basis,
}

/// Where a duration comes from, and with that the days it surely has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Basis {
    /// Written, or a sum with something written in months.
    Written,
    /// A difference of two dates of exactly so many days; its days are fewer than a further month.
    Counted(i64),
    /// A sum of differences and days, exactly so many days.
    Summed(i64),
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration { months: Number::ZERO, days: Number::ZERO, basis: Basis::Written };

    /// So many calendar months.
    pub fn months(months: Number) -> Self {
        Self { months, ..Self::ZERO }
    }

    /// So many days.
    pub fn days(days: Number) -> Self {
        Self { days, ..Self::ZERO }
    }

    /// A difference of dates: whole months, days beyond them, and all its days.
    pub(super) fn counted(months: i64, days: i64, all_days: i64) -> Self {
        Self { months: months.into(), days: days.into(), basis: Basis::Counted(all_days) }
    }

    /// Its months, without what is in days.
    pub fn month_part(self) -> Number {
        self.months
    }

    /// Its days beyond the months.
    pub fn day_part(self) -> Number {
        self.days
    }

    /// All its days, if it comes from dates and so has an exact number of them.
    pub fn exact_days(self) -> Option<i64> {
        match self.basis {
            Basis::Written => None,
            Basis::Counted(days) | Basis::Summed(days) => Some(days),
        }
    }

    /// Whether it is no time at all.
    pub fn is_zero(self) -> bool {
        match self.basis {
            Basis::Summed(days) => days == 0,
            Basis::Written | Basis::Counted(_) => self.months.is_zero() && self.days.is_zero(),
        }
    }

    /// Whether it is in months only; no time at all counts.
    pub fn is_pure_months(self) -> bool {
        self.days.is_zero()
    }

    /// Whether it is in days only; no time at all counts.
    pub fn is_pure_days(self) -> bool {
        self.months.is_zero()
    }

    /// The sum; none out of range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let basis = match (self.whole_days(), other.whole_days()) {
            _ if self.is_zero() => other.basis,
            _ if other.is_zero() => self.basis,
            (Some(mine), Some(others)) if self.basis != Basis::Written || other.basis != Basis::Written => {
                mine.checked_add(others).map_or(Basis::Written, Basis::Summed)
            }
            _ => Basis::Written,
        };
        let (months, days) = (self.months.checked_add(other.months)?, self.days.checked_add(other.days)?);
        Some(Self { months, days, basis })
    }

    /// The difference; none out of range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.neg())
    }

    /// `factor` times as long; none out of range.
    pub fn scale(self, factor: Number) -> Option<Self> {
        let basis = match (self.exact_days(), factor.to_integer()) {
            (Some(_), Some(1)) => self.basis,
            (Some(days), Some(times)) => days.checked_mul(times).map_or(Basis::Written, Basis::Summed),
            _ => Basis::Written,
        };
        let (months, days) = (self.months.checked_mul(factor)?, self.days.checked_mul(factor)?);
        Some(Self { months, days, basis })
    }

    /// The same length backwards.
    #[must_use]
    #[allow(clippy::should_implement_trait)] // an operator beside checked arithmetic would invite the unchecked ones
    pub fn neg(self) -> Self {
        let basis = match self.basis {
            Basis::Written => Basis::Written,
            Basis::Counted(days) => Basis::Counted(days.saturating_neg()),
            Basis::Summed(days) => Basis::Summed(days.saturating_neg()),
        };
        Self { months: self.months.neg(), days: self.days.neg(), basis }
    }

    /// Which is longer, where every calendar agrees.
    ///
    /// 30 days are less than 3 months, and 1080 days less than 36 months; between 26 weeks and 6 months there is no
    /// answer. A difference of dates compares by its exact days with days and with another difference, and by its whole
    /// months with months.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let (least, most) = self.orderings(other)?;
        (least == most).then_some(least)
    }

    /// Whether it is at least as long as `other`, where every calendar agrees.
    ///
    /// It can know more than [`compare`](Self::compare): 31 days are at least 1 month, though not always more.
    pub fn is_at_least(self, other: Self) -> Option<bool> {
        match self.orderings(other)? {
            (Ordering::Equal | Ordering::Greater, _) => Some(true),
            (_, Ordering::Less) => Some(false),
            _ => None,
        }
    }

    /// Whether it is at most as long as `other`, where every calendar agrees.
    pub fn is_at_most(self, other: Self) -> Option<bool> {
        other.is_at_least(self)
    }

    /// How many times `other` it is, if both are in months or both in days; none for a division by no time.
    pub fn ratio(self, other: Self) -> Option<Number> {
        if self.is_pure_months() && other.is_pure_months() && !other.months.is_zero() {
            return self.months.checked_div(other.months);
        }
        self.all_days()?.checked_div(other.all_days()?)
    }

    /// The least and the greatest way the two can stand to each other, over all places in the calendar.
    fn orderings(self, other: Self) -> Option<(Ordering, Ordering)> {
        let surely = |ordering| Some((ordering, ordering));
        let summed = matches!(self.basis, Basis::Summed(_)) || matches!(other.basis, Basis::Summed(_));
        if self.months == other.months && self.days == other.days && !summed {
            return surely(Ordering::Equal);
        }
        if let (Some(mine), Some(others)) = (self.all_days(), other.all_days()) {
            return surely(mine.cmp(&others));
        }
        if let Some(ordering) = self.compare_counted(other) {
            return surely(ordering);
        }
        if let Some(ordering) = other.compare_counted(self) {
            return surely(ordering.reverse());
        }
        let months = self.months.checked_sub(other.months)?;
        let days = other.days.checked_sub(self.days)?;
        if months.is_negative() {
            let (least, most) = months_against_days(months.neg(), days.neg())?;
            return Some((most.reverse(), least.reverse()));
        }
        months_against_days(months, days)
    }

    /// A difference of dates against months: by whole months, then by whether there are days beyond.
    fn compare_counted(self, other: Self) -> Option<Ordering> {
        if !matches!(self.basis, Basis::Counted(_)) || !other.is_pure_months() {
            return None;
        }
        if self.months.is_negative() || self.days.is_negative() {
            return self.neg().compare_counted(other.neg()).map(Ordering::reverse);
        }
        let whole = self.months.numerator();
        match whole.cmp(&other.months.floor()) {
            Ordering::Equal if other.months.is_integer() && self.days.is_zero() => Some(Ordering::Equal),
            Ordering::Equal if other.months.is_integer() => Some(Ordering::Greater),
            // Days against a part of a month.
            Ordering::Equal => None,
            ordering => Some(ordering),
        }
    }

    /// The number of days, where it is sure.
    fn all_days(self) -> Option<Number> {
        match self.exact_days() {
            Some(days) => Some(days.into()),
            None => self.is_pure_days().then_some(self.days),
        }
    }

    /// The number of days, where it is sure and whole.
    fn whole_days(self) -> Option<i64> {
        self.all_days().and_then(Number::to_integer)
    }
}

/// `36 months`, `1 month`, `30 days`, `59 months 30 days`; no time at all is `0 days`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |count: Number, unit: &str| {
            let plural = if count.abs() == Number::ONE { "" } else { "s" };
            format!("{count} {unit}{plural}")
        };
        match (self.months.is_zero(), self.days.is_zero()) {
            (true, _) => f.pad(&part(self.days, "day")),
            (false, true) => f.pad(&part(self.months, "month")),
            (false, false) => f.pad(&format!("{} {}", part(self.months, "month"), part(self.days, "day"))),
        }
    }
}

/// How `months`, not below 0, can stand to `days`.
fn months_against_days(months: Number, days: Number) -> Option<(Ordering, Ordering)> {
    let average = months.checked_mul(Number::ratio(CYCLE_DAYS, CYCLE_MONTHS as i128)?)?;
    let beyond = average.checked_sub(days)?;
    if beyond.abs() > Number::from(LARGEST_DEVIATION) {
        let ordering = beyond.cmp(&Number::ZERO);
        return Some((ordering, ordering));
    }
    let (fewest, _) = days_in_months(months.floor())?;
    let (_, most) = days_in_months(months.ceil())?;
    Some((Number::integer(fewest)?.cmp(&days), Number::integer(most)?.cmp(&days)))
}

/// Months in the 400 years after which the calendar repeats itself.
const CYCLE_MONTHS: usize = 4800;

/// Days in these 400 years.
const CYCLE_DAYS: i128 = 146_097;

/// More days than any number of months, a part of one included, can differ from their average length.
const LARGEST_DEVIATION: i64 = 40;

/// The day on which each month of the cycle starts, counted from its first.
static MONTH_STARTS: [u32; CYCLE_MONTHS] = month_starts();

const fn month_starts() -> [u32; CYCLE_MONTHS] {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut starts = [0; CYCLE_MONTHS];
    let mut at = 1;
    while at < CYCLE_MONTHS {
        let (year, month) = ((at - 1) / 12, (at - 1) % 12);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year == 0);
        let leap_day = if is_leap && month == 1 { 1 } else { 0 };
        starts[at] = starts[at - 1] + lengths[month] + leap_day;
        at += 1;
    }
    starts
}

/// The fewest and the most days that so many consecutive calendar months can have; none for a negative number.
pub(super) fn days_in_months(months: i128) -> Option<(i128, i128)> {
    let months = u128::try_from(months).ok()?;
    let cycles = i128::try_from(months / CYCLE_MONTHS as u128).ok()?.checked_mul(CYCLE_DAYS)?;
    let rest = usize::try_from(months % CYCLE_MONTHS as u128).ok()?;
    let (before, after) = MONTH_STARTS.split_at(rest);
    let wrapped = before.iter().map(|day| day + CYCLE_DAYS as u32);
    let lengths = || after.iter().copied().chain(wrapped.clone()).zip(MONTH_STARTS).map(|(end, start)| end - start);
    Some((cycles.checked_add(lengths().min()?.into())?, cycles.checked_add(lengths().max()?.into())?))
}
