use crate::value::{Currency, Duration, Literal, LiteralErrorKind, Number};

fn read(text: &str) -> Literal {
    Literal::read(text).unwrap()
}

#[test]
fn reads_literals_by_their_shape() {
    let number = |text: &str| Number::parse(text).unwrap();
    assert_eq!(read("yes"), Literal::YesNo(true));
    assert_eq!(read("no"), Literal::YesNo(false));
    assert_eq!(read("12.5"), Literal::Number(number("12.5")));
    assert_eq!(read("85%"), Literal::Percent(number("0.85")));
    assert_eq!(read("-4%"), Literal::Percent(number("-0.04")));
    assert_eq!(read("£1,200,000"), Literal::Money(Currency::GBP, number("1200000")));
    assert_eq!(read("£1.2m"), Literal::Money(Currency::GBP, number("1200000")));
    assert_eq!(read("£300k"), Literal::Money(Currency::GBP, number("300000")));
    assert_eq!(read("£1bn"), Literal::Money(Currency::GBP, number("1000000000")));
    assert_eq!(read("-£5"), Literal::Money(Currency::GBP, number("-5")));
    assert_eq!(read("CHF 1,200"), Literal::Money(Currency::parse("CHF").unwrap(), number("1200")));
    assert_eq!(read("$5"), Literal::Money(Currency::USD, number("5")));
    assert_eq!(read("5 years"), Literal::Duration(Duration::months(number("60"))));
    assert_eq!(read("1 month"), Literal::Duration(Duration::months(number("1"))));
    assert_eq!(read("36\n   months"), Literal::Duration(Duration::months(number("36"))));
    assert_eq!(read("26 weeks"), Literal::Duration(Duration::days(number("182"))));
    assert_eq!(read("30 days"), Literal::Duration(Duration::days(number("30"))));
    assert_eq!(read("2026-04-01").to_string(), "2026-04-01");
    assert_eq!(read("2020-21").to_string(), "2020-21");
    assert_eq!(read("30 mg/day"), Literal::Quantity(number("30"), "mg/day".to_owned()));
    assert_eq!(read("30 µg"), Literal::Quantity(number("30"), "µg".to_owned()));
}

#[test]
fn reads_texts() {
    assert_eq!(read(r#""a \"b\" \\ c\nd""#), Literal::Text("a \"b\" \\ c\nd".to_owned()));
    assert_eq!(read("\"two\n    lines\""), Literal::Text("two lines".to_owned()));
    assert_eq!(read("\"two  blanks\""), Literal::Text("two  blanks".to_owned()));
    assert_eq!(read("\"\""), Literal::Text(String::new()));
    let message = |text: &str| Literal::read(text).unwrap_err().message;
    assert_eq!(message("\"open"), "the text `\"open` is never closed");
    assert_eq!(message("\"open\\"), "the text `\"open\\` is never closed");
    assert_eq!(message(r#""a\tb""#), r#"the text `"a\tb"` has `\t`, which means nothing"#);
    assert_eq!(message(r#""a" b"#), r#"the text `"a" b` goes on after its closing quotation mark"#);
}

#[test]
fn display_is_read_back() {
    for text in [
        "yes",
        "no",
        "12.5",
        "-4",
        "12.5%",
        "£1,200,000",
        "£1,234.50",
        "-£5",
        "CHF 1,200",
        "36 months",
        "1 month",
        "182 days",
        "2026-04-01",
        "2020-21",
        "2024-04-01 to 2027-03-31",
        "30 mg/day",
        r#""a \"b\" \\ c\nd""#,
    ] {
        assert_eq!(read(text).to_string(), text);
        assert_eq!(read(&read(text).to_string()), read(text));
    }
}

#[test]
fn says_what_is_wrong() {
    let help = |text: &str| Literal::read(text).unwrap_err().help.unwrap_or_default();
    assert_eq!(help("2 years 6 months"), "write `30 months`");
    assert_eq!(help("1e3"), "write `1000`");
    assert_eq!(help("7.5e+2"), "write `750`");
    for text in ["7.7e66", "7.7e+66", "7.7E-66"] {
        assert_eq!(help(text), "write out its digits, of which 30 are held");
    }
    assert_eq!(read("7 e66"), Literal::Quantity(Number::from(7), "e66".to_owned()));
    assert_eq!(help("25 per cent"), "write `25%`");
    assert_eq!(help("1 April 2026"), "write `2026-04-01`");
    assert_eq!(help("£1.2 million"), "write `£1.2m`");
    assert_eq!(help("£300K"), "write `£300k`");
    assert_eq!(Literal::read("2026-02-30").unwrap_err().kind, LiteralErrorKind::Day);
    assert_eq!(Literal::read(&format!("£{}", "9".repeat(31))).unwrap_err().kind, LiteralErrorKind::Range);
    assert_eq!(Literal::read("2027-01-01 to 2026-01-01").unwrap_err().kind, LiteralErrorKind::Reversed);
}

#[test]
fn answers_any_text() {
    let pieces = [
        "",
        " ",
        "-",
        "+",
        ".",
        ",",
        "£",
        "€",
        "%",
        "/",
        "\"",
        "\\",
        "1",
        "12",
        "2026-",
        "04-01",
        "-21",
        " to ",
        " years",
        " months",
        "P",
        "Y",
        "e",
        "k",
        "m",
        "bn",
        "GBP",
        "é",
        "\u{a0}",
        "\0",
        "😀",
        "mg/day",
        "999999999999999999",
        "T",
        "–",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                for text in [format!("{first}{second}{third}"), format!("{third}{first}{second}{first}")] {
                    // A duration is shown with 12 places.
                    if let Ok(value) = Literal::read(&text)
                        && !(matches!(value, Literal::Duration(_)) && text.contains('.'))
                    {
                        assert_eq!(Literal::read(&value.to_string()).as_ref(), Ok(&value), "{text}");
                    }
                }
            }
        }
    }
}
