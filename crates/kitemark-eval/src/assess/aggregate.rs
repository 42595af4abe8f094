//! Aggregates: what a list comes to.

use std::cmp::Ordering;

use kitemark_dsl::charter::Type;
use kitemark_dsl::syntax::FoldKind;
use kitemark_dsl::value::{Duration, Number};

use super::machine::{Answer, Datum, Machine, Undefined};
use super::quantifier::{is_at_most, order};
use crate::program::value::Value;
use crate::program::{Fold, NodeId, Range};

impl Machine<'_> {
    /// How many items count; bounded where some are open.
    pub(super) fn number_of(&mut self, id: NodeId, range: &Range) -> Datum {
        let (mut low, mut open) = (0_u64, 0_u64);
        let Some(collection) = self.collection(range) else { return Datum::Open };
        let known = self.visit(id, range, collection, |_, member, _| {
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
        let Some(collection) = self.collection(&fold.range) else { return Datum::Open };
        let known = self.visit(id, &fold.range, collection, |machine, member, _| {
            if member.counts == Answer::No {
                return false;
            }
            let by = fold.by.map(|by| machine.datum(by));
            let value = machine.datum(fold.value);
            match (member.counts, value, by) {
                // Aggregates pass over what is nothing, or has no place in the order.
                (_, Datum::Nothing, _) | (_, _, Some(Datum::Nothing)) => machine.open.truncate(member.open),
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
            FoldKind::Smallest => outermost(&values, |(_, value)| value, Ordering::is_lt),
            FoldKind::Largest => outermost(&values, |(_, value)| value, Ordering::is_gt),
            FoldKind::First => outermost(&values, |(by, value)| by.unwrap_or(value), Ordering::is_lt),
            FoldKind::Last => outermost(&values, |(by, value)| by.unwrap_or(value), Ordering::is_ge),
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

/// The value of the item whose key is before all others by `wins`; of ties, the one that `wins` leaves standing.
fn outermost(
    values: &[(Option<Value>, Value)],
    key: impl Fn((Option<Value>, Value)) -> Value,
    wins: impl Fn(Ordering) -> bool,
) -> Result<Option<Value>, Undefined> {
    let challenge = |best, next| if wins(order(key(next), key(best))) { next } else { best };
    let Some(best) = values.iter().copied().reduce(challenge) else { return Ok(None) };
    let lowest = wins(Ordering::Less);
    let decided = |other: &(Option<Value>, Value)| {
        if lowest { is_at_most(key(best), key(*other)) } else { is_at_most(key(*other), key(best)) }
    };
    if values.iter().all(decided) { Ok(Some(best.1)) } else { Err(Undefined::Calendar) }
}
