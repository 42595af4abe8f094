//! Values, names and numbers in words.

use kitemark_dsl::charter::{Base, Charter, Field, Meaning, Step, Type};
use kitemark_dsl::naming::{capital, words};
use kitemark_dsl::syntax::{Expr, ExprKind, Name, Operator};
use kitemark_dsl::value::{Literal, Number};

use super::English;

/// What sentences call the profile's `as_of`.
pub(super) const DAY: &str = "the profile's day";

impl English<'_> {
    /// A value, such as `the contract's total term`.
    pub fn value(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Literal(_) => self.charter.words(expr.span),
            ExprKind::Path(names) => self.path(expr, names),
            ExprKind::Arithmetic(left, operator, right) => {
                let word = match operator {
                    Operator::Plus => "plus",
                    Operator::Minus => "minus",
                    Operator::Times => "times",
                    Operator::Divide => "divided by",
                };
                let left_operand = self.operand(left, binds_less(left, *operator));
                let right_operand = self.operand(right, matches!(right.kind, ExprKind::Arithmetic(..)));
                format!("{left_operand} {word} {right_operand}")
            }
            ExprKind::Fold(fold) => self.fold(fold),
            ExprKind::NumberOf(range) => self.number_of(range),
            ExprKind::Change(rises, from, to) => {
                let what = if *rises { "rise" } else { "fall" };
                format!("the {what} from {} to {}", self.value(from), self.value(to))
            }
            ExprKind::Quantified(quantified) if quantified.body.is_none() => self.quantified(quantified),
            _ => format!("whether {}", self.condition(expr)),
        }
    }

    /// Several values with a word before the last.
    pub(super) fn values(&self, values: &[Expr], word: &str) -> String {
        let values: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        listed(&values, word)
    }

    /// What a value may be, or may not: `a or b`, `neither a nor b`.
    pub(super) fn options(&self, negated: bool, options: &[Expr]) -> String {
        match (negated, options) {
            (false, _) => self.values(options, "or"),
            (true, [_]) => format!("not {}", self.values(options, "")),
            (true, _) => format!("neither {}", self.values(options, "nor")),
        }
    }

    /// A value before "is": in brackets where its own words go on for long.
    pub(super) fn compared(&self, expr: &Expr) -> String {
        let goes_on = match &expr.kind {
            ExprKind::Fold(fold) => fold.range.filter.is_some() || fold.by.is_some(),
            ExprKind::NumberOf(range) => range.filter.is_some(),
            _ => false,
        };
        self.operand_in(expr, goes_on)
    }

    fn operand(&self, expr: &Expr, brackets: bool) -> String {
        self.operand_in(expr, brackets || self.is_long(expr))
    }

    fn operand_in(&self, expr: &Expr, brackets: bool) -> String {
        let words = self.value(expr);
        if brackets { format!("({words})") } else { words }
    }

    fn path(&self, expr: &Expr, names: &[Name]) -> String {
        let plain = || dotted(names);
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(expr.id) else { return plain() };
        let (part, names) = match (steps.last(), names) {
            (Some(Step::Start), [names @ .., _]) => ("the start of ", names),
            (Some(Step::End), [names @ .., _]) => ("the end of ", names),
            (Some(Step::Length), [names @ .., _]) => ("the length of ", names),
            _ => ("", names),
        };
        let own = |names: &[Name]| self.quoted(expr).unwrap_or_else(|| dotted(names));
        let words = match (base, names) {
            (Base::Setting(id), _) => match self.charter.settings().get(id.index()) {
                Some(setting) => format!("{} ({})", self.charter.words(setting.value.span), plain()),
                None => plain(),
            },
            (Base::Variable(_), [variable]) => format!("the {}", words(&variable.value)),
            (Base::Variable(_), [variable, rest @ ..]) => format!("the {}'s {}", words(&variable.value), own(rest)),
            (Base::Profile, [day]) if day.value == "as_of" => DAY.to_owned(),
            _ => own(names),
        };
        format!("{part}{words}")
    }

    /// The question of the field that a path leads to, in quotes; none for fields that are told by their names.
    pub(super) fn quoted(&self, expr: &Expr) -> Option<String> {
        let field = self.reading.field(expr).filter(|field| self.quotes && is_quoted(field))?;
        field.label.as_ref().map(|label| format!("\"{}\"", gist(label)))
    }

    /// The question that a yes-or-no field asks, in quotes, and of what: `"Ring-fenced" for the contract`.
    pub(super) fn question(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Path(names) = &expr.kind else { return None };
        let label = self.label(expr)?;
        Some(format!("{label}{}", self.of_whom(expr, names)))
    }

    /// The same without of what; none for anything but a yes-or-no field.
    pub(super) fn label(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Path(names) = &expr.kind else { return None };
        self.reading.field(expr).filter(|field| field.ty == Type::YesNo)?;
        let names = if matches!(self.charter.meaning(expr.id), Some(Meaning::Path(Base::Variable(_), _))) {
            names.get(1..).unwrap_or_default()
        } else {
            names
        };
        Some(self.quoted(expr).unwrap_or_else(|| format!("\"{}\"", dotted(names))))
    }

    /// A yes or no that stands as a condition, or under a `not`: a field's question, or a definition by its title, as in
    /// `"The service prescribes" holds for the procurement`.
    pub(super) fn answer(&self, expr: &Expr, negated: bool) -> String {
        if let Some(question) = self.question(expr) {
            return format!("{question} is {}answered yes", if negated { "not " } else { "" });
        }
        let not = if negated { "does not hold" } else { "holds" };
        match (self.title(expr), &expr.kind) {
            (Some(title), ExprKind::Path(names)) => format!("\"{title}\" {not}{}", self.of_whom(expr, names)),
            _ => format!("{} is {}", self.value(expr), if negated { "no" } else { "yes" }),
        }
    }

    /// The title of the definition that a path ends at.
    fn title(&self, expr: &Expr) -> Option<String> {
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(expr.id) else { return None };
        let define = match (base, steps.last()) {
            (_, Some(Step::Define(id))) | (Base::Define(id), None) => self.charter.defines().get(id.index())?,
            _ => return None,
        };
        let title = define.syntax.title.as_ref().filter(|_| self.quotes).map(|title| title.value.clone());
        Some(title.unwrap_or_else(|| words(&define.syntax.name.value)))
    }

    /// ` for the contract`; nothing where the whole profile is meant.
    fn of_whom(&self, expr: &Expr, names: &[Name]) -> String {
        match (self.charter.meaning(expr.id), names) {
            (Some(Meaning::Path(Base::Variable(_), _)), [variable, _, ..]) => {
                format!(" for the {}", words(&variable.value))
            }
            _ => String::new(),
        }
    }
}

/// Whether an operand on the left has to stand in brackets before `operator`.
fn binds_less(left: &Expr, operator: Operator) -> bool {
    let is_sum = matches!(&left.kind, ExprKind::Arithmetic(_, Operator::Plus | Operator::Minus, _));
    is_sum && matches!(operator, Operator::Times | Operator::Divide)
}

/// Whether sentences quote the question of a field: a yes or no, and a key of several names, such as `review.every`, which
/// says little by itself.
pub(super) fn is_quoted(field: &Field) -> bool {
    field.ty == Type::YesNo || (field.path.len() > 1 && !matches!(field.ty, Type::List(_) | Type::Record(_)))
}

/// A question without what is said to those who answer: `Weight of price` of `Weight of price; 0% if none`.
pub(super) fn gist(label: &str) -> &str {
    label.split_once(';').map_or(label, |(gist, _)| gist).trim_end()
}

/// A path in words, one name after another.
pub(super) fn dotted(names: &[Name]) -> String {
    names.iter().map(|name| words(&name.value)).collect::<Vec<_>>().join(" ")
}

/// `a`, `a or b`, `a, b or c`.
pub fn listed<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", start.join(", "), last.as_ref())
        }
    }
}

/// A share of the credit: `half the credit`, `40% of the credit`.
pub fn credit(share: Number) -> String {
    match (share.numerator(), share.denominator()) {
        (1, 2) => "half the credit".to_owned(),
        (1, 3) => "a third of the credit".to_owned(),
        (2, 3) => "two thirds of the credit".to_owned(),
        (1, 4) => "a quarter of the credit".to_owned(),
        (3, 4) => "three quarters of the credit".to_owned(),
        _ => format!("{} of the credit", Literal::Percent(share)),
    }
}

/// The choice whose values are the reasons for exemptions.
pub(crate) const REASONS: &str = "exemption_reason";

/// What the charter calls a reason for exemptions.
pub fn reason_label(charter: &Charter, reason: &str) -> String {
    let reasons = charter.choices().iter().find(|choice| choice.name.as_deref() == Some(REASONS));
    let value = reasons.and_then(|choice| choice.values.iter().find(|value| value.name == reason));
    value.and_then(|value| value.label.clone()).unwrap_or_else(|| capital(&words(reason)))
}
