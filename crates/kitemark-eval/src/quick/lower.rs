//! From the machine's program to rules over slots.

use std::cmp::Ordering;

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::syntax::{Comparison, FoldKind, Obligation, Operator};
use kitemark_dsl::value::Duration;

use super::code::{Cell, Code, Criterion, Effort, Fold, Leaf, Operation, Orders, Range, Sum, Test, Within, variable};
use super::run::DEPTH;
use super::slot::{NOTHING, OTHER, UNIT, UNPROVEN, encode};
use crate::assess::Answer;
use crate::program::value::Value;
use crate::program::{self, Items, Node, NodeId, Part, Program, RowRef};

/// Rules that grow beyond this, by definitions that use definitions, are left to the machine.
const MOST_STEPS: u64 = 100_000;

/// The rules of a charter over slots.
pub(crate) fn lower(charter: &Charter, program: &Program) -> Code {
    let criterion = |(criterion, code): (&kitemark_dsl::charter::Criterion, &program::CriterionCode)| {
        let mut lowering =
            Lowering { program, effort: Effort::default(), around: Around { depth: 1, ..Around::default() } };
        let worth = criterion.syntax.worth.iter().zip(&code.worth);
        let worth =
            worth.map(|(band, when)| Some((lowering.test(*when)?, band.credit.value))).collect::<Option<_>>()?;
        let scale = match &code.scale {
            Some(scale) => Some(Box::new(lowering.scale(scale)?)),
            None => None,
        };
        let is_flag = criterion.syntax.obligation == Obligation::Flag;
        Some(Criterion {
            conditions: lowering.conditions(code)?,
            requirement: lowering.test(code.requirement)?,
            worth,
            scale,
            is_flag,
            asked: match criterion.evidence {
                _ if is_flag => u8::MAX,
                Some(grade) => u8::try_from(grade.index()).ok().filter(|grade| *grade < UNPROVEN)?,
                None => UNPROVEN,
            },
            effort: lowering.effort,
        })
    };
    Code::new(charter.criteria().iter().zip(&program.criteria).map(criterion).collect())
}

struct Lowering<'p> {
    program: &'p Program,
    /// What the machine takes for what was lowered so far.
    effort: Effort,
    around: Around,
}

/// The lists that are gone through around what is lowered.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// How many variables there are in the frame.
    variables: u32,
    /// And with those of the frames around it.
    depth: usize,
    /// Whether the last of them stands for the records of the innermost list.
    is_innermost: bool,
    product: u32,
}

impl Lowering<'_> {
    /// Counts steps of the machine, as long as they are few enough.
    fn steps(&mut self, steps: usize) -> Option<()> {
        self.effort.steps = self.effort.steps.saturating_add(steps as u64);
        (self.effort.steps <= MOST_STEPS).then_some(())
    }

    fn tests(&mut self, nodes: &[NodeId]) -> Option<Box<[Test]>> {
        nodes.iter().map(|node| self.test(*node)).collect()
    }

    /// What takes a criterion out of the score: where a `when` does not hold, or an `unless` does.
    fn conditions(&mut self, code: &program::CriterionCode) -> Option<Box<[(Test, Answer)]>> {
        let when = code.when.iter().map(|node| (*node, Answer::No));
        let unless = code.unless.iter().map(|node| (*node, Answer::Yes));
        when.chain(unless).map(|(node, decisive)| Some((self.test(node)?, decisive))).collect()
    }

    fn test(&mut self, id: NodeId) -> Option<Test> {
        self.steps(1)?;
        Some(match self.program.node(id) {
            Node::Not(inner) => Test::Not(Box::new(self.test(*inner)?)),
            Node::And(parts) => Test::And(self.tests(parts)?),
            Node::Or(parts) => Test::Or(self.tests(parts)?),
            Node::AtLeastOf(count, parts) => Test::AtLeastOf(*count, self.tests(parts)?),
            Node::Quantified(quantifier, range, body) => {
                let (range, body) = self.over(range, |lowering| lowering.test(*body))?;
                Test::Quantified(*quantifier, Box::new(range), Box::new(body))
            }
            Node::Compare(left, comparison, right) => Test::Leaf(id, self.compare(*left, *comparison, *right)?),
            Node::Between(value, low, high) => {
                let ty = self.comparable(*value)?;
                let same = |lowering: &Self, other| lowering.comparable(other).filter(|other| alike(*other, ty));
                same(self, *low).and(same(self, *high))?;
                Test::Leaf(
                    id,
                    match [self.sum(*value)?, self.sum(*low)?, self.sum(*high)?] {
                        [Sum::Cell(cell), Sum::Constant(low), Sum::Constant(high)]
                            if low != NOTHING && high != NOTHING =>
                        {
                            Leaf::Within(Within::new(cell, low, high, false))
                        }
                        parts => Leaf::Between(Box::new(parts)),
                    },
                )
            }
            Node::OneOf { value, negated, options } => {
                self.steps(options.len())?;
                let mut bits = 0;
                for option in options {
                    match self.program.node(*option) {
                        Node::Constant(Value::Choice(at)) if *at < 64 => bits |= 1 << at,
                        _ => return None,
                    }
                }
                Test::Leaf(id, one_of(self.sum(*value)?, bits, *negated))
            }
            Node::Includes { set, all, values } => {
                self.steps(values.len())?;
                let mut bits = 0;
                for value in values {
                    match self.program.node(*value) {
                        Node::Constant(Value::Choice(at)) if *at < 60 => bits |= 1 << at,
                        _ => return None,
                    }
                }
                Test::Leaf(id, Leaf::Includes { set: self.sum(*set)?, bits, all: *all })
            }
            Node::Presence { value, test, negated } => {
                let is_counted = matches!(self.program.node(*value), Node::NumberOf(_));
                let value = match (test, self.ty(*value), self.sum(*value)?) {
                    (program::Test::Empty, Some(Type::List(_)), Sum::Cell(list)) => {
                        Sum::NumberOf(Box::new(Range { list, width: 0, variable: 0, filters: Box::default() }))
                    }
                    (program::Test::Empty, ty, _) if !is_counted && !matches!(ty, Some(Type::Set(_))) => return None,
                    (.., value) => value,
                };
                Test::Leaf(id, Leaf::Presence { value, test: *test, negated: *negated })
            }
            Node::Define { id, row } => {
                let body = self.program.defines.get(id.index()).copied().flatten()?;
                Test::Call(
                    row.map(|row| Cell::of(row, 0)),
                    Box::new(self.called(*row, |lowering| lowering.test(body))?),
                )
            }
            Node::Successive(_) => return None,
            _ => Test::Leaf(id, comparison(self.sum(id)?, Comparison::Is, Sum::Constant(1))),
        })
    }

    /// The parts of a scale, which are of one kind.
    fn scale(&mut self, [value, from, to]: &[NodeId; 3]) -> Option<[Sum; 3]> {
        self.summable(*value, *from).and(self.summable(*value, *to))?;
        Some([self.sum(*value)?, self.sum(*from)?, self.sum(*to)?])
    }

    /// A range, and what is asked of each of its records.
    fn over<T>(&mut self, range: &program::Range, body: impl FnOnce(&mut Self) -> Option<T>) -> Option<(Range, T)> {
        let Items::List { row, column, width } = range.items else { return None };
        let around = self.around;
        // All the records within those of another list are no more than there are.
        let is_within = around.is_innermost && row.slot.is_some_and(|slot| slot + 1 == around.variables);
        let product = if is_within { around.product } else { around.product + 1 };
        self.steps(1)?;
        self.effort.product = self.effort.product.max(product);
        let depth = deeper(around.depth, 1)?;
        self.around = Around { variables: around.variables + 1, depth, is_innermost: true, product };
        let filters = self.tests(&range.filters);
        let body = body(self);
        self.around = around;
        Some((Range { list: Cell::of(row, column), width, variable: around.variables + 1, filters: filters? }, body?))
    }

    /// The body of a definition, whose only variable is its record.
    fn called<T>(&mut self, row: Option<RowRef>, body: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let around = self.around;
        let variables = u32::from(row.is_some());
        let depth = deeper(around.depth, 1 + variables as usize)?;
        self.around = Around { variables, depth, is_innermost: false, product: around.product };
        let body = body(self);
        self.around = around;
        body
    }

    fn ty(&self, id: NodeId) -> Option<Type> {
        self.program.origin(id).map(|origin| origin.ty)
    }

    /// The type of values that compare as their slots do.
    fn comparable(&self, id: NodeId) -> Option<Type> {
        self.ty(id)
            .filter(|ty| !matches!(ty, Type::Set(_) | Type::Period | Type::List(_) | Type::Record(_) | Type::Unknown))
    }

    fn compare(&mut self, left: NodeId, operator: Comparison, right: NodeId) -> Option<Leaf> {
        if let Some(days) = written_days(self.program, right) {
            let difference = self.difference(left)?;
            return Some(comparison(difference, operator, Sum::Constant(days)));
        }
        let (one, other) = (self.comparable(left)?, self.comparable(right)?);
        if !alike(one, other) {
            return None;
        }
        Some(comparison(self.sum(left)?, operator, self.sum(right)?))
    }

    /// The days between two days.
    fn difference(&mut self, id: NodeId) -> Option<Sum> {
        self.steps(2)?;
        match self.program.node(id) {
            Node::Arithmetic(later, Operator::Minus, earlier)
                if self.ty(*later) == Some(Type::Date) && self.ty(*earlier) == Some(Type::Date) =>
            {
                self.both(Operation::DaysBetween, *later, *earlier)
            }
            _ => None,
        }
    }

    fn sum(&mut self, id: NodeId) -> Option<Sum> {
        self.steps(1)?;
        Some(match self.program.node(id) {
            Node::Constant(value) => Sum::Constant(Some(encode(*value)).filter(|value| *value != OTHER)?),
            Node::Cell { row, column } => Sum::Cell(Cell::of(*row, *column)),
            Node::Item(slot) => Sum::Item(variable(Some(*slot))),
            Node::Define { id, row } => match self.program.defines.get(id.index()).copied().flatten() {
                Some(body) => Sum::Call(
                    row.map(|row| Cell::of(row, 0)),
                    Box::new(self.called(*row, |lowering| lowering.sum(body))?),
                ),
                None => Sum::Constant(NOTHING),
            },
            Node::Part(period, Part::Start) => Sum::Start(Box::new(self.sum(*period)?)),
            Node::Part(period, Part::End) => Sum::End(Box::new(self.sum(*period)?)),
            Node::Part(_, Part::Length) => return None,
            Node::Arithmetic(left, operator, right) => self.arithmetic(id, *left, *operator, *right)?,
            Node::Change { rise, from, to } => {
                self.amount(*from).and(self.amount(*to))?;
                self.both(if *rise { Operation::Rise } else { Operation::Fall }, *from, *to)?
            }
            Node::Fold(fold) => {
                let ty = self.comparable(fold.value)?;
                let kind = match fold.kind {
                    FoldKind::Total if is_amount(ty) || ty == Type::Duration => Fold::Total,
                    FoldKind::Average if is_amount(ty) => Fold::Average,
                    FoldKind::Smallest => Fold::Smallest,
                    FoldKind::Largest => Fold::Largest,
                    FoldKind::First => return self.outermost(fold, false),
                    FoldKind::Last => return self.outermost(fold, true),
                    _ => return None,
                };
                let (range, value) = self.over(&fold.range, |lowering| lowering.sum(fold.value))?;
                Sum::Fold(kind, Box::new(range), Box::new(value))
            }
            Node::NumberOf(range) => match range.items {
                Items::Set(set) if range.filters.is_empty() => Sum::SizeOf(Box::new(self.sum(set)?)),
                _ => Sum::NumberOf(Box::new(self.over(range, |_| Some(()))?.0)),
            },
            _ => {
                self.effort.steps = self.effort.steps.saturating_sub(1);
                Sum::Truth(Box::new(self.test(id)?))
            }
        })
    }

    /// The first or last of a list, by what slots order as the machine does.
    fn outermost(&mut self, fold: &program::Fold, last: bool) -> Option<Sum> {
        let by = fold.by.unwrap_or(fold.value);
        self.ty(by).filter(|ty| is_amount(*ty) || matches!(ty, Type::Date | Type::Duration))?;
        let (range, (by, value)) =
            self.over(&fold.range, |lowering| Some((lowering.sum(by)?, lowering.sum(fold.value)?)))?;
        Some(Sum::Outermost { last, range: Box::new(range), by: Box::new(by), value: Box::new(value) })
    }

    fn amount(&self, id: NodeId) -> Option<()> {
        self.ty(id).filter(|ty| is_amount(*ty)).map(|_| ())
    }

    /// Amounts, or lengths in months.
    fn summable(&self, one: NodeId, other: NodeId) -> Option<()> {
        let (one, other) = (self.ty(one)?, self.ty(other)?);
        let alike = (is_amount(one) && is_amount(other)) || (one == Type::Duration && other == Type::Duration);
        alike.then_some(())
    }

    fn arithmetic(&mut self, id: NodeId, left: NodeId, operator: Operator, right: NodeId) -> Option<Sum> {
        if self.ty(left) == Some(Type::Date) && matches!(operator, Operator::Plus | Operator::Minus) {
            let Some(length) = self.length(right) else {
                self.ty(right).filter(|ty| *ty == Type::Duration)?;
                let is_later = operator == Operator::Plus;
                let operation = if is_later { Operation::MonthsLater } else { Operation::MonthsEarlier };
                return self.both(operation, left, right);
            };
            let length = if operator == Operator::Minus { length.neg() } else { length };
            self.steps(1)?;
            return Some(Sum::Later(id, Box::new(self.sum(left)?), Box::new(length)));
        }
        match operator {
            Operator::Plus | Operator::Minus => self.summable(left, right)?,
            Operator::Times | Operator::Divide => self.amount(left).and(self.amount(right))?,
        }
        let operation = match operator {
            Operator::Plus => Operation::Add,
            Operator::Minus => Operation::Subtract,
            Operator::Times => Operation::Multiply,
            Operator::Divide => Operation::Divide,
        };
        self.both(operation, left, right)
    }

    fn both(&mut self, operation: Operation, one: NodeId, other: NodeId) -> Option<Sum> {
        Some(Sum::Both(operation, Box::new([self.sum(one)?, self.sum(other)?])))
    }

    fn length(&self, id: NodeId) -> Option<Duration> {
        match self.program.node(id) {
            Node::Constant(Value::Duration(length)) => Some(*length),
            _ => None,
        }
    }
}

/// A written length of whole days, as an amount.
pub(crate) fn written_days(program: &Program, id: NodeId) -> Option<i64> {
    match program.node(id) {
        Node::Constant(Value::Duration(length)) if length.is_pure_days() && !length.is_zero() => {
            length.day_part().to_integer()?.checked_mul(UNIT)
        }
        _ => None,
    }
}

/// So many more variables, if they are held.
fn deeper(depth: usize, more: usize) -> Option<usize> {
    Some(depth + more).filter(|depth| *depth <= DEPTH)
}

/// A comparison; of a cell with something written it is quick.
fn comparison(left: Sum, comparison: Comparison, right: Sum) -> Leaf {
    let (cell, limit) = match (&left, &right) {
        (Sum::Cell(cell), Sum::Constant(limit)) if *limit != NOTHING => (*cell, *limit),
        _ => return Leaf::Compare(left, Orders::of(comparison), right),
    };
    let (below, at, above) =
        [Ordering::Less, Ordering::Equal, Ordering::Greater].map(|order| comparison.holds(order)).into();
    let low = if below { i64::MIN } else { limit + i64::from(!at) };
    let high = if above { i64::MAX } else { limit - i64::from(!at) };
    match (below, at, above) {
        (true, false, true) => Leaf::Within(Within::new(cell, limit, limit, true)),
        _ => Leaf::Within(Within::new(cell, low, high, false)),
    }
}

/// Whether a choice is among some; where these are next to each other it is quick.
fn one_of(value: Sum, bits: u64, negated: bool) -> Leaf {
    let (low, high) = (bits.trailing_zeros(), 63_u32.saturating_sub(bits.leading_zeros()));
    match value {
        Sum::Cell(cell) if bits.count_ones() == high - low.min(high) + 1 => {
            Leaf::Within(Within::new(cell, low.into(), high.into(), negated))
        }
        value => Leaf::OneOf { value, bits, negated },
    }
}

fn is_amount(ty: Type) -> bool {
    matches!(ty, Type::Count | Type::Number | Type::Percent | Type::Money | Type::Quantity(_))
}

/// Whether values of the two types can stand on either side of a comparison of slots.
fn alike(one: Type, other: Type) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
        || (is_amount(one) && is_amount(other))
        || (is_text(one) && is_text(other))
}

fn is_text(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Key)
}
