//! Values as a charter writes them.

use std::cmp::Ordering;
use std::fmt;

use super::advice;
use super::calendar::{Date, Period};
use super::duration::Duration;
use super::error::{LiteralError, fold, quote};
use super::kind::Kind;
use super::money::Currency;
use super::number::{self, Number, percent};

/// A value with its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `yes` or `no`.
    YesNo(bool),
    /// `12.5`.
    Number(Number),
    /// `85%`, held as a fraction of 1.
    Percent(Number),
    /// `£1,200,000`.
    Money(Currency, Number),
    /// `36 months`.
    Duration(Duration),
    /// `2026-04-01`.
    Date(Date),
    /// `2024-04-01 to 2027-03-31` or `2020-21`.
    Period(Period),
    /// `30 mg/day`: the number and its unit.
    Quantity(Number, String),
    /// `"text"`.
    Text(String),
}

impl Literal {
    /// Reads a charter's literal by its shape, with blanks and line breaks inside counting as one blank.
    ///
    /// A number and a word that is no unit of time is a quantity, whatever the word.
    ///
    /// # Errors
    /// A text of no such shape, a day outside the calendar, a number out of range.
    pub fn read(text: &str) -> Result<Self, LiteralError> {
        let trimmed = text.trim();
        if trimmed.starts_with('"') {
            return unquote(trimmed).map(Literal::Text);
        }
        read_folded(&fold(text))
    }

    /// Reads a profile's scalar as a value of the declared kind.
    ///
    /// The text is the scalar's content, without YAML's quotes. As [`Kind::Text`] it is taken as it is.
    ///
    /// # Errors
    /// A value of another kind, without its unit or in another, outside the calendar or out of range.
    pub fn read_as(text: &str, kind: &Kind) -> Result<Self, LiteralError> {
        super::kind::read_as(text, kind)
    }

    /// How it stands to another value of its kind, where that is the same in every calendar. What has no order is the same or
    /// not.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use kitemark_dsl::value::Literal;
    ///
    /// let read = |text| Literal::read(text).unwrap();
    /// assert_eq!(read("5 years").order(&read("36 months")), Some(Ordering::Greater));
    /// assert_eq!(read("26 weeks").order(&read("6 months")), None);
    /// assert_eq!(read("5").order(&read("5%")), None);
    /// ```
    pub fn order(&self, other: &Literal) -> Option<Ordering> {
        match (self, other) {
            (Literal::Number(l), Literal::Number(r)) | (Literal::Percent(l), Literal::Percent(r)) => Some(l.cmp(r)),
            (Literal::Money(a, l), Literal::Money(b, r)) => (a == b).then(|| l.cmp(r)),
            (Literal::Quantity(l, a), Literal::Quantity(r, b)) => (a == b).then(|| l.cmp(r)),
            (Literal::Duration(l), Literal::Duration(r)) => l.compare(*r),
            (Literal::Date(l), Literal::Date(r)) => Some(l.cmp(r)),
            _ => (self == other).then_some(Ordering::Equal),
        }
    }

    /// What it is, with an article: `a percentage`, `a quantity in mg/day`.
    pub(super) fn description(&self) -> String {
        let kind = match self {
            Literal::YesNo(_) => return "yes or no".to_owned(),
            Literal::Number(_) => Kind::Number,
            Literal::Percent(_) => Kind::Percent,
            Literal::Money(currency, _) => Kind::Money(*currency),
            Literal::Duration(_) => Kind::Duration,
            Literal::Date(_) => Kind::Date,
            Literal::Period(_) => Kind::Period,
            Literal::Quantity(_, unit) => Kind::Quantity(unit.clone()),
            Literal::Text(_) => Kind::Text,
        };
        kind.to_string()
    }
}

/// As a charter would write it: `£1,200,000`, `12.5%`, `36 months`, `"text"`.
///
/// Units of time are not kept: `5 years` comes back as `60 months`, `26 weeks` as `182 days`.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::YesNo(true) => f.write_str("yes"),
            Literal::YesNo(false) => f.write_str("no"),
            Literal::Number(number) => f.write_str(&number.exact()),
            Literal::Percent(fraction) => match fraction.checked_mul(Number::HUNDRED) {
                Some(percents) => write!(f, "{}%", percents.exact()),
                None => f.write_str(&percent(*fraction)),
            },
            Literal::Money(currency, amount) => f.write_str(&currency.exact(*amount)),
            Literal::Duration(duration) => duration.fmt(f),
            Literal::Date(date) => date.fmt(f),
            Literal::Period(period) => period.fmt(f),
            Literal::Quantity(number, unit) => write!(f, "{} {unit}", number.exact()),
            Literal::Text(text) => {
                write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
            }
        }
    }
}

/// Reads any literal but a text; blanks are folded.
pub(super) fn read_folded(text: &str) -> Result<Literal, LiteralError> {
    match text {
        "yes" => return Ok(Literal::YesNo(true)),
        "no" => return Ok(Literal::YesNo(false)),
        _ => {}
    }
    if is_calendar(text) {
        return if text.contains(" to ") || text.len() == 7 {
            Period::parse(text).map(Literal::Period)
        } else {
            Date::parse(text).map(Literal::Date)
        };
    }
    if let Some((currency, amount)) = split_currency(text) {
        return read_money(text, currency, &amount);
    }
    let (digits, rest) = split_number(text);
    let no_value = || LiteralError::wrong_type(format!("{} is not a value", quote(text))).or_help(advice::any(text));
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(no_value());
    }
    let read = || number::scan(digits).map_err(|fault| fault.error(text));
    let in_range = |number: Option<Number>| number.ok_or_else(|| number::Fault::TooLong.error(text));
    match rest {
        "" => read().map(Literal::Number),
        "%" => in_range(read()?.checked_div(Number::HUNDRED)).map(Literal::Percent),
        _ => match unit_of_time(rest) {
            Some((size, months)) => {
                let count = in_range(read()?.checked_mul(Number::from(size)))?;
                let duration = if months { Duration::months(count) } else { Duration::days(count) };
                Ok(Literal::Duration(duration))
            }
            // `1e3` is a slip, not a quantity in `e3`.
            None if is_exponent(text.get(digits.len()..).unwrap_or_default()) => {
                let help = advice::number(text).unwrap_or_else(|| "write out its digits, of which 30 are held".into());
                Err(LiteralError::wrong_type(format!("{} is not a number", quote(text))).help(help))
            }
            None if is_unit(rest) => Ok(Literal::Quantity(read()?, rest.to_owned())),
            None => Err(no_value()),
        },
    }
}

/// Whether a text is meant as a date or period: four digits, a hyphen and a digit.
fn is_calendar(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 6
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && bytes.get(4) == Some(&b'-')
        && bytes.get(5).is_some_and(u8::is_ascii_digit)
}

/// The currency in front of an amount, and the amount with its sign.
pub(super) fn split_currency(text: &str) -> Option<(Currency, String)> {
    let unsigned = text.trim_start_matches(['-', '+']);
    let sign = text.get(..text.len() - unsigned.len()).filter(|sign| sign.len() <= 1)?;
    let (currency, amount) = match Currency::strip_sign(unsigned) {
        Some(found) => found,
        None => (Currency::parse(unsigned.get(..3)?)?, unsigned.get(3..)?),
    };
    let amount = amount.trim_start();
    amount
        .starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
        .then(|| (currency, format!("{sign}{amount}")))
}

/// Reads the amount behind a currency; `text` is the whole value.
fn read_money(text: &str, currency: Currency, amount: &str) -> Result<Literal, LiteralError> {
    let (digits, rest) = split_number(amount);
    let factor = match rest {
        "" => 1,
        "k" => 1_000,
        "m" => 1_000_000,
        "bn" => 1_000_000_000,
        _ => {
            let error = LiteralError::wrong_type(format!("{} is not an amount of money", quote(text)));
            return Err(error.or_help(advice::money(text, currency)));
        }
    };
    let number = number::scan(digits).map_err(|fault| {
        let error = fault.error(text);
        if fault == number::Fault::Form { error.or_help(advice::money(text, currency)) } else { error }
    })?;
    let amount = number.checked_mul(Number::from(factor)).ok_or_else(|| number::Fault::TooLong.error(text))?;
    Ok(Literal::Money(currency, amount))
}

/// The number at the start of a text, as far as it could be one, and what follows.
pub(super) fn split_number(text: &str) -> (&str, &str) {
    let unsigned = text.trim_start_matches(['-', '+']);
    let rest = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let (digits, rest) = text.split_at(text.len() - rest.len());
    (digits, rest.trim_start())
}

/// How many months (true) or days (false) a unit of time has.
pub(super) fn unit_of_time(word: &str) -> Option<(i64, bool)> {
    match word {
        "year" | "years" => Some((12, true)),
        "month" | "months" => Some((1, true)),
        "week" | "weeks" => Some((7, false)),
        "day" | "days" => Some((1, false)),
        _ => None,
    }
}

/// Whether what follows a number is an exponent, as programs write them: `e3`, `E+21`, `e-7`.
fn is_exponent(rest: &str) -> bool {
    let digits = rest.strip_prefix(['e', 'E']).map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word has the form of a unit: letters and digits, parts set apart by `/`.
fn is_unit(word: &str) -> bool {
    word.split('/').all(|part| {
        part.starts_with(char::is_alphabetic) && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    })
}

/// The content of a text in double quotes.
fn unquote(text: &str) -> Result<String, LiteralError> {
    let broken = |what: &str| LiteralError::wrong_type(format!("the text {} {what}", quote(text)));
    let mut characters = text.chars().skip(1).peekable();
    let mut content = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                return if characters.next().is_none() {
                    Ok(content)
                } else {
                    Err(broken("goes on after its closing quotation mark")
                        .help("write quotation marks inside as `\\\"`"))
                };
            }
            '\\' => match characters.next() {
                Some('n') => content.push('\n'),
                Some(escaped @ ('"' | '\\')) => content.push(escaped),
                Some(other) => {
                    let error = broken(&format!("has {}, which means nothing", quote(&format!("\\{other}"))));
                    return Err(error.help("after a backslash come `\"`, `\\` or `n`; write a backslash itself twice"));
                }
                None => break,
            },
            blank if blank.is_whitespace() => {
                let mut run = String::from(blank);
                while let Some(more) = characters.next_if(|c| c.is_whitespace()) {
                    run.push(more);
                }
                content.push_str(if run.contains('\n') { " " } else { &run });
            }
            other => content.push(other),
        }
    }
    Err(broken("is never closed").help("end it with `\"`"))
}
