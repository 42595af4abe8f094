//! Values, and comparing them.

use super::*;

impl<'a> Judge<'a> {
    pub(super) fn count(&self, range: &Range, env: &[Bound<'a>]) -> Got {
        let (members, proven) = self.members(range, env, env.is_empty());
        let members = match members {
            Ok(members) => members,
            Err(error) => return Got { datum: Datum::Open, error, proven },
        };
        let (mut low, mut open, mut error) = (0, 0, false);
        let mut all_proven = proven;
        for member in members {
            all_proven &= member.counts.proven;
            match member.counts.answer {
                Some(true) => low += 1,
                Some(false) => {}
                None => {
                    open += 1;
                    error |= member.counts.error;
                }
            }
        }
        let datum =
            if open == 0 { Datum::Value(Single::Number(Number::from(low))) } else { Datum::Between(low, low + open) };
        Got { datum, error, proven: all_proven }
    }

    pub(super) fn value(&self, value: &Value, env: &[Bound<'a>]) -> Got {
        match value {
            Value::Literal(text) => Got { datum: Datum::Value(literal(text)), error: false, proven: true },
            Value::Path(path) => self.path(path, env),
            Value::Math(left, sign, right) => {
                let (left, right) = (self.value(left, env), self.value(right, env));
                math(left, right, |left, right| match *sign {
                    "+" => plus(left, right),
                    "-" => minus(left, right),
                    "/" => ratio(left, right).map(Single::Number),
                    _ => match (left, right) {
                        (Single::Number(left), Single::Number(right)) => left.checked_mul(*right).map(Single::Number),
                        _ => None,
                    },
                })
            }
            Value::Rise(from, to) => {
                let (from, to) = (self.value(from, env), self.value(to, env));
                math(from, to, |from, to| ratio(&minus(to, from)?, from).map(Single::Number))
            }
            Value::Number(range) => self.count(range, env),
            Value::Fold(kind, value, range, by) => self.fold(kind, value, range, *by, env),
        }
    }

    pub(super) fn path(&self, path: &Path, env: &[Bound<'a>]) -> Got {
        let record = match self.start(path, env) {
            Bound::Choice(name) => {
                return Got { datum: Datum::Value(Single::Text(name)), error: false, proven: true };
            }
            Bound::Record(record) => record,
        };
        let name = path.names.join(".");
        if name == "twice" {
            let n = Value::Path(Path { var: path.var, names: vec!["n"] });
            return self.value(&Value::Math(Box::new(n), "*", Box::new(Value::Literal("2".into()))), env);
        }
        let (content, grade) = self.content(&record, &name);
        let ty = fields(record.ty).iter().find(|field| field.0 == name).unwrap().1;
        let (datum, error) = match content {
            Content::Value(json) => (Datum::Value(read(&json, ty)), false),
            Content::Nothing => (Datum::Nothing, false),
            Content::Bad => (Datum::Open, true),
            _ => (Datum::Open, false),
        };
        // What is open claims nothing.
        let proven = datum == Datum::Open || name == "as_of" || self.proves(grade);
        Got { datum, error, proven }
    }

    pub(super) fn fold(
        &self,
        kind: &str,
        value: &Value,
        range: &Range,
        by: Option<&'static str>,
        env: &[Bound<'a>],
    ) -> Got {
        let (members, mut proven) = self.members(range, env, env.is_empty());
        let members = match members {
            Ok(members) => members,
            Err(error) => return Got { datum: Datum::Open, error, proven },
        };
        let mut values: Vec<(Option<Single>, Single)> = Vec::new();
        let (mut open, mut error) = (false, false);
        for member in members {
            proven &= member.counts.proven;
            if member.counts.answer == Some(false) {
                continue;
            }
            let mut inner = env.to_vec();
            inner.push(member.bound);
            let by =
                by.map(|by| self.value(&Value::Path(Path { var: Some(inner.len() - 1), names: vec![by] }), &inner));
            let got = self.value(value, &inner);
            proven &= got.proven && by.as_ref().is_none_or(|by| by.proven);
            match (got.datum, by.as_ref().map(|by| by.datum.clone())) {
                (Datum::Nothing, _) | (_, Some(Datum::Nothing)) => {}
                (Datum::Value(value), None) if member.counts.answer.is_some() => values.push((None, value)),
                (Datum::Value(value), Some(Datum::Value(by))) if member.counts.answer.is_some() => {
                    values.push((Some(by), value));
                }
                _ => {
                    open = true;
                    error |= member.counts.error || got.error || by.is_some_and(|by| by.error);
                }
            }
        }
        if open {
            return Got { datum: Datum::Open, error, proven };
        }
        let singles = || values.iter().map(|(_, value)| value);
        let result = match kind {
            "total" | "average" => {
                let zero = if is_of_time(value) { Single::Duration(Duration::ZERO) } else { literal("0") };
                let total = singles().try_fold(zero, |sum, value| plus(&sum, value)).unwrap();
                if kind == "total" { Some(total) } else { share(&total, values.len()) }
            }
            "smallest" | "largest" => {
                let op = if kind == "smallest" { "is at most" } else { "is at least" };
                let holds = |one: &&Single| singles().all(|other| single_compare(one, op, other) == Some(true));
                singles().find(holds).cloned()
            }
            _ => {
                // Stable, so that ties keep their order.
                let mut sorted = values.clone();
                sorted.sort_by(|a, b| order(a.0.as_ref().unwrap(), b.0.as_ref().unwrap()).unwrap());
                let first = sorted.first().map(|(by, _)| by.clone());
                match kind {
                    "first" => sorted.into_iter().find(|(by, _)| Some(by) == first.as_ref()).map(|(_, value)| value),
                    _ => sorted.pop().map(|(_, value)| value),
                }
            }
        };
        Got { datum: result.map_or(Datum::Open, Datum::Value), error: false, proven }
    }
}

pub(super) fn math(left: Got, right: Got, make: impl FnOnce(&Single, &Single) -> Option<Single>) -> Got {
    let datum = match (&left.datum, &right.datum) {
        (Datum::Nothing, _) | (_, Datum::Nothing) => Datum::Nothing,
        (Datum::Value(left), Datum::Value(right)) => make(left, right).map_or(Datum::Open, Datum::Value),
        _ => Datum::Open,
    };
    let error = datum == Datum::Open && (left.error || right.error);
    Got { datum, error, proven: left.proven && right.proven }
}

pub(super) fn compare(left: &Datum, op: &str, right: &Datum) -> Option<bool> {
    match (left, right) {
        (Datum::Nothing, _) | (_, Datum::Nothing) => Some(false),
        (Datum::Open, _) | (_, Datum::Open) => None,
        (Datum::Value(left), Datum::Value(right)) => single_compare(left, op, right),
        // Counts: the same at every combination of what may be, or open.
        (left, right) => {
            let mut answers = Vec::new();
            for left in possible(left) {
                for right in possible(right) {
                    answers.push(single_compare(&left, op, &right)?);
                }
            }
            answers.iter().all(|answer| *answer == answers[0]).then_some(answers[0])
        }
    }
}

pub(super) fn possible(datum: &Datum) -> Vec<Single> {
    match datum {
        Datum::Between(low, high) => (*low..=*high).map(|count| Single::Number(Number::from(count))).collect(),
        Datum::Value(value) => vec![value.clone()],
        _ => Vec::new(),
    }
}

/// None where calendars differ.
pub(super) fn single_compare(left: &Single, op: &str, right: &Single) -> Option<bool> {
    if let (Single::Duration(left), Single::Duration(right)) = (left, right) {
        return match op {
            "is at least" => left.is_at_least(*right),
            "is at most" => left.is_at_most(*right),
            "is more than" => left.is_at_most(*right).map(|answer| !answer),
            "is less than" => left.is_at_least(*right).map(|answer| !answer),
            _ => left.compare(*right).map(|order| order.is_eq() == (op == "is")),
        };
    }
    if op == "is" || op == "is not" {
        return Some((left == right) == (op == "is"));
    }
    let order = order(left, right)?;
    Some(match op {
        "is at least" | "is on or after" => order.is_ge(),
        "is at most" | "is on or before" => order.is_le(),
        "is more than" | "is after" => order.is_gt(),
        _ => order.is_lt(),
    })
}

pub(super) fn order(left: &Single, right: &Single) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => Some(left.cmp(right)),
        (Single::Date(left), Single::Date(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

pub(super) fn plus(left: &Single, right: &Single) -> Option<Single> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_add(*right).map(Single::Number),
        (Single::Duration(left), Single::Duration(right)) => left.checked_add(*right).map(Single::Duration),
        (Single::Date(date), Single::Duration(length)) => date.checked_add(*length).map(Single::Date),
        _ => None,
    }
}

pub(super) fn minus(left: &Single, right: &Single) -> Option<Single> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_sub(*right).map(Single::Number),
        (Single::Duration(left), Single::Duration(right)) => left.checked_sub(*right).map(Single::Duration),
        (Single::Date(left), Single::Date(right)) => Some(Single::Duration(left.since(*right))),
        _ => None,
    }
}

pub(super) fn ratio(left: &Single, right: &Single) -> Option<Number> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_div(*right),
        (Single::Duration(left), Single::Duration(right)) if !right.is_zero() => left.ratio(*right),
        _ => None,
    }
}

pub(super) fn share(total: &Single, count: usize) -> Option<Single> {
    let share = Number::ratio(1, count as i128)?;
    match total {
        Single::Number(total) => total.checked_mul(share).map(Single::Number),
        Single::Duration(total) => total.scale(share).map(Single::Duration),
        _ => None,
    }
}

/// Whether a value is a duration.
pub(super) fn is_of_time(value: &Value) -> bool {
    match value {
        Value::Literal(text) => matches!(literal(text), Single::Duration(_)),
        Value::Path(path) => path.names.last() == Some(&"t"),
        Value::Math(left, sign, _) => is_of_time(left) || (*sign == "-" && is_date(left)),
        Value::Fold(_, value, ..) => is_of_time(value),
        Value::Rise(..) | Value::Number(_) => false,
    }
}

pub(super) fn is_date(value: &Value) -> bool {
    match value {
        Value::Literal(text) => matches!(literal(text), Single::Date(_)),
        Value::Path(path) => matches!(path.names.last(), Some(&("day" | "as_of"))),
        Value::Math(left, ..) => is_date(left),
        _ => false,
    }
}

pub(super) fn literal(text: &str) -> Single {
    for kind in [Kind::Number, Kind::Percent, Kind::Duration, Kind::Date] {
        if let Ok(literal) = Literal::read_as(text, &kind) {
            return single(literal);
        }
    }
    Single::Text(text.to_owned())
}

pub(super) fn read(json: &Json, ty: &str) -> Single {
    let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let kind = match ty {
        "yes_no" => Kind::YesNo,
        "number" => Kind::Number,
        "percent" => Kind::Percent,
        "duration" => Kind::Duration,
        "date" => Kind::Date,
        _ => return Single::Text(text),
    };
    single(Literal::read_as(&text, &kind).unwrap())
}

pub(super) fn single(literal: Literal) -> Single {
    match literal {
        Literal::YesNo(answer) => Single::Yes(answer),
        Literal::Number(number) | Literal::Percent(number) => Single::Number(number),
        Literal::Duration(duration) => Single::Duration(duration),
        Literal::Date(date) => Single::Date(date),
        other => panic!("{other:?} is none of this world's"),
    }
}
