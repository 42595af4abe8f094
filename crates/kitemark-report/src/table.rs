//! Many results as one table.

use std::collections::BTreeMap;

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::cohort::{Cohort, Entry, Summary};
use textwrap::core::display_width;

use crate::TextStyle;
use crate::paint::Role;
use crate::percent::{interval, percent};
use crate::text::pen::{Pen, fit, fit_right};
use crate::words;

const HEADS: [&str; 5] = ["Award", "Score", "Evidenced", "Failed", "Subject"];
const FAILED: &str = "Failed counts the musts that are surely not met.";
const PROVISIONAL: &str =
    "An award in brackets is provisional: it takes all that is open or not proven to turn out well.";

/// One row: award, score, evidenced, musts failed, subject.
type Cells = [String; 5];

/// The cohort as a table for a terminal, best first, with a line that counts the awards.
pub fn text_table<T>(cohort: &Cohort<T>, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    let rows: Vec<Row<'_>> = cohort.entries().iter().map(Row::of).collect();
    write(&mut pen, &rows);
    pen.blank();
    pen.paragraph(Role::Plain, "", &summary(cohort));
    notes(summaries(cohort)).iter().for_each(|note| pen.paragraph(Role::Dim, "", note));
    pen.finish()
}

/// Writes the rows with their heads.
pub(crate) fn write(pen: &mut Pen, rows: &[Row<'_>]) {
    let layout = Layout::fitting(pen.width(), rows);
    head(pen, &layout);
    rows.iter().for_each(|one| row(pen, &layout, one));
}

/// One result on its way into a table.
pub(crate) struct Row<'a> {
    /// Its place in the ranking; empty where places are not shown.
    place: String,
    cells: Cells,
    role: Role,
    file: &'a str,
}

impl<'a> Row<'a> {
    /// A result in its place.
    pub(crate) fn scored(place: String, summary: &Summary, file: &'a str) -> Self {
        let role = if summary.award.is_some() { Role::Good } else { Role::Plain };
        Self { place, cells: scored(summary), role, file }
    }

    fn of<T>(entry: &'a Entry<T>) -> Self {
        match &entry.result {
            Ok((summary, _)) => Self::scored(String::new(), summary, &entry.file),
            Err(_) => Self { place: String::new(), cells: cells(entry), role: Role::Bad, file: &entry.file },
        }
    }
}

/// The cohort as a Markdown table, best first, with a line that counts the awards.
pub fn markdown_table<T>(cohort: &Cohort<T>) -> String {
    let mut out = format!("| {} | File |\n| --- | --- | ---: | ---: | --- | --- |\n", HEADS.join(" | "));
    for entry in cohort.entries() {
        let [award, score, evidenced, musts, subject] = cells(entry);
        let (award, subject) = (escape(&award), escape(&subject));
        out.push_str(&format!("| {award} | {score} | {evidenced} | {musts} | {subject} | {} |\n", code(&entry.file)));
    }
    out.push_str(&format!("\n{}\n", escape(&summary(cohort))));
    out.extend(notes(summaries(cohort)).iter().map(|note| format!("\n{note}\n")));
    out
}

fn cells<T>(entry: &Entry<T>) -> Cells {
    match &entry.result {
        Ok((summary, _)) => scored(summary),
        Err(why) => ["not scored".to_owned(), why.clone(), String::new(), String::new(), String::new()],
    }
}

fn scored(summary: &Summary) -> Cells {
    [
        award(summary),
        summary.score.as_ref().map_or_else(|| "not scored".to_owned(), interval),
        summary.evidenced.as_ref().map(percent).unwrap_or_default(),
        summary.failed_musts.to_string(),
        words::named(summary.subject.as_deref()),
    ]
}

/// `silver`, `none (bronze)`.
pub(crate) fn award(summary: &Summary) -> String {
    let sure = summary.award.as_deref().unwrap_or("none");
    match &summary.provisional {
        Some(better) => format!("{sure} ({better})"),
        None => sure.to_owned(),
    }
}

fn summaries<T>(cohort: &Cohort<T>) -> impl Iterator<Item = &Summary> {
    cohort.entries().iter().filter_map(|entry| entry.result.as_ref().ok()).map(|(summary, _)| summary)
}

/// What a table of these has to explain.
pub(crate) fn notes<'s>(mut summaries: impl Iterator<Item = &'s Summary>) -> Vec<&'static str> {
    if summaries.any(|one| one.provisional.is_some()) { vec![FAILED, PROVISIONAL] } else { vec![FAILED] }
}

/// `5 profiles: 1 gold, 2 silver, 1 without an award, 1 not scored`.
fn summary<T>(cohort: &Cohort<T>) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in cohort.entries() {
        let name = match &entry.result {
            Ok((one, _)) => one.award.as_deref().unwrap_or("without an award"),
            Err(_) => "not scored",
        };
        if !counts.contains_key(name) {
            order.push(name);
        }
        *counts.entry(name).or_default() += 1;
    }
    let parts: Vec<String> = order.iter().map(|name| format!("{} {name}", counts.get(name).unwrap_or(&0))).collect();
    format!("{}: {}", words::counted(cohort.entries().len(), "profile", "profiles"), parts.join(", "))
}

/// The widths of the place, of four columns and of the subject, and whether the file stands beside it or below.
struct Layout {
    place: usize,
    columns: [usize; 4],
    subject: usize,
    file_beside: bool,
}

const GAP: &str = "  ";

impl Layout {
    fn fitting(width: usize, rows: &[Row<'_>]) -> Self {
        let mut widths = HEADS.map(display_width);
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = (*width).max(display_width(cell));
            }
        }
        let [award, score, evidenced, musts, subject] = widths;
        let columns = [award.min(20), score.min(21), evidenced, musts];
        let widest = |text: &dyn Fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0);
        let place = widest(&|row| display_width(&row.place));
        let file = widest(&|row| display_width(row.file));
        let taken = columns.iter().sum::<usize>() + 4 * GAP.len();
        let taken = if place > 0 { taken + place + GAP.len() } else { taken };
        let room = width.saturating_sub(taken).max(12);
        let file_beside = subject + GAP.len() + file <= room;
        Self { place, columns, subject: if file_beside { subject } else { room }, file_beside }
    }

    /// What stands before the award.
    fn start(&self, place: &str) -> String {
        let gap = if self.place > 0 { GAP } else { "" };
        format!("{}{gap}", fit_right(place, self.place))
    }
}

fn head(pen: &mut Pen, layout: &Layout) {
    let mut pieces = line(layout, Role::Strong, "", &HEADS.map(str::to_owned));
    let file = if layout.file_beside { format!("{GAP}File") } else { String::new() };
    pieces.push((Role::Strong, file));
    pen.pieces(&pieces);
}

fn row(pen: &mut Pen, layout: &Layout, row: &Row<'_>) {
    let mut pieces = line(layout, row.role, &row.place, &row.cells);
    if layout.file_beside {
        pieces.push((Role::Dim, format!("{GAP}{}", row.file)));
        pen.pieces(&pieces);
    } else {
        pen.pieces(&pieces);
        pen.paragraph(Role::Dim, &format!("{}{GAP}{GAP}", layout.start("")), row.file);
    }
}

fn line(layout: &Layout, role: Role, place: &str, cells: &Cells) -> Vec<(Role, String)> {
    let [award, score, evidenced, musts, subject] = cells;
    let [award_width, score_width, evidenced_width, musts_width] = layout.columns;
    vec![
        (Role::Dim, layout.start(place)),
        (role, fit(award, award_width)),
        (Role::Plain, format!("{GAP}{}", fit(score, score_width))),
        (Role::Plain, format!("{GAP}{}", fit_right(evidenced, evidenced_width))),
        (Role::Plain, format!("{GAP}{}", fit_right(musts, musts_width))),
        (Role::Plain, format!("{GAP}{}", fit(subject, layout.subject))),
    ]
}
