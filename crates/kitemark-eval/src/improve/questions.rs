//! What is not answered and what is not proven, by how far it can move the result.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Charter, CriterionId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::fraction::Fraction;
use crate::scorecard::{Obligation, Verdict};

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
#[derive(Default)]
struct Waiting {
    criteria: Vec<usize>,
    caps: Vec<String>,
}

/// The unanswered questions of a profile; `shares` are the criteria's shares of the total.
pub(crate) fn questions(assessment: &Assessment, shares: &[Fraction]) -> Vec<Question> {
    let charter = assessment.charter();
    let mut waiting: BTreeMap<String, Waiting> = BTreeMap::new();
    for at in 0..charter.criteria().len() {
        for path in assessment.unanswered(CriterionId::at(at)) {
            waiting.entry(path).or_default().criteria.push(at);
        }
    }
    for (cap, paths) in assessment.open_caps() {
        for path in paths {
            waiting.entry(path).or_default().caps.push(cap.clone());
        }
    }
    let question = |(path, waiting): (String, Waiting)| Question {
        path,
        moves: moves(assessment, shares, &waiting.criteria),
        must: has_must(charter, &waiting.criteria),
        criteria: ids(charter, &waiting.criteria),
        caps: waiting.caps,
    };
    let mut questions: Vec<Question> = waiting.into_iter().map(question).collect();
    questions.sort_by(|a, b| {
        b.moves
            .cmp(&a.moves)
            .then_with(|| (b.must, b.caps.len()).cmp(&(a.must, a.caps.len())))
            .then_with(|| a.path.cmp(&b.path))
    });
    questions
}

/// The claims of a profile that lack evidence of the grade asked for.
pub(super) fn claims(assessment: &Assessment, shares: &[Fraction]) -> Vec<Claim> {
    let charter = assessment.charter();
    let mut resting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in 0..charter.criteria().len() {
        let id = CriterionId::at(at);
        if assessment.verdict(id) != Some(Verdict::Error) {
            for path in assessment.unverified(id) {
                resting.entry(path).or_default().push(at);
            }
        }
    }
    let claim = |(path, criteria): (String, Vec<usize>)| {
        let grades = criteria.iter().filter_map(|at| charter.criteria().get(*at)?.evidence);
        Claim {
            path,
            grade: grades.min().and_then(|grade| charter.grades().get(grade.index()).cloned()),
            moves: moves(assessment, shares, &criteria),
            must: has_must(charter, &criteria),
            criteria: ids(charter, &criteria),
        }
    };
    let mut claims: Vec<Claim> = resting.into_iter().map(claim).collect();
    claims.sort_by(|a, b| b.moves.cmp(&a.moves).then_with(|| b.must.cmp(&a.must)).then_with(|| a.path.cmp(&b.path)));
    claims
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
