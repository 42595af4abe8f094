//! Periods of a contract, from days of the calendar or a number of days.

use kitemark_dsl::value::{Date, Duration, Number, Period};

use crate::answer::quoted;
use crate::node::{Node, Said};

/// What a period says, and what is doubtful about it.
#[derive(Debug, Default)]
pub(crate) struct Span {
    pub(crate) start: Option<Said<Date>>,
    /// How long it is.
    pub(crate) length: Option<Length>,
    /// How much longer it can become.
    pub(crate) further: Option<Length>,
    /// What cannot be used.
    pub(crate) notes: Vec<String>,
}

/// A length, and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Length {
    pub(crate) value: Duration,
    pub(crate) pointers: Vec<String>,
    /// How it was found.
    pub(crate) from: String,
    /// Why a person has to look at it.
    pub(crate) doubts: Vec<String>,
}

/// Reads a period. Where its days and its number of days contradict one another, the days hold.
pub(crate) fn read(node: &Node<'_>) -> Span {
    let day = |key| node.get(key).day().filter(|said| said.value.year() >= FIRST_YEAR);
    let (start, end) = (day("startDate"), day("endDate"));
    let mut span = Span { start, ..Span::default() };
    for key in ["startDate", "endDate", "maxExtentDate"] {
        let there = node.get(key);
        if there.is_there() && day(key).is_none() {
            span.notes.push(format!(
                "the {key} at {} is no day that a contract can have: {}",
                there.pointer(),
                written(&there)
            ));
        }
    }
    let by_days = match (&span.start, &end) {
        (Some(start), Some(end)) if start.value > end.value => {
            span.notes.push(format!(
                "the period at {} ends on {} before it begins on {}",
                node.pointer(),
                end.value,
                start.value
            ));
            None
        }
        (Some(start), Some(end)) => between(start, end),
        _ => None,
    };
    let counted = node.get("durationInDays").number().and_then(|days| counted(&days));
    let days = node.get("durationInDays");
    if days.is_there() && counted.is_none() {
        span.notes.push(format!("the number of days at {} cannot be read: {}", days.pointer(), written(&days)));
    }
    let latest = day("maxExtentDate");
    let (by_days, counted) = (span.sane(by_days), span.sane(counted));
    let beyond = end.as_ref().zip(latest.as_ref()).and_then(|(end, latest)| further(end, latest));
    span.further = span.sane(beyond);
    span.length = match (by_days, counted) {
        (Some(mut length), Some(other)) if length.value != other.value => {
            length.doubts.push(format!(
                "the days give {}, but the number of days {} ({})",
                length.value, other.value, other.from
            ));
            length.pointers.extend(other.pointers);
            Some(length)
        }
        (Some(mut length), Some(other)) => {
            length.pointers.extend(other.pointers);
            Some(length)
        }
        (by_days, counted) => by_days.or(counted),
    };
    match (&end, latest) {
        (Some(end), Some(latest)) if latest.value < end.value => {
            let early = format!("the latest end, {}, is before the last day, {}", latest.value, end.value);
            match &mut span.length {
                Some(length) => {
                    length.doubts.push(early);
                    length.pointers.push(latest.pointer);
                }
                None => span.notes.push(early),
            }
        }
        (None, Some(latest)) => {
            span.notes
                .push(format!("{} gives {} as the latest end, but there is no last day", latest.pointer, latest.value));
        }
        _ => {}
    }
    span
}

/// No contract that is let today began before this year.
const FIRST_YEAR: i16 = 1900;

/// No contract for a service is longer than this many years.
const MOST_YEARS: i64 = 100;

/// Whether a length is no longer than a contract can be.
pub(crate) fn is_sane(length: Duration) -> bool {
    Duration::months(Number::from(MOST_YEARS * 12)).is_at_least(length) == Some(true)
}

impl Span {
    /// The length, if a contract can have it; or else a note of it.
    fn sane(&mut self, length: Option<Length>) -> Option<Length> {
        let length = length?;
        if is_sane(length.value) {
            return Some(length);
        }
        let places = length.pointers.join(", ");
        self.notes.push(format!("more than {MOST_YEARS} years can hardly be meant: {} ({places})", length.from));
        None
    }
}

fn written(node: &Node<'_>) -> String {
    node.text().map_or_else(|| "no text".to_owned(), |said| quoted(&said.value))
}

/// From a day to a day, both included.
fn between(start: &Said<Date>, end: &Said<Date>) -> Option<Length> {
    let length = Period::new(start.value, end.value)?.length();
    let (value, doubts) = if length.is_pure_months() {
        (Duration::months(length.month_part()), Vec::new())
    } else if end.value.since(start.value).is_pure_months() {
        let months = Duration::months(end.value.since(start.value).month_part());
        (months, vec![format!("the last day, {}, is a day over {months}: it was taken as the day after", end.value)])
    } else {
        (Duration::days(Number::from(length.exact_days()?)), Vec::new())
    };
    let from = format!("{} to {}", start.value, end.value);
    Some(Length { value, pointers: vec![start.pointer.clone(), end.pointer.clone()], from, doubts })
}

/// How much later the latest end is.
fn further(end: &Said<Date>, latest: &Said<Date>) -> Option<Length> {
    let after = |day: Date| day.checked_add(Duration::days(Number::ONE));
    let length = after(latest.value)?.since(after(end.value)?);
    if latest.value <= end.value {
        return None;
    }
    let value = if length.is_pure_months() {
        Duration::months(length.month_part())
    } else {
        Duration::days(Number::from(length.exact_days()?))
    };
    let from = format!("from {} to {} at the latest", end.value, latest.value);
    Some(Length { value, pointers: vec![end.pointer.clone(), latest.pointer.clone()], from, doubts: Vec::new() })
}

const DAYS_OF_A_MONTH: i64 = 30;
const DAYS_OF_A_YEAR: i64 = 365;

/// A number of days as the months or years that were meant.
///
/// Portals multiply months by 30, as the mapping of the European forms to the standard asks for
/// (<https://github.com/open-contracting-extensions/european-union>, F02, II.2.7); others write years of 365 days, with or
/// without the leap days.
fn counted(days: &Said<Number>) -> Option<Length> {
    let count = days.value.to_integer().filter(|days| *days > 0)?;
    let years = count / DAYS_OF_A_YEAR;
    let beyond = count - years * DAYS_OF_A_YEAR;
    let are_years = years > 0 && beyond <= (years + 3) / 4;
    let (value, how) = if count % DAYS_OF_A_MONTH == 0 {
        let months = count / DAYS_OF_A_MONTH;
        (Duration::months(Number::from(months)), format!("{count} days: {months} × 30"))
    } else if are_years {
        (Duration::months(Number::from(years * 12)), format!("{count} days: {years} years"))
    } else {
        (Duration::days(Number::from(count)), format!("{count} days"))
    };
    let both = count % DAYS_OF_A_MONTH == 0 && are_years;
    let doubts = if both { vec![format!("{count} days are {value} of 30 days, or {years} years")] } else { Vec::new() };
    Some(Length { value, pointers: vec![days.pointer.clone()], from: how, doubts })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;
    use crate::node::Node;

    /// The length, how much longer it can become, and how many doubts and notes there are.
    fn shown(period: &Value) -> (String, String, usize, usize) {
        let span = read(&Node::new([(period, "#".to_owned())]));
        let doubts = span.length.as_ref().map_or(0, |length| length.doubts.len());
        let text = |length: Option<super::Length>| length.map_or("-".to_owned(), |length| length.value.to_string());
        (text(span.length), text(span.further), doubts, span.notes.len())
    }

    #[test]
    fn lengths_are_those_that_were_meant() {
        for (period, length, further, doubts, notes) in [
            (json!({"durationInDays": 1080}), "36 months", "-", 0, 0),
            (json!({"durationInDays": "1080"}), "36 months", "-", 0, 0),
            (json!({"durationInDays": 1080.0}), "36 months", "-", 0, 0),
            (json!({"durationInDays": 450}), "15 months", "-", 0, 0),
            // Three years of 365 days, and with the leap day.
            (json!({"durationInDays": 1095}), "36 months", "-", 0, 0),
            (json!({"durationInDays": 1096}), "36 months", "-", 0, 0),
            (json!({"durationInDays": 2555}), "84 months", "-", 0, 0),
            // 73 months of 30 days, or six years of 365.
            (json!({"durationInDays": 2190}), "73 months", "-", 1, 0),
            (json!({"durationInDays": 100}), "100 days", "-", 0, 0),
            (json!({"durationInDays": 0}), "-", "-", 0, 1),
            (json!({"durationInDays": -30}), "-", "-", 0, 1),
            (json!({"durationInDays": "three years"}), "-", "-", 0, 1),
            (json!({"startDate": "2026-04-01", "endDate": "2031-03-31"}), "60 months", "-", 0, 0),
            (json!({"startDate": "2026-04-01", "endDate": "2031-04-01"}), "60 months", "-", 1, 0),
            (json!({"startDate": "2026-04-01", "endDate": "2026-06-15"}), "76 days", "-", 0, 0),
            (json!({"startDate": "2026-03-31T23:00:00Z", "endDate": "2031-03-30T23:00:00Z"}), "60 months", "-", 0, 0),
            (
                json!({"startDate": "2026-04-01", "endDate": "2029-03-31", "durationInDays": 1080}),
                "36 months",
                "-",
                0,
                0,
            ),
            // The days hold against the number of days.
            (
                json!({"startDate": "2026-04-01", "endDate": "2029-03-31", "durationInDays": 1800}),
                "36 months",
                "-",
                1,
                0,
            ),
            (json!({"startDate": "2029-04-01", "endDate": "2026-03-31"}), "-", "-", 0, 1),
            (json!({"startDate": "soon", "endDate": "2026-03-31", "durationInDays": 360}), "12 months", "-", 0, 1),
            (
                json!({"startDate": "2026-04-01", "endDate": "2029-03-31", "maxExtentDate": "2031-03-31"}),
                "36 months",
                "24 months",
                0,
                0,
            ),
            (json!({"endDate": "2029-03-31", "maxExtentDate": "2029-03-31"}), "-", "-", 0, 0),
            (json!("three years"), "-", "-", 0, 0),
        ] {
            assert_eq!(shown(&period), (length.to_owned(), further.to_owned(), doubts, notes), "{period}");
        }
    }
}
