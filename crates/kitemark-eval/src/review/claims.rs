//! The claims of a profile that a reviewer has to check, the most decisive first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::syntax::Obligation;

use crate::assess::Machine;
use crate::assess::criterion::rests_on;
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::profile::evidence::Evidence;
use crate::profile::facts::{Content, Facts};
use crate::scorecard::Place;
use crate::survey::Rule;

/// Longer values are cut where a review repeats them.
const LONGEST: usize = 200;

/// A claim of a profile that some criterion reads.
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
    /// The criteria that read it: those whose present outcome rests on it first, of these those that weigh most.
    pub feeds: Vec<Feed>,
}

/// A criterion that a claim feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feed {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whether the answer that the criterion has now rests on the claim.
    pub is_decisive: bool,
    /// The criterion's share of the whole score where every criterion applies; 0 for flags.
    pub share: Fraction,
    /// Whether the criterion is a must, which no score makes up for.
    pub is_must: bool,
}

impl Claim<'_> {
    /// How much of the score rests on it, of the criteria that it decides now.
    pub fn stake(&self) -> Fraction {
        self.sum(true)
    }

    /// Whether it decides a must.
    pub fn decides_a_must(&self) -> bool {
        self.feeds.iter().any(|feed| feed.is_decisive && feed.is_must)
    }

    fn sum(&self, decisive: bool) -> Fraction {
        let shares = self.feeds.iter().filter(|feed| feed.is_decisive == decisive).map(|feed| &feed.share);
        shares.fold(Fraction::zero(), |sum, share| sum.plus(share))
    }
}

impl Engine {
    /// The claims that criteria read: first those that decide a must, then by how much of the score rests on them.
    pub fn claims<'f>(&self, facts: &'f Facts) -> Vec<Claim<'f>> {
        let shares = self.shares().criteria;
        let mut feeds: BTreeMap<u32, Vec<Feed>> = BTreeMap::new();
        for (at, (criterion, share)) in self.charter.criteria().iter().zip(shares).enumerate() {
            let id = CriterionId::at(at);
            let Some(code) = self.program.criterion(id) else { continue };
            let decisive = rests_on(&mut Machine::new(&self.program, facts), code);
            for cell in self.cells_read(facts, Rule::Criterion(id)) {
                let is_decisive = decisive.binary_search(&cell).is_ok();
                let is_must = criterion.syntax.obligation == Obligation::Must;
                feeds.entry(cell).or_default().push(Feed { criterion: id, is_decisive, share: share.clone(), is_must });
            }
        }
        let mut claims: Vec<Claim<'f>> = feeds
            .into_iter()
            .filter(|(cell, _)| facts.is_claim(*cell))
            .map(|(cell, feeds)| self.claim(facts, cell, feeds))
            .collect();
        claims.sort_by_cached_key(|claim| Reverse((claim.decides_a_must(), claim.stake(), claim.sum(false))));
        claims
    }

    pub(super) fn claim<'f>(&self, facts: &'f Facts, cell: u32, mut feeds: Vec<Feed>) -> Claim<'f> {
        feeds.sort_by_key(|feed| Reverse((feed.is_decisive, feed.is_must, feed.share.clone())));
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

    /// The criteria that read each of these cells.
    pub(super) fn readers(&self, facts: &Facts) -> HashMap<u32, Vec<CriterionId>> {
        let mut readers: HashMap<u32, Vec<CriterionId>> = HashMap::new();
        for id in (0..self.charter.criteria().len()).map(CriterionId::at) {
            for cell in self.cells_read(facts, Rule::Criterion(id)) {
                readers.entry(cell).or_default().push(id);
            }
        }
        readers
    }
}

impl Facts {
    /// Whether a cell says something that has to be proven: an answer, a silence that is one, or what cannot be read.
    pub(super) fn is_claim(&self, cell: u32) -> bool {
        let says = |content| !matches!(content, Content::Unanswered | Content::Rows { count: 1.., .. });
        cell != self.as_of_cell && self.cell(cell).is_some_and(|cell| says(cell.content))
    }
}
