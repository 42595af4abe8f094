//! Declarations and their clauses.

use std::iter;

use super::doc::{Doc, columns};
use super::expr::{Printer, dotted};
use super::{is_clause_word, prose};
use crate::parse::layout::folded;
use crate::source::{Sources, Span, Spanned};
use crate::syntax::{
    Award, Because, Bound, ChoiceDecl, Citation, Criterion, Declaration, Define, EvidenceClause, Example, Expr,
    FieldDecl, Given, GivenValue, Head, Limit, Name, Need, NeedKind, Principle, Setting, SourceDecl, Then, ThenKind,
    TypeExpr,
};

/// The width of the column of clause words in the head, in criteria, limits, examples and awards.
const HEAD_COLUMN: usize = 11;
const CRITERION_COLUMN: usize = 9;
const LIMIT_COLUMN: usize = 8;
const EXAMPLE_COLUMN: usize = 8;
const NEEDS_COLUMN: usize = 6;

/// Wider names and types do not set the width of their column.
const WIDEST_NAME: usize = 40;
const WIDEST_TYPE: usize = 16;

/// The canonical text of a clause, of an entry, or of the first line of a declaration or criterion.
pub(super) struct Piece {
    /// A place in what it was written as, by which the author's order is known.
    pub(super) at: usize,
    /// Whether a declaration or a criterion begins with it.
    pub(super) is_heading: bool,
    /// Its lines, indented, the last ending in a line break.
    pub(super) text: String,
}

/// How the entries of records, choices and the profile are laid out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entries {
    /// In columns as wide as the widest, on one line each. Digests rest on this layout.
    Wide,
    /// In columns of a moderate width, within the width of a line: what is wider moves only what follows it.
    Fitted,
}

/// The text of a declaration in pieces, in the canonical order.
pub(super) fn write(declaration: &Declaration, sources: &Sources, entries: Entries) -> Vec<Piece> {
    let mut writer = Writer { out: String::new(), starts: Vec::new(), printer: Printer { sources }, entries };
    writer.declaration(declaration);
    let ends = writer.starts.iter().skip(1).map(|(start, ..)| *start).chain([writer.out.len()]);
    let pieces = writer.starts.iter().zip(ends).map(|(&(start, is_heading, span), end)| Piece {
        at: span.range().start,
        is_heading,
        text: writer.out.get(start..end).unwrap_or_default().to_owned(),
    });
    pieces.collect()
}

/// Writes one declaration.
struct Writer<'a> {
    out: String,
    /// Where each piece starts in `out`, whether it is a heading, and a span of what it was written as.
    starts: Vec<(usize, bool, Span)>,
    printer: Printer<'a>,
    entries: Entries,
}

impl Writer<'_> {
    // ---- pieces ------------------------------------------------------------------------------------------------------------

    /// Begins a piece.
    fn start(&mut self, is_heading: bool, span: Span) {
        self.starts.push((self.out.len(), is_heading, span));
    }

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
        self.start(true, name.span);
        self.out.push_str(&format!("{word} {}", name.value));
        self.title(title);
    }

    fn text(&mut self, text: &Name) {
        let column = self.column();
        prose::write(&mut self.out, column, &text.value);
    }

    /// Begins a clause: its word, indented and followed by blanks up to the column where what it says begins.
    fn word(&mut self, indent: usize, width: usize, word: &str, span: Span) {
        self.start(false, span);
        self.out.push_str(&format!("{:indent$}{word:<width$}", ""));
    }

    fn clause(&mut self, indent: usize, width: usize, word: &str, span: Span, says: &str) {
        self.word(indent, width, word, span);
        self.line(says);
    }

    fn text_clause(&mut self, indent: usize, width: usize, word: &str, text: Option<&Name>) {
        if let Some(text) = text {
            self.word(indent, width, word, text.span);
            self.text(text);
            self.out.push('\n');
        }
    }

    fn doc_clause(&mut self, indent: usize, width: usize, word: &str, span: Span, doc: &Doc) {
        self.word(indent, width, word, span);
        let column = self.column();
        doc.write(&mut self.out, column, column);
        self.out.push('\n');
    }

    fn names_clause(&mut self, indent: usize, width: usize, word: &str, before: &str, names: &[Name]) {
        if let Some(first) = names.first() {
            let span = first.span;
            let names = names.iter().map(|name| name.value.clone()).collect();
            let doc = Doc::All(vec![Doc::text(before), Doc::Align(Box::new(Doc::list(names, is_clause_word)))]);
            self.doc_clause(indent, width, word, span, &doc);
        }
    }

    fn cites(&mut self, indent: usize, width: usize, cites: &[Citation]) {
        if let Some(first) = cites.first() {
            let items = cites.iter().map(|citation| match &citation.place {
                Some(place) => format!("{} {}", citation.source.value, prose::quote(&place.value)),
                None => citation.source.value.clone(),
            });
            self.doc_clause(indent, width, "cites", first.source.span, &Doc::list(items.collect(), is_clause_word));
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
            self.clause(indent, width, "evidence", evidence.span, &says);
        }
    }

    // ---- declarations ------------------------------------------------------------------------------------------------------

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Head(head) => self.head(head),
            Declaration::Source(source) => self.source(source),
            Declaration::Unit(unit) => self.named("unit", unit, None),
            Declaration::Choice(choice) => self.choice(choice),
            Declaration::Record(record) => {
                self.named("record", &record.name, record.title.as_ref());
                self.fields(&record.fields);
            }
            Declaration::Profile(profile) => {
                self.start(true, profile.span);
                self.out.push_str("profile");
                self.title(profile.title.as_ref());
                self.fields(&profile.fields);
            }
            Declaration::Setting(setting) => self.setting(setting),
            Declaration::Define(define) => self.define(define),
            Declaration::Principle(principle) => self.principle(principle),
            Declaration::Award(award) => self.award(award),
            Declaration::Limit(limit) => self.limit(limit),
            Declaration::Example(example) => self.example(example),
        }
    }

    fn head(&mut self, head: &Head) {
        self.named("charter", &head.id, Some(&head.title));
        if let Some(edition) = &head.edition {
            self.clause(2, HEAD_COLUMN, "edition", edition.span, &edition.value);
        }
        self.text_clause(2, HEAD_COLUMN, "publisher", head.publisher.as_ref());
        if let Some(currency) = &head.currency {
            self.clause(2, HEAD_COLUMN, "currency", currency.span, &currency.value);
        }
        if let Some(date) = &head.in_force {
            let says = format!("from {}", self.written(date));
            self.clause(2, HEAD_COLUMN, "in force", date.span, &says);
        }
        self.names_clause(2, HEAD_COLUMN, "grades", "", &head.grades);
        self.evidence(2, HEAD_COLUMN, head.evidence.as_ref());
        if let Some(duration) = &head.valid_for {
            let says = self.written(duration);
            self.clause(2, HEAD_COLUMN, "valid for", duration.span, &says);
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
            self.clause(2, width, "year", year.span, &year.value);
        }
        if let Some(grade) = &source.grade {
            self.clause(2, width, "grade", grade.span, &grade.value);
        }
        self.text_clause(2, width, "interest", source.interest.as_ref());
    }

    fn choice(&mut self, choice: &ChoiceDecl) {
        self.named("choice", &choice.name, choice.title.as_ref());
        let labelled = choice.values.iter().filter(|value| value.label.is_some());
        let width = self.column_width(labelled.map(|value| columns(&value.name.value)), WIDEST_NAME);
        for value in &choice.values {
            self.start(false, value.name.span);
            self.out.push_str(&format!("  {}", value.name.value));
            self.label(width + 4, value.label.as_ref());
        }
    }

    fn fields(&mut self, fields: &[FieldDecl]) {
        let paths: Vec<String> = fields.iter().map(|field| dotted(&field.path)).collect();
        let types: Vec<String> = fields.iter().map(type_text).collect();
        let labelled = fields.iter().zip(&types).filter(|(field, _)| field.label.is_some());
        let path_width = self.column_width(paths.iter().map(|path| columns(path)), WIDEST_NAME);
        let type_width = self.column_width(labelled.map(|(_, ty)| columns(ty)), WIDEST_TYPE);
        for ((field, path), ty) in fields.iter().zip(paths).zip(types) {
            self.start(false, field.span);
            self.out.push_str(&format!("  {path}"));
            self.tab(path_width + 4);
            self.out.push_str(&ty);
            self.label(path_width + type_width + 6, field.label.as_ref());
        }
    }

    /// The width of a column with these in it.
    fn column_width(&self, widths: impl Iterator<Item = usize>, most: usize) -> usize {
        let most = match self.entries {
            Entries::Wide => usize::MAX,
            Entries::Fitted => most,
        };
        widths.filter(|width| *width <= most).max().unwrap_or(0)
    }

    /// The label of an entry, and the end of the line.
    fn label(&mut self, column: usize, label: Option<&Name>) {
        if let Some(label) = label {
            self.tab(column);
            match self.entries {
                Entries::Wide => self.out.push_str(&prose::quote(&label.value)),
                Entries::Fitted => self.text(label),
            }
        }
        self.out.push('\n');
    }

    /// Blanks up to a column, two at least.
    fn tab(&mut self, column: usize) {
        let blanks = column.saturating_sub(self.column()).max(2);
        self.out.extend(iter::repeat_n(' ', blanks));
    }

    fn setting(&mut self, setting: &Setting) {
        let value = match &setting.value.value {
            crate::value::Literal::Text(text) => prose::quote(text),
            _ => self.written(&setting.value),
        };
        self.start(true, setting.name.span);
        self.out.push_str(&format!("setting {} {value}", setting.name.value));
        self.title(setting.title.as_ref());
        let width = widest(&[("because", setting.because.is_some()), ("cites", true)]) + 1;
        self.text_clause(2, width, "because", setting.because.as_ref());
        self.cites(2, width, &setting.cites);
    }

    fn define(&mut self, define: &Define) {
        self.start(true, define.name.span);
        self.out.push_str(&format!("define {}", define.name.value));
        if let Some(of) = &define.of {
            self.out.push_str(&format!(" of {}", of.value));
        }
        self.title(define.title.as_ref());
        self.expr_clause(2, 3, "is", &define.body);
    }

    fn expr_clause(&mut self, indent: usize, width: usize, word: &str, expr: &Expr) {
        let doc = self.printer.expr(expr);
        self.doc_clause(indent, width, word, expr.span, &doc);
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
            self.clause(2, width, "weight", weight.span, &says);
        }
        self.text_clause(2, width, "because", principle.because.as_ref());
        self.cites(2, width, &principle.cites);
        for criterion in &principle.criteria {
            self.criterion(criterion);
        }
    }

    fn criterion(&mut self, criterion: &Criterion) {
        self.named("  criterion", &criterion.id, Some(&criterion.title));
        for condition in &criterion.when {
            self.reasoned("when", &condition.expr, &condition.because);
        }
        self.reasoned(criterion.obligation.word(), &criterion.requirement, &criterion.because);
        for condition in &criterion.unless {
            self.reasoned("unless", &condition.expr, &condition.because);
        }
        for band in &criterion.worth {
            let before = format!("{} when ", self.written(&band.credit));
            let doc = Doc::All(vec![Doc::Text(before), self.printer.expr(&band.when)]);
            self.doc_clause(4, CRITERION_COLUMN, "worth", band.span, &doc);
        }
        if let Some(scale) = &criterion.scale {
            let printer = &self.printer;
            let doc = Doc::group(vec![
                printer.operand(&scale.value),
                Doc::nest(2, vec![Doc::Line, Doc::text("from "), printer.operand(&scale.from)]),
                Doc::text(" to "),
                printer.operand(&scale.to),
            ]);
            self.doc_clause(4, CRITERION_COLUMN, "scale", scale.span, &doc);
        }
        self.names_clause(4, CRITERION_COLUMN, "waivable", "for ", &criterion.waivable);
        self.evidence(4, CRITERION_COLUMN, criterion.evidence.as_ref());
        if let Some(weight) = &criterion.weight {
            let says = self.written(weight);
            self.clause(4, CRITERION_COLUMN, "weight", weight.span, &says);
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
            self.clause(2, NEEDS_COLUMN, "needs", need.span, &says);
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
        self.named("limit to", &limit.to, None);
        self.expr_clause(2, LIMIT_COLUMN, "when", &limit.when);
        self.text_clause(2, LIMIT_COLUMN, "because", limit.because.as_ref());
    }

    fn example(&mut self, example: &Example) {
        self.start(true, example.title.span);
        self.out.push_str("example");
        self.title(Some(&example.title));
        self.text_clause(2, EXAMPLE_COLUMN, "profile", Some(&example.profile));
        for given in &example.given {
            let says = self.given(given);
            self.clause(2, EXAMPLE_COLUMN, "given", given.span, &says);
        }
        for then in &example.then {
            let says = self.then(then);
            self.clause(2, EXAMPLE_COLUMN, "then", then.span, &says);
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

/// The type of a field as written, with `optional`.
fn type_text(field: &FieldDecl) -> String {
    let optional = if field.optional { " optional" } else { "" };
    format!("{}{optional}", type_name(&field.ty))
}

fn type_name(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Named(name) => name.value.clone(),
        TypeExpr::OneOf(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            format!("one of {}", values.join(", "))
        }
        TypeExpr::SetOf(inner, _) => format!("set of {}", type_name(inner)),
        TypeExpr::ListOf(name) => format!("list of {}", name.value),
        TypeExpr::Quantity(name) => format!("quantity {}", name.value),
    }
}
