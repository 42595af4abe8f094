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

    /// The entries of a charter's criteria where each of them applies.
    pub(crate) fn in_full(charter: &Charter) -> Vec<Entry> {
        let entry = |criterion: &kitemark_dsl::charter::Criterion| Entry {
            obligation: criterion.syntax.obligation,
            principle: criterion.principle,
            weight: criterion.weight.into(),
            verdict: Verdict::Met,
            credit: (criterion.syntax.obligation != Obligation::Flag).then(|| [Fraction::one(), Fraction::one()]),
        };
        charter.criteria().iter().map(entry).collect()
    }

    /// Whether it is answered and proven, or needs neither.
    pub(crate) fn is_evidenced(&self) -> bool {
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

    fn add(&mut self, weight: &Fraction, [low, high]: &[Fraction; 2]) {
        let [low_sum, high_sum] = &self.sums;
        self.sums = [low_sum.plus(&low.times(weight)), high_sum.plus(&high.times(weight))];
        self.weight = self.weight.plus(weight);
    }

    /// Takes one value out and puts another of the same weight in.
    fn exchange(&mut self, weight: &Fraction, [low, high]: &[Fraction; 2], [new_low, new_high]: &[Fraction; 2]) {
        let [low_sum, high_sum] = &self.sums;
        let more = |sum: &Fraction, before: &Fraction, after: &Fraction| sum.plus(&after.minus(before).times(weight));
        self.sums = [more(low_sum, low, new_low), more(high_sum, high, new_high)];
    }

    /// None where there is nothing to take a mean of.
    fn value(&self) -> Option<[Fraction; 2]> {
        let [low, high] = &self.sums;
        Some([low.over(&self.weight)?, high.over(&self.weight)?])
    }
}

/// What the criteria of one principle come to.
#[derive(Debug, Clone)]
struct Part {
    mean: Mean,
    /// The weight of its criteria that are answered and proven.
    proven: Fraction,
}

impl Part {
    fn new() -> Self {
        Self { mean: Mean::new(), proven: Fraction::zero() }
    }

    fn add(&mut self, entry: &Entry) {
        let Some(credit) = &entry.credit else { return };
        self.mean.add(&entry.weight, credit);
        if entry.is_evidenced() {
            self.proven = self.proven.plus(&entry.weight);
        }
    }

    /// How much of it is answered and proven; none where nothing is scored.
    fn proven_share(&self) -> Option<Fraction> {
        self.proven.over(&self.mean.weight)
    }

    /// This part with another entry in the place of one that is scored.
    fn replace(&mut self, entry: &Entry, changed: &Entry) {
        let (Some(before), Some(after)) = (&entry.credit, &changed.credit) else { return };
        self.mean.exchange(&entry.weight, before, after);
        if entry.is_evidenced() {
            self.proven = self.proven.minus(&entry.weight);
        }
        if changed.is_evidenced() {
            self.proven = self.proven.plus(&changed.weight);
        }
    }
}

/// The scores that awards rest on, low and high; none where there was nothing to score.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    pub(crate) principles: Vec<Option<[Fraction; 2]>>,
    pub(crate) total: Option<[Fraction; 2]>,
    /// The share of the applicable weight that is answered and proven.
    pub(crate) evidenced: Option<Fraction>,
}

/// What the scores come to with a change.
pub(crate) struct Supposed<'e> {
    /// The criterion that is changed, and what it puts into the score then.
    pub(crate) entry: Option<(usize, &'e Entry)>,
    /// The score of its principle then.
    pub(crate) principle: Option<[Fraction; 2]>,
    /// The total then.
    pub(crate) total: Option<[Fraction; 2]>,
    /// How much is answered and proven then.
    pub(crate) evidenced: Option<Fraction>,
}

/// The criteria of each principle, summed up, so that a change of one criterion or weight is quickly scored.
#[derive(Debug, Clone)]
pub(crate) struct Ledger<'e> {
    entries: &'e [Entry],
    parts: Vec<Part>,
    /// The weights of the principles.
    weights: Vec<Fraction>,
    /// The score of each principle.
    principles: Vec<Option<[Fraction; 2]>>,
    totals: Totals,
}

/// Weights for the principles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Weights {
    /// The charter's, but for the one of this principle.
    But(usize, Fraction),
    /// One for each principle, in the charter's order.
    All(Vec<Fraction>),
}

/// The principles, summed up by their weights.
#[derive(Debug, Clone)]
struct Totals {
    mean: Mean,
    proven: Fraction,
}

impl Totals {
    fn of(parts: &[Part], scores: &[Option<[Fraction; 2]>], weights: &[Fraction]) -> Self {
        let mut totals = Self { mean: Mean::new(), proven: Fraction::zero() };
        for ((part, score), weight) in parts.iter().zip(scores).zip(weights) {
            if let Some(score) = score {
                totals.add(part, score, weight);
            }
        }
        totals
    }

    /// Counts a principle, or counts it by so much more.
    fn add(&mut self, part: &Part, score: &[Fraction; 2], weight: &Fraction) {
        if let Some(share) = part.proven_share() {
            self.mean.add(weight, score);
            self.proven = self.proven.plus(&share.times(weight));
        }
    }

    fn evidenced(&self) -> Option<Fraction> {
        self.proven.over(&self.mean.weight)
    }

    fn supposed(&self) -> Supposed<'static> {
        Supposed { entry: None, principle: None, total: self.mean.value(), evidenced: self.evidenced() }
    }
}

impl<'e> Ledger<'e> {
    pub(crate) fn new(charter: &Charter, entries: &'e [Entry]) -> Self {
        let mut parts = vec![Part::new(); charter.principles().len()];
        for entry in entries {
            if let Some(part) = parts.get_mut(entry.principle.index()) {
                part.add(entry);
            }
        }
        let weights: Vec<Fraction> = charter.principles().iter().map(|principle| principle.weight.into()).collect();
        let principles: Vec<Option<[Fraction; 2]>> = parts.iter().map(|part| part.mean.value()).collect();
        let totals = Totals::of(&parts, &principles, &weights);
        Self { entries, parts, weights, principles, totals }
    }

    pub(crate) fn scores(self) -> Scores {
        let (total, evidenced) = (self.totals.mean.value(), self.totals.evidenced());
        Scores { total, evidenced, principles: self.principles }
    }

    /// The scores if these were the weights of the principles.
    pub(crate) fn with_weights(&self, weights: &Weights) -> Supposed<'static> {
        let totals = match weights {
            Weights::All(weights) => Totals::of(&self.parts, &self.principles, weights),
            Weights::But(at, weight) => {
                let mut totals = self.totals.clone();
                if let (Some(part), Some(Some(score)), Some(before)) =
                    (self.parts.get(*at), self.principles.get(*at), self.weights.get(*at))
                {
                    totals.add(part, score, &weight.minus(before));
                }
                totals
            }
        };
        totals.supposed()
    }

    /// The scores if `changed` were the entry at `at`, which is scored.
    pub(crate) fn with_entry<'c>(&self, at: usize, changed: &'c Entry) -> Supposed<'c> {
        let place = changed.principle.index();
        let mut totals = self.totals.clone();
        let mut principle = None;
        if let (Some(part), Some(entry), Some(weight)) =
            (self.parts.get(place), self.entries.get(at), self.weights.get(place))
        {
            let mut part_then = part.clone();
            part_then.replace(entry, changed);
            principle = part_then.mean.value();
            if let (Some(Some(before)), Some(after)) = (self.principles.get(place), &principle) {
                totals.mean.exchange(weight, before, after);
            }
            if let (Some(before), Some(after)) = (part.proven_share(), part_then.proven_share()) {
                totals.proven = totals.proven.plus(&after.minus(&before).times(weight));
            }
        }
        Supposed { entry: Some((at, changed)), principle, ..totals.supposed() }
    }

    /// The share of each principle in the total; 0 for those that are not scored.
    pub(crate) fn principle_shares(&self) -> Vec<Fraction> {
        let scored =
            |part: &Part, weight: &Fraction| if part.mean.weight.is_zero() { Fraction::zero() } else { weight.clone() };
        let weights: Vec<Fraction> =
            self.parts.iter().zip(&self.weights).map(|(part, weight)| scored(part, weight)).collect();
        let whole = weights.iter().fold(Fraction::zero(), |sum, weight| sum.plus(weight));
        weights.iter().map(|weight| weight.over(&whole).unwrap_or_else(Fraction::zero)).collect()
    }

    /// The share of each criterion in the total; 0 for those that leave it.
    pub(crate) fn criterion_shares(&self) -> Vec<Fraction> {
        let principles = self.principle_shares();
        let share = |entry: &Entry| -> Option<Fraction> {
            entry.credit.as_ref()?;
            let within = entry.weight.over(&self.parts.get(entry.principle.index())?.mean.weight)?;
            Some(within.times(principles.get(entry.principle.index())?))
        };
        self.entries.iter().map(|entry| share(entry).unwrap_or_else(Fraction::zero)).collect()
    }
}
