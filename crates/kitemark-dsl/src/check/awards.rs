//! Awards and limits.

use std::sync::Arc;

use super::Checker;
use super::names::Scope;
use crate::charter::{Award, AwardId, Limit, Need, NeedKind};
use crate::codes::Code;
use crate::source::Spanned;
use crate::syntax::{self, Declaration, Syntax};
use crate::value::Number;

impl Checker {
    pub(super) fn check_awards(&mut self, syntax: &Syntax) {
        for declaration in &syntax.declarations {
            if let Declaration::Award(award) = declaration {
                let needs = award.needs.iter().filter_map(|need| self.check_need(need)).collect();
                self.charter.awards.push(Award { id: award.id.value.clone(), title: award.title.value.clone(), needs });
            }
        }
        self.refuse_scattered_awards(syntax);
        for declaration in &syntax.declarations {
            if let Declaration::Limit(limit) = declaration {
                self.check_limit(limit);
            }
        }
    }

    /// Awards stand in one file, so that their order is the one that is read.
    fn refuse_scattered_awards(&mut self, syntax: &Syntax) {
        let mut awards = syntax.declarations.iter().filter_map(|each| match each {
            Declaration::Award(award) => Some(award),
            _ => None,
        });
        let Some(first) = awards.next() else { return };
        if let Some(other) = awards.find(|award| award.span.source != first.span.source) {
            let diagnostic = self
                .at(
                    Code::MisplacedClause,
                    other.id.span,
                    "the awards stand in two files",
                    "another file than the first award's",
                )
                .with_label(&self.charter.sources, first.id.span, "the first award")
                .with_help("put all awards into one file, the highest first: their order there is their rank");
            self.report(diagnostic);
        }
    }

    fn check_need(&mut self, need: &syntax::Need) -> Option<Need> {
        use syntax::NeedKind as Written;
        let kind = match &need.kind {
            Written::EveryMustMet => NeedKind::EveryMustMet,
            Written::NoMustUnmet => NeedKind::NoMustUnmet,
            Written::EveryPrinciple(share) => NeedKind::EveryPrinciple(self.share(share)),
            Written::Score(share) => NeedKind::Score(self.share(share)),
            Written::Evidenced(share) => NeedKind::Evidenced(self.share(share)),
            Written::Principle(name, share) => {
                let share = self.share(share);
                let Some(principle) = self.principle_named(&name.value) else {
                    let known: Vec<String> =
                        self.charter.principles.iter().map(|principle| principle.id.clone()).collect();
                    self.report_unknown_id(name, "principle", &known);
                    return None;
                };
                NeedKind::Principle(principle, share)
            }
            Written::CriterionMet(name) => {
                let Some(criterion) = self.criterion_named(&name.value) else {
                    let known: Vec<String> =
                        self.charter.criteria.iter().map(|criterion| criterion.id().to_owned()).collect();
                    self.report_unknown_id(name, "criterion", &known);
                    return None;
                };
                let flag = self
                    .charter
                    .criteria
                    .get(criterion.index())
                    .is_some_and(|known| known.syntax.obligation == syntax::Obligation::Flag);
                if flag {
                    let diagnostic = self
                        .at(
                            Code::MisplacedClause,
                            name.span,
                            format!("`{}` is a flag, which is never met", name.value),
                            "a flag",
                        )
                        .with_help("write `limit to … when …` for what must not be, or make it a `must`");
                    self.report(diagnostic);
                }
                NeedKind::CriterionMet(criterion)
            }
        };
        Some(Need { kind, span: need.span })
    }

    fn share(&mut self, share: &Spanned<Number>) -> Number {
        if share.value < Number::ZERO || share.value > Number::ONE {
            let diagnostic = self
                .at(Code::OutOfRange, share.span, "a share lies between 0% and 100%", "outside that")
                .with_help("no score is more than 100%");
            self.report(diagnostic);
        }
        share.value
    }

    fn check_limit(&mut self, limit: &Arc<syntax::Limit>) {
        self.condition(&limit.when, &mut Scope::default());
        let to = self.charter.awards.iter().position(|award| award.id == limit.to.value).map(AwardId::at);
        if to.is_none() && limit.to.value != "none" {
            let known: Vec<String> =
                self.charter.awards.iter().map(|award| award.id.clone()).chain(["none".to_owned()]).collect();
            self.report_unknown_id(&limit.to, "award", &known);
        }
        self.charter.limits.push(Limit { syntax: Arc::clone(limit), to });
    }
}
