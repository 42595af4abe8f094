//! The mutants of a charter: one small change each, to one rule.

use kitemark_dsl::charter::{AwardId, Charter, Criterion, CriterionId, DefineId, NeedKind, SettingId};
use kitemark_dsl::revision::Revision;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{self, Condition, Expr};
use kitemark_dsl::value::{Number, percent};
use kitemark_eval::survey::Rule;

use super::Mutant;
use super::affected::Affected;
use super::expr::{edits, steps};

/// Every mutant of a charter, rule by rule.
pub(super) fn mutants(charter: &Charter) -> Vec<Mutant> {
    let mut maker = Maker { charter, affected: Affected::new(charter), mutants: Vec::new() };
    for (at, setting) in charter.settings().iter().enumerate() {
        maker.setting(SettingId(id(at)), setting);
    }
    for (at, define) in charter.defines().iter().enumerate() {
        maker.define(DefineId(id(at)), &define.syntax);
    }
    for (at, criterion) in charter.criteria().iter().enumerate() {
        maker.criterion(CriterionId(id(at)), criterion);
    }
    for (at, award) in charter.awards().iter().enumerate() {
        maker.award(AwardId(id(at)), award);
    }
    for (at, limit) in charter.limits().iter().enumerate() {
        maker.limit(at, &limit.syntax);
    }
    maker.mutants
}

fn id(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Maker<'c> {
    charter: &'c Charter,
    affected: Affected,
    mutants: Vec<Mutant>,
}

impl Maker<'_> {
    fn add(&mut self, owner: &str, span: Span, words: String, revision: Revision, affects: Vec<Rule>) {
        self.mutants.push(Mutant { owner: owner.to_owned(), span, words, revision, affects, explained: false });
    }

    fn setting(&mut self, id: SettingId, setting: &syntax::Setting) {
        let literal = &setting.value.value;
        for other in steps(literal) {
            let words = format!("{literal} becomes {other}");
            let mut changed = setting.clone();
            changed.value.value = other;
            let owner = format!("setting {}", setting.name.value);
            let affects = self.affected.by_setting(id);
            self.add(&owner, setting.value.span, words, Revision::Setting(id, Box::new(changed)), affects);
        }
    }

    fn define(&mut self, id: DefineId, define: &syntax::Define) {
        let owner = format!("define {}", define.name.value);
        for edit in edits(self.charter, &define.body) {
            let changed = syntax::Define { body: edit.apply(&define.body), ..define.clone() };
            let affects = self.affected.by_define(id);
            self.add(&owner, edit.span, edit.words, Revision::Define(id, Box::new(changed)), affects);
        }
    }

    fn criterion(&mut self, id: CriterionId, criterion: &Criterion) {
        let mut maker = OfCriterion { maker: self, id, syntax: &criterion.syntax };
        maker.requirement();
        maker.conditions("when", |criterion| &mut criterion.when);
        maker.conditions("unless", |criterion| &mut criterion.unless);
        maker.bands();
        maker.scale();
    }

    fn award(&mut self, id: AwardId, award: &kitemark_dsl::charter::Award) {
        let owner = format!("award {}", award.id);
        for (at, need) in award.needs.iter().enumerate() {
            let mut fewer = award.needs.clone();
            fewer.remove(at);
            let words = format!("`{}` is dropped", self.charter.words(need.span));
            self.add(&owner, need.span, words, Revision::Needs(id, fewer), Vec::new());
            for other in other_needs(need.kind) {
                let mut needs = award.needs.clone();
                let words = need_words(need.kind, other);
                if let Some(slot) = needs.get_mut(at) {
                    slot.kind = other;
                }
                self.add(&owner, need.span, words, Revision::Needs(id, needs), Vec::new());
            }
        }
    }

    fn limit(&mut self, at: usize, limit: &syntax::Limit) {
        let owner = format!("limit to {}", limit.to.value);
        let affects = vec![Rule::Limit(at)];
        self.add(&owner, limit.span, "the limit is dropped".to_owned(), Revision::NoLimit(at), affects.clone());
        for edit in edits(self.charter, &limit.when) {
            let changed = syntax::Limit { when: edit.apply(&limit.when), ..limit.clone() };
            self.add(&owner, edit.span, edit.words, Revision::Limit(at, Box::new(changed)), affects.clone());
        }
    }
}

/// One of the three expressions of a scale.
type ScalePart = fn(&mut syntax::Scale) -> &mut Expr;

/// The mutants of one criterion.
struct OfCriterion<'m, 'c> {
    maker: &'m mut Maker<'c>,
    id: CriterionId,
    syntax: &'m syntax::Criterion,
}

impl OfCriterion<'_, '_> {
    fn add(&mut self, span: Span, words: String, change: impl FnOnce(&mut syntax::Criterion)) {
        let mut changed = self.syntax.clone();
        change(&mut changed);
        let owner = format!("criterion {}", self.syntax.id.value);
        let revision = Revision::Criterion(self.id, Box::new(changed));
        self.maker.add(&owner, span, words, revision, vec![Rule::Criterion(self.id)]);
    }

    /// The changes to one expression, put in its place by `put`.
    fn edits(&mut self, expr: &Expr, put: impl Fn(&mut syntax::Criterion, Expr)) {
        for edit in edits(self.maker.charter, expr) {
            let changed = edit.apply(expr);
            self.add(edit.span, edit.words, |criterion| put(criterion, changed));
        }
    }

    fn requirement(&mut self) {
        let syntax = self.syntax;
        self.edits(&syntax.requirement, |criterion, expr| criterion.requirement = expr);
    }

    fn conditions(&mut self, word: &str, list: impl Fn(&mut syntax::Criterion) -> &mut Vec<Condition>) {
        let conditions = list(&mut self.syntax.clone()).clone();
        for (at, condition) in conditions.iter().enumerate() {
            self.add(condition.expr.span, format!("`{word}` is dropped"), |criterion| {
                list(criterion).remove(at);
            });
            self.edits(&condition.expr, |criterion, expr| {
                if let Some(slot) = list(criterion).get_mut(at) {
                    slot.expr = expr;
                }
            });
        }
    }

    fn bands(&mut self) {
        for (at, band) in self.syntax.worth.iter().enumerate() {
            let words = format!("`worth {}` is dropped", percent(band.credit.value));
            self.add(band.span, words, |criterion| {
                criterion.worth.remove(at);
            });
            self.edits(&band.when, |criterion, expr| {
                if let Some(slot) = criterion.worth.get_mut(at) {
                    slot.when = expr;
                }
            });
        }
    }

    fn scale(&mut self) {
        let Some(scale) = &self.syntax.scale else { return };
        self.add(scale.span, "`scale` is dropped".to_owned(), |criterion| criterion.scale = None);
        let ends: [(&Expr, ScalePart); 3] = [
            (&scale.value, |scale| &mut scale.value),
            (&scale.from, |scale| &mut scale.from),
            (&scale.to, |scale| &mut scale.to),
        ];
        for (expr, slot) in ends {
            self.edits(expr, |criterion, expr| {
                if let Some(scale) = &mut criterion.scale {
                    *slot(scale) = expr;
                }
            });
        }
    }
}

/// A need with its percentage a point lower and higher.
fn other_needs(need: NeedKind) -> Vec<NeedKind> {
    let point = |percentage: Number, rebuilt: &dyn Fn(Number) -> NeedKind| {
        let step = Number::ratio(1, 100).unwrap_or(Number::ZERO);
        let others = [percentage.checked_sub(step), percentage.checked_add(step)];
        others.into_iter().flatten().map(rebuilt).collect()
    };
    match need {
        NeedKind::EveryPrinciple(percentage) => point(percentage, &NeedKind::EveryPrinciple),
        NeedKind::Score(percentage) => point(percentage, &NeedKind::Score),
        NeedKind::Evidenced(percentage) => point(percentage, &NeedKind::Evidenced),
        NeedKind::Principle(principle, percentage) => {
            point(percentage, &|percentage| NeedKind::Principle(principle, percentage))
        }
        NeedKind::EveryMustMet => vec![NeedKind::NoMustUnmet],
        NeedKind::NoMustUnmet => vec![NeedKind::EveryMustMet],
        NeedKind::CriterionMet(_) => Vec::new(),
    }
}

fn need_words(need: NeedKind, other: NeedKind) -> String {
    let words = |need: NeedKind| match need {
        NeedKind::EveryMustMet => "`every must is met`".to_owned(),
        NeedKind::NoMustUnmet => "`no must is unmet`".to_owned(),
        NeedKind::EveryPrinciple(percentage)
        | NeedKind::Score(percentage)
        | NeedKind::Evidenced(percentage)
        | NeedKind::Principle(_, percentage) => percent(percentage),
        NeedKind::CriterionMet(_) => String::new(),
    };
    format!("{} becomes {}", words(need), words(other))
}
