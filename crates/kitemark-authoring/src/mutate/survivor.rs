//! For a mutant that no case notices: a profile that tells it from the charter.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, ChoiceId, CriterionId, Type};
use kitemark_eval::assessment::Assessment;
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::document::Change;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::survey::Rule;
use kitemark_eval::trial::Trial;

use crate::boundary;
use crate::case::Prepared;

/// A profile on which a mutant and the charter differ.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Telling<'c> {
    /// The case it starts from.
    pub start: &'c Prepared<'c>,
    /// The answer that is changed, as a `given` of an example writes it; none where the case need only expect more.
    pub given: Option<String>,
    /// What the charter makes of it, as a `then` of an example writes it; with the credit, where that is all that differs.
    pub then: String,
    /// What the mutant makes of it.
    pub mutant: String,
    /// Whether an example can say so: examples speak of verdicts and awards, not of credit.
    pub in_words: bool,
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
    for (rule, start) in grounds(engine, &survivors, cases) {
        if survivors.is_empty() {
            break;
        }
        let unchanged = [(None, Arc::clone(&start.facts))].into_iter();
        let changed = trials(engine, rule, start).into_iter().map(|trial| {
            let given = format!("{} is {}", trial.path, trial.written);
            (Some(given), trial.facts)
        });
        for (given, facts) in unchanged.chain(changed) {
            let own = LazyCell::new(|| engine.assess(&facts));
            survivors.retain(|survivor| {
                let Some(Difference { then, mutant, in_words }) = survivor.difference(engine, &facts, &own) else {
                    return true;
                };
                tellings.push((survivor.at, Telling { start, given: given.clone(), then, mutant, in_words }));
                false
            });
        }
    }
    tellings
}

/// The rules whose answers are changed, each with the cases that this starts from. What an award needs rests on all rules.
fn grounds<'c>(
    engine: &Engine,
    survivors: &[Survivor<'_>],
    cases: &'c [Prepared<'c>],
) -> Vec<(Rule, &'c Prepared<'c>)> {
    let mut rules: Vec<Rule> = survivors.iter().flat_map(|survivor| survivor.affects.iter().copied()).collect();
    rules.dedup();
    if rules.is_empty() {
        let starts = boundary::awarded(cases).into_iter();
        return starts.flat_map(|start| engine.rules().map(move |rule| (rule, start))).collect();
    }
    let of_rule = |rule| boundary::starts(rule, cases).into_iter().map(move |start| (rule, start));
    rules.into_iter().take(MOST_RULES).flat_map(of_rule).collect()
}

/// What comes out otherwise for a mutant; see [`Telling`].
struct Difference {
    then: String,
    mutant: String,
    in_words: bool,
}

impl Survivor<'_> {
    /// The first thing that comes out otherwise than in `own`.
    fn difference(
        &self,
        engine: &Engine,
        facts: &Arc<Facts>,
        own: &impl Deref<Target = Assessment>,
    ) -> Option<Difference> {
        let charter = engine.charter();
        for id in &self.changed {
            let name = charter.criteria().get(id.index()).map_or("", |criterion| criterion.id());
            let [own, other] = [engine, &self.variant].map(|engine| engine.judge_criterion(facts, *id));
            if let (Some(own), Some(other)) = (own, other)
                && own != other
            {
                let in_words = own.0 != other.0;
                let [own, mutant] = [own, other].map(|(verdict, credit)| {
                    if in_words { verdict.words().to_owned() } else { boundary::verdict_words(verdict, credit) }
                });
                return Some(Difference { then: format!("{name} is {own}"), mutant, in_words });
            }
        }
        if self.changed.len() == self.affects.len() && !self.affects.is_empty() {
            return None; // criteria that come out alike make no other award
        }
        let (own, other) = (own.award(), self.variant.reassess(own, &self.changed).award());
        (own != other).then(|| Difference {
            then: format!("award is {}", award(charter, own)),
            mutant: award(charter, other).to_owned(),
            in_words: true,
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
            let Some(trial) = Trial::with(engine, &start.document, None, &path, change) else { continue };
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
