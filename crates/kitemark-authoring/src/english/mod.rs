//! Charters in plain English: what a condition asks and what a value is, for people who do not read charters.
//!
//! `every contract in contracts: contract.total_term is between shortest_cycle and 120 months` becomes "Every contract in
//! contracts has a total term between 60 months (shortest cycle) and 120 months."

mod items;
mod terms;
mod value;

use kitemark_dsl::charter::{Charter, Type};
use kitemark_dsl::naming::capital;
use kitemark_dsl::syntax::{Comparison, Expr, ExprKind, Presence};
use kitemark_dsl::value::Literal;

use crate::reading::Reading;

pub use terms::Term;
pub(crate) use value::REASONS;
pub use value::{credit, listed, reason_label};

/// Puts a charter's expressions into words.
#[derive(Debug, Clone)]
pub struct English<'c> {
    charter: &'c Charter,
    reading: Reading<'c>,
    /// Whether questions and titles are quoted; otherwise names stand for themselves.
    quotes: bool,
}

impl<'c> English<'c> {
    /// The words of this charter.
    pub fn new(charter: &'c Charter) -> Self {
        Self { charter, reading: Reading::of(charter), quotes: true }
    }

    /// The same by names alone: a question that is reworded changes no sentence.
    #[must_use]
    pub fn by_names(&self) -> Self {
        Self { quotes: false, ..self.clone() }
    }

    /// What the charter's expressions read.
    pub fn reading(&self) -> &Reading<'c> {
        &self.reading
    }

    /// A condition as a sentence.
    pub fn sentence(&self, condition: &Expr) -> String {
        sentence(&self.condition(condition))
    }

    /// A condition as a clause, such as `staff turnover is at most 10%`.
    pub fn condition(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Not(inner) => self.negation(inner),
            ExprKind::And(parts) => self.joined(parts, " and "),
            ExprKind::Or(parts) => self.joined(parts, " or "),
            ExprKind::AtLeastOf(count, parts) => {
                let parts: Vec<String> =
                    (1..).zip(parts).map(|(at, part)| format!("({at}) {}", self.condition(part))).collect();
                format!("at least {} of these hold: {}", self.value(count), parts.join("; "))
            }
            ExprKind::Quantified(quantified) => self.quantified(quantified),
            ExprKind::Successive(successive) => self.successive(successive),
            ExprKind::Compare(left, comparison, right) => match self.asked(left, *comparison, right) {
                Some((question, answer)) => format!("{question} is answered {answer}"),
                None => format!("{} {} {}", self.compared(left), comparison.words(), self.value(right)),
            },
            ExprKind::Between(value, low, high) => {
                format!("{} is between {} and {}", self.value(value), self.value(low), self.value(high))
            }
            ExprKind::OneOf { value, negated, options } => {
                format!("{} is {}", self.value(value), self.options(*negated, options))
            }
            ExprKind::Includes { set, all, values } => {
                let verb = if *all && values.len() > 1 { "are" } else { "is" };
                let values = self.values(values, if *all { "and" } else { "or" });
                format!("{values} {verb} among {}", self.value(set))
            }
            ExprKind::Presence { value, test, negated } => {
                let verb = if self.is_many(value) { "are" } else { "is" };
                let not = if *negated { "not " } else { "" };
                let test = match test {
                    Presence::Given => "given",
                    Presence::Missing => "missing",
                    Presence::Empty => "empty",
                };
                format!("{} {verb} {not}{test}", self.value(value))
            }
            ExprKind::Path(_) => self.answer(expr, false),
            _ => self.value(expr),
        }
    }

    fn negation(&self, inner: &Expr) -> String {
        match inner.kind {
            ExprKind::Path(_) => self.answer(inner, true),
            _ => format!("it is not so that {}", self.part(inner)),
        }
    }

    /// Conditions joined by a word; those that have such a word themselves stand in brackets.
    fn joined(&self, parts: &[Expr], word: &str) -> String {
        let last = parts.len().saturating_sub(1);
        let part = |(at, part): (usize, &Expr)| {
            let words = self.part(part);
            if at < last && reaches_on(part) { format!("({words})") } else { words }
        };
        parts.iter().enumerate().map(part).collect::<Vec<_>>().join(word)
    }

    /// A condition beside another.
    fn part(&self, expr: &Expr) -> String {
        match expr.kind {
            ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::AtLeastOf(..)
            | ExprKind::OneOf { .. }
            | ExprKind::Includes { .. } => format!("({})", self.condition(expr)),
            _ => self.condition(expr),
        }
    }

    /// `is`, or `is not`, `yes` or `no` of a field: the question, and the answer asked for.
    fn asked(&self, left: &Expr, comparison: Comparison, right: &Expr) -> Option<(String, &'static str)> {
        let ExprKind::Literal(Literal::YesNo(answer)) = right.kind else { return None };
        let question = self.question(left)?;
        match (comparison, answer) {
            (Comparison::Is, true) | (Comparison::IsNot, false) => Some((question, "yes")),
            (Comparison::Is, false) | (Comparison::IsNot, true) => Some((question, "no")),
            _ => None,
        }
    }

    fn is_many(&self, value: &Expr) -> bool {
        matches!(self.charter.type_of(value.id), Type::List(_) | Type::Set(_))
    }
}

/// Whether the words of a condition would take in what follows them.
fn reaches_on(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Quantified(_) | ExprKind::Successive(_) => true,
        ExprKind::Not(inner) => reaches_on(inner),
        _ => false,
    }
}

/// A clause as a sentence: a capital at its start, a full stop at its end.
pub fn sentence(clause: &str) -> String {
    let stop = if clause.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{stop}", capital(clause))
}
