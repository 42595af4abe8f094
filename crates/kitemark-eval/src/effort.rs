//! How much may be tried on a profile.

use std::cell::Cell;

use crate::assessment::Assessment;
use crate::profile::document::Document;

/// The fields that all profiles which are tried may have together, or twice the steps that rules may take on them. Most profiles
/// have some hundreds of fields, so that they can be tried tens of thousands of times; what is too large for that is told without.
const MOST_FIELDS: u64 = 12_000_000;

/// How many times a profile is gone through, about: to judge it for its score alone, to look for what would change it, to read
/// it with a change, to move what is compared to where it should lie, and to judge it with all that its score rests on.
pub(crate) const SCORE: u64 = 1;
pub(crate) const LOOK: u64 = 1;
pub(crate) const CHANGE: u64 = 2;
pub(crate) const MOVE: u64 = 8;
pub(crate) const ASSESS: u64 = 5;

/// What is left to be tried: a profile with a change in it is read and judged anew, which takes as long as it has fields, or as its
/// rules take steps. Counted, so that the same comes out on every machine.
#[derive(Debug)]
pub(crate) struct Effort {
    /// What it takes to go through the profile once.
    once: u64,
    left: Cell<u64>,
    is_spent: Cell<bool>,
}

impl Effort {
    /// For the profile that was judged, and that is written so.
    pub(crate) fn on(now: &Assessment, document: &Document) -> Self {
        let fields = now.facts().cells.len().max(document.root().size());
        let once = (fields as u64).max(now.judged().steps / 2);
        Self { once, left: Cell::new(MOST_FIELDS), is_spent: Cell::new(false) }
    }

    /// Takes what it takes to go through the profile so many times; false where that is not left, and ever after.
    pub(crate) fn spend(&self, times: u64) -> bool {
        self.spend_on(times, 0)
    }

    /// Takes what it takes to go through the profile so many times by a rule that takes so many steps each time, which may be more
    /// than its verdict took.
    pub(crate) fn spend_on(&self, times: u64, steps: u64) -> bool {
        let cost = self.once.max(steps / 2).saturating_mul(times);
        match self.left.get().checked_sub(cost).filter(|_| !self.is_spent.get()) {
            Some(left) => self.left.set(left),
            None => self.is_spent.set(true),
        }
        !self.is_spent.get()
    }

    /// Whether something was not tried.
    pub(crate) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }
}
