//! Whether an award hangs on a single weight or criterion.

use kitemark_dsl::charter::{AwardId, Charter};
use kitemark_dsl::syntax::Obligation;
use kitemark_dsl::value::Number;

use crate::assess::Answer;
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::score::{self, Entry, Scores};
use crate::scorecard::{LightestChange, Percent, Robustness, Verdict, WeightBreak};

/// What a principle's weight is multiplied by.
const FACTORS: [(&str, i128); 2] = [("0.75", 3), ("1.25", 5)];

/// Looks at every change of one weight by a quarter, and of one criterion.
pub(crate) fn robustness(
    charter: &Charter,
    entries: &[Entry],
    scores: &Scores,
    caps: &[Answer],
    award: Option<AwardId>,
) -> Robustness {
    let breaks = weight_breaks(charter, entries, caps, award);
    Robustness { holds: breaks.is_empty(), breaks, lightest: lightest(charter, entries, scores, caps, award) }
}

fn award_id(charter: &Charter, award: Option<AwardId>) -> Option<String> {
    charter.awards().get(award?.index()).map(|award| award.id.clone())
}

fn award_of(charter: &Charter, entries: &[Entry], weights: &[Fraction], caps: &[Answer]) -> Option<AwardId> {
    let scores = score::score(entries, weights);
    Bench { charter, entries, scores: &scores, caps }.award(End::Low)
}

fn weight_breaks(charter: &Charter, entries: &[Entry], caps: &[Answer], award: Option<AwardId>) -> Vec<WeightBreak> {
    let weights = score::weights(charter);
    let mut breaks = Vec::new();
    for (at, principle) in charter.principles().iter().enumerate() {
        for (factor, quarters) in FACTORS {
            let Some(multiple) = Number::ratio(quarters, 4) else { continue };
            let mut changed = weights.clone();
            if let Some(weight) = changed.get_mut(at) {
                *weight = weight.times(&multiple.into());
            }
            let then = award_of(charter, entries, &changed, caps);
            if then != award {
                breaks.push(WeightBreak { principle: principle.id.clone(), factor, award: award_id(charter, then) });
            }
        }
    }
    breaks
}

/// The lightest criterion that changes the award by being met or unmet.
fn lightest(
    charter: &Charter,
    entries: &[Entry],
    scores: &Scores,
    caps: &[Answer],
    award: Option<AwardId>,
) -> Option<LightestChange> {
    let weights = score::weights(charter);
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| is_scored(entries, *at)).collect();
    let share = |at: &usize| scores.criterion_shares.get(*at).cloned().unwrap_or_else(Fraction::zero);
    let id = |at: usize| charter.criteria().get(at).map(|criterion| criterion.id().to_owned()).unwrap_or_default();
    order.sort_by_cached_key(|at| (share(at), id(*at)));
    for at in order {
        for (verdict, credit) in [(Verdict::Met, Fraction::one()), (Verdict::Unmet, Fraction::zero())] {
            let mut changed = entries.to_vec();
            match changed.get_mut(at) {
                Some(entry) if entry.verdict != verdict => {
                    entry.verdict = verdict;
                    entry.credit = Some([credit.clone(), credit]);
                }
                _ => continue,
            }
            let then = award_of(charter, &changed, &weights, caps);
            if then != award {
                return Some(LightestChange {
                    criterion: id(at),
                    verdict,
                    award: award_id(charter, then),
                    weight_percent: Percent(share(&at)),
                });
            }
        }
    }
    None
}

fn is_scored(entries: &[Entry], at: usize) -> bool {
    entries.get(at).is_some_and(|entry| entry.credit.is_some() && entry.obligation != Obligation::Flag)
}
