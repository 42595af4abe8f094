//! Verdicts alone, thousands of them, and what they rest on where that is asked for.

use std::ops::Range;
use std::sync::Arc;

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::value::Number;

use crate::engine::Engine;
use crate::profile::facts::Facts;
use crate::quick::{Criterion, Run, Slot, Slots};
use crate::scorecard::Verdict;
use crate::trace::{Trace, Traced};

/// Judges criteria by themselves, thousands of them: it keeps what it has allocated.
#[derive(Debug)]
pub struct Judge {
    engine: Engine,
    run: Run,
    tracing: Run<true>,
    verdicts: Vec<Verdict>,
    traced: Vec<Traced>,
    slow: u64,
}

/// The verdict of a criterion, and its credit as [`Assessment::credit`](crate::assessment::Assessment::credit) gives it.
pub type Outcome = (Verdict, Option<(Number, Number)>);

impl Judge {
    pub(crate) fn new(engine: Engine) -> Self {
        let (run, tracing) = (Run::default(), Run::default());
        Self { engine, run, tracing, verdicts: Vec::new(), traced: Vec::new(), slow: 0 }
    }

    /// Whether it judges by this engine, or a clone of it.
    pub fn is_of(&self, engine: &Engine) -> bool {
        Arc::ptr_eq(&self.engine.quick, &engine.quick) && self.engine.program.steps == engine.program.steps
    }

    /// Judges one criterion of a profile that the engine has bound: the same as an
    /// [`Assessment`](crate::assessment::Assessment) says, many times quicker, and without what it rests on. None if the charter
    /// has no such criterion.
    pub fn criterion(&mut self, facts: &Facts, id: CriterionId) -> Option<Outcome> {
        let quick = Quick::new(&self.engine, facts);
        let outcome = quick.rules(id.index()).and_then(|criterion| self.run.outcome(criterion, quick.cells()));
        if outcome.is_some() {
            return outcome;
        }
        self.slow += 1;
        let judgement = self.engine.judgement(facts, id)?;
        Some((judgement.verdict, judgement.credit))
    }

    /// The verdicts alone of all criteria, in their order. Nothing is allocated but for the first profile.
    pub fn verdicts(&mut self, facts: &Facts) -> &[Verdict] {
        let Self { engine, run, verdicts, slow, .. } = self;
        let quick = Quick::new(engine, facts);
        verdicts.clear();
        verdicts.extend(quick.all().map(|at| {
            let verdict = quick.rules(at).and_then(|criterion| run.verdict(criterion, quick.cells()));
            verdict.unwrap_or_else(|| quick.left(at, slow))
        }));
        verdicts
    }

    /// The verdicts of all criteria, with every test that settled them: what it looked at, what it compared that with, of which
    /// record, and its answer. Nothing is allocated but for the first profiles; what a test says is put into words when it is
    /// read.
    pub fn trace<'j>(&'j mut self, facts: &'j Facts) -> Trace<'j> {
        let Self { engine, tracing, verdicts, traced, slow, .. } = self;
        tracing.tests.clear();
        traced.clear();
        let quick = Quick::new(engine, facts);
        verdicts.clear();
        verdicts.extend(quick.all().map(|at| {
            let start = tracing.tests.len();
            let verdict = quick.rules(at).and_then(|criterion| tracing.verdict(criterion, quick.cells()));
            let is_whole = verdict.is_some() && !tracing.is_full;
            if !is_whole {
                tracing.forget(start);
            }
            traced.push(Traced { tests: start..tracing.tests.len(), is_whole });
            verdict.unwrap_or_else(|| quick.left(at, slow))
        }));
        Trace { engine, facts, verdicts, traced, tests: &tracing.tests }
    }

    /// How many criteria so far took the machine that explains: what whole numbers cannot hold, and rules over neighbours.
    pub fn slow(&self) -> u64 {
        self.slow
    }
}

/// What is judged at full speed of a profile.
struct Quick<'a> {
    engine: &'a Engine,
    facts: &'a Facts,
    slots: &'a Slots,
    /// Whether that is all that can be: no exemption is claimed, and no limit to steps is near.
    is_all: bool,
}

impl<'a> Quick<'a> {
    fn new(engine: &'a Engine, facts: &'a Facts) -> Self {
        let slots = facts.slots();
        let is_all = facts.exemptions.is_empty() && engine.quick.takes_at_most(engine.program.steps, slots);
        Self { engine, facts, slots, is_all }
    }

    /// The places of all criteria.
    fn all(&self) -> Range<usize> {
        0..self.engine.charter().criteria().len()
    }

    fn cells(&self) -> &'a [Slot] {
        &self.slots.cells
    }

    /// The rules of a criterion; none where that is left to the machine.
    #[inline(always)]
    fn rules(&self, at: usize) -> Option<&'a Criterion> {
        self.engine.quick.criterion(at).filter(|criterion| self.is_all || self.takes(at, criterion))
    }

    fn takes(&self, at: usize, criterion: &Criterion) -> bool {
        let is_exempted = || self.facts.exemptions.iter().any(|one| one.id == Some(CriterionId::at(at)));
        criterion.takes_at_most(self.engine.program.steps, self.slots) && !is_exempted()
    }

    /// The verdict of a criterion that is left to the machine, which is counted.
    #[cold]
    fn left(&self, at: usize, slow: &mut u64) -> Verdict {
        *slow += 1;
        let judgement = self.engine.judgement(self.facts, CriterionId::at(at));
        // Every place has its criterion.
        judgement.map_or(Verdict::Error, |judgement| judgement.verdict)
    }
}
