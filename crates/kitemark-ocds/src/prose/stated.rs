//! The term of the whole, where a sentence gives it: "the contract is for a 5 year period".

use kitemark_dsl::value::{Duration, Number};
use pest::Parser;

use super::grammar::{Grammar, Pair, Rule, count, long_measured, plain};

/// The lengths that a text gives for the whole contract, however long they are.
pub(crate) fn stated(text: &str) -> Vec<Duration> {
    let plain = plain(text);
    let Ok(pairs) = Grammar::parse(Rule::stated_text, &plain) else { return Vec::new() };
    let stated = pairs.filter(|pair| pair.as_rule() == Rule::stated);
    let lengths = stated.flat_map(Pair::into_inner).filter(|inner| inner.as_rule() == Rule::stated_length);
    lengths.filter_map(length).collect()
}

fn length(pair: Pair<'_>) -> Option<Duration> {
    let (mut number, mut unit) = (None, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::thousands => number = Number::parse(&inner.as_str().replace(',', "")).ok(),
            Rule::count => number = count(inner),
            Rule::unit => unit = Some(inner),
            _ => {}
        }
    }
    long_measured(number?, &unit?)
}

#[cfg(test)]
mod tests {
    use super::stated;

    #[test]
    fn the_term_of_the_whole_is_found() {
        for (text, terms) in [
            ("The contract is for a 5 year period.", "60 months"),
            ("For the full 48 month term the service is worth more.", "48 months"),
            ("The real contract term will be 1,200 months, the form takes no more than 999.", "1200 months"),
            ("Contract duration: four (4) years", "48 months"),
            ("A 36 month contract for outreach", "36 months"),
            ("The duration of the agreement is 3 years.", "36 months"),
            (
                "The framework will run for an initial period of 2 years. The framework lasts 4 years.",
                "24 months, 48 months",
            ),
            ("Staff have 6 months notice; the contract is reviewed every 12 months.", ""),
            ("A 12 month contract extension may follow.", ""),
            ("The contract is for 6 months notice", ""),
            ("Five years of recovery", ""),
        ] {
            let found: Vec<String> = stated(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(", "), terms, "{text}");
        }
    }
}
