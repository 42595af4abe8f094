//! Criteria one by one: what fails, what is flagged, what is not proven, what is open.

use kitemark_eval::scorecard::{CriterionResult, Finding, Obligation, Outcome, Scorecard};

use super::pen::Pen;
use crate::digest::{self, Group};
use crate::paint::Role;
use crate::percent::at_stake;
use crate::sign::sign;
use crate::words;

/// More findings of one criterion than these are counted, not shown.
const MOST_FINDINGS: usize = 12;

pub(super) fn failing(pen: &mut Pen, card: &Scorecard) {
    all_of(pen, card, digest::failing(card));
}

pub(super) fn flags(pen: &mut Pen, card: &Scorecard) {
    all_of(pen, card, digest::flags(card));
}

fn all_of(pen: &mut Pen, card: &Scorecard, groups: Vec<Group<'_>>) {
    let file = words::profile_file(card);
    for group in groups {
        pen.heading(&format!("{} ({})", group.title, group.criteria.len()));
        for criterion in group.criteria {
            pen.blank();
            explained(pen, criterion, file);
        }
    }
}

fn explained(pen: &mut Pen, criterion: &CriterionResult, file: Option<&str>) {
    let (sign, role) = sign(criterion.verdict);
    pen.item(role, &format!("{sign} "), Role::Strong, &criterion.title);
    pen.paragraph_of(Role::Dim, "  ", &[&criterion.id, " · ", &words::standing(criterion)]);
    if let Some(reason) = &criterion.reason {
        pen.paragraph(role, "  ", &words::clipped(reason));
    }
    findings(pen, criterion, file);
    if let Some(because) = &criterion.because {
        pen.item(Role::Dim, "  why     ", Role::Plain, because);
    }
    if let Some(fix) = &criterion.fix {
        pen.item(Role::Dim, "  fix     ", Role::Plain, fix);
    }
    for cite in &criterion.cites {
        pen.item(Role::Dim, "  source  ", Role::Plain, &words::source(cite, false));
    }
}

fn findings(pen: &mut Pen, criterion: &CriterionResult, file: Option<&str>) {
    let (shown, more) = words::telling(criterion, MOST_FINDINGS);
    for finding in shown {
        one_finding(pen, finding, file);
    }
    if let Some(more) = words::left_out(more) {
        let elsewhere = if criterion.more_findings == 0 { "; --format json has them all" } else { "" };
        pen.paragraph(Role::Dim, "    ", &format!("{more}{elsewhere}"));
    }
}

fn one_finding(pen: &mut Pen, finding: &Finding, file: Option<&str>) {
    let place = finding.profile_span.as_ref().map(|at| words::place_beside(at, file)).unwrap_or_default();
    pen.paragraph_of(Role::Plain, "    ", &[&words::clipped(&finding.name()), &place]);
    let role = if finding.outcome == Outcome::Holds { Role::Plain } else { Role::Bad };
    pen.item(Role::Dim, "      observed  ", role, &words::clipped(&finding.observed));
    if !finding.required.is_empty() {
        pen.item(Role::Dim, "      required  ", Role::Plain, &words::clipped(&finding.required));
    }
    if let Some(parts) = words::rests_on(finding) {
        pen.item(Role::Dim, "      rests on  ", Role::Plain, &parts);
    }
}

pub(super) fn unverified(pen: &mut Pen, card: &Scorecard) {
    let criteria = digest::unverified(card);
    if criteria.is_empty() {
        return;
    }
    pen.heading(&words::unverified_heading(criteria.len()));
    for criterion in criteria {
        weighed(pen, criterion);
        pen.paragraph(Role::Plain, "          ", &words::lacks(criterion));
        pen.paragraph(Role::Open, "          ", &words::all_of(&criterion.unverified, criterion.more_unverified));
        pen.paragraph(Role::Dim, "          ", &words::has(criterion).unwrap_or_default());
    }
}

pub(super) fn open(pen: &mut Pen, card: &Scorecard) {
    let criteria = digest::open(card);
    if criteria.is_empty() {
        return;
    }
    pen.heading(&words::open_heading(card));
    for criterion in criteria {
        weighed(pen, criterion);
        pen.paragraph(Role::Plain, "          ", &words::clipped(criterion.reason.as_deref().unwrap_or_default()));
        pen.paragraph(Role::Open, "          ", &words::all_of(&criterion.unanswered, criterion.more_unanswered));
    }
}

/// What hangs on a criterion, its title and id.
fn weighed(pen: &mut Pen, criterion: &CriterionResult) {
    let label = match criterion.obligation {
        Obligation::Flag => "flag".to_owned(),
        _ => at_stake(criterion).number(),
    };
    let parts = [criterion.title.as_str(), " (", &criterion.id, ")"];
    pen.item_of(Role::Dim, &format!("{label:>8}  "), Role::Plain, &parts);
}
