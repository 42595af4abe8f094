//! Conditions: yes, no or open.

use super::*;

impl<'a> Judge<'a> {
    /// Whether a condition holds. With `all`, as in a filter, it rests on all it reads.
    pub(super) fn cond(&self, cond: &Cond, env: &[Bound<'a>], all: bool) -> Found {
        match cond {
            Cond::Is(path) => {
                let got = self.value(&Value::Path(path.clone()), env);
                let answer = match got.datum {
                    Datum::Value(Single::Yes(answer)) => Some(answer),
                    Datum::Open => None,
                    _ => Some(false),
                };
                Found { answer, error: got.error, proven: got.proven }
            }
            Cond::Not(inner) => {
                let found = self.cond(inner, env, all);
                Found { answer: found.answer.map(|answer| !answer), ..found }
            }
            Cond::And(parts) => every(&parts.iter().map(|part| self.cond(part, env, all)).collect::<Vec<_>>(), all),
            Cond::Or(parts) => some(&parts.iter().map(|part| self.cond(part, env, all)).collect::<Vec<_>>(), all),
            Cond::AtLeast(count, parts) => {
                at_least(*count, &parts.iter().map(|part| self.cond(part, env, all)).collect::<Vec<_>>(), all)
            }
            Cond::Quant(quant, range, body) => self.quantified(*quant, range, body, env, all),
            Cond::Successive { list, first, by, per, body } => {
                let (pairs, proven) = self.neighbours(list, *first, by, *per, env);
                let pairs = match pairs {
                    Ok(pairs) => pairs,
                    Err((_, error)) => return Found { answer: None, error, proven },
                };
                let answers: Vec<Found> = pairs
                    .into_iter()
                    .map(|(earlier, later)| {
                        let mut inner = env.to_vec();
                        inner.extend([earlier, later]);
                        self.cond(body, &inner, all)
                    })
                    .collect();
                resting(every(&answers, all), proven)
            }
            Cond::Compare(left, op, right) => {
                let (left, right) = (self.value(left, env), self.value(right, env));
                let answer = compare(&left.datum, op, &right.datum);
                Found { answer, error: left.error || right.error, proven: left.proven && right.proven }
            }
            Cond::Between(value, low, high) => {
                let [value, low, high] = [value, low, high].map(|part| self.value(part, env));
                let least = compare(&value.datum, "is at least", &low.datum);
                let most = compare(&value.datum, "is at most", &high.datum);
                let answer = match (least, most) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
                let parts = [value, low, high];
                let (error, proven) = (parts.iter().any(|part| part.error), parts.iter().all(|part| part.proven));
                Found { answer, error, proven }
            }
            Cond::OneOf(value, negated, options) => {
                let value = self.value(value, env);
                let options = options.iter().map(|option| {
                    let answer = compare(&value.datum, "is", &self.value(option, env).datum);
                    Found { answer, error: value.error, proven: true }
                });
                let found = resting(some(&options.collect::<Vec<_>>(), false), value.proven);
                let answer = match value.datum {
                    Datum::Nothing => Some(false),
                    _ => found.answer.map(|answer| answer != *negated),
                };
                Found { answer, ..found }
            }
            Cond::Includes(path, all_of, values) => {
                let (names, proven) = self.set(path, env);
                match names {
                    Err(error) => Found { answer: None, error, proven },
                    Ok(names) => {
                        let mut has = values.iter().map(|value| names.iter().any(|name| name == value));
                        let answer = if *all_of { has.all(|has| has) } else { has.any(|has| has) };
                        Found { answer: Some(answer), error: false, proven }
                    }
                }
            }
            Cond::Presence(path, test) => self.presence(path, test, env),
        }
    }

    pub(super) fn presence(&self, path: &Path, test: &str, env: &[Bound<'a>]) -> Found {
        let negated = test.starts_with("not ");
        let name = path.names.join(".");
        let Bound::Record(record) = self.start(path, env) else { panic!("no record") };
        let is_list = defined(&name).is_some()
            || fields(record.ty).iter().any(|field| field.0 == name && field.1.starts_with("list"));
        let found = if is_list {
            let range = Range { var: 0, list: path.clone(), filter: None };
            let got = self.count(&range, env);
            let answer = compare(&got.datum, "is", &Datum::Value(Single::Number(Number::ZERO)));
            Found { answer, error: got.error, proven: got.proven }
        } else if test.ends_with("empty") {
            let (names, proven) = self.set(path, env);
            let error = names.as_ref().err().copied().unwrap_or(false);
            Found { answer: names.ok().map(|names| names.is_empty()), error, proven }
        } else {
            let got = self.value(&Value::Path(path.clone()), env);
            let missing = test.ends_with("missing");
            let answer = match got.datum {
                Datum::Open => None,
                Datum::Nothing => Some(missing),
                _ => Some(!missing),
            };
            Found { answer, error: got.error, proven: got.proven }
        };
        Found { answer: found.answer.map(|answer| answer != negated), ..found }
    }

    pub(super) fn quantified(&self, quant: Quant, range: &Range, body: &Cond, env: &[Bound<'a>], all: bool) -> Found {
        let (members, proven) = self.members(range, env, env.is_empty());
        let members = match members {
            Ok(members) => members,
            Err(_) if quant == Quant::AtLeast(0) => return Found { answer: Some(true), error: false, proven: true },
            Err(error) => return Found { answer: None, error, proven },
        };
        // What an item says: whether it counts and holds; for `every`, whether it does not count or holds.
        let answers: Vec<Found> = members
            .into_iter()
            .map(|member| {
                let counts = member.counts;
                let universal = quant == Quant::Every;
                let skipped = Found { answer: counts.answer.map(|_| universal), ..counts };
                if counts.answer == Some(false) {
                    return skipped;
                }
                let mut inner = env.to_vec();
                inner.push(member.bound);
                let holds = self.cond(body, &inner, all);
                let answer = match (counts.answer, holds.answer) {
                    (Some(_), answer) => answer,
                    // Open whether it counts: it settles nothing, whatever it says.
                    (None, Some(answer)) if answer == universal => Some(answer),
                    (None, _) => None,
                };
                let error = (counts.answer.is_none() && counts.error) || (holds.answer.is_none() && holds.error);
                Found { answer, error, proven: counts.proven && holds.proven }
            })
            .collect();
        let found = match quant {
            Quant::Every => every(&answers, all),
            Quant::Some => some(&answers, all),
            Quant::No => {
                let found = some(&answers, all);
                Found { answer: found.answer.map(|answer| !answer), ..found }
            }
            Quant::AtLeast(count) => at_least(count, &answers, all),
        };
        resting(found, proven)
    }
}

/// Both a record's filters: it counts only if both hold, and rests on all they read.
pub(super) fn both(first: Found, second: Found) -> Found {
    let answer = match (first.answer, second.answer) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let error = (first.answer.is_none() && first.error) || (second.answer.is_none() && second.error);
    Found { answer, error, proven: first.proven && second.proven }
}

pub(super) fn resting(found: Found, proven: bool) -> Found {
    Found { proven: found.proven && proven, ..found }
}

pub(super) fn some(parts: &[Found], all: bool) -> Found {
    at_least(1, parts, all)
}

pub(super) fn every(parts: &[Found], all: bool) -> Found {
    let negated: Vec<Found> =
        parts.iter().map(|part| Found { answer: part.answer.map(|answer| !answer), ..*part }).collect();
    let found = at_least(1, &negated, all);
    Found { answer: found.answer.map(|answer| !answer), ..found }
}

/// A count between bounds. It rests on the best-evidenced parts that suffice, or on all.
pub(super) fn at_least(wanted: usize, parts: &[Found], all: bool) -> Found {
    let count =
        |answer, proven: bool| parts.iter().filter(|part| part.answer == answer && (part.proven || !proven)).count();
    let (yes, open) = (count(Some(true), false), count(None, false));
    let everything = parts.iter().all(|part| part.proven);
    if yes >= wanted {
        let proven = if all { everything } else { count(Some(true), true) >= wanted };
        return Found { answer: Some(true), error: false, proven };
    }
    if yes + open < wanted {
        let proven = if all { everything } else { count(Some(false), true) + wanted > parts.len() };
        return Found { answer: Some(false), error: false, proven };
    }
    let error = parts.iter().any(|part| part.answer.is_none() && part.error);
    Found { answer: None, error, proven: everything }
}
