//! Ways through a charter's expressions.

use kitemark_dsl::charter::Charter;
use kitemark_dsl::syntax::{Criterion, Expr, ExprKind, Quantifier, Range};

/// The expressions directly within an expression, in the order in which they are written.
pub(crate) fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Path(_) => Vec::new(),
        ExprKind::Not(inner) => vec![inner],
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().collect(),
        ExprKind::AtLeastOf(count, parts) => [&**count].into_iter().chain(parts).collect(),
        ExprKind::Quantified(quantified) => {
            let count = match &quantified.quantifier {
                Quantifier::AtLeast(count) => Some(count),
                Quantifier::Every | Quantifier::Some | Quantifier::No => None,
            };
            count.into_iter().chain(parts_of_range(&quantified.range)).chain(&quantified.body).collect()
        }
        ExprKind::Successive(successive) => vec![&successive.list, &successive.body],
        ExprKind::Compare(left, _, right) | ExprKind::Arithmetic(left, _, right) | ExprKind::Change(_, left, right) => {
            vec![left, right]
        }
        ExprKind::Between(value, low, high) => vec![value, low, high],
        ExprKind::OneOf { value, options, .. } => [&**value].into_iter().chain(options).collect(),
        ExprKind::Includes { set, values, .. } => [&**set].into_iter().chain(values).collect(),
        ExprKind::Presence { value, .. } => vec![value],
        ExprKind::Fold(fold) => [&fold.value].into_iter().chain(parts_of_range(&fold.range)).collect(),
        ExprKind::NumberOf(range) => parts_of_range(range).collect(),
    }
}

fn parts_of_range(range: &Range) -> impl Iterator<Item = &Expr> {
    [&range.list].into_iter().chain(&range.filter)
}

/// An expression and everything within it, each before its parts.
pub(crate) fn all(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    let mut ahead = vec![expr];
    while let Some(next) = ahead.pop() {
        found.push(next);
        ahead.extend(parts(next).into_iter().rev());
    }
    found
}

/// The expressions of a criterion: its requirement, then those of its other clauses.
pub(crate) fn of_criterion(criterion: &Criterion) -> Vec<&Expr> {
    let conditions = criterion.when.iter().chain(&criterion.unless).map(|condition| &condition.expr);
    let bands = criterion.worth.iter().map(|band| &band.when);
    let scale = criterion.scale.iter().flat_map(|scale| [&scale.value, &scale.from, &scale.to]);
    [&criterion.requirement].into_iter().chain(conditions).chain(bands).chain(scale).collect()
}

/// The expressions of a charter by what they belong to: a criterion, a limit or a definition each.
pub(crate) fn of_charter(charter: &Charter) -> Vec<Vec<&Expr>> {
    let criteria = charter.criteria().iter().map(|criterion| of_criterion(&criterion.syntax));
    let limits = charter.limits().iter().map(|limit| vec![&limit.syntax.when]);
    let defines = charter.defines().iter().map(|define| vec![&define.syntax.body]);
    criteria.chain(limits).chain(defines).collect()
}
