//! The answers that a question can have, as far as they make a difference.

use std::cmp::Ordering;

use kitemark_dsl::charter::{ChoiceId, CriterionId, Type};
use kitemark_dsl::value::Literal;

use super::Asking;
use crate::assess::order;
use crate::effort::{ASSESS, MOVE};
use crate::improve::Question;
use crate::judge::Outcome;
use crate::profile::document::Change;
use crate::program::value::Value;
use crate::reach::Reach;
use crate::survey::Rule;
use crate::trial::Trial;

/// The most comparisons whose limits are looked for around one field.
const MOST_LIMITS: usize = 8;

/// An answer that can be given.
pub(super) struct Answer {
    pub(super) words: String,
    pub(super) path: String,
    pub(super) change: Change,
}

/// A measure on one side of a limit, with what the rules that wait for it make of it.
struct Point {
    trial: Trial,
    size: Option<Value>,
    outcomes: Vec<Option<Outcome>>,
    caps: Vec<Option<bool>>,
}

impl Asking<'_> {
    /// The answers to a question: every one of a choice, one on each side of every limit for measures, one example of what has
    /// no limits.
    pub(super) fn answers(&self, question: &Question, ty: Type) -> Vec<Answer> {
        let charter = self.engine.charter();
        let path = &question.path;
        let answer = |words: &str, change: Change| Answer { words: words.to_owned(), path: path.clone(), change };
        let scalar = |value: &str| answer(value, Change::Scalar(value.to_owned()));
        let names = |id: ChoiceId| charter.choices().get(id.index()).map(|choice| choice.names()).unwrap_or_default();
        match ty {
            Type::YesNo => ["yes", "no"].map(scalar).into(),
            Type::Choice(id) => names(id).into_iter().map(scalar).collect(),
            Type::Set(id) => {
                let single = |name: &str| answer(name, Change::Sequence(vec![name.to_owned()]));
                let all = names(id).into_iter().map(str::to_owned).collect();
                let none = [answer("none", Change::Empty)].into_iter();
                none.chain(names(id).into_iter().map(single))
                    .chain([answer("all of them", Change::Sequence(all))])
                    .collect()
            }
            Type::List(_) => {
                let record = Answer { path: format!("{path}[+1]"), ..answer("one or more", Change::Record) };
                vec![answer("none", Change::Empty), record]
            }
            Type::Record(_) => Vec::new(),
            _ => match self.measures(question, ty) {
                measures if measures.is_empty() => {
                    charter.scalar_kind(ty).map(|kind| scalar(&kind.example())).into_iter().collect()
                }
                measures => measures.iter().map(|measure| scalar(measure)).collect(),
            },
        }
    }

    /// The measures at which what comes out changes, as profiles write them, from the smallest.
    fn measures(&self, question: &Question, ty: Type) -> Vec<String> {
        let mut points = self.points(question, ty);
        points.sort_by(|a, b| by_size(a.size, b.size).then_with(|| a.trial.written.cmp(&b.trial.written)));
        points.dedup_by(|later, earlier| later.trial.written == earlier.trial.written);
        let mut told: Vec<Point> = Vec::new();
        let mut runs = 0;
        for point in points {
            let same = told.last().is_some_and(|last| last.outcomes == point.outcomes && last.caps == point.caps);
            match same {
                // Of the first run its largest is told, next to the limit; of the others the smallest.
                true if runs == 1 => {
                    told.pop();
                    told.push(point);
                }
                true => {}
                false => {
                    runs += 1;
                    told.push(point);
                }
            }
        }
        told.into_iter().map(|point| point.trial.written).collect()
    }

    /// Measures around every limit that the field is compared with.
    fn points(&self, question: &Question, ty: Type) -> Vec<Point> {
        let (engine, facts) = (self.engine, self.now.facts());
        let criteria = question.criteria.iter().filter_map(|id| engine.charter().criterion(id)).map(|(id, _)| id);
        let waiting: Vec<CriterionId> = criteria.collect();
        let caps = (0..engine.charter().limits().len()).map(Rule::Limit).filter(|_| !question.caps.is_empty());
        let mut points = Vec::new();
        for rule in waiting.iter().copied().map(Rule::Criterion).chain(caps) {
            let (compared, steps) = engine.comparisons_in(facts, rule);
            let here = compared.into_iter().filter_map(|compared| {
                let lever = compared.levers.iter().find(|lever| lever.path == question.path)?.clone();
                Some((compared, lever))
            });
            for (compared, lever) in here.take(MOST_LIMITS) {
                if !self.effort.spend_on(MOVE + 3 * ASSESS, steps) {
                    return points;
                }
                let (document, as_of) = (self.document, self.as_of);
                let reach = Reach { engine, rule, document, as_of, compared, lever };
                points.extend(reach.around().into_iter().flatten().map(|trial| self.point(trial, ty, &waiting)));
            }
        }
        points
    }

    fn point(&self, trial: Trial, ty: Type, waiting: &[CriterionId]) -> Point {
        let engine = self.engine;
        let outcomes = waiting.iter().map(|id| engine.judge_criterion(&trial.facts, *id)).collect();
        let kind = engine.charter().scalar_kind(ty);
        let size = kind.and_then(|kind| Literal::read_as(&trial.written, &kind).ok()).and_then(size);
        Point { size, outcomes, caps: engine.assess(&trial.facts).caps(), trial }
    }
}

/// What a literal measures.
fn size(literal: Literal) -> Option<Value> {
    match literal {
        Literal::Number(number)
        | Literal::Percent(number)
        | Literal::Money(_, number)
        | Literal::Quantity(number, _) => Some(Value::Amount(number)),
        Literal::Duration(duration) => Some(Value::Duration(duration)),
        Literal::Date(date) => Some(Value::Date(date)),
        Literal::Period(period) => Some(Value::Period(period)),
        Literal::YesNo(_) | Literal::Text(_) => None,
    }
}

fn by_size(one: Option<Value>, other: Option<Value>) -> Ordering {
    one.zip(other).map_or(Ordering::Equal, |(one, other)| order(one, other))
}
