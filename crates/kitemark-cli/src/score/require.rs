//! `--require`.

use kitemark::Charter;
use kitemark::report::visible;

use super::one::Outcome;

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
