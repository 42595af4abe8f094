//! What a text says of lengths of time, item by item, as the grammar finds them.

use kitemark_dsl::value::{Date, Duration, Number, Period};
use pest::Parser;
use pest_derive::Parser;

use crate::period;

#[derive(Parser)]
#[grammar = "prose/renewal.pest"]
pub(super) struct Grammar;

pub(super) type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// The most periods that somebody would name by their number.
const MOST_PERIODS: i64 = 20;

/// An item of a text, and the word that it begins with, counted from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) kind: ItemKind,
    pub(super) word: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum ItemKind {
    /// `24 months`, with the role that the words right behind it give.
    Span(Duration, Option<Role>),
    /// `two further periods of 12 months`; whether a word for extensions is part of it.
    Series(Vec<Duration>, bool),
    /// `3+1+1`; whether "extensions" stands behind it.
    Sum(Vec<Duration>, bool),
    /// `from 36 to 48 months`.
    Growth(Duration, Duration),
    /// `1 April 2023 to 31 March 2028`.
    Between(Duration),
    /// `12 to 24 months`: nobody can say which.
    Range,
    Cue(Cue),
    Stop,
}

/// What a length is the length of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Initial,
    Extension,
    Total,
    /// Something else: a notice period, the age of a policy.
    Aside,
}

/// Words that tell what the lengths behind them are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// "extend", "renewal".
    Extending,
    /// "further", "option".
    Further,
    /// "was extended", "the current contract": of what went before.
    Past,
    /// "and a further".
    Join,
    /// "for up to a maximum of": no more than an upper end.
    ByMost,
    /// "maximum": of the extension or of the whole.
    Most,
    Role(Role),
}

/// The items of a text, in order.
pub(super) fn items(text: &str) -> Vec<Item> {
    let plain = plain(text);
    let Ok(pairs) = Grammar::parse(Rule::text, &plain) else { return Vec::new() };
    let (mut at, mut words) = (0, 0);
    let mut items = Vec::new();
    for pair in pairs {
        let start = pair.as_span().start();
        words += plain.get(at..start).unwrap_or_default().split_whitespace().count();
        at = start;
        items.extend(kind(pair).map(|kind| Item { kind, word: words }));
    }
    items
}

/// Lower case, with plain blanks, hyphens and quotation marks.
pub(super) fn plain(text: &str) -> String {
    let plain = text.chars().map(|char| match char {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '`' => '\'',
        '\n' | '\r' => '\n',
        char if char.is_whitespace() => ' ',
        char => char,
    });
    plain.collect::<String>().to_lowercase()
}

fn kind(pair: Pair<'_>) -> Option<ItemKind> {
    let cue = |cue| Some(ItemKind::Cue(cue));
    match pair.as_rule() {
        Rule::stop => Some(ItemKind::Stop),
        Rule::span => Some(span(pair)),
        Rule::another => {
            let unit = pair.into_inner().find(|inner| inner.as_rule() == Rule::unit)?;
            Some(ItemKind::Span(measured(Number::ONE, &unit)?, Some(Role::Extension)))
        }
        Rule::series => Some(series(pair).unwrap_or(ItemKind::Range)),
        Rule::sum => Some(sum(pair).unwrap_or(ItemKind::Range)),
        Rule::growth => Some(growth(pair).unwrap_or(ItemKind::Range)),
        Rule::range | Rule::unclear => Some(ItemKind::Range),
        Rule::dates => between(pair).map(ItemKind::Between),
        Rule::past => cue(Cue::Past),
        Rule::join => cue(Cue::Join),
        Rule::by_most => cue(Cue::ByMost),
        Rule::up_most | Rule::most => cue(Cue::Most),
        Rule::total => cue(Cue::Role(Role::Total)),
        Rule::initial => cue(Cue::Role(Role::Initial)),
        Rule::aside => cue(Cue::Role(Role::Aside)),
        Rule::extending => cue(Cue::Extending),
        Rule::further => cue(Cue::Further),
        _ => None,
    }
}

fn span(pair: Pair<'_>) -> ItemKind {
    let (mut counted, mut read, mut role) = (None, None, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::length => read = length(inner),
            Rule::count => counted = count(inner),
            Rule::more => role = Some(Role::Extension),
            Rule::unit => read = counted.and_then(|counted| measured(counted, &inner)),
            Rule::as_extension => role = Some(Role::Extension),
            Rule::as_initial => role = Some(Role::Initial),
            Rule::as_total => role = Some(Role::Total),
            Rule::as_aside => role = Some(Role::Aside),
            _ => {}
        }
    }
    read.map_or(ItemKind::Range, |length| ItemKind::Span(length, role))
}

fn series(pair: Pair<'_>) -> Option<ItemKind> {
    let (mut periods, mut each, mut named) = (None, None, false);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::count => periods = Some(count(inner)?.to_integer()?),
            Rule::length => each = Some(length(inner)?),
            Rule::as_extension | Rule::named | Rule::more => named = true,
            Rule::often => match inner.into_inner().find(|part| matches!(part.as_rule(), Rule::count | Rule::twice))? {
                twice if twice.as_rule() == Rule::twice => periods = Some(2),
                counted => periods = Some(count(counted)?.to_integer()?),
            },
            _ => {}
        }
    }
    let periods = usize::try_from(periods.filter(|periods| (1..=MOST_PERIODS).contains(periods))?).ok()?;
    Some(ItemKind::Series(vec![each?; periods], named))
}

/// Where a sum names no unit, small numbers are years and those from 12 are months.
fn sum(pair: Pair<'_>) -> Option<ItemKind> {
    let (mut terms, mut last_unit, mut named) = (Vec::new(), None, false);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::term => {
                let (mut number, mut unit) = (None, None);
                for part in inner.into_inner() {
                    match part.as_rule() {
                        Rule::count => number = Some(count(part)?),
                        _ => unit = Some(part),
                    }
                }
                terms.push((number?, unit));
            }
            Rule::unit => last_unit = Some(inner),
            Rule::as_extension => named = true,
            _ => {}
        }
    }
    let unit_behind = last_unit.or_else(|| terms.last().and_then(|(_, unit)| unit.clone()));
    let unit_in_front = terms.first().and_then(|(_, unit)| unit.clone());
    let shared = unit_behind.or(unit_in_front);
    let all = |holds: fn(Number) -> bool| terms.iter().all(|(number, _)| holds(*number));
    let months_in_one = match &shared {
        Some(_) => None,
        None if all(|number| number <= Number::from(10)) => Some(Number::from(12)),
        None if all(|number| number >= Number::from(12)) => Some(Number::ONE),
        None => return None,
    };
    let terms = terms.iter().map(|(number, unit)| match (unit.as_ref().or(shared.as_ref()), months_in_one) {
        (Some(unit), _) => measured(*number, unit),
        (None, Some(months)) => whole_months(number.checked_mul(months)?),
        (None, None) => None,
    });
    Some(ItemKind::Sum(terms.collect::<Option<_>>()?, named))
}

fn growth(pair: Pair<'_>) -> Option<ItemKind> {
    let (mut from, mut from_unit, mut to, mut to_unit) = (None, None, None, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::count => from = Some(count(inner)?),
            Rule::unit => from_unit = Some(inner),
            Rule::length => {
                to_unit = inner.clone().into_inner().find(|part| part.as_rule() == Rule::unit);
                to = Some(length(inner)?);
            }
            _ => {}
        }
    }
    Some(ItemKind::Growth(measured(from?, &from_unit.or(to_unit)?)?, to?))
}

fn between(pair: Pair<'_>) -> Option<Duration> {
    let mut days = pair.into_inner().filter(|inner| inner.as_rule() == Rule::day).map(day);
    let period = Period::new(days.next()??, days.next()??)?;
    let length = period.length();
    length.is_pure_months().then(|| Duration::months(length.month_part()))
}

fn day(pair: Pair<'_>) -> Option<Date> {
    let (mut numbers, mut named) = (Vec::new(), None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::month_name => named = Some(month(inner.as_str())?),
            _ => numbers.push(inner.as_str().parse::<i16>().ok()?),
        }
    }
    let month = match (named, numbers.as_slice()) {
        (Some(month), _) => month,
        (None, [_, month, _]) => i8::try_from(*month).ok()?,
        _ => return None,
    };
    Date::new(*numbers.last()?, month, i8::try_from(*numbers.first()?).ok()?)
}

fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|month| name.starts_with(month))?;
    i8::try_from(at + 1).ok()
}

fn length(pair: Pair<'_>) -> Option<Duration> {
    let (mut number, mut unit) = (None, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::count => number = Some(count(inner)?),
            Rule::unit => unit = Some(inner),
            _ => {}
        }
    }
    measured(number?, &unit?)
}

/// A length that a contract can have.
fn measured(number: Number, unit: &Pair<'_>) -> Option<Duration> {
    long_measured(number, unit).filter(|length| period::is_sane(*length))
}

/// A length, however long.
pub(super) fn long_measured(number: Number, unit: &Pair<'_>) -> Option<Duration> {
    if number.is_zero() {
        return None;
    }
    match unit.clone().into_inner().next()?.as_rule() {
        Rule::year => whole_months(number.checked_mul(Number::from(12))?),
        Rule::month => whole_months(number),
        _ => number.checked_mul(Number::from(7)).filter(|days| days.is_integer()).map(Duration::days),
    }
}

fn whole_months(months: Number) -> Option<Duration> {
    months.is_integer().then(|| Duration::months(months))
}

/// A number in digits or words; none where the one in brackets is another.
pub(super) fn count(pair: Pair<'_>) -> Option<Number> {
    let mut read = None;
    for inner in pair.into_inner() {
        let inner = if inner.as_rule() == Rule::bracket { inner.into_inner().next()? } else { inner };
        let number = match inner.as_rule() {
            Rule::digits => Number::parse(inner.as_str()).ok()?,
            _ => Number::from(spelled(inner.as_str())?),
        };
        if read.is_some_and(|read| read != number) {
            return None;
        }
        read = Some(number);
    }
    read
}

fn spelled(words: &str) -> Option<i64> {
    words.split([' ', '-']).filter(|word| !word.is_empty()).try_fold(0, |sum, word| Some(sum + word_number(word)?))
}

fn word_number(word: &str) -> Option<i64> {
    const SMALL: [&str; 19] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let position =
        |list: &[&str], word: &str| list.iter().position(|each| *each == word).and_then(|at| i64::try_from(at).ok());
    match word {
        "single" => Some(1),
        "fourty" => Some(40),
        _ => position(&SMALL, word).map(|at| at + 1).or_else(|| position(&TENS, word).map(|at| (at + 2) * 10)),
    }
}
