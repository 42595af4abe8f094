//! Going through an expression's parts.

use crate::charter::Charter;
use crate::syntax::{Criterion, Expr, ExprId, ExprKind, Quantifier};

/// Gives the parts of an expression in the order of the text, by reference or by mutable reference.
macro_rules! parts {
    ($kind:expr $(, $mutable:tt)?) => {{
        let mut parts: Vec<& $($mutable)? Expr> = Vec::new();
        match $kind {
            ExprKind::Literal(_) | ExprKind::Path(_) => {}
            ExprKind::Not(inner) => parts.push(inner),
            ExprKind::And(all) | ExprKind::Or(all) => parts.extend(all),
            ExprKind::AtLeastOf(count, all) => {
                parts.push(count);
                parts.extend(all);
            }
            ExprKind::Quantified(quantified) => {
                let quantified = & $($mutable)? **quantified;
                if let Quantifier::AtLeast(count) = & $($mutable)? quantified.quantifier {
                    parts.push(count);
                }
                parts.push(& $($mutable)? quantified.range.list);
                parts.extend(& $($mutable)? quantified.range.filter);
                parts.extend(& $($mutable)? quantified.body);
            }
            ExprKind::Successive(successive) => {
                let successive = & $($mutable)? **successive;
                parts.push(& $($mutable)? successive.list);
                parts.push(& $($mutable)? successive.body);
            }
            ExprKind::Compare(left, _, right) | ExprKind::Arithmetic(left, _, right) | ExprKind::Change(_, left, right) => {
                parts.push(left);
                parts.push(right);
            }
            ExprKind::Between(value, low, high) => {
                parts.push(value);
                parts.push(low);
                parts.push(high);
            }
            ExprKind::OneOf { value, options, .. } => {
                parts.push(value);
                parts.extend(options);
            }
            ExprKind::Includes { set, values, .. } => {
                parts.push(set);
                parts.extend(values);
            }
            ExprKind::Presence { value, .. } => parts.push(value),
            ExprKind::Fold(fold) => {
                let fold = & $($mutable)? **fold;
                parts.push(& $($mutable)? fold.value);
                parts.push(& $($mutable)? fold.range.list);
                parts.extend(& $($mutable)? fold.range.filter);
            }
            ExprKind::NumberOf(range) => {
                let range = & $($mutable)? **range;
                parts.push(& $($mutable)? range.list);
                parts.extend(& $($mutable)? range.filter);
            }
        }
        parts
    }};
}

impl Expr {
    /// The expressions this one is made of, in the order of the text.
    pub fn parts(&self) -> Vec<&Expr> {
        parts!(&self.kind)
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        parts!(&mut self.kind, mut)
    }

    /// This expression and everything within it, each before its parts.
    pub fn all(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        let mut ahead = vec![self];
        while let Some(next) = ahead.pop() {
            found.push(next);
            ahead.extend(next.parts().into_iter().rev());
        }
        found
    }

    /// The expression with this id, within this one or itself.
    pub fn find_mut(&mut self, id: ExprId) -> Option<&mut Expr> {
        if self.id == id {
            return Some(self);
        }
        self.parts_mut().into_iter().find_map(|part| part.find_mut(id))
    }
}

impl Criterion {
    /// The expressions of all its clauses, the requirement first.
    pub fn expressions(&self) -> Vec<&Expr> {
        let conditions = self.when.iter().chain(&self.unless).map(|condition| &condition.expr);
        let bands = self.worth.iter().map(|band| &band.when);
        let scale = self.scale.iter().flat_map(|scale| [&scale.value, &scale.from, &scale.to]);
        std::iter::once(&self.requirement).chain(conditions).chain(bands).chain(scale).collect()
    }
}

impl Charter {
    /// The expressions of its rules by what they belong to: a criterion, a limit or a definition each.
    pub fn expressions(&self) -> Vec<Vec<&Expr>> {
        let criteria = self.criteria().iter().map(|criterion| criterion.syntax.expressions());
        let limits = self.limits().iter().map(|limit| vec![&limit.syntax.when]);
        let defines = self.defines().iter().map(|define| vec![&define.syntax.body]);
        criteria.chain(limits).chain(defines).collect()
    }
}
