//! The rules of scoring once more: plain and slow, straight over a profile's JSON.
//!
//! Only single values (numbers, durations, dates) are the engine's; they have tests of their own. An answer is yes, no or
//! open; beside it goes whether something that cannot be read is why it is open, and whether all it rests on is proven.

mod conditions;
mod records;
mod values;

use std::cell::Cell;
use std::collections::HashMap;

use kitemark::Fraction;
use kitemark_dsl::value::{Date, Duration, Kind, Literal, Number};
use serde_json::Value as Json;

use super::world::{Charter, Cond, Criterion, GRADES, PRINCIPLES, Path, Quant, Range, Value, defined, fields};

use conditions::both;
use values::{compare, minus, order, ratio};

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
}
