//! Verdicts alone, thousands of them, and what they rest on where that is asked for.

use std::sync::Arc;

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::value::Number;

use crate::engine::Engine;
use crate::profile::facts::Facts;
use crate::quick::{Run, Slots};
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
        if is_plain(facts, id)
            && let Some(outcome) = self.run.outcome(&self.engine.quick, id, facts.slots(), self.engine.program.steps)
        {
            return Some(outcome);
        }
        self.slow += 1;
        let judgement = self.engine.judgement(facts, id)?;
        Some((judgement.verdict, judgement.credit))
    }

    /// The verdicts alone of all criteria, in their order. Nothing is allocated but for the first profile.
    pub fn verdicts(&mut self, facts: &Facts) -> &[Verdict] {
        let Self { engine, run, verdicts, slow, .. } = self;
        let slots = facts.slots();
        let judge = |id| {
            let quick = quickly(engine, run, facts, slots, id);
            *slow += u64::from(quick.is_none());
            quick.or_else(|| Some(engine.judgement(facts, id)?.verdict))
        };
        verdicts.clear();
        verdicts.extend(ids(engine).filter_map(judge));
        verdicts
    }

    /// The verdicts of all criteria, with every test that settled them: what it looked at, what it compared that with, of which
    /// record, and its answer. Nothing is allocated but for the first profiles; what a test says is put into words when it is
    /// read.
    pub fn trace<'j>(&'j mut self, facts: &'j Facts) -> Trace<'j> {
        let Self { engine, tracing, verdicts, traced, slow, .. } = self;
        tracing.tests.clear();
        traced.clear();
        let slots = facts.slots();
        let judge = |id| {
            let start = tracing.tests.len();
            let quick = quickly(engine, tracing, facts, slots, id);
            let is_whole = quick.is_some() && !tracing.is_full;
            *slow += u64::from(quick.is_none());
            if !is_whole {
                tracing.forget(start);
            }
            traced.push(Traced { tests: start..tracing.tests.len(), is_whole });
            quick.or_else(|| Some(engine.judgement(facts, id)?.verdict))
        };
        verdicts.clear();
        verdicts.extend(ids(engine).filter_map(judge));
        Trace { engine, facts, verdicts, traced, tests: &tracing.tests }
    }

    /// How many criteria so far took the machine that explains: what whole numbers cannot hold, and rules over neighbours.
    pub fn slow(&self) -> u64 {
        self.slow
    }
}

fn ids(engine: &Engine) -> impl Iterator<Item = CriterionId> {
    (0..engine.charter().criteria().len()).map(CriterionId::at)
}

/// The verdict of a criterion at full speed; none where that is left to the machine.
#[inline(always)]
fn quickly<const TRACED: bool>(
    engine: &Engine,
    run: &mut Run<TRACED>,
    facts: &Facts,
    slots: &Slots,
    id: CriterionId,
) -> Option<Verdict> {
    is_plain(facts, id).then(|| run.verdict(&engine.quick, id, slots, engine.program.steps)).flatten()
}

/// Whether no exemption from a criterion is claimed.
fn is_plain(facts: &Facts, id: CriterionId) -> bool {
    !facts.exemptions.iter().any(|exemption| exemption.id == Some(id))
}
