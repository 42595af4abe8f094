//! Running a charter's examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::{Source, Span};
use kitemark_dsl::syntax::{Bound as Side, Example, Given, GivenValue, Name, Then, ThenKind};
use kitemark_dsl::value::percent;

use crate::engine::{Engine, Judged};
use crate::fraction::Fraction;
use crate::profile::document::{Change, Document};
use crate::profile::facts::Facts;
use crate::profile::yaml::{self, Limits};

/// Runs every example of the engine's charter, and reports those that do not hold.
///
/// `load` gives the bytes of a profile, by its path from the charter's folder.
pub fn run(engine: &Engine, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Diagnostic> {
    let mut runner = Runner { engine, load, profiles: BTreeMap::new(), diagnostics: Vec::new() };
    for example in engine.charter().examples() {
        runner.example(example);
    }
    runner.diagnostics
}

struct Runner<'a> {
    engine: &'a Engine,
    load: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The profiles read so far; none for those that cannot be read, which is said once.
    profiles: BTreeMap<String, Option<Document>>,
    diagnostics: Vec<Diagnostic>,
}

impl Runner<'_> {
    fn at(&self, code: Code, span: Span, message: String, label: &str) -> Diagnostic {
        Diagnostic::at(code, message, self.engine.charter().sources(), span, label)
    }

    fn example(&mut self, example: &Arc<Example>) {
        let Some(mut document) = self.profile(&example.profile) else { return };
        let mut changed = true;
        for given in &example.given {
            changed &= self.change(&mut document, given);
        }
        if !changed {
            return;
        }
        let bound = match self.engine.bind(&document, None) {
            Ok(bound) => bound,
            Err(diagnostics) => return self.diagnostics.extend(diagnostics),
        };
        let judged = self.engine.judge(&bound.facts);
        for then in &example.then {
            self.expect(example, then, &bound.facts, &judged);
        }
    }

    fn profile(&mut self, path: &Name) -> Option<Document> {
        if let Some(known) = self.profiles.get(&path.value) {
            return known.clone();
        }
        let read = match (self.load)(&path.value) {
            None => {
                let diagnostic = self
                    .at(
                        Code::ExampleProfile,
                        path.span,
                        format!("the profile `{}` cannot be read", path.value),
                        "not found",
                    )
                    .with_help("the path starts at the charter's folder");
                self.diagnostics.push(diagnostic);
                None
            }
            Some(bytes) => self.parse(path, &bytes),
        };
        self.profiles.insert(path.value.clone(), read.clone());
        read
    }

    /// A profile that examples rest on must be without errors.
    fn parse(&mut self, path: &Name, bytes: &[u8]) -> Option<Document> {
        let read = yaml::read_bytes(&path.value, bytes, &Limits::default());
        let problems = match &read {
            Ok(document) => self.engine.check(document),
            Err(problems) => problems.clone(),
        };
        if problems.iter().any(Diagnostic::is_error) {
            let diagnostic = self
                .at(Code::ExampleProfile, path.span, format!("the profile `{}` has errors", path.value), "used here")
                .with_help("put the profile right first; its errors are reported beside this");
            self.diagnostics.push(diagnostic);
            self.diagnostics.extend(problems);
            return None;
        }
        read.ok()
    }

    fn change(&mut self, document: &mut Document, given: &Given) -> bool {
        let charter = self.engine.charter();
        let Ok(path) = given.path.value.parse::<ProfilePath>() else { return false };
        let change = match &given.value {
            GivenValue::Unanswered => Change::Remove,
            GivenValue::Empty => Change::Empty,
            GivenValue::Values(values) => match values.as_slice() {
                [value] if !self.is_set(&path) => Change::Scalar(value.value.clone()),
                values => Change::Sequence(values.iter().map(|value| value.value.clone()).collect()),
            },
        };
        let file = charter.sources().get(given.span.source);
        let source = Source::new(file.name(), file.text());
        match document.set(&path, source, given.span.range(), change, |list| charter.list_key(list)) {
            Ok(()) => true,
            Err(diagnostic) => {
                let lost =
                    self.at(Code::ExamplePath, given.path.span, diagnostic.message.clone(), "not in this profile");
                let lost = diagnostic.help.iter().fold(lost, |lost, help| lost.with_help(help.clone()));
                self.diagnostics.push(lost);
                false
            }
        }
    }

    fn is_set(&self, path: &ProfilePath) -> bool {
        use kitemark_dsl::charter::Type;
        use kitemark_dsl::target::Target;
        matches!(self.engine.charter().target(path), Ok(Target::Field(Type::Set(_))))
    }

    fn expect(&mut self, example: &Example, then: &Then, facts: &Facts, judged: &Judged) {
        let (span, message, label) = match &then.kind {
            ThenKind::Verdict(id, wanted) => {
                let Some((criterion, _)) = self.engine.charter().criterion(&id.value) else { return };
                let Some(found) = judged.judgements.get(criterion.index()).map(|judgement| judgement.verdict.words())
                else {
                    return;
                };
                if found == wanted.value {
                    return;
                }
                let mut diagnostic = self.failed(
                    example,
                    then.span,
                    format!("`{}` is {found}, not {}", id.value, wanted.value),
                    &format!("it is {found}"),
                );
                if let Some(claims) = self.unproven(facts, judged, criterion) {
                    diagnostic = diagnostic.with_help(claims);
                }
                for finding in self.engine.explain(facts, judged, criterion).iter().take(3) {
                    let subject = finding.subject.as_ref().map(|subject| format!("{subject}: ")).unwrap_or_default();
                    diagnostic = diagnostic.with_help(format!(
                        "{subject}{} is {}; asked for: {}",
                        finding.path, finding.observed, finding.required
                    ));
                }
                self.diagnostics.push(diagnostic);
                return;
            }
            ThenKind::Award(wanted) => {
                let award = judged.award.and_then(|award| self.engine.charter().awards().get(award.index()));
                let found = award.map_or("none", |award| award.id.as_str());
                if found == wanted.value {
                    return;
                }
                (wanted.span, format!("the award is {found}, not {}", wanted.value), format!("it is {found}"))
            }
            ThenKind::Score(side, wanted) => match self.bound(
                "the score",
                judged.scores.total.as_ref().map(|ends| ends[0].clone()),
                *side,
                wanted.value,
            ) {
                Some(message) => (wanted.span, message.clone(), message),
                None => return,
            },
            ThenKind::Evidenced(side, wanted) => {
                match self.bound("evidenced", judged.scores.evidenced.clone(), *side, wanted.value) {
                    Some(message) => (wanted.span, message.clone(), message),
                    None => return,
                }
            }
        };
        let diagnostic = self.failed(example, span, message, &label);
        self.diagnostics.push(diagnostic);
    }

    /// The claims that lack evidence, where a verdict rests on them.
    fn unproven(&self, facts: &Facts, judged: &Judged, criterion: CriterionId) -> Option<String> {
        let judgement = judged.judgements.get(criterion.index())?;
        let paths: Vec<String> = judgement
            .weak
            .iter()
            .map(|cell| format!("`{}`", facts.path(&self.engine.program.layouts, *cell)))
            .collect();
        (!paths.is_empty()).then(|| format!("no evidence of the grade asked for covers {}", paths.join(", ")))
    }

    /// A message if a fraction is not on the side it should be. Scores are taken at their low end.
    fn bound(
        &self,
        what: &str,
        found: Option<Fraction>,
        side: Side,
        wanted: kitemark_dsl::value::Number,
    ) -> Option<String> {
        let Some(found) = found else { return Some(format!("{what} is open: nothing could be scored")) };
        let bound: Fraction = wanted.into();
        let (holds, words) = match side {
            Side::AtLeast => (found >= bound, "at least"),
            Side::AtMost => (found <= bound, "at most"),
        };
        (!holds).then(|| format!("{what} is {}, not {words} {}", found.percent_beside(&bound), percent(wanted)))
    }

    fn failed(&self, example: &Example, span: Span, message: String, label: &str) -> Diagnostic {
        self.at(Code::ExampleFails, span, message, label).with_label(
            self.engine.charter().sources(),
            example.title.span,
            "in this example",
        )
    }
}
