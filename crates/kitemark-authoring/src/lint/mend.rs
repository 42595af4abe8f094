//! Mending what is found, where that is safe.

use kitemark_dsl::source::{SourceId, Span};

use super::{Edit, Finding, Fix, lint};
use crate::workshop::Workshop;

/// Edits may lay open others; after so many rounds the rest is left to the author.
const MOST_ROUNDS: usize = 10;

/// A charter after mending.
#[derive(Debug)]
#[non_exhaustive]
pub struct Mended {
    /// The charter as it is now.
    pub workshop: Workshop,
    /// What was mended.
    pub fixed: Vec<Finding>,
}

/// Makes the edits of those findings that are `wanted` and have one.
///
/// The charter that comes of it is checked: where it has an error, its examples come out otherwise, or its digest is not what the
/// edits promise, they are not made. `load` gives the bytes of a profile by its path from the charter's folder.
pub fn mend(workshop: &Workshop, wanted: &dyn Fn(&Finding) -> bool, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Mended {
    let mut mended = Mended { workshop: workshop.clone(), fixed: Vec::new() };
    for _ in 0..MOST_ROUNDS {
        let fixed = without_overlaps(lint(&mended.workshop).into_iter().filter(wanted));
        let Some(next) = reopened(&mended.workshop, &fixed, load) else { break };
        mended.workshop = next;
        mended.fixed.extend(fixed);
    }
    mended
}

/// The findings that can be mended at once, in order of place: no edit touches another.
fn without_overlaps(findings: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut taken: Vec<Span> = Vec::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let spans = || fix.edits.iter().map(|edit| edit.span);
        let touches = |a: Span, b: Span| a.source == b.source && a.start <= b.end && b.start <= a.end;
        if !spans().any(|span| taken.iter().any(|other| touches(span, *other))) {
            taken.extend(spans());
            chosen.push(finding);
        }
    }
    chosen
}

/// The charter with the edits made; none if there are none, or it does not mean the same.
fn reopened(workshop: &Workshop, fixed: &[Finding], load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Workshop> {
    let fixes: Vec<&Fix> = fixed.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    if fixes.is_empty() {
        return None;
    }
    let of_file = |id: SourceId| {
        let edits = fixes.iter().flat_map(|fix| &fix.edits).filter(|edit| edit.span.source == id);
        edits.cloned().collect::<Vec<Edit>>()
    };
    let sources = workshop.charter().sources();
    let files =
        sources.entries().map(|(id, source)| (source.name().to_owned(), edited(source.text(), 0, &of_file(id))));
    let next = Workshop::open(files.collect::<Vec<_>>()).ok()?;
    let is_same = if fixes.iter().all(|fix| fix.keeps_digest) {
        next.charter().sha256() == workshop.charter().sha256()
    } else {
        outcomes(&next, load) == outcomes(workshop, load)
    };
    is_same.then_some(next)
}

/// What the examples of a charter say.
fn outcomes(workshop: &Workshop, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<String> {
    workshop.run_examples(load).into_iter().map(|diagnostic| diagnostic.message).collect()
}

/// A text, of which the first byte stands at `start`, with edits made.
pub(super) fn edited(text: &str, start: usize, edits: &[Edit]) -> String {
    let mut in_order: Vec<&Edit> = edits.iter().collect();
    in_order.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in in_order {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start - start).unwrap_or_default());
        out.push_str(&edit.text);
        at = range.end - start;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // tests fail by panicking
mod tests {
    use kitemark_dsl::codes::Code;

    use super::*;

    const TEXT: &str = r#"charter c "A charter" # a comment
  edition 1
profile
  as_of  date
  beds   count
principle p "Principle"
  criterion c "Criterion"
    should beds is at least 5
example "Five beds"
  profile "house.yaml"
  then    c is met
"#;

    fn load(_: &str) -> Option<Vec<u8>> {
        Some(b"as_of: 2026-06-30\nbeds: 5\n".to_vec())
    }

    /// What comes of putting `new` in the place of `old`, with a promise about the digest.
    fn after(old: &str, new: &str, keeps_digest: bool) -> Option<String> {
        let workshop = Workshop::open([("c.charter", TEXT)]).unwrap();
        let (id, _) = workshop.charter().sources().entries().next().unwrap();
        let at = TEXT.find(old).unwrap();
        let span = Span::new(id, at..at + old.len());
        let fix = Fix { edits: vec![Edit { span, text: new.to_owned() }], keeps_digest };
        let finding = Finding { fix: Some(fix), ..Finding::at(&workshop, Code::IdStyle, span, "", "") };
        let next = reopened(&workshop, &[finding], &load)?;
        Some(next.charter().sources().iter().map(|source| source.text().to_owned()).collect())
    }

    #[test]
    fn edits_that_keep_their_promise_are_made() {
        assert_eq!(after(" # a comment", "", true), Some(TEXT.replace(" # a comment", "")));
        assert_eq!(after("is at least 5", "is 5", false), Some(TEXT.replace("is at least 5", "is 5")));
    }

    #[test]
    fn edits_that_change_what_a_charter_means_are_not_made() {
        assert_eq!(after("is at least 5", "is at least", false), None, "an error");
        assert_eq!(after("is at least 5", "is 5", true), None, "another digest");
        assert_eq!(after("is at least 5", "is at least 6", false), None, "an example that no longer holds");
    }

    #[test]
    fn edits_that_touch_wait_for_the_next_round() {
        let workshop = Workshop::open([("c.charter", TEXT)]).unwrap();
        let (id, _) = workshop.charter().sources().entries().next().unwrap();
        let finding = |range: std::ops::Range<usize>| {
            let span = Span::new(id, range);
            let fix = Fix { edits: vec![Edit { span, text: String::new() }], keeps_digest: true };
            Finding { fix: Some(fix), ..Finding::at(&workshop, Code::IdStyle, span, "", "") }
        };
        let chosen = without_overlaps([finding(0..4), finding(4..6), finding(7..9)].into_iter());
        assert_eq!(chosen.iter().map(|each| each.span.range()).collect::<Vec<_>>(), [0..4, 7..9]);
    }
}
