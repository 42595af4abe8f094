//! Comments that silence a lint: `# lint: allow missing-rationale because the principle says why`.
//!
//! Such a comment stands at the end of a line, or on lines of its own before one, and speaks of what begins on that line: a
//! declaration, a criterion, a clause or an entry. A reason has to be given; a comment that is no use is reported itself.

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::closest;
use kitemark_dsl::source::Span;

use super::registry::{self, Lint};
use super::{Edit, Finding, Fix, sources};
use crate::remark::{Remark, remarks};
use crate::workshop::Workshop;

/// What a comment begins with that speaks to the lints.
const MARK: &str = "lint:";

/// A comment that silences lints.
struct Silence {
    remark: Remark,
    /// Each with whether it was good for something.
    lints: Vec<(&'static Lint, bool)>,
}

/// Leaves out what comments silence, and adds what is wrong with those comments.
pub(super) fn heed(workshop: &Workshop, found: Vec<Finding>) -> Vec<Finding> {
    let mut kept = Vec::new();
    let mut silences = Vec::new();
    for remark in remarks(workshop, MARK) {
        match allowed(workshop, &remark) {
            Ok(lints) => {
                silences.push(Silence { remark, lints: lints.into_iter().map(|lint| (lint, false)).collect() });
            }
            Err(wrong) => kept.extend(wrong),
        }
    }
    kept.extend(found.into_iter().filter(|finding| !silences.iter_mut().any(|silence| silence.covers(finding))));
    kept.extend(silences.iter().filter_map(|silence| useless(workshop, silence)));
    kept
}

impl Silence {
    /// Whether it silences a finding; notes which lint it was good for.
    fn covers(&mut self, finding: &Finding) -> bool {
        if !self.remark.speaks_of(finding.span) {
            return false;
        }
        let of = self.lints.iter_mut().find(|(lint, _)| lint.code == finding.diagnostic.code);
        of.map(|(_, is_used)| *is_used = true).is_some()
    }
}

/// The lints that a comment allows, or what is wrong with it.
fn allowed(workshop: &Workshop, remark: &Remark) -> Result<Vec<&'static Lint>, Vec<Finding>> {
    let (said, comment) = (remark.said.as_str(), remark.comment);
    let Some((names, reason)) = remark.allows() else {
        let message = format!("`{said}` says nothing to the lints");
        let finding = Finding::at(workshop, Code::UnknownSilence, comment, message, "not understood");
        return Err(vec![finding.with_help("write `# lint: allow NAME because REASON`")]);
    };
    let names = names.split(',').map(str::trim);
    let (known, unknown): (Vec<_>, Vec<_>) =
        names.map(|name| (name, registry::find(name))).partition(|(_, lint)| lint.is_some());
    let mut wrong: Vec<Finding> = unknown.iter().map(|(name, _)| unknown_lint(workshop, name, comment)).collect();
    if reason.is_empty() {
        let said = said.strip_prefix("allow").unwrap_or(said).trim();
        let message = format!("`{said}` is allowed without a reason");
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

/// A comment that silences nothing, or not all that it names.
fn useless(workshop: &Workshop, silence: &Silence) -> Option<Finding> {
    let idle: Vec<&str> = silence.lints.iter().filter(|(_, is_used)| !is_used).map(|(lint, _)| lint.name).collect();
    let (first, _) = idle.split_first()?;
    let message = format!("`{}` is allowed, and not found", idle.join("`, `"));
    let finding = Finding::at(workshop, Code::UselessSilence, silence.remark.comment, message, "silences nothing");
    if idle.len() < silence.lints.len() {
        return Some(finding.with_help(format!("take `{first}` out of the comment")));
    }
    let edit = Edit { span: whole_comment(workshop, silence.remark.comment), text: String::new() };
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
