//! Mutants: charters with one small change, that the cases should notice.
//!
//! A mutant that no case notices shows a rule that could be wrong without anybody seeing it. For each such survivor a profile
//! is sought on which the mutant and the charter differ, to be made an example. Where there is none, because the change means
//! the same, a comment can say so: `# mutants: allow because REASON`.

mod affected;
mod allow;
mod expr;
mod proposal;
mod report;
mod rules;
mod survivor;

use std::sync::atomic::{AtomicUsize, Ordering};

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::revision::Revision;
use kitemark_dsl::source::Span;
use kitemark_eval::assessment::Assessment;
use kitemark_eval::engine::Engine;
use kitemark_eval::survey::Rule;
use rayon::prelude::*;

use crate::case::Prepared;
use crate::workshop::Workshop;
pub use report::{NoticedBy, Report, Surviving, report};
use survivor::Survivor;
pub use survivor::Telling;

/// A charter with one small change.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Mutant {
    /// The declaration that is changed, such as `criterion cycle-length`.
    pub owner: String,
    /// Where.
    pub span: Span,
    /// The change, in words, such as `60 months becomes 61 months`.
    pub words: String,
    revision: Revision,
    /// The rules that rest on what is changed; none for needs of awards.
    affects: Vec<Rule>,
    /// Whether a comment says why no case can notice it.
    explained: bool,
}

/// What became of a mutant.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fate<'c> {
    /// A case noticed it.
    Killed(&'c Prepared<'c>),
    /// No case noticed it; with a profile that tells it from the charter, if one was found. None is sought where a comment
    /// explains it.
    Survived(Option<Telling<'c>>),
}

/// The mutants of a charter, and what becomes of each under the cases. `done` is told how many of how many are
/// judged, again and again.
pub fn mutants<'c>(
    workshop: &Workshop,
    cases: &'c [Prepared<'c>],
    done: &(dyn Fn(usize, usize) + Sync),
) -> Vec<(Mutant, Fate<'c>)> {
    let engine = workshop.engine();
    let mut mutants = rules::mutants(engine.charter());
    allow::explain(workshop, &mut mutants);
    let ground: Vec<Ground<'c>> = cases.par_iter().map(|case| Ground::new(engine, case)).collect();
    let progress = Progress { judged: AtomicUsize::new(0), count: mutants.len(), done };
    // Mutants of one rule are told from the charter by the same profiles.
    let groups: Vec<&[Mutant]> = mutants.chunk_by(|one, next| one.affects.first() == next.affects.first()).collect();
    let fates: Vec<Fate<'c>> =
        groups.par_iter().flat_map_iter(|group| of_group(engine, &ground, cases, group, &progress)).collect();
    mutants.into_iter().zip(fates).collect()
}

/// A case with what comes out for it without any change.
struct Ground<'c> {
    case: &'c Prepared<'c>,
    found: Assessment,
}

impl<'c> Ground<'c> {
    fn new(engine: &Engine, case: &'c Prepared<'c>) -> Self {
        Self { case, found: case.judge(engine) }
    }
}

struct Progress<'p> {
    judged: AtomicUsize,
    count: usize,
    done: &'p (dyn Fn(usize, usize) + Sync),
}

impl Progress<'_> {
    fn one_more(&self) {
        (self.done)(self.judged.fetch_add(1, Ordering::Relaxed) + 1, self.count);
    }
}

fn of_group<'c>(
    engine: &Engine,
    ground: &[Ground<'c>],
    cases: &'c [Prepared<'c>],
    group: &[Mutant],
    progress: &Progress<'_>,
) -> Vec<Fate<'c>> {
    let mut survivors: Vec<Survivor<'_>> = Vec::new();
    let mut fates: Vec<Fate<'c>> = Vec::new();
    for (at, mutant) in group.iter().enumerate() {
        let variant = engine.variant(mutant.revision.clone());
        let changed = criteria(&mutant.affects);
        // Only criteria are quickly seen to come out alike; a limit or a need is felt in the award.
        let only_criteria = !changed.is_empty() && changed.len() == mutant.affects.len();
        let notices = |ground: &&Ground<'c>| {
            let alike = only_criteria && variant.judges_alike(&ground.found, &changed);
            !alike && !ground.case.holds(&variant.reassess(&ground.found, &changed))
        };
        match ground.iter().find(notices) {
            Some(ground) => fates.push(Fate::Killed(ground.case)),
            None => {
                if !mutant.explained {
                    survivors.push(Survivor { at, variant, affects: &mutant.affects, changed });
                }
                fates.push(Fate::Survived(None));
            }
        }
        progress.one_more();
    }
    for (at, telling) in survivor::tellings(engine, survivors, cases) {
        if let Some(fate) = fates.get_mut(at) {
            *fate = Fate::Survived(Some(telling));
        }
    }
    fates
}

fn criteria(rules: &[Rule]) -> Vec<CriterionId> {
    let criteria = rules.iter().filter_map(|rule| match rule {
        Rule::Criterion(id) => Some(*id),
        Rule::Limit(_) => None,
    });
    criteria.collect()
}
