//! What became of the mutants, place by place.

use kitemark_dsl::charter::Charter;
use kitemark_dsl::diagnostic::Diagnostic;
use serde::Serialize;

use super::{Fate, Mutant, allow, proposal};
use crate::place::Place;
use crate::workshop::Workshop;

/// The mutants of a charter in numbers, and each that no case notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How many mutants there are.
    pub mutants: usize,
    /// How many of them some case notices.
    pub killed: usize,
    /// Those that none notices, in the order of the charter.
    pub survivors: Vec<Surviving>,
}

/// A mutant that no case notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Surviving {
    /// What was changed.
    #[serde(flatten)]
    pub place: Place,
    /// The change, in words.
    pub change: String,
    /// Why that is so, as a comment says: `# mutants: allow because …`.
    pub allowed: Option<String>,
    /// A case that would notice it; none where no change of one answer that was tried shows a difference.
    pub noticed_by: Option<NoticedBy>,
}

/// A case that would notice a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NoticedBy {
    /// The title of the case to start from.
    pub case: String,
    /// The answer to change besides, as `PATH is VALUE`; none where the case need only expect more.
    pub given: Option<String>,
    /// What to expect, as `ID is VERDICT`; with the credit, where that is all that differs.
    pub then: String,
    /// What the mutant makes of it.
    pub mutant: String,
    /// The case as an example, ready to be added to the charter; none where only a case file can say it.
    pub example: Option<String>,
}

impl Report {
    /// The share of the mutants that is noticed, of 1,000, cut towards zero; all of nothing.
    pub fn per_mille(&self) -> usize {
        (self.killed * 1000).checked_div(self.mutants).unwrap_or(1000)
    }
}

/// The fates of mutants in numbers and places, and what is wrong with the comments that explain survivors.
pub fn report(workshop: &Workshop, fates: &[(Mutant, Fate<'_>)]) -> (Report, Vec<Diagnostic>) {
    let charter = workshop.charter();
    let mut survivors: Vec<Surviving> =
        fates.iter().filter_map(|(mutant, fate)| surviving(charter, mutant, fate)).collect();
    let wrong = allow::heed(workshop, allow::survivors(fates).zip(&mut survivors));
    (Report { mutants: fates.len(), killed: fates.len() - survivors.len(), survivors }, wrong)
}

fn surviving(charter: &Charter, mutant: &Mutant, fate: &Fate<'_>) -> Option<Surviving> {
    let Fate::Survived(telling) = fate else { return None };
    let noticed_by = telling.as_ref().map(|telling| NoticedBy {
        case: telling.start.case.title.clone(),
        given: telling.given.clone(),
        then: telling.then.clone(),
        mutant: telling.mutant.clone(),
        example: proposal::example(telling),
    });
    let place = Place::new(charter, mutant.span, &mutant.owner);
    Some(Surviving { place, change: mutant.words.clone(), allowed: None, noticed_by })
}
