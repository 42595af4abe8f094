//! A round: what all submissions under one charter come to together.

use kitemark_dsl::charter::Charter;
use schemars::JsonSchema;
use serde::Serialize;

use super::question::{self, OpenQuestion};
use super::reckoning::{self, Scored};
use super::standing::Standing;
use super::summary::Summary;
use super::tally::{self, CriterionTally};
use super::{Cohort, Entry, award_ids};
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::scorecard::{Interval, Percent, Verdict};
use crate::weighting::Weighting;

/// The version of the round's JSON.
pub const SCHEMA_VERSION: &str = "kitemark-cohort/1";

/// One submission: what is kept of it, and how it comes out under the other charter if there is one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Submission {
    /// What is kept of it.
    pub standing: Standing,
    /// Its result under the other charter, or in a few words why there is none; none where no other is asked about.
    pub against: Option<Result<Summary, String>>,
}

impl Submission {
    /// A submission that is judged by one charter.
    pub fn new(standing: Standing) -> Self {
        Self { standing, against: None }
    }

    /// The same judged by another charter too.
    #[must_use]
    pub fn with_against(self, against: Result<Summary, String>) -> Self {
        Self { against: Some(against), ..self }
    }
}

/// All submissions under one charter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Round {
    /// The version of this format.
    pub schema_version: &'static str,
    /// The version of the engine.
    pub engine_version: &'static str,
    /// The charter.
    pub charter: Edition,
    /// The submissions, best first: by award, then by what is sure of the score, by what is possible, by file.
    pub submissions: Vec<Submitted>,
    /// Those that could not be scored.
    pub refused: Vec<Refused>,
    /// The awards, best first, then none.
    pub awards: Vec<AwardCount>,
    /// The principles, in the charter's order.
    pub principles: Vec<Principle>,
    /// The criteria, in the charter's order.
    pub criteria: Vec<CriterionTally>,
    /// The questions left open, by how many leave them so.
    pub open_questions: Vec<OpenQuestion>,
    /// What other weights would change.
    pub weightings: Vec<WeightingEffect>,
    /// The submissions whose sure score lies within two points of what an award needs.
    pub close: Vec<Close>,
    /// What the other charter would change; null where none was asked about.
    pub against: Option<Against>,
}

/// A charter, by name and digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Edition {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its edition.
    pub edition: String,
    /// SHA-256 of its canonical text, without comments and examples.
    pub sha256: String,
}

impl Edition {
    pub(super) fn of(charter: &Charter) -> Self {
        Self {
            id: charter.id().to_owned(),
            title: charter.title().to_owned(),
            edition: charter.edition().to_owned(),
            sha256: charter.sha256().to_owned(),
        }
    }
}

/// A principle, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Principle {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A submission in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Submitted {
    /// Its file.
    pub file: String,
    /// Its result.
    #[serde(flatten)]
    pub summary: Summary,
    /// Who reviewed it, and whose decisions it is judged by; null where it is judged as submitted.
    pub reviewer: Option<String>,
    /// How many errors it has; the criteria that rest on them are in error.
    pub errors: usize,
    /// How each criterion came out, in the order of the round's criteria.
    pub verdicts: Vec<Verdict>,
}

/// A submission that could not be scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Refused {
    /// Its file.
    pub file: String,
    /// Why, in a few words.
    pub why: String,
}

/// How many submissions have an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct AwardCount {
    /// The award; null for none.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many surely have it.
    pub sure: usize,
    /// How many more would have it if all that is open or not proven turned out well; they may have a lower one for sure.
    pub provisional: usize,
}

/// A submission whose award is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct AwardChange {
    /// Its file.
    pub file: String,
    /// Whom it speaks of.
    pub subject: Option<String>,
    /// The award as it is; null for none.
    pub from: Option<String>,
    /// The award then; null for none.
    pub to: Option<String>,
}

/// Who would have another award under other weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct WeightingEffect {
    /// The weights.
    #[serde(flatten)]
    pub weighting: Weighting,
    /// The submissions whose award would be another.
    pub changes: Vec<AwardChange>,
}

/// A submission whose sure score is close to what an award needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Close {
    /// Its file.
    pub file: String,
    /// Whom it speaks of.
    pub subject: Option<String>,
    /// The award.
    pub award: String,
    /// The score it needs.
    pub needed: Fraction,
    /// The sure score.
    pub score: Fraction,
    /// How far the score lies above what is needed, of 100 points; below 0 if it falls short.
    pub margin_percent: Percent,
    /// How much other than the score stands in the award's way.
    pub other_barriers: usize,
}

/// What another charter would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Against {
    /// The other charter.
    pub charter: Edition,
    /// Every submission that could be scored under both, in the order of the round.
    pub submissions: Vec<Moved>,
    /// Those that the other charter cannot score.
    pub refused: Vec<Refused>,
}

/// A submission under two charters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Moved {
    /// The award under each.
    #[serde(flatten)]
    pub award: AwardChange,
    /// The score under the round's charter.
    pub score_from: Option<Interval>,
    /// The score under the other.
    pub score_to: Option<Interval>,
}

impl Round {
    /// What `entries` come to under the charter of `engine`. The standings were taken with these `weightings`; `against` is the
    /// charter that their other results are of.
    pub fn new(
        engine: &Engine,
        entries: Vec<Entry<Submission>>,
        weightings: &[Weighting],
        against: Option<&Engine>,
    ) -> Self {
        let charter = engine.charter();
        let entries = Cohort::rank(entries, &award_ids(charter)).into_entries();
        let (mut scored, mut refused) = (Vec::new(), Vec::new());
        for Entry { file, result } in entries {
            match result {
                Ok((summary, submission)) => scored.push(Scored { file, summary, submission }),
                Err(why) => refused.push(Refused { file, why }),
            }
        }
        let standings: Vec<&Standing> = scored.iter().map(|one| &one.submission.standing).collect();
        let open = standings.iter().flat_map(|standing| &standing.open);
        Self {
            schema_version: SCHEMA_VERSION,
            engine_version: env!("CARGO_PKG_VERSION"),
            charter: Edition::of(charter),
            refused,
            awards: reckoning::awards(charter, &scored),
            principles: reckoning::principles(charter),
            criteria: tally::of_all(charter, &standings),
            open_questions: question::ranked(charter, &engine.program.layouts, open),
            weightings: reckoning::weightings(charter, &scored, weightings),
            close: reckoning::close(charter, &scored),
            against: against.map(|other| reckoning::against(other.charter(), &scored)),
            submissions: scored.into_iter().map(Scored::submitted).collect(),
        }
    }
}
