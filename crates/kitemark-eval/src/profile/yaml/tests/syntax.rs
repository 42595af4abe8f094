//! What is refused, and in which words.

use super::found;

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected.join("\n"), "{text}");
}

#[test]
fn what_makes_yaml_surprising_is_refused() {
    says(
        "a: 1\nb: {c: 1, c: 2}\na: 3",
        &[
            "K0602 2:11 ‹c› the key `c` is given twice → keep one of the two",
            "K0602 3:1 ‹a› the key `a` is given twice → keep one of the two",
        ],
    );
    says(
        "a: &x 1\nb: *x\nc: *y",
        &[
            "K0603 1:4 ‹&x› the anchor `&x` is not allowed → leave it out, and write the value wherever it is needed",
            "K0603 2:4 ‹*x› the alias `*x` is not allowed → write the value itself; a text that begins with `*` goes in quotes",
            "K0603 3:4 ‹*y› the alias `*y` is not allowed → write the value itself; a text that begins with `*` goes in quotes",
        ],
    );
    says(
        "a: !!str 1\n!x b: c",
        &[
            "K0604 1:4 ‹!!str› the tag `!!str` is not allowed → leave it out: the charter says what each field is",
            "K0604 2:1 ‹!x› the tag `!x` is not allowed → leave it out: the charter says what each field is",
        ],
    );
    says(
        "x: &a {y: 1}\nz:\n  <<: *a",
        &[
            "K0603 1:4 ‹&a› the anchor `&a` is not allowed → leave it out, and write the value wherever it is needed",
            "K0605 3:3 ‹<<› the merge key `<<` is not allowed → write the fields out in full",
        ],
    );
    says(
        "a: 1\n---\nb: [",
        &[
            "K0606 2:1 ‹---› a second document begins here → keep one profile a file: take out the `---` and what follows, or put it in a file of its own",
        ],
    );
    says(
        "a: !y!x b",
        &["K0604 1:4 ‹!› tags are not allowed → leave it out; a value that begins with `!` goes in quotes"],
    );
    assert_eq!(found("a: '<<'\n'<<': b"), "");
    says(
        "a: 1\na: 2\nb: \"open",
        &[
            "K0602 2:1 ‹a› the key `a` is given twice → keep one of the two",
            "K0601 3:4 ‹\"› the quotation mark `\"` is never closed → end the text with `\"`",
        ],
    );
}

#[test]
fn duplicates_are_shown_with_the_first() {
    let text: String = (0..40).map(|at| format!("k{at}: 1\n")).collect::<String>() + "k7: 2\nk7: 3\n";
    let found = crate::profile::yaml::read(super::Source::new("p", text), &super::Limits::default()).unwrap_err();
    let lines: Vec<Vec<u32>> = found
        .iter()
        .map(|diagnostic| diagnostic.labels.iter().map(|label| label.source.position(label.range.start).line).collect())
        .collect();
    assert_eq!(lines, [[41, 8], [42, 8]]);
}

#[test]
fn a_profile_is_a_mapping() {
    let help = "→ begin with a field, such as `as_of: 2026-06-30`";
    for text in ["", "\n\n", "# only a comment\n"] {
        says(text, &[&format!("K0609 1:1 ‹› the profile is empty {help}")]);
    }
    says("---\n", &[&format!("K0609 1:4 ‹› the profile is empty {help}")]);
    says("- a\n- b", &[&format!("K0609 1:1 ‹- a› a profile has to be a mapping of fields, but this is a list {help}")]);
    says(
        "text\nand more",
        &[&format!("K0609 1:1 ‹text› a profile has to be a mapping of fields, but this is a single value {help}")],
    );
    let key = "→ write the field's name before the colon";
    says(
        "? [a]\n: b\n? {c: d}\n: e\n: f",
        &[
            &format!("K0609 1:3 ‹[› a list cannot be a key {key}"),
            &format!("K0609 3:3 ‹{{› a mapping cannot be a key {key}"),
            &format!("K0609 5:1 ‹› a key is missing before `:` {key}"),
        ],
    );
}

#[test]
fn syntax_is_explained_in_plain_words() {
    let tab = "a tab is used for indentation → use spaces instead of tabs";
    says("a:\n\tb: 2", &[&format!("K0601 2:1 ‹\t› {tab}")]);
    says("a: 1\n\tb: 2", &[&format!("K0601 2:1 ‹\t› {tab}")]);
    says("a:1\nb: 2", &["K0601 1:1 ‹a:1› a space is missing after the colon of `a` → write `a: 1`"]);
    says("a: 1\nb:2\nc: 3", &["K0601 2:1 ‹b:2› a space is missing after the colon of `b` → write `b: 2`"]);
    says(
        "a: 'open\nb: 2",
        &[
            "K0601 1:4 ‹'› the quotation mark `'` is never closed → end the text with `'`; a text that begins with an apostrophe goes in double quotes",
        ],
    );
    says(
        "a: {b: 1,\n",
        &["K0601 1:4 ‹{› `{` is never closed → close it with `}`, or put a text that begins so in quotes"],
    );
    says(
        "a: [1, 2\nb: 3",
        &["K0601 1:4 ‹[› `[` is never closed → close it with `]`, or put a text that begins so in quotes"],
    );
    says("a: [b}\n", &["K0601 1:4 ‹[› `[` is closed by `}` → close it with `]`"]);
    says("a: [x]]", &["K0601 1:7 ‹]› `]` closes nothing → take it out, or put the value in quotes"]);
    says(
        "a: {b: c: d}",
        &[
            "K0601 1:9 ‹:› a comma or `}` is missing before this → set entries apart with commas, and close with `}`; a text with `: ` in it goes in quotes",
        ],
    );
    says(
        "a: 1\n  b: 2",
        &[
            "K0601 2:3 ‹b› `b` stands below `a`, which has a value already → give `b` as many spaces as `a`, or take away the value of `a`",
        ],
    );
    says(
        "a:\n    b: 1\n  c: 2",
        &[
            "K0601 3:3 ‹c: 2› the indentation of this line fits none of the lines above → give all entries of a mapping or list the same number of spaces",
        ],
    );
    says("a: %x", &["K0601 1:4 ‹%x› a value cannot begin with `%` → put it in quotes: \"%x\""]);
    says("a: @x", &["K0601 1:4 ‹@x› a value cannot begin with `@` → put it in quotes: \"@x\""]);
    says("a: `x`", &["K0601 1:4 ‹`x`› a value cannot begin with a backtick → put it in quotes: \"`x`\""]);
    says("a: * x", &["K0601 1:4 ‹* x› a value cannot begin with `*` → put it in quotes: \"* x\""]);
    says("a: & x", &["K0601 1:4 ‹& x› a value cannot begin with `&` → put it in quotes: \"& x\""]);
    says("a: , x", &["K0601 1:4 ‹, x› a value cannot begin with `,` → put it in quotes: \", x\""]);
    says(
        "a: b: c # d",
        &[
            "K0601 1:4 ‹b: c› the value of `a` has a colon in it → put it in quotes: \"b: c\"; or write one field a line",
        ],
    );
    says(
        "a: \"x\" y",
        &[
            "K0601 1:8 ‹y› text follows the closing quotation mark → put the whole value in quotes; inside, write `\\\"` for a quotation mark",
        ],
    );
    says(
        "a: 1\nb",
        &[
            "K0601 2:1 ‹b› `b` is not followed by a colon → write a field as `name: value`; a text that goes on is indented further than its key",
        ],
    );
    says(
        "a: b\u{1}c",
        &[
            "K0601 1:5 ‹\u{1}› the character U+0001 is not allowed → take it out, or write it as an escape in double quotes",
        ],
    );
    says(
        "a: \"C:\\path\"",
        &[
            "K0601 1:4 ‹\"C:\\path\"› a backslash in these double quotes begins no escape → write the backslash twice, or use single quotes",
        ],
    );
    says(
        "%YAML 1.1\n---\na: 1",
        &[
            "K0601 1:1 ‹%YAML 1.1› directives are not allowed → take the line out; a value that begins with `%` goes in quotes",
        ],
    );
}
