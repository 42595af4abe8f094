//! From answers to the verdict and credit of a criterion, without what they rest on.

use kitemark_dsl::value::Number;

use super::code::{Criterion, Leaf, Sum, Test};
use super::run::Run;
use super::slot::{NOTHING, OTHER, Slot};
use super::sum::Figure;
use crate::assess::Answer;
use crate::judge::Outcome;
use crate::program::Quantifier;
use crate::scorecard::Verdict;

/// What the requirement of a criterion came to.
#[derive(Debug, Clone, Copy)]
struct Found {
    verdict: Verdict,
    /// Whether that is open for want of its conditions: then nothing is known of its credit.
    is_doubted: bool,
}

impl Found {
    const fn sure(verdict: Verdict) -> Self {
        Self { verdict, is_doubted: false }
    }

    const fn doubted(verdict: Verdict) -> Self {
        Self { verdict, is_doubted: true }
    }
}

impl<const TRACED: bool> Run<TRACED> {
    /// The verdict of a criterion; none where that is left to the machine.
    #[inline(always)]
    pub(crate) fn verdict(&mut self, criterion: &Criterion, slots: &[Slot]) -> Option<Verdict> {
        let verdict = match self.at_once(criterion, slots) {
            Some(verdict) => verdict,
            None => self.find(criterion, slots)?.verdict,
        };
        Some(if criterion.is_flag { of_flag(verdict) } else { verdict })
    }

    /// The verdict where the requirement compares values of the profile itself, all given and proven: what most criteria do.
    #[inline(always)]
    fn at_once(&mut self, criterion: &Criterion, slots: &[Slot]) -> Option<Verdict> {
        let (Test::Leaf(node, leaf), []) = (&criterion.requirement, &*criterion.conditions) else { return None };
        let (holds, value, limit) = leaf.given(criterion.asked, slots)?;
        if !holds && criterion.has_bands() {
            return None;
        }
        self.begin_tests();
        self.note_of(0, *node, value, limit, holds.into());
        Some(if holds { Verdict::Met } else { Verdict::Unmet })
    }

    /// The verdict of a criterion with its credit.
    pub(crate) fn outcome(&mut self, criterion: &Criterion, slots: &[Slot]) -> Option<Outcome> {
        let found = self.find(criterion, slots)?;
        if criterion.is_flag {
            return Some((of_flag(found.verdict), None));
        }
        let credit = match found.verdict {
            Verdict::Met => Some((Number::ONE, Number::ONE)),
            Verdict::NotApplicable => None,
            _ if found.is_doubted => Some((Number::ZERO, Number::ONE)),
            Verdict::Partly | Verdict::Unmet => {
                let (sure, possible) = self.partial(criterion, slots);
                Some((sure, possible.max(sure)))
            }
            _ => Some((self.partial(criterion, slots).0, Number::ONE)),
        };
        (!self.is_other).then_some((found.verdict, credit))
    }

    fn find(&mut self, criterion: &Criterion, slots: &[Slot]) -> Option<Found> {
        self.start(criterion.asked);
        let found = match &*criterion.conditions {
            [] => self.require(criterion, slots),
            conditions => self.apply(conditions, criterion, slots),
        };
        (!self.is_other).then_some(found)
    }

    /// Applicability first, then the requirement.
    #[inline(never)]
    fn apply(&mut self, conditions: &[(Test, Answer)], criterion: &Criterion, slots: &[Slot]) -> Found {
        let mut doubt = None;
        for (condition, decisive) in conditions {
            if self.leaves(condition, *decisive, &mut doubt, slots) {
                return Found::sure(Verdict::NotApplicable);
            }
        }
        match doubt {
            None => self.require(criterion, slots),
            Some(verdict) => Found::doubted(verdict),
        }
    }

    /// Whether a condition takes its criterion out of the score, which `decisive` does. What it leaves open is doubt.
    #[inline]
    fn leaves(&mut self, condition: &Test, decisive: Answer, doubt: &mut Option<Verdict>, slots: &[Slot]) -> bool {
        let (answer, is_weak) = self.ask(condition, slots);
        if answer == Answer::Open {
            *doubt = doubt.or(Some(Verdict::Unanswered));
        } else if answer == decisive {
            *doubt = Some(Verdict::Unverified);
            return !is_weak;
        }
        false
    }

    #[inline(always)]
    fn require(&mut self, criterion: &Criterion, slots: &[Slot]) -> Found {
        let (answer, is_weak) = self.ask(&criterion.requirement, slots);
        if answer == Answer::Yes && !is_weak && self.members.sure {
            return Found::sure(Verdict::Met);
        }
        self.weigh(criterion, answer, is_weak, slots)
    }

    /// The verdict of an answer.
    #[inline(never)]
    fn weigh(&mut self, criterion: &Criterion, answer: Answer, is_weak: bool, slots: &[Slot]) -> Found {
        if answer != Answer::No
            && !self.members.sure
            && matches!(criterion.requirement, Test::Quantified(Quantifier::Every | Quantifier::No, ..))
        {
            return match (self.members.perhaps, is_weak) {
                // Whether there is anything to judge is open, and with it whether it applies.
                (true, _) => Found::doubted(Verdict::Unanswered),
                (false, true) => Found::doubted(Verdict::Unverified),
                (false, false) => Found::sure(Verdict::NotApplicable),
            };
        }
        Found::sure(match answer {
            Answer::Yes if is_weak => Verdict::Unverified,
            Answer::Yes => Verdict::Met,
            Answer::Open => Verdict::Unanswered,
            Answer::No if criterion.has_bands() && self.partial(criterion, slots).0 > Number::ZERO => Verdict::Partly,
            Answer::No => Verdict::Unmet,
        })
    }

    /// The credit of the first band that surely holds, and of the first before it that may.
    fn partial(&mut self, criterion: &Criterion, slots: &[Slot]) -> (Number, Number) {
        if let Some(scale) = &criterion.scale {
            return self.scaled(scale, slots);
        }
        let mut possible = None;
        for (when, credit) in &criterion.worth {
            let (answer, is_weak) = self.ask(when, slots);
            if answer == Answer::Yes && !is_weak {
                return (*credit, possible.unwrap_or(*credit));
            }
            if answer != Answer::No {
                possible = possible.or(Some(*credit));
            }
        }
        (Number::ZERO, possible.unwrap_or(Number::ZERO))
    }

    fn scaled(&mut self, scale: &[Sum; 3], slots: &[Slot]) -> (Number, Number) {
        self.is_weak = false;
        let [value, from, to] = scale.each_ref().map(|part| self.sum(part, slots));
        if [value, from, to].iter().all(|part| part.is_known()) {
            let credit = value.position(from, to);
            // Where a scale has no length, the machine has to say so.
            self.is_other |= credit.is_none();
            let credit = credit.unwrap_or(Number::ONE);
            return (if self.is_weak { Number::ZERO } else { credit }, credit);
        }
        let (ends, nothing) = (self.unknown(from, to), Figure::whole(NOTHING));
        let is_nothing = self.unknown(value, ends) == nothing;
        (Number::ZERO, if is_nothing { Number::ZERO } else { Number::ONE })
    }
}

impl Leaf {
    /// Whether it holds for values of the profile itself, with what was compared with what.
    #[inline(always)]
    fn given(&self, asked: u8, slots: &[Slot]) -> Option<(bool, Figure, Option<Figure>)> {
        match self {
            Self::Within(within) => {
                let slot = slots.get(within.cell.at as usize)?;
                let is_plain = slot.value > OTHER && slot.proof <= asked;
                is_plain.then(|| (within.has(slot.value), Figure::whole(slot.value), None))
            }
            Self::Compare(one, accepted, other) => {
                let (one, other) = (one.given(asked, slots), other.given(asked, slots));
                let is_plain = one.is_known() && other.is_known();
                is_plain.then(|| (accepted.holds(one.order(other)), one, Some(other)))
            }
            _ => None,
        }
    }
}

/// A flag that holds is raised.
fn of_flag(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Met => Verdict::Raised,
        Verdict::Unmet | Verdict::Partly => Verdict::Clear,
        other => other,
    }
}
