//! Diagnostics drawn for a terminal. This folder is the only user of annotate-snippets.

mod line;
mod snippet;

use annotate_snippets::{Group, Level, Renderer};
use kitemark::report::visible;
use kitemark::{Code, Diagnostic};
use textwrap::{Options, WordSplitter};

use snippet::Drawing;

/// How diagnostics look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: usize,
    pub(crate) colour: bool,
}

/// All diagnostics, errors first and each in order of place; then how many there are, and how to read more.
pub(crate) fn all(diagnostics: &[Diagnostic], look: Look) -> String {
    let drawn = in_order(diagnostics).into_iter().map(|diagnostic| one(diagnostic, look) + "\n");
    let closing = closing(diagnostics, look.width);
    drawn.chain(closing).collect::<Vec<_>>().join("\n")
}

/// How many there are, and where to read more. What the command itself reports needs neither.
fn closing(diagnostics: &[Diagnostic], width: usize) -> Option<String> {
    let mut codes: Vec<Code> = diagnostics.iter().map(|one| one.code).filter(|code| !is_plain(*code)).collect();
    codes.sort_unstable();
    codes.dedup();
    let (first, rest) = codes.split_first()?;
    let rest: Vec<&str> = rest.iter().map(|code| code.as_str()).collect();
    let others = if rest.is_empty() { String::new() } else { format!("; there are pages on {} too", rest.join(", ")) };
    let hint = format!("`kitemark explain {}` says more{others}", first.as_str());
    Some(format!("{}\n{}\n", count(diagnostics), textwrap::fill(&hint, options(width))))
}

fn is_plain(code: Code) -> bool {
    matches!(code, Code::Unreadable | Code::NothingFound | Code::Usage)
}

/// `3 errors, 1 warning`.
pub(crate) fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|one| one.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let word = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "no errors".to_owned(),
        (0, warnings) => word(warnings, "warning"),
        (errors, 0) => word(errors, "error"),
        (errors, warnings) => format!("{}, {}", word(errors, "error"), word(warnings, "warning")),
    }
}

/// Codes and ids stay whole where they can.
fn options(width: usize) -> Options<'static> {
    Options::new(width).word_splitter(WordSplitter::NoHyphenation)
}

/// Errors before warnings; within each, files in the order they first appear, then places.
fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut files: Vec<&str> = Vec::new();
    for label in diagnostics.iter().filter_map(|one| one.labels.first()) {
        if files.last() != Some(&label.source.name()) && !files.contains(&label.source.name()) {
            files.push(label.source.name());
        }
    }
    let key = |one: &&Diagnostic| {
        let place = one
            .labels
            .first()
            .map(|label| (files.iter().position(|file| *file == label.source.name()), label.range.start));
        (!one.is_error(), place)
    };
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(key);
    ordered
}

fn one(diagnostic: &Diagnostic, look: Look) -> String {
    let level = if diagnostic.is_error() { Level::ERROR } else { Level::WARNING };
    let word = if diagnostic.is_error() { "error" } else { "warning" };
    let code = diagnostic.code.as_str();
    let title = wrapped(&diagnostic.message, look.width, word.len() + code.len() + 4);
    let drawing = Drawing::of(diagnostic, look.width);
    let message = |text: &str| wrapped(text, look.width, drawing.gutter() + " | note: ".len());
    let group = Group::with_title(level.primary_title(title).id(code))
        .elements(drawing.elements(|note| Level::NOTE.message(message(note)).into()))
        .elements(diagnostic.help.iter().map(|help| Level::HELP.message(message(help))));
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    // The snippets are cut to the width already; the renderer would cut them elsewhere.
    drawing.name_places(&renderer.term_width(usize::from(u16::MAX)).render(&[group]))
}

/// One line of any length as several that fit beside an indent; the renderer aligns them.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let text = visible(text);
    textwrap::wrap(&text, options(width.saturating_sub(indent).max(20))).join("\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kitemark::{Label, Source};

    use super::*;

    fn diagnostic(code: Code, source: &Arc<Source>, words: &[&str]) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(code, format!("about {}", words.join(" and ")));
        diagnostic.labels = words
            .iter()
            .map(|word| {
                let at = source.text().find(word).unwrap_or_default();
                Label::new(Arc::clone(source), at..at + word.len(), format!("this is {word}"))
            })
            .collect();
        diagnostic
    }

    fn drawn(diagnostics: &[Diagnostic]) -> String {
        all(diagnostics, Look { width: 80, colour: false })
    }

    #[test]
    fn errors_come_first_in_order_of_place() {
        let source = Arc::new(Source::new("a.yaml", "one\ntwo\nthree\n"));
        let text = drawn(&[
            diagnostic(Code::UnusedName, &source, &["one"]),
            diagnostic(Code::UnknownKey, &source, &["three"]),
            diagnostic(Code::UnknownKey, &source, &["two"]),
        ]);
        let titles: Vec<&str> = text.lines().filter(|line| line.contains("about")).collect();
        assert_eq!(titles, ["error[K0701]: about two", "error[K0701]: about three", "warning[K0501]: about one"]);
        assert!(
            text.ends_with("2 errors, 1 warning\n`kitemark explain K0501` says more; there are pages on K0701 too\n")
        );
    }

    #[test]
    fn the_main_place_is_named_though_another_comes_before_it() {
        let source = Arc::new(Source::new("a.yaml", "first: 1\n\n\n\nsecond: 2\n"));
        let text = drawn(&[diagnostic(Code::DuplicateKey, &source, &["second", "first"])]);
        assert!(text.contains("--> a.yaml:5:1\n"), "{text}");
        assert!(text.contains("1 | first: 1\n"), "{text}");
    }

    #[test]
    fn nothing_to_say_is_nothing() {
        assert_eq!(drawn(&[]), "");
    }
}
