//! Cohen's kappa, exactly.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::fraction::Fraction;

/// The decimals that the interval is computed to.
const PLACES: u32 = 9;

/// How far two reviewers agree beyond what chance would bring about: 1 for complete agreement, 0 for no more than chance,
/// below 0 for less. With its 95% interval.
///
/// The coefficient is Cohen's (1960, [doi:10.1177/001316446002000104]); the interval is 1.96 times the standard error for large
/// samples by Fleiss, Cohen and Everitt (1969, [doi:10.1037/h0028106]), cut at -1 and 1. It is rough where few claims were
/// decided on. Both are computed in exact fractions, the square root to nine places.
///
/// [doi:10.1177/001316446002000104]: https://doi.org/10.1177/001316446002000104
/// [doi:10.1037/h0028106]: https://doi.org/10.1037/h0028106
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Kappa {
    /// The coefficient.
    pub value: Fraction,
    /// The lower end of its 95% interval.
    pub low: Fraction,
    /// The upper end.
    pub high: Fraction,
}

impl Kappa {
    /// The agreement of two raters who put the same things into categories; a pair for each thing.
    ///
    /// None where there is nothing to compare, and where both used one and the same category throughout: then they could not
    /// but agree, and the coefficient is not defined.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark_eval::review::Kappa;
    ///
    /// // Fifty applications: both said yes to 20, both no to 15; A alone yes to 5, B alone to 10.
    /// let counts = [(20, ("yes", "yes")), (5, ("yes", "no")), (10, ("no", "yes")), (15, ("no", "no"))];
    /// let pairs = counts.into_iter().flat_map(|(count, pair)| vec![pair; count]);
    /// assert_eq!(Kappa::of(pairs).map(|kappa| kappa.value.decimals(3)).as_deref(), Some("0.400"));
    /// ```
    pub fn of<C: Ord + Clone>(pairs: impl IntoIterator<Item = (C, C)>) -> Option<Kappa> {
        let mut counts: BTreeMap<(C, C), u32> = BTreeMap::new();
        for pair in pairs {
            *counts.entry(pair).or_default() += 1;
        }
        Table::new(counts)?.kappa()
    }
}

/// Two ratings of the same things, as shares of all of them.
struct Table<C> {
    total: Fraction,
    cells: BTreeMap<(C, C), Fraction>,
    /// What each rater put into each category.
    margins: [BTreeMap<C, Fraction>; 2],
}

impl<C: Ord + Clone> Table<C> {
    fn new(counts: BTreeMap<(C, C), u32>) -> Option<Self> {
        let total = Fraction::from(counts.values().sum::<u32>());
        let mut table = Self { cells: BTreeMap::new(), margins: [BTreeMap::new(), BTreeMap::new()], total };
        for ((first, second), count) in counts {
            let share = Fraction::from(count).over(&table.total)?;
            for (margin, category) in table.margins.iter_mut().zip([&first, &second]) {
                let sum = margin.entry(category.clone()).or_insert_with(Fraction::zero);
                *sum = sum.plus(&share);
            }
            table.cells.insert((first, second), share);
        }
        Some(table)
    }

    /// How much a rater put into a category.
    fn margin(&self, rater: usize, category: &C) -> Fraction {
        self.margins.get(rater).and_then(|margin| margin.get(category)).cloned().unwrap_or_else(Fraction::zero)
    }

    fn kappa(&self) -> Option<Kappa> {
        let one = Fraction::one();
        let observed = sum(self.cells.iter().filter(|((a, b), _)| a == b).map(|(_, share)| share.clone()));
        let expected = sum(self.margins[0].iter().map(|(category, share)| share.times(&self.margin(1, category))));
        let value = observed.minus(&expected).over(&one.minus(&expected))?;
        let half = Fraction::hundredths(196).times(&self.variance(&value, &expected)?.root(PLACES)?);
        let low = value.minus(&half).max(Fraction::zero().minus(&one));
        Some(Kappa { low, high: value.plus(&half).min(one), value })
    }

    /// The variance for large samples, of Fleiss, Cohen and Everitt (1969).
    fn variance(&self, kappa: &Fraction, expected: &Fraction) -> Option<Fraction> {
        let one = Fraction::one();
        let beyond = one.minus(kappa);
        let term = |((a, b), share): (&(C, C), &Fraction)| {
            let weight = if a == b {
                one.minus(&self.margin(0, a).plus(&self.margin(1, a)).times(&beyond))
            } else {
                self.margin(1, a).plus(&self.margin(0, b)).times(&beyond)
            };
            share.times(&weight).times(&weight)
        };
        let mean = kappa.minus(&expected.times(&beyond));
        let spread = sum(self.cells.iter().map(term)).minus(&mean.times(&mean));
        let left = one.minus(expected);
        spread.over(&self.total.times(&left).times(&left))
    }
}

fn sum(terms: impl Iterator<Item = Fraction>) -> Fraction {
    terms.fold(Fraction::zero(), |sum, term| sum.plus(&term))
}
