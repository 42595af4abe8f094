//! What would have to change for a condition to come out otherwise.

mod answers;
mod items;
mod way;

use kitemark_dsl::syntax::Comparison;

use super::machine::{Answer, Datum, Machine};
use crate::engine::Engine;
use crate::program::value::Value;
use crate::program::{Node, NodeId};
use answers::yes_no;
pub(crate) use way::{MOST_MOVES, Move, Way};
use way::{fewest, together};

/// Looks for ways, with the machine standing where the condition is asked.
pub(crate) struct Aim<'m, 'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) machine: &'m mut Machine<'a>,
}

impl Aim<'_, '_> {
    /// The ways in which a condition could come out as wanted, those of the least effort first.
    pub(crate) fn ways(&mut self, id: NodeId, wanted: bool) -> Vec<Way> {
        let answer = self.machine.quietly(|machine| machine.truth(id));
        if answer == Answer::from(wanted) {
            return vec![Way::default()];
        }
        // Definitions that use others twice are gone through twice, and so on: that may have no end.
        if self.machine.is_spent() {
            return Vec::new();
        }
        let program = self.machine.program;
        let ways = match program.node(id) {
            Node::Not(inner) => self.ways(*inner, !wanted),
            Node::And(parts) => self.parts(parts, if wanted { parts.len() } else { 1 }, wanted),
            Node::Or(parts) => self.parts(parts, if wanted { 1 } else { parts.len() }, wanted),
            Node::AtLeastOf(count, parts) => {
                let count = usize::try_from(*count).unwrap_or(usize::MAX);
                self.parts(parts, if wanted { count } else { (parts.len() + 1).saturating_sub(count) }, wanted)
            }
            Node::Quantified(quantifier, range, body) => self.quantified(id, *quantifier, range, *body, wanted),
            Node::Successive(successive) => {
                let pairs = self.machine.quietly(|machine| machine.neighbours(id, successive)).unwrap_or_default();
                let count = if wanted { pairs.len() } else { 1 };
                let ways = self.ways_of_each(&pairs, count, |aim, (earlier, later)| {
                    aim.standing(*earlier, |aim| aim.standing(*later, |aim| aim.ways(successive.body, wanted)))
                });
                if pairs.is_empty() {
                    // One record alone has no neighbour.
                    let lacking =
                        2_usize.saturating_sub(self.items(id, &successive.range).map_or(0, |items| items.len()));
                    let list = self.list(&successive.range).filter(|_| lacking > 0);
                    return list.and_then(|list| self.add(list, lacking)).into_iter().collect();
                }
                together(ways, count)
            }
            Node::Define { id: define, row } => {
                let row = row.map(|row| self.machine.start(row));
                let Some(body) = program.defines.get(define.index()).copied().flatten() else { return Vec::new() };
                self.within(row, |aim| aim.ways(body, wanted))
            }
            Node::Compare(left, comparison, right) => self.compared(id, *left, *comparison, *right, wanted),
            Node::Between(value, low, high) => {
                let mut ways = self.end(id, *value, Comparison::AtLeast, *low, wanted);
                ways.extend(self.end(id, *value, Comparison::AtMost, *high, wanted));
                ways
            }
            Node::OneOf { value, negated, options } => self.one_of(*value, options, wanted != *negated),
            Node::Includes { set, all, values } => self.includes(*set, *all, values, wanted),
            Node::Presence { value, test, negated } => self.presence(*value, *test, wanted != *negated),
            _ => self.cell(id).map_or_else(Vec::new, |cell| vec![Way::by(self.write(cell, yes_no(wanted)))]),
        };
        fewest(ways)
    }

    /// Runs `look` with a variable standing for `item`.
    fn standing<T>(&mut self, item: u32, look: impl FnOnce(&mut Self) -> T) -> T {
        self.machine.variables.push(item);
        let found = look(self);
        self.machine.variables.pop();
        found
    }

    /// Runs `look` within a definition.
    fn within<T>(&mut self, row: Option<u32>, look: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.machine.enter(row);
        let found = look(self);
        self.machine.leave(outer);
        found
    }

    /// So many of the parts have to come out as wanted.
    fn parts(&mut self, parts: &[NodeId], count: usize, wanted: bool) -> Vec<Way> {
        let ways = parts.iter().map(|part| self.ways(*part, wanted)).collect();
        together(ways, count)
    }

    fn compared(&mut self, id: NodeId, left: NodeId, comparison: Comparison, right: NodeId, wanted: bool) -> Vec<Way> {
        if let Node::NumberOf(range) = self.machine.program.node(left) {
            return match self.machine.quietly(|machine| machine.datum(right)) {
                Datum::Value(Value::Amount(limit)) => self.counted(left, range, comparison, limit, wanted),
                _ => Vec::new(),
            };
        }
        if let Some(found) = self.ordered(id, left, comparison, right, wanted) {
            return vec![Way::by(found)];
        }
        let options = [right];
        match comparison {
            Comparison::Is => self.one_of(left, &options, wanted),
            Comparison::IsNot => self.one_of(left, &options, !wanted),
            _ => Vec::new(),
        }
    }

    /// One end of a range, unless it comes out as wanted already.
    fn end(&mut self, id: NodeId, value: NodeId, comparison: Comparison, limit: NodeId, wanted: bool) -> Vec<Way> {
        let answer = self.machine.quietly(|machine| {
            let (value, limit) = (machine.datum(value), machine.datum(limit));
            machine.compare(id, value, comparison, limit)
        });
        if answer == Answer::from(wanted) {
            return Vec::new();
        }
        self.ordered(id, value, comparison, limit, wanted).into_iter().map(Way::by).collect()
    }

    /// A comparison on a line, to be moved.
    fn ordered(
        &mut self,
        id: NodeId,
        value: NodeId,
        comparison: Comparison,
        limit: NodeId,
        wanted: bool,
    ) -> Option<Move> {
        let compared = Box::new(self.engine.compared(self.machine, id, value, limit)?);
        Some(Move::Measure { compared, comparison, wanted })
    }
}
