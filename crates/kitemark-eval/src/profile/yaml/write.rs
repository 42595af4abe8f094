//! Writing single values so that reading gives them back.

use std::fmt::Write as _;

use kitemark_dsl::visible::visible;

/// A text as a scalar on one line: as it is where nothing in it means anything to YAML, else in double quotes, with what could
/// not be seen written as escapes.
///
/// # Examples
///
/// ```
/// use kitemark_eval::profile::yaml::scalar;
///
/// assert_eq!(scalar("contracts[adult].initial_term"), "contracts[adult].initial_term");
/// assert_eq!(scalar("36 months"), "36 months");
/// assert_eq!(scalar("£1,200"), "\"£1,200\"");
/// assert_eq!(scalar("null"), "\"null\"");
/// assert_eq!(scalar("a: \"b\"\n"), r#""a: \"b\"\n""#);
/// ```
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A list of such texts on one line.
pub fn flow(texts: &[String]) -> String {
    let item = |text: &String| if text.contains(['[', ']']) { quoted(text) } else { scalar(text) };
    format!("[{}]", texts.iter().map(item).collect::<Vec<_>>().join(", "))
}

fn is_plain(text: &str) -> bool {
    let means_nothing = |char: char| char.is_alphanumeric() || "_-./%£[] ".contains(char);
    text.starts_with(|char: char| char.is_alphanumeric() || char == '£')
        && !text.ends_with(' ')
        && text != "null"
        && text.chars().all(means_nothing)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        let shown = char.to_string();
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if visible(&shown) == shown => out.push(char),
            // Writing to a string cannot fail.
            _ => _ = write!(out, "\\U{:08X}", u32::from(char)),
        }
    }
    out.push('"');
    out
}
