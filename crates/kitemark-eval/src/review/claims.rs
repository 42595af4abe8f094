//! The claims of a profile that a reviewer has to check, the most decisive first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::syntax::Obligation;

use crate::assess::Machine;
use crate::assess::criterion::{condition_rests_on, rests_on};
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::profile::evidence::Evidence;
use crate::profile::facts::{Content, Facts};
use crate::scorecard::Place;
use crate::survey::Rule;

/// Longer values are cut where a review repeats them.
const LONGEST: usize = 200;

/// A claim of a profile that some rule reads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Claim<'f> {
    /// Its path, such as `contracts[adult-system].initial_term`.
    pub path: String,
    /// What the profile says, in words; silence where that is an answer, as `not given`.
    pub submitted: String,
    /// Where the profile says it; nowhere for silence.
    pub place: Option<Place>,
    /// The documents given as evidence for it.
    pub evidence: Vec<&'f Evidence>,
    /// The rules that read it: those whose present outcome rests on it first, of these gates, then those that weigh most.
    pub feeds: Vec<Feed>,
}

/// A rule that a claim feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feed {
    /// The criterion or limit.
    pub rule: Rule,
    /// Whether the answer that the rule gives now rests on the claim.
    pub is_decisive: bool,
    /// Whether no score makes up for it: a must, or a cap on awards.
    pub is_gate: bool,
    /// The criterion's share of the whole score where every criterion applies; 0 for flags and caps.
    pub share: Fraction,
}

impl Claim<'_> {
    /// How much of the score rests on it, of the criteria that it decides now.
    pub fn stake(&self) -> Fraction {
        self.sum(true)
    }

    /// Whether it decides a must, or a cap on awards.
    pub fn decides_a_gate(&self) -> bool {
        self.feeds.iter().any(|feed| feed.is_decisive && feed.is_gate)
    }

    fn sum(&self, decisive: bool) -> Fraction {
        let shares = self.feeds.iter().filter(|feed| feed.is_decisive == decisive).map(|feed| &feed.share);
        shares.fold(Fraction::zero(), |sum, share| sum.plus(share))
    }
}

impl Engine {
    /// The claims that rules read: first those that decide a gate, then by how much of the score rests on them.
    pub fn claims<'f>(&self, facts: &'f Facts) -> Vec<Claim<'f>> {
        let shares = self.shares().criteria;
        let decisive: BTreeSet<(u32, Rule)> = self
            .rules()
            .flat_map(|rule| self.rests_on(facts, rule).into_iter().map(move |cell| (cell, rule)))
            .collect();
        let feed = |cell: u32, rule: Rule| Feed {
            rule,
            is_decisive: decisive.contains(&(cell, rule)),
            is_gate: self.is_gate(rule),
            share: share(&shares, rule),
        };
        let claims = self.readers(facts).into_iter().filter(|(cell, _)| facts.is_claim(*cell)).map(|(cell, rules)| {
            let feeds = rules.into_iter().map(|rule| feed(cell, rule)).collect();
            self.claim(facts, cell, feeds)
        });
        let mut claims: Vec<Claim<'f>> = claims.collect();
        claims.sort_by_cached_key(|claim| Reverse((claim.decides_a_gate(), claim.stake(), claim.sum(false))));
        claims
    }

    /// The claims that the outcome of a rule rests on.
    fn rests_on(&self, facts: &Facts, rule: Rule) -> Vec<u32> {
        let mut machine = Machine::new(&self.program, facts);
        match rule {
            Rule::Criterion(id) => self.program.criterion(id).map(|code| rests_on(&mut machine, code)),
            Rule::Limit(at) => self.program.limits.get(at).map(|limit| condition_rests_on(&mut machine, *limit)),
        }
        .unwrap_or_default()
    }

    fn is_gate(&self, rule: Rule) -> bool {
        match rule {
            Rule::Criterion(id) => {
                let criterion = self.charter.criteria().get(id.index());
                criterion.is_some_and(|criterion| criterion.syntax.obligation == Obligation::Must)
            }
            Rule::Limit(_) => true,
        }
    }

    pub(super) fn claim<'f>(&self, facts: &'f Facts, cell: u32, mut feeds: Vec<Feed>) -> Claim<'f> {
        feeds.sort_by_key(|feed| Reverse((feed.is_decisive, feed.is_gate, feed.share.clone())));
        let found = facts.cell(cell);
        let coverage = found.and_then(|found| facts.coverages.get(found.coverage as usize));
        let documents = coverage.map(|coverage| coverage.documents.as_slice()).unwrap_or_default();
        let span = found.and_then(|found| found.span);
        Claim {
            path: facts.path(&self.program.layouts, cell),
            submitted: self.submitted(facts, cell),
            place: span.map(|span| Place::of(&facts.sources.get(span.source), span)),
            evidence: documents.iter().filter_map(|at| facts.documents.get(*at)).collect(),
            feeds,
        }
    }

    /// What a claim says, in the words of a review.
    pub(super) fn submitted(&self, facts: &Facts, cell: u32) -> String {
        let words = facts.show_cell(&self.charter, &self.program.layouts, cell);
        let words = words.trim();
        match words.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{} …", words.get(..at).unwrap_or_default()),
            None => words.to_owned(),
        }
    }

    /// The rules that read each cell.
    pub(super) fn readers(&self, facts: &Facts) -> BTreeMap<u32, Vec<Rule>> {
        let mut readers: BTreeMap<u32, Vec<Rule>> = BTreeMap::new();
        for rule in self.rules() {
            for cell in self.cells_read(facts, rule) {
                readers.entry(cell).or_default().push(rule);
            }
        }
        readers
    }
}

fn share(shares: &[Fraction], rule: Rule) -> Fraction {
    match rule {
        Rule::Criterion(id) => shares.get(id.index()).cloned().unwrap_or_else(Fraction::zero),
        Rule::Limit(_) => Fraction::zero(),
    }
}

impl Facts {
    /// Whether a cell says something that has to be proven: an answer, a silence that is one, or what cannot be read.
    pub(super) fn is_claim(&self, cell: u32) -> bool {
        let says = |content| !matches!(content, Content::Unanswered | Content::Rows { count: 1.., .. });
        cell != self.as_of_cell && self.cell(cell).is_some_and(|cell| says(cell.content))
    }
}
