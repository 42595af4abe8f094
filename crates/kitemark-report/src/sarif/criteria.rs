//! A scorecard's criteria as results, and the charter's criteria as rules.

use kitemark_eval::scorecard::{CriterionResult, Finding, Obligation, Scorecard, Verdict};
use serde_json::{Value, json};

use super::{message, place, plain, shown};
use crate::percent::percent;
use crate::review;
use crate::words;

/// The findings of one criterion that its result points at.
const MOST_FINDINGS: usize = 20;
/// The paths that its message names; its properties have all that the scorecard lists.
const MOST_PATHS: usize = 20;

/// The charter as an extension of the tool, with its criteria as rules.
pub(super) fn extension(card: &Scorecard) -> Value {
    let stamp = &card.stamp;
    json!({
        "name": stamp.charter_id,
        "fullName": plain(&words::charter(card)),
        "version": stamp.edition,
        "rules": card.criteria.iter().map(rule).collect::<Vec<_>>(),
    })
}

fn rule(criterion: &CriterionResult) -> Value {
    let mut rule = json!({
        "id": criterion.id,
        "name": pascal(&criterion.id),
        "shortDescription": { "text": plain(&criterion.title) },
        "defaultConfiguration": { "level": level(criterion.obligation, Verdict::Unmet) },
        "properties": {
            "obligation": criterion.obligation.word(),
            "principle": criterion.principle,
            "weight": percent(&criterion.weight_percent.0),
            "tags": [criterion.obligation.word(), criterion.principle],
        },
    });
    if let Some(because) = &criterion.because {
        rule["fullDescription"] = message(because);
    }
    if let Some(fix) = &criterion.fix {
        rule["help"] = message(fix);
    }
    rule
}

/// `no-ceiling` as `NoCeiling`, which is how rules are called in SARIF.
fn pascal(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    id.split(['-', '_']).map(word).collect()
}

/// How bad it is where a criterion fails.
fn level(obligation: Obligation, verdict: Verdict) -> &'static str {
    match (obligation, verdict) {
        (_, Verdict::Error) => "error",
        (Obligation::Flag, _) => "note",
        (Obligation::Must, Verdict::Unmet | Verdict::Waived) => "error",
        _ => "warning",
    }
}

/// The criteria that do not pass.
pub(super) fn results(file: &str, card: &Scorecard) -> Vec<Value> {
    let numbered = card.criteria.iter().enumerate();
    numbered.filter_map(|(index, criterion)| result(file, card, index, criterion)).collect()
}

fn result(file: &str, card: &Scorecard, index: usize, criterion: &CriterionResult) -> Option<Value> {
    let (kind, level) = match criterion.verdict {
        Verdict::Met | Verdict::Clear | Verdict::NotApplicable => return None,
        // With a kind other than `fail`, there is no level.
        Verdict::Unanswered => ("open", "none"),
        Verdict::Unverified => ("review", "none"),
        verdict => ("fail", level(criterion.obligation, verdict)),
    };
    let (findings, more) = words::telling(criterion, MOST_FINDINGS);
    let mut result = json!({
        "ruleId": criterion.id,
        "rule": { "id": criterion.id, "index": index, "toolComponent": { "name": card.stamp.charter_id, "index": 0 } },
        "kind": kind,
        "level": level,
        "message": { "text": told(criterion, &findings, more) },
        "locations": locations(file, criterion, &findings),
        "relatedLocations": [in_the_charter(criterion)],
        // No line is in it: what is written further up does not make it another finding.
        "partialFingerprints": { "criterion/v1": format!("{}/{}", card.stamp.charter_id, criterion.id) },
        "properties": shown(json!({
            "verdict": criterion.verdict,
            "obligation": criterion.obligation.word(),
            "credit": criterion.credit,
            "unanswered": criterion.unanswered,
            "unverified": criterion.unverified,
        })),
    });
    for (name, more) in [("more_unanswered", criterion.more_unanswered), ("more_unverified", criterion.more_unverified)]
    {
        if more > 0 {
            result["properties"][name] = json!(more);
        }
    }
    if let Some(waiver) = criterion.waiver.as_ref().filter(|_| criterion.verdict == Verdict::Waived) {
        let justification = plain(&words::waived(waiver));
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": justification }]);
    }
    Some(result)
}

/// The verdict, and what it rests on.
fn told(criterion: &CriterionResult, findings: &[&Finding], more: usize) -> String {
    let mut lines = vec![format!("{}: {}.", criterion.title, words::verdict(criterion.verdict))];
    lines.extend(
        criterion.overridden.iter().map(|over| format!("{}. {}", review::overridden(over), words::clip(&over.reason))),
    );
    lines.extend(criterion.reason.as_deref().map(words::clip));
    lines.extend(findings.iter().map(|finding| words::clip(&words::told(finding))));
    lines.extend(words::left_out(more));
    if !criterion.unanswered.is_empty() {
        let fields = words::some_of(&criterion.unanswered, criterion.more_unanswered, MOST_PATHS);
        lines.push(format!("unanswered: {fields}"));
    }
    if !criterion.unverified.is_empty() {
        let claims = words::some_of(&criterion.unverified, criterion.more_unverified, MOST_PATHS);
        lines.push(format!("{} {claims}", words::lacks(criterion)));
    }
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

/// Where the profile has what was found, or the profile as a whole.
fn locations(file: &str, criterion: &CriterionResult, findings: &[&Finding]) -> Vec<Value> {
    let mut locations = Vec::new();
    for finding in findings {
        // A value that was set before scoring stands in no file.
        let Some(at) = finding.profile_span.as_ref().filter(|at| at.file == file) else { continue };
        locations.push(json!({
            "physicalLocation": place::region(at),
            "logicalLocations": [{ "fullyQualifiedName": plain(&finding.name()), "kind": "property" }],
        }));
    }
    if locations.is_empty() {
        let open = criterion.unanswered.iter().chain(&criterion.unverified).take(MOST_PATHS);
        let logical: Vec<Value> =
            open.map(|path| json!({ "fullyQualifiedName": plain(path), "kind": "property" })).collect();
        locations.push(json!({ "physicalLocation": place::file(file), "logicalLocations": logical }));
    }
    locations
}

fn in_the_charter(criterion: &CriterionResult) -> Value {
    json!({
        "id": 0,
        "physicalLocation": place::region(&criterion.charter_span),
        "logicalLocations": [{
            "name": criterion.id,
            "fullyQualifiedName": format!("{}/{}", criterion.principle, criterion.id),
            "kind": "criterion",
        }],
        "message": { "text": "the criterion in the charter" },
    })
}

/// What the scorecard comes to.
pub(super) fn summary(file: &str, card: &Scorecard) -> Value {
    json!({
        "file": file,
        "subject": card.subject,
        "award": card.award.id,
        "provisional": card.award.provisional,
        "valid_until": card.award.valid_until,
        "score": card.score,
        "evidenced": card.evidenced,
        "reviewer": card.review.as_ref().map(|review| review.reviewer.as_str()),
        "stamp": card.stamp,
    })
}
