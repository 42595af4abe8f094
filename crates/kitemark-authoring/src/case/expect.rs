//! What was expected against what came out.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{AwardId, Charter, CriterionId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_eval::assessment::Assessment;
use kitemark_eval::scorecard::{Finding, Interval, Verdict};

use super::{Case, Expectation, Expected, Share, reasons};

/// Whether an expectation came true.
pub(super) fn holds(expected: &Expected, found: &Assessment) -> bool {
    match expected {
        Expected::Verdict(id, wanted) => found.verdict(*id) == Some(*wanted),
        Expected::Award(wanted) => found.award() == *wanted,
        Expected::Provisional(wanted) => provisional(found) == *wanted,
        Expected::Finding { criterion, name, observed } => {
            found.findings(*criterion).iter().any(|finding| is_found(finding, name, observed))
        }
        Expected::Flags(wanted) => raised(found) == *wanted,
        Expected::Caps(wanted) => caps(found) == *wanted,
        Expected::Credit(_, wanted)
        | Expected::Score(wanted)
        | Expected::Principle(_, wanted)
        | Expected::Evidenced(wanted) => wanted.holds(share(expected, found).as_ref()),
    }
}

/// What to say of an expectation that did not come true.
pub(super) fn failure(case: &Case, expectation: &Expectation, found: &Assessment) -> Option<Diagnostic> {
    if holds(&expectation.expected, found) {
        return None;
    }
    let told = Told::of(found.charter(), &expectation.expected, found);
    let message = format!("{} is {}, not {}", told.what, told.found, told.wanted);
    let mut diagnostic = expectation.at.diagnostic(Code::ExampleFails, message, format!("it is {}", told.found));
    diagnostic.labels.push(case.at.label("in this case"));
    diagnostic.help.extend(told.why);
    Some(diagnostic)
}

/// A failure in words.
struct Told {
    what: String,
    found: String,
    wanted: String,
    why: Vec<String>,
}

impl Told {
    fn of(charter: &Charter, expected: &Expected, found: &Assessment) -> Told {
        let (what, was, wanted) = match expected {
            Expected::Verdict(id, wanted) => {
                let was = found.verdict(*id).map_or("", Verdict::words);
                (criterion(charter, *id), was.to_owned(), wanted.words().to_owned())
            }
            Expected::Finding { criterion: id, name, observed } => {
                let what = format!("what {} finds", criterion(charter, *id));
                (what, findings(&found.findings(*id)), finding_words(name.as_deref(), observed.as_deref()))
            }
            Expected::Award(wanted) => ("the award".to_owned(), award(charter, found.award()), award(charter, *wanted)),
            Expected::Provisional(wanted) => {
                let what = "the award that is possible".to_owned();
                (what, award(charter, provisional(found)), award(charter, *wanted))
            }
            Expected::Flags(wanted) => {
                ("what is raised".to_owned(), criteria(charter, &raised(found)), criteria(charter, wanted))
            }
            Expected::Caps(wanted) => {
                ("what caps the award".to_owned(), awards(charter, &caps(found)), awards(charter, wanted))
            }
            Expected::Credit(id, wanted) => {
                of_share(format!("the credit of {}", criterion(charter, *id)), wanted, share(expected, found))
            }
            Expected::Score(wanted) => of_share("the score".to_owned(), wanted, share(expected, found)),
            Expected::Principle(id, wanted) => {
                let name = charter.principles().get(id.index()).map_or("", |principle| principle.id.as_str());
                of_share(format!("the score of `{name}`"), wanted, share(expected, found))
            }
            Expected::Evidenced(wanted) => of_share("evidenced".to_owned(), wanted, share(expected, found)),
        };
        Told { what, found: was, wanted, why: why(charter, expected, found) }
    }
}

fn of_share(what: String, wanted: &Share, found: Option<Interval>) -> (String, String, String) {
    let found = found.map_or_else(|| "none".to_owned(), |found| wanted.shown(&found));
    (what, found, wanted.words())
}

/// What came out for an expectation that asks for a share.
fn share(expected: &Expected, found: &Assessment) -> Option<Interval> {
    match expected {
        Expected::Score(_) => found.score(),
        Expected::Principle(id, _) => found.principle_scores().get(id.index()).cloned().flatten(),
        Expected::Evidenced(_) => found.evidenced().map(|share| Interval { low: share.clone(), high: share.clone() }),
        Expected::Credit(id, _) => found.credit(*id).map(|(low, high)| Interval { low: low.into(), high: high.into() }),
        _ => None,
    }
}

/// What it rests on.
fn why(charter: &Charter, expected: &Expected, found: &Assessment) -> Vec<String> {
    match expected {
        Expected::Verdict(id, _) | Expected::Credit(id, _) | Expected::Finding { criterion: id, .. } => {
            reasons::of_criterion(*id, found)
        }
        Expected::Award(_) | Expected::Provisional(_) => reasons::of_award(found),
        Expected::Caps(_) => reasons::of_caps(found),
        Expected::Score(_) => reasons::of_score(charter, found),
        Expected::Flags(wanted) => {
            let differing = raised(found).symmetric_difference(wanted).copied().collect::<Vec<_>>();
            differing.into_iter().flat_map(|id| reasons::of_criterion(id, found)).collect()
        }
        Expected::Principle(id, _) => {
            let short = |&(at, _): &(usize, &_)| {
                let id = CriterionId(u32::try_from(at).unwrap_or(u32::MAX));
                found.credit(id).is_some_and(|(low, _)| low < kitemark_dsl::value::Number::ONE)
            };
            let own = charter.criteria().iter().enumerate().filter(|(_, criterion)| criterion.principle == *id);
            own.filter(short).map(|(_, criterion)| format!("`{}` has not its full credit", criterion.id())).collect()
        }
        Expected::Evidenced(_) => Vec::new(),
    }
}

fn is_found(finding: &Finding, name: &Option<String>, observed: &Option<String>) -> bool {
    name.as_ref().is_none_or(|name| finding.name() == *name)
        && observed.as_ref().is_none_or(|observed| finding.observed == *observed)
}

fn provisional(found: &Assessment) -> Option<AwardId> {
    let sure = found.award();
    found.possible_award().filter(|possible| sure.is_none_or(|sure| *possible < sure))
}

fn raised(found: &Assessment) -> BTreeSet<CriterionId> {
    let ids = (0..).map(CriterionId);
    let verdicts = ids.map_while(|id| Some((id, found.verdict(id)?)));
    verdicts.filter(|(_, verdict)| *verdict == Verdict::Raised).map(|(id, _)| id).collect()
}

/// The awards that caps leave. One whose condition is open holds until it is answered.
fn caps(found: &Assessment) -> BTreeSet<Option<AwardId>> {
    let limits = found.charter().limits().iter().zip(found.caps());
    limits.filter(|(_, bites)| *bites != Some(false)).map(|(limit, _)| limit.to).collect()
}

fn criterion(charter: &Charter, id: CriterionId) -> String {
    format!("`{}`", charter.criteria().get(id.index()).map_or("", |criterion| criterion.id()))
}

fn criteria(charter: &Charter, ids: &BTreeSet<CriterionId>) -> String {
    one_or_more(ids.iter().map(|id| criterion(charter, *id)))
}

fn award(charter: &Charter, award: Option<AwardId>) -> String {
    award.and_then(|award| charter.awards().get(award.index())).map_or("none", |award| award.id.as_str()).to_owned()
}

fn awards(charter: &Charter, found: &BTreeSet<Option<AwardId>>) -> String {
    one_or_more(found.iter().map(|cap| format!("`limit to {}`", award(charter, *cap))))
}

fn one_or_more(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { "nothing".to_owned() } else { texts.join(", ") }
}

fn findings(found: &[Finding]) -> String {
    one_or_more(found.iter().map(|finding| finding_words(Some(&finding.name()), Some(&finding.observed))))
}

fn finding_words(name: Option<&str>, observed: Option<&str>) -> String {
    match (name, observed) {
        (Some(name), Some(observed)) => format!("`{name}` with `{observed}`"),
        (Some(name), None) => format!("`{name}`"),
        (None, observed) => format!("`{}`", observed.unwrap_or_default()),
    }
}
