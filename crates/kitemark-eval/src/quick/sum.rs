//! Working out values.

use std::cmp::Ordering;

use kitemark_dsl::charter::Type;
use kitemark_dsl::value::{Date, Duration, Number};

use super::code::{Cell, Operation, Sum};
use super::run::Run;
use super::slot::{NOTHING, OPEN, OTHER, Slot, UNIT, decode, held, in_range, period_end, period_start};
use crate::assess::Answer;
use crate::program::NodeId;
use crate::program::value::Value;

/// A number as a fraction, or one of the marks [`OPEN`], [`NOTHING`] and [`OTHER`] over 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(super) over: i64,
    pub(super) under: i64,
}

impl Figure {
    pub(super) const fn whole(over: i64) -> Self {
        Self { over, under: 1 }
    }

    /// Whether it is absent as an answer.
    pub(crate) fn is_nothing(self) -> bool {
        self.over == NOTHING
    }

    /// What it holds of this type; none of what is open or absent. Days stand in for lengths where days are counted.
    pub(crate) fn value(self, ty: Type, is_days: bool) -> Option<Value> {
        if !self.is_known() {
            return None;
        }
        decode(self.over, self.under, ty, is_days)
    }

    /// Whether it is a value, and no mark.
    #[inline(always)]
    pub(super) fn is_known(self) -> bool {
        self.over > OTHER
    }
}

impl<const TRACED: bool> Run<TRACED> {
    /// Reads a cell, noting whether it lacks evidence.
    #[inline(always)]
    pub(super) fn read(&mut self, slots: &[Slot], cell: Cell) -> i64 {
        let at = self.variable(cell.variable).wrapping_add(cell.at);
        let Some(slot) = slots.get(at as usize) else { return NOTHING };
        self.is_weak |= slot.proof > self.asked;
        slot.value
    }

    /// Cells and constants are read in line, the rest is worked out behind a call.
    #[inline(always)]
    pub(super) fn sum(&mut self, sum: &Sum, slots: &[Slot]) -> Figure {
        match sum {
            Sum::Constant(value) => Figure::whole(*value),
            Sum::Cell(cell) => Figure::whole(self.read(slots, *cell)),
            _ => self.worked_out(sum, slots),
        }
    }

    fn worked_out(&mut self, sum: &Sum, slots: &[Slot]) -> Figure {
        match sum {
            Sum::Constant(_) | Sum::Cell(_) => self.sum(sum, slots),
            Sum::Item(variable) => Figure::whole(self.variable(*variable).into()),
            Sum::Start(period) => self.mapped(period, slots, period_start),
            Sum::End(period) => self.mapped(period, slots, period_end),
            Sum::Both(operation, operands) => {
                let [one, other] = operands.each_ref().map(|operand| self.sum(operand, slots));
                if one.is_known() && other.is_known() {
                    return self.known(operation.of(one, other));
                }
                // Nothing with anything is nothing, open with a value is open.
                self.unknown(one, other)
            }
            Sum::Later(id, from, length) => {
                let from = self.sum(from, slots);
                if !from.is_known() {
                    return self.unknown(from, from);
                }
                self.later(*id, from, **length)
            }
            Sum::Fold(kind, range, value) => self.fold(*kind, range, value, slots),
            Sum::Outermost { last, range, by, value } => self.outermost(*last, range, [by, value], slots),
            Sum::NumberOf(range) => self.number_of(range, slots),
            Sum::SizeOf(set) => self.mapped(set, slots, |set| i64::from(set.count_ones()) * UNIT),
            Sum::Truth(test) => Figure::whole(match self.whole(test, slots) {
                Answer::Yes => 1,
                Answer::No => 0,
                Answer::Open => OPEN,
            }),
            Sum::Call(row, body) => self.call(*row, |run| run.sum(body, slots)),
        }
    }

    fn mapped(&mut self, sum: &Sum, slots: &[Slot], map: impl Fn(i64) -> i64) -> Figure {
        let figure = self.sum(sum, slots);
        if figure.is_known() { Figure::whole(map(figure.over)) } else { self.unknown(figure, figure) }
    }

    /// A day so much later. For the records of a list it is often the same, so the last one is kept.
    fn later(&mut self, id: NodeId, from: Figure, length: Duration) -> Figure {
        match self.last_later {
            Some((last, day, then)) if (last, day) == (id, from) => then,
            _ => {
                let then = Date::of_number(from.over).and_then(|day| day.checked_add(length));
                let then = then.map(|day| Figure::whole(day.number()));
                self.last_later = then.map(|then| (id, from, then));
                self.known(then)
            }
        }
    }

    /// What comes of a mark, with anything else.
    #[cold]
    pub(super) fn unknown(&mut self, one: Figure, other: Figure) -> Figure {
        self.is_other |= one.over == OTHER || other.over == OTHER;
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

impl Sum {
    /// A value of the profile itself, where all that it is made of is given and proven; a mark where it is not, or takes more.
    #[inline(always)]
    pub(super) fn given(&self, asked: u8, slots: &[Slot]) -> Figure {
        match self {
            Self::Constant(value) => Figure::whole(*value),
            // Outside of lists there is one row, the profile's, which begins at 0.
            Self::Cell(cell) => match slots.get(cell.at as usize) {
                Some(slot) if slot.proof <= asked => Figure::whole(slot.value),
                _ => Figure::whole(OPEN),
            },
            Self::Both(operation, operands) => operation.given(operands, asked, slots),
            _ => Figure::whole(OPEN),
        }
    }
}

impl Operation {
    fn given(self, operands: &[Sum; 2], asked: u8, slots: &[Slot]) -> Figure {
        let [one, other] = operands.each_ref().map(|operand| operand.given(asked, slots));
        let both = if one.is_known() && other.is_known() { self.of(one, other) } else { None };
        both.unwrap_or(Figure::whole(OPEN))
    }

    /// What two values make; none where that is not held.
    #[inline]
    fn of(self, one: Figure, other: Figure) -> Option<Figure> {
        let months = |from: Figure, months: i64| {
            let day = Date::of_number(from.over)?.checked_add(Duration::months(months.into()))?;
            Some(Figure::whole(day.number()))
        };
        match self {
            Self::Add => one.plus(other),
            Self::Subtract => one.minus(other),
            Self::Multiply => one.times(other),
            Self::Divide => one.divided(other),
            Self::MonthsLater => months(one, other.over),
            Self::MonthsEarlier => months(one, -other.over),
            Self::DaysBetween => Some(Figure::whole((one.over - other.over).checked_mul(UNIT)?)),
            Self::Rise => other.minus(one)?.divided(one),
            Self::Fall => one.minus(other)?.divided(one),
        }
    }
}

/// Exact arithmetic of amounts in millionths; none where the result is not held.
impl Figure {
    /// The order of two that are known.
    #[inline(always)]
    pub(super) fn order(self, other: Self) -> Ordering {
        if self.under == other.under {
            return self.over.cmp(&other.over);
        }
        let across = |one: Self, other: Self| i128::from(one.over) * i128::from(other.under);
        across(self, other).cmp(&across(other, self))
    }

    fn plus(self, other: Self) -> Option<Self> {
        if self.under != other.under {
            return None;
        }
        Some(Self { over: held(self.over + other.over)?, under: self.under })
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

    /// How far it lies on the way between two others, from 0 to 1.
    pub(super) fn position(self, from: Self, to: Self) -> Option<Number> {
        let (way, whole) = (self.minus(from)?, to.minus(from)?);
        let share = Number::ratio(i128::from(way.over), i128::from(whole.over))?;
        Some(share.max(Number::ZERO).min(Number::ONE))
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
