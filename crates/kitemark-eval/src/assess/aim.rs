//! What would have to change for a condition to come out otherwise.

use kitemark_dsl::charter::{ChoiceId, Type};
use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::Number;

use super::machine::{Answer, Datum, Machine, Reason};
use crate::engine::Engine;
use crate::profile::document::Change;
use crate::profile::facts::Content;
use crate::program::value::Value;
use crate::program::{Items, Node, NodeId, Quantifier, Range, Test};
use crate::survey::Compared;

/// The most ways that are kept for one condition.
const MOST_WAYS: usize = 12;

/// Something to change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Move {
    /// An answer to give.
    Write { path: String, change: Change, any_other: bool },
    /// A comparison that has to hold, or not to, by moving what it compares.
    Measure { compared: Box<Compared>, comparison: Comparison, wanted: bool },
}

/// Changes that belong together. None of them: it comes out as wanted already.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Way {
    pub(crate) moves: Vec<Move>,
    /// Ways of less effort are told first.
    effort: usize,
}

/// What it takes, beyond a change, to bring about that an item does not count: that seldom meets what a rule is for.
const EVADED: usize = 10;

/// What it takes, beyond a change, to add a record.
const ADDED: usize = 20;

impl Way {
    fn of(moves: Vec<Move>) -> Self {
        let effort = moves.len();
        Self { moves, effort }
    }

    fn by(one: Move) -> Self {
        Self::of(vec![one])
    }

    fn harder(self, by: usize) -> Self {
        Self { effort: self.effort + by, ..self }
    }

    fn and(mut self, other: &Way) -> Self {
        self.effort += other.effort;
        for each in &other.moves {
            if !self.moves.contains(each) {
                self.moves.push(each.clone());
            }
        }
        self
    }

    /// Whether there is nothing left to do.
    pub(crate) fn is_done(&self) -> bool {
        self.moves.is_empty()
    }
}

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
                let ways: Vec<Vec<Way>> = pairs
                    .into_iter()
                    .map(|(earlier, later)| {
                        self.standing(earlier, |aim| aim.standing(later, |aim| aim.ways(successive.body, wanted)))
                    })
                    .collect();
                let count = if wanted { ways.len() } else { 1 };
                if ways.is_empty() {
                    // One record alone has no neighbour.
                    let lacking = 2_usize.saturating_sub(self.items(id, &successive.range).map_or(0, |items| items.len()));
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

    fn quantified(
        &mut self,
        id: NodeId,
        quantifier: Quantifier,
        range: &Range,
        body: NodeId,
        wanted: bool,
    ) -> Vec<Way> {
        let items = self.items(id, range);
        // `every` that fails, and `no` that holds, are `some` of the opposite.
        let (some, body_wanted) = match quantifier {
            Quantifier::Every => (!wanted, wanted),
            Quantifier::No => (!wanted, !wanted),
            Quantifier::Some | Quantifier::AtLeast(_) => (wanted, wanted),
        };
        if let Items::Set(set) = &range.items {
            return self.values_of(*set, range, body, some, body_wanted);
        }
        let items = items.unwrap_or_default();
        let ways: Vec<Vec<Way>> = items
            .iter()
            .map(|(item, _)| self.standing(*item, |aim| aim.item(range, body, some, body_wanted)))
            .collect();
        let count = match (some, quantifier) {
            (true, Quantifier::AtLeast(count)) => usize::try_from(count).unwrap_or(usize::MAX),
            (true, _) => 1,
            (false, Quantifier::AtLeast(count)) => {
                (items.len() + 1).saturating_sub(usize::try_from(count).unwrap_or(usize::MAX))
            }
            (false, _) => items.len(),
        };
        // A record more is the last resort; where there is none, it is the only one.
        let lacking = if some { count.saturating_sub(ways.len()).max(1) } else { usize::from(items.is_empty()) };
        let more = self.list(range).filter(|_| lacking > 0).and_then(|list| self.add(list, lacking));
        let mut ways = together(ways, count);
        ways.retain(|way| some || !way.is_done());
        ways.extend(more);
        ways
    }

    /// An item that has to count and come out so; or else one that has to come out so or not to count.
    fn item(&mut self, range: &Range, body: NodeId, some: bool, wanted: bool) -> Vec<Way> {
        let body = self.ways(body, wanted);
        if some {
            let mut parts = vec![body];
            parts.extend(range.filters.iter().map(|filter| self.ways(*filter, true)));
            let count = parts.len();
            return together(parts, count);
        }
        let mut ways = body;
        for filter in &range.filters {
            let evaded = |way: Way| if way.is_done() { way } else { way.harder(EVADED) };
            ways.extend(self.ways(*filter, false).into_iter().map(evaded));
        }
        fewest(ways)
    }

    /// The items that a rule goes through, each with whether it counts; none where the list is open.
    fn items(&mut self, id: NodeId, range: &Range) -> Option<Vec<(u32, Answer)>> {
        self.machine.quietly(|machine| {
            let collection = machine.collection(range)?;
            let mut items = Vec::new();
            machine.visit(id, range, collection, |_, member, item| {
                items.push((item, member.counts));
                false
            });
            Some(items)
        })
    }

    /// A set from which the values that do not come out so are dropped, or to which one that does is added.
    fn values_of(&mut self, set: NodeId, range: &Range, body: NodeId, some: bool, wanted: bool) -> Vec<Way> {
        let Some((cell, id, bits)) = self.set(set) else { return Vec::new() };
        let count = u32::try_from(self.names(id).len()).unwrap_or_default();
        let fits: Vec<u32> = (0..count)
            .filter(|value| {
                self.standing(*value, |aim| {
                    let counts = aim.counts(range);
                    let fits = aim.machine.quietly(|machine| machine.truth(body)) == Answer::from(wanted);
                    if some { counts && fits } else { !counts || fits }
                })
            })
            .collect();
        if some {
            let with = |value: &u32| Way::by(self.write(cell, self.chosen(id, bits | 1 << value)));
            return fits.iter().map(with).collect();
        }
        let kept = fits.iter().fold(0, |kept, value| kept | (bits & 1 << value));
        vec![Way::by(self.write(cell, self.chosen(id, kept)))]
    }

    fn compared(
        &mut self,
        id: NodeId,
        left: NodeId,
        comparison: Comparison,
        right: NodeId,
        wanted: bool,
    ) -> Vec<Way> {
        if let Node::NumberOf(range) = self.machine.program.node(left) {
            return self.counted(left, range, comparison, right, wanted);
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

    /// How many items count: more of them have to, or fewer.
    fn counted(
        &mut self,
        id: NodeId,
        range: &Range,
        comparison: Comparison,
        limit: NodeId,
        wanted: bool,
    ) -> Vec<Way> {
        let limit = match self.machine.quietly(|machine| machine.datum(limit)) {
            Datum::Value(Value::Amount(limit)) => limit,
            _ => return Vec::new(),
        };
        if let Items::Set(set) = &range.items {
            return self.counted_values(*set, range, comparison, limit, wanted);
        }
        let items = self.items(id, range).unwrap_or_default();
        let fits = |count: usize| {
            let count = i128::try_from(count).ok().and_then(Number::integer);
            count.is_some_and(|count| comparison.holds(count.cmp(&limit)) == wanted)
        };
        let now = items.iter().filter(|(_, counts)| *counts == Answer::Yes).count();
        let nearest = (0..=items.len()).filter(|count| fits(*count)).min_by_key(|count| count.abs_diff(now));
        let Some(count) = nearest else {
            let lacking = (1..=MOST_WAYS).find(|more| fits(items.len() + more));
            let more = lacking.and_then(|lacking| self.add(self.list(range)?, lacking));
            return more.into_iter().collect();
        };
        let more = count >= now;
        let ways = items
            .iter()
            .map(|(item, _)| {
                self.standing(*item, |aim| {
                    let filters = range.filters.iter().map(|filter| aim.ways(*filter, more)).collect::<Vec<_>>();
                    let all = if more { filters.len() } else { 1 };
                    together(filters, all)
                })
            })
            .collect();
        together(ways, if more { count } else { items.len() - count })
    }

    /// How many values of a set count: values that do are added, one by one, or dropped.
    fn counted_values(
        &mut self,
        set: NodeId,
        range: &Range,
        comparison: Comparison,
        limit: Number,
        wanted: bool,
    ) -> Vec<Way> {
        let Some((cell, id, bits)) = self.set(set) else { return Vec::new() };
        let values = 0..u32::try_from(self.names(id).len()).unwrap_or_default();
        let counting: Vec<u32> = values.filter(|value| self.standing(*value, |aim| aim.counts(range))).collect();
        let fits = |bits: u128| {
            let count = counting.iter().filter(|value| bits >> **value & 1 == 1).count();
            let count = i128::try_from(count).ok().and_then(Number::integer);
            count.is_some_and(|count| comparison.holds(count.cmp(&limit)) == wanted)
        };
        let changed = |change: fn(u128, u32) -> u128| {
            let steps = counting.iter().scan(bits, |bits, value| {
                *bits = change(*bits, *value);
                Some(*bits)
            });
            steps.into_iter().find(|bits| fits(*bits))
        };
        let found = [changed(|bits, value| bits | 1 << value), changed(|bits, value| bits & !(1 << value))];
        found.into_iter().flatten().map(|bits| Way::by(self.write(cell, self.chosen(id, bits)))).collect()
    }

    /// Whether the item that is being looked at counts for sure.
    fn counts(&mut self, range: &Range) -> bool {
        range.filters.iter().all(|filter| self.machine.quietly(|machine| machine.truth(*filter)) == Answer::Yes)
    }

    /// A field that has to say one of these values, or none of them.
    fn one_of(&mut self, value: NodeId, options: &[NodeId], wanted: bool) -> Vec<Way> {
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
            Way::by(Move::Write { path: path.clone(), change, any_other: !wanted && ty != Type::YesNo })
        };
        if wanted {
            return values.iter().map(named).collect();
        }
        let others: Vec<Value> = match ty {
            Type::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
            Type::Choice(id) => (0..self.names(id).len()).filter_map(|at| u8::try_from(at).ok()).map(Value::Choice).collect(),
            _ => Vec::new(),
        };
        others.iter().filter(|other| !values.contains(other)).map(named).collect()
    }

    fn includes(&mut self, set: NodeId, all: bool, values: &[NodeId], wanted: bool) -> Vec<Way> {
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

    fn presence(&mut self, value: NodeId, test: Test, wanted: bool) -> Vec<Way> {
        let Some((cell, ty)) = self.typed_cell(value) else { return Vec::new() };
        let there = match test {
            Test::Given => wanted,
            Test::Missing | Test::Empty => !wanted,
        };
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
        changes.into_iter().map(|change| Way::by(self.write(cell, change))).collect()
    }

    fn write(&self, cell: u32, change: Change) -> Move {
        Move::Write { path: self.path(cell), change, any_other: false }
    }

    fn path(&self, cell: u32) -> String {
        self.machine.facts.path(&self.machine.program.layouts, cell)
    }

    /// Some answer to each of these that is open: what the rules make of it shows afterwards.
    pub(crate) fn answers(&self, open: &[Reason]) -> Option<Way> {
        let charter = self.engine.charter();
        let answer = |reason: &Reason| {
            let Reason::Missing(cell) = *reason else { return None };
            match self.ty(cell)? {
                Type::List(_) => self.add(cell, 1),
                Type::YesNo => Some(Way::by(self.write(cell, yes_no(true)))),
                Type::Choice(id) => Some(Way::by(self.write(cell, Change::Scalar(self.names(id).into_iter().next()?)))),
                Type::Set(id) => Some(Way::by(self.write(cell, Change::Sequence(self.names(id))))),
                ty => Some(Way::by(self.write(cell, Change::Scalar(charter.scalar_kind(ty)?.example())))),
            }
        };
        let way = open.iter().filter_map(answer).fold(Way::default(), |way, answer| way.and(&answer));
        (!way.is_done()).then_some(way)
    }

    /// So many new records for a list; none where they have no field that could be given.
    pub(crate) fn add(&self, list: u32, count: usize) -> Option<Way> {
        let facts = self.machine.facts;
        let Type::List(record) = self.ty(list)? else { return None };
        let there = match facts.cell(list)?.content {
            Content::Rows { count, .. } => count as usize,
            _ => 0,
        };
        let charter = self.engine.charter();
        let record = charter.records().get(record.index())?;
        let key = record.key.and_then(|key| record.fields.get(key.index()));
        let list = self.path(list);
        let new = |at: usize| match key {
            Some(key) => {
                let path = format!("{list}[+new-{at}].{}", key.path.join("."));
                Some(Move::Write { path, change: Change::Scalar(format!("new-{at}")), any_other: false })
            }
            None => {
                let sample = |ty| charter.scalar_kind(ty).map(|kind| kind.example());
                let (field, sample) = record.fields.iter().find_map(|field| Some((field, sample(field.ty)?)))?;
                let path = format!("{list}[+{at}].{}", field.path.join("."));
                Some(Move::Write { path, change: Change::Scalar(sample), any_other: false })
            }
        };
        let moves = (there + 1..=there + count).map(new).collect::<Option<_>>()?;
        Some(Way::of(moves).harder(ADDED))
    }

    /// The cell of the list that a range goes through; none for sets.
    fn list(&self, range: &Range) -> Option<u32> {
        match range.items {
            Items::List { row, column, .. } => Some(self.machine.start(row) + column),
            Items::Set(_) => None,
        }
    }

    fn ty(&self, cell: u32) -> Option<Type> {
        let row = self.machine.facts.row(cell)?;
        let column = self.machine.program.layouts.of(row.record).columns.get((cell - row.start) as usize)?;
        Some(column.ty)
    }

    /// The cell that a value is read from; none where it is computed.
    fn cell(&mut self, id: NodeId) -> Option<u32> {
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

    fn typed_cell(&mut self, id: NodeId) -> Option<(u32, Type)> {
        let cell = self.cell(id)?;
        Some((cell, self.ty(cell)?))
    }

    /// A set: its cell, its choice and its values.
    fn set(&mut self, id: NodeId) -> Option<(u32, ChoiceId, u128)> {
        let (cell, ty) = self.typed_cell(id)?;
        let Type::Set(choice) = ty else { return None };
        let bits = match self.machine.facts.cell(cell)?.content {
            Content::Value(Value::Set(bits)) => bits,
            _ => 0,
        };
        Some((cell, choice, bits))
    }

    fn names(&self, id: ChoiceId) -> Vec<String> {
        let choice = self.engine.charter().choices().get(id.index());
        choice.map(|choice| choice.names().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    }

    fn chosen(&self, id: ChoiceId, bits: u128) -> Change {
        let names = self.names(id).into_iter().enumerate();
        let chosen: Vec<String> = names.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| name).collect();
        if chosen.is_empty() { Change::Empty } else { Change::Sequence(chosen) }
    }
}

fn yes_no(answer: bool) -> Change {
    Change::Scalar(if answer { "yes" } else { "no" }.to_owned())
}

/// The ways in which so many of several conditions come out: of those that take the least effort, all ways of one beside the
/// first of each other.
fn together(mut parts: Vec<Vec<Way>>, count: usize) -> Vec<Way> {
    parts.retain(|ways| !ways.is_empty());
    if parts.len() < count {
        return Vec::new();
    }
    parts.sort_by_key(|ways| ways.first().map_or(0, |way| way.effort));
    if count == 1 {
        return fewest(parts.into_iter().flatten().collect());
    }
    parts.truncate(count);
    let joined = |at: usize, way: &Way| {
        let chosen = parts.iter().enumerate().filter_map(|(other, ways)| if other == at { Some(way) } else { ways.first() });
        chosen.fold(Way::default(), Way::and)
    };
    let mut ways: Vec<Way> = Vec::new();
    for (at, alternatives) in parts.iter().enumerate() {
        for way in alternatives {
            let joined = joined(at, way);
            if !ways.contains(&joined) {
                ways.push(joined);
            }
        }
    }
    if parts.is_empty() {
        ways.push(Way::default());
    }
    fewest(ways)
}

fn fewest(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(|way| way.effort);
    ways.truncate(MOST_WAYS);
    ways
}
