//! Gates, caps and the award: rules about awards, never about points.

pub(crate) mod suppose;

use kitemark_dsl::charter::{Award, AwardId, Charter, Need, NeedKind};
use kitemark_dsl::syntax::Obligation;

use crate::assess::Answer;
use crate::fraction::Fraction;
use crate::score::{Entry, Scores};
use crate::scorecard::{LimitKind, LimitResult, Verdict};

/// Said behind a cap whose condition is open.
pub(crate) const OPEN_CAP: &str = " (not answered, so it counts)";

/// Which end of the interval is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Low,
    High,
}

impl End {
    fn of(self, ends: &[Fraction; 2]) -> &Fraction {
        match self {
            End::Low => &ends[0],
            End::High => &ends[1],
        }
    }
}

/// How a criterion counts for gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Met, waived, not applicable: passes every gate.
    Passes,
    Partly,
    Fails,
}

/// Everything that decides awards.
#[derive(Clone, Copy)]
pub(crate) struct Bench<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) entries: &'a [Entry],
    pub(crate) scores: &'a Scores,
    /// Whether each limit of the charter bites.
    pub(crate) caps: &'a [Answer],
}

/// What is missing for a need.
enum Missing {
    /// Nothing could be scored.
    Everything,
    /// An amount: what it is, its value and the value wanted.
    Amount(&'static str, Fraction, Fraction),
    /// These musts fall short.
    Musts(Vec<usize>),
    /// These principles lie below.
    Principles(Vec<usize>, Fraction),
    /// This criterion is not met.
    Criterion(usize, Verdict),
}

impl Missing {
    /// The criteria or principles that are missing.
    fn places(&self) -> &[usize] {
        match self {
            Missing::Everything | Missing::Amount(..) => &[],
            Missing::Musts(places) | Missing::Principles(places, _) => places,
            Missing::Criterion(at, _) => std::slice::from_ref(at),
        }
    }
}

/// A need that is not met, in words.
struct Shortfall {
    ids: Vec<String>,
    because: String,
}

impl<'a> Bench<'a> {
    /// The award at one end of the interval.
    pub(crate) fn award(&self, end: End) -> Option<AwardId> {
        if self.must_error() {
            return None;
        }
        self.awards().find(|(id, award)| self.allowed(*id, end) && self.earned(award, end)).map(|(id, _)| id)
    }

    /// The award that the score alone would earn.
    pub(crate) fn arithmetic(&self) -> Option<AwardId> {
        let only_score = |award: &Award| {
            award
                .needs
                .iter()
                .filter(|need| matches!(need.kind, NeedKind::Score(_)))
                .all(|need| self.is_met(need, End::Low))
        };
        self.scores.total.as_ref()?;
        self.awards().find(|(_, award)| only_score(award)).map(|(id, _)| id)
    }

    /// What stands between the award that is sure and the better ones, the next one first.
    pub(crate) fn limits(&self, sure: Option<AwardId>) -> Vec<LimitResult> {
        let better = sure.map_or(self.charter.awards().len(), AwardId::index);
        let mut results: Vec<LimitResult> = self.biting_caps(better);
        if self.must_error() {
            results.push(self.error_limit());
        }
        for (_, award) in self.awards().take(better).collect::<Vec<_>>().into_iter().rev() {
            results.extend(self.needs_of(award));
        }
        results
    }

    /// What an award still needs, apart from caps.
    pub(crate) fn shortfalls(&self, award: &Award) -> Vec<LimitResult> {
        self.must_error().then(|| self.error_limit()).into_iter().chain(self.needs_of(award)).collect()
    }

    fn needs_of(&self, award: &Award) -> impl Iterator<Item = LimitResult> {
        award.needs.iter().filter_map(|need| {
            let shortfall = self.shortfall(need, End::Low)?;
            let kind = if matches!(need.kind, NeedKind::Score(_)) { LimitKind::Score } else { LimitKind::Gate };
            let text = self.charter.words(need.span);
            let text = text.strip_prefix("needs ").unwrap_or(&text).to_owned();
            Some(LimitResult {
                kind,
                award: award.id.clone(),
                text,
                because: Some(shortfall.because),
                ids: shortfall.ids,
            })
        })
    }

    /// The caps that bar an award, as far as is sure, by their places in the charter.
    pub(crate) fn caps_on(&self, award: AwardId) -> Vec<usize> {
        let caps = self.charter.limits().iter().zip(self.caps).enumerate();
        caps.filter(|(_, (limit, answer))| bites(**answer, End::Low) && limit.to.is_none_or(|to| award < to))
            .map(|(at, _)| at)
            .collect()
    }

    pub(crate) fn awards(&self) -> impl Iterator<Item = (AwardId, &'a Award)> {
        self.charter
            .awards()
            .iter()
            .enumerate()
            .map(|(at, award)| (AwardId(u32::try_from(at).unwrap_or(u32::MAX)), award))
    }

    /// Whether no cap bars the award. An open cap bites in low, not in high.
    pub(crate) fn allowed(&self, award: AwardId, end: End) -> bool {
        self.charter
            .limits()
            .iter()
            .zip(self.caps)
            .all(|(limit, answer)| !bites(*answer, end) || limit.to.is_some_and(|to| award >= to))
    }

    fn biting_caps(&self, better: usize) -> Vec<LimitResult> {
        // A cap that leaves the best award bars none, nor does any where there is no better one.
        let bars = |at: &usize| {
            let to = self.charter.limits().get(*at).and_then(|limit| limit.to);
            to.is_none_or(|to| to.index() > 0 && better > 0)
        };
        let biting =
            (0..self.caps.len()).filter(|at| self.caps.get(*at).is_some_and(|answer| bites(*answer, End::Low)));
        biting.filter(bars).filter_map(|at| self.cap(at)).collect()
    }

    /// A cap, in words.
    pub(crate) fn cap(&self, at: usize) -> Option<LimitResult> {
        let (limit, answer) = (self.charter.limits().get(at)?, self.caps.get(at)?);
        let because = limit.syntax.because.as_ref().map(|because| because.value.as_str());
        let text = self.charter.words(limit.syntax.when.span);
        // Of what is not answered nobody may say that it is so.
        let (text, because) = match answer {
            Answer::Open => (format!("{text}{OPEN_CAP}"), because.map(|because| format!("if so: {because}"))),
            _ => (text, because.map(str::to_owned)),
        };
        Some(LimitResult { kind: LimitKind::Cap, award: limit.syntax.to.value.clone(), text, because, ids: Vec::new() })
    }

    fn musts(&self) -> impl Iterator<Item = (usize, &'a Entry)> {
        self.entries.iter().enumerate().filter(|(_, entry)| entry.obligation == Obligation::Must)
    }

    pub(crate) fn must_error(&self) -> bool {
        self.musts_in_error().next().is_some()
    }

    fn error_limit(&self) -> LimitResult {
        let ids = self.musts_in_error().filter_map(|at| self.criterion_id(at)).collect();
        LimitResult {
            kind: LimitKind::Gate,
            award: self.charter.awards().last().map(|award| award.id.clone()).unwrap_or_default(),
            text: "every must can be judged".into(),
            because: Some("an error in a must bars every award".into()),
            ids,
        }
    }

    fn earned(&self, award: &Award, end: End) -> bool {
        self.scores.total.is_some() && award.needs.iter().all(|need| self.is_met(need, end))
    }

    fn criterion_id(&self, at: usize) -> Option<String> {
        self.charter.criteria().get(at).map(|criterion| criterion.id().to_owned())
    }

    /// Whether a need is met.
    pub(crate) fn is_met(&self, need: &Need, end: End) -> bool {
        self.missing(need, end).is_none()
    }

    /// What is missing for a need; none if it is met.
    fn missing(&self, need: &Need, end: End) -> Option<Missing> {
        let some = |places: Vec<usize>| (!places.is_empty()).then_some(places);
        match need.kind {
            NeedKind::EveryMustMet => some(self.musts_short_of_met(end)).map(Missing::Musts),
            NeedKind::NoMustUnmet => some(self.musts_unmet(end)).map(Missing::Musts),
            NeedKind::EveryPrinciple(wanted) => {
                let wanted = wanted.into();
                let scores = self.scores.principles.iter().enumerate();
                let low = scores.filter(|(_, score)| is_below(score.as_ref(), &wanted, end)).map(|(at, _)| at);
                some(low.collect()).map(|low| Missing::Principles(low, wanted))
            }
            NeedKind::Principle(principle, wanted) => {
                let wanted = wanted.into();
                let score = self.scores.principles.get(principle.index()).and_then(Option::as_ref);
                is_below(score, &wanted, end).then(|| Missing::Principles(vec![principle.index()], wanted))
            }
            NeedKind::Score(wanted) => match &self.scores.total {
                None => Some(Missing::Everything),
                Some(total) => short("the score", end.of(total), wanted.into()),
            },
            NeedKind::Evidenced(wanted) => short("evidenced", self.scores.evidenced.as_ref()?, wanted.into()),
            NeedKind::CriterionMet(criterion) => {
                let entry = self.entries.get(criterion.index())?;
                (!passes(entry, end)).then_some(Missing::Criterion(criterion.index(), entry.verdict))
            }
        }
    }

    /// What is missing for a need, in words.
    fn shortfall(&self, need: &Need, end: End) -> Option<Shortfall> {
        Some(match self.missing(need, end)? {
            Missing::Everything => Shortfall { ids: Vec::new(), because: "nothing could be scored".into() },
            Missing::Amount(what, value, wanted) => {
                Shortfall { ids: Vec::new(), because: below(what, &value, &wanted) }
            }
            Missing::Musts(musts) => Shortfall {
                because: match musts.len() {
                    1 => "1 must falls short".to_owned(),
                    count => format!("{count} musts fall short"),
                },
                ids: musts.into_iter().filter_map(|at| self.criterion_id(at)).collect(),
            },
            Missing::Principles(low, wanted) => {
                let shown = |at: &usize| {
                    let score = self.scores.principles.get(*at)?.as_ref()?;
                    Some(below(&self.principle_id(*at)?, end.of(score), &wanted))
                };
                let because = low.iter().filter_map(shown).collect::<Vec<_>>().join(", ");
                Shortfall { ids: low.iter().filter_map(|at| self.principle_id(*at)).collect(), because }
            }
            Missing::Criterion(at, verdict) => Shortfall {
                ids: vec![self.criterion_id(at)?],
                because: match verdict {
                    Verdict::Error => "it cannot be judged".to_owned(),
                    verdict => format!("it is {}", verdict.words()),
                },
            },
        })
    }

    /// The musts that a need of every must met fails on.
    pub(crate) fn musts_short_of_met(&self, end: End) -> Vec<usize> {
        self.musts().filter(|(_, entry)| !passes(entry, end)).map(|(at, _)| at).collect()
    }

    /// The musts that a need of no must unmet fails on.
    pub(crate) fn musts_unmet(&self, end: End) -> Vec<usize> {
        self.musts().filter(|(_, entry)| fails(entry, end)).map(|(at, _)| at).collect()
    }

    /// The musts in error: they bar every award.
    pub(crate) fn musts_in_error(&self) -> impl Iterator<Item = usize> {
        self.musts().filter(|(_, entry)| entry.verdict == Verdict::Error).map(|(at, _)| at)
    }

    fn principle_id(&self, at: usize) -> Option<String> {
        self.charter.principles().get(at).map(|principle| principle.id.clone())
    }
}

/// How an entry counts at one end of the interval.
fn standing(entry: &Entry, end: End) -> Standing {
    match (entry.verdict, end) {
        (Verdict::Met | Verdict::Waived | Verdict::NotApplicable, _)
        | (Verdict::Unanswered | Verdict::Unverified, End::High) => Standing::Passes,
        (Verdict::Partly, _) => Standing::Partly,
        (Verdict::Unmet, End::High) if entry.credit.as_ref().is_some_and(|credit| !credit[1].is_zero()) => {
            Standing::Partly
        }
        _ => Standing::Fails,
    }
}

fn passes(entry: &Entry, end: End) -> bool {
    standing(entry, end) == Standing::Passes
}

fn fails(entry: &Entry, end: End) -> bool {
    standing(entry, end) == Standing::Fails
}

/// Whether the score of a principle lies below; an unscored one does not.
fn is_below(score: Option<&[Fraction; 2]>, wanted: &Fraction, end: End) -> bool {
    score.is_some_and(|score| end.of(score) < wanted)
}

fn bites(answer: Answer, end: End) -> bool {
    answer == Answer::Yes || (answer == Answer::Open && end == End::Low)
}

fn short(what: &'static str, value: &Fraction, wanted: Fraction) -> Option<Missing> {
    (*value < wanted).then(|| Missing::Amount(what, value.clone(), wanted))
}

fn below(what: &str, value: &Fraction, wanted: &Fraction) -> String {
    format!("{what} is {}", value.percent_beside(wanted))
}
