//! The engine: a charter made ready, scoring profiles one after another.

use std::sync::Arc;

use kitemark_dsl::charter::{Charter, CriterionId};
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::problems::Problems;
use kitemark_dsl::revision::Revision;
use kitemark_dsl::value::Date;

use crate::assess::criterion::{Judgement, judge};
use crate::assess::{Answer, Machine, Proof};
use crate::assessment::Assessment;
use crate::cohort::{Standing, Summary, Weighting};
use crate::fraction::Fraction;
use crate::judge::{Judge, Outcome};
use crate::judged::Judged;
use crate::profile::bind::{self, Bound};
use crate::profile::document::Document;
use crate::profile::facts::Facts;
use crate::program::value::Texts;
use crate::program::{NodeId, Program, lower};
use crate::quick;
use crate::score::{Entry, Ledger};
use crate::scorecard::{ExemptionStatus, Scorecard};

/// A charter made ready to score profiles. Cheap to clone, and shared by threads.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) charter: Arc<Charter>,
    pub(crate) program: Arc<Program>,
    pub(crate) quick: Arc<quick::Code>,
}

/// A scorecard, and what is wrong with the profile it is of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scored {
    /// The result.
    pub scorecard: Scorecard,
    /// Errors and warnings in the profile; criteria that rest on a value in error have the verdict `error`.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the parts of a charter count, as fractions of the whole score, where every criterion applies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shares {
    /// Of each principle, in order.
    pub principles: Vec<Fraction>,
    /// Of each criterion, in order; 0 for flags.
    pub criteria: Vec<Fraction>,
}

impl Engine {
    /// Makes a charter ready.
    pub fn new(charter: Charter) -> Self {
        Self::lowered(charter, Texts::default())
    }

    fn lowered(charter: Charter, texts: Texts) -> Self {
        let program = lower::lower_with(&charter, texts);
        let quick = quick::lower(&charter, &program);
        Self { charter: Arc::new(charter), program: Arc::new(program), quick: Arc::new(quick) }
    }

    /// An engine for the charter with one rule revised. It judges the profiles that this one has bound.
    #[must_use]
    pub fn variant(&self, revision: Revision) -> Self {
        let charter = self.charter.revised(revision);
        Self::lowered(charter, self.program.texts.clone()).with_steps(self.program.steps)
    }

    /// With another limit to the steps that one rule may take for one profile. Unless it is set, the rules of a charter share
    /// 20,000,000 alike, and none has more than 2,000,000. A criterion whose rule takes more comes out as an error, whatever the
    /// machine.
    #[must_use]
    pub fn with_steps(mut self, steps: u64) -> Self {
        Arc::make_mut(&mut self.program).steps = steps;
        self
    }

    /// The charter.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// What each principle and each criterion counts where every criterion applies.
    pub fn shares(&self) -> Shares {
        let entries = Entry::in_full(&self.charter);
        let ledger = Ledger::new(&self.charter, &entries);
        Shares { principles: ledger.principle_shares(), criteria: ledger.criterion_shares() }
    }

    /// What is wrong with a profile.
    pub fn check(&self, document: &Document) -> Vec<Diagnostic> {
        match self.bind(document, None) {
            Ok(bound) => bound.diagnostics,
            Err(diagnostics) => diagnostics,
        }
    }

    /// Reads a profile's values by the charter's fields, ready to be judged. `as_of` takes the place of its day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    pub fn bind(&self, document: &Document, as_of: Option<Date>) -> Result<Bound, Vec<Diagnostic>> {
        let problems = Problems::new(document.diagnostics().to_vec());
        bind::bind(&self.charter, &self.program, document, as_of, problems)
    }

    /// A profile's values, for who does not ask what is wrong with it; none where it has no day.
    pub(crate) fn facts(&self, document: &Document, as_of: Option<Date>) -> Option<Arc<Facts>> {
        let bound = bind::bind(&self.charter, &self.program, document, as_of, Problems::untold());
        bound.ok().map(|bound| bound.facts)
    }

    /// Judges a profile that this engine has bound.
    pub fn assess(&self, facts: &Arc<Facts>) -> Assessment {
        Assessment::new(&self.charter, &self.program, facts, self.judge_all(facts))
    }

    /// Judges criteria by themselves.
    pub fn judge(&self) -> Judge {
        Judge::new(self.clone())
    }

    /// Judges one criterion by itself, as [`Judge::criterion`] does.
    pub fn judge_criterion(&self, facts: &Facts, id: CriterionId) -> Option<Outcome> {
        self.judge().criterion(facts, id)
    }

    pub(crate) fn judgement(&self, facts: &Facts, id: CriterionId) -> Option<Judgement> {
        let mut statuses = vec![ExemptionStatus::Refused; facts.exemptions.len()];
        self.judge_one(&mut Machine::new(&self.program, facts), id, &mut statuses)
    }

    /// Whether these criteria come out just as they did in `before`, open questions and missing evidence included.
    pub fn judges_alike(&self, before: &Assessment, criteria: &[CriterionId]) -> bool {
        let facts = before.facts();
        let mut statuses = vec![ExemptionStatus::Refused; facts.exemptions.len()];
        let mut machine = Machine::new(&self.program, facts);
        criteria
            .iter()
            .all(|id| self.judge_one(&mut machine, *id, &mut statuses).as_ref() == before.judgements().get(id.index()))
    }

    /// Judges a profile again where, since `before`, only these criteria may have changed; caps and awards may too.
    pub fn reassess(&self, before: &Assessment, changed: &[CriterionId]) -> Assessment {
        let facts = before.facts();
        let (mut judgements, mut statuses) = (before.judgements().to_vec(), before.statuses().to_vec());
        let mut machine = Machine::new(&self.program, facts);
        for id in changed {
            if let (Some(slot), Some(judgement)) =
                (judgements.get_mut(id.index()), self.judge_one(&mut machine, *id, &mut statuses))
            {
                *slot = judgement;
            }
        }
        Assessment::new(&self.charter, &self.program, facts, self.decide(machine, judgements, statuses))
    }

    /// Scores a profile. `as_of` takes the place of its day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be scored.
    pub fn score(&self, document: &Document, as_of: Option<Date>) -> Result<Scored, Vec<Diagnostic>> {
        let Bound { facts, diagnostics } = self.bind(document, as_of)?;
        Ok(Scored { scorecard: self.assess(&facts).scorecard(), diagnostics })
    }

    /// Judges a profile for a round: its result, and what is kept of it. `as_of` takes the place of its day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    pub fn standing(
        &self,
        document: &Document,
        as_of: Option<Date>,
        weightings: &[Weighting],
    ) -> Result<(Summary, Standing), Vec<Diagnostic>> {
        let Bound { facts, diagnostics } = self.bind(document, as_of)?;
        let assessment = self.assess(&facts);
        Ok((Summary::from(&assessment), Standing::new(&assessment, &diagnostics, weightings)))
    }

    /// Judges every criterion and decides the award, without putting anything into words.
    pub(crate) fn judge_all(&self, facts: &Facts) -> Judged {
        let mut statuses = vec![ExemptionStatus::Refused; facts.exemptions.len()];
        let mut machine = Machine::new(&self.program, facts);
        let ids = (0..).map(CriterionId).take(self.charter.criteria().len());
        let judgements = ids.filter_map(|id| self.judge_one(&mut machine, id, &mut statuses)).collect();
        let steps = machine.taken();
        Judged { steps, ..self.decide(machine, judgements, statuses) }
    }

    fn judge_one(
        &self,
        machine: &mut Machine<'_>,
        id: CriterionId,
        statuses: &mut [ExemptionStatus],
    ) -> Option<Judgement> {
        let criterion = self.charter.criteria().get(id.index())?;
        Some(judge(machine, id, criterion, self.program.criterion(id)?, statuses))
    }

    fn decide(&self, mut machine: Machine<'_>, judgements: Vec<Judgement>, statuses: Vec<ExemptionStatus>) -> Judged {
        let caps = self.program.limits.iter().map(|limit| cap(&mut machine, *limit)).collect();
        Judged::new(&self.charter, judgements, statuses, caps)
    }
}

fn cap(machine: &mut Machine<'_>, limit: NodeId) -> Answer {
    machine.reset(Proof::Needed(None));
    let answer = machine.truth(limit);
    // An answer that rests on what a reviewer rejected decides nothing.
    if !machine.weak.is_empty() {
        return Answer::Open;
    }
    // What cannot be read cannot be ruled out: an error earns nothing at either end.
    if answer == Answer::Open && machine.open.iter().any(|reason| reason.is_error()) { Answer::Yes } else { answer }
}
