//! Results as JUnit's XML. This file is the only user of quick-junit.

use kitemark::Diagnostic;
use kitemark_authoring::case::Outcome;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::entry::{Entry, Tested};

/// A suite for each file, and one for what is wrong besides.
pub(super) fn xml(tested: &[Tested]) -> String {
    let mut report = Report::new("kitemark test");
    for tested in tested {
        for entries in tested.entries.chunk_by(|one, next| one.file == next.file) {
            let mut suite = TestSuite::new(entries.first().map_or("", |entry| entry.file.as_str()));
            suite.add_test_cases(entries.iter().map(test_case));
            report.add_test_suite(suite);
        }
        let errors: Vec<&Diagnostic> = tested.problems.iter().filter(|problem| problem.is_error()).collect();
        if !errors.is_empty() {
            let mut suite = TestSuite::new(tested.name.as_str());
            suite.add_test_cases(errors.into_iter().map(problem));
            report.add_test_suite(suite);
        }
    }
    // A report is text in memory: writing it cannot fail.
    report.to_string().unwrap_or_default()
}

fn test_case(entry: &Entry) -> TestCase {
    let status = match &entry.outcome {
        Outcome::Holds => TestCaseStatus::success(),
        Outcome::KnownGap => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(entry.gap.clone().unwrap_or_default());
            status
        }
        Outcome::Fails(failures) => wrong(NonSuccessKind::Failure, failures),
        _ => wrong(NonSuccessKind::Error, &[]),
    };
    let mut case = TestCase::new(entry.title.as_str(), status);
    case.set_classname(entry.file.as_str());
    case
}

fn problem(problem: &Diagnostic) -> TestCase {
    let place = problem.place().unwrap_or_else(|| problem.code.as_str().to_owned());
    TestCase::new(place, wrong(NonSuccessKind::Error, std::slice::from_ref(problem)))
}

fn wrong(kind: NonSuccessKind, diagnostics: &[Diagnostic]) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    let messages: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    status.set_message(if messages.is_empty() { "not run".to_owned() } else { messages.join("; ") });
    if let Some(first) = diagnostics.first() {
        status.set_type(first.code.as_str());
    }
    status.set_description(diagnostics.iter().map(told).collect::<String>());
    status
}

/// Its place, what is wrong, and what it rests on.
fn told(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place().unwrap_or_default();
    let head = format!("{place}: {} {}\n", diagnostic.code.as_str(), diagnostic.message);
    head + &diagnostic.help.iter().map(|help| format!("    {help}\n")).collect::<String>()
}
