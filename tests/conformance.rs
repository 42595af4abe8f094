//! The conformance corpus in `conformance/`: what every language that embeds Kitemark gives for the same input, byte by byte.
//!
//! Its README says how a case is written and run. A language joins by a function that runs all cases, and a test here.

mod case;
mod expect;
mod in_c;
mod in_python;
mod in_rust;
mod jobs;
mod kept;

use std::collections::BTreeSet;
use std::env;

use kitemark::Code;

use crate::support::{files_below, name_of};
use case::{Case, Outcome};

/// `UPDATE_CONFORMANCE=1 cargo test -p kitemark-tests conformance` writes what is expected anew, by Rust.
#[test]
fn rust_gives_what_is_expected() {
    let cases = case::all();
    let outcomes = in_rust::run(&cases);
    if env::var_os("UPDATE_CONFORMANCE").is_some() {
        kept::write(&cases, &outcomes);
    }
    let wrong: Vec<String> =
        cases.iter().zip(&outcomes).flat_map(|(case, outcome)| expect::wrong(case, outcome)).collect();
    assert!(wrong.is_empty(), "by the rules, this is wrong:\n{}", wrong.join("\n"));
    conform("Rust", &cases, &outcomes);
}

#[test]
fn c_gives_the_same_bytes() {
    let cases = case::all();
    conform("C", &cases, &in_c::run(&cases));
}

#[test]
fn python_gives_the_same_bytes() {
    let cases = case::all();
    conform("Python", &cases, &in_python::run(&cases));
}

/// Compares every outcome with the one that is kept.
fn conform(language: &str, cases: &[Case], outcomes: &[Outcome]) {
    assert_eq!(cases.len(), outcomes.len(), "{language} gives an outcome for each case");
    let differ = |(case, outcome): (&Case, &Outcome)| kept::difference(case, outcome).err();
    let wrong: Vec<String> = cases.iter().zip(outcomes).filter_map(differ).collect();
    assert!(wrong.is_empty(), "by {language}, with UPDATE_CONFORMANCE=1 to write anew:\n{}", wrong.join("\n"));
}

#[test]
fn every_expected_file_has_a_case() {
    let expected: BTreeSet<_> = case::all().iter().flat_map(kept::places).collect();
    let files = files_below(&kept::folder());
    let orphans: Vec<String> =
        files.iter().filter(|file| !expected.contains(*file)).map(|file| name_of(file)).collect();
    assert!(orphans.is_empty(), "no case gives {orphans:#?}");
}

#[test]
fn every_charter_of_the_corpus_has_a_case() {
    let used: BTreeSet<String> = case::all().iter().flat_map(Case::files).collect();
    for file in files_below("conformance/charters".as_ref()) {
        assert!(used.contains(&format!("tests/{}", name_of(&file))), "no case uses {}", file.display());
    }
}

/// What only the command, the workshop and the import report, and what needs two reviews. The workshop alone runs examples.
fn is_reported_elsewhere(code: Code) -> bool {
    ["K09", "K10", "K11", "K12", "K14"].iter().any(|range| code.as_str().starts_with(range))
        || [Code::ExampleProfile, Code::ExampleFails, Code::ReviewsApart].contains(&code)
}

#[test]
fn every_code_that_an_embedder_can_meet_has_a_case() {
    let cases = case::all();
    let met: BTreeSet<&str> = cases.iter().flat_map(|case| &case.expect.codes).map(String::as_str).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !is_reported_elsewhere(**code))
        .map(|code| code.as_str())
        .filter(|code| !met.contains(code))
        .collect();
    assert!(missing.is_empty(), "no case meets {missing:?}");
    assert!(cases.len() >= 200, "{} cases are too few", cases.len());
}
