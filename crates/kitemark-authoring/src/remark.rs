//! Comments that speak to a tool: `# lint: allow missing-rationale because the principle says why`.
//!
//! Such a comment stands at the end of a line, or on lines of its own before one, and speaks of what begins on that line: a
//! declaration, a criterion, a clause or an entry.

use std::collections::BTreeSet;
use std::ops::Range;

use kitemark_dsl::parse::comments;
use kitemark_dsl::source::{Source, Span};

use crate::extent::extents;
use crate::workshop::Workshop;

/// What a comment says to a tool, and of what.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    /// The comment, from its `#`.
    pub(crate) comment: Span,
    /// What follows the tool's name.
    pub(crate) said: String,
    /// The bytes of the file that it speaks of.
    about: Range<usize>,
}

impl Remark {
    /// Whether it speaks of what stands at `span`.
    pub(crate) fn speaks_of(&self, span: Span) -> bool {
        span.source == self.comment.source && self.about.contains(&span.range().start)
    }

    /// What it allows, and why; none if it says something else.
    pub(crate) fn allows(&self) -> Option<(&str, &str)> {
        let said = self.said.strip_prefix("allow")?;
        let (what, reason) = said.split_once(" because").unwrap_or((said, ""));
        Some((what.trim(), reason.trim()))
    }
}

/// The comments of a charter that begin with `mark`, such as `lint:`, in order.
pub(crate) fn remarks(workshop: &Workshop, mark: &str) -> Vec<Remark> {
    let extents: BTreeSet<Span> = extents(workshop.syntax()).into_iter().collect();
    let mut remarks = Vec::new();
    for (id, source) in workshop.charter().sources().entries() {
        for comment in comments(source.text()) {
            let text = source.slice(comment.clone()).trim_end();
            let Some(said) = text.trim_start_matches('#').trim().strip_prefix(mark) else { continue };
            let span = Span::new(id, comment.start..comment.start + text.len());
            remarks.push(Remark { comment: span, said: said.trim().to_owned(), about: about(source, span, &extents) });
        }
    }
    remarks
}

/// What a comment speaks of: what begins on its line, or on the next line with something on it.
fn about(source: &Source, comment: Span, extents: &BTreeSet<Span>) -> Range<usize> {
    let line = line_spoken_of(source.text(), comment.range().start);
    let beginning = |at: usize| Span::new(comment.source, at..at);
    let ends = extents.range(beginning(line.start)..beginning(line.end)).map(|span| span.range().end);
    line.start..ends.max().unwrap_or(line.end).max(line.end)
}

fn line_spoken_of(text: &str, comment: usize) -> Range<usize> {
    let start = text.get(..comment).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let mut line = start..start;
    for each in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        line = line.end..line.end + each.len();
        let content = each.trim_start();
        if !content.is_empty() && !content.starts_with('#') {
            break;
        }
    }
    line
}
