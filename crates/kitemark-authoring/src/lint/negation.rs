//! What `not` does: negations that cancel each other, and negations that silence passes.

use std::ops::Range;

use kitemark_dsl::codes::Code;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Comparison, Expr, ExprKind, Presence, Quantifier};
use kitemark_dsl::value::Literal;

use super::omission::Omissions;
use super::{Edit, Finding, sources, words};
use crate::workshop::Workshop;

/// Two negations that make one statement, where the plain one is the same in every case.
pub(super) fn double_negation(workshop: &Workshop) -> Vec<Finding> {
    let mut plain = Plain { workshop, omissions: Omissions::of(workshop.charter()) };
    let mut found = Vec::new();
    for root in workshop.charter().expressions().into_iter().flatten() {
        let mut reported: Option<Span> = None;
        for expr in root.all() {
            if reported.is_some_and(|outer| outer.start <= expr.span.start && expr.span.end <= outer.end) {
                continue; // it goes with the larger one
            }
            let Some(edits) = plain.said(expr, expr.id == root.id) else { continue };
            reported = Some(expr.span);
            let message = format!("`{}` is two negations for one statement", words(workshop, expr.span));
            let finding = Finding::at(workshop, Code::DoubleNegation, expr.span, message, "says no twice");
            let help = format!("write `{}`", edited(workshop, expr.span, &edits));
            found.push(finding.with_help(help).with_edits(edits));
        }
    }
    found
}

/// A text as the edits make it, on one line.
fn edited(workshop: &Workshop, span: Span, edits: &[Edit]) -> String {
    let text = super::mend::edited(sources(workshop).text(span), span.range().start, edits);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the plain statement in two negations.
struct Plain<'a> {
    workshop: &'a Workshop,
    omissions: Omissions<'a>,
}

impl Plain<'_> {
    /// The edits that make one statement of two negations; none where there are no two, or silence tells them apart.
    fn said(&mut self, expr: &Expr, is_root: bool) -> Option<Vec<Edit>> {
        match &expr.kind {
            ExprKind::Not(inner) => {
                let kept = if let ExprKind::Not(twice) = &inner.kind { twice } else { inner };
                let mut edits = self.negated(inner)?;
                edits.extend(self.unwrapped(expr, kept, is_root)?);
                Some(edits)
            }
            // `is not no`, and `is not missing`: either passes, or silence passes neither.
            ExprKind::Compare(left, Comparison::IsNot, right) if is_no(right) => {
                Some(vec![self.without_not(left, right)?, replace(right.span, "yes")])
            }
            ExprKind::Presence { value, test: Presence::Missing, negated: true } => {
                Some(vec![self.between(after(value, expr.span.end), "is not missing", "is given")?])
            }
            ExprKind::Quantified(quantified) if matches!(quantified.quantifier, Quantifier::No) => {
                let body = quantified.body.as_ref()?;
                let ExprKind::Not(inner) = &body.kind else { return None };
                let mut edits = vec![self.word_at(expr.span, "no", "every")?];
                edits.extend(self.unwrapped(body, inner, true)?);
                Some(edits)
            }
            _ => None,
        }
    }

    /// The edits within a negated expression that take a negation out of it.
    fn negated(&mut self, inner: &Expr) -> Option<Vec<Edit>> {
        match &inner.kind {
            ExprKind::Not(_) => Some(Vec::new()),
            ExprKind::Compare(left, Comparison::IsNot, right) if self.is_always_there(&[left, right]) => {
                Some(vec![self.without_not(left, right)?])
            }
            ExprKind::Compare(left, Comparison::Is, right) if is_no(right) && self.is_always_there(&[left]) => {
                Some(vec![replace(right.span, "yes")])
            }
            ExprKind::OneOf { value, negated: true, options } if self.is_always_there(&[value]) => {
                Some(vec![self.without_not(value, options.first()?)?])
            }
            ExprKind::Presence { value, negated: true, .. } => {
                Some(vec![self.between(after(value, inner.span.end), "is not", "is")?])
            }
            ExprKind::Presence { value, test: Presence::Missing, negated: false } => {
                Some(vec![self.between(after(value, inner.span.end), "missing", "given")?])
            }
            ExprKind::Quantified(quantified) if matches!(quantified.quantifier, Quantifier::No) => {
                Some(vec![self.word_at(inner.span, "no", "some")?])
            }
            _ => None,
        }
    }

    fn is_always_there(&mut self, values: &[&Expr]) -> bool {
        !values.iter().any(|value| self.omissions.may_be_nothing(value))
    }

    /// Takes `not` and its parentheses away from around `kept`; where that would run into what follows, the parentheses stay.
    fn unwrapped(&self, not: &Expr, kept: &Expr, is_whole: bool) -> Option<[Edit; 2]> {
        let (open, close) = if !is_whole && reaches_on(kept) { ("(", ")") } else { ("", "") };
        let before = Span { end: kept.span.start, ..not.span };
        let after = Span { start: kept.span.end, ..not.span };
        let is_safe = |span, word: &str| {
            let text = sources(self.workshop).text(span);
            text.chars().all(|c| c.is_whitespace() || word.contains(c))
        };
        (is_safe(before, "not(") && is_safe(after, ")")).then(|| [replace(before, open), replace(after, close)])
    }

    /// `is not` or `!=` between two values made positive.
    fn without_not(&self, left: &Expr, right: &Expr) -> Option<Edit> {
        let place = after(left, right.span.start);
        self.between(place, "is not", "is").or_else(|| self.between(place, "!=", "="))
    }

    /// Puts `new` in the place of `old`, which stands somewhere in `place`.
    fn between(&self, place: Span, old: &str, new: &str) -> Option<Edit> {
        let text = sources(self.workshop).text(place);
        let (start, found) = (place.range().start, find_words(text, old)?);
        Some(replace(Span::new(place.source, start + found.start..start + found.end), new))
    }

    /// Puts `new` in the place of the word `old`, which `place` begins with.
    fn word_at(&self, place: Span, old: &str, new: &str) -> Option<Edit> {
        let start = place.range().start;
        let word = Span::new(place.source, start..start + old.len());
        (sources(self.workshop).text(word) == old).then(|| replace(word, new))
    }
}

/// Where words stand one after the other, with blanks and line breaks between; none where a comment may hide them.
fn find_words(text: &str, words: &str) -> Option<Range<usize>> {
    let first = words.split(' ').next()?;
    let start = text.find(first).filter(|_| !text.contains('#'))?;
    let mut rest = text.get(start..)?;
    for word in words.split(' ') {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(start..text.len() - rest.len())
}

/// Whether what follows an expression without parentheses may become part of it: of a chain, or of what a quantifier or an
/// aggregate asks.
fn reaches_on(expr: &Expr) -> bool {
    expr.all().into_iter().any(|part| {
        !matches!(
            part.kind,
            ExprKind::Literal(_)
                | ExprKind::Path(_)
                | ExprKind::Arithmetic(..)
                | ExprKind::Compare(..)
                | ExprKind::Between(..)
                | ExprKind::OneOf { .. }
                | ExprKind::Includes { .. }
                | ExprKind::Presence { .. }
        )
    })
}

fn replace(span: Span, text: &str) -> Edit {
    Edit { span, text: text.to_owned() }
}

/// What stands after an expression, up to an offset.
fn after(expr: &Expr, end: u32) -> Span {
    Span { start: expr.span.end, end, ..expr.span }
}

fn is_no(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::YesNo(false)))
}

/// A `not` that holds where a profile leaves out what it speaks of.
pub(super) fn silent_negation(workshop: &Workshop) -> Vec<Finding> {
    let mut omissions = Omissions::of(workshop.charter());
    let mut found = Vec::new();
    for clauses in workshop.charter().expressions() {
        let exprs: Vec<&Expr> = clauses.into_iter().flat_map(Expr::all).collect();
        let asked = asked_about(workshop, &exprs);
        for expr in &exprs {
            let ExprKind::Not(inner) = &expr.kind else { continue };
            let tests = tests_within(inner);
            let silent = tests.into_iter().find_map(|(test, values)| {
                let path = values.into_iter().find_map(|value| omissions.left_out(value))?;
                (!asked.contains(&words(workshop, path.span))).then_some((test, path))
            });
            if let Some((test, path)) = silent {
                found.push(silent_finding(workshop, expr, inner, test, path));
            }
        }
    }
    found
}

/// `inner` is all that stands behind `not`, `test` the part of it that silence fails.
fn silent_finding(workshop: &Workshop, not: &Expr, inner: &Expr, test: &Expr, path: &Expr) -> Finding {
    let path = words(workshop, path.span);
    let message = format!("`{}` holds where `{path}` is left out", words(workshop, not.span));
    let turned = turned_round(workshop, test).filter(|_| inner.id == test.id);
    let other_way = match turned {
        Some(turned) => format!("if silence should not pass, write `{turned}`"),
        None => "if silence should not pass, put the test the other way round, without `not`".to_owned(),
    };
    Finding::at(workshop, Code::SilentNegation, not.span, message, "silence passes this")
        .with_help(other_way)
        .with_help("if silence should pass, say so with `is missing or …`")
}

/// The same test without `not`, which silence does not pass.
fn turned_round(workshop: &Workshop, test: &Expr) -> Option<String> {
    let words = |expr: &Expr| words(workshop, expr.span);
    match &test.kind {
        ExprKind::Compare(left, comparison, right) => {
            Some(format!("{} {} {}", words(left), opposite(*comparison).words(), words(right)))
        }
        ExprKind::OneOf { value, negated, options } => {
            let options: Vec<String> = options.iter().map(words).collect();
            Some(format!("{} is{} one of {}", words(value), if *negated { "" } else { " not" }, options.join(", ")))
        }
        _ => None,
    }
}

/// The values that a clause of the same rule asks `is given` or `is missing` of: somebody thought of silence.
fn asked_about(workshop: &Workshop, exprs: &[&Expr]) -> Vec<String> {
    let asked = exprs.iter().filter_map(|expr| match &expr.kind {
        ExprKind::Presence { value, .. } => Some(words(workshop, value.span)),
        _ => None,
    });
    asked.collect()
}

/// The tests that a `not` turns round, with their values; those below another `not` belong to that.
fn tests_within(expr: &Expr) -> Vec<(&Expr, Vec<&Expr>)> {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().flat_map(tests_within).collect(),
        ExprKind::Compare(left, _, right) => vec![(expr, vec![left, right])],
        ExprKind::Between(value, low, high) => vec![(expr, vec![value, low, high])],
        ExprKind::OneOf { value, .. } => vec![(expr, vec![value])],
        _ => Vec::new(),
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Is => Comparison::IsNot,
        Comparison::IsNot => Comparison::Is,
        Comparison::AtLeast => Comparison::LessThan,
        Comparison::LessThan => Comparison::AtLeast,
        Comparison::AtMost => Comparison::MoreThan,
        Comparison::MoreThan => Comparison::AtMost,
        Comparison::Before => Comparison::OnOrAfter,
        Comparison::OnOrAfter => Comparison::Before,
        Comparison::After => Comparison::OnOrBefore,
        Comparison::OnOrBefore => Comparison::After,
    }
}
