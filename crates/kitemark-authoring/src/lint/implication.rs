//! Whether one condition holds wherever another does, as far as it can be told from thresholds of the same value.

use std::cmp::Ordering;

use kitemark_dsl::charter::{Base, Charter, Meaning};
use kitemark_dsl::syntax::{Comparison, Expr, ExprKind, Quantified, Quantifier};
use kitemark_dsl::value::Literal;

/// As many pairs of conditions are compared; conditions that alternate deeply have more.
const MOST_STEPS: u32 = 10_000;

/// Whether `then` surely holds wherever `given` does.
pub(super) fn implies(charter: &Charter, given: &Expr, then: &Expr) -> bool {
    Implication { charter, steps: 0 }.holds(given, then)
}

struct Implication<'a> {
    charter: &'a Charter,
    steps: u32,
}

impl Implication<'_> {
    fn holds(&mut self, given: &Expr, then: &Expr) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        if self.charter.words(given.span) == self.charter.words(then.span) {
            return true;
        }
        match (&given.kind, &then.kind) {
            (_, ExprKind::And(parts)) => parts.iter().all(|part| self.holds(given, part)),
            (ExprKind::Or(parts), _) => parts.iter().all(|part| self.holds(part, then)),
            (ExprKind::And(parts), _) if parts.iter().any(|part| self.holds(part, then)) => true,
            (_, ExprKind::Or(parts)) => parts.iter().any(|part| self.holds(given, part)),
            (ExprKind::Quantified(given), ExprKind::Quantified(then)) => self.holds_of_each(given, then),
            _ => match (Bounds::of(self.charter, given), Bounds::of(self.charter, then)) {
                (Some(narrow), Some(wide)) => narrow.value == wide.value && narrow.lie_within(&wide),
                _ => false,
            },
        }
    }

    /// Of the same items of the same list; `no` turns what is asked of each round.
    fn holds_of_each(&mut self, given: &Quantified, then: &Quantified) -> bool {
        let range = |of: &Quantified| {
            let filter = of.range.filter.as_ref().map(|filter| self.charter.words(filter.span));
            (of.range.variable.value.clone(), self.charter.words(of.range.list.span), filter)
        };
        let (Some(one), Some(other)) = (&given.body, &then.body) else { return false };
        if range(given) != range(then) {
            return false;
        }
        match (&given.quantifier, &then.quantifier) {
            (Quantifier::Every, Quantifier::Every) | (Quantifier::Some, Quantifier::Some) => self.holds(one, other),
            (Quantifier::No, Quantifier::No) => self.holds(other, one),
            (Quantifier::AtLeast(count), Quantifier::AtLeast(fewer)) => {
                self.charter.words(count.span) == self.charter.words(fewer.span) && self.holds(one, other)
            }
            _ => false,
        }
    }
}

/// A side of an interval: the threshold, and whether it belongs to it.
type Side = Option<(Literal, bool)>;

/// The values that pass a test, as an interval.
pub(super) struct Bounds {
    /// The value tested, in words.
    pub(super) value: String,
    pub(super) low: Side,
    pub(super) high: Side,
}

impl Bounds {
    /// Of a comparison with a written threshold or a setting.
    pub(super) fn of(charter: &Charter, test: &Expr) -> Option<Self> {
        let (value, low, high) = match &test.kind {
            ExprKind::Compare(value, comparison, threshold) => {
                let threshold = constant(charter, threshold)?;
                let (low, high) = match comparison {
                    Comparison::Is => (Some((threshold.clone(), true)), Some((threshold, true))),
                    Comparison::AtLeast | Comparison::OnOrAfter => (Some((threshold, true)), None),
                    Comparison::MoreThan | Comparison::After => (Some((threshold, false)), None),
                    Comparison::AtMost | Comparison::OnOrBefore => (None, Some((threshold, true))),
                    Comparison::LessThan | Comparison::Before => (None, Some((threshold, false))),
                    Comparison::IsNot => return None,
                };
                (value, low, high)
            }
            ExprKind::Between(value, low, high) => {
                (value, Some((constant(charter, low)?, true)), Some((constant(charter, high)?, true)))
            }
            _ => return None,
        };
        constant(charter, value).is_none().then(|| Self { value: charter.words(value.span), low, high })
    }

    fn lie_within(&self, wide: &Bounds) -> bool {
        side_within(&self.low, &wide.low, Ordering::Greater) && side_within(&self.high, &wide.high, Ordering::Less)
    }
}

/// Whether a side lies on the other or further in, which is the way of `inwards`.
fn side_within(side: &Side, wide: &Side, inwards: Ordering) -> bool {
    match (side, wide) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((threshold, included)), Some((other, other_included))) => match threshold.order(other) {
            Some(Ordering::Equal) => *other_included || !included,
            Some(order) => order == inwards,
            None => false,
        },
    }
}

/// A value that is the same for every profile.
pub(super) fn constant(charter: &Charter, expr: &Expr) -> Option<Literal> {
    match &expr.kind {
        ExprKind::Literal(literal) => Some(literal.clone()),
        ExprKind::Path(_) => match charter.meaning(expr.id)? {
            Meaning::Path(Base::Setting(setting), _) => {
                charter.settings().get(setting.index()).map(|setting| setting.value.value.clone())
            }
            _ => None,
        },
        _ => None,
    }
}
