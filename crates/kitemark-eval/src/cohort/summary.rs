//! A result in a few figures: what a table of many shows of each.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::fraction::Fraction;
use crate::scorecard::{Interval, Obligation, Scorecard, Verdict};

/// A name is cut after so many characters, so that a profile among many takes little room whatever it says.
const LONGEST_NAME: usize = 200;

/// The result of one profile, in a few figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Summary {
    /// Whom the profile speaks of, cut after 200 characters; null where it gives no name.
    pub subject: Option<String>,
    /// The day the profile speaks of.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The award that is sure; null for none.
    pub award: Option<String>,
    /// A better award, if everything open or not proven turns out well.
    pub provisional: Option<String>,
    /// The total score; null where nothing could be scored.
    pub score: Option<Interval>,
    /// The weight that is answered and evidenced, as a fraction of the weight that applies.
    pub evidenced: Option<Fraction>,
    /// How many musts surely fail: they are not met, or cannot be judged.
    pub failed_musts: usize,
}

impl From<&Scorecard> for Summary {
    fn from(card: &Scorecard) -> Self {
        Self {
            subject: name(card.subject.as_deref()),
            as_of: card.stamp.as_of.clone(),
            award: card.award.id.clone(),
            provisional: card.award.provisional.clone(),
            score: card.score.clone(),
            evidenced: card.evidenced.clone(),
            failed_musts: failed(card.criteria.iter().map(|one| (one.obligation, one.verdict))),
        }
    }
}

impl From<&Assessment> for Summary {
    fn from(assessment: &Assessment) -> Self {
        let (sure, possible) = (assessment.award(), assessment.possible_award());
        let better = possible.filter(|possible| sure.is_none_or(|sure| *possible < sure));
        let id = |award: kitemark_dsl::charter::AwardId| {
            assessment.charter().awards().get(award.index()).map(|award| award.id.clone())
        };
        Self {
            subject: name(assessment.facts().subject.as_deref()),
            as_of: assessment.facts().as_of().to_string(),
            award: sure.and_then(id),
            provisional: better.and_then(id),
            score: assessment.score(),
            evidenced: assessment.evidenced().cloned(),
            failed_musts: failed(assessment.judged().entries.iter().map(|one| (one.obligation, one.verdict))),
        }
    }
}

fn failed(criteria: impl Iterator<Item = (Obligation, Verdict)>) -> usize {
    let failed = |(obligation, verdict): &(Obligation, Verdict)| {
        *obligation == Obligation::Must && matches!(verdict, Verdict::Unmet | Verdict::Error)
    };
    criteria.filter(failed).count()
}

fn name(written: Option<&str>) -> Option<String> {
    let name = written.map(str::trim).filter(|name| !name.is_empty())?;
    Some(match name.char_indices().nth(LONGEST_NAME) {
        Some((at, _)) => format!("{} …", name.get(..at).unwrap_or_default()),
        None => name.to_owned(),
    })
}
