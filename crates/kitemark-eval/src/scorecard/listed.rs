//! Lists and texts that stay short, however much a profile says.

use std::borrow::Cow;

use kitemark_dsl::value::Number;

/// The most findings, fields, claims or documents of one criterion, and the most exemptions, that a scorecard lists.
pub const MOST_LISTED: usize = 50;

/// The most claims that a scorecard lists of those a reviewer decided on, who has looked at each of them.
pub const MOST_CLAIMS: usize = 1000;

/// A text of the profile that has more characters than this is cut where a scorecard repeats it, and ends in `…`.
pub const LONGEST: usize = 1000;

/// The first of many, and how many more there are: these are counted, not made.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    pub(crate) first: Vec<T>,
    pub(crate) more: usize,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { first: Vec::new(), more: 0 }
    }
}

impl<T> Listed<T> {
    /// Lists `most` of these, as `make` makes them.
    pub(crate) fn of<I>(mut items: impl Iterator<Item = I>, most: usize, make: impl FnMut(I) -> T) -> Self {
        let first = items.by_ref().take(most).map(make).collect();
        Self { first, more: items.count() }
    }
}

/// What stands at the end of a list of which so many are left out: `and 9,950 more`.
pub fn and_more(more: usize) -> String {
    format!("and {} more", Number::from(i64::try_from(more).unwrap_or(i64::MAX)).grouped())
}

/// Whether nothing is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is_zero(more: &usize) -> bool {
    *more == 0
}

/// `text`, cut where it goes on for too long.
pub(crate) fn clipped(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => Cow::Owned(format!("{} …", text.get(..at).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// The same of a text that is owned.
pub(crate) fn clip(text: String) -> String {
    match clipped(&text) {
        Cow::Owned(clipped) => clipped,
        Cow::Borrowed(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_counted() {
        let Listed { first, more } = Listed::of(1..=7, 3, |each| each * 10);
        assert_eq!((first, more), (vec![10, 20, 30], 4));
        let Listed { first, more } = Listed::of(1..=3, 3, |each| each);
        assert_eq!((first, more), (vec![1, 2, 3], 0));
        assert_eq!(and_more(9_950), "and 9,950 more");
    }

    #[test]
    fn texts_are_cut_by_characters() {
        let long = "é".repeat(LONGEST);
        assert_eq!(clipped(&long), long);
        assert_eq!(clipped(&format!("{long}é")), format!("{long} …"));
    }
}
