//! Principles, criteria, awards and limits.

use std::sync::Arc;

use pest::iterators::Pairs;

use super::data::find;
use super::grammar::Rule;
use super::layout::{self, Lines};
use super::{Place, Reader, words};
use crate::codes::Code;
use crate::diagnostic::Label;
use crate::source::{Span, Spanned};
use crate::syntax::{
    Award, Band, Because, Citation, Condition, Criterion, Declaration, EvidenceClause, Expr, Limit, Name, Need,
    NeedKind, Obligation, Principle, Scale,
};
use crate::value::{Literal, Number};

const PRINCIPLE: Place = Place { name: "a principle", clauses: words::PRINCIPLE };
const CRITERION: Place = Place { name: "a criterion", clauses: words::CRITERION };
const AWARD: Place = Place { name: "an award", clauses: words::AWARD };
const LIMIT: Place = Place { name: "a limit", clauses: words::LIMIT };

/// An obligation as read.
struct Duty {
    span: Span,
    kind: Obligation,
    requirement: Expr,
    because: Because,
}

/// What a `because` on a line of its own gives the reason of.
#[derive(Clone, Copy)]
enum Reasoned {
    Duty,
    When,
    Unless,
    /// A clause of these that could not be read.
    Unread,
    /// A clause that takes no reason.
    Nothing,
}

/// The clauses of a criterion as far as they are read.
#[derive(Default)]
struct Draft {
    duty: Option<Duty>,
    /// Whether a clause that could be the obligation was not read.
    doubtful: bool,
    when: Vec<Condition>,
    unless: Vec<Condition>,
    worth: Vec<Band>,
    scale: Option<Scale>,
    waivable: Option<Spanned<Vec<Name>>>,
    evidence: Option<EvidenceClause>,
    weight: Option<Spanned<Number>>,
    fix: Option<Name>,
    cites: Vec<Citation>,
}

impl<'a> Reader<'a> {
    pub(super) fn principle(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::principle, lines);
        let parts = layout::clauses(self.text, lines, |word| word == "criterion");
        let Some((own, criteria)) = parts.split_first() else { return };
        let clauses = layout::marked(own);
        let Some((title, rest)) = clauses.split_first() else { return };
        let title = self.read(Rule::principle_title, title, PRINCIPLE, Self::id_and_title);
        let (mut weight, mut because, mut cites) = (None, None, Vec::new());
        for clause in rest {
            match self.first_word(clause) {
                "weight" => {
                    let value = self.weight(clause, PRINCIPLE);
                    self.once(&mut weight, value, clause);
                }
                "because" => {
                    let value = self.reason(clause, PRINCIPLE);
                    self.once(&mut because, value, clause);
                }
                "cites" => cites.extend(self.cites(clause, PRINCIPLE)),
                _ => self.misplaced(clause, PRINCIPLE),
            }
        }
        let criteria: Vec<Arc<Criterion>> =
            criteria.iter().filter_map(|lines| self.criterion(lines)).map(Arc::new).collect();
        let span = self.lines_span(own);
        match title.or_else(|| self.salvaged_title(own)) {
            Some((id, title)) => {
                let principle = Principle { span, id, title, weight, because, cites, criteria };
                self.syntax.declarations.push(Declaration::Principle(Box::new(principle)));
            }
            None => {
                let ids = criteria.iter().map(|criterion| criterion.id.clone());
                self.syntax.unread.extend(ids);
            }
        }
    }

    /// The id of a principle whose first line could not be read, if it is one; its criteria are worth keeping.
    fn salvaged_title(&mut self, lines: Lines<'_>) -> Option<(Name, Name)> {
        let id = self.salvaged_name(lines)?;
        let well_formed = id.value.starts_with(|c: char| c.is_ascii_lowercase())
            && id.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !id.value.ends_with('-');
        let title = Name::new(id.value.clone(), id.span);
        well_formed.then_some((id, title))
    }

    fn criterion(&mut self, lines: Lines<'_>) -> Option<Criterion> {
        let clauses = layout::marked(lines);
        let (title_lines, rest) = clauses.split_first()?;
        let problems = self.diagnostics.len();
        let title = self.read(Rule::criterion_title, title_lines, CRITERION, Self::id_and_title);
        let mut draft = Draft { doubtful: self.diagnostics.len() > problems, ..Draft::default() };
        let mut before = Reasoned::Nothing;
        for clause in rest {
            let problems = self.diagnostics.len();
            before = self.criterion_clause(&mut draft, before, clause);
            let unclosed = self.unclosed.is_some_and(|at| layout::range(clause).contains(&at));
            draft.doubtful |= unclosed || self.diagnostics.len() > problems;
        }
        let title_range = layout::range(title_lines);
        if draft.duty.is_none() && !draft.doubtful && title.is_some() {
            self.report(Code::MissingClause, title_range, "this criterion says neither `must`, `should` nor `flag`")
                .help
                .push("write what is required: `must every contract in contracts: …`".to_owned());
        }
        self.check_credit(&draft);
        let span = self.lines_span(lines);
        let (Some((id, title)), Some(duty)) = (title, draft.duty) else {
            self.unread_in(lines);
            return None;
        };
        Some(Criterion {
            span,
            id,
            title,
            obligation: duty.kind,
            requirement: duty.requirement,
            because: duty.because,
            when: draft.when,
            unless: draft.unless,
            worth: draft.worth,
            scale: draft.scale,
            waivable: draft.waivable.map(|names| names.value).unwrap_or_default(),
            evidence: draft.evidence,
            weight: draft.weight,
            fix: draft.fix,
            cites: draft.cites,
        })
    }

    /// Reads one clause into the draft and says what a `because` after it would give the reason of.
    fn criterion_clause(&mut self, draft: &mut Draft, before: Reasoned, lines: Lines<'_>) -> Reasoned {
        match self.first_word(lines) {
            "must" | "should" | "flag" => return self.obligation(draft, lines),
            "when" => {
                let condition = self.condition(Rule::when, lines);
                let read = if condition.is_some() { Reasoned::When } else { Reasoned::Unread };
                draft.when.extend(condition);
                return read;
            }
            "unless" => {
                let condition = self.condition(Rule::unless, lines);
                let read = if condition.is_some() { Reasoned::Unless } else { Reasoned::Unread };
                draft.unless.extend(condition);
                return read;
            }
            "because" => {
                self.own_line_reason(draft, before, lines);
                return before;
            }
            "worth" => draft.worth.extend(self.worth(lines)),
            "scale" => {
                let scale = self.scale(lines);
                self.once(&mut draft.scale, scale, lines);
            }
            "waivable" => {
                let span = self.lines_span(lines);
                let names = self.read(Rule::waivable, lines, CRITERION, Self::names_of);
                self.once(&mut draft.waivable, names.map(|names| Spanned::new(names, span)), lines);
            }
            "evidence" => {
                let evidence = self.evidence(lines, CRITERION);
                self.once(&mut draft.evidence, evidence, lines);
            }
            "weight" => {
                let weight = self.weight(lines, CRITERION);
                self.once(&mut draft.weight, weight, lines);
            }
            "fix" => {
                let fix = self.read(Rule::fix, lines, CRITERION, Self::text_of);
                self.once(&mut draft.fix, fix, lines);
            }
            "cites" => draft.cites.extend(self.cites(lines, CRITERION)),
            _ => self.misplaced(lines, CRITERION),
        }
        Reasoned::Nothing
    }

    fn obligation(&mut self, draft: &mut Draft, lines: Lines<'_>) -> Reasoned {
        let kind = match self.first_word(lines) {
            "must" => Obligation::Must,
            "should" => Obligation::Should,
            _ => Obligation::Flag,
        };
        let span = self.lines_span(lines);
        let duty = self.read(Rule::obligation, lines, CRITERION, |reader, parts| {
            let because = reader.because_of(&parts);
            let requirement = reader.expr(find(&parts, Rule::expr)?)?;
            Some(Duty { span, kind, requirement, because })
        });
        match (&draft.duty, duty) {
            (Some(first), _) => {
                let first = first.span;
                self.report(
                    Code::RepeatedClause,
                    layout::range(lines),
                    "a criterion has one `must`, `should` or `flag`",
                )
                .help
                .push("join the conditions with `and`, or write a second criterion".to_owned());
                let label = Label::new(self.sources.get(first.source), first.range(), "first given here");
                if let Some(diagnostic) = self.diagnostics.last_mut() {
                    diagnostic.labels.push(label);
                }
                Reasoned::Unread
            }
            (None, Some(duty)) => {
                draft.duty = Some(duty);
                Reasoned::Duty
            }
            (None, None) => Reasoned::Unread,
        }
    }

    /// A `because` on a line of its own.
    fn own_line_reason(&mut self, draft: &mut Draft, before: Reasoned, lines: Lines<'_>) {
        let reason = self.reason(lines, CRITERION);
        let slot = match before {
            Reasoned::Duty => draft.duty.as_mut().map(|duty| &mut duty.because),
            Reasoned::When => draft.when.last_mut().map(|condition| &mut condition.because),
            Reasoned::Unless => draft.unless.last_mut().map(|condition| &mut condition.because),
            Reasoned::Unread => return,
            Reasoned::Nothing => None,
        };
        match slot {
            Some(slot) => self.once(slot, reason, lines),
            None => {
                let range = layout::range(lines);
                self.report(
                    Code::MisplacedClause,
                    range.start..range.start + "because".len(),
                    "`because` cannot follow here",
                )
                .help
                .push(
                    "a reason directly follows the `must`, `should`, `flag`, `when` or `unless` that it explains"
                        .to_owned(),
                );
            }
        }
    }

    /// Reports partial credit given in two ways.
    fn check_credit(&mut self, draft: &Draft) {
        let band = draft.worth.first().map(|band| band.span);
        let scale = draft.scale.as_ref().map(|scale| scale.span);
        if let (Some(band), Some(scale)) = (band, scale) {
            let label = Label::new(self.sources.get(band.source), band.range(), "`worth` here");
            let range = scale.range().start..scale.range().start + "scale".len();
            let diagnostic =
                self.report(Code::MisplacedClause, range, "`scale` stands instead of `worth`, not with it");
            diagnostic.labels.push(label);
            diagnostic.help.push("keep one of the two".to_owned());
        }
    }

    fn condition(&mut self, rule: Rule, lines: Lines<'_>) -> Option<Condition> {
        self.read(rule, lines, CRITERION, |reader, parts| {
            let because = reader.because_of(&parts);
            Some(Condition { expr: reader.expr(find(&parts, Rule::expr)?)?, because })
        })
    }

    fn worth(&mut self, lines: Lines<'_>) -> Option<Band> {
        let span = self.lines_span(lines);
        self.read(Rule::worth, lines, CRITERION, |reader, parts| {
            let credit = reader.percent(&parts);
            let when = reader.expr(find(&parts, Rule::expr)?);
            Some(Band { span, credit: credit?, when: when? })
        })
    }

    fn scale(&mut self, lines: Lines<'_>) -> Option<Scale> {
        let span = self.lines_span(lines);
        self.read(Rule::scale, lines, CRITERION, |reader, parts| {
            let mut sums = parts.filter(|part| part.as_rule() == Rule::sum);
            let value = reader.expr(sums.next()?);
            let from = reader.expr(sums.next()?);
            let to = reader.expr(sums.next()?);
            Some(Scale { span, value: value?, from: from?, to: to? })
        })
    }

    fn weight(&mut self, lines: Lines<'_>, place: Place) -> Option<Spanned<Number>> {
        self.read(Rule::weight, lines, place, |reader, parts| {
            reader.number(&find(&parts, Rule::literal)?, "a number such as `2`", |literal| match literal {
                Literal::Number(number) => Some(number),
                _ => None,
            })
        })
    }

    /// The first literal among the parts, which has to be a percentage.
    pub(super) fn percent(&mut self, parts: &Pairs<'a, Rule>) -> Option<Spanned<Number>> {
        self.number(&find(parts, Rule::literal)?, "a percentage such as `85%`", |literal| match literal {
            Literal::Percent(number) => Some(number),
            _ => None,
        })
    }

    fn reason(&mut self, lines: Lines<'_>, place: Place) -> Because {
        self.read(Rule::because_clause, lines, place, |reader, parts| reader.because_of(&parts))
    }

    fn because_of(&mut self, parts: &Pairs<'a, Rule>) -> Because {
        self.text_of(find(parts, Rule::because)?.into_inner())
    }

    fn cites(&mut self, lines: Lines<'_>, place: Place) -> Vec<Citation> {
        let cites = |reader: &mut Self, parts: Pairs<'a, Rule>| Some(reader.citations(find(&parts, Rule::cites)?));
        self.read(Rule::cites_clause, lines, place, cites).unwrap_or_default()
    }

    pub(super) fn award(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::award, lines);
        let problems = self.diagnostics.len();
        let clauses = layout::marked(lines);
        let Some((title_lines, rest)) = clauses.split_first() else { return };
        let title = self.read(Rule::award_title, title_lines, AWARD, Self::id_and_title);
        let mut needs = Vec::new();
        for clause in rest {
            match self.first_word(clause) {
                "needs" => needs.extend(self.need(clause)),
                _ => self.misplaced(clause, AWARD),
            }
        }
        if needs.is_empty() && self.diagnostics.len() == problems && self.unclosed.is_none() {
            self.report(Code::MissingClause, layout::range(title_lines), "this award needs nothing")
                .help
                .push("write what it takes: `needs every must is met`, `needs score is at least 70%`".to_owned());
        }
        match title {
            Some((id, title)) => {
                let span = self.lines_span(lines);
                self.syntax.declarations.push(Declaration::Award(Award { span, id, title, needs }));
            }
            None => self.unread_in(lines),
        }
    }

    fn need(&mut self, lines: Lines<'_>) -> Option<Need> {
        let span = self.lines_span(lines);
        self.read(Rule::needs, lines, AWARD, |reader, mut parts| {
            let need = parts.next()?;
            let inner = need.clone().into_inner();
            let kind = match need.as_rule() {
                Rule::every_must => NeedKind::EveryMustMet,
                Rule::no_must => NeedKind::NoMustUnmet,
                Rule::every_principle => NeedKind::EveryPrinciple(reader.percent(&inner)?),
                Rule::need_score if find(&inner, Rule::k_score).is_some() => NeedKind::Score(reader.percent(&inner)?),
                Rule::need_score => NeedKind::Evidenced(reader.percent(&inner)?),
                _ => {
                    let id = reader.word(inner.clone(), Rule::id)?;
                    match find(&inner, Rule::k_met) {
                        Some(_) => NeedKind::CriterionMet(id),
                        None => NeedKind::Principle(id, reader.percent(&inner)?),
                    }
                }
            };
            Some(Need { span, kind })
        })
    }

    pub(super) fn limit(&mut self, lines: Lines<'_>) {
        let span = self.lines_span(lines);
        let limit = self.read(Rule::limit, lines, LIMIT, |reader, parts| {
            let because = reader.because_of(&parts);
            let to = reader.word(parts.clone(), Rule::id)?;
            let when = reader.expr(find(&parts, Rule::expr)?)?;
            Some(Limit { span, to, when, because })
        });
        let Some(limit) = limit else { return };
        if limit.because.is_none() {
            self.report(Code::MissingClause, span.range(), "this limit has no `because`")
                .help
                .push("a limit says why it caps the award: `because \"…\"`".to_owned());
        }
        self.syntax.declarations.push(Declaration::Limit(Arc::new(limit)));
    }
}
