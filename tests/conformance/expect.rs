//! What a case expects by the rules, held against what came out.

use std::fmt::Debug;

use serde_json::{Deserializer, Value};

use super::case::{Case, Outcome, Work};

/// The JSON texts of an outcome.
pub fn values(outcome: &Outcome) -> Vec<Value> {
    let values: Result<_, _> = Deserializer::from_str(&outcome.output).into_iter().collect();
    values.expect("results are JSON")
}

/// What is not as expected, a line each.
pub fn wrong(case: &Case, outcome: &Outcome) -> Vec<String> {
    let values = values(outcome);
    let mut held = Held { case: case.id(), wrong: Vec::new() };
    let expect = &case.expect;
    held.same("refused", &expect.refused, &outcome.refused);
    let has_diagnostics = outcome.refused || !matches!(case.work, Work::Way | Work::Schema);
    let diagnostics = values.last().and_then(Value::as_array).filter(|_| has_diagnostics);
    let codes: Vec<&str> = diagnostics.into_iter().flatten().filter_map(|one| one["code"].as_str()).collect();
    held.same("codes", &expect.codes.iter().map(String::as_str).collect(), &codes);
    let result = &values[0];
    for (pointer, expected) in &expect.at {
        held.same(pointer, expected, result.pointer(pointer).unwrap_or(&Value::Null));
    }
    if let Some(ends) = &expect.score {
        held.ends("score", ends, &result["score"]);
    }
    for (key, expected) in [("id", &expect.award), ("provisional", &expect.provisional)] {
        let Some(expected) = expected else { continue };
        held.same(key, &expected.as_str(), &result["award"][key].as_str().unwrap_or("none"));
    }
    let criterion = |id: &str| {
        let mut all = result["criteria"].as_array().into_iter().flatten();
        all.find(|one| one["id"] == id).unwrap_or(&Value::Null)
    };
    for (id, verdict) in &expect.verdicts {
        held.same(id, &Value::from(verdict.as_str()), &criterion(id)["verdict"]);
    }
    for (id, ends) in &expect.credits {
        held.ends(id, ends, &criterion(id)["credit"]);
    }
    for (key, all) in [("unanswered", &expect.unanswered), ("unverified", &expect.unverified)] {
        for (id, paths) in all {
            held.same(id, &Value::from(paths.clone()), &criterion(id)[key]);
        }
    }
    held.wrong
}

struct Held {
    case: String,
    wrong: Vec<String>,
}

impl Held {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, found: &T) {
        if expected != found {
            self.wrong.push(format!("{}: {what}: expected {expected:?}\n    found {found:?}", self.case));
        }
    }

    fn ends(&mut self, what: &str, [low, high]: &[String; 2], found: &Value) {
        let found = [found["low"].as_str().unwrap_or_default(), found["high"].as_str().unwrap_or_default()];
        self.same(what, &[low.as_str(), high.as_str()], &found);
    }
}
