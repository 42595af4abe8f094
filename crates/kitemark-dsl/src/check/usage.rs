//! Warnings: what is declared for nothing, and what a careful author would look at again.

use super::Checker;
use crate::charter::{Award, AwardId, Citation, Criterion, GradeId, Limit, Need, NeedKind};
use crate::codes::Code;
use crate::syntax::{Declaration, Name, Obligation, Syntax};
use crate::value::Number;

impl Checker {
    pub(super) fn warn_unused(&mut self, syntax: &Syntax) {
        let mut define = 0;
        for declaration in &syntax.declarations {
            self.warn_unused_declaration(declaration, define);
            define += usize::from(matches!(declaration, Declaration::Define(_)));
        }
        self.warn_uncited(syntax);
        let criteria = std::mem::take(&mut self.charter.criteria);
        for criterion in &criteria {
            self.warn_constant(criterion);
            self.warn_dead_bands(criterion);
            self.warn_bare_must(criterion);
        }
        self.charter.criteria = criteria;
        self.warn_awards(syntax);
    }

    /// `define` is the number of definitions before.
    fn warn_unused_declaration(&mut self, declaration: &Declaration, define: usize) {
        let index = &self.charter.index;
        let (what, name, used) = match declaration {
            Declaration::Unit(unit) => {
                let id = index.units.get(&unit.value);
                ("unit", unit, id.is_some_and(|id| self.used.units.contains(&id.index())))
            }
            Declaration::Choice(choice) => ("choice", &choice.name, self.used.types.contains(&choice.name.value)),
            Declaration::Record(record) => ("record", &record.name, self.used.types.contains(&record.name.value)),
            Declaration::Setting(setting) => {
                let id = index.settings.get(&setting.name.value);
                ("setting", &setting.name, id.is_some_and(|id| self.used.settings.contains(&id.index())))
            }
            Declaration::Define(written) => ("definition", &written.name, self.used.defines.contains(&define)),
            _ => return,
        };
        if used {
            return;
        }
        let diagnostic = self
            .at(Code::UnusedName, name.span, format!("nothing uses the {what} `{}`", name.value), "never used")
            .with_help("remove it, or use it in a rule");
        self.report(diagnostic);
    }

    fn warn_uncited(&mut self, syntax: &Syntax) {
        for declaration in &syntax.declarations {
            let Declaration::Source(source) = declaration else { continue };
            let id = self.charter.index.cited.get(&source.id.value);
            if id.is_some_and(|id| !self.used.cited.contains(&id.index())) {
                let diagnostic = self
                    .at(
                        Code::UncitedSource,
                        source.id.span,
                        format!("nothing cites the source `{}`", source.id.value),
                        "never cited",
                    )
                    .with_help("cite it where a rule rests on it, or remove it");
                self.report(diagnostic);
            }
        }
    }

    fn warn_constant(&mut self, criterion: &Criterion) {
        let syntax = &criterion.syntax;
        let Some(answer) = self.constant(&syntax.requirement) else { return };
        let (message, label) = match (syntax.obligation, answer) {
            (Obligation::Flag, true) => ("is always raised", "always holds"),
            (Obligation::Flag, false) => ("is never raised", "never holds"),
            (_, true) => ("is always met", "always holds"),
            (_, false) => ("is never met", "never holds"),
        };
        let diagnostic = self
            .at(
                Code::ConstantCriterion,
                syntax.requirement.span,
                format!("`{}` {message}, whatever the profile says", criterion.id()),
                label,
            )
            .with_help("a rule that cannot come out otherwise measures nothing");
        self.report(diagnostic);
    }

    fn warn_dead_bands(&mut self, criterion: &Criterion) {
        let syntax = &criterion.syntax;
        if syntax.worth.is_empty() {
            return;
        }
        let mut earlier = vec![self.charter.words(syntax.requirement.span)];
        let mut sure = false;
        for band in &syntax.worth {
            let words = self.charter.words(band.when.span);
            let answer = self.constant(&band.when);
            if sure || answer == Some(false) || earlier.contains(&words) {
                let diagnostic = self
                    .at(
                        Code::DeadBand,
                        band.span,
                        format!("this band of `{}` can never apply", criterion.id()),
                        "never reached",
                    )
                    .with_help(
                        "a band applies where the requirement and the bands before it fail; this one cannot hold there",
                    );
                self.report(diagnostic);
            }
            sure |= answer == Some(true);
            earlier.push(words);
        }
    }

    fn warn_bare_must(&mut self, criterion: &Criterion) {
        let syntax = criterion.syntax.clone();
        if syntax.obligation != Obligation::Must {
            return;
        }
        let id = criterion.id();
        if syntax.fix.is_none() {
            let diagnostic = self
                .at(Code::MissingFix, syntax.id.span, format!("the must `{id}` says no way out"), "no `fix`")
                .with_help("add `fix \"…\"`: what a commissioner should do to meet it");
            self.report(diagnostic);
        }
        let principle = self.charter.principles.get(criterion.principle.index());
        let cites: Vec<Citation> =
            criterion.cites.iter().chain(principle.iter().flat_map(|principle| &principle.cites)).cloned().collect();
        if cites.is_empty() {
            let diagnostic = self
                .at(
                    Code::MissingCitation,
                    syntax.id.span,
                    format!("the must `{id}` rests on no source"),
                    "no citation here or on its principle",
                )
                .with_help("add `cites SOURCE \"where\"`, or make it a `should`");
            return self.report(diagnostic);
        }
        let weakest = self.charter.grades.len().checked_sub(1).filter(|at| *at > 0).map(GradeId::at);
        let grade =
            |citation: &Citation| self.charter.cited.get(citation.source.index()).and_then(|source| source.grade);
        if weakest.is_some() && cites.iter().all(|citation| grade(citation) == weakest) {
            let name = self.charter.grades.last().cloned().unwrap_or_default();
            let diagnostic = self
                .at(
                    Code::WeakCitation,
                    syntax.id.span,
                    format!("the must `{id}` rests on {name} alone"),
                    "only sources of the weakest grade",
                )
                .with_help("cite a stronger source as well, or make it a `should`");
            self.report(diagnostic);
        }
    }

    fn warn_awards(&mut self, syntax: &Syntax) {
        let names: Vec<Name> = syntax
            .declarations
            .iter()
            .filter_map(|each| match each {
                Declaration::Award(award) => Some(award.id.clone()),
                _ => None,
            })
            .collect();
        let awards = self.charter.awards.clone();
        let unreachable = self.unreachable();
        for (at, ((award, name), why)) in awards.iter().zip(&names).zip(unreachable).enumerate() {
            if let Some(why) = why {
                let diagnostic = self
                    .at(
                        Code::UnreachableAward,
                        name.span,
                        format!("nobody can reach the award `{}`", award.id),
                        "out of reach",
                    )
                    .with_help(why);
                self.report(diagnostic);
            }
            let better = awards
                .iter()
                .take(at)
                .enumerate()
                .find(|(higher, other)| implies(&award.needs, &other.needs) && !self.cap_between(*higher, at));
            if let Some((higher, other)) = better {
                let mut diagnostic = self.at(
                    Code::RedundantAward,
                    name.span,
                    format!("`{}` needs all that `{}` needs, so it is never given", award.id, other.id),
                    "never better than the other",
                );
                if let Some(span) = names.get(higher).map(|name| name.span) {
                    diagnostic = diagnostic.with_label(&self.charter.sources, span, "the higher award");
                }
                let diagnostic =
                    diagnostic.with_help("awards stand highest first: lower what it needs, or change the order");
                self.report(diagnostic);
            }
        }
    }

    fn is_never_met(&self, criterion: &Criterion) -> bool {
        self.constant(&criterion.syntax.requirement) == Some(false)
    }

    /// Whether a limit can leave the lower of two awards where the needs would earn the higher.
    fn cap_between(&self, higher: usize, lower: usize) -> bool {
        self.charter.limits.iter().any(|limit| limit.to.is_some_and(|to| to.index() > higher && to.index() <= lower))
    }

    /// For each award, why nobody can reach it, if so.
    fn unreachable(&self) -> Vec<Option<String>> {
        let is_must = |criterion: &&Criterion| criterion.syntax.obligation == Obligation::Must;
        let must = self.charter.criteria.iter().filter(is_must).find(|must| self.is_never_met(must));
        let bites = |limit: &&Limit| self.constant(&limit.syntax.when) == Some(true);
        let biting: Vec<&Limit> = self.charter.limits.iter().filter(bites).collect();
        let awards = self.charter.awards.iter().enumerate();
        awards.map(|(at, award)| self.why_unreachable(AwardId::at(at), award, must, &biting)).collect()
    }

    /// Why nobody can reach an award where this must is never met and these limits always bite.
    fn why_unreachable(
        &self,
        id: AwardId,
        award: &Award,
        must: Option<&Criterion>,
        biting: &[&Limit],
    ) -> Option<String> {
        for need in &award.needs {
            match need.kind {
                NeedKind::EveryMustMet | NeedKind::NoMustUnmet => {
                    let bands = must.filter(|must| {
                        need.kind == NeedKind::EveryMustMet
                            || (must.syntax.worth.is_empty() && must.syntax.scale.is_none())
                    });
                    if let Some(must) = bands {
                        return Some(format!("the must `{}` is never met", must.id()));
                    }
                }
                NeedKind::CriterionMet(criterion) => {
                    if let Some(criterion) =
                        self.charter.criteria.get(criterion.index()).filter(|criterion| self.is_never_met(criterion))
                    {
                        return Some(format!("`{}` is never met", criterion.id()));
                    }
                }
                _ => {}
            }
        }
        let capped = biting.iter().find(|limit| limit.to.is_none_or(|to| to > id));
        capped.map(|limit| format!("the limit to `{}` always bites", limit.syntax.to.value))
    }
}

/// Whether whoever meets `needs` meets `others` too.
fn implies(needs: &[Need], others: &[Need]) -> bool {
    others.iter().all(|other| needs.iter().any(|need| need_implies(need.kind, other.kind)))
}

fn need_implies(need: NeedKind, other: NeedKind) -> bool {
    use NeedKind::{CriterionMet, EveryMustMet, EveryPrinciple, Evidenced, NoMustUnmet, Principle, Score};
    let enough = |have: Number, wanted: Number| have >= wanted;
    match (need, other) {
        (EveryMustMet, EveryMustMet | NoMustUnmet) | (NoMustUnmet, NoMustUnmet) => true,
        (Score(have), Score(wanted)) | (Evidenced(have), Evidenced(wanted)) => enough(have, wanted),
        (EveryPrinciple(have), EveryPrinciple(wanted) | Principle(_, wanted) | Score(wanted)) => enough(have, wanted),
        (Principle(one, have), Principle(two, wanted)) => one == two && enough(have, wanted),
        (CriterionMet(one), CriterionMet(two)) => one == two,
        _ => false,
    }
}
