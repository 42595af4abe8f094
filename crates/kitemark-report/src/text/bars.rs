//! The principles as bars.

use kitemark_eval::scorecard::{Interval, PrincipleResult, Scorecard};
use textwrap::core::display_width;

use super::pen::{Pen, fit, fit_right};
use crate::paint::Role;
use crate::percent::{cells, interval};

const SCORE: usize = 15;
const WEIGHT: usize = 7;
const GAPS: usize = 4;
const SHORTEST_BAR: usize = 4;
const LONGEST_BAR: usize = 30;

pub(super) fn principles(pen: &mut Pen, card: &Scorecard) {
    if card.principles.is_empty() {
        return;
    }
    let columns = Columns::fitting(pen.width(), &card.principles);
    pen.blank();
    pen.pieces(&[
        (Role::Strong, fit("Principles", columns.title + columns.bar + GAPS)),
        (Role::Dim, fit_right("score", SCORE)),
        (Role::Dim, fit_right("weight", WEIGHT)),
    ]);
    for principle in &card.principles {
        row(pen, &columns, principle);
    }
    if card.principles.iter().filter_map(|one| one.score.as_ref()).any(|score| score.low != score.high) {
        pen.pieces(&[(Role::Dim, format!("{}  █ sure   ▒ open or not proven", " ".repeat(columns.title)))]);
    }
}

struct Columns {
    title: usize,
    bar: usize,
}

impl Columns {
    fn fitting(width: usize, principles: &[PrincipleResult]) -> Self {
        let longest = principles.iter().map(|one| display_width(&one.title)).max().unwrap_or(0);
        let room = width.saturating_sub(SCORE + WEIGHT + GAPS);
        let title = longest.min(room.saturating_sub(SHORTEST_BAR)).max(10);
        Self { title, bar: room.saturating_sub(title).clamp(SHORTEST_BAR, LONGEST_BAR) }
    }
}

fn row(pen: &mut Pen, columns: &Columns, principle: &PrincipleResult) {
    let mut pieces = vec![(Role::Plain, fit(&principle.title, columns.title)), (Role::Plain, "  ".to_owned())];
    match &principle.score {
        Some(score) => {
            pieces.extend(bar(score, columns.bar));
            pieces.push((Role::Plain, fit_right(&interval(score), SCORE + 2)));
            pieces.push((Role::Dim, fit_right(&format!("{}%", principle.weight_percent.0.percent_decimals(1)), WEIGHT)));
        }
        None => {
            pieces.push((Role::Dim, " ".repeat(columns.bar)));
            pieces.push((Role::Dim, fit_right("not scored", SCORE + 2)));
            pieces.push((Role::Dim, fit_right("–", WEIGHT)));
        }
    }
    pen.pieces(&pieces);
}

/// Solid up to the low end, shaded up to the high end.
fn bar(score: &Interval, width: usize) -> [(Role, String); 3] {
    let filled = |end| (cells(end, u32::try_from(width).unwrap_or(0)) as usize).min(width);
    let solid = filled(&score.low);
    let open = if score.low == score.high { solid } else { (filled(&score.high)).max(solid + 1).min(width) };
    let role = if score.high.is_one() { Role::Good } else { Role::Plain };
    [
        (role, "█".repeat(solid)),
        (Role::Open, "▒".repeat(open.saturating_sub(solid))),
        (Role::Dim, "·".repeat(width.saturating_sub(open))),
    ]
}
