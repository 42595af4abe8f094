//! What is asked of each of many: quantifiers, neighbours, and what is made of many values.

use kitemark_dsl::naming::{with_article, words};
use kitemark_dsl::syntax::{
    Comparison, Expr, ExprKind, Fold, FoldKind, Name, Quantified, Quantifier, Range, Successive,
};
use kitemark_dsl::value::Literal;

use super::value::dotted;
use super::{English, reaches_on};

impl English<'_> {
    pub(super) fn quantified(&self, quantified: &Quantified) -> String {
        let Quantified { quantifier, range, body } = quantified;
        let Some(body) = body else {
            return match &range.filter {
                Some(filter) => format!("the part of {} where {}", self.value(&range.list), self.condition(filter)),
                None => self.value(&range.list),
            };
        };
        let item = words(&range.variable.value);
        let (start, within) = match quantifier {
            Quantifier::Every => (format!("every {item}"), "every"),
            Quantifier::Some => (format!("at least one {item}"), "at least one"),
            Quantifier::No => (format!("no {item}"), "no"),
            Quantifier::AtLeast(count) => {
                let (count, place) = (self.value(count), self.place(range, ","));
                let comma = if range.filter.is_some() { "," } else { "" };
                return format!("at least {count} of {place}{comma} are such that {}", self.condition(body));
            }
        };
        match self.predicate(body, &range.variable) {
            Some(predicate) => {
                let comma = if range.filter.is_some() { "," } else { "" };
                format!("{start} in {}{comma} {predicate}", self.place(range, ","))
            }
            None => format!("for {within} {}, {}", self.range(range, ","), self.condition(body)),
        }
    }

    /// `contract in contracts`, `contract in contracts, where …`.
    fn range(&self, range: &Range, comma: &str) -> String {
        format!("{} in {}", words(&range.variable.value), self.place(range, comma))
    }

    /// `contracts`, `contracts, where …`.
    fn place(&self, range: &Range, comma: &str) -> String {
        match &range.filter {
            Some(filter) => format!("{}{comma} where {}", self.value(&range.list), self.condition(filter)),
            None => self.value(&range.list),
        }
    }

    /// What is asked of `item` as a verb that speaks of it: `has a total term of at least 60 months`.
    ///
    /// None where something else is asked as well.
    fn predicate(&self, body: &Expr, item: &Name) -> Option<String> {
        let own = |expr: &Expr| self.part_of(expr, item);
        // A question in quotes takes no article.
        let noun = |expr: &Expr| match self.quoted(expr) {
            Some(_) => None,
            None => own(expr).map(|part| with_article(&part)),
        };
        match &body.kind {
            ExprKind::And(parts) => self.predicates(parts, item, " and "),
            ExprKind::Or(parts) => self.predicates(parts, item, " or "),
            ExprKind::Compare(left, comparison, right) => match (self.label(left), &right.kind) {
                (Some(label), ExprKind::Literal(Literal::YesNo(answer))) => {
                    own(left)?;
                    let yes = *answer == (*comparison == Comparison::Is);
                    Some(format!("answers {} to {label}", if yes { "yes" } else { "no" }))
                }
                _ => {
                    let than = of_words(*comparison);
                    Some(format!("has {} {than} {}", noun(left)?, self.value(right)))
                }
            },
            ExprKind::Between(value, low, high) => {
                Some(format!("has {} between {} and {}", noun(value)?, self.value(low), self.value(high)))
            }
            ExprKind::OneOf { value, negated, options } => {
                Some(format!("has {} that is {}", noun(value)?, self.options(*negated, options)))
            }
            ExprKind::Path(_) => {
                own(body)?;
                self.label(body).map(|label| format!("answers yes to {label}"))
            }
            _ => None,
        }
    }

    /// Predicates that stand side by side; a nested `and` or `or` has to be said in full.
    fn predicates(&self, parts: &[Expr], item: &Name, word: &str) -> Option<String> {
        let part = |part: &Expr| match part.kind {
            ExprKind::And(_) | ExprKind::Or(_) => None,
            _ => self.predicate(part, item),
        };
        Some(parts.iter().map(part).collect::<Option<Vec<_>>>()?.join(word))
    }

    /// The name of a part of `item`, without the item: `total term` of `contract.total_term`.
    fn part_of(&self, expr: &Expr, item: &Name) -> Option<String> {
        let ExprKind::Path(names) = &expr.kind else { return None };
        match names.as_slice() {
            [first, rest @ ..] if first.value == item.value && !rest.is_empty() => Some(dotted(rest)),
            _ => None,
        }
    }

    pub(super) fn successive(&self, successive: &Successive) -> String {
        let Successive { earlier, later, list, by, per, body } = successive;
        let apart = per.as_ref().map(|per| format!(", separately for each {}", dotted(per))).unwrap_or_default();
        format!(
            "taking {} in order of {}{apart}: of every two neighbours ({}, {}), {}",
            self.value(list),
            dotted(by),
            words(&earlier.value),
            words(&later.value),
            self.condition(body)
        )
    }

    pub(super) fn fold(&self, fold: &Fold) -> String {
        let what = match fold.kind {
            FoldKind::Total => "total",
            FoldKind::Smallest => "smallest",
            FoldKind::Largest => "largest",
            FoldKind::Average => "average",
            FoldKind::First => "first",
            FoldKind::Last => "last",
        };
        let order = fold.by.as_ref().map(|by| format!(", in order of {}", dotted(by))).unwrap_or_default();
        format!("the {what} of {} for every {}{order}", self.value(&fold.value), self.range(&fold.range, ""))
    }

    pub(super) fn number_of(&self, range: &Range) -> String {
        let list = self.place(range, "");
        format!("the number of {}", list.strip_prefix("the part of ").unwrap_or(&list))
    }

    /// Whether an operand needs brackets, because its words would take in what follows.
    pub(super) fn is_long(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Fold(_) | ExprKind::NumberOf(_) | ExprKind::Change(..)) || reaches_on(expr)
    }
}

/// A comparison after "has a …".
fn of_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => "that is",
        Comparison::IsNot => "that is not",
        Comparison::AtLeast => "of at least",
        Comparison::AtMost => "of at most",
        Comparison::MoreThan => "of more than",
        Comparison::LessThan => "of less than",
        Comparison::Before => "before",
        Comparison::After => "after",
        Comparison::OnOrBefore => "on or before",
        Comparison::OnOrAfter => "on or after",
    }
}
