//! Going through a rule without stopping at what decides it: every condition in it, for every item.

use super::machine::{Answer, Machine};
use crate::program::{Node, NodeId, Range};

/// What is told of each condition, with the machine standing where the condition is asked.
pub(crate) type See<'s> = dyn FnMut(&mut Machine<'_>, NodeId, Answer) + 's;

/// Asks a condition and all conditions within it.
pub(crate) fn conditions(machine: &mut Machine<'_>, id: NodeId, see: &mut See<'_>) {
    // Definitions that use others twice are gone through twice, and so on: that may have no end.
    if machine.is_spent() {
        return;
    }
    let answer = machine.quietly(|machine| machine.truth(id));
    see(machine, id, answer);
    let program = machine.program;
    match program.node(id) {
        Node::Not(inner) => conditions(machine, *inner, see),
        Node::And(parts) | Node::Or(parts) | Node::AtLeastOf(_, parts) => {
            parts.iter().for_each(|part| conditions(machine, *part, see));
        }
        Node::Quantified(_, range, body) => {
            items(machine, id, range, see, |machine, see| conditions(machine, *body, see))
        }
        Node::Successive(successive) => {
            items(machine, id, &successive.range, see, |_, _| ());
            let pairs = machine.quietly(|machine| machine.neighbours(id, successive)).unwrap_or_default();
            for (earlier, later) in pairs {
                machine.with_variable(earlier, |machine| {
                    machine.with_variable(later, |machine| conditions(machine, successive.body, see));
                });
            }
        }
        Node::Define { id: define, row } => {
            let Some(body) = program.defines.get(define.index()).copied().flatten() else { return };
            let row = row.map(|row| machine.start(row));
            machine.call(row, |machine| conditions(machine, body, see));
        }
        _ => values_in(machine, id, see),
    }
}

/// Asks the conditions within a value: those by which aggregates choose their items.
pub(crate) fn values(machine: &mut Machine<'_>, id: NodeId, see: &mut See<'_>) {
    if !machine.quietly(|machine| machine.step(id)) {
        return;
    }
    let program = machine.program;
    match program.node(id) {
        Node::Define { id: define, row } => {
            let Some(body) = program.defines.get(define.index()).copied().flatten() else { return };
            let row = row.map(|row| machine.start(row));
            machine.call(row, |machine| values(machine, body, see));
        }
        Node::NumberOf(range) => items(machine, id, range, see, |_, _| ()),
        Node::Fold(fold) => items(machine, id, &fold.range, see, |machine, see| values(machine, fold.value, see)),
        _ => values_in(machine, id, see),
    }
}

/// The values that a node is made of.
fn values_in(machine: &mut Machine<'_>, id: NodeId, see: &mut See<'_>) {
    let program = machine.program;
    match program.node(id) {
        Node::Compare(left, _, right)
        | Node::Arithmetic(left, _, right)
        | Node::Change { from: left, to: right, .. } => {
            values(machine, *left, see);
            values(machine, *right, see);
        }
        Node::Between(value, low, high) => [value, low, high].into_iter().for_each(|part| values(machine, *part, see)),
        Node::OneOf { value, .. } | Node::Presence { value, .. } | Node::Part(value, _) => values(machine, *value, see),
        Node::Includes { set, .. } => values(machine, *set, see),
        _ => {}
    }
}

/// Asks the filters of a range for every item, and goes on with those that may count.
fn items(
    machine: &mut Machine<'_>,
    id: NodeId,
    range: &Range,
    see: &mut See<'_>,
    mut body: impl FnMut(&mut Machine<'_>, &mut See<'_>),
) {
    machine.quietly(|machine| {
        let Some(collection) = machine.collection(range) else { return };
        machine.visit(id, range, collection, |machine, member, _| {
            range.filters.iter().for_each(|filter| conditions(machine, *filter, see));
            if member.counts != Answer::No {
                body(machine, see);
            }
            false
        });
    });
}
