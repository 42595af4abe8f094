use crate::value::{Date, Duration, LiteralErrorKind, Number, Period};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn months(count: i64) -> Duration {
    Duration::months(count.into())
}

fn days(count: i64) -> Duration {
    Duration::days(count.into())
}

#[test]
fn reads_iso_dates_only() {
    assert_eq!(date("2026-04-01"), Date::new(2026, 4, 1).unwrap());
    assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
    assert_eq!(date("0001-01-01").to_string(), "0001-01-01");
    let error = |text: &str| Date::parse(text).unwrap_err();
    for text in [
        "2026-4-1",
        "26-04-01",
        "2026-04",
        "2026/04/01",
        "2026-04-01T00:00",
        "+2026-04-01",
        "-026-04-01",
        "２０２６-04-01",
    ] {
        assert_eq!(error(text).kind, LiteralErrorKind::Type, "{text}");
    }
    for text in ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "1900-02-29"] {
        assert_eq!(error(text).kind, LiteralErrorKind::Day, "{text}");
    }
    assert_eq!(error("2026-02-30").message, "the calendar has no day `2026-02-30`");
    assert_eq!(error("2026-02-30").help.unwrap(), "February 2026 has 28 days");
    for text in [
        "01/04/2026",
        "1 April 2026",
        "1st Apr 2026",
        "April 1, 2026",
        "2026/04/01",
        "2026-4-1",
        "2026-04-01T00:00:00Z",
    ] {
        assert_eq!(error(text).help.as_deref(), Some("write `2026-04-01`"), "{text}");
    }
}

#[test]
fn months_end_on_the_last_day_there_is() {
    let add = |start: &str, length: Duration| date(start).checked_add(length).map(|date| date.to_string());
    assert_eq!(add("2026-01-31", months(1)).as_deref(), Some("2026-02-28"));
    assert_eq!(add("2024-01-31", months(1)).as_deref(), Some("2024-02-29"));
    assert_eq!(add("2024-02-29", months(12)).as_deref(), Some("2025-02-28"));
    assert_eq!(add("2024-02-29", months(48)).as_deref(), Some("2028-02-29"));
    assert_eq!(add("2026-03-31", months(-1)).as_deref(), Some("2026-02-28"));
    assert_eq!(add("2026-12-31", months(1)).as_deref(), Some("2027-01-31"));
    assert_eq!(add("2026-01-01", months(-1)).as_deref(), Some("2025-12-01"));
    let both = months(1).checked_add(days(1)).unwrap();
    assert_eq!(add("2026-01-31", both).as_deref(), Some("2026-03-01"));
    assert_eq!(date("2026-03-01").checked_sub(both), Some(date("2026-01-31")));
    assert_eq!(date("2026-03-31").checked_sub(months(1)), Some(date("2026-02-28")));
    assert_eq!(add("2026-01-31", Duration::months(Number::ratio(1, 2).unwrap())), None);
    assert_eq!(add("2026-01-31", Duration::days(Number::ratio(1, 2).unwrap())), None);
    assert_eq!(add("9999-12-31", days(1)), None);
    assert_eq!(add("0001-01-01", days(-1)), None);
    assert_eq!(add("2026-01-01", months(i64::MAX)), None);
    assert_eq!(add("2026-01-01", days(i64::MIN)), None);
    assert_eq!(add("2026-01-01", Duration::days(Number::integer(1 << 100).unwrap())), None);
}

#[test]
fn differences_count_forward_from_the_earlier_day() {
    let since = |later: &str, earlier: &str| date(later).since(date(earlier));
    let shown = |later: &str, earlier: &str| since(later, earlier).to_string();
    assert_eq!(shown("2025-04-01", "2018-04-01"), "84 months");
    assert_eq!(shown("2026-02-28", "2026-01-31"), "1 month");
    assert_eq!(shown("2026-03-30", "2026-01-31"), "1 month 30 days");
    assert_eq!(shown("2026-03-31", "2026-01-31"), "2 months");
    assert_eq!(shown("2025-02-28", "2024-02-29"), "12 months");
    assert_eq!(shown("2025-03-01", "2024-02-29"), "12 months 1 day");
    assert_eq!(shown("2026-01-31", "2026-02-28"), "-1 month");
    assert_eq!(shown("2026-01-01", "2026-01-01"), "0 days");
    assert_eq!(since("2026-03-30", "2026-01-31").exact_days(), Some(58));
    assert_eq!(since("2026-01-31", "2026-03-30").exact_days(), Some(-58));
    assert_eq!(since("9999-12-31", "0001-01-01").exact_days(), Some(3_652_058));
}

#[test]
fn every_difference_leads_back() {
    // Two years with a leap day among them, every pair of days.
    let first = date("2023-06-15");
    let all: Vec<Date> = (0..760).filter_map(|day| first.checked_add(days(day))).collect();
    for (at, start) in all.iter().enumerate() {
        for end in &all[at..] {
            let length = end.since(*start);
            assert_eq!(start.checked_add(length), Some(*end), "{start} {end}");
            assert_eq!(start.since(*end), length.neg());
            let one_more = length.month_part().checked_add(Number::ONE).unwrap();
            assert!(start.checked_add(Duration::months(one_more)).unwrap() > *end, "{start} {end}");
        }
    }
}

#[test]
fn periods_include_both_days() {
    let length = |text: &str| Period::parse(text).unwrap().length().to_string();
    assert_eq!(length("2024-04-01 to 2027-03-31"), "36 months");
    assert_eq!(length("2020-21"), "12 months");
    assert_eq!(length("2026-04-01 to 2026-04-01"), "1 day");
    assert_eq!(length("2026-01-31 to 2026-02-27"), "1 month");
    assert_eq!(length("2024-02-01 to 2024-02-29"), "1 month");
    assert_eq!(length("9999-01-01 to 9999-12-31"), "12 months");
    assert_eq!(length("0001-01-01 to 9999-12-31"), "119988 months");
    assert_eq!(Period::parse("0001-01-01 to 9999-12-31").unwrap().length().exact_days(), Some(3_652_059));
}

#[test]
fn reads_periods() {
    let shown = |text: &str| Period::parse(text).unwrap().to_string();
    assert_eq!(shown("2020-04-01 to 2021-03-31"), "2020-21");
    assert_eq!(shown("1999-00"), "1999-00");
    assert_eq!(shown("2024-04-01 to 2027-03-31"), "2024-04-01 to 2027-03-31");
    let error = |text: &str| Period::parse(text).unwrap_err();
    assert_eq!(error("2027-04-01 to 2024-03-31").kind, LiteralErrorKind::Reversed);
    assert_eq!(error("2027-02-30 to 2028-03-31").kind, LiteralErrorKind::Day);
    assert_eq!(error("2020-22").message, "`2020-22` is not a financial year: 2020 is followed by 21");
    assert_eq!(error("2020-22").help.unwrap(), "write `2020-21`");
    assert_eq!(error("2026-04").help.unwrap(), "write `2026-27`, or the days, such as `2026-04-01 to 2026-04-30`");
    assert_eq!(error("9999-00").kind, LiteralErrorKind::Day);
    assert_eq!(error("0000-01").kind, LiteralErrorKind::Day);
    for text in ["2020/21", "2020–21", "2020-2021", "2020/2021", "FY2020-21", "2020"] {
        assert_eq!(error(text).help.as_deref(), Some("write `2020-21`"), "{text}");
    }
    for text in
        ["2024-04-01/2027-03-31", "2024-04-01..2027-03-31", "2024-04-01 - 2027-03-31", "2024-04-01 – 2027-03-31"]
    {
        assert_eq!(error(text).help.as_deref(), Some("write `2024-04-01 to 2027-03-31`"), "{text}");
    }
    assert!(Period::new(date("2026-01-02"), date("2026-01-01")).is_none());
    assert!(Period::financial_year(i16::MAX).is_none() && Period::financial_year(0).is_none());
}
