//! Many scorecards as one table.

use std::collections::BTreeMap;

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::scorecard::Scorecard;
use textwrap::core::display_width;

use crate::TextStyle;
use crate::cohort::{Cohort, Entry};
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
pub fn text_table(cohort: &Cohort, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    let rows: Vec<(Cells, &Entry)> = cohort.entries().iter().map(|entry| (cells(entry), entry)).collect();
    let layout = Layout::fitting(pen.width(), &rows);
    head(&mut pen, &layout);
    for (cells, entry) in &rows {
        row(&mut pen, &layout, cells, entry);
    }
    pen.blank();
    pen.paragraph(Role::Plain, "", &summary(cohort));
    pen.paragraph(Role::Dim, "", FAILED);
    if has_provisional(cohort) {
        pen.paragraph(Role::Dim, "", PROVISIONAL);
    }
    pen.finish()
}

/// The cohort as a Markdown table, best first, with a line that counts the awards.
pub fn markdown_table(cohort: &Cohort) -> String {
    let mut out = format!("| {} | File |\n| --- | --- | ---: | ---: | --- | --- |\n", HEADS.join(" | "));
    for entry in cohort.entries() {
        let [award, score, evidenced, musts, subject] = cells(entry);
        let (award, subject) = (escape(&award), escape(&subject));
        out.push_str(&format!("| {award} | {score} | {evidenced} | {musts} | {subject} | {} |\n", code(&entry.file)));
    }
    out.push_str(&format!("\n{}\n\n{FAILED}\n", escape(&summary(cohort))));
    if has_provisional(cohort) {
        out.push_str(&format!("\n{PROVISIONAL}\n"));
    }
    out
}

fn cells(entry: &Entry) -> Cells {
    match &entry.result {
        Ok(card) => [
            award(card),
            card.score.as_ref().map_or_else(|| "not scored".to_owned(), interval),
            card.evidenced.as_ref().map(percent).unwrap_or_default(),
            entry.failed_musts().to_string(),
            words::subject(card),
        ],
        Err(why) => ["not scored".to_owned(), why.clone(), String::new(), String::new(), String::new()],
    }
}

fn award(card: &Scorecard) -> String {
    let sure = card.award.id.as_deref().unwrap_or("none");
    match &card.award.provisional {
        Some(better) => format!("{sure} ({better})"),
        None => sure.to_owned(),
    }
}

fn has_provisional(cohort: &Cohort) -> bool {
    cohort.entries().iter().filter_map(|entry| entry.result.as_ref().ok()).any(|card| card.award.provisional.is_some())
}

/// `5 profiles: 1 gold, 2 silver, 1 without an award, 1 not scored`.
fn summary(cohort: &Cohort) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in cohort.entries() {
        let name = match &entry.result {
            Ok(card) => card.award.id.as_deref().unwrap_or("without an award"),
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

/// The widths of the first four columns and of the subject, and whether the file stands beside it or below.
struct Layout {
    columns: [usize; 4],
    subject: usize,
    file_beside: bool,
}

const GAP: &str = "  ";

impl Layout {
    fn fitting(width: usize, rows: &[(Cells, &Entry)]) -> Self {
        let mut widths = HEADS.map(display_width);
        for (cells, _) in rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(display_width(cell));
            }
        }
        let [award, score, evidenced, musts, subject] = widths;
        let columns = [award.min(20), score.min(21), evidenced, musts];
        let file = rows.iter().map(|(_, entry)| display_width(&entry.file)).max().unwrap_or(0);
        let room = width.saturating_sub(columns.iter().sum::<usize>() + 4 * GAP.len()).max(12);
        let file_beside = subject + GAP.len() + file <= room;
        Self { columns, subject: if file_beside { subject } else { room }, file_beside }
    }
}

fn head(pen: &mut Pen, layout: &Layout) {
    let [award, score, evidenced, musts, subject] = HEADS.map(str::to_owned);
    let mut pieces = line(layout, Role::Strong, &[award, score, evidenced, musts, subject]);
    let file = if layout.file_beside { format!("{GAP}File") } else { String::new() };
    pieces.push((Role::Strong, file));
    pen.pieces(&pieces);
}

fn row(pen: &mut Pen, layout: &Layout, cells: &Cells, entry: &Entry) {
    let role = match &entry.result {
        Ok(card) if card.award.id.is_some() => Role::Good,
        Ok(_) => Role::Plain,
        Err(_) => Role::Bad,
    };
    let mut pieces = line(layout, role, cells);
    if layout.file_beside {
        pieces.push((Role::Dim, format!("{GAP}{}", entry.file)));
        pen.pieces(&pieces);
    } else {
        pen.pieces(&pieces);
        pen.paragraph(Role::Dim, "    ", &entry.file);
    }
}

fn line(layout: &Layout, role: Role, cells: &Cells) -> Vec<(Role, String)> {
    let [award, score, evidenced, musts, subject] = cells;
    let [award_width, score_width, evidenced_width, musts_width] = layout.columns;
    vec![
        (role, fit(award, award_width)),
        (Role::Plain, format!("{GAP}{}", fit(score, score_width))),
        (Role::Plain, format!("{GAP}{}", fit_right(evidenced, evidenced_width))),
        (Role::Plain, format!("{GAP}{}", fit_right(musts, musts_width))),
        (Role::Plain, format!("{GAP}{}", fit(subject, layout.subject))),
    ]
}
