//! How far two reviewers agree, as text and as Markdown.

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::review::{Agreement, ClaimAgreement, Disagreement, View};

use crate::TextStyle;
use crate::paint::Role;
use crate::percent::percent;
use crate::text::pen::Pen;
use crate::words::{clip, counted};

/// The agreement of two reviews as text.
pub fn agreement(agreement: &Agreement, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    pen.paragraph(Role::Strong, "", &title(agreement));
    pen.paragraph(Role::Dim, "", &subject(agreement));
    pen.blank();
    for (label, text) in facts(agreement) {
        pen.item(Role::Dim, &format!("{label:<11}"), Role::Plain, &text);
    }
    for (heading, disagreements) in groups(agreement) {
        pen.heading(&heading);
        for each in disagreements {
            pen.blank();
            pen.item(Role::Open, "≠ ", Role::Strong, &each.of);
            if let Some(submitted) = &each.submitted {
                pen.item(Role::Dim, "    submitted  ", Role::Plain, &clip(submitted));
            }
            for (reviewer, view) in agreement.reviewers.iter().zip(&each.views) {
                pen.item(Role::Plain, "    ", Role::Plain, &told(reviewer, view));
            }
        }
    }
    pen.finish()
}

/// The agreement of two reviews as a Markdown page.
pub fn markdown_agreement(agreement: &Agreement) -> String {
    let mut lines = vec![format!("# {}\n", escape(&title(agreement))), escape(&subject(agreement)), String::new()];
    lines.extend(facts(agreement).into_iter().map(|(label, text)| match label {
        "" => format!("- {}", escape(&text)),
        label => format!("- **{label}:** {}", escape(&text)),
    }));
    let [first, second] = agreement.reviewers.each_ref().map(|name| escape(&clip(name)));
    for (heading, disagreements) in groups(agreement) {
        lines.push(format!("\n## {}\n", escape(&heading)));
        lines.push(format!("| Of | Submitted | {first} | {second} |\n| --- | --- | --- | --- |"));
        for each in disagreements {
            let submitted = each.submitted.as_deref().map(|text| escape(&clip(text))).unwrap_or_default();
            let [one, other] = each.views.each_ref().map(|view| escape(&shown(view)));
            lines.push(format!("| {} | {submitted} | {one} | {other} |", code(&each.of)));
        }
    }
    lines.join("\n") + "\n"
}

fn title(agreement: &Agreement) -> String {
    let [first, second] = agreement.reviewers.each_ref().map(|name| clip(name));
    format!("{first} and {second} on {}", agreement.profile)
}

fn subject(agreement: &Agreement) -> String {
    format!("By the charter {}, edition {}", agreement.charter_id, agreement.edition)
}

/// What they agree on, in numbers: a label and a text a line.
fn facts(agreement: &Agreement) -> Vec<(&'static str, String)> {
    let claims = &agreement.claims;
    let mut facts = vec![("Claims", claims_agreed(claims))];
    facts.push(("Kappa", kappa(claims)));
    let [first, second] = agreement.reviewers.each_ref().map(|name| clip(name));
    let [by_first, by_second] = claims.only;
    if by_first + by_second > 0 {
        facts.push(("Left out", format!("decided by {first} alone: {by_first}, by {second} alone: {by_second}")));
    }
    if claims.undecided > 0 {
        let label = if by_first + by_second > 0 { "" } else { "Left out" };
        facts.push((label, format!("decided by neither: {}", claims.undecided)));
    }
    let verdicts = &agreement.verdicts;
    facts.push((
        "Verdicts",
        match verdicts.overridden {
            0 => "neither overrides any".to_owned(),
            count => format!("{} overridden, of which alike {}", count, verdicts.agreed),
        },
    ));
    facts
}

fn claims_agreed(claims: &ClaimAgreement) -> String {
    match &claims.agreement {
        None => "no claim was decided on by both".to_owned(),
        Some(share) => {
            let both = counted(claims.both, "claim", "claims");
            format!("{} alike, of {both} that both decided on: {}", claims.agreed, percent(share))
        }
    }
}

/// Cohen's kappa with its interval, or why there is none.
fn kappa(claims: &ClaimAgreement) -> String {
    match &claims.kappa {
        Some(kappa) => {
            let [value, low, high] = [&kappa.value, &kappa.low, &kappa.high].map(|end| end.decimals(2));
            format!("{value}, 95% interval {low} to {high} (Cohen's kappa: agreement beyond chance)")
        }
        None if claims.both == 0 => "not defined: there is nothing to compare".to_owned(),
        None => "not defined: both decided one and the same throughout, which tells nothing of chance".to_owned(),
    }
}

/// The disagreements under their headings.
fn groups(agreement: &Agreement) -> Vec<(String, &[Disagreement])> {
    let groups = [
        ("Claims decided differently", agreement.claims.disagreements.as_slice()),
        ("Verdicts decided differently", agreement.verdicts.disagreements.as_slice()),
    ];
    let shown = groups.into_iter().filter(|(_, list)| !list.is_empty());
    shown.map(|(title, list)| (format!("{title} ({})", list.len()), list)).collect()
}

fn told(reviewer: &str, view: &View) -> String {
    format!("{}: {}", clip(reviewer), shown(view))
}

fn shown(view: &View) -> String {
    match &view.reason {
        Some(reason) => format!("{} – {}", clip(&view.decision), clip(reason)),
        None => clip(&view.decision),
    }
}
