//! The kinds a field can be declared with, and reading a profile's scalar as one of them.

use std::fmt;

use super::advice;
use super::duration::Duration;
use super::error::{LiteralError, LiteralErrorKind, fold, quote};
use super::literal::{Literal, read_folded};
use super::money::Currency;
use super::number::{Number, percent};

/// What a field's scalar is read as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `yes` or `no`, `true` or `false`.
    YesNo,
    /// Any text, as written.
    Text,
    /// A whole number that is not below 0.
    Count,
    /// A number.
    Number,
    /// A percentage, held as a fraction of 1.
    Percent,
    /// An amount in this currency.
    Money(Currency),
    /// A length of time.
    Duration,
    /// A day.
    Date,
    /// The days from a first to a last, both included.
    Period,
    /// A number in this unit.
    Quantity(String),
}

impl Kind {
    /// A value of this kind, as an example of how to write one.
    pub fn example(&self) -> String {
        match self {
            Kind::YesNo => "yes".to_owned(),
            Kind::Text => "text".to_owned(),
            Kind::Count => "3".to_owned(),
            Kind::Number => "12.5".to_owned(),
            Kind::Percent => "25%".to_owned(),
            Kind::Money(currency) => currency.format(Number::from(6_412_000)),
            Kind::Duration => "36 months".to_owned(),
            Kind::Date => "2026-04-01".to_owned(),
            Kind::Period => "2024-04-01 to 2027-03-31".to_owned(),
            Kind::Quantity(unit) => format!("30 {unit}"),
        }
    }
}

/// With its article, for messages: `a duration`, `an amount in GBP`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::YesNo => f.write_str("`yes` or `no`"),
            Kind::Text => f.write_str("a text"),
            Kind::Count => f.write_str("a whole number"),
            Kind::Number => f.write_str("a number"),
            Kind::Percent => f.write_str("a percentage"),
            Kind::Money(currency) => write!(f, "an amount in {currency}"),
            Kind::Duration => f.write_str("a duration"),
            Kind::Date => f.write_str("a date"),
            Kind::Period => f.write_str("a period"),
            Kind::Quantity(unit) => write!(f, "a quantity in {unit}"),
        }
    }
}

/// See [`Literal::read_as`].
pub(super) fn read_as(text: &str, kind: &Kind) -> Result<Literal, LiteralError> {
    if *kind == Kind::Text {
        return Ok(Literal::Text(text.to_owned()));
    }
    let folded = fold(text);
    let text = &*folded;
    if text.is_empty() {
        return Err(LiteralError::wrong_type(format!("{kind} is asked for, but the text is empty"))
            .help(format!("write {}", sample(kind))));
    }
    if *kind == Kind::YesNo {
        return match text {
            "yes" | "true" => Ok(Literal::YesNo(true)),
            "no" | "false" => Ok(Literal::YesNo(false)),
            _ => Err(LiteralError::wrong_type(format!("{} is neither `yes` nor `no`", quote(text)))
                .help("write `yes` or `no`")),
        };
    }
    let value = match read_folded(text) {
        Ok(value) => value,
        Err(error) => return Err(not_read(text, kind, error)),
    };
    match (kind, value) {
        (Kind::Count, Literal::Number(number)) if !number.is_integer() => {
            Err(LiteralError::wrong_type(format!("{} is not a whole number", quote(text))))
        }
        (Kind::Count, Literal::Number(number)) if number.is_negative() => Err(LiteralError::new(
            LiteralErrorKind::Range,
            format!("{} is below 0, but a count is asked for", quote(text)),
        )),
        (Kind::Count | Kind::Number, value @ Literal::Number(_))
        | (Kind::Percent, value @ Literal::Percent(_))
        | (Kind::Date, value @ Literal::Date(_))
        | (Kind::Period, value @ Literal::Period(_)) => Ok(value),
        (Kind::Duration, Literal::Duration(duration)) => length(text, duration),
        (Kind::Money(asked), Literal::Money(currency, amount)) if *asked == currency => {
            Ok(Literal::Money(currency, amount))
        }
        (Kind::Money(asked), Literal::Money(currency, _)) => {
            Err(unit(format!("{} is in {currency}, but {asked} is asked for", quote(text)))
                .help(format!("give the value in {asked}")))
        }
        (Kind::Quantity(asked), Literal::Quantity(number, unit)) if *asked == unit => {
            Ok(Literal::Quantity(number, unit))
        }
        (Kind::Quantity(asked), Literal::Quantity(_, written)) => {
            Err(unit(format!("{} is in {written}, but {asked} is asked for", quote(text)))
                .help(format!("give the value in {asked}")))
        }
        (_, Literal::Number(number)) => Err(bare_number(text, kind, number)),
        (_, value) => {
            let message = format!("{} is {}, but {kind} is asked for", quote(text), value.description());
            let help = advice::for_kind(text, kind).unwrap_or_else(|| format!("write {}", sample(kind)));
            Err(LiteralError::wrong_type(message).help(help))
        }
    }
}

/// A duration as an answer: not below 0, and within the calendar, which has 9999 years.
fn length(text: &str, duration: Duration) -> Result<Literal, LiteralError> {
    const MOST_MONTHS: i64 = 12 * 9_999;
    const MOST_DAYS: i64 = 3_652_059;
    let (months, days) = (duration.month_part(), duration.day_part());
    let wrong = if months.is_negative() || days.is_negative() {
        "is below 0, but a duration is a length of time"
    } else if months > MOST_MONTHS.into() || days > MOST_DAYS.into() {
        "is longer than the calendar, which has 9999 years"
    } else {
        return Ok(Literal::Duration(duration));
    };
    Err(LiteralError::new(LiteralErrorKind::Range, format!("{} {wrong}", quote(text)))
        .help(format!("write {}", sample(&Kind::Duration))))
}

/// A text that is no value at all, or one that is wrong in itself.
fn not_read(text: &str, kind: &Kind, error: LiteralError) -> LiteralError {
    let keeps = match error.kind {
        LiteralErrorKind::Range => true,
        LiteralErrorKind::Day => matches!(kind, Kind::Date | Kind::Period),
        LiteralErrorKind::Reversed => *kind == Kind::Period,
        LiteralErrorKind::Type | LiteralErrorKind::Unit => false,
    };
    if keeps {
        return error;
    }
    let own_help = if error.kind == LiteralErrorKind::Type { error.help } else { None };
    let help = advice::for_kind(text, kind).or(own_help).unwrap_or_else(|| format!("write {}", sample(kind)));
    LiteralError::wrong_type(format!("{} is not {kind}", quote(text))).help(help)
}

/// A plain number where something with a unit is asked for.
fn bare_number(text: &str, kind: &Kind, number: Number) -> LiteralError {
    let sign = if number.is_negative() { "-" } else { "" };
    match kind {
        Kind::Percent => {
            // `0.25` is a quarter, not a quarter of a percent.
            let is_fraction = !number.is_integer() && number.abs() < Number::ONE;
            let meant = if is_fraction { percent(number) } else { format!("{number}%") };
            unit(format!("{} has no `%`", quote(text))).help(format!("write `{meant}`"))
        }
        Kind::Money(currency) => {
            unit(format!("{} has no currency", quote(text))).help(format!("write `{}`", currency.format(number)))
        }
        Kind::Duration => unit(format!("{} has no unit of time", quote(text)))
            .help(format!("write `{}`", Duration::months(number).to_string().replace("0 days", "0 months"))),
        Kind::Quantity(asked) => {
            unit(format!("{} has no unit", quote(text))).help(format!("write `{sign}{} {asked}`", number.abs()))
        }
        _ => LiteralError::wrong_type(format!("{} is a number, but {kind} is asked for", quote(text)))
            .help(advice::for_kind(text, kind).unwrap_or_else(|| format!("write {}", sample(kind)))),
    }
}

fn unit(message: String) -> LiteralError {
    LiteralError::new(LiteralErrorKind::Unit, message)
}

/// How to write one: "a duration such as `36 months`".
fn sample(kind: &Kind) -> String {
    match kind {
        Kind::YesNo => kind.to_string(),
        _ => format!("{kind} such as `{}`", kind.example()),
    }
}
