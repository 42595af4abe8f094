//! A small world of charters and profiles: a fixed vocabulary, and rules and answers made from a tape of bytes.
//!
//! The tape is what proptest shrinks: past its end every choice is the first, which is the simplest.

mod answers;
mod rules;

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

pub use answers::{Answers, yaml};
pub use rules::Tape;

/// Fields: name, type, whether optional.
pub type Fields = &'static [(&'static str, &'static str, bool)];

pub const PROFILE: Fields = &[
    ("as_of", "date", false),
    ("y", "yes_no", false),
    ("z", "yes_no", false),
    ("q", "yes_no", true),
    ("a", "number", false),
    ("b", "number", true),
    ("p", "percent", false),
    ("t", "duration", false),
    ("c", "colour", false),
    ("s", "set of colour", false),
    ("so", "set of colour", true),
    ("items", "list of item", false),
    ("others", "list of item", true),
];
pub const ITEM: Fields = &[
    ("id", "key", false),
    ("y", "yes_no", false),
    ("q", "yes_no", true),
    ("n", "number", false),
    ("o", "number", true),
    ("box.inner", "number", true),
    ("box.open", "yes_no", false),
    ("t", "duration", false),
    ("day", "date", false),
    ("c", "colour", false),
    ("s", "set of colour", false),
    ("parts", "list of part", false),
    ("more", "list of part", true),
];
pub const PART: Fields = &[("size", "number", false), ("note", "number", true)];

pub fn fields(record: &str) -> Fields {
    match record {
        "item" => ITEM,
        "part" => PART,
        _ => PROFILE,
    }
}

/// Definitions besides [`defined`], as the charter writes them.
const DEFINES: &str = "define twice of item is item.n * 2
define reds is every x in items where x.c is red
define small_reds is every x in reds where x.n is less than 5
define big_parts of item is every x in item.parts where x.size is at least 3
";

/// A definition that is a part of a list: the list it is a part of, and its filter on the record `x`.
pub fn defined(name: &str) -> Option<(&'static str, Cond)> {
    let on = |name| Value::Path(Path { var: Some(0), names: vec![name] });
    let lit = |text: &str| Value::Literal(text.into());
    Some(match name {
        "reds" => ("items", Cond::Compare(on("c"), "is", lit("red"))),
        "small_reds" => ("reds", Cond::Compare(on("n"), "is less than", lit("5"))),
        "big_parts" => ("parts", Cond::Compare(on("size"), "is at least", lit("3"))),
        _ => return None,
    })
}

#[derive(Debug, Clone)]
pub struct Path {
    /// The variable it starts at, by its number.
    pub var: Option<usize>,
    pub names: Vec<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Range {
    pub var: usize,
    pub list: Path,
    pub filter: Option<Box<Cond>>,
}

#[derive(Debug, Clone)]
pub enum Value {
    Literal(String),
    Path(Path),
    Math(Box<Value>, &'static str, Box<Value>),
    Rise(Box<Value>, Box<Value>),
    Number(Range),
    Fold(&'static str, Box<Value>, Range, Option<&'static str>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quant {
    Every,
    Some,
    No,
    AtLeast(usize),
}

#[derive(Debug, Clone)]
pub enum Cond {
    Is(Path),
    Not(Box<Cond>),
    And(Vec<Cond>),
    Or(Vec<Cond>),
    AtLeast(usize, Vec<Cond>),
    Quant(Quant, Range, Box<Cond>),
    Successive {
        list: Path,
        first: usize,
        by: &'static str,
        per: Option<&'static str>,
        body: Box<Cond>,
    },
    Compare(Value, &'static str, Value),
    Between(Value, Value, Value),
    OneOf(Value, bool, Vec<Value>),
    Includes(Path, bool, Vec<&'static str>),
    /// `given`, `missing` or `empty`, or that with `not` before it.
    Presence(Path, &'static str),
}

#[derive(Debug, Clone)]
pub struct Criterion {
    pub must: bool,
    pub requirement: Cond,
    pub when: Option<Cond>,
    pub unless: Option<Cond>,
    pub worth: Vec<(u32, Cond)>,
    pub scale: Option<[Value; 3]>,
    /// `optional`, a grade, or the head's.
    pub evidence: Option<&'static str>,
    pub weight: u32,
    pub principle: usize,
}

#[derive(Debug, Clone)]
pub struct Charter {
    pub evidence: &'static str,
    pub criteria: Vec<Criterion>,
    pub cap: Option<Cond>,
}

pub const PRINCIPLES: [(&str, u32); 2] = [("one", 3), ("two", 2)];
pub const GRADES: [&str; 3] = ["primary", "official", "testimony"];

impl Charter {
    pub fn text(&self) -> String {
        let mut out = format!(
            "charter law \"Law\"\n  edition 1\n  grades {}\n  evidence {}\nchoice colour\n  red\n  green\n  blue\nchoice exemption_reason\n  merger\n",
            GRADES.join(", "),
            if self.evidence == "optional" { "optional".to_owned() } else { format!("at least {}", self.evidence) },
        );
        for (title, fields) in [("record part", PART), ("record item", ITEM), ("profile", PROFILE)] {
            writeln!(out, "{title}").unwrap();
            for (name, ty, optional) in fields {
                writeln!(out, "  {name} {ty}{}", if *optional { " optional" } else { "" }).unwrap();
            }
        }
        out += DEFINES;
        for (at, (principle, weight)) in PRINCIPLES.iter().enumerate() {
            writeln!(out, "principle {principle} \"P\"\n  weight {weight}").unwrap();
            for (number, each) in self.criteria.iter().enumerate().filter(|(_, each)| each.principle == at) {
                each.write(number, &mut out);
            }
        }
        out += "award gold \"G\"\n  needs every must is met\n  needs score is at least 70%\naward silver \"S\"\n  needs no must is unmet\n  needs score is at least 40%\n";
        if let Some(cap) = &self.cap {
            writeln!(out, "limit to silver when {} because \"C\"", cap.text()).unwrap();
        }
        out
    }
}

impl Criterion {
    fn write(&self, number: usize, out: &mut String) {
        let word = if self.must { "must" } else { "should" };
        writeln!(out, "  criterion c{number} \"C\"\n    {word} {}", self.requirement.text()).unwrap();
        for (word, condition) in [("when", &self.when), ("unless", &self.unless)] {
            if let Some(condition) = condition {
                writeln!(out, "    {word} {}", condition.text()).unwrap();
            }
        }
        for (credit, when) in &self.worth {
            writeln!(out, "    worth {credit}% when {}", when.text()).unwrap();
        }
        if let Some(scale) = &self.scale {
            let [value, from, to] = scale.each_ref().map(Value::text);
            writeln!(out, "    scale {value} from {from} to {to}").unwrap();
        }
        match self.evidence {
            Some("optional") => out.push_str("    evidence optional\n"),
            Some(grade) => writeln!(out, "    evidence at least {grade}").unwrap(),
            None => {}
        }
        writeln!(out, "    waivable for merger\n    weight {}", self.weight).unwrap();
    }
}

impl Path {
    pub fn text(&self) -> String {
        let names = self.names.join(".");
        match self.var {
            Some(var) if names.is_empty() => format!("v{var}"),
            Some(var) => format!("v{var}.{names}"),
            None => names,
        }
    }
}

impl Range {
    fn text(&self) -> String {
        let filter = self.filter.as_ref().map(|filter| format!(" where {}", filter.inner())).unwrap_or_default();
        format!("v{} in {}{filter}", self.var, self.list.text())
    }
}

impl Value {
    pub fn text(&self) -> String {
        match self {
            Value::Literal(text) => text.clone(),
            Value::Path(path) => path.text(),
            Value::Math(left, sign, right) => format!("({} {sign} {})", left.text(), right.text()),
            Value::Rise(from, to) => format!("(rise from {} to {})", from.text(), to.text()),
            Value::Number(range) => format!("(number of {})", range.text()),
            Value::Fold(kind, value, range, by) => {
                let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
                format!("({kind} of {} for {}{by})", value.text(), range.text())
            }
        }
    }
}

impl Cond {
    /// In parentheses where it is more than a comparison.
    fn inner(&self) -> String {
        match self {
            Cond::Is(_) | Cond::Compare(..) | Cond::Presence(..) => self.text(),
            _ => format!("({})", self.text()),
        }
    }

    pub fn text(&self) -> String {
        let all = |parts: &[Cond], between: &str| parts.iter().map(Cond::inner).collect::<Vec<_>>().join(between);
        match self {
            Cond::Is(path) => path.text(),
            Cond::Not(inner) => format!("not {}", inner.inner()),
            Cond::And(parts) => all(parts, " and "),
            Cond::Or(parts) => all(parts, " or "),
            Cond::AtLeast(count, parts) => format!("at least {count} of ({})", all(parts, "; ")),
            Cond::Quant(quant, range, body) => {
                let word = match quant {
                    Quant::Every => "every".to_owned(),
                    Quant::Some => "some".to_owned(),
                    Quant::No => "no".to_owned(),
                    Quant::AtLeast(count) => format!("at least {count}"),
                };
                format!("{word} {}: {}", range.text(), body.inner())
            }
            Cond::Successive { list, first, by, per, body } => {
                let per = per.map(|per| format!(" per {per}")).unwrap_or_default();
                let later = first + 1;
                format!("every successive v{first}, v{later} in {} by {by}{per}: {}", list.text(), body.inner())
            }
            Cond::Compare(left, op, right) => format!("{} {op} {}", left.text(), right.text()),
            Cond::Between(value, low, high) => {
                format!("{} is between {} and {}", value.text(), low.text(), high.text())
            }
            Cond::OneOf(value, negated, options) => {
                let options: Vec<String> = options.iter().map(Value::text).collect();
                format!("{} is {}one of {}", value.text(), if *negated { "not " } else { "" }, options.join(", "))
            }
            Cond::Includes(set, every, values) => {
                let how = if *every { "all" } else { "any" };
                format!("{} includes {how} of {}", set.text(), values.join(", "))
            }
            Cond::Presence(path, test) => format!("{} is {test}", path.text()),
        }
    }
}
