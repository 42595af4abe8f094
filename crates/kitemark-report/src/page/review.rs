//! What a review decided, and what that changed.

use kitemark_eval::scorecard::Scorecard;

use crate::review;
use crate::words;

/// The review that was applied.
#[derive(Debug)]
pub(super) struct Reviewed {
    pub(super) title: String,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) decisions: Vec<[String; 4]>,
    /// The criterion, its change, and the claims that did it; none where it was the reviewer's own verdict.
    pub(super) changes: Vec<(String, String, Vec<String>)>,
}

impl Reviewed {
    pub(super) fn of(card: &Scorecard) -> Option<Self> {
        let result = card.review.as_ref()?;
        let changes = review::by_cause(result).into_iter().flat_map(|((claims, more), changes)| {
            let claims: Vec<String> = claims.iter().cloned().chain(words::left_out(more)).collect();
            changes.into_iter().map(move |one| (one.criterion.clone(), review::changed(one), claims.clone()))
        });
        Some(Self {
            title: review::heading(result),
            facts: review::facts(card, result),
            decisions: review::decisions(card, result),
            changes: changes.collect(),
        })
    }
}
