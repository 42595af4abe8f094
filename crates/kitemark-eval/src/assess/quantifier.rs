//! Going through lists and sets: which items count, and what holds of them.

use std::cmp::Ordering;

use super::machine::{Answer, Datum, Machine, Reason};
use crate::profile::facts::Content;
use crate::program::value::Value;
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

impl Machine<'_> {
    /// Visits the items of a range, with its variable standing for each. False if the list itself is open.
    pub(super) fn visit(
        &mut self,
        id: NodeId,
        range: &Range,
        mut visit: impl FnMut(&mut Self, Member, u32) -> bool,
    ) -> bool {
        match &range.items {
            Items::List { row, column, width } => {
                let cell = self.start(*row).saturating_add(*column);
                match self.read(cell) {
                    Content::Rows { first, count } => {
                        let rows = (0..count).map(|at| first + at * width);
                        self.visit_items(id, range, rows, &mut visit)
                    }
                    Content::Unanswered | Content::Unreadable => false,
                    Content::Nothing | Content::Value(_) => true,
                }
            }
            Items::Set { set, values } => match self.datum(*set) {
                Datum::Value(Value::Set(bits)) => {
                    let members = (0..u32::from(*values)).filter(|at| bits >> at & 1 == 1);
                    self.visit_items(id, range, members, &mut visit)
                }
                Datum::Open => false,
                _ => true,
            },
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
            if range.waivable && self.excluded.contains(&item) {
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
        let mut junction = self.junction(decisive);
        let known = self.visit(body, range, |machine, member, _| {
            let answer = machine.member_answer(member, body, decisive, judged);
            machine.gather(&mut junction, answer, member.open, member.weak)
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
        let mut tally = self.tally();
        let mut judged = (0, 0);
        let known = self.visit(body, range, |machine, member, _| {
            let answer = machine.member_answer(member, body, Answer::Yes, &mut judged);
            machine.count(&mut tally, answer, member.open, member.weak);
            false
        });
        if !known {
            return if tally.yes() >= wanted { self.at_least(tally, wanted) } else { Answer::Open };
        }
        self.at_least(tally, wanted)
    }

    pub(super) fn successive(&mut self, id: NodeId, successive: &Successive) -> Answer {
        let outermost = self.variables.is_empty();
        let pairs = self.neighbours(id, successive);
        let Some(pairs) = pairs else {
            if outermost {
                self.judged = (0, 1);
            }
            return Answer::Open;
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

    /// The pairs of neighbours, group by group, in order; none if something that orders them is open.
    pub(super) fn neighbours(&mut self, id: NodeId, successive: &Successive) -> Option<Vec<(u32, u32)>> {
        let mut items: Vec<(Option<Value>, Value, u32)> = Vec::new();
        let start = self.open.len();
        let mut sure = true;
        let known = self.visit(id, &successive.range, |machine, member, item| {
            if member.counts == Answer::No {
                return false;
            }
            let by = machine.datum(successive.by);
            let per = successive.per.map(|per| machine.datum(per));
            match (member.counts, by, per) {
                // What has no place in the order is passed over.
                (_, Datum::Nothing, _) | (_, _, Some(Datum::Nothing)) => {}
                (Answer::Yes, Datum::Value(by), None) => items.push((None, by, item)),
                (Answer::Yes, Datum::Value(by), Some(Datum::Value(per))) => items.push((Some(per), by, item)),
                _ => sure = false,
            }
            false
        });
        if !known || !sure {
            if self.open.len() == start {
                self.open.push(Reason::Undefined(id, super::machine::Undefined::OutOfRange));
            }
            return None;
        }
        let mut pairs = Vec::new();
        let mut groups: Vec<Option<Value>> = Vec::new();
        for (group, ..) in &items {
            if !groups.contains(group) {
                groups.push(*group);
            }
        }
        for group in groups {
            let mut members: Vec<(Value, u32)> =
                items.iter().filter(|(of, ..)| *of == group).map(|(_, by, item)| (*by, *item)).collect();
            members.sort_by(|(a, _), (b, _)| order(*a, *b));
            pairs.extend(members.windows(2).filter_map(|pair| Some((pair.first()?.1, pair.last()?.1))));
        }
        Some(pairs)
    }
}

/// The order of values of one kind; those that calendars do not order stay as they are.
pub(super) fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => l.cmp(&r),
        (Value::Date(l), Value::Date(r)) => l.cmp(&r),
        (Value::Period(l), Value::Period(r)) => (l.start(), l.end()).cmp(&(r.start(), r.end())),
        (Value::Duration(l), Value::Duration(r)) => l.compare(r).unwrap_or(Ordering::Equal),
        _ => Ordering::Equal,
    }
}
