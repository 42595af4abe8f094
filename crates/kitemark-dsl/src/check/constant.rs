//! Conditions that come out the same whatever the profile says.

use std::cmp::Ordering;

use super::Checker;
use crate::charter::{Meaning, RecordId, Step, Type};
use crate::source::Span;
use crate::syntax::{Comparison, Expr, ExprKind, Quantifier};
use crate::value::{Literal, Number};

impl Checker {
    /// Whether a condition always or never holds; none if it depends on the profile, as far as can be told simply.
    pub(super) fn constant(&self, expr: &Expr) -> Option<bool> {
        match &expr.kind {
            ExprKind::Literal(Literal::YesNo(answer)) => Some(*answer),
            ExprKind::Not(inner) => self.constant(inner).map(|answer| !answer),
            ExprKind::And(parts) => self.all(parts).or_else(|| self.contradict(parts).then_some(false)),
            ExprKind::Or(parts) => {
                let answers: Vec<Option<bool>> = parts.iter().map(|part| self.constant(part)).collect();
                if answers.contains(&Some(true)) {
                    Some(true)
                } else {
                    answers.iter().all(|answer| *answer == Some(false)).then_some(false)
                }
            }
            ExprKind::AtLeastOf(count, parts) => self.constant_count(count, parts),
            ExprKind::Quantified(quantified) => {
                let body = self.constant(quantified.body.as_ref()?)?;
                match quantified.quantifier {
                    Quantifier::Every => Some(body),
                    Quantifier::No => Some(!body),
                    Quantifier::Some | Quantifier::AtLeast(_) => (!body).then_some(false),
                }
            }
            ExprKind::Compare(left, comparison, right) => self.constant_compare(left, *comparison, right),
            ExprKind::Between(_, low, high) => {
                let order = self.constant_literal(low)?.order(&self.constant_literal(high)?)?;
                (order == Ordering::Greater).then_some(false)
            }
            _ => None,
        }
    }

    fn all(&self, parts: &[Expr]) -> Option<bool> {
        let answers: Vec<Option<bool>> = parts.iter().map(|part| self.constant(part)).collect();
        if answers.contains(&Some(false)) {
            Some(false)
        } else {
            answers.iter().all(|answer| *answer == Some(true)).then_some(true)
        }
    }

    fn constant_count(&self, count: &Expr, parts: &[Expr]) -> Option<bool> {
        let Some(Literal::Number(wanted)) = self.constant_literal(count) else { return None };
        let sure = |answer| parts.iter().filter(|part| self.constant(part) == Some(answer)).count();
        let number = |count: usize| i64::try_from(count).map_or(Number::ZERO, Number::from);
        if wanted <= number(sure(true)) {
            Some(true)
        } else {
            (wanted > number(parts.len() - sure(false))).then_some(false)
        }
    }

    fn constant_compare(&self, left: &Expr, comparison: Comparison, right: &Expr) -> Option<bool> {
        if let (Some(l), Some(r)) = (self.constant_literal(left), self.constant_literal(right)) {
            return Some(comparison.holds(l.order(&r)?));
        }
        if self.is_count(left) {
            let Some(Literal::Number(bound)) = self.constant_literal(right) else { return None };
            return match comparison {
                Comparison::AtLeast if bound <= Number::ZERO => Some(true),
                Comparison::MoreThan if bound < Number::ZERO => Some(true),
                Comparison::LessThan if bound <= Number::ZERO => Some(false),
                Comparison::AtMost if bound < Number::ZERO => Some(false),
                _ => None,
            };
        }
        let same =
            self.charter.meaning(left.id).is_some() && self.charter.meaning(left.id) == self.charter.meaning(right.id);
        // An optional field may be nothing, and nothing is not even itself.
        (same && !self.optional.contains(&left.id)).then(|| comparison.holds(Ordering::Equal))
    }

    /// Whether an expression is a whole number that cannot be negative or nothing.
    fn is_count(&self, expr: &Expr) -> bool {
        if matches!(expr.kind, ExprKind::NumberOf(_)) {
            return true;
        }
        let Some(Meaning::Path(crate::charter::Base::Profile, steps)) = self.charter.meaning(expr.id) else {
            return false;
        };
        let [Step::Field(field)] = steps.as_slice() else { return false };
        let profile = self.charter.records.get(RecordId::PROFILE.index());
        let field = profile.and_then(|profile| profile.fields.get(field.index()));
        field.is_some_and(|field| field.ty == Type::Count && !field.optional)
    }

    /// Whether two parts of an `and` bound the same value to ranges that do not meet.
    fn contradict(&self, parts: &[Expr]) -> bool {
        let bound = |part: &Expr| match &part.kind {
            ExprKind::Compare(left, comparison, right) => Some((left.span, *comparison, self.constant_literal(right)?)),
            _ => None,
        };
        let bounds: Vec<(Span, Comparison, Literal)> = parts.iter().filter_map(bound).collect();
        if bounds.len() < 2 {
            return false;
        }
        let bounds: Vec<(String, Comparison, Literal)> =
            bounds.into_iter().map(|(left, comparison, value)| (self.charter.words(left), comparison, value)).collect();
        bounds.iter().enumerate().any(|(at, (left, lower, low))| {
            bounds.iter().enumerate().any(|(other, (right, upper, high))| {
                at != other && left == right && empty_between(*lower, low, *upper, high)
            })
        })
    }
}

/// Whether nothing is both above `low` and below `high`.
fn empty_between(lower: Comparison, low: &Literal, upper: Comparison, high: &Literal) -> bool {
    use Comparison::{After, AtLeast, AtMost, Before, Is, LessThan, MoreThan, OnOrAfter, OnOrBefore};
    let above = matches!(lower, AtLeast | MoreThan | After | OnOrAfter | Is);
    let below = matches!(upper, AtMost | LessThan | Before | OnOrBefore | Is);
    let both_included = matches!(lower, AtLeast | OnOrAfter | Is) && matches!(upper, AtMost | OnOrBefore | Is);
    above
        && below
        && match low.order(high) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !both_included,
            _ => false,
        }
}
