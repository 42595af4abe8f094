//! Every mistake that `check` knows, from files that carry their own expectation.
//!
//! A line of a case ends in `# expect K0301 K0205` where the main places of diagnostics lie on it. `# expect-next` speaks of
//! the next line, for what begins there but has no end to write on; `# expect-nowhere` of diagnostics without a place. A
//! JSON case has no comments: its `schema` says `expect 4 K0703, 5 K0702`. Whatever is missing or not expected fails.

use kitemark_authoring::workshop::Workshop;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kitemark::{Charter, Code, Error, Severity};
use serde_json::Value;

use crate::support::{kitemark, name_of, session};

const PROFILES_CHARTER: &str = "cases/profiles/all-kinds.charter";

/// A diagnostic by file, line and code; line 0 where it has no place.
pub type Place = (String, u64, String);

#[test]
fn charters_say_what_is_wrong_and_where() {
    check_folder("cases/charters");
}

#[test]
fn profiles_say_what_is_wrong_and_where() {
    check_folder("cases/profiles");
}

/// Compares what is reported of every case with what it expects.
fn check_folder(folder: &str) {
    let mut wrong = String::new();
    for path in cases(folder) {
        let name = name_of(&path);
        let (code, found) = check_as_json(&name);
        let expected = expectations(&path);
        wrong.push_str(&differences(&expected, &places(&found)));
        let is_error = |(_, _, code): &Place| Code::parse(code).expect("a code").severity() == Severity::Error;
        assert_eq!(code, u8::from(expected.iter().any(is_error)), "{name}: the exit code");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is missing in what was found, and what should not be there, a line each.
pub fn differences(expected: &[Place], found: &[Place]) -> String {
    let said = |what: &str, places: Vec<Place>| {
        places.iter().map(|(file, line, code)| format!("{what}: {code} at {file}:{line}\n")).collect::<String>()
    };
    said("missing", without(expected, found)) + &said("not expected", without(found, expected))
}

/// The files and folders of a folder, by name.
pub fn cases(folder: &str) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

fn check_as_json(name: &str) -> (u8, Value) {
    let ran = kitemark(&["check", name, "--charter", PROFILES_CHARTER, "--format", "json"]);
    (ran.code, serde_json::from_str(&ran.stdout).expect("JSON"))
}

#[test]
fn charters_are_drawn() {
    insta::glob!("cases/charters/*", draw);
}

#[test]
fn profiles_are_drawn() {
    insta::glob!("cases/profiles/*", draw);
}

/// What a case looks like in a terminal, and to other tools.
fn draw(path: &Path) {
    let name = name_of(path);
    let args = ["check", &name, "--charter", PROFILES_CHARTER];
    let text = kitemark(&args);
    assert!(text.stderr.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", text.stderr);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("drawn", session(&text));
        insta::assert_snapshot!("json", kitemark(&[&args[..], &["--format", "json"]].concat()).stdout);
    });
}

/// What of these is not among those.
pub fn without(these: &[Place], those: &[Place]) -> Vec<Place> {
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

/// Where a diagnostic stands, and its code.
pub fn place(diagnostic: &Value) -> Place {
    let label = &diagnostic["labels"][0];
    let file = label["file"].as_str().unwrap_or_default().to_owned();
    (file, label["line"].as_u64().unwrap_or(0), diagnostic["code"].as_str().expect("a code").to_owned())
}

pub fn places(found: &Value) -> Vec<Place> {
    let all = found.as_array().expect("a list").iter().flat_map(|one| one["diagnostics"].as_array().expect("a list"));
    all.map(place).collect()
}

/// What the files of a case expect. The profiles of a charter in a folder belong to it.
pub fn expectations(path: &Path) -> Vec<Place> {
    if !path.is_dir() {
        return expectations_of_file(path, &name_of(path));
    }
    let files = crate::support::files_below(path);
    let is_charter = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "charter");
    let name = |file: &PathBuf| {
        if is_charter(file) { name_of(file) } else { name_of(file.strip_prefix(path).expect("below")) }
    };
    files.iter().flat_map(|file| expectations_of_file(file, &name(file))).collect()
}

/// What the comments of a file expect, under this name.
pub fn expectations_of_file(path: &Path, name: &str) -> Vec<Place> {
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
    let is_of_running =
        |code: &Code| ["K09", "K11", "K12", "K13", "K14"].iter().any(|range| code.as_str().starts_with(range));
    let is_of_lint = |code: &Code| code.as_str().starts_with("K10");
    let uncovered: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !is_of_running(code) && !is_of_lint(code) && !WITHOUT_A_CASE.contains(code))
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
    for path in cases("cases/charters").into_iter().chain(cases("cases/profiles")) {
        let name = name_of(&path);
        for diagnostic in check_as_json(&name).1[0]["diagnostics"].as_array().expect("a list") {
            let help = diagnostic["help"].as_array().expect("a list");
            let labels = diagnostic["labels"].as_array().expect("a list").iter().map(|label| &label["message"]);
            // Where the grammar gives up, the message says what was expected; an example says what came out instead.
            let says_enough = matches!(diagnostic["code"].as_str(), Some("K0101" | "K0407"));
            if help.is_empty() && !says_enough {
                wrong
                    .push(format!("{name}:{}: no way out: {}", diagnostic["labels"][0]["line"], diagnostic["message"]));
            }
            for text in help.iter().chain(labels).chain([&diagnostic["message"]]) {
                let text = text.as_str().expect("a text");
                let is_month = text.starts_with("February");
                let starts_upper = text.chars().next().is_some_and(char::is_uppercase) && !is_month;
                let names_rust = ["::", "Some(", "None", "Err(", "Ok(", "{:", "usize", "Option<", "Vec<"];
                if starts_upper || text.ends_with('.') || names_rust.iter().any(|word| text.contains(word)) {
                    wrong.push(format!("{name}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// ---- the way out ------------------------------------------------------------------------------------------------------

/// Where the help is "write `…`", writing that helps.
#[test]
fn the_way_out_leads_out() {
    let folder = crate::support::Folder::new("way-out");
    let mut tried = 0;
    for name in ["types", "units", "calendar"] {
        let path = format!("cases/profiles/{name}.yaml");
        let text = fs::read_to_string(&path).expect("a profile");
        let (_, found) = check_as_json(&path);
        for diagnostic in found[0]["diagnostics"].as_array().expect("a list") {
            let help = diagnostic["help"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(|help| help.as_str()?.strip_prefix("write `"));
            let label = &diagnostic["labels"][0];
            let number = |key: &str| usize::try_from(label[key].as_u64().expect("a number")).expect("small");
            for written in
                help.filter_map(|help| help.strip_suffix('`')).filter(|written| !written.contains(['…', '`']))
            {
                let mended: String = (1..)
                    .zip(text.lines())
                    .map(|(line, text)| {
                        if line == number("line") {
                            with_value(text, number("column"), number("end_column"), written)
                        } else {
                            text.to_owned() + "\n"
                        }
                    })
                    .collect();
                let (_, after) = check_as_json(&folder.file("mended.yaml", mended));
                let still = after[0]["diagnostics"].as_array().expect("a list").iter().any(|other| {
                    other["labels"][0]["line"] == label["line"] && other["message"] == diagnostic["message"]
                });
                let count = |found: &Value| found[0]["diagnostics"].as_array().map_or(0, Vec::len);
                assert!(
                    !still && count(&after) + 1 == count(&found),
                    "{path}: writing `{written}` does not help: {}",
                    diagnostic["message"]
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 9, "only {tried} ways out were tried");
}

fn with_value(line: &str, column: usize, end: usize, value: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let part = |range: &[char]| range.iter().collect::<String>();
    format!("{}\"{value}\"{}\n", part(&chars[..column - 1]), part(&chars[end - 1..]))
}

// ---- one go -----------------------------------------------------------------------------------------------------------

const HEAD: &str = "charter c \"C\"\n  edition 1\nchoice stage\n  early\n  late\nprofile\n  as_of   date\n  beds    count\n  stage   stage\n  stages  set of stage\n  nation  one of england, wales\n  ready   yes_no\n";

/// The codes that a charter of this text gives, in order.
fn codes(text: &str) -> Vec<&'static str> {
    let found = match Charter::compile([("c.charter", text)]) {
        Ok((_, warnings)) => warnings,
        Err(Error::Charter(found)) => found,
        Err(error) => panic!("{error}"),
    };
    found.iter().map(|each| each.code.as_str()).collect()
}

/// A mistake has consequences; only the mistake is told.
#[test]
fn a_mistake_is_said_once() {
    for (clauses, expected) in [
        // The field is misspelt; its values are not.
        ("should natoin is england", "K0201"),
        ("should natoin is one of england, wales", "K0201"),
        ("should every s in stagse: s is early", "K0201"),
        ("should stages is early", "K0304"),
        ("flag ready\n    worth 50% when beds is 5", "K0112"),
        ("flag ready\n    waivable for merger", "K0112"),
    ] {
        let text = format!("{HEAD}principle p \"P\"\n  criterion c \"C\"\n    {clauses}\n");
        assert_eq!(codes(&text), [expected], "{clauses}");
    }
}

#[test]
fn evidence_that_is_unknown_is_said_once() {
    for profile in [
        "contracts: [{id: a, evidence: [ev-x]}]",
        "funding: {evidence: [ev-x]}",
        "contracts: [{id: a, review: {evidence: [ev-x]}}]",
    ] {
        let yaml = format!("as_of: 2026-04-01\n{profile}\n");
        let ran = crate::support::kitemark_reading(&["check", "-", "--charter", PROFILES_CHARTER], yaml.as_bytes());
        assert_eq!(ran.stdout, "standard input: 1 error\n", "{profile}");
    }
}

/// A mistake of syntax hides none of the others, unless they may come of it.
#[test]
fn a_mistake_of_syntax_hides_no_other() {
    let wrong = format!(
        "{HEAD}  size    yesno\nprinciple p \"P\"\n  criterion c \"C\"\n    should beds is at least 5%\n  criterion d \"D\"\n    shuold ready\n"
    );
    assert_eq!(codes(&wrong), ["K0204", "K0302", "K0101"]);
}

/// Texts are the scalars as written, whatever YAML would make of them.
#[test]
fn texts_are_read_as_written() {
    for text in [
        "no",
        "yes",
        "1e3",
        "12:30",
        "017",
        "1_000",
        "0x1F",
        ".inf",
        "~1",
        "2026-04-01",
        "1.0",
        "+5",
        "TRUE",
        "Null",
        "£5",
    ] {
        let charter = HEAD.replace("  beds ", "  name    text\n  beds ");
        let charter = format!("{charter}principle p \"P\"\n  criterion c \"C\"\n    should name is \"{text}\"\n");
        let (charter, _) = Charter::compile([("c.charter", charter)]).expect("a charter");
        let yaml = format!("as_of: 2026-04-01\nname: {text}\n");
        let profile =
            kitemark::Profile::read("p.yaml", yaml.as_bytes(), &kitemark::Limits::default()).expect("a profile");
        let scored = charter.score(&profile, &kitemark::ScoreOptions::default()).expect("a scorecard");
        assert_eq!(scored.scorecard.criteria[0].verdict, kitemark::scorecard::Verdict::Met, "{text}");
    }
}

#[test]
fn a_grade_where_the_charter_has_none_is_said_to_be_left_out() {
    let text = "charter a \"A\"\n  edition 1\nprofile\n  as_of date\nprinciple p \"P\"\n  criterion c \"C\"\n    should as_of is after 2026-01-01\n";
    let workshop = Workshop::open([("a.charter", text)]).expect("a charter");
    let scored =
        workshop.score("a.yaml", b"as_of: 2026-04-01\nevidence: [{id: e, grade: high}]\n").expect("a scorecard");
    let diagnostic = scored.diagnostics.iter().find(|one| one.message.contains("`high`")).expect("an unknown grade");
    assert_eq!(diagnostic.help, ["the charter knows no grades: leave it out"]);
}
