//! Ways that go through lists and sets: which items count, how many there are, and what holds of them.

use kitemark_dsl::charter::Type;
use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::Number;

use super::Aim;
use super::way::{ADDED, EVADED, MOST_MOVES, MOST_WAYS, Move, Way, fewest, together};
use crate::assess::machine::Answer;
use crate::profile::document::Change;
use crate::profile::facts::Content;
use crate::program::{Items, NodeId, Quantifier, Range};
use crate::reach::Leeway;

impl Aim<'_, '_> {
    pub(super) fn quantified(
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
        let count = match (some, quantifier) {
            (true, Quantifier::AtLeast(count)) => usize::try_from(count).unwrap_or(usize::MAX),
            (true, _) => 1,
            (false, Quantifier::AtLeast(count)) => {
                (items.len() + 1).saturating_sub(usize::try_from(count).unwrap_or(usize::MAX))
            }
            (false, _) => items.len(),
        };
        let ways = self.ways_of_each(&items, count, |aim, (item, _)| {
            aim.standing(*item, |aim| aim.item(range, body, some, body_wanted))
        });
        // A record more is the last resort; where there is none, it is the only one.
        let lacking = if some { count.saturating_sub(items.len()).max(1) } else { usize::from(items.is_empty()) };
        let more = self.list(range).filter(|_| lacking > 0).and_then(|list| self.add(list, lacking));
        let mut ways = together(ways, count);
        ways.retain(|way| some || !way.is_done());
        ways.extend(more);
        ways
    }

    /// An item that has to count and come out so; or else one that has to come out so or not to count.
    pub(super) fn item(&mut self, range: &Range, body: NodeId, some: bool, wanted: bool) -> Vec<Way> {
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
    pub(super) fn items(&mut self, id: NodeId, range: &Range) -> Option<Vec<(u32, Answer)>> {
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
    pub(super) fn values_of(&mut self, set: NodeId, range: &Range, body: NodeId, some: bool, wanted: bool) -> Vec<Way> {
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

    /// How many items count: more of them have to, or fewer.
    pub(super) fn counted(
        &mut self,
        id: NodeId,
        range: &Range,
        comparison: Comparison,
        limit: Number,
        wanted: bool,
    ) -> Vec<Way> {
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
        let count = if more { count } else { items.len() - count };
        let ways = self.ways_of_each(&items, count, |aim, (item, _)| {
            aim.standing(*item, |aim| {
                let filters = range.filters.iter().map(|filter| aim.ways(*filter, more)).collect::<Vec<_>>();
                let all = if more { filters.len() } else { 1 };
                together(filters, all)
            })
        });
        together(ways, count)
    }

    /// The ways of each item, where so many of them have to come out as wanted; none where that takes too many changes.
    pub(super) fn ways_of_each<I>(
        &mut self,
        items: &[I],
        count: usize,
        mut look: impl FnMut(&mut Self, &I) -> Vec<Way>,
    ) -> Vec<Vec<Way>> {
        let mut left = items.len().saturating_sub(count).saturating_add(MOST_MOVES);
        let mut ways = Vec::new();
        for item in items {
            let found = look(self, item);
            if !found.first().is_some_and(Way::is_done) {
                let Some(less) = left.checked_sub(1) else { return Vec::new() };
                left = less;
            }
            ways.push(found);
        }
        ways
    }

    /// How many values of a set count: values that do are added, one by one, or dropped.
    pub(super) fn counted_values(
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
    pub(super) fn counts(&mut self, range: &Range) -> bool {
        range.filters.iter().all(|filter| self.machine.quietly(|machine| machine.truth(*filter)) == Answer::Yes)
    }

    /// So many new records for a list; none where they have no field that could be given.
    pub(crate) fn add(&self, list: u32, count: usize) -> Option<Way> {
        if count > MOST_MOVES {
            return None;
        }
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
                Some(Move::Write { path, change: Change::Scalar(format!("new-{at}")), leeway: Some(Leeway::Example) })
            }
            None => {
                let sample = |ty| charter.scalar_kind(ty).map(|kind| kind.example());
                let (field, sample) = record.fields.iter().find_map(|field| Some((field, sample(field.ty)?)))?;
                let path = format!("{list}[+{at}].{}", field.path.join("."));
                Some(Move::Write { path, change: Change::Scalar(sample), leeway: Some(Leeway::Example) })
            }
        };
        let moves = (there + 1..=there + count).map(new).collect::<Option<_>>()?;
        Some(Way::of(moves).harder(ADDED))
    }

    /// The cell of the list that a range goes through; none for sets.
    pub(super) fn list(&self, range: &Range) -> Option<u32> {
        match range.items {
            Items::List { row, column, .. } => Some(self.machine.start(row) + column),
            Items::Set(_) => None,
        }
    }
}
