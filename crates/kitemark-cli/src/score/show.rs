//! Results as text, JSON, YAML and Markdown.

use std::collections::BTreeMap;

use kitemark::report::{self, Cohort, Entry, TextStyle};
use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic};
use serde::Serialize;

use super::args::Format;
use super::one::Outcome;
use crate::draw;
use crate::failure::usage;

/// The scorecard of the only profile, if it could be scored.
pub(super) fn single(outcomes: Vec<Outcome>, format: Format, style: &TextStyle) -> Option<String> {
    let Outcome { name, scorecard, profile, .. } = outcomes.into_iter().next()?;
    let (card, profile) = (scorecard?, profile?);
    Some(match format {
        Format::Text => report::text(&card, style),
        Format::Markdown => report::markdown(&card),
        Format::Csv => report::csv(&Cohort::rank(vec![Entry::scored(name, card)], &[])),
        Format::Html => report::html(&card, &profile),
        Format::Badge => report::badge(&card),
        Format::Json => as_json(&card),
        Format::Yaml => as_yaml(&card),
    })
}

/// All profiles, best first: as a table, or as a list of scorecards with their diagnostics.
///
/// # Errors
///
/// A page or a badge is of one profile.
pub(super) fn several(
    outcomes: Vec<Outcome>,
    charter: &Charter,
    format: Format,
    style: &TextStyle,
) -> Result<String, Diagnostic> {
    let awards = charter.awards();
    let awards: Vec<&str> = awards.iter().map(|(id, _)| *id).collect();
    let mut diagnostics = BTreeMap::new();
    let entries = outcomes.into_iter().map(|outcome| entry(outcome, &mut diagnostics)).collect();
    let cohort = Cohort::rank(entries, &awards);
    Ok(match format {
        Format::Text => report::text_table(&cohort, style),
        Format::Markdown => report::markdown_table(&cohort),
        Format::Csv => report::csv(&cohort),
        Format::Html => return Err(usage("a page shows one profile: name only one")),
        Format::Badge => return Err(usage("a badge shows one profile: name only one")),
        Format::Json => as_json(&items(&cohort, &diagnostics)),
        Format::Yaml => as_yaml(&items(&cohort, &diagnostics)),
    })
}

fn entry(outcome: Outcome, diagnostics: &mut BTreeMap<String, Vec<Diagnostic>>) -> Entry {
    let entry = match outcome.scorecard {
        Some(card) => Entry::scored(outcome.name.clone(), card),
        None => Entry::refused(outcome.name.clone(), draw::count(&outcome.diagnostics)),
    };
    diagnostics.insert(outcome.name, outcome.diagnostics);
    entry
}

/// One of several profiles.
#[derive(Serialize)]
struct Item<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scorecard: Option<&'a Scorecard>,
    #[serde(skip_serializing_if = "<[Diagnostic]>::is_empty")]
    diagnostics: &'a [Diagnostic],
}

fn items<'a>(cohort: &'a Cohort, diagnostics: &'a BTreeMap<String, Vec<Diagnostic>>) -> Vec<Item<'a>> {
    let item = |entry: &'a Entry| Item {
        file: &entry.file,
        scorecard: entry.result.as_deref().ok(),
        diagnostics: diagnostics.get(&entry.file).map_or(&[], Vec::as_slice),
    };
    cohort.entries().iter().map(item).collect()
}

/// A scorecard is plain data, which always has a JSON form.
fn as_json(data: &impl Serialize) -> String {
    serde_json::to_string_pretty(data).unwrap_or_default() + "\n"
}

fn as_yaml(data: &impl Serialize) -> String {
    serde_yaml::to_string(data).unwrap_or_default()
}
