//! For a mutant that no case notices: a profile that tells it from the charter.

use std::collections::BTreeSet;
use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, ChoiceId, CriterionId, Type};
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::document::Change;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::survey::Rule;

use crate::boundary;
use crate::case::Prepared;
use crate::trial::{self, Trial};

/// A profile on which a mutant and the charter differ.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Telling<'c> {
    /// The case it starts from.
    pub start: &'c Prepared<'c>,
    /// The answer that is changed, as a `given` of an example writes it; none where the case need only expect more.
    pub given: Option<String>,
    /// What the charter makes of it, with the credit.
    pub then: String,
    /// The same as a `then` of an example writes it; none where only the credit differs, which examples do not speak of.
    pub expected: Option<String>,
    /// What the mutant makes of it.
    pub mutant: String,
}

/// A mutant that no case noticed.
pub(super) struct Survivor<'m> {
    /// Its number among those it is judged with.
    pub(super) at: usize,
    pub(super) variant: Engine,
    pub(super) affects: &'m [Rule],
    /// The criteria among them.
    pub(super) changed: Vec<CriterionId>,
}

/// The most rules that are looked at for a mutant that many rest on.
const MOST_RULES: usize = 4;

/// Looks for a profile that tells each survivor from the charter: one of the cases, or one with one more answer changed.
pub(super) fn tellings<'c>(
    engine: &Engine,
    mut survivors: Vec<Survivor<'_>>,
    cases: &'c [Prepared<'c>],
) -> Vec<(usize, Telling<'c>)> {
    let mut tellings = Vec::new();
    let mut rules: Vec<Rule> = survivors.iter().flat_map(|survivor| survivor.affects.iter().copied()).collect();
    rules.dedup();
    for rule in rules.into_iter().take(MOST_RULES) {
        for start in boundary::starts(rule, cases) {
            if survivors.is_empty() {
                return tellings;
            }
            let unchanged = [(None, Arc::clone(&start.facts))].into_iter();
            let changed = trials(engine, rule, start).into_iter().map(|trial| {
                let given = format!("{} is {}", trial.path, trial.written);
                (Some(given), trial.facts)
            });
            for (given, facts) in unchanged.chain(changed) {
                survivors.retain(|survivor| {
                    let Some(Difference { then, expected, mutant }) = survivor.difference(engine, &facts) else {
                        return true;
                    };
                    tellings.push((survivor.at, Telling { start, given: given.clone(), then, expected, mutant }));
                    false
                });
            }
        }
    }
    tellings
}

/// What comes out otherwise for a mutant; see [`Telling`].
struct Difference {
    then: String,
    expected: Option<String>,
    mutant: String,
}

impl Survivor<'_> {
    /// The first thing that comes out otherwise.
    fn difference(&self, engine: &Engine, facts: &Arc<Facts>) -> Option<Difference> {
        let charter = engine.charter();
        for id in &self.changed {
            let name = charter.criteria().get(id.index()).map_or("", |criterion| criterion.id());
            let [own, other] = [engine, &self.variant].map(|engine| engine.judge_criterion(facts, *id));
            if let (Some(own), Some(other)) = (own, other)
                && own != other
            {
                let expected = (own.0 != other.0).then(|| format!("{name} is {}", own.0.words()));
                let [own, mutant] = [own, other].map(|(verdict, credit)| boundary::verdict_words(verdict, credit));
                return Some(Difference { then: format!("{name} is {own}"), expected, mutant });
            }
        }
        if self.changed.len() == self.affects.len() && !self.affects.is_empty() {
            return None; // criteria that come out alike make no other award
        }
        let [own, other] = [engine, &self.variant].map(|engine| engine.assess(facts).award());
        (own != other).then(|| {
            let then = format!("award is {}", award(charter, own));
            Difference { expected: Some(then.clone()), then, mutant: award(charter, other).to_owned() }
        })
    }
}

fn award(charter: &Charter, award: Option<AwardId>) -> &str {
    award.and_then(|award| charter.awards().get(award.index())).map_or("none", |award| award.id.as_str())
}

/// The case's profile with one answer that the rule reads changed: on and beside every threshold, to every other choice, and
/// not answered.
fn trials(engine: &Engine, rule: Rule, start: &Prepared<'_>) -> Vec<Trial> {
    let mut trials = boundary::trials(engine, rule, start);
    let mut tried: BTreeSet<(String, String)> =
        trials.iter().map(|trial| (trial.path.clone(), trial.written.clone())).collect();
    for (path, ty) in engine.reads(&start.facts, rule) {
        for change in changes(engine.charter(), ty) {
            let Some(trial) = trial::with(engine, &start.document, &path, change) else { continue };
            if tried.insert((trial.path.clone(), trial.written.clone())) {
                trials.push(trial);
            }
        }
    }
    trials
}

/// The answers that a field of this type may be given.
fn changes(charter: &Charter, ty: Type) -> Vec<Change> {
    let names = |id: ChoiceId| {
        let choice = charter.choices().get(id.index());
        choice.map(|choice| choice.names().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    };
    let mut changes: Vec<Change> = match ty {
        Type::YesNo => ["yes", "no"].map(|answer| Change::Scalar(answer.to_owned())).into(),
        Type::Choice(id) => {
            let names: Vec<String> = names(id);
            names.into_iter().map(Change::Scalar).collect()
        }
        Type::Set(id) => {
            let names: Vec<String> = names(id);
            let singles = names.iter().map(|name| Change::Sequence(vec![name.clone()]));
            let rests = (0..names.len()).map(|at| {
                let rest = names.iter().enumerate().filter(|(other, _)| *other != at);
                Change::Sequence(rest.map(|(_, name)| name.clone()).collect())
            });
            singles.chain(rests).chain([Change::Empty, Change::Sequence(names.clone())]).collect()
        }
        Type::List(_) => vec![Change::Empty],
        _ => Vec::new(),
    };
    changes.push(Change::Remove);
    changes
}
