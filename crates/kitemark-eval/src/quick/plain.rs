//! The plain case: all that a test looks at is given and proven, and its answer is yes or no at once.
//!
//! It is hoped for first. Where it turns out otherwise nothing is said, and what is open or lacks evidence is weighed with care
//! ([`Run::proves`], [`Run::whole`]). Tests are made in the same order either way, so a trace keeps the same ones.

use super::code::{Column, Range, Test};
use super::run::{Members, Run};
use super::slot::{NOTHING, OTHER, Slot};
use super::sum::Figure;
use crate::assess::Answer;
use crate::program::Quantifier;

impl<const TRACED: bool> Run<TRACED> {
    /// The answer of a test in the plain case.
    #[inline]
    pub(super) fn settle(&mut self, test: &Test, slots: &[Slot]) -> Option<bool> {
        match test {
            Test::Leaf(at, leaf) => match self.leaf(*at, leaf, slots) {
                Answer::Open => None,
                answer => (!self.is_weak).then_some(answer == Answer::Yes),
            },
            _ => self.settle_compound(test, slots),
        }
    }

    fn settle_compound(&mut self, test: &Test, slots: &[Slot]) -> Option<bool> {
        match test {
            Test::Leaf(..) => self.settle(test, slots),
            Test::Not(inner) => Some(!self.settle(inner, slots)?),
            Test::And(parts) => self.settle_until(parts, false, slots),
            Test::Or(parts) => self.settle_until(parts, true, slots),
            Test::AtLeastOf(least, parts) => {
                let mut holding = 0_u64;
                for part in parts {
                    holding += u64::from(self.settle(part, slots)?);
                }
                Some(holding >= *least)
            }
            Test::Quantified(quantifier, range, body) => self.settle_items(*quantifier, range, body, slots),
            Test::Call(row, body) => self.call(*row, |run| run.settle(body, slots)),
        }
    }

    /// Parts of which one that comes out as `decisive` decides.
    fn settle_until(&mut self, parts: &[Test], decisive: bool, slots: &[Slot]) -> Option<bool> {
        for part in parts {
            if self.settle(part, slots)? == decisive {
                return Some(decisive);
            }
        }
        Some(!decisive)
    }

    fn settle_items(&mut self, quantifier: Quantifier, range: &Range, body: &Test, slots: &[Slot]) -> Option<bool> {
        let decisive = match quantifier {
            Quantifier::Every => false,
            Quantifier::Some | Quantifier::No => true,
            Quantifier::AtLeast(least) => return Some(self.count(range, body, slots)? >= least),
        };
        let (is_any, is_found) = self.find_item(range, body, decisive, slots)?;
        self.members = Members { sure: is_any, perhaps: false };
        Some(is_found == (quantifier == Quantifier::Some))
    }

    /// Whether there is any item that counts, and whether one of them comes out as is looked for.
    #[inline(never)]
    fn find_item(&mut self, range: &Range, body: &Test, wanted: bool, slots: &[Slot]) -> Option<(bool, bool)> {
        let (mut is_any, mut is_found) = (false, false);
        self.settle_each(range, body, slots, |holds| {
            is_any = true;
            is_found = holds == wanted;
            !is_found
        })?;
        Some((is_any, is_found))
    }

    /// How many of the items that count hold.
    #[inline(never)]
    fn count(&mut self, range: &Range, body: &Test, slots: &[Slot]) -> Option<u64> {
        let mut holding = 0;
        self.settle_each(range, body, slots, |holds| {
            holding += u64::from(holds);
            true
        })?;
        Some(holding)
    }

    /// Asks each item that counts, as long as that says to go on.
    #[inline(always)]
    fn settle_each(
        &mut self,
        range: &Range,
        body: &Test,
        slots: &[Slot],
        mut goes_on: impl FnMut(bool) -> bool,
    ) -> Option<()> {
        if let (Some(filter), Some(column)) = (range.one_filter(), range.column(body)) {
            return self.column(range, filter, column.within.cell.at, slots, |run, row, value| {
                goes_on(run.holds(column, row, value))
            });
        }
        let rows = self.rows(range, slots).filter(|_| !self.is_weak)?;
        let mut is_plain = true;
        self.each(range, rows, |run| {
            let holds = match run.counts(range, slots) {
                Answer::Yes if !run.is_weak => run.settle(body, slots),
                Answer::No if !run.is_weak => return true,
                _ => None,
            };
            is_plain = holds.is_some();
            holds.is_some_and(&mut goes_on)
        });
        is_plain.then_some(())
    }

    /// Goes through one column of a list, past the records that the filter leaves out, as long as it is told to go on. The values
    /// are given, or nothing.
    #[inline(always)]
    pub(super) fn column(
        &mut self,
        range: &Range,
        filter: Option<Column>,
        at: u32,
        slots: &[Slot],
        mut goes_on: impl FnMut(&mut Self, u32, i64) -> bool,
    ) -> Option<()> {
        let asked = self.asked;
        let plain = |row: u32, at: u32| -> Option<i64> {
            let slot = slots.get(row.wrapping_add(at) as usize)?;
            let is_plain = slot.proof <= asked && (slot.value > OTHER || slot.value == NOTHING);
            is_plain.then_some(slot.value)
        };
        let rows = self.rows(range, slots).filter(|_| !self.is_weak)?;
        let starts = rows.starts(range.width);
        // A loop each, as one without a filter is the quicker for it.
        match filter {
            None => {
                for row in starts {
                    if !goes_on(self, row, plain(row, at)?) {
                        break;
                    }
                }
            }
            Some(filter) => {
                for row in starts {
                    let passes = self.holds(filter, row, plain(row, filter.within.cell.at)?);
                    if passes && !goes_on(self, row, plain(row, at)?) {
                        break;
                    }
                }
            }
        }
        Some(())
    }

    /// Whether a test of a column holds for a value of it. Nothing is like nothing.
    #[inline(always)]
    fn holds(&mut self, column: Column, row: u32, value: i64) -> bool {
        let holds = value > OTHER && column.within.has(value);
        self.note_of(row, column.node, Figure::whole(value), None, holds.into());
        holds
    }
}
