//! How each criterion came out over all submissions.

use std::collections::BTreeMap;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

use super::standing::{Mark, Standing};
use crate::fraction::Fraction;
use crate::scorecard::{Obligation, Percent, Verdict};

/// How a criterion came out over all submissions.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct CriterionTally {
    /// Its id.
    pub id: String,
    /// The principle it belongs to.
    pub principle: String,
    /// Its title.
    pub title: String,
    /// Must, should or flag.
    #[schemars(schema_with = "crate::scorecard::obligations")]
    pub obligation: Obligation,
    /// How many submissions have each verdict; verdicts that none has are left out.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// How many it applies to: all but those where it does not apply or is waived.
    pub applies: usize,
    /// How many surely fail it: it is not met or cannot be judged, or the flag is raised.
    pub failing: usize,
    /// Those of `applies`; null where it applies to none.
    pub failing_share: Option<Fraction>,
    /// What it costs a submission on average, over all that were scored; null for flags.
    pub lost: Option<Lost>,
}

/// What a criterion costs on average, of 100 points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Lost {
    /// For sure.
    pub sure: Percent,
    /// If everything open or not proven turns out badly.
    pub possible: Percent,
}

impl CriterionTally {
    /// How many submissions have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }
}

/// The tally of each criterion, in the charter's order.
pub(crate) fn of_all(charter: &Charter, standings: &[&Standing]) -> Vec<CriterionTally> {
    let tally = |(at, criterion): (usize, &kitemark_dsl::charter::Criterion)| {
        let marks: Vec<Mark> = standings.iter().filter_map(|standing| standing.marks.get(at).copied()).collect();
        let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
        for mark in &marks {
            *verdicts.entry(mark.verdict).or_default() += 1;
        }
        let count = |wanted: &[Verdict]| marks.iter().filter(|mark| wanted.contains(&mark.verdict)).count();
        let applies = marks.len() - count(&[Verdict::NotApplicable, Verdict::Waived]);
        let failing = count(&[Verdict::Unmet, Verdict::Error, Verdict::Raised]);
        let principle = charter.principles().get(criterion.principle.index());
        let obligation = criterion.syntax.obligation;
        CriterionTally {
            id: criterion.id().to_owned(),
            principle: principle.map(|principle| principle.id.clone()).unwrap_or_default(),
            title: criterion.title().to_owned(),
            obligation,
            verdicts,
            applies,
            failing,
            failing_share: ratio(failing as u64, applies as u64),
            lost: (obligation != Obligation::Flag).then(|| lost(&marks)).flatten(),
        }
    };
    charter.criteria().iter().enumerate().map(tally).collect()
}

fn lost(marks: &[Mark]) -> Option<Lost> {
    let mean = |of: fn(&Mark) -> u32| {
        let sum = marks.iter().map(|mark| u64::from(of(mark))).sum();
        ratio(sum, 1_000_000 * marks.len() as u64).map(Percent)
    };
    Some(Lost { sure: mean(|mark| mark.sure)?, possible: mean(|mark| mark.possible)? })
}

/// None where `whole` is 0.
pub(crate) fn ratio(part: u64, whole: u64) -> Option<Fraction> {
    Number::ratio(part.into(), whole.into()).map(Fraction::from)
}
