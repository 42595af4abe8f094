//! What a list comes to: how many, how much, which of them.

use super::code::{Fold, Range, Sum};
use super::run::Run;
use super::slot::{NOTHING, OPEN, OTHER, Slot, UNIT, in_range};
use super::sum::Figure;
use crate::assess::Answer;

impl<const TRACED: bool> Run<TRACED> {
    /// How many items count; where that is open for some, the machine has to say.
    pub(super) fn number_of(&mut self, range: &Range, slots: &[Slot]) -> Figure {
        let Some(rows) = self.rows(range, slots) else { return Figure::whole(OPEN) };
        let (mut count, mut is_open) = (0_i64, false);
        self.each(range, rows, |run| {
            match run.counts(range, slots) {
                Answer::Yes => count += 1,
                Answer::Open => is_open = true,
                Answer::No => {}
            }
            true
        });
        self.known((!is_open).then(|| Figure::whole(count * UNIT)))
    }

    pub(super) fn fold(&mut self, kind: Fold, range: &Range, value: &Sum, slots: &[Slot]) -> Figure {
        if let Some(figure) = self.fold_column(kind, range, value, slots) {
            return figure;
        }
        let Some(rows) = self.rows(range, slots) else { return Figure::whole(OPEN) };
        let (mut pile, mut is_sure, mut is_held) = (Pile::default(), true, true);
        self.each(range, rows, |run| {
            let counts = run.counts(range, slots);
            if counts == Answer::No {
                return true;
            }
            let value = run.sum(value, slots);
            if counts == Answer::Yes && value.is_known() && value.under == 1 {
                pile.add(value.over);
            } else if value.over != NOTHING {
                run.is_other |= value.over == OTHER;
                is_held &= value.under == 1;
                is_sure = false;
            }
            true
        });
        match (is_held, is_sure) {
            (false, _) => self.known(None),
            (true, false) => Figure::whole(OPEN),
            (true, true) => self.known(pile.figure(kind)),
        }
    }

    /// What the values of a column come to, where all are given and proven.
    fn fold_column(&mut self, kind: Fold, range: &Range, value: &Sum, slots: &[Slot]) -> Option<Figure> {
        let (filter, Sum::Cell(cell)) = (range.one_filter()?, value) else { return None };
        if cell.variable != range.variable {
            return None;
        }
        let (mut pile, before) = (Pile::default(), self.tests.len());
        let through = self.column(range, filter, cell.at, slots, |_, _, value| {
            if value != NOTHING {
                pile.add(value);
            }
            true
        });
        if through.is_none() {
            self.forget(before);
        }
        through.map(|()| self.known(pile.figure(kind)))
    }

    /// The value of the first or last record that counts; of those that are level, the first of the first, the last of the last.
    pub(super) fn outermost(&mut self, last: bool, range: &Range, [by, value]: [&Sum; 2], slots: &[Slot]) -> Figure {
        let Some(rows) = self.rows(range, slots) else { return Figure::whole(OPEN) };
        let (mut best, mut is_sure, mut is_held) = (None, true, true);
        self.each(range, rows, |run| {
            let counts = run.counts(range, slots);
            if counts == Answer::No {
                return true;
            }
            let (key, value) = (run.sum(by, slots), run.sum(value, slots));
            // What has no value, or no place in the order, is passed over.
            if key.is_nothing() || value.is_nothing() {
                return true;
            }
            if counts == Answer::Yes && key.is_known() && key.under == 1 && value.is_known() {
                let is_better = best.is_none_or(|(best, _)| if last { key.over >= best } else { key.over < best });
                if is_better {
                    best = Some((key.over, value));
                }
            } else {
                run.is_other |= key.over == OTHER || value.over == OTHER;
                is_held &= key.under == 1;
                is_sure = false;
            }
            true
        });
        match (is_held, is_sure, best) {
            (false, ..) => self.known(None),
            (true, true, Some((_, value))) => value,
            _ => Figure::whole(OPEN),
        }
    }
}

/// What values come to, all that may be asked of them at once.
struct Pile {
    total: i128,
    least: i64,
    most: i64,
    count: i64,
}

impl Default for Pile {
    fn default() -> Self {
        Self { total: 0, least: i64::MAX, most: i64::MIN, count: 0 }
    }
}

impl Pile {
    #[inline(always)]
    fn add(&mut self, value: i64) {
        self.total += i128::from(value);
        self.least = self.least.min(value);
        self.most = self.most.max(value);
        self.count += 1;
    }

    /// None where that is not held.
    fn figure(&self, kind: Fold) -> Option<Figure> {
        Some(match kind {
            Fold::Total => Figure::whole(in_range(self.total)?),
            // Of nothing there is no average, and no smallest.
            _ if self.count == 0 => Figure::whole(OPEN),
            Fold::Average => Figure { over: in_range(self.total)?, under: self.count },
            Fold::Smallest => Figure::whole(self.least),
            Fold::Largest => Figure::whole(self.most),
        })
    }
}
