//! The rules of scoring once more: plain and slow, straight over a profile's JSON.
//!
//! Only single values (numbers, durations, dates) are the engine's; they have tests of their own. An answer is yes, no or
//! open; beside it goes whether something that cannot be read is why it is open, and whether all it rests on is proven.

use std::cell::Cell;
use std::collections::HashMap;

use kitemark::Fraction;
use kitemark_dsl::value::{Date, Duration, Kind, Literal, Number};
use serde_json::Value as Json;

use super::world::{Charter, Cond, Criterion, GRADES, PRINCIPLES, Path, Quant, Range, Value, defined, fields};

/// Yes, no or open, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Found {
    answer: Option<bool>,
    /// It is open because of something that cannot be read.
    error: bool,
    /// All that a yes or no rests on has evidence.
    proven: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Single {
    Yes(bool),
    Number(Number),
    Duration(Duration),
    Date(Date),
    Text(String),
}

#[derive(Debug, Clone, PartialEq)]
enum Datum {
    Value(Single),
    Nothing,
    Open,
    Between(i64, i64),
}

#[derive(Debug, Clone)]
struct Got {
    datum: Datum,
    error: bool,
    proven: bool,
}

/// What a variable stands for.
#[derive(Clone)]
enum Bound<'a> {
    Record(Record<'a>),
    Choice(String),
}

/// A record: its JSON, its type and path, and the grade of evidence around it.
#[derive(Clone)]
struct Record<'a> {
    json: &'a Json,
    ty: &'static str,
    path: String,
    grade: Option<usize>,
}

/// The content of a field.
enum Content<'a> {
    Value(Json),
    List(Vec<Record<'a>>),
    Nothing,
    Open,
    Bad,
}

/// A record or value that may count, with how it passed the filters.
struct Member<'a> {
    bound: Bound<'a>,
    counts: Found,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub verdict: &'static str,
    /// None where it leaves the score.
    pub credit: Option<[Fraction; 2]>,
}

/// The outcome of each criterion, and the total.
pub fn score(charter: &Charter, profile: &Json) -> (Vec<Outcome>, Option<[Fraction; 2]>) {
    let outcomes: Vec<Outcome> =
        charter.criteria.iter().enumerate().map(|(at, each)| judge(charter, at, each, profile)).collect();
    let mut parts = Vec::new();
    for (at, (_, weight)) in PRINCIPLES.iter().enumerate() {
        let of: Vec<(u32, [Fraction; 2])> = charter
            .criteria
            .iter()
            .zip(&outcomes)
            .filter(|(each, _)| each.principle == at)
            .filter_map(|(each, outcome)| Some((each.weight, outcome.credit.clone()?)))
            .collect();
        if let Some(mean) = mean(&of) {
            parts.push((*weight, mean));
        }
    }
    let total = mean(&parts);
    (outcomes, total)
}

fn mean(parts: &[(u32, [Fraction; 2])]) -> Option<[Fraction; 2]> {
    let weight = |weight: u32| Fraction::from(Number::from(i64::from(weight)));
    let whole: u32 = parts.iter().map(|(weight, _)| *weight).sum();
    let end = |end: usize| {
        parts
            .iter()
            .fold(Fraction::zero(), |sum, (share, ends)| sum.plus(&ends[end].times(&weight(*share))))
            .over(&weight(whole))
    };
    Some([end(0)?, end(1)?])
}

fn percent(points: u32) -> Fraction {
    Number::ratio(i128::from(points), 100).unwrap().into()
}

fn judge(charter: &Charter, at: usize, criterion: &Criterion, profile: &Json) -> Outcome {
    let asked = match criterion.evidence.unwrap_or(charter.evidence) {
        "optional" => None,
        grade => GRADES.iter().position(|each| *each == grade),
    };
    let mut judge = Judge::new(profile, asked);
    let plain = judge.apply(criterion);
    let mut left_out = Vec::new();
    for exemption in profile.get("exemptions").and_then(Json::as_array).into_iter().flatten() {
        if exemption["criterion"] != format!("c{at}") {
            continue;
        }
        let expires = Date::parse(exemption["expires"].as_str().unwrap()).unwrap();
        let best = exemption.get("evidence").and_then(|ids| judge.best(ids));
        let proven = asked.is_none_or(|asked| best.is_some_and(|best| best <= asked));
        let needed = !matches!(plain.verdict, "met" | "not applicable" | "error");
        let record = exemption.get("record").and_then(Json::as_str);
        let fits = record.is_none() || waivable(&criterion.requirement) == Some("items");
        if expires >= judge.as_of && proven && needed && fits {
            match record {
                None => return Outcome { verdict: "waived", credit: None },
                Some(record) => left_out.push(record.to_owned()),
            }
        }
    }
    if left_out.is_empty() {
        return plain;
    }
    judge.left_out = left_out;
    let rest = judge.apply(criterion);
    if rest.verdict == "not applicable" { Outcome { verdict: "waived", credit: None } } else { rest }
}

/// The list that an `every` or `no` requirement goes through.
fn waivable(requirement: &Cond) -> Option<&'static str> {
    let mut list = match requirement {
        Cond::Quant(Quant::Every | Quant::No, range, _) => &range.list,
        Cond::Successive { list, .. } => list,
        _ => return None,
    }
    .names[0];
    while let Some((inner, _)) = defined(list) {
        list = inner;
    }
    Some(list)
}

struct Judge<'a> {
    profile: Record<'a>,
    as_of: Date,
    asked: Option<usize>,
    /// Grades of documents by id, and of paths that they cover.
    documents: HashMap<String, usize>,
    covers: HashMap<String, usize>,
    /// The records that exemptions leave out, and whether they do now: not where applicability is asked.
    left_out: Vec<String>,
    waiving: Cell<bool>,
}

/// The pairs of neighbours, or what is known where their order is open.
type Neighbours<'a> = Result<Vec<(Bound<'a>, Bound<'a>)>, (bool, bool)>;

impl<'a> Judge<'a> {
    fn new(profile: &'a Json, asked: Option<usize>) -> Self {
        let mut documents = HashMap::new();
        let mut covers: HashMap<String, usize> = HashMap::new();
        for entry in profile.get("evidence").and_then(Json::as_array).into_iter().flatten() {
            let grade = GRADES.iter().position(|grade| entry["grade"] == *grade).unwrap();
            documents.insert(entry["id"].as_str().unwrap().to_owned(), grade);
            for path in entry["covers"].as_array().into_iter().flatten() {
                let best = covers.entry(path.as_str().unwrap().to_owned()).or_insert(grade);
                *best = grade.min(*best);
            }
        }
        let as_of = Date::parse(profile["as_of"].as_str().unwrap()).unwrap();
        let profile = Record { json: profile, ty: "profile", path: String::new(), grade: None };
        Self { profile, as_of, asked, documents, covers, left_out: Vec::new(), waiving: Cell::new(false) }
    }

    fn best(&self, ids: &Json) -> Option<usize> {
        ids.as_array()?.iter().filter_map(|id| self.documents.get(id.as_str()?)).min().copied()
    }

    /// The grade at a place: its own evidence, or else what is around it.
    fn grade(&self, path: &str, mapping: Option<&Json>, around: Option<usize>) -> Option<usize> {
        let named = mapping.and_then(|mapping| mapping.get("evidence"));
        let covered = self.covers.get(path).copied();
        if named.is_none() && covered.is_none() {
            return around;
        }
        [named.and_then(|named| self.best(named)), covered].into_iter().flatten().min()
    }

    fn proves(&self, grade: Option<usize>) -> bool {
        self.asked.is_none_or(|asked| grade.is_some_and(|grade| grade <= asked))
    }

    fn apply(&self, criterion: &Criterion) -> Outcome {
        let (zero, one) = (Fraction::zero(), Fraction::one());
        let leaves = || Outcome { verdict: "not applicable", credit: None };
        let scored =
            |verdict, low: &Fraction, high: &Fraction| Outcome { verdict, credit: Some([low.clone(), high.clone()]) };
        let doubtful = |error: bool, claimed: bool| {
            let verdict = if error {
                "error"
            } else if claimed {
                "unverified"
            } else {
                "unanswered"
            };
            scored(verdict, &zero, if error { &zero } else { &one })
        };
        // Applicability: `when` leaves with a no, `unless` with a yes.
        self.waiving.set(false);
        let mut doubts = Vec::new();
        for (condition, leaving) in [(&criterion.when, false), (&criterion.unless, true)] {
            let Some(condition) = condition else { continue };
            let found = self.cond(condition, &[], false);
            match found.answer {
                Some(answer) if answer == leaving && found.proven => return leaves(),
                Some(answer) if answer == leaving => doubts.push((false, true)),
                Some(_) => {}
                None => doubts.push((found.error, false)),
            }
        }
        if !doubts.is_empty() {
            return doubtful(doubts.iter().any(|doubt| doubt.0), doubts.iter().any(|doubt| doubt.1));
        }
        self.waiving.set(true);
        let found = self.cond(&criterion.requirement, &[], false);
        if let Some((sure, perhaps, error)) = self.judged(&criterion.requirement) {
            match (sure, perhaps, found.answer) {
                (0, 0, Some(_)) if found.proven => return leaves(),
                (0, 0, Some(_)) => return doubtful(false, true),
                (0, 1.., None | Some(true)) => {
                    return doubtful(error || (found.answer.is_none() && found.error), false);
                }
                _ => {}
            }
        }
        let sure = || match self.partial(criterion) {
            Some((sure, _)) => sure.unwrap_or_else(Fraction::zero),
            None => Fraction::zero(),
        };
        match found.answer {
            Some(true) if found.proven => scored("met", &one, &one),
            Some(true) => scored("unverified", &sure(), &one),
            None if found.error => scored("error", &zero, &zero),
            None => scored("unanswered", &sure(), &one),
            Some(false) => {
                let Some((sure, possible)) = self.partial(criterion) else { return scored("error", &zero, &zero) };
                let low = sure.unwrap_or_else(Fraction::zero);
                let high = possible.unwrap_or_else(|| low.clone()).max(low.clone());
                scored(if low.is_zero() { "unmet" } else { "partly met" }, &low, &high)
            }
        }
    }

    /// The credit that surely holds, and the best that may; none for an error that decides.
    fn partial(&self, criterion: &Criterion) -> Option<(Option<Fraction>, Option<Fraction>)> {
        if let Some(scale) = &criterion.scale {
            return self.scaled(scale);
        }
        let mut possible = None;
        for (points, when) in &criterion.worth {
            let found = self.cond(when, &[], false);
            match found.answer {
                None if found.error => return None,
                Some(true) if found.proven => return Some((Some(percent(*points)), possible)),
                Some(false) => {}
                _ => possible = possible.or(Some(percent(*points))),
            }
        }
        Some((None, possible))
    }

    fn scaled(&self, scale: &[Value; 3]) -> Option<(Option<Fraction>, Option<Fraction>)> {
        let [value, from, to] = scale.each_ref().map(|part| self.value(part, &[]));
        let position = match (value.datum, from.datum, to.datum) {
            (Datum::Value(value), Datum::Value(from), Datum::Value(to)) => {
                let way = minus(&value, &from).zip(minus(&to, &from)).and_then(|(way, whole)| ratio(&way, &whole));
                way.map(|way| way.max(Number::ZERO).min(Number::ONE))
            }
            (Datum::Nothing, ..) => Some(Number::ZERO),
            _ if value.error => return None,
            _ => None,
        };
        Some(match position {
            Some(credit) if value.proven => (Some(credit.into()), None),
            Some(credit) => (None, Some(credit.into())),
            None => (None, Some(Fraction::one())),
        })
    }

    /// How many items the requirement surely judges, and how many perhaps, and whether an error is why.
    fn judged(&self, requirement: &Cond) -> Option<(usize, usize, bool)> {
        match requirement {
            Cond::Quant(Quant::Every | Quant::No, range, _) => {
                let Ok(members) = self.members(range, &[], true).0 else { return Some((0, 1, false)) };
                let sure = members.iter().filter(|member| member.counts.answer == Some(true)).count();
                let doubts: Vec<&Member<'_>> = members.iter().filter(|member| member.counts.answer.is_none()).collect();
                Some((sure, doubts.len(), doubts.iter().any(|member| member.counts.error)))
            }
            Cond::Successive { list, first, by, per, .. } => {
                Some(match self.neighbours(list, *first, by, *per, &[]).0 {
                    Ok(pairs) => (pairs.len(), 0, false),
                    Err((sure, _)) => (usize::from(sure), 1, false),
                })
            }
            _ => None,
        }
    }

    fn content(&self, record: &Record<'a>, name: &str) -> (Content<'a>, Option<usize>) {
        let (_, ty, optional) = fields(record.ty).iter().find(|field| field.0 == name).unwrap();
        let place =
            |name: &str| if record.path.is_empty() { name.to_owned() } else { format!("{}.{name}", record.path) };
        let mut grade = record.grade;
        let mut json = record.json.as_object().map(|_| record.json);
        let spoilt = json.is_none();
        let mut walked = String::new();
        for part in name.split('.') {
            walked = if walked.is_empty() { part.to_owned() } else { format!("{walked}.{part}") };
            json = json.and_then(|json| json.get(part));
            let inner = walked.len() < name.len();
            grade = self.grade(&place(&walked), if inner { json } else { None }, grade);
        }
        let content = match json {
            _ if spoilt => Content::Bad,
            None if !optional => Content::Open,
            None if ty.starts_with("list") => Content::List(Vec::new()),
            None if ty.starts_with("set") => Content::Value(Json::Array(Vec::new())),
            None => Content::Nothing,
            Some(json) if json.is_object() => Content::Bad,
            Some(json) if ty.starts_with("list") => {
                let items = json.as_array().unwrap().iter().enumerate().map(|(at, json)| {
                    let id = json.get("id").and_then(Json::as_str).map_or((at + 1).to_string(), str::to_owned);
                    let path = format!("{}[{id}]", place(name));
                    let grade = self.grade(&path, Some(json), grade);
                    Record { json, ty: if *ty == "list of part" { "part" } else { "item" }, path, grade }
                });
                Content::List(items.collect())
            }
            Some(json) => Content::Value(json.clone()),
        };
        (content, grade)
    }

    fn start(&self, path: &Path, env: &[Bound<'a>]) -> Bound<'a> {
        path.var.map_or_else(|| Bound::Record(self.profile.clone()), |var| env[var].clone())
    }

    /// A set as the names in it.
    fn set(&self, path: &Path, env: &[Bound<'a>]) -> (Result<Vec<String>, bool>, bool) {
        let Bound::Record(record) = self.start(path, env) else { panic!("no record") };
        let (content, grade) = self.content(&record, &path.names.join("."));
        let names = match content {
            Content::Value(json) => {
                Ok(json.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect())
            }
            Content::Bad => Err(true),
            _ => Err(false),
        };
        let proven = names.is_err() || self.proves(grade);
        (names, proven)
    }

    /// The items of a range, with how each passes the filters; an open list says whether by an error. Beside them, whether
    /// the claim of the list itself is proven.
    fn members(&self, range: &Range, env: &[Bound<'a>], waive: bool) -> (Result<Vec<Member<'a>>, bool>, bool) {
        let name = range.list.names.join(".");
        let Bound::Record(record) = self.start(&range.list, env) else { panic!("no record") };
        let sure = Found { answer: Some(true), error: false, proven: true };
        let filtered = |members: &mut Vec<Member<'a>>, filter: &Cond, env: &[Bound<'a>]| {
            for member in members {
                if member.counts.answer == Some(false) {
                    continue;
                }
                let mut inner = env.to_vec();
                inner.push(member.bound.clone());
                let found = self.cond(filter, &inner, true);
                member.counts = both(member.counts, found);
            }
        };
        let (mut members, proven) = if let Some((list, filter)) = defined(&name) {
            let inner = Range { var: 0, list: Path { var: range.list.var, names: vec![list] }, filter: None };
            let (members, proven) = self.members(&inner, env, waive);
            let Ok(mut members) = members else { return (members, proven) };
            filtered(&mut members, &filter, &[]);
            (members, proven)
        } else if fields(record.ty).iter().any(|field| field.0 == name && field.1.starts_with("set")) {
            let (names, proven) = self.set(&range.list, env);
            match names {
                Err(error) => return (Err(error), proven),
                Ok(mut names) => {
                    names.sort();
                    names.dedup();
                    let members = names.into_iter().map(|name| Member { bound: Bound::Choice(name), counts: sure });
                    (members.collect(), proven)
                }
            }
        } else {
            match self.content(&record, &name) {
                (Content::List(items), grade) => {
                    let proven = !items.is_empty() || self.proves(grade);
                    let kept = items
                        .into_iter()
                        .filter(|item| !waive || !self.waiving.get() || !self.left_out.contains(&item.path));
                    (kept.map(|item| Member { bound: Bound::Record(item), counts: sure }).collect(), proven)
                }
                (Content::Bad, _) => return (Err(true), true),
                _ => return (Err(false), true),
            }
        };
        if let Some(filter) = &range.filter {
            filtered(&mut members, filter, env);
        }
        (Ok(members), proven)
    }

    /// Pairs of neighbours, or whether there surely is a pair and whether an error is why they are open.
    fn neighbours(
        &self,
        list: &Path,
        first: usize,
        by: &'static str,
        per: Option<&'static str>,
        env: &[Bound<'a>],
    ) -> (Neighbours<'a>, bool) {
        let range = Range { var: first, list: list.clone(), filter: None };
        let (members, mut proven) = self.members(&range, env, env.is_empty());
        let members = match members {
            Ok(members) => members,
            Err(error) => return (Err((false, error)), proven),
        };
        let mut items: Vec<(Option<Single>, Single, Bound<'a>)> = Vec::new();
        let (mut open, mut error) = (0, false);
        for member in members {
            proven &= member.counts.proven;
            if member.counts.answer == Some(false) {
                continue;
            }
            let mut inner = env.to_vec();
            inner.push(member.bound.clone());
            let field = |name| self.value(&Value::Path(Path { var: Some(first), names: vec![name] }), &inner);
            let (by, per) = (field(by), per.map(field));
            proven &= by.proven && per.as_ref().is_none_or(|per| per.proven);
            match (by.datum, per.as_ref().map(|per| per.datum.clone())) {
                (Datum::Nothing, _) | (_, Some(Datum::Nothing)) => {}
                (Datum::Value(by), None) if member.counts.answer.is_some() => items.push((None, by, member.bound)),
                (Datum::Value(by), Some(Datum::Value(per))) if member.counts.answer.is_some() => {
                    items.push((Some(per), by, member.bound));
                }
                _ => {
                    open += 1;
                    error |= member.counts.error || by.error || per.is_some_and(|per| per.error);
                }
            }
        }
        let mut pairs = Vec::new();
        let mut groups: Vec<Option<Single>> = Vec::new();
        for (group, ..) in &items {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        for group in groups {
            let mut members: Vec<&(Option<Single>, Single, Bound<'a>)> =
                items.iter().filter(|item| item.0 == group).collect();
            members.sort_by(|a, b| order(&a.1, &b.1).unwrap());
            pairs.extend(members.windows(2).map(|pair| (pair[0].2.clone(), pair[1].2.clone())));
        }
        if open > 0 && items.len() + open > 1 {
            return (Err((!pairs.is_empty(), error)), proven);
        }
        (Ok(pairs), proven)
    }

    /// Whether a condition holds. With `all`, as in a filter, it rests on all it reads.
    fn cond(&self, cond: &Cond, env: &[Bound<'a>], all: bool) -> Found {
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

    fn presence(&self, path: &Path, test: &str, env: &[Bound<'a>]) -> Found {
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

    fn quantified(&self, quant: Quant, range: &Range, body: &Cond, env: &[Bound<'a>], all: bool) -> Found {
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

    fn count(&self, range: &Range, env: &[Bound<'a>]) -> Got {
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

    fn value(&self, value: &Value, env: &[Bound<'a>]) -> Got {
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

    fn path(&self, path: &Path, env: &[Bound<'a>]) -> Got {
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

    fn fold(&self, kind: &str, value: &Value, range: &Range, by: Option<&'static str>, env: &[Bound<'a>]) -> Got {
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

/// Both a record's filters: it counts only if both hold, and rests on all they read.
fn both(first: Found, second: Found) -> Found {
    let answer = match (first.answer, second.answer) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let error = (first.answer.is_none() && first.error) || (second.answer.is_none() && second.error);
    Found { answer, error, proven: first.proven && second.proven }
}

fn resting(found: Found, proven: bool) -> Found {
    Found { proven: found.proven && proven, ..found }
}

fn some(parts: &[Found], all: bool) -> Found {
    at_least(1, parts, all)
}

fn every(parts: &[Found], all: bool) -> Found {
    let negated: Vec<Found> =
        parts.iter().map(|part| Found { answer: part.answer.map(|answer| !answer), ..*part }).collect();
    let found = at_least(1, &negated, all);
    Found { answer: found.answer.map(|answer| !answer), ..found }
}

/// A count between bounds. It rests on the best-evidenced parts that suffice, or on all.
fn at_least(wanted: usize, parts: &[Found], all: bool) -> Found {
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

fn math(left: Got, right: Got, make: impl FnOnce(&Single, &Single) -> Option<Single>) -> Got {
    let datum = match (&left.datum, &right.datum) {
        (Datum::Nothing, _) | (_, Datum::Nothing) => Datum::Nothing,
        (Datum::Value(left), Datum::Value(right)) => make(left, right).map_or(Datum::Open, Datum::Value),
        _ => Datum::Open,
    };
    let error = datum == Datum::Open && (left.error || right.error);
    Got { datum, error, proven: left.proven && right.proven }
}

fn compare(left: &Datum, op: &str, right: &Datum) -> Option<bool> {
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

fn possible(datum: &Datum) -> Vec<Single> {
    match datum {
        Datum::Between(low, high) => (*low..=*high).map(|count| Single::Number(Number::from(count))).collect(),
        Datum::Value(value) => vec![value.clone()],
        _ => Vec::new(),
    }
}

/// None where calendars differ.
fn single_compare(left: &Single, op: &str, right: &Single) -> Option<bool> {
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

fn order(left: &Single, right: &Single) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => Some(left.cmp(right)),
        (Single::Date(left), Single::Date(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn plus(left: &Single, right: &Single) -> Option<Single> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_add(*right).map(Single::Number),
        (Single::Duration(left), Single::Duration(right)) => left.checked_add(*right).map(Single::Duration),
        (Single::Date(date), Single::Duration(length)) => date.checked_add(*length).map(Single::Date),
        _ => None,
    }
}

fn minus(left: &Single, right: &Single) -> Option<Single> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_sub(*right).map(Single::Number),
        (Single::Duration(left), Single::Duration(right)) => left.checked_sub(*right).map(Single::Duration),
        (Single::Date(left), Single::Date(right)) => Some(Single::Duration(left.since(*right))),
        _ => None,
    }
}

fn ratio(left: &Single, right: &Single) -> Option<Number> {
    match (left, right) {
        (Single::Number(left), Single::Number(right)) => left.checked_div(*right),
        (Single::Duration(left), Single::Duration(right)) if !right.is_zero() => left.ratio(*right),
        _ => None,
    }
}

fn share(total: &Single, count: usize) -> Option<Single> {
    let share = Number::ratio(1, count as i128)?;
    match total {
        Single::Number(total) => total.checked_mul(share).map(Single::Number),
        Single::Duration(total) => total.scale(share).map(Single::Duration),
        _ => None,
    }
}

/// Whether a value is a duration.
fn is_of_time(value: &Value) -> bool {
    match value {
        Value::Literal(text) => matches!(literal(text), Single::Duration(_)),
        Value::Path(path) => path.names.last() == Some(&"t"),
        Value::Math(left, sign, _) => is_of_time(left) || (*sign == "-" && is_date(left)),
        Value::Fold(_, value, ..) => is_of_time(value),
        Value::Rise(..) | Value::Number(_) => false,
    }
}

fn is_date(value: &Value) -> bool {
    match value {
        Value::Literal(text) => matches!(literal(text), Single::Date(_)),
        Value::Path(path) => matches!(path.names.last(), Some(&("day" | "as_of"))),
        Value::Math(left, ..) => is_date(left),
        _ => false,
    }
}

fn literal(text: &str) -> Single {
    for kind in [Kind::Number, Kind::Percent, Kind::Duration, Kind::Date] {
        if let Ok(literal) = Literal::read_as(text, &kind) {
            return single(literal);
        }
    }
    Single::Text(text.to_owned())
}

fn read(json: &Json, ty: &str) -> Single {
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

fn single(literal: Literal) -> Single {
    match literal {
        Literal::YesNo(answer) => Single::Yes(answer),
        Literal::Number(number) | Literal::Percent(number) => Single::Number(number),
        Literal::Duration(duration) => Single::Duration(duration),
        Literal::Date(date) => Single::Date(date),
        other => panic!("{other:?} is none of this world's"),
    }
}
