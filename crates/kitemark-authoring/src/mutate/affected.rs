//! Which rules rest on which settings and definitions.

use kitemark_dsl::charter::{Charter, CriterionId, DefineId, SettingId};
use kitemark_eval::survey::Rule;

use crate::reading::{Reading, Uses};

/// What every rule rests on, through definitions.
pub(super) struct Affected {
    rules: Vec<(Rule, Uses)>,
}

impl Affected {
    pub(super) fn new(charter: &Charter) -> Self {
        let reading = Reading::of(charter);
        let criteria = (0..).map(CriterionId).zip(charter.criteria());
        let criteria = criteria.map(|(id, criterion)| (Rule::Criterion(id), reading.criterion(criterion)));
        let limits = charter.limits().iter().enumerate();
        let limits = limits.map(|(at, limit)| (Rule::Limit(at), reading.rests_on([&limit.syntax.when])));
        Self { rules: criteria.chain(limits).collect() }
    }

    pub(super) fn by_setting(&self, id: SettingId) -> Vec<Rule> {
        self.by(|uses| uses.settings.contains(&id))
    }

    pub(super) fn by_define(&self, id: DefineId) -> Vec<Rule> {
        self.by(|uses| uses.defines.contains(&id))
    }

    fn by(&self, rests: impl Fn(&Uses) -> bool) -> Vec<Rule> {
        self.rules.iter().filter(|(_, uses)| rests(uses)).map(|(rule, _)| *rule).collect()
    }
}
