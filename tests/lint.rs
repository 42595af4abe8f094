//! Lints, from charters that carry their own expectation, as in `diagnostics.rs`; and what `--fix` makes of charters.
//!
//! The first line of a case says `# only` with the lints that it is about, so that it may be short and no model otherwise.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kitemark_authoring::lint::registry::LINTS;
use serde_json::Value;

use crate::diagnostics::{cases, differences, expectations, places};
use crate::support::{Folder, Ran, files_below, kitemark, name_of, session};

/// The names on the first line of a case.
fn only(path: &Path) -> String {
    let file = if path.is_dir() { path.join("rules.charter") } else { path.to_owned() };
    let text = fs::read_to_string(file).expect("a charter");
    let names = text.lines().next().and_then(|line| line.strip_prefix("# only ")).expect("`# only` and names");
    names.split_whitespace().collect::<Vec<_>>().join(",")
}

fn lint(path: &Path, args: &[&str]) -> Ran {
    kitemark(&[&["lint", &name_of(path), "--only", &only(path)], args].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).expect("JSON")
}

#[test]
fn lints_say_what_and_where() {
    let mut wrong = String::new();
    for path in cases("cases/lint") {
        let ran = lint(&path, &["--format", "json"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "{}", path.display());
        wrong.push_str(&differences(&expectations(&path), &places(&json(&ran))));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_lint_has_a_case() {
    let shown: BTreeSet<String> =
        cases("cases/lint").iter().flat_map(|path| expectations(path)).map(|(_, _, code)| code).collect();
    let codes: BTreeSet<String> = LINTS.iter().map(|lint| lint.code.as_str().to_owned()).collect();
    assert_eq!(shown, codes);
}

#[test]
fn lints_are_drawn() {
    insta::glob!("cases/lint/*", |path| {
        let text = lint(path, &[]);
        assert!(text.stderr.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", text.stderr);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("drawn", session(&text)) });
    });
}

/// House style of messages: lower case, no full stop, and a way out.
#[test]
fn lints_keep_the_house_style() {
    for path in cases("cases/lint") {
        for diagnostic in json(&lint(&path, &["--format", "json"]))[0]["diagnostics"].as_array().expect("a list") {
            let help = diagnostic["help"].as_array().expect("a list");
            assert!(!help.is_empty(), "no way out: {diagnostic}");
            let label = &diagnostic["labels"][0]["message"];
            for text in help.iter().chain([label, &diagnostic["message"]]) {
                let text = text.as_str().expect("a text");
                assert!(!text.is_empty() && !text.ends_with('.'), "{text}");
                assert!(!text.starts_with(char::is_uppercase), "{text}");
            }
        }
    }
}

// ---- the command ------------------------------------------------------------------------------------------------------

const CLEAN: &str = r#"charter c "A charter"
  edition 1
source report "A report"
profile
  as_of  date
  beds   count
principle room "Room for everybody"
  because "Nobody sleeps on a floor."
  cites   report "p. 1"
  criterion enough-beds "There are enough beds"
    should beds is at least 5
    fix    "Add beds."
example "Five beds"
  profile "house.yaml"
  then    enough-beds is met
example "Four beds"
  profile "house.yaml"
  given   beds is 4
  then    enough-beds is unmet
"#;

const HOUSE: &str = "as_of: 2026-06-30\nbeds: 5\n";

/// A folder with the charter and its profile, and the path of the charter.
fn charter(name: &str, text: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    folder.file("house.yaml", HOUSE);
    let path = folder.file("rules.charter", text);
    (folder, path)
}

#[test]
fn a_clean_charter_ends_with_0() {
    let (folder, path) = charter("lint-clean", CLEAN);
    let ran = kitemark(&["lint", &path, &folder.path("")]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(folder.anonymous(&ran.stdout), "FOLDER/rules.charter: nothing found\nFOLDER/: nothing found\n");
}

/// What comes of `lint` on a charter with something to find, and other arguments.
fn found(args: &[&str]) -> Ran {
    let (_folder, path) = charter("lint-found", &CLEAN.replace("    fix    \"Add beds.\"\n", ""));
    kitemark(&[&["lint", &path][..], args].concat())
}

#[test]
fn lints_are_chosen_by_name_or_code() {
    let finds = |args: &[&str], expected: u8| assert_eq!(found(args).code, expected, "{args:?}");
    finds(&[], 1);
    finds(&["--only", "missing-remedy"], 1);
    finds(&["--only", "k1002"], 1);
    finds(&["--only", "uncited-rule"], 0);
    finds(&["--ignore", "missing-remedy"], 0);
    finds(&["--ignore", "K1001,K1002"], 0);
    finds(&["--only", "missing-remedy,uncited-rule", "--ignore", "K1002"], 0);
}

#[test]
fn an_unknown_lint_ends_with_2() {
    let ran = found(&["--ignore", "missing-remedi"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn json_names_the_lint_and_whether_it_is_mended() {
    let ran = found(&["--format", "json"]);
    let one = &json(&ran)[0];
    assert_eq!((&one["kind"], &one["errors"], &one["warnings"]), (&"charter".into(), &0.into(), &1.into()));
    let diagnostic = &one["diagnostics"][0];
    assert_eq!(diagnostic["lint"], "missing-remedy");
    assert_eq!(diagnostic["fixable"], false);
    assert_eq!(diagnostic["code"], "K1002");
}

#[test]
fn a_charter_with_errors_ends_with_1_and_a_missing_one_with_2() {
    let (folder, path) = charter("lint-errors", &CLEAN.replace("beds is at least 5", "bed is at least 5"));
    let ran = kitemark(&["lint", &path, &folder.path("absent.charter"), "--format", "json"]);
    assert_eq!(ran.code, 2);
    let all = json(&ran);
    assert_eq!(all[0]["diagnostics"][0]["code"], "K0201");
    assert_eq!(all[0]["diagnostics"][0]["lint"], Value::Null);
    assert_eq!(all[1]["diagnostics"][0]["code"], "K0901");
    assert_eq!(kitemark(&["lint", &path]).code, 1);
}

#[test]
fn lints_are_listed() {
    let ran = kitemark(&["lint", "--list"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_lint_is_explained_by_its_name() {
    for lint in LINTS {
        let (by_name, by_code) = (kitemark(&["explain", lint.name]), kitemark(&["explain", lint.code.as_str()]));
        assert_eq!((by_name.code, &by_name.stdout), (0, &by_code.stdout));
    }
    let ran = kitemark(&["explain", "missing-rational"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `missing-rationale`?"), "{}", ran.stderr);
}

// ---- mending ----------------------------------------------------------------------------------------------------------

/// The head of what is mended below: a rule on beds is put into it.
const BEFORE: &str = r#"charter c "A charter"
  edition 1
record room
  size   count
profile
  rooms  list of room
  as_of  date
  beds   count
  open   yes_no
  cap    number optional
principle p "Principle"
  criterion c "Criterion"
    "#;

/// Mends a charter in a folder of this name, and gives the text afterwards with what the command said.
fn mended(name: &str, text: &str) -> (String, Ran) {
    let (_folder, path) = charter(name, text);
    let ran = kitemark(&["lint", &path, "--fix"]);
    (fs::read_to_string(path).expect("a charter"), ran)
}

#[test]
fn what_is_safe_is_mended() {
    for (before, after) in [
        ("should not (beds is not 5)", "should beds is 5"),
        ("should not (beds != 5)", "should beds = 5"),
        ("should open is not no and beds is 1", "should open is yes and beds is 1"),
        ("should not (open is no)", "should open is yes"),
        ("should not (not open)", "should open"),
        ("should not not (open and beds is 1)", "should open and beds is 1"),
        ("should beds is 2 or not (not (open and beds is 1))", "should beds is 2 or (open and beds is 1)"),
        ("should not (not (not open))", "should not open"),
        ("should not (beds is\n      not 5) and open", "should beds is 5 and open"),
        // Without its parentheses `where` would reach on to the end.
        (
            "should not (beds is not number of room in rooms where room.size is 1) and open",
            "should (beds is number of room in rooms where room.size is 1) and open",
        ),
        (
            "should not (no room in rooms: room.size is 1) and open",
            "should (some room in rooms: room.size is 1) and open",
        ),
        ("should not (no room in rooms: room.size is 1)", "should some room in rooms: room.size is 1"),
        ("should no room in rooms: not (room.size is 1 or open)", "should every room in rooms: room.size is 1 or open"),
        ("should not (cap is missing)", "should cap is given"),
        ("should cap is not missing", "should cap is given"),
        ("should not ( ( beds is not one of 1, 2 ) )", "should beds is one of 1, 2"),
        ("should open and beds is 1 and open", "should open and beds is 1"),
        ("should open and open and\n      open", "should open"),
        ("should open  # lint: allow id-style because it was so", "should open"),
        ("# lint: allow id-style because it was so\n    should open", "should open"),
    ] {
        let (text, ran) = mended("lint-safe", &format!("{BEFORE}{before}\n"));
        assert_eq!(text, format!("{BEFORE}{after}\n"), "{before}");
        assert!(ran.stdout.starts_with("mended "), "{}", ran.stdout);
        assert_eq!(mended("lint-safe", &text).0, text, "mended once, it stays as it is");
    }
}

#[test]
fn what_is_not_safe_stays() {
    for rule in [
        "should not (cap is not 5)",
        "should at least 1 of (open; open)",
        "should open and (open)",
        "should not (beds is # of all\n      not 5)",
        "should not (cap is 5)  # lint: allow id-style, silent-negation because one is of use",
    ] {
        let text = format!("{BEFORE}{rule}\n");
        assert_eq!(mended("lint-unsafe", &text).0, text);
    }
}

#[test]
fn mending_keeps_line_ends_and_other_files() {
    let folder = Folder::new("lint-folder");
    folder.file("b.charter", "unit mg/day # untouched\r\n");
    let rule = format!("{BEFORE}should not (not open)\n").replace('\n', "\r\n");
    let path = folder.file("a.charter", rule);
    let untouched = fs::metadata(folder.path("b.charter")).expect("a file").modified().expect("a time");
    let ran = kitemark(&["lint", &folder.path(""), "--fix", "--only", "double-negation"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = fs::read_to_string(path).expect("a charter");
    assert!(text.ends_with("    should open\r\n"), "{text:?}");
    assert_eq!(fs::metadata(folder.path("b.charter")).expect("a file").modified().expect("a time"), untouched);
}

#[test]
fn a_charter_with_errors_is_not_mended() {
    let text = format!("{BEFORE}should not (not open) and bed is 1\n");
    let (after, ran) = mended("lint-broken", &text);
    assert_eq!((after, ran.code), (text, 1));
}

#[test]
fn mending_heeds_what_is_asked_for_and_says_what_is_left() {
    let (folder, path) = charter("lint-left", &format!("{BEFORE}should not (not open) and open\n"));
    let ran = kitemark(&["lint", &path, "--fix", "--only", "double-negation,missing-remedy"]);
    assert!(fs::read_to_string(&path).expect("a charter").ends_with("should open and open\n"));
    insta::assert_snapshot!(folder.anonymous(&session(&ran)));
}

// ---- the standard charter ---------------------------------------------------------------------------------------------

#[test]
fn the_standard_charter_is_clean() {
    let folder = crate::support::workspace("rules/commissioning");
    let ran = kitemark(&["lint", &folder.to_string_lossy()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// Charters that are odd in other ways are looked at like any other.
#[test]
fn lints_take_any_charter() {
    for path in cases("cases/charters").into_iter().chain([Path::new("cases/profiles/all-kinds.charter").to_owned()]) {
        let ran = kitemark(&["lint", &name_of(&path)]);
        assert!(ran.code <= 1, "{}", ran.stderr);
    }
}

/// Cases are charters without errors, or they would show nothing.
#[test]
fn cases_of_lints_have_no_errors() {
    let files: Vec<PathBuf> = files_below(Path::new("cases/lint"));
    assert!(files.len() > 12, "only {} files", files.len());
    for path in cases("cases/lint") {
        let ran = kitemark(&["check", &name_of(&path)]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}

/// A must without a remedy or a source is a warning of `check`; whoever lints hears of it too, but not where some lints alone
/// are asked for.
#[test]
fn what_check_warns_of_is_told_as_well() {
    let folder = Folder::new("lint-warnings");
    folder.file(
        "a.charter",
        "charter c \"C\"\n  edition 1\nprofile\n  as_of date\n  beds count\nprinciple p \"P\"\n  because \"Beds.\"\n  criterion enough \"There are enough beds\"\n    must beds is at least 5\n",
    );
    let path = folder.path("a.charter");
    let ran = kitemark(&["lint", &path]);
    assert_eq!(ran.code, 1);
    for code in ["K0507", "K0508"] {
        assert!(ran.stderr.contains(&format!("warning[{code}]")), "{code}: {}", ran.stderr);
    }
    let only = kitemark(&["lint", &path, "--only", "id-style"]);
    assert_eq!((only.code, only.stderr.as_str()), (0, ""));
}
