//! Going through lists and sets: which items count, and what holds of them.

use std::cmp::Ordering;

use kitemark_dsl::value::{Date, Duration, Number};

use super::machine::{Answer, Datum, Machine, Undefined};
use crate::profile::facts::Content;
use crate::program::value::{TextId, Value};
use crate::program::{Items, NodeId, Quantifier, Range, Successive};

/// An item whose membership is decided, or not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// Whether it passes the filters.
    pub(super) counts: Answer,
    /// Where the reasons and claims of its filters start.
    pub(super) open: usize,
    pub(super) weak: usize,
}

/// The items of a list or set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Collection {
    /// So many rows of a width, from a first cell on.
    Rows { first: u32, count: u32, width: u32 },
    /// A bit for each value.
    Values(u128),
}

impl Machine<'_> {
    /// Reads the list or set of a range; none if it is open. What it leaves on the stacks is of the whole collection, so
    /// it is read before any item is looked at.
    pub(super) fn collection(&mut self, range: &Range) -> Option<Collection> {
        match &range.items {
            Items::List { row, column, width } => {
                let cell = self.start(*row).saturating_add(*column);
                match self.read(cell) {
                    Content::Rows { first, count } => Some(Collection::Rows { first, count, width: *width }),
                    Content::Unanswered | Content::Unreadable => None,
                    Content::Nothing | Content::Value(_) => Some(Collection::Values(0)),
                }
            }
            Items::Set(set) => match self.datum(*set) {
                Datum::Value(Value::Set(bits)) => Some(Collection::Values(bits)),
                Datum::Open => None,
                _ => Some(Collection::Values(0)),
            },
        }
    }

    /// Visits the items of a collection, with the range's variable standing for each, until told to stop. False if the
    /// budget is spent on the way.
    pub(super) fn visit(
        &mut self,
        id: NodeId,
        range: &Range,
        collection: Collection,
        mut visit: impl FnMut(&mut Self, Member, u32) -> bool,
    ) -> bool {
        match collection {
            Collection::Rows { first, count, width } => {
                let rows = (0..count).map(|at| first.saturating_add(at.saturating_mul(width)));
                self.visit_items(id, range, rows, &mut visit)
            }
            Collection::Values(bits) => {
                self.visit_items(id, range, (0..u128::BITS).filter(|at| bits >> at & 1 == 1), &mut visit)
            }
        }
    }

    fn visit_items(
        &mut self,
        id: NodeId,
        range: &Range,
        items: impl Iterator<Item = u32>,
        visit: &mut impl FnMut(&mut Self, Member, u32) -> bool,
    ) -> bool {
        for item in items {
            if range.waivable && self.excluded.binary_search(&item).is_ok() {
                continue;
            }
            if !self.step(id) {
                return false;
            }
            let stop = self.with_variable(item, |machine| {
                let (open, weak) = (machine.open.len(), machine.weak.len());
                let counts = machine.filter(&range.filters);
                visit(machine, Member { counts, open, weak }, item)
            });
            if stop {
                break;
            }
        }
        true
    }

    /// Whether an item passes all filters; it rests on all that they read.
    fn filter(&mut self, filters: &[NodeId]) -> Answer {
        let mut result = Answer::Yes;
        let open = self.open.len();
        for filter in filters {
            match self.truth_of_all(*filter) {
                Answer::No => {
                    self.open.truncate(open);
                    return Answer::No;
                }
                Answer::Open => result = Answer::Open,
                Answer::Yes => {}
            }
        }
        result
    }

    pub(super) fn quantified(&mut self, quantifier: Quantifier, range: &Range, body: NodeId) -> Answer {
        let outermost = self.variables.is_empty();
        if outermost {
            self.doubts.clear();
        }
        let mut judged = (0, 0);
        let answer = match quantifier {
            Quantifier::Every => self.all_of(range, body, Answer::No, &mut judged),
            Quantifier::Some => self.all_of(range, body, Answer::Yes, &mut judged),
            Quantifier::No => !self.all_of(range, body, Answer::Yes, &mut judged),
            Quantifier::AtLeast(wanted) => self.at_least_of(range, body, wanted),
        };
        if outermost {
            self.judged = judged;
        }
        answer
    }

    /// `every` (settled by a no) or `some` (settled by a yes) item that counts.
    fn all_of(&mut self, range: &Range, body: NodeId, decisive: Answer, judged: &mut (u64, u64)) -> Answer {
        let collection = self.collection(range);
        let mut junction = self.junction(decisive);
        let known = collection.is_some_and(|collection| {
            self.visit(body, range, collection, |machine, member, _| {
                let answer = machine.member_answer(member, body, decisive, judged);
                machine.gather(&mut junction, answer, member.open, member.weak)
            })
        });
        if !known {
            let (open, weak) = (self.open.len(), self.weak.len());
            judged.1 += 1;
            self.gather(&mut junction, Answer::Open, open, weak);
        }
        self.settle(&junction)
    }

    /// What an item contributes: nothing (the answer that settles nothing) if it does not count.
    fn member_answer(&mut self, member: Member, body: NodeId, decisive: Answer, judged: &mut (u64, u64)) -> Answer {
        match member.counts {
            Answer::No => !decisive,
            Answer::Yes => {
                judged.0 += 1;
                self.truth(body)
            }
            Answer::Open => {
                judged.1 += 1;
                if self.variables.len() == 1 {
                    self.doubts.extend_from_slice(self.open.get(member.open..).unwrap_or_default());
                }
                let answer = self.truth(body);
                // If it counts, it settles; if it does not, it does not: open because of the filter.
                if answer == decisive { Answer::Open } else { answer }
            }
        }
    }

    fn at_least_of(&mut self, range: &Range, body: NodeId, wanted: u64) -> Answer {
        let collection = self.collection(range);
        let mut tally = self.tally();
        let mut judged = (0, 0);
        let known = collection.is_some_and(|collection| {
            self.visit(body, range, collection, |machine, member, _| {
                let answer = machine.member_answer(member, body, Answer::Yes, &mut judged);
                machine.count(&mut tally, answer, member.open, member.weak);
                false
            })
        });
        if !known {
            return if tally.yes() >= wanted { self.at_least(tally, wanted) } else { Answer::Open };
        }
        self.at_least(tally, wanted)
    }

    pub(super) fn successive(&mut self, id: NodeId, successive: &Successive) -> Answer {
        let outermost = self.variables.is_empty();
        let pairs = match self.neighbours(id, successive) {
            Ok(pairs) => pairs,
            Err(Unordered { surely_pairs }) => {
                if outermost {
                    self.judged = (u64::from(surely_pairs), 1);
                }
                return Answer::Open;
            }
        };
        let mut junction = self.junction(Answer::No);
        for (earlier, later) in &pairs {
            let (open, weak) = (self.open.len(), self.weak.len());
            let answer = self.with_variable(*earlier, |machine| {
                machine.with_variable(*later, |machine| machine.truth(successive.body))
            });
            if self.gather(&mut junction, answer, open, weak) {
                break;
            }
        }
        if outermost {
            self.judged = (pairs.len() as u64, 0);
        }
        self.settle(&junction)
    }

    /// The pairs of neighbours, group by group, in order.
    pub(super) fn neighbours(&mut self, id: NodeId, successive: &Successive) -> Result<Vec<(u32, u32)>, Unordered> {
        let mut items: Vec<Ordered> = Vec::new();
        let mut doubtful = 0_usize;
        let Some(collection) = self.collection(&successive.range) else {
            return Err(Unordered { surely_pairs: false });
        };
        let start = self.open.len();
        let known = self.visit(id, &successive.range, collection, |machine, member, item| {
            if member.counts == Answer::No {
                return false;
            }
            let by = machine.datum(successive.by);
            let per = successive.per.map(|per| machine.datum(per));
            match (member.counts, by, per) {
                // What has no place in the order is passed over.
                (_, Datum::Nothing, _) | (_, _, Some(Datum::Nothing)) => machine.open.truncate(member.open),
                (Answer::Yes, Datum::Value(by), None) => items.push(Ordered { group: None, by, item }),
                (Answer::Yes, Datum::Value(by), Some(Datum::Value(group))) => {
                    items.push(Ordered { group: Some(group.into()), by, item });
                }
                _ => doubtful += 1,
            }
            false
        });
        if known && items.len() + doubtful <= 1 {
            self.open.truncate(start); // one alone has no neighbour, whatever the answer
            return Ok(Vec::new());
        }
        // Neighbours stand side by side: first by group, then by what orders them; ties keep their order.
        items.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| order(a.by, b.by)));
        let pairs: Vec<(Ordered, Ordered)> = items
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .filter(|(earlier, later)| earlier.group == later.group)
            .collect();
        let surely_pairs = !pairs.is_empty();
        if !known || doubtful > 0 {
            return Err(Unordered { surely_pairs });
        }
        if !pairs.iter().all(|(earlier, later)| is_at_most(earlier.by, later.by)) {
            self.undefined(id, Undefined::Calendar);
            return Err(Unordered { surely_pairs });
        }
        Ok(pairs.into_iter().map(|(earlier, later)| (earlier.item, later.item)).collect())
    }
}

/// Items whose order is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unordered {
    /// Whether some of them are neighbours whatever the order is.
    surely_pairs: bool,
}

/// An item of a list that is put in order.
#[derive(Debug, Clone, Copy)]
struct Ordered {
    group: Option<Group>,
    by: Value,
    item: u32,
}

/// What a group's items have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    YesNo(bool),
    Amount(Number),
    Duration(Number, Number),
    Dates(Date, Date),
    Set(u128),
    Text(TextId),
}

impl From<Value> for Group {
    fn from(value: Value) -> Self {
        match value {
            Value::YesNo(answer) => Group::YesNo(answer),
            Value::Amount(number) => Group::Amount(number),
            Value::Duration(length) => Group::Duration(length.month_part(), length.day_part()),
            Value::Date(date) => Group::Dates(date, date),
            Value::Period(period) => Group::Dates(period.start(), period.end()),
            Value::Choice(at) => Group::Set(u128::from(at)),
            Value::Set(bits) => Group::Set(bits),
            Value::Text(text) => Group::Text(text),
        }
    }
}

/// A total order of values of one kind. Of durations in months and in days it is that of their average length, which
/// agrees with every calendar where all calendars agree; [`is_at_most`] tells whether they do.
pub(crate) fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => l.cmp(&r),
        (Value::Date(l), Value::Date(r)) => l.cmp(&r),
        (Value::Period(l), Value::Period(r)) => (l.start(), l.end()).cmp(&(r.start(), r.end())),
        (Value::Duration(l), Value::Duration(r)) => average_days(l).cmp(&average_days(r)),
        _ => Ordering::Equal,
    }
}

/// Whether one value is surely at most another.
pub(super) fn is_at_most(left: Value, right: Value) -> bool {
    match (left, right) {
        (Value::Duration(l), Value::Duration(r)) => l.is_at_most(r) == Some(true),
        _ => order(left, right).is_le(),
    }
}

/// The days of a duration on average over the 400 years in which the calendar repeats: 146,097 days in 4,800 months.
fn average_days(duration: Duration) -> Option<Number> {
    if let Some(days) = duration.exact_days() {
        return Some(Number::from(days));
    }
    let month = Number::ratio(146_097, 4_800)?;
    duration.month_part().checked_mul(month)?.checked_add(duration.day_part())
}
