use crate::value::{Currency, Kind, Literal, LiteralError, LiteralErrorKind};

fn shown(text: &str, kind: &Kind) -> String {
    Literal::read_as(text, kind).unwrap().to_string()
}

fn error(text: &str, kind: &Kind) -> LiteralError {
    Literal::read_as(text, kind).unwrap_err()
}

#[track_caller]
fn refused(text: &str, kind: &Kind, sort: LiteralErrorKind, message: &str, help: &str) {
    let error = error(text, kind);
    assert_eq!((error.kind, error.message.as_str(), error.help.as_deref().unwrap_or_default()), (sort, message, help));
}

const GBP: Kind = Kind::Money(Currency::GBP);

fn dose() -> Kind {
    Kind::Quantity("mg/day".to_owned())
}

#[test]
fn yes_or_no() {
    for (text, value) in [("yes", "yes"), ("true", "yes"), ("no", "no"), ("false", "no"), (" yes ", "yes")] {
        assert_eq!(shown(text, &Kind::YesNo), value);
    }
    for text in ["Yes", "TRUE", "on", "y", "1", "ja", "yes please"] {
        let message = format!("`{text}` is neither `yes` nor `no`");
        refused(text, &Kind::YesNo, LiteralErrorKind::Type, &message, "write `yes` or `no`");
    }
}

#[test]
fn text_is_taken_as_it_is() {
    for text in ["", "no", "1e3", "017", " a  b ", "\"quoted\"", "null"] {
        assert_eq!(Literal::read_as(text, &Kind::Text), Ok(Literal::Text(text.to_owned())));
    }
}

#[test]
fn counts_and_numbers() {
    assert_eq!(shown("3", &Kind::Count), "3");
    assert_eq!(shown("1,200", &Kind::Count), "1200");
    refused("-1", &Kind::Count, LiteralErrorKind::Range, "`-1` is below 0, but a count is asked for", "");
    refused("2.5", &Kind::Count, LiteralErrorKind::Type, "`2.5` is not a whole number", "");
    assert_eq!(shown("129.3", &Kind::Number), "129.3");
    assert_eq!(shown("-4", &Kind::Number), "-4");
    refused("1e3", &Kind::Number, LiteralErrorKind::Type, "`1e3` is not a number", "write `1000`");
    refused("1_000", &Kind::Number, LiteralErrorKind::Type, "`1_000` is not a number", "write `1000`");
    refused("12 500", &Kind::Number, LiteralErrorKind::Type, "`12 500` is not a number", "write `12500`");
    refused(
        "85%",
        &Kind::Number,
        LiteralErrorKind::Type,
        "`85%` is a percentage, but a number is asked for",
        "write a number such as `12.5`",
    );
    refused(
        "many",
        &Kind::Count,
        LiteralErrorKind::Type,
        "`many` is not a whole number",
        "write a whole number such as `3`",
    );
    refused(
        "",
        &Kind::Count,
        LiteralErrorKind::Type,
        "a whole number is asked for, but the text is empty",
        "write a whole number such as `3`",
    );
    assert_eq!(error(&"9".repeat(31), &Kind::Number).kind, LiteralErrorKind::Range);
}

#[test]
fn percentages() {
    assert_eq!(shown("25%", &Kind::Percent), "25%");
    assert_eq!(shown("25 %", &Kind::Percent), "25%");
    assert_eq!(shown("+9%", &Kind::Percent), "9%");
    assert_eq!(shown("-4%", &Kind::Percent), "-4%");
    assert_eq!(shown("1.5%", &Kind::Percent), "1.5%");
    refused("25", &Kind::Percent, LiteralErrorKind::Unit, "`25` has no `%`", "write `25%`");
    refused("0.25", &Kind::Percent, LiteralErrorKind::Unit, "`0.25` has no `%`", "write `25%`");
    refused(
        "25 percent",
        &Kind::Percent,
        LiteralErrorKind::Type,
        "`25 percent` is a quantity in percent, but a percentage is asked for",
        "write `25%`",
    );
}

#[test]
fn amounts_of_money() {
    for text in ["£6,412,000", "GBP 6,412,000", "GBP6412000", "£6.412m", "£ 6,412,000", "£6412k", "£\u{a0}6,412,000"]
    {
        assert_eq!(shown(text, &GBP), "£6,412,000", "{text}");
    }
    assert_eq!(shown("-£5", &GBP), "-£5");
    refused("6412000", &GBP, LiteralErrorKind::Unit, "`6412000` has no currency", "write `£6,412,000`");
    refused("€5", &GBP, LiteralErrorKind::Unit, "`€5` is in EUR, but GBP is asked for", "give the value in GBP");
    refused(
        "£6,41,000",
        &GBP,
        LiteralErrorKind::Type,
        "`£6,41,000` is not an amount in GBP",
        "write every comma before three digits, such as `1,200,000`, or leave the commas out",
    );
    refused(
        "1.2m",
        &GBP,
        LiteralErrorKind::Type,
        "`1.2m` is a quantity in m, but an amount in GBP is asked for",
        "write `£1.2m`",
    );
    refused("£1.2 million", &GBP, LiteralErrorKind::Type, "`£1.2 million` is not an amount in GBP", "write `£1.2m`");
    refused(
        "6,412,000 GBP",
        &GBP,
        LiteralErrorKind::Type,
        "`6,412,000 GBP` is a quantity in GBP, but an amount in GBP is asked for",
        "write `£6,412,000`",
    );
    refused(
        "lots",
        &GBP,
        LiteralErrorKind::Type,
        "`lots` is not an amount in GBP",
        "write an amount in GBP such as `£6,412,000`",
    );
}

#[test]
fn durations() {
    assert_eq!(shown("36 months", &Kind::Duration), "36 months");
    assert_eq!(shown("26 weeks", &Kind::Duration), "182 days");
    assert_eq!(shown("36\u{202f}months", &Kind::Duration), "36 months");
    refused("36", &Kind::Duration, LiteralErrorKind::Unit, "`36` has no unit of time", "write `36 months`");
    refused("0", &Kind::Duration, LiteralErrorKind::Unit, "`0` has no unit of time", "write `0 months`");
    for (text, months) in [
        ("P3Y", 36),
        ("P2Y6M", 30),
        ("2 years 6 months", 30),
        ("2 years, 6 months", 30),
        ("2 years and 6 months", 30),
        ("3y", 36),
        ("36 mths", 36),
        ("36 Months", 36),
        ("36 monts", 36),
    ] {
        assert_eq!(error(text, &Kind::Duration).help.unwrap(), format!("write `{months} months`"), "{text}");
    }
    assert_eq!(error("P2W", &Kind::Duration).help.unwrap(), "write `2 weeks`");
    assert_eq!(error("P1M3D", &Kind::Duration).help.unwrap(), "write a duration such as `36 months`");
    refused(
        "three years",
        &Kind::Duration,
        LiteralErrorKind::Type,
        "`three years` is not a duration",
        "write a duration such as `36 months`",
    );
    refused(
        "2026-02-30",
        &Kind::Duration,
        LiteralErrorKind::Type,
        "`2026-02-30` is not a duration",
        "write a duration such as `36 months`",
    );
}

#[test]
fn dates_and_periods() {
    assert_eq!(shown("2026-04-01", &Kind::Date), "2026-04-01");
    refused("01/04/2026", &Kind::Date, LiteralErrorKind::Type, "`01/04/2026` is not a date", "write `2026-04-01`");
    refused("1 April 2026", &Kind::Date, LiteralErrorKind::Type, "`1 April 2026` is not a date", "write `2026-04-01`");
    refused(
        "2026-02-29",
        &Kind::Date,
        LiteralErrorKind::Day,
        "the calendar has no day `2026-02-29`",
        "February 2026 has 28 days",
    );
    refused(
        "2020-21",
        &Kind::Date,
        LiteralErrorKind::Type,
        "`2020-21` is a period, but a date is asked for",
        "write a date such as `2026-04-01`",
    );
    assert_eq!(shown("2020-21", &Kind::Period), "2020-21");
    assert_eq!(shown("2024-04-01 to 2027-03-31", &Kind::Period), "2024-04-01 to 2027-03-31");
    refused(
        "2020",
        &Kind::Period,
        LiteralErrorKind::Type,
        "`2020` is a number, but a period is asked for",
        "write `2020-21`",
    );
    assert_eq!(error("2027-04-01 to 2024-03-31", &Kind::Period).kind, LiteralErrorKind::Reversed);
    assert_eq!(
        error("2026-04-01", &Kind::Period).help.unwrap(),
        "a period has two days: write `2026-04-01 to …`, or a financial year such as `2026-27`"
    );
}

#[test]
fn quantities() {
    assert_eq!(shown("30 mg/day", &dose()), "30 mg/day");
    assert_eq!(shown("30mg/day", &dose()), "30 mg/day");
    refused(
        "30 ml/day",
        &dose(),
        LiteralErrorKind::Unit,
        "`30 ml/day` is in ml/day, but mg/day is asked for",
        "give the value in mg/day",
    );
    refused("30", &dose(), LiteralErrorKind::Unit, "`30` has no unit", "write `30 mg/day`");
    refused(
        "30 days",
        &dose(),
        LiteralErrorKind::Type,
        "`30 days` is a duration, but a quantity in mg/day is asked for",
        "write a quantity in mg/day such as `30 mg/day`",
    );
}

#[test]
fn long_and_odd_texts_are_shown_short_and_safe() {
    let message = error(&"x".repeat(1_000_000), &Kind::Date).message;
    assert_eq!(message, format!("`{}…` is not a date", "x".repeat(60)));
    assert_eq!(error("a\u{1b}[31m\u{202e}b", &Kind::Date).message, "`a\\u{1b}[31m\\u{202e}b` is not a date");
}

#[test]
fn every_example_is_read_back() {
    for kind in
        [Kind::YesNo, Kind::Count, Kind::Number, Kind::Percent, GBP, Kind::Duration, Kind::Date, Kind::Period, dose()]
    {
        assert!(Literal::read_as(&kind.example(), &kind).is_ok(), "{kind}");
    }
}
