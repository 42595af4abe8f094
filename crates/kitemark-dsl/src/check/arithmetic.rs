//! Kinds in arithmetic and aggregates: which may meet, and what comes out.

use super::Checker;
use super::expr::{is_ordered, value_type};
use super::names::Scope;
use crate::charter::{Base, Meaning, Order, Type};
use crate::codes::Code;
use crate::source::Span;
use crate::syntax::{Expr, ExprKind, Fold, FoldKind, Operator};
use crate::value::Literal;

impl Checker {
    /// The type of a literal.
    pub(super) fn literal_type(&self, literal: &Literal) -> Type {
        match literal {
            Literal::YesNo(_) => Type::YesNo,
            Literal::Number(_) => Type::Number,
            Literal::Percent(_) => Type::Percent,
            Literal::Money(..) => Type::Money,
            Literal::Duration(_) => Type::Duration,
            Literal::Date(_) => Type::Date,
            Literal::Period(_) => Type::Period,
            Literal::Text(_) => Type::Text,
            Literal::Quantity(_, unit) => {
                self.charter.index.units.get(unit).map_or(Type::Unknown, |id| Type::Quantity(*id))
            }
        }
    }

    /// The type of a literal as written; reports a unit or currency that the charter does not have.
    pub(super) fn literal_type_at(&mut self, literal: &Literal, span: Span) -> Type {
        let ty = self.literal_type(literal);
        match literal {
            Literal::Money(currency, _) if *currency != self.charter.currency => {
                let message = format!(
                    "`{}` is not in {}, the charter's currency",
                    self.charter.words(span),
                    self.charter.currency
                );
                let diagnostic = self.at(Code::WrongCurrency, span, message, "another currency").with_help(format!(
                    "a charter has one currency, and the head of this one says {0}: write the amount in {0}",
                    self.charter.currency
                ));
                self.report(diagnostic);
                Type::Unknown
            }
            Literal::Quantity(_, unit) => {
                if let Type::Quantity(id) = ty {
                    self.used.units.insert(id.index());
                } else {
                    let diagnostic = self
                        .at(Code::UnknownUnit, span, format!("no unit `{unit}` is declared"), "unknown unit")
                        .with_suggestion(unit, self.charter.units.iter().map(String::as_str))
                        .with_help(format!("declare it with `unit {unit}`"));
                    self.report(diagnostic);
                }
                ty
            }
            _ => ty,
        }
    }

    /// Settings have the types of their literals.
    pub(super) fn check_settings(&mut self) {
        for setting in self.charter.settings.clone() {
            self.literal_type_at(&setting.value.value, setting.value.span);
            self.citations(&setting.cites);
        }
    }

    /// The literal an expression stands for, written or set.
    pub(super) fn constant_literal(&self, expr: &Expr) -> Option<Literal> {
        match &expr.kind {
            ExprKind::Literal(literal) => Some(literal.clone()),
            ExprKind::Path(_) => match self.charter.meaning(expr.id)? {
                Meaning::Path(Base::Setting(id), steps) if steps.is_empty() => {
                    self.charter.settings.get(id.index()).map(|setting| setting.value.value.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn infer_arithmetic(
        &mut self,
        expr: &Expr,
        left: &Expr,
        operator: Operator,
        right: &Expr,
        scope: &mut Scope,
    ) -> Type {
        let (l, r) = (self.infer(left, scope, None), self.infer(right, scope, None));
        if l == Type::Unknown || r == Type::Unknown {
            return Type::Unknown;
        }
        let result = match operator {
            Operator::Plus => sum(l, r),
            Operator::Minus => difference(l, r),
            Operator::Times => product(l, r),
            Operator::Divide => quotient(l, r, self.constant_literal(right).is_some()),
        };
        if let Some(ty) = result {
            return ty;
        }
        let (verb, help) = match operator {
            Operator::Plus => ("added to", "like is added to like, and a duration to a date"),
            Operator::Minus => ("taken from", "like is taken from like, and a duration or a date from a date"),
            Operator::Times => ("multiplied by", "one of the two must be a number or a percentage"),
            Operator::Divide => {
                ("divided by", "divide like by like for a percentage, or anything by a number or percentage")
            }
        };
        let (first, second) = match operator {
            Operator::Plus | Operator::Minus => (r, l),
            Operator::Times | Operator::Divide => (l, r),
        };
        let message = format!("{} cannot be {verb} {}", self.describe(first), self.describe(second));
        let diagnostic = self
            .at(Code::BadArithmetic, expr.span, message, "kinds that do not go together")
            .with_label(&self.charter.sources, left.span, self.describe(l))
            .with_label(&self.charter.sources, right.span, self.describe(r))
            .with_help(help);
        self.report(diagnostic);
        Type::Unknown
    }

    pub(super) fn infer_change(&mut self, from: &Expr, to: &Expr, scope: &mut Scope) -> Type {
        let (a, b) = (self.infer(from, scope, None), self.infer(to, scope, None));
        if a == Type::Unknown || b == Type::Unknown {
            return Type::Percent;
        }
        if a != b || !is_ordered(a) || a == Type::Date {
            let diagnostic = self
                .at(
                    Code::BadArithmetic,
                    from.span,
                    format!(
                        "`rise` and `fall` go from one amount to another of its kind, not from {} to {}",
                        self.describe(a),
                        self.describe(b)
                    ),
                    self.describe(a),
                )
                .with_label(&self.charter.sources, to.span, self.describe(b))
                .with_help("the result is a percentage of the first");
            self.report(diagnostic);
        }
        Type::Percent
    }

    pub(super) fn infer_fold(&mut self, expr: &Expr, fold: &Fold, scope: &mut Scope) -> Type {
        let mut ty = Type::Unknown;
        let list = self.in_range(&fold.range, scope, |checker, scope, _| ty = checker.infer(&fold.value, scope, None));
        self.check_fold_order(expr, fold, list);
        if ty == Type::Unknown {
            return ty;
        }
        let (word, fits) = match fold.kind {
            FoldKind::Total => ("total", is_ordered(ty) && ty != Type::Date),
            FoldKind::Average => ("average", is_ordered(ty) && ty != Type::Date),
            FoldKind::Smallest => ("smallest", is_ordered(ty)),
            FoldKind::Largest => ("largest", is_ordered(ty)),
            FoldKind::First | FoldKind::Last => return ty,
        };
        if !fits {
            let diagnostic = self
                .at(Code::BadArithmetic, fold.value.span, format!("there is no {word} of {}", self.describe(ty)), self.describe(ty))
                .with_help("numbers, percentages, money, durations and quantities have one; dates have a smallest and a largest");
            self.report(diagnostic);
            return Type::Unknown;
        }
        ty
    }

    fn check_fold_order(&mut self, expr: &Expr, fold: &Fold, list: Type) {
        let needs = matches!(fold.kind, FoldKind::First | FoldKind::Last);
        match (&fold.by, list) {
            (Some(by), Type::List(record)) if needs => {
                if let Some(by) = self.order_path(by, Type::Record(record), true) {
                    self.charter.orders.insert(expr.id, Order { by, per: None });
                }
            }
            (None, _) if needs => {
                let diagnostic = self
                    .at(Code::MissingClause, expr.span, "`first` and `last` need an order", "first or last by what?")
                    .with_help("end with `by` and the field that orders the list, such as `by go_live`");
                self.report(diagnostic);
            }
            (Some(by), _) => {
                let span = by.first().map_or(expr.span, |name| name.span);
                let diagnostic = self
                    .at(
                        Code::MisplacedClause,
                        span,
                        "`by` orders `first` and `last` of a list of records, and nothing else",
                        "means nothing here",
                    )
                    .with_help("remove it");
                self.report(diagnostic);
            }
            _ => {}
        }
    }
}

fn sum(l: Type, r: Type) -> Option<Type> {
    match (l, r) {
        (Type::Date, Type::Duration) | (Type::Duration, Type::Date) => Some(Type::Date),
        _ => (l == r && is_ordered(l) && l != Type::Date).then_some(l),
    }
}

fn difference(l: Type, r: Type) -> Option<Type> {
    match (l, r) {
        (Type::Date, Type::Date) => Some(Type::Duration),
        (Type::Date, Type::Duration) => Some(Type::Date),
        _ => (l == r && is_ordered(l)).then_some(l),
    }
}

fn product(l: Type, r: Type) -> Option<Type> {
    let plain = |ty| matches!(ty, Type::Number | Type::Percent);
    match (plain(l), plain(r)) {
        (true, true) => Some(l),
        (false, true) if is_ordered(l) && l != Type::Date => Some(l),
        (true, false) if is_ordered(r) && r != Type::Date => Some(r),
        _ => None,
    }
}

/// Like by like is a percentage; by a number or percentage the kind stays. A number divided by a written number or a
/// setting stays a number, since there nobody asks for a share.
fn quotient(l: Type, r: Type, by_constant: bool) -> Option<Type> {
    let l = value_type(l);
    if l == Type::Number && r == Type::Number && by_constant {
        return Some(Type::Number);
    }
    if l == r && is_ordered(l) && l != Type::Date {
        return Some(Type::Percent);
    }
    (is_ordered(l) && l != Type::Date && matches!(r, Type::Number | Type::Percent)).then_some(l)
}
