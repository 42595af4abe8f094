//! What a round says, table by table.

use std::cmp::Reverse;

use kitemark_eval::cohort::{
    AwardChange, AwardCount, Close, CriterionTally, Lost, Moved, OpenQuestion, Round, Submitted, WeightingKind,
};
use kitemark_eval::scorecard::{Interval, Obligation, Verdict};

use crate::percent::{interval, percent, signed};
use crate::sheet::{Sheet, number, text};
use crate::table;
use crate::words::{self, award_name, counted};

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
        close(round),
        weights(round),
        against(round),
        against_refused(round),
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
        cells
    };
    let mut columns = vec![number("No"), text("Award"), text("Score"), number("Evidenced"), number("Failed")];
    columns.extend(with_errors.then(|| number("Errors")));
    columns.extend([text("Subject"), text("File")]);
    (!round.submissions.is_empty()).then(|| Sheet {
        anchor: "ranking",
        title: "Ranking".to_owned(),
        note: notes(round).join(" "),
        columns,
        rows: round.submissions.iter().enumerate().map(row).collect(),
        ..Sheet::default()
    })
}

/// What the ranking has to explain.
pub(super) fn notes(round: &Round) -> Vec<&'static str> {
    table::notes(round.submissions.iter().map(|one| &one.summary))
}

fn score(score: Option<&Interval>) -> String {
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

fn close(round: &Round) -> Option<Sheet> {
    let row = |one: &Close| {
        let others = match one.other_barriers {
            0 => "nothing".to_owned(),
            1 => "1 other need".to_owned(),
            count => format!("{count} other needs"),
        };
        vec![
            words::named(one.subject.as_deref()),
            one.award.clone(),
            percent(&one.needed),
            one.score.percent_beside(&one.needed),
            signed(&one.margin_percent.0),
            others,
        ]
    };
    let rows: Vec<_> = round.close.iter().map(row).collect();
    (!rows.is_empty()).then(|| Sheet {
        anchor: "close",
        title: format!("Close to what an award needs ({})", rows.len()),
        note: "The sure score lies within two points of what the award needs. Also in the way: what else, besides the \
               score, keeps the award away."
            .to_owned(),
        columns: vec![
            text("Subject"),
            text("Award"),
            number("Needs"),
            number("Has"),
            number("Margin"),
            text("Also in the way"),
        ],
        rows,
        ..Sheet::default()
    })
}

fn weights(round: &Round) -> Option<Sheet> {
    let effects = round.weightings.iter();
    let rows: Vec<Vec<String>> = effects
        .clone()
        .flat_map(|effect| effect.changes.iter().map(|change| (weighting(round, &effect.weighting.kind), change)))
        .map(|(weights, change)| {
            let mut cells = vec![weights];
            cells.extend(award_change(change));
            cells
        })
        .collect();
    let mut tried = format!(
        "Tried: the weight of each principle a quarter less and a quarter more{}.",
        if effects.clone().any(|one| one.weighting.kind == WeightingKind::Equal) { ", and all the same" } else { "" }
    );
    for effect in effects {
        if let WeightingKind::Given { text } = &effect.weighting.kind {
            tried.push_str(&format!(
                " Also {text}: {}.",
                counted(effect.changes.len(), "award changes", "awards change")
            ));
        }
    }
    let note = if rows.is_empty() { format!("{tried} Every award stays as it is.") } else { tried };
    (!round.weightings.is_empty() && !round.submissions.is_empty()).then(|| Sheet {
        anchor: "weights",
        title: format!("Under other weights ({})", counted(rows.len(), "award changes", "awards change")),
        note,
        columns: vec![text("Weights"), text("Subject"), text("Award"), text("Then")],
        rows,
        ..Sheet::default()
    })
}

/// `“Long contracts” a quarter less`.
fn weighting(round: &Round, kind: &WeightingKind) -> String {
    match kind {
        WeightingKind::Scaled { principle, factor } => {
            let title = round.principles.iter().find(|one| one.id == *principle).map_or(principle, |one| &one.title);
            format!("“{title}” a quarter {}", if *factor == "0.75" { "less" } else { "more" })
        }
        WeightingKind::Equal => "all principles the same".to_owned(),
        WeightingKind::Given { text } => text.clone(),
        _ => String::new(),
    }
}

fn award_change(change: &AwardChange) -> [String; 3] {
    [
        words::named(change.subject.as_deref()),
        award_name(change.from.as_deref()).to_owned(),
        award_name(change.to.as_deref()).to_owned(),
    ]
}

fn against(round: &Round) -> Option<Sheet> {
    let other = round.against.as_ref()?;
    let changed: Vec<_> = other.submissions.iter().filter(|one| one.award.from != one.award.to).collect();
    let row = |one: &&Moved| {
        let mut cells = award_change(&one.award).to_vec();
        cells.extend([score(one.score_from.as_ref()), score(one.score_to.as_ref())]);
        cells
    };
    Some(Sheet {
        anchor: "against",
        title: format!("Under {}, edition {}", other.charter.title, other.charter.edition),
        note: format!(
            "{} of {} would have another award.",
            changed.len(),
            counted(other.submissions.len(), "submission", "submissions")
        ),
        columns: vec![text("Subject"), text("Award"), text("Then"), text("Score"), text("Score then")],
        rows: changed.iter().map(row).collect(),
        ..Sheet::default()
    })
}

fn against_refused(round: &Round) -> Option<Sheet> {
    let refused = round.against.as_ref()?.refused.iter();
    let rows: Vec<_> = refused.map(|one| vec![one.file.clone(), one.why.clone()]).collect();
    (!rows.is_empty()).then(|| Sheet {
        anchor: "against-refused",
        title: format!("Not scored under the other charter ({})", rows.len()),
        note: String::new(),
        columns: vec![text("File"), text("Why")],
        rows,
        ..Sheet::default()
    })
}
