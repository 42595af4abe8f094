//! Aggregates: what a list comes to.

use kitemark_dsl::charter::Type;
use kitemark_dsl::syntax::{Comparison, FoldKind};
use kitemark_dsl::value::{Duration, Number};

use super::condition::holds;
use super::machine::{Answer, Datum, Machine, Undefined};
use super::quantifier::order;
use crate::program::value::Value;
use crate::program::{Fold, NodeId, Range};

impl Machine<'_> {
    /// How many items count; bounded where some are open.
    pub(super) fn number_of(&mut self, id: NodeId, range: &Range) -> Datum {
        let (mut low, mut open) = (0_u64, 0_u64);
        let known = self.visit(id, range, |_, member, _| {
            match member.counts {
                Answer::Yes => low += 1,
                Answer::Open => open += 1,
                Answer::No => {}
            }
            false
        });
        match (known, open) {
            (false, _) => Datum::Open,
            (true, 0) => Datum::Value(Value::Amount(Number::integer(i128::from(low)).unwrap_or(Number::ZERO))),
            (true, open) => Datum::Between(low, low + open),
        }
    }

    pub(super) fn fold(&mut self, id: NodeId, fold: &Fold) -> Datum {
        let mut values: Vec<(Option<Value>, Value)> = Vec::new();
        let mut sure = true;
        let known = self.visit(id, &fold.range, |machine, member, _| {
            if member.counts == Answer::No {
                return false;
            }
            let by = fold.by.map(|by| machine.datum(by));
            let value = machine.datum(fold.value);
            match (member.counts, value, by) {
                // Aggregates pass over what is nothing, or has no place in the order.
                (_, Datum::Nothing, _) | (_, _, Some(Datum::Nothing)) => {}
                (Answer::Yes, Datum::Value(value), None) => values.push((None, value)),
                (Answer::Yes, Datum::Value(value), Some(Datum::Value(by))) => values.push((Some(by), value)),
                _ => sure = false,
            }
            false
        });
        if !known || !sure {
            return Datum::Open;
        }
        let result = match fold.kind {
            FoldKind::Total => self.total(id, values.iter().map(|(_, value)| *value)),
            FoldKind::Average => average(self.total(id, values.iter().map(|(_, value)| *value)).ok(), values.len()),
            FoldKind::Smallest => extreme(&values, Comparison::AtMost),
            FoldKind::Largest => extreme(&values, Comparison::AtLeast),
            FoldKind::First => {
                Ok(values.iter().copied().reduce(|a, b| if before(b, a) { b } else { a }).map(|(_, value)| value))
            }
            FoldKind::Last => {
                Ok(values.iter().copied().reduce(|a, b| if before(b, a) { a } else { b }).map(|(_, value)| value))
            }
        };
        match result {
            Ok(Some(value)) => Datum::Value(value),
            Ok(None) => self.undefined(id, Undefined::NothingToAggregate),
            Err(why) => self.undefined(id, why),
        }
    }

    /// The sum; of nothing, 0 of the kind.
    fn total(&self, id: NodeId, mut values: impl Iterator<Item = Value>) -> Result<Option<Value>, Undefined> {
        let zero = match self.program.origin(id).map(|origin| origin.ty) {
            Some(Type::Duration) => Value::Duration(Duration::ZERO),
            _ => Value::Amount(Number::ZERO),
        };
        let Some(first) = values.next() else { return Ok(Some(zero)) };
        values
            .try_fold(first, |sum, value| match (sum, value) {
                (Value::Amount(sum), Value::Amount(value)) => sum.checked_add(value).map(Value::Amount),
                (Value::Duration(sum), Value::Duration(value)) => sum.checked_add(value).map(Value::Duration),
                _ => None,
            })
            .map(Some)
            .ok_or(Undefined::OutOfRange)
    }
}

fn average(total: Option<Option<Value>>, count: usize) -> Result<Option<Value>, Undefined> {
    let Some(total) = total.flatten() else { return Err(Undefined::OutOfRange) };
    let Some(share) = Number::ratio(1, count as i128) else { return Ok(None) };
    let value = match total {
        Value::Amount(total) => total.checked_mul(share).map(Value::Amount),
        Value::Duration(total) => total.scale(share).map(Value::Duration),
        _ => None,
    };
    value.map(Some).ok_or(Undefined::OutOfRange)
}

/// The value that is at most (or at least) every other.
fn extreme(values: &[(Option<Value>, Value)], comparison: Comparison) -> Result<Option<Value>, Undefined> {
    let Some((_, first)) = values.first() else { return Ok(None) };
    let mut best = *first;
    for (_, value) in values {
        match holds(comparison, best, *value) {
            Some(true) => {}
            Some(false) => best = *value,
            None => return Err(Undefined::Calendar),
        }
    }
    Ok(Some(best))
}

fn before(left: (Option<Value>, Value), right: (Option<Value>, Value)) -> bool {
    match (left.0, right.0) {
        (Some(l), Some(r)) => order(l, r).is_lt(),
        _ => false,
    }
}
