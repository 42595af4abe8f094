//! Values: cells, definitions and exact arithmetic.

use kitemark_dsl::syntax::Operator;
use kitemark_dsl::value::{Duration, Number};

use super::machine::{Answer, Datum, Machine, Undefined};
use crate::profile::facts::Content;
use crate::program::value::Value;
use crate::program::{Node, NodeId, Part};

impl Machine<'_> {
    /// The value of a node, as far as it is known.
    pub(crate) fn datum(&mut self, id: NodeId) -> Datum {
        if !self.step(id) {
            return Datum::Open;
        }
        let program = self.program;
        match program.node(id) {
            Node::Constant(value) => Datum::Value(*value),
            Node::Cell { row, column } => {
                let cell = self.start(*row).saturating_add(*column);
                match self.read(cell) {
                    Content::Value(value) => Datum::Value(value),
                    Content::Nothing => Datum::Nothing,
                    Content::Rows { count, .. } => Datum::Value(Value::Amount(Number::from(i64::from(count)))),
                    Content::Unanswered | Content::Unreadable => Datum::Open,
                }
            }
            Node::Item(slot) => Datum::Value(Value::Choice(u8::try_from(self.variable(*slot)).unwrap_or(u8::MAX))),
            Node::Define { id: define, row } => {
                let row = row.map(|row| self.start(row));
                match program.defines.get(define.index()).copied().flatten() {
                    Some(body) => self.call(row, |machine| machine.datum(body)),
                    None => Datum::Nothing,
                }
            }
            Node::Part(period, part) => match self.datum(*period) {
                Datum::Value(Value::Period(period)) => Datum::Value(match part {
                    Part::Start => Value::Date(period.start()),
                    Part::End => Value::Date(period.end()),
                    Part::Length => Value::Duration(period.length()),
                }),
                other => other,
            },
            Node::Arithmetic(left, operator, right) => {
                let operands = (self.datum(*left), self.datum(*right));
                self.combine(id, operands, |left, right| calculate(left, *operator, right))
            }
            Node::Change { rise, from, to } => {
                let operands = (self.datum(*from), self.datum(*to));
                self.combine(id, operands, |from, to| change(*rise, from, to))
            }
            Node::Fold(fold) => self.fold(id, fold),
            Node::NumberOf(range) => self.number_of(id, range),
            _ => match self.truth_of_all(id) {
                Answer::Yes => Datum::Value(Value::YesNo(true)),
                Answer::No => Datum::Value(Value::YesNo(false)),
                Answer::Open => Datum::Open,
            },
        }
    }

    /// Two operands made into one value: nothing with anything is nothing, open with a value is open.
    fn combine(
        &mut self,
        id: NodeId,
        operands: (Datum, Datum),
        make: impl FnOnce(Value, Value) -> Result<Value, Undefined>,
    ) -> Datum {
        match operands {
            (Datum::Nothing, _) | (_, Datum::Nothing) => Datum::Nothing,
            (Datum::Value(left), Datum::Value(right)) => match make(left, right) {
                Ok(value) => Datum::Value(value),
                Err(why) => self.undefined(id, why),
            },
            _ => Datum::Open,
        }
    }
}

fn calculate(left: Value, operator: Operator, right: Value) -> Result<Value, Undefined> {
    match operator {
        Operator::Plus => plus(left, right),
        Operator::Minus => minus(left, right),
        Operator::Times => times(left, right).ok_or(Undefined::OutOfRange),
        Operator::Divide => divide(left, right),
    }
}

fn plus(left: Value, right: Value) -> Result<Value, Undefined> {
    let sum = match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => l.checked_add(r).map(Value::Amount),
        (Value::Duration(l), Value::Duration(r)) => l.checked_add(r).map(Value::Duration),
        (Value::Date(date), Value::Duration(length)) | (Value::Duration(length), Value::Date(date)) => {
            date.checked_add(whole(length)?).map(Value::Date)
        }
        _ => None,
    };
    sum.ok_or(Undefined::OutOfRange)
}

fn minus(left: Value, right: Value) -> Result<Value, Undefined> {
    let difference = match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => l.checked_sub(r).map(Value::Amount),
        (Value::Duration(l), Value::Duration(r)) => l.checked_sub(r).map(Value::Duration),
        (Value::Date(date), Value::Duration(length)) => date.checked_sub(whole(length)?).map(Value::Date),
        (Value::Date(later), Value::Date(earlier)) => Some(Value::Duration(later.since(earlier))),
        _ => None,
    };
    difference.ok_or(Undefined::OutOfRange)
}

/// A duration that can be added to a date: an average, say, may have a part of a month or of a day.
fn whole(length: Duration) -> Result<Duration, Undefined> {
    let is_whole = length.month_part().is_integer() && length.day_part().is_integer();
    is_whole.then_some(length).ok_or(Undefined::PartOfADay)
}

fn times(left: Value, right: Value) -> Option<Value> {
    match (left, right) {
        (Value::Amount(l), Value::Amount(r)) => l.checked_mul(r).map(Value::Amount),
        (Value::Duration(length), Value::Amount(factor)) | (Value::Amount(factor), Value::Duration(length)) => {
            length.scale(factor).map(Value::Duration)
        }
        _ => None,
    }
}

fn divide(left: Value, right: Value) -> Result<Value, Undefined> {
    match (left, right) {
        (_, Value::Amount(divisor)) if divisor.is_zero() => Err(Undefined::DivisionByZero),
        (Value::Amount(l), Value::Amount(r)) => l.checked_div(r).map(Value::Amount).ok_or(Undefined::OutOfRange),
        (Value::Duration(length), Value::Amount(divisor)) => {
            let share = Number::ONE.checked_div(divisor).and_then(|factor| length.scale(factor));
            share.map(Value::Duration).ok_or(Undefined::OutOfRange)
        }
        (Value::Duration(l), Value::Duration(r)) => share(l, r).map(Value::Amount),
        _ => Err(Undefined::OutOfRange),
    }
}

/// One duration as a share of another.
fn share(length: Duration, of: Duration) -> Result<Number, Undefined> {
    if of.is_zero() {
        return Err(Undefined::DivisionByZero);
    }
    length.ratio(of).ok_or(Undefined::Calendar)
}

/// The rise (or fall) from one value to another, as a fraction of the first.
fn change(rise: bool, from: Value, to: Value) -> Result<Value, Undefined> {
    let difference = if rise { minus(to, from) } else { minus(from, to) };
    divide(difference?, from)
}

/// How far a value lies on the way between two others, as a fraction of 1; outside them below 0 or above 1.
pub(super) fn position(value: Value, from: Value, to: Value) -> Result<Number, Undefined> {
    let (way, whole) = (minus(value, from), minus(to, from));
    match divide(way?, whole?)? {
        Value::Amount(share) => Ok(share),
        _ => Err(Undefined::OutOfRange),
    }
}
