//! A round as rows for spreadsheets.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_eval::cohort::{Moved, Round, Submitted};
use kitemark_eval::scorecard::Interval;

use crate::csv::harmless;
use crate::percent::percent;

const COLUMNS: [&str; 11] = [
    "place",
    "profile",
    "subject",
    "as_of",
    "award",
    "provisional",
    "score_low",
    "score_high",
    "evidenced",
    "failed_musts",
    "reviewer",
];
const NONE: &str = "none";

/// A row for every submission, best first, with a column for each criterion's verdict, and one for each way its award could
/// change; one row for a submission that could not be scored. Cells are as harmless as those of [`crate::csv`].
pub fn csv(round: &Round) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row is as long as the header.
    let mut write = |cells: Vec<String>| {
        let _ = rows.write_record(cells.iter().map(|cell| harmless(cell)));
    };
    let header = header(round);
    let width = header.len();
    write(header);
    let others = Others::of(round);
    for (at, one) in round.submissions.iter().enumerate() {
        write(row(at + 1, one, &others));
    }
    for refused in &round.refused {
        let mut cells = vec![String::new(); width];
        if let [_, profile, _, _, award, ..] = cells.as_mut_slice() {
            profile.clone_from(&refused.file);
            *award = format!("not scored: {}", refused.why);
        }
        write(cells);
    }
    String::from_utf8(rows.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn header(round: &Round) -> Vec<String> {
    let mut cells: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    if round.against.is_some() {
        cells.extend(["award_against", "score_low_against", "score_high_against"].map(str::to_owned));
    }
    cells.push("awards_under_other_weights".to_owned());
    cells.extend(round.criteria.iter().map(|one| one.id.clone()));
    cells
}

/// What else each submission could come to, by its file.
struct Others<'r> {
    /// None where there is no other charter.
    against: Option<BTreeMap<&'r str, &'r Moved>>,
    weights: BTreeMap<&'r str, BTreeSet<&'r str>>,
}

impl<'r> Others<'r> {
    fn of(round: &'r Round) -> Self {
        let moved = |one: &'r Moved| (one.award.file.as_str(), one);
        let mut weights: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for change in round.weightings.iter().flat_map(|effect| &effect.changes) {
            weights.entry(&change.file).or_default().insert(change.to.as_deref().unwrap_or(NONE));
        }
        Self { against: round.against.as_ref().map(|other| other.submissions.iter().map(moved).collect()), weights }
    }
}

fn row(place: usize, one: &Submitted, others: &Others<'_>) -> Vec<String> {
    let summary = &one.summary;
    let mut cells = vec![
        place.to_string(),
        one.file.clone(),
        summary.subject.clone().unwrap_or_default(),
        summary.as_of.clone(),
        award(summary.award.as_deref()),
        summary.provisional.clone().unwrap_or_default(),
    ];
    cells.extend(ends(summary.score.as_ref()));
    cells.push(summary.evidenced.as_ref().map(percent).unwrap_or_default());
    cells.push(summary.failed_musts.to_string());
    cells.push(one.reviewer.clone().unwrap_or_default());
    match others.against.as_ref().map(|against| against.get(one.file.as_str())) {
        None => {}
        Some(Some(then)) => {
            cells.push(award(then.award.to.as_deref()));
            cells.extend(ends(then.score_to.as_ref()));
        }
        Some(None) => cells.extend(["not scored".to_owned(), String::new(), String::new()]),
    }
    let weights = others.weights.get(one.file.as_str()).into_iter().flatten().copied();
    cells.push(weights.collect::<Vec<_>>().join("; "));
    cells.extend(one.verdicts.iter().map(|verdict| verdict.words().to_owned()));
    cells
}

fn award(id: Option<&str>) -> String {
    id.unwrap_or(NONE).to_owned()
}

fn ends(score: Option<&Interval>) -> [String; 2] {
    score.map_or_else(|| [String::new(), String::new()], |one| [percent(&one.low), percent(&one.high)])
}
