//! The words of titles and remedies.

use std::collections::BTreeMap;

use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::Name;

use super::Finding;
use crate::workshop::Workshop;

/// Words that make a title a demand wherever they stand.
const DEMANDS: &[&str] = &["must", "should", "shall"];

/// Verbs by which a title gives an order where it begins with one.
const ORDERS: &[&str] = &[
    "avoid",
    "consider",
    "develop",
    "do",
    "don't",
    "ensure",
    "establish",
    "give",
    "implement",
    "make",
    "provide",
    "require",
    "try",
];

/// Words that show a verb though they end neither in `s` nor in `ed`: verbs of their own forms, and plurals without `s`, whose
/// verbs may be any word.
const VERBS_AND_PLURALS: &[&str] = &[
    "are", "became", "began", "broke", "built", "came", "can", "cannot", "children", "chose", "could", "cut", "did",
    "fell", "gave", "grew", "had", "have", "held", "kept", "left", "lost", "made", "may", "men", "met", "might",
    "paid", "people", "police", "put", "ran", "rose", "sat", "sent", "set", "spent", "staff", "stood", "they", "told",
    "took", "we", "went", "were", "will", "women", "won", "would", "you",
];

/// Longer titles hardly ever lack a verb; those that do are left to the reader.
const MOST_WORDS_OF_A_PHRASE: usize = 4;

/// Words that each reader may take as they like, and phrases that let the rule off.
const VAGUE: &[&str] = &[
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "as necessary",
    "as needed",
    "best practice",
    "good practice",
    "high-quality",
    "if needed",
    "if possible",
    "reasonable",
    "reasonably",
    "robust",
    "robustly",
    "sufficient",
    "sufficiently",
    "suitable",
    "suitably",
    "timely",
    "where appropriate",
    "where possible",
    "world-class",
];

/// A title that asks, demands, or only names its subject.
pub(super) fn title_not_a_statement(workshop: &Workshop) -> Vec<Finding> {
    let criteria = workshop.charter().criteria().iter().map(|criterion| &criterion.syntax.title);
    criteria
        .filter_map(|title| {
            let (what, label) = fault(&title.value)?;
            let message = format!("the title `{}` {what}", title.value);
            Some(Finding::at(workshop, Code::TitleNotAStatement, title.span, message, label).with_help(
                "say what is so where the rule holds, as in `Few staff leave`; of a flag, where it is raised",
            ))
        })
        .collect()
}

/// Why a title is no statement, and in short.
fn fault(title: &str) -> Option<(&'static str, &'static str)> {
    let words: Vec<String> = plain_words(title);
    let first = words.first().map_or("", String::as_str);
    if title.ends_with('?') {
        Some(("is a question", "a question"))
    } else if title.ends_with(['.', '!']) {
        Some(("ends like a sentence of a text", "titles end without a full stop"))
    } else if words.iter().any(|word| DEMANDS.contains(&word.as_str())) {
        Some(("is a demand, which `must` and `should` make already", "a demand"))
    } else if ORDERS.contains(&first) {
        Some(("is an order", "an order"))
    } else if words.len() <= MOST_WORDS_OF_A_PHRASE && !words.iter().any(|word| shows_a_verb(word)) {
        Some(("names a subject and says nothing of it", "no verb"))
    } else {
        None
    }
}

/// Words in lower case, without the marks around them.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Either a verb of a single subject ends in `s`, or a subject of many does; a past ends in `ed`. So rather too much passes.
fn shows_a_verb(word: &str) -> bool {
    let is_past = word.ends_with("ed") && word.len() > "need".len();
    word.ends_with('s') || is_past || VERBS_AND_PLURALS.contains(&word)
}

/// A criterion whose title or remedy each reader can take as they like.
pub(super) fn vague_wording(workshop: &Workshop) -> Vec<Finding> {
    let criteria = workshop.charter().criteria().iter().map(|criterion| &criterion.syntax);
    let texts = criteria.flat_map(|criterion| [&criterion.title].into_iter().chain(&criterion.fix));
    texts
        .filter_map(|text| {
            let vague = vague_phrase(&text.value)?;
            let message = format!("`{vague}` may mean anything to anybody");
            Some(
                Finding::at(workshop, Code::VagueWording, text.span, message, format!("says `{vague}`"))
                    .with_help("say how much, how often or by when; the condition knows"),
            )
        })
        .collect()
}

fn vague_phrase(text: &str) -> Option<&'static str> {
    let spaced = format!(" {} ", plain_words(text).join(" "));
    VAGUE.iter().copied().find(|phrase| spaced.contains(&format!(" {phrase} ")))
}

/// Two criteria that a scorecard would show alike.
pub(super) fn duplicate_title(workshop: &Workshop) -> Vec<Finding> {
    let mut first: BTreeMap<String, &Name> = BTreeMap::new();
    let mut found = Vec::new();
    for criterion in workshop.charter().criteria() {
        let title = &criterion.syntax.title;
        let earlier = *first.entry(title.value.to_lowercase()).or_insert(title);
        if earlier.span != title.span {
            let message = format!("two criteria are called `{}`", title.value);
            found.push(
                Finding::at(workshop, Code::DuplicateTitle, title.span, message, "again here")
                    .with_label(workshop, earlier.span, "first here")
                    .with_help("say in each what sets it apart: scorecards show titles"),
            );
        }
    }
    found
}
