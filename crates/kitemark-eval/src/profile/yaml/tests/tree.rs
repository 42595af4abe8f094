//! What is read, and where it stands.

use super::{document, found, tree};

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(tree(document(text).root()), expected, "{text}");
}

#[test]
fn scalars_keep_their_text() {
    reads("a: no\nb: 1e3\nc: 017\nd: +9%", "{a: no, b: 1e3, c: 017, d: +9%}");
    reads("a: 'it''s'\nb: \"x\\ty\"\nc: it's", "{a: 'it's', b: 'x\ty', c: it's}");
    reads("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: Null", "{a: ∅, b: ∅, c: ∅, d: '', e: 'null', f: Null}");
    reads("a: b\n  c  d\n\n  e", "{a: b c  d\ne}");
    reads("a: |\n  one\n  two\nb: >-\n  one\n  two\n", "{a: 'one\ntwo\n', b: 'one two'}");
    reads("a: 50% of # comment\nb: x#y\nc: http://x.y", "{a: 50% of, b: x#y, c: http://x.y}");
    reads("a: £6,412,000\nb: 12:30", "{a: £6,412,000, b: 12:30}");
    reads("\u{FEFF}a: 1\r\nb: 2\r\n", "{a: 1, b: 2}");
    reads("? a\n: b\n\"c d\": e\n1: 2", "{a: b, c d: e, 1: 2}");
    reads("---\na: 1\n...\n", "{a: 1}");
    reads("a: []\nb: {}\nc: [1, [2], {d: 3}]\ne:\n- x\n- y: z", "{a: [], b: {}, c: [1, [2], {d: 3}], e: [x, {y: z}]}");
}

#[test]
fn json_is_read_as_it_is() {
    reads("{\"a\":1,\"b\":\"\\ud83d\\ude00 \\/ \\u00e9\\n\",\"c\":null}", "{a: 1, b: '😀 / é\n', c: ∅}");
    reads("{\n\t\"a\" : [\n\t\t1,\n\t\t-2.5\n\t],\n\t\"b\": {\"c\": true}\n}\n", "{a: [1, -2.5], b: {c: true}}");
    reads("\t{\"a\"\n:\r\n1}", "{a: 1}");
    let pair = "K0601 1:6 ‹\"\\ud83d\"}› an escape in this text is half of a surrogate pair → \
                write the character itself instead of `\\u` escapes";
    assert_eq!(found(r#"{"a":"\ud83d"}"#), pair);
    assert!(found(r#"{"a":"\ude00"}"#).contains("half of a surrogate pair"));
    assert!(found(r#"{"a":1,"a":2}"#).starts_with("K0602 1:8 ‹\"a\"› the key `a` is given twice"));
}

#[test]
fn spans_cover_what_is_written() {
    let text = "a: 'it''s' # x\nlist:\n  - one: 1\n    two: [x, y]\n\n# end\nblock: |\n  some\n  text\n\nnone:\n\nlast: b\n  c\n";
    let document = document(text);
    let at = |path: &[&str]| {
        let mut node = document.root();
        for step in path {
            node = step.parse::<usize>().ok().and_then(|at| node.items().get(at)).or_else(|| node.get(step)).unwrap();
        }
        document.text(node.span).to_owned()
    };
    assert_eq!(at(&["a"]), "'it''s'");
    assert_eq!(at(&["list"]), "- one: 1\n    two: [x, y]");
    assert_eq!(at(&["list", "0"]), "one: 1\n    two: [x, y]");
    assert_eq!(at(&["list", "0", "two"]), "[x, y]");
    assert_eq!(at(&["list", "0", "two", "1"]), "y");
    assert_eq!(at(&["block"]), "some\n  text");
    assert_eq!(at(&["last"]), "b\n  c");
    assert_eq!(at(&["none"]), "");
    assert_eq!(document.root().get("none").unwrap().span.start as usize, text.find("none:").unwrap() + 4);
    assert_eq!(at(&[]), text.trim_end());
}

#[test]
fn money_split_at_its_commas_is_whole_again() {
    let text = "{public_health_grant: £6,412,000, grants: £0}";
    reads(text, "{public_health_grant: £6,412,000, grants: £0}");
    assert_eq!(
        found(text),
        "K0708 1:23 ‹£6,412,000› the commas inside `£6,412,000` end the value here, because it stands inside braces → \
         put it in quotes: \"£6,412,000\""
    );
    let document = document(text);
    assert_eq!(document.text(document.root().get("public_health_grant").unwrap().span), "£6,412,000");
    reads("a: {b: £1,000, c: -£5,000 , d: £ 6, 412, 000}", "{a: {b: £1,000, c: -£5,000, d: £6,412,000}}");
    reads("a: {b: CHF 1,200.50, c: £1,200k, d: 1,200, e: £0}", "{a: {b: CHF 1,200.50, c: £1,200k, d: 1,200, e: £0}}");
    reads("a: [£6,412,000, £1, x]", "{a: [£6,412,000, £1, x]}");
    assert_eq!(found("a: [£6,412,000, £1,000]").lines().count(), 2);
    assert!(found("a: [£6,412,000]").contains("because it stands inside brackets"));
    // The same group twice is no duplicate key.
    assert_eq!(found("{a: £1,000,000, b: £2,000,000}").lines().count(), 2);
    // Not the trap.
    for (text, expected) in [
        ("a: [1, 200, 300]", "{a: [1, 200, 300]}"),
        ("a: {b: £6, c: 412}", "{a: {b: £6, c: 412}}"),
        ("a: {b: '£6', 412: x}", "{a: {b: '£6', 412: x}}"),
        ("a: {b: £6412, 000: x}", "{a: {b: £6412, 000: x}}"),
        ("a: £6,412,000\n412: x", "{a: £6,412,000, 412: x}"),
        ("a: [\"£6,412,000\", 000]", "{a: ['£6,412,000', 000]}"),
    ] {
        reads(text, expected);
        assert_eq!(found(text), "", "{text}");
    }
}
