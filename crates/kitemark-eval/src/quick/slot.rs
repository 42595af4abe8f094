//! The cells of a profile as whole numbers.

use kitemark_dsl::charter::Type;
use kitemark_dsl::value::{Date, Duration, Number, Period};

use crate::profile::facts::{Content, Facts};
use crate::program::value::{TextId, Value};

/// Amounts are held in millionths.
pub(super) const UNIT: i64 = 1_000_000;

/// Numbers beyond this are left to the machine: two of them can be added, whatever they are.
const MOST: i64 = 1 << 60;

/// Not answered.
pub(super) const OPEN: i64 = i64::MIN;
/// Absent as an answer.
pub(super) const NOTHING: i64 = i64::MIN + 1;
/// For the machine.
pub(super) const OTHER: i64 = i64::MIN + 2;

/// No evidence; a rejected claim comes after it.
pub(super) const UNPROVEN: u8 = 254;
const REJECTED: u8 = 255;

/// A profile's cells, and how much there is to go through.
#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) cells: Box<[Slot]>,
    /// How many records all lists have.
    pub(super) records: u64,
    /// How many the longest list has.
    pub(super) longest: u64,
}

/// A cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(super) value: i64,
    /// The best grade of evidence, 0 for the best.
    pub(super) proof: u8,
}

/// The slots of a profile's cells.
pub(crate) fn slots(facts: &Facts) -> Slots {
    let (mut records, mut longest) = (0_u64, 0);
    for cell in &facts.cells {
        if let Content::Rows { count, .. } = cell.content {
            records = records.saturating_add(count.into());
            longest = longest.max(count.into());
        }
    }
    let slot = |(at, cell): (u32, &crate::profile::facts::Cell)| {
        let value = match cell.content {
            Content::Value(value) => encode(value),
            Content::Nothing => NOTHING,
            Content::Unanswered => OPEN,
            Content::Unreadable => OTHER,
            Content::Rows { first, count } => rows(first, count),
        };
        let graded = || facts.grade(at).and_then(|grade| u8::try_from(grade.index()).ok());
        let proof = match cell.rejected {
            // A list rests on its records, the day needs no evidence, and nothing is claimed where nothing is said.
            _ if at == facts.as_of_cell || matches!(cell.content, Content::Rows { count: 1.., .. }) => 0,
            _ if value <= OTHER && value != NOTHING => 0,
            true => REJECTED,
            false => graded().map_or(UNPROVEN, |grade| grade.min(UNPROVEN - 1)),
        };
        Slot { value, proof }
    };
    Slots { cells: (0..).zip(&facts.cells).map(slot).collect(), records, longest }
}

/// A value as a whole number; [`OTHER`] where it is none.
pub(super) fn encode(value: Value) -> i64 {
    match value {
        Value::YesNo(answer) => answer.into(),
        Value::Amount(number) => amount(number).unwrap_or(OTHER),
        Value::Duration(length) => months(length).unwrap_or(OTHER),
        Value::Date(day) => day.number(),
        Value::Period(period) => period.start().number() << 32 | period.end().number(),
        Value::Choice(at) => at.into(),
        Value::Set(bits) => i64::try_from(bits).ok().filter(|bits| *bits < MOST).unwrap_or(OTHER),
        Value::Text(text) => text.number().into(),
    }
}

/// The value of a type that a whole number holds, or a fraction of it; none of a type whose values are not held.
pub(super) fn decode(over: i64, under: i64, ty: Type, is_days: bool) -> Option<Value> {
    let amount = || Number::ratio(over.into(), i128::from(under) * i128::from(UNIT));
    Some(match ty {
        Type::YesNo => Value::YesNo(over == 1),
        Type::Duration if is_days => Value::Duration(Duration::days(amount()?)),
        Type::Duration => Value::Duration(Duration::months(Number::ratio(over.into(), under.into())?)),
        Type::Date => Value::Date(Date::of_number(over)?),
        Type::Period => {
            Value::Period(Period::new(Date::of_number(period_start(over))?, Date::of_number(period_end(over))?)?)
        }
        Type::Choice(_) => Value::Choice(u8::try_from(over).ok()?),
        Type::Set(_) => Value::Set(u128::try_from(over).ok()?),
        Type::Text | Type::Key => Value::Text(TextId::of(u32::try_from(over).ok()?)),
        _ => Value::Amount(amount()?),
    })
}

fn amount(number: Number) -> Option<i64> {
    let unit = i128::from(UNIT);
    let scale = if number.is_integer() { unit } else { unit.checked_div(number.denominator())? };
    if scale * number.denominator() != unit {
        return None;
    }
    in_range(number.numerator().checked_mul(scale)?)
}

/// A length in whole months; of days only none at all.
fn months(length: Duration) -> Option<i64> {
    let is_written = length.is_pure_months() && length.exact_days().is_none();
    if is_written { length.month_part().to_integer().and_then(|months| in_range(months.into())) } else { None }
}

/// A number that is held.
pub(super) fn in_range(number: i128) -> Option<i64> {
    i64::try_from(number).ok().and_then(held)
}

/// A number that is held; the sum of two that are cannot overflow.
#[inline(always)]
pub(super) fn held(number: i64) -> Option<i64> {
    (-MOST..MOST).contains(&number).then_some(number)
}

/// The days of a period.
pub(super) fn period_start(period: i64) -> i64 {
    period >> 32
}

pub(super) fn period_end(period: i64) -> i64 {
    period & 0xFFFF_FFFF
}

/// The first slot of a list's records, and how many there are.
fn rows(first: u32, count: u32) -> i64 {
    // No profile has so many cells that this takes the sign.
    i64::from(first) << 32 | i64::from(count)
}

pub(super) fn rows_of(value: i64) -> (u32, u32) {
    let half = |number: i64| u32::try_from(number & 0xFFFF_FFFF).unwrap_or(0);
    (half(value >> 32), half(value))
}
