//! Boundary cases: profiles at, just under and just over every threshold and date limit.
//!
//! A threshold is a comparison of measures in a rule. For each, a case is sought that makes the comparison, and in its profile
//! one answer that moves it; that answer is then set so that what is compared lies one step below the limit, on it, and one step
//! above. A step is one of the unit: a month or a day, a percentage point, a pound, one. An answer that is missing is given.

mod report;

use std::collections::BTreeSet;
use std::sync::Arc;

use kitemark_dsl::source::Span;
use kitemark_dsl::value::{Number, percent};
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::reach::Reach;
use kitemark_eval::scorecard::Verdict;
use kitemark_eval::survey::{Compared, Lever, Rule};
use kitemark_eval::trial::Trial;
use rayon::prelude::*;
use serde::Serialize;

use crate::case::{Expected, Prepared};

pub use report::{Report, Start, Threshold, report};

/// The most cases that are tried as a start for one threshold.
const MOST_STARTS: usize = 12;

/// A threshold with what comes out around it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Boundary<'c> {
    /// The rule that has it.
    pub rule: Rule,
    /// The comparison in the charter.
    pub span: Span,
    /// Its limit: a range has two.
    pub limit_span: Span,
    /// The profiles around it, from below to above; none where no single answer reaches it.
    pub around: Option<Around<'c>>,
}

/// What comes out around a threshold.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Around<'c> {
    /// The case that the profiles start from.
    pub start: &'c Prepared<'c>,
    /// The field that is changed.
    pub path: String,
    /// Just under, at, just over: what the field says, and what comes out; none where the field cannot say it.
    pub points: [Option<Point>; 3],
}

/// A profile at or beside a threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Point {
    /// What the field says.
    pub written: String,
    /// What comes out for the rule, in words.
    pub outcome: String,
}

impl Around<'_> {
    /// Whether the outcome differs between the points.
    pub fn flips(&self) -> bool {
        let outcomes: BTreeSet<&str> = self.points.iter().flatten().map(|point| point.outcome.as_str()).collect();
        outcomes.len() > 1
    }
}

/// Finds the boundaries of every rule of the engine's charter.
pub fn boundaries<'c>(engine: &Engine, cases: &'c [Prepared<'c>]) -> Vec<Boundary<'c>> {
    let rules: Vec<Rule> = engine.rules().collect();
    let mut boundaries: Vec<Boundary<'c>> =
        rules.par_iter().flat_map_iter(|rule| of_rule(engine, *rule, cases)).collect();
    boundaries.sort_by_key(|boundary| (boundary.span, boundary.limit_span));
    boundaries
}

/// The boundaries of one rule.
fn of_rule<'c>(engine: &Engine, rule: Rule, cases: &'c [Prepared<'c>]) -> Vec<Boundary<'c>> {
    let mut boundaries: Vec<Boundary<'c>> = Vec::new();
    for start in starts(rule, cases) {
        for compared in engine.comparisons(&start.facts, rule) {
            let known = boundaries.iter_mut().find(|boundary| boundary.limit_span == compared.limit_span);
            if known.as_ref().is_some_and(|boundary| boundary.around.as_ref().is_some_and(Around::flips)) {
                continue;
            }
            let around = around(engine, rule, start, &compared);
            match known {
                Some(boundary) if around.is_some() => boundary.around = around,
                Some(_) => {}
                None => {
                    boundaries.push(Boundary { rule, span: compared.span, limit_span: compared.limit_span, around })
                }
            }
        }
    }
    boundaries
}

/// The cases to start from: those that speak of the rule, then others.
pub(crate) fn starts<'c>(rule: Rule, cases: &'c [Prepared<'c>]) -> Vec<&'c Prepared<'c>> {
    let (own, others): (Vec<_>, Vec<_>) = cases.iter().partition(|case| speaks_of(rule, case));
    own.into_iter().chain(others).take(MOST_STARTS).collect()
}

/// For each award the first case that expects it, and one that expects none: from there an award is gained or lost.
/// Where no case speaks of awards, any case.
pub(crate) fn awarded<'c>(cases: &'c [Prepared<'c>]) -> Vec<&'c Prepared<'c>> {
    let mut seen = BTreeSet::new();
    let mut is_first = |case: &&Prepared<'_>| {
        case.case.expectations.iter().any(|expectation| match expectation.expected {
            Expected::Award(award) => seen.insert(award),
            _ => false,
        })
    };
    let starts: Vec<_> = cases.iter().filter(&mut is_first).collect();
    if starts.is_empty() { cases.iter().take(1).collect() } else { starts }
}

fn speaks_of(rule: Rule, case: &Prepared<'_>) -> bool {
    case.case.expectations.iter().any(|expectation| match (&expectation.expected, rule) {
        (Expected::Verdict(id, _), Rule::Criterion(rule)) => *id == rule,
        (Expected::Award(_), Rule::Limit(_)) => true,
        _ => false,
    })
}

fn around<'c>(engine: &Engine, rule: Rule, start: &'c Prepared<'c>, compared: &Compared) -> Option<Around<'c>> {
    let mut first = None;
    for lever in &compared.levers {
        let trials = reach(engine, rule, start, compared, lever);
        let point = |trial: Trial| Point { outcome: outcome(engine, rule, &trial.facts), written: trial.written };
        let around = Around { start, path: lever.path.clone(), points: trials.map(|trial| trial.map(point)) };
        if around.flips() {
            return Some(around);
        }
        if around.points.iter().any(Option::is_some) {
            first.get_or_insert(around);
        }
    }
    first
}

/// The start's profile just under, at and just over a threshold, by one of the answers that move it.
fn reach<'c>(
    engine: &'c Engine,
    rule: Rule,
    start: &'c Prepared<'c>,
    compared: &Compared,
    lever: &Lever,
) -> [Option<Trial>; 3] {
    let (document, compared, lever) = (&start.document, compared.clone(), lever.clone());
    Reach { engine, rule, document, as_of: None, compared, lever }.around()
}

/// The start's profile on and beside every threshold of a rule, by every answer that can do it.
pub(crate) fn trials(engine: &Engine, rule: Rule, start: &Prepared<'_>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for compared in engine.comparisons(&start.facts, rule) {
        for lever in &compared.levers {
            trials.extend(reach(engine, rule, start, &compared, lever).into_iter().flatten());
        }
    }
    trials
}

/// What comes out for a rule, in words.
fn outcome(engine: &Engine, rule: Rule, facts: &Arc<Facts>) -> String {
    match rule {
        Rule::Criterion(id) => match engine.judge_criterion(facts, id) {
            Some((verdict, credit)) => verdict_words(verdict, credit),
            None => String::new(),
        },
        Rule::Limit(at) => {
            let to = engine.charter().limits().get(at).map_or("", |limit| limit.syntax.to.value.as_str());
            match engine.assess(facts).caps().get(at) {
                Some(Some(true)) => format!("limits to {to}"),
                Some(Some(false)) => "no limit".to_owned(),
                _ => format!("open, so it limits to {to}"),
            }
        }
    }
}

/// A verdict, with the credit where it is partly met.
pub(crate) fn verdict_words(verdict: Verdict, credit: Option<(Number, Number)>) -> String {
    match credit {
        Some((low, _)) if verdict == Verdict::Partly => format!("{}, {}", verdict.words(), percent(low)),
        _ => verdict.words().to_owned(),
    }
}
