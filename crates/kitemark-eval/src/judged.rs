//! What came out for a profile, before it is put into words.

use kitemark_dsl::charter::{AwardId, Charter};

use crate::assess::Answer;
use crate::assess::criterion::Judgement;
use crate::award::{Bench, End};
use crate::score::{Entry, Ledger, Scores};
use crate::scorecard::ExemptionStatus;

/// Judgements, and what follows from them.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) statuses: Vec<ExemptionStatus>,
    pub(crate) caps: Vec<Answer>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) scores: Scores,
    pub(crate) award: Option<AwardId>,
    /// How many steps the rules took.
    pub(crate) steps: u64,
}

impl Judged {
    /// Scores and award, from judgements and caps.
    pub(crate) fn new(
        charter: &Charter,
        judgements: Vec<Judgement>,
        statuses: Vec<ExemptionStatus>,
        caps: Vec<Answer>,
    ) -> Self {
        let entries = Entry::all(charter, &judgements);
        let scores = Ledger::new(charter, &entries).scores();
        let mut judged = Self { judgements, statuses, caps, entries, scores, award: None, steps: 0 };
        judged.award = judged.bench(charter).award(End::Low);
        judged
    }

    /// Everything that decides awards.
    pub(crate) fn bench<'a>(&'a self, charter: &'a Charter) -> Bench<'a> {
        Bench { charter, entries: &self.entries, scores: &self.scores, caps: &self.caps }
    }
}
