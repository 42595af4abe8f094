//! What is kept of one profile among many.

use kitemark_dsl::charter::{AwardId, NeedKind};
use kitemark_dsl::diagnostic::Diagnostic;

use super::question::Question;
use crate::assess::Reason;
use crate::assessment::Assessment;
use crate::award::suppose::Hurdles;
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::score::Ledger;
use crate::scorecard::Verdict;
use crate::weighting::{Weighting, breaks};

/// How a criterion came out, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// What came out.
    pub verdict: Verdict,
    /// What it surely costs, in millionths of the total score, cut towards zero.
    pub sure: u32,
    /// What it costs if everything open or not proven turns out badly.
    pub possible: u32,
}

/// What a round needs of one profile: a dozen bytes for each criterion, and little else. It holds no text of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing {
    /// How many errors the profile has.
    pub errors: usize,
    /// Whose decisions on its claims it stands by; none where it stands as submitted.
    pub reviewer: Option<String>,
    /// How each criterion came out, in the charter's order.
    pub marks: Vec<Mark>,
    /// The questions left open whose answers would decide something, each once.
    pub open: Vec<Question>,
    /// For each award, how much other than the score stands in its way: needs that are not met, and a cap or error that bars it.
    pub barriers: Vec<usize>,
    /// The weightings under which the award is another, by their number, with that award's number.
    pub(crate) breaks: Vec<(usize, Option<AwardId>)>,
}

impl Standing {
    pub(crate) fn new(assessment: &Assessment, diagnostics: &[Diagnostic], weightings: &[Weighting]) -> Self {
        let judged = assessment.judged();
        let ledger = Ledger::new(assessment.charter(), &judged.entries);
        Self {
            errors: diagnostics.iter().filter(|one| one.is_error()).count(),
            reviewer: None,
            marks: marks(assessment, &ledger),
            open: open(assessment),
            barriers: barriers(&assessment.bench()),
            breaks: breaks(&Hurdles::new(assessment.bench()), &ledger, weightings, judged.award),
        }
    }

    /// The same, as this reviewer decided.
    pub(crate) fn by(self, reviewer: &str) -> Self {
        Self { reviewer: Some(reviewer.to_owned()), ..self }
    }
}

fn marks(assessment: &Assessment, ledger: &Ledger<'_>) -> Vec<Mark> {
    let lost = |share: &Fraction, credit: &Fraction| share.minus(&share.times(credit)).parts_of(1_000_000);
    let mark = |(entry, share): (&crate::score::Entry, Fraction)| {
        let [possible, sure] =
            entry.credit.as_ref().map_or([0, 0], |credit| credit.each_ref().map(|end| lost(&share, end)));
        Mark { verdict: entry.verdict, sure, possible }
    };
    assessment.judged().entries.iter().zip(ledger.criterion_shares()).map(mark).collect()
}

fn open(assessment: &Assessment) -> Vec<Question> {
    let reasons = assessment.judgements().iter().flat_map(|judgement| &judgement.open);
    let cells = reasons.filter_map(|reason| match reason {
        Reason::Missing(cell) => Some(*cell),
        _ => None,
    });
    let mut questions: Vec<Question> = cells.filter_map(|cell| Question::of(assessment.facts(), cell)).collect();
    questions.sort_unstable();
    questions.dedup();
    questions.shrink_to_fit();
    questions
}

fn barriers(bench: &Bench<'_>) -> Vec<usize> {
    let barriers = |(id, award): (AwardId, &kitemark_dsl::charter::Award)| {
        let gates = award.needs.iter().filter(|need| !matches!(need.kind, NeedKind::Score(_)));
        let unmet = gates.filter(|need| !bench.is_met(need, End::Low)).count();
        unmet + usize::from(!bench.allowed(id, End::Low)) + usize::from(bench.must_error())
    };
    bench.awards().map(barriers).collect()
}
