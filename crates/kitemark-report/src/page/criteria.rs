//! Criteria one by one.

use kitemark_dsl::source::Source;
use kitemark_eval::scorecard::{
    CriterionResult, Finding, MOST_LISTED, Obligation, Outcome, PrincipleResult, Scorecard, Verdict,
};

use super::quote::{self, Line};
use crate::digest;
use crate::paint::Role;
use crate::percent::{at_stake, interval, percent};
use crate::review;
use crate::sign::sign;
use crate::words;

/// The first of many paths, and how many more there are.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    pub(super) shown: &'a [String],
    pub(super) more: Option<String>,
}

impl<'a> Paths<'a> {
    fn of(shown: &'a [String], more: usize) -> Self {
        Self { shown, more: words::left_out(more) }
    }
}

/// What a reader may want to see alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Not met, partly met, in error, or a flag that shows.
    Fails,
    /// Unanswered or not proven.
    Unsure,
    /// All else.
    Settled,
}

impl Sort {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Unmet | Verdict::Partly | Verdict::Error | Verdict::Raised => Sort::Fails,
            Verdict::Unverified | Verdict::Unanswered => Sort::Unsure,
            _ => Sort::Settled,
        }
    }

    /// Its class in the stylesheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Sort::Fails => "fails",
            Sort::Unsure => "unsure",
            Sort::Settled => "settled",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Sort::Fails => "what fails, and flags raised",
            Sort::Unsure => "what is open or not proven",
            Sort::Settled => "what is met, clear or does not count",
        }
    }

    /// Each sort with its number of criteria.
    pub(super) fn filters(card: &Scorecard) -> Vec<(Self, usize)> {
        let count = |sort| card.criteria.iter().filter(|one| Sort::of(one.verdict) == sort).count();
        [Sort::Fails, Sort::Unsure, Sort::Settled].map(|sort| (sort, count(sort))).to_vec()
    }
}

/// A principle with its criteria.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) score: String,
    pub(super) criteria: Vec<Row<'a>>,
}

impl<'a> Part<'a> {
    pub(super) fn all(card: &'a Scorecard, profile: &Source) -> Vec<Self> {
        card.principles.iter().map(|principle| Self::of(card, principle, profile)).collect()
    }

    fn of(card: &'a Scorecard, principle: &'a PrincipleResult, profile: &Source) -> Self {
        let PrincipleResult { id, title, score, weight_percent, .. } = principle;
        let score = match score {
            Some(score) => format!("{}, of weight {}", interval(score), percent(&weight_percent.0)),
            None => "not scored".to_owned(),
        };
        let criteria = card.criteria.iter().filter(|one| one.principle == *id);
        Self { id, title, score, criteria: criteria.map(|one| Row::of(one, profile)).collect() }
    }
}

/// A criterion.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) criterion: &'a CriterionResult,
    pub(super) sort: Sort,
    pub(super) sign: &'static str,
    pub(super) role: &'static str,
    pub(super) verdict: &'static str,
    pub(super) standing: String,
    pub(super) findings: Vec<Told>,
    pub(super) more: Option<String>,
    pub(super) quote: Vec<Line>,
    pub(super) lacks: Option<String>,
    pub(super) waiver: Option<String>,
    pub(super) unanswered: Paths<'a>,
    pub(super) unverified: Paths<'a>,
    pub(super) evidence: Vec<[String; 4]>,
    pub(super) more_evidence: Option<String>,
    pub(super) sources: Vec<String>,
    pub(super) place: String,
}

impl<'a> Row<'a> {
    fn of(criterion: &'a CriterionResult, profile: &Source) -> Self {
        let (findings, more) = words::telling(criterion, MOST_LISTED);
        let (sign, role) = sign(criterion.verdict);
        Self {
            criterion,
            sort: Sort::of(criterion.verdict),
            sign,
            role: class(role),
            verdict: words::verdict(criterion.verdict),
            standing: standing(criterion),
            quote: quote::lines(&findings, profile),
            findings: findings.into_iter().map(|finding| Told::of(finding, profile)).collect(),
            more: words::left_out(more),
            lacks: (!criterion.unverified.is_empty()).then(|| words::lacks(criterion)),
            waiver: criterion.waiver.as_ref().map(words::waived),
            unanswered: Paths::of(&criterion.unanswered, criterion.more_unanswered),
            unverified: Paths::of(&criterion.unverified, criterion.more_unverified),
            evidence: criterion.evidence.iter().map(words::evidence_row).collect(),
            more_evidence: words::left_out(criterion.more_evidence),
            sources: criterion.cites.iter().map(|cite| words::source(cite, true)).collect(),
            place: words::place(&criterion.charter_span),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.sort == Sort::Fails
    }

    /// The remedy, where there is something to mend.
    pub(super) fn fix(&self) -> Option<&str> {
        self.criterion.fix.as_deref().filter(|_| self.sort != Sort::Settled)
    }

    /// Who decided the verdict in the place of the rules, and why.
    pub(super) fn overridden(&self) -> Option<String> {
        let overridden = self.criterion.overridden.as_ref()?;
        Some(format!("{}. {}", review::overridden(overridden), words::clip(&overridden.reason)))
    }

    pub(super) fn reason(&self) -> Option<String> {
        self.criterion.reason.as_deref().map(words::clip)
    }
}

/// A colour's class in the stylesheet.
fn class(role: Role) -> &'static str {
    match role {
        Role::Good => "good",
        Role::Bad => "bad",
        Role::Open => "open",
        Role::Plain | Role::Strong | Role::Dim => "note",
    }
}

/// `must · not met · costs 3.2 points · weight 3.2%`.
fn standing(criterion: &CriterionResult) -> String {
    match criterion.obligation {
        Obligation::Flag => words::standing(criterion),
        _ if criterion.weight_percent.0.is_zero() => words::standing(criterion),
        _ => format!("{} · weight {}", words::standing(criterion), percent(&criterion.weight_percent.0)),
    }
}

/// A finding as a row.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) subject: String,
    pub(super) observed: String,
    pub(super) rests_on: Option<String>,
    pub(super) required: String,
    pub(super) place: Option<String>,
    pub(super) holds: bool,
}

impl Told {
    fn of(finding: &Finding, profile: &Source) -> Self {
        let place = |place: &kitemark_eval::scorecard::Place| {
            if place.file == profile.name() { format!("line {}", place.line) } else { words::place(place) }
        };
        Self {
            subject: words::finding_subject(finding),
            observed: words::clip(&finding.observed),
            rests_on: words::rests_on(finding),
            required: words::clip(&finding.required),
            place: finding.profile_span.as_ref().map(place),
            holds: finding.outcome == Outcome::Holds,
        }
    }
}

/// A criterion in a list: what hangs on it, and what it waits for.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    pub(super) criterion: &'a CriterionResult,
    pub(super) stake: String,
    /// What there is to say, before the paths.
    pub(super) said: Option<String>,
    pub(super) paths: Paths<'a>,
}

pub(super) fn open(card: &Scorecard) -> Vec<Weighed<'_>> {
    let said = |one: &CriterionResult| one.reason.as_deref().map(words::clip);
    let open = digest::open(card).into_iter();
    open.map(|one| Weighed::of(one, said(one), Paths::of(&one.unanswered, one.more_unanswered))).collect()
}

pub(super) fn unverified(card: &Scorecard) -> Vec<Weighed<'_>> {
    let said = |one| Some(words::lacks(one));
    let unverified = digest::unverified(card).into_iter();
    unverified.map(|one| Weighed::of(one, said(one), Paths::of(&one.unverified, one.more_unverified))).collect()
}

/// Flags that show, and those that cannot be judged.
pub(super) fn flags(card: &Scorecard) -> Vec<Weighed<'_>> {
    let flags = digest::flags(card).into_iter().flat_map(|group| group.criteria);
    flags.map(|one| Weighed::of(one, one.because.clone(), Paths::of(&[], 0))).collect()
}

impl<'a> Weighed<'a> {
    fn of(criterion: &'a CriterionResult, said: Option<String>, paths: Paths<'a>) -> Self {
        let stake = match criterion.obligation {
            Obligation::Flag => "flag".to_owned(),
            _ => at_stake(criterion).number(),
        };
        Self { criterion, stake, said, paths }
    }
}
