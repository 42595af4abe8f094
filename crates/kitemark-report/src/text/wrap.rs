//! Text broken into lines.

use std::borrow::Cow;

use kitemark_dsl::visible::visible;
use textwrap::core::display_width;

/// `text` made visible, on one line, with single blanks between its words.
pub(super) fn tidied(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let text = visible(text);
    if is_tidy(&text) { text } else { Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// Whether a text is what most are: words of ASCII with a blank between each two.
fn is_plain(text: &str) -> bool {
    let (Some(first), Some(last)) = (text.as_bytes().first(), text.as_bytes().last()) else { return true };
    let (bytes, next) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or_default());
    // Without a way out on the way, it takes many bytes at a time.
    let odd = bytes
        .iter()
        .zip(next)
        .fold(0_u8, |odd, (one, two)| odd | u8::from(one.wrapping_sub(0x20) >= 0x5f) | u8::from(one | two == b' '));
    odd == 0 && *first != b' ' && last.is_ascii_graphic()
}

fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    let gap = text.chars().any(|char| {
        let is_gap = char.is_whitespace() && (char != ' ' || before == ' ');
        before = char;
        is_gap
    });
    !gap && !text.ends_with(' ')
}

/// The first line of a tidy text, with as many words as there is room for, and the rest. A word that is wider than that is broken.
pub(super) fn first_line(text: &str, room: usize) -> (&str, &str) {
    let fits = match text.as_bytes().get(..=room) {
        None if text.is_ascii() => return (text, ""),
        // Of ASCII, every byte is a column.
        Some(head) if head.is_ascii() => head.iter().rposition(|byte| *byte == b' ').unwrap_or(room),
        _ => match overfull(text, room) {
            None => return (text, ""),
            Some(end) => end,
        },
    };
    let (line, rest) = text.split_at_checked(fits).unwrap_or((text, ""));
    (line, rest.strip_prefix(' ').unwrap_or(rest))
}

/// Where a text has to be broken that is wider than the room: at its last blank within it, or within its first word.
fn overfull(text: &str, room: usize) -> Option<usize> {
    let (mut width, mut blank) = (0, None);
    for (at, char) in text.char_indices() {
        if char == ' ' {
            blank = Some(at);
        }
        width += if char.is_ascii() { 1 } else { display_width(char.encode_utf8(&mut [0; 4])) };
        if width > room {
            return Some(blank.unwrap_or(at));
        }
    }
    None
}
