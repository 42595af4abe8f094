//! Changes to single rules of a checked charter, for tools that ask what would come of them.

use std::sync::Arc;

use crate::charter::{AwardId, Charter, CriterionId, DefineId, Need, SettingId};
use crate::syntax;

/// A rule in place of another.
///
/// The new one is made of parts of the old: the charter keeps what it knows of each expression by the expression's id, and
/// values keep their kind.
#[derive(Debug, Clone)]
pub enum Revision {
    /// Another criterion in the place of this one.
    Criterion(CriterionId, Box<syntax::Criterion>),
    /// Another definition in the place of this one.
    Define(DefineId, Box<syntax::Define>),
    /// Another setting in the place of this one.
    Setting(SettingId, Box<syntax::Setting>),
    /// Another limit in the place of the one with this number.
    Limit(usize, Box<syntax::Limit>),
    /// The charter without the limit with this number.
    NoLimit(usize),
    /// Other needs for an award.
    Needs(AwardId, Vec<Need>),
}

impl Charter {
    /// The charter with one rule revised; its texts and its digest are still those of the original.
    #[must_use]
    pub fn revised(&self, revision: Revision) -> Charter {
        let mut charter = self.clone();
        match revision {
            Revision::Criterion(id, syntax) => {
                if let Some(criterion) = charter.criteria.get_mut(id.index()) {
                    criterion.syntax = Arc::new(*syntax);
                }
            }
            Revision::Define(id, syntax) => {
                if let Some(define) = charter.defines.get_mut(id.index()) {
                    define.syntax = Arc::new(*syntax);
                }
            }
            Revision::Setting(id, syntax) => {
                if let Some(setting) = charter.settings.get_mut(id.index()) {
                    *setting = Arc::new(*syntax);
                }
            }
            Revision::Limit(at, syntax) => {
                if let Some(limit) = charter.limits.get_mut(at) {
                    limit.syntax = Arc::new(*syntax);
                }
            }
            Revision::NoLimit(at) => {
                if at < charter.limits.len() {
                    charter.limits.remove(at);
                }
            }
            Revision::Needs(id, needs) => {
                if let Some(award) = charter.awards.get_mut(id.index()) {
                    award.needs = needs;
                }
            }
        }
        charter
    }
}
