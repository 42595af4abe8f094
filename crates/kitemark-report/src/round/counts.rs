//! How often each criterion came out how, where there are too many submissions for a column each.

use kitemark_eval::cohort::Round;

use super::map;
use crate::digest::TALLY;
use crate::sheet::{Sheet, number, text};

/// A row for every criterion, a column for every verdict that comes up.
pub(super) fn counts(round: &Round) -> Sheet {
    let shown: Vec<_> =
        TALLY.iter().filter(|(verdict, _)| round.criteria.iter().any(|one| one.count(*verdict) > 0)).collect();
    let rows = map::groups(round).into_iter().flat_map(|group| group.rows).map(|row| {
        let count = |(verdict, _): &&(_, _)| match row.tally.count(*verdict) {
            0 => String::new(),
            count => count.to_string(),
        };
        std::iter::once(format!("{}: {}", row.tally.id, row.tally.title)).chain(shown.iter().map(count)).collect()
    });
    let rows = rows.collect();
    Sheet {
        anchor: "map",
        title: "Criteria and submissions".to_owned(),
        note: "How many submissions came out how.".to_owned(),
        columns: std::iter::once(text("Criterion")).chain(shown.iter().map(|(_, words)| number(*words))).collect(),
        rows,
        ..Sheet::default()
    }
}
