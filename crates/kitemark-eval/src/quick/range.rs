//! Going through lists of slots.

use super::code::{Fold, Range, Sum, Test};
use super::run::{Junction, Members, Run, Tally, suffices};
use super::slot::{NOTHING, OPEN, OTHER, Slot, UNIT, in_range, rows_of};
use super::sum::Figure;
use crate::assess::Answer;

/// The records of a list: the first slot, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    first: u32,
    count: u32,
}

impl Rows {
    /// Goes through the records, `width` slots apart, as long as it is told to go on; none where that cannot be told.
    #[inline(always)]
    pub(super) fn each(self, width: u32, mut goes_on: impl FnMut(u32) -> Option<bool>) -> Option<()> {
        let mut row = self.first;
        for _ in 0..self.count {
            if !goes_on(row)? {
                break;
            }
            row = row.wrapping_add(width);
        }
        Some(())
    }
}

impl<const TRACED: bool> Run<TRACED> {
    /// The records of a range; none where the list is open.
    #[inline(always)]
    pub(super) fn rows(&mut self, range: &Range, slots: &[Slot]) -> Option<Rows> {
        let list = self.read(slots, range.list);
        if list <= OTHER {
            let is_nothing = self.answer_of_mark(list) == Answer::No;
            return is_nothing.then_some(Rows { first: 0, count: 0 });
        }
        let (first, count) = rows_of(list);
        Some(Rows { first, count })
    }

    /// Visits the records, with the range's variable standing for each, as long as that says to go on; whether it came to the end.
    #[inline(always)]
    pub(super) fn each(&mut self, range: &Range, rows: Rows, mut goes_on: impl FnMut(&mut Self) -> bool) -> bool {
        let mut row = rows.first;
        self.push(row);
        let mut is_through = true;
        for _ in 0..rows.count {
            self.stand_for(row);
            is_through = goes_on(self);
            if !is_through {
                break;
            }
            row = row.wrapping_add(range.width);
        }
        self.pop();
        is_through
    }

    /// Whether an item passes all filters; it rests on all that they read.
    #[inline(always)]
    pub(super) fn counts(&mut self, range: &Range, slots: &[Slot]) -> Answer {
        match &*range.filters {
            [] => Answer::Yes,
            [Test::Leaf(at, filter)] => self.leaf(*at, filter, slots),
            filters => self.filter(filters, slots),
        }
    }

    fn filter(&mut self, filters: &[Test], slots: &[Slot]) -> Answer {
        let mut result = Answer::Yes;
        for filter in filters {
            match self.whole(filter, slots) {
                Answer::No => return Answer::No,
                Answer::Open => result = Answer::Open,
                Answer::Yes => {}
            }
        }
        result
    }

    /// Whether it is proven that of all items that count the body comes out so.
    pub(super) fn all_prove(&mut self, range: &Range, body: &Test, wanted: bool, slots: &[Slot]) -> bool {
        let mut members = Members::default();
        self.is_weak = false;
        let Some(rows) = self.rows(range, slots) else { return false };
        // An empty list is a claim too.
        let proven = !self.is_weak
            && self.each(range, rows, |run| {
                run.is_weak = false;
                let counts = run.counts(range, slots);
                members.note(counts);
                !run.is_weak && (counts == Answer::No || run.proves(body, wanted, slots))
            });
        self.members = members;
        proven
    }

    /// Whether it is proven that of some item that counts the body comes out so.
    pub(super) fn any_proves(&mut self, range: &Range, body: &Test, wanted: bool, slots: &[Slot]) -> bool {
        let Some(rows) = self.rows(range, slots) else { return false };
        !self.each(range, rows, |run| {
            run.is_weak = false;
            let counts = run.counts(range, slots);
            counts != Answer::Yes || run.is_weak || !run.proves(body, wanted, slots)
        })
    }

    /// Whether it is proven that the body holds for so many items, or for fewer where that is wanted.
    pub(super) fn enough_prove(
        &mut self,
        range: &Range,
        body: &Test,
        least: u64,
        wanted: bool,
        slots: &[Slot],
    ) -> bool {
        self.is_weak = false;
        let Some(rows) = self.rows(range, slots) else { return wanted && least == 0 };
        if self.is_weak {
            return false;
        }
        let mut proven = 0_u64;
        self.each(range, rows, |run| {
            run.is_weak = false;
            let counts = run.counts(range, slots);
            let is_proven = !run.is_weak
                && match counts {
                    Answer::No => !wanted,
                    Answer::Open if wanted => false,
                    _ => run.proves(body, wanted, slots),
                };
            proven += u64::from(is_proven);
            true
        });
        suffices(proven, rows.count.into(), least, wanted)
    }

    /// `every` (settled by a no) or `some` (settled by a yes) item that counts.
    pub(super) fn items(&mut self, range: &Range, body: &Test, decisive: Answer, slots: &[Slot]) -> Answer {
        let (mut members, mut junction) = (Members::default(), Junction::new(decisive));
        match self.rows(range, slots) {
            Some(rows) => {
                self.each(range, rows, |run| {
                    let counts = run.counts(range, slots);
                    members.note(counts);
                    if let Some(answer) = run.item(counts, body, decisive, slots) {
                        junction.add(answer);
                    }
                    true
                });
            }
            None => {
                members.note(Answer::Open);
                junction.add(Answer::Open);
            }
        }
        self.members = members;
        junction.answer
    }

    /// What an item contributes; nothing if it does not count.
    fn item(&mut self, counts: Answer, body: &Test, decisive: Answer, slots: &[Slot]) -> Option<Answer> {
        match counts {
            Answer::No => None,
            Answer::Yes => Some(self.whole(body, slots)),
            Answer::Open => {
                let answer = self.whole(body, slots);
                Some(if answer == decisive { Answer::Open } else { answer })
            }
        }
    }

    pub(super) fn enough(&mut self, range: &Range, body: &Test, least: u64, slots: &[Slot]) -> Answer {
        let Some(rows) = self.rows(range, slots) else { return if least == 0 { Answer::Yes } else { Answer::Open } };
        let mut tally = Tally::default();
        self.each(range, rows, |run| {
            let counts = run.counts(range, slots);
            if let Some(answer) = run.item(counts, body, Answer::Yes, slots) {
                tally.add(answer);
            }
            true
        });
        tally.at_least(least)
    }

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
