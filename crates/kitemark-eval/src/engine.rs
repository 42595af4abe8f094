//! The engine: a charter made ready, scoring profiles one after another.

use std::sync::Arc;

use kitemark_dsl::charter::{AwardId, Charter, Citation, Criterion, CriterionId};
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::syntax::Obligation as Written;
use kitemark_dsl::value::Date;

use crate::assess::criterion::{Judgement, Leaves, judge};
use crate::assess::explain::{Explainer, reason_words};
use crate::assess::{Answer, Machine, Reason};
use crate::award::{Bench, End};
use crate::fraction::Fraction;
use crate::profile::bind::{self, Bound};
use crate::profile::document::Document;
use crate::profile::facts::Facts;
use crate::program::{Program, lower};
use crate::robustness;
use crate::score::{self, Entry, Scores};
use crate::scorecard::{
    AwardResult, Cite, CriterionResult, EvidenceUsed, ExemptionResult, ExemptionStatus, Finding, Interval, Obligation,
    Percent, Place, PrincipleResult, SCHEMA_VERSION, Scorecard, Stamp, Verdict, Waiver,
};

/// A charter made ready to score profiles. Cheap to clone, and shared by threads.
#[derive(Debug, Clone)]
pub struct Engine {
    charter: Arc<Charter>,
    program: Arc<Program>,
}

/// A scorecard, and what is wrong with the profile it is of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scored {
    /// The result.
    pub scorecard: Scorecard,
    /// Errors and warnings in the profile; criteria that rest on a value in error have the verdict `error`.
    pub diagnostics: Vec<Diagnostic>,
}

/// What came out, before it is put into words.
pub(crate) struct Judged {
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) statuses: Vec<ExemptionStatus>,
    pub(crate) caps: Vec<Answer>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) scores: Scores,
    pub(crate) award: Option<AwardId>,
}

impl Engine {
    /// Makes a charter ready.
    pub fn new(charter: Charter) -> Self {
        let program = lower::lower(&charter);
        Self { charter: Arc::new(charter), program: Arc::new(program) }
    }

    /// The charter.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// What is wrong with a profile.
    pub fn check(&self, document: &Document) -> Vec<Diagnostic> {
        match self.bind(document, None) {
            Ok(bound) => bound.diagnostics,
            Err(diagnostics) => diagnostics,
        }
    }

    /// Scores a profile. `as_of` takes the place of its day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be scored.
    pub fn score(&self, document: &Document, as_of: Option<Date>) -> Result<Scored, Vec<Diagnostic>> {
        let Bound { facts, diagnostics } = self.bind(document, as_of)?;
        Ok(Scored { scorecard: self.assess(&facts), diagnostics })
    }

    /// Judges every criterion and decides the award, without putting anything into words.
    pub(crate) fn judge(&self, facts: &Facts) -> Judged {
        let mut machine = Machine::new(&self.program, facts);
        let mut statuses = vec![ExemptionStatus::Refused; facts.exemptions.len()];
        let parts = self.charter.criteria().iter().zip(&self.program.criteria).enumerate();
        let judgements: Vec<Judgement> = parts
            .map(|(at, (criterion, code))| {
                judge(&mut machine, CriterionId(u32::try_from(at).unwrap_or(u32::MAX)), criterion, code, &mut statuses)
            })
            .collect();
        let caps: Vec<Answer> = self.program.limits.iter().map(|limit| cap(&mut machine, *limit)).collect();
        let entries = Entry::all(&self.charter, &judgements);
        let scores = score::score(&entries, &score::weights(&self.charter));
        let award = Bench { charter: &self.charter, entries: &entries, scores: &scores, caps: &caps }.award(End::Low);
        Judged { judgements, statuses, caps, entries, scores, award }
    }

    fn assess(&self, facts: &Facts) -> Scorecard {
        let judged = self.judge(facts);
        let Judged { judgements, statuses, caps, entries, scores, award } = &judged;
        let bench = Bench { charter: &self.charter, entries, scores, caps };
        let mut machine = Machine::new(&self.program, facts);
        Scorecard {
            schema_version: SCHEMA_VERSION,
            stamp: self.stamp(facts),
            subject: facts.subject.clone(),
            award: self.award(&bench, *award, facts),
            score: scores.total.as_ref().map(interval),
            evidenced: scores.evidenced.clone(),
            robustness: robustness::robustness(&self.charter, entries, scores, caps, *award),
            principles: self.principles(scores),
            criteria: self.criteria(&mut machine, judgements, scores),
            exemptions: exemptions(facts, statuses),
        }
    }

    /// The findings of one criterion, for those who need no whole scorecard.
    pub(crate) fn explain(&self, facts: &Facts, judged: &Judged, id: CriterionId) -> Vec<Finding> {
        let mut machine = Machine::new(&self.program, facts);
        match (self.charter.criteria().get(id.index()), judged.judgements.get(id.index())) {
            (Some(criterion), Some(judgement)) => self.findings(&mut machine, id.index(), criterion, judgement),
            _ => Vec::new(),
        }
    }

    pub(crate) fn bind(&self, document: &Document, as_of: Option<Date>) -> Result<Bound, Vec<Diagnostic>> {
        bind::bind(&self.charter, &self.program, document, as_of)
    }

    fn stamp(&self, facts: &Facts) -> Stamp {
        Stamp {
            charter_id: self.charter.id().to_owned(),
            charter_title: self.charter.title().to_owned(),
            edition: self.charter.edition().to_owned(),
            charter_sha256: self.charter.sha256().to_owned(),
            profile_sha256: facts.sha256.clone(),
            review_sha256: None,
            engine_version: env!("CARGO_PKG_VERSION"),
            as_of: facts.as_of.to_string(),
            changes: Vec::new(),
        }
    }

    fn award(&self, bench: &Bench<'_>, sure: Option<AwardId>, facts: &Facts) -> AwardResult {
        let possible = bench.award(End::High);
        let named = |award: Option<AwardId>| award.and_then(|award| self.charter.awards().get(award.index()));
        let better = possible.filter(|possible| sure.is_none_or(|sure| *possible < sure));
        let valid_until = sure.and(self.charter.valid_for()).and_then(|length| facts.as_of.checked_add(length));
        AwardResult {
            id: named(sure).map(|award| award.id.clone()),
            title: named(sure).map(|award| award.title.clone()),
            provisional: named(better).map(|award| award.id.clone()),
            valid_until: valid_until.map(|date| date.to_string()),
            arithmetic: named(bench.arithmetic()).map(|award| award.id.clone()),
            limits: bench.limits(sure),
        }
    }

    fn principles(&self, scores: &Scores) -> Vec<PrincipleResult> {
        let shares = scores.principle_shares.iter();
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

    fn criteria<'a>(
        &'a self,
        machine: &mut Machine<'a>,
        judgements: &[Judgement],
        scores: &Scores,
    ) -> Vec<CriterionResult> {
        let parts = self.charter.criteria().iter().enumerate().zip(judgements);
        parts
            .map(|((at, criterion), judgement)| {
                let share = scores.criterion_shares.get(at).cloned().unwrap_or_else(Fraction::zero);
                self.criterion(machine, at, criterion, judgement, share)
            })
            .collect()
    }

    fn criterion<'a>(
        &'a self,
        machine: &mut Machine<'a>,
        at: usize,
        criterion: &Criterion,
        judgement: &Judgement,
        share: Fraction,
    ) -> CriterionResult {
        let syntax = &criterion.syntax;
        let facts = machine.facts;
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
            obligation: match syntax.obligation {
                Written::Must => Obligation::Must,
                Written::Should => Obligation::Should,
                Written::Flag => Obligation::Flag,
            },
            verdict: judgement.verdict,
            reason: self.reason(machine, criterion, judgement),
            credit: judgement.credit.map(|(low, high)| Interval { low: low.into(), high: high.into() }),
            weight_percent: Percent(share),
            unanswered: paths(&mut judgement.open.iter().filter_map(missing)),
            unverified: paths(&mut judgement.weak.iter().copied()),
            evidence_at_least: criterion.evidence.and_then(|grade| self.charter.grades().get(grade.index()).cloned()),
            evidence: self.evidence(machine, at, judgement),
            findings: self.findings(machine, at, criterion, judgement),
            waiver: self.waiver(facts, judgement),
            fix: syntax.fix.as_ref().map(|fix| fix.value.clone()),
            because: syntax.because.as_ref().map(|because| because.value.clone()),
            cites: self.cites(&criterion.cites, criterion),
            charter_span: Place::of(&self.charter.sources().get(span.source), span),
        }
    }

    /// Prepares the machine to judge a criterion as it was judged.
    fn prepare(&self, machine: &mut Machine<'_>, criterion: &Criterion, judgement: &Judgement) {
        machine.reset(criterion.evidence);
        machine.excluded.clone_from(&judgement.excluded);
    }

    fn findings<'a>(
        &'a self,
        machine: &mut Machine<'a>,
        at: usize,
        criterion: &Criterion,
        judgement: &Judgement,
    ) -> Vec<Finding> {
        let Some(code) = self.program.criteria.get(at) else { return Vec::new() };
        let wanted = criterion.syntax.obligation != Written::Flag;
        let nodes: Vec<_> = match (judgement.verdict, judgement.leaves) {
            (Verdict::Waived, _) | (_, Some(Leaves::NothingToJudge)) => Vec::new(),
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
            self.prepare(machine, criterion, judgement);
            findings.extend(Explainer::explain(&self.charter, machine, node, wanted));
        }
        findings
    }

    /// The documents that cover what the criterion reads.
    fn evidence(&self, machine: &mut Machine<'_>, at: usize, judgement: &Judgement) -> Vec<EvidenceUsed> {
        let (Some(code), Some(criterion)) = (self.program.criteria.get(at), self.charter.criteria().get(at)) else {
            return Vec::new();
        };
        self.prepare(machine, criterion, judgement);
        machine.reads = Some(Vec::new());
        machine.truth(code.requirement);
        let reads = machine.reads.take().unwrap_or_default();
        let facts = machine.facts;
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
    fn reason(&self, machine: &Machine<'_>, criterion: &Criterion, judgement: &Judgement) -> Option<String> {
        let syntax = &criterion.syntax;
        match judgement.leaves {
            Some(Leaves::When(at)) => {
                let condition = syntax.when.get(at)?;
                return Some(match &condition.because {
                    Some(because) => because.value.clone(),
                    None => format!("it applies only when {}", self.charter.words(condition.expr.span)),
                });
            }
            Some(Leaves::Unless(at)) => {
                let condition = syntax.unless.get(at)?;
                return Some(match &condition.because {
                    Some(because) => because.value.clone(),
                    None => format!("it does not apply when {}", self.charter.words(condition.expr.span)),
                });
            }
            Some(Leaves::NothingToJudge) => return Some("there is nothing to judge".into()),
            None => {}
        }
        if let Some(waiver) = self.waiver(machine.facts, judgement).filter(|_| judgement.verdict == Verdict::Waived) {
            return Some(waiver.label.unwrap_or(waiver.reason));
        }
        let words: Vec<String> =
            judgement.open.iter().filter_map(|reason| reason_words(&self.charter, machine, *reason)).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    fn waiver(&self, facts: &Facts, judgement: &Judgement) -> Option<Waiver> {
        let exemption = facts.exemptions.get(*judgement.exemptions.first()?)?;
        let reasons = self.charter.choices().iter().find(|choice| choice.name.as_deref() == Some("exemption_reason"));
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

fn cap(machine: &mut Machine<'_>, limit: crate::program::NodeId) -> Answer {
    machine.reset(None);
    let answer = machine.truth(limit);
    // What cannot be read cannot be ruled out: an error earns nothing at either end.
    if answer == Answer::Open && machine.open.iter().any(|reason| reason.is_error()) { Answer::Yes } else { answer }
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
