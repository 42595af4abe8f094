//! Diagnostics as results, and their codes as rules.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

use super::{place, plain};

/// The codes that occur, each once and in order.
fn codes(diagnostics: &[&Diagnostic]) -> Vec<Code> {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|one| one.code).collect();
    codes.into_iter().collect()
}

pub(super) fn rules(diagnostics: &[&Diagnostic]) -> Vec<Value> {
    codes(diagnostics).into_iter().map(rule).collect()
}

fn rule(code: Code) -> Value {
    let page = code.page();
    // A page begins with `# K0302 what it is`.
    let heading = page.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let title = heading.strip_prefix(code.as_str()).unwrap_or(heading).trim_start();
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": title },
        "help": { "text": format!("`kitemark explain {}` says more.", code.as_str()), "markdown": page },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

pub(super) fn results(diagnostics: &[&Diagnostic]) -> Vec<Value> {
    let codes = codes(diagnostics);
    let mut alike: BTreeMap<(Code, &str), usize> = BTreeMap::new();
    let result = |diagnostic: &Diagnostic, occurrence: usize| {
        let help: String = diagnostic.help.iter().map(|help| format!("\nhelp: {}", plain(help))).collect();
        let mut result = json!({
            "ruleId": diagnostic.code.as_str(),
            "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or_default(),
            "level": level(diagnostic.severity()),
            "message": { "text": format!("{}{help}", plain(&diagnostic.message)) },
            // No line is in it: what is written further up does not make it another problem.
            "partialFingerprints": { "diagnostic/v1": format!("{} {}:{occurrence}", diagnostic.code.as_str(), plain(&diagnostic.message)) },
        });
        let mut places = diagnostic.labels.iter().map(place::of_label);
        if let Some(first) = places.next() {
            result["locations"] = json!([first]);
        }
        let related: Vec<Value> = places.collect();
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        result
    };
    let mut results = Vec::new();
    for diagnostic in diagnostics {
        let occurrence = alike.entry((diagnostic.code, &diagnostic.message)).or_default();
        *occurrence += 1;
        results.push(result(diagnostic, *occurrence));
    }
    results
}
