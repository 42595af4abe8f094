//! `and` and `or` side by side.

use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// The longest condition that a proposal shows whole.
const LONGEST_SHOWN: usize = 32;

/// The most conditions that a proposal shows.
const MOST_SHOWN: usize = 6;

/// Refuses conditions joined by both `and` and `or`, and shows the two ways to put parentheses.
pub(super) fn mixed(sources: &Sources, conditions: &[Span], links: &[(&str, Span)]) -> Diagnostic {
    let first = links.first();
    let other = links.iter().find(|(word, _)| Some(word) != first.map(|(word, _)| word));
    let mut diagnostic = Diagnostic::new(Code::MixedLogic, "`and` and `or` stand side by side without parentheses");
    for (word, span) in other.into_iter().chain(first) {
        diagnostic = diagnostic.with_label(sources, *span, format!("`{word}` here"));
    }
    if conditions.len() > MOST_SHOWN {
        return diagnostic
            .with_help("put those that belong together in parentheses: `(a and b) or c`, `a and (b or c)`");
    }
    let words: Vec<&str> = links.iter().map(|&(word, _)| word).collect();
    let shown: Vec<String> = conditions.iter().map(|&span| shorten(sources.text(span))).collect();
    let (ands, ors) = (group(&shown, &words, "and"), group(&shown, &words, "or"));
    diagnostic.with_help(format!("write `{ands}` or `{ors}`"))
}

/// The conditions with parentheses round those that `link` joins.
fn group(conditions: &[String], links: &[&str], link: &str) -> String {
    let mut out = String::new();
    for (at, condition) in conditions.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| links.get(at)).copied();
        let after = links.get(at).copied();
        if let Some(word) = before {
            out.push_str(&format!(" {word} "));
        }
        if after == Some(link) && before != Some(link) {
            out.push('(');
        }
        out.push_str(condition);
        if before == Some(link) && after != Some(link) {
            out.push(')');
        }
    }
    out
}

/// A condition on one line, cut where it is long.
fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}
