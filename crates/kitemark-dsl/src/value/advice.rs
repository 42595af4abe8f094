//! Help for common slips in writing a value.

use super::calendar::Date;
use super::kind::Kind;
use super::literal::{split_currency, split_number, unit_of_time};
use super::money::Currency;
use super::number::{Number, scan};
use crate::diagnostic::closest;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month from 1 to 12.
pub(super) fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("the month")
}

/// How to write the text as a value of this kind, where it can be told.
pub(super) fn for_kind(text: &str, kind: &Kind) -> Option<String> {
    match kind {
        Kind::YesNo | Kind::Text | Kind::Quantity(_) => None,
        Kind::Count | Kind::Number => number(text),
        Kind::Percent => percentage(text),
        Kind::Money(currency) => money(text, *currency),
        Kind::Duration => duration(text),
        Kind::Date => date(text),
        Kind::Period => period(text),
    }
}

/// How to write the text as whatever it seems to be.
pub(super) fn any(text: &str) -> Option<String> {
    number(text).or_else(|| date(text)).or_else(|| duration(text)).or_else(|| percentage(text))
}

fn write(value: impl std::fmt::Display) -> Option<String> {
    Some(format!("write `{value}`"))
}

/// `1e3`, `.5`, `5.`, `1_000`, `1 000`, and a minus sign from a word processor.
pub(super) fn number(text: &str) -> Option<String> {
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let exponent: i32 = exponent.parse().ok().filter(|exponent| (-12..=12).contains(exponent))?;
        let mantissa = scan(mantissa).ok()?;
        let power = Number::from(10_i64.pow(exponent.unsigned_abs()));
        let value = if exponent < 0 { mantissa.checked_div(power) } else { mantissa.checked_mul(power) };
        return write(value?);
    }
    let mut plain: String = text.chars().filter(|c| !matches!(c, '_' | ' ' | '\'' | '’')).collect();
    plain = plain.replace('−', "-");
    if plain.ends_with('.') {
        plain.pop();
    }
    if let Some(point) = plain.find('.').filter(|&point| plain[..point].trim_start_matches(['-', '+']).is_empty()) {
        plain.insert(point, '0');
    }
    if plain == text {
        return None;
    }
    scan(&plain).ok().and_then(write)
}

/// `25 percent`, `25pc`, `25 per cent`.
fn percentage(text: &str) -> Option<String> {
    let (digits, word) = split_number(text);
    let number = scan(digits).ok()?;
    match word.to_ascii_lowercase().as_str() {
        "percent" | "per cent" | "pc" | "p.c." | "pct" => write(format_args!("{number}%")),
        _ => None,
    }
}

/// `£1.2 million`, `£300K`, `1.2m`, `6,412,000 GBP`, `£-5`.
pub(super) fn money(text: &str, currency: Currency) -> Option<String> {
    let (currency, amount) = match split_currency(text) {
        Some((written, amount)) => (written, amount),
        None => (currency, text.to_owned()),
    };
    let (digits, word) = split_number(&amount);
    let number = scan(digits).ok()?;
    let word = word.to_lowercase();
    let own = [currency.code().to_lowercase(), currency.symbol().map(String::from).unwrap_or_default()];
    let suffix = match word.as_str() {
        "k" | "thousand" => "k",
        "m" | "mn" | "mio" | "million" | "millions" => "m",
        "b" | "bn" | "billion" | "billions" => "bn",
        word if word.is_empty() || own.iter().any(|own| own == word) || matches!(word, "pounds" | "pound") => "",
        _ => return None,
    };
    // The suffix follows the number as it stands; commas are not needed then.
    if suffix.is_empty() {
        write(currency.format(number))
    } else {
        write(format_args!("{}{suffix}", prefix(currency, number)))
    }
}

/// The amount with its currency and as many places as it has.
fn prefix(currency: Currency, number: Number) -> String {
    let sign = if number.is_negative() { "-" } else { "" };
    match currency.symbol() {
        Some(symbol) => format!("{sign}{symbol}{}", number.abs().grouped()),
        None => format!("{sign}{currency} {}", number.abs().grouped()),
    }
}

/// `P3Y`, `2 years 6 months`, `3y`, `36 mths`, `36 Months`.
fn duration(text: &str) -> Option<String> {
    let parts = if let Some(iso) = text.strip_prefix('P') { iso } else { text };
    let (mut months, mut days) = (Number::ZERO, Number::ZERO);
    let (mut units, mut rest) = (0, parts);
    let mut weeks_only = true;
    while !rest.is_empty() {
        let (digits, after) = split_number(rest.trim_start_matches([' ', ',']).trim_start_matches("and "));
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (word, further) = after.split_at(end);
        let unit = time_word(word)?;
        let (size, in_months) = unit_of_time(unit)?;
        weeks_only &= unit == "weeks";
        let count = scan(digits).ok()?.checked_mul(Number::from(size))?;
        let total = if in_months { &mut months } else { &mut days };
        *total = total.checked_add(count)?;
        units += 1;
        rest = further;
    }
    match (units, months.is_zero(), days.is_zero()) {
        (0, _, _) | (_, false, false) => None,
        (_, false, true) => write(super::Duration::months(months)),
        _ if weeks_only => {
            let weeks = days.checked_div(Number::from(7))?;
            write(format_args!("{weeks} {}", if weeks == Number::ONE { "week" } else { "weeks" }))
        }
        _ => write(super::Duration::days(days)),
    }
}

/// The unit of time that a word is meant for.
fn time_word(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "y" | "yr" | "yrs" | "year" | "years" => Some("years"),
        "m" | "mo" | "mos" | "mth" | "mths" | "month" | "months" => Some("months"),
        "w" | "wk" | "wks" | "week" | "weeks" => Some("weeks"),
        "d" | "day" | "days" => Some("days"),
        word => closest(word, ["years", "months", "weeks", "days"])
            .and_then(|meant| ["years", "months", "weeks", "days"].into_iter().find(|unit| *unit == meant)),
    }
}

/// `01/04/2026`, `1 April 2026`, `2026/04/01`, `2026-4-1`, `2026-04-01T00:00:00Z`.
pub(super) fn date(text: &str) -> Option<String> {
    let day = text.split_once(['T', ' ']).filter(|(day, _)| Date::parse(day).is_ok()).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = day.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else if third.len() == 4 && first.starts_with(char::is_alphabetic) {
        (third, first, second)
    } else if third.len() == 4 {
        (third, second, first)
    } else {
        return None;
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let date = Date::new(year.parse().ok()?, month_number(month)?, day.parse().ok()?)?;
    (date.to_string() != text).then(|| format!("write `{date}`"))
}

/// The month that a number or an English name, whole or its first three letters, stands for.
fn month_number(word: &str) -> Option<i8> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().map(|name| name.to_ascii_lowercase()).position(|name| {
        name == word || name.get(..3) == Some(word.as_str()) || (word == "sept" && name == "september")
    })?;
    i8::try_from(at + 1).ok()
}

/// `2020/21`, `2020–21`, `2020-2021`, `2024-04-01 - 2027-03-31`, `2020`.
pub(super) fn period(text: &str) -> Option<String> {
    let plain = text.replace(['–', '—'], "-");
    for middle in ["..", "/", " - ", "--", " until ", " till ", " through "] {
        if let Some((start, end)) = plain.split_once(middle)
            && let (Ok(start), Ok(end)) = (Date::parse(start), Date::parse(end))
        {
            return write(format_args!("{start} to {end}"));
        }
    }
    let digits: Vec<&str> =
        plain.trim_start_matches("FY").split(['-', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let year: i16 = digits.first().filter(|year| year.len() == 4)?.parse().ok().filter(|year| *year > 0)?;
    let next = year.checked_add(1)?;
    match digits.get(1..)? {
        [] => write(format_args!("{year:04}-{:02}", next % 100)),
        [second] if second.parse() == Ok(next) || second.parse() == Ok(next % 100) => {
            write(format_args!("{year:04}-{:02}", next % 100))
        }
        [_, _] if Date::parse(text).is_ok() => Some(format!(
            "a period has two days: write `{text} to …`, or a financial year such as `{year:04}-{:02}`",
            next % 100
        )),
        _ => None,
    }
}
