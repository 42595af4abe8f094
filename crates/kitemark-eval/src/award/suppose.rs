//! Which award one change would bring: of a criterion, or of the weights.

use kitemark_dsl::charter::{AwardId, Need, NeedKind};
use kitemark_dsl::syntax::Obligation;

use super::{Bench, End, Missing, fails, is_below, passes};
use crate::fraction::Fraction;
use crate::score::{Entry, Supposed};
use crate::scorecard::Verdict;

/// What stands between a profile and each award that is sure, looked up once: a change is judged by what it touches.
pub(crate) struct Hurdles<'a> {
    /// The musts in error.
    errors: Vec<usize>,
    /// The awards that no cap bars, best first, with what each of their needs lacks.
    awards: Vec<(AwardId, Vec<Hurdle<'a>>)>,
}

/// A need, with what it lacks as things are.
struct Hurdle<'a> {
    need: &'a Need,
    missing: Option<Missing>,
}

impl<'a> Hurdles<'a> {
    pub(crate) fn new(bench: Bench<'a>) -> Self {
        let allowed = bench.awards().filter(|(id, _)| bench.allowed(*id, End::Low));
        let lacks = |need: &'a Need| Hurdle { need, missing: bench.missing(need, End::Low) };
        let awards = allowed.map(|(id, award)| (id, award.needs.iter().map(lacks).collect())).collect();
        Self { errors: bench.musts_in_error().collect(), awards }
    }

    /// The award that is sure with a change.
    pub(crate) fn award(&self, then: &Supposed<'_>) -> Option<AwardId> {
        then.total.as_ref()?;
        if !then.is_rid_of(&self.errors) || then.has_must(|entry| entry.verdict == Verdict::Error) {
            return None;
        }
        let clears =
            |hurdle: &Hurdle<'_>| then.meets(hurdle.need, hurdle.missing.as_ref().map_or(&[], Missing::places));
        let earned = |hurdles: &[Hurdle<'_>]| hurdles.iter().all(clears);
        self.awards.iter().find(|(_, hurdles)| earned(hurdles)).map(|(id, _)| *id)
    }
}

impl Supposed<'_> {
    /// Whether a need is met that fails on these places without the change.
    fn meets(&self, need: &Need, failing: &[usize]) -> bool {
        let is_low = |wanted| is_below(self.principle.as_ref(), &Fraction::from(wanted), End::Low);
        match need.kind {
            NeedKind::Score(wanted) => !is_below(self.total.as_ref(), &wanted.into(), End::Low),
            NeedKind::Evidenced(wanted) => self.evidenced.as_ref().is_none_or(|share| *share >= wanted.into()),
            NeedKind::EveryMustMet => self.is_rid_of(failing) && !self.has_must(|entry| !passes(entry, End::Low)),
            NeedKind::NoMustUnmet => self.is_rid_of(failing) && !self.has_must(|entry| fails(entry, End::Low)),
            NeedKind::CriterionMet(id) => match self.entry.filter(|(at, _)| *at == id.index()) {
                Some((_, entry)) => passes(entry, End::Low),
                None => failing.is_empty(),
            },
            NeedKind::EveryPrinciple(wanted) => failing.iter().all(|at| self.is_within(*at)) && !is_low(wanted),
            NeedKind::Principle(id, wanted) => {
                if self.is_within(id.index()) {
                    !is_low(wanted)
                } else {
                    failing.is_empty()
                }
            }
        }
    }

    /// Whether all of these criteria are changed: at most one is.
    fn is_rid_of(&self, failing: &[usize]) -> bool {
        failing.iter().all(|failing| self.entry.is_some_and(|(at, _)| at == *failing))
    }

    /// Whether the criterion that is changed is a must, and like this.
    fn has_must(&self, is_like: impl Fn(&Entry) -> bool) -> bool {
        self.entry.is_some_and(|(_, entry)| entry.obligation == Obligation::Must && is_like(entry))
    }

    /// Whether the criterion that is changed is of this principle.
    fn is_within(&self, principle: usize) -> bool {
        self.entry.is_some_and(|(_, entry)| entry.principle.index() == principle)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use kitemark_dsl::charter::Charter;
    use kitemark_dsl::check::check;
    use kitemark_dsl::source::{Source, Sources};
    use kitemark_dsl::value::Number;

    use super::*;
    use crate::assess::Answer;
    use crate::score::{Ledger, Weights};

    const CHARTER: &str = r#"charter small "Small"
  edition 1
profile
  as_of date
  on yes_no
principle one "One"
  weight 3
  criterion a "A"
    must on
  criterion b "B"
    weight 2
    must on
  criterion c "C"
    should on
principle two "Two"
  criterion d "D"
    must on
  criterion e "E"
    weight 5
    should on
principle three "Three"
  weight 2
  criterion f "F"
    should on
  criterion g "G"
    flag on
award best "Best"
  needs every must is met
  needs every principle is at least 50%
award good "Good"
  needs no must is unmet
  needs score is at least 60%
  needs c is met
award fair "Fair"
  needs evidenced is at least 50%
  needs two is at least 40%
limit to good
  when on is no
  because "It is off."
"#;

    const VERDICTS: [(Verdict, Option<(u32, u32)>); 7] = [
        (Verdict::Met, Some((100, 100))),
        (Verdict::Unmet, Some((0, 0))),
        (Verdict::Partly, Some((50, 50))),
        (Verdict::Unanswered, Some((0, 100))),
        (Verdict::Unverified, Some((0, 100))),
        (Verdict::NotApplicable, None),
        (Verdict::Error, Some((0, 0))),
    ];

    fn charter() -> Charter {
        let mut sources = Sources::default();
        sources.add(Source::new("small", CHARTER));
        check(sources, None).charter.unwrap()
    }

    fn with(entry: &Entry, (verdict, credit): (Verdict, Option<(u32, u32)>)) -> Entry {
        let credit = credit.map(|(low, high)| [Fraction::hundredths(low), Fraction::hundredths(high)]);
        Entry { verdict, credit: credit.filter(|_| entry.obligation != Obligation::Flag), ..entry.clone() }
    }

    /// Entries that have come out in many ways.
    fn drawn(charter: &Charter) -> impl Iterator<Item = Vec<Entry>> {
        let full = Entry::in_full(charter);
        let mut state = 20_261_123_u64;
        (0..300).map(move |_| {
            let mut draw = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                // Mostly met, as a single change then decides most.
                VERDICTS[((state >> 33) % 11) as usize % VERDICTS.len()]
            };
            full.iter().map(|entry| with(entry, draw())).collect()
        })
    }

    /// The award by the rules, from the beginning.
    fn anew(charter: &Charter, entries: &[Entry], caps: &[Answer], weights: Option<&Weights>) -> Option<AwardId> {
        let ledger = Ledger::new(charter, entries);
        let mut scores = ledger.clone().scores();
        if let Some(weights) = weights {
            let then = ledger.with_weights(weights);
            (scores.total, scores.evidenced) = (then.total, then.evidenced);
        }
        Bench { charter, entries, scores: &scores, caps }.award(End::Low)
    }

    #[test]
    fn a_change_brings_the_award_that_judging_anew_brings() {
        let charter = charter();
        let mut awards = Vec::new();
        for entries in drawn(&charter) {
            for caps in [[Answer::No], [Answer::Yes]] {
                let scores = Ledger::new(&charter, &entries).scores();
                let bench = Bench { charter: &charter, entries: &entries, scores: &scores, caps: &caps };
                let (hurdles, ledger) = (Hurdles::new(bench), Ledger::new(&charter, &entries));
                for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.credit.is_some()) {
                    for verdict in VERDICTS.into_iter().filter(|(_, credit)| credit.is_some()) {
                        let changed = with(entry, verdict);
                        let mut then = entries.clone();
                        then[at] = changed.clone();
                        let award = hurdles.award(&ledger.with_entry(at, &changed));
                        assert_eq!(award, anew(&charter, &then, &caps, None), "{at} {verdict:?} {entries:?}");
                        awards.push(award);
                    }
                }
            }
        }
        // The test has met every award, and none.
        awards.sort_unstable();
        awards.dedup();
        assert_eq!(awards.len(), 4);
    }

    #[test]
    fn one_weight_changed_scores_as_all_weights_written_out() {
        let charter = charter();
        let own: Vec<Fraction> = charter.principles().iter().map(|principle| principle.weight.into()).collect();
        for entries in drawn(&charter) {
            let ledger = Ledger::new(&charter, &entries);
            for at in 0..own.len() {
                let weight = own[at].times(&Number::ratio(5, 4).unwrap().into());
                let mut written_out = own.clone();
                written_out[at] = weight.clone();
                let all = Weights::All(written_out);
                let (one, other) = (ledger.with_weights(&Weights::But(at, weight)), ledger.with_weights(&all));
                assert_eq!((&one.total, &one.evidenced), (&other.total, &other.evidenced));
                let scores = ledger.clone().scores();
                let bench = Bench { charter: &charter, entries: &entries, scores: &scores, caps: &[Answer::No] };
                let award = Hurdles::new(bench).award(&one);
                assert_eq!(award, anew(&charter, &entries, &[Answer::No], Some(&all)));
            }
        }
    }
}
