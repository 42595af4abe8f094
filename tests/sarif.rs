//! What editors and code hosts take: SARIF 2.1.0.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{Folder, files_below, kitemark, workspace};

/// The log that a command writes. It keeps to the standard's schema.
pub fn log(args: &[&str]) -> Value {
    let ran = kitemark(&[args, &["--format", "sarif"]].concat());
    let log = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.stderr));
    let schema = fs::read_to_string("schemas/sarif-2.1.0.json").expect("the schema");
    // One pattern has a bracket too many, which Errata 01 of the standard takes out.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> =
        schema.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{args:?}: {wrong:#?}");
    assert_consistent(&log);
    log
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// What the standard says beyond its schema: rules are where results look for them, only failures have a level, runs and
/// fingerprints are told apart.
fn assert_consistent(log: &Value) {
    let mut ids = BTreeSet::new();
    for run in list(log, "runs") {
        assert!(ids.insert(text(run, "/automationDetails/id")), "two runs of one id");
        let mut fingerprints = BTreeSet::new();
        for result in list(run, "results") {
            let rule = match result.get("rule") {
                Some(rule) => {
                    &run["tool"]["extensions"][0]["rules"][rule["index"].as_u64().expect("an index") as usize]
                }
                None => &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize],
            };
            assert_eq!(rule["id"], result["ruleId"]);
            let fails = result.get("kind").is_none_or(|kind| kind == "fail");
            assert_eq!(fails, result["level"] != "none", "{result}");
            assert!(fingerprints.insert(result["partialFingerprints"].to_string()), "{result}");
        }
    }
}

fn result<'a>(log: &'a Value, rule: &str) -> &'a Value {
    let found = list(&log["runs"][0], "results").iter().find(|result| result["ruleId"] == rule);
    found.unwrap_or_else(|| panic!("no result of {rule}"))
}

const NORTHMERE: &str = "../examples/profiles/northmere.yaml";

#[test]
fn every_example_has_its_log() {
    for path in files_below(&workspace("examples/profiles")) {
        log(&["score", &path.to_string_lossy()]);
    }
}

#[test]
fn results_are_what_does_not_pass() {
    let log = log(&["score", NORTHMERE]);
    let run = &log["runs"][0];
    let of = |kind: &str, level: &str| {
        let wanted = |result: &&Value| result["kind"] == kind && result["level"] == level;
        list(run, "results").iter().filter(wanted).map(|result| text(result, "/ruleId")).collect::<Vec<_>>()
    };
    assert_eq!(of("fail", "error"), ["no-ceiling"]);
    assert_eq!(of("fail", "warning"), ["outside-look", "users-shape", "transfer-deaths-counted"]);
    assert_eq!(of("fail", "note"), ["partner-loss"]);
    // 10 not proven; 31 criteria and 5 flags unanswered, and none of them a failure.
    assert_eq!((of("review", "none").len(), of("open", "none").len()), (10, 36));
    assert_eq!(list(run, "results").len(), 51);
    assert_eq!(list(&run["tool"]["extensions"][0], "rules").len(), 106, "a rule for every criterion");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(run["properties"]["score"]["low"], "0.569045");
}

#[test]
fn a_result_says_where_what_and_why() {
    let log = log(&["score", NORTHMERE]);
    insta::assert_snapshot!(format!("{:#}", result(&log, "no-ceiling")));
    let rules = list(&log["runs"][0]["tool"]["extensions"][0], "rules");
    let rule = rules.iter().find(|rule| rule["id"] == "no-ceiling").expect("the rule");
    insta::assert_snapshot!("a_rule", format!("{rule:#}"));
}

/// The characters of a region, as the log counts them.
fn region(source: &str, region: &Value) -> String {
    let number = |key: &str| usize::try_from(region[key].as_u64().expect("a number")).expect("small");
    assert_eq!(number("startLine"), number("endLine"));
    let line: Vec<char> = source.lines().nth(number("startLine") - 1).expect("the line").chars().collect();
    line[number("startColumn") - 1..number("endColumn") - 1].iter().collect()
}

#[test]
fn regions_hold_the_values() {
    let source = fs::read_to_string(NORTHMERE).expect("a profile");
    let log = log(&["score", NORTHMERE]);
    let values: Vec<String> = list(result(&log, "no-ceiling"), "locations")
        .iter()
        .map(|location| region(&source, &location["physicalLocation"]["region"]))
        .collect();
    assert_eq!(values, ["max_dose", "provider_policy"]);
}

/// Lines above make no other problem of it.
#[test]
fn fingerprints_stay_where_lines_move() {
    let folder = Folder::new("sarif-lines");
    let source = fs::read_to_string(NORTHMERE).expect("a profile") + "unknown: 5\nother: 6\n";
    let path = folder.file("a.yaml", &source);
    let before = log(&["score", &path]);
    folder.file("a.yaml", format!("# one\n# two\n# three\n{source}"));
    let after = log(&["score", &path]);
    let fingerprints = |log: &Value| {
        let results = list(&log["runs"][0], "results").to_vec();
        results.into_iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(fingerprints(&before), fingerprints(&after));
    assert_eq!(fingerprints(&before).len(), 53);
    let line = |log: &Value| {
        result(log, "no-ceiling").pointer("/locations/0/physicalLocation/region/startLine").and_then(Value::as_u64)
    };
    assert_eq!(line(&before).map(|line| line + 3), line(&after));
}

#[test]
fn an_exemption_suppresses_its_result() {
    let folder = Folder::new("sarif-waived");
    let profile = "as_of: 2026-04-01\nready: no\nbeds: 1\nshare: 1%\nbudget: £1\nindex: 0\n\
        exemptions: [{criterion: ready, reason: merger, expires: 2028-04-01}]\n";
    let path = folder.file("a.yaml", profile);
    let log = log(&["score", &path, "--charter", "cases/profiles/all-kinds.charter"]);
    let waived = result(&log, "ready");
    assert_eq!(waived["properties"]["verdict"], "waived");
    assert_eq!(waived["suppressions"][0]["status"], "accepted");
    assert_eq!(waived["suppressions"][0]["justification"], "merger, until 2028-04-01");
}

#[test]
fn each_profile_has_a_run() {
    let folder = Folder::new("sarif-several");
    folder.file("good.yaml", "as_of: 2026-04-01\nnatoin: wales\n");
    folder.file("bad.yaml", "a: [\n");
    let log = log(&["score", &folder.path("")]);
    let runs = list(&log, "runs");
    let done: Vec<&Value> = runs.iter().map(|run| &run["invocations"][0]["executionSuccessful"]).collect();
    assert_eq!(done, [true, false], "what could not be scored comes last, and says so");
    // What is wrong with a profile comes with its scorecard, as results of the tool's own rules.
    assert_eq!(runs[0]["results"][0]["ruleId"], "K0701");
    assert_eq!(text(&runs[0], "/results/0/message/text").lines().nth(1), Some("help: did you mean `nation`?"));
    assert_eq!(runs[1]["results"][0]["level"], "error");
}

#[test]
fn check_and_lint_give_logs_too() {
    let args = ["check", "cases/cli/beds.charter", "cases/cli/bad.yaml", "--charter", "cases/cli/beds.charter"];
    let checked = log(&args);
    assert_eq!(list(&checked, "runs").len(), 2);
    assert_eq!(list(&checked["runs"][0], "results"), &[] as &[Value]);
    insta::assert_snapshot!(format!("{:#}", checked["runs"][1]["results"]));

    let missing = log(&["check", "cases/cli/nowhere.yaml"]);
    assert_eq!(missing["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(missing["runs"][0]["results"][0]["ruleId"], "K0901");

    let linted = log(&["lint", "cases/cli/warned.charter"]);
    assert!(list(&linted["runs"][0], "results").iter().all(|result| result["level"] == "warning"));
    assert!(!list(&linted["runs"][0], "results").is_empty());
}
