//! Shares as cases ask for them: of a score, a credit, what is evidenced.

use kitemark_dsl::syntax::Bound;
use kitemark_dsl::value::{Number, percent};
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::Interval;

/// What is asked of a share. It is an interval, whose ends differ where something is open.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Share {
    /// There is none: nothing could be scored, or a criterion leaves the score.
    Nothing,
    /// What its ends have to be; an end that is left out may be anything.
    Ends {
        /// The low end, which is sure.
        low: Option<Limit>,
        /// The high end, which is possible.
        high: Option<Limit>,
    },
}

/// What is asked of one end of a share, in fractions of 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// This or more.
    AtLeast(Number),
    /// This or less.
    AtMost(Number),
    /// Shown as this, with so many places of a percentage, the rest cut off towards zero.
    Shown(Number, u32),
}

impl Share {
    /// A bound on the low end, as an example writes it.
    pub(super) fn bound(bound: Bound, number: Number) -> Self {
        let low = match bound {
            Bound::AtLeast => Limit::AtLeast(number),
            Bound::AtMost => Limit::AtMost(number),
        };
        Share::Ends { low: Some(low), high: None }
    }

    /// Whether what was found is so.
    pub(super) fn holds(&self, found: Option<&Interval>) -> bool {
        match (self, found) {
            (Share::Nothing, found) => found.is_none(),
            (Share::Ends { .. }, None) => false,
            (Share::Ends { low, high }, Some(found)) => {
                let holds = |limit: &Option<Limit>, end: &Fraction| limit.as_ref().is_none_or(|limit| limit.holds(end));
                holds(low, &found.low) && holds(high, &found.high)
            }
        }
    }

    /// What is asked for: `at least 60%`, `61.2%`, `61.2% to 70%`.
    pub(super) fn words(&self) -> String {
        match self {
            Share::Nothing => "none".to_owned(),
            Share::Ends { low: Some(low), high: Some(high) } if low == high => low.words(),
            Share::Ends { low: Some(low), high: None } => low.words(),
            Share::Ends { low, high } => {
                let end = |limit: &Option<Limit>| limit.as_ref().map_or_else(|| "anything".to_owned(), Limit::words);
                format!("{} to {}", end(low), end(high))
            }
        }
    }

    /// What was found, with as many places as tell it from what is asked for.
    pub(super) fn shown(&self, found: &Interval) -> String {
        let (low, high) = match self {
            Share::Nothing => (None, None),
            Share::Ends { low, high } => (low.as_ref(), high.as_ref()),
        };
        let low_shown = Limit::beside(low, &found.low);
        if found.low == found.high || (low.is_some() && high.is_none()) {
            return low_shown;
        }
        format!("{low_shown} to {}", Limit::beside(high, &found.high))
    }
}

impl Limit {
    fn holds(&self, end: &Fraction) -> bool {
        match *self {
            Limit::AtLeast(wanted) => *end >= wanted.into(),
            Limit::AtMost(wanted) => *end <= wanted.into(),
            Limit::Shown(wanted, places) => {
                end.percent_decimals(places) == Fraction::from(wanted).percent_decimals(places)
            }
        }
    }

    fn words(&self) -> String {
        match *self {
            Limit::AtLeast(wanted) => format!("at least {}", percent(wanted)),
            Limit::AtMost(wanted) => format!("at most {}", percent(wanted)),
            Limit::Shown(wanted, places) => format!("{}%", Fraction::from(wanted).percent_decimals(places)),
        }
    }

    fn beside(limit: Option<&Limit>, end: &Fraction) -> String {
        match limit {
            None => shown(end),
            Some(Limit::AtLeast(wanted) | Limit::AtMost(wanted)) => end.percent_beside(&(*wanted).into()),
            Some(Limit::Shown(_, places)) => format!("{}%", end.percent_decimals(*places)),
        }
    }
}

/// A percentage to one place, or to none where that says as much.
pub(super) fn shown(share: &Fraction) -> String {
    let decimals = share.percent_decimals(1);
    format!("{}%", decimals.strip_suffix(".0").unwrap_or(&decimals))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn of(low: (i128, i128), high: (i128, i128)) -> Interval {
        let fraction = |(a, b)| Number::ratio(a, b).unwrap().into();
        Interval { low: fraction(low), high: fraction(high) }
    }

    fn of_places(percents: (i128, i128), places: u32) -> Option<Limit> {
        Some(Limit::Shown(Number::ratio(percents.0, percents.1 * 100).unwrap(), places))
    }

    #[test]
    fn a_percentage_holds_to_the_places_written() {
        let two_thirds = of((2, 3), (2, 3));
        let is = |limit: Option<Limit>| Share::Ends { low: limit.clone(), high: limit }.holds(Some(&two_thirds));
        assert!(is(of_places((66, 1), 0)) && is(of_places((666, 10), 1)) && is(of_places((6666, 100), 2)));
        assert!(!is(of_places((67, 1), 0)) && !is(of_places((667, 10), 1)) && !is(of_places((660, 10), 1)));
    }

    #[test]
    fn bounds_are_exact() {
        let low = |limit| Share::Ends { low: Some(limit), high: None };
        let third = Number::ratio(1, 3).unwrap();
        let just_below = of((333_333, 1_000_000), (1, 1));
        assert!(low(Limit::AtLeast(third)).holds(Some(&of((1, 3), (1, 1)))));
        assert!(!low(Limit::AtLeast(third)).holds(Some(&just_below)));
        assert!(low(Limit::AtMost(third)).holds(Some(&just_below)));
        assert!(!low(Limit::AtMost(third)).holds(None));
        assert!(Share::Nothing.holds(None) && !Share::Nothing.holds(Some(&just_below)));
    }

    #[test]
    fn each_end_is_asked_for_by_itself() {
        let share = Share::Ends { low: of_places((50, 1), 0), high: Some(Limit::AtMost(Number::ONE)) };
        assert!(share.holds(Some(&of((1, 2), (3, 4)))));
        assert!(!share.holds(Some(&of((49, 100), (3, 4)))));
        assert_eq!(share.words(), "50% to at most 100%");
        assert_eq!(share.shown(&of((1, 4), (3, 4))), "25% to 75%");
    }
}
