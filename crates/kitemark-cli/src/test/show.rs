//! Results as text, JSON and TAP.

use kitemark::report::visible;
use kitemark_authoring::case::Outcome;
use serde_json::{Value, json};

use super::entry::{Counts, Entry, Kind, Tested};
use crate::draw;

/// A line for each file, the known gaps, and a line for each charter.
pub(super) fn text(tested: &[Tested]) -> String {
    tested.iter().map(charter).collect()
}

fn charter(tested: &Tested) -> String {
    let mut out = String::new();
    for entries in tested.entries.chunk_by(|one, next| one.file == next.file) {
        let counts = Counts::of(entries.iter());
        let file = entries.first().map_or("", |entry| entry.file.as_str());
        out.push_str(&format!("{}: {}\n", visible(file), of_file(counts)));
    }
    for entry in tested.entries.iter().filter(|entry| entry.outcome == Outcome::KnownGap) {
        let reason = entry.gap.as_deref().unwrap_or_default();
        out.push_str(&format!("known gap: {}: {}\n", visible(&entry.title), visible(reason)));
    }
    out.push_str(&format!("{}: {}\n", visible(&tested.name), total(tested)));
    out
}

/// `11 of 12 hold, 1 known gap`.
fn of_file(counts: Counts) -> String {
    let mut parts = vec![format!("{} of {} hold", counts.hold, counts.all())];
    parts.extend(others(counts));
    parts.join(", ")
}

fn others(counts: Counts) -> Vec<String> {
    let gaps = if counts.gaps == 1 { "known gap" } else { "known gaps" };
    let fail = if counts.fail == 1 { "fails" } else { "fail" };
    let told = [(counts.fail, fail), (counts.gaps, gaps), (counts.not_run, "not run")];
    told.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
}

/// `38 cases hold, 1 fails; 4 snapshots hold`.
fn total(tested: &Tested) -> String {
    let of = |kind: Kind| Counts::of(tested.entries.iter().filter(|entry| entry.kind == kind));
    let mut parts = Vec::new();
    for (kind, one, many) in
        [(Kind::Case, "case holds", "cases hold"), (Kind::Snapshot, "snapshot holds", "snapshots hold")]
    {
        let counts = of(kind);
        if counts.all() > 0 {
            let words = if counts.hold == 1 { one } else { many };
            let mut told = vec![format!("{} {words}", counts.hold)];
            told.extend(others(counts));
            parts.push(told.join(", "));
        }
    }
    if !tested.problems.is_empty() {
        parts.push(draw::count(&tested.problems));
    }
    parts.join("; ")
}

pub(super) fn json(tested: &[Tested]) -> String {
    kitemark::json(&tested.iter().map(as_json).collect::<Value>())
}

fn as_json(tested: &Tested) -> Value {
    let counts = Counts::of(tested.entries.iter());
    json!({
        "path": tested.name,
        "holds": counts.hold,
        "fails": counts.fail,
        "known_gaps": counts.gaps,
        "not_run": counts.not_run,
        "results": tested.entries.iter().map(result).collect::<Vec<_>>(),
        "diagnostics": tested.problems,
    })
}

fn result(entry: &Entry) -> Value {
    json!({
        "kind": match entry.kind { Kind::Case => "case", Kind::Snapshot => "snapshot" },
        "file": entry.file,
        "line": entry.line,
        "title": entry.title,
        "outcome": outcome(&entry.outcome),
        "known_gap": entry.gap,
        "diagnostics": entry.failures(),
    })
}

fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::KnownGap => "known_gap",
        Outcome::Fails(_) => "fails",
        _ => "not_run",
    }
}

/// A line for each entry, and for each error that is none's.
pub(super) fn tap(tested: &[Tested]) -> String {
    let mut lines = Vec::new();
    let entries = tested.iter().flat_map(|tested| &tested.entries);
    for (number, entry) in (1..).zip(entries) {
        let title = tap_text(&format!("{}: {}", entry.file, entry.title));
        let line = match &entry.outcome {
            Outcome::Holds => format!("ok {number} - {title}"),
            Outcome::KnownGap => {
                format!("not ok {number} - {title} # TODO {}", tap_text(entry.gap.as_deref().unwrap_or_default()))
            }
            _ => format!("not ok {number} - {title}"),
        };
        lines.push(line);
        for failure in entry.failures() {
            lines.push(format!("# {} {}", failure.code.as_str(), visible(&failure.message)));
            lines.extend(failure.help.iter().map(|help| format!("#   {}", visible(help))));
        }
    }
    let count = lines.iter().filter(|line| !line.starts_with('#')).count();
    let errors = tested.iter().flat_map(|tested| &tested.problems).filter(|problem| problem.is_error());
    let bail = errors.take(1).map(|problem| format!("Bail out! {}", tap_text(&problem.message)));
    let all = ["TAP version 14".to_owned(), format!("1..{count}")].into_iter().chain(lines).chain(bail);
    all.map(|line| line + "\n").collect()
}

/// Text in which `#` begins no directive.
fn tap_text(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('#', "\\#")
}
