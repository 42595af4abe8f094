//! What a new scorecard means against the one that is kept.

use indexmap::IndexMap;
use similar::{ChangeTag, TextDiff};

use super::record::Record;

/// What differs between two kept texts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differences {
    /// In short: `2 verdicts changed, award silver → none`.
    pub summary: String,
    /// One by one: `cycle-length: met → unmet`.
    pub lines: Vec<String>,
}

impl Differences {
    /// Differences of which there is no more to say.
    pub fn new(summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), lines: Vec::new() }
    }
}

/// What differs between an old text and a new one; none if nothing does. An old text that cannot be understood is compared
/// line by line.
pub fn differences(old: &str, new: &str) -> Option<Differences> {
    if old.trim_end() == new.trim_end() {
        return None;
    }
    Some(match (Record::parse(old), Record::parse(new)) {
        (Some(old), Some(new)) if old != new => by_meaning(&old, &new),
        (Some(_), Some(_)) => Differences::new("it says the same in another form"),
        _ => by_line(old, new),
    })
}

fn by_meaning(old: &Record, new: &Record) -> Differences {
    let mut summary = Vec::new();
    let mut lines = Vec::new();
    let verdicts = changed("", &old.criteria, &new.criteria);
    if !verdicts.is_empty() {
        summary.push(counted(verdicts.len(), "verdict"));
    }
    for (what, old, new) in [("award", &old.award, &new.award), ("score", &old.score, &new.score)] {
        if old != new {
            summary.push(format!("{what} {old} → {new}"));
        }
    }
    let none = "none".to_owned();
    let possible = [&old.provisional, &new.provisional].map(|award| award.as_ref().unwrap_or(&none));
    let subjects = [&old.subject, &new.subject].map(|subject| subject.as_ref().unwrap_or(&none));
    let evidenced = [&old.evidenced, &new.evidenced];
    for (what, [old, new]) in [("subject", subjects), ("provisional", possible), ("evidenced", evidenced)] {
        if old != new {
            lines.push(format!("{what}: {old} → {new}"));
        }
    }
    lines.extend(verdicts);
    lines.extend(changed("principle ", &old.principles, &new.principles));
    lines.extend(old.limits.iter().filter(|limit| !new.limits.contains(limit)).map(|limit| format!("gone: {limit}")));
    lines.extend(new.limits.iter().filter(|limit| !old.limits.contains(limit)).map(|limit| format!("new: {limit}")));
    let joined = |reasons: &IndexMap<String, Vec<String>>| -> IndexMap<String, String> {
        reasons.iter().map(|(id, reasons)| (id.clone(), reasons.join("; "))).collect()
    };
    for (what, was, is) in [
        ("reasons", &joined(&old.reasons), &joined(&new.reasons)),
        ("what is unanswered", &old.unanswered, &new.unanswered),
        ("what is not proven", &old.unverified, &new.unverified),
    ] {
        // Where the verdict changed, what is gone goes without saying.
        let says_more = |id: &&String| is.contains_key(*id) || old.criteria.get(*id) == new.criteria.get(*id);
        let differ = ids(was, is).filter(|id| was.get(*id) != is.get(*id)).filter(says_more);
        lines.extend(differ.map(|id| format!("{what} of {id}: {}", is.get(id).map_or("nothing", String::as_str))));
    }
    if summary.is_empty() {
        summary.push(if lines.is_empty() { "its order changed" } else { "details changed" }.to_owned());
    }
    Differences { summary: summary.join(", "), lines }
}

/// `cycle-length: met → unmet`, for what changed, came or went.
fn changed(prefix: &str, old: &IndexMap<String, String>, new: &IndexMap<String, String>) -> Vec<String> {
    let absent = "absent".to_owned();
    let mut lines = Vec::new();
    for id in ids(old, new) {
        let [was, is] = [old, new].map(|each| each.get(id).unwrap_or(&absent));
        if was != is {
            lines.push(format!("{prefix}{id}: {was} → {is}"));
        }
    }
    lines
}

/// The keys of the new, then those that are gone.
fn ids<'a, T>(old: &'a IndexMap<String, T>, new: &'a IndexMap<String, T>) -> impl Iterator<Item = &'a String> {
    new.keys().chain(old.keys().filter(|id| !new.contains_key(*id)))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{} changed", if count == 1 { "" } else { "s" })
}

fn by_line(old: &str, new: &str) -> Differences {
    let diff = TextDiff::from_lines(old, new);
    let line = |change: similar::Change<&str>| {
        let sign = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        Some(format!("{sign}: {}", change.value().trim_end()))
    };
    Differences {
        summary: "what is kept cannot be understood".to_owned(),
        lines: diff.iter_all_changes().filter_map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str =
        "award: silver\nscore: 80%\nevidenced: 100%\nprinciples:\n  length: 80%\ncriteria:\n  a: met\n  b: met\n";

    fn after(changes: &[(&str, &str)]) -> Option<Differences> {
        differences(OLD, &changes.iter().fold(OLD.to_owned(), |text, (from, to)| text.replace(from, to)))
    }

    fn lines(found: Option<Differences>) -> (String, Vec<String>) {
        found.map_or_else(Default::default, |found| (found.summary, found.lines))
    }

    #[test]
    fn the_same_text_differs_in_nothing() {
        assert_eq!(differences(OLD, &format!("{OLD}\n")), None);
    }

    #[test]
    fn verdicts_and_the_award_come_first() {
        let (summary, all) = lines(after(&[("silver", "none"), ("a: met", "a: unmet"), ("b: met", "c: met")]));
        assert_eq!(summary, "3 verdicts changed, award silver → none");
        assert_eq!(all, ["a: met → unmet", "c: absent → met", "b: met → absent"]);
    }

    #[test]
    fn details_are_named_where_nothing_else_changed() {
        let (summary, all) = lines(after(&[("b: met\n", "b: met\nunanswered:\n  b: staff.turnover\n")]));
        assert_eq!(summary, "details changed");
        assert_eq!(all, ["what is unanswered of b: staff.turnover"]);
    }

    #[test]
    fn another_order_is_told() {
        let (summary, _) = lines(after(&[("  a: met\n  b: met\n", "  b: met\n  a: met\n")]));
        assert_eq!(summary, "it says the same in another form");
    }

    #[test]
    fn what_cannot_be_understood_is_compared_by_line() {
        let (summary, all) = lines(differences("award: gold\nnonsense\n", "award: gold\n"));
        assert_eq!(summary, "what is kept cannot be understood");
        assert_eq!(all, ["gone: nonsense"]);
    }
}
