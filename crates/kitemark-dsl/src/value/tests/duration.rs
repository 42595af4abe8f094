use std::cmp::Ordering;

use crate::value::duration::days_in_months;
use crate::value::{Date, Duration, Number};

fn months(count: i64) -> Duration {
    Duration::months(count.into())
}

fn days(count: i64) -> Duration {
    Duration::days(count.into())
}

fn since(later: &str, earlier: &str) -> Duration {
    Date::parse(later).unwrap().since(Date::parse(earlier).unwrap())
}

#[test]
fn months_and_days_compare_where_every_calendar_agrees() {
    assert_eq!(days(182).compare(months(6)), None);
    assert_eq!(days(30).compare(months(3)), Some(Ordering::Less));
    assert_eq!(days(1080).compare(months(36)), Some(Ordering::Less));
    assert_eq!(months(36).compare(days(1080)), Some(Ordering::Greater));
    assert_eq!(days(31).compare(months(1)), None);
    assert_eq!(days(31).is_at_least(months(1)), Some(true));
    assert_eq!(days(30).is_at_least(months(1)), None);
    assert_eq!(days(28).is_at_most(months(1)), Some(true));
    assert_eq!(days(27).is_at_least(months(1)), Some(false));
    assert_eq!(months(1).is_at_least(days(31)), None);
    assert_eq!(days(146_097).compare(months(4800)), Some(Ordering::Equal));
    assert_eq!(days(146_098).compare(months(4800)), Some(Ordering::Greater));
    assert_eq!(days(-30).compare(months(-3)), Some(Ordering::Greater));
    assert_eq!(days(-30).compare(months(3)), Some(Ordering::Less));
    assert_eq!(days(0).compare(months(0)), Some(Ordering::Equal));
    assert_eq!(Duration::months(Number::parse("0.5").unwrap()).compare(days(15)), None);
    assert_eq!(Duration::months(Number::parse("0.5").unwrap()).compare(days(32)), Some(Ordering::Less));
    assert_eq!(Duration::months(Number::integer(1 << 119).unwrap()).compare(days(1)), None);
}

#[test]
fn bounds_of_months_hold_for_every_day_of_the_cycle() {
    // Every first of a month in 400 years, and every day of the leap years around 2000.
    let first = Date::new(1999, 1, 1).unwrap();
    let starts: Vec<Date> = (0..4800)
        .filter_map(|month| first.checked_add(months(month)))
        .chain((0..1500).filter_map(|day| first.checked_add(days(day))))
        .collect();
    for count in (0..60).chain([119, 120, 240, 1199, 1200, 1201, 4799, 4800]) {
        let lengths = || {
            starts
                .iter()
                .filter_map(|start| start.checked_add(months(count))?.since(*start).exact_days())
                .map(i128::from)
        };
        assert_eq!(days_in_months(count.into()), lengths().min().zip(lengths().max()), "{count} months");
    }
    let (fewest, most) = days_in_months(4801).unwrap();
    assert_eq!((fewest, most), (146_097 + 28, 146_097 + 31));
    assert_eq!(days_in_months(-1), None);
    assert_eq!(days_in_months(i128::MAX), None);
}

#[test]
fn answers_are_exact_at_the_bounds() {
    for count in 1..4800_i64 {
        let (fewest, most) = days_in_months(count.into()).unwrap();
        let (fewest, most) = (i64::try_from(fewest).unwrap(), i64::try_from(most).unwrap());
        assert_eq!(days(fewest - 1).compare(months(count)), Some(Ordering::Less));
        assert_eq!(days(most + 1).compare(months(count)), Some(Ordering::Greater));
        assert_eq!(days(fewest).compare(months(count)), (fewest == most).then_some(Ordering::Equal));
        assert_eq!(days(fewest).is_at_most(months(count)), Some(true));
        assert_eq!(days(most).is_at_least(months(count)), Some(true));
        // What the quick answer rests on.
        let average = count * 146_097 / 4800;
        assert!(average - fewest <= 8 && most - average <= 8, "{count}");
    }
}

#[test]
fn differences_of_dates_know_their_days_and_their_months() {
    let half_year = since("2026-07-01", "2026-01-01");
    assert_eq!(half_year.compare(days(181)), Some(Ordering::Equal));
    assert_eq!(half_year.compare(days(182)), Some(Ordering::Less));
    assert_eq!(half_year.compare(months(6)), Some(Ordering::Equal));
    assert_eq!(months(6).compare(half_year), Some(Ordering::Equal));
    let almost = since("2030-03-31", "2025-04-01");
    assert_eq!(almost.to_string(), "59 months 30 days");
    assert_eq!(almost.compare(months(60)), Some(Ordering::Less));
    assert_eq!(almost.compare(months(59)), Some(Ordering::Greater));
    assert_eq!(almost.neg().compare(months(-60)), Some(Ordering::Greater));
    assert_eq!(almost.neg().compare(months(-59)), Some(Ordering::Less));
    assert_eq!(almost.neg().compare(months(1)), Some(Ordering::Less));
    assert_eq!(almost.compare(Duration::months(Number::parse("59.5").unwrap())), None);
    assert_eq!(almost.compare(Duration::months(Number::parse("58.5").unwrap())), Some(Ordering::Greater));
    assert_eq!(almost.compare(half_year), Some(Ordering::Greater));
    let (february, march) = (since("2026-03-01", "2026-02-01"), since("2026-04-01", "2026-03-01"));
    assert_eq!(february.compare(march), Some(Ordering::Equal));
    assert_eq!(since("2026-01-31", "2026-01-01").compare(february), Some(Ordering::Greater));
}

#[test]
fn sums_stay_exact_as_long_as_they_can() {
    let (first, second) = (since("2026-03-30", "2026-01-31"), since("2026-07-01", "2026-01-01"));
    let sum = first.checked_add(second).unwrap();
    assert_eq!(sum.exact_days(), Some(58 + 181));
    assert_eq!(sum.compare(days(239)), Some(Ordering::Equal));
    assert_eq!(sum.checked_add(days(1)).unwrap().exact_days(), Some(240));
    assert_eq!(sum.checked_add(months(1)).unwrap().exact_days(), None);
    // 7 months 60 days: more than 8 months surely, than 9 not.
    let later = sum.checked_add(first).unwrap().checked_sub(months(1)).unwrap();
    assert_eq!(later.to_string(), "7 months 60 days");
    assert_eq!(later.compare(months(8)), Some(Ordering::Greater));
    assert_eq!(later.compare(months(9)), None);
    let nothing = since("2026-04-01", "2026-03-01").checked_sub(since("2026-03-01", "2026-02-01")).unwrap();
    assert_eq!(nothing.compare(days(3)), Some(Ordering::Equal));
    assert!(!nothing.is_zero());
    let doubled = second.scale(Number::from(2)).unwrap();
    assert_eq!((doubled.to_string().as_str(), doubled.exact_days()), ("12 months", Some(362)));
    assert_eq!(doubled.compare(months(12)), Some(Ordering::Equal));
    assert_eq!(second.scale(Number::parse("0.5").unwrap()).unwrap().to_string(), "3 months");
    assert_eq!(Duration::ZERO.checked_add(first), Some(first));
    let most = Duration::days(Number::integer((1 << 120) - 1).unwrap());
    assert_eq!(most.checked_add(days(1)), None);
    assert_eq!(most.scale(Number::from(2)), None);
}

#[test]
fn ratios_need_one_measure() {
    assert_eq!(months(6).ratio(months(12)), Number::ratio(1, 2));
    assert_eq!(days(7).ratio(days(14)), Number::ratio(1, 2));
    assert_eq!(days(7).ratio(months(1)), None);
    assert_eq!(months(7).ratio(months(0)), None);
    assert_eq!(days(7).ratio(days(0)), None);
    assert_eq!(since("2026-07-01", "2026-01-01").ratio(months(12)), Number::ratio(1, 2));
    assert_eq!(since("2026-07-01", "2026-01-01").ratio(days(181)), Some(Number::ONE));
    assert_eq!(since("2026-07-02", "2026-01-01").ratio(since("2026-01-03", "2026-01-01")), Some(Number::from(91)));
    assert_eq!(since("2026-07-02", "2026-01-01").ratio(months(12)), None);
}

#[test]
fn shows_months_then_days() {
    assert_eq!(months(36).to_string(), "36 months");
    assert_eq!(months(1).to_string(), "1 month");
    assert_eq!(days(30).to_string(), "30 days");
    assert_eq!(days(-1).to_string(), "-1 day");
    assert_eq!(months(0).to_string(), "0 days");
    assert_eq!(Duration::months(Number::parse("1.5").unwrap()).to_string(), "1.5 months");
}
