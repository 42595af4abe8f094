#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::{ProfilePath, Step};
use kitemark_dsl::source::Source;

use super::{Change, Document, Node, NodeKind};
use crate::profile::yaml::{Limits, read};

const PROFILE: &str = "\
as_of: 2026-06-30
review:
contracts:
  - {id: adult-system, initial_term: 36 months, extensions: [{length: 1 year}, {length: 2 years}]}
  - {id: residential}
  - {initial_term: 5 years}
";

fn document() -> Document {
    read(Source::new("p.yaml", PROFILE), &Limits::default()).unwrap()
}

/// Changes the profile as `--set path=…` would; lists named `contracts` have the key `id`.
fn set(document: &mut Document, path: &str, change: Change) -> Result<(), Diagnostic> {
    let key_of = |list: &ProfilePath| match list.steps().last() {
        Some(Step::Field(name)) if name == "contracts" => Some("id"),
        _ => None,
    };
    document.set(&path.parse().unwrap(), Source::new("--set", path), 0..path.len(), change, key_of)
}

fn text<'d>(document: &'d Document, steps: &[&str]) -> Option<&'d Node> {
    steps.iter().try_fold(document.root(), |node, step| match step.parse::<usize>() {
        Ok(at) => node.items().get(at),
        Err(_) => node.get(step),
    })
}

#[test]
fn sets_values_where_they_are_and_where_they_are_not() {
    let mut document = document();
    set(&mut document, "contracts[adult-system].initial_term", Change::Scalar("60 months".to_owned())).unwrap();
    set(&mut document, "contracts[2].review.every", Change::Scalar("1 year".to_owned())).unwrap_err();
    set(&mut document, "contracts[3].review.every", Change::Scalar("1 year".to_owned())).unwrap();
    set(&mut document, "contracts[adult-system].extensions[2].length", Change::Scalar("3 years".to_owned())).unwrap();
    set(&mut document, "contracts[residential].functions", Change::Sequence(vec!["a".to_owned(), "b".to_owned()]))
        .unwrap();
    set(&mut document, "review.by.whom", Change::Scalar("panel".to_owned())).unwrap();
    let shown = |steps: &[&str]| text(&document, steps).and_then(Node::text);
    assert_eq!(shown(&["contracts", "0", "initial_term"]), Some("60 months"));
    assert_eq!(shown(&["contracts", "2", "review", "every"]), Some("1 year"));
    assert_eq!(shown(&["contracts", "0", "extensions", "1", "length"]), Some("3 years"));
    assert_eq!(shown(&["contracts", "1", "functions", "1"]), Some("b"));
    assert_eq!(shown(&["review", "by", "whom"]), Some("panel"));
    let span = text(&document, &["review", "by", "whom"]).unwrap().span;
    assert_eq!(document.sources().get(span.source).name(), "--set");
    assert_eq!(document.text(span), "review.by.whom");
    assert_eq!(document.sources().iter().next().unwrap().text(), PROFILE);
}

#[test]
fn takes_values_out() {
    let mut document = document();
    set(&mut document, "contracts[adult-system].extensions", Change::Empty).unwrap();
    set(&mut document, "as_of", Change::Remove).unwrap();
    set(&mut document, "not.there.at.all", Change::Remove).unwrap();
    set(&mut document, "contracts[residential]", Change::Remove).unwrap();
    let extensions = text(&document, &["contracts", "0", "extensions"]).unwrap();
    assert_eq!(extensions.kind, NodeKind::Sequence(Vec::new()));
    assert!(document.root().get("as_of").is_none() && document.root().get("not").is_none());
    assert_eq!(document.root().get("contracts").unwrap().items().len(), 2);
}

#[test]
fn adds_a_record_where_a_plus_asks_for_it() {
    let mut document = document();
    set(&mut document, "contracts[+new].term", Change::Scalar("5 years".to_owned())).unwrap();
    set(&mut document, "contracts[+new].value", Change::Scalar("£1".to_owned())).unwrap();
    let contracts = document.root().get("contracts").unwrap().items();
    let added = contracts.last().unwrap();
    assert_eq!(contracts.len(), 4, "the second change finds the record that the first has added");
    let said: Vec<_> = ["id", "term", "value"].iter().map(|key| added.get(key).and_then(Node::text)).collect();
    assert_eq!(said, [Some("new"), Some("5 years"), Some("£1")]);
    // A list without keys grows at its end alone; a record that is not added cannot be taken out.
    set(&mut document, "lots[+1].title", Change::Scalar("one".to_owned())).unwrap();
    assert!(set(&mut document, "lots[+3].title", Change::Scalar("three".to_owned())).is_err());
    set(&mut document, "contracts[+other]", Change::Remove).unwrap();
    assert_eq!(document.root().get("lots").unwrap().items().len(), 1);
    assert_eq!(document.root().get("contracts").unwrap().items().len(), 4);
}

#[test]
fn takes_a_claim_as_proven() {
    let mut document = document();
    for path in ["as_of", "contracts[adult-system].extensions"] {
        document.prove(&path.parse().unwrap(), "official", Source::new("test", path)).unwrap();
    }
    let register = document.root().get("evidence").unwrap().items();
    let ids: Vec<_> = register.iter().map(|each| each.get("id").and_then(Node::text).unwrap()).collect();
    assert_eq!(ids.iter().filter(|id| id.starts_with("what-if-")).count(), 2, "{ids:?}");
    let last = register.last().unwrap();
    assert_eq!(last.get("grade").and_then(Node::text), Some("official"));
    assert_eq!(last.get("covers").unwrap().items()[0].text(), Some("contracts[adult-system].extensions"));
}

#[test]
fn says_where_a_path_ends() {
    let mut document = document();
    let before = document.root().clone();
    let mut lost = |path: &str| {
        let error = set(&mut document, path, Change::Scalar("x".to_owned())).unwrap_err();
        format!("{} {} → {}", error.code.as_str(), error.message, error.help.join("; "))
    };
    assert_eq!(
        lost("contracts[adult-sytem].x"),
        "K0709 `contracts` has no item `adult-sytem` → did you mean `adult-system`?"
    );
    assert_eq!(
        lost("contracts[other].x"),
        "K0709 `contracts` has no item `other` → its items are `adult-system`, `residential`"
    );
    assert_eq!(
        lost("contracts[9].x"),
        "K0709 `contracts` has no item `9` → its items are `adult-system`, `residential`"
    );
    assert_eq!(
        lost("contracts[adult-system].extensions[3].length"),
        "K0709 `contracts[adult-system].extensions` has no item `3` → the list has no keys: its items are numbered from 1 to 2"
    );
    assert!(lost("contracts[adult-system].extensions[0].length").contains("has no item `0`"));
    assert_eq!(lost("lots[1].title"), "K0709 `lots` has no item `1` → the list has no items; `lots[+1]` adds one");
    assert_eq!(
        lost("contracts.x"),
        "K0709 `contracts` is a list: it has no field `x` → say which item: `contracts[…].x`"
    );
    assert_eq!(lost("as_of.x"), "K0709 `as_of` is a single value: it has no field `x` → ");
    assert_eq!(lost("as_of[1]"), "K0709 `as_of` is a single value, not a list: it has no item `1` → ");
    assert_eq!(*document.root(), before);
}
