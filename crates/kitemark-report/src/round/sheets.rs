//! What a round says, table by table.

use std::cmp::Reverse;

use kitemark_eval::cohort::{AwardCount, CriterionTally, Lost, OpenQuestion, Round, Submitted};
use kitemark_eval::scorecard::{Interval, Obligation, Verdict};

use super::changes;
use crate::percent::{interval, percent};
use crate::sheet::{Sheet, number, text};
use crate::table;
use crate::words::{self, counted};

/// How many rows of the longer tables to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most(pub(super) usize);

/// `Charter for …, edition 2026.1: 6 submissions, 1 not scored`.
pub(super) fn headline(round: &Round) -> String {
    let refused = match round.refused.len() {
        0 => String::new(),
        count => format!(", {count} not scored"),
    };
    let submissions = counted(round.submissions.len() + round.refused.len(), "submission", "submissions");
    format!("{}, edition {}: {submissions}{refused}", round.charter.title, round.charter.edition)
}

/// The tables after the map.
pub(super) fn after(round: &Round, most: Most) -> Vec<Sheet> {
    let all = [
        failing(round, most),
        flags(round),
        questions(round, most),
        changes::close(round),
        changes::weights(round),
        changes::against(round),
        changes::against_refused(round),
    ];
    all.into_iter().flatten().collect()
}

/// How many have which award.
pub(super) fn awards(round: &Round) -> Sheet {
    let all = round.submissions.len() as u64;
    let row = |count: &AwardCount| {
        let title = count.title.clone().or_else(|| count.id.clone()).unwrap_or_else(|| "No award".to_owned());
        let more = if count.provisional > 0 { format!("+{}", count.provisional) } else { String::new() };
        vec![title, count.sure.to_string(), share(count.sure as u64, all), more]
    };
    Sheet {
        anchor: "awards",
        title: "Awards".to_owned(),
        note: "Provisionally: how many more would have it if all that is open or not proven turned out well."
            .to_owned(),
        columns: vec![text("Award"), number("For sure"), number("Share"), number("Provisionally")],
        rows: round.awards.iter().map(row).collect(),
        ..Sheet::default()
    }
}

fn share(part: u64, whole: u64) -> String {
    match (part * 1000).checked_div(whole) {
        Some(thousandths) if thousandths % 10 == 0 => format!("{}%", thousandths / 10),
        Some(thousandths) => format!("{}.{}%", thousandths / 10, thousandths % 10),
        None => String::new(),
    }
}

/// The submissions, best first; none where there are none.
pub(super) fn ranking(round: &Round) -> Option<Sheet> {
    let with_errors = round.submissions.iter().any(|one| one.errors > 0);
    let with_reviews = round.submissions.iter().any(|one| one.reviewer.is_some());
    let row = |(at, one): (usize, &Submitted)| {
        let mut cells = vec![
            (at + 1).to_string(),
            table::award(&one.summary),
            score(one.summary.score.as_ref()),
            one.summary.evidenced.as_ref().map(percent).unwrap_or_default(),
            one.summary.failed_musts.to_string(),
        ];
        cells.extend(with_errors.then(|| one.errors.to_string()));
        cells.extend([words::named(one.summary.subject.as_deref()), one.file.clone()]);
        cells.extend(with_reviews.then(|| one.reviewer.clone().unwrap_or_default()));
        cells
    };
    let mut columns = vec![number("No"), text("Award"), text("Score"), number("Evidenced"), number("Failed")];
    columns.extend(with_errors.then(|| number("Errors")));
    columns.extend([text("Subject"), text("File")]);
    columns.extend(with_reviews.then(|| text("Reviewed by")));
    (!round.submissions.is_empty()).then(|| Sheet {
        anchor: "ranking",
        title: "Ranking".to_owned(),
        note: notes(round),
        columns,
        rows: round.submissions.iter().enumerate().map(row).collect(),
        ..Sheet::default()
    })
}

/// What the ranking has to explain.
pub(super) fn notes(round: &Round) -> String {
    let mut notes: Vec<String> =
        table::notes(round.submissions.iter().map(|one| &one.summary)).into_iter().map(str::to_owned).collect();
    let with_errors = round.submissions.iter().filter(|one| one.errors > 0).count();
    if with_errors > 0 {
        let have = counted(with_errors, "submission has", "submissions have");
        notes.push(format!("{have} errors: the criteria that rest on these are in error, and earn nothing."));
    }
    let reviewed = round.submissions.iter().filter(|one| one.reviewer.is_some()).count();
    if reviewed > 0 {
        let stand = counted(reviewed, "submission stands", "submissions stand");
        notes.push(format!("{stand} as reviewed; what is not reviewed stands as submitted."));
    }
    notes.join(" ")
}

/// A score, or that there is none.
pub(super) fn score(score: Option<&Interval>) -> String {
    score.map_or_else(|| "not scored".to_owned(), interval)
}

/// Those that could not be scored.
pub(super) fn refused(round: &Round) -> Option<Sheet> {
    let rows: Vec<_> = round.refused.iter().map(|one| vec![one.file.clone(), one.why.clone()]).collect();
    (!rows.is_empty()).then(|| Sheet {
        anchor: "refused",
        title: format!("Not scored ({})", rows.len()),
        note: "`kitemark check FILE` shows every mistake.".to_owned(),
        columns: vec![text("File"), text("Why")],
        rows,
        ..Sheet::default()
    })
}

fn failing(round: &Round, most: Most) -> Option<Sheet> {
    let mut tallies: Vec<&CriterionTally> = round
        .criteria
        .iter()
        .filter(|one| one.obligation != Obligation::Flag && (one.failing > 0 || one.count(Verdict::Partly) > 0))
        .collect();
    let possible = |tally: &CriterionTally| tally.lost.as_ref().map(|lost| lost.possible.clone());
    tallies.sort_by_key(|one| Reverse((one.failing_share.clone(), one.count(Verdict::Partly), possible(one))));
    let all = tallies.len();
    tallies.truncate(most.0);
    let row = |one: &&CriterionTally| {
        vec![
            format!("{}: {}", one.id, one.title),
            format!("{} of {}", one.failing, one.applies),
            one.failing_share.as_ref().map(percent).unwrap_or_default(),
            one.count(Verdict::Partly).to_string(),
            (one.count(Verdict::Unverified) + one.count(Verdict::Unanswered)).to_string(),
            one.lost.as_ref().map(lost).unwrap_or_default(),
        ]
    };
    (all > 0).then(|| Sheet {
        anchor: "failing",
        title: format!("Criteria that fail most ({} of {all})", tallies.len()),
        note: "Failing: not met, or in error, of those that the criterion applies to. Open: not proven or unanswered. \
               Costs: points of 100 that a submission loses on average, for sure and at worst."
            .to_owned(),
        columns: vec![
            text("Criterion"),
            number("Failing"),
            number("Share"),
            number("Partly"),
            number("Open"),
            number("Costs"),
        ],
        rows: tallies.iter().map(row).collect(),
        ..Sheet::default()
    })
}

fn lost(lost: &Lost) -> String {
    let (sure, possible) = (lost.sure.0.percent_decimals(1), lost.possible.0.percent_decimals(1));
    if sure == possible { sure } else { format!("{sure} – {possible}") }
}

fn flags(round: &Round) -> Option<Sheet> {
    let flags = round.criteria.iter().filter(|one| one.obligation == Obligation::Flag && one.failing > 0);
    let mut flags: Vec<&CriterionTally> = flags.collect();
    flags.sort_by_key(|one| Reverse(one.failing));
    let row = |one: &&CriterionTally| {
        vec![format!("{}: {}", one.id, one.title), format!("{} of {}", one.failing, one.applies)]
    };
    (!flags.is_empty()).then(|| Sheet {
        anchor: "flags",
        title: "Flags raised".to_owned(),
        note: String::new(),
        columns: vec![text("Flag"), number("Raised")],
        rows: flags.iter().map(row).collect(),
        ..Sheet::default()
    })
}

fn questions(round: &Round, most: Most) -> Option<Sheet> {
    let all = round.open_questions.len();
    let shown = round.open_questions.iter().take(most.0);
    let row = |one: &OpenQuestion| {
        vec![
            one.label.clone().unwrap_or_default(),
            one.name(),
            format!("{} of {}", one.submissions, round.submissions.len()),
        ]
    };
    let rows: Vec<_> = shown.map(row).collect();
    (all > 0).then(|| Sheet {
        anchor: "questions",
        title: format!("Questions left open most ({} of {all})", rows.len()),
        note: "Only where the answer would decide something.".to_owned(),
        columns: vec![text("Question"), text("Field"), number("Open in")],
        rows,
        ..Sheet::default()
    })
}
