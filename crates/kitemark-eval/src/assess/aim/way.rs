//! Ways: changes that belong together, and how the ways of several conditions go together.

use kitemark_dsl::syntax::Comparison;

use crate::profile::document::Change;
use crate::reach::Leeway;
use crate::survey::Compared;

/// The most ways that are kept for one condition.
pub(super) const MOST_WAYS: usize = 12;

/// The most changes that make a way: nobody would go through more for one rule.
pub(crate) const MOST_MOVES: usize = 100;

/// Something to change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Move {
    /// An answer to give.
    Write { path: String, change: Change, leeway: Option<Leeway> },
    /// A comparison that has to hold, or not to, by moving what it compares.
    Measure { compared: Box<Compared>, comparison: Comparison, wanted: bool },
}

/// Changes that belong together. None of them: it comes out as wanted already.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Way {
    pub(crate) moves: Vec<Move>,
    /// Ways of less effort are told first.
    effort: usize,
}

/// What it takes, beyond a change, to bring about that an item does not count: that seldom meets what a rule is for.
pub(super) const EVADED: usize = 10;

/// What it takes, beyond a change, to add a record.
pub(super) const ADDED: usize = 20;

impl Way {
    pub(super) fn of(moves: Vec<Move>) -> Self {
        let effort = moves.len();
        Self { moves, effort }
    }

    pub(super) fn by(one: Move) -> Self {
        Self::of(vec![one])
    }

    pub(super) fn harder(self, by: usize) -> Self {
        Self { effort: self.effort + by, ..self }
    }

    pub(super) fn and(mut self, other: &Way) -> Self {
        self.effort += other.effort;
        for each in &other.moves {
            if !self.moves.contains(each) {
                self.moves.push(each.clone());
            }
        }
        self
    }

    /// Whether there is nothing left to do.
    pub(crate) fn is_done(&self) -> bool {
        self.moves.is_empty()
    }
}

/// The ways in which so many of several conditions come out: of those that take the least effort, all ways of one beside the
/// first of each other.
pub(super) fn together(mut parts: Vec<Vec<Way>>, count: usize) -> Vec<Way> {
    parts.retain(|ways| !ways.is_empty());
    if parts.len() < count {
        return Vec::new();
    }
    parts.sort_by_key(|ways| ways.first().map_or(0, |way| way.effort));
    if count == 1 {
        return fewest(parts.into_iter().flatten().collect());
    }
    parts.truncate(count);
    if parts.len() > MOST_MOVES {
        // Of so many, what is done already is passed over.
        parts.retain(|ways| !ways.first().is_some_and(Way::is_done));
        if parts.len() > MOST_MOVES {
            return Vec::new();
        }
    }
    let joined = |at: usize, way: &Way| {
        let chosen =
            parts.iter().enumerate().filter_map(|(other, ways)| if other == at { Some(way) } else { ways.first() });
        chosen.fold(Way::default(), Way::and)
    };
    let mut ways: Vec<Way> = Vec::new();
    for (at, alternatives) in parts.iter().enumerate() {
        for way in alternatives {
            let joined = joined(at, way);
            if !ways.contains(&joined) {
                ways.push(joined);
            }
        }
    }
    if parts.is_empty() {
        ways.push(Way::default());
    }
    fewest(ways)
}

pub(super) fn fewest(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(|way| way.effort);
    ways.truncate(MOST_WAYS);
    ways
}
