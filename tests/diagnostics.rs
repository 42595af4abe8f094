//! Every mistake that `check` knows, from files that carry their own expectation.
//!
//! A line of a case ends in `# expect K0301 K0205` where the main places of diagnostics lie on it. `# expect-next` speaks of
//! the next line, for what begins there but has no end to write on; `# expect-nowhere` of diagnostics without a place. A
//! JSON case has no comments: its `schema` says `expect 4 K0703, 5 K0702`. Whatever is missing or not expected fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kitemark::Code;
use serde_json::Value;

use crate::support::{kitemark, name_of, session};

const PROFILES_CHARTER: &str = "cases/profiles/all-kinds.charter";

/// A diagnostic by file, line and code; line 0 where it has no place.
type Place = (String, u64, String);

#[test]
fn charters_say_what_is_wrong_and_where() {
    insta::glob!("cases/charters/*", |path| {
        let name = name_of(path);
        check_case(path, &["check", &name]);
    });
}

#[test]
fn profiles_say_what_is_wrong_and_where() {
    insta::glob!("cases/profiles/*", |path| {
        let name = name_of(path);
        check_case(path, &["check", &name, "--charter", PROFILES_CHARTER]);
    });
}

/// Compares what is reported with what the case expects, then how it looks with the snapshots.
fn check_case(path: &Path, args: &[&str]) {
    let ran = kitemark(&[args, &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let (expected, found_places) = (expectations(path), places(&found));
    let missing: Vec<_> = without(&expected, &found_places);
    let surplus: Vec<_> = without(&found_places, &expected);
    let text = kitemark(args);
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:#?}\nnot expected: {surplus:#?}\n{}", text.stderr);
    let errors = expected.iter().any(|(_, _, code)| Code::parse(code).expect("a code").severity() == kitemark::Severity::Error);
    assert_eq!((ran.code, text.code), (errors.into(), errors.into()));
    assert!(text.stderr.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", text.stderr);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => true }, {
        insta::assert_snapshot!("drawn", session(&text));
        insta::assert_snapshot!("json", ran.stdout);
    });
}

fn without(these: &[Place], those: &[Place]) -> Vec<Place> {
    let mut rest = those.to_vec();
    let mut left = Vec::new();
    for one in these {
        match rest.iter().position(|other| other == one) {
            Some(at) => drop(rest.remove(at)),
            None => left.push(one.clone()),
        }
    }
    left
}

fn places(found: &Value) -> Vec<Place> {
    let place = |diagnostic: &Value| {
        let label = &diagnostic["labels"][0];
        let file = label["file"].as_str().unwrap_or_default().to_owned();
        (file, label["line"].as_u64().unwrap_or(0), diagnostic["code"].as_str().expect("a code").to_owned())
    };
    let all = found.as_array().expect("a list").iter().flat_map(|one| one["diagnostics"].as_array().expect("a list"));
    all.map(place).collect()
}

/// What the files of a case expect. The profiles of a charter in a folder belong to it.
fn expectations(path: &Path) -> Vec<Place> {
    if !path.is_dir() {
        return expectations_of_file(path, &name_of(path));
    }
    let files = crate::support::files_below(path);
    let is_charter = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "charter");
    let name = |file: &PathBuf| if is_charter(file) { name_of(file) } else { name_of(file.strip_prefix(path).expect("below")) };
    files.iter().flat_map(|file| expectations_of_file(file, &name(file))).collect()
}

fn expectations_of_file(path: &Path, name: &str) -> Vec<Place> {
    let text = String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
    let mut expected = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for (mark, line) in [("# expect ", line), ("# expect-next ", line + 1), ("# expect-nowhere ", 0)] {
            let Some((_, codes)) = text.split_once(mark) else { continue };
            let file = if line == 0 { "" } else { name };
            expected.extend(codes.split_whitespace().map(|code| (file.to_owned(), line, code.to_owned())));
        }
        if let Some((_, listed)) = text.split_once(r#""schema": "expect "#) {
            let listed = listed.split('"').next().unwrap_or_default();
            let place = |item: &str| {
                let (line, code) = item.trim().split_once(' ').expect("a line and a code");
                (name.to_owned(), line.parse().expect("a line"), code.to_owned())
            };
            expected.extend(listed.split(',').map(place));
        }
    }
    expected
}

/// The codes that no file can show: it would be too large, or there is no file.
const WITHOUT_A_CASE: [Code; 1] = [Code::TooLarge];

#[test]
fn every_code_of_charters_and_profiles_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let cases = ["charters", "profiles"].iter().flat_map(|each| crate::support::files_below(&folder.join(each)));
    let covered: BTreeSet<String> =
        cases.flat_map(|path| expectations_of_file(&path, "")).map(|(_, _, code)| code).collect();
    let is_of_running = |code: &Code| code.as_str().starts_with("K09");
    let uncovered: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !is_of_running(code) && !WITHOUT_A_CASE.contains(code))
        .map(|code| code.as_str())
        .filter(|code| !covered.contains(*code))
        .collect();
    assert!(uncovered.is_empty(), "no case shows {uncovered:?}");
}

#[test]
fn a_charter_that_is_too_large_is_refused() {
    let folder = crate::support::Folder::new("large");
    let path = folder.file("large.charter", " ".repeat((16 << 20) + 1));
    let ran = kitemark(&["check", &path]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(folder.anonymous(&session(&ran)));
}

/// House style of messages: lower case, no full stop, nothing of Rust in them.
#[test]
fn messages_keep_the_house_style() {
    let mut wrong = Vec::new();
    let charters = fs::read_dir("cases/charters").expect("cases").map(|entry| entry.expect("an entry").path());
    let profiles = fs::read_dir("cases/profiles").expect("cases").map(|entry| entry.expect("an entry").path());
    for path in charters.chain(profiles) {
        let name = name_of(&path);
        let ran = kitemark(&["check", &name, "--charter", PROFILES_CHARTER, "--format", "json"]);
        let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        for diagnostic in found[0]["diagnostics"].as_array().expect("a list") {
            let help = diagnostic["help"].as_array().expect("a list");
            let labels = diagnostic["labels"].as_array().expect("a list").iter().map(|label| &label["message"]);
            if help.is_empty() {
                wrong.push(format!("{name}: no way out: {diagnostic}"));
            }
            for text in help.iter().chain(labels).chain([&diagnostic["message"]]) {
                let text = text.as_str().expect("a text");
                let starts_upper = text.chars().next().is_some_and(char::is_uppercase);
                let names_rust = ["::", "Some(", "None", "Err(", "Ok(", "{:", "usize", "Option<", "Vec<"];
                if starts_upper || text.ends_with('.') || names_rust.iter().any(|word| text.contains(word)) {
                    wrong.push(format!("{name}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
