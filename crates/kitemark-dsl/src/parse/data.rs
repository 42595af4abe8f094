//! The head, sources, units, choices, records, the profile, settings and definitions.

use std::sync::Arc;

use pest::iterators::Pairs;

use super::grammar::{Pair, Rule};
use super::layout::{self, Lines};
use super::{Place, Reader, words};
use crate::codes::Code;
use crate::source::Spanned;
use crate::syntax::{
    ChoiceDecl, ChoiceValue, Citation, Declaration, Define, EvidenceClause, FieldDecl, Head, Name, ProfileDecl,
    RecordDecl, Setting, SourceDecl, TypeExpr,
};
use crate::value::Literal;

const HEAD: Place = Place { name: "the head of a charter", clauses: words::HEAD };
const SOURCE: Place = Place { name: "a source", clauses: words::SOURCE };
const UNIT: Place = Place { name: "a unit", clauses: &[] };
const SETTING: Place = Place { name: "a setting", clauses: words::SETTING };
const DEFINE: Place = Place { name: "a definition", clauses: words::DEFINE };
const ENTRY: Place = Place { name: "this declaration", clauses: &[] };

/// A name and an optional text after it.
type Titled = (Name, Option<Name>);

impl<'a> Reader<'a> {
    pub(super) fn head(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::head, lines);
        let clauses = layout::marked(lines);
        let Some((title, rest)) = clauses.split_first() else { return };
        let title = self.read(Rule::head_title, title, HEAD, Self::id_and_title);
        let mut head = Head {
            span: self.lines_span(lines),
            id: Name::new(String::new(), self.lines_span(lines)),
            title: Name::new(String::new(), self.lines_span(lines)),
            edition: None,
            publisher: None,
            currency: None,
            in_force: None,
            grades: Vec::new(),
            evidence: None,
            valid_for: None,
        };
        let mut grades = None;
        for clause in rest {
            self.head_clause(&mut head, &mut grades, clause);
        }
        head.grades = grades.map(|grades: Spanned<Vec<Name>>| grades.value).unwrap_or_default();
        match title {
            Some((id, title)) => {
                let head = Head { id, title, ..head };
                self.syntax.declarations.push(Declaration::Head(Box::new(head)));
            }
            None => self.unread_in(lines),
        }
    }

    fn head_clause(&mut self, head: &mut Head, grades: &mut Option<Spanned<Vec<Name>>>, lines: Lines<'_>) {
        match self.first_word(lines) {
            "edition" => {
                let value = self.read(Rule::edition, lines, HEAD, |reader, parts| reader.word(parts, Rule::token));
                self.once(&mut head.edition, value, lines);
            }
            "publisher" => {
                let value = self.read(Rule::publisher, lines, HEAD, Self::text_of);
                self.once(&mut head.publisher, value, lines);
            }
            "currency" => {
                let value =
                    self.read(Rule::currency, lines, HEAD, |reader, parts| reader.word(parts, Rule::currency_code));
                self.once(&mut head.currency, value, lines);
            }
            "in" => {
                let value = self.read(Rule::in_force, lines, HEAD, Self::literal_of);
                self.once(&mut head.in_force, value, lines);
            }
            "valid" => {
                let value = self.read(Rule::valid_for, lines, HEAD, Self::literal_of);
                self.once(&mut head.valid_for, value, lines);
            }
            "grades" => {
                let value = self.read(Rule::grades, lines, HEAD, Self::names_of);
                let span = self.lines_span(lines);
                self.once(grades, value.map(|names| Spanned::new(names, span)), lines);
            }
            "evidence" => {
                let value = self.evidence(lines, HEAD);
                self.once(&mut head.evidence, value, lines);
            }
            _ => self.misplaced(lines, HEAD),
        }
    }

    pub(super) fn evidence(&mut self, lines: Lines<'_>, place: Place) -> Option<EvidenceClause> {
        let span = self.lines_span(lines);
        self.read(Rule::evidence, lines, place, |reader, parts| {
            Some(EvidenceClause { span, at_least: reader.word(parts, Rule::name) })
        })
    }

    pub(super) fn source(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::source, lines);
        let clauses = layout::marked(lines);
        let Some((title, rest)) = clauses.split_first() else { return };
        let title = self.read(Rule::source_title, title, SOURCE, Self::id_and_title);
        let (mut by, mut year, mut grade, mut interest) = (None, None, None, None);
        for clause in rest {
            match self.first_word(clause) {
                "by" => {
                    let value = self.read(Rule::by, clause, SOURCE, Self::text_of);
                    self.once(&mut by, value, clause);
                }
                "year" => {
                    let value =
                        self.read(Rule::year, clause, SOURCE, |reader, parts| reader.word(parts, Rule::year_number));
                    self.once(&mut year, value, clause);
                }
                "grade" => {
                    let value = self.read(Rule::grade, clause, SOURCE, |reader, parts| reader.word(parts, Rule::name));
                    self.once(&mut grade, value, clause);
                }
                "interest" => {
                    let value = self.read(Rule::interest, clause, SOURCE, Self::text_of);
                    self.once(&mut interest, value, clause);
                }
                _ => self.misplaced(clause, SOURCE),
            }
        }
        match title {
            Some((id, title)) => {
                let span = self.lines_span(lines);
                let source = SourceDecl { span, id, title, by, year, grade, interest };
                self.syntax.declarations.push(Declaration::Source(source));
            }
            None => self.unread_in(lines),
        }
    }

    pub(super) fn unit(&mut self, lines: Lines<'_>) {
        let unit = self.read(Rule::unit, lines, UNIT, |reader, parts| reader.word(parts, Rule::unit_name));
        match unit {
            Some(unit) => self.syntax.declarations.push(Declaration::Unit(unit)),
            None => {
                let line = lines.first().cloned();
                let name = line.and_then(|line| self.slice(line.start..line.end).split_whitespace().nth(1));
                let span = self.lines_span(lines);
                self.unread(name.map(|name| Name::new(name.to_owned(), span)));
            }
        }
    }

    pub(super) fn choice(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::choice, lines);
        let entries = layout::marked(lines);
        let Some((title, rest)) = entries.split_first() else { return };
        let title = self.read(Rule::choice_title, title, ENTRY, Self::name_and_title);
        let values: Vec<ChoiceValue> = rest.iter().filter_map(|entry| self.choice_entry(entry)).collect();
        match title {
            Some((name, title)) => {
                let span = self.lines_span(lines);
                self.syntax.declarations.push(Declaration::Choice(ChoiceDecl { span, name, title, values }));
            }
            None => self.unread_in(lines),
        }
    }

    fn choice_entry(&mut self, lines: Lines<'_>) -> Option<ChoiceValue> {
        let value = self.read(Rule::choice_entry, lines, ENTRY, |reader, parts| {
            let name = reader.choice_value(&find(&parts, Rule::value_name)?);
            Some(ChoiceValue { name, label: reader.text_of(parts) })
        });
        if value.is_none() {
            self.unread_entry(lines);
        }
        value
    }

    /// The name of a choice value, which reserved words cannot be.
    fn choice_value(&mut self, pair: &Pair<'a>) -> Name {
        let name = self.name(pair);
        let word = name.value.as_str();
        if words::RESERVED.contains(&word) || words::NOT_VALUES.contains(&word) {
            self.reserved(&name, "choice value");
        }
        name
    }

    fn reserved(&mut self, name: &Name, what: &str) {
        let message = format!("`{}` is a word of the language and cannot be a {what}", name.value);
        self.report(Code::ReservedName, name.span.range(), message)
            .help
            .push("choose another name, such as one of two words joined by `_`".to_owned());
    }

    pub(super) fn record(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::record, lines);
        let entries = layout::marked(lines);
        let Some((title, rest)) = entries.split_first() else { return };
        let title = self.read(Rule::record_title, title, ENTRY, Self::name_and_title);
        let fields = rest.iter().filter_map(|entry| self.field(entry, false)).collect();
        match title {
            Some((name, title)) => {
                let span = self.lines_span(lines);
                self.syntax.declarations.push(Declaration::Record(RecordDecl { span, name, title, fields }));
            }
            None => self.unread_in(lines),
        }
    }

    pub(super) fn profile(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::profile, lines);
        let entries = layout::marked(lines);
        let Some((title, rest)) = entries.split_first() else { return };
        let title = self.read(Rule::profile_title, title, ENTRY, |reader, parts| Some(reader.text_of(parts))).flatten();
        let fields = rest.iter().filter_map(|entry| self.field(entry, true)).collect();
        let span = self.lines_span(lines);
        self.syntax.declarations.push(Declaration::Profile(ProfileDecl { span, title, fields }));
    }

    /// A field; one of the profile is a name of its own and so no reserved word.
    fn field(&mut self, lines: Lines<'_>, top_level: bool) -> Option<FieldDecl> {
        let span = self.lines_span(lines);
        let field = self.read(Rule::field, lines, ENTRY, |reader, parts| {
            let path = reader.field_path(find(&parts, Rule::field_path)?);
            if let Some(first) = path.first().filter(|name| top_level && words::RESERVED.contains(&name.value.as_str()))
            {
                reader.reserved(first, "field of the profile");
            }
            let ty = reader.field_type(find(&parts, Rule::field_type)?)?;
            let optional = find(&parts, Rule::k_optional).is_some();
            Some(FieldDecl { span, path, ty, optional, label: reader.text_of(parts) })
        });
        if field.is_none() {
            self.unread_entry(lines);
        }
        field
    }

    fn field_type(&mut self, pair: Pair<'a>) -> Option<TypeExpr> {
        let span = self.span(&pair);
        let kind = if pair.as_rule() == Rule::field_type { pair.into_inner().next()? } else { pair };
        let parts = kind.clone().into_inner();
        Some(match kind.as_rule() {
            Rule::one_of_type => {
                let values = parts.filter(|part| part.as_rule() == Rule::value_name);
                TypeExpr::OneOf(values.map(|value| self.choice_value(&value)).collect())
            }
            Rule::set_of_type => TypeExpr::SetOf(Box::new(self.field_type(parts.last()?)?), span),
            Rule::list_of_type => TypeExpr::ListOf(self.name(&parts.last()?)),
            Rule::quantity_type => TypeExpr::Quantity(self.name(&parts.last()?)),
            _ => TypeExpr::Named(self.name(&kind)),
        })
    }

    pub(super) fn setting(&mut self, lines: Lines<'_>) {
        let span = self.lines_span(lines);
        let setting = self.read(Rule::setting, lines, SETTING, |reader, parts| {
            let mut because = None;
            let mut cites = Vec::new();
            for part in parts.clone() {
                match part.as_rule() {
                    Rule::because => {
                        let at = reader.span(&part);
                        let text = reader.text_of(part.into_inner())?;
                        if because.replace(text).is_some() {
                            reader
                                .report(Code::RepeatedClause, at.range(), "`because` is given twice")
                                .help
                                .push("keep one of the two".to_owned());
                        }
                    }
                    Rule::cites => cites.extend(reader.citations(part)),
                    _ => {}
                }
            }
            Some(Setting {
                span,
                name: reader.word(parts.clone(), Rule::name)?,
                value: reader.literal_of(parts.clone())?,
                title: reader.text_of(parts),
                because,
                cites,
            })
        });
        match setting {
            Some(setting) => self.syntax.declarations.push(Declaration::Setting(Arc::new(setting))),
            None => self.unread_in(lines),
        }
    }

    pub(super) fn define(&mut self, lines: Lines<'_>) {
        let span = self.lines_span(lines);
        let define = self.read(Rule::define, lines, DEFINE, |reader, parts| {
            let mut names = parts.clone().filter(|part| part.as_rule() == Rule::name);
            let name = reader.name(&names.next()?);
            let of = names.next().map(|of| reader.name(&of));
            let body = reader.expr(find(&parts, Rule::expr)?);
            let title = reader.text_of(parts);
            Some(Define { span, name, of, title, body: body? })
        });
        match define {
            Some(define) => self.syntax.declarations.push(Declaration::Define(Arc::new(define))),
            None => self.unread_in(lines),
        }
    }

    // ---- parts of clauses --------------------------------------------------------------------------------------------------

    pub(super) fn id_and_title(&mut self, parts: Pairs<'a, Rule>) -> Option<(Name, Name)> {
        Some((self.word(parts.clone(), Rule::id)?, self.text_of(parts)?))
    }

    fn name_and_title(&mut self, parts: Pairs<'a, Rule>) -> Option<Titled> {
        Some((self.word(parts.clone(), Rule::name)?, self.text_of(parts)))
    }

    /// The first part that was read by `rule`, as written.
    pub(super) fn word(&mut self, parts: Pairs<'a, Rule>, rule: Rule) -> Option<Name> {
        find(&parts, rule).map(|pair| self.name(&pair))
    }

    /// The first text among the parts.
    pub(super) fn text_of(&mut self, parts: Pairs<'a, Rule>) -> Option<Name> {
        find(&parts, Rule::text).map(|pair| self.quoted(&pair))
    }

    pub(super) fn literal_of(&mut self, parts: Pairs<'a, Rule>) -> Option<Spanned<Literal>> {
        self.literal(&find(&parts, Rule::literal)?)
    }

    /// The names of a list such as `a, b`.
    pub(super) fn names_of(&mut self, parts: Pairs<'a, Rule>) -> Option<Vec<Name>> {
        let names = find(&parts, Rule::names)?.into_inner();
        Some(names.filter(|part| part.as_rule() == Rule::name).map(|name| self.name(&name)).collect())
    }

    /// The citations of `cites a "where", b`.
    pub(super) fn citations(&mut self, cites: Pair<'a>) -> Vec<Citation> {
        let mut citations = Vec::new();
        for part in cites.into_inner().filter(|part| part.as_rule() == Rule::citation) {
            let parts = part.into_inner();
            if let Some(source) = self.word(parts.clone(), Rule::id) {
                citations.push(Citation { source, place: self.text_of(parts) });
            }
        }
        citations
    }

    /// Notes the name of a declaration or criterion that could not be read.
    pub(super) fn unread_in(&mut self, lines: Lines<'_>) {
        let name = self.salvaged_name(lines);
        self.unread(name);
    }

    fn unread_entry(&mut self, lines: Lines<'_>) {
        let word = self.first_word(lines).to_owned();
        let span = self.lines_span(lines);
        self.unread((!word.is_empty()).then(|| Name::new(word, span)));
    }
}

/// The first part that was read by `rule`.
pub(super) fn find<'a>(parts: &Pairs<'a, Rule>, rule: Rule) -> Option<Pair<'a>> {
    parts.clone().find(|part| part.as_rule() == rule)
}
