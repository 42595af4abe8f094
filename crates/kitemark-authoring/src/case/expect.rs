//! What was expected against what came out.

use kitemark_dsl::charter::{AwardId, Charter, CriterionId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::syntax::Bound;
use kitemark_dsl::value::{Number, percent};
use kitemark_eval::assessment::Assessment;
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::Verdict;

use super::{Case, Expectation, Expected};

/// The most findings shown under a verdict that was not expected.
const MOST_FINDINGS: usize = 3;

/// Whether an expectation came true.
pub(super) fn holds(expected: &Expected, found: &Assessment) -> bool {
    match expected {
        Expected::Verdict(id, wanted) => found.verdict(*id) == Some(*wanted),
        Expected::Award(wanted) => found.award() == *wanted,
        Expected::Score(bound, wanted) => within(low(found).as_ref(), *bound, *wanted),
        Expected::Evidenced(bound, wanted) => within(found.evidenced(), *bound, *wanted),
    }
}

/// What to say of an expectation that did not come true.
pub(super) fn failure(
    charter: &Charter,
    case: &Case,
    expectation: &Expectation,
    found: &Assessment,
) -> Option<Diagnostic> {
    if holds(&expectation.expected, found) {
        return None;
    }
    let (message, label) = match &expectation.expected {
        Expected::Verdict(id, wanted) => verdict(charter, *id, *wanted, found),
        Expected::Award(wanted) => {
            let award = award_words(charter, found.award());
            (format!("the award is {award}, not {}", award_words(charter, *wanted)), format!("it is {award}"))
        }
        Expected::Score(bound, wanted) => fraction("the score", low(found).as_ref(), *bound, *wanted),
        Expected::Evidenced(bound, wanted) => fraction("evidenced", found.evidenced(), *bound, *wanted),
    };
    let mut diagnostic = expectation.at.diagnostic(Code::ExampleFails, message, label);
    diagnostic.labels.push(case.at.label("in this example"));
    if let Expected::Verdict(id, _) = expectation.expected {
        diagnostic.help.extend(reasons(id, found));
    }
    Some(diagnostic)
}

/// Scores are taken at their low end, which is sure.
fn low(found: &Assessment) -> Option<Fraction> {
    found.score().map(|score| score.low)
}

fn within(found: Option<&Fraction>, bound: Bound, wanted: Number) -> bool {
    let wanted: Fraction = wanted.into();
    found.is_some_and(|found| match bound {
        Bound::AtLeast => *found >= wanted,
        Bound::AtMost => *found <= wanted,
    })
}

fn verdict(charter: &Charter, id: CriterionId, wanted: Verdict, found: &Assessment) -> (String, String) {
    let name = charter.criteria().get(id.index()).map_or("", |criterion| criterion.id());
    let words = found.verdict(id).map_or("", Verdict::words);
    (format!("`{name}` is {words}, not {}", wanted.words()), format!("it is {words}"))
}

fn award_words(charter: &Charter, award: Option<AwardId>) -> &str {
    award.and_then(|award| charter.awards().get(award.index())).map_or("none", |award| award.id.as_str())
}

fn fraction(what: &str, found: Option<&Fraction>, bound: Bound, wanted: Number) -> (String, String) {
    let side = match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    };
    let message = match found {
        None => format!("{what} is open: nothing could be scored"),
        Some(found) => {
            let shown = found.percent_beside(&wanted.into());
            format!("{what} is {shown}, not {side} {}", percent(wanted))
        }
    };
    let label = found
        .map_or_else(|| "it is open".to_owned(), |found| format!("it is {}", found.percent_beside(&wanted.into())));
    (message, label)
}

/// What a verdict rests on, in the charter's own words.
fn reasons(id: CriterionId, found: &Assessment) -> Vec<String> {
    let mut reasons = Vec::new();
    let unverified: Vec<String> = found.unverified(id).iter().map(|path| format!("`{path}`")).collect();
    if !unverified.is_empty() {
        reasons.push(format!("no evidence of the grade asked for covers {}", unverified.join(", ")));
    }
    for finding in found.findings(id).iter().take(MOST_FINDINGS) {
        let subject = finding.subject.as_ref().map(|subject| format!("{subject}: ")).unwrap_or_default();
        let (path, observed, required) = (&finding.path, &finding.observed, &finding.required);
        reasons.push(format!("{subject}{path} is {observed}; asked for: {required}"));
    }
    reasons
}
