//! What coverage finds, place by place.

use std::collections::BTreeMap;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::source::{SourceId, Span};
use serde::Serialize;

use super::{Coverage, Goal, Outcome};
use crate::place::Place;

/// Coverage in numbers and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How many goals there are.
    pub goals: usize,
    /// How many of them some case reaches.
    pub reached: usize,
    /// The files of the charter that have goals, in order.
    pub files: Vec<File>,
}

/// Coverage of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct File {
    /// Its name.
    pub name: String,
    /// How many goals it has.
    pub goals: usize,
    /// How many of them some case reaches.
    pub reached: usize,
    /// The places of which something never comes out.
    pub missed: Vec<Missed>,
}

/// A place of which something never comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Missed {
    /// The place.
    #[serde(flatten)]
    pub place: Place,
    /// What never comes out.
    pub never: Vec<Outcome>,
}

impl Missed {
    /// What never comes out, in words.
    pub fn words(&self) -> String {
        self.never.iter().map(|outcome| outcome.words()).collect::<Vec<_>>().join(", ")
    }
}

impl Coverage {
    /// The coverage in numbers and places, by the files of the charter.
    pub fn report(&self, charter: &Charter) -> Report {
        let mut files: BTreeMap<SourceId, Vec<&Goal>> = BTreeMap::new();
        for goal in &self.goals {
            files.entry(goal.span.source).or_default().push(goal);
        }
        let files = files.into_iter().map(|(id, goals)| file(charter, id, &goals)).collect();
        Report { goals: self.goals.len(), reached: self.reached(), files }
    }
}

fn file(charter: &Charter, id: SourceId, goals: &[&Goal]) -> File {
    let source = charter.sources().get(id);
    let mut missed: BTreeMap<(Span, &str), Vec<Outcome>> = BTreeMap::new();
    for goal in goals.iter().filter(|goal| goal.cases == 0) {
        missed.entry((goal.span, goal.owner.as_str())).or_default().push(goal.outcome);
    }
    let missed =
        missed.into_iter().map(|((span, owner), never)| Missed { place: Place::new(charter, span, owner), never });
    File {
        name: source.name().to_owned(),
        goals: goals.len(),
        reached: goals.iter().filter(|goal| goal.cases > 0).count(),
        missed: missed.collect(),
    }
}
