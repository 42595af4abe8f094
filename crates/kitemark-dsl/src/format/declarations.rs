//! Declarations and their clauses.

use super::doc::{Doc, columns};
use super::expr::{Printer, dotted, folded};
use super::{is_clause_word, prose};
use crate::source::{Sources, Spanned};
use crate::syntax::{
    Award, Because, Bound, ChoiceDecl, Citation, Criterion, Declaration, Define, EvidenceClause, Example, Expr,
    FieldDecl, Given, GivenValue, Head, Limit, Name, Need, NeedKind, Obligation, Principle, Setting, SourceDecl, Then,
    ThenKind, TypeExpr,
};

/// The width of the column of clause words in the head, in criteria, limits and examples.
const HEAD_COLUMN: usize = 11;
const CRITERION_COLUMN: usize = 9;
const LIMIT_COLUMN: usize = 8;
const EXAMPLE_COLUMN: usize = 8;

/// The text of a declaration, ending in a line break.
pub(super) fn write(declaration: &Declaration, sources: &Sources) -> String {
    let mut writer = Writer { out: String::new(), printer: Printer { sources } };
    match declaration {
        Declaration::Head(head) => writer.head(head),
        Declaration::Source(source) => writer.source(source),
        Declaration::Unit(unit) => writer.line(&format!("unit {}", unit.value)),
        Declaration::Choice(choice) => writer.choice(choice),
        Declaration::Record(record) => {
            writer.named("record", &record.name, record.title.as_ref());
            writer.fields(&record.fields);
        }
        Declaration::Profile(profile) => {
            writer.out.push_str("profile");
            writer.title(profile.title.as_ref());
            writer.fields(&profile.fields);
        }
        Declaration::Setting(setting) => writer.setting(setting),
        Declaration::Define(define) => writer.define(define),
        Declaration::Principle(principle) => writer.principle(principle),
        Declaration::Award(award) => writer.award(award),
        Declaration::Limit(limit) => writer.limit(limit),
        Declaration::Example(example) => writer.example(example),
    }
    writer.out
}

/// Writes one declaration.
struct Writer<'a> {
    out: String,
    printer: Printer<'a>,
}

impl Writer<'_> {
    // ---- pieces ------------------------------------------------------------------------------------------------------------

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The column at which the next character will stand.
    fn column(&self) -> usize {
        columns(self.out.rsplit('\n').next().unwrap_or_default())
    }

    /// A blank and a text in quotes, if there is one, and the end of the line.
    fn title(&mut self, title: Option<&Name>) {
        if let Some(title) = title {
            self.out.push(' ');
            self.text(title);
        }
        self.out.push('\n');
    }

    fn named(&mut self, word: &str, name: &Name, title: Option<&Name>) {
        self.out.push_str(&format!("{word} {}", name.value));
        self.title(title);
    }

    fn text(&mut self, text: &Name) {
        let column = self.column();
        prose::write(&mut self.out, column, &text.value);
    }

    /// A clause word, indented and followed by blanks up to the column where what it says begins.
    fn word(&mut self, indent: usize, width: usize, word: &str) {
        self.out.push_str(&format!("{:indent$}{word:<width$}", ""));
    }

    fn clause(&mut self, indent: usize, width: usize, word: &str, says: &str) {
        self.word(indent, width, word);
        self.line(says);
    }

    fn text_clause(&mut self, indent: usize, width: usize, word: &str, text: Option<&Name>) {
        if let Some(text) = text {
            self.word(indent, width, word);
            self.text(text);
            self.out.push('\n');
        }
    }

    fn doc_clause(&mut self, indent: usize, width: usize, word: &str, doc: &Doc) {
        self.word(indent, width, word);
        let column = self.column();
        doc.write(&mut self.out, column, column);
        self.out.push('\n');
    }

    fn names_clause(&mut self, indent: usize, width: usize, word: &str, before: &str, names: &[Name]) {
        if !names.is_empty() {
            let names = names.iter().map(|name| name.value.clone()).collect();
            let doc = Doc::All(vec![Doc::text(before), Doc::Align(Box::new(Doc::list(names, is_clause_word)))]);
            self.doc_clause(indent, width, word, &doc);
        }
    }

    fn cites(&mut self, indent: usize, width: usize, cites: &[Citation]) {
        if !cites.is_empty() {
            let items = cites.iter().map(|citation| match &citation.place {
                Some(place) => format!("{} {}", citation.source.value, prose::quote(&place.value)),
                None => citation.source.value.clone(),
            });
            self.doc_clause(indent, width, "cites", &Doc::list(items.collect(), is_clause_word));
        }
    }

    /// A value as it was written, with single blanks.
    fn written<T>(&self, value: &Spanned<T>) -> String {
        folded(self.printer.sources.text(value.span))
    }

    fn evidence(&mut self, indent: usize, width: usize, evidence: Option<&EvidenceClause>) {
        if let Some(evidence) = evidence {
            let says = match &evidence.at_least {
                Some(grade) => format!("at least {}", grade.value),
                None => "optional".to_owned(),
            };
            self.clause(indent, width, "evidence", &says);
        }
    }

    // ---- declarations ------------------------------------------------------------------------------------------------------

    fn head(&mut self, head: &Head) {
        self.named("charter", &head.id, Some(&head.title));
        if let Some(edition) = &head.edition {
            self.clause(2, HEAD_COLUMN, "edition", &edition.value);
        }
        self.text_clause(2, HEAD_COLUMN, "publisher", head.publisher.as_ref());
        if let Some(currency) = &head.currency {
            self.clause(2, HEAD_COLUMN, "currency", &currency.value);
        }
        if let Some(date) = &head.in_force {
            let says = format!("from {}", self.written(date));
            self.clause(2, HEAD_COLUMN, "in force", &says);
        }
        self.names_clause(2, HEAD_COLUMN, "grades", "", &head.grades);
        self.evidence(2, HEAD_COLUMN, head.evidence.as_ref());
        if let Some(duration) = &head.valid_for {
            let says = self.written(duration);
            self.clause(2, HEAD_COLUMN, "valid for", &says);
        }
    }

    fn source(&mut self, source: &SourceDecl) {
        self.named("source", &source.id, Some(&source.title));
        let width = widest(&[
            ("by", source.by.is_some()),
            ("year", source.year.is_some()),
            ("grade", source.grade.is_some()),
            ("interest", source.interest.is_some()),
        ]) + 2;
        self.text_clause(2, width, "by", source.by.as_ref());
        if let Some(year) = &source.year {
            self.clause(2, width, "year", &year.value);
        }
        if let Some(grade) = &source.grade {
            self.clause(2, width, "grade", &grade.value);
        }
        self.text_clause(2, width, "interest", source.interest.as_ref());
    }

    fn choice(&mut self, choice: &ChoiceDecl) {
        self.named("choice", &choice.name, choice.title.as_ref());
        let labelled = choice.values.iter().filter(|value| value.label.is_some());
        let width = labelled.map(|value| columns(&value.name.value)).max().unwrap_or(0);
        for value in &choice.values {
            match &value.label {
                Some(label) => self.line(&format!("  {:<width$}  {}", value.name.value, prose::quote(&label.value))),
                None => self.line(&format!("  {}", value.name.value)),
            }
        }
    }

    fn fields(&mut self, fields: &[FieldDecl]) {
        let rows: Vec<(String, String, Option<&Name>)> = fields
            .iter()
            .map(|field| {
                let optional = if field.optional { " optional" } else { "" };
                (dotted(&field.path), format!("{}{optional}", type_text(&field.ty)), field.label.as_ref())
            })
            .collect();
        let path_width = rows.iter().map(|(path, ..)| columns(path)).max().unwrap_or(0);
        let labelled = rows.iter().filter(|(.., label)| label.is_some());
        let type_width = labelled.map(|(_, ty, _)| columns(ty)).max().unwrap_or(0);
        for (path, ty, label) in rows {
            match label {
                Some(label) => {
                    let label = prose::quote(&label.value);
                    self.line(&format!("  {path:<path_width$}  {ty:<type_width$}  {label}"));
                }
                None => self.line(&format!("  {path:<path_width$}  {ty}")),
            }
        }
    }

    fn setting(&mut self, setting: &Setting) {
        let value = match &setting.value.value {
            crate::value::Literal::Text(text) => prose::quote(text),
            _ => self.written(&setting.value),
        };
        self.out.push_str(&format!("setting {} {value}", setting.name.value));
        self.title(setting.title.as_ref());
        let width = widest(&[("because", setting.because.is_some()), ("cites", true)]) + 1;
        self.text_clause(2, width, "because", setting.because.as_ref());
        self.cites(2, width, &setting.cites);
    }

    fn define(&mut self, define: &Define) {
        self.out.push_str(&format!("define {}", define.name.value));
        if let Some(of) = &define.of {
            self.out.push_str(&format!(" of {}", of.value));
        }
        self.title(define.title.as_ref());
        self.expr_clause(2, 3, "is", &define.body);
    }

    fn expr_clause(&mut self, indent: usize, width: usize, word: &str, expr: &Expr) {
        let doc = self.printer.expr(expr);
        self.doc_clause(indent, width, word, &doc);
    }

    fn principle(&mut self, principle: &Principle) {
        self.named("principle", &principle.id, Some(&principle.title));
        let width = widest(&[
            ("weight", principle.weight.is_some()),
            ("because", principle.because.is_some()),
            ("cites", !principle.cites.is_empty()),
        ]) + 1;
        if let Some(weight) = &principle.weight {
            let says = self.written(weight);
            self.clause(2, width, "weight", &says);
        }
        self.text_clause(2, width, "because", principle.because.as_ref());
        self.cites(2, width, &principle.cites);
        for criterion in &principle.criteria {
            self.out.push('\n');
            self.criterion(criterion);
        }
    }

    fn criterion(&mut self, criterion: &Criterion) {
        self.out.push_str("  ");
        self.named("criterion", &criterion.id, Some(&criterion.title));
        for condition in &criterion.when {
            self.reasoned("when", &condition.expr, &condition.because);
        }
        let word = match criterion.obligation {
            Obligation::Must => "must",
            Obligation::Should => "should",
            Obligation::Flag => "flag",
        };
        self.reasoned(word, &criterion.requirement, &criterion.because);
        for condition in &criterion.unless {
            self.reasoned("unless", &condition.expr, &condition.because);
        }
        for band in &criterion.worth {
            let before = format!("{} when ", self.written(&band.credit));
            let doc = Doc::All(vec![Doc::Text(before), self.printer.expr(&band.when)]);
            self.doc_clause(4, CRITERION_COLUMN, "worth", &doc);
        }
        if let Some(scale) = &criterion.scale {
            let printer = &self.printer;
            let doc = Doc::group(vec![
                printer.operand(&scale.value),
                Doc::nest(2, vec![Doc::Line, Doc::text("from "), printer.operand(&scale.from)]),
                Doc::text(" to "),
                printer.operand(&scale.to),
            ]);
            self.doc_clause(4, CRITERION_COLUMN, "scale", &doc);
        }
        self.names_clause(4, CRITERION_COLUMN, "waivable", "for ", &criterion.waivable);
        self.evidence(4, CRITERION_COLUMN, criterion.evidence.as_ref());
        if let Some(weight) = &criterion.weight {
            let says = self.written(weight);
            self.clause(4, CRITERION_COLUMN, "weight", &says);
        }
        self.text_clause(4, CRITERION_COLUMN, "fix", criterion.fix.as_ref());
        self.cites(4, CRITERION_COLUMN, &criterion.cites);
    }

    fn reasoned(&mut self, word: &str, expr: &Expr, because: &Because) {
        self.expr_clause(4, CRITERION_COLUMN, word, expr);
        self.text_clause(4, CRITERION_COLUMN, "because", because.as_ref());
    }

    fn award(&mut self, award: &Award) {
        self.named("award", &award.id, Some(&award.title));
        for need in &award.needs {
            let says = self.need(need);
            self.line(&format!("  needs {says}"));
        }
    }

    fn need(&self, need: &Need) -> String {
        match &need.kind {
            NeedKind::EveryMustMet => "every must is met".to_owned(),
            NeedKind::NoMustUnmet => "no must is unmet".to_owned(),
            NeedKind::EveryPrinciple(percent) => format!("every principle is at least {}", self.written(percent)),
            NeedKind::Score(percent) => format!("score is at least {}", self.written(percent)),
            NeedKind::Evidenced(percent) => format!("evidenced is at least {}", self.written(percent)),
            NeedKind::Principle(id, percent) => format!("{} is at least {}", id.value, self.written(percent)),
            NeedKind::CriterionMet(id) => format!("{} is met", id.value),
        }
    }

    fn limit(&mut self, limit: &Limit) {
        self.line(&format!("limit to {}", limit.to.value));
        self.expr_clause(2, LIMIT_COLUMN, "when", &limit.when);
        self.text_clause(2, LIMIT_COLUMN, "because", limit.because.as_ref());
    }

    fn example(&mut self, example: &Example) {
        self.out.push_str("example");
        self.title(Some(&example.title));
        self.text_clause(2, EXAMPLE_COLUMN, "profile", Some(&example.profile));
        for given in &example.given {
            let says = self.given(given);
            self.clause(2, EXAMPLE_COLUMN, "given", &says);
        }
        for then in &example.then {
            let says = self.then(then);
            self.clause(2, EXAMPLE_COLUMN, "then", &says);
        }
    }

    fn given(&self, given: &Given) -> String {
        let value = match &given.value {
            GivenValue::Unanswered => "unanswered".to_owned(),
            GivenValue::Empty => "empty".to_owned(),
            GivenValue::Values(values) => {
                let values = values.iter().map(|value| {
                    let quoted = self.printer.sources.text(value.span).starts_with('"');
                    if quoted { prose::quote(&value.value) } else { value.value.clone() }
                });
                values.collect::<Vec<_>>().join(", ")
            }
        };
        format!("{} is {value}", given.path.value)
    }

    fn then(&self, then: &Then) -> String {
        let bounded = |what: &str, bound: &Bound, percent| {
            let side = match bound {
                Bound::AtLeast => "at least",
                Bound::AtMost => "at most",
            };
            format!("{what} is {side} {}", self.written(percent))
        };
        match &then.kind {
            ThenKind::Verdict(id, verdict) => format!("{} is {}", id.value, verdict.value),
            ThenKind::Award(award) => format!("award is {}", award.value),
            ThenKind::Score(bound, percent) => bounded("score", bound, percent),
            ThenKind::Evidenced(bound, percent) => bounded("evidenced", bound, percent),
        }
    }
}

/// The width of the widest word that is there.
fn widest(words: &[(&str, bool)]) -> usize {
    words.iter().filter(|(_, there)| *there).map(|(word, _)| columns(word)).max().unwrap_or(0)
}

fn type_text(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Named(name) => name.value.clone(),
        TypeExpr::OneOf(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            format!("one of {}", values.join(", "))
        }
        TypeExpr::SetOf(inner, _) => format!("set of {}", type_text(inner)),
        TypeExpr::ListOf(name) => format!("list of {}", name.value),
        TypeExpr::Quantity(name) => format!("quantity {}", name.value),
    }
}
