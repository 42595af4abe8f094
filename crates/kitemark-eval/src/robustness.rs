//! Whether an award hangs on a single weight or criterion.

use kitemark_dsl::charter::{AwardId, Charter};

use crate::award::Bench;
use crate::award::suppose::Hurdles;
use crate::fraction::Fraction;
use crate::score::{Entry, Ledger};
use crate::scorecard::{LightestChange, Percent, Robustness, Verdict, WeightBreak};
use crate::weighting::{Weighting, WeightingKind, breaks};

/// Looks at every change of one weight by a quarter, and of one criterion.
pub(crate) fn robustness(bench: &Bench<'_>, ledger: &Ledger<'_>, award: Option<AwardId>) -> Robustness {
    let hurdles = Hurdles::new(*bench);
    let breaks = weight_breaks(bench.charter, &hurdles, ledger, award);
    Robustness { holds: breaks.is_empty(), breaks, lightest: lightest(bench, &hurdles, ledger, award) }
}

fn award_id(charter: &Charter, award: Option<AwardId>) -> Option<String> {
    charter.awards().get(award?.index()).map(|award| award.id.clone())
}

fn weight_breaks(
    charter: &Charter,
    hurdles: &Hurdles<'_>,
    ledger: &Ledger<'_>,
    award: Option<AwardId>,
) -> Vec<WeightBreak> {
    let weightings = Weighting::by_quarters(charter);
    let told = |(at, then): (usize, Option<AwardId>)| match weightings.get(at)?.kind.clone() {
        WeightingKind::Scaled { principle, factor } => {
            Some(WeightBreak { principle, factor, award: award_id(charter, then) })
        }
        _ => None,
    };
    breaks(hurdles, ledger, &weightings, award).into_iter().filter_map(told).collect()
}

/// The lightest criterion that changes the award by being met or unmet.
fn lightest(
    bench: &Bench<'_>,
    hurdles: &Hurdles<'_>,
    ledger: &Ledger<'_>,
    award: Option<AwardId>,
) -> Option<LightestChange> {
    let shares = ledger.criterion_shares();
    let id = |at: usize| bench.charter.criteria().get(at).map(|criterion| criterion.id()).unwrap_or_default();
    let mut scored: Vec<(usize, &Entry, &Fraction)> = bench
        .entries
        .iter()
        .enumerate()
        .zip(&shares)
        .filter(|((_, entry), _)| entry.credit.is_some())
        .map(|((at, entry), share)| (at, entry, share))
        .collect();
    scored.sort_by(|(a, _, one), (b, _, two)| one.cmp(two).then_with(|| id(*a).cmp(id(*b))));
    for (at, entry, share) in scored {
        for (verdict, credit) in [(Verdict::Met, Fraction::one()), (Verdict::Unmet, Fraction::zero())] {
            if entry.verdict == verdict {
                continue;
            }
            let changed = Entry { verdict, credit: Some([credit.clone(), credit]), ..entry.clone() };
            let then = hurdles.award(&ledger.with_entry(at, &changed));
            if then != award {
                let criterion = id(at).to_owned();
                let weight_percent = Percent(share.clone());
                return Some(LightestChange {
                    criterion,
                    verdict,
                    award: award_id(bench.charter, then),
                    weight_percent,
                });
            }
        }
    }
    None
}
