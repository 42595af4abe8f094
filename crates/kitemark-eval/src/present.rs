//! Putting what came out into a scorecard.

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
    AwardResult, Cite, CriterionResult, EvidenceUsed, ExemptionResult, ExemptionStatus, Finding, Interval, Obligation,
    Percent, Place, PrincipleResult, SCHEMA_VERSION, Scorecard, Stamp, Verdict, Waiver,
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
        Scorecard {
            schema_version: SCHEMA_VERSION,
            stamp: self.stamp(),
            subject: self.facts.subject.clone(),
            award: self.award(&bench, *award),
            score: scores.total.as_ref().map(interval),
            evidenced: scores.evidenced.clone(),
            robustness: robustness::robustness(&bench, &ledger, *award),
            principles: self.principles(&ledger, scores),
            criteria: self.criteria(judgements, &ledger),
            exemptions: exemptions(self.facts, statuses),
            review: None,
        }
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            charter_id: self.charter.id().to_owned(),
            charter_title: self.charter.title().to_owned(),
            edition: self.charter.edition().to_owned(),
            charter_sha256: self.charter.sha256().to_owned(),
            profile_sha256: self.facts.sha256(),
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
        let facts = self.facts;
        let layouts = &self.program.layouts;
        let paths = |cells: &mut dyn Iterator<Item = u32>| -> Vec<String> {
            cells.map(|cell| facts.path(layouts, cell)).collect()
        };
        let missing = |reason: &Reason| match reason {
            Reason::Missing(cell) => Some(*cell),
            _ => None,
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
            reason: self.reason(criterion, judgement),
            credit: judgement.credit.map(|(low, high)| Interval { low: low.into(), high: high.into() }),
            weight_percent: Percent(share),
            unanswered: paths(&mut judgement.open.iter().filter_map(missing)),
            unverified: paths(&mut judgement.weak.iter().copied()),
            rejected: paths(&mut judgement.weak.iter().copied().filter(|cell| facts.is_rejected(*cell))),
            evidence_at_least: criterion.evidence.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
            evidence: self.evidence(at, judgement),
            findings: self.findings(at, criterion, judgement),
            waiver: self.waiver(judgement),
            fix: syntax.fix.as_ref().map(|fix| fix.value.clone()),
            because: syntax.because.as_ref().map(|because| because.value.clone()),
            cites: self.cites(&criterion.cites, criterion),
            charter_span: Place::of(&self.charter.sources().get(span.source), span),
            overridden: None,
        }
    }

    /// Prepares the machine to judge a criterion as it was judged.
    fn prepare(&mut self, criterion: &Criterion, judgement: &Judgement) {
        self.machine.reset(Proof::of(criterion));
        self.machine.excluded.clone_from(&judgement.excluded);
    }

    pub(crate) fn findings(&mut self, at: usize, criterion: &Criterion, judgement: &Judgement) -> Vec<Finding> {
        let judgement = judgement.by_the_rules();
        let Some(code) = self.program.criteria.get(at) else { return Vec::new() };
        let wanted = criterion.syntax.obligation != Obligation::Flag;
        let nodes: Vec<_> = match (judgement.verdict, judgement.leaves) {
            (Verdict::Waived, _) | (Verdict::NotApplicable, Some(Leaves::NothingToJudge)) => Vec::new(),
            (_, Some(Leaves::When(condition))) => {
                code.when.get(condition).copied().map(|node| (node, true)).into_iter().collect()
            }
            (_, Some(Leaves::Unless(condition))) => {
                code.unless.get(condition).copied().map(|node| (node, false)).into_iter().collect()
            }
            _ => vec![(code.requirement, wanted)],
        };
        let mut findings = Vec::new();
        for (node, wanted) in nodes {
            self.prepare(criterion, judgement);
            findings.extend(Explainer::explain(self.charter, &mut self.machine, node, wanted));
        }
        findings
    }

    /// The documents that cover what the criterion reads.
    fn evidence(&mut self, at: usize, judgement: &Judgement) -> Vec<EvidenceUsed> {
        let (Some(code), Some(criterion)) = (self.program.criteria.get(at), self.charter.criteria().get(at)) else {
            return Vec::new();
        };
        self.prepare(criterion, judgement);
        self.machine.reads = Some(Vec::new());
        self.machine.truth(code.requirement);
        let reads = self.machine.reads.take().unwrap_or_default();
        let facts = self.facts;
        let mut documents: Vec<usize> = reads
            .iter()
            .filter_map(|cell| facts.coverages.get(facts.cell(*cell)?.coverage as usize))
            .flat_map(|coverage| coverage.documents.iter().copied())
            .collect();
        documents.sort_unstable();
        documents.dedup();
        documents
            .into_iter()
            .filter_map(|at| facts.documents.get(at))
            .map(|document| EvidenceUsed {
                id: document.id.clone(),
                grade: document.grade.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
                reference: document.reference.clone(),
                declared_interest: document.declared_interest.clone(),
            })
            .collect()
    }

    /// A word on why, where the verdict needs one.
    pub(crate) fn reason(&self, criterion: &Criterion, judgement: &Judgement) -> Option<String> {
        let undefined: Vec<String> =
            judgement.open.iter().filter_map(|reason| reason_words(self.charter, &self.machine, *reason)).collect();
        if !undefined.is_empty() {
            return Some(undefined.join("; "));
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
            record: exemption.record.clone(),
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

fn exemptions(facts: &Facts, statuses: &[ExemptionStatus]) -> Vec<ExemptionResult> {
    facts
        .exemptions
        .iter()
        .zip(statuses)
        .map(|(exemption, status)| ExemptionResult {
            criterion: exemption.criterion.clone(),
            record: exemption.record.clone(),
            reason: exemption.reason.clone(),
            expires: exemption.expires.map(|date| date.to_string()),
            status: *status,
        })
        .collect()
}
