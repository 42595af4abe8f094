//! Texts in double quotes, wrapped where line breaks fold into a blank.

use super::doc::{WIDTH, columns};
use super::is_clause_word;

/// A text in quotes on one line, as a charter writes it.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a text in quotes at the end of `out`, whose last line ends at `column`; further lines start below its first character.
pub(super) fn write(out: &mut String, column: usize, text: &str) {
    let quoted = quote(text);
    let indent = column + 1;
    let mut at = column;
    for (number, piece) in pieces(&quoted).into_iter().enumerate() {
        let width = columns(piece);
        if number == 0 {
            at += width;
        } else if at + 1 + width > WIDTH {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            at = indent + width;
        } else {
            out.push(' ');
            at += 1 + width;
        }
        out.push_str(piece);
    }
}

/// Cuts a quoted text at the blanks that a line break may stand for: single ones, and not before a clause word.
fn pieces(quoted: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in quoted.match_indices(' ') {
        let (before, after) = (quoted.get(..at).unwrap_or_default(), quoted.get(at + 1..).unwrap_or_default());
        let single = !before.ends_with(char::is_whitespace) && !after.starts_with(char::is_whitespace);
        let inside = before.len() > 1 && after.len() > 1;
        if single && inside && !is_clause_word(after) {
            pieces.extend(quoted.get(start..at));
            start = at + 1;
        }
    }
    pieces.extend(quoted.get(start..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_wraps() {
        assert_eq!(quote("a \"b\" \\\n"), r#""a \"b\" \\\n""#);
        let mut out = String::new();
        write(&mut out, 90, "aaa bbb  ccc must ddd eee");
        assert_eq!(out, format!("\"aaa\n{0}bbb  ccc must\n{0}ddd eee\"", " ".repeat(91)));
    }
}
