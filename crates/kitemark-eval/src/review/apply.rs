//! Scoring a profile with a review.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::value::Date;

use super::resolve::{Resolved, Ruled, resolve, same};
use super::{ClaimDecision, ClaimEntry, Review};
use crate::assessment::Assessment;
use crate::cohort::{self, Summary};
use crate::engine::{Engine, Scored};
use crate::judged::Judged;
use crate::profile::bind::Bound;
use crate::profile::document::Document;
use crate::profile::facts::Facts;
use crate::scorecard::{
    ChangedVerdict, ExemptionStatus, Interval, Listed, MOST_CLAIMS, MOST_LISTED, Overridden, ReviewResult,
    ReviewedClaim, Scorecard, Standing,
};
use crate::survey::Rule;
use crate::weighting::Weighting;

impl Engine {
    /// Scores a profile as a reviewer has decided. `as_of` takes the place of its day.
    ///
    /// The scorecard says what the review changed. The profile may have been changed after it was read: corrections come
    /// after such changes.
    ///
    /// # Errors
    ///
    /// A review of another charter or of another state of the profile, and decisions that have no place in them; a profile
    /// that cannot be scored at all.
    pub fn score_reviewed(
        &self,
        document: &Document,
        as_of: Option<Date>,
        review: &Review,
    ) -> Result<Scored, Vec<Diagnostic>> {
        let Decided { submitted, resolved, facts, diagnostics } = self.decided(document, as_of, review)?;
        let by_claims = self.judge_all(&facts);
        let overruled = self.overrule(&facts, by_claims.clone(), &resolved.rulings);
        let assessment = |judged| Assessment::new(&self.charter, &self.program, &facts, judged);
        let applied = Applied {
            engine: self,
            review,
            resolved: &resolved,
            before: self.assess(&submitted),
            without_overrides: (!resolved.rulings.is_empty()).then(|| assessment(by_claims)),
            after: assessment(overruled),
        };
        Ok(Scored { scorecard: applied.scorecard(), diagnostics })
    }

    /// Judges a profile for a round, as a reviewer has decided. `as_of` takes the place of its day.
    ///
    /// # Errors
    ///
    /// As those of [`score_reviewed`](Self::score_reviewed).
    pub fn standing_reviewed(
        &self,
        document: &Document,
        as_of: Option<Date>,
        review: &Review,
        weightings: &[Weighting],
    ) -> Result<(Summary, cohort::Standing), Vec<Diagnostic>> {
        let Decided { resolved, facts, diagnostics, .. } = self.decided(document, as_of, review)?;
        let overruled = self.overrule(&facts, self.judge_all(&facts), &resolved.rulings);
        let assessment = Assessment::new(&self.charter, &self.program, &facts, overruled);
        let standing = cohort::Standing::new(&assessment, &diagnostics, weightings).by(&review.reviewer);
        Ok((Summary::from(&assessment), standing))
    }

    /// What a reviewer decided, put into the profile.
    fn decided<'r>(
        &self,
        document: &Document,
        as_of: Option<Date>,
        review: &'r Review,
    ) -> Result<Decided<'r>, Vec<Diagnostic>> {
        same(self, document, review)?;
        let submitted = self.bind(document, as_of)?.facts;
        let resolved = resolve(self, document, &submitted, review)?;
        let Bound { mut facts, diagnostics } = self.corrected(document, as_of, review, &resolved)?;
        reject(&mut facts, &resolved);
        Ok(Decided { submitted, resolved, facts, diagnostics })
    }

    /// The profile with the corrections in it, read again.
    fn corrected(
        &self,
        document: &Document,
        as_of: Option<Date>,
        review: &Review,
        resolved: &Resolved<'_>,
    ) -> Result<Bound, Vec<Diagnostic>> {
        let mut document = document.clone();
        for (_, entry) in &resolved.claims {
            let Some(correction) = entry.correction() else { continue };
            let Ok(path) = entry.claim.value.parse::<ProfilePath>() else { continue };
            let source = review.sources.get(correction.span.source);
            let value = correction.value.clone();
            let set = document.set(&path, source, correction.span.range(), value, |list| self.charter.list_key(list));
            set.map_err(|lost| {
                let problem = review.problem(Code::NoSuchClaim, entry.claim.span, lost.message, "");
                vec![lost.help.into_iter().fold(problem, Diagnostic::with_help)]
            })?;
        }
        let bound = self.bind(&document, as_of)?;
        let source = review.source();
        let is_mine = |each: &&Diagnostic| {
            each.labels.first().is_some_and(|label| source.is_some_and(|source| Arc::ptr_eq(source, &label.source)))
        };
        let misfits: Vec<Diagnostic> = bound.diagnostics.iter().filter(is_mine).cloned().collect();
        if misfits.is_empty() { Ok(bound) } else { Err(misfits) }
    }

    /// Puts the verdicts that a reviewer decided in the place of the rules'.
    fn overrule(&self, facts: &Facts, judged: Judged, rulings: &[Ruled<'_>]) -> Judged {
        let Judged { mut judgements, mut statuses, caps, .. } = judged;
        for Ruled { criterion, ruling, .. } in rulings {
            let Some(judgement) = judgements.get_mut(criterion.index()) else { continue };
            *judgement = judgement.clone().overruled(ruling.verdict, ruling.credit);
            for (exemption, status) in facts.exemptions.iter().zip(&mut statuses) {
                if exemption.id == Some(*criterion) {
                    *status = ExemptionStatus::Overruled;
                }
            }
        }
        Judged::new(&self.charter, judgements, statuses, caps)
    }
}

/// A profile as submitted, and as a reviewer has decided.
struct Decided<'r> {
    submitted: Arc<Facts>,
    resolved: Resolved<'r>,
    facts: Arc<Facts>,
    diagnostics: Vec<Diagnostic>,
}

/// Marks the rejected claims. Corrections move no cell: they change single values.
fn reject(facts: &mut Arc<Facts>, resolved: &Resolved<'_>) {
    // The facts were made just now, so nobody else holds them.
    let Some(facts) = Arc::get_mut(facts) else { return };
    facts.slots.take();
    for (cell, entry) in &resolved.claims {
        if entry.decided() == Some(ClaimDecision::Reject)
            && let Some(cell) = facts.cells.get_mut(*cell as usize)
        {
            cell.rejected = true;
        }
    }
}

/// A review, and what came out before and after it.
struct Applied<'a> {
    engine: &'a Engine,
    review: &'a Review,
    resolved: &'a Resolved<'a>,
    before: Assessment,
    without_overrides: Option<Assessment>,
    after: Assessment,
}

impl Applied<'_> {
    fn scorecard(&self) -> Scorecard {
        let mut card = self.after.scorecard();
        card.stamp.review_sha256 = Some(self.review.sha256.clone());
        for Ruled { criterion, reason, .. } in &self.resolved.rulings {
            let judgement = self.after.judgements().get(criterion.index());
            let Some(result) = card.criteria.get_mut(criterion.index()) else { continue };
            result.overridden = judgement.map(|judgement| Overridden {
                reviewer: self.review.reviewer.clone(),
                verdict: judgement.by_the_rules().verdict,
                reason: (*reason).to_owned(),
            });
        }
        card.review = Some(self.result());
        card
    }

    fn result(&self) -> ReviewResult {
        let decided = |wanted| self.resolved.claims.iter().filter(|(_, entry)| entry.decided() == Some(wanted)).count();
        let claims = self.resolved.claims.iter().filter_map(|(cell, entry)| Some((*cell, entry, entry.decided()?)));
        let claims = Listed::of(claims, MOST_CLAIMS, |(cell, entry, decision)| self.claim(cell, entry, decision));
        let names = self.review.moderates.iter().map(|moderated| moderated.reviewer.clone());
        ReviewResult {
            file: self.review.name().to_owned(),
            reviewer: self.review.reviewer.clone(),
            moderates: names.collect(),
            accepted: decided(ClaimDecision::Accept),
            rejected: decided(ClaimDecision::Reject),
            corrected: decided(ClaimDecision::Correct),
            undecided: self.undecided(),
            before: standing(&self.before),
            without_overrides: self.without_overrides.as_ref().map(standing),
            claims: claims.first,
            more_claims: claims.more,
            changes: self.changes(),
        }
    }

    /// How many claims that matter to some rule nothing was decided on, whether the review lists them or not.
    fn undecided(&self) -> usize {
        let decided: BTreeSet<u32> =
            self.resolved.claims.iter().filter(|(_, entry)| entry.decision.is_some()).map(|(cell, _)| *cell).collect();
        let facts = self.before.facts();
        let readers = self.engine.readers(facts);
        readers.keys().filter(|cell| facts.is_claim(**cell) && !decided.contains(cell)).count()
    }

    fn claim(&self, cell: u32, entry: &ClaimEntry, decision: ClaimDecision) -> ReviewedClaim {
        let says = |assessment: &Assessment| self.engine.submitted(assessment.facts(), cell);
        ReviewedClaim {
            claim: entry.claim.value.clone(),
            decision,
            submitted: says(&self.before),
            corrected: entry.correction().map(|_| says(&self.after)),
            reason: entry.reason.clone(),
        }
    }

    fn changes(&self) -> Vec<ChangedVerdict> {
        let causes = self.causes();
        let overridden: BTreeSet<CriterionId> = self.resolved.rulings.iter().map(|ruled| ruled.criterion).collect();
        let criteria = self.engine.charter.criteria().iter().enumerate();
        let change = |(at, criterion): (usize, &kitemark_dsl::charter::Criterion)| {
            let id = CriterionId::at(at);
            let outcome = |assessment: &Assessment| Some((assessment.verdict(id)?, credit(assessment, id)));
            let ((before, credit_before), (after, credit_after)) = (outcome(&self.before)?, outcome(&self.after)?);
            let claims = causes.get(&id).into_iter().flatten();
            let claims = Listed::of(claims, MOST_LISTED, |claim| (*claim).to_owned());
            ((before, &credit_before) != (after, &credit_after)).then(|| ChangedVerdict {
                criterion: criterion.id().to_owned(),
                before,
                after,
                credit_before,
                credit_after,
                claims: claims.first,
                more_claims: claims.more,
                overridden: overridden.contains(&id),
            })
        };
        criteria.filter_map(change).collect()
    }

    /// The rejected and corrected claims that each criterion reads, before or after.
    fn causes(&self) -> BTreeMap<CriterionId, Vec<&str>> {
        let readers: [BTreeMap<u32, Vec<Rule>>; 2] =
            [&self.before, &self.after].map(|assessment| self.engine.readers(assessment.facts()));
        let mut causes: BTreeMap<CriterionId, Vec<&str>> = BTreeMap::new();
        for (cell, entry) in &self.resolved.claims {
            if matches!(entry.decided(), None | Some(ClaimDecision::Accept)) {
                continue;
            }
            let reading: BTreeSet<Rule> =
                readers.iter().filter_map(|readers| readers.get(cell)).flatten().copied().collect();
            for rule in reading {
                if let Rule::Criterion(id) = rule {
                    causes.entry(id).or_default().push(&entry.claim.value);
                }
            }
        }
        causes
    }
}

fn standing(assessment: &Assessment) -> Standing {
    let awards = assessment.charter().awards();
    let id = |award: Option<kitemark_dsl::charter::AwardId>| {
        award.and_then(|award| awards.get(award.index())).map(|award| award.id.clone())
    };
    let (sure, possible) = (assessment.award(), assessment.possible_award());
    let better = possible.filter(|possible| sure.is_none_or(|sure| *possible < sure));
    Standing { award: id(sure), provisional: id(better), score: assessment.score() }
}

fn credit(assessment: &Assessment, id: CriterionId) -> Option<Interval> {
    assessment.credit(id).map(|(low, high)| Interval { low: low.into(), high: high.into() })
}
