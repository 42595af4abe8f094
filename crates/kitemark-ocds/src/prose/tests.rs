//! Phrases of notices, and what they say by a reader's own understanding.

use kitemark_dsl::value::{Duration, Number};

use super::{Prose, Setting, Terms};

/// `36 + 12, 12 of 60`: firm term, extensions and longest term in months; `-` for what is not said, `?` for a text that is
/// not understood.
fn shown(terms: Option<Terms>) -> String {
    let Some(terms) = terms else { return "?".to_owned() };
    let months =
        |length: Duration| if length.is_pure_months() { length.month_part().to_string() } else { length.to_string() };
    let initial = terms.initial.map_or("-".to_owned(), months);
    let extensions: Vec<String> = terms.extensions.into_iter().map(months).collect();
    let extensions = if extensions.is_empty() { "-".to_owned() } else { extensions.join(", ") };
    format!("{initial} + {extensions}{}", terms.total.map_or(String::new(), |total| format!(" of {}", months(total))))
}

fn check(setting: Setting, table: &[(&str, i64, &str)]) {
    let mut wrong = String::new();
    for (phrase, months, expected) in table {
        let period = (*months > 0).then(|| Duration::months(Number::from(*months)));
        let found = shown(Prose::of(phrase).terms(setting, period));
        if found != *expected {
            wrong += &format!("{phrase:?} with {months} months\n  expected {expected}\n  found    {found}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn renewals_that_are_clear() {
    check(
        Setting::Renewal,
        &[
            // Sums that begin with the firm term, or fill the period.
            ("Let as 3+1+1", 36, "36 + 12, 12"),
            ("3 + 1 + 1", 60, "36 + 12, 12"),
            ("5+2+2 years", 60, "60 + 24, 24"),
            ("Five years plus two years", 60, "60 + 24"),
            ("36 + 12 + 12 months", 36, "36 + 12, 12"),
            ("3 years (+1 +1)", 36, "36 + 12, 12"),
            ("6 years (4+1+1)", 48, "48 + 12, 12 of 72"),
            ("6 years (4+1+1)", 72, "48 + 12, 12 of 72"),
            ("3 years + 24 months", 36, "36 + 24"),
            (
                "(36 + 6 + 6 months) 36 months initial term and two additional 6 months period extension options",
                36,
                "36 + 6, 6",
            ),
            // Sums of extensions alone.
            ("A further 2 + 1 years", 24, "- + 24, 12"),
            ("A further 1 + 1 years", 12, "- + 12, 12"),
            ("An extension of three years plus one year (a total of four years) may follow", 15, "- + 36, 12 of 48"),
            ("18 month plus 6 month extension possible if results are good", 36, "- + 18, 6"),
            ("3 year extension option. (2 years plus 1 year)", 24, "- + 24, 12"),
            // Several periods of a length.
            ("2 x 12 months", 36, "- + 12, 12"),
            ("1 x 12 months", 48, "- + 12"),
            ("2x12 month extensions", 36, "- + 12, 12"),
            ("up to 2 x 12 month extensions", 36, "- + 12, 12"),
            ("3 x Extensions of up to 6 months each", 24, "- + 6, 6, 6"),
            ("12 months x 2", 36, "- + 12, 12"),
            ("two further periods of 12 months", 60, "- + 12, 12"),
            ("Three (3) x Six (6) month extension options, as the authority sees fit.", 36, "- + 6, 6, 6"),
            ("3 one-year extension options", 24, "- + 12, 12, 12"),
            ("Two Additional two year extensions", 48, "- + 24, 24"),
            ("Four additional, individual extension periods of up to 6-months.", 36, "- + 6, 6, 6, 6"),
            ("the right to extend the Initial Term by up to four (4) 6-month periods", 60, "- + 6, 6, 6, 6"),
            ("April 2030, or April 2031 if 2 options to extend for 6 month terms are used", 36, "- + 6, 6"),
            ("may be extended by 12 months on two occasions", 36, "- + 12, 12"),
            ("may be extended by one year, twice", 36, "- + 12, 12"),
            ("the option of 9 months can be used twice", 36, "- + 9, 9"),
            ("may be extended by 9 months, but no more than twice", 36, "- + 9, 9"),
            // One length.
            ("An optional 18 month extension comes with this contract.", 36, "- + 18"),
            ("The service may be extended for a further nine months.", 24, "- + 9"),
            ("Optional 4 years extension.", 84, "- + 48"),
            ("Possible 18 month extension", 48, "- + 18"),
            ("36 month extension on offer", 24, "- + 36"),
            ("18 months if both sides agree", 36, "- + 18"),
            ("Northmere may extend for an additional three years", 60, "- + 36"),
            ("extension by another year", 36, "- + 12"),
            ("extension of up to two further years", 36, "- + 24"),
            ("extendable by 26 weeks", 12, "- + 182 days"),
            ("up to twenty-four (24) months", 36, "- + 24"),
            ("one further period of 18 months", 36, "- + 18"),
            ("an extension of 1.5 years", 36, "- + 18"),
            // The firm term in the same words.
            ("3 years, and the option to extend it for up to 24 months", 36, "36 + 24"),
            (
                "initial term of 5 years and the right to extend by a further 2 years (maximum 7 years)",
                84,
                "60 + 24 of 84",
            ),
            ("48 month initial contract period and a 36 month extension option", 48, "48 + 36"),
            ("Possible four year extension after the initial six year term", 72, "72 + 48"),
            (
                "It runs for thirty six (36) months initially, then two (2) optional extensions of eighteen (18) months.",
                36,
                "36 + 18, 18",
            ),
            (
                "The service is let for five [5] years with the right to extend by three [3] individual one [1] year periods.",
                60,
                "60 + 12, 12, 12",
            ),
            (
                "Let for three years, and can be extended for a further two one year periods (a potential total contract length of 5 years).",
                36,
                "36 + 12, 12 of 60",
            ),
            (
                "The service will last for six years until 30 June 2032; perhaps a further two single year extensions follow until 30 June 2034.",
                72,
                "72 + 12, 12",
            ),
            ("the term can be extended from 48 to 72 months", 48, "48 + 24"),
            ("3 years plus two 1-year extensions", 36, "36 + 12, 12"),
            ("24 months. Northmere can extend that for up to a further 24 months.", 24, "- + 24"),
            ("extension of 12 months and then a further 6 months", 36, "- + 12, 6"),
            ("The term may be extended to a maximum of 7 years", 60, "- + - of 84"),
            // Lengths of something else.
            ("may be extended by 24 months on 6 months' notice", 36, "- + 24"),
            ("On giving at least 3 months notice, the council may extend for 12 months", 36, "- + 12"),
            ("extension of 24 months, with a review after 12 months", 36, "- + 24"),
        ],
    );
}

#[test]
fn renewals_that_are_not_clear_are_not_read() {
    check(
        Setting::Renewal,
        &[
            ("", 36, "?"),
            ("Yes", 36, "?"),
            ("Subject to funding", 36, "?"),
            ("See the tender documents", 36, "?"),
            ("The list stays open for a minimum of 4 years and can be extended further.", 48, "?"),
            ("1+1", 24, "?"),
            ("An extension of 3 years + 1 year", 36, "?"),
            ("3+1+1", 24, "?"),
            ("2 + 12", 24, "?"),
            ("24 months", 24, "?"),
            ("12-24 months", 36, "?"),
            ("an extension of 12 to 24 months", 36, "?"),
            ("extension of two (3) years", 36, "?"),
            ("option to extend by 12 months, option to extend by 12 months", 36, "?"),
            ("an extension of 12 months. The extension may be 24 months.", 36, "?"),
            ("may be extended up to a maximum of 7 years", 60, "?"),
            ("for a maximum of 4 years", 48, "?"),
            ("Lot 2 extension", 36, "?"),
            ("renewed every 4 years", 48, "?"),
            ("A new contract in 2 years' time", 36, "?"),
            ("extend for a period of 300,000 months", 36, "?"),
            ("extend for 0 months", 36, "?"),
            ("extend for 300 years", 36, "?"),
            // The whole and its parts, which do not fit the period.
            ("6 years (4+1+1)", 36, "?"),
            // What is denied, or used up.
            ("The 9 months that were left for an extension are already used", 36, "?"),
            ("An extension of 9 months was refused in the past; no option remains", 36, "?"),
            ("This cannot be extended beyond the 9 months of the last extension", 36, "?"),
            ("an extension of 9 months. It may be granted twice.", 36, "?"),
            ("by a further -9 months", 36, "?"),
            ("50 x 12 months extensions", 36, "?"),
        ],
    );
}

#[test]
fn elsewhere_only_sentences_on_extending_count() {
    check(
        Setting::Elsewhere,
        &[
            (
                "Northmere means to let this for 6 years, and may then extend it for a further 2 x 2 year periods",
                72,
                "72 + 24, 24",
            ),
            (
                "The service starts on 01/07/2026, ends on 30/06/2031 and may be extended for 2 further periods of 18 months.",
                96,
                "60 + 18, 18",
            ),
            (
                "The service starts on 1 April 2027 and ends on 31 March 2032 and may be extended by up to 24 months.",
                60,
                "60 + 24",
            ),
            (
                "Bidders need 3 years experience. The contract is for an initial 5 years, extendable by 2 years.",
                84,
                "60 + 24",
            ),
            ("This is a contract for 5 years.", 60, "?"),
            ("Two years of accounts are asked for. Further 12 months figures may help.", 36, "?"),
            ("The service has run for 4 years. Hours may be extended at weekends.", 60, "?"),
            ("The council may extend opening times.", 60, "?"),
            ("The current contract may be extended by 12 months to cover the procurement.", 60, "?"),
            ("The contract let in 2019 was extended by two years.", 60, "?"),
            (
                "What runs now has been extended for a further 9 months. The new one is for 5 years, extendable by 24 months.",
                60,
                "60 + 24",
            ),
            (
                "It serves adults aged 18 years and is let for a 4 years term with a possible extension of up to 24 months",
                72,
                "48 + 24",
            ),
            ("for 3 years.rnrnNorthmere may extend that by 18 months.", 36, "- + 18"),
        ],
    );
}
