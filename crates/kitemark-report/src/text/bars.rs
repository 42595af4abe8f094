//! The principles as bars.

use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{Interval, PrincipleResult, Scorecard};

use super::pen::{Pen, columns_of, fit, fit_right};
use crate::paint::Role;
use crate::percent::interval;

const WEIGHT: usize = 5;
const GAP: usize = 2;
const SHORTEST_BAR: usize = 4;
const LONGEST_BAR: usize = 30;
const LEGEND: &str = "█ sure   ▒ open or not proven";
const NOT_SCORED: &str = "not scored";

pub(super) fn principles(pen: &mut Pen, card: &Scorecard) {
    if card.principles.is_empty() {
        return;
    }
    let scores: Vec<String> = card.principles.iter().map(shown).collect();
    let columns = Columns::fitting(pen.width(), &card.principles, &scores);
    pen.blank();
    pen.pieces(&[
        (Role::Strong, fit("Principles", columns.title + GAP + columns.bar)),
        (Role::Dim, fit_right("score", GAP + columns.score)),
        (Role::Dim, fit_right("weight", GAP + WEIGHT)),
    ]);
    for (principle, score) in card.principles.iter().zip(&scores) {
        row(pen, &columns, principle, score);
    }
    if card.principles.iter().filter_map(|one| one.score.as_ref()).any(|score| score.low != score.high) {
        let indent = (columns.title + GAP).min(pen.width().saturating_sub(columns_of(LEGEND)));
        pen.pieces(&[(Role::Dim, format!("{}{LEGEND}", " ".repeat(indent)))]);
    }
}

struct Columns {
    title: usize,
    bar: usize,
    score: usize,
}

impl Columns {
    fn fitting(width: usize, principles: &[PrincipleResult], scores: &[String]) -> Self {
        let score = scores.iter().map(|score| columns_of(score)).max().unwrap_or(0);
        let room = width.saturating_sub(score + WEIGHT + 3 * GAP);
        let titles = principles.iter().map(|one| columns_of(&one.title));
        let title = titles.max().unwrap_or(0).min(room.saturating_sub(SHORTEST_BAR)).max(10);
        Self { title, bar: room.saturating_sub(title).clamp(SHORTEST_BAR, LONGEST_BAR), score }
    }
}

fn shown(principle: &PrincipleResult) -> String {
    principle.score.as_ref().map_or_else(|| NOT_SCORED.to_owned(), interval)
}

fn row(pen: &mut Pen, columns: &Columns, principle: &PrincipleResult, score: &str) {
    let mut pieces = vec![(Role::Plain, fit(&principle.title, columns.title)), (Role::Plain, " ".repeat(GAP))];
    let weight = match &principle.score {
        Some(interval) => {
            pieces.extend(bar(interval, columns.bar));
            format!("{}%", principle.weight_percent.0.percent_decimals(1))
        }
        None => {
            pieces.push((Role::Plain, " ".repeat(columns.bar)));
            "–".to_owned()
        }
    };
    pieces.push((Role::Plain, fit_right(score, GAP + columns.score)));
    pieces.push((Role::Dim, fit_right(&weight, GAP + WEIGHT)));
    pen.pieces(&pieces);
}

/// Solid up to the low end, shaded up to the high end.
fn bar(score: &Interval, width: usize) -> [(Role, String); 3] {
    let filled = |end: &Fraction| (end.parts_of(u32::try_from(width).unwrap_or(0)) as usize).min(width);
    let solid = filled(&score.low);
    let open = if score.low == score.high { solid } else { (filled(&score.high)).max(solid + 1).min(width) };
    let role = if score.high.is_one() { Role::Good } else { Role::Plain };
    [
        (role, "█".repeat(solid)),
        (Role::Open, "▒".repeat(open.saturating_sub(solid))),
        (Role::Dim, "·".repeat(width.saturating_sub(open))),
    ]
}
