//! Running rules over slots.

use kitemark_dsl::syntax::Comparison;

use super::code::{Orders, Sum, Test};
use super::slot::{NOTHING, OPEN, OTHER, Slot, UNIT, date, day, in_range, period_end, period_start};
use crate::assess::Answer;
use crate::program::{self, RowRef};

/// A number as a fraction, or one of the marks [`OPEN`], [`NOTHING`] and [`OTHER`] over 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) over: i64,
    pub(super) under: i64,
}

impl Figure {
    pub(super) const fn whole(over: i64) -> Self {
        Self { over, under: 1 }
    }

    /// Whether it is a value, and no mark.
    #[inline(always)]
    fn is_known(self) -> bool {
        self.over > OTHER
    }
}

/// What rules run on. Made once, it serves any number of profiles.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// How many claims that lack evidence the answers so far rest on.
    pub(super) weak: u32,
    /// The weakest proof that suffices.
    pub(super) asked: u8,
    /// While true, an answer rests on all that is read, not only on what decides it.
    pub(super) all_reads: bool,
    /// Whether something was met that only the machine can judge.
    pub(super) is_other: bool,
    /// How many items the last outermost quantifier judged for sure, and how many perhaps.
    pub(super) judged: (u64, u64),
    pub(super) steps: u64,
    /// Where the records lie that variables stand for.
    pub(super) variables: Vec<u32>,
    pub(super) frame: usize,
    /// The claims under the answers that are counted at the moment.
    pub(super) counted: Vec<u32>,
}

/// Gathers answers into one, as the machine's junctions do. `decisive` is the answer that settles it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Junction {
    decisive: Answer,
    weak: u32,
    is_settled: bool,
    is_undecided: bool,
}

impl Junction {
    /// What came of it.
    pub(super) fn settle(self) -> Answer {
        match self {
            Self { is_settled: true, decisive, .. } => decisive,
            Self { is_undecided: true, .. } => Answer::Open,
            Self { decisive, .. } => !decisive,
        }
    }

    pub(super) fn leave_open(&mut self) {
        self.is_undecided = true;
    }
}

impl Run {
    pub(super) fn start(&mut self, asked: u8, steps: u64) {
        self.asked = asked;
        self.steps = steps;
        self.weak = 0;
        self.all_reads = false;
        self.is_other = false;
        self.variables.clear();
        self.frame = 0;
        self.counted.clear();
    }

    pub(super) fn junction(&self, decisive: Answer) -> Junction {
        Junction { decisive, weak: self.weak, is_settled: false, is_undecided: false }
    }

    /// Takes up an answer whose claims lie above the mark; true where no other can matter any more.
    #[inline]
    pub(super) fn gather(&mut self, junction: &mut Junction, answer: Answer, mark: u32) -> bool {
        if answer == junction.decisive {
            if !self.all_reads {
                let (before, now) = (mark - junction.weak, self.weak - mark);
                // Of several answers that settle it, the best evidenced counts.
                self.weak = if junction.is_settled && now >= before { mark } else { junction.weak + now };
            }
            junction.is_settled = true;
            return !self.all_reads && self.weak == junction.weak;
        }
        if junction.is_settled {
            if !self.all_reads {
                self.weak = mark;
            }
        } else if answer == Answer::Open {
            junction.is_undecided = true;
        }
        false
    }

    /// What most rules are made of is asked in line, the rest behind a call.
    #[inline(always)]
    pub(super) fn test(&mut self, test: &Test, slots: &[Slot]) -> Answer {
        match test {
            Test::Compare(left, accepted, right) => {
                let (left, right) = (self.sum(left, slots), self.sum(right, slots));
                compare(left, *accepted, right)
            }
            Test::Yes(sum) => match self.sum(sum, slots).over {
                1 => Answer::Yes,
                0 | NOTHING => Answer::No,
                _ => Answer::Open,
            },
            _ => self.compound(test, slots),
        }
    }

    fn compound(&mut self, test: &Test, slots: &[Slot]) -> Answer {
        match test {
            Test::Compare(..) | Test::Yes(_) => self.test(test, slots),
            Test::Between(parts) => {
                let [value, low, high] = parts.each_ref().map(|part| self.sum(part, slots));
                let least = compare(value, Orders::of(Comparison::AtLeast), low);
                let most = compare(value, Orders::of(Comparison::AtMost), high);
                match (least, most) {
                    (Answer::No, _) | (_, Answer::No) => Answer::No,
                    (Answer::Yes, Answer::Yes) => Answer::Yes,
                    _ => Answer::Open,
                }
            }
            Test::OneOf { value, bits, negated } => match self.sum(value, slots).over {
                NOTHING => Answer::No,
                at if at <= OTHER => Answer::Open,
                at => ((at < 64 && (bits >> at) & 1 == 1) != *negated).into(),
            },
            Test::Includes { set, bits, all } => match self.sum(set, slots).over {
                NOTHING => Answer::No,
                set if set <= OTHER => Answer::Open,
                set if *all => (set & bits == *bits).into(),
                set => (set & bits != 0).into(),
            },
            Test::Presence { value, test, negated } => {
                let answer = match (self.sum(value, slots).over, test) {
                    (NOTHING, program::Test::Given) => Answer::No,
                    (NOTHING, _) => Answer::Yes,
                    (value, _) if value <= OTHER => Answer::Open,
                    (_, program::Test::Given) => Answer::Yes,
                    (_, program::Test::Missing) => Answer::No,
                    (value, program::Test::Empty) => (value == 0).into(),
                };
                if *negated { !answer } else { answer }
            }
            Test::Not(inner) => !self.test(inner, slots),
            Test::And(parts) => self.join(Answer::No, parts, slots),
            Test::Or(parts) => self.join(Answer::Yes, parts, slots),
            Test::AtLeastOf(wanted, parts) => {
                let mut tally = self.tally();
                for part in parts {
                    let mark = self.weak;
                    let answer = self.test(part, slots);
                    self.count(&mut tally, answer, mark);
                }
                self.at_least(tally, *wanted)
            }
            Test::Every(range, body) => {
                self.quantified(|run, judged| run.all_of(range, body, Answer::No, slots, judged))
            }
            Test::Some(range, body) => {
                self.quantified(|run, judged| run.all_of(range, body, Answer::Yes, slots, judged))
            }
            Test::No(range, body) => {
                self.quantified(|run, judged| !run.all_of(range, body, Answer::Yes, slots, judged))
            }
            Test::AtLeast(wanted, range, body) => {
                self.quantified(|run, _| run.at_least_of(range, body, *wanted, slots))
            }
            Test::Call(row, body) => self.call(*row, |run| run.test(body, slots)),
        }
    }

    fn join(&mut self, decisive: Answer, parts: &[Test], slots: &[Slot]) -> Answer {
        let mut junction = self.junction(decisive);
        for part in parts {
            let mark = self.weak;
            let answer = self.test(part, slots);
            if self.gather(&mut junction, answer, mark) {
                break;
            }
        }
        junction.settle()
    }

    /// A filter or a condition in arithmetic: it rests on all that it reads.
    pub(super) fn test_of_all(&mut self, test: &Test, slots: &[Slot]) -> Answer {
        let before = std::mem::replace(&mut self.all_reads, true);
        let answer = self.test(test, slots);
        self.all_reads = before;
        answer
    }

    /// Runs the body of a definition, with its record as its only variable.
    fn call<T>(&mut self, row: Option<RowRef>, body: impl FnOnce(&mut Self) -> T) -> T {
        let first = row.map(|row| row.slot.map_or(0, |slot| self.variable(slot)) + row.offset);
        let (frame, length) = (self.frame, self.variables.len());
        self.frame = length;
        self.variables.extend(first);
        let result = body(self);
        self.variables.truncate(length);
        self.frame = frame;
        result
    }

    #[inline(always)]
    pub(super) fn variable(&self, slot: u32) -> u32 {
        self.variables.get(self.frame + slot as usize).copied().unwrap_or_default()
    }

    /// Reads a cell, with the claim counted.
    #[inline(always)]
    pub(super) fn read(&mut self, slots: &[Slot], at: u32) -> i64 {
        let Some(slot) = slots.get(at as usize) else { return NOTHING };
        if slot.value == OTHER {
            self.is_other = true;
        } else if slot.value != OPEN && slot.proof > self.asked {
            self.weak += 1;
        }
        slot.value
    }

    /// Cells and constants are read in line, the rest is worked out behind a call.
    #[inline(always)]
    pub(super) fn sum(&mut self, sum: &Sum, slots: &[Slot]) -> Figure {
        match sum {
            Sum::Constant(value) => Figure::whole(*value),
            Sum::Cell(at) => Figure::whole(self.read(slots, *at)),
            Sum::Field { slot, at } => Figure::whole(self.read(slots, self.variable(*slot) + at)),
            _ => self.worked_out(sum, slots),
        }
    }

    fn worked_out(&mut self, sum: &Sum, slots: &[Slot]) -> Figure {
        match sum {
            Sum::Constant(_) | Sum::Cell(_) | Sum::Field { .. } => self.sum(sum, slots),
            Sum::Item(slot) => Figure::whole(self.variable(*slot).into()),
            Sum::Start(period) => self.mapped(period, slots, period_start),
            Sum::End(period) => self.mapped(period, slots, period_end),
            Sum::Add(operands) => self.combined(operands, slots, |one, other| one.plus(other)),
            Sum::Subtract(operands) => self.combined(operands, slots, |one, other| one.minus(other)),
            Sum::Multiply(operands) => self.combined(operands, slots, |one, other| one.times(other)),
            Sum::Divide(operands) => self.combined(operands, slots, |one, other| one.divided(other)),
            Sum::Later(from, length) => {
                let from = self.sum(from, slots);
                let then = match from.is_known() {
                    true => day(from.over).and_then(|day| day.checked_add(**length)).map(date),
                    false => Some(from.over),
                };
                self.known(then.map(Figure::whole))
            }
            Sum::DaysBetween(days) => self.combined(days, slots, |later, earlier| {
                let days = day(later.over)?.days_since(day(earlier.over)?);
                Some(Figure::whole(days.checked_mul(UNIT)?))
            }),
            Sum::Change { rise, ends } => self.combined(ends, slots, |from, to| {
                let difference = if *rise { to.minus(from)? } else { from.minus(to)? };
                difference.divided(from)
            }),
            Sum::Fold(kind, range, value) => self.fold(*kind, range, value, slots),
            Sum::NumberOf(range) => self.number_of(range, slots),
            Sum::Truth(test) => Figure::whole(match self.test_of_all(test, slots) {
                Answer::Yes => 1,
                Answer::No => 0,
                Answer::Open => OPEN,
            }),
            Sum::Call(row, body) => self.call(*row, |run| run.sum(body, slots)),
        }
    }

    fn mapped(&mut self, sum: &Sum, slots: &[Slot], map: impl Fn(i64) -> i64) -> Figure {
        let figure = self.sum(sum, slots);
        if figure.is_known() { Figure::whole(map(figure.over)) } else { figure }
    }

    /// Two operands made into one value: nothing with anything is nothing, open with a value is open.
    fn combined(
        &mut self,
        [one, other]: &[Sum; 2],
        slots: &[Slot],
        make: impl FnOnce(Figure, Figure) -> Option<Figure>,
    ) -> Figure {
        let (one, other) = (self.sum(one, slots), self.sum(other, slots));
        if one.is_known() && other.is_known() {
            return self.known(make(one, other));
        }
        let nothing = one.over == NOTHING || other.over == NOTHING;
        Figure::whole(if nothing { NOTHING } else { OPEN })
    }

    /// A value, or something for the machine.
    pub(super) fn known(&mut self, figure: Option<Figure>) -> Figure {
        figure.unwrap_or_else(|| {
            self.is_other = true;
            Figure::whole(OPEN)
        })
    }
}

#[inline(always)]
fn compare(left: Figure, accepted: Orders, right: Figure) -> Answer {
    if !left.is_known() || !right.is_known() {
        let nothing = left.over == NOTHING || right.over == NOTHING;
        return if nothing { Answer::No } else { Answer::Open };
    }
    if left.under == right.under {
        return accepted.holds(left.over.cmp(&right.over)).into();
    }
    let across = |one: Figure, other: Figure| i128::from(one.over) * i128::from(other.under);
    accepted.holds(across(left, right).cmp(&across(right, left))).into()
}

/// Exact arithmetic of amounts in millionths; none where the result is not held.
impl Figure {
    fn plus(self, other: Self) -> Option<Self> {
        if self.under != other.under {
            return None;
        }
        Some(Self { over: in_range(i128::from(self.over) + i128::from(other.over))?, under: self.under })
    }

    fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { over: -other.over, ..other })
    }

    fn times(self, other: Self) -> Option<Self> {
        let product = i128::from(self.over) * i128::from(other.over);
        let unit = i128::from(UNIT);
        if product % unit != 0 || self.under != 1 || other.under != 1 {
            return None;
        }
        Some(Self::whole(in_range(product / unit)?))
    }

    /// Division by nothing at all is for the machine, which says so.
    fn divided(self, other: Self) -> Option<Self> {
        if self.under != 1 || other.under != 1 || other.over == 0 {
            return None;
        }
        let (sign, size) = (other.over.signum(), other.over.abs());
        if size % UNIT == 0 {
            return Some(Self { over: self.over * sign, under: size / UNIT });
        }
        let over = in_range(i128::from(self.over) * i128::from(UNIT * sign))?;
        Some(Self { over, under: size })
    }
}
