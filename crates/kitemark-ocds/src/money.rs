//! What a contract is worth, and the turnover that bidders have to show.

use kitemark_dsl::value::{Currency, Literal, Number};

use crate::answer::{Answer, Entry, Written, quoted, quoted_around};
use crate::letting::has_words;
use crate::node::{self, Node};
use crate::part::Part;
use crate::whole;

/// An amount of a notice.
struct Amount {
    value: Number,
    pointer: String,
    /// Why a person has to look at it.
    doubts: Vec<String>,
}

/// Adds the value of a part to its contract: as signed, as awarded, as estimated for the lot, or for the whole.
pub(crate) fn add_value(root: &Node<'_>, part: &Part<'_>, currency: Currency, entry: &mut Entry) {
    let tender = root.get("tender");
    let mut nodes = vec![part.contract.get("value"), part.award.get("value"), part.lot.get("value")];
    if part.alone {
        nodes.push(tender.get("value"));
    }
    let mut amounts = Vec::new();
    for node in nodes.iter().filter(|node| node.is_there()) {
        match amount(node, currency) {
            Ok(amount) => amounts.push(amount),
            Err(note) => entry.notes.push(note),
        }
    }
    let least = if part.alone { amount(&tender.get("minValue"), currency).ok() } else { None };
    let known: Vec<Number> = amounts.iter().chain(&least).map(|amount| amount.value).collect();
    let mut amounts = amounts.into_iter();
    let Some(first) = amounts.next() else {
        entry.notes.push("the notice does not say what this contract is worth".to_owned());
        return;
    };
    let mut answer =
        Answer::new("value.lifetime", Written::Literal(Literal::Money(currency, first.value)), vec![first.pointer]);
    answer.doubts = first.doubts;
    for other in amounts.filter(|other| other.value != first.value) {
        answer = answer.doubt(format!("{} gives {}", other.pointer, currency.format(other.value)));
    }
    if let Some(least) = least.filter(|least| least.value != first.value) {
        answer = answer.doubt(format!("{} gives {} as the least", least.pointer, currency.format(least.value)));
    }
    if entry
        .answers
        .iter()
        .any(|answer| answer.path == "extensions" && !answer.is_unsaid() && answer.value != Written::List(Vec::new()))
    {
        answer = answer.doubt("does it include the extensions?");
    }
    let prose = [part.lot.get("description"), tender.get("description"), root.get("description")];
    if let Some(said) = prose.iter().filter_map(Node::prose).find(|said| speaks_of_a_year(&said.value)) {
        answer =
            answer.doubt(format!("{} speaks of money in a year: is it the value of the whole term?", said.pointer));
    }
    let gross = nodes.iter().filter_map(|node| node.get("amountGross").number()).map(|said| said.value);
    let known: Vec<Number> = known.into_iter().chain(gross).collect();
    for said in whole::texts(root, part) {
        let other = stated(&said.value).into_iter().find(|amount| !known.contains(amount));
        if let Some(other) = other.filter(|_| currency == Currency::GBP) {
            let words = quoted_around(&said.value, &WHOLE_VALUE);
            answer = answer.doubt(format!("{} gives {}: {words}", said.pointer, currency.format(other)));
        }
    }
    entry.answers.push(answer);
}

/// What the lots are worth together, where that is not what the notice says of the whole.
pub(crate) fn compare_lots(root: &Node<'_>, parts: &[Part<'_>], currency: Currency) -> Option<String> {
    let whole = amount(&root.at(&["tender", "value"]), currency).ok()?;
    if parts.iter().any(|part| part.alone) {
        return None;
    }
    let lots: Vec<Amount> = parts.iter().filter_map(|part| amount(&part.lot.get("value"), currency).ok()).collect();
    let written = currency.format(whole.value);
    if lots.is_empty() {
        return Some(format!(
            "{} gives {written} for all parts together; it was not divided among them",
            whole.pointer
        ));
    }
    let sum = lots.iter().try_fold(Number::ZERO, |sum, lot| sum.checked_add(lot.value))?;
    let differs = lots.len() == parts.len() && sum != whole.value;
    differs.then(|| format!("{} gives {written}, but its lots come to {}", whole.pointer, currency.format(sum)))
}

/// An amount in the currency of the charter, without tax where the notice gives both; or why it cannot be used.
fn amount(node: &Node<'_>, currency: Currency) -> Result<Amount, String> {
    let (net, gross) = (node.get("amount"), node.get("amountGross"));
    let chosen = if net.number().is_some() { &net } else { &gross };
    let Some(said) = chosen.number() else { return Err(format!("the amount at {} cannot be read", node.pointer())) };
    if said.value.is_zero() || said.value.is_negative() {
        return Err(format!("the amount at {} is {}, which says nothing", said.pointer, said.value));
    }
    let mut doubts = Vec::new();
    match node.get("currency").text() {
        Some(code) if code.value == currency.code() => {}
        Some(code) => {
            let other = quoted(&code.value);
            return Err(format!("the amount at {} is {} in {other}, not in {currency}", said.pointer, said.value));
        }
        None => doubts.push(format!("{} names no currency", node.pointer())),
    }
    if net.number().is_none() {
        doubts.push("it includes value added tax".to_owned());
    }
    Ok(Amount { value: said.value, pointer: said.pointer, doubts })
}

fn speaks_of_a_year(text: &str) -> bool {
    let text = text.to_lowercase();
    ["per annum", "per year", "annual value", "annual budget", "each year", "a year)", "pa)", "p.a."]
        .iter()
        .any(|words| text.contains(words))
}

/// Adds the turnover that bidders have to show, where the selection criteria name exactly one.
pub(crate) fn add_turnover(root: &Node<'_>, part: &Part<'_>, currency: Currency, entry: &mut Entry) {
    let criteria = [part.lot.at(&["selectionCriteria"]), root.at(&["tender", "selectionCriteria"])];
    let mut texts = Vec::new();
    for node in &criteria {
        texts.extend([node.get("description"), node.get("minimum")]);
        for criterion in node.get("criteria").list() {
            texts.extend([criterion.get("description"), criterion.get("minimum")]);
        }
    }
    let mentions: Vec<_> =
        texts.iter().filter_map(Node::prose).filter(|said| said.value.to_lowercase().contains("turnover")).collect();
    let mut found: Vec<Number> = mentions.iter().flat_map(|said| turnovers(&said.value)).collect();
    found.dedup();
    let pointers: Vec<String> = mentions.iter().map(|said| said.pointer.clone()).collect();
    match (found.as_slice(), mentions.first()) {
        ([amount], Some(first)) if currency == Currency::GBP => entry.answers.push(
            Answer::new("min_turnover", Written::Literal(Literal::Money(currency, *amount)), pointers)
                .doubt(format!("read from {}", around_turnover(&first.value))),
        ),
        (_, Some(first)) => entry.notes.push(format!(
            "the notice speaks of turnover, without one plain figure ({}): {}; with `min_turnover` left out, the profile says \
             that none was asked for",
            first.pointer,
            around_turnover(&first.value)
        )),
        (_, None) => {}
    }
}

/// The amounts in pounds that stand right behind "turnover", in the same sentence, as the least that is asked for.
fn turnovers(text: &str) -> Vec<Number> {
    let lower = text.to_lowercase();
    let behind = lower.match_indices("turnover").filter_map(|(at, word)| {
        let rest = lower.get(at + word.len()..)?;
        let before = sentence_before(lower.get(..at)?);
        let sentence = rest.split(". ").next().unwrap_or_default();
        let is_denied = DENYING.iter().any(|word| has_words(before, word))
            || NOT_NEEDED.iter().any(|words| sentence.contains(words));
        (!is_denied).then_some(rest)
    });
    behind.map(near).filter(|near| !is_upper_bound(near)).filter_map(first_amount).collect()
}

/// What stands right behind a word, in the same sentence.
fn near(rest: &str) -> &str {
    const NEAR: usize = 60;
    let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(end, _)| end);
    // An amount that begins near is read to its end.
    let end = rest.get(end..).and_then(|rest| rest.find([' ', ';'])).map_or(rest.len(), |more| end + more + 12);
    let near = rest.get(..end.min(rest.len())).unwrap_or(rest).split(". ").next().unwrap_or_default();
    near.split([';', '\n']).next().unwrap_or_default()
}

/// Words that the value of the whole stands behind.
const WHOLE_VALUE: [&str; 6] = [
    "total value",
    "overall value",
    "contract value",
    "value of the contract",
    "value of this contract",
    "total budget",
];

/// The amounts in pounds that a text gives as the value of the whole.
fn stated(text: &str) -> Vec<Number> {
    let lower = text.to_lowercase().replace("â£", "£");
    let behind = WHOLE_VALUE
        .iter()
        .flat_map(|words| lower.match_indices(words).filter_map(|(at, found)| lower.get(at + found.len()..)).map(near));
    behind.filter_map(first_amount).collect()
}

const DENYING: [&str; 4] = ["no", "not", "without", "never"];

const NOT_NEEDED: [&str; 4] = ["not required", "not needed", "no longer", "not a requirement"];

/// The part of a sentence that a text ends with.
fn sentence_before(text: &str) -> &str {
    text.rsplit([';', '\n']).next().and_then(|part| part.rsplit(". ").next()).unwrap_or_default()
}

/// Whether the amount behind these words is the most, and not the least; or is none of a turnover.
fn is_upper_bound(text: &str) -> bool {
    const LOWER: [&str; 3] = ["not less than", "no less than", "not below"];
    const UPPER: [&str; 11] = [
        "not",
        "no",
        "up to",
        "below",
        "less than",
        "under",
        "at most",
        "maximum",
        "insurance",
        "indemnity",
        "fewer than",
    ];
    let figure = text.find(['£', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).unwrap_or(text.len());
    let before = text.get(..figure).unwrap_or_default();
    let before = LOWER.iter().fold(before.to_owned(), |text, words| text.replace(words, "at least"));
    UPPER.iter().any(|word| has_words(&before, word))
}

/// The first amount in pounds of a text: `£1.2m`, `800,000 gbp`, `gbp 400,000`.
fn first_amount(text: &str) -> Option<Number> {
    let words = in_groups(text.split([' ', '\n', '\u{a0}', '(', ')', ';']).filter(|word| !word.is_empty()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let before = if at == 0 { "" } else { words.get(at - 1).copied().unwrap_or_default() };
        // Figures beside one another that are no groups of one are too easily misread.
        if next.starts_with(|c: char| c.is_ascii_digit()) && is_figure(word)
            || before.ends_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let glued = word.strip_prefix('£').or_else(|| word.strip_prefix("gbp"));
        let beside = before == "gbp" || before == "£" || next.starts_with("gbp");
        let figure = glued.or_else(|| (beside && is_figure(word)).then_some(*word))?;
        scaled(figure.trim_end_matches([',', '.', ':']), next)
    })
}

/// The words of a text, where digits in groups with blanks between are one: `400 000`, `1 300,000`.
fn in_groups<'t>(words: impl Iterator<Item = &'t str>) -> Vec<String> {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut joined: Vec<String> = Vec::new();
    let mut goes_on = false;
    for word in words {
        let digits = word.trim_end_matches(['.', ',', ':']);
        let is_group = digits.split(',').all(|group| group.len() == 3 && all_digits(group));
        match joined.last_mut() {
            Some(last) if is_group && goes_on => {
                last.push_str(&digits.replace(',', ""));
                goes_on = digits == word;
            }
            _ => {
                // A figure in groups begins with one to three digits; a year has four.
                let first = word.strip_prefix('£').unwrap_or(word);
                goes_on = (1..=3).contains(&first.len()) && all_digits(first);
                joined.push(word.to_owned());
            }
        }
    }
    joined
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn scaled(figure: &str, next: &str) -> Option<Number> {
    let (digits, factor) = match (figure.strip_suffix('m'), figure.strip_suffix('k')) {
        (Some(digits), _) => (digits, 1_000_000),
        (_, Some(digits)) => (digits, 1_000),
        _ if next.starts_with("million") => (figure, 1_000_000),
        _ => (figure, 1),
    };
    let amount = node::number(digits)?.checked_mul(Number::from(factor))?;
    (!amount.is_zero()).then_some(amount)
}

fn around_turnover(text: &str) -> String {
    quoted_around(text, &["turnover"])
}

#[cfg(test)]
mod tests {
    use super::turnovers;

    fn read(text: &str) -> Vec<String> {
        turnovers(text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_turnover_is_read_where_it_is_plain() {
        for (text, amount) in [
            ("a \"general\" turnover of 730,000 GBP in each year", "730000"),
            ("Bidders need a yearly turnover of £1.2m.", "1200000"),
            ("minimum turnover: GBP 400,000", "400000"),
            ("a turnover of at least £2 million a year", "2000000"),
            ("a turnover of 240000 GBP a year. Insurance of 6,000,000 GBP", "240000"),
            ("turnover of 1 250,000 GBP a year", "1250000"),
            ("turnover of GBP 450 000 a year", "450000"),
            ("a yearly turnover of £1 450 000.", "1450000"),
            ("a turnover of not less than £90,000", "90000"),
        ] {
            assert_eq!(read(text), [amount], "{text}");
        }
    }

    #[test]
    fn a_turnover_is_not_read_where_it_is_not() {
        for text in [
            "no least turnover is asked for, but insurance of £2,000,000",
            "A turnover of £90,000 is not required.",
            "a turnover of no more than £90,000",
            "a turnover of up to £90,000",
            "turnover in 2024 450 000 GBP",
            "Turnover is to be half as much again as the contract",
            "state your turnover. Insurance of £5,000,000 is needed",
            "turnover in EUR 300,000",
            "no such thing: £5,000",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
