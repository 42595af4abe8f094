//! Places as SARIF writes them.

use kitemark_dsl::diagnostic::Label;
use kitemark_eval::scorecard::Place;
use serde_json::{Value, json};

use super::message;

/// A file's name as a reference: percent-encoded, with forward slashes, never taken for a scheme.
pub(super) fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    // `/` begins the path of a file on this machine, `//` a host.
    if out.starts_with('/') { format!("file:///{}", out.trim_start_matches('/')) } else { out }
}

/// A whole file.
pub(super) fn file(name: &str) -> Value {
    json!({ "artifactLocation": { "uri": uri(name) } })
}

/// A place in a file.
pub(super) fn region(place: &Place) -> Value {
    let mut physical = file(&place.file);
    physical["region"] = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    });
    physical
}

/// The place of a diagnostic's label, with what is said of it.
pub(super) fn of_label(label: &Label) -> Value {
    let mut location = json!({ "physicalLocation": region(&Place::of_range(&label.source, label.range.clone())) });
    if !label.message.is_empty() {
        location["message"] = message(&label.message);
    }
    location
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_are_references() {
        assert_eq!(uri("examples/profiles/a.yaml"), "examples/profiles/a.yaml");
        assert_eq!(uri(r"examples\a.yaml"), "examples/a.yaml");
        assert_eq!(uri("standard input"), "standard%20input");
        assert_eq!(uri("c:/é.yaml"), "c%3A/%C3%A9.yaml");
        assert_eq!(uri("/tmp/a.yaml"), "file:///tmp/a.yaml");
        assert_eq!(uri("//host/a#b?c"), "file:///host/a%23b%3Fc");
        assert_eq!(uri("a\u{202e}\u{1b}"), "a%E2%80%AE%1B");
    }
}
