//! Scorecards and diagnostics as [SARIF 2.1.0], the format in which editors and code hosts take what tools find.
//!
//! [SARIF 2.1.0]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

mod criteria;
mod diagnostics;
mod place;

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::visible::visible;
use kitemark_eval::scorecard::Scorecard;
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One file looked at: a profile or a charter.
#[derive(Debug, Clone)]
pub struct Run<'a> {
    /// Its name, usually a path.
    pub file: String,
    /// What is wrong with it.
    pub diagnostics: Vec<&'a Diagnostic>,
    /// Its scorecard, if it was scored.
    pub scorecard: Option<&'a Scorecard>,
    /// Whether what was asked could be done: the profile scored, the file read.
    pub done: bool,
}

/// A log with a run for each file.
///
/// A run's results are what is wrong with the file, and the criteria of its scorecard that do not pass:
///
/// | verdict | kind | level |
/// | --- | --- | --- |
/// | a `must` unmet, any `error` | fail | error |
/// | a `must` partly met, a `should` unmet or partly met | fail | warning |
/// | a flag raised | fail | note |
/// | unverified | review | none |
/// | unanswered | open | none |
/// | waived | fail, suppressed by the exemption | as if unmet |
///
/// Missing data is never a failure: `open` says that there is too little to decide, `review` that somebody has to look. The
/// criteria are the rules of a tool extension that is the charter, the codes of diagnostics those of the tool itself.
pub fn sarif(runs: &[Run<'_>]) -> String {
    let runs: Vec<Value> = runs.iter().map(run).collect();
    format!("{:#}\n", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs }))
}

fn run(run: &Run<'_>) -> Value {
    let mut results = diagnostics::results(&run.diagnostics);
    let mut tool = json!({ "driver": driver(&run.diagnostics) });
    let mut properties = json!({ "file": run.file });
    if let Some(card) = run.scorecard {
        results.extend(criteria::results(&run.file, card));
        tool["extensions"] = json!([criteria::extension(card)]);
        properties = criteria::summary(&run.file, card);
    }
    let kind = run.scorecard.map_or("check", |card| &card.stamp.charter_id);
    json!({
        "tool": tool,
        // Code hosts keep the results of different profiles apart by it.
        "automationDetails": { "id": format!("kitemark/{kind}/{}/", place::uri(&run.file)) },
        "invocations": [{ "executionSuccessful": run.done }],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": shown(properties),
    })
}

fn driver(diagnostics: &[&Diagnostic]) -> Value {
    json!({
        "name": "kitemark",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": diagnostics::rules(diagnostics),
    })
}

/// Data in which nothing hides.
fn shown(data: Value) -> Value {
    match data {
        Value::String(text) => visible(&text).into(),
        Value::Array(items) => items.into_iter().map(shown).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, shown(value))).collect(),
        other => other,
    }
}

/// A message.
fn message(text: &str) -> Value {
    json!({ "text": plain(text) })
}

/// Text in which nothing hides, and in which a viewer finds no link.
fn plain(text: &str) -> String {
    visible(text).replace("](", "] (")
}
