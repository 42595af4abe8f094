//! Results as JUnit's XML, which continuous integration shows. This file is the only user of quick-junit.

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::visible::visible;
use kitemark_eval::scorecard::{CriterionResult, PrincipleResult, Scorecard, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCaseStatus};

use crate::percent::interval;
use crate::words;

/// The findings of one criterion that its case tells.
const MOST_FINDINGS: usize = 20;
/// The paths that it names.
const MOST_PATHS: usize = 20;

/// Cases under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    /// Its name.
    pub name: String,
    /// What else is known of it: names and values.
    pub properties: Vec<(&'static str, String)>,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its name, one of its kind in its class.
    pub name: String,
    /// What it belongs to, usually a file.
    pub class: String,
    /// How it came out.
    pub status: Status,
}

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It holds.
    Passed,
    /// It was not decided, and why.
    Skipped(String),
    /// It does not hold.
    Failed(Trouble),
    /// It could not be judged.
    Errored(Trouble),
}

/// Why a case did not pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trouble {
    /// A word for its kind, such as a diagnostic's code.
    pub kind: String,
    /// In a line.
    pub message: String,
    /// In full, in as many lines as it takes.
    pub text: String,
}

impl Trouble {
    /// Why a case did not pass, from the diagnostics that say so.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let messages: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
        Self {
            kind: diagnostics.first().map_or_else(String::new, |first| first.code.as_str().to_owned()),
            message: if messages.is_empty() { "not run".to_owned() } else { messages.join("; ") },
            text: diagnostics.iter().map(told).collect(),
        }
    }
}

/// Its place, what is wrong, and what it rests on.
fn told(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place().unwrap_or_default();
    let head = format!("{place}: {} {}\n", diagnostic.code.as_str(), diagnostic.message);
    head + &diagnostic.help.iter().map(|help| format!("    {help}\n")).collect::<String>()
}

/// Suites as JUnit's XML. Control characters, which XML cannot hold, and characters that hide are made visible.
pub fn xml(name: &str, suites: &[Suite]) -> String {
    let mut report = Report::new(&*visible(name));
    report.add_test_suites(suites.iter().map(suite));
    // A report is text in memory: writing it cannot fail.
    report.to_string().unwrap_or_default()
}

fn suite(suite: &Suite) -> quick_junit::TestSuite {
    let mut out = quick_junit::TestSuite::new(&*visible(&suite.name));
    for (name, value) in &suite.properties {
        out.add_property((*name, &*visible(value)));
    }
    out.add_test_cases(suite.cases.iter().map(case));
    out
}

fn case(case: &Case) -> quick_junit::TestCase {
    let status = match &case.status {
        Status::Passed => TestCaseStatus::success(),
        Status::Skipped(why) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(&*visible(why));
            status
        }
        Status::Failed(trouble) => wrong(NonSuccessKind::Failure, trouble),
        Status::Errored(trouble) => wrong(NonSuccessKind::Error, trouble),
    };
    let mut out = quick_junit::TestCase::new(&*visible(&case.name), status);
    out.set_classname(&*visible(&case.class));
    out
}

fn wrong(kind: NonSuccessKind, trouble: &Trouble) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(&*visible(&trouble.message));
    if !trouble.kind.is_empty() {
        status.set_type(&*visible(&trouble.kind));
    }
    status.set_description(trouble.text.lines().map(|line| format!("{}\n", visible(line))).collect::<String>());
    status
}

/// A scorecard as suites: one for each principle, with a case for each criterion. `file` is the profile's.
///
/// What is not met, or met in part, fails. What is unanswered or not proven is skipped, for missing data is no failure; so is a
/// flag that shows, for a flag decides nothing. What is waived or does not apply is skipped with its reason.
pub fn suites(file: &str, card: &Scorecard) -> Vec<Suite> {
    card.principles.iter().map(|principle| principle_suite(file, card, principle)).collect()
}

fn principle_suite(file: &str, card: &Scorecard, principle: &PrincipleResult) -> Suite {
    let criteria = card.criteria.iter().filter(|criterion| criterion.principle == principle.id);
    let mut properties = vec![
        ("charter", words::charter(card)),
        ("as_of", card.stamp.as_of.clone()),
        ("award", words::award(card)),
        ("score", card.score.as_ref().map_or_else(|| "not scored".to_owned(), interval)),
    ];
    properties.extend(principle.score.iter().map(|score| ("principle_score", interval(score))));
    Suite {
        name: format!("{file}: {}", principle.title),
        properties,
        cases: criteria.map(|criterion| criterion_case(file, criterion)).collect(),
    }
}

fn criterion_case(file: &str, criterion: &CriterionResult) -> Case {
    let status = match criterion.verdict {
        Verdict::Met | Verdict::Clear => Status::Passed,
        Verdict::Unmet | Verdict::Partly => Status::Failed(trouble(criterion)),
        Verdict::Error => Status::Errored(trouble(criterion)),
        _ => Status::Skipped(undecided(criterion)),
    };
    Case { name: format!("{}: {}", criterion.id, criterion.title), class: file.to_owned(), status }
}

fn trouble(criterion: &CriterionResult) -> Trouble {
    let (findings, more) = words::telling(criterion, MOST_FINDINGS);
    let mut lines: Vec<String> = criterion.reason.iter().map(|reason| words::clip(reason)).collect();
    for finding in findings {
        let place = finding.profile_span.as_ref().map(|at| format!("{}: ", words::place(at))).unwrap_or_default();
        lines.push(format!("{place}{}", words::clip(&words::told(finding))));
    }
    lines.extend(words::left_out(more));
    lines.extend(criterion.fix.iter().map(|fix| format!("fix: {fix}")));
    let text = lines.into_iter().map(|line| format!("{}\n", visible(&line))).collect();
    let kind = criterion.obligation.word().to_owned();
    Trouble { kind, message: words::standing(criterion), text }
}

/// Why a criterion neither passes nor fails.
fn undecided(criterion: &CriterionResult) -> String {
    let lacks = (!criterion.unverified.is_empty()).then(|| {
        let claims = words::some_of(&criterion.unverified, criterion.more_unverified, MOST_PATHS);
        format!("{} {claims}", words::lacks(criterion))
    });
    let asked = (!criterion.unanswered.is_empty())
        .then(|| words::some_of(&criterion.unanswered, criterion.more_unanswered, MOST_PATHS));
    let parts = [criterion.reason.as_deref().map(words::clip), asked, lacks].into_iter().flatten();
    let parts: Vec<String> = parts.collect();
    let verdict = words::verdict(criterion.verdict);
    if parts.is_empty() { verdict.to_owned() } else { format!("{verdict}: {}", parts.join("; ")) }
}
