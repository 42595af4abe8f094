//! Results as JUnit's XML.

use kitemark::Diagnostic;
use kitemark::report::junit::{self, Case, Status, Suite, Trouble};
use kitemark_authoring::case::Outcome;

use super::entry::{Entry, Tested};

/// A suite for each file, and one for what is wrong besides.
pub(super) fn xml(tested: &[Tested]) -> String {
    let mut suites = Vec::new();
    for tested in tested {
        for entries in tested.entries.chunk_by(|one, next| one.file == next.file) {
            let name = entries.first().map_or("", |entry| entry.file.as_str());
            suites.push(suite(name, entries.iter().map(test_case).collect()));
        }
        let errors: Vec<&Diagnostic> = tested.problems.iter().filter(|problem| problem.is_error()).collect();
        if !errors.is_empty() {
            suites.push(suite(&tested.name, errors.into_iter().map(|one| problem(&tested.name, one)).collect()));
        }
    }
    junit::xml("kitemark test", &suites)
}

fn suite(name: &str, cases: Vec<Case>) -> Suite {
    Suite { name: name.to_owned(), properties: Vec::new(), cases }
}

fn test_case(entry: &Entry) -> Case {
    let status = match &entry.outcome {
        Outcome::Holds => Status::Passed,
        Outcome::KnownGap => Status::Skipped(entry.gap.clone().unwrap_or_default()),
        Outcome::Fails(failures) => Status::Failed(Trouble::of(failures)),
        _ => Status::Errored(Trouble::of(&[])),
    };
    Case { name: entry.title.clone(), class: entry.file.clone(), status }
}

fn problem(class: &str, problem: &Diagnostic) -> Case {
    let place = problem.place().unwrap_or_else(|| problem.code.as_str().to_owned());
    Case { name: place, class: class.to_owned(), status: Status::Errored(Trouble::of(std::slice::from_ref(problem))) }
}
