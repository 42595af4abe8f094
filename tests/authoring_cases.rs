//! Case files and snapshots, by `kitemark test`.

use std::fs;
use std::path::Path;

use kitemark_authoring::snapshot;
use kitemark_authoring::workshop::Workshop;
use kitemark_cli::{Io, run};
use serde_json::Value;

use crate::diagnostics::{Place, expectations_of_file, place, without};
use crate::support::{Folder, Ran, files_below, kitemark, name_of, session, workspace};

const BEDS: &str = "cases/authoring/beds";
const WRONG: &str = "cases/authoring/wrong";

fn json(args: &[&str]) -> Value {
    let ran = kitemark(&[args, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// Everything that is wrong in a result.
fn diagnostics(charter: &Value) -> Vec<&Value> {
    let of_cases = list(&charter["results"]).iter().flat_map(|result| list(&result["diagnostics"]));
    list(&charter["diagnostics"]).iter().chain(of_cases).collect()
}

// ---- cases -------------------------------------------------------------------------------------------------------------

#[test]
fn every_kind_of_expectation_can_hold() {
    let ran = kitemark(&["test", BEDS, "--filter", "holds.cases"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn every_kind_of_expectation_can_fail() {
    let ran = kitemark(&["test", BEDS, "--filter", "fails.cases"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", ran.stderr);
    insta::assert_snapshot!(session(&ran));
}

#[test]
fn a_case_fails_at_each_expectation_by_itself() {
    // The second is wrong in four ways, and every other in one or two; nothing that holds is reported.
    let result = json(&["test", BEDS, "--filter", "fails.cases"]);
    let fails = |title: &str| {
        let found = list(&result[0]["results"]).iter().find(|one| one["title"].as_str() == Some(title));
        list(&found.expect("a case")["diagnostics"]).len()
    };
    assert_eq!(fails("A verdict with its findings"), 1);
    assert_eq!(fails("A credit and findings"), 4);
    assert_eq!(fails("Awards"), 3);
    assert_eq!(fails("A row of a table (5, met)"), 0);
    assert_eq!(fails("A row of a table (4, unmet)"), 1);
}

#[test]
fn results_come_in_four_formats() {
    for format in ["text", "json", "junit", "tap"] {
        let ran = kitemark(&["test", BEDS, "--filter", "ward", "--format", format]);
        assert_eq!(ran.code, 1, "{format}");
        insta::assert_snapshot!(format!("format_{format}"), ran.stdout);
    }
}

#[test]
fn junit_is_read_back() {
    let ran = kitemark(&["test", BEDS, "--format", "junit"]);
    let report = quick_junit::Report::deserialize_from_str(&ran.stdout).expect("JUnit");
    // 1 example, 17 cases that hold or are a known gap, 14 of which 13 fail.
    assert_eq!((report.tests, report.failures, report.errors), (32, 13, 0));
    let ran = kitemark(&["test", WRONG, "--format", "junit"]);
    let report = quick_junit::Report::deserialize_from_str(&ran.stdout).expect("JUnit");
    assert!(report.errors > 50, "{}", ran.stdout);
}

#[test]
fn results_go_into_a_file() {
    let folder = Folder::new("cases-output");
    let path = folder.path("report.tap");
    let ran = kitemark(&["test", BEDS, "--filter", "holds.cases", "--format", "tap", "--output", &path]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(fs::read_to_string(path).expect("a file").starts_with("TAP version 14\n1..17\nok 1 - "));
}

#[test]
fn a_filter_knows_titles_files_and_criteria() {
    let count = |filter: &str| list(&json(&["test", BEDS, "--filter", filter])[0]["results"]).len();
    assert_eq!(count("rises with the nurses"), 1);
    assert_eq!(count("beds.charter"), 1);
    // Four in `holds.cases.yaml` speak of it, one of them a table, and four in the other.
    assert_eq!(count("enough-nurses"), 4);
}

#[test]
fn every_mistake_of_a_case_file_has_its_place() {
    let result = json(&["test", WRONG]);
    let found: Vec<Place> = diagnostics(&result[0]).into_iter().map(place).collect();
    let files = files_below(Path::new(WRONG));
    let expected: Vec<Place> = files.iter().flat_map(|path| expectations_of_file(path, &name_of(path))).collect();
    assert!(expected.len() > 60);
    assert_eq!((without(&expected, &found), without(&found, &expected)), (Vec::new(), Vec::new()));
}

#[test]
fn mistakes_of_case_files_are_drawn() {
    let ran = kitemark(&["test", WRONG]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", ran.stderr);
    insta::assert_snapshot!(session(&ran));
}

#[test]
fn nothing_to_test_is_no_success() {
    let folder = Folder::new("cases-none");
    let charter = folder.file("empty.charter", "charter empty \"Empty\"\n  edition 1\nprofile\n  as_of date\n");
    for args in [&["test", &charter][..], &["test", BEDS, "--filter", "no such text"]] {
        let ran = kitemark(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stdout.ends_with(": 1 error\n"), "{}", ran.stdout);
        assert!(ran.stderr.starts_with("error[K0902]: there is no case in"), "{}", ran.stderr);
    }
    assert_eq!(kitemark(&["test", "cases/authoring/bed"]).code, 2);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::new("cases-broken");
    let broken = folder.file("a/broken.charter", "charter broken");
    folder.file("b/beds.charter", fs::read(format!("{BEDS}/beds.charter")).expect("a charter"));
    folder.file("b/latin.cases.yaml", b"# caf\xe9\ncases: []\n");
    let ran = kitemark(&["test", &broken, &folder.path("b"), BEDS, "--filter", "holds.cases"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[K0110]") || ran.stderr.contains("error[K0101]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("error[K0105]"), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("beds: 16 cases hold, 1 known gap\n"), "{}", ran.stdout);
}

#[test]
fn a_folder_with_a_charter_of_its_own_keeps_its_cases() {
    let folder = Folder::new("cases-nested");
    let charter = fs::read_to_string(format!("{BEDS}/beds.charter")).expect("a charter");
    folder.file("beds.charter", &charter);
    folder.file("profiles/good.yaml", fs::read(format!("{BEDS}/profiles/good.yaml")).expect("a profile"));
    folder.file("other/beds.charter", &charter);
    folder.file("other/wrong.cases.yaml", "nonsense");
    folder.file("cases/deep/none.cases.yaml", "cases: []\n");
    let ran = kitemark(&["test", &folder.path("")]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(kitemark(&["test", &folder.path("other")]).code, 1);
}

#[test]
fn case_files_are_no_profiles() {
    let ran = kitemark(&["score", BEDS, "--charter", "cases/authoring/beds/beds.charter"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("good.yaml") && !ran.stdout.contains("cases.yaml"), "{}", ran.stdout);
}

/// A table of 5,000 rows is read and run in the time of a breath, also without optimisation.
#[test]
fn many_cases_are_run() {
    let folder = Folder::new("cases-many");
    folder.file("beds.charter", fs::read(format!("{BEDS}/beds.charter")).expect("a charter"));
    folder.file("profiles/good.yaml", fs::read(format!("{BEDS}/profiles/good.yaml")).expect("a profile"));
    let rows: String = (0..5000).map(|nurses| format!("        - [{nurses}]\n")).collect();
    let head =
        "profile: profiles/good.yaml\ncases:\n  - name: Many\n    table:\n      columns: [nurses]\n      rows:\n";
    let tail = "    given: {nurses: $nurses}\n    expect: {enough-beds: met}\n";
    folder.file("many.cases.yaml", format!("{head}{rows}{tail}"));
    let ran = kitemark(&["test", &folder.path("")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.ends_with(": 5001 cases hold\n"), "{}", ran.stdout);
}

#[test]
fn the_standard_charter_holds_its_cases() {
    let ran = kitemark(&["test", &workspace("rules/commissioning").to_string_lossy()]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
}

// ---- snapshots ---------------------------------------------------------------------------------------------------------

/// A charter with three profiles whose scorecards are to be kept.
fn house() -> Folder {
    let folder = Folder::new(&format!("snapshots-{:?}", std::thread::current().id()));
    folder.file("beds.charter", fs::read(format!("{BEDS}/beds.charter")).expect("a charter"));
    let good = fs::read_to_string(format!("{BEDS}/profiles/good.yaml")).expect("a profile");
    folder.file("profiles/good.yaml", &good);
    folder.file("profiles/small.yaml", good.replace("beds: 6", "beds: 4"));
    folder.file("profiles/silent.yaml", "as_of: 2026-06-30\n");
    folder.file("kept.cases.yaml", "snapshots: [profiles/*.yaml]\n");
    folder
}

fn test(folder: &Folder, args: &[&str]) -> Ran {
    kitemark(&[&["test", &folder.path("")], args].concat())
}

/// The same with somebody who answers.
fn test_answering(folder: &Folder, args: &[&str], mut answers: &[u8]) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let path = folder.path("");
    let all = [&["kitemark", "test", path.as_str()], args].concat();
    let mut io = Io::new(&mut answers, &mut stdout, &mut stderr);
    io.interactive = true;
    let code = run(all.into_iter().map(Into::into), &mut io);
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { code, stdout: text(stdout), stderr: text(stderr) }
}

/// The names in the folder of snapshots.
fn kept(folder: &Folder) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.path("snapshots")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const ALL: [&str; 3] = ["profiles__good.yaml.snap", "profiles__silent.yaml.snap", "profiles__small.yaml.snap"];

fn read(folder: &Folder, profile: &str) -> String {
    fs::read_to_string(folder.path(&format!("snapshots/profiles__{profile}.yaml.snap"))).expect("a snapshot")
}

/// The criterion that four beds are enough, so that one verdict changes.
fn relax(folder: &Folder) {
    let path = folder.path("beds.charter");
    let charter = fs::read_to_string(&path).expect("a charter");
    fs::write(path, charter.replace("ward.beds is at least 5", "ward.beds is at least 4")).expect("a charter");
}

#[test]
fn what_is_not_kept_yet_fails_and_nothing_is_written() {
    let folder = house();
    let ran = test(&folder, &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[K1107]: no scorecard of `profiles/good.yaml` is kept yet"), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("1 case holds; 0 snapshots hold, 3 fail\n"), "{}", ran.stdout);
    assert_eq!(kept(&folder), [""; 0]);
}

#[test]
fn what_is_accepted_is_kept_and_holds() {
    let folder = house();
    assert_eq!(test(&folder, &["--snapshot=accept"]).code, 0);
    assert_eq!(kept(&folder), ALL);
    let ran = test(&folder, &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("kept", [read(&folder, "small"), read(&folder, "silent")].join("\n"));
}

#[test]
fn what_changes_is_told_by_its_meaning() {
    let folder = house();
    test(&folder, &["--snapshot=accept"]);
    relax(&folder);
    let before = read(&folder, "small");
    let ran = test(&folder, &[]);
    assert_eq!(ran.code, 1);
    assert_eq!((kept(&folder), read(&folder, "small")), (ALL.map(str::to_owned).to_vec(), before));
    // Four beds are now met: 75% become 100%, and silver becomes gold. Nobody else has four beds.
    insta::assert_snapshot!(folder.anonymous(&ran.stderr));
}

#[test]
fn a_review_asks_about_each() {
    let folder = house();
    let ran = test_answering(&folder, &["--snapshot"], b"a\nwhat?\nr\ns\n");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stderr.matches("accept, reject or skip? [a/r/s]").count(), 4, "{}", ran.stderr);
    // Accepted, rejected, and left for later.
    assert_eq!(kept(&folder), [ALL[0], "profiles__small.yaml.snap.new"]);
    let ran = test_answering(&folder, &["--snapshot"], b"accept\naccept\n");
    assert_eq!((ran.code, kept(&folder)), (0, ALL.map(str::to_owned).to_vec()));
}

#[test]
fn a_review_without_answers_leaves_all_for_later() {
    let folder = house();
    // With a terminal whose input ends, and without one: what stands there is not read.
    for ran in [test_answering(&folder, &["--snapshot"], b""), test(&folder, &["--snapshot"])] {
        assert_eq!(ran.code, 1);
        assert_eq!(kept(&folder), ALL.map(|name| format!("{name}.new")));
        assert!(ran.stderr.contains("accept it here with"), "{}", ran.stderr);
    }
    assert_eq!(test(&folder, &["--snapshot=accept"]).code, 0);
    assert_eq!(kept(&folder), ALL);
}

#[test]
fn what_was_waiting_goes_when_the_old_one_holds_again() {
    let folder = house();
    test(&folder, &["--snapshot=accept"]);
    let strict = fs::read(folder.path("beds.charter")).expect("a charter");
    relax(&folder);
    test(&folder, &["--snapshot"]);
    assert_eq!(kept(&folder).len(), 4);
    folder.file("beds.charter", strict);
    assert_eq!(test(&folder, &["--snapshot"]).code, 0);
    assert_eq!(kept(&folder), ALL);
}

#[test]
fn what_nobody_asks_for_is_told_and_removed_on_demand() {
    let folder = house();
    test(&folder, &["--snapshot=accept"]);
    folder.file("snapshots/other.snap", "---\nsource: other.rs\nexpression: other\n---\nof somebody else\n");
    folder.file("kept.cases.yaml", "snapshots: [profiles/good.yaml]\n");
    let ran = test(&folder, &[]);
    assert_eq!(ran.code, 0, "an orphan is a warning");
    assert_eq!(ran.stderr.matches("warning[K1108]").count(), 2, "{}", ran.stderr);
    assert_eq!(kept(&folder).len(), 4);
    assert_eq!(test(&folder, &["--snapshot=accept"]).code, 0);
    assert_eq!(kept(&folder), ["other.snap", ALL[0]]);
}

#[test]
fn nothing_is_removed_while_a_case_file_cannot_be_read() {
    let folder = house();
    test(&folder, &["--snapshot=accept"]);
    folder.file("kept.cases.yaml", "snapshots: [profiles/*.yaml\n");
    assert_eq!(test(&folder, &["--snapshot=accept"]).code, 1);
    assert_eq!(kept(&folder), ALL);
}

#[test]
fn what_is_kept_but_damaged_is_compared_line_by_line() {
    let folder = house();
    test(&folder, &["--snapshot=accept"]);
    let damaged = read(&folder, "good").replace("score: 100%", "scor: 100%");
    folder.file("snapshots/profiles__good.yaml.snap", damaged);
    let ran = test(&folder, &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("= help: gone: scor: 100%\n") && ran.stderr.contains("= help: new: score: 100%\n"));
    assert_eq!(test(&folder, &["--snapshot=accept"]).code, 0);
    assert!(read(&folder, "good").contains("\nscore: 100%\n"));
}

#[test]
fn a_profile_with_errors_keeps_nothing() {
    let folder = house();
    folder.file("profiles/small.yaml", "as_of: 2026-06-30\nnurses: many\n");
    let ran = test(&folder, &["--snapshot=accept"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[K0702]"), "{}", ran.stderr);
    assert_eq!(kept(&folder), ALL[..2]);
}

#[test]
fn a_filter_looks_at_some_snapshots_only() {
    let folder = house();
    let ran = test(&folder, &["--snapshot=accept", "--filter", "profiles/s"]);
    assert_eq!(ran.code, 0);
    assert_eq!(kept(&folder), ALL[1..]);
}

/// What a crate that embeds a charter does in its own tests.
#[test]
fn examples_are_kept() {
    let files = files_below(&workspace("rules/commissioning"));
    let charter = files.iter().filter(|path| path.extension().is_some_and(|each| each == "charter"));
    let texts = charter.map(|path| (name_of(path), fs::read_to_string(path).expect("text")));
    let workshop = Workshop::open(texts).expect("the standard charter");
    insta::glob!("../examples/profiles", "*.yaml", |path| {
        let bytes = fs::read(path).expect("a profile");
        let kept = snapshot::of_profile(workshop.engine(), "a profile", &bytes).expect("a scorecard");
        insta::assert_snapshot!(kept);
    });
}
