//! The way to the next award: the smallest sets of criteria to bring to full credit, what each of them gains, the values that
//! failing comparisons need, and the open questions by how far they can move the result.
//!
//! A fix brings one criterion to full credit while all others stay as they stand. The sets are found exactly. What has to be
//! changed for a fix is looked for in the rules and tried on a copy of the profile, so that other criteria which rest on the
//! same answers are seen to move: [`FixSet::then`] is what really comes out.

mod goal;
mod questions;
mod remedy;
mod search;

use std::borrow::Cow;
use std::sync::Arc;

use kitemark_dsl::charter::{Award, AwardId, Charter, CriterionId};
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::value::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::Assessment;
use crate::award::Bench;
use crate::award::suppose::Hurdles;
use crate::effort::{ASSESS, Effort};
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::profile::document::Document;
pub use crate::reach::Leeway;
use crate::score::{Entry, Ledger};
use crate::scorecard::{Interval, LimitResult, Obligation, Percent, Verdict, is_zero, obligations};
use goal::{Candidate, Goal, candidates};
pub(crate) use questions::questions;
pub use questions::{Claim, Question};
use remedy::{Draft, Remedies};
use search::Sets;

/// The version of the JSON of a [`Way`].
pub const SCHEMA_VERSION: &str = "kitemark-way/1";

/// How many sets are told.
const MOST_SETS: usize = 5;

/// The most questions and the most claims that are told.
const MOST_QUESTIONS: usize = 1000;

/// How often more fixes are added to a set because others have moved.
const MOST_ROUNDS: usize = 4;

/// The way from what a profile earns to an award.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Way {
    /// The version of this format.
    pub schema_version: &'static str,
    /// Whom the profile speaks of: its first text field.
    pub subject: Option<String>,
    /// Where the profile stands.
    pub now: Standing,
    /// The award the way leads to; null where the best one is earned already.
    pub to: Option<NextAward>,
    /// The smallest sets of fixes that reach it: by number of fixes, then by weight, then by id.
    pub sets: Vec<FixSet>,
    /// Whether the sets are surely the smallest. Where there is too much to go through, one is told that may not be.
    pub exact: bool,
    /// Whether there is so much to try that not every remedy was looked for: steps may be missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub untried: bool,
    /// Every criterion that counts and is not met, the one that gains most first.
    pub fixes: Vec<Fix>,
    /// The unanswered questions, the one that can move the result furthest first.
    pub questions: Vec<Question>,
    /// How many more questions there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_questions: usize,
    /// The claims that lack evidence, the one that weighs most first.
    pub claims: Vec<Claim>,
    /// How many more such claims there are.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub more_claims: usize,
}

/// An award with the score it goes with.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Standing {
    /// The award that is sure; null for none.
    pub award: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The score; null where nothing could be scored.
    pub score: Option<Interval>,
    /// The weight that is answered and evidenced, as a fraction of the weight that applies.
    pub evidenced: Option<Fraction>,
}

/// The award that the way leads to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NextAward {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it, or a better one, is earned already.
    pub earned: bool,
    /// Its needs that are not met.
    pub needs: Vec<LimitResult>,
    /// The caps that keep it out of reach, whatever is fixed.
    pub caps: Vec<Cap>,
}

/// A cap in the way, with what would lift it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Cap {
    /// The cap.
    pub limit: LimitResult,
    /// What to change so that it does not bite; empty where no answer that it asks for does that.
    pub steps: Vec<Step>,
}

/// Criteria that together reach the award.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FixSet {
    /// The criteria, in the order of their ids.
    pub criteria: Vec<String>,
    /// Their share of the total, of 100.
    pub weight_percent: Percent,
    /// What they add to the score that is sure, as a fraction of 1.
    pub gain: Fraction,
    /// Criteria to meet besides: changed answers move others too, and without these the award would be missed.
    pub also: Vec<String>,
    /// What to change in the profile, caps included, each thing once.
    pub steps: Vec<Step>,
    /// The criteria and caps for which no change of answers was found that does it: their `fix` says what to do.
    pub by_hand: Vec<String>,
    /// What really comes out after these steps: other criteria may move with them.
    pub then: Standing,
}

/// One criterion to bring to full credit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Fix {
    /// The criterion.
    pub criterion: String,
    /// Its title.
    pub title: String,
    /// Must or should.
    #[schemars(schema_with = "obligations")]
    pub obligation: Obligation,
    /// How it stands.
    pub verdict: Verdict,
    /// What full credit would add to the score that is sure, as a fraction of 1.
    pub gain: Fraction,
    /// Its share of the total, of 100.
    pub weight_percent: Percent,
    /// The award with this fix alone, if that is another one.
    pub award: Option<String>,
    /// What to change in the profile; empty where nothing was found that a change of answers would do.
    pub steps: Vec<Step>,
    /// The remedy, in the charter's words.
    pub fix: Option<String>,
}

/// Something to change in a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Step {
    /// The criterion that it serves, or the cap, in the charter's words.
    pub serves: String,
    /// The field.
    pub path: String,
    /// What to do with it.
    pub action: Action,
}

/// What to do with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// Give an answer, or change it.
    Set {
        /// What it says; null where it is not answered.
        from: Option<String>,
        /// What it has to say, as `--set` takes it.
        to: String,
        /// What the rule asks of it, such as `less than 50%`; null where that is another value computed from it.
        asked: Option<String>,
        /// What else would do; null where it has to be just this.
        leeway: Option<Leeway>,
        /// Whether it tells of a day that is past, and would have to be an earlier one: only the correction of a mistake does
        /// that.
        past: bool,
    },
    /// Prove a claim.
    Prove {
        /// The weakest grade of evidence that proves it.
        grade: String,
    },
}

impl Engine {
    /// The way from what a profile earns to an award: to the next one unless `to` names another. `as_of` takes the place of the
    /// profile's day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    pub fn way(&self, document: &Document, as_of: Option<Date>, to: Option<AwardId>) -> Result<Way, Vec<Diagnostic>> {
        let facts = self.bind(document, as_of)?.facts;
        let assessment = self.assess(&facts);
        let next = to.or_else(|| next(self.charter(), assessment.award()));
        let ledger = Ledger::new(self.charter(), assessment.entries());
        let bench = assessment.bench();
        let guide = Guide {
            engine: self,
            remedies: Remedies { engine: self, as_of, effort: Effort::on(&assessment, document) },
            start: Draft { document: document.clone(), facts: Arc::clone(&facts), steps: Vec::new() },
            candidates: candidates(&bench, &ledger),
            assessment: &assessment,
            hurdles: Hurdles::new(bench),
            bench,
            ledger,
        };
        Ok(guide.way(next))
    }
}

/// The award above the one that is sure.
fn next(charter: &Charter, sure: Option<AwardId>) -> Option<AwardId> {
    let place = sure.map_or(charter.awards().len(), AwardId::index);
    place.checked_sub(1).map(AwardId::at)
}

/// Everything that a way is found by.
struct Guide<'a> {
    engine: &'a Engine,
    assessment: &'a Assessment,
    bench: Bench<'a>,
    hurdles: Hurdles<'a>,
    ledger: Ledger<'a>,
    candidates: Vec<Candidate>,
    remedies: Remedies<'a>,
    start: Draft,
}

impl Guide<'_> {
    fn way(&self, next: Option<AwardId>) -> Way {
        let charter = self.engine.charter();
        let award = next.and_then(|next| charter.awards().get(next.index()));
        let earned = self.assessment.award().is_some_and(|sure| next.is_some_and(|next| sure <= next));
        let sought = next.filter(|_| !earned);
        let Sets { sets, exact } = sought
            .map_or(Sets { sets: Vec::new(), exact: true }, |sought| smallest(self.assessment, sought, MOST_SETS).1);
        let caps = sought.map_or_else(Vec::new, |sought| self.bench.caps_on(sought));
        let set = |set: &Vec<usize>| Some(self.set(set, sought?, &caps));
        let shares = self.ledger.criterion_shares();
        let questions = questions::questions(self.assessment, &shares, MOST_QUESTIONS);
        let claims = questions::claims(self.assessment, &shares, MOST_QUESTIONS);
        let to = award.map(|award| self.next_award(award, earned, &caps));
        let (sets, fixes) = (sets.iter().filter_map(set).collect(), self.fixes());
        Way {
            schema_version: SCHEMA_VERSION,
            subject: self.start.facts.subject().map(Cow::into_owned),
            now: standing(self.assessment),
            to,
            sets,
            exact,
            untried: self.remedies.effort.is_spent(),
            fixes,
            questions: questions.first,
            more_questions: questions.more,
            claims: claims.first,
            more_claims: claims.more,
        }
    }

    fn next_award(&self, award: &Award, earned: bool, caps: &[usize]) -> NextAward {
        let cap = |at: &usize| {
            let draft = self.remedies.lift(&self.start, *at);
            Some(Cap { limit: self.bench.cap(*at)?, steps: draft.map(Draft::told).unwrap_or_default() })
        };
        NextAward {
            id: award.id.clone(),
            title: award.title.clone(),
            earned,
            needs: if earned { Vec::new() } else { self.bench.shortfalls(award) },
            caps: caps.iter().filter_map(cap).collect(),
        }
    }

    /// A set with what to do for it, one fix after another on the same copy of the profile.
    fn set(&self, places: &[usize], award: AwardId, caps: &[usize]) -> FixSet {
        let chosen: Vec<&Candidate> = places.iter().filter_map(|at| self.candidates.get(*at)).collect();
        let (mut draft, mut by_hand) = (self.start.clone(), Vec::new());
        self.remedies.effort.spend(ASSESS);
        for at in caps {
            match self.remedies.lift(&draft, *at) {
                Some(lifted) => draft = lifted,
                None => by_hand.extend(self.bench.cap(*at).map(|cap| cap.text)),
            }
        }
        draft = self.meet(draft, &chosen, &mut by_hand);
        let mut also = Vec::new();
        let mut then = self.after(&draft);
        for _ in 0..MOST_ROUNDS {
            let is_reached = then.award().is_some_and(|reached| reached <= award);
            if is_reached || !self.remedies.effort.spend(ASSESS) {
                break;
            }
            let (candidates, sets) = smallest(&then, award, 1);
            let Some(more) = sets.sets.into_iter().next().filter(|more| !more.is_empty()) else { break };
            let more: Vec<&Candidate> = more.iter().filter_map(|at| candidates.get(*at)).collect();
            also.extend(more.iter().map(|candidate| self.id(candidate)));
            draft = self.meet(draft, &more, &mut by_hand);
            then = self.after(&draft);
        }
        let sum = |of: &dyn Fn(&Candidate) -> &Fraction| {
            chosen.iter().fold(Fraction::zero(), |sum, candidate| sum.plus(of(candidate)))
        };
        FixSet {
            criteria: sorted(chosen.iter().map(|candidate| self.id(candidate)).collect()),
            weight_percent: Percent(sum(&|candidate| &candidate.share)),
            gain: sum(&|candidate| &candidate.gain),
            also: sorted(also),
            then: standing(&then),
            steps: draft.told(),
            by_hand: sorted(by_hand),
        }
    }

    /// What a draft comes to.
    fn after(&self, draft: &Draft) -> Assessment {
        if draft.steps.is_empty() { self.assessment.clone() } else { self.engine.assess(&draft.facts) }
    }

    /// The draft with these criteria met, as far as changed answers do it; those that they do not are told.
    fn meet(&self, draft: Draft, chosen: &[&Candidate], by_hand: &mut Vec<String>) -> Draft {
        chosen.iter().fold(draft, |draft, candidate| {
            let id = CriterionId::at(candidate.criterion);
            match self.remedies.meet(&draft, id) {
                Some(met) => met,
                // What other steps have taken out of the score asks for nothing any more.
                None if !draft.steps.is_empty()
                    && self.engine.judge_criterion(&draft.facts, id).is_some_and(|(_, credit)| credit.is_none()) =>
                {
                    draft
                }
                None => {
                    by_hand.push(self.id(candidate));
                    draft
                }
            }
        })
    }

    /// Every fix by itself, the one that gains most first, then the lighter one, then by id.
    fn fixes(&self) -> Vec<Fix> {
        let mut candidates: Vec<&Candidate> = self.candidates.iter().collect();
        candidates.sort_by(|a, b| {
            b.gain.cmp(&a.gain).then_with(|| a.share.cmp(&b.share)).then_with(|| self.id(a).cmp(&self.id(b)))
        });
        candidates.into_iter().filter_map(|candidate| self.fix(candidate)).collect()
    }

    fn fix(&self, candidate: &Candidate) -> Option<Fix> {
        let id = CriterionId::at(candidate.criterion);
        let charter = self.engine.charter();
        let criterion = charter.criteria().get(candidate.criterion)?;
        let entry = self.bench.entries.get(candidate.criterion)?;
        let met = Entry { verdict: Verdict::Met, credit: Some([Fraction::one(), Fraction::one()]), ..entry.clone() };
        let then = self.hurdles.award(&self.ledger.with_entry(candidate.criterion, &met));
        let award = then.filter(|award| Some(*award) != self.assessment.award());
        Some(Fix {
            criterion: criterion.id().to_owned(),
            title: criterion.title().to_owned(),
            obligation: criterion.syntax.obligation,
            verdict: entry.verdict,
            gain: candidate.gain.clone(),
            weight_percent: Percent(candidate.share.clone()),
            award: award.and_then(|award| charter.awards().get(award.index())).map(|award| award.id.clone()),
            steps: self.remedies.meet(&self.start, id).map(Draft::told).unwrap_or_default(),
            fix: criterion.syntax.fix.as_ref().map(|fix| fix.value.clone()),
        })
    }

    fn id(&self, candidate: &Candidate) -> String {
        let criterion = self.engine.charter().criteria().get(candidate.criterion);
        criterion.map(|criterion| criterion.id().to_owned()).unwrap_or_default()
    }
}

/// Where a profile stands.
pub(crate) fn standing(assessment: &Assessment) -> Standing {
    let award = assessment.award().and_then(|award| assessment.charter().awards().get(award.index()));
    Standing {
        award: award.map(|award| award.id.clone()),
        title: award.map(|award| award.title.clone()),
        score: assessment.score(),
        evidenced: assessment.evidenced().cloned(),
    }
}

/// What counts and is not met, and the smallest sets of it that reach an award.
fn smallest(assessment: &Assessment, award: AwardId, most: usize) -> (Vec<Candidate>, Sets) {
    let charter = assessment.charter();
    let (bench, ledger) = (assessment.bench(), Ledger::new(charter, assessment.entries()));
    let candidates = candidates(&bench, &ledger);
    let sets = charter
        .awards()
        .get(award.index())
        .map(|award| Goal::new(&bench, &ledger, award).sets(&candidates, &by_id(charter), most));
    (candidates, sets.unwrap_or_default())
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids.dedup();
    ids
}

/// The place of each criterion in the order of ids.
fn by_id(charter: &Charter) -> Vec<usize> {
    let ids: Vec<&str> = charter.criteria().iter().map(kitemark_dsl::charter::Criterion::id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    ids.iter().map(|id| sorted.binary_search(id).unwrap_or_default()).collect()
}
