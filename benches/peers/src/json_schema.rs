//! JSON Schema: a validator for each criterion. It compares no fields and does not reckon, so that eight of the twenty speak of
//! numbers in `derived` that are worked out when the profile is prepared.

use jsonschema::Validator;
use kitemark_benches::twenty::Verdicts;
use serde_json::{Value, json};

use crate::{Peer, days, exactly_twenty, is_reviewed, items, json_tree, number, yaml_tree};

pub struct JsonSchema([Validator; 20]);

impl Peer for JsonSchema {
    const NAME: &'static str = "jsonschema";
    type Profile = Value;

    fn new() -> Self {
        let schemas: Vec<Value> =
            serde_json::from_str(include_str!("../rules/twenty.schemas.json")).expect("a list of schemas");
        Self(exactly_twenty(schemas.iter().map(|schema| jsonschema::draft202012::new(schema).expect("a schema"))))
    }

    fn from_yaml(&mut self, text: &str) -> Value {
        derive(yaml_tree(text))
    }

    fn from_json(&mut self, text: &str) -> Value {
        derive(json_tree(text))
    }

    fn verdicts(&mut self, profile: &Value) -> Verdicts {
        self.0.each_ref().map(|criterion| criterion.is_valid(profile))
    }
}

fn derive(mut profile: Value) -> Value {
    let total = |list: &str, field: &str| items(&profile[list]).iter().map(|each| number(&each[field])).sum::<i64>();
    let (staff, spend, tender) = (&profile["staff"], &profile["spend"], &profile["tender"]);
    let teams = items(&profile["teams"]).len() as i64;
    let derived = json!({
        "growth": number(&profile["funding"]["grant"]) - number(&profile["funding"]["last_grant"]),
        "reviewed": is_reviewed(&profile),
        "total": total("contracts", "value"),
        "average_over": total("teams", "caseload") - 38 * teams,
        "notice": days(&tender["go_live"], &tender["decided"]),
        "age": days(&profile["as_of"], &tender["decided"]),
        "turnover_over": number(&staff["leavers"]) * 100 - 20 * number(&staff["posts"]),
        "treatment_over": number(&spend["treatment"]) * 100 - 65 * number(&spend["total"]),
    });
    profile["derived"] = derived;
    profile
}
