use crate::value::{Currency, LiteralErrorKind, Number, percent};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn reads_plain_and_grouped_numbers() {
    assert_eq!(number("12"), Number::from(12));
    assert_eq!(number("12.5"), Number::ratio(25, 2).unwrap());
    assert_eq!(number("1,200,000"), Number::from(1_200_000));
    assert_eq!(number("-4"), Number::from(-4));
    assert_eq!(number("+9"), Number::from(9));
    assert_eq!(number("0.10"), Number::ratio(1, 10).unwrap());
    assert_eq!(number("-0"), Number::ZERO);
    assert_eq!(number("007"), Number::from(7));
    assert_eq!(number("1,234.5").to_string(), "1234.5");
}

#[test]
fn refuses_other_shapes() {
    let kind = |text: &str| Number::parse(text).unwrap_err().kind;
    for text in [
        "", "-", "+", ".", "1.", ".5", "1..2", "1.2.3", "--1", "1,2", "12,34", "1,2345", ",123", "1234,567", "1,",
        "1e3",
    ] {
        assert_eq!(kind(text), LiteralErrorKind::Type, "{text}");
    }
    for text in ["0x1F", "1_000", "१२", "1 000", "1.5,000", "NaN", "inf", "½"] {
        assert_eq!(kind(text), LiteralErrorKind::Type, "{text}");
    }
    assert_eq!(Number::parse("1e3").unwrap_err().help.unwrap(), "write `1000`");
    assert_eq!(Number::parse("1e-3").unwrap_err().help.unwrap(), "write `0.001`");
    assert_eq!(Number::parse(".5").unwrap_err().help.unwrap(), "write `0.5`");
    assert_eq!(Number::parse("1_000").unwrap_err().help.unwrap(), "write `1000`");
    assert_eq!(Number::parse("−4").unwrap_err().help.unwrap(), "write `-4`");
    assert_eq!(Number::parse("1e99999999999").unwrap_err().help, None);
}

#[test]
fn holds_thirty_digits_and_no_more() {
    assert!(Number::parse(&"9".repeat(30)).is_ok());
    assert!(Number::parse(&format!("0.{}1", "0".repeat(29))).is_ok());
    assert!(Number::parse(&format!("{}.5", "9".repeat(29))).is_ok());
    assert!(Number::parse(&format!("{}1.5{}", "0".repeat(99), "0".repeat(99))).is_ok());
    for text in ["9".repeat(31), format!("{}.5", "9".repeat(30)), format!("0.{}1", "0".repeat(30)), "9".repeat(100_000)]
    {
        let error = Number::parse(&text).unwrap_err();
        assert_eq!(error.kind, LiteralErrorKind::Range);
        assert!(error.message.chars().count() < 120, "{}", error.message);
    }
}

#[test]
fn never_leaves_its_range() {
    let large = number(&"9".repeat(30));
    let huge = large.checked_mul(Number::from(1_000_000)).unwrap();
    assert_eq!(huge.checked_mul(huge), None);
    assert_eq!(Number::integer(1 << 120), None);
    assert!(Number::integer((1 << 120) - 1).is_some());
    assert_eq!(Number::ratio(1, 1 << 120), None);
    assert_eq!(Number::ratio(1, 0), None);
    assert_eq!(Number::ratio(i128::MIN, 3), None);
    assert_eq!(Number::ratio(i128::MIN, i128::MIN), None);
    assert_eq!(Number::ratio(-3, -6), Number::ratio(1, 2));
    let most = Number::integer((1 << 120) - 1).unwrap();
    assert_eq!(most.checked_add(Number::ONE), None);
    assert_eq!(most.neg().checked_sub(Number::ONE), None);
    assert_eq!(most.checked_add(most), None);
    let tiny = Number::ratio(1, (1 << 120) - 1).unwrap();
    assert_eq!(tiny.checked_add(Number::ratio(1, (1 << 119) - 1).unwrap()), None);
    assert!(tiny < Number::ratio(1, (1 << 120) - 3).unwrap());
    assert!(most > tiny && most.neg() < tiny.neg());
    assert_eq!(Number::ONE.checked_div(Number::ZERO), None);
    assert_eq!(percent(most).len(), most.to_string().len() + 3);
    assert_eq!(tiny.decimals(50).len(), 52);
}

#[test]
fn arithmetic_is_exact() {
    let tenth = number("0.1");
    assert_eq!(tenth.checked_add(number("0.2")), Some(number("0.3")));
    assert_eq!(
        Number::ONE.checked_div(Number::from(3)).and_then(|third| third.checked_mul(Number::from(3))),
        Some(Number::ONE)
    );
    assert_eq!(number("-2.5").floor(), -3);
    assert_eq!(number("2.5").floor(), 2);
    assert_eq!(number("-2.5").ceil(), -2);
    assert_eq!(number("2.5").ceil(), 3);
    assert_eq!(number("2.5").to_integer(), None);
    assert_eq!(number("9223372036854775808").to_integer(), None);
    assert_eq!(number("-9223372036854775808").to_integer(), Some(i64::MIN));
    assert_eq!(number("-7").abs().max(number("2")), number("7"));
}

#[test]
fn shows_the_shortest_exact_decimal() {
    let shown = |numerator, denominator| Number::ratio(numerator, denominator).unwrap().to_string();
    assert_eq!(shown(5, 2), "2.5");
    assert_eq!(shown(-5, 2), "-2.5");
    assert_eq!(shown(100, 1), "100");
    assert_eq!(shown(1, 4096), "0.000244140625");
    assert_eq!(shown(1, 8192), "0.0001");
    assert_eq!(shown(1, 3), "0.3333");
    assert_eq!(shown(-2, 3), "-0.6666");
    assert_eq!(shown(-1, 30_000), "0.0000");
    assert_eq!(number("1234567.25").grouped(), "1,234,567.25");
    assert_eq!(number("-123").grouped(), "-123");
    assert_eq!(number("-1234").grouped(), "-1,234");
}

#[test]
fn cuts_off_towards_zero() {
    assert_eq!(number("0.84999999").decimals(6), "0.849999");
    assert_eq!(number("-0.5").decimals(1), "-0.5");
    assert_eq!(number("-0.5").decimals(0), "0");
    assert_eq!(number("-0.04").decimals(1), "0.0");
    assert_eq!(number("-1.99").decimals(1), "-1.9");
    assert_eq!(number("5").decimals(2), "5.00");
    assert_eq!(percent(number("0.125")), "12.5%");
    assert_eq!(percent(number("-0.04")), "-4%");
    assert_eq!(percent(Number::ratio(1, 3).unwrap()), "33.3333%");
}

#[test]
fn money_reads_as_people_write_it() {
    let format = |text: &str| Currency::GBP.format(number(text));
    assert_eq!(format("6412000"), "£6,412,000");
    assert_eq!(format("1234.5"), "£1,234.50");
    assert_eq!(format("1234.567"), "£1,234.56");
    assert_eq!(format("0.001"), "£0.00");
    assert_eq!(format("-0.001"), "£0.00");
    assert_eq!(format("-5"), "-£5");
    assert_eq!(format("0"), "£0");
    let francs = Currency::parse("CHF").unwrap();
    assert_eq!(francs.format(number("1200")), "CHF 1,200");
    assert_eq!(francs.format(number("-1200")), "-CHF 1,200");
    for text in ["", "gbp", "€", "ÄÖ", "G1P", "GBPX"] {
        assert_eq!(Currency::parse(text), None, "{text}");
    }
}
