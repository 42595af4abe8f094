//! A difference in words.

use kitemark_eval::difference::{CriterionDifference, CriterionSide, Difference, FindingPair, Found, Side};
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{Interval, Outcome, Verdict, and_more};

use super::parts::shown_difference;
use crate::percent::{interval, percent, signed_tenths};
use crate::words::{self, award_name, clip, named};

/// More unanswered or unproven fields of one criterion than these are counted.
const MOST_FIELDS: usize = 4;
/// More comparisons of one criterion than these are counted.
const MOST_FINDINGS: usize = 6;

/// What the two sides are called, by what tells them apart.
pub(super) fn labels(difference: &Difference) -> [String; 2] {
    let (one, two) = (&difference.earlier, &difference.later);
    let pair = |label: fn(&Side) -> String| [label(one), label(two)];
    if one.subject != two.subject {
        pair(|side| named(side.subject.as_deref()))
    } else if one.stamp.charter_id != two.stamp.charter_id {
        pair(|side| side.stamp.charter_id.clone())
    } else if one.stamp.edition != two.stamp.edition {
        pair(|side| format!("edition {}", side.stamp.edition))
    } else if one.stamp.as_of != two.stamp.as_of {
        pair(|side| side.stamp.as_of.clone())
    } else if one.stamp.changes != two.stamp.changes {
        ["as it is".to_owned(), "as changed".to_owned()]
    } else if one.stamp.review_sha256.is_some() != two.stamp.review_sha256.is_some() {
        pair(|side| if side.stamp.review_sha256.is_some() { "as reviewed" } else { "as submitted" }.to_owned())
    } else {
        ["the first".to_owned(), "the second".to_owned()]
    }
}

/// `Northmere Borough Council: edition 2026 → edition 2027`.
pub(super) fn title(difference: &Difference) -> String {
    let [one, two] = labels(difference);
    if difference.earlier.subject == difference.later.subject {
        format!("{}: {one} → {two}", named(difference.later.subject.as_deref()))
    } else {
        format!("{one} → {two}")
    }
}

/// The charter or both charters, and the days.
pub(super) fn stamps(difference: &Difference) -> Vec<String> {
    let (one, two) = (&difference.earlier.stamp, &difference.later.stamp);
    let charter =
        |stamp: &kitemark_eval::scorecard::Stamp| format!("{}, edition {}", stamp.charter_title, stamp.edition);
    let mut lines = vec![arrow(charter(one), charter(two))];
    if !difference.is_one_charter() && charter(one) == charter(two) {
        lines.push("The two charters have the same title and edition, but do not say the same.".to_owned());
    }
    lines.push(format!("As of {}", arrow(one.as_of.clone(), two.as_of.clone())));
    for change in &two.changes {
        lines.push(format!("Changed before scoring: {}", clip(change)));
    }
    lines
}

/// The results side by side: a label, the two, and what lies between them.
pub(super) fn results(difference: &Difference) -> Vec<(&'static str, String)> {
    let (one, two) = (&difference.earlier, &difference.later);
    let end = |end: fn(&Interval) -> &Fraction| {
        let shown = |side: &Side| side.score.as_ref().map_or_else(|| "not scored".to_owned(), |one| percent(end(one)));
        let both = arrow(shown(one), shown(two));
        match (shown_difference(difference, end), &one.score, &two.score) {
            (0, Some(one), Some(two)) if end(one) != end(two) => format!("{both}, under 0.1 points apart"),
            (0, ..) | (_, None, _) | (_, _, None) => both,
            (tenths, ..) => format!("{both}, {} points", signed_tenths(tenths)),
        }
    };
    let evidenced = |side: &Side| side.evidenced.as_ref().map_or_else(|| "–".to_owned(), percent);
    vec![
        ("Award", arrow(award(one), award(two))),
        ("For sure", end(|score| &score.low)),
        ("Possible", end(|score| &score.high)),
        ("Evidenced", arrow(evidenced(one), evidenced(two))),
    ]
}

fn award(side: &Side) -> String {
    let provisional = side.provisional.as_ref().map(|award| format!(" (provisionally {award})"));
    format!("{}{}", award_name(side.award.as_deref()), provisional.unwrap_or_default())
}

/// Both, or one where they are the same.
pub(super) fn arrow(one: String, two: String) -> String {
    if one == two { one } else { format!("{one} → {two}") }
}

/// How a criterion came out: `partly met, 50%`.
pub(super) fn outcome(side: Option<&CriterionSide>) -> String {
    let Some(side) = side else { return "not asked".to_owned() };
    let verdict = words::verdict(side.verdict);
    match &side.credit {
        Some(credit) if side.verdict == Verdict::Partly => format!("{verdict}, {}", interval(credit)),
        _ => verdict.to_owned(),
    }
}

/// Why a criterion came out otherwise, line by line.
pub(super) fn reasons(criterion: &CriterionDifference, labels: &[String; 2]) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(weights(criterion, labels));
    let sides = [(&criterion.earlier, &labels[0]), (&criterion.later, &labels[1])];
    for (side, label) in sides {
        let Some(side) = side else { continue };
        lines.extend(side.reason.as_ref().map(|reason| format!("{label}: {}", clip(reason))));
        lines.extend(
            fields("not answered", &side.unanswered, side.more_unanswered).map(|text| format!("{label}: {text}")),
        );
        lines.extend(
            fields("not proven", &side.unverified, side.more_unverified).map(|text| format!("{label}: {text}")),
        );
    }
    let told: Vec<&FindingPair> = criterion.findings.iter().filter(|pair| tells(pair)).collect();
    lines.extend(told.iter().take(MOST_FINDINGS).map(|pair| finding(pair, labels)));
    if let Some(more) = words::left_out(told.len().saturating_sub(MOST_FINDINGS)) {
        lines.push(format!("{more}; --format json has them all"));
    }
    if criterion.more_findings > 0 {
        lines.push(format!("{} are not listed, and may have come out otherwise", and_more(criterion.more_findings)));
    }
    lines
}

/// What is merely open is told by the fields.
fn tells(pair: &FindingPair) -> bool {
    let is_open = |found: &Option<Found>| found.as_ref().is_none_or(|one| one.outcome == Outcome::Unanswered);
    !(is_open(&pair.earlier) && is_open(&pair.later))
}

fn weights(criterion: &CriterionDifference, labels: &[String; 2]) -> Option<String> {
    let weight = |side: &Option<CriterionSide>| {
        side.as_ref().filter(|side| side.credit.is_some()).map(|side| side.weight_percent.0.clone())
    };
    match (weight(&criterion.earlier), weight(&criterion.later)) {
        (Some(one), Some(two)) if one != two => {
            Some(format!("weighs {} of the whole", arrow(percent(&one), percent(&two))))
        }
        (Some(one), None) => Some(format!("counts for {} alone: {} of the whole", labels[0], percent(&one))),
        (None, Some(two)) => Some(format!("counts for {} alone: {} of the whole", labels[1], percent(&two))),
        _ => None,
    }
}

fn fields(what: &str, paths: &[String], more: usize) -> Option<String> {
    let shown: Vec<String> = paths.iter().take(MOST_FIELDS).map(|path| clip(path)).collect();
    let more = paths.len() - shown.len() + more;
    (!paths.is_empty()).then(|| format!("{what}: {}", words::all_of(&shown, more)))
}

/// `contracts[adult].initial_term: 24 months → 60 months; asked for: at least 60 months`.
fn finding(pair: &FindingPair, labels: &[String; 2]) -> String {
    let asked = |required: &str| {
        if required.is_empty() { String::new() } else { format!("; asked for: {}", clip(required)) }
    };
    let name = clip(&pair.name);
    match (&pair.earlier, &pair.later) {
        (Some(one), Some(two)) => {
            let observed = arrow(clip(&one.observed), clip(&two.observed));
            format!("{name}: {observed}{}", asked(&arrow(one.required.clone(), two.required.clone())))
        }
        (Some(one), None) => format!("{}: {name} is {}{}", labels[0], clip(&one.observed), asked(&one.required)),
        (None, Some(two)) => format!("{}: {name} is {}{}", labels[1], clip(&two.observed), asked(&two.required)),
        (None, None) => name,
    }
}
