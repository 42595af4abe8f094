//! A round as rows for spreadsheets.

use kitemark_eval::cohort::Round;

use crate::csv::harmless;
use crate::percent::percent;

const COLUMNS: [&str; 10] = [
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
    write(header(round));
    let width = header(round).len();
    for (at, _) in round.submissions.iter().enumerate() {
        write(row(round, at));
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

fn row(round: &Round, at: usize) -> Vec<String> {
    let Some(one) = round.submissions.get(at) else { return Vec::new() };
    let summary = &one.summary;
    let award = |id: &Option<String>| id.clone().unwrap_or_else(|| NONE.to_owned());
    let ends = |score: &Option<kitemark_eval::scorecard::Interval>| {
        score.as_ref().map_or_else(|| [String::new(), String::new()], |one| [percent(&one.low), percent(&one.high)])
    };
    let mut cells = vec![
        (at + 1).to_string(),
        one.file.clone(),
        summary.subject.clone().unwrap_or_default(),
        summary.as_of.clone(),
        award(&summary.award),
        summary.provisional.clone().unwrap_or_default(),
    ];
    cells.extend(ends(&summary.score));
    cells.push(summary.evidenced.as_ref().map(percent).unwrap_or_default());
    cells.push(summary.failed_musts.to_string());
    if let Some(against) = &round.against {
        match against.submissions.iter().find(|then| then.award.file == one.file) {
            Some(then) => {
                cells.push(award(&then.award.to));
                cells.extend(ends(&then.score_to));
            }
            None => cells.extend(["not scored".to_owned(), String::new(), String::new()]),
        }
    }
    cells.push(other_awards(round, &one.file));
    cells.extend(one.verdicts.iter().map(|verdict| verdict.words().to_owned()));
    cells
}

/// The awards it would have under other weights, each once.
fn other_awards(round: &Round, file: &str) -> String {
    let changes = round.weightings.iter().flat_map(|effect| &effect.changes).filter(|change| change.file == file);
    let mut awards: Vec<&str> = changes.map(|change| change.to.as_deref().unwrap_or(NONE)).collect();
    awards.sort_unstable();
    awards.dedup();
    awards.join("; ")
}
