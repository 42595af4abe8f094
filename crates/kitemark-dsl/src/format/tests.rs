#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;
use crate::parse::parse;
use crate::parse::tests::SAMPLE;
use crate::source::Source;

fn read(text: &str) -> (Syntax, Sources) {
    let mut sources = Sources::default();
    sources.add(Source::new("test.charter", text));
    let (syntax, diagnostics) = parse(&sources);
    assert_eq!(diagnostics, [], "{text}");
    (syntax, sources)
}

/// What a tree says, without places and ids.
fn meaning(syntax: &Syntax) -> String {
    let shown = format!("{:?}", syntax.declarations);
    let mut out = String::new();
    let mut rest = shown.as_str();
    while let Some((before, after)) = rest.split_once("Span { source") {
        out.push_str(before);
        rest = after.split_once(" }").unwrap().1;
    }
    out.push_str(rest);
    let parts: Vec<&str> =
        out.split("ExprId(").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect();
    parts.concat()
}

/// Formats a text and asserts that the result means the same and is its own canonical text.
pub(super) fn formatted(text: &str) -> String {
    let (syntax, sources) = read(text);
    let once = file(Source::new("test.charter", text)).unwrap();
    let (again, its_sources) = read(&once);
    assert_eq!(meaning(&syntax), meaning(&again), "{text}\n{once}");
    assert_eq!(canonical(&syntax, &sources), canonical(&again, &its_sources));
    assert_eq!(once, file(Source::new("test.charter", once.as_str())).unwrap());
    once
}

/// The canonical text of a condition.
fn condition(text: &str) -> String {
    let out = formatted(&format!("principle p \"P\"\n  criterion c \"C\"\n    must {text}\n"));
    out.split_once("must     ").unwrap().1.trim_end().to_owned()
}

#[test]
fn the_sample_keeps_its_meaning() {
    let text = formatted(SAMPLE);
    assert!(text.contains(
        "\n\nexample \"A short term\"\n  profile \"strong.yaml\"\n  given   contracts[main # 1].term is 36 months\n"
    ));
    assert!(text.starts_with("# A charter for parks.\ncharter park-care \"Charter for the Care of Parks\"\n"));
    assert!(text.contains("\n  grades     primary, official, testimony  # strongest first\n"));
    assert!(text.contains("\n  because \"Trees need time, and so do people.\"\n"));
    assert!(text.lines().all(|line| line.chars().count() <= doc::WIDTH));
}

#[test]
fn the_digest_leaves_examples_out() {
    let (syntax, sources) = read(SAMPLE);
    assert!(!canonical(&syntax, &sources).contains("example"));
}

#[test]
fn signs_become_words() {
    assert_eq!(condition("a>=5 and b != 3"), "a is at least 5 and b is not 3");
    assert_eq!(condition("a × 2 <= (b)"), "a * 2 is at most b");
}

#[test]
fn parentheses_stand_where_they_are_needed() {
    for text in [
        "a and (b or c)",
        "(a and b) or c",
        "not (a and b)",
        "not a is b",
        "(not every x in xs: x) and a",
        "(every x in xs: x) and a",
        "a and every x in xs: x or y",
        "a - (b - c)",
        "a - b - c",
        "(a + b) * c",
        "a + (number of x in xs) is 5",
        "number of x in xs where x.a is 5 is 5",
        "(number of x in xs where x.a) is 5",
        "(last of x.a for x in xs where x.b) is 5",
        "last of x.a for x in xs where x.b by c is 5",
        "(a is number of x in xs where x.a) and b",
        "every x in xs where (every y in ys): x",
        "last of x for x in xs where (a is total of y for y in ys) by b is 5",
        "fall from a to (fall from b to c) is 5%",
        "a is (b is c)",
        "a is (given)",
    ] {
        assert_eq!(condition(text), text);
    }
    assert_eq!(condition("((a)) and ((b is (c)))"), "a and b is c");
}

#[test]
fn long_conditions_break_and_no_line_begins_with_a_clause() {
    let long = "every contract in contracts where contract.region is north: weight_of.contract is at least 5 and contract.fee is 6";
    assert_eq!(
        condition(long),
        "every contract in contracts where contract.region is north:\n               \
         weight_of.contract is at least 5 and contract.fee is 6"
    );
    let clause = long.replace("weight_of.contract", "weight.of.the.contract");
    assert!(condition(&clause).contains("north: weight.of"), "{}", condition(&clause));
    let values = format!("a is one of {}", ["some_choice_value", "must"].repeat(8).join(", "));
    assert!(condition(&values).lines().all(|line| !line.trim_start().starts_with("must")));
}

#[test]
fn texts_wrap_where_blanks_fold() {
    let long = "A reason  that \\\"goes\\\" on when it must go on, and on, until it reaches the end of the line, and then goes on\\n.";
    let text = formatted(&format!("principle p \"P\"\n  because \"{long}\"\n"));
    assert_eq!(
        text,
        "principle p \"P\"\n  because \"A reason  that \\\"goes\\\" on when it must go on, and on, until it reaches the end of the\n           \
         line, and then goes on\\n.\"\n"
    );
}

#[test]
fn entries_stand_in_columns_of_a_moderate_width() {
    let long = "x".repeat(41);
    assert_eq!(
        formatted(&format!(
            "record r\n a text \"A\"\n {long} date\n bb list of something \"B\"\n c date optional \"C\"\n d date\n"
        )),
        format!(
            "record r\n  a   text           \"A\"\n  {long}  date\n  bb  list of something  \"B\"\n  c   date optional  \"C\"\n  d   date\n"
        )
    );
    let label = "A label with which its line would be longer than a line may be, so that it is wrapped";
    assert_eq!(
        formatted(&format!("choice c\n  an_answer \"{label}\"\n")),
        "choice c\n  an_answer  \"A label with which its line would be longer than a line may be, so that it is wrapped\"\n"
    );
    assert_eq!(
        formatted(&format!("choice c\n  the_answer \"{label}\"\n")),
        "choice c\n  the_answer  \"A label with which its line would be longer than a line may be, so that it is\n               wrapped\"\n"
    );
}

#[test]
fn names_of_any_length_are_written() {
    let name = "n".repeat(70_000);
    formatted(&format!("choice c\n  {name} \"N\" # a\n  b \"B\" # b\nrecord r\n  {name} text \"N\"\n  b text\n"));
}
