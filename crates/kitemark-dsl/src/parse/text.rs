//! Texts in double quotes: escapes, and line breaks that fold.

use std::ops::Range;

/// An escape that the language does not have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadEscape {
    /// Its bytes, from the start of the quoted text.
    pub(super) range: Range<usize>,
}

/// What a text between double quotes says: `\"`, `\\` and `\n` are resolved, and a line break with the blanks around it is one space.
pub(super) fn unquote(quoted: &str) -> Result<String, BadEscape> {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    if !inner.contains(['\\', '\n']) {
        return Ok(inner.to_owned());
    }
    let start = quoted.len().min(1);
    let mut out = String::with_capacity(inner.len());
    // How much of `out` must stay when a line break takes the blanks before it.
    let mut kept = 0;
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                let next = chars.next().map(|(_, next)| next);
                out.push(match next {
                    Some('n') => '\n',
                    Some(plain @ ('"' | '\\')) => plain,
                    other => {
                        let end = at + 1 + other.map_or(0, char::len_utf8);
                        return Err(BadEscape { range: start + at..start + end });
                    }
                });
                kept = out.len();
            }
            '\n' => {
                let blanks = out.get(kept..).map_or(0, |tail| tail.len() - tail.trim_end_matches(is_blank).len());
                out.truncate(out.len() - blanks);
                while chars.next_if(|&(_, next)| is_blank(next) || next == '\n').is_some() {}
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    Ok(out)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn resolves_escapes_and_folds_lines() {
        assert_eq!(unquote(r#""a \"b\" \\ c\nd""#).unwrap(), "a \"b\" \\ c\nd");
        assert_eq!(unquote("\"a  b \t\r\n \r\n  c\"").unwrap(), "a  b c");
        assert_eq!(unquote("\"a\\n \n b\"").unwrap(), "a\n b");
    }

    #[test]
    fn refuses_other_escapes() {
        assert_eq!(unquote(r#""a \q""#).unwrap_err().range, 3..5);
    }
}
