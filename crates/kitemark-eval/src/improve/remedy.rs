//! What to change in a profile so that a criterion is met: answers to give, values to reach, claims to prove.
//!
//! Changes are looked for where a rule fails, made in a copy of the profile, and judged; a remedy is told only if with it the
//! criterion is met.

use std::cmp::Reverse;

use kitemark_dsl::charter::{Criterion, CriterionId, Type};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::Source;
use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::{Date, Number};

use super::{Action, Leeway, Step};
use crate::assess::aim::{Aim, MOST_MOVES, Move, Way};
use crate::assess::criterion::{Judgement, Leaves};
use crate::assess::explain::comparison_words;
use crate::assess::{Machine, Proof};
use crate::effort::{CHANGE, Effort, LOOK, MOVE, SCORE};
use crate::engine::Engine;
use crate::profile::document::Document;
use crate::profile::facts::{Content, Facts};
use crate::program::Program;
use crate::reach::Reach;
use crate::scorecard::Verdict;
use crate::survey::{Compared, Lever, Measure, Rule};
use crate::trial::{Trial, written};

/// The profiles that are tried for one rule.
const MOST_TRIALS: usize = 60;

/// How many times ways are looked for anew in a profile that was changed already.
const MOST_ROUNDS: usize = 6;

/// A profile in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) document: Document,
    pub(super) facts: std::sync::Arc<Facts>,
    pub(super) steps: Vec<Step>,
}

/// Looks for remedies.
pub(super) struct Remedies<'e> {
    pub(super) engine: &'e Engine,
    pub(super) as_of: Option<Date>,
    pub(super) effort: Effort,
}

impl Remedies<'_> {
    /// The profile changed so that a criterion is met; none where no answer that it asks for brings that about.
    pub(super) fn meet(&self, start: &Draft, id: CriterionId) -> Option<Draft> {
        self.remedy(start, Rule::Criterion(id))
    }

    /// The profile changed so that a cap does not bite.
    pub(super) fn lift(&self, start: &Draft, limit: usize) -> Option<Draft> {
        self.remedy(start, Rule::Limit(limit))
    }

    /// No other criterion should fall or leave the score; where that cannot be had, this one comes first.
    fn remedy(&self, start: &Draft, rule: Rule) -> Option<Draft> {
        if !self.effort.spend(SCORE) {
            return None;
        }
        let ids = (0..self.engine.charter().criteria().len()).map(CriterionId::at);
        let mut judge = self.engine.judge();
        let sure = |id| Some((id, judge.criterion(&start.facts, id)?.1?.0));
        let scored: Vec<_> = ids.filter_map(sure).collect();
        let earned: Vec<_> = scored.iter().filter(|(_, low)| !low.is_zero()).copied().collect();
        let search = |keep, may_leave| {
            let serves = self.serves(rule);
            Search { remedies: self, rule, serves, keep, may_leave, applies: true, left: MOST_TRIALS, steps: 0 }
                .from(start.clone(), MOST_ROUNDS)
        };
        let kept = search(scored, false).or_else(|| search(earned.clone(), false));
        let left =
            || self.is_open(start, rule).then(|| search(earned, true).or_else(|| search(Vec::new(), true))).flatten();
        kept.or_else(|| search(Vec::new(), false)).or_else(left)
    }

    /// What a step for a rule serves.
    fn serves(&self, rule: Rule) -> String {
        let charter = self.engine.charter();
        let words = match rule {
            Rule::Criterion(id) => charter.criteria().get(id.index()).map(|criterion| criterion.id().to_owned()),
            Rule::Limit(at) => charter.limits().get(at).map(|limit| charter.words(limit.syntax.when.span)),
        };
        words.unwrap_or_default()
    }

    /// Whether it is open how a criterion comes out: then its answers may well take it out of the score.
    fn is_open(&self, start: &Draft, rule: Rule) -> bool {
        let Rule::Criterion(id) = rule else { return false };
        let judged = self.engine.judge_criterion(&start.facts, id);
        judged.is_some_and(|(verdict, _)| matches!(verdict, Verdict::Unanswered | Verdict::Unverified))
    }
}

/// A search for the remedy of one rule.
struct Search<'s> {
    remedies: &'s Remedies<'s>,
    rule: Rule,
    serves: String,
    /// The criteria that have to be as good afterwards as they were before.
    keep: Vec<(CriterionId, Number)>,
    /// Whether it does as well if the criterion turns out not to apply.
    may_leave: bool,
    /// Whether it is known that the criterion applies. Where it is not, that is a question, and any answer to it is as good.
    applies: bool,
    left: usize,
    /// How many steps the rule took when ways were looked for last.
    steps: u64,
}

impl Search<'_> {
    fn from(&mut self, draft: Draft, rounds: usize) -> Option<Draft> {
        if !self.remedies.effort.spend_on(LOOK, self.steps) {
            return None;
        }
        let state = self.state(&draft)?;
        let (ways, claims) = match state {
            State::Done => return self.keeps(&draft).then_some(draft),
            State::Short { ways, claims, applies } => {
                self.applies = applies;
                (ways, claims)
            }
        };
        let rounds = rounds.checked_sub(1)?;
        if !claims.is_empty() {
            let proven = self.prove(&draft, &claims)?;
            return self.from(proven, rounds);
        }
        let applies = self.applies;
        ways.into_iter().find_map(|way| {
            self.applies = applies;
            let changed = self.changed(&draft, &way)?;
            self.from(changed, rounds)
        })
    }

    fn keeps(&self, draft: &Draft) -> bool {
        let mut judge = self.remedies.engine.judge();
        self.keep.iter().all(|(id, before)| {
            let after = judge.criterion(&draft.facts, *id).and_then(|(_, credit)| credit);
            after.is_some_and(|(low, _)| low >= *before)
        })
    }

    /// Whether another profile may be tried.
    fn may_try(&mut self, cost: u64) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        self.remedies.effort.spend_on(cost, self.steps).then_some(())
    }

    /// Where a draft stands, and what could be done about it.
    fn state(&mut self, draft: &Draft) -> Option<State> {
        let engine = self.remedies.engine;
        let mut machine = Machine::new(&engine.program, &draft.facts);
        match self.rule {
            Rule::Limit(at) => {
                machine.extend_budget();
                let limit = *engine.program.limits.get(at)?;
                let ways = Aim { engine, machine: &mut machine }.ways(limit, false);
                self.steps = machine.taken();
                let done = ways.first().is_some_and(Way::is_done);
                Some(if done { State::Done } else { State::Short { ways, claims: Vec::new(), applies: true } })
            }
            Rule::Criterion(id) => {
                let criterion = engine.charter().criteria().get(id.index())?;
                let judgement = engine.judgement(&draft.facts, id)?;
                if judgement.verdict == Verdict::Met {
                    return Some(State::Done);
                }
                if judgement.weak.len() > MOST_MOVES {
                    return None;
                }
                let claims: Vec<String> =
                    judgement.weak.iter().map(|cell| draft.facts.path(&engine.program.layouts, *cell)).collect();
                if judgement.verdict == Verdict::Unverified && !claims.is_empty() {
                    return Some(State::Short { ways: Vec::new(), claims, applies: true });
                }
                if judgement.verdict == Verdict::NotApplicable {
                    return self.may_leave.then_some(State::Done);
                }
                machine.reset(Proof::of(criterion));
                machine.excluded.clone_from(&judgement.excluded);
                machine.extend_budget();
                let mut aim = Aim { engine, machine: &mut machine };
                let mut ways = ways(&mut aim, criterion, id, &judgement)?;
                ways.retain(|way| !way.is_done());
                ways.extend(aim.answers(&judgement.open));
                self.steps = machine.taken();
                let applies = !matches!(judgement.leaves, Some(Leaves::When(_) | Leaves::Unless(_)));
                Some(State::Short { ways, claims: Vec::new(), applies })
            }
        }
    }

    /// The draft with what can be changed at once: what else there is to compare may show only then.
    fn changed(&mut self, draft: &Draft, way: &Way) -> Option<Draft> {
        let mut changed = None;
        for change in &way.moves {
            match self.made(changed.as_ref().unwrap_or(draft), change) {
                Some(made) => changed = Some(made),
                None if matches!(change, Move::Measure { .. }) => {}
                None => return None,
            }
        }
        changed
    }

    fn made(&mut self, draft: &Draft, change: &Move) -> Option<Draft> {
        self.may_try(CHANGE)?;
        let engine = self.remedies.engine;
        match change {
            Move::Write { path, change, leeway } => {
                let trial = Trial::with(engine, &draft.document, self.remedies.as_of, path, change.clone())?;
                Some(draft.clone().with(
                    engine,
                    &self.serves,
                    trial,
                    self.told(Told { leeway: *leeway, ..Told::default() }),
                ))
            }
            Move::Measure { compared, comparison, wanted } => {
                let mut levers: Vec<&Lever> = compared.levers.iter().filter(|lever| lever.path != AS_OF).collect();
                // The later records of a list are those that can still be changed; what has happened on a day cannot.
                if let Some(list) = levers.first().and_then(|lever| list(&lever.path))
                    && levers.iter().all(|lever| self::list(&lever.path) == Some(list))
                {
                    levers.sort_by_key(|lever| Reverse(record(&draft.facts, &engine.program, &lever.path)));
                }
                levers.sort_by_key(|lever| matches!(lever.ty, Type::Date | Type::Period));
                levers.into_iter().find_map(|lever| self.moved(draft, compared, lever, *comparison, *wanted))
            }
        }
    }

    /// The draft with a lever moved as little as makes the comparison come out as wanted.
    fn moved(
        &mut self,
        draft: &Draft,
        compared: &Compared,
        lever: &Lever,
        comparison: Comparison,
        wanted: bool,
    ) -> Option<Draft> {
        self.may_try(MOVE)?;
        let (engine, rule) = (self.remedies.engine, self.rule);
        let (document, as_of) = (&draft.document, self.remedies.as_of);
        let reach = Reach { engine, rule, document, as_of, compared: compared.clone(), lever: lever.clone() };
        let trial = reach.until(|order| comparison.holds(order) == wanted)?;
        let leeway = match (comparison, wanted) {
            (Comparison::Is, true) | (Comparison::IsNot, false) => None,
            _ => Some(trial.1),
        };
        let is_itself = lever.value.is_none_or(|value| Some(value) == compared.value);
        let limit = compared.limit.filter(|_| is_itself).and_then(|limit| written(engine.charter(), lever.ty, limit));
        let asked =
            limit.map(|limit| format!("{} {limit}", comparison_words(comparison, wanted)).trim_start().to_owned());
        // A later day is one that something can still be done on.
        let past = match lever.value.filter(|_| leeway != Some(Leeway::AtLeast)) {
            Some(Measure::Date(day)) => day <= draft.facts.as_of(),
            Some(Measure::PeriodEnd(period) | Measure::PeriodStart(period)) => period.start() <= draft.facts.as_of(),
            _ => false,
        };
        Some(draft.clone().with(engine, &self.serves, trial.0, self.told(Told { leeway, asked, past })))
    }

    fn told(&self, told: Told) -> Told {
        if self.applies { told } else { Told { leeway: Some(Leeway::Example), asked: None, ..told } }
    }

    fn prove(&mut self, draft: &Draft, claims: &[String]) -> Option<Draft> {
        self.may_try(CHANGE)?;
        let engine = self.remedies.engine;
        let Rule::Criterion(id) = self.rule else { return None };
        let grade = engine.charter().criteria().get(id.index())?.evidence?;
        let grade = engine.charter().grades().get(grade.index())?;
        let mut document = draft.document.clone();
        for claim in claims {
            let path: ProfilePath = claim.parse().ok()?;
            document.prove(&path, grade, Source::new("change", claim.as_str())).ok()?;
        }
        let facts = engine.facts(&document, self.remedies.as_of)?;
        let proofs = claims.iter().map(|path| Step {
            serves: self.serves.clone(),
            path: path.clone(),
            action: Action::Prove { grade: grade.clone() },
        });
        let steps = draft.steps.iter().cloned().chain(proofs).collect();
        Some(Draft { document, facts, steps })
    }
}

/// The day itself is nothing that a commissioner changes.
const AS_OF: &str = "as_of";

/// Where a draft stands.
enum State {
    Done,
    Short { ways: Vec<Way>, claims: Vec<String>, applies: bool },
}

/// The ways to make a criterion apply, where that is open, and its requirement hold.
fn ways(aim: &mut Aim<'_, '_>, criterion: &Criterion, id: CriterionId, judgement: &Judgement) -> Option<Vec<Way>> {
    let code = aim.engine.program.criterion(id)?;
    let wanted = criterion.syntax.obligation != kitemark_dsl::syntax::Obligation::Flag;
    let node = match judgement.leaves {
        Some(Leaves::When(at)) => return Some(aim.ways(*code.when.get(at)?, true)),
        Some(Leaves::Unless(at)) => return Some(aim.ways(*code.unless.get(at)?, false)),
        _ => code.requirement,
    };
    Some(aim.ways(node, wanted))
}

/// What there is to tell of a change beside the value.
#[derive(Default)]
struct Told {
    leeway: Option<Leeway>,
    asked: Option<String>,
    past: bool,
}

impl Draft {
    /// The draft after a change; what was changed twice is told once.
    fn with(self, engine: &Engine, serves: &str, trial: Trial, told: Told) -> Self {
        let before = self.steps.iter().find_map(|step| match &step.action {
            Action::Set { from, past, .. } if step.path == trial.path => Some((from.clone(), *past)),
            _ => None,
        });
        let (from, was_past) = before.unwrap_or_else(|| (said(engine, &self.facts, &trial.path), false));
        let Told { leeway, asked, past } = told;
        let action = Action::Set { from, to: trial.written, asked, leeway, past: past || was_past };
        let mut steps = self.steps;
        steps.retain(|step| step.path != trial.path || matches!(step.action, Action::Prove { .. }));
        steps.push(Step { serves: serves.to_owned(), path: trial.path, action });
        Self { document: trial.document, facts: trial.facts, steps }
    }

    /// Its steps, but for those that came to nothing in the end.
    pub(super) fn told(self) -> Vec<Step> {
        let changes = |step: &Step| match &step.action {
            Action::Set { from, to, .. } => from.as_ref() != Some(to),
            Action::Prove { .. } => true,
        };
        self.steps.into_iter().filter(changes).collect()
    }
}

/// The list whose record a path leads into.
fn list(path: &str) -> Option<&str> {
    path.rsplit_once('[').map(|(list, _)| list)
}

/// Where the record lies that a path leads into.
fn record(facts: &Facts, program: &Program, path: &str) -> u32 {
    let within = |row: &&crate::profile::facts::Row| {
        let record = facts.row_path(&program.layouts, row);
        path.strip_prefix(&record).is_some_and(|rest| rest.starts_with('.')) && !record.is_empty()
    };
    facts.rows.iter().filter(within).map(|row| row.start).max().unwrap_or_default()
}

/// What a field says; none where it is not answered.
fn said(engine: &Engine, facts: &Facts, path: &str) -> Option<String> {
    let layouts = &engine.program.layouts;
    let cell = facts.cell_at(layouts, path)?;
    let answered = !matches!(facts.cell(cell)?.content, Content::Unanswered | Content::Nothing);
    answered.then(|| facts.show_cell(engine.charter(), layouts, cell))
}
