//! What submissions come to together.

use kitemark_dsl::charter::{self, AwardId, Charter, NeedKind};
use kitemark_dsl::value::Number;

use super::round::{
    Against, AwardChange, AwardCount, Close, Edition, Moved, Principle, Refused, Submission, Submitted, WeightingEffect,
};
use super::standing::Standing;
use super::summary::Summary;
use crate::fraction::Fraction;
use crate::scorecard::Percent;
use crate::weighting::Weighting;

/// A score this near to what an award needs is close, as a fraction of 1: two points.
const CLOSE: (i128, i128) = (2, 100);

/// A submission that was scored, on the way to its place.
pub(super) struct Scored {
    pub(super) file: String,
    pub(super) summary: Summary,
    pub(super) submission: Submission,
}

impl Scored {
    fn change(&self, to: Option<String>) -> AwardChange {
        let Summary { subject, award, .. } = &self.summary;
        AwardChange { file: self.file.clone(), subject: subject.clone(), from: award.clone(), to }
    }

    /// The submission in its place.
    pub(super) fn submitted(self) -> Submitted {
        let Standing { errors, reviewer, marks, .. } = self.submission.standing;
        let verdicts = marks.iter().map(|mark| mark.verdict).collect();
        Submitted { file: self.file, summary: self.summary, reviewer, errors, verdicts }
    }
}

pub(super) fn principles(charter: &Charter) -> Vec<Principle> {
    let named = |one: &charter::Principle| Principle { id: one.id.clone(), title: one.title.clone() };
    charter.principles().iter().map(named).collect()
}

/// How many have each award, and how many none.
pub(super) fn awards(charter: &Charter, scored: &[Scored]) -> Vec<AwardCount> {
    let count = |id: Option<&str>, title: Option<&str>| AwardCount {
        id: id.map(str::to_owned),
        title: title.map(str::to_owned),
        sure: scored.iter().filter(|one| one.summary.award.as_deref() == id).count(),
        provisional: scored.iter().filter(|one| id.is_some() && one.summary.provisional.as_deref() == id).count(),
    };
    let awards = charter.awards().iter().map(|award| count(Some(&award.id), Some(&award.title)));
    awards.chain([count(None, None)]).collect()
}

/// Whose award each of the weightings changes.
pub(super) fn weightings(charter: &Charter, scored: &[Scored], weightings: &[Weighting]) -> Vec<WeightingEffect> {
    let id = |award: AwardId| charter.awards().get(award.index()).map(|award| award.id.clone());
    let effect = |(at, weighting): (usize, &Weighting)| {
        let change = |one: &Scored| {
            let (_, then) = one.submission.standing.breaks.iter().find(|(number, _)| *number == at)?;
            Some(one.change(then.and_then(id)))
        };
        WeightingEffect { weighting: weighting.clone(), changes: scored.iter().filter_map(change).collect() }
    };
    weightings.iter().enumerate().map(effect).collect()
}

/// Whose score is close to what an award needs.
pub(super) fn close(charter: &Charter, scored: &[Scored]) -> Vec<Close> {
    let near = Number::ratio(CLOSE.0, CLOSE.1).map_or_else(Fraction::zero, Fraction::from);
    let mut found = Vec::new();
    for one in scored {
        let Some(score) = one.summary.score.as_ref().map(|score| &score.low) else { continue };
        for (award, barriers) in charter.awards().iter().zip(&one.submission.standing.barriers) {
            for need in &award.needs {
                let NeedKind::Score(needed) = need.kind else { continue };
                let needed = Fraction::from(needed);
                let margin = score.minus(&needed);
                if margin.magnitude() > near {
                    continue;
                }
                found.push(Close {
                    file: one.file.clone(),
                    subject: one.summary.subject.clone(),
                    award: award.id.clone(),
                    needed,
                    score: score.clone(),
                    margin_percent: Percent(margin),
                    other_barriers: *barriers,
                });
            }
        }
    }
    found
}

/// How each comes out under the other charter.
pub(super) fn against(other: &Charter, scored: &[Scored]) -> Against {
    let (mut submissions, mut refused) = (Vec::new(), Vec::new());
    for one in scored {
        match &one.submission.against {
            Some(Ok(then)) => submissions.push(Moved {
                award: one.change(then.award.clone()),
                score_from: one.summary.score.clone(),
                score_to: then.score.clone(),
            }),
            Some(Err(why)) => refused.push(Refused { file: one.file.clone(), why: why.clone() }),
            None => {}
        }
    }
    Against { charter: Edition::of(other), submissions, refused }
}
