//! The small changes that can be made to an expression.

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Comparison, Expr, ExprId, ExprKind, FoldKind, Operator, Quantifier};
use kitemark_dsl::value::{Duration, Literal, Number};

/// A change to one part of an expression.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// The part.
    pub(super) id: ExprId,
    pub(super) span: Span,
    /// What it becomes.
    pub(super) kind: ExprKind,
    /// The change, in words.
    pub(super) words: String,
}

impl Edit {
    /// The expression with the change made.
    pub(super) fn apply(&self, expr: &Expr) -> Expr {
        let mut changed = expr.clone();
        if let Some(part) = changed.find_mut(self.id) {
            part.kind = self.kind.clone();
        }
        changed
    }
}

/// All changes to an expression, outer parts first.
pub(super) fn edits(charter: &Charter, expr: &Expr) -> Vec<Edit> {
    let of_part = |part: &Expr| {
        let (id, span) = (part.id, part.span);
        changes(charter, part).into_iter().map(move |(words, kind)| Edit { id, span, kind, words })
    };
    expr.all().into_iter().flat_map(of_part).collect()
}

type Changes = Vec<(String, ExprKind)>;

fn changes(charter: &Charter, expr: &Expr) -> Changes {
    match &expr.kind {
        ExprKind::Literal(literal) => steps(literal)
            .into_iter()
            .map(|other| (format!("{literal} becomes {other}"), ExprKind::Literal(other)))
            .collect(),
        ExprKind::Path(names) if charter.type_of(expr.id) == Type::YesNo => {
            let words = names.last().map_or("", |name| name.value.as_str());
            vec![(format!("`{words}` becomes `not {words}`"), ExprKind::Not(Box::new(expr.clone())))]
        }
        ExprKind::Path(_) => Vec::new(),
        ExprKind::Not(inner) => vec![("`not` is dropped".to_owned(), inner.kind.clone())],
        ExprKind::And(parts) => junction(charter, parts, "and", "or", ExprKind::And, ExprKind::Or),
        ExprKind::Or(parts) => junction(charter, parts, "or", "and", ExprKind::Or, ExprKind::And),
        ExprKind::Quantified(quantified) => {
            let mut changes = Changes::new();
            if quantified.body.is_some() {
                changes.extend(other_quantifier(&quantified.quantifier).map(|(words, quantifier)| {
                    let mut other = quantified.clone();
                    other.quantifier = quantifier;
                    (words, ExprKind::Quantified(other))
                }));
            }
            if quantified.range.filter.is_some() {
                let mut other = quantified.clone();
                other.range.filter = None;
                changes.push(("`where` is dropped".to_owned(), ExprKind::Quantified(other)));
            }
            changes
        }
        ExprKind::Compare(left, comparison, right) => other_comparisons(*comparison)
            .into_iter()
            .map(|other| {
                let words = format!("`{}` becomes `{}`", comparison.words(), other.words());
                (words, ExprKind::Compare(left.clone(), other, right.clone()))
            })
            .collect(),
        ExprKind::OneOf { value, negated, options } => {
            let one_of = |negated, options| ExprKind::OneOf { value: value.clone(), negated, options };
            let mut changes = without_each(charter, options, |options| one_of(*negated, options));
            let (is, becomes) = if *negated { ("is not one of", "is one of") } else { ("is one of", "is not one of") };
            changes.push((format!("`{is}` becomes `{becomes}`"), one_of(!negated, options.clone())));
            changes
        }
        ExprKind::Includes { set, all, values } => {
            let includes = |all, values| ExprKind::Includes { set: set.clone(), all, values };
            let mut changes = without_each(charter, values, |values| includes(*all, values));
            if values.len() > 1 {
                let (is, becomes) = if *all { ("all of", "any of") } else { ("any of", "all of") };
                changes.push((format!("`{is}` becomes `{becomes}`"), includes(!all, values.clone())));
            }
            changes
        }
        ExprKind::Presence { value, test, negated } => {
            let other = ExprKind::Presence { value: value.clone(), test: *test, negated: !negated };
            vec![("the test for presence is turned round".to_owned(), other)]
        }
        ExprKind::Arithmetic(left, operator, right) => other_operator(charter, left, *operator, right)
            .map(|other| {
                let words = format!("`{}` becomes `{}`", sign(*operator), sign(other));
                (words, ExprKind::Arithmetic(left.clone(), other, right.clone()))
            })
            .into_iter()
            .collect(),
        ExprKind::Fold(fold) => {
            let mut changes = Changes::new();
            if let Some((is, becomes, kind)) = other_fold(fold.kind) {
                let mut other = fold.clone();
                other.kind = kind;
                changes.push((format!("`{is}` becomes `{becomes}`"), ExprKind::Fold(other)));
            }
            if fold.range.filter.is_some() {
                let mut other = fold.clone();
                other.range.filter = None;
                changes.push(("`where` is dropped".to_owned(), ExprKind::Fold(other)));
            }
            changes
        }
        ExprKind::NumberOf(range) if range.filter.is_some() => {
            let mut other = range.clone();
            other.filter = None;
            vec![("`where` is dropped".to_owned(), ExprKind::NumberOf(other))]
        }
        ExprKind::Change(rise, from, to) => {
            let words = if *rise { "`rise` becomes `fall`" } else { "`fall` becomes `rise`" };
            vec![(words.to_owned(), ExprKind::Change(!rise, from.clone(), to.clone()))]
        }
        ExprKind::AtLeastOf(..) | ExprKind::Successive(_) | ExprKind::Between(..) | ExprKind::NumberOf(_) => Vec::new(),
    }
}

/// A measure one step lower and higher: a month or a day, a percentage point, one of the unit. None for what is no measure.
pub(super) fn steps(literal: &Literal) -> Vec<Literal> {
    let stepped = |by: Number| match literal {
        Literal::Number(number) => Some(Literal::Number(number.checked_add(by)?)),
        Literal::Percent(number) => Some(Literal::Percent(number.checked_add(by.checked_div(Number::HUNDRED)?)?)),
        Literal::Money(currency, number) => Some(Literal::Money(*currency, number.checked_add(by)?)),
        Literal::Quantity(number, unit) => Some(Literal::Quantity(number.checked_add(by)?, unit.clone())),
        Literal::Duration(duration) => {
            let by = if duration.is_pure_months() { Duration::months(by) } else { Duration::days(by) };
            Some(Literal::Duration(duration.checked_add(by)?))
        }
        Literal::Date(date) => Some(Literal::Date(date.checked_add(Duration::days(by))?)),
        Literal::YesNo(_) | Literal::Period(_) | Literal::Text(_) => None,
    };
    [Number::ONE.neg(), Number::ONE].into_iter().filter_map(stepped).collect()
}

fn junction(
    charter: &Charter,
    parts: &[Expr],
    is: &str,
    becomes: &str,
    same: fn(Vec<Expr>) -> ExprKind,
    other: fn(Vec<Expr>) -> ExprKind,
) -> Changes {
    let mut changes = without_each(charter, parts, |rest| match rest.as_slice() {
        [one] => one.kind.clone(),
        _ => same(rest),
    });
    changes.push((format!("`{is}` becomes `{becomes}`"), other(parts.to_vec())));
    changes
}

/// The list without each of its parts in turn, as long as one is left.
fn without_each(charter: &Charter, parts: &[Expr], rebuilt: impl Fn(Vec<Expr>) -> ExprKind) -> Changes {
    if parts.len() < 2 {
        return Changes::new();
    }
    let drop = |(at, part): (usize, &Expr)| {
        let rest = parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| part.clone());
        (format!("`{}` is dropped", charter.words(part.span)), rebuilt(rest.collect()))
    };
    parts.iter().enumerate().map(drop).collect()
}

fn other_quantifier(quantifier: &Quantifier) -> Option<(String, Quantifier)> {
    let (words, other) = match quantifier {
        Quantifier::Every => ("`every` becomes `some`", Quantifier::Some),
        Quantifier::Some => ("`some` becomes `every`", Quantifier::Every),
        Quantifier::No => ("`no` becomes `some`", Quantifier::Some),
        Quantifier::AtLeast(_) => return None, // its number is stepped
    };
    Some((words.to_owned(), other))
}

/// The comparison without its limit, or with it, and the one that looks the other way.
fn other_comparisons(comparison: Comparison) -> Vec<Comparison> {
    match comparison {
        Comparison::Is => vec![Comparison::IsNot],
        Comparison::IsNot => vec![Comparison::Is],
        Comparison::AtLeast => vec![Comparison::MoreThan, Comparison::AtMost],
        Comparison::AtMost => vec![Comparison::LessThan, Comparison::AtLeast],
        Comparison::MoreThan => vec![Comparison::AtLeast, Comparison::LessThan],
        Comparison::LessThan => vec![Comparison::AtMost, Comparison::MoreThan],
        Comparison::Before => vec![Comparison::OnOrBefore, Comparison::After],
        Comparison::After => vec![Comparison::OnOrAfter, Comparison::Before],
        Comparison::OnOrBefore => vec![Comparison::Before, Comparison::OnOrAfter],
        Comparison::OnOrAfter => vec![Comparison::After, Comparison::OnOrBefore],
    }
}

/// The operator that undoes this one, where the kinds allow it.
fn other_operator(charter: &Charter, left: &Expr, operator: Operator, right: &Expr) -> Option<Operator> {
    let (left, right) = (charter.type_of(left.id), charter.type_of(right.id));
    match operator {
        Operator::Plus => Some(Operator::Minus),
        Operator::Minus if left == right && left == Type::Date => None,
        Operator::Minus => Some(Operator::Plus),
        Operator::Times if matches!(right, Type::Number | Type::Count | Type::Percent) => Some(Operator::Divide),
        Operator::Divide if matches!(right, Type::Number | Type::Count | Type::Percent) && left != right => {
            Some(Operator::Times)
        }
        Operator::Times | Operator::Divide => None,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Plus => "+",
        Operator::Minus => "-",
        Operator::Times => "*",
        Operator::Divide => "/",
    }
}

fn other_fold(kind: FoldKind) -> Option<(&'static str, &'static str, FoldKind)> {
    Some(match kind {
        FoldKind::Smallest => ("smallest", "largest", FoldKind::Largest),
        FoldKind::Largest => ("largest", "smallest", FoldKind::Smallest),
        FoldKind::First => ("first", "last", FoldKind::Last),
        FoldKind::Last => ("last", "first", FoldKind::First),
        FoldKind::Average => ("average", "largest", FoldKind::Largest),
        FoldKind::Total => return None,
    })
}
