//! JSON is read by a reader of its own: it has to give what reading the text as YAML gives.

use kitemark_dsl::source::Source;
use kitemark_eval::profile::document::Node;
use kitemark_eval::profile::yaml::{Limits, read_any};
use proptest::prelude::*;
use serde_json::Value;

use crate::laws::config;

/// The root of a text, if there is nothing to say of it.
fn root(text: &str, limits: &Limits) -> Option<Node> {
    let document = read_any(Source::new("profile", text), limits).ok()?;
    document.diagnostics().is_empty().then(|| document.root().clone())
}

/// The same text, which is no JSON any more for its comment, but the same YAML.
fn as_yaml(text: &str) -> String {
    format!("{text} #")
}

#[track_caller]
fn both_give_the_same(text: &str) {
    let limits = Limits::default();
    assert_eq!(root(text, &limits), root(&as_yaml(text), &limits), "{text}");
}

/// A value with the blanks of its text.
fn json() -> impl Strategy<Value = String> {
    let blank = "[ \n\r]{0,2}";
    let text =
        prop_oneof!["[a-z£ ,:#*&!\\[{<-]{0,8}", any::<String>()].prop_map(|text| Value::String(text).to_string());
    let number =
        prop_oneof![any::<i64>().prop_map(|n| n.to_string()), "-?(0|[1-9][0-9]{0,3})([.][0-9]{1,3})?([eE][+-]?[0-9])?"];
    let word = prop_oneof![Just("true"), Just("false"), Just("null")].prop_map(str::to_owned);
    let leaf = prop_oneof![text, number, word];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let padded = (blank, inner, blank).prop_map(|(before, value, after)| format!("{before}{value}{after}"));
        let key = prop_oneof!["[a-c]", "[a-z_<~ ]{0,6}"].prop_map(|key| Value::String(key).to_string());
        let entry = (blank, key, padded.clone()).prop_map(|(before, key, value)| format!("{before}{key}:{value}"));
        prop_oneof![
            prop::collection::vec(padded, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(entry, 0..20).prop_map(|entries| format!("{{{}}}", entries.join(","))),
        ]
    })
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn json_is_read_as_the_yaml_that_it_is(text in json()) {
        let limits = Limits::default();
        prop_assert_eq!(root(&text, &limits), root(&as_yaml(&text), &limits));
    }

    #[test]
    fn limits_hold_for_both(text in json(), depth in 0..5_usize, nodes in 0..30_usize) {
        let limits = Limits::default().with_depth(depth).with_nodes(nodes);
        prop_assert_eq!(root(&text, &limits), root(&as_yaml(&text), &limits));
    }

    #[test]
    fn broken_json_is_read_if_it_is_yaml(text in json(), at in any::<prop::sample::Index>(), with in "[ ,:{}\\[\\]\"'0a\t]?") {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters.splice(at..=at, with.chars());
        let broken: String = characters.into_iter().collect();
        prop_assert_eq!(root(&broken, &Limits::default()), root(&as_yaml(&broken), &Limits::default()));
    }
}

#[test]
fn what_is_refused_in_yaml_is_refused_in_json() {
    for text in [
        r#"{"a": 1, "a": 2}"#,
        r#"{"a": {"b": 1, "b": 2}}"#,
        "{\"a\": \"\u{7f}\"}",
        "{\"a\": \"\u{85}\"}",
        "{\"a\": \"\u{9f}\"}",
        "{\"a\": \"\u{feff}\"}",
        "{\"a\": \"\u{fffe}\"}",
        "{\"a\": \"\u{2028}\"}",
        "{\"a\": \"\u{10ffff}\"}",
        r#"{"a": "\ud800"}"#,
        r#"{"a": "\ud83d\ude00"}"#,
        r#"{"a": "\u0000\u2028\/\b\f\n\r\t\"\\"}"#,
        r#"{"a\u0062": 1}"#,
        "{\"a\": \"b\tc\"}",
        "{\"a\":\t1}",
        r#"{"a": 01}"#,
        r#"{"a": NaN, "b": Infinity, "c": -Infinity}"#,
        r#"{"a": 1,}"#,
        "[1, 2,]",
        "[[[[",
        "{\"a\": 1} {\"b\": 2}",
        "[]",
        "{}",
        " \n{ } \n",
    ] {
        both_give_the_same(text);
    }
}
