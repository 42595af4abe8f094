//! Scorecards for continuous integration, as JUnit.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};

use crate::support::{Folder, kitemark};

fn report(args: &[&str]) -> (u8, Report) {
    let ran = kitemark(&[&["score", "--format", "junit"], args].concat());
    (ran.code, Report::deserialize_from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout)))
}

fn cases(report: &Report) -> Vec<&TestCase> {
    report.test_suites.iter().flat_map(|suite| &suite.test_cases).collect()
}

/// `passed`, `skipped`, `failure` or `error`, and its message.
fn came(case: &TestCase) -> (&'static str, String) {
    let said =
        |message: &Option<quick_junit::XmlString>| message.as_ref().map(|text| text.to_string()).unwrap_or_default();
    match &case.status {
        TestCaseStatus::Success { .. } => ("passed", String::new()),
        TestCaseStatus::Skipped { message, .. } => ("skipped", said(message)),
        TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, message, .. } => ("failure", said(message)),
        TestCaseStatus::NonSuccess { message, .. } => ("error", said(message)),
    }
}

const CHARTER: &str = "charter short \"Short\"\n  edition 1\n  grades primary, testimony\nchoice exemption_reason\n  merger \"About to merge\"\n\
    profile\n  as_of date\n  a count\n  b count\n  c count\n  d count\n  e count\n  f count\n  g yes_no\n  h yes_no\n  i count\n\
    principle one \"One\"\n\
    \x20 criterion met \"Met\"\n    must a is 1\n\
    \x20 criterion unmet \"Unmet\"\n    must b is 1\n    fix \"Make it one.\"\n\
    \x20 criterion partly \"Partly\"\n    should c is 1\n    worth 50% when c is 2\n\
    \x20 criterion open \"Open\"\n    must d is 1\n\
    \x20 criterion error \"Error\"\n    should e is 1\n\
    principle two \"Two\"\n\
    \x20 criterion unproven \"Unproven\"\n    should f is 1\n    evidence at least testimony\n\
    \x20 criterion raised \"Raised\"\n    flag g\n\
    \x20 criterion clear \"Clear\"\n    flag h\n\
    \x20 criterion apart \"Apart\"\n    should a is 1\n    when h because \"Only in the north.\"\n\
    \x20 criterion waived \"Waived\"\n    should i is 1\n    waivable for merger\n";
const PROFILE: &str = "as_of: 2026-04-01\na: 1\nb: 2\nc: 2\ne: many\nf: 1\ng: yes\nh: no\ni: 2\n\
    exemptions: [{criterion: waived, reason: merger, expires: 2027-04-01}]\n";

/// Missing data is never a failure, and neither is a flag.
#[test]
fn each_verdict_comes_out_as_it_should() {
    let folder = Folder::new("junit");
    let (charter, profile) = (folder.file("short.charter", CHARTER), folder.file("a.yaml", PROFILE));
    let (code, report) = report(&[&profile, "--charter", &charter]);
    // A value that cannot be read is an error of the profile.
    assert_eq!(code, 1);
    let names: Vec<&str> = report.test_suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(names, [format!("{profile}: One"), format!("{profile}: Two")]);
    let found: Vec<String> = cases(&report)
        .iter()
        .map(|case| {
            let (how, said) = came(case);
            format!("{}: {how} {said}", case.name.as_str()).trim_end().to_owned()
        })
        .collect();
    assert_eq!(
        found,
        [
            "met: Met: passed",
            "unmet: Unmet: failure must · not met · costs 10 points",
            "partly: Partly: failure should · partly met · costs 5 points",
            "open: Open: skipped unanswered: d",
            "error: Error: error should · error · costs 10 points",
            "unproven: Unproven: skipped not proven: lacks evidence of grade testimony or better for f",
            "raised: Raised: skipped raised",
            "clear: Clear: passed",
            "apart: Apart: skipped not applicable: Only in the north.",
            "waived: Waived: skipped waived: About to merge",
        ]
    );
    assert_eq!((report.tests, report.failures, report.errors), (10, 2, 1));
    let TestCaseStatus::NonSuccess { ty, description, .. } = &cases(&report)[1].status else { panic!("it fails") };
    assert_eq!(ty.as_ref().map(|ty| ty.as_str()), Some("must"));
    let said = description.as_ref().map(|text| text.to_string()).unwrap_or_default();
    assert_eq!(said.trim_end(), format!("{profile}:3:4: b is 2, asked for: 1\nfix: Make it one."));
}

#[test]
fn profiles_that_cannot_be_scored_are_errors() {
    let folder = Folder::new("junit-several");
    folder.file("bad.yaml", "a: [\n");
    folder.file("good.yaml", "as_of: 2026-04-01\n");
    let (code, all) = report(&[&folder.path("")]);
    assert_eq!(code, 1);
    assert_eq!((all.tests, all.failures, all.errors), (107, 0, 1));
    let last = *cases(&all).last().expect("a case");
    assert_eq!(last.name.as_str(), "the profile is scored");
    assert!(last.classname.as_ref().is_some_and(|name| name.as_str().ends_with("bad.yaml")));
    let (code, one) = report(&[&folder.path("bad.yaml")]);
    assert_eq!((code, one.tests, one.errors), (1, 1, 1));
}
