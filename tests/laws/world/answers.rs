//! Profiles off a tape, and writing them as YAML.

use super::*;

/// How a profile is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// Questions are left open.
    pub holes: bool,
    /// Values that cannot be read.
    pub bad: bool,
    /// Evidence here and there; otherwise none at all.
    pub evidence: bool,
    pub exemptions: bool,
}

impl Tape<'_> {
    pub fn profile(&mut self, how: Answers, criteria: usize) -> Json {
        let mut paths = Vec::new();
        let mut profile = self.record(PROFILE, how, "", &mut paths);
        profile.insert("as_of".into(), json!("2026-04-01"));
        if how.evidence {
            let mut register = Vec::new();
            for (at, grade) in GRADES.iter().enumerate() {
                let mut covers = Vec::new();
                for _ in 0..self.pick(5) {
                    let path = self.pick(paths.len());
                    covers.push(paths[path].clone());
                }
                register.push(json!({"id": format!("e{at}"), "grade": grade, "covers": covers}));
            }
            profile.insert("evidence".into(), Json::Array(register));
        }
        if how.exemptions && self.pick(2) == 1 {
            profile.insert("exemptions".into(), self.exemptions(criteria, &profile));
        }
        Json::Object(profile)
    }

    fn exemptions(&mut self, criteria: usize, profile: &Map<String, Json>) -> Json {
        let mut asked = Vec::new();
        for _ in 0..1 + self.pick(2) {
            let mut one = json!({
                "criterion": format!("c{}", self.pick(criteria)),
                "reason": "merger",
                "expires": self.one(&["2026-04-01", "2026-03-31", "2030-01-01"]),
            });
            if self.pick(2) == 0 {
                one["evidence"] = json!([self.one(&["e0", "e1", "e2"])]);
            }
            let records = profile.get("items").and_then(Json::as_array).map_or(0, Vec::len);
            if self.pick(2) == 1 && records > 0 {
                one["record"] = json!(format!("items[k{}]", self.pick(records)));
            }
            asked.push(one);
        }
        Json::Array(asked)
    }

    /// A record; `paths` gathers the places in it.
    fn record(&mut self, fields: Fields, how: Answers, path: &str, paths: &mut Vec<String>) -> Map<String, Json> {
        let mut record = Map::new();
        for (name, ty, optional) in fields {
            let place = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
            let absent = if *optional { self.pick(2) == 1 } else { how.holes && self.pick(7) == 1 };
            let covered = *name != "id" && *name != "as_of" && !path.contains("parts") && !path.contains("more");
            if covered {
                paths.push(place.clone());
            }
            if absent && *name != "id" {
                continue;
            }
            let value =
                if how.bad && self.rarely(25) { json!({"bad": "er"}) } else { self.answer(ty, how, &place, paths) };
            let (outer, inner) = name.split_once('.').unwrap_or((name, ""));
            if inner.is_empty() {
                record.insert(outer.into(), value);
            } else if let Some(group) = record.entry(outer).or_insert_with(|| json!({})).as_object_mut() {
                group.insert(inner.into(), value);
            }
        }
        if how.evidence && !path.is_empty() {
            self.cite(&mut record);
            if let Some(group) = record.get_mut("box").and_then(Json::as_object_mut) {
                self.cite(group);
            }
        }
        record
    }

    fn cite(&mut self, mapping: &mut Map<String, Json>) {
        match self.pick(6) {
            1 => mapping.insert("evidence".into(), json!(["e0"])),
            2 => mapping.insert("evidence".into(), json!(["e1", "e2"])),
            3 => mapping.insert("evidence".into(), json!(["e2"])),
            4 => mapping.insert("evidence".into(), json!([])),
            _ => None,
        };
    }

    fn answer(&mut self, ty: &str, how: Answers, path: &str, paths: &mut Vec<String>) -> Json {
        match ty {
            "yes_no" => json!(self.one(&["yes", "no"])),
            "number" => json!(self.one(&[3, 0, 5, -2, 10])),
            "percent" => json!(self.one(&["50%", "0%", "12.5%", "-20%"])),
            "duration" => json!(self.one(&["6 months", "26 weeks", "1 month", "31 days", "3 years", "1 day"])),
            "date" => json!(self.one(&["2026-01-31", "2024-02-29", "2025-04-01", "2023-12-31"])),
            "colour" => json!(self.one(&["red", "green", "blue"])),
            "set of colour" => json!(self.one(&[&["red"][..], &[], &["green", "red"], &["blue"]])),
            "key" => json!(path.split(['[', ']']).rev().nth(1).unwrap_or("k")),
            _ => {
                let of = if ty == "list of part" { PART } else { ITEM };
                let count = self.one(&[2, 1, 0, 3]);
                let records = (0..count).map(|at| {
                    let name = if ty == "list of part" { (at + 1).to_string() } else { format!("k{at}") };
                    let place = format!("{path}[{name}]");
                    if ty != "list of part" {
                        paths.push(place.clone());
                    }
                    Json::Object(self.record(of, how, &place, paths))
                });
                Json::Array(records.collect())
            }
        }
    }
}

/// A profile as YAML in blocks.
pub fn yaml(value: &Json) -> String {
    let mut out = String::new();
    write_yaml(value, 0, &mut out);
    out
}

fn write_yaml(value: &Json, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Json::Object(map) if map.is_empty() => writeln!(out, "{pad}{{}}").unwrap(),
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    Json::Object(inner) if !inner.is_empty() => {
                        writeln!(out, "{pad}{key}:").unwrap();
                        write_yaml(value, indent + 2, out);
                    }
                    Json::Array(inner) if !inner.is_empty() => {
                        writeln!(out, "{pad}{key}:").unwrap();
                        write_yaml(value, indent + 2, out);
                    }
                    _ => writeln!(out, "{pad}{key}: {}", scalar(value)).unwrap(),
                }
            }
        }
        Json::Array(items) => {
            for item in items {
                match item {
                    Json::Object(inner) if !inner.is_empty() => {
                        writeln!(out, "{pad}-").unwrap();
                        write_yaml(item, indent + 2, out);
                    }
                    _ => writeln!(out, "{pad}- {}", scalar(item)).unwrap(),
                }
            }
        }
        other => writeln!(out, "{pad}{}", scalar(other)).unwrap(),
    }
}

fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
