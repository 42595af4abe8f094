//! Comments that silence a lint: `# lint: allow missing-rationale because the principle says why`.
//!
//! Such a comment stands at the end of a line, or on lines of its own before one, and speaks of what begins on that line: a
//! declaration, a criterion, a clause or an entry. A reason has to be given; a comment that is no use is reported itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::closest;
use kitemark_dsl::parse::comments;
use kitemark_dsl::source::{Source, SourceId, Span};

use super::extent::extents;
use super::registry::{self, Lint};
use super::{Edit, Finding, Fix, sources};
use crate::workshop::Workshop;

/// What a comment begins with that speaks to the lints.
const MARK: &str = "lint:";

/// A comment that silences lints.
struct Silence {
    comment: Span,
    lints: Vec<(&'static Lint, bool)>,
    /// The bytes of the file that it speaks of.
    about: Range<usize>,
}

/// Leaves out what comments silence, and adds what is wrong with those comments.
pub(super) fn heed(workshop: &Workshop, found: Vec<Finding>) -> Vec<Finding> {
    let extents = extents(workshop.syntax()).into_iter().collect();
    let mut kept = Vec::new();
    let mut silences = Vec::new();
    for (id, source) in sources(workshop).entries() {
        for comment in comments(source.text()) {
            match read(workshop, id, source, comment, &extents) {
                Some(Ok(silence)) => silences.push(silence),
                Some(Err(wrong)) => kept.extend(wrong),
                None => {}
            }
        }
    }
    kept.extend(found.into_iter().filter(|finding| !silences.iter_mut().any(|silence| silence.covers(finding))));
    kept.extend(silences.iter().filter_map(|silence| useless(workshop, silence)));
    kept
}

impl Silence {
    /// Whether it silences a finding; notes which lint it was good for.
    fn covers(&mut self, finding: &Finding) -> bool {
        if finding.span.source != self.comment.source || !self.about.contains(&finding.span.range().start) {
            return false;
        }
        let of = self.lints.iter_mut().find(|(lint, _)| lint.code == finding.diagnostic.code);
        of.map(|(_, is_used)| *is_used = true).is_some()
    }
}

/// A silencing comment, or what is wrong with it; none for any other comment.
fn read(
    workshop: &Workshop,
    id: SourceId,
    source: &Arc<Source>,
    comment: Range<usize>,
    extents: &BTreeSet<Span>,
) -> Option<Result<Silence, Vec<Finding>>> {
    let text = source.slice(comment.clone()).trim_start_matches('#').trim();
    let said = text.strip_prefix(MARK)?.trim();
    let span = Span::new(id, comment.start..comment.start + source.slice(comment.clone()).trim_end().len());
    Some(allowed(workshop, said, span).map(|lints| Silence {
        comment: span,
        lints: lints.into_iter().map(|lint| (lint, false)).collect(),
        about: about(source, span, extents),
    }))
}

/// The lints that a comment allows, or what is wrong with it.
fn allowed(workshop: &Workshop, said: &str, comment: Span) -> Result<Vec<&'static Lint>, Vec<Finding>> {
    let Some(said) = said.strip_prefix("allow ") else {
        let message = format!("`{said}` says nothing to the lints");
        let finding = Finding::at(workshop, Code::UnknownSilence, comment, message, "not understood");
        return Err(vec![finding.with_help("write `# lint: allow NAME because REASON`")]);
    };
    let (names, reason) = said.split_once(" because").unwrap_or((said, ""));
    let names = names.split(',').map(str::trim);
    let (known, unknown): (Vec<_>, Vec<_>) =
        names.map(|name| (name, registry::find(name))).partition(|(_, lint)| lint.is_some());
    let mut wrong: Vec<Finding> = unknown.iter().map(|(name, _)| unknown_lint(workshop, name, comment)).collect();
    if reason.trim().is_empty() {
        let message = format!("`{}` is allowed without a reason", said.trim());
        wrong.push(
            Finding::at(workshop, Code::UnexplainedSilence, comment, message, "why?")
                .with_help("end the comment with `because …`: the next author has to know"),
        );
    }
    if wrong.is_empty() { Ok(known.into_iter().filter_map(|(_, lint)| lint).collect()) } else { Err(wrong) }
}

fn unknown_lint(workshop: &Workshop, name: &str, comment: Span) -> Finding {
    let finding =
        Finding::at(workshop, Code::UnknownSilence, comment, format!("no lint is called `{name}`"), "unknown");
    match closest(name, registry::LINTS.iter().map(|lint| lint.name)) {
        Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
        None => finding.with_help("`kitemark lint --list` names them all"),
    }
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

/// A comment that silences nothing, or not all that it names.
fn useless(workshop: &Workshop, silence: &Silence) -> Option<Finding> {
    let idle: Vec<&str> = silence.lints.iter().filter(|(_, is_used)| !is_used).map(|(lint, _)| lint.name).collect();
    let (first, _) = idle.split_first()?;
    let message = format!("`{}` is allowed, and not found", idle.join("`, `"));
    let finding = Finding::at(workshop, Code::UselessSilence, silence.comment, message, "silences nothing");
    if idle.len() < silence.lints.len() {
        return Some(finding.with_help(format!("take `{first}` out of the comment")));
    }
    let edit = Edit { span: whole_comment(workshop, silence.comment), text: String::new() };
    let fix = Fix { edits: vec![edit], keeps_digest: true };
    Some(Finding { fix: Some(fix), ..finding.with_help("remove the comment, or put it before what it speaks of") })
}

/// A comment with the blanks before it; with its line break, where it has a line of its own.
fn whole_comment(workshop: &Workshop, comment: Span) -> Span {
    let source = sources(workshop).get(comment.source);
    let (before, after) =
        (source.slice(0..comment.range().start), source.slice(comment.range().end..source.text().len()));
    let start = before.trim_end_matches([' ', '\t']).len();
    let is_alone = before.get(..start).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let line_break = after.find('\n').filter(|_| is_alone).map_or(0, |at| at + 1);
    Span::new(comment.source, start..comment.range().end + line_break)
}
