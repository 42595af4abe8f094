//! Coverage as a page: the charter's text, marked by what comes out of it.

use askama::Template;
use kitemark_dsl::charter::Charter;
use kitemark_dsl::source::{Source, SourceId};

use super::report::{File, Report};
use super::{Coverage, Goal};
use kitemark_report::html::{Link, Page};

/// An HTML page that shows the charter with every place that cases do not reach.
pub fn page(coverage: &Coverage, charter: &Charter) -> String {
    let report = coverage.report(charter);
    let texts = charter.sources().entries().filter_map(|(id, source)| pieces(coverage, id, source));
    let texts: Vec<Text<'_>> = report.files.iter().zip(texts).map(|(file, pieces)| Text { file, pieces }).collect();
    let contents: Vec<Link> =
        texts.iter().enumerate().map(|(at, text)| Link::new(anchor(at), text.file.name.as_str())).collect();
    let title = format!("{}: what its cases reach", charter.title());
    let lead = format!(
        "Edition {}: {} of {} outcomes come out in at least one case.",
        charter.edition(),
        report.reached,
        report.goals
    );
    let contents = [Link { below: contents, ..Link::new("files", "Files") }];
    Page { title: &title, lead: &lead, contents: &contents }.around(&Body { report: &report, texts: &texts })
}

fn anchor(at: usize) -> String {
    format!("file-{}", at + 1)
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct Body<'a> {
    report: &'a Report,
    texts: &'a [Text<'a>],
}

/// A file's text, in pieces between which marks begin and end.
struct Text<'a> {
    file: &'a File,
    pieces: Vec<Piece>,
}

/// A stretch of text within a line: the line that starts with it, the marks that begin before it and end after it.
#[derive(Default)]
struct Piece {
    line: Option<u32>,
    begins: Vec<Mark>,
    /// The blanks at the start of a line, which marks do not underline.
    indent: String,
    text: String,
    ends: usize,
}

/// What is said of a place.
struct Mark {
    class: &'static str,
    title: String,
    /// What never comes out, in words; empty where all does.
    never: String,
}

/// A file's text cut at its marks; none if nothing in it has goals.
fn pieces(coverage: &Coverage, id: SourceId, source: &Source) -> Option<Vec<Piece>> {
    let mut goals: Vec<&Goal> = coverage.goals.iter().filter(|goal| goal.span.source == id).collect();
    if goals.is_empty() {
        return None;
    }
    // Outer places first, so that marks nest.
    goals.sort_by_key(|goal| (goal.span.start, std::cmp::Reverse(goal.span.end)));
    let places = goals.chunk_by(|one, next| one.span == next.span);
    let mut cuts: Vec<usize> = goals.iter().flat_map(|goal| [goal.span.range().start, goal.span.range().end]).collect();
    cuts.extend(source.text().match_indices('\n').map(|(at, _)| at + 1));
    cuts.extend([0, source.text().len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece> = cuts
        .windows(2)
        .filter_map(|cut| match cut {
            [start, end] => Some(piece(source, *start, *end)),
            _ => None,
        })
        .collect();
    for place in places {
        let Some(first) = place.first() else { continue };
        let range = first.span.range();
        let at = |offset: usize| cuts.binary_search(&offset).ok();
        if let Some(piece) = at(range.start).and_then(|at| pieces.get_mut(at)) {
            piece.begins.push(mark(place));
        }
        if let Some(piece) = at(range.end).and_then(|at| pieces.get_mut(at.checked_sub(1)?)) {
            piece.ends += 1;
        }
    }
    Some(pieces)
}

fn piece(source: &Source, start: usize, end: usize) -> Piece {
    let position = source.position(start);
    let line = (position.column == 1).then_some(position.line);
    let whole = source.slice(start..end).trim_end_matches(['\r', '\n']);
    let text = if line.is_some() { whole.trim_start_matches(' ') } else { whole };
    let indent = whole.strip_suffix(text).unwrap_or_default();
    Piece { line, indent: indent.to_owned(), text: text.to_owned(), ..Piece::default() }
}

fn mark(place: &[&Goal]) -> Mark {
    let counted = place.iter().map(|goal| format!("{}: {}", goal.outcome.words(), cases(goal.cases)));
    let never: Vec<&str> = place.iter().filter(|goal| goal.cases == 0).map(|goal| goal.outcome.words()).collect();
    let class = match never.len() {
        0 => "reached",
        missed if missed == place.len() => "missed",
        _ => "part",
    };
    let never = if never.is_empty() { String::new() } else { format!("never {}", never.join(", ")) };
    Mark { class, title: counted.collect::<Vec<_>>().join("; "), never }
}

fn cases(count: usize) -> String {
    match count {
        0 => "no case".to_owned(),
        1 => "1 case".to_owned(),
        count => format!("{count} cases"),
    }
}
