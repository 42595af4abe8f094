//! A comparison as text, JSON and Markdown.

use kitemark::report::{self, Pen, Role, TextStyle};
use kitemark_authoring::edition::{Comparison, Direction, Entry, Fate, Impact, Note};
use serde_json::{Value, json};

use super::impact::Outcome;

pub(super) fn text(comparison: &Comparison, outcomes: &[Outcome], style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    pen.paragraph(Role::Strong, "", &title(comparison));
    pen.paragraph(Role::Plain, "", &comparison.summary());
    for section in &comparison.sections {
        pen.heading(section.title);
        section.entries.iter().for_each(|entry| one_entry(&mut pen, entry));
    }
    if !outcomes.is_empty() {
        pen.heading("Impact");
        outcomes.iter().for_each(|outcome| one_outcome(&mut pen, outcome));
    }
    pen.finish()
}

fn title(comparison: &Comparison) -> String {
    let (old, new) = (&comparison.old, &comparison.new);
    if old.id == new.id {
        format!("{}: edition {} → {}", new.title, old.edition, new.edition)
    } else {
        format!("{}, edition {} → {}, edition {}", old.title, old.edition, new.title, new.edition)
    }
}

fn one_entry(pen: &mut Pen, entry: &Entry) {
    let role = match entry.fate {
        Fate::Added => Role::Good,
        Fate::Dropped => Role::Bad,
        Fate::Changed => Role::Open,
    };
    let title = entry.title.as_ref().map(|title| format!(" – {title}")).unwrap_or_default();
    pen.item(role, &format!("  {:7}  ", entry.fate.words()), Role::Plain, &format!("{}{title}", entry.id));
    for note in &entry.notes {
        pen.item(Role::Dim, "           · ", Role::Plain, &note_words(note));
    }
}

fn note_words(note: &Note) -> String {
    let direction = note.direction.map(Direction::words).map(|words| format!(" ({words})")).unwrap_or_default();
    format!("{}{direction}", note.text)
}

fn one_outcome(pen: &mut Pen, outcome: &Outcome) {
    let role = match &outcome.impact {
        None => Role::Bad,
        Some(impact) if impact.is_none() && outcome.new_errors == 0 => Role::Dim,
        Some(_) => Role::Plain,
    };
    pen.item(Role::Plain, "  ", role, &format!("{}: {}", outcome.name, headline(outcome)));
    for line in outcome.impact.iter().flat_map(verdicts) {
        pen.item(Role::Dim, "           · ", Role::Plain, &line);
    }
}

/// `award silver → none, score 71.2% → 66.6%; 3 verdicts change`.
fn headline(outcome: &Outcome) -> String {
    let Some(impact) = &outcome.impact else { return "it cannot be scored".to_owned() };
    let mut parts = Vec::new();
    if impact.is_none() {
        parts.push("nothing changes".to_owned());
    } else {
        let award = |award: &Option<String>| award.clone().unwrap_or_else(|| "none".to_owned());
        parts.push(format!("award {}", arrow(award(&impact.before.award), award(&impact.after.award))));
        let score = |score: &Option<kitemark::scorecard::Interval>| {
            score.as_ref().map_or_else(|| "not scored".to_owned(), report::interval)
        };
        parts.push(format!("score {}", arrow(score(&impact.before.score), score(&impact.after.score))));
        if !impact.verdicts.is_empty() {
            parts.push(counted(impact.verdicts.len(), "verdict changes", "verdicts change"));
        }
    }
    if outcome.new_errors > 0 {
        parts.push(counted(outcome.new_errors, "error more", "errors more"));
    }
    parts.join("; ")
}

/// Both, or one where they are the same.
fn arrow(before: String, after: String) -> String {
    if before == after { before } else { format!("{before} → {after}") }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn verdicts(impact: &Impact) -> Vec<String> {
    let line = |one: &kitemark_authoring::edition::Changed| {
        format!("{}: {} → {}", one.criterion, one.before.words(), one.after.words())
    };
    impact.verdicts.iter().map(line).collect()
}

pub(super) fn json(comparison: &Comparison, outcomes: &[Outcome]) -> String {
    let impact: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            json!({
                "file": outcome.name,
                "impact": outcome.impact,
                "new_errors": outcome.new_errors,
                "diagnostics": outcome.diagnostics,
            })
        })
        .collect();
    kitemark::json(&json!({ "comparison": comparison, "impact": impact }))
}

pub(super) fn markdown(comparison: &Comparison, outcomes: &[Outcome]) -> String {
    let mut page = comparison.markdown();
    if !outcomes.is_empty() {
        page.push_str("\n## Impact\n");
    }
    for outcome in outcomes {
        page.push_str(&format!("\n### {}\n\n{}\n", report::escape(&outcome.name), report::escape(&headline(outcome))));
        let lines = outcome.impact.iter().flat_map(verdicts);
        let list: String = lines.map(|line| format!("- {}\n", report::escape(&line))).collect();
        if !list.is_empty() {
            page.push_str(&format!("\n{list}"));
        }
    }
    page
}
