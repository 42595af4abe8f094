//! A place in a notice, read tolerantly: whatever is missing or of another kind is simply not said.
//!
//! A notice may have been released several times. A node then stands for the same place in each release, the newest first:
//! what a newer release says takes the place of what an older one said, and what it leaves out stays. Objects are merged by
//! key, lists by the `id` of their entries, and `null` takes away, as the
//! [merging of releases](https://standard.open-contracting.org/1.1/en/schema/merging/) asks for.

use std::collections::BTreeMap;

use kitemark_dsl::value::{Date, Duration, Number};
use serde_json::Value;

/// The most characters of a text that are searched for what it says; no portal takes longer ones.
const MOST_READ: usize = 20_000;

/// A place in every release of a notice that has it, the newest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node<'n> {
    places: Vec<Place<'n>>,
}

#[derive(Debug, Clone)]
struct Place<'n> {
    value: &'n Value,
    pointer: String,
}

/// What a notice says at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said<T> {
    pub(crate) value: T,
    /// Where, as a JSON pointer.
    pub(crate) pointer: String,
}

impl<T> Said<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Said<U> {
        Said { value: change(self.value), pointer: self.pointer }
    }

    /// The same of a value that may turn out to be none.
    pub(crate) fn and_then<U>(self, change: impl FnOnce(T) -> Option<U>) -> Option<Said<U>> {
        Some(Said { value: change(self.value)?, pointer: self.pointer })
    }
}

impl<'n> Node<'n> {
    /// The releases of a notice, the newest first, each with its pointer.
    pub(crate) fn new(releases: impl IntoIterator<Item = (&'n Value, String)>) -> Self {
        Self { places: releases.into_iter().map(|(value, pointer)| Place { value, pointer }).collect() }
    }

    /// Whether there is anything here.
    pub(crate) fn is_there(&self) -> bool {
        !self.places.is_empty()
    }

    /// Where this is, in the newest release that has it.
    pub(crate) fn pointer(&self) -> String {
        self.places.first().map(|place| place.pointer.clone()).unwrap_or_default()
    }

    /// Each release alone, the newest first.
    pub(crate) fn each(&self) -> impl Iterator<Item = Node<'n>> {
        self.places.iter().map(|place| Node { places: vec![place.clone()] })
    }

    /// What lies under a key.
    pub(crate) fn get(&self, key: &str) -> Node<'n> {
        let mut places = Vec::new();
        for place in &self.places {
            match place.value.get(key) {
                Some(Value::Null) => break,
                Some(value) => {
                    let step = key.replace('~', "~0").replace('/', "~1");
                    places.push(Place { value, pointer: format!("{}/{step}", place.pointer) });
                }
                None => {}
            }
        }
        Node { places }
    }

    /// What lies at the end of a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Node<'n> {
        path.iter().fold(self.clone(), |node, key| node.get(key))
    }

    /// The entries of a list; something that is no list counts as its only entry.
    pub(crate) fn list(&self) -> Vec<Node<'n>> {
        let mut entries: Vec<Node<'n>> = Vec::new();
        let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
        for (age, place) in self.places.iter().enumerate() {
            for entry in place.entries() {
                let id = entry.value.get("id").and_then(scalar);
                let older = id.as_ref().and_then(|id| entries.get_mut(*by_id.get(id)?)).filter(|_| age > 0);
                match (older, id) {
                    (Some(node), _) => node.places.push(entry),
                    // Entries without an id cannot be told from one another: those of the newest release hold.
                    (None, None) if age > 0 => {}
                    (None, id) => {
                        id.map(|id| by_id.entry(id).or_insert(entries.len()));
                        entries.push(Node { places: vec![entry] });
                    }
                }
            }
        }
        entries
    }

    /// The newest text here; a number or a yes or no as it is written.
    pub(crate) fn text(&self) -> Option<Said<String>> {
        self.places.iter().find_map(|place| {
            let value = scalar(place.value).filter(|text| !text.trim().is_empty())?;
            Some(Said { value, pointer: place.pointer.clone() })
        })
    }

    /// The newest text here as far as prose is read.
    pub(crate) fn prose(&self) -> Option<Said<String>> {
        let cut = |text: String| match text.char_indices().nth(MOST_READ) {
            Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
            None => text,
        };
        Some(self.text()?.map(cut))
    }

    /// The newest number here, also where it is written as a text.
    pub(crate) fn number(&self) -> Option<Said<Number>> {
        self.text()?.and_then(|text| number(&text))
    }

    /// The newest yes or no here.
    pub(crate) fn yes_no(&self) -> Option<Said<bool>> {
        self.text()?.and_then(|text| match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        })
    }

    /// The newest day here.
    pub(crate) fn day(&self) -> Option<Said<Date>> {
        self.text()?.and_then(|text| day(&text))
    }
}

impl<'n> Place<'n> {
    fn entries(&self) -> Vec<Place<'n>> {
        let Value::Array(items) = self.value else { return vec![self.clone()] };
        let entry = |(at, value)| Place { value, pointer: format!("{}/{at}", self.pointer) };
        items.iter().enumerate().map(entry).collect()
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The most digits that a number keeps on its way through JSON, where readers hold it as a binary float.
const MOST_DIGITS: usize = 15;

/// An exact number from its text. One with more digits than JSON keeps apart is none.
pub(crate) fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > MOST_DIGITS + 1 || text.starts_with('+') { None } else { Number::parse(text).ok() }
}

/// The day of a date or a timestamp, as it is written: a service begins on the day that its notice names.
///
/// A timestamp of 23:00 in universal time, in the months of summer time, is the midnight that begins the next day in the
/// United Kingdom, and portals mean that day.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let date = Date::parse(text.get(..10)?).ok()?;
    let time = text.get(10..).unwrap_or_default();
    if !time.is_empty() && !time.starts_with(['T', 't', ' ']) {
        return None;
    }
    let is_midnight_in_summer =
        time.starts_with("T23:00:00") && (time.ends_with('Z') || time.ends_with("+00:00")) && is_summer_time(date);
    if is_midnight_in_summer { date.checked_add(Duration::days(Number::ONE)) } else { Some(date) }
}

/// Whether clocks in the United Kingdom are an hour ahead at 23:00 universal time on this day: from the last Sunday of
/// March to the day before the last Sunday of October (Summer Time Act 1972, as amended in 2002).
fn is_summer_time(date: Date) -> bool {
    let from = last_sunday(date.year(), 3);
    let to = last_sunday(date.year(), 10);
    from.is_some_and(|from| date >= from) && to.is_some_and(|to| date < to)
}

/// The last Sunday of a month of 31 days.
fn last_sunday(year: i16, month: i8) -> Option<Date> {
    let sunday = Date::new(2023, 1, 1)?;
    (25..=31).rev().filter_map(|day| Date::new(year, month, day)).find(|date| {
        let days = date.since(sunday).exact_days();
        days.is_some_and(|days| days.rem_euclid(7) == 0)
    })
}

#[cfg(test)]
mod tests {
    use super::day;

    fn read(text: &str) -> Option<String> {
        day(text).map(|date| date.to_string())
    }

    #[test]
    fn a_day_is_the_one_that_is_written() {
        assert_eq!(read("2025-04-01").as_deref(), Some("2025-04-01"));
        assert_eq!(read("2025-04-01T01:00:00+01:00").as_deref(), Some("2025-04-01"));
        assert_eq!(read("2028-08-31T23:59:59+01:00").as_deref(), Some("2028-08-31"));
        assert_eq!(read("2025-02-30"), None);
        assert_eq!(read("2025-04-011"), None);
        assert_eq!(read("next year"), None);
        assert_eq!(read("2025-04-0é"), None);
    }

    /// 30 March 2025 and 26 October 2025 are the last Sundays of their months.
    #[test]
    fn midnight_in_summer_is_the_next_day() {
        assert_eq!(read("2025-03-31T23:00:00Z").as_deref(), Some("2025-04-01"));
        assert_eq!(read("2025-03-29T23:00:00Z").as_deref(), Some("2025-03-29"));
        assert_eq!(read("2025-03-30T23:00:00Z").as_deref(), Some("2025-03-31"));
        assert_eq!(read("2025-10-25T23:00:00.000Z").as_deref(), Some("2025-10-26"));
        assert_eq!(read("2025-10-26T23:00:00Z").as_deref(), Some("2025-10-26"));
        assert_eq!(read("2025-01-31T23:00:00Z").as_deref(), Some("2025-01-31"));
    }
}
