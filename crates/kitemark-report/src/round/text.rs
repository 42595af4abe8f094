//! A round for a terminal.

use kitemark_eval::cohort::{Round, Submitted};
use kitemark_eval::scorecard::Verdict;

use super::map::{self, Group, Row};
use super::sheets::{self, Most};
use crate::TextStyle;
use crate::paint::Role;
use crate::sign::sign;
use crate::table::{self, Row as Ranked};
use crate::text::pen::{Pen, fit};
use crate::words::counted;

/// Columns for the ids of criteria.
const LABEL: usize = 26;
const INDENT: &str = "  ";
/// A gap after so many submissions helps the eye along a row.
const BLOCK: usize = 5;

/// The round as text: awards, ranking, the map of criteria and submissions, what fails most, and what hangs by little.
///
/// The map has a column for each submission as long as all of them fit on the page, and shares of the whole beyond that.
pub fn text(round: &Round, style: &TextStyle) -> String {
    let mut pen = Pen::new(*style);
    pen.paragraph(Role::Strong, "", &sheets::headline(round));
    sheets::awards(round).write(&mut pen);
    ranking(&mut pen, round);
    sheets::refused(round).iter().for_each(|sheet| sheet.write(&mut pen));
    if !round.submissions.is_empty() {
        write_map(&mut pen, round);
    }
    sheets::after(round, Most(15)).iter().for_each(|sheet| sheet.write(&mut pen));
    pen.finish()
}

fn ranking(pen: &mut Pen, round: &Round) {
    let files: Vec<String> = round.submissions.iter().map(file).collect();
    let ranked = round.submissions.iter().zip(&files).enumerate();
    let rows: Vec<Ranked<'_>> =
        ranked.map(|(at, (one, file))| Ranked::scored((at + 1).to_string(), &one.summary, file)).collect();
    if !rows.is_empty() {
        pen.heading("Ranking");
        pen.paragraph(Role::Dim, INDENT, &sheets::notes(round));
        table::write(pen, &rows);
    }
}

/// The file of a submission, and who reviewed it.
fn file(one: &Submitted) -> String {
    match &one.reviewer {
        Some(reviewer) => format!("{}, reviewed by {reviewer}", one.file),
        None => one.file.clone(),
    }
}

fn write_map(pen: &mut Pen, round: &Round) {
    let count = round.submissions.len();
    let room = pen.width().saturating_sub(INDENT.len() + LABEL + 2);
    let layout = Layout::fitting(count, room);
    pen.heading("Criteria and submissions");
    let legend: Vec<String> = map::legend(round).iter().map(|(sign, words)| format!("{sign} {words}")).collect();
    pen.paragraph(Role::Dim, INDENT, &legend.join("   "));
    pen.paragraph(Role::Dim, INDENT, layout.note());
    let groups = map::groups(round);
    for Group { title, rows } in &groups {
        let rows: Vec<&Row<'_>> = rows.iter().filter(|row| !row.is_quiet()).collect();
        if rows.is_empty() {
            continue;
        }
        pen.blank();
        pen.paragraph(Role::Strong, INDENT, title);
        layout.numbers(count).iter().for_each(|line| {
            pen.pieces(&[(Role::Dim, format!("{INDENT}{}  {line}", " ".repeat(LABEL)))]);
        });
        rows.iter().for_each(|row| write_row(pen, row, &layout));
    }
    let quiet = groups.iter().flat_map(|group| &group.rows).filter(|row| row.is_quiet()).count();
    if quiet > 0 {
        pen.blank();
        let criteria = counted(quiet, "criterion is", "criteria are");
        pen.paragraph(Role::Dim, INDENT, &format!("{criteria} met everywhere, or not in question, and not shown."));
    }
}

fn write_row(pen: &mut Pen, row: &Row<'_>, layout: &Layout) {
    let shown = match layout {
        Layout::Grid { .. } => row.verdicts.clone(),
        Layout::Shares { width } => row.bar(*width),
    };
    let mut pieces = vec![(Role::Plain, format!("{INDENT}{}  ", fit(&row.tally.id, LABEL)))];
    for (at, verdict) in shown.iter().enumerate() {
        pieces.push(piece(*verdict, layout.gap_before(at)));
    }
    pen.pieces(&pieces);
}

fn piece(verdict: Verdict, gap: &str) -> (Role, String) {
    let (sign, role) = sign(verdict);
    (role, format!("{gap}{sign}"))
}

enum Layout {
    /// A column for each submission.
    Grid { spaced: bool },
    /// A bar of this many signs.
    Shares { width: usize },
}

impl Layout {
    fn fitting(count: usize, room: usize) -> Self {
        if count * 2 <= room {
            Layout::Grid { spaced: true }
        } else if count + count.saturating_sub(1) / BLOCK <= room {
            Layout::Grid { spaced: false }
        } else {
            Layout::Shares { width: room }
        }
    }

    fn note(&self) -> &'static str {
        match self {
            Layout::Grid { .. } => "The numbers are places in the ranking.",
            Layout::Shares { .. } => "Each bar shows how all submissions together come out.",
        }
    }

    fn gap_before(&self, at: usize) -> &'static str {
        match self {
            Layout::Grid { spaced: true } if at > 0 => " ",
            Layout::Grid { spaced: false } if at > 0 && at.is_multiple_of(BLOCK) => " ",
            _ => "",
        }
    }

    /// The places in the ranking, from top to bottom: tens above units.
    fn numbers(&self, count: usize) -> Vec<String> {
        let Layout::Grid { .. } = self else { return Vec::new() };
        let line = |shown: &dyn Fn(usize) -> String| -> String {
            (0..count).map(|at| format!("{}{}", self.gap_before(at), shown(at + 1))).collect()
        };
        let mut lines = Vec::new();
        if count >= 10 {
            lines.push(line(&|number| if number < 10 { " ".to_owned() } else { (number / 10 % 10).to_string() }));
        }
        lines.push(line(&|number| (number % 10).to_string()));
        lines
    }
}
