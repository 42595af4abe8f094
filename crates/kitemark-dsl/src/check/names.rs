//! What names mean: variables, settings, definitions, fields, choice values.

use super::Checker;
use crate::charter::{
    Base, Charter, ChoiceId, Citation, CriterionId, GradeId, Meaning, PrincipleId, RecordId, Step, Type, field_at,
};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};
use crate::syntax::{self, EvidenceClause, Name};

/// The words that cannot name a variable, a setting, a definition or a top-level field.
pub(super) const RESERVED: [&str; 19] = [
    "and", "or", "not", "is", "in", "of", "for", "by", "per", "from", "to", "where", "every", "some", "yes", "no",
    "includes", "at", "because",
];

/// The variables in scope, outermost first.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    variables: Vec<(Name, Type)>,
}

impl Scope {
    /// The scope of a definition: the record it belongs to, if it does.
    pub(super) fn of_define(name: &Name, record: Option<(&str, RecordId)>) -> Self {
        let variables = record.map(|(text, id)| (Name::new(text.to_owned(), name.span), Type::Record(id)));
        Self { variables: variables.into_iter().collect() }
    }

    pub(super) fn push(&mut self, name: &Name, ty: Type) {
        self.variables.push((name.clone(), ty));
    }

    pub(super) fn pop(&mut self) {
        self.variables.pop();
    }

    fn get(&self, name: &str) -> Option<(u32, Type)> {
        let at = self.variables.iter().rposition(|(each, _)| each.value == name)?;
        Some((u32::try_from(at).ok()?, self.variables.get(at)?.1))
    }

    fn span_of(&self, name: &str) -> Option<Span> {
        self.variables.iter().find(|(each, _)| each.value == name).map(|(each, _)| each.span)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|(name, _)| name.value.as_str())
    }
}

/// A path and what it leads to.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) meaning: Meaning,
    pub(super) ty: Type,
    /// Whether something on the way may be absent as an answer.
    pub(super) optional: bool,
}

impl Checker {
    pub(super) fn refuse_reserved(&mut self, name: &Name, what: &str) {
        if RESERVED.contains(&name.value.as_str()) {
            let diagnostic = self
                .at(Code::ReservedName, name.span, format!("`{}` cannot name a {what}", name.value), "a reserved word")
                .with_help("reserved words are those of sentences: and, or, not, is, in, of, for, by, per, from, to, where, every, some, yes, no, includes, at, because");
            self.report(diagnostic);
        }
    }

    /// A variable must not hide anything.
    pub(super) fn refuse_hiding(&mut self, name: &Name, scope: &Scope) {
        self.refuse_reserved(name, "variable");
        let (charter, index) = (&self.charter, &self.charter.index);
        let setting = index.settings.get(&name.value).and_then(|id| charter.settings.get(id.index()));
        let setting = setting.map(|each| ("setting", each.name.span));
        let define = index.defines.get(&name.value).and_then(|id| charter.defines.get(id.index()));
        let define = define.map(|each| ("definition", each.syntax.name.span));
        let field = charter.records.first().and_then(|profile| profile.first_along(&[&name.value]));
        let field = field.map(|field| ("field of the profile", field.span));
        let variable = scope.span_of(&name.value).map(|span| ("variable", span));
        if let Some((what, span)) = variable.or(setting).or(define).or(field) {
            let diagnostic = self
                .at(Code::HidingName, name.span, format!("`{}` would hide a {what}", name.value), "choose another name")
                .with_label(&self.charter.sources, span, "hidden here")
                .with_help("no name hides another, so that a rule means the same wherever it is read");
            self.report(diagnostic);
        }
    }

    /// What `names` mean. `expected` is the choice it is compared with, if any. Reports what is unknown.
    pub(super) fn resolve(&mut self, names: &[Name], scope: &Scope, expected: Option<ChoiceId>) -> Option<Resolved> {
        let head = names.first()?;
        if let (Some(choice), [name]) = (expected, names) {
            let value = self.charter.choices.get(choice.index()).and_then(|choice| choice.position(&name.value));
            if let Some(value) = value {
                let meaning = Meaning::ChoiceValue(choice, value);
                return Some(Resolved { meaning, ty: Type::Choice(choice), optional: false });
            }
        }
        if let Some((slot, ty)) = scope.get(&head.value) {
            return self.walk(Base::Variable(slot), ty, names, 1);
        }
        if let Some(id) = self.charter.index.settings.get(&head.value).copied() {
            self.used.settings.insert(id.index());
            let setting = self.charter.settings.get(id.index());
            let ty = setting.map_or(Type::Unknown, |setting| self.literal_type(&setting.value.value));
            return self.walk(Base::Setting(id), ty, names, 1);
        }
        if let Some(define) = self.charter.index.defines.get(&head.value).copied() {
            let ty = self.define_type(define, head.span);
            return self.walk(Base::Define(define), ty, names, 1);
        }
        let profile = self.charter.records.first();
        if profile.is_some_and(|profile| profile.first_along(&[&head.value]).is_some()) {
            return self.walk(Base::Profile, Type::Record(RecordId::PROFILE), names, 0);
        }
        self.report_unknown(names, scope, expected);
        None
    }

    /// Follows `names` from position `at` through fields, definitions and parts.
    pub(super) fn walk(&mut self, base: Base, ty: Type, names: &[Name], at: usize) -> Option<Resolved> {
        let (mut ty, mut at, mut optional) = (ty, at, false);
        let mut steps = Vec::new();
        while let Some(name) = names.get(at) {
            let rest = names.get(at..).unwrap_or_default();
            match ty {
                Type::Record(record) => {
                    let words: Vec<&str> = rest.iter().map(|name| name.value.as_str()).collect();
                    if let Some((field, taken)) = field_at(&self.charter.records, record, &words) {
                        let declared = self.charter.records.get(record.index())?.fields.get(field.index())?;
                        (ty, optional) = (declared.ty, optional || declared.optional);
                        steps.push(Step::Field(field));
                        at += taken;
                        continue;
                    }
                    let owner = self.charter.records.get(record.index());
                    let Some(define) = owner.and_then(|record| record.defines.get(&name.value)).copied() else {
                        self.report_unknown_field(record, rest);
                        return None;
                    };
                    ty = self.define_type(define, name.span);
                    steps.push(Step::Define(define));
                }
                Type::Period if matches!(name.value.as_str(), "start" | "end" | "length") => {
                    let (part, step) = match name.value.as_str() {
                        "start" => (Type::Date, Step::Start),
                        "end" => (Type::Date, Step::End),
                        _ => (Type::Duration, Step::Length),
                    };
                    ty = part;
                    steps.push(step);
                }
                Type::Unknown => return None,
                other => {
                    self.report_no_parts(other, names, at);
                    return None;
                }
            }
            at += 1;
        }
        Some(Resolved { meaning: Meaning::Path(base, steps), ty, optional })
    }

    fn report_no_parts(&mut self, ty: Type, names: &[Name], at: usize) {
        let (Some(name), Some(before)) = (names.get(at), names.get(..at)) else { return };
        let before: Vec<&str> = before.iter().map(|name| name.value.as_str()).collect();
        let before = before.join(".");
        let message = format!("`{before}` is {}, which has no `{}`", self.describe(ty), name.value);
        let diagnostic = self.at(Code::UnknownField, name.span, message, "no such part");
        let diagnostic = match ty {
            Type::List(record) => {
                let item =
                    self.charter.records.get(record.index()).map_or("item", |record| record.name.as_str()).to_owned();
                diagnostic
                    .with_help(format!("go through the list: `every {item} in {before}: {item}.{} …`", name.value))
            }
            Type::Period => diagnostic.with_help("a period has `.start`, `.end` and `.length`"),
            _ => diagnostic.with_help(format!("use `{before}` itself")),
        };
        self.report(diagnostic);
    }

    fn report_unknown_field(&mut self, record: RecordId, names: &[Name]) {
        let Some(name) = names.first().filter(|name| !self.is_unread(&name.value)) else { return };
        let Some(known) = self.charter.records.get(record.index()) else { return };
        let written: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let written = written.join(".");
        let fields: Vec<String> = known.fields.iter().map(|field| field.path.join(".")).collect();
        let defines = self.charter.defines.iter().filter(|define| define.of == Some(record));
        let candidates: Vec<String> =
            fields.iter().cloned().chain(defines.map(|define| define.syntax.name.value.clone())).collect();
        let what = if record == RecordId::PROFILE { "the profile".to_owned() } else { format!("`{}`", known.name) };
        let inner: Vec<&str> =
            fields.iter().filter(|field| field.starts_with(&format!("{}.", name.value))).map(String::as_str).collect();
        let last = names.last().map_or(name.span, |last| last.span);
        let message = format!("{what} has no field `{written}`");
        let mut diagnostic = self.at(Code::UnknownField, name.span.to(last), message, "unknown field");
        diagnostic = diagnostic.with_suggestion(&written, candidates.iter().map(String::as_str));
        if diagnostic.help.is_empty() {
            let shown = if inner.is_empty() { candidates.iter().map(String::as_str).collect() } else { inner };
            diagnostic = diagnostic.with_help(format!("it has {}", list(&shown)));
        }
        self.report(diagnostic);
    }

    fn report_unknown(&mut self, names: &[Name], scope: &Scope, expected: Option<ChoiceId>) {
        let Some(name) = names.first().filter(|name| !self.is_unread(&name.value)) else { return };
        if let Some(choice) = expected.and_then(|choice| self.charter.choices.get(choice.index())) {
            let values: Vec<&str> = choice.values.iter().map(|value| value.name.as_str()).collect();
            let what = choice.name.as_ref().map_or("this choice".to_owned(), |name| format!("the choice `{name}`"));
            let diagnostic = self
                .at(Code::UnknownChoice, name.span, format!("`{}` is no value of {what}", name.value), "unknown value")
                .with_suggestion(&name.value, values.iter().copied())
                .with_help(format!("its values are {}", list(&values)));
            return self.report(diagnostic);
        }
        let mut diagnostic =
            self.at(Code::UnknownName, name.span, format!("nothing is called `{}`", name.value), "unknown name");
        let owner =
            self.charter.defines.iter().find(|define| define.of.is_some() && define.syntax.name.value == name.value);
        let owner = owner.and_then(|define| self.charter.records.get(define.of?.index()));
        if self.charter.records.iter().any(|record| record.name == name.value) {
            diagnostic = diagnostic.with_help(format!(
                "`{0}` is a type of record: go through a list with `every {0} in …: …`",
                name.value
            ));
        } else if let Some(record) = owner {
            diagnostic = diagnostic.with_help(format!(
                "it belongs to each `{0}`: write `{0}.{1}` where `{0}` is one of a list",
                record.name, name.value
            ));
        } else if self.charter.choices.iter().any(|choice| choice.position(&name.value).is_some()) {
            diagnostic = diagnostic.with_help(format!(
                "`{0}` is a value of a choice: name the field first, as in `field is {0}`",
                name.value
            ));
        }
        let profile = self.charter.records.first().map(|profile| profile.fields.iter()).into_iter().flatten();
        let candidates: Vec<&str> = scope
            .names()
            .chain(self.charter.settings.iter().map(|setting| setting.name.value.as_str()))
            .chain(
                self.charter
                    .defines
                    .iter()
                    .filter(|define| define.of.is_none())
                    .map(|define| define.syntax.name.value.as_str()),
            )
            .chain(profile.filter_map(|field| field.path.first().map(String::as_str)))
            .collect();
        diagnostic = diagnostic.with_suggestion(&name.value, candidates);
        if diagnostic.help.is_empty() {
            diagnostic = diagnostic.with_help("declare it: a field in `profile`, a `setting`, or a `define`");
        }
        self.report(diagnostic);
    }

    /// The grade of evidence of this name, or a report.
    pub(super) fn grade_named(&mut self, name: &Name) -> Option<GradeId> {
        let found = self.charter.grade(&name.value);
        if found.is_none() && !(self.is_unread(&name.value) || self.is_unread("grades")) {
            let grades: Vec<&str> = self.charter.grades.iter().map(String::as_str).collect();
            let diagnostic = self
                .at(
                    Code::UnknownGrade,
                    name.span,
                    format!("no grade of evidence is called `{}`", name.value),
                    "unknown grade",
                )
                .with_suggestion(&name.value, grades.iter().copied())
                .with_help(if grades.is_empty() {
                    "declare grades in the head, strongest first: `grades primary, official, expert, testimony`"
                        .to_owned()
                } else {
                    format!("the head lists {}", list(&grades))
                });
            self.report(diagnostic);
        }
        found
    }

    pub(super) fn grade_of(&mut self, clause: &EvidenceClause) -> Option<GradeId> {
        clause.at_least.as_ref().and_then(|name| self.grade_named(name))
    }

    /// Looks up citations.
    pub(super) fn citations(&mut self, written: &[syntax::Citation]) -> Vec<Citation> {
        let mut citations = Vec::new();
        for citation in written {
            if let Some(source) = self.charter.index.cited.get(&citation.source.value).copied() {
                self.used.cited.insert(source.index());
                citations.push(Citation { source, place: citation.place.as_ref().map(|place| place.value.clone()) });
            } else if !self.is_unread(&citation.source.value) {
                let name = &citation.source;
                let ids = self.charter.cited.iter().map(|source| source.id.as_str());
                let diagnostic = self
                    .at(
                        Code::UnknownSource,
                        name.span,
                        format!("no source `{}` is declared", name.value),
                        "unknown source",
                    )
                    .with_suggestion(&name.value, ids)
                    .with_help(format!("declare it with `source {} \"Its title\"`", name.value));
                self.report(diagnostic);
            }
        }
        citations
    }

    pub(super) fn principle_named(&self, id: &str) -> Option<PrincipleId> {
        self.charter.principles.iter().position(|principle| principle.id == id).map(PrincipleId::at)
    }

    pub(super) fn criterion_named(&self, id: &str) -> Option<CriterionId> {
        self.charter.index.criteria.get(id).copied()
    }

    /// Reports an id that does not exist.
    pub(super) fn report_unknown_id(&mut self, name: &Name, what: &str, candidates: &[String]) {
        if self.is_unread(&name.value) {
            return;
        }
        let diagnostic = unknown_id(&self.charter.sources, name, what, candidates.iter().map(String::as_str));
        self.report(diagnostic);
    }

    /// A kind in words, with its article.
    pub(super) fn describe(&self, ty: Type) -> String {
        describe(&self.charter, ty)
    }
}

/// A kind in words, with its article.
pub(super) fn describe(charter: &Charter, ty: Type) -> String {
    let choice = |id: ChoiceId| {
        let choice = charter.choices.get(id.index());
        choice
            .and_then(|choice| choice.name.clone())
            .map_or("a choice".to_owned(), |name| format!("one of the choice `{name}`"))
    };
    let record =
        |id: RecordId| charter.records.get(id.index()).map_or("record".to_owned(), |record| record.name.clone());
    match ty {
        Type::YesNo => "yes or no".into(),
        Type::Text | Type::Key => "a text".into(),
        Type::Count | Type::Number => "a number".into(),
        Type::Percent => "a percentage".into(),
        Type::Money => "an amount of money".into(),
        Type::Duration => "a duration".into(),
        Type::Date => "a date".into(),
        Type::Period => "a period".into(),
        Type::Quantity(unit) => {
            format!("a quantity in {}", charter.units.get(unit.index()).map_or("", String::as_str))
        }
        Type::Choice(id) => choice(id),
        Type::Set(id) => {
            choice(id).replacen("one of the choice", "a set of the choice", 1).replacen("a choice", "a set", 1)
        }
        Type::List(id) => format!("a list of {}", record(id)),
        Type::Record(id) => format!("a {}", record(id)),
        Type::Unknown => "something unknown".into(),
    }
}

/// Says that an id does not exist.
pub(super) fn unknown_id<'a>(
    sources: &Sources,
    name: &Name,
    what: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let message = format!("no {what} is called `{}`", name.value);
    let diagnostic = Diagnostic::at(Code::UnknownId, message, sources, name.span, format!("unknown {what}"))
        .with_suggestion(&name.value, known.iter().copied());
    if diagnostic.help.is_empty() && !known.is_empty() {
        diagnostic.with_help(format!("there is {}", list(&known)))
    } else {
        diagnostic
    }
}

/// `` `a`, `b` and `c` ``; long lists are cut.
pub(super) fn list(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let mut quoted: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        return format!("{} and {} more", quoted.join(", "), names.len() - SHOWN);
    }
    match quoted.pop() {
        None => "nothing".into(),
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
    }
}
