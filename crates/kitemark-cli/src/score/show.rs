//! Results in every format.

use std::collections::BTreeMap;

use kitemark::cohort::{Cohort, Entry};
use kitemark::report::junit::{self, Case, Status, Suite, Trouble};
use kitemark::report::{self, Run, TextStyle};
use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic};
use serde::Serialize;

use super::args::Format;
use super::one::Outcome;
use crate::draw;
use crate::failure::usage;

/// The scorecard of the only profile, if it could be scored. Logs for other tools say so where it could not.
pub(super) fn single(outcomes: &[Outcome], format: Format, style: &TextStyle) -> Option<String> {
    let Outcome { name, scorecard, profile, diagnostics, .. } = outcomes.first()?;
    let card = scorecard.as_ref();
    let item = Item { file: name, scorecard: card, diagnostics };
    Some(match format {
        Format::Text => report::text(card?, style),
        Format::Markdown => report::markdown(card?),
        Format::Html => report::html(card?, profile.as_deref()?),
        Format::Csv => report::csv(&Cohort::rank(vec![Entry::card(name.as_str(), card?.clone())], &[])),
        Format::Badge => report::badge(card?),
        Format::Json => kitemark::json(&card?),
        Format::Yaml => as_yaml(&card?),
        Format::Sarif => as_sarif(&[item]),
        Format::Junit => as_junit(&[item]),
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
        Format::Html => {
            let one = usage("a page shows one profile: name only one");
            return Err(one.with_help("`kitemark cohort --format html` shows many on one page"));
        }
        Format::Csv => report::csv(&cohort),
        Format::Badge => return Err(usage("a badge shows one profile: name only one")),
        Format::Json => kitemark::json(&items(&cohort, &diagnostics)),
        Format::Yaml => as_yaml(&items(&cohort, &diagnostics)),
        Format::Sarif => as_sarif(&items(&cohort, &diagnostics)),
        Format::Junit => as_junit(&items(&cohort, &diagnostics)),
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

impl<'a> Item<'a> {
    fn as_run(&self) -> Run<'a> {
        let Item { file, scorecard, diagnostics } = *self;
        Run { file: file.to_owned(), diagnostics: diagnostics.iter().collect(), scorecard, done: scorecard.is_some() }
    }
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

/// A run for each profile.
fn as_sarif(items: &[Item<'_>]) -> String {
    report::sarif(&items.iter().map(Item::as_run).collect::<Vec<_>>())
}

/// The suites of every profile; one that could not be scored is a case in error.
fn as_junit(items: &[Item<'_>]) -> String {
    let suites = items.iter().flat_map(|item| match item.scorecard {
        Some(card) => junit::suites(item.file, card),
        None => {
            let status = Status::Errored(Trouble::of(item.diagnostics));
            let case = Case { name: "the profile is scored".to_owned(), class: item.file.to_owned(), status };
            vec![Suite { name: item.file.to_owned(), properties: Vec::new(), cases: vec![case] }]
        }
    });
    junit::xml("kitemark score", &suites.collect::<Vec<_>>())
}
