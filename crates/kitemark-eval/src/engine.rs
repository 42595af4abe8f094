//! The engine: a charter made ready, scoring profiles one after another.

use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, CriterionId};
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::value::Date;

use crate::assess::criterion::{Judgement, judge};
use crate::assess::{Answer, Machine};
use crate::assessment::Assessment;
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::profile::bind::{self, Bound};
use crate::profile::document::Document;
use crate::profile::facts::Facts;
use crate::program::{NodeId, Program, lower};
use crate::score::{Entry, Ledger, Scores};
use crate::scorecard::{ExemptionStatus, Scorecard};

/// A charter made ready to score profiles. Cheap to clone, and shared by threads.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) charter: Arc<Charter>,
    pub(crate) program: Arc<Program>,
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

/// What came out, before it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) statuses: Vec<ExemptionStatus>,
    pub(crate) caps: Vec<Answer>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) scores: Scores,
    pub(crate) award: Option<AwardId>,
}

impl Engine {
    /// Makes a charter ready.
    pub fn new(charter: Charter) -> Self {
        let program = lower::lower(&charter);
        Self { charter: Arc::new(charter), program: Arc::new(program) }
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
        bind::bind(&self.charter, &self.program, document, as_of)
    }

    /// Judges a profile that this engine has bound.
    pub fn assess(&self, facts: &Arc<Facts>) -> Assessment {
        Assessment::new(self, facts, self.judge(facts))
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

    /// Judges every criterion and decides the award, without putting anything into words.
    fn judge(&self, facts: &Facts) -> Judged {
        let mut machine = Machine::new(&self.program, facts);
        let mut statuses = vec![ExemptionStatus::Refused; facts.exemptions.len()];
        let parts = self.charter.criteria().iter().zip(&self.program.criteria).enumerate();
        let judgements: Vec<Judgement> = parts
            .map(|(at, (criterion, code))| {
                judge(&mut machine, CriterionId(u32::try_from(at).unwrap_or(u32::MAX)), criterion, code, &mut statuses)
            })
            .collect();
        let caps: Vec<Answer> = self.program.limits.iter().map(|limit| cap(&mut machine, *limit)).collect();
        let entries = Entry::all(&self.charter, &judgements);
        let scores = Ledger::new(&self.charter, &entries).scores();
        let bench = Bench { charter: &self.charter, entries: &entries, instead: None, scores: &scores, caps: &caps };
        let award = bench.award(End::Low);
        Judged { judgements, statuses, caps, entries, scores, award }
    }
}

fn cap(machine: &mut Machine<'_>, limit: NodeId) -> Answer {
    machine.reset(None);
    let answer = machine.truth(limit);
    // What cannot be read cannot be ruled out: an error earns nothing at either end.
    if answer == Answer::Open && machine.open.iter().any(|reason| reason.is_error()) { Answer::Yes } else { answer }
}
