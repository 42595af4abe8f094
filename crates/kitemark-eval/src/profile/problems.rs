//! What is wrong with a profile: a list that ends, however much there is.

use kitemark_dsl::diagnostic::Diagnostic;

/// The most problems that are listed; the rest are counted.
const MOST_LISTED: usize = 1000;

/// The problems found so far.
#[derive(Debug)]
pub(crate) struct Problems {
    listed: Vec<Diagnostic>,
    /// How many there are beyond those listed.
    more: usize,
}

impl Problems {
    /// Begins with those of reading the text.
    pub(crate) fn new(listed: Vec<Diagnostic>) -> Self {
        Self { listed, more: 0 }
    }

    /// Lists a problem, or counts it; only what is listed is put into words.
    pub(crate) fn report(&mut self, tell: impl FnOnce() -> Diagnostic) {
        if self.is_full() {
            self.pass_over();
        } else {
            self.listed.push(tell());
        }
    }

    /// Counts a problem without a look at it.
    pub(crate) fn pass_over(&mut self) {
        self.more += 1;
    }

    /// Whether so many are listed that no more are looked at closely.
    pub(crate) fn is_full(&self) -> bool {
        self.listed.len() >= MOST_LISTED
    }

    /// Those listed, by their places; the last says how many there are besides.
    pub(crate) fn sorted(mut self) -> Vec<Diagnostic> {
        self.listed.sort_by_key(|each| (each.labels.first().map(|label| label.range.start), each.code));
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
