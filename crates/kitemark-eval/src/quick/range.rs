//! Going through lists of slots.

use super::code::{Fold, Range, Sum, Test};
use super::run::{Figure, Run};
use super::slot::{NOTHING, OPEN, OTHER, Slot, UNIT, in_range, rows_of};
use crate::assess::Answer;

/// The records of a list: the first slot, and how many there are.
#[derive(Debug, Clone, Copy)]
struct Rows {
    first: u32,
    count: u32,
}

/// Counts answers for `at least N`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    weak: u32,
    /// Where its answers start among those that are counted.
    start: usize,
    yes: u64,
    no: u64,
    undecided: u64,
}

/// Of a counted answer: the highest bit tells yes from no, the others how many claims it rests on.
const YES: u32 = 1 << 31;

impl Run {
    /// The records of a range; none where the list is open.
    fn rows(&mut self, range: &Range, slots: &[Slot]) -> Option<Rows> {
        let list = self.sum(&range.list, slots).over;
        if list == NOTHING {
            return Some(Rows { first: 0, count: 0 });
        }
        if list <= OTHER {
            return None;
        }
        let (first, count) = rows_of(list);
        let steps = range.steps.saturating_mul(count.into());
        match self.steps.checked_sub(steps) {
            Some(left) => self.steps = left,
            None => {
                self.is_other = true;
                return None;
            }
        }
        Some(Rows { first, count })
    }

    /// Visits the records, with the range's variable standing for each and whether it counts, until told to stop.
    #[inline]
    fn visit(
        &mut self,
        range: &Range,
        rows: Rows,
        slots: &[Slot],
        mut visit: impl FnMut(&mut Self, Answer, u32) -> bool,
    ) {
        let place = self.variables.len();
        let mut first = rows.first;
        self.variables.push(first);
        for _ in 0..rows.count {
            if let Some(variable) = self.variables.get_mut(place) {
                *variable = first;
            }
            first = first.saturating_add(range.width);
            let mark = self.weak;
            let counts = if range.filters.is_empty() { Answer::Yes } else { self.filter(&range.filters, slots) };
            if visit(self, counts, mark) {
                break;
            }
        }
        self.variables.truncate(place);
    }

    /// Whether an item passes all filters; it rests on all that they read.
    fn filter(&mut self, filters: &[Test], slots: &[Slot]) -> Answer {
        let mut result = Answer::Yes;
        for filter in filters {
            match self.test_of_all(filter, slots) {
                Answer::No => return Answer::No,
                Answer::Open => result = Answer::Open,
                Answer::Yes => {}
            }
        }
        result
    }

    /// Notes how many items an outermost quantifier judges.
    pub(super) fn quantified(&mut self, ask: impl FnOnce(&mut Self, &mut (u64, u64)) -> Answer) -> Answer {
        let is_outermost = self.variables.is_empty();
        let mut judged = (0, 0);
        let answer = ask(self, &mut judged);
        if is_outermost {
            self.judged = judged;
        }
        answer
    }

    /// `every` (settled by a no) or `some` (settled by a yes) item that counts.
    pub(super) fn all_of(
        &mut self,
        range: &Range,
        body: &Test,
        decisive: Answer,
        slots: &[Slot],
        judged: &mut (u64, u64),
    ) -> Answer {
        let rows = self.rows(range, slots);
        let mut junction = self.junction(decisive);
        match rows {
            Some(rows) => self.visit(range, rows, slots, |run, counts, mark| {
                let answer = run.member_answer(counts, body, decisive, slots, judged);
                run.gather(&mut junction, answer, mark)
            }),
            None => {
                judged.1 += 1;
                junction.leave_open();
            }
        }
        junction.settle()
    }

    /// What an item contributes: nothing (the answer that settles nothing) if it does not count.
    #[inline]
    fn member_answer(
        &mut self,
        counts: Answer,
        body: &Test,
        decisive: Answer,
        slots: &[Slot],
        judged: &mut (u64, u64),
    ) -> Answer {
        match counts {
            Answer::No => !decisive,
            Answer::Yes => {
                judged.0 += 1;
                self.test(body, slots)
            }
            Answer::Open => {
                judged.1 += 1;
                let answer = self.test(body, slots);
                if answer == decisive { Answer::Open } else { answer }
            }
        }
    }

    pub(super) fn at_least_of(&mut self, range: &Range, body: &Test, wanted: u64, slots: &[Slot]) -> Answer {
        let rows = self.rows(range, slots);
        let mut tally = self.tally();
        let Some(rows) = rows else { return if wanted == 0 { Answer::Yes } else { Answer::Open } };
        self.visit(range, rows, slots, |run, counts, mark| {
            let answer = run.member_answer(counts, body, Answer::Yes, slots, &mut (0, 0));
            run.count(&mut tally, answer, mark);
            false
        });
        self.at_least(tally, wanted)
    }

    pub(super) fn tally(&self) -> Tally {
        Tally { weak: self.weak, start: self.counted.len(), yes: 0, no: 0, undecided: 0 }
    }

    pub(super) fn count(&mut self, tally: &mut Tally, answer: Answer, mark: u32) {
        let claims = self.weak - mark;
        match answer {
            Answer::Yes => {
                tally.yes += 1;
                self.counted.push(YES | claims);
            }
            Answer::No => {
                tally.no += 1;
                self.counted.push(claims);
            }
            Answer::Open => tally.undecided += 1,
        }
    }

    /// Whether at least so many are yes; it rests on the best evidenced that suffice.
    pub(super) fn at_least(&mut self, tally: Tally, wanted: u64) -> Answer {
        let possible = tally.yes + tally.undecided;
        let answer = if tally.yes >= wanted {
            self.rest_on(tally, YES, wanted);
            Answer::Yes
        } else if possible < wanted {
            // So many must be no that the rest cannot be enough.
            self.rest_on(tally, 0, (possible + tally.no + 1).saturating_sub(wanted));
            Answer::No
        } else {
            Answer::Open
        };
        self.counted.truncate(tally.start);
        answer
    }

    fn rest_on(&mut self, tally: Tally, kind: u32, suffice: u64) {
        if self.all_reads || self.weak == tally.weak {
            return;
        }
        let Some(counted) = self.counted.get_mut(tally.start..) else { return };
        counted.sort_unstable();
        let best = counted.iter().filter(|claims| **claims & YES == kind).map(|claims| claims & !YES);
        let suffice = usize::try_from(suffice).unwrap_or(usize::MAX);
        self.weak = tally.weak + best.take(suffice).sum::<u32>();
    }

    /// How many items count; where that is open for some, the machine has to say.
    pub(super) fn number_of(&mut self, range: &Range, slots: &[Slot]) -> Figure {
        let Some(rows) = self.rows(range, slots) else { return Figure::whole(OPEN) };
        let (mut count, mut is_open) = (0_i64, false);
        self.visit(range, rows, slots, |_, counts, _| {
            match counts {
                Answer::Yes => count += 1,
                Answer::Open => is_open = true,
                Answer::No => {}
            }
            false
        });
        self.known((!is_open).then(|| Figure::whole(count * UNIT)))
    }

    pub(super) fn fold(&mut self, kind: Fold, range: &Range, value: &Sum, slots: &[Slot]) -> Figure {
        let Some(rows) = self.rows(range, slots) else { return Figure::whole(OPEN) };
        let (mut total, mut count, mut is_sure, mut is_held) = (0_i64, 0_i64, true, true);
        self.visit(range, rows, slots, |run, counts, _| {
            if counts == Answer::No {
                return false;
            }
            let value = run.sum(value, slots);
            if value.over == NOTHING {
                return false;
            }
            if value.over <= OTHER || counts == Answer::Open {
                is_sure = false;
                return false;
            }
            total = match kind {
                _ if value.under != 1 => {
                    is_held = false;
                    total
                }
                Fold::Smallest if count > 0 => total.min(value.over),
                Fold::Largest if count > 0 => total.max(value.over),
                Fold::Smallest | Fold::Largest => value.over,
                Fold::Total | Fold::Average => match in_range(i128::from(total) + i128::from(value.over)) {
                    Some(total) => total,
                    None => {
                        is_held = false;
                        total
                    }
                },
            };
            count += 1;
            false
        });
        if !is_held {
            return self.known(None);
        }
        match kind {
            _ if !is_sure => Figure::whole(OPEN),
            Fold::Total => Figure::whole(total),
            // Of nothing there is no average, and no smallest.
            _ if count == 0 => Figure::whole(OPEN),
            Fold::Average => Figure { over: total, under: count },
            Fold::Smallest | Fold::Largest => Figure::whole(total),
        }
    }
}
