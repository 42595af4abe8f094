//! The map of a round: every criterion against every submission.

use kitemark_eval::cohort::{CriterionTally, Round};
use kitemark_eval::scorecard::Verdict;

use crate::digest::TALLY;
use crate::percent::apportioned;
use crate::sign::sign;

/// The criteria of a principle.
pub(super) struct Group<'r> {
    pub(super) title: &'r str,
    pub(super) rows: Vec<Row<'r>>,
}

/// A criterion, and how it came out for each submission in the order of the ranking.
pub(super) struct Row<'r> {
    pub(super) tally: &'r CriterionTally,
    pub(super) verdicts: Vec<Verdict>,
}

impl Row<'_> {
    /// Whether there is nothing to see: met or out of question everywhere.
    pub(super) fn is_quiet(&self) -> bool {
        let quiet = |verdict: &Verdict| {
            matches!(verdict, Verdict::Met | Verdict::Waived | Verdict::NotApplicable | Verdict::Clear)
        };
        self.verdicts.iter().all(quiet)
    }

    /// The verdicts as a bar of so many signs, in the order of the legend; each verdict has its share of them.
    pub(super) fn bar(&self, width: usize) -> Vec<Verdict> {
        let counts: Vec<usize> = TALLY.iter().map(|(verdict, _)| self.tally.count(*verdict)).collect();
        let signs = TALLY.iter().zip(apportioned(&counts, width));
        signs.flat_map(|((verdict, _), count)| std::iter::repeat_n(*verdict, count)).collect()
    }
}

/// The criteria by principle; principles without criteria are left out.
pub(super) fn groups(round: &Round) -> Vec<Group<'_>> {
    let row = |(at, tally)| Row {
        tally,
        verdicts: round.submissions.iter().filter_map(|one| one.verdicts.get(at).copied()).collect(),
    };
    let rows_of = |principle: &str| -> Vec<Row<'_>> {
        round.criteria.iter().enumerate().filter(|(_, one)| one.principle == principle).map(row).collect()
    };
    let groups = round.principles.iter().map(|one| Group { title: &one.title, rows: rows_of(&one.id) });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// The signs that come up, with their meaning.
pub(super) fn legend(round: &Round) -> Vec<(&'static str, &'static str)> {
    let comes_up = |verdict| round.criteria.iter().any(|one| one.count(verdict) > 0);
    let shown = TALLY.iter().filter(|(verdict, _)| comes_up(*verdict));
    shown.map(|(verdict, words)| (sign(*verdict).0, *words)).collect()
}
