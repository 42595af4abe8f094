//! How far what begins on a line extends: declarations, criteria, clauses and entries.

use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Citation, Criterion, Declaration, Name, Principle, Syntax};

/// The places of everything that a comment can stand before. A principle ends where its criteria begin.
pub(crate) fn extents(syntax: &Syntax) -> Vec<Span> {
    syntax.declarations.iter().flat_map(of_declaration).collect()
}

fn of_declaration(declaration: &Declaration) -> Vec<Span> {
    let (whole, parts): (Span, Vec<Span>) = match declaration {
        Declaration::Head(head) => (head.span, head.evidence.iter().map(|evidence| evidence.span).collect()),
        Declaration::Source(source) => (source.span, Vec::new()),
        Declaration::Unit(unit) => (unit.span, Vec::new()),
        Declaration::Choice(choice) => (choice.span, Vec::new()),
        Declaration::Record(record) => (record.span, record.fields.iter().map(|field| field.span).collect()),
        Declaration::Profile(profile) => (profile.span, profile.fields.iter().map(|field| field.span).collect()),
        Declaration::Setting(setting) => {
            (setting.span, because(&setting.because).chain(cites(&setting.cites)).collect())
        }
        Declaration::Define(define) => (define.span, vec![define.body.span]),
        Declaration::Principle(principle) => (principle.span, of_principle(principle)),
        Declaration::Award(award) => (award.span, award.needs.iter().map(|need| need.span).collect()),
        Declaration::Limit(limit) => {
            (limit.span, [limit.when.span].into_iter().chain(because(&limit.because)).collect())
        }
        Declaration::Example(example) => (example.span, Vec::new()),
    };
    [whole].into_iter().chain(parts).collect()
}

fn of_principle(principle: &Principle) -> Vec<Span> {
    let own = because(&principle.because).chain(cites(&principle.cites));
    own.chain(principle.criteria.iter().flat_map(|criterion| of_criterion(criterion))).collect()
}

fn of_criterion(criterion: &Criterion) -> Vec<Span> {
    let conditions = criterion.when.iter().chain(&criterion.unless).map(|condition| condition.expr.span);
    let credit = criterion.worth.iter().map(|band| band.span).chain(criterion.scale.as_ref().map(|scale| scale.span));
    [criterion.span, criterion.requirement.span]
        .into_iter()
        .chain(conditions)
        .chain(credit)
        .chain(because(&criterion.because))
        .chain(because(&criterion.fix))
        .chain(criterion.evidence.as_ref().map(|evidence| evidence.span))
        .chain(cites(&criterion.cites))
        .collect()
}

fn because(text: &Option<Name>) -> impl Iterator<Item = Span> {
    text.iter().map(|text| text.span)
}

/// The citations of a rule as one: they mostly stand in one clause.
fn cites(citations: &[Citation]) -> impl Iterator<Item = Span> {
    let ends = citations.first().zip(citations.last());
    ends.map(|(first, last)| first.source.span.to(last.place.as_ref().unwrap_or(&last.source).span)).into_iter()
}
