//! Why something came out as it did, in the charter's own words.

use kitemark_dsl::charter::{Charter, CriterionId};
use kitemark_eval::assessment::Assessment;
use kitemark_eval::scorecard::{Finding, LimitKind, LimitResult};

use super::share;

/// The most findings, limits or principles that are told.
const MOST: usize = 3;

/// What a verdict rests on: why the criterion does not apply, what was compared, what is not answered and not proven.
pub(crate) fn of_criterion(id: CriterionId, found: &Assessment) -> Vec<String> {
    let mut reasons: Vec<String> = found.reason(id).into_iter().collect();
    let unverified = found.unverified(id);
    if !unverified.is_empty() {
        reasons.push(format!("no evidence of the grade asked for covers {}", ticked(&unverified)));
    }
    let unanswered = found.unanswered(id);
    if !unanswered.is_empty() {
        reasons.push(format!("not answered: {}", ticked(&unanswered)));
    }
    reasons.extend(found.findings(id).iter().take(MOST).map(finding));
    reasons
}

/// A comparison: `contracts[adult-system].total_term is 36 months (initial_term 36 months); asked for: at least 60 months`.
pub(crate) fn finding(finding: &Finding) -> String {
    let parts: Vec<String> = finding.rests_on.iter().map(|part| format!("{} {}", part.name, part.value)).collect();
    let rests_on = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let required =
        if finding.required.is_empty() { String::new() } else { format!("; asked for: {}", finding.required) };
    format!("{} is {}{rests_on}{required}", finding.name(), finding.observed)
}

/// What stands before the next better award.
pub(super) fn of_award(found: &Assessment) -> Vec<String> {
    found.limits().iter().take(MOST).map(limit).collect()
}

/// Why caps bite.
pub(super) fn of_caps(found: &Assessment) -> Vec<String> {
    found.limits().iter().filter(|one| one.kind == LimitKind::Cap).map(limit).collect()
}

fn limit(limit: &LimitResult) -> String {
    let because = limit.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
    format!("{}: {}{because}", limit.award, limit.text)
}

/// The principles that cost the most of what is sure.
pub(super) fn of_score(charter: &Charter, found: &Assessment) -> Vec<String> {
    let scores = found.principle_scores();
    let mut short: Vec<_> = charter
        .principles()
        .iter()
        .zip(&scores)
        .filter_map(|(principle, score)| Some((&score.as_ref()?.low, principle.id.as_str())))
        .filter(|(low, _)| !low.is_one())
        .collect();
    short.sort();
    short.into_iter().take(MOST).map(|(low, id)| format!("`{id}` scores {}", share::shown(low))).collect()
}

/// `` `a`, `b` ``.
fn ticked(texts: &[String]) -> String {
    texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}
