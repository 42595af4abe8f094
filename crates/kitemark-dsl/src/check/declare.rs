//! First pass: what is declared, under which name.

mod duplicates;
mod records;
mod types;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Checker, Progress};
use crate::charter::{
    Choice, ChoiceId, ChoiceValue, Cited, CitedId, Define, DefineId, Field, FieldId, Record, RecordId, SettingId, Type,
    UnitId, text_of,
};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::{
    self, ChoiceDecl, ChoiceValue as ValueDecl, Declaration, FieldDecl, Head, Name, RecordDecl, Setting, SourceDecl,
    Syntax, TypeExpr,
};
use crate::value::{Currency, Literal};

/// The types that are built in and take no more words.
const BUILT_IN: [(&str, Type); 10] = [
    ("yes_no", Type::YesNo),
    ("text", Type::Text),
    ("key", Type::Key),
    ("count", Type::Count),
    ("number", Type::Number),
    ("percent", Type::Percent),
    ("money", Type::Money),
    ("duration", Type::Duration),
    ("date", Type::Date),
    ("period", Type::Period),
];

const MAX_VALUES: usize = 128;
/// The most fields of a record, with those of the records in place within it.
const MAX_WIDTH: usize = 65_536;
/// The most records in place within one another.
const MAX_NESTING: usize = 128;

impl Checker {
    /// Fills the tables that names are looked up in.
    pub(super) fn declare(&mut self, syntax: &Syntax) {
        self.declare_head(syntax);
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Source(source) => self.declare_source(source),
                Declaration::Unit(unit) => self.add_unit(unit),
                Declaration::Choice(choice) => self.declare_choice(choice),
                _ => {}
            }
        }
        self.declare_records(syntax);
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Setting(setting) => self.add_setting(setting),
                Declaration::Define(define) => self.add_define(define),
                _ => {}
            }
        }
        self.refuse_duplicates(syntax);
    }

    fn add_unit(&mut self, unit: &Name) {
        let id = UnitId::at(self.charter.units.len());
        self.charter.index.units.entry(unit.value.clone()).or_insert(id);
        self.charter.units.push(unit.value.clone());
    }

    fn add_setting(&mut self, setting: &Arc<Setting>) {
        let id = SettingId::at(self.charter.settings.len());
        self.charter.index.settings.entry(setting.name.value.clone()).or_insert(id);
        self.charter.settings.push(Arc::clone(setting));
    }

    fn add_define(&mut self, define: &Arc<syntax::Define>) {
        let of = define.of.as_ref().and_then(|name| self.record_named(name));
        let id = DefineId::at(self.charter.defines.len());
        let owner = of.and_then(|record| self.charter.records.get_mut(record.index()));
        let names = owner.map_or(&mut self.charter.index.defines, |record| &mut record.defines);
        names.entry(define.name.value.clone()).or_insert(id);
        self.charter.defines.push(Define { syntax: Arc::clone(define), of, ty: Type::Unknown });
        self.defines.push(Progress::Waiting);
    }

    fn declare_head(&mut self, syntax: &Syntax) {
        let mut heads = syntax.declarations.iter().filter_map(|each| match each {
            Declaration::Head(head) => Some(&**head),
            _ => None,
        });
        let Some(head) = heads.next() else {
            if self.readable {
                self.report(Diagnostic::new(Code::Head, "the charter has no head").with_help(
                    "begin one of its files with `charter my-charter \"Its title\"` and `edition 2026.1` below it",
                ));
            }
            return;
        };
        for second in heads {
            let diagnostic = self
                .at(Code::Head, second.id.span, "the charter has two heads", "a second `charter` line")
                .with_label(&self.charter.sources, head.id.span, "the first")
                .with_help("keep one; all `.charter` files of a folder belong to one charter");
            self.report(diagnostic);
        }
        self.read_head(head);
    }

    fn read_head(&mut self, head: &Head) {
        self.charter.id = head.id.value.clone();
        self.charter.title = head.title.value.clone();
        self.charter.publisher = text_of(&head.publisher);
        self.charter.grades = head.grades.iter().map(|grade| grade.value.clone()).collect();
        match &head.edition {
            Some(edition) => self.charter.edition = edition.value.clone(),
            None => {
                let diagnostic = self
                    .at(Code::MissingClause, head.id.span, "the charter has no edition", "its edition is missing")
                    .with_help(
                        "add a line such as `edition 2026.1`, so that scorecards can say what they were scored against",
                    );
                self.report(diagnostic);
            }
        }
        if let Some(code) = &head.currency {
            match Currency::parse(&code.value) {
                Some(currency) => self.charter.currency = currency,
                None => {
                    let message = format!("`{}` is not a currency", code.value);
                    let diagnostic =
                        self.at(Code::BadLiteral, code.span, message, "three capital letters, such as `GBP`");
                    self.report(diagnostic);
                }
            }
        }
        if let Some(date) = &head.in_force {
            match date.value {
                Literal::Date(day) => self.charter.in_force = Some(day),
                _ => self.report_head_literal(date.span, "`in force from` takes a date, such as `2026-04-01`"),
            }
        }
        if let Some(duration) = &head.valid_for {
            match duration.value {
                Literal::Duration(length) => self.charter.valid_for = Some(length),
                _ => self.report_head_literal(duration.span, "`valid for` takes a duration, such as `24 months`"),
            }
        }
        self.refuse_repeats(&head.grades, "grade");
        self.charter.evidence = head.evidence.as_ref().and_then(|clause| self.grade_of(clause));
    }

    fn report_head_literal(&mut self, span: Span, message: &str) {
        let diagnostic = self.at(Code::BadLiteral, span, message, "another kind of value");
        self.report(diagnostic);
    }

    fn declare_source(&mut self, source: &SourceDecl) {
        let grade = source.grade.as_ref().and_then(|name| self.grade_named(name));
        let id = CitedId::at(self.charter.cited.len());
        self.charter.index.cited.entry(source.id.value.clone()).or_insert(id);
        self.charter.cited.push(Cited {
            id: source.id.value.clone(),
            title: source.title.value.clone(),
            by: text_of(&source.by),
            year: text_of(&source.year),
            grade,
            interest: text_of(&source.interest),
        });
    }
}
