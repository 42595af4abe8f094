//! Putting what came out into a scorecard.

use std::borrow::Cow;

use kitemark_dsl::charter::{AwardId, Charter, Citation, Criterion};

use crate::assess::criterion::{Judgement, Leaves};
use crate::assess::explain::{Explainer, reason_words};
use crate::assess::{Machine, Proof, Reason};
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::judged::Judged;
use crate::profile::facts::Facts;
use crate::program::Program;
use crate::robustness;
use crate::score::{Ledger, Scores};
use crate::scorecard::{
    AwardResult, Cite, CriterionResult, EvidenceUsed, ExemptionResult, ExemptionStatus, Finding, Interval, Listed,
    MOST_LISTED, Obligation, Percent, Place, PrincipleResult, SCHEMA_VERSION, Scorecard, Stamp, Verdict, Waiver,
    and_more, clipped,
};

/// The choice whose values are the reasons for exemptions.
const REASONS: &str = "exemption_reason";

/// Puts judgements into words.
pub(crate) struct Presenter<'a> {
    charter: &'a Charter,
    program: &'a Program,
    facts: &'a Facts,
    machine: Machine<'a>,
}

impl<'a> Presenter<'a> {
    pub(crate) fn new(charter: &'a Charter, program: &'a Program, facts: &'a Facts) -> Self {
        Self { charter, program, facts, machine: Machine::new(program, facts) }
    }

    pub(crate) fn scorecard(&mut self, judged: &Judged) -> Scorecard {
        let Judged { judgements, statuses, entries, scores, award, .. } = judged;
        let ledger = Ledger::new(self.charter, entries);
        let bench = judged.bench(self.charter);
        let exemptions = exemptions(self.facts, statuses);
        Scorecard {
            schema_version: SCHEMA_VERSION,
            stamp: self.stamp(),
            subject: self.facts.subject().map(Cow::into_owned),
            award: self.award(&bench, *award),
            score: scores.total.as_ref().map(interval),
            evidenced: scores.evidenced.clone(),
            robustness: robustness::robustness(&bench, &ledger, *award),
            principles: self.principles(&ledger, scores),
            criteria: self.criteria(judgements, &ledger),
            more_questions: self.more_questions(judgements),
            exemptions: exemptions.first,
            more_exemptions: exemptions.more,
            review: None,
        }
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            charter_id: self.charter.id().to_owned(),
            charter_title: self.charter.title().to_owned(),
            edition: self.charter.edition().to_owned(),
            charter_sha256: self.charter.sha256().to_owned(),
            profile_sha256: self.facts.sha256().to_owned(),
            review_sha256: None,
            engine_version: env!("CARGO_PKG_VERSION"),
            as_of: self.facts.as_of.to_string(),
            changes: Vec::new(),
        }
    }

    fn award(&self, bench: &Bench<'_>, sure: Option<AwardId>) -> AwardResult {
        let possible = bench.award(End::High);
        let named = |award: Option<AwardId>| award.and_then(|award| self.charter.awards().get(award.index()));
        let better = possible.filter(|possible| sure.is_none_or(|sure| *possible < sure));
        let valid_until = sure.and(self.charter.valid_for()).and_then(|length| self.facts.as_of.checked_add(length));
        AwardResult {
            id: named(sure).map(|award| award.id.clone()),
            title: named(sure).map(|award| award.title.clone()),
            provisional: named(better).map(|award| award.id.clone()),
            valid_until: valid_until.map(|date| date.to_string()),
            arithmetic: named(bench.arithmetic()).map(|award| award.id.clone()),
            limits: bench.limits(sure),
        }
    }

    fn principles(&self, ledger: &Ledger<'_>, scores: &Scores) -> Vec<PrincipleResult> {
        let shares = ledger.principle_shares();
        let parts = self.charter.principles().iter().zip(&scores.principles).zip(shares);
        parts
            .map(|((principle, score), share)| PrincipleResult {
                id: principle.id.clone(),
                title: principle.title.clone(),
                weight_percent: Percent(share.clone()),
                score: score.as_ref().map(interval),
            })
            .collect()
    }

    fn criteria(&mut self, judgements: &[Judgement], ledger: &Ledger<'_>) -> Vec<CriterionResult> {
        let parts = self.charter.criteria().iter().enumerate().zip(judgements).zip(ledger.criterion_shares());
        parts.map(|(((at, criterion), judgement), share)| self.criterion(at, criterion, judgement, share)).collect()
    }

    fn criterion(
        &mut self,
        at: usize,
        criterion: &Criterion,
        judgement: &Judgement,
        share: Fraction,
    ) -> CriterionResult {
        let syntax = &criterion.syntax;
        let unanswered = self.paths(judgement.missing());
        let unverified = self.paths(judgement.weak.iter().copied());
        let rejected = self.paths(judgement.weak.iter().copied().filter(|cell| self.facts.is_rejected(*cell)));
        let evidence = self.evidence(at, judgement);
        let (findings, gave_up) = match self.findings(at, criterion, judgement, MOST_LISTED) {
            Some(findings) => (findings, None),
            None => {
                (Listed::default(), Some("what decided it takes more steps to find than the limit allows".to_owned()))
            }
        };
        let span = syntax.span;
        CriterionResult {
            id: criterion.id().to_owned(),
            principle: self
                .charter
                .principles()
                .get(criterion.principle.index())
                .map(|principle| principle.id.clone())
                .unwrap_or_default(),
            title: criterion.title().to_owned(),
            obligation: syntax.obligation,
            verdict: judgement.verdict,
            reason: self.reason(criterion, judgement).or(gave_up),
            credit: judgement.credit.map(|(low, high)| Interval { low: low.into(), high: high.into() }),
            weight_percent: Percent(share),
            findings: findings.first,
            more_findings: findings.more,
            unanswered: unanswered.first,
            more_unanswered: unanswered.more,
            unverified: unverified.first,
            more_unverified: unverified.more,
            rejected: rejected.first,
            more_rejected: rejected.more,
            evidence_at_least: criterion.evidence.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
            evidence: evidence.first,
            more_evidence: evidence.more,
            waiver: self.waiver(judgement),
            fix: syntax.fix.as_ref().map(|fix| fix.value.clone()),
            because: syntax.because.as_ref().map(|because| because.value.clone()),
            cites: self.cites(&criterion.cites, criterion),
            charter_span: Place::of(&self.charter.sources().get(span.source), span),
            overridden: None,
        }
    }

    /// Fields by their paths.
    fn paths(&self, cells: impl Iterator<Item = u32>) -> Listed<String> {
        Listed::of(cells, MOST_LISTED, |cell| self.facts.path(&self.program.layouts, cell))
    }

    /// How many fields are open beyond those that the criteria list.
    fn more_questions(&self, judgements: &[Judgement]) -> usize {
        if judgements.iter().all(|judgement| judgement.open.len() <= MOST_LISTED) {
            return 0;
        }
        let mut is_listed = vec![None; self.facts.cells.len()];
        for (at, cell) in judgements.iter().flat_map(|judgement| judgement.missing().enumerate()) {
            if let Some(slot) = is_listed.get_mut(cell as usize) {
                *slot = Some(*slot == Some(true) || at < MOST_LISTED);
            }
        }
        is_listed.into_iter().filter(|slot| *slot == Some(false)).count()
    }

    /// Prepares the machine to judge a criterion as it was judged.
    fn prepare(&mut self, criterion: &Criterion, judgement: &Judgement) {
        self.machine.reset(Proof::of(criterion));
        self.machine.excluded.clone_from(&judgement.excluded);
    }

    /// The first comparisons that decided a criterion; none where it takes too many steps to find them.
    pub(crate) fn findings(
        &mut self,
        at: usize,
        criterion: &Criterion,
        judgement: &Judgement,
        most: usize,
    ) -> Option<Listed<Finding>> {
        let judgement = judgement.by_the_rules();
        if judgement.gave_up() {
            return None;
        }
        let wanted = criterion.syntax.obligation != Obligation::Flag;
        let node = self.program.criteria.get(at).and_then(|code| match (judgement.verdict, judgement.leaves) {
            (Verdict::Waived, _) | (Verdict::NotApplicable, Some(Leaves::NothingToJudge)) => None,
            (_, Some(Leaves::When(condition))) => Some((*code.when.get(condition)?, true)),
            (_, Some(Leaves::Unless(condition))) => Some((*code.unless.get(condition)?, false)),
            _ => Some((code.requirement, wanted)),
        });
        let Some((node, wanted)) = node else { return Some(Listed::default()) };
        self.prepare(criterion, judgement);
        Explainer::explain(self.charter, &mut self.machine, node, wanted, most)
    }

    /// The documents that cover what the criterion reads.
    fn evidence(&mut self, at: usize, judgement: &Judgement) -> Listed<EvidenceUsed> {
        let reads = self.reads(at, judgement).unwrap_or_default();
        let facts = self.facts;
        let mut coverages: Vec<u32> =
            reads.iter().filter_map(|cell| facts.cell(*cell)).map(|cell| cell.coverage).collect();
        coverages.sort_unstable();
        coverages.dedup();
        let mut covers = vec![false; facts.documents.len()];
        let coverages = coverages.iter().filter_map(|at| facts.coverages.get(*at as usize));
        for document in coverages.flat_map(|coverage| &coverage.documents) {
            if let Some(covers) = covers.get_mut(*document) {
                *covers = true;
            }
        }
        let documents = facts.documents.iter().zip(covers).filter(|(_, covers)| *covers);
        let short = |text: &Option<String>| text.as_deref().map(|text| clipped(text).into_owned());
        Listed::of(documents, MOST_LISTED, |(document, _)| EvidenceUsed {
            id: clipped(&document.id).into_owned(),
            grade: document.grade.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
            reference: short(&document.reference),
            declared_interest: short(&document.declared_interest),
        })
    }

    /// The cells that a criterion reads.
    fn reads(&mut self, at: usize, judgement: &Judgement) -> Option<Vec<u32>> {
        if self.facts.documents.is_empty() || judgement.by_the_rules().gave_up() {
            return None;
        }
        let (code, criterion) = (self.program.criteria.get(at)?, self.charter.criteria().get(at)?);
        self.prepare(criterion, judgement);
        self.machine.reads = Some(Vec::new());
        self.machine.truth(code.requirement);
        self.machine.reads.take()
    }

    /// A word on why, where the verdict needs one.
    pub(crate) fn reason(&self, criterion: &Criterion, judgement: &Judgement) -> Option<String> {
        let undefined = judgement.open.iter().filter(|reason| !matches!(reason, Reason::Missing(_)));
        let words = |reason: &Reason| reason_words(self.charter, &self.machine, *reason).unwrap_or_default();
        let Listed { first, more } = Listed::of(undefined, MOST_LISTED, words);
        if !first.is_empty() {
            let more = (more > 0).then(|| and_more(more));
            return Some(first.into_iter().chain(more).collect::<Vec<_>>().join("; "));
        }
        if let Some(leaves) = judgement.leaves {
            let why = self.why_it_leaves(criterion, leaves)?;
            return Some(match (judgement.verdict, leaves) {
                (Verdict::Unanswered, Leaves::NothingToJudge) => "it is open whether there is anything to judge".into(),
                (Verdict::Unanswered, _) => format!("it is open whether it applies: {why}"),
                _ => why,
            });
        }
        let waiver = self.waiver(judgement).filter(|_| judgement.verdict == Verdict::Waived)?;
        Some(waiver.label.unwrap_or(waiver.reason))
    }

    fn why_it_leaves(&self, criterion: &Criterion, leaves: Leaves) -> Option<String> {
        let (condition, words) = match leaves {
            Leaves::When(at) => (criterion.syntax.when.get(at)?, "it applies only when"),
            Leaves::Unless(at) => (criterion.syntax.unless.get(at)?, "it does not apply when"),
            Leaves::NothingToJudge => return Some("there is nothing to judge".into()),
        };
        Some(match &condition.because {
            Some(because) => because.value.clone(),
            None => format!("{words} {}", self.charter.words(condition.expr.span)),
        })
    }

    fn waiver(&self, judgement: &Judgement) -> Option<Waiver> {
        let exemption = self.facts.exemptions.get(*judgement.exemptions.first()?)?;
        let reasons = self.charter.choices().iter().find(|choice| choice.name.as_deref() == Some(REASONS));
        let label = reasons
            .and_then(|choice| choice.values.iter().find(|value| value.name == exemption.reason))
            .and_then(|value| value.label.clone());
        Some(Waiver {
            reason: exemption.reason.clone(),
            label,
            until: exemption.expires?.to_string(),
            record: exemption.record.as_deref().map(|record| clipped(record).into_owned()),
        })
    }

    /// A criterion's own citations, or else its principle's.
    fn cites(&self, own: &[Citation], criterion: &Criterion) -> Vec<Cite> {
        let principle = self.charter.principles().get(criterion.principle.index());
        let cites = if own.is_empty() {
            principle.map(|principle| principle.cites.as_slice()).unwrap_or_default()
        } else {
            own
        };
        cites
            .iter()
            .filter_map(|citation| {
                let source = self.charter.cited().get(citation.source.index())?;
                Some(Cite {
                    source: source.id.clone(),
                    title: source.title.clone(),
                    place: citation.place.clone(),
                    by: source.by.clone(),
                    year: source.year.clone(),
                    grade: source.grade.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
                    interest: source.interest.clone(),
                })
            })
            .collect()
    }
}

fn interval(ends: &[Fraction; 2]) -> Interval {
    Interval { low: ends[0].clone(), high: ends[1].clone() }
}

fn exemptions(facts: &Facts, statuses: &[ExemptionStatus]) -> Listed<ExemptionResult> {
    let asked = facts.exemptions.iter().zip(statuses);
    Listed::of(asked, MOST_LISTED, |(exemption, status)| ExemptionResult {
        criterion: clipped(&exemption.criterion).into_owned(),
        record: exemption.record.as_deref().map(|record| clipped(record).into_owned()),
        reason: clipped(&exemption.reason).into_owned(),
        expires: exemption.expires.map(|date| date.to_string()),
        status: *status,
    })
}
