//! Examples: what can be said of them without running them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Checker;
use super::names::list;
use crate::charter::Type;
use crate::codes::Code;
use crate::path::ProfilePath;
use crate::source::Span;
use crate::syntax::{Declaration, Example, Given, GivenValue, Name, Obligation, Syntax, Then, ThenKind};
use crate::target::Target;
use crate::value::Literal;

impl Checker {
    pub(super) fn check_examples(&mut self, syntax: &Syntax, profiles: Option<&BTreeSet<String>>) {
        for declaration in &syntax.declarations {
            let Declaration::Example(example) = declaration else { continue };
            if let Some(profiles) = profiles {
                self.check_example_profile(&example.profile, profiles);
            }
            for given in &example.given {
                self.check_given(given);
            }
            for then in &example.then {
                self.check_then(then);
            }
            self.charter.examples.push(Arc::new(Example::clone(example)));
        }
    }

    fn check_example_profile(&mut self, profile: &Name, profiles: &BTreeSet<String>) {
        if profiles.contains(&profile.value) {
            return;
        }
        let diagnostic = self
            .at(Code::ExampleProfile, profile.span, format!("there is no profile `{}`", profile.value), "not found")
            .with_suggestion(&profile.value, profiles.iter().map(String::as_str))
            .with_help("the path starts at the charter's folder");
        self.report(diagnostic);
    }

    fn check_given(&mut self, given: &Given) {
        let path: ProfilePath = match given.path.value.parse() {
            Ok(path) => path,
            Err(error) => {
                let diagnostic = self
                    .at(
                        Code::ExamplePath,
                        given.path.span,
                        format!("`{}` is no path: {error}", given.path.value),
                        "not a path",
                    )
                    .with_help("write it as `field`, `field.part` or `list[key].field`");
                return self.report(diagnostic);
            }
        };
        match self.charter.target(&path) {
            Ok(Target::Field(ty)) => self.check_given_value(given, ty),
            Ok(Target::Free) => {}
            Ok(Target::Item(_) | Target::Group) => {
                if !matches!(given.value, GivenValue::Unanswered) {
                    let diagnostic = self
                        .at(
                            Code::ExampleValue,
                            given.path.span,
                            format!("`{}` holds fields and has no value of its own", given.path.value),
                            "not a field",
                        )
                        .with_help("go on to one of its fields, or say `is unanswered`");
                    self.report(diagnostic);
                }
            }
            Err(lost) => {
                let diagnostic = self.at(Code::ExamplePath, given.path.span, lost.message.clone(), "leads nowhere");
                self.report(lost.help(diagnostic));
            }
        }
    }

    fn check_given_value(&mut self, given: &Given, ty: Type) {
        match (&given.value, ty) {
            (GivenValue::Unanswered, _) | (GivenValue::Empty, Type::Set(_) | Type::List(_)) => {}
            (GivenValue::Empty, _) => self.refuse_value(
                given.span,
                format!("only a list or set can be `empty`, but this is {}", self.describe(ty)),
                "write a value, or `unanswered`",
            ),
            (GivenValue::Values(values), Type::Set(_)) => values.iter().for_each(|value| self.check_scalar(value, ty)),
            (GivenValue::Values(values), _) => match values.as_slice() {
                [value] => self.check_scalar(value, ty),
                _ => self.refuse_value(
                    given.span,
                    format!("{} values for one field, which takes {}", values.len(), self.describe(ty)),
                    "only a set takes several",
                ),
            },
        }
    }

    fn check_scalar(&mut self, value: &Name, ty: Type) {
        match ty {
            Type::Choice(id) | Type::Set(id) => {
                let Some(choice) = self.charter.choices.get(id.index()) else { return };
                if choice.position(&value.value).is_none() {
                    let names = choice.names();
                    let message = format!("`{}` is none of {}", value.value, list(&names));
                    let diagnostic = self
                        .at(Code::ExampleValue, value.span, message, "unknown value")
                        .with_suggestion(&value.value, names);
                    self.report(diagnostic);
                }
            }
            _ => {
                let Some(kind) = self.charter.scalar_kind(ty) else {
                    let message = format!("{} cannot be written here", self.describe(ty));
                    return self.refuse_value(
                        value.span,
                        message,
                        "change its fields one by one, or say `empty` or `unanswered`",
                    );
                };
                if let Err(error) = Literal::read_as(&value.value, &kind) {
                    let diagnostic = self.at(Code::ExampleValue, value.span, error.message, "does not fit the field");
                    let diagnostic = match error.help {
                        Some(help) => diagnostic.with_help(help),
                        None => diagnostic,
                    };
                    self.report(diagnostic);
                }
            }
        }
    }

    fn refuse_value(&mut self, span: Span, message: String, help: &str) {
        let diagnostic = self.at(Code::ExampleValue, span, message, "does not fit the field").with_help(help);
        self.report(diagnostic);
    }

    fn check_then(&mut self, then: &Then) {
        match &then.kind {
            ThenKind::Verdict(id, verdict) => self.check_then_verdict(id, verdict),
            ThenKind::Award(award) => {
                if award.value != "none" && !self.charter.awards.iter().any(|known| known.id == award.value) {
                    let known: Vec<String> =
                        self.charter.awards.iter().map(|known| known.id.clone()).chain(["none".to_owned()]).collect();
                    self.report_unknown_id(award, "award", &known);
                }
            }
            ThenKind::Score(_, share) | ThenKind::Evidenced(_, share) => {
                if share.value < crate::value::Number::ZERO || share.value > crate::value::Number::ONE {
                    let diagnostic = self
                        .at(Code::OutOfRange, share.span, "a score lies between 0% and 100%", "outside that")
                        .with_help("write a percentage of the whole, such as `85%`");
                    self.report(diagnostic);
                }
            }
        }
    }

    fn check_then_verdict(&mut self, id: &Name, verdict: &Name) {
        let Some((_, criterion)) = self.charter.criterion(&id.value) else {
            let known: Vec<String> = self.charter.criteria.iter().map(|criterion| criterion.id().to_owned()).collect();
            return self.report_unknown_id(id, "criterion", &known);
        };
        let flag = criterion.syntax.obligation == Obligation::Flag;
        let fits = match verdict.value.as_str() {
            "raised" | "clear" => flag,
            "met" | "partly met" | "unmet" | "unverified" | "waived" => !flag,
            _ => true,
        };
        if !fits {
            let help = if flag {
                "a flag is `raised`, `clear`, `unanswered` or `not applicable`"
            } else {
                "only a flag is `raised` or `clear`"
            };
            let diagnostic = self
                .at(
                    Code::KindMismatch,
                    verdict.span,
                    format!("`{}` can never be `{}`", id.value, verdict.value),
                    "not a verdict of this criterion",
                )
                .with_help(help);
            self.report(diagnostic);
        }
    }
}
