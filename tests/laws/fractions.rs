//! Fractions are exact, whether they are held small or large.

use std::cmp::Ordering;

use kitemark::Fraction;
use proptest::prelude::*;

use super::config;

fn fraction(over: i64, under: u32) -> Fraction {
    let size = u32::try_from(over.unsigned_abs()).unwrap_or(u32::MAX);
    let fraction = Fraction::from(size).over(&Fraction::from(under)).expect("not over 0");
    if over < 0 { Fraction::zero().minus(&fraction) } else { fraction }
}

fn any_fraction() -> impl Strategy<Value = Fraction> {
    let part = prop_oneof![-3_i64..4, -1000_i64..1000, -i64::from(u32::MAX)..=i64::from(u32::MAX)];
    let small = (part, prop_oneof![1_u32..9, 1_u32..=u32::MAX]).prop_map(|(over, under)| fraction(over, under));
    // Products of three leave 64 bits behind.
    let large = (small.clone(), small.clone(), small.clone()).prop_map(|(a, b, c)| a.times(&b).times(&c));
    prop_oneof![small, large]
}

proptest! {
    #![proptest_config(config(4000))]

    #[test]
    fn fractions_keep_the_laws_of_arithmetic(a in any_fraction(), b in any_fraction(), c in any_fraction()) {
        prop_assert_eq!(a.plus(&b), b.plus(&a));
        prop_assert_eq!(a.plus(&b).minus(&b), a.clone());
        prop_assert_eq!(a.plus(&b).plus(&c), a.plus(&b.plus(&c)));
        prop_assert_eq!(a.times(&b.plus(&c)), a.times(&b).plus(&a.times(&c)));
        match a.times(&b).over(&b) {
            Some(quotient) => prop_assert_eq!(quotient, a.clone()),
            None => prop_assert!(b.is_zero()),
        }
        let difference = a.minus(&b);
        let order = match (difference.is_zero(), difference.is_negative()) {
            (true, _) => Ordering::Equal,
            (_, true) => Ordering::Less,
            _ => Ordering::Greater,
        };
        prop_assert_eq!(a.cmp(&b), order);
        prop_assert_eq!(difference.magnitude(), if order.is_lt() { b.minus(&a) } else { a.minus(&b) });
    }

    /// Held small or large, the digits are those of long division.
    #[test]
    fn decimals_are_those_of_long_division(over in 0..=u32::MAX, under in 1..=u32::MAX) {
        let mut rest = u64::from(over);
        let mut digits = format!("{}.", rest / u64::from(under));
        for _ in 0..6 {
            rest = rest % u64::from(under) * 10;
            digits.push(char::from_digit((rest / u64::from(under)).try_into().unwrap(), 10).unwrap());
        }
        prop_assert_eq!(fraction(over.into(), under).decimals(6), digits);
    }
}
