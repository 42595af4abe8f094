//! Kinds of expressions: what is a condition, what may be compared with what.

use super::names::Scope;
use super::{Checker, Progress};
use crate::charter::{Base, Choice, ChoiceId, DefineId, Meaning, Order, Step, Type, UnitId};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::{Comparison, Expr, ExprKind, Name, Presence, Quantified, Quantifier, Range, Successive};
use crate::value::Literal;

/// How deep an expression may be, through the definitions it rests on.
const MAX_HEIGHT: usize = 256;

impl Checker {
    /// Finds the type of every definition.
    pub(super) fn check_defines(&mut self) {
        for at in 0..self.charter.defines.len() {
            let span = self.charter.defines.get(at).map(|define| define.syntax.name.span);
            if let Some(span) = span {
                self.define_type_unused(DefineId::at(at), span);
            }
        }
    }

    /// The type of a definition that something uses.
    pub(super) fn define_type(&mut self, id: DefineId, used_at: Span) -> Type {
        self.used.defines.insert(id.index());
        self.define_type_unused(id, used_at)
    }

    fn define_type_unused(&mut self, id: DefineId, used_at: Span) -> Type {
        let Some(define) = self.charter.defines.get(id.index()).cloned() else { return Type::Unknown };
        match self.defines.get(id.index()) {
            Some(Progress::Done(height)) => {
                self.height = self.height.max(*height);
                return define.ty;
            }
            Some(Progress::Busy) => {
                let name = &define.syntax.name;
                let diagnostic = self
                    .at(
                        Code::CircularDefinition,
                        used_at,
                        format!("`{}` rests on itself", name.value),
                        "comes back to it here",
                    )
                    .with_label(&self.charter.sources, name.span, "defined here")
                    .with_help("say it with fields of the profile; there is no recursion");
                self.report(diagnostic);
                return Type::Unknown;
            }
            _ => {}
        }
        self.set_progress(id, Progress::Busy);
        let record = define.of.and_then(|of| Some((self.charter.records.get(of.index())?.name.clone(), of)));
        let mut scope = Scope::of_define(&define.syntax.name, record.as_ref().map(|(name, of)| (name.as_str(), *of)));
        let outer = std::mem::take(&mut self.height);
        let ty = match &define.syntax.body.kind {
            ExprKind::Quantified(every) if every.body.is_none() => {
                self.infer_list(&define.syntax.body, every, &mut scope)
            }
            _ => self.infer(&define.syntax.body, &mut scope, None),
        };
        if let Some(slot) = self.charter.defines.get_mut(id.index()) {
            slot.ty = ty;
        }
        self.set_progress(id, Progress::Done(self.height));
        self.height = outer.max(self.height);
        ty
    }

    fn set_progress(&mut self, id: DefineId, progress: Progress) {
        if let Some(slot) = self.defines.get_mut(id.index()) {
            *slot = progress;
        }
    }

    /// The type of an expression that must be yes or no.
    pub(super) fn condition(&mut self, expr: &Expr, scope: &mut Scope) {
        let ty = self.infer(expr, scope, None);
        if matches!(ty, Type::YesNo | Type::Unknown) {
            return;
        }
        let diagnostic = self.at(
            Code::NotACondition,
            expr.span,
            format!("a condition is yes or no, but this is {}", self.describe(ty)),
            "not a condition",
        );
        let diagnostic = match (&expr.kind, ty) {
            (ExprKind::Quantified(_), Type::List(_)) => {
                diagnostic.with_help("say what is asked of each, after a colon: `every x in xs: x.field is …`")
            }
            (_, Type::List(_) | Type::Set(_)) => {
                diagnostic.with_help("ask something of it: `… is not empty`, or `some x in …: …`")
            }
            _ => diagnostic.with_help("compare it with something: `… is …`, `… is at least …`"),
        };
        self.report(diagnostic);
    }

    /// The type of an expression. `expected` is the choice that a bare name may be a value of.
    pub(super) fn infer(&mut self, expr: &Expr, scope: &mut Scope, expected: Option<ChoiceId>) -> Type {
        self.depth += 1;
        if self.depth > MAX_HEIGHT {
            self.depth -= 1;
            return self.refuse_depth(expr);
        }
        let outer = std::mem::take(&mut self.height);
        let ty = self.infer_kind(expr, scope, expected);
        self.height += 1;
        self.depth -= 1;
        let ty = if self.height > MAX_HEIGHT { self.refuse_depth(expr) } else { ty };
        self.height = outer.max(self.height);
        self.note(expr, ty);
        ty
    }

    fn refuse_depth(&mut self, expr: &Expr) -> Type {
        // Said once: what contains it would only repeat it.
        if !self.problems.listed().iter().any(|each| each.code == Code::TooDeep) {
            let diagnostic = self
                .at(
                    Code::TooDeep,
                    expr.span,
                    format!("definitions rest on definitions more than {MAX_HEIGHT} levels deep"),
                    "too deep",
                )
                .with_help("shorten the chain of definitions");
            self.report(diagnostic);
        }
        self.height = 0;
        Type::Unknown
    }

    fn infer_kind(&mut self, expr: &Expr, scope: &mut Scope, expected: Option<ChoiceId>) -> Type {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal_type_at(literal, expr.span),
            ExprKind::Path(names) => match self.resolve(names, scope, expected) {
                Some(resolved) => {
                    if resolved.optional {
                        self.optional.insert(expr.id);
                    }
                    self.mean(expr, resolved.meaning);
                    value_type(resolved.ty)
                }
                None => Type::Unknown,
            },
            ExprKind::Not(inner) => self.all_conditions([&**inner], scope),
            ExprKind::And(parts) | ExprKind::Or(parts) => self.all_conditions(parts, scope),
            ExprKind::AtLeastOf(count, parts) => {
                self.count(count, scope);
                self.all_conditions(parts, scope)
            }
            ExprKind::Quantified(quantified) => self.infer_quantified(expr, quantified, scope),
            ExprKind::Successive(successive) => self.infer_successive(expr, successive, scope),
            ExprKind::Compare(left, comparison, right) => self.infer_compare(left, *comparison, [&**right], scope),
            ExprKind::Between(value, low, high) => {
                self.infer_compare(value, Comparison::AtLeast, [&**low, &**high], scope)
            }
            ExprKind::OneOf { value, options, .. } => self.infer_compare(value, Comparison::Is, options, scope),
            ExprKind::Includes { set, values, .. } => self.infer_includes(set, values, scope),
            ExprKind::Presence { value, test, .. } => self.infer_presence(value, *test, scope),
            ExprKind::Arithmetic(left, operator, right) => self.infer_arithmetic(expr, left, *operator, right, scope),
            ExprKind::Fold(fold) => self.infer_fold(expr, fold, scope),
            ExprKind::NumberOf(range) => {
                self.in_range(range, scope, |_, _, _| ());
                Type::Number
            }
            ExprKind::Change(_, from, to) => self.infer_change(from, to, scope),
        }
    }

    fn all_conditions<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, scope: &mut Scope) -> Type {
        for part in parts {
            self.condition(part, scope);
        }
        Type::YesNo
    }

    /// How many: a whole number, written or set.
    fn count(&mut self, expr: &Expr, scope: &mut Scope) {
        let ty = self.infer(expr, scope, None);
        let value = self.constant_literal(expr);
        let whole = matches!(&value, Some(Literal::Number(number)) if number.is_integer() && !number.is_negative());
        if ty != Type::Unknown && !whole {
            let diagnostic = self
                .at(
                    Code::KindMismatch,
                    expr.span,
                    "`at least` takes a whole number here, or a setting that is one",
                    "not a whole number",
                )
                .with_help("write a number, such as `at least 2`");
            self.report(diagnostic);
        }
    }

    /// Runs `inside` with the variable of a range in scope, after checking list and filter.
    pub(super) fn in_range(
        &mut self,
        range: &Range,
        scope: &mut Scope,
        inside: impl FnOnce(&mut Self, &mut Scope, Type),
    ) -> Type {
        let list = self.infer(&range.list, scope, None);
        let item = match list {
            Type::List(record) => Type::Record(record),
            Type::Set(choice) => Type::Choice(choice),
            Type::Unknown => Type::Unknown,
            other => {
                let diagnostic = self
                    .at(
                        Code::NotAList,
                        range.list.span,
                        format!(
                            "`{}` goes through a list or a set, but this is {}",
                            range.variable.value,
                            self.describe(other)
                        ),
                        "not a list",
                    )
                    .with_help("name a field declared as `list of …` or `set of …`, or a definition that is one");
                self.report(diagnostic);
                Type::Unknown
            }
        };
        self.refuse_hiding(&range.variable, scope);
        scope.push(&range.variable, item);
        if let Some(filter) = &range.filter {
            self.condition(filter, scope);
        }
        inside(self, scope, item);
        scope.pop();
        list
    }

    /// `every x in xs where …` without a colon: the list itself, in a definition.
    fn infer_list(&mut self, expr: &Expr, every: &Quantified, scope: &mut Scope) -> Type {
        let list = self.in_range(&every.range, scope, |_, _, _| ());
        self.height += 1;
        if matches!(list, Type::Set(_)) {
            let diagnostic = self
                .at(
                    Code::NotAList,
                    every.range.list.span,
                    "a definition cannot be a part of a set",
                    "a set, not a list of records",
                )
                .with_help("use the set itself and say `where` in the rule");
            self.report(diagnostic);
            return Type::Unknown;
        }
        self.note(expr, list);
        list
    }

    fn infer_quantified(&mut self, expr: &Expr, quantified: &Quantified, scope: &mut Scope) -> Type {
        if let Quantifier::AtLeast(count) = &quantified.quantifier {
            self.count(count, scope);
        }
        let Some(body) = &quantified.body else {
            let list = self.in_range(&quantified.range, scope, |_, _, _| ());
            self.note(expr, list);
            return list;
        };
        self.in_range(&quantified.range, scope, |checker, scope, _| checker.condition(body, scope));
        Type::YesNo
    }

    fn infer_successive(&mut self, expr: &Expr, successive: &Successive, scope: &mut Scope) -> Type {
        let list = self.infer(&successive.list, scope, None);
        let item = match list {
            Type::List(record) => Type::Record(record),
            Type::Unknown => Type::Unknown,
            other => {
                let diagnostic = self
                    .at(
                        Code::NotAList,
                        successive.list.span,
                        format!(
                            "`every successive` goes through a list of records, but this is {}",
                            self.describe(other)
                        ),
                        "not a list of records",
                    )
                    .with_help("name a field declared as `list of …`");
                self.report(diagnostic);
                Type::Unknown
            }
        };
        let by = self.order_path(&successive.by, item, true);
        let per = successive.per.as_ref().map(|per| self.order_path(per, item, false));
        if let Some(by) = by {
            self.charter.orders.insert(expr.id, Order { by, per: per.flatten() });
        }
        self.refuse_hiding(&successive.earlier, scope);
        scope.push(&successive.earlier, item);
        self.refuse_hiding(&successive.later, scope);
        scope.push(&successive.later, item);
        self.condition(&successive.body, scope);
        scope.pop();
        scope.pop();
        Type::YesNo
    }

    /// The steps of `by FIELD` and `per FIELD`.
    pub(super) fn order_path(&mut self, names: &[Name], item: Type, ordered: bool) -> Option<Vec<Step>> {
        let first = names.first()?;
        if item == Type::Unknown {
            return None;
        }
        let resolved = self.walk(Base::Variable(0), item, names, 0)?;
        let fits =
            if ordered { is_ordered(resolved.ty) || resolved.ty == Type::Period } else { is_scalar(resolved.ty) };
        if !fits && resolved.ty != Type::Unknown {
            let word = if ordered { "by" } else { "per" };
            let diagnostic = self
                .at(
                    Code::BadTest,
                    first.span,
                    format!("`{word}` cannot go by {}", self.describe(resolved.ty)),
                    "has no order",
                )
                .with_help(if ordered { "go by a date, a period or a number" } else { "group by a single value" });
            self.report(diagnostic);
        }
        match resolved.meaning {
            Meaning::Path(_, steps) => Some(steps),
            Meaning::ChoiceValue(..) => None,
        }
    }

    fn infer_compare<'e>(
        &mut self,
        left: &Expr,
        comparison: Comparison,
        rights: impl IntoIterator<Item = &'e Expr>,
        scope: &mut Scope,
    ) -> Type {
        let left_type = self.infer(left, scope, None);
        let expected = match left_type {
            // A set is refused below; its values are known all the same.
            Type::Choice(choice) | Type::Set(choice) => Some(choice),
            _ => None,
        };
        for right in rights {
            let bare = matches!(&right.kind, ExprKind::Path(names) if names.len() == 1);
            if left_type == Type::Unknown && bare && matches!(comparison, Comparison::Is | Comparison::IsNot) {
                continue; // it may well be a value of a choice that is not known here
            }
            let right_type = self.infer(right, scope, expected);
            if left_type != Type::Unknown && right_type != Type::Unknown {
                self.compare_types(left, left_type, comparison, right, right_type);
            }
        }
        Type::YesNo
    }

    fn compare_types(&mut self, left: &Expr, left_type: Type, comparison: Comparison, right: &Expr, right_type: Type) {
        let sameness = matches!(comparison, Comparison::Is | Comparison::IsNot);
        let of_dates = matches!(
            comparison,
            Comparison::Before | Comparison::After | Comparison::OnOrBefore | Comparison::OnOrAfter
        );
        let words = comparison.words();
        let refusal = match left_type {
            Type::Set(_) => Some("ask what is in a set with `includes`, or `is empty`"),
            Type::List(_) => Some("go through a list with `every …`, `some …`, or ask `is empty`"),
            Type::Record(_) => Some("compare one of its fields"),
            _ if sameness => None,
            Type::Text | Type::YesNo | Type::Choice(_) => {
                Some("it can only be compared for sameness: `is`, `is not`, `is one of`")
            }
            Type::Period => Some("compare its `.start`, `.end` or `.length`"),
            _ => None,
        };
        if let Some(help) = refusal {
            let diagnostic = self
                .at(
                    Code::BadTest,
                    left.span,
                    format!("`{words}` cannot be asked of {}", self.describe(left_type)),
                    self.describe(left_type),
                )
                .with_help(help);
            return self.report(diagnostic);
        }
        if of_dates && left_type != Type::Date {
            let instead = match comparison {
                Comparison::Before => "is less than",
                Comparison::After => "is more than",
                Comparison::OnOrBefore => "is at most",
                _ => "is at least",
            };
            let diagnostic = self
                .at(
                    Code::BadTest,
                    left.span,
                    format!("`{words}` is asked of dates, but this is {}", self.describe(left_type)),
                    self.describe(left_type),
                )
                .with_help(format!("write `{instead}`"));
            return self.report(diagnostic);
        }
        if left_type != right_type {
            let diagnostic = self.mismatch(left, left_type, right, right_type);
            self.report(diagnostic);
        }
    }

    /// Two kinds that do not go together.
    pub(super) fn mismatch(&self, left: &Expr, left_type: Type, right: &Expr, right_type: Type) -> Diagnostic {
        let sources = &self.charter.sources;
        let written = self.charter.words(right.span);
        let (l, r) = (self.describe(left_type), self.describe(right_type));
        let unit =
            has_unit(left_type) && right_type == Type::Number || has_unit(right_type) && left_type == Type::Number;
        let both_quantities = matches!((left_type, right_type), (Type::Quantity(_), Type::Quantity(_)));
        let code = if unit || both_quantities { Code::UnitMismatch } else { Code::KindMismatch };
        let message = format!("{l} is compared with {r}");
        let diagnostic =
            self.at(code, right.span, message, format!("`{written}` is {r}")).with_label(sources, left.span, l);
        let is_number = matches!(&right.kind, ExprKind::Literal(Literal::Number(_)));
        match (left_type, right_type) {
            (Type::Duration, Type::Number) if is_number => {
                diagnostic.with_help(format!("say of what: `{written} years`, `{written} months` or `{written} days`"))
            }
            (Type::Percent, Type::Number) if is_number => diagnostic.with_help(format!("write `{written}%`")),
            (Type::Money, Type::Number) if is_number => {
                let currency = self.charter.currency;
                let sign = currency.symbol().map_or_else(|| format!("{currency} "), str::to_owned);
                diagnostic.with_help(format!("write `{sign}{written}`"))
            }
            (Type::Quantity(unit), Type::Number) if is_number => {
                diagnostic.with_help(format!("write `{written} {}`", self.unit(unit)))
            }
            (Type::Quantity(a), Type::Quantity(b)) => diagnostic.with_help(format!(
                "{} and {} are different units and are never converted; use {}",
                self.unit(a),
                self.unit(b),
                self.unit(a)
            )),
            (Type::Number, _) if has_unit(right_type) => {
                diagnostic.with_help("a plain number has no unit; compare like with like")
            }
            (Type::Choice(choice), _) => {
                let values = self.charter.choices.get(choice.index()).map(Choice::names).unwrap_or_default();
                diagnostic.with_help(format!("its values are {}", super::names::list(&values)))
            }
            (Type::Text, Type::Choice(_)) => {
                diagnostic.with_help(format!("a text is written in double quotes: `\"{written}\"`"))
            }
            _ => diagnostic.with_help("compare values of one kind"),
        }
    }

    fn unit(&self, unit: UnitId) -> &str {
        self.charter.units.get(unit.index()).map_or("", String::as_str)
    }

    fn infer_includes(&mut self, set: &Expr, values: &[Expr], scope: &mut Scope) -> Type {
        let ty = self.infer(set, scope, None);
        let expected = match ty {
            Type::Set(choice) => Some(choice),
            Type::Unknown => None,
            other => {
                let diagnostic = self.at(
                    Code::BadTest,
                    set.span,
                    format!("`includes` is asked of a set, but this is {}", self.describe(other)),
                    self.describe(other),
                );
                let help = match other {
                    Type::List(_) => "go through a list with `some x in …: …`",
                    Type::Choice(_) => "it holds one value: write `is` or `is one of`",
                    _ => "declare the field as `set of …`",
                };
                let diagnostic = diagnostic.with_help(help);
                self.report(diagnostic);
                return Type::YesNo;
            }
        };
        let Some(choice) = expected else { return Type::YesNo };
        for value in values {
            let given = self.infer(value, scope, Some(choice));
            if given != Type::Choice(choice) && given != Type::Unknown {
                let diagnostic = self.mismatch(set, Type::Choice(choice), value, given);
                self.report(diagnostic);
            }
        }
        Type::YesNo
    }

    fn infer_presence(&mut self, value: &Expr, test: Presence, scope: &mut Scope) -> Type {
        let ty = self.infer(value, scope, None);
        if ty == Type::Unknown {
            return Type::YesNo;
        }
        if test == Presence::Empty {
            if !matches!(ty, Type::List(_) | Type::Set(_)) {
                let diagnostic = self
                    .at(
                        Code::BadTest,
                        value.span,
                        format!("`is empty` is asked of a list or set, but this is {}", self.describe(ty)),
                        self.describe(ty),
                    )
                    .with_help("ask `is missing` of an optional field");
                self.report(diagnostic);
            }
            return Type::YesNo;
        }
        if matches!(ty, Type::List(_) | Type::Set(_)) {
            let diagnostic = self
                .at(Code::BadTest, value.span, "a list or set that is absent is empty", self.describe(ty))
                .with_help("ask `is empty` or `is not empty`");
            self.report(diagnostic);
            return Type::YesNo;
        }
        if !self.optional.contains(&value.id) {
            let written = self.charter.words(value.span);
            let diagnostic = self
                .at(Code::NotOptional, value.span, format!("`{written}` is not optional, so its absence is no answer"), "asked whether it is there")
                .with_help("only a field declared `optional` can be asked this; absent others are open questions, and silence answers none");
            self.report(diagnostic);
        }
        Type::YesNo
    }
}

/// Keys are texts and counts are numbers once they are read.
pub(super) fn value_type(ty: Type) -> Type {
    match ty {
        Type::Key => Type::Text,
        Type::Count => Type::Number,
        other => other,
    }
}

/// Kinds whose values are more or less than each other.
pub(super) fn is_ordered(ty: Type) -> bool {
    has_unit(ty) || matches!(ty, Type::Number | Type::Count | Type::Date)
}

/// Kinds that are written with a unit.
fn has_unit(ty: Type) -> bool {
    matches!(ty, Type::Percent | Type::Money | Type::Duration | Type::Quantity(_))
}

fn is_scalar(ty: Type) -> bool {
    !matches!(ty, Type::Set(_) | Type::List(_) | Type::Record(_))
}
