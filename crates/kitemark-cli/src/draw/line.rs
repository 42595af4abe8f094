//! A line of source, cut around the places that are pointed at and made harmless.

use std::ops::Range;

use kitemark::Source;
use kitemark::report::visible;
use textwrap::core::display_width;

/// A line as it is shown.
#[derive(Debug)]
pub(super) struct Line {
    /// Its text, without anything that could harm a terminal.
    pub(super) text: String,
    /// Where the places pointed at are in that text; none for what was cut off.
    pub(super) places: Vec<Option<Range<usize>>>,
}

impl Line {
    /// The line of `source` that begins with `ranges`' first start, at most `room` columns of it.
    ///
    /// All ranges start on one line; what of them goes beyond its end is left out.
    pub(super) fn cut(source: &Source, ranges: &[Range<usize>], room: usize) -> Self {
        let inside = |range: &Range<usize>| range.start.min(source.text().len())..range.end.min(source.text().len());
        let ranges: Vec<_> = ranges.iter().map(inside).collect();
        let bounds = line_around(source.text(), ranges.first().map_or(0, |range| range.start));
        let window = window(source, &bounds, &ranges, room);
        let before = if window.start > bounds.start { "…" } else { "" };
        let after = if window.end < bounds.end { "…" } else { "" };
        let shown = |range: Range<usize>| shown(source.slice(range));
        let offset = |at: usize| before.len() + shown(window.start..at).len();
        let place = |range: &Range<usize>| {
            let inside = range.start >= window.start && range.start <= window.end;
            inside.then(|| offset(range.start)..offset(range.end.clamp(range.start, window.end)))
        };
        Self { text: format!("{before}{}{after}", shown(window.clone())), places: ranges.iter().map(place).collect() }
    }
}

/// Tabs are four columns wide, everything else that is not plainly visible is replaced by a sign.
fn shown(text: &str) -> String {
    text.split('\t').map(visible).collect::<Vec<_>>().join("    ")
}

/// The bytes of the line around `at`, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |length| at + length);
    let end = if end > start && text.as_bytes().get(end - 1) == Some(&b'\r') { end - 1 } else { end };
    start.min(at)..end.max(at.min(text.len()))
}

/// The part of a line that is shown: all of it if it fits, else what lies around the first place.
fn window(source: &Source, bounds: &Range<usize>, ranges: &[Range<usize>], room: usize) -> Range<usize> {
    // A column needs no more than a few bytes, so longer lines need not be measured to know that they do not fit.
    if bounds.len() <= room * 8 && display_width(&shown(source.slice(bounds.clone()))) <= room {
        return bounds.clone();
    }
    let room = room.saturating_sub(2);
    let main = ranges.first().map_or(bounds.start, |range| range.start).clamp(bounds.start, bounds.end);
    let start = back(source, bounds.start..main, room / 3);
    let end = forward(source, start..bounds.end, room);
    // At the end of a line there is room for more of what comes before.
    let start = if end == bounds.end { back(source, bounds.start..end, room) } else { start };
    start..end
}

/// Where the last `room` columns of a range begin.
fn back(source: &Source, range: Range<usize>, room: usize) -> usize {
    let mut used = 0;
    let mut start = range.end;
    for (at, char) in source.slice(range.clone()).char_indices().rev() {
        used += width_of(char);
        if used > room {
            break;
        }
        start = range.start + at;
    }
    start
}

/// Where the first `room` columns of a range end.
fn forward(source: &Source, range: Range<usize>, room: usize) -> usize {
    let mut used = 0;
    for (at, char) in source.slice(range.clone()).char_indices() {
        used += width_of(char);
        if used > room {
            return range.start + at;
        }
    }
    range.end
}

fn width_of(char: char) -> usize {
    display_width(&shown(char.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, range: Range<usize>, room: usize) -> (String, Option<String>) {
        let line = Line::cut(&Source::new("p", text), &[range], room);
        let pointed = line.places.first().cloned().flatten().and_then(|place| line.text.get(place).map(str::to_owned));
        (line.text, pointed)
    }

    #[test]
    fn a_short_line_stays() {
        assert_eq!(cut("a: 1\r\nb: two\r\n", 9..12, 40), ("b: two".to_owned(), Some("two".to_owned())));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}HERE{}", "a".repeat(100), "b".repeat(100));
        let (line, pointed) = cut(&text, 100..104, 32);
        assert_eq!(line, format!("…{}HERE{}…", "a".repeat(10), "b".repeat(16)));
        assert_eq!(pointed.as_deref(), Some("HERE"));
    }

    #[test]
    fn places_survive_what_is_made_visible() {
        let (line, pointed) = cut("\ta\u{202e}\u{1b}x: 漢", 7..9, 40);
        assert_eq!(line, "    a<U+202E>␛x: 漢");
        assert_eq!(pointed.as_deref(), Some(": "));
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        assert_eq!(cut("a\n", 2..2, 40), (String::new(), Some(String::new())));
        assert_eq!(cut("", 5..9, 40), (String::new(), Some(String::new())));
    }
}
