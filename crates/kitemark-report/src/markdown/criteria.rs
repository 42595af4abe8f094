//! Criteria one by one, as Markdown.

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::scorecard::{CriterionResult, Finding, MOST_LISTED, Obligation, Scorecard};

use super::{heading, line};
use crate::digest::{self, Group};
use crate::percent::at_stake;
use crate::words;

pub(super) fn failing(out: &mut String, card: &Scorecard) {
    all_of(out, digest::failing(card));
}

pub(super) fn flags(out: &mut String, card: &Scorecard) {
    all_of(out, digest::flags(card));
}

fn all_of(out: &mut String, groups: Vec<Group<'_>>) {
    for group in groups {
        heading(out, &format!("{} ({})", group.title, group.criteria.len()));
        for (place, criterion) in group.criteria.into_iter().enumerate() {
            if place > 0 {
                line(out, "");
            }
            explained(out, criterion);
        }
    }
}

fn explained(out: &mut String, criterion: &CriterionResult) {
    line(out, format!("### {}\n", escape(&criterion.title)));
    line(out, format!("{} · {}", code(&criterion.id), words::standing(criterion)));
    if let Some(reason) = &criterion.reason {
        line(out, format!("\n{}", escape(&words::clip(reason))));
    }
    findings(out, criterion);
    let mut details = Vec::new();
    details.extend(criterion.because.as_ref().map(|because| ("Why", because.clone())));
    details.extend(criterion.fix.as_ref().map(|fix| ("Fix", fix.clone())));
    details.extend(criterion.cites.iter().map(|cite| ("Source", words::source(cite, true))));
    if !details.is_empty() {
        line(out, "");
    }
    for (label, text) in details {
        line(out, format!("- **{label}:** {}", escape(&text)));
    }
}

fn findings(out: &mut String, criterion: &CriterionResult) {
    let (shown, more) = words::telling(criterion, MOST_LISTED);
    if shown.is_empty() {
        return;
    }
    line(out, "\n| Subject | Observed | Required | Place |\n| --- | --- | --- | --- |");
    shown.into_iter().for_each(|finding| one_finding(out, finding));
    if let Some(more) = words::left_out(more) {
        line(out, format!("\n{more}"));
    }
}

fn one_finding(out: &mut String, finding: &Finding) {
    let parts = words::rests_on(finding).map(|parts| format!(" (rests on {})", escape(&parts))).unwrap_or_default();
    let place = finding.profile_span.as_ref().map(|place| code(&words::place(place))).unwrap_or_default();
    let (observed, required) = (escape(&words::clip(&finding.observed)), escape(&words::clip(&finding.required)));
    line(out, format!("| {} | {observed}{parts} | {required} | {place} |", code(&words::finding_subject(finding))));
}

pub(super) fn unverified(out: &mut String, card: &Scorecard) {
    let criteria = digest::unverified(card);
    if criteria.is_empty() {
        return;
    }
    heading(out, &words::unverified_heading(criteria.len()));
    for criterion in criteria {
        let has = words::has(criterion).map(|has| format!("; {}", escape(&has))).unwrap_or_default();
        let lacks = escape(&words::lacks(criterion));
        let claims = paths(&criterion.unverified, criterion.more_unverified);
        line(out, format!("- {}: {lacks} {claims}{has}", weighed(criterion)));
    }
}

pub(super) fn open(out: &mut String, card: &Scorecard) {
    let criteria = digest::open(card);
    if criteria.is_empty() {
        return;
    }
    heading(out, &words::open_heading(card));
    for criterion in criteria {
        let reason = criterion.reason.iter().map(|reason| escape(&words::clip(reason)));
        let parts: Vec<String> = reason.chain(criterion.unanswered.iter().map(|path| code(path))).collect();
        line(out, format!("- {}: {}", weighed(criterion), words::all_of(&parts, criterion.more_unanswered)));
    }
}

fn weighed(criterion: &CriterionResult) -> String {
    let stake = match criterion.obligation {
        Obligation::Flag => "flag".to_owned(),
        _ => at_stake(criterion).points(),
    };
    format!("{} ({}, {stake})", escape(&criterion.title), code(&criterion.id))
}

fn paths(paths: &[String], more: usize) -> String {
    words::all_of(&paths.iter().map(|path| code(path)).collect::<Vec<_>>(), more)
}
