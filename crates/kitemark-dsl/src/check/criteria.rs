//! Principles and criteria: their clauses, weights and references.

use std::sync::Arc;

use super::Checker;
use super::names::Scope;
use crate::charter::{Criterion, CriterionId, Principle, PrincipleId, Type, text_of};
use crate::codes::Code;
use crate::source::Spanned;
use crate::syntax::{self, Band, Declaration, Name, Obligation, Scale, Syntax};
use crate::value::Number;

/// The choice whose values are the reasons for exemptions.
const REASONS: &str = "exemption_reason";

impl Checker {
    pub(super) fn check_criteria(&mut self, syntax: &Syntax) {
        for declaration in &syntax.declarations {
            if let Declaration::Principle(principle) = declaration {
                self.check_principle(principle);
            }
        }
    }

    fn check_principle(&mut self, principle: &syntax::Principle) {
        let weight = self.weight(principle.weight.as_ref());
        let cites = self.citations(&principle.cites);
        let id = PrincipleId::at(self.charter.principles.len());
        self.charter.principles.push(Principle {
            id: principle.id.value.clone(),
            title: principle.title.value.clone(),
            weight,
            because: text_of(&principle.because),
            cites,
        });
        for criterion in &principle.criteria {
            self.check_criterion(id, criterion);
        }
    }

    fn check_criterion(&mut self, principle: PrincipleId, criterion: &Arc<syntax::Criterion>) {
        let mut scope = Scope::default();
        self.condition(&criterion.requirement, &mut scope);
        for condition in criterion.when.iter().chain(&criterion.unless) {
            self.condition(&condition.expr, &mut scope);
        }
        self.check_bands(&criterion.worth, &mut scope);
        if let Some(scale) = &criterion.scale {
            self.check_scale(scale, &mut scope);
        }
        if criterion.obligation == Obligation::Flag {
            self.check_flag(criterion);
        } else {
            self.check_reasons(&criterion.waivable);
        }
        let evidence = match &criterion.evidence {
            Some(clause) => self.grade_of(clause),
            None => self.charter.evidence,
        };
        let weight = self.weight(criterion.weight.as_ref());
        let cites = self.citations(&criterion.cites);
        let id = CriterionId::at(self.charter.criteria.len());
        self.charter.index.criteria.entry(criterion.id.value.clone()).or_insert(id);
        self.charter.criteria.push(Criterion {
            syntax: Arc::clone(criterion),
            principle,
            weight,
            evidence,
            waivable: criterion.waivable.iter().map(|reason| reason.value.clone()).collect(),
            cites,
        });
    }

    /// A weight, 1 if none is given.
    fn weight(&mut self, written: Option<&Spanned<Number>>) -> Number {
        let Some(weight) = written else { return Number::ONE };
        if weight.value > Number::ZERO {
            return weight.value;
        }
        let diagnostic = self
            .at(Code::OutOfRange, weight.span, format!("a weight is above 0, not {}", weight.value), "not above 0")
            .with_help("to show something without scoring it, make it a `flag`");
        self.report(diagnostic);
        Number::ONE
    }

    fn check_bands(&mut self, bands: &[Band], scope: &mut Scope) {
        let mut before: Option<&Band> = None;
        for band in bands {
            self.condition(&band.when, scope);
            let (credit, span) = (band.credit.value, band.credit.span);
            if credit <= Number::ZERO || credit >= Number::ONE {
                let diagnostic = self
                    .at(
                        Code::OutOfRange,
                        span,
                        "partial credit lies between 0% and 100%, both excluded",
                        "outside that",
                    )
                    .with_help("what fails altogether earns 0% and what is met 100%, without a band");
                self.report(diagnostic);
            }
            if let Some(higher) = before.filter(|higher| higher.credit.value <= credit) {
                let diagnostic = self
                    .at(Code::BandsNotFalling, span, "the bands of `worth` do not fall", "not below the band before")
                    .with_label(&self.charter.sources, higher.credit.span, "the band before")
                    .with_help("bands are read in order and the first that holds is given: put the highest first");
                self.report(diagnostic);
            }
            before = Some(band);
        }
    }

    fn check_scale(&mut self, scale: &Scale, scope: &mut Scope) {
        let ty = self.infer(&scale.value, scope, None);
        let ordered = super::expr::is_ordered(ty) && ty != Type::Date;
        if !ordered && ty != Type::Unknown {
            let diagnostic = self
                .at(
                    Code::BadTest,
                    scale.value.span,
                    format!("`scale` cannot grade {}", self.describe(ty)),
                    self.describe(ty),
                )
                .with_help("grade a number, percentage, amount, duration or quantity");
            self.report(diagnostic);
            return;
        }
        for end in [&scale.from, &scale.to] {
            let end_type = self.infer(end, scope, None);
            if end_type != ty && end_type != Type::Unknown && ty != Type::Unknown {
                let diagnostic = self.mismatch(&scale.value, ty, end, end_type);
                self.report(diagnostic);
            }
        }
        let (from, to) = (self.constant_literal(&scale.from), self.constant_literal(&scale.to));
        if from.is_some() && from == to {
            let diagnostic = self
                .at(
                    Code::EmptyScale,
                    scale.from.span.to(scale.to.span),
                    "the scale starts where it ends",
                    "no distance between them",
                )
                .with_help(
                    "give the value that earns nothing after `from` and the one that earns everything after `to`",
                );
            self.report(diagnostic);
        }
    }

    fn check_reasons(&mut self, reasons: &[Name]) {
        if reasons.is_empty() {
            return;
        }
        self.used.types.insert(REASONS.to_owned());
        self.refuse_repeats(reasons, "reason");
        let choice = match self.charter.index.types.get(REASONS) {
            Some(Type::Choice(id)) => self.charter.choices.get(id.index()),
            _ => None,
        };
        let known: Vec<String> =
            choice.map(|choice| choice.names().into_iter().map(str::to_owned).collect()).unwrap_or_default();
        for reason in reasons {
            if known.contains(&reason.value) {
                continue;
            }
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            let diagnostic = self
                .at(
                    Code::UnknownReason,
                    reason.span,
                    format!("no reason for exemption is called `{}`", reason.value),
                    "unknown reason",
                )
                .with_suggestion(&reason.value, names.iter().copied());
            let diagnostic = if names.is_empty() {
                diagnostic.with_help(format!("declare the reasons: `choice {REASONS}` with a value a line"))
            } else {
                diagnostic.with_help(format!("the choice `{REASONS}` has {}", super::names::list(&names)))
            };
            self.report(diagnostic);
        }
    }

    /// A flag is never scored, so that nothing of scoring means anything on it.
    fn check_flag(&mut self, criterion: &syntax::Criterion) {
        let worth = criterion.worth.first().map(|band| ("worth", band.span));
        let scale = criterion.scale.as_ref().map(|scale| ("scale", scale.span));
        let waivable = criterion.waivable.first().map(|reason| ("waivable for", reason.span));
        let weight = criterion.weight.as_ref().map(|weight| ("weight", weight.span));
        for (clause, span) in [worth, scale, waivable, weight].into_iter().flatten() {
            let diagnostic = self
                .at(
                    Code::MisplacedClause,
                    span,
                    format!("`{clause}` means nothing on a flag"),
                    "a flag is never scored",
                )
                .with_help("remove the clause, or make the criterion a `should`");
            self.report(diagnostic);
        }
    }
}
