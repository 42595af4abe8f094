//! What an award still asks for: criteria that have to be met, and amounts that have to be made up.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{Award, NeedKind};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::search::{Amount, Item, Problem, Sets};
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::score::Ledger;
use crate::scorecard::Verdict;

/// A criterion that counts and is not met.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its place among the criteria.
    pub(super) criterion: usize,
    pub(super) principle: usize,
    /// Its share of the total.
    pub(super) share: Fraction,
    /// What full credit would add to the score, as a fraction of 1.
    pub(super) gain: Fraction,
    /// What it would add to what is evidenced.
    pub(super) proof: Fraction,
}

/// The criteria that count and are not met, in the charter's order.
pub(super) fn candidates(bench: &Bench<'_>, ledger: &Ledger<'_>) -> Vec<Candidate> {
    let entries = bench.entries.iter().enumerate().zip(ledger.criterion_shares());
    let candidate = |((criterion, entry), share): ((usize, &crate::score::Entry), Fraction)| {
        let [low, _] = entry.credit.as_ref()?;
        (entry.verdict != Verdict::Met).then(|| Candidate {
            criterion,
            principle: entry.principle.index(),
            gain: share.times(&Fraction::one().minus(low)),
            proof: if entry.is_evidenced() { Fraction::zero() } else { share.clone() },
            share,
        })
    };
    entries.filter_map(candidate).collect()
}

/// What an award asks for beyond what is there.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    /// Criteria that have to be met, whatever else is done.
    forced: BTreeSet<usize>,
    score: Fraction,
    evidenced: Fraction,
    /// What each principle lacks, as fractions of the whole score.
    principles: Vec<Fraction>,
    /// A need that no fix can meet.
    beyond: bool,
}

impl Goal {
    pub(super) fn new(bench: &Bench<'_>, ledger: &Ledger<'_>, award: &Award) -> Self {
        let shares = ledger.principle_shares();
        let principles = vec![Fraction::zero(); shares.len()];
        let mut goal = Self {
            forced: bench.musts_in_error().collect(),
            score: Fraction::zero(),
            evidenced: Fraction::zero(),
            principles,
            beyond: bench.scores.total.is_none(),
        };
        for need in &award.needs {
            match need.kind {
                NeedKind::EveryMustMet => goal.forced.extend(bench.musts_short_of_met(End::Low)),
                NeedKind::NoMustUnmet => goal.forced.extend(bench.musts_unmet(End::Low)),
                NeedKind::CriterionMet(id) if !bench.is_met(need, End::Low) => {
                    goal.forced.insert(id.index());
                }
                NeedKind::CriterionMet(_) => {}
                NeedKind::Score(wanted) => {
                    let score = bench.scores.total.as_ref().map(|[low, _]| low);
                    goal.score = goal.score.clone().max(lack(score, &wanted.into()));
                }
                NeedKind::Evidenced(wanted) => {
                    goal.evidenced = goal.evidenced.clone().max(lack(bench.scores.evidenced.as_ref(), &wanted.into()));
                }
                NeedKind::EveryPrinciple(wanted) => {
                    (0..shares.len()).for_each(|at| goal.ask(bench, &shares, at, &wanted.into()));
                }
                NeedKind::Principle(id, wanted) => goal.ask(bench, &shares, id.index(), &wanted.into()),
            }
        }
        goal
    }

    fn ask(&mut self, bench: &Bench<'_>, shares: &[Fraction], at: usize, wanted: &Fraction) {
        let score = bench.scores.principles.get(at).and_then(Option::as_ref).map(|[low, _]| low);
        if let (Some(lacks), Some(share)) = (self.principles.get_mut(at), shares.get(at)) {
            *lacks = lacks.clone().max(lack(score, wanted).times(share));
        }
    }

    /// The smallest sets of candidates that reach the goal, best first, as places in `candidates`; none where no set does.
    /// `order` is the place of each criterion in the order of ids.
    pub(super) fn sets(&self, candidates: &[Candidate], order: &[usize], most: usize) -> Sets {
        let at_hand: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.criterion).collect();
        if self.beyond || !self.forced.is_subset(&at_hand) {
            return Sets { sets: Vec::new(), exact: true };
        }
        let is_forced = |candidate: &Candidate| self.forced.contains(&candidate.criterion);
        let (forced, free): (Vec<usize>, Vec<usize>) =
            (0..candidates.len()).partition(|at| candidates.get(*at).is_some_and(is_forced));
        let chosen = |places: &[usize]| -> Vec<Candidate> {
            places.iter().filter_map(|at| candidates.get(*at)).cloned().collect()
        };
        let rest = self.without(&chosen(&forced));
        let Sets { sets, exact } = rest.search(&chosen(&free), order, most);
        let whole = |set: Vec<usize>| {
            let mut places: Vec<usize> = set.iter().filter_map(|at| free.get(*at)).copied().collect();
            places.extend(&forced);
            places.sort_unstable();
            places
        };
        Sets { sets: sets.into_iter().map(whole).collect(), exact }
    }

    /// What is left to make up once these are met.
    fn without(&self, met: &[Candidate]) -> Self {
        let less = |lacks: &Fraction, by: Fraction| lacks.minus(&by).max(Fraction::zero());
        let gains = |of: &dyn Fn(&Candidate) -> Option<Fraction>| {
            met.iter().filter_map(of).fold(Fraction::zero(), |sum, gain| sum.plus(&gain))
        };
        let of = |principle: usize, candidate: &Candidate| {
            (candidate.principle == principle).then(|| candidate.gain.clone())
        };
        let principles = self.principles.iter().enumerate();
        Self {
            forced: BTreeSet::new(),
            score: less(&self.score, gains(&|candidate| Some(candidate.gain.clone()))),
            evidenced: less(&self.evidenced, gains(&|candidate| Some(candidate.proof.clone()))),
            principles: principles.map(|(at, lacks)| less(lacks, gains(&|candidate| of(at, candidate)))).collect(),
            beyond: self.beyond,
        }
    }

    fn search(&self, candidates: &[Candidate], order: &[usize], most: usize) -> Sets {
        let amounts = candidates.iter().flat_map(|candidate| [&candidate.gain, &candidate.proof, &candidate.share]);
        let whole = [&self.score, &self.evidenced].into_iter().chain(&self.principles);
        let denominator = Fraction::common_denominator(amounts.chain(whole));
        // Nearly always the sums fit machine words, which are some ten times as fast.
        if denominator.bits() < 120 {
            let problem = self.problem(candidates, order, |fraction| fraction.scaled(&denominator).to_i128());
            problem.map(|problem| problem.sets(most)).unwrap_or_default()
        } else {
            let problem = self.problem(candidates, order, |fraction| Some(fraction.scaled(&denominator)));
            problem.map(|problem: Problem<BigInt>| problem.sets(most)).unwrap_or_default()
        }
    }

    fn problem<N: Amount>(
        &self,
        candidates: &[Candidate],
        order: &[usize],
        whole: impl Fn(&Fraction) -> Option<N>,
    ) -> Option<Problem<N>> {
        let item = |candidate: &Candidate| {
            Some(Item {
                principle: candidate.principle,
                rank: *order.get(candidate.criterion)?,
                gain: whole(&candidate.gain)?,
                proof: whole(&candidate.proof)?,
                weight: whole(&candidate.share)?,
            })
        };
        Some(Problem {
            items: candidates.iter().map(item).collect::<Option<_>>()?,
            score: whole(&self.score)?,
            evidenced: whole(&self.evidenced)?,
            principles: self.principles.iter().map(whole).collect::<Option<_>>()?,
        })
    }
}

/// How far a value lies below what is wanted; where there is none, it passes.
fn lack(value: Option<&Fraction>, wanted: &Fraction) -> Fraction {
    value.map_or_else(Fraction::zero, |value| wanted.minus(value).max(Fraction::zero()))
}
