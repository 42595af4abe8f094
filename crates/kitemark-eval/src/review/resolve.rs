//! Holding a review against the charter and the profile that it is of.

use std::collections::HashMap;

use kitemark_dsl::charter::{CriterionId, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::problems::Problems;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::Obligation;
use kitemark_dsl::target::Target;

use super::{ClaimEntry, Review, Ruling, short};
use crate::engine::Engine;
use crate::profile::document::Document;
use crate::profile::facts::{Content, Facts};
use crate::scorecard::Verdict;

/// A review whose every decision has its place.
pub(super) struct Resolved<'r> {
    /// The entries, with the cells of their claims.
    pub(super) claims: Vec<(u32, &'r ClaimEntry)>,
    pub(super) rulings: Vec<Ruled<'r>>,
}

/// A criterion, and the verdict decided for it.
pub(super) struct Ruled<'r> {
    pub(super) criterion: CriterionId,
    pub(super) ruling: &'r Ruling,
    pub(super) reason: &'r str,
}

const BEGIN_ANEW: &str = "begin a new review with `kitemark review start`: with `--from` and this file it takes over every \
                          decision on a claim that has not changed";

/// Refuses a review of another charter, or of a profile that has changed since.
pub(super) fn same(engine: &Engine, document: &Document, review: &Review) -> Result<(), Vec<Diagnostic>> {
    let stale: Vec<Diagnostic> =
        [other_charter(engine, review), other_profile(document, review)].into_iter().flatten().collect();
    if stale.is_empty() { Ok(()) } else { Err(stale) }
}

/// What is wrong where a review is of another charter.
pub(super) fn other_charter(engine: &Engine, review: &Review) -> Option<Diagnostic> {
    let charter = &engine.charter;
    let sealed = &review.charter;
    (sealed.sha256.value != charter.sha256()).then(|| {
        let message = format!(
            "the review is of another charter: `{}` with the digest {}, while this is `{}`, edition {}, with {}",
            sealed.name,
            short(&sealed.sha256.value),
            charter.id(),
            charter.edition(),
            short(charter.sha256()),
        );
        review
            .problem(Code::ReviewStale, sealed.sha256.span, message, "the charter reviewed against")
            .with_help("name its charter with `--charter PATH` if it is not this one")
            .with_help(BEGIN_ANEW)
    })
}

fn other_profile(document: &Document, review: &Review) -> Option<Diagnostic> {
    let (sealed, sha256) = (&review.profile.sha256, document.sha256());
    (sealed.value != sha256).then(|| {
        let message = format!(
            "the profile is not the one reviewed: that had the digest {}, this has {}",
            short(&sealed.value),
            short(&sha256),
        );
        review.problem(Code::ReviewStale, sealed.span, message, "the profile reviewed").with_help(BEGIN_ANEW)
    })
}

/// Finds the claims and criteria that a review speaks of.
///
/// # Errors
///
/// Every decision that has no place in the profile or the charter.
pub(super) fn resolve<'r>(
    engine: &Engine,
    document: &Document,
    facts: &Facts,
    review: &'r Review,
) -> Result<Resolved<'r>, Vec<Diagnostic>> {
    let mut resolver =
        Resolver { engine, document, facts, review, cells: HashMap::new(), problems: Problems::new(Vec::new()) };
    let claims = resolver.claims();
    let rulings = resolver.rulings();
    let problems = resolver.problems.sorted_by_key(|each| each.labels.first().map(|label| label.range.start));
    if problems.is_empty() { Ok(Resolved { claims, rulings }) } else { Err(problems) }
}

/// Among more fields than these, none is looked for that was meant.
const MOST_COMPARED: usize = 5_000;

struct Resolver<'a, 'r> {
    engine: &'a Engine,
    document: &'a Document,
    facts: &'a Facts,
    review: &'r Review,
    /// The cells of the profile by their paths.
    cells: HashMap<String, u32>,
    problems: Problems,
}

impl<'r> Resolver<'_, 'r> {
    fn claims(&mut self) -> Vec<(u32, &'r ClaimEntry)> {
        let cells = 0..u32::try_from(self.facts.cells.len()).unwrap_or(u32::MAX);
        self.cells = cells.map(|cell| (self.facts.path(&self.engine.program.layouts, cell), cell)).collect();
        let mut claims = Vec::new();
        for entry in &self.review.claims {
            let Some(cell) = self.cell(entry) else { continue };
            self.check_submitted(cell, entry);
            self.check_correction(cell, entry);
            claims.push((cell, entry));
        }
        claims
    }

    /// The cell of a claim that the profile makes.
    fn cell(&mut self, entry: &ClaimEntry) -> Option<u32> {
        let written = &entry.claim.value;
        let known = self.cells.get(written).copied();
        let cell = known.filter(|cell| self.facts.is_claim(*cell));
        if cell.is_none() {
            if self.problems.passes_over() {
            } else {
                let problem = self.no_such_claim(written, known, entry.claim.span);
                self.problems.report(|| problem);
            }
        }
        cell
    }

    fn no_such_claim(&self, written: &str, known: Option<u32>, span: Span) -> Diagnostic {
        let problem = |message: String| self.review.problem(Code::NoSuchClaim, span, message, "");
        let path = match written.parse::<ProfilePath>() {
            Ok(path) => path,
            Err(error) => {
                return problem(format!("`{written}` is no path: {error}"))
                    .with_help("write `field`, `field.part` or `list[key].field`");
            }
        };
        if known == Some(self.facts.as_of_cell) {
            return problem(format!("`{written}` is the day that the profile speaks of, which is no claim"))
                .with_help("to score as of another day, say `kitemark score --as-of DATE`");
        }
        match (self.engine.charter.target(&path), known.and_then(|cell| self.facts.cell(cell))) {
            (Err(lost), _) => lost.help(problem(lost.message.clone())),
            (_, Some(cell)) if matches!(cell.content, Content::Rows { .. }) => self.several(problem, written),
            (Ok(Target::Field(_)), _) => {
                let few = self.cells.iter().filter(|_| self.cells.len() <= MOST_COMPARED);
                let claims = few.filter(|(_, cell)| self.facts.is_claim(**cell));
                let mut claims: Vec<&str> = claims.map(|(path, _)| path.as_str()).collect();
                claims.sort_unstable();
                problem(format!("the profile does not answer `{written}`")).with_suggestion(written, claims).with_help(
                    "a review decides on what a profile says; an open question is not for the reviewer to answer",
                )
            }
            (Ok(_), _) => self.several(problem, written),
        }
    }

    fn several(&self, problem: impl Fn(String) -> Diagnostic, written: &str) -> Diagnostic {
        problem(format!("`{written}` is not one claim, but holds several")).with_help("name one of the fields in it")
    }

    /// Refuses an entry that was written for another value. One that was changed before scoring is what it is.
    fn check_submitted(&mut self, cell: u32, entry: &ClaimEntry) {
        let Some(submitted) = &entry.submitted else { return };
        let is_changed = |span: Span| span.source != self.document.source();
        if self.facts.cell(cell).and_then(|cell| cell.span).is_some_and(is_changed) {
            return;
        }
        let says = self.engine.submitted(self.facts, cell);
        if says != submitted.value {
            let message = format!("the profile says `{says}` here, not `{}`", submitted.value);
            let problem = self.review.problem(Code::ReviewDecision, submitted.span, message, "not what was submitted");
            let help = "leave `submitted` as it was; a correction goes under `value`, with `decision: correct`";
            self.problems.report(|| problem.with_help(help));
        }
    }

    /// Refuses to correct what is no single value. Whether the value fits its field is seen when it is read there.
    fn check_correction(&mut self, cell: u32, entry: &ClaimEntry) {
        let Some(correction) = entry.correction() else { return };
        let claim = &entry.claim.value;
        let (message, help) = match self.engine.type_of(self.facts, cell) {
            Some(Type::List(_) | Type::Record(_)) => (
                format!("`{claim}` cannot be corrected: it holds fields of its own"),
                "reject it, or correct the fields in it",
            ),
            Some(Type::Key) => (
                format!(
                    "`{claim}` cannot be corrected: it names its record, and every path to it would lead elsewhere"
                ),
                "reject it, and say why",
            ),
            Some(_) if self.engine.submitted(self.facts, cell) == correction.value.to_string() => (
                format!("`{claim}` says `{}` already: that corrects nothing", correction.value),
                "accept it, or write the value that it should have",
            ),
            _ if claim.parse::<ProfilePath>().is_err() => (
                format!("`{claim}` cannot be corrected: the name of its record cannot stand in a path"),
                "reject it, and say why",
            ),
            _ => return,
        };
        let problem = self.review.problem(Code::ReviewDecision, correction.span, message, "");
        self.problems.report(|| problem.with_help(help));
    }

    fn rulings(&mut self) -> Vec<Ruled<'r>> {
        let mut rulings = Vec::new();
        for entry in &self.review.verdicts {
            let written = entry.criterion.value.as_str();
            let Some((id, criterion)) = self.engine.charter.criterion(written) else {
                let ids = self.engine.charter.criteria().iter().map(kitemark_dsl::charter::Criterion::id);
                let message = format!("no criterion is called `{written}`");
                let problem =
                    self.review.problem(Code::ReviewCriterion, entry.criterion.span, message, "unknown criterion");
                let help = "`kitemark explain ID` shows a criterion, the scorecard lists them all";
                self.problems.report(|| problem.with_suggestion(written, ids).with_help(help));
                continue;
            };
            let Some(ruling) = &entry.ruling else { continue };
            let is_flag = criterion.syntax.obligation == Obligation::Flag;
            let fits = match ruling.verdict {
                Verdict::Raised | Verdict::Clear => is_flag,
                Verdict::NotApplicable => true,
                _ => !is_flag,
            };
            if fits {
                let reason = entry.reason.as_deref().unwrap_or_default();
                rulings.push(Ruled { criterion: id, ruling, reason });
            } else {
                let (what, verdicts) = if is_flag {
                    ("a flag", "raised, clear or not applicable")
                } else {
                    ("no flag", "met, partly met, unmet or not applicable")
                };
                let message = format!("`{written}` is {what}: it cannot be {}", ruling.verdict.words());
                let problem = self.review.problem(Code::ReviewVerdict, ruling.span, message, "");
                self.problems.report(|| problem.with_help(format!("it can be {verdicts}")));
            }
        }
        rulings
    }
}
