//! A round as a page.

use askama::Template;
use kitemark_eval::cohort::Round;
use kitemark_eval::scorecard::Verdict;

use super::counts::counts;
use super::map::{self, Group};
use super::sheets::{self, Most};
use crate::html::{Link, Page};
use crate::paint::Role;
use crate::sheet::Sheet;
use crate::sign::sign;
use crate::words;

/// More submissions than these are counted in the map, not shown one by one: a page has room for no more columns.
const MOST_COLUMNS: usize = 60;

/// The round as one HTML page, wide enough for the map and ready for A4 across.
pub fn html(round: &Round) -> String {
    let mut before = vec![sheets::awards(round)];
    before.extend([sheets::ranking(round), sheets::refused(round)].into_iter().flatten());
    let after = sheets::after(round, Most(usize::MAX));
    let is_grid = (1..=MOST_COLUMNS).contains(&round.submissions.len());
    if round.submissions.len() > MOST_COLUMNS {
        before.push(counts(round));
    }
    let grid = is_grid.then(|| Grid::of(round));
    let link = |sheet: &Sheet| Link::new(sheet.anchor, sheet.title.as_str());
    let map = grid.iter().map(|_| Link::new("map", "Criteria and submissions"));
    let contents: Vec<Link> = before.iter().map(link).chain(map).chain(after.iter().map(link)).collect();
    let title = format!("{}: all submissions", round.charter.title);
    let body = Body { before: &before, grid: grid.as_ref(), after: &after };
    Page { title: &title, lead: &sheets::headline(round), contents: &contents }.around(&body)
}

#[derive(Template)]
#[template(path = "round.html")]
struct Body<'a> {
    before: &'a [Sheet],
    grid: Option<&'a Grid<'a>>,
    after: &'a [Sheet],
}

/// The map with a column for each submission.
struct Grid<'r> {
    legend: Vec<(&'static str, &'static str)>,
    names: Vec<String>,
    groups: Vec<Group<'r>>,
}

impl<'r> Grid<'r> {
    fn of(round: &'r Round) -> Self {
        Self {
            legend: map::legend(round),
            names: round.submissions.iter().map(|one| words::named(one.summary.subject.as_deref())).collect(),
            groups: map::groups(round),
        }
    }
}

impl Body<'_> {
    /// The class, the sign and the words of a cell.
    fn cell(&self, verdict: &Verdict) -> (&'static str, &'static str, &'static str) {
        let (sign, role) = sign(*verdict);
        let class = match role {
            Role::Good => "v-good",
            Role::Bad => "v-bad",
            Role::Open => "v-open",
            _ => "v-dim",
        };
        (class, sign, words::verdict(*verdict))
    }
}
