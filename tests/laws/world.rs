//! A small world of charters and profiles: a fixed vocabulary, and rules and answers made from a tape of bytes.
//!
//! The tape is what proptest shrinks: past its end every choice is the first, which is the simplest.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Percent,
    Duration,
    Date,
    Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Item,
    Part,
    Choice,
}

/// Reads choices off a tape.
pub struct Tape<'t> {
    bytes: &'t [u8],
    scopes: Vec<Scope>,
    /// Whether rules may depend on the order of records.
    ordered: bool,
}

impl<'t> Tape<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, scopes: Vec::new(), ordered: true }
    }

    pub fn without_order(bytes: &'t [u8]) -> Self {
        Self { ordered: false, ..Self::new(bytes) }
    }

    pub fn pick(&mut self, among: usize) -> usize {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                usize::from(*first) % among
            }
            None => 0,
        }
    }

    pub fn one<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.pick(among.len())]
    }

    /// Once in so many times, and not past the end.
    pub fn rarely(&mut self, once_in: usize) -> bool {
        self.pick(once_in) == 1
    }

    pub fn charter(&mut self) -> Charter {
        let evidence = self.one(&["optional", "official", "testimony", "primary"]);
        let count = 1 + self.pick(4);
        let criteria = (0..count).map(|_| self.criterion()).collect();
        let cap = self.rarely(4).then(|| self.cond(1));
        Charter { evidence, criteria, cap }
    }

    fn criterion(&mut self) -> Criterion {
        let requirement = self.cond(3);
        let scaled = self.rarely(5);
        let scale = scaled.then(|| {
            let kind = self.one(&[Kind::Number, Kind::Percent, Kind::Duration]);
            let ends = match kind {
                Kind::Number => ["1", "9"],
                Kind::Percent => ["80%", "10%"],
                _ => ["2 months", "30 months"],
            };
            [self.value(kind, 2), Value::Literal(ends[0].into()), Value::Literal(ends[1].into())]
        });
        let bands = if scaled { 0 } else { self.pick(3) };
        Criterion {
            must: self.rarely(3),
            requirement,
            when: self.rarely(4).then(|| self.cond(2)),
            unless: self.rarely(5).then(|| self.cond(2)),
            worth: [60, 25].into_iter().take(bands).map(|credit| (credit, self.cond(2))).collect(),
            scale,
            evidence: self.one(&[None, None, None, Some("optional"), Some("testimony")]),
            weight: self.one(&[1, 2, 5]),
            principle: self.pick(2),
        }
    }

    fn cond(&mut self, depth: usize) -> Cond {
        if depth == 0 {
            return self.leaf(1);
        }
        match self.pick(12) {
            0..4 => self.leaf(depth),
            4 => Cond::Not(Box::new(self.cond(depth - 1))),
            5 => Cond::And(self.conds(depth)),
            6 => Cond::Or(self.conds(depth)),
            7 => {
                let parts = self.conds(depth);
                Cond::AtLeast(self.pick(parts.len() + 1), parts)
            }
            8 if self.ordered => self.successive(depth),
            _ => {
                let quant = self.one(&[Quant::Every, Quant::Some, Quant::No, Quant::AtLeast(1), Quant::AtLeast(2)]);
                let (range, body) = self.in_range(depth, Self::cond);
                Cond::Quant(quant, range, Box::new(body))
            }
        }
    }

    fn conds(&mut self, depth: usize) -> Vec<Cond> {
        let count = 2 + self.pick(2);
        (0..count).map(|_| self.cond(depth - 1)).collect()
    }

    fn successive(&mut self, depth: usize) -> Cond {
        let list = Path { var: None, names: vec![self.one(&["items", "reds", "others"])] };
        let (by, per) = (self.one(&["day", "n", "o"]), self.one(&[None, None, Some("c"), Some("o")]));
        let first = self.scopes.len();
        self.scopes.extend([Scope::Item, Scope::Item]);
        let body = Box::new(self.cond(depth - 1));
        self.scopes.truncate(first);
        Cond::Successive { list, first, by, per, body }
    }

    /// A list or set, a filter, and what is made of each item.
    fn in_range<T>(&mut self, depth: usize, make: impl FnOnce(&mut Self, usize) -> T) -> (Range, T) {
        let mut lists: Vec<(Path, Scope)> = Vec::new();
        for name in ["items", "others", "reds", "small_reds"] {
            lists.push((Path { var: None, names: vec![name] }, Scope::Item));
        }
        for name in ["s", "so"] {
            lists.push((Path { var: None, names: vec![name] }, Scope::Choice));
        }
        for (var, scope) in self.scopes.iter().enumerate() {
            if *scope == Scope::Item {
                for (name, of) in
                    [("parts", Scope::Part), ("more", Scope::Part), ("big_parts", Scope::Part), ("s", Scope::Choice)]
                {
                    lists.push((Path { var: Some(var), names: vec![name] }, of));
                }
            }
        }
        let at = self.pick(lists.len());
        let (list, scope) = lists.swap_remove(at);
        let var = self.scopes.len();
        self.scopes.push(scope);
        let filter = (self.pick(3) == 1).then(|| Box::new(self.cond(depth.saturating_sub(2))));
        let made = make(self, depth - 1);
        self.scopes.pop();
        (Range { var, list, filter }, made)
    }

    fn leaf(&mut self, depth: usize) -> Cond {
        match self.pick(10) {
            0..2 => Cond::Is(self.path("yes_no")),
            2 => {
                let (set, every) = (self.path("set of colour"), self.pick(2) == 1);
                let values = self.one(&[&["red"][..], &["red", "green"], &["blue"]]).to_vec();
                Cond::Includes(set, every, values)
            }
            3 => {
                if self.pick(2) == 0 {
                    Cond::Presence(self.optional(), self.one(&["given", "missing", "not given", "not missing"]))
                } else {
                    let path = if self.pick(2) == 0 { self.path("set of colour") } else { self.path("list") };
                    Cond::Presence(path, self.one(&["empty", "not empty"]))
                }
            }
            4 => {
                let kind = self.kind();
                let options = vec![self.literal(kind), self.literal(kind)];
                Cond::OneOf(self.value(kind, depth), self.pick(2) == 1, options)
            }
            5 => {
                let kind = self.one(&[Kind::Number, Kind::Percent, Kind::Duration, Kind::Date]);
                Cond::Between(self.value(kind, depth), self.value(kind, 0), self.value(kind, 0))
            }
            _ => {
                let kind = self.kind();
                let ops: &[&str] = match kind {
                    Kind::Choice => &["is", "is not"],
                    Kind::Date => &["is", "is before", "is on or after", "is after", "is on or before", "is not"],
                    _ => &["is at least", "is not", "is at most", "is more than", "is less than", "is", "is not"],
                };
                let left = self.value(kind, depth);
                let op = self.one(ops);
                Cond::Compare(left, op, self.value(kind, depth.saturating_sub(1)))
            }
        }
    }

    fn kind(&mut self) -> Kind {
        self.one(&[Kind::Number, Kind::Duration, Kind::Choice, Kind::Number, Kind::Percent, Kind::Number, Kind::Date])
    }

    /// A field of a type, of the profile or of a variable in scope.
    fn path(&mut self, ty: &str) -> Path {
        let mut found: Vec<Path> = Vec::new();
        let mut add = |var: Option<usize>, fields: Fields| {
            for (name, of, optional) in fields {
                let fits = if ty == "list" { of.starts_with("list") } else { *of == ty };
                if fits {
                    // Optional fields twice: nothing is worth a look.
                    found.extend(optional.then(|| Path { var, names: name.split('.').collect() }));
                    found.push(Path { var, names: name.split('.').collect() });
                }
            }
        };
        for (var, scope) in self.scopes.iter().enumerate().rev() {
            match scope {
                Scope::Item => add(Some(var), ITEM),
                Scope::Part => add(Some(var), PART),
                Scope::Choice => {}
            }
        }
        add(None, PROFILE);
        for (var, scope) in self.scopes.iter().enumerate() {
            match (scope, ty) {
                (Scope::Item, "number") => found.push(Path { var: Some(var), names: vec!["twice"] }),
                (Scope::Choice, "colour") => found.push(Path { var: Some(var), names: Vec::new() }),
                (Scope::Item, "list") => found.push(Path { var: Some(var), names: vec!["big_parts"] }),
                _ => {}
            }
        }
        if ty == "list" {
            found.push(Path { var: None, names: vec!["reds"] });
        }
        let at = self.pick(found.len());
        found.swap_remove(at)
    }

    fn optional(&mut self) -> Path {
        let mut found = vec![Path { var: None, names: vec!["q"] }, Path { var: None, names: vec!["b"] }];
        for (var, scope) in self.scopes.iter().enumerate() {
            let names: &[&'static str] = match scope {
                Scope::Item => &["q", "o", "box.inner"],
                Scope::Part => &["note"],
                Scope::Choice => &[],
            };
            found.extend(names.iter().map(|name| Path { var: Some(var), names: name.split('.').collect() }));
        }
        let at = self.pick(found.len());
        found.swap_remove(at)
    }

    fn literal(&mut self, kind: Kind) -> Value {
        let text = match kind {
            Kind::Number => self.one(&["3", "0", "5", "-2", "2.5"]),
            Kind::Percent => self.one(&["50%", "0%", "20%", "-100%"]),
            Kind::Duration => self.one(&["6 months", "26 weeks", "1 month", "31 days", "2 years", "1080 days"]),
            Kind::Date => self.one(&["2026-01-31", "2024-02-29", "2025-04-01"]),
            Kind::Choice => self.one(&["red", "green"]),
        };
        Value::Literal(text.into())
    }

    fn value(&mut self, kind: Kind, depth: usize) -> Value {
        let plain = |tape: &mut Self| {
            if tape.pick(3) == 2 && kind != Kind::Choice {
                return tape.literal(kind);
            }
            let ty = match kind {
                Kind::Number => "number",
                Kind::Percent => "percent",
                Kind::Duration => "duration",
                Kind::Date => "date",
                Kind::Choice => "colour",
            };
            Value::Path(tape.path(ty))
        };
        if depth == 0 || kind == Kind::Choice {
            return plain(self);
        }
        let both = |tape: &mut Self, left, sign, right| {
            Value::Math(Box::new(tape.value(left, depth - 1)), sign, Box::new(tape.value(right, depth - 1)))
        };
        match (self.pick(8), kind) {
            (3, Kind::Number) => both(self, kind, self_sign(self.bytes), kind),
            (3, Kind::Percent) => {
                // By a written number it would stay a number.
                let left = self.value(Kind::Number, depth - 1);
                Value::Math(Box::new(left), "/", Box::new(Value::Path(self.path("number"))))
            }
            (3, Kind::Duration) => both(self, Kind::Date, "-", Kind::Date),
            (3, _) => both(self, Kind::Date, "+", Kind::Duration),
            (4, Kind::Duration) => both(self, kind, "+", kind),
            (4, Kind::Percent) => {
                Value::Rise(Box::new(self.value(Kind::Number, depth - 1)), Box::new(self.value(Kind::Number, 0)))
            }
            (4 | 5, Kind::Number) => Value::Number(self.in_range(depth, |_, _| ()).0),
            (6 | 7, Kind::Number | Kind::Duration) => self.fold(kind, depth),
            _ => plain(self),
        }
    }

    fn fold(&mut self, kind: Kind, depth: usize) -> Value {
        let words: &[&'static str] = if self.ordered {
            &["total", "smallest", "largest", "average", "first", "last"]
        } else {
            &["total", "smallest", "largest", "average"]
        };
        let word = self.one(words);
        let by = matches!(word, "first" | "last").then(|| self.one(&["day", "n", "o"]));
        if by.is_some() {
            let var = self.scopes.len();
            let list = Path { var: None, names: vec![self.one(&["items", "others", "reds"])] };
            self.scopes.push(Scope::Item);
            let value = self.value(kind, depth - 1);
            self.scopes.pop();
            return Value::Fold(word, Box::new(value), Range { var, list, filter: None }, by);
        }
        let (range, value) = self.in_range(depth, |tape, depth| tape.value(kind, depth));
        Value::Fold(word, Box::new(value), range, None)
    }
}

/// A sign, off the tape without moving on: any will do.
fn self_sign(bytes: &[u8]) -> &'static str {
    ["+", "-", "*"][usize::from(bytes.first().copied().unwrap_or(0)) % 3]
}

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
