//! The expected outcomes in `expected/`: whole, or by digest where they are long.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::case::{Case, Outcome};
use super::expect::values;

/// Longer outcomes are kept by digest.
const MOST_BYTES: usize = 16 * 1024;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/expected")
}

/// Where the outcome of a case is kept whole, and where by digest. One of them is there.
pub fn places(case: &Case) -> [PathBuf; 2] {
    ["json", "digest.json"].map(|ending| folder().join(format!("{}.{ending}", case.id())))
}

/// Whether an outcome is the one that is kept.
pub fn difference(case: &Case, outcome: &Outcome) -> Result<(), String> {
    let [whole, digest] = places(case);
    if outcome.refused != case.expect.refused {
        return Err(format!("{}: refused is {}", case.id(), outcome.refused));
    }
    let (file, found) = if is_long(outcome) { (digest, extract(outcome)) } else { (whole, outcome.output.clone()) };
    match fs::read_to_string(&file) {
        Ok(kept) if kept == found => Ok(()),
        Ok(kept) => Err(format!("{}: {}", case.id(), first_difference(&kept, &found))),
        Err(error) => Err(format!("{}: {}: {error}", case.id(), file.display())),
    }
}

/// Writes what came out in the place of all that is kept.
pub fn write(cases: &[Case], outcomes: &[Outcome]) {
    let _there_may_be_none = fs::remove_dir_all(folder());
    for (case, outcome) in cases.iter().zip(outcomes) {
        let [whole, digest] = places(case);
        let (file, text) = if is_long(outcome) { (digest, extract(outcome)) } else { (whole, outcome.output.clone()) };
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("it is written");
    }
}

fn is_long(outcome: &Outcome) -> bool {
    outcome.output.len() > MOST_BYTES
}

/// The digest of a long outcome, with what a reader wants to know of it.
fn extract(outcome: &Outcome) -> String {
    let sha256: String = Sha256::digest(&outcome.output).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut extract = json!({ "bytes": outcome.output.len(), "sha256": sha256 });
    let values = values(outcome);
    if let Some(card) = values.iter().find(|value| value["schema_version"] == "kitemark-scorecard/1") {
        let verdict = |one: &Value| Some((one["id"].as_str()?.to_owned(), one["verdict"].clone()));
        let verdicts = card["criteria"].as_array().map(|all| all.iter().filter_map(verdict).collect());
        extract["award"] = card["award"]["id"].clone();
        extract["provisional"] = card["award"]["provisional"].clone();
        extract["score"] = card["score"].clone();
        extract["verdicts"] = Value::Object(verdicts.unwrap_or_default());
    }
    kitemark::json(&extract)
}

fn first_difference(kept: &str, found: &str) -> String {
    let at = kept.lines().zip(found.lines()).position(|(kept, found)| kept != found);
    let at = at.unwrap_or_else(|| kept.lines().count().min(found.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("the end").trim().to_owned();
    format!("line {}:\n    kept  {}\n    found {}", at + 1, line(kept), line(found))
}
