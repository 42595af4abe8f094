//! Proof: what a profile has to prove, and what examples prove of the charter.

use std::collections::BTreeSet;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Criterion, Declaration, EvidenceClause, Head, Obligation, ThenKind};
use kitemark_eval::scorecard::Verdict;

use super::Finding;
use crate::workshop::Workshop;

fn head(workshop: &Workshop) -> Option<&Head> {
    workshop.syntax().declarations.iter().find_map(|declaration| match declaration {
        Declaration::Head(head) => Some(&**head),
        _ => None,
    })
}

fn criteria(workshop: &Workshop) -> impl Iterator<Item = &Criterion> {
    workshop.charter().criteria().iter().map(|criterion| &*criterion.syntax)
}

/// A `must` that passes on anybody's word, where the charter knows grades of evidence.
pub(super) fn weak_evidence(workshop: &Workshop) -> Vec<Finding> {
    let musts: Vec<&Criterion> = criteria(workshop).filter(|each| each.obligation == Obligation::Must).collect();
    let own = musts.iter().filter_map(|must| {
        let clause = must.evidence.as_ref()?;
        Some((clause, format!("the must `{}` {}", must.id.value, weakness(workshop.charter(), clause)?)))
    });
    let inherited = musts.iter().any(|must| must.evidence.is_none());
    let general = head(workshop).filter(|_| inherited).and_then(|head| {
        let clause = head.evidence.as_ref()?;
        Some((clause, format!("every must that says nothing else {}", weakness(workshop.charter(), clause)?)))
    });
    own.chain(general)
        .map(|(clause, message)| {
            Finding::at(workshop, Code::WeakEvidence, clause.span, message, "anybody can say so")
                .with_help("ask for a stronger grade, or make the rule a `should`")
        })
        .collect()
}

/// Why a clause asks for too little; nothing is weak where the charter has one grade or none.
fn weakness(charter: &Charter, clause: &EvidenceClause) -> Option<&'static str> {
    let [_, .., weakest] = charter.grades() else { return None };
    match &clause.at_least {
        None => Some("asks for no proof"),
        Some(grade) if grade.value == *weakest => Some("asks for the weakest proof there is"),
        Some(_) => None,
    }
}

/// The verdicts that examples expect, each with its criterion.
fn expected(charter: &Charter) -> BTreeSet<(&str, Verdict)> {
    let expectations = charter.examples().iter().flat_map(|example| &example.then);
    expectations
        .filter_map(|then| match &then.kind {
            ThenKind::Verdict(id, words) => Some((id.value.as_str(), Verdict::parse(&words.value)?)),
            _ => None,
        })
        .collect()
}

/// A criterion that no example shows both ways; a charter without examples is told once.
pub(super) fn one_sided_examples(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    if charter.examples().is_empty() {
        return head(workshop).map(|head| without_examples(workshop, head)).into_iter().collect();
    }
    let expected = expected(charter);
    let shows = |id: &str, verdicts: &[Verdict]| verdicts.iter().any(|verdict| expected.contains(&(id, *verdict)));
    criteria(workshop)
        .filter_map(|criterion| {
            let (one, other) = sides(criterion.obligation);
            let id = &criterion.id;
            let (message, missing) = match (shows(&id.value, one.verdicts), shows(&id.value, other.verdicts)) {
                (true, true) => return None,
                (true, false) => (format!("no example shows `{}` {}", id.value, other.words), other.words),
                (false, true) => (format!("no example shows `{}` {}", id.value, one.words), one.words),
                (false, false) => {
                    (format!("no example shows `{}` {} or {}", id.value, one.words, other.words), one.words)
                }
            };
            Some(
                Finding::at(workshop, Code::OneSidedExamples, id.span, message, "not shown both ways")
                    .with_help(format!("add an `example` with `then {} is {missing}`", id.value)),
            )
        })
        .collect()
}

fn without_examples(workshop: &Workshop, head: &Head) -> Finding {
    let message = format!("no example shows what the charter `{}` means", head.id.value);
    Finding::at(workshop, Code::OneSidedExamples, head.id.span, message, "has no `example`")
        .with_help("show each criterion met by one example and unmet by another: `kitemark check` runs them")
}

/// A way in which a rule can come out.
struct Side {
    words: &'static str,
    verdicts: &'static [Verdict],
}

/// The two ways a rule comes out. Partly met, the requirement fails.
fn sides(obligation: Obligation) -> (Side, Side) {
    match obligation {
        Obligation::Flag => (
            Side { words: "raised", verdicts: &[Verdict::Raised] },
            Side { words: "clear", verdicts: &[Verdict::Clear] },
        ),
        Obligation::Must | Obligation::Should => (
            Side { words: "met", verdicts: &[Verdict::Met] },
            Side { words: "unmet", verdicts: &[Verdict::Unmet, Verdict::Partly] },
        ),
    }
}

/// Bands or a scale that no example shows at work; of a charter without examples that is told already.
pub(super) fn untested_credit(workshop: &Workshop) -> Vec<Finding> {
    let charter = workshop.charter();
    let expected = expected(charter);
    let is_untested = |criterion: &&Criterion| {
        let has_credit = !criterion.worth.is_empty() || criterion.scale.is_some();
        has_credit && !expected.contains(&(criterion.id.value.as_str(), Verdict::Partly))
    };
    let untested = criteria(workshop).filter(|_| !charter.examples().is_empty()).filter(is_untested);
    untested
        .map(|criterion| {
            let id = &criterion.id;
            let message = format!("no example shows `{}` partly met", id.value);
            Finding::at(workshop, Code::UntestedCredit, id.span, message, "has partial credit")
                .with_help(format!("add an `example` with `then {} is partly met`", id.value))
        })
        .collect()
}
