//! Charters off a tape.

use super::*;

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
