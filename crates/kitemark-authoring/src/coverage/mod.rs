//! Coverage of meaning: whether the cases of a charter reach everything that its rules can say.
//!
//! The page for authors, which is on [`boundary`](crate::boundary) and [`mutate`](crate::mutate) as well:
//!
#![doc = include_str!("../../docs/measures.md")]
//!
//! # In code
//!
//! A goal is something that can come out: a condition that holds, does not hold or is open; partial credit that is given; a
//! reason that excuses; a cap that bites; a need of an award that is met or missed; an award that is earned. A goal is
//! reached if it comes out in at least one case.

mod goals;
mod lcov;
mod page;
mod report;

use std::collections::BTreeMap;

use kitemark_dsl::charter::{AwardId, CriterionId};
use kitemark_dsl::source::Span;
use kitemark_dsl::value::Number;
use kitemark_eval::assessment::Assessment;
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::scorecard::ExemptionStatus;
use kitemark_eval::survey::Answers;
use rayon::prelude::*;
use serde::Serialize;

use crate::case::Prepared;
pub use lcov::lcov;
pub use page::page;
pub use report::{File, Missed, Report};

/// What can come out in one place of a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// A condition holds.
    Yes,
    /// A condition does not hold.
    No,
    /// A condition is open.
    Unanswered,
    /// A band gives its credit.
    Credited,
    /// A scale gives nothing.
    Nothing,
    /// A scale gives a part of the credit.
    Part,
    /// A reason excuses from a criterion, wholly or for a record.
    Excused,
    /// A need of an award is met.
    Met,
    /// A need of an award is missed.
    Missed,
    /// An award is earned.
    Earned,
}

impl Outcome {
    /// What comes out, in words.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Yes => "yes",
            Outcome::No => "no",
            Outcome::Unanswered => "unanswered",
            Outcome::Credited => "gives its credit",
            Outcome::Nothing => "gives nothing",
            Outcome::Part => "gives a part",
            Outcome::Excused => "excuses",
            Outcome::Met => "met",
            Outcome::Missed => "missed",
            Outcome::Earned => "earned",
        }
    }
}

/// Something that can come out, and in how many cases it does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Goal {
    /// The declaration it belongs to, such as `criterion cycle-length`.
    pub owner: String,
    /// Where in the charter.
    pub span: Span,
    /// What.
    pub outcome: Outcome,
    /// The cases in which it comes out.
    pub cases: usize,
}

/// How much of a charter's meaning its cases reach.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// Every goal, in the order of the charter.
    pub goals: Vec<Goal>,
}

impl Coverage {
    /// The goals that some case reaches.
    pub fn reached(&self) -> usize {
        self.goals.iter().filter(|goal| goal.cases > 0).count()
    }

    /// The share of the goals that is reached, of 1,000, cut towards zero; all of nothing.
    pub fn per_mille(&self) -> usize {
        (self.reached() * 1000).checked_div(self.goals.len()).unwrap_or(1000)
    }
}

/// Where a goal shows itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// A condition's answer.
    Answer(Span),
    /// The band of a criterion with this number.
    Band(CriterionId, usize),
    /// A criterion's scale.
    Scale(CriterionId),
    /// A reason for exemption from a criterion.
    Reason(String, String),
    /// A need of an award.
    Need(AwardId, usize),
    /// An award.
    Award(AwardId),
}

type Key = (Sign, Outcome);

/// Measures which goals of the engine's charter the cases reach.
pub fn measure(engine: &Engine, cases: &[Prepared<'_>]) -> Coverage {
    let charter = engine.charter();
    let mut goals = goals::all(charter);
    let places: BTreeMap<Key, usize> = goals.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
    let reached: Vec<Vec<usize>> = cases.par_iter().map(|case| reached(engine, case, &places)).collect();
    for at in reached.into_iter().flatten() {
        if let Some((_, goal)) = goals.get_mut(at) {
            goal.cases += 1;
        }
    }
    Coverage { goals: goals.into_iter().map(|(_, goal)| goal).collect() }
}

/// The goals that one case reaches, each once.
fn reached(engine: &Engine, case: &Prepared<'_>, places: &BTreeMap<Key, usize>) -> Vec<usize> {
    let found = case.judge(engine);
    let mut signs = answers(engine, &case.facts);
    credits(engine, &found, &mut signs);
    awards(engine, &found, &mut signs);
    for (criterion, reason, status) in found.exemptions() {
        if status == ExemptionStatus::Applied {
            signs.push((Sign::Reason(criterion.to_owned(), reason.to_owned()), Outcome::Excused));
        }
    }
    let mut reached: Vec<usize> = signs.iter().filter_map(|sign| places.get(sign).copied()).collect();
    reached.sort_unstable();
    reached.dedup();
    reached
}

fn answers(engine: &Engine, facts: &Facts) -> Vec<Key> {
    let mut signs = Vec::new();
    for rule in engine.rules() {
        for (span, Answers { yes, no, unanswered }) in engine.answers(facts, rule) {
            let found = [(yes, Outcome::Yes), (no, Outcome::No), (unanswered, Outcome::Unanswered)];
            let outcomes = found.into_iter().filter(|(came_out, _)| *came_out);
            signs.extend(outcomes.map(|(_, outcome)| (Sign::Answer(span), outcome)));
        }
    }
    signs
}

/// Partial credit, where it is sure.
fn credits(engine: &Engine, found: &Assessment, signs: &mut Vec<Key>) {
    for (id, criterion) in (0..).map(CriterionId).zip(engine.charter().criteria()) {
        let Some((low, high)) = found.credit(id).filter(|(low, high)| low == high) else { continue };
        let bands = criterion.syntax.worth.iter().enumerate();
        let given = bands.filter(|(_, band)| band.credit.value == low && low == high);
        signs.extend(given.map(|(at, _)| (Sign::Band(id, at), Outcome::Credited)));
        if criterion.syntax.scale.is_some() && low < Number::ONE {
            let outcome = if low.is_zero() { Outcome::Nothing } else { Outcome::Part };
            signs.push((Sign::Scale(id), outcome));
        }
    }
}

fn awards(engine: &Engine, found: &Assessment, signs: &mut Vec<Key>) {
    signs.extend(found.award().map(|award| (Sign::Award(award), Outcome::Earned)));
    for id in (0..).map(AwardId).take(engine.charter().awards().len()) {
        for (at, met) in found.needs(id).into_iter().enumerate() {
            signs.push((Sign::Need(id, at), if met { Outcome::Met } else { Outcome::Missed }));
        }
    }
}
