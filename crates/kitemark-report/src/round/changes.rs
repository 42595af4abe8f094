//! What would change awards: a little more or less, other weights, another charter.

use kitemark_eval::cohort::{AwardChange, Close, Moved, Round, WeightingKind};

use super::sheets::score;
use crate::percent::{percent, signed};
use crate::sheet::{Sheet, number, text};
use crate::words::{self, award_name, counted};

/// Whose score is close to what an award needs; none if nobody's is.
pub(super) fn close(round: &Round) -> Option<Sheet> {
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

/// Whose award other weights change; none where none were tried.
pub(super) fn weights(round: &Round) -> Option<Sheet> {
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

/// Whose award the other charter changes; none where none was asked about.
pub(super) fn against(round: &Round) -> Option<Sheet> {
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

/// Those that the other charter cannot score.
pub(super) fn against_refused(round: &Round) -> Option<Sheet> {
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
