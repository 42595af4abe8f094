//! `kitemark test` with `--coverage`, `--boundaries` and `--mutants`, as authors and build servers meet it.

use serde_json::Value;

use crate::pages::assert_accessible;
use crate::support::{kitemark, session};

const CHARTER: &str = "cases/measures/small.charter";

fn measured(args: &[&str]) -> crate::support::Ran {
    kitemark(&[&["test", CHARTER], args].concat())
}

/// What a measure says as JSON, of the one charter.
fn as_json(measure: &str) -> Value {
    let ran = measured(&[measure, "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let all: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    all[0].clone()
}

#[test]
fn measures_are_shown_place_by_place() {
    for measure in ["coverage", "boundaries", "mutants"] {
        insta::assert_snapshot!(format!("measure_{measure}"), session(&measured(&[&format!("--{measure}")])));
    }
}

#[test]
fn measures_come_as_json() {
    let coverage = as_json("--coverage");
    assert_eq!((&coverage["path"], &coverage["percent"]), (&CHARTER.into(), &"75.0%".into()));
    assert_eq!((&coverage["coverage"]["goals"], &coverage["coverage"]["reached"]), (&12.into(), &9.into()));
    let missed = &coverage["coverage"]["files"][0]["missed"][0];
    assert_eq!((&missed["text"], &missed["never"][0], &missed["line"]), (&"open".into(), &"no".into(), &11.into()));

    let first = &as_json("--boundaries")["boundaries"]["boundaries"][0];
    assert_eq!((&first["start"]["path"], &first["at"]["written"]), (&"term".into(), &"60 months".into()));
    assert_eq!(first["limit"], "60 months");

    // Nobody says what happens where the service is closed: `when` may go, and 36 may be 37 months.
    let mutants = &as_json("--mutants")["mutants"];
    assert_eq!((&mutants["mutants"], &mutants["killed"]), (&14.into(), &11.into()));
    assert_eq!(mutants["survivors"][0]["noticed_by"]["given"], "open is no");
}

#[test]
fn a_share_below_the_floor_fails() {
    assert_eq!(measured(&["--coverage", "--fail-under", "75"]).code, 0);
    let ran = measured(&["--coverage", "--fail-under", "75.1%"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[K1201]"), "{}", ran.stderr);
    let words: Vec<&str> = ran.stderr.split_whitespace().collect();
    assert!(words.join(" ").contains("comes to 75.0%, below the 75.1% asked for"), "{}", ran.stderr);
    assert_eq!(measured(&["--mutants", "--fail-under", "78"]).code, 0, "11 of 14 are 78.5%");
    assert_eq!(measured(&["--mutants", "--fail-under", "79"]).code, 1);
}

#[test]
fn coverage_comes_for_editors_and_for_browsers() {
    let lcov = measured(&["--coverage", "--format", "lcov"]);
    assert!(lcov.stdout.starts_with("TN:\nSF:cases/measures/small.charter\n"), "{}", lcov.stdout);
    let page = measured(&["--coverage", "--format", "html"]);
    assert_eq!(page.code, 0);
    assert_accessible(&page.stdout);
}

/// The page shows the charter line by line, each behind its number.
#[test]
fn the_page_of_coverage_keeps_the_lines() {
    let page = measured(&["--coverage", "--format", "html"]).stdout;
    let (_, shown) = page.split_once("<pre class=\"charter\">\n").expect("the charter's text");
    let (shown, _) = shown.split_once("</pre>").expect("its end");
    // Text is what stands between tags; remarks on what never comes out are no text of the charter.
    let mut text = String::new();
    for part in shown.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        if !tag.contains("\"never ") {
            text.push_str(words);
        }
    }
    let text = text
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&");
    let charter = std::fs::read_to_string(CHARTER).expect("a charter");
    let numbered: Vec<String> = (1..).zip(charter.lines()).map(|(at, line)| format!("{at}{line}")).collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), numbered);
}

#[test]
fn what_cannot_be_measured_is_said() {
    for (args, says) in [
        (&["--coverage", "--mutants"][..], "cannot be used with"),
        (&["--mutants", "--format", "lcov"], "boundaries and mutants come as text or json"),
        (&["--coverage", "--format", "junit"], "coverage comes as text, json, lcov or html"),
        (&["--format", "html"], "add `--coverage`"),
        (&["--boundaries", "--fail-under", "90"], "boundaries have no share"),
        (&["--coverage", "--fail-under", "101"], "a percentage is written as `90` or `92.5`, up to 100"),
        (&["--coverage", "--fail-under", "ninety"], "a percentage is written as"),
        (&["--fail-under", "90"], "required"),
        (&["--coverage", "--filter", "nothing like it"], "no title, file or criterion contains"),
    ] {
        let ran = measured(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    }
    // Only cases that hold say what a charter means.
    let ran = kitemark(&["test", "cases/charters/failing-examples", "--mutants"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("error[K0407]"), "{}", ran.stderr);
}
