//! Untrusted text made harmless for Markdown.

use crate::visible::visible;

/// `text` so that Markdown shows it letter by letter, in a paragraph, a list or a table.
pub fn escape(text: &str) -> String {
    let text = visible(text);
    let mut words = text.split_whitespace();
    let first = words.next().map(escape_first_word);
    first.into_iter().chain(words.map(escape_word)).collect::<Vec<_>>().join(" ")
}

/// A word that may begin a block: `#`, `-`, `1.`, `>` would make a heading, a list, a quotation.
fn escape_first_word(word: &str) -> String {
    let marker = ["#", "+", "-", "="].iter().any(|sign| word.trim_start_matches(sign).is_empty());
    let number = word.strip_suffix(['.', ')']).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match number {
        Some(digits) => format!("{digits}\\{}", word.get(digits.len()..).unwrap_or_default()),
        None if marker => format!("\\{word}"),
        None => escape_word(word),
    }
}

fn escape_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut before = None;
    let mut chars = word.chars().peekable();
    while let Some(char) = chars.next() {
        if is_markup(before, char, chars.peek().copied()) || begins_link(&out, char) {
            out.push('\\');
        }
        out.push(char);
        before = Some(char);
    }
    out
}

fn is_markup(before: Option<char>, char: char, after: Option<char>) -> bool {
    let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    match char {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
        '_' => !(letter(before) && letter(after)),
        '&' => letter(after) || after == Some('#'),
        _ => false,
    }
}

/// Renderers turn bare addresses into links; a profile gets none.
fn begins_link(before: &str, char: char) -> bool {
    let before = before.to_ascii_lowercase();
    match char {
        ':' => ["http", "https", "ftp"].iter().any(|scheme| before.ends_with(scheme)),
        '.' => before.ends_with("www"),
        _ => false,
    }
}

/// `text` as code: a path, an id.
pub fn code(text: &str) -> String {
    let text = visible(text).replace('|', "¦");
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.is_empty() || longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::{code, escape};

    #[test]
    fn markup_is_shown_not_read() {
        assert_eq!(escape("<b>*x*</b> | `y` [z](u)"), r"\<b\>\*x\*\</b\> \| \`y\` \[z\](u)");
        assert_eq!(escape("# no heading"), r"\# no heading");
        assert_eq!(escape("1. no list"), r"1\. no list");
        assert_eq!(escape("a\n\n- b"), "a - b");
        assert_eq!(escape("-14.2% of initial_term"), "-14.2% of initial_term");
        assert_eq!(escape("_a_ &lt; b & c"), r"\_a\_ \&lt; b & c");
        assert_eq!(escape("see https://example.org"), r"see https\://example.org");
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("contracts[a].term"), "`contracts[a].term`");
        assert_eq!(code("a``b"), "``` a``b ```");
        assert_eq!(code("a|b"), "`a¦b`");
    }
}
