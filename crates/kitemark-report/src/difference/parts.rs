//! What a difference says, table by table, with figures that add up as they are shown.

use std::cmp::Reverse;

use kitemark_eval::difference::{
    Contribution, CriterionDifference, Difference, Ends, PrincipleDifference, PrincipleSide, Side,
};
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{Interval, LimitResult};

use super::words::{arrow, labels, outcome, reasons};
use crate::percent::{apportioned_points, interval, percent, signed_tenths, tenths};
use crate::sheet::{Sheet, number, text};
use crate::words::{counted, limit_kind, limit_reason};

/// Reasons are told for so many criteria, those that matter most; all are in the table.
const MOST_TOLD: usize = 20;

/// Why a criterion came out otherwise.
pub(super) struct Told {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) outcome: String,
    pub(super) reasons: Vec<String>,
}

/// What stands in the way of better awards on one side and not on the other.
pub(super) fn limits(difference: &Difference) -> Vec<Sheet> {
    let [one, two] = labels(difference);
    let sides = [("limits-first", one, &difference.earlier), ("limits-second", two, &difference.later)];
    sides.into_iter().filter_map(|(anchor, name, side)| limits_of(anchor, &name, side)).collect()
}

fn limits_of(anchor: &'static str, name: &str, side: &Side) -> Option<Sheet> {
    let row = |limit: &LimitResult| {
        let award = format!("{}, {}", limit.award, limit_kind(limit));
        vec![award, limit.text.clone(), limit_reason(limit).unwrap_or_default()]
    };
    (!side.own_limits.is_empty()).then(|| Sheet {
        anchor,
        title: format!("In the way of better awards: {name} alone"),
        columns: vec![text("Award"), text("Rule"), text("But")],
        rows: side.own_limits.iter().map(row).collect(),
        ..Sheet::default()
    })
}

/// The principles, and what the criteria of each contribute.
pub(super) fn principles(difference: &Difference) -> Sheet {
    let totals: Vec<_> = difference.principles.iter().map(|one| one.contribution.as_ref()).collect();
    let points = points(difference, &totals, |ends| &ends.low, |score| &score.low);
    let score = |side: Option<&PrincipleSide>| {
        side.map_or_else(
            || "–".to_owned(),
            |side| side.score.as_ref().map_or_else(|| "not scored".to_owned(), interval),
        )
    };
    let weight =
        |side: Option<&PrincipleSide>| side.map_or_else(|| "–".to_owned(), |side| percent(&side.weight_percent.0));
    let row = |(one, points): (&PrincipleDifference, String)| {
        vec![
            one.title.clone(),
            arrow(weight(one.earlier.as_ref()), weight(one.later.as_ref())),
            arrow(score(one.earlier.as_ref()), score(one.later.as_ref())),
            points,
        ]
    };
    Sheet {
        anchor: "principles",
        title: "Principles".to_owned(),
        note: "Points: what the criteria of each add to the sure score or take away.".to_owned(),
        columns: vec![text("Principle"), text("Weight"), text("Score"), number("Points")],
        rows: difference.principles.iter().zip(points).map(row).collect(),
        ..Sheet::default()
    }
}

/// The criteria that came out otherwise, those first that matter most.
pub(super) fn changed(difference: &Difference) -> Vec<&CriterionDifference> {
    let size = |one: &CriterionDifference| {
        let ends = one.contribution.as_ref()?;
        Some((ends.low.total().magnitude(), ends.high.total().magnitude()))
    };
    let mut changed: Vec<_> = difference.criteria.iter().filter(|one| !one.is_alike()).collect();
    changed.sort_by_key(|one| Reverse(size(one)));
    changed
}

/// Every criterion that came out otherwise with its points, the others together, and the total.
pub(super) fn criteria(difference: &Difference) -> Sheet {
    let changed = changed(difference);
    let alike: Vec<&CriterionDifference> = difference.criteria.iter().filter(|one| one.is_alike()).collect();
    let together = |ends: fn(&Ends<Contribution>) -> &Contribution| {
        Contribution::sum(alike.iter().filter_map(|one| one.contribution.as_ref()).map(ends))
    };
    let rest = Ends { low: together(|ends| &ends.low), high: together(|ends| &ends.high) };
    let parts: Vec<Option<&Ends<Contribution>>> =
        changed.iter().map(|one| one.contribution.as_ref()).chain([Some(&rest)]).collect();
    let sure = points(difference, &parts, |ends| &ends.low, |score| &score.low);
    let possible = points(difference, &parts, |ends| &ends.high, |score| &score.high);
    let mut names: Vec<[String; 3]> = changed
        .iter()
        .map(|one| {
            let outcome = |side| outcome(side);
            [one.id.clone(), outcome(one.earlier.as_ref()), outcome(one.later.as_ref())]
        })
        .collect();
    if !alike.is_empty() {
        names.push([rest_words(alike.len(), &rest), String::new(), String::new()]);
    }
    let rows: Vec<Vec<String>> = names
        .into_iter()
        .zip(sure.into_iter().zip(possible))
        .map(|([name, one, two], (sure, possible))| vec![sure, possible, name, one, two])
        .collect();
    let shown = |end: fn(&Interval) -> &Fraction| signed_tenths(shown_difference(difference, end));
    let total = difference.score.iter().flat_map(|_| {
        [shown(|score| &score.low), shown(|score| &score.high), "Together".to_owned(), String::new(), String::new()]
    });
    let total = total.collect();
    let [one, two] = labels(difference);
    let note = match difference.score {
        Some(_) => format!(
            "From {one} to {two}, in points of 100, of the sure score and of the possible one. The parts are exact, and \
             shown in tenths so that these add up too."
        ),
        None => "One of the two could not be scored, so that there are no points to part.".to_owned(),
    };
    Sheet {
        anchor: "criteria",
        title: format!("What made the difference ({})", counted(changed.len(), "criterion", "criteria")),
        note,
        columns: vec![number("Sure"), number("Possible"), text("Criterion"), text(one), text(two)],
        rows,
        total,
    }
}

fn rest_words(count: usize, rest: &Ends<Contribution>) -> String {
    let alike = format!("{} alike", counted(count, "criterion", "criteria"));
    if rest.low.total().is_zero() && rest.high.total().is_zero() {
        alike
    } else {
        format!("{alike}, by the weight that moves to or from them")
    }
}

/// Why the criteria that matter most came out otherwise.
pub(super) fn told(difference: &Difference) -> Vec<Told> {
    let names = labels(difference);
    let told = |one: &&CriterionDifference| Told {
        id: one.id.clone(),
        title: one.title.clone(),
        outcome: arrow(outcome(one.earlier.as_ref()), outcome(one.later.as_ref())),
        reasons: reasons(one, &names),
    };
    changed(difference).iter().take(MOST_TOLD).map(told).collect()
}

/// The heading of the reasons.
pub(super) fn told_title(difference: &Difference) -> String {
    match changed(difference).len() {
        count if count > MOST_TOLD => format!("Why, for the {MOST_TOLD} that matter most"),
        _ => "Why".to_owned(),
    }
}

/// What the parts contribute at one end as it is shown, adding up to the difference of the scores as they are shown.
fn points(
    difference: &Difference,
    parts: &[Option<&Ends<Contribution>>],
    at: fn(&Ends<Contribution>) -> &Contribution,
    end: fn(&Interval) -> &Fraction,
) -> Vec<String> {
    let totals: Option<Vec<Fraction>> = parts.iter().map(|part| part.map(|ends| at(ends).total())).collect();
    match totals.filter(|_| difference.score.is_some()) {
        Some(totals) => {
            apportioned_points(&totals, shown_difference(difference, end)).into_iter().map(signed_tenths).collect()
        }
        None => parts.iter().map(|_| String::new()).collect(),
    }
}

/// The difference between two scores as they are shown, each cut towards zero.
pub(super) fn shown_difference(difference: &Difference, end: fn(&Interval) -> &Fraction) -> i64 {
    let shown = |side: &Side| side.score.as_ref().map_or(0, |score| tenths(end(score)));
    shown(&difference.later) - shown(&difference.earlier)
}
