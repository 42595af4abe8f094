//! Fractions as percentages and points, always cut towards zero.

use kitemark_dsl::value::Number;
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{CriterionResult, Interval};

/// A percentage to one place, or to none where it is whole: `62.1%`, `70%`.
pub fn percent(fraction: &Fraction) -> String {
    fraction.percent(1)
}

/// A score: `62.1% – 71.4%`, or one percentage where both ends are the same.
///
/// Ends that differ are shown with as many places as tell them apart.
pub fn interval(score: &Interval) -> String {
    if score.low == score.high {
        return percent(&score.low);
    }
    let places = (1..=12).find(|&places| differ(score, places)).unwrap_or(12);
    format!("{} – {}", score.low.percent(places), score.high.percent(places))
}

fn differ(score: &Interval, places: u32) -> bool {
    score.low.percent_decimals(places) != score.high.percent_decimals(places)
}

/// What a criterion surely costs and what it may cost, of 100 points: `costs 3.2 points`, `costs 1.6 to 3.2 points`.
///
/// None where it costs nothing.
pub(crate) fn cost(criterion: &CriterionResult) -> Option<String> {
    let credit = criterion.credit.as_ref()?;
    let (sure, possible) = (lost(criterion, &credit.high), lost(criterion, &credit.low));
    match (sure, possible) {
        (_, Tenths(0)) if credit.low.is_one() || criterion.weight_percent.0.is_zero() => None,
        (sure, possible) if sure == possible => Some(format!("costs {}", possible.points())),
        (Tenths(0), possible) => Some(format!("costs up to {}", possible.points())),
        (sure, possible) => Some(format!("costs {} to {}", sure.number(), possible.points())),
    }
}

/// The weight a criterion may cost, to order criteria by.
pub(crate) fn possible_loss(criterion: &CriterionResult) -> Tenths {
    criterion.credit.as_ref().map_or(Tenths(0), |credit| lost(criterion, &credit.low))
}

/// How much of the score hangs on what is open or not proven in a criterion.
pub(crate) fn at_stake(criterion: &CriterionResult) -> Tenths {
    let weight = &criterion.weight_percent.0;
    criterion.credit.as_ref().map_or(Tenths(0), |credit| gap(&weight.times(&credit.low), &weight.times(&credit.high)))
}

/// A criterion's share of the total in points: `3.2 points`.
pub(crate) fn points(fraction: &Fraction) -> String {
    Tenths::in_fraction(fraction).points()
}

/// Whole tenths of a point, where 100 points are the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tenths(u32);

impl Tenths {
    fn in_fraction(fraction: &Fraction) -> Self {
        Self(fraction.parts_of(1000))
    }

    /// `3.2`.
    pub(crate) fn number(self) -> String {
        match self.0 {
            0 => "under 0.1".to_owned(),
            tenths => format!("{}.{}", tenths / 10, tenths % 10),
        }
    }

    /// `3.2 points`.
    pub(crate) fn points(self) -> String {
        match self.0 {
            10 => "1 point".to_owned(),
            tenths if tenths % 10 == 0 && tenths > 0 => format!("{} points", tenths / 10),
            _ => format!("{} points", self.number()),
        }
    }
}

/// Points with a sign, of 100: `+3.2`, `−0.4`, `0`; a difference too small for a tenth is `+0.0…`.
pub(crate) fn signed(difference: &Fraction) -> String {
    let sign = if difference.is_negative() { "−" } else { "+" };
    let shown = difference.magnitude().percent_decimals(1);
    match (difference.is_zero(), shown.as_str()) {
        (true, _) => "0".to_owned(),
        (false, "0.0") => format!("{sign}0.0…"),
        (false, shown) => format!("{sign}{shown}"),
    }
}

/// A fraction in tenths of a point, where 100 points are the whole; cut towards zero.
pub(crate) fn tenths(fraction: &Fraction) -> i64 {
    let tenths = i64::from(fraction.magnitude().parts_of(1000));
    if fraction.is_negative() { -tenths } else { tenths }
}

/// Tenths of a point with their sign: `+3.2`, `−0.4`, `0`.
pub(crate) fn signed_tenths(tenths: i64) -> String {
    let sign = match tenths {
        0 => return "0".to_owned(),
        ..0 => "−",
        _ => "+",
    };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// Points in whole tenths that add up to `total`: each is cut towards zero, and what is missing is put in, or taken out, where
/// the cut took most (the method of the largest remainder).
pub(crate) fn apportioned_points(parts: &[Fraction], total: i64) -> Vec<i64> {
    let mut shown: Vec<i64> = parts.iter().map(tenths).collect();
    let missing = total - shown.iter().sum::<i64>();
    let cut = |tenths: i64| Number::ratio(tenths.into(), 1000).map_or_else(Fraction::zero, Fraction::from);
    let lost: Vec<Fraction> = parts.iter().zip(&shown).map(|(part, shown)| part.minus(&cut(*shown))).collect();
    let mut order: Vec<(Fraction, &mut i64)> = lost.into_iter().zip(&mut shown).collect();
    order.sort_by(|(one, _), (two, _)| if missing > 0 { two.cmp(one) } else { one.cmp(two) });
    let places = usize::try_from(missing.abs()).unwrap_or_default();
    order.into_iter().take(places).for_each(|(_, one)| *one += missing.signum());
    shown
}

/// `units` parted in proportion to `counts`, as whole numbers that add up to `units`: what is left over after cutting goes to
/// those that lost most by it, the first of them where they lost the same (the method of the largest remainder).
///
/// All 0 where there is nothing to be in proportion to.
pub(crate) fn apportioned(counts: &[usize], units: usize) -> Vec<usize> {
    let whole: usize = counts.iter().sum();
    let part = |count: &usize| (count * units).checked_div(whole).unwrap_or_default();
    let remainder = |count: usize| (count * units).checked_rem(whole).unwrap_or_default();
    let mut parts: Vec<usize> = counts.iter().map(part).collect();
    let left = if whole == 0 { 0 } else { units.saturating_sub(parts.iter().sum()) };
    let mut order: Vec<(usize, &mut usize)> = counts.iter().copied().zip(&mut parts).collect();
    order.sort_by_key(|(count, _)| std::cmp::Reverse(remainder(*count)));
    order.into_iter().take(left).for_each(|(_, part)| *part += 1);
    parts
}

/// The weight lost where a criterion earns `credit`.
fn lost(criterion: &CriterionResult, credit: &Fraction) -> Tenths {
    let weight = &criterion.weight_percent.0;
    gap(&weight.times(credit), weight)
}

/// From `low` to `high`, in whole tenths.
fn gap(low: &Fraction, high: &Fraction) -> Tenths {
    Tenths::in_fraction(&high.minus(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(low: (u32, u32), high: (u32, u32)) -> Interval {
        let fraction = |(numerator, denominator)| {
            Fraction::from(numerator).over(&Fraction::from(denominator)).unwrap_or_else(Fraction::zero)
        };
        Interval { low: fraction(low), high: fraction(high) }
    }

    #[test]
    fn percentages_are_cut() {
        assert_eq!(interval(&score((84_999, 100_000), (84_999, 100_000))), "84.9%");
        assert_eq!(interval(&score((7, 10), (7, 10))), "70%");
        assert_eq!(interval(&score((0, 1), (1, 1))), "0% – 100%");
        assert_eq!(interval(&score((1, 3), (2, 3))), "33.3% – 66.6%");
    }

    #[test]
    fn ends_that_differ_look_different() {
        assert_eq!(interval(&score((70_011, 100_000), (70_012, 100_000))), "70.011% – 70.012%");
    }

    #[test]
    fn points_have_a_sign() {
        let half_a_point = Fraction::from(1).over(&Fraction::from(200)).unwrap_or_else(Fraction::zero);
        assert_eq!(signed(&half_a_point), "+0.5");
        assert_eq!(signed(&Fraction::zero().minus(&half_a_point)), "−0.5");
        assert_eq!(signed(&half_a_point.times(&half_a_point)), "+0.0…");
        assert_eq!(signed(&Fraction::zero()), "0");
        assert_eq!([12, 0, -5].map(signed_tenths), ["+1.2", "0", "−0.5"]);
    }

    /// Thirds of a point are 3.33 tenths each, and −0.05 points no tenth.
    #[test]
    fn what_is_cut_goes_where_the_cut_took_most() {
        let of = |numerator: i128, denominator| {
            Number::ratio(numerator, denominator).map_or_else(Fraction::zero, Fraction::from)
        };
        let thirds = [of(1, 300), of(1, 300), of(1, 300)];
        assert_eq!(apportioned_points(&thirds, 10), [4, 3, 3]);
        assert_eq!(apportioned_points(&thirds, 9), [3, 3, 3]);
        assert_eq!(apportioned_points(&[of(1, 300), of(-1, 2000), of(19, 10_000)], 5), [3, 0, 2]);
        assert_eq!(apportioned_points(&[of(-1, 300), of(-1, 300)], -7), [-4, -3]);
        assert_eq!(apportioned_points(&[], 0), [0; 0]);
    }

    #[test]
    fn units_are_parted_in_proportion() {
        assert_eq!(apportioned(&[1, 1, 1], 10), [4, 3, 3]);
        assert_eq!(apportioned(&[0, 99, 1], 50), [0, 50, 0]);
        assert_eq!(apportioned(&[0, 98, 2], 50), [0, 49, 1]);
        assert_eq!(apportioned(&[0, 0], 50), [0, 0]);
    }

    #[test]
    fn parts_are_filled_from_below() {
        assert_eq!(score((99, 100), (1, 1)).low.parts_of(10), 9);
        assert_eq!(Fraction::one().parts_of(10), 10);
    }
}
