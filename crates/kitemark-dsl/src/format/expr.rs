//! Expressions, with parentheses where they are needed and nowhere else.

use super::doc::Doc;
use super::{is_clause_word, prose};
use crate::parse::layout::folded;
use crate::source::Sources;
use crate::syntax::{
    Comparison, Expr, ExprKind, Fold, FoldKind, Name, Operator, Presence, Quantified, Quantifier, Range, Successive,
};
use crate::value::Literal;

/// Lays out expressions; literals are taken from the sources as they were written.
pub(super) struct Printer<'a> {
    pub(super) sources: &'a Sources,
}

impl Printer<'_> {
    /// An expression where any may stand and nothing follows that it could take in.
    pub(super) fn expr(&self, expr: &Expr) -> Doc {
        match &expr.kind {
            ExprKind::And(conditions) => self.chain(conditions, "and "),
            ExprKind::Or(conditions) => self.chain(conditions, "or "),
            ExprKind::Not(operand) => Doc::All(vec![Doc::text("not "), self.condition(operand)]),
            ExprKind::AtLeastOf(count, conditions) => self.at_least_of(count, conditions),
            ExprKind::Quantified(quantified) => self.quantified(quantified),
            ExprKind::Successive(successive) => self.successive(successive),
            ExprKind::Compare(left, comparison, right) => self.test(
                left,
                Doc::All(vec![Doc::text(comparison.words()), Doc::text(" "), self.compared(*comparison, right)]),
            ),
            ExprKind::Between(value, low, high) => self.test(
                value,
                Doc::All(vec![Doc::text("is between "), self.operand(low), Doc::text(" and "), self.operand(high)]),
            ),
            ExprKind::OneOf { value, negated, options } => {
                let words = if *negated { "is not one of " } else { "is one of " };
                self.test(value, Doc::All(vec![Doc::text(words), self.values(options)]))
            }
            ExprKind::Includes { set, all, values } => {
                let words = match (all, values.len()) {
                    (true, 1) => "includes ",
                    (true, _) => "includes all of ",
                    (false, _) => "includes any of ",
                };
                self.test(set, Doc::All(vec![Doc::text(words), self.values(values)]))
            }
            ExprKind::Presence { value, test, negated } => {
                let word = match test {
                    Presence::Given => "given",
                    Presence::Missing => "missing",
                    Presence::Empty => "empty",
                };
                self.test(value, Doc::text(format!("is {}{word}", if *negated { "not " } else { "" })))
            }
            _ => self.sum(expr),
        }
    }

    /// A value, or an expression in parentheses where it is none: what stands beside a test or in a `scale`.
    pub(super) fn operand(&self, expr: &Expr) -> Doc {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Path(_) | ExprKind::Arithmetic(..) => self.sum(expr),
            _ => self.parenthesised(expr),
        }
    }

    fn parenthesised(&self, expr: &Expr) -> Doc {
        Doc::All(vec![Doc::text("("), Doc::Align(Box::new(self.expr(expr))), Doc::text(")")])
    }

    /// Conditions joined by one word.
    fn chain(&self, conditions: &[Expr], word: &str) -> Doc {
        let last = conditions.len().saturating_sub(1);
        let mut parts = Vec::new();
        for (at, condition) in conditions.iter().enumerate() {
            if at > 0 {
                parts.push(Doc::Line);
                parts.push(Doc::text(word));
            }
            let open = at < last && takes_logic(condition);
            parts.push(if open { self.parenthesised(condition) } else { self.condition(condition) });
        }
        Doc::group(parts)
    }

    /// An expression that stands beside `and`, `or` or `not`.
    fn condition(&self, expr: &Expr) -> Doc {
        match expr.kind {
            ExprKind::And(_) | ExprKind::Or(_) => self.parenthesised(expr),
            _ => self.expr(expr),
        }
    }

    /// A value and what is asked of it.
    fn test(&self, value: &Expr, test: Doc) -> Doc {
        let bare = match &value.kind {
            ExprKind::NumberOf(_) | ExprKind::Fold(_) | ExprKind::Change(..) => !takes_test(value),
            _ => false,
        };
        let value = if bare { self.sum(value) } else { self.operand(value) };
        Doc::group(vec![value, Doc::nest(2, vec![Doc::Line, test])])
    }

    /// The right side of a comparison.
    fn compared(&self, comparison: Comparison, right: &Expr) -> Doc {
        match &right.kind {
            ExprKind::NumberOf(_) | ExprKind::Fold(_) | ExprKind::Change(..) => self.sum(right),
            // `is given` would ask for presence.
            ExprKind::Path(names)
                if matches!(comparison, Comparison::Is | Comparison::IsNot)
                    && matches!(names.as_slice(), [name] if matches!(name.value.as_str(), "given" | "missing" | "empty")) =>
            {
                self.parenthesised(right)
            }
            _ => self.operand(right),
        }
    }

    /// A value.
    fn sum(&self, expr: &Expr) -> Doc {
        match &expr.kind {
            ExprKind::Literal(literal) => Doc::Text(self.literal(literal, expr)),
            ExprKind::Path(names) => Doc::Text(dotted(names)),
            ExprKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            ExprKind::Fold(fold) => self.fold(fold),
            ExprKind::NumberOf(range) => {
                let mut parts = vec![Doc::text("number of ")];
                parts.extend(self.range(range, 2, false));
                Doc::group(parts)
            }
            ExprKind::Change(rises, from, to) => Doc::group(vec![
                Doc::text(if *rises { "rise from " } else { "fall from " }),
                self.operand(from),
                Doc::nest(2, vec![Doc::Line, Doc::text("to "), self.operand(to)]),
            ]),
            _ => self.parenthesised(expr),
        }
    }

    fn arithmetic(&self, left: &Expr, operator: Operator, right: &Expr) -> Doc {
        let sign = match operator {
            Operator::Plus => "+ ",
            Operator::Minus => "- ",
            Operator::Times => "* ",
            Operator::Divide => "/ ",
        };
        let strength = strength(operator);
        let side = |expr: &Expr, least: u8| match &expr.kind {
            ExprKind::Arithmetic(_, inner, _) if self::strength(*inner) < least => self.parenthesised(expr),
            _ => self.operand(expr),
        };
        let (left, right) = (side(left, strength), side(right, strength + 1));
        Doc::group(vec![left, Doc::nest(2, vec![Doc::Line, Doc::text(sign), right])])
    }

    fn fold(&self, fold: &Fold) -> Doc {
        let word = match fold.kind {
            FoldKind::Total => "total of ",
            FoldKind::Smallest => "smallest of ",
            FoldKind::Largest => "largest of ",
            FoldKind::Average => "average of ",
            FoldKind::First => "first of ",
            FoldKind::Last => "last of ",
        };
        let mut parts = vec![Doc::Line, Doc::text("for ")];
        parts.extend(self.range(&fold.range, 0, fold.by.is_some()));
        if let Some(by) = &fold.by {
            parts.extend([Doc::Line, Doc::text(format!("by {}", dotted(by)))]);
        }
        Doc::group(vec![Doc::text(word), self.operand(&fold.value), Doc::nest(4, parts)])
    }

    /// `X in L where C`. What follows an `enclosed` range, `:` or `by`, could be taken in by the condition.
    fn range(&self, range: &Range, indent: usize, enclosed: bool) -> Vec<Doc> {
        let mut parts = vec![Doc::text(format!("{} in ", range.variable.value)), self.operand(&range.list)];
        if let Some(filter) = &range.filter {
            let open = enclosed && takes_more(filter);
            let filter = if open { self.parenthesised(filter) } else { self.expr(filter) };
            parts.push(Doc::nest(indent, vec![Doc::Line, Doc::text("where "), filter]));
        }
        parts
    }

    fn quantified(&self, quantified: &Quantified) -> Doc {
        let mut head = match &quantified.quantifier {
            Quantifier::Every => vec![Doc::text("every ")],
            Quantifier::Some => vec![Doc::text("some ")],
            Quantifier::No => vec![Doc::text("no ")],
            Quantifier::AtLeast(count) => vec![Doc::text("at least "), self.operand(count), Doc::text(" ")],
        };
        head.extend(self.range(&quantified.range, 4, quantified.body.is_some()));
        match &quantified.body {
            None => Doc::group(head),
            Some(body) => {
                head.push(Doc::text(":"));
                self.with_body(head, body)
            }
        }
    }

    fn successive(&self, successive: &Successive) -> Doc {
        let mut head = vec![
            Doc::text(format!("every successive {}, {} in ", successive.earlier.value, successive.later.value)),
            self.operand(&successive.list),
        ];
        head.push(Doc::nest(4, vec![Doc::Line, Doc::text(format!("by {}", dotted(&successive.by)))]));
        if let Some(per) = &successive.per {
            head.push(Doc::nest(4, vec![Doc::Line, Doc::text(format!("per {}", dotted(per)))]));
        }
        head.push(Doc::text(":"));
        self.with_body(head, &successive.body)
    }

    fn with_body(&self, head: Vec<Doc>, body: &Expr) -> Doc {
        let gap = if starts_clause(body) { Doc::text(" ") } else { Doc::Line };
        Doc::group(vec![Doc::group(head), Doc::nest(2, vec![gap, self.expr(body)])])
    }

    fn at_least_of(&self, count: &Expr, conditions: &[Expr]) -> Doc {
        let mut items = Vec::new();
        for (at, condition) in conditions.iter().enumerate() {
            items.push(match (at, starts_clause(condition)) {
                (0, false) => Doc::Cut,
                (0, true) => Doc::text(""),
                (_, false) => Doc::All(vec![Doc::text(";"), Doc::Line]),
                (_, true) => Doc::text("; "),
            });
            items.push(self.expr(condition));
        }
        Doc::group(vec![
            Doc::text("at least "),
            self.operand(count),
            Doc::text(" of ("),
            Doc::nest(2, items),
            Doc::text(")"),
        ])
    }

    fn values(&self, values: &[Expr]) -> Doc {
        let items = values.iter().map(|value| match &value.kind {
            ExprKind::Literal(literal) => self.literal(literal, value),
            ExprKind::Path(names) => dotted(names),
            _ => self.written(value),
        });
        Doc::nest(4, vec![Doc::list(items.collect(), is_clause_word)])
    }

    fn literal(&self, literal: &Literal, expr: &Expr) -> String {
        match literal {
            Literal::Text(text) => prose::quote(text),
            _ => self.written(expr),
        }
    }

    fn written(&self, expr: &Expr) -> String {
        folded(self.sources.text(expr.span))
    }
}

/// The names of a path with dots between them.
pub(super) fn dotted(names: &[Name]) -> String {
    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(".")
}

fn strength(operator: Operator) -> u8 {
    match operator {
        Operator::Plus | Operator::Minus => 1,
        Operator::Times | Operator::Divide => 2,
    }
}

/// Whether the first word of the expression is also a clause word, so that no line may begin with it.
fn starts_clause(mut expr: &Expr) -> bool {
    loop {
        expr = match &expr.kind {
            ExprKind::Path(names) => return names.first().is_some_and(|name| is_clause_word(&name.value)),
            ExprKind::And(conditions) | ExprKind::Or(conditions) => match conditions.first() {
                Some(first) => first,
                None => return false,
            },
            ExprKind::Compare(left, ..) | ExprKind::Between(left, ..) | ExprKind::Arithmetic(left, ..) => left,
            ExprKind::OneOf { value, .. }
            | ExprKind::Presence { value, .. }
            | ExprKind::Includes { set: value, .. } => value,
            _ => return false,
        };
    }
}

/// Whether an `and` or `or` after the expression would become part of it.
fn takes_logic(mut expr: &Expr) -> bool {
    loop {
        expr = match &expr.kind {
            ExprKind::Quantified(_) | ExprKind::Successive(_) => return true,
            ExprKind::Not(operand) => operand,
            ExprKind::Compare(_, _, right) => right,
            ExprKind::NumberOf(range) => return range.filter.is_some(),
            ExprKind::Fold(fold) => return fold.range.filter.is_some() && fold.by.is_none(),
            _ => return false,
        };
    }
}

/// Whether a test such as `is 5` after the aggregate would become part of its condition.
fn takes_test(aggregate: &Expr) -> bool {
    let filter = match &aggregate.kind {
        ExprKind::NumberOf(range) => range.filter.as_ref(),
        ExprKind::Fold(fold) if fold.by.is_none() => fold.range.filter.as_ref(),
        _ => None,
    };
    filter.is_some_and(ends_in_value)
}

/// Whether the expression ends in a value that has no test yet.
fn ends_in_value(mut expr: &Expr) -> bool {
    loop {
        expr = match &expr.kind {
            ExprKind::And(conditions) | ExprKind::Or(conditions) => match conditions.last() {
                // In parentheses.
                Some(Expr { kind: ExprKind::And(_) | ExprKind::Or(_), .. }) | None => return false,
                Some(last) => last,
            },
            ExprKind::Not(operand) => operand,
            ExprKind::Quantified(quantified) => match quantified.body.as_ref().or(quantified.range.filter.as_ref()) {
                Some(end) => end,
                None => return false,
            },
            ExprKind::Successive(successive) => &successive.body,
            ExprKind::Compare(_, _, right) => return takes_test(right),
            ExprKind::Literal(_)
            | ExprKind::Path(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::NumberOf(_)
            | ExprKind::Fold(_)
            | ExprKind::Change(..) => return true,
            _ => return false,
        };
    }
}

/// Whether a `:` or `by` after the expression could become part of it.
fn takes_more(mut expr: &Expr) -> bool {
    loop {
        expr = match &expr.kind {
            ExprKind::And(conditions) | ExprKind::Or(conditions) => match conditions.last() {
                Some(last) => last,
                None => return false,
            },
            ExprKind::Not(operand) => operand,
            ExprKind::Compare(_, _, right) => right,
            ExprKind::Quantified(quantified) => match &quantified.body {
                Some(body) => body,
                None => return true,
            },
            ExprKind::Successive(successive) => &successive.body,
            ExprKind::Fold(fold) if fold.by.is_none() => return true,
            ExprKind::NumberOf(range) => match &range.filter {
                Some(filter) => filter,
                None => return false,
            },
            _ => return false,
        };
    }
}
