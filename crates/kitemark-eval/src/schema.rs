//! JSON Schemas: of profiles, from a charter's fields, of scorecards, ways, forms, rounds and differences.

use kitemark_dsl::charter::{Charter, Field, RecordId, Type};
use serde_json::{Map, Value, json};

use crate::cohort::Round;
use crate::difference::Difference;
use crate::form::Form;
use crate::improve::Way;
use crate::review::Agreement;
use crate::scorecard::Scorecard;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema of the scorecard's JSON.
pub fn scorecard() -> Value {
    schemars::schema_for!(Scorecard).to_value()
}

/// The JSON Schema of the JSON of a way to an award.
pub fn way() -> Value {
    schemars::schema_for!(Way).to_value()
}

/// The JSON Schema of the JSON of a form.
pub fn form() -> Value {
    schemars::schema_for!(Form).to_value()
}

/// The JSON Schema of a round's JSON.
pub fn round() -> Value {
    schemars::schema_for!(Round).to_value()
}

/// The JSON Schema of a difference's JSON.
pub fn difference() -> Value {
    schemars::schema_for!(Difference).to_value()
}

/// The JSON Schema of the JSON of two reviewers' agreement.
pub fn agreement() -> Value {
    schemars::schema_for!(Agreement).to_value()
}

/// The JSON Schema of profiles of a charter, by which editors complete and validate them.
pub fn profile(charter: &Charter) -> Value {
    let mut definitions = Map::new();
    for (at, record) in charter.records().iter().enumerate().skip(1) {
        let id = RecordId(u32::try_from(at).unwrap_or(u32::MAX));
        definitions.insert(record.name.clone(), object(charter, id));
    }
    definitions.insert("evidence_ids".into(), evidence_ids());
    let mut root = object(charter, RecordId::PROFILE);
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("schema".into(), json!({ "type": "string", "description": "The format of the profile" }));
        properties.insert("evidence".into(), register(charter));
        properties.insert("exemptions".into(), exemptions(charter));
    }
    let Value::Object(body) = root else { return Value::Null };
    let mut schema = Map::new();
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert("title".into(), format!("A profile for {} ({})", charter.title(), charter.edition()).into());
    schema.extend(body);
    schema.insert("required".into(), json!(["as_of"]));
    schema.insert("$defs".into(), Value::Object(definitions));
    Value::Object(schema)
}

/// A record as an object. Nothing is required: what is absent is an open question, not an error.
fn object(charter: &Charter, id: RecordId) -> Value {
    let mut properties = Map::new();
    let record = charter.records().get(id.index());
    for field in record.map(|record| record.fields.iter()).into_iter().flatten() {
        put(&mut properties, &field.path, field_schema(charter, field));
    }
    if id != RecordId::PROFILE {
        properties.insert("evidence".into(), json!({ "$ref": "#/$defs/evidence_ids" }));
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Some(title), Some(schema)) = (record.and_then(|record| record.title.clone()), schema.as_object_mut()) {
        schema.insert("description".into(), title.into());
    }
    schema
}

/// Puts a field in the nested mapping that its dotted path leads to.
fn put(properties: &mut Map<String, Value>, path: &[String], schema: Value) {
    match path {
        [] => {}
        [name] => {
            properties.insert(name.clone(), schema);
        }
        [name, rest @ ..] => {
            let group = properties.entry(name.clone()).or_insert_with(|| {
                json!({ "type": ["object", "null"], "properties": { "evidence": { "$ref": "#/$defs/evidence_ids" } }, "additionalProperties": false })
            });
            if let Some(inner) = group.get_mut("properties").and_then(Value::as_object_mut) {
                put(inner, rest, schema);
            }
        }
    }
}

fn field_schema(charter: &Charter, field: &Field) -> Value {
    // A key without a value is an open question, as if it were not there.
    let mut schema = json!({ "anyOf": [type_schema(charter, field.ty), { "type": "null" }] });
    if let Some(schema) = schema.as_object_mut() {
        let mut words: Vec<String> = field.label.iter().cloned().collect();
        words.extend(unit(charter, field.ty));
        words.extend(field.optional.then(|| "May be left out as an answer.".to_owned()));
        if !words.is_empty() {
            schema.insert("description".into(), words.join(". ").replace("..", ".").into());
        }
    }
    schema
}

/// How a value is written.
fn unit(charter: &Charter, ty: Type) -> Option<String> {
    let kind = charter.scalar_kind(ty)?;
    match ty {
        Type::Text | Type::Key | Type::YesNo => None,
        _ => Some(format!("Written as `{}`", kind.example())),
    }
}

fn choice_values(charter: &Charter, id: kitemark_dsl::charter::ChoiceId) -> Value {
    let values: Vec<Value> = charter
        .choices()
        .get(id.index())
        .map(|choice| {
            let value = |value: &kitemark_dsl::charter::ChoiceValue| match &value.label {
                Some(label) => json!({ "const": value.name, "description": label }),
                None => json!({ "const": value.name }),
            };
            choice.values.iter().map(value).collect()
        })
        .unwrap_or_default();
    json!({ "oneOf": values })
}

fn type_schema(charter: &Charter, ty: Type) -> Value {
    match ty {
        // A YAML 1.2 editor reads plain yes and no as texts, true and false as booleans.
        Type::YesNo => json!({ "enum": [true, false, "yes", "no", "true", "false"] }),
        Type::Text | Type::Key => json!({ "type": ["string", "number", "boolean"] }),
        Type::Count => {
            json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^\\+?[0-9]{1,3}(,?[0-9]{3})*$|^[0-9]+$" })
        }
        Type::Number => json!({ "type": ["number", "string"], "pattern": "^[+-]?[0-9][0-9,]*(\\.[0-9]+)?$" }),
        Type::Percent => json!({ "type": "string", "pattern": "^[+-]?[0-9][0-9,]*(\\.[0-9]+)?\\s?%$" }),
        Type::Money => json!({ "type": "string", "pattern": "[0-9]" }),
        Type::Duration => json!({ "type": "string", "pattern": "^-?[0-9]+\\s+(day|week|month|year)s?$" }),
        Type::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Type::Period => {
            json!({ "type": "string", "pattern": "^([0-9]{4}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2} to [0-9]{4}-[0-9]{2}-[0-9]{2})$" })
        }
        Type::Quantity(unit) => {
            let unit = charter.units().get(unit.index()).map_or("", String::as_str);
            json!({ "type": "string", "pattern": format!("^[+-]?[0-9][0-9,]*(\\.[0-9]+)?\\s*{unit}$") })
        }
        Type::Choice(id) => choice_values(charter, id),
        Type::Set(id) => json!({ "type": "array", "items": choice_values(charter, id), "uniqueItems": true }),
        Type::List(id) => json!({ "type": "array", "items": reference(charter, id) }),
        Type::Record(id) => reference(charter, id),
        _ => json!({}),
    }
}

fn reference(charter: &Charter, id: RecordId) -> Value {
    let name = charter.records().get(id.index()).map_or("", |record| record.name.as_str());
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn evidence_ids() -> Value {
    json!({ "description": "Ids of documents in the register that cover the claims here", "type": ["array", "string"], "items": { "type": "string" } })
}

fn register(charter: &Charter) -> Value {
    json!({
        "type": "array",
        "description": "The documents given as evidence",
        "items": {
            "type": "object",
            "required": ["id", "grade"],
            "additionalProperties": false,
            "properties": {
                "id": { "type": "string" },
                "kind": { "type": "string" },
                "ref": { "type": "string", "description": "What it is and where to find it" },
                "dated": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
                "grade": { "enum": charter.grades() },
                "url": { "type": "string" },
                "declared_interest": { "type": "string" },
                "covers": { "type": ["array", "string"], "items": { "type": "string" }, "description": "Paths of the profile that it covers, such as `nation`" }
            }
        }
    })
}

fn exemptions(charter: &Charter) -> Value {
    let waivable = charter.criteria().iter().filter(|criterion| !criterion.waivable.is_empty());
    let ids: Vec<&str> = waivable.clone().map(kitemark_dsl::charter::Criterion::id).collect();
    let mut reasons: Vec<&String> = waivable.flat_map(|criterion| &criterion.waivable).collect();
    reasons.sort();
    reasons.dedup();
    json!({
        "type": "array",
        "description": "The exemptions asked for",
        "items": {
            "type": "object",
            "required": ["criterion", "reason", "expires"],
            "additionalProperties": false,
            "properties": {
                "criterion": { "enum": ids },
                "record": { "type": "string", "description": "A record to leave out, such as `contracts[residential]`" },
                "reason": { "enum": reasons },
                "expires": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "The last day it holds" },
                "evidence": { "$ref": "#/$defs/evidence_ids" }
            }
        }
    })
}
