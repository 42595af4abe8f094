//! Conditions that say a thing twice, settle it beforehand, or hold too much.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::codes::Code;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Criterion, Expr, ExprKind, Name, Obligation};

use super::{Edit, Finding, sources, words};
use crate::workshop::Workshop;

/// More conditions than this do not fit one title, nor one finding.
const MOST_CONDITIONS: usize = 6;

/// The criteria as written, in order.
fn criteria(workshop: &Workshop) -> impl Iterator<Item = &Criterion> {
    workshop.charter().criteria().iter().map(|criterion| &*criterion.syntax)
}

/// A condition that stands twice in one `and`, `or` or `at least … of`.
pub(super) fn repeated_condition(workshop: &Workshop) -> Vec<Finding> {
    let mut found = Vec::new();
    for expr in workshop.charter().expressions().into_iter().flatten().flat_map(Expr::all) {
        let (parts, counts) = match &expr.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => (parts, false),
            ExprKind::AtLeastOf(_, parts) => (parts, true),
            _ => continue,
        };
        let mut first: BTreeMap<String, &Expr> = BTreeMap::new();
        let mut before: Option<&Expr> = None;
        for part in parts {
            let said = words(workshop, part.span);
            let message = format!("`{said}` stands twice here");
            let earlier = *first.entry(said).or_insert(part);
            if earlier.id != part.id {
                let finding = Finding::at(workshop, Code::RepeatedCondition, part.span, message, "again here")
                    .with_label(workshop, earlier.span, "first here");
                // Of conditions that are counted, the second counts.
                let cut = before.filter(|_| !counts).and_then(|before| cut(workshop, before.span, part.span));
                let help = if counts {
                    "it counts twice; remove one, and see what the number should be"
                } else {
                    "remove one of them"
                };
                let finding = finding.with_help(help);
                found.push(match cut {
                    Some(edit) => finding.with_edits(vec![edit]),
                    None => finding,
                });
            }
            before = Some(part);
        }
    }
    found
}

/// Takes a part out with the `and` or `or` before it, where nothing else stands between.
fn cut(workshop: &Workshop, before: Span, part: Span) -> Option<Edit> {
    let between = Span { start: before.end, end: part.start, ..part };
    let link = sources(workshop).text(between).trim();
    matches!(link, "and" | "or").then(|| Edit { span: Span { start: before.end, ..part }, text: String::new() })
}

/// A `when` or `unless` that decides what comes out before the requirement is looked at.
pub(super) fn settled_beforehand(workshop: &Workshop) -> Vec<Finding> {
    criteria(workshop).filter_map(|criterion| settled(workshop, criterion)).collect()
}

fn settled(workshop: &Workshop, criterion: &Criterion) -> Option<Finding> {
    let id = &criterion.id.value;
    let said = |exprs: Vec<&Expr>| exprs.iter().map(|expr| words(workshop, expr.span)).collect::<BTreeSet<String>>();
    let asked = said(all_of(&criterion.requirement));
    let granted = said(criterion.when.iter().flat_map(|when| all_of(&when.expr)).collect());
    let outcomes = match criterion.obligation {
        Obligation::Flag => {
            ("is always raised where it applies", "is never raised: it does not apply where it would be")
        }
        Obligation::Must | Obligation::Should => {
            ("is always met where it applies", "is never met: it does not apply where it would be")
        }
    };
    let report = |clause: &Expr, outcome: &str, label: &str, help: &str| {
        let finding = Finding::at(workshop, Code::SettledBeforehand, clause.span, format!("`{id}` {outcome}"), label);
        Some(finding.with_help(help.to_owned()))
    };
    for unless in &criterion.unless {
        let lets_off = any_of(&unless.expr);
        if lets_off.iter().any(|part| granted.contains(&words(workshop, part.span))) {
            let outcome = "never applies: its `when` asks for what its `unless` lets off";
            return report(
                &unless.expr,
                outcome,
                "a `when` asks for this",
                "remove one of the two, or say which cases are meant",
            );
        }
        if said(lets_off).iter().any(|part| asked.len() == 1 && asked.contains(part)) {
            return report(
                &unless.expr,
                outcomes.1,
                "this is the requirement",
                "let off other cases than those that meet it",
            );
        }
    }
    if asked.is_subset(&granted) {
        let help = "let `when` say which cases the rule is about, and the requirement what is asked of them";
        return report(&criterion.requirement, outcomes.0, "a `when` asks for this already", help);
    }
    None
}

/// The conditions that all have to hold where an expression does.
fn all_of(expr: &Expr) -> Vec<&Expr> {
    if let ExprKind::And(parts) = &expr.kind { parts.iter().flat_map(all_of).collect() } else { vec![expr] }
}

/// The conditions of which one is enough for an expression.
fn any_of(expr: &Expr) -> Vec<&Expr> {
    if let ExprKind::Or(parts) = &expr.kind { parts.iter().flat_map(any_of).collect() } else { vec![expr] }
}

/// Two criteria that ask for the same in the same cases.
pub(super) fn duplicate_rule(workshop: &Workshop) -> Vec<Finding> {
    let mut first: BTreeMap<(bool, Vec<String>), &Name> = BTreeMap::new();
    let mut found = Vec::new();
    for criterion in criteria(workshop) {
        let said = |expr: &Expr| words(workshop, expr.span);
        let when = criterion.when.iter().map(|when| format!("when {}", said(&when.expr)));
        let unless = criterion.unless.iter().map(|unless| format!("unless {}", said(&unless.expr)));
        let rule = [said(&criterion.requirement)].into_iter().chain(when).chain(unless).collect();
        let is_flag = criterion.obligation == Obligation::Flag;
        let earlier = *first.entry((is_flag, rule)).or_insert(&criterion.id);
        if earlier.span != criterion.id.span {
            let message = format!("`{}` asks for the same as `{}`", criterion.id.value, earlier.value);
            found.push(
                Finding::at(workshop, Code::DuplicateRule, criterion.id.span, message, "the same again")
                    .with_label(workshop, earlier.span, "asked for here")
                    .with_help("one failure would count twice: remove one, or say what sets them apart"),
            );
        }
    }
    found
}

/// A requirement with more conditions than its title can say.
pub(super) fn long_rule(workshop: &Workshop) -> Vec<Finding> {
    criteria(workshop)
        .filter_map(|criterion| {
            let conditions = conditions_in(&criterion.requirement);
            (conditions > MOST_CONDITIONS).then(|| {
                let id = &criterion.id;
                let message = format!("`{}` asks for {conditions} things at once", id.value);
                Finding::at(workshop, Code::LongRule, id.span, message, format!("{conditions} conditions"))
                    .with_help("make several criteria of it, or give parts of it names with `define`")
            })
        })
        .collect()
}

/// How many conditions an expression is made of: what is neither `and`, `or`, `not` nor a quantifier.
fn conditions_in(expr: &Expr) -> usize {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::AtLeastOf(_, parts) => {
            parts.iter().map(conditions_in).sum()
        }
        ExprKind::Not(inner) => conditions_in(inner),
        ExprKind::Quantified(quantified) => quantified.body.as_ref().map_or(1, conditions_in),
        ExprKind::Successive(successive) => conditions_in(&successive.body),
        _ => 1,
    }
}
