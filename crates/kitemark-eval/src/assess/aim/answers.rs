//! Ways that give an answer: choices, sets, and what is there or not.

use kitemark_dsl::charter::{ChoiceId, Type};
use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::Number;

use super::Aim;
use super::way::{MOST_MOVES, Move, Way};
use crate::assess::machine::{Datum, Reason};
use crate::profile::document::Change;
use crate::profile::facts::Content;
use crate::program::value::Value;
use crate::program::{Node, NodeId, Test};
use crate::reach::Leeway;

impl Aim<'_, '_> {
    /// A field that has to say one of these values, or none of them.
    pub(super) fn one_of(&mut self, value: NodeId, options: &[NodeId], wanted: bool) -> Vec<Way> {
        let Some((cell, ty)) = self.typed_cell(value) else { return Vec::new() };
        let datum = |aim: &mut Self, option: NodeId| aim.machine.quietly(|machine| machine.datum(option));
        let values: Vec<Value> = options
            .iter()
            .filter_map(|option| match datum(self, *option) {
                Datum::Value(value) => Some(value),
                _ => None,
            })
            .collect();
        let facts = self.machine.facts;
        let charter = self.engine.charter();
        let path = self.path(cell);
        let named = |value: &Value| {
            let change = Change::Scalar(facts.show(charter, ty, *value));
            Way::by(Move::Write {
                path: path.clone(),
                change,
                leeway: (!wanted && ty != Type::YesNo).then_some(Leeway::AnyOther),
            })
        };
        if wanted {
            return values.iter().map(named).collect();
        }
        let others: Vec<Value> = match ty {
            Type::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
            Type::Choice(id) => {
                (0..self.names(id).len()).filter_map(|at| u8::try_from(at).ok()).map(Value::Choice).collect()
            }
            _ => Vec::new(),
        };
        others.iter().filter(|other| !values.contains(other)).map(named).collect()
    }

    pub(super) fn includes(&mut self, set: NodeId, all: bool, values: &[NodeId], wanted: bool) -> Vec<Way> {
        let Some((cell, id, bits)) = self.set(set) else { return Vec::new() };
        let mut places = Vec::new();
        for value in values {
            if let Datum::Value(Value::Choice(at)) = self.machine.quietly(|machine| machine.datum(*value)) {
                places.push(1_u128 << at);
            }
        }
        let whole = places.iter().fold(0, |whole, place| whole | place);
        let sets: Vec<u128> = match (wanted, all) {
            (true, true) => vec![bits | whole],
            (true, false) => places.iter().map(|place| bits | place).collect(),
            (false, true) => places.iter().map(|place| bits & !place).collect(),
            (false, false) => vec![bits & !whole],
        };
        sets.into_iter().map(|bits| Way::by(self.write(cell, self.chosen(id, bits)))).collect()
    }

    pub(super) fn presence(&mut self, value: NodeId, test: Test, wanted: bool) -> Vec<Way> {
        let there = match test {
            Test::Given => wanted,
            Test::Missing | Test::Empty => !wanted,
        };
        if let Node::NumberOf(range) = self.machine.program.node(value) {
            return self.counted(value, range, Comparison::AtLeast, Number::ONE, there);
        }
        let Some((cell, ty)) = self.typed_cell(value) else { return Vec::new() };
        let changes = match (there, ty) {
            (false, Type::Set(_) | Type::List(_)) if test == Test::Empty => vec![Change::Empty],
            (false, _) => vec![Change::Remove],
            (true, Type::List(_)) => return self.add(cell, 1).into_iter().collect(),
            (true, Type::Set(id)) => {
                let single = |name: &String| Change::Sequence(vec![name.clone()]);
                self.names(id).iter().map(single).collect()
            }
            (true, Type::Choice(id)) => self.names(id).into_iter().map(Change::Scalar).collect(),
            (true, Type::YesNo) => vec![yes_no(true)],
            (true, Type::Date) => vec![Change::Scalar(self.machine.facts.as_of().to_string())],
            (true, ty) => {
                let kind = self.engine.charter().scalar_kind(ty);
                kind.map(|kind| Change::Scalar(kind.example())).into_iter().collect()
            }
        };
        let one = |change| if there { self.example(cell, change) } else { self.write(cell, change) };
        changes.into_iter().map(|change| Way::by(one(change))).collect()
    }

    pub(super) fn write(&self, cell: u32, change: Change) -> Move {
        Move::Write { path: self.path(cell), change, leeway: None }
    }

    /// An answer that any other of its kind could stand for.
    fn example(&self, cell: u32, change: Change) -> Move {
        Move::Write { path: self.path(cell), change, leeway: Some(Leeway::Example) }
    }

    pub(super) fn path(&self, cell: u32) -> String {
        self.machine.facts.path(&self.machine.program.layouts, cell)
    }

    /// Some answer to each of these that is open: what the rules make of it shows afterwards.
    pub(crate) fn answers(&self, open: &[Reason]) -> Option<Way> {
        if open.len() > MOST_MOVES {
            return None;
        }
        let charter = self.engine.charter();
        let answer = |reason: &Reason| {
            let (Reason::Missing(cell) | Reason::Unreadable(cell)) = *reason else { return None };
            let change = match self.ty(cell)? {
                Type::List(_) => return self.add(cell, 1),
                Type::YesNo => yes_no(true),
                Type::Choice(id) => Change::Scalar(self.names(id).into_iter().next()?),
                Type::Set(id) => Change::Sequence(self.names(id)),
                ty => Change::Scalar(charter.scalar_kind(ty)?.example()),
            };
            Some(Way::by(self.example(cell, change)))
        };
        let way = open.iter().filter_map(answer).fold(Way::default(), |way, answer| way.and(&answer));
        (!way.is_done()).then_some(way)
    }

    pub(super) fn ty(&self, cell: u32) -> Option<Type> {
        let row = self.machine.facts.row(cell)?;
        let column = self.machine.program.layouts.of(row.record).columns.get((cell - row.start) as usize)?;
        Some(column.ty)
    }

    /// The cell that a value is read from; none where it is computed.
    pub(super) fn cell(&mut self, id: NodeId) -> Option<u32> {
        let program = self.machine.program;
        match program.node(id) {
            Node::Cell { row, column } => Some(self.machine.start(*row) + column),
            Node::Define { id: define, row } => {
                let row = row.map(|row| self.machine.start(row));
                let body = program.defines.get(define.index()).copied().flatten()?;
                self.within(row, |aim| aim.cell(body))
            }
            _ => None,
        }
    }

    pub(super) fn typed_cell(&mut self, id: NodeId) -> Option<(u32, Type)> {
        let cell = self.cell(id)?;
        Some((cell, self.ty(cell)?))
    }

    /// A set: its cell, its choice and its values.
    pub(super) fn set(&mut self, id: NodeId) -> Option<(u32, ChoiceId, u128)> {
        let (cell, ty) = self.typed_cell(id)?;
        let Type::Set(choice) = ty else { return None };
        let bits = match self.machine.facts.cell(cell)?.content {
            Content::Value(Value::Set(bits)) => bits,
            _ => 0,
        };
        Some((cell, choice, bits))
    }

    pub(super) fn names(&self, id: ChoiceId) -> Vec<String> {
        let choice = self.engine.charter().choices().get(id.index());
        choice.map(|choice| choice.names().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    }

    pub(super) fn chosen(&self, id: ChoiceId, bits: u128) -> Change {
        let names = self.names(id).into_iter().enumerate();
        let chosen: Vec<String> = names.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| name).collect();
        if chosen.is_empty() { Change::Empty } else { Change::Sequence(chosen) }
    }
}

pub(super) fn yes_no(answer: bool) -> Change {
    Change::Scalar(if answer { "yes" } else { "no" }.to_owned())
}
