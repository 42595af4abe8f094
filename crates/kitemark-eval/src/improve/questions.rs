//! What is not answered and what is not proven, by how far it can move the result.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use kitemark_dsl::charter::{Charter, CriterionId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::fraction::Fraction;
use crate::scorecard::{Listed, Obligation, Verdict};

/// An unanswered question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Question {
    /// The field.
    pub path: String,
    /// How far its answer can move the score, as a fraction of 1: what the criteria that wait for it may still gain. They may
    /// wait for other answers too.
    pub moves: Fraction,
    /// The criteria that wait for it.
    pub criteria: Vec<String>,
    /// Whether a must is among them.
    pub must: bool,
    /// The caps that count as long as it is not answered, in the charter's words.
    pub caps: Vec<String>,
}

/// A claim that lacks evidence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Claim {
    /// The field.
    pub path: String,
    /// The weakest grade of evidence that proves it for all criteria that rest on it.
    pub grade: Option<String>,
    /// What the criteria that rest on it may still gain, as a fraction of 1. They may rest on other claims too.
    pub moves: Fraction,
    /// The criteria that rest on it.
    pub criteria: Vec<String>,
    /// Whether a must is among them.
    pub must: bool,
}

/// What waits for one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Waiting {
    criteria: Vec<usize>,
    caps: Vec<usize>,
}

/// The unanswered questions of a profile that move the result furthest, at most so many; `shares` are the criteria's shares of
/// the total.
pub(crate) fn questions(assessment: &Assessment, shares: &[Fraction], most: usize) -> Listed<Question> {
    let charter = assessment.charter();
    let mut waiting: BTreeMap<u32, Waiting> = BTreeMap::new();
    for (at, judgement) in assessment.judgements().iter().enumerate() {
        for cell in judgement.missing() {
            waiting.entry(cell).or_default().criteria.push(at);
        }
    }
    for (cap, cells) in assessment.open_caps() {
        for cell in cells {
            let caps = &mut waiting.entry(cell).or_default().caps;
            if !caps.contains(&cap) {
                caps.push(cap);
            }
        }
    }
    let ranked = ranked(assessment, waiting, |waiting| {
        let moves = moves(assessment, shares, &waiting.criteria);
        (Reverse(moves), Reverse(has_must(charter, &waiting.criteria)), Reverse(waiting.caps.len()))
    });
    Listed::of(ranked.into_iter(), most, |(path, waiting, (moves, must, _))| Question {
        path,
        moves: moves.0,
        must: must.0,
        criteria: ids(charter, &waiting.criteria),
        caps: waiting.caps.iter().map(|at| assessment.cap_words(*at)).collect(),
    })
}

/// The claims of a profile that lack evidence of the grade asked for and weigh most, at most so many.
pub(super) fn claims(assessment: &Assessment, shares: &[Fraction], most: usize) -> Listed<Claim> {
    let charter = assessment.charter();
    let mut resting: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, judgement) in assessment.judgements().iter().enumerate() {
        if judgement.verdict != Verdict::Error {
            for cell in &judgement.weak {
                resting.entry(*cell).or_default().push(at);
            }
        }
    }
    let ranked = ranked(assessment, resting, |criteria| {
        (Reverse(moves(assessment, shares, criteria)), Reverse(has_must(charter, criteria)))
    });
    Listed::of(ranked.into_iter(), most, |(path, criteria, (moves, must))| {
        let grades = criteria.iter().filter_map(|at| charter.criteria().get(*at)?.evidence);
        Claim {
            path,
            grade: grades.min().and_then(|grade| charter.grades().get(grade.index()).cloned()),
            moves: moves.0,
            must: must.0,
            criteria: ids(charter, &criteria),
        }
    })
}

/// Fields by their paths with what hangs on them: by rank, and those of one rank by path. Many fields have the same hanging on
/// them, whose rank is found once.
fn ranked<W: Clone + Eq + Hash, R: Clone + Ord>(
    assessment: &Assessment,
    fields: BTreeMap<u32, W>,
    rank: impl Fn(&W) -> R,
) -> Vec<(String, W, R)> {
    let mut ranks: HashMap<W, R> = HashMap::new();
    let ranked = fields.into_iter().map(|(cell, hanging)| {
        let rank = ranks.entry(hanging.clone()).or_insert_with(|| rank(&hanging)).clone();
        (assessment.path(cell), hanging, rank)
    });
    let mut ranked: Vec<(String, W, R)> = ranked.collect();
    ranked.sort_by(|(path, _, rank), (other, _, than)| rank.cmp(than).then_with(|| path.cmp(other)));
    ranked
}

/// What these criteria may still gain.
fn moves(assessment: &Assessment, shares: &[Fraction], criteria: &[usize]) -> Fraction {
    let gain = |at: &usize| {
        let (low, high) = assessment.credit(CriterionId::at(*at))?;
        Some(shares.get(*at)?.times(&Fraction::from(high).minus(&low.into())))
    };
    criteria.iter().filter_map(gain).fold(Fraction::zero(), |sum, gain| sum.plus(&gain))
}

fn has_must(charter: &Charter, criteria: &[usize]) -> bool {
    let obligation = |at: &usize| charter.criteria().get(*at).map(|criterion| criterion.syntax.obligation);
    criteria.iter().filter_map(obligation).any(|obligation| obligation == Obligation::Must)
}

fn ids(charter: &Charter, criteria: &[usize]) -> Vec<String> {
    criteria.iter().filter_map(|at| charter.criteria().get(*at)).map(|criterion| criterion.id().to_owned()).collect()
}
