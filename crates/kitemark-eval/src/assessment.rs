//! A profile judged: verdicts, score and award, before anything is put into words.

use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, CriterionId};
use kitemark_dsl::value::Number;

use crate::assess::criterion::Judgement;
use crate::assess::{Answer, Machine, Proof, Reason};
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::judged::Judged;
use crate::present::Presenter;
use crate::profile::facts::Facts;
use crate::program::Program;
use crate::score::Entry;
use crate::scorecard::{ExemptionStatus, Finding, Interval, LimitResult, Scorecard, Verdict};

/// What came out for one profile. Words are found when they are asked for.
#[derive(Debug, Clone)]
pub struct Assessment {
    charter: Arc<Charter>,
    program: Arc<Program>,
    facts: Arc<Facts>,
    judged: Judged,
}

impl Assessment {
    pub(crate) fn new(charter: &Arc<Charter>, program: &Arc<Program>, facts: &Arc<Facts>, judged: Judged) -> Self {
        Self { charter: Arc::clone(charter), program: Arc::clone(program), facts: Arc::clone(facts), judged }
    }

    pub(crate) fn judgements(&self) -> &[Judgement] {
        &self.judged.judgements
    }

    pub(crate) fn judged(&self) -> &Judged {
        &self.judged
    }

    pub(crate) fn statuses(&self) -> &[ExemptionStatus] {
        &self.judged.statuses
    }

    /// The charter it was judged by.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// The profile as it was judged.
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The verdict of a criterion; none if the charter has no such criterion.
    pub fn verdict(&self, id: CriterionId) -> Option<Verdict> {
        Some(self.judgements().get(id.index())?.verdict)
    }

    /// The credit of a criterion, low and high, as fractions of 1; none for flags and where it leaves the score.
    pub fn credit(&self, id: CriterionId) -> Option<(Number, Number)> {
        self.judgements().get(id.index())?.credit
    }

    /// The comparisons that decided a criterion, all of them.
    pub fn findings(&self, id: CriterionId) -> Vec<Finding> {
        match (self.charter.criteria().get(id.index()), self.judgements().get(id.index())) {
            (Some(criterion), Some(judgement)) => {
                let findings = self.presenter().findings(id.index(), criterion, judgement, usize::MAX);
                findings.map(|findings| findings.first).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The fields whose answers would decide a criterion.
    pub fn unanswered(&self, id: CriterionId) -> Vec<String> {
        self.paths(self.judgements().get(id.index()).into_iter().flat_map(Judgement::missing))
    }

    /// The claims under a criterion that lack evidence of the grade it asks for.
    pub fn unverified(&self, id: CriterionId) -> Vec<String> {
        let weak = self.judgements().get(id.index()).map(|judgement| judgement.weak.as_slice()).unwrap_or_default();
        self.paths(weak.iter().copied())
    }

    /// A word on why a criterion came out as it did, where its verdict needs one: why it does not apply, why it is waived.
    pub fn reason(&self, id: CriterionId) -> Option<String> {
        let criterion = self.charter.criteria().get(id.index())?;
        let judgement = self.judged.judgements.get(id.index())?;
        self.presenter().reason(criterion, judgement)
    }

    fn paths(&self, cells: impl Iterator<Item = u32>) -> Vec<String> {
        cells.map(|cell| self.facts.path(&self.program.layouts, cell)).collect()
    }

    /// The award that is sure.
    pub fn award(&self) -> Option<AwardId> {
        self.judged.award
    }

    /// The award if everything open turns out well.
    pub fn possible_award(&self) -> Option<AwardId> {
        self.bench().award(End::High)
    }

    /// What stands between the award that is sure and the better ones, the next one first.
    pub fn limits(&self) -> Vec<LimitResult> {
        self.bench().limits(self.judged.award)
    }

    /// The caps that are open, by their places in the charter, each with the fields whose answers would decide it.
    pub(crate) fn open_caps(&self) -> Vec<(usize, Vec<u32>)> {
        let mut machine = Machine::new(&self.program, &self.facts);
        let limits = self.program.limits.iter().zip(&self.judged.caps).enumerate();
        let open = limits.filter(|(_, (_, answer))| **answer == Answer::Open);
        open.map(|(at, (node, _))| {
            machine.reset(Proof::Needed(None));
            machine.truth(*node);
            let missing = machine.open.iter().filter_map(|reason| match reason {
                Reason::Missing(cell) => Some(*cell),
                _ => None,
            });
            (at, missing.collect())
        })
        .collect()
    }

    /// When a cap bites, in the charter's words.
    pub(crate) fn cap_words(&self, at: usize) -> String {
        self.charter.limits().get(at).map(|limit| self.charter.words(limit.syntax.when.span)).unwrap_or_default()
    }

    /// The path of a cell.
    pub(crate) fn path(&self, cell: u32) -> String {
        self.facts.path(&self.program.layouts, cell)
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.judged.entries
    }

    pub(crate) fn bench(&self) -> Bench<'_> {
        self.judged.bench(&self.charter)
    }

    fn presenter(&self) -> Presenter<'_> {
        Presenter::new(&self.charter, &self.program, &self.facts)
    }

    /// The total score; none where nothing could be scored.
    pub fn score(&self) -> Option<Interval> {
        let [low, high] = self.judged.scores.total.clone()?;
        Some(Interval { low, high })
    }

    /// The score of each principle, in the charter's order; none where nothing in it could be scored.
    pub fn principle_scores(&self) -> Vec<Option<Interval>> {
        let ends = |ends: &Option<[Fraction; 2]>| {
            ends.as_ref().map(|[low, high]| Interval { low: low.clone(), high: high.clone() })
        };
        self.judged.scores.principles.iter().map(ends).collect()
    }

    /// The weight that is answered and evidenced, as a fraction of the weight that applies.
    pub fn evidenced(&self) -> Option<&Fraction> {
        self.judged.scores.evidenced.as_ref()
    }

    /// Whether each cap of the charter bites, in the charter's order; none where that is open.
    pub fn caps(&self) -> Vec<Option<bool>> {
        let known = |answer: &Answer| match answer {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::Open => None,
        };
        self.judged.caps.iter().map(known).collect()
    }

    /// What became of each exemption the profile asks for: the criterion, the reason and the status.
    pub fn exemptions(&self) -> impl Iterator<Item = (&str, &str, ExemptionStatus)> {
        let exemptions = self.facts.exemptions.iter().zip(&self.judged.statuses);
        exemptions.map(|(exemption, status)| (exemption.criterion.as_str(), exemption.reason.as_str(), *status))
    }

    /// Whether each need of an award is met, by what is sure.
    pub fn needs(&self, award: AwardId) -> Vec<bool> {
        let needs = self.charter.awards().get(award.index()).map(|award| award.needs.as_slice());
        let bench = self.bench();
        needs.unwrap_or_default().iter().map(|need| bench.is_met(need, End::Low)).collect()
    }

    /// Everything, in words.
    pub fn scorecard(&self) -> Scorecard {
        self.presenter().scorecard(&self.judged)
    }
}
