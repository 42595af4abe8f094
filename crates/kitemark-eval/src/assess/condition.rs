//! Conditions: nodes that are yes, no or open.

use std::cmp::Ordering;

use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::Number;

use super::machine::{Answer, Datum, Machine, Undefined};
use crate::program::value::Value;
use crate::program::{Node, NodeId, Test};

impl Machine<'_> {
    /// Whether a condition holds.
    pub(crate) fn truth(&mut self, id: NodeId) -> Answer {
        if !self.step(id) {
            return Answer::Open;
        }
        let program = self.program;
        match program.node(id) {
            Node::Not(inner) => !self.truth(*inner),
            Node::And(parts) => self.join(Answer::No, parts),
            Node::Or(parts) => self.join(Answer::Yes, parts),
            Node::AtLeastOf(wanted, parts) => {
                let mut tally = self.tally();
                for part in parts {
                    let (open, weak) = (self.open.len(), self.weak.len());
                    let answer = self.truth(*part);
                    self.count(&mut tally, answer, open, weak);
                }
                self.at_least(tally, *wanted)
            }
            Node::Quantified(quantifier, range, body) => self.quantified(*quantifier, range, *body),
            Node::Successive(successive) => self.successive(id, successive),
            Node::Compare(left, comparison, right) => {
                let start = self.open.len();
                let (left, right) = (self.datum(*left), self.datum(*right));
                let answer = self.compare(id, left, *comparison, right);
                self.close(start, answer)
            }
            Node::Between(value, low, high) => self.between(id, [*value, *low, *high]),
            Node::OneOf { value, negated, options } => self.one_of(id, *value, *negated, options),
            Node::Includes { set, all, values } => self.includes(*set, *all, values),
            Node::Presence { value, test, negated } => {
                let answer = self.presence(*value, *test);
                if *negated { !answer } else { answer }
            }
            Node::Define { id: define, row } => {
                let row = row.map(|row| self.start(row));
                match program.defines.get(define.index()).copied().flatten() {
                    Some(body) => self.call(row, |machine| machine.truth(body)),
                    None => Answer::No,
                }
            }
            _ => match self.datum(id) {
                Datum::Value(Value::YesNo(answer)) => answer.into(),
                Datum::Open => Answer::Open,
                _ => Answer::No,
            },
        }
    }

    fn join(&mut self, decisive: Answer, parts: &[NodeId]) -> Answer {
        let mut junction = self.junction(decisive);
        for part in parts {
            let (open, weak) = (self.open.len(), self.weak.len());
            let answer = self.truth(*part);
            if self.gather(&mut junction, answer, open, weak) {
                break;
            }
        }
        self.settle(&junction)
    }

    /// A filter or a condition in arithmetic: it rests on all that it reads.
    pub(super) fn truth_of_all(&mut self, id: NodeId) -> Answer {
        let before = std::mem::replace(&mut self.all_reads, true);
        let answer = self.truth(id);
        self.all_reads = before;
        answer
    }

    /// Drops the reasons of open operands where the answer does not depend on them.
    fn close(&mut self, start: usize, answer: Answer) -> Answer {
        if answer != Answer::Open {
            self.open.truncate(start);
        }
        answer
    }

    fn between(&mut self, id: NodeId, parts: [NodeId; 3]) -> Answer {
        let start = self.open.len();
        let [value, low, high] = parts.map(|part| self.datum(part));
        let least = self.compare(id, value, Comparison::AtLeast, low);
        let most = self.compare(id, value, Comparison::AtMost, high);
        let answer = match (least, most) {
            (Answer::No, _) | (_, Answer::No) => Answer::No,
            (Answer::Yes, Answer::Yes) => Answer::Yes,
            _ => Answer::Open,
        };
        self.close(start, answer)
    }

    /// A comparison of two values; the reasons of open ones lie in `open` already.
    pub(super) fn compare(&mut self, id: NodeId, left: Datum, comparison: Comparison, right: Datum) -> Answer {
        match (left, right) {
            // Silence passes nothing, `is not` included.
            (Datum::Nothing, _) | (_, Datum::Nothing) => Answer::No,
            (Datum::Open, _) | (_, Datum::Open) => Answer::Open,
            (Datum::Value(l), Datum::Value(r)) => match holds(comparison, l, r) {
                Some(answer) => answer.into(),
                None => {
                    self.undefined(id, Undefined::Calendar);
                    Answer::Open
                }
            },
            (l, r) => self.compare_bounds(l, comparison, r),
        }
    }

    /// Counts between bounds are compared at their ends: where these agree, so does all between.
    fn compare_bounds(&mut self, left: Datum, comparison: Comparison, right: Datum) -> Answer {
        let (Some((ll, lh)), Some((rl, rh))) = (ends(left), ends(right)) else { return Answer::Open };
        // A count is whole, whatever it comes to.
        let fractional = [(ll, lh), (rl, rh)].iter().any(|(low, high)| low == high && !low.is_integer());
        let apart = lh < rl || ll > rh || fractional;
        let same = ll == lh && rl == rh && ll == rl;
        let (never, always) = match comparison {
            Comparison::AtLeast | Comparison::OnOrAfter => (lh < rl, ll >= rh),
            Comparison::MoreThan | Comparison::After => (lh <= rl, ll > rh),
            Comparison::AtMost | Comparison::OnOrBefore => (ll > rh, lh <= rl),
            Comparison::LessThan | Comparison::Before => (ll >= rh, lh < rl),
            Comparison::Is => (apart, same),
            Comparison::IsNot => (same, apart),
        };
        match (never, always) {
            (true, _) => Answer::No,
            (_, true) => Answer::Yes,
            _ => Answer::Open,
        }
    }

    /// `is one of` is any `is`; `is not one of` is every `is not`, so that silence passes neither.
    fn one_of(&mut self, id: NodeId, value: NodeId, negated: bool, options: &[NodeId]) -> Answer {
        let (decisive, comparison) =
            if negated { (Answer::No, Comparison::IsNot) } else { (Answer::Yes, Comparison::Is) };
        let start = self.open.len();
        let value = self.datum(value);
        let mut junction = self.junction(decisive);
        for option in options {
            let (open, weak) = (self.open.len(), self.weak.len());
            let option = self.datum(*option);
            let answer = self.compare(id, value, comparison, option);
            self.gather(&mut junction, answer, open, weak);
        }
        let answer = self.settle(&junction);
        self.close(start, answer)
    }

    fn includes(&mut self, set: NodeId, all: bool, values: &[NodeId]) -> Answer {
        let start = self.open.len();
        let set = self.datum(set);
        let mut junction = self.junction(if all { Answer::No } else { Answer::Yes });
        for value in values {
            let (open, weak) = (self.open.len(), self.weak.len());
            let value = self.datum(*value);
            let answer = match (set, value) {
                (Datum::Value(Value::Set(bits)), Datum::Value(Value::Choice(at))) => {
                    (bits.checked_shr(u32::from(at)).unwrap_or(0) & 1 == 1).into()
                }
                (Datum::Open, _) | (_, Datum::Open) => Answer::Open,
                _ => Answer::No,
            };
            self.gather(&mut junction, answer, open, weak);
        }
        let answer = self.settle(&junction);
        self.close(start, answer)
    }

    fn presence(&mut self, value: NodeId, test: Test) -> Answer {
        match (self.datum(value), test) {
            (Datum::Open, _) => Answer::Open,
            (Datum::Nothing, Test::Given) => Answer::No,
            (Datum::Nothing, Test::Missing | Test::Empty) => Answer::Yes,
            (_, Test::Given) => Answer::Yes,
            (_, Test::Missing) => Answer::No,
            (Datum::Value(Value::Set(bits)), Test::Empty) => (bits == 0).into(),
            (Datum::Value(Value::Amount(count)), Test::Empty) => count.is_zero().into(),
            (Datum::Between(low, _), Test::Empty) => {
                if low > 0 {
                    Answer::No
                } else {
                    Answer::Open
                }
            }
            (Datum::Value(_), Test::Empty) => Answer::No,
        }
    }
}

/// The bounds of a count.
fn ends(datum: Datum) -> Option<(Number, Number)> {
    match datum {
        Datum::Between(low, high) => Some((Number::integer(i128::from(low))?, Number::integer(i128::from(high))?)),
        Datum::Value(Value::Amount(number)) => Some((number, number)),
        _ => None,
    }
}

/// Whether a comparison holds; none where calendars differ.
fn holds(comparison: Comparison, left: Value, right: Value) -> Option<bool> {
    let order = match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => Some(l.cmp(&r)),
        (Value::Date(l), Value::Date(r)) => Some(l.cmp(&r)),
        (Value::Duration(l), Value::Duration(r)) => {
            return match comparison {
                Comparison::AtLeast => l.is_at_least(r),
                Comparison::AtMost => l.is_at_most(r),
                Comparison::MoreThan => l.is_at_most(r).map(|answer| !answer),
                Comparison::LessThan => l.is_at_least(r).map(|answer| !answer),
                _ => l.compare(r).map(|order| (order == Ordering::Equal) == (comparison == Comparison::Is)),
            };
        }
        (l, r) => return Some((l == r) == (comparison == Comparison::Is)),
    };
    order.map(|order| comparison.holds(order))
}
