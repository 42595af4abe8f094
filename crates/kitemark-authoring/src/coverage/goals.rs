//! Everything that can come out of a charter's rules.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{AwardId, Charter, CriterionId, Type};
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Expr, ExprKind};

use super::{Goal, Key, Outcome, Sign};
use crate::reading::Reading;

/// Every goal with the sign by which it is seen, in the order of the charter.
pub(super) fn all(charter: &Charter) -> Vec<(Key, Goal)> {
    let mut collector = Collector { charter, reading: Reading::of(charter), goals: Vec::new(), seen: BTreeSet::new() };
    collector.defines();
    for (id, criterion) in (0..).map(CriterionId).zip(charter.criteria()) {
        collector.criterion(id, criterion);
    }
    collector.awards();
    collector.limits();
    collector.goals
}

struct Collector<'c> {
    charter: &'c Charter,
    reading: Reading<'c>,
    goals: Vec<(Key, Goal)>,
    seen: BTreeSet<Key>,
}

impl Collector<'_> {
    fn add(&mut self, owner: &str, span: Span, sign: Sign, outcome: Outcome) {
        let key = (sign, outcome);
        if self.seen.insert(key.clone()) {
            self.goals.push((key, Goal { owner: owner.to_owned(), span, outcome, cases: 0 }));
        }
    }

    fn defines(&mut self) {
        for define in self.charter.defines() {
            let owner = format!("define {}", define.syntax.name.value);
            let body = &define.syntax.body;
            // A part of a list is a filter; it has no answer of its own.
            let whole = define.ty == Type::YesNo;
            self.conditions(&owner, body, whole);
        }
    }

    fn criterion(&mut self, id: CriterionId, criterion: &kitemark_dsl::charter::Criterion) {
        let owner = format!("criterion {}", criterion.id());
        let syntax = &criterion.syntax;
        for condition in syntax.when.iter().chain(&syntax.unless) {
            self.conditions(&owner, &condition.expr, true);
        }
        self.conditions(&owner, &syntax.requirement, true);
        for (at, band) in syntax.worth.iter().enumerate() {
            self.conditions(&owner, &band.when, true);
            self.add(&owner, band.span, Sign::Band(id, at), Outcome::Credited);
        }
        if let Some(scale) = &syntax.scale {
            self.add(&owner, scale.span, Sign::Scale(id), Outcome::Nothing);
            self.add(&owner, scale.span, Sign::Scale(id), Outcome::Part);
        }
        for reason in &syntax.waivable {
            let sign = Sign::Reason(criterion.id().to_owned(), reason.value.clone());
            self.add(&owner, reason.span, sign, Outcome::Excused);
        }
    }

    fn awards(&mut self) {
        for (id, award) in (0..).map(AwardId).zip(self.charter.awards()) {
            let owner = format!("award {}", award.id);
            if let Some(first) = award.needs.first() {
                self.add(&owner, first.span, Sign::Award(id), Outcome::Earned);
            }
            for (at, need) in award.needs.iter().enumerate() {
                self.add(&owner, need.span, Sign::Need(id, at), Outcome::Met);
                self.add(&owner, need.span, Sign::Need(id, at), Outcome::Missed);
            }
        }
    }

    fn limits(&mut self) {
        for limit in self.charter.limits() {
            let owner = format!("limit to {}", limit.syntax.to.value);
            self.conditions(&owner, &limit.syntax.when, true);
        }
    }

    /// The goals of a condition as a whole, and of every test within it.
    fn conditions(&mut self, owner: &str, expr: &Expr, whole: bool) {
        let mut tests = Vec::new();
        self.tests(expr, &mut tests);
        if whole && !tests.iter().any(|test| test.id == expr.id) {
            tests.insert(0, expr);
        }
        for test in tests {
            self.add(owner, test.span, Sign::Answer(test.span), Outcome::Yes);
            self.add(owner, test.span, Sign::Answer(test.span), Outcome::No);
            if self.reading.may_be_open(test) {
                self.add(owner, test.span, Sign::Answer(test.span), Outcome::Unanswered);
            }
        }
    }

    /// What a condition asks of values: its parts without `and`, `or`, `not` and quantifiers.
    fn tests<'e>(&self, expr: &'e Expr, tests: &mut Vec<&'e Expr>) {
        match &expr.kind {
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::AtLeastOf(..)
            | ExprKind::Quantified(_)
            | ExprKind::Successive(_) => expr.parts().into_iter().for_each(|part| self.tests(part, tests)),
            ExprKind::Path(_) if self.charter.type_of(expr.id) == Type::YesNo => tests.push(expr),
            ExprKind::Compare(..)
            | ExprKind::Between(..)
            | ExprKind::OneOf { .. }
            | ExprKind::Includes { .. }
            | ExprKind::Presence { .. } => {
                tests.push(expr);
                filters(expr).into_iter().for_each(|filter| self.tests(filter, tests));
            }
            _ => filters(expr).into_iter().for_each(|filter| self.tests(filter, tests)),
        }
    }
}

/// The conditions within a value: those by which its aggregates choose their items.
fn filters(value: &Expr) -> Vec<&Expr> {
    let own = match &value.kind {
        ExprKind::Fold(fold) => fold.range.filter.as_ref(),
        ExprKind::NumberOf(range) => range.filter.as_ref(),
        _ => None,
    };
    let inner = value.parts().into_iter().filter(|part| own.is_none_or(|own| own.id != part.id));
    own.into_iter().chain(inner.flat_map(filters)).collect()
}
