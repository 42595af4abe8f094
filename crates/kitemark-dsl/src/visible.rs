//! Untrusted text made harmless for a terminal.

use std::borrow::Cow;

/// `text` on one line, with every character that could move the cursor, colour the screen, hide, or turn the direction of
/// writing replaced by a visible sign: `␛` for escape, `<U+202E>` for a right-to-left override.
///
/// Line ends and tabs become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Most text is plain ASCII, which is told from its bytes, many at a time.
    let is_plain = text.bytes().fold(true, |plain, byte| plain & (0x20..0x7f).contains(&byte));
    if is_plain || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        push_visible(&mut out, char);
    }
    Cow::Owned(out)
}

/// JSON in which nothing hides: characters that [`visible`] would replace stand as escapes, such as `\u202e`. It reads back as the
/// same data.
pub fn visible_json(json: String) -> String {
    // Outside its strings JSON is plain ASCII, and within them what ASCII has to be escaped is.
    let hides = |char: char| !matches!(char, '\0'..='~') && is_unsafe(char);
    if json.is_ascii() && !json.contains('\u{7f}') || !json.chars().any(hides) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for char in json.chars() {
        if hides(char) {
            let escapes =
                char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            out.push_str(&escapes);
        } else {
            out.push(char);
        }
    }
    out
}

fn push_visible(out: &mut String, char: char) {
    match char {
        '\n' | '\r' | '\t' => out.push(' '),
        '\u{7f}' => out.push('␡'),
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + char as u32).unwrap_or('␀')),
        _ if is_unsafe(char) => out.push_str(&format!("<U+{:04X}>", char as u32)),
        _ => out.push(char),
    }
}

/// Control characters, direction marks and overrides, characters that show as nothing, and codes that are no characters.
fn is_unsafe(char: char) -> bool {
    if matches!(char, ' '..='~') {
        return false;
    }
    char.is_control()
        || u32::from(char) & 0xfffe == 0xfffe
        || matches!(char,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json};

    #[test]
    fn plain_text_stays() {
        assert_eq!(visible("Bwrdd Iechyd Môn, £5 – 10%"), "Bwrdd Iechyd Môn, £5 – 10%");
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(visible("a\u{1b}[2Jb\u{7f}\u{9b}c\r\nd"), "a␛[2Jb␡<U+009B>c  d");
    }

    #[test]
    fn direction_marks_are_shown() {
        assert_eq!(visible("a\u{202e}b\u{2066}c"), "a<U+202E>b<U+2066>c");
    }

    #[test]
    fn json_hides_nothing_and_says_the_same() {
        let json = "{\n  \"a\": \"é 👩\u{200d}💻 \u{202e}\u{7f}\u{e0101}\"\n}".to_owned();
        assert_eq!(visible_json(json), "{\n  \"a\": \"é 👩\u{200d}💻 \\u202e\\u007f\\udb40\\udd01\"\n}");
    }

    #[test]
    fn what_shows_as_nothing_is_shown() {
        assert_eq!(visible("a\u{ad}b\u{3164}c\u{e0101}"), "a<U+00AD>b<U+3164>c<U+E0101>");
        assert_eq!(visible("a\u{ffff}b\u{1fffe}"), "a<U+FFFF>b<U+1FFFE>");
        assert_eq!(visible("\u{fffd} 👩\u{200d}💻"), "\u{fffd} 👩\u{200d}💻");
    }
}
