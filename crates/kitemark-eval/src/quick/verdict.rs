//! From answers to the verdict and credit of a criterion, without what they rest on.

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::value::Number;

use super::code::{Code, Criterion, Test};
use super::run::Run;
use super::slot::Slot;
use crate::assess::Answer;
use crate::engine::Outcome;
use crate::scorecard::Verdict;

const ANY: Option<(Number, Number)> = Some((Number::ZERO, Number::ONE));

impl Run {
    /// Judges a criterion; none where that is left to the machine. `limit` is the most steps that the machine may take.
    #[inline]
    pub(crate) fn judge(&mut self, code: &Code, id: CriterionId, slots: &[Slot], limit: u64) -> Option<Outcome> {
        let criterion = code.criteria.get(id.index())?.as_ref()?;
        self.start(criterion.asked, limit.checked_sub(criterion.steps)?);
        let (verdict, credit) = self.apply(criterion, slots);
        if self.is_other {
            return None;
        }
        Some(match verdict {
            _ if !criterion.is_flag => (verdict, credit),
            Verdict::Met => (Verdict::Raised, None),
            Verdict::Unmet | Verdict::Partly => (Verdict::Clear, None),
            other => (other, None),
        })
    }

    /// Applicability first, then the requirement.
    fn apply(&mut self, criterion: &Criterion, slots: &[Slot]) -> Outcome {
        let (mut is_doubted, mut is_claimed) = (false, false);
        let conditions = criterion.when.iter().map(|condition| (condition, Answer::No));
        for (condition, leaves) in conditions.chain(criterion.unless.iter().map(|condition| (condition, Answer::Yes))) {
            let answer = self.ask(condition, slots);
            if answer == leaves && self.weak == 0 {
                return (Verdict::NotApplicable, None);
            }
            if answer != !leaves {
                is_doubted = true;
                is_claimed |= answer != Answer::Open;
            }
        }
        match (is_doubted, is_claimed) {
            (false, _) => self.require(criterion, slots),
            (true, true) => (Verdict::Unverified, ANY),
            (true, false) => (Verdict::Unanswered, ANY),
        }
    }

    fn ask(&mut self, condition: &Test, slots: &[Slot]) -> Answer {
        self.weak = 0;
        self.test(condition, slots)
    }

    fn require(&mut self, criterion: &Criterion, slots: &[Slot]) -> Outcome {
        let answer = self.ask(&criterion.requirement, slots);
        if matches!(criterion.requirement, Test::Every(..) | Test::No(..)) {
            match self.judged {
                (0, 0) if answer != Answer::Open && self.weak == 0 => return (Verdict::NotApplicable, None),
                (0, 0) if answer != Answer::Open => return (Verdict::Unverified, ANY),
                // Whether there is anything to judge is open, and with it whether it applies.
                (0, _) if answer != Answer::No => return (Verdict::Unanswered, ANY),
                _ => {}
            }
        }
        match answer {
            Answer::Yes if self.weak == 0 => (Verdict::Met, Some((Number::ONE, Number::ONE))),
            Answer::Yes => (Verdict::Unverified, Some((self.partial(criterion, slots).0, Number::ONE))),
            Answer::Open => (Verdict::Unanswered, Some((self.partial(criterion, slots).0, Number::ONE))),
            Answer::No => {
                let (sure, possible) = self.partial(criterion, slots);
                let verdict = if sure > Number::ZERO { Verdict::Partly } else { Verdict::Unmet };
                (verdict, Some((sure, possible.max(sure))))
            }
        }
    }

    /// The credit of the first band that surely holds, and of the first before it that may.
    fn partial(&mut self, criterion: &Criterion, slots: &[Slot]) -> (Number, Number) {
        let mut possible = None;
        for (when, credit) in &criterion.worth {
            let answer = self.ask(when, slots);
            if answer == Answer::Yes && self.weak == 0 {
                return (*credit, possible.unwrap_or(*credit));
            }
            if answer != Answer::No {
                possible = possible.or(Some(*credit));
            }
        }
        (Number::ZERO, possible.unwrap_or(Number::ZERO))
    }
}
