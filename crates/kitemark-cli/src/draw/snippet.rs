//! The source lines of a diagnostic.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Snippet};
use kitemark::report::visible;
use kitemark::{Diagnostic, Label, Source};
use textwrap::core::display_width;

use super::line::Line;

/// Stands for a place until [`Drawing::name_places`] puts it in: the renderer would count columns in the text it is given,
/// which may be cut. It is no character, so [`visible`] text never holds it.
const PLACE: char = '\u{fdd0}';

/// Lines further apart than this are drawn as two blocks.
const FAR: u32 = 40;

/// Columns of the line numbers' rule and the spaces around it.
const RULE: usize = 3;

/// What is drawn of a diagnostic's sources.
pub(super) struct Drawing {
    blocks: Vec<Block>,
    gutter: usize,
}

/// Lines of one source that are drawn together.
struct Block {
    place: String,
    first_line: u32,
    text: String,
    marks: Vec<Mark>,
    /// Labels that do not fit beside their place.
    notes: Vec<String>,
}

/// A place in the text of a block.
struct Mark {
    range: Range<usize>,
    main: bool,
    message: String,
}

/// The labels on one line.
struct Row<'a> {
    source: &'a Source,
    line: u32,
    labels: Vec<(bool, &'a Label)>,
}

impl Drawing {
    /// Lays out the labels of `diagnostic` for lines of `width` columns.
    pub(super) fn of(diagnostic: &Diagnostic, width: usize) -> Self {
        let rows = rows(diagnostic);
        let gutter = rows.iter().map(|row| row.line.to_string().len()).max().unwrap_or(0);
        let room = width.saturating_sub(gutter + RULE).max(20);
        let mut blocks: Vec<Block> = runs(&rows).filter_map(|rows| Block::of(rows, room)).collect();
        // The main place comes first, whatever its line.
        blocks.sort_by_key(|block| !block.marks.iter().any(|mark| mark.main));
        Self { blocks, gutter }
    }

    /// Columns of the line numbers.
    pub(super) fn gutter(&self) -> usize {
        self.gutter
    }

    /// The blocks for the renderer, each with the labels that do not fit beside their place.
    pub(super) fn elements<'a>(&'a self, note: impl Fn(&str) -> Element<'a>) -> Vec<Element<'a>> {
        let mut elements = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            let placeholder = PLACE.to_string().repeat(if number == 0 { 1 } else { 2 });
            elements.push(block.snippet().path(placeholder).into());
            elements.extend(block.notes.iter().map(|text| note(text)));
        }
        elements
    }

    /// Puts the places where the renderer was given something to stand for them.
    pub(super) fn name_places(&self, rendered: &str) -> String {
        let mut parts = rendered.split(PLACE);
        let mut out = parts.next().unwrap_or_default().to_owned();
        let mut places = self.blocks.iter().map(|block| block.place.as_str());
        for part in parts.filter(|part| !part.is_empty()) {
            out.push_str(places.next().unwrap_or_default());
            out.push_str(part.trim_start_matches(|char: char| char == ':' || char.is_ascii_digit()));
        }
        out
    }
}

impl Block {
    fn of(rows: &[Row<'_>], room: usize) -> Option<Self> {
        let labels = || rows.iter().flat_map(|row| &row.labels);
        let (_, label) = labels().find(|(main, _)| *main).or(labels().next())?;
        let first_line = rows.first()?.line;
        let mut block =
            Self { place: place(label), first_line, text: String::new(), marks: Vec::new(), notes: Vec::new() };
        let mut before: Option<&Row<'_>> = None;
        for row in rows {
            before.iter().for_each(|before| block.add_between(before, row, room));
            block.add_row(row, room);
            before = Some(row);
        }
        Some(block)
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks = self.marks.iter().map(annotation);
        Snippet::source(self.text.as_str()).line_start(self.first_line as usize).annotations(marks)
    }

    /// Adds a line with its marks.
    fn add_row(&mut self, row: &Row<'_>, room: usize) {
        let ranges: Vec<_> = row.labels.iter().map(|(_, label)| label.range.clone()).collect();
        let line = Line::cut(row.source, &ranges, room);
        let shift = self.text.len();
        for (&(main, label), place) in row.labels.iter().zip(&line.places) {
            let message = visible(&label.message);
            let fits =
                place.as_ref().is_some_and(|place| end_column(&line, place) + 1 + display_width(&message) <= room);
            if !fits && !message.is_empty() {
                self.notes.push(note(label, place.is_some()));
            }
            let message = if fits { message.into_owned() } else { String::new() };
            self.marks.extend(place.iter().map(|place| Mark {
                range: place.start + shift..place.end + shift,
                main,
                message: message.clone(),
            }));
        }
        self.add_line(&line.text);
    }

    /// Adds the lines between two rows; the renderer folds them where there are many.
    fn add_between(&mut self, before: &Row<'_>, row: &Row<'_>, room: usize) {
        let mut at = start(before);
        for _ in before.line + 1..row.line {
            let rest = row.source.text().get(at..).unwrap_or_default();
            at += rest.find('\n').map_or(rest.len(), |end| end + 1);
            self.add_line(&Line::cut(row.source, std::slice::from_ref(&(at..at)), room).text);
        }
    }

    fn add_line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn annotation(mark: &Mark) -> Annotation<'_> {
    let kind = if mark.main { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(mark.range.clone());
    if mark.message.is_empty() { annotation } else { annotation.label(mark.message.as_str()) }
}

fn end_column(line: &Line, place: &Range<usize>) -> usize {
    display_width(line.text.get(..place.end).unwrap_or_default())
}

fn note(label: &Label, shown: bool) -> String {
    if shown { label.message.clone() } else { format!("{}: {}", place(label), label.message) }
}

fn place(label: &Label) -> String {
    let at = label.source.position(label.range.start);
    format!("{}:{}:{}", visible(label.source.name()), at.line, at.column)
}

fn start(row: &Row<'_>) -> usize {
    row.labels.first().map_or(0, |(_, label)| label.range.start)
}

/// The labels by source and line, the main label's source first, the lines of each in order.
fn rows(diagnostic: &Diagnostic) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (number, label) in diagnostic.labels.iter().enumerate() {
        let (source, line, main) = (label.source.as_ref(), label.source.position(label.range.start).line, number == 0);
        match rows.iter_mut().find(|row| row.line == line && std::ptr::eq(row.source, source)) {
            Some(row) => row.labels.push((main, label)),
            None => rows.push(Row { source, line, labels: vec![(main, label)] }),
        }
    }
    let names: Vec<String> = rows.iter().map(|row| row.source.name().to_owned()).collect();
    rows.sort_by_key(|row| (names.iter().position(|name| name == row.source.name()), row.line));
    rows
}

/// Rows that are drawn together: of one source and not far apart.
fn runs<'r, 'a>(rows: &'r [Row<'a>]) -> impl Iterator<Item = &'r [Row<'a>]> {
    rows.chunk_by(|one, next| std::ptr::eq(one.source, next.source) && next.line.saturating_sub(one.line) <= FAR)
}
