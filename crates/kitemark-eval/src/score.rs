//! From the credits of criteria to scores, in exact fractions.

use kitemark_dsl::charter::{Charter, PrincipleId};
use kitemark_dsl::syntax::Obligation;

use crate::assess::criterion::Judgement;
use crate::fraction::Fraction;
use crate::scorecard::Verdict;

/// What one criterion puts into the score.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) obligation: Obligation,
    pub(crate) principle: PrincipleId,
    pub(crate) weight: Fraction,
    pub(crate) verdict: Verdict,
    /// Low and high; none where it leaves the score.
    pub(crate) credit: Option<[Fraction; 2]>,
}

impl Entry {
    /// The entries of a charter's criteria.
    pub(crate) fn all(charter: &Charter, judgements: &[Judgement]) -> Vec<Entry> {
        let entry = |(criterion, judgement): (&kitemark_dsl::charter::Criterion, &Judgement)| Entry {
            obligation: criterion.syntax.obligation,
            principle: criterion.principle,
            weight: criterion.weight.into(),
            verdict: judgement.verdict,
            credit: judgement.credit.map(|(low, high)| [low.into(), high.into()]),
        };
        charter.criteria().iter().zip(judgements).map(entry).collect()
    }

    /// Whether it is answered and proven, or needs neither.
    fn is_evidenced(&self) -> bool {
        !matches!(self.verdict, Verdict::Unanswered | Verdict::Unverified | Verdict::Error)
    }
}

/// A weighted mean on its way.
#[derive(Debug, Clone)]
struct Mean {
    weight: Fraction,
    sums: [Fraction; 2],
}

impl Mean {
    fn new() -> Self {
        Self { weight: Fraction::zero(), sums: [Fraction::zero(), Fraction::zero()] }
    }

    fn add(&mut self, weight: &Fraction, values: &[Fraction; 2]) {
        self.weight = self.weight.plus(weight);
        self.sums = [0, 1].map(|end| {
            let (sum, value) = if end == 0 { (&self.sums[0], &values[0]) } else { (&self.sums[1], &values[1]) };
            sum.plus(&value.times(weight))
        });
    }

    /// None where there is nothing to take a mean of.
    fn value(&self) -> Option<[Fraction; 2]> {
        Some([self.sums[0].over(&self.weight)?, self.sums[1].over(&self.weight)?])
    }
}

/// Scores, low and high; none where there was nothing to score.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    pub(crate) principles: Vec<Option<[Fraction; 2]>>,
    pub(crate) total: Option<[Fraction; 2]>,
    pub(crate) evidenced: Option<Fraction>,
    /// The share of each principle in the total, and of each criterion.
    pub(crate) principle_shares: Vec<Fraction>,
    pub(crate) criterion_shares: Vec<Fraction>,
}

/// The weights of a charter's principles.
pub(crate) fn weights(charter: &Charter) -> Vec<Fraction> {
    charter.principles().iter().map(|principle| principle.weight.into()).collect()
}

/// Scores entries under principle weights.
pub(crate) fn score(entries: &[Entry], weights: &[Fraction]) -> Scores {
    let means = principle_means(entries, weights.len());
    let principles: Vec<Option<[Fraction; 2]>> = means.iter().map(Mean::value).collect();
    let whole = scored_weight(&principles, weights);
    let principle_shares: Vec<Fraction> = principles
        .iter()
        .zip(weights)
        .map(|(score, weight)| score.as_ref().and_then(|_| weight.over(&whole)).unwrap_or_else(Fraction::zero))
        .collect();
    let share = |entry: &Entry| -> Option<Fraction> {
        entry.credit.as_ref()?;
        let within = entry.weight.over(&means.get(entry.principle.index())?.weight)?;
        Some(within.times(principle_shares.get(entry.principle.index())?))
    };
    let criterion_shares: Vec<Fraction> =
        entries.iter().map(|entry| share(entry).unwrap_or_else(Fraction::zero)).collect();
    Scores {
        total: total(&principles, weights),
        evidenced: evidenced(entries, &criterion_shares),
        principles,
        principle_shares,
        criterion_shares,
    }
}

fn principle_means(entries: &[Entry], count: usize) -> Vec<Mean> {
    let mut means = vec![Mean::new(); count];
    for entry in entries {
        if let (Some(mean), Some(credit)) = (means.get_mut(entry.principle.index()), &entry.credit) {
            mean.add(&entry.weight, credit);
        }
    }
    means
}

/// The weight of the principles that have a score.
fn scored_weight(principles: &[Option<[Fraction; 2]>], weights: &[Fraction]) -> Fraction {
    principles
        .iter()
        .zip(weights)
        .filter(|(score, _)| score.is_some())
        .fold(Fraction::zero(), |sum, (_, weight)| sum.plus(weight))
}

/// The weighted mean of the principles that have a score.
pub(crate) fn total(principles: &[Option<[Fraction; 2]>], weights: &[Fraction]) -> Option<[Fraction; 2]> {
    let mut mean = Mean::new();
    for (score, weight) in principles.iter().zip(weights) {
        if let Some(score) = score {
            mean.add(weight, score);
        }
    }
    mean.value()
}

/// The share of the applicable weight that is answered and proven.
fn evidenced(entries: &[Entry], shares: &[Fraction]) -> Option<Fraction> {
    let mut applicable = Fraction::zero();
    let mut proven = Fraction::zero();
    for (entry, share) in entries.iter().zip(shares) {
        applicable = applicable.plus(share);
        if entry.is_evidenced() {
            proven = proven.plus(share);
        }
    }
    proven.over(&applicable)
}
