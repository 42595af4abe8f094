//! Going through lists of slots.

use super::code::{Range, Test};
use super::run::{Junction, Members, Run, Tally, suffices};
use super::slot::{OTHER, Slot, rows_of};
use crate::assess::Answer;

/// The records of a list: the first slot, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    first: u32,
    count: u32,
}

impl Rows {
    /// Where each of them begins, `width` slots apart.
    #[inline(always)]
    pub(super) fn starts(self, width: u32) -> impl Iterator<Item = u32> {
        (0..self.count).map(move |at| self.first.wrapping_add(at.wrapping_mul(width)))
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
        self.push(rows.first);
        let is_through = rows.starts(range.width).all(|row| {
            self.stand_for(row);
            goes_on(self)
        });
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
}
