//! Two conditions compared: what is asked for now that was not, and the other way round.
//!
//! Conditions of the same shape are followed down to the part that differs. A change is stricter where the condition holds
//! less often and holding is what is asked for; `not`, `no`, and the `where` of an `every` turn that round.

use std::cmp::Ordering;

use kitemark_dsl::charter::{Base, Charter, DefineId, Meaning, Step, Type};
use kitemark_dsl::syntax::{Comparison, Expr, ExprKind, Name, Operator, Quantified, Quantifier, Range, Successive};
use kitemark_dsl::value::Literal;

use super::{Direction, Note, Sides};

/// Compares the conditions of two editions.
pub(super) struct Conditions<'s, 'c> {
    sides: Sides<'s, 'c>,
    notes: Vec<Note>,
}

/// How a condition is bounded.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Bound {
    Floor,
    Ceiling,
}

impl<'s, 'c> Conditions<'s, 'c> {
    /// What changed between two conditions, where `harder` is what it means that one is harder to satisfy.
    pub(super) fn compare(sides: Sides<'s, 'c>, old: &Expr, new: &Expr, harder: Option<Direction>) -> Vec<Note> {
        let mut conditions = Self { sides, notes: Vec::new() };
        conditions.condition(old, new, harder);
        conditions.changed_values(old, new);
        conditions.notes
    }

    /// Whether two conditions read alike; what their definitions mean is not looked at.
    fn alike(&self, old: &Expr, new: &Expr) -> bool {
        self.sides.old.names.condition(old) == self.sides.new.names.condition(new)
    }

    fn note(&mut self, text: String, direction: Option<Direction>) {
        self.notes.push(Note::directed(text, direction));
    }

    fn condition(&mut self, old: &Expr, new: &Expr, harder: Option<Direction>) {
        let easier = harder.map(Direction::reverse);
        match (&old.kind, &new.kind) {
            (ExprKind::And(_), _) | (_, ExprKind::And(_)) if self.share_parts(old, new, is_and) => {
                self.parts(&split(old, is_and), &split(new, is_and), harder, harder);
            }
            (ExprKind::Or(_), _) | (_, ExprKind::Or(_)) if self.share_parts(old, new, is_or) => {
                self.parts(&split(old, is_or), &split(new, is_or), easier, harder);
            }
            (ExprKind::Not(old), ExprKind::Not(new)) => self.condition(old, new, easier),
            (ExprKind::AtLeastOf(fewest, old), ExprKind::AtLeastOf(least, new)) => {
                self.count(fewest, least, harder);
                self.parts(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>(), easier, harder);
            }
            (ExprKind::Quantified(a), ExprKind::Quantified(b)) if self.same_items(a, b) => {
                self.quantified(a, b, harder)
            }
            (ExprKind::Successive(a), ExprKind::Successive(b)) if self.same_order(a, b) => {
                self.condition(&a.body, &b.body, harder);
            }
            _ if self.is_changed_define(old, new) => self.define(old, new, harder),
            _ if self.alike(old, new) => {}
            (ExprKind::Compare(left, comparison, bound), ExprKind::Compare(other, now, other_bound))
                if self.same_value(left, other) =>
            {
                self.comparison((left, *comparison, bound), (*now, other_bound), harder);
            }
            (ExprKind::Between(value, low, high), ExprKind::Between(other, new_low, new_high))
                if self.same_value(value, other) =>
            {
                self.between(value, [low, high], [new_low, new_high], harder);
            }
            (
                ExprKind::OneOf { value, negated, options },
                ExprKind::OneOf { value: other, negated: also, options: others },
            ) if self.same_value(value, other) && negated == also => {
                let longer = if *negated { harder } else { easier };
                self.options(value, options, others, longer);
            }
            (ExprKind::Includes { set, all, values }, ExprKind::Includes { set: other, all: also, values: others })
                if self.same_value(set, other) && (all == also) =>
            {
                self.options(set, values, others, if *all { harder } else { easier });
            }
            _ => self.whole(old, new),
        }
    }

    fn whole(&mut self, old: &Expr, new: &Expr) {
        let text = format!("{} → {}", self.sides.old.english.condition(old), self.sides.new.english.condition(new));
        self.note(text, None);
    }

    fn same_value(&self, old: &Expr, new: &Expr) -> bool {
        self.sides.old.names.value(old) == self.sides.new.names.value(new)
    }

    // ---- and, or -----------------------------------------------------------------------------------------------------------

    /// Whether two conditions, as lists of parts, have something in common: otherwise they are told as wholes.
    fn share_parts(&self, old: &Expr, new: &Expr, joins: fn(&Expr) -> Option<&[Expr]>) -> bool {
        let (old, new) = (split(old, joins), split(new, joins));
        old.len() == new.len() || old.iter().any(|old| new.iter().any(|new| self.alike(old, new)))
    }

    /// Parts of one junction. `more` is what it means that there are more of them.
    fn parts(&mut self, old: &[&Expr], new: &[&Expr], more: Option<Direction>, harder: Option<Direction>) {
        let mut added: Vec<&Expr> = Vec::new();
        let mut kept: Vec<(&Expr, &Expr)> = Vec::new();
        let mut dropped: Vec<&Expr> = old.to_vec();
        for part in new {
            match dropped.iter().position(|other| self.alike(other, part)) {
                Some(at) => kept.push((dropped.remove(at), part)),
                None => added.push(part),
            }
        }
        // Those left over on both sides are most likely the same conditions, changed.
        let changed = dropped.len().min(added.len());
        kept.extend(dropped.drain(..changed).zip(added.drain(..changed)));
        kept.into_iter().for_each(|(old, new)| self.condition(old, new, harder));
        for part in dropped {
            let text = format!("no longer: {}", self.sides.old.english.condition(part));
            self.note(text, more.map(Direction::reverse));
        }
        for part in added {
            let text = format!("added: {}", self.sides.new.english.condition(part));
            self.note(text, more);
        }
    }

    // ---- quantifiers -------------------------------------------------------------------------------------------------------

    fn same_items(&self, old: &Quantified, new: &Quantified) -> bool {
        let same_kind = matches!(
            (&old.quantifier, &new.quantifier),
            (Quantifier::Every, Quantifier::Every)
                | (Quantifier::Some, Quantifier::Some)
                | (Quantifier::No, Quantifier::No)
                | (Quantifier::AtLeast(_), Quantifier::AtLeast(_))
        );
        let Range { variable, list, .. } = &old.range;
        same_kind
            && variable.value == new.range.variable.value
            && self.same_value(list, &new.range.list)
            && old.body.is_some() == new.body.is_some()
    }

    fn quantified(&mut self, old: &Quantified, new: &Quantified, harder: Option<Direction>) {
        if let (Quantifier::AtLeast(old), Quantifier::AtLeast(new)) = (&old.quantifier, &new.quantifier) {
            self.count(old, new, harder);
        }
        let easier = harder.map(Direction::reverse);
        let (narrower, body) = match old.quantifier {
            Quantifier::Every => (easier, harder),
            Quantifier::No => (easier, easier),
            Quantifier::Some | Quantifier::AtLeast(_) => (harder, harder),
        };
        match (&old.range.filter, &new.range.filter) {
            (Some(old), Some(new)) => self.condition(old, new, narrower),
            (Some(filter), None) => {
                let text = format!("no longer only where {}", self.sides.old.english.condition(filter));
                self.note(text, narrower.map(Direction::reverse));
            }
            (None, Some(filter)) => {
                let text = format!("now only where {}", self.sides.new.english.condition(filter));
                self.note(text, narrower);
            }
            (None, None) => {}
        }
        if let (Some(old), Some(new)) = (&old.body, &new.body) {
            self.condition(old, new, body);
        }
    }

    fn same_order(&self, old: &Successive, new: &Successive) -> bool {
        let names = |names: &[Name]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        self.same_value(&old.list, &new.list)
            && names(&old.by) == names(&new.by)
            && old.per.as_deref().map(names) == new.per.as_deref().map(names)
    }

    fn count(&mut self, old: &Expr, new: &Expr, harder: Option<Direction>) {
        if !self.same_value(old, new) {
            let direction = self.order(old, new).and_then(|order| along(order, harder));
            let text = format!(
                "at least {} → at least {}",
                self.sides.old.english.value(old),
                self.sides.new.english.value(new)
            );
            self.note(text, direction);
        }
    }

    // ---- thresholds --------------------------------------------------------------------------------------------------------

    fn comparison(
        &mut self,
        (value, old, bound): (&Expr, Comparison, &Expr),
        (new, other): (Comparison, &Expr),
        harder: Option<Direction>,
    ) {
        let direction = match (side(old), side(new), self.order(bound, other)) {
            (Some(one), Some(two), Some(order)) if one == two => {
                let strict = u8::from(is_strict(new)).cmp(&u8::from(is_strict(old)));
                let tighter = if one == Bound::Floor { harder } else { harder.map(Direction::reverse) };
                if order.is_eq() { along(strict, harder) } else { along(order, tighter) }
            }
            _ => None,
        };
        let english = &self.sides.new.english;
        let text = format!(
            "{}: {} {} → {} {}",
            english.value(value),
            bare(old),
            self.sides.old.english.value(bound),
            bare(new),
            english.value(other)
        );
        self.note(text, direction);
    }

    fn between(&mut self, value: &Expr, old: [&Expr; 2], new: [&Expr; 2], harder: Option<Direction>) {
        let [low, high] = old;
        let [new_low, new_high] = new;
        let direction = match (self.order(low, new_low), self.order(high, new_high)) {
            (Some(low), Some(high)) if low.is_ge() && high.is_le() => harder,
            (Some(low), Some(high)) if low.is_le() && high.is_ge() => harder.map(Direction::reverse),
            _ => None,
        };
        let (before, after) = (&self.sides.old.english, &self.sides.new.english);
        let text = format!(
            "{}: between {} and {} → between {} and {}",
            after.value(value),
            before.value(low),
            before.value(high),
            after.value(new_low),
            after.value(new_high)
        );
        self.note(text, direction);
    }

    /// Values of a list that a value has to be in, or that a set has to hold. `longer` is what a longer list means.
    fn options(&mut self, value: &Expr, old: &[Expr], new: &[Expr], longer: Option<Direction>) {
        let before: Vec<String> = old.iter().map(|option| self.sides.old.english.value(option)).collect();
        let after: Vec<String> = new.iter().map(|option| self.sides.new.english.value(option)).collect();
        let value = self.sides.new.english.value(value);
        for gone in before.iter().filter(|option| !after.contains(option)) {
            self.note(format!("{value}: no longer {gone}"), longer.map(Direction::reverse));
        }
        for come in after.iter().filter(|option| !before.contains(option)) {
            self.note(format!("{value}: now also {come}"), longer);
        }
    }

    /// How the new value stands to the old one: literals, settings, and the same value plus or minus such.
    fn order(&self, old: &Expr, new: &Expr) -> Option<Ordering> {
        if let (ExprKind::Arithmetic(left, sign, old), ExprKind::Arithmetic(other, same, new)) = (&old.kind, &new.kind)
        {
            let order = (sign == same && self.same_value(left, other)).then(|| self.order(old, new))??;
            return match sign {
                Operator::Plus => Some(order),
                Operator::Minus => Some(order.reverse()),
                Operator::Times | Operator::Divide => None,
            };
        }
        literal(self.sides.new.charter, new)?.order(literal(self.sides.old.charter, old)?)
    }

    // ---- definitions -------------------------------------------------------------------------------------------------------

    /// Whether both name a yes or no that is defined in both, and not alike.
    fn is_changed_define(&self, old: &Expr, new: &Expr) -> bool {
        let (Some(old), Some(new)) = (define(self.sides.old.charter, old), define(self.sides.new.charter, new)) else {
            return false;
        };
        let (before, after) = (self.sides.old.charter.defines(), self.sides.new.charter.defines());
        match (before.get(old.index()), after.get(new.index())) {
            (Some(old), Some(new)) => {
                let condition = old.ty == Type::YesNo && new.ty == Type::YesNo;
                condition
                    && old.syntax.name.value == new.syntax.name.value
                    && !self.alike(&old.syntax.body, &new.syntax.body)
            }
            _ => false,
        }
    }

    fn define(&mut self, old: &Expr, new: &Expr, harder: Option<Direction>) {
        let find = |charter: &'c Charter, expr: &Expr| charter.defines().get(define(charter, expr)?.index());
        if let (Some(old), Some(new)) = (find(self.sides.old.charter, old), find(self.sides.new.charter, new)) {
            self.condition(&old.syntax.body, &new.syntax.body, harder);
        }
    }

    /// Definitions that both rest on and that do not mean what they did, unless that has been told as a part of the condition.
    fn changed_values(&mut self, old: &Expr, new: &Expr) {
        let (before, after) = (self.sides.old, self.sides.new);
        let told = !self.notes.is_empty();
        let (was, is) = (before.english.reading().rests_on([old]), after.english.reading().rests_on([new]));
        for define in was.defines.iter().filter_map(|id| before.charter.defines().get(id.index())) {
            let same = |id: &&DefineId| {
                let other = after.charter.defines().get(id.index());
                other.is_some_and(|other| {
                    other.syntax.name.value == define.syntax.name.value && other.of.is_some() == define.of.is_some()
                })
            };
            let other = is.defines.iter().find(same).and_then(|id| after.charter.defines().get(id.index()));
            let Some(other) = other.filter(|_| define.ty != Type::YesNo || !told) else { continue };
            if before.names.value(&define.syntax.body) != after.names.value(&other.syntax.body) {
                self.note(format!("rests on `{}`, which has changed", define.syntax.name.value), None);
            }
        }
    }
}

/// The parts of a junction; a condition that is none is its only part.
fn split(expr: &Expr, joins: fn(&Expr) -> Option<&[Expr]>) -> Vec<&Expr> {
    joins(expr).map_or_else(|| vec![expr], |parts| parts.iter().collect())
}

fn is_and(expr: &Expr) -> Option<&[Expr]> {
    if let ExprKind::And(parts) = &expr.kind { Some(parts) } else { None }
}

fn is_or(expr: &Expr) -> Option<&[Expr]> {
    if let ExprKind::Or(parts) = &expr.kind { Some(parts) } else { None }
}

/// What going up means, where going up is `up`.
fn along(order: Ordering, up: Option<Direction>) -> Option<Direction> {
    match order {
        Ordering::Greater => up,
        Ordering::Less => up.map(Direction::reverse),
        Ordering::Equal => None,
    }
}

fn side(comparison: Comparison) -> Option<Bound> {
    use Comparison::{After, AtLeast, AtMost, Before, LessThan, MoreThan, OnOrAfter, OnOrBefore};
    match comparison {
        AtLeast | MoreThan | After | OnOrAfter => Some(Bound::Floor),
        AtMost | LessThan | Before | OnOrBefore => Some(Bound::Ceiling),
        _ => None,
    }
}

fn is_strict(comparison: Comparison) -> bool {
    use Comparison::{After, Before, LessThan, MoreThan};
    matches!(comparison, MoreThan | LessThan | Before | After)
}

/// `at least` of `is at least`.
fn bare(comparison: Comparison) -> &'static str {
    let words = comparison.words();
    words.strip_prefix("is ").unwrap_or(words)
}

/// The value of a literal or a setting.
fn literal<'e>(charter: &'e Charter, expr: &'e Expr) -> Option<&'e Literal> {
    match (&expr.kind, charter.meaning(expr.id)) {
        (ExprKind::Literal(literal), _) => Some(literal),
        (_, Some(Meaning::Path(Base::Setting(id), _))) => Some(&charter.settings().get(id.index())?.value.value),
        _ => None,
    }
}

/// The definition that a path ends at.
fn define(charter: &Charter, expr: &Expr) -> Option<DefineId> {
    match charter.meaning(expr.id)? {
        Meaning::Path(Base::Define(id), steps) if steps.is_empty() => Some(*id),
        Meaning::Path(_, steps) => match steps.last() {
            Some(Step::Define(id)) => Some(*id),
            _ => None,
        },
        Meaning::ChoiceValue(..) => None,
    }
}
