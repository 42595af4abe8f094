//! What is wrong with an input: a list that ends, however much there is.

use crate::diagnostic::Diagnostic;

/// The most problems of an input that are listed; the rest are counted.
pub const MOST_LISTED: usize = 1000;

/// The problems found so far.
#[derive(Debug)]
pub struct Problems {
    listed: Vec<Diagnostic>,
    /// How many are listed at most, apart from the first error.
    most: usize,
    /// How many there are beyond those listed.
    more: usize,
    has_error: bool,
}

impl Problems {
    /// Begins with those of reading the text.
    pub fn new(listed: Vec<Diagnostic>) -> Self {
        let has_error = listed.iter().any(Diagnostic::is_error);
        Self { listed, most: MOST_LISTED, more: 0, has_error }
    }

    /// For who does not ask what is wrong: nothing is listed, nor put into words.
    pub fn untold() -> Self {
        Self { listed: Vec::new(), most: 0, more: 0, has_error: true }
    }

    /// Lists a problem, or counts it. However many warnings there are, the first error is listed.
    pub fn report(&mut self, tell: impl FnOnce() -> Diagnostic) {
        if self.passes_over() {
            return;
        }
        let diagnostic = tell();
        let is_error = diagnostic.is_error();
        if self.listed.len() >= self.most && !is_error {
            self.more += 1;
            return;
        }
        self.has_error |= is_error;
        self.listed.push(diagnostic);
    }

    /// Counts a problem without a look at it, where so many are listed that no more will be.
    pub fn passes_over(&mut self) -> bool {
        let is_full = self.listed.len() >= self.most && self.has_error;
        self.more += usize::from(is_full);
        is_full
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
