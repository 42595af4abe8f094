//! Whether what examples and cases say fits the charter: paths, values, verdicts, awards, shares.

use super::names::{describe, list, unknown_id};
use crate::charter::{AwardId, Charter, CriterionId, PrincipleId, Type};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::path::ProfilePath;
use crate::source::{Sources, Span, Spanned};
use crate::syntax::{Given, GivenValue, Name, Obligation};
use crate::target::Target;
use crate::value::{Literal, Number};

/// Looks at claims about a charter, which may stand in its own text or in another.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a> {
    charter: &'a Charter,
    sources: &'a Sources,
}

impl<'a> Claims<'a> {
    /// Claims about `charter` whose spans point into `sources`.
    pub fn new(charter: &'a Charter, sources: &'a Sources) -> Self {
        Self { charter, sources }
    }

    /// What is wrong with a change of a profile: its path leads nowhere, or its value does not fit the field.
    pub fn given(&self, given: &Given) -> Vec<Diagnostic> {
        let path: ProfilePath = match given.path.value.parse() {
            Ok(path) => path,
            Err(error) => {
                let message = format!("`{}` is no path: {error}", given.path.value);
                let diagnostic = self.at(Code::ExamplePath, given.path.span, message, "not a path");
                return vec![diagnostic.with_help("write it as `field`, `field.part` or `list[key].field`")];
            }
        };
        match self.charter.target(&path) {
            Ok(Target::Field(ty)) => self.value(given, ty),
            Ok(Target::Free) => Vec::new(),
            Ok(Target::Item(_) | Target::Group) if matches!(given.value, GivenValue::Unanswered) => Vec::new(),
            Ok(Target::Item(_) | Target::Group) => {
                let message = format!("`{}` holds fields and has no value of its own", given.path.value);
                let diagnostic = self.at(Code::ExampleValue, given.path.span, message, "not a field");
                vec![diagnostic.with_help("go on to one of its fields, or say `unanswered`")]
            }
            Err(lost) => {
                let diagnostic = self.at(Code::ExamplePath, given.path.span, lost.message.clone(), "leads nowhere");
                vec![lost.help(diagnostic)]
            }
        }
    }

    /// The criterion that is called so.
    ///
    /// # Errors
    /// [`Code::UnknownId`].
    pub fn criterion(&self, id: &Name) -> Result<CriterionId, Diagnostic> {
        let known = || self.charter.criteria().iter().map(|criterion| criterion.id());
        let found = self.charter.criterion(&id.value).map(|(found, _)| found);
        found.ok_or_else(|| unknown_id(self.sources, id, "criterion", known()))
    }

    /// The principle that is called so.
    ///
    /// # Errors
    /// [`Code::UnknownId`].
    pub fn principle(&self, id: &Name) -> Result<PrincipleId, Diagnostic> {
        let known = || self.charter.principles().iter().map(|principle| principle.id.as_str());
        let found = known().position(|known| known == id.value).map(PrincipleId::at);
        found.ok_or_else(|| unknown_id(self.sources, id, "principle", known()))
    }

    /// The award that is called so, or none for `none`.
    ///
    /// # Errors
    /// [`Code::UnknownId`].
    pub fn award(&self, id: &Name) -> Result<Option<AwardId>, Diagnostic> {
        if id.value == "none" {
            return Ok(None);
        }
        let known = || self.charter.awards().iter().map(|award| award.id.as_str());
        match known().position(|known| known == id.value) {
            Some(at) => Ok(Some(AwardId::at(at))),
            None => Err(unknown_id(self.sources, id, "award", known().chain(["none"]))),
        }
    }

    /// The criterion, if it can have the verdict.
    ///
    /// # Errors
    /// [`Code::UnknownId`], and [`Code::KindMismatch`] for a flag's verdict elsewhere, and the other way round.
    pub fn verdict(&self, id: &Name, verdict: &Name) -> Result<CriterionId, Diagnostic> {
        let found = self.criterion(id)?;
        let criterion = self.charter.criteria().get(found.index());
        let is_flag = criterion.is_some_and(|criterion| criterion.syntax.obligation == Obligation::Flag);
        let fits = match verdict.value.as_str() {
            "raised" | "clear" => is_flag,
            "met" | "partly met" | "unmet" | "unverified" | "waived" => !is_flag,
            _ => true,
        };
        if fits {
            return Ok(found);
        }
        let help = if is_flag {
            "a flag is `raised`, `clear`, `unanswered` or `not applicable`"
        } else {
            "only a flag is `raised` or `clear`"
        };
        let message = format!("`{}` can never be `{}`", id.value, verdict.value);
        let diagnostic = self.at(Code::KindMismatch, verdict.span, message, "not a verdict of this criterion");
        Err(diagnostic.with_help(help))
    }

    /// The share, if it lies between 0 and 1.
    ///
    /// # Errors
    /// [`Code::OutOfRange`].
    pub fn share(&self, share: &Spanned<Number>) -> Result<Number, Diagnostic> {
        if share.value >= Number::ZERO && share.value <= Number::ONE {
            return Ok(share.value);
        }
        let diagnostic = self.at(Code::OutOfRange, share.span, "a score lies between 0% and 100%", "outside that");
        Err(diagnostic.with_help("write a percentage of the whole, such as `85%`"))
    }

    fn at(&self, code: Code, span: Span, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::at(code, message, self.sources, span, label)
    }

    fn value(&self, given: &Given, ty: Type) -> Vec<Diagnostic> {
        match (&given.value, ty) {
            (GivenValue::Unanswered, _) | (GivenValue::Empty, Type::Set(_) | Type::List(_)) => Vec::new(),
            (GivenValue::Empty, _) => {
                let message = format!("only a list or set can be `empty`, but this is {}", describe(self.charter, ty));
                vec![self.refused(given.span, message, "write a value, or `unanswered`")]
            }
            (GivenValue::Values(values), Type::Set(_)) => {
                values.iter().filter_map(|value| self.scalar(value, ty)).collect()
            }
            (GivenValue::Values(values), _) => match values.as_slice() {
                [value] => self.scalar(value, ty).into_iter().collect(),
                _ => {
                    let (count, kind) = (values.len(), describe(self.charter, ty));
                    let message = format!("{count} values for one field, which takes {kind}");
                    vec![self.refused(given.span, message, "only a set takes several")]
                }
            },
        }
    }

    fn scalar(&self, value: &Name, ty: Type) -> Option<Diagnostic> {
        if let Type::Choice(id) | Type::Set(id) = ty {
            let choice = self.charter.choices().get(id.index())?;
            if choice.position(&value.value).is_some() {
                return None;
            }
            let names = choice.names();
            let message = format!("`{}` is none of {}", value.value, list(&names));
            let diagnostic = self.at(Code::ExampleValue, value.span, message, "unknown value");
            return Some(diagnostic.with_suggestion(&value.value, names));
        }
        let Some(kind) = self.charter.scalar_kind(ty) else {
            let message = format!("{} cannot be written here", describe(self.charter, ty));
            let help = "change its fields one by one, or say `empty` or `unanswered`";
            return Some(self.refused(value.span, message, help));
        };
        let error = Literal::read_as(&value.value, &kind).err()?;
        let diagnostic = self.at(Code::ExampleValue, value.span, error.message, "does not fit the field");
        Some(error.help.into_iter().fold(diagnostic, Diagnostic::with_help))
    }

    fn refused(&self, span: Span, message: String, help: &str) -> Diagnostic {
        self.at(Code::ExampleValue, span, message, "does not fit the field").with_help(help)
    }
}
