//! `--require`.

use kitemark::report::visible;
use kitemark::{Charter, Diagnostic};

use super::one::Outcome;
use crate::failure::usage;

/// Whether the charter has this award.
pub(super) fn known(charter: &Charter, award: &str) -> Result<(), Diagnostic> {
    let ids: Vec<&str> = charter.awards().iter().map(|(id, _)| *id).collect();
    if ids.contains(&award) {
        return Ok(());
    }
    let unknown = usage(format!("`--require {award}`: the charter has no such award"))
        .with_suggestion(award, ids.iter().copied());
    Err(match ids.as_slice() {
        [] => unknown.with_help("it has no awards at all"),
        ids => unknown.with_help(format!("its awards, best first: {}", ids.join(", "))),
    })
}

/// A line for every scored profile without this award or a better one. Provisional awards do not count.
pub(super) fn missed(charter: &Charter, award: &str, outcomes: &[Outcome]) -> Vec<String> {
    let awards = charter.awards();
    let rank = |id: &str| awards.iter().position(|(award, _)| *award == id);
    let wanted = rank(award);
    let mut lines = Vec::new();
    for outcome in outcomes {
        let Some(card) = &outcome.scorecard else { continue };
        let reached = card.award.id.as_deref().and_then(rank);
        if reached.is_none() || reached > wanted {
            let has = card.award.id.as_deref().unwrap_or("no award");
            lines.push(format!("{}: has {has}, required is {award}\n", visible(&outcome.name)));
        }
    }
    lines
}
