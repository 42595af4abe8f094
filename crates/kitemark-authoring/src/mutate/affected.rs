//! Which rules rest on which settings and definitions.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{Base, Charter, CriterionId, DefineId, Meaning, SettingId, Step, Type};
use kitemark_dsl::syntax::Expr;
use kitemark_eval::survey::Rule;

/// The settings and definitions that something rests on.
#[derive(Debug, Clone, Default)]
struct Rests {
    settings: BTreeSet<SettingId>,
    defines: BTreeSet<DefineId>,
}

/// What every rule rests on, through definitions.
pub(super) struct Affected {
    rules: Vec<(Rule, Rests)>,
    setting_types: Vec<Type>,
}

impl Affected {
    pub(super) fn new(charter: &Charter) -> Self {
        let mut affected = Self { rules: Vec::new(), setting_types: vec![Type::Unknown; charter.settings().len()] };
        for (id, criterion) in (0..).map(CriterionId).zip(charter.criteria()) {
            let rests = affected.of(charter, &criterion.syntax.expressions());
            affected.rules.push((Rule::Criterion(id), rests));
        }
        for (at, limit) in charter.limits().iter().enumerate() {
            let rests = affected.of(charter, &[&limit.syntax.when]);
            affected.rules.push((Rule::Limit(at), rests));
        }
        affected
    }

    fn of(&mut self, charter: &Charter, exprs: &[&Expr]) -> Rests {
        let mut rests = Rests::default();
        let mut waiting: Vec<&Expr> = exprs.to_vec();
        while let Some(expr) = waiting.pop() {
            expr.walk(&mut |part| {
                let Some(Meaning::Path(base, steps)) = charter.meaning(part.id) else { return };
                if let Base::Setting(id) = base {
                    rests.settings.insert(*id);
                    if let Some(slot) = self.setting_types.get_mut(id.index()) {
                        *slot = charter.type_of(part.id);
                    }
                }
                let own = match base {
                    Base::Define(id) => Some(*id),
                    _ => None,
                };
                let on_the_way = steps.iter().filter_map(|step| match step {
                    Step::Define(id) => Some(*id),
                    _ => None,
                });
                for id in own.into_iter().chain(on_the_way) {
                    if rests.defines.insert(id) {
                        waiting.extend(charter.defines().get(id.index()).map(|define| &define.syntax.body));
                    }
                }
            });
        }
        rests
    }

    /// The kind of a setting's value, as the rules use it.
    pub(super) fn setting_type(&self, id: SettingId) -> Type {
        self.setting_types.get(id.index()).copied().unwrap_or(Type::Unknown)
    }

    pub(super) fn by_setting(&self, id: SettingId) -> Vec<Rule> {
        self.rules.iter().filter(|(_, rests)| rests.settings.contains(&id)).map(|(rule, _)| *rule).collect()
    }

    pub(super) fn by_define(&self, id: DefineId) -> Vec<Rule> {
        self.rules.iter().filter(|(_, rests)| rests.defines.contains(&id)).map(|(rule, _)| *rule).collect()
    }
}
