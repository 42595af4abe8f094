//! What is wrong with an input: a list that ends, however much there is.

use crate::diagnostic::Diagnostic;

/// The most problems of an input that are listed; the rest are counted.
pub const MOST_LISTED: usize = 1000;

/// The problems found so far.
#[derive(Debug)]
pub struct Problems {
    listed: Vec<Diagnostic>,
    /// How many there are beyond those listed.
    more: usize,
    has_error: bool,
}

impl Problems {
    /// Begins with those of reading the text.
    pub fn new(listed: Vec<Diagnostic>) -> Self {
        let has_error = listed.iter().any(Diagnostic::is_error);
        Self { listed, more: 0, has_error }
    }

    /// Lists a problem, or counts it. However many warnings there are, the first error is listed.
    pub fn report(&mut self, tell: impl FnOnce() -> Diagnostic) {
        if self.is_full() && self.has_error {
            return self.pass_over();
        }
        let diagnostic = tell();
        let is_error = diagnostic.is_error();
        if self.is_full() && !is_error {
            return self.pass_over();
        }
        self.has_error |= is_error;
        self.listed.push(diagnostic);
    }

    /// Counts a problem without a look at it.
    pub fn pass_over(&mut self) {
        self.more += 1;
    }

    /// Whether so many are listed that no more are looked at closely.
    pub fn is_full(&self) -> bool {
        self.listed.len() >= MOST_LISTED
    }

    /// Whether there is an error among them.
    pub fn has_error(&self) -> bool {
        self.has_error
    }

    /// How many there are, listed or not.
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// Those listed so far.
    pub fn listed(&self) -> &[Diagnostic] {
        &self.listed
    }

    /// Those listed, in the order of `key`; the last says how many there are besides.
    pub fn sorted_by_key<K: Ord>(mut self, key: impl FnMut(&Diagnostic) -> K) -> Vec<Diagnostic> {
        self.listed.sort_by_key(key);
        if let Some(last) = self.listed.last_mut().filter(|_| self.more > 0) {
            last.help.push(format!("{} more problems are not listed; put these right first", self.more));
        }
        self.listed
    }
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, found: I) {
        found.into_iter().for_each(|diagnostic| self.report(|| diagnostic));
    }
}
