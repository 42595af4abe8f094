//! Reasons, remedies and sources: what a reader asks of a rule that costs somebody an award.

use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Citation, Criterion, Declaration, Obligation, Principle};

use super::Finding;
use crate::workshop::Workshop;

/// The principles as written.
fn principles(workshop: &Workshop) -> impl Iterator<Item = &Principle> {
    workshop.syntax().declarations.iter().filter_map(|declaration| match declaration {
        Declaration::Principle(principle) => Some(&**principle),
        _ => None,
    })
}

/// Where a `because` belongs: on principles, on what bars an award, on what lets somebody off, and on numbers. A limit without
/// one is an error.
pub(super) fn missing_rationale(workshop: &Workshop) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut report = |span, message: String, label: &str, help: &str| {
        found.push(Finding::at(workshop, Code::MissingRationale, span, message, label).with_help(help));
    };
    for principle in principles(workshop) {
        let id = &principle.id;
        if principle.because.is_none() {
            let message = format!("the principle `{}` does not say why it matters", id.value);
            report(id.span, message, "no `because`", "add `because \"…\"` below its title: what goes wrong without it");
        }
        for criterion in &principle.criteria {
            let id = &criterion.id;
            if criterion.obligation == Obligation::Must && criterion.because.is_none() {
                let message = format!("the must `{}` gives no reason", id.value);
                report(
                    id.span,
                    message,
                    "no `because`",
                    "a must can bar an award: add `because \"…\"` below its condition",
                );
            }
            for exemption in criterion.unless.iter().filter(|unless| unless.because.is_none()) {
                let message = format!("`{}` does not say why this lets somebody off", id.value);
                report(exemption.expr.span, message, "no `because`", "add `because \"…\"` below the `unless`");
            }
        }
    }
    for declaration in &workshop.syntax().declarations {
        match declaration {
            Declaration::Setting(setting) if setting.because.is_none() && setting.cites.is_empty() => {
                let message = format!("nothing says where the value of `{}` comes from", setting.name.value);
                report(
                    setting.name.span,
                    message,
                    "no `because`, no `cites`",
                    "add `cites SOURCE \"where\"`, or `because \"…\"` if the number is your own",
                );
            }
            _ => {}
        }
    }
    found
}

/// A `should` that says no way out; `check` asks this of a `must`.
pub(super) fn missing_remedy(workshop: &Workshop) -> Vec<Finding> {
    let criteria = principles(workshop).flat_map(|principle| &principle.criteria);
    let bare = criteria.filter(|criterion| criterion.obligation == Obligation::Should && criterion.fix.is_none());
    bare.map(|criterion| {
        let message = format!("the should `{}` says no way out", criterion.id.value);
        Finding::at(workshop, Code::MissingRemedy, criterion.id.span, message, "no `fix`")
            .with_help("add `fix \"…\"`: what a commissioner should do to meet it")
    })
    .collect()
}

/// A `should` or `flag` without a source; `check` asks this of a `must`.
pub(super) fn uncited_rule(workshop: &Workshop) -> Vec<Finding> {
    let uncited = |principle: &Principle, criterion: &Criterion| {
        criterion.obligation != Obligation::Must && criterion.cites.is_empty() && principle.cites.is_empty()
    };
    let criteria =
        principles(workshop).flat_map(|principle| principle.criteria.iter().map(move |each| (principle, each)));
    criteria
        .filter(|(principle, criterion)| uncited(principle, criterion))
        .map(|(_, criterion)| {
            let message = format!("`{}` rests on no source", criterion.id.value);
            let label = "no citation here or on its principle";
            Finding::at(workshop, Code::UncitedRule, criterion.id.span, message, label)
                .with_help("add `cites SOURCE \"where\"` here, or on the principle for all its criteria")
        })
        .collect()
}

/// A citation that sends the reader through a whole document.
pub(super) fn citation_without_place(workshop: &Workshop) -> Vec<Finding> {
    citations(workshop)
        .filter(|citation| citation.place.is_none())
        .map(|citation| {
            let message = format!("`{}` is cited without a place", citation.source.value);
            Finding::at(workshop, Code::CitationWithoutPlace, citation.source.span, message, "where in it?")
                .with_help(format!("write `{} \"…\"`, with a page, a section or a heading", citation.source.value))
        })
        .collect()
}

fn citations(workshop: &Workshop) -> impl Iterator<Item = &Citation> {
    workshop.syntax().declarations.iter().flat_map(|declaration| match declaration {
        Declaration::Setting(setting) => setting.cites.iter().collect::<Vec<_>>(),
        Declaration::Principle(principle) => {
            principle.cites.iter().chain(principle.criteria.iter().flat_map(|criterion| &criterion.cites)).collect()
        }
        _ => Vec::new(),
    })
}
