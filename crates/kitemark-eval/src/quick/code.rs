//! Rules over slots.

use std::cmp::Ordering;

use kitemark_dsl::syntax::Comparison;
use kitemark_dsl::value::{Duration, Number};

use super::slot::Slots;
use crate::assess::Answer;
use crate::program::{self, NodeId, Quantifier, RowRef};

/// The rules of a charter; none in the place of a criterion that is left to the machine.
#[derive(Debug, Clone, Default)]
pub(crate) struct Code {
    pub(super) criteria: Vec<Option<Criterion>>,
    /// The most that any of them takes.
    pub(super) effort: Effort,
}

impl Code {
    pub(super) fn new(criteria: Vec<Option<Criterion>>) -> Self {
        let most = |most: Effort, one: &Criterion| Effort {
            steps: most.steps.max(one.effort.steps),
            product: most.product.max(one.effort.product),
        };
        Self { effort: criteria.iter().flatten().fold(Effort::default(), most), criteria }
    }

    /// The rules of the criterion at this place; none where they are left to the machine.
    #[inline(always)]
    pub(crate) fn criterion(&self, at: usize) -> Option<&Criterion> {
        self.criteria.get(at)?.as_ref()
    }

    /// Whether the machine takes no more steps than these for any criterion of this profile.
    pub(crate) fn takes_at_most(&self, steps: u64, slots: &Slots) -> bool {
        // Without records the product of lists is not counted.
        self.effort.steps(slots).max(self.effort.steps) <= steps
    }
}

/// The rules of a criterion.
#[derive(Debug, Clone)]
pub(crate) struct Criterion {
    /// What it applies by, each with the answer that takes it out of the score.
    pub(super) conditions: Box<[(Test, Answer)]>,
    pub(super) requirement: Test,
    /// Partial credit: the first of these conditions that holds gives it.
    pub(super) worth: Box<[(Test, Number)]>,
    /// Or partial credit by how far a value lies between two others.
    pub(super) scale: Option<Box<[Sum; 3]>>,
    pub(super) is_flag: bool,
    /// The weakest proof that suffices.
    pub(super) asked: u8,
    pub(super) effort: Effort,
}

impl Criterion {
    /// Whether the machine takes no more steps than these for it.
    pub(crate) fn takes_at_most(&self, steps: u64, slots: &Slots) -> bool {
        self.effort.steps(slots) <= steps
    }

    /// Whether what is not met may earn something.
    pub(super) fn has_bands(&self) -> bool {
        !self.worth.is_empty() || self.scale.is_some()
    }
}

/// The most steps that the machine takes for a criterion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Effort {
    /// Those of its rules, each list gone through once.
    pub(super) steps: u64,
    /// How many lists are gone through for every record of another, at most; that they lie within its records does not count.
    pub(super) product: u32,
}

impl Effort {
    /// The most steps for this profile.
    pub(super) fn steps(self, slots: &Slots) -> u64 {
        match self.product {
            0 => self.steps,
            1 => self.steps.saturating_mul(slots.records),
            product => {
                let within = slots.longest.saturating_pow(product - 1);
                self.steps.saturating_mul(slots.records).saturating_mul(within)
            }
        }
    }
}

/// The orders of two values in which a comparison holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Orders(u8);

impl Orders {
    pub(super) fn of(comparison: Comparison) -> Self {
        let bit = |order| u8::from(comparison.holds(order)) << (order as i8 + 1);
        Self(bit(Ordering::Less) | bit(Ordering::Equal) | bit(Ordering::Greater))
    }

    #[inline(always)]
    pub(super) fn holds(self, order: Ordering) -> bool {
        self.0 >> (order as i8 + 1) & 1 == 1
    }
}

/// A condition.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// One that asks values, by its place in the program.
    Leaf(NodeId, Leaf),
    Not(Box<Test>),
    And(Box<[Test]>),
    Or(Box<[Test]>),
    AtLeastOf(u64, Box<[Test]>),
    Quantified(Quantifier, Box<Range>, Box<Test>),
    Call(Option<Cell>, Box<Test>),
}

/// A condition that asks values. It rests on all that it reads.
#[derive(Debug, Clone)]
pub(super) enum Leaf {
    Within(Within),
    Compare(Sum, Orders, Sum),
    Between(Box<[Sum; 3]>),
    /// Whether a choice is among these, a bit for each.
    OneOf {
        value: Sum,
        bits: u64,
        negated: bool,
    },
    /// Whether a set has all of these, or any.
    Includes {
        set: Sum,
        bits: i64,
        all: bool,
    },
    Presence {
        value: Sum,
        test: program::Test,
        negated: bool,
    },
}

/// Whether a cell lies in a span: what most rules are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within {
    pub(super) cell: Cell,
    low: i64,
    /// How far the span goes beyond `low`.
    reach: u64,
    negated: bool,
}

impl Within {
    /// From `low` to `high`, both included.
    pub(super) fn new(cell: Cell, low: i64, high: i64, negated: bool) -> Self {
        // Nothing lies in a span that ends before it begins: it is what does not lie anywhere.
        let (low, high, negated) = if low <= high { (low, high, negated) } else { (i64::MIN, i64::MAX, !negated) };
        Self { cell, low, reach: high.wrapping_sub(low) as u64, negated }
    }

    #[inline(always)]
    pub(super) fn has(&self, value: i64) -> bool {
        // One comparison tells both ends: what lies below `low` wraps around to beyond any reach.
        (value.wrapping_sub(self.low) as u64 <= self.reach) != self.negated
    }
}

/// A cell of the row that a variable stands for; the first variable is the profile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) variable: u32,
    pub(super) at: u32,
}

impl Cell {
    pub(super) fn of(row: RowRef, column: u32) -> Self {
        Self { variable: variable(row.slot), at: row.offset.saturating_add(column) }
    }
}

/// The variable of a row.
pub(super) fn variable(slot: Option<u32>) -> u32 {
    slot.map_or(0, |slot| slot.saturating_add(1))
}

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Sum {
    Constant(i64),
    Cell(Cell),
    Item(u32),
    Start(Box<Sum>),
    End(Box<Sum>),
    /// What two values make.
    Both(Operation, Box<[Sum; 2]>),
    /// A day so much later, by its place in the program.
    Later(NodeId, Box<Sum>, Box<Duration>),
    Fold(Fold, Box<Range>, Box<Sum>),
    /// The value of the first record, or of the last, by what orders them.
    Outermost {
        last: bool,
        range: Box<Range>,
        by: Box<Sum>,
        value: Box<Sum>,
    },
    NumberOf(Box<Range>),
    /// How many values a set has.
    SizeOf(Box<Sum>),
    Truth(Box<Test>),
    Call(Option<Cell>, Box<Sum>),
}

/// How two values make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// A day so many months later, or earlier.
    MonthsLater,
    MonthsEarlier,
    /// The days from the second day to the first, as an amount.
    DaysBetween,
    /// A rise from the first to the second, or a fall, as a share of where it began.
    Rise,
    Fall,
}

/// What the values of a list come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Total,
    Average,
    Smallest,
    Largest,
}

/// The records of a list that count.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub(super) list: Cell,
    pub(super) width: u32,
    /// The variable that stands for each of them.
    pub(super) variable: u32,
    pub(super) filters: Box<[Test]>,
}

/// A test of one cell of each record of a list.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) node: NodeId,
    pub(super) within: Within,
}

impl Range {
    /// The test, where it is of one cell of the records.
    #[inline(always)]
    pub(super) fn column(&self, test: &Test) -> Option<Column> {
        match test {
            Test::Leaf(node, Leaf::Within(within)) if within.cell.variable == self.variable => {
                Some(Column { node: *node, within: *within })
            }
            _ => None,
        }
    }

    /// The filter, if there is any, where no more is filtered by than one cell.
    #[inline(always)]
    pub(super) fn one_filter(&self) -> Option<Option<Column>> {
        match &*self.filters {
            [] => Some(None),
            [filter] => self.column(filter).map(Some),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell = Cell { variable: 0, at: 0 };

    #[test]
    fn both_ends_of_a_span_are_within() {
        let within = Within::new(CELL, -2, 3, false);
        assert_eq!(
            [-3, -2, 3, 4, i64::MIN, i64::MAX].map(|value| within.has(value)),
            [false, true, true, false, false, false]
        );
        let without = Within::new(CELL, -2, 3, true);
        assert_eq!([-3, -2, 3, 4].map(|value| without.has(value)), [true, false, false, true]);
    }

    #[test]
    fn a_span_may_go_on_for_ever() {
        let values = [i64::MIN, -1, 0, i64::MAX];
        assert_eq!(values.map(|value| Within::new(CELL, i64::MIN, -1, false).has(value)), [true, true, false, false]);
        assert_eq!(values.map(|value| Within::new(CELL, 0, i64::MAX, false).has(value)), [false, false, true, true]);
        assert_eq!(values.map(|value| Within::new(CELL, i64::MIN, i64::MAX, false).has(value)), [true; 4]);
    }

    #[test]
    fn nothing_is_within_a_span_that_ends_before_it_begins() {
        let values = [i64::MIN, 2, 5, 8, i64::MAX];
        assert_eq!(values.map(|value| Within::new(CELL, 8, 2, false).has(value)), [false; 5]);
        assert_eq!(values.map(|value| Within::new(CELL, 8, 2, true).has(value)), [true; 5]);
    }
}
