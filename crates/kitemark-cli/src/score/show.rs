//! Results as text, JSON, YAML and Markdown.

use std::collections::BTreeMap;

use kitemark::cohort::{Cohort, Entry};
use kitemark::report::{self, TextStyle};
use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic};
use serde::Serialize;

use super::args::Format;
use super::one::Outcome;
use crate::draw;
use crate::failure::usage;
use crate::output;

/// The scorecard of the only profile, if it could be scored.
pub(super) fn single(outcomes: Vec<Outcome>, format: Format, style: &TextStyle) -> Option<String> {
    let Outcome { name, scorecard, .. } = outcomes.into_iter().next()?;
    let card = scorecard?;
    Some(match format {
        Format::Text => report::text(&card, style),
        Format::Markdown => report::markdown(&card),
        Format::Csv => report::csv(&Cohort::rank(vec![Entry::card(name, card)], &[])),
        Format::Badge => report::badge(&card),
        Format::Json => output::json(&card),
        Format::Yaml => as_yaml(&card),
    })
}

/// All profiles, best first: as a table, or as a list of scorecards with their diagnostics.
///
/// # Errors
///
/// A badge is of one profile.
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
        Format::Badge => return Err(usage("a badge shows one profile: name only one")),
        Format::Json => output::json(&items(&cohort, &diagnostics)),
        Format::Yaml => as_yaml(&items(&cohort, &diagnostics)),
    })
}

fn entry(outcome: Outcome, diagnostics: &mut BTreeMap<String, Vec<Diagnostic>>) -> Entry<Box<Scorecard>> {
    let entry = match outcome.scorecard {
        Some(card) => Entry::card(outcome.name.clone(), card),
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

fn items<'a>(cohort: &'a Cohort<Box<Scorecard>>, diagnostics: &'a BTreeMap<String, Vec<Diagnostic>>) -> Vec<Item<'a>> {
    let item = |entry: &'a Entry<Box<Scorecard>>| Item {
        file: &entry.file,
        scorecard: entry.result.as_ref().ok().map(|(_, card)| card.as_ref()),
        diagnostics: diagnostics.get(&entry.file).map_or(&[], Vec::as_slice),
    };
    cohort.entries().iter().map(item).collect()
}

fn as_yaml(data: &impl Serialize) -> String {
    serde_yaml::to_string(data).unwrap_or_default()
}
