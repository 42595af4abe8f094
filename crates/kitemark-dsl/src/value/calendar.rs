//! Dates and periods.

use std::fmt;

use jiff::civil;

use super::advice;
use super::duration::Duration;
use super::error::{LiteralError, LiteralErrorKind, quote};
use super::number::Number;

/// A day of the Gregorian calendar, in the years 1 to 9999.
#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct Date(civil::Date);

/// The first day there is.
const FIRST: civil::Date = civil::date(1, 1, 1);

/// After so many years the calendar repeats itself to the day.
const CYCLE_YEARS: i16 = 400;

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().and_then(Self::kept)
    }

    /// Reads `2026-04-01`, and nothing but this form.
    ///
    /// # Errors
    /// Another form is an error of kind `Type`, a day that the calendar does not have one of kind `Day`.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        let text = text.trim();
        let Some((year, month, day)) = iso(text) else {
            return Err(LiteralError::wrong_type(format!("{} is not a date", quote(text))).or_help(advice::date(text)));
        };
        Self::new(year, month, day).ok_or_else(|| {
            let error = LiteralError::new(LiteralErrorKind::Day, format!("the calendar has no day {}", quote(text)));
            match civil::Date::new(year, month, 1).ok().filter(|_| year > 0) {
                Some(first) => {
                    let days = first.days_in_month();
                    error.help(format!("{} {year} has {days} days", advice::month_name(month)))
                }
                None if year == 0 => error.help("years go from 0001 to 9999"),
                None => error.help("write year, month and day: `2026-04-01` is the first of April"),
            }
        })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day so much later: first the months, then the days.
    ///
    /// Where the month has no such day, its last is taken, so 31 January and a month is the last of February. None for
    /// parts of a month or day, and outside the years 1 to 9999.
    pub fn checked_add(self, length: Duration) -> Option<Self> {
        let months = jiff::Span::new().try_months(length.month_part().to_integer()?).ok()?;
        let days = jiff::Span::new().try_days(length.day_part().to_integer()?).ok()?;
        Self::kept(self.0.checked_add(months).ok()?.checked_add(days).ok()?)
    }

    /// The day so much earlier, by the rules of [`checked_add`](Self::checked_add).
    pub fn checked_sub(self, length: Duration) -> Option<Self> {
        self.checked_add(length.neg())
    }

    /// How long after `earlier` this day is: the most whole months that fit, counted forward from the earlier day, then
    /// days.
    ///
    /// If this is the earlier one, the result is the negative of the reverse. It remembers the exact number of days.
    pub fn since(self, earlier: Self) -> Duration {
        if self < earlier { between(self.0, earlier.0).neg() } else { between(earlier.0, self.0) }
    }

    /// How many days after 1 January of the year 1 this day is.
    pub fn number(self) -> i64 {
        day_count(FIRST, self.0)
    }

    /// The day of this [`number`](Self::number); none outside the years 1 to 9999.
    pub fn of_number(number: i64) -> Option<Self> {
        Self::kept(FIRST.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?)
    }

    fn kept(date: civil::Date) -> Option<Self> {
        (date.year() >= 1).then_some(Self(date))
    }
}

/// ISO: `2026-04-01`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day()))
    }
}

/// Year, month and day of a text of the form `dddd-dd-dd`.
fn iso(text: &str) -> Option<(i16, i8, i8)> {
    let bytes = text.as_bytes();
    let is_iso = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !is_iso {
        return None;
    }
    Some((text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?))
}

/// The difference from `start` to `end`, where `start` is not after `end`.
fn between(start: civil::Date, end: civil::Date) -> Duration {
    let month = |date: civil::Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let later = |months: i64| {
        let span = jiff::Span::new().try_months(months).ok()?;
        start.checked_add(span).ok().filter(|date| *date <= end)
    };
    let most = month(end) - month(start);
    let (months, reached) = match later(most) {
        Some(reached) => (most, reached),
        None => (most - 1, later(most - 1).unwrap_or(start)),
    };
    Duration::counted(months, day_count(reached, end), day_count(start, end))
}

fn day_count(start: civil::Date, end: civil::Date) -> i64 {
    // A difference of civil dates is in days.
    i64::from((end - start).get_days())
}

/// The days from a first to a last, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Period {
    start: Date,
    end: Date,
}

impl Period {
    /// The days from `start` to `end`, both included; none if `end` is before `start`.
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The financial year that begins in `year`: 1 April to 31 March. The last is 9998-99.
    pub fn financial_year(year: i16) -> Option<Self> {
        Self::new(Date::new(year, 4, 1)?, Date::new(year.checked_add(1)?, 3, 31)?)
    }

    /// Reads `2024-04-01 to 2027-03-31`, or a financial year such as `2020-21`.
    ///
    /// # Errors
    /// `Day` for days that the calendar does not have, `Reversed` for an end before the start, `Type` for the rest.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        let text = text.trim();
        if let Some((start, end)) = text.split_once(" to ") {
            let (start, end) = (Date::parse(start)?, Date::parse(end)?);
            return Self::new(start, end).ok_or_else(|| {
                LiteralError::new(LiteralErrorKind::Reversed, format!("{} ends before it starts", quote(text)))
                    .help(format!("write the earlier day first: `{end} to {start}`"))
            });
        }
        match short_year(text) {
            Some((year, second)) if (year + 1) % 100 == second => Self::financial_year(year).ok_or_else(|| {
                LiteralError::new(LiteralErrorKind::Day, format!("the calendar has no year {}", quote(text)))
            }),
            Some((year, second)) => {
                let next = (year + 1) % 100;
                let message = format!("{} is not a financial year: {year:04} is followed by {next:02}", quote(text));
                let help = match i8::try_from(second).ok().and_then(|month| civil::Date::new(year, month, 1).ok()) {
                    Some(first) => {
                        format!(
                            "write `{year:04}-{next:02}`, or the days, such as `{first} to {}`",
                            first.last_of_month()
                        )
                    }
                    None => format!("write `{year:04}-{next:02}`"),
                };
                Err(LiteralError::wrong_type(message).help(help))
            }
            None => {
                Err(LiteralError::wrong_type(format!("{} is not a period", quote(text))).or_help(advice::period(text)))
            }
        }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// How long it is, the last day included: from its first day to the day after its last.
    pub fn length(self) -> Duration {
        match self.end.checked_add(Duration::days(Number::ONE)) {
            Some(after) => after.since(self.start),
            // The day after the last of the calendar: the same days a whole cycle earlier have the same length.
            None => {
                let cycle = jiff::Span::new().years(CYCLE_YEARS);
                let earlier = |date: Date| date.0.checked_sub(cycle).unwrap_or(date.0);
                let last = earlier(self.end);
                between(earlier(self.start), last.tomorrow().unwrap_or(last))
            }
        }
    }
}

/// `2020-21` for a financial year, otherwise `2024-04-01 to 2027-03-31`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Self::financial_year(self.start.year()) == Some(*self) {
            let year = self.start.year();
            f.pad(&format!("{year:04}-{:02}", (year + 1) % 100))
        } else {
            f.pad(&format!("{} to {}", self.start, self.end))
        }
    }
}

/// The two numbers of a text of the form `dddd-dd`.
fn short_year(text: &str) -> Option<(i16, i16)> {
    let (year, second) = text.split_once('-')?;
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(second, 2) {
        return None;
    }
    Some((year.parse().ok()?, second.parse().ok()?))
}
