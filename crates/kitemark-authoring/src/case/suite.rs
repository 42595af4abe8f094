//! All cases of a charter.

use std::fmt;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_eval::engine::Engine;
use rayon::prelude::*;

use super::{Bench, Case, Outcome, Pattern, examples, file};

/// The cases of a charter: its examples, and those of its case files.
#[derive(Debug, Default)]
pub struct Suite {
    /// The cases: the examples first, then file by file.
    pub cases: Vec<Case>,
    /// The profiles whose scorecards are kept.
    pub snapshots: Vec<Pattern>,
    /// What is wrong with the case files. A case with a mistake is not among the cases.
    pub problems: Vec<Diagnostic>,
}

/// What came of the cases of a charter.
#[derive(Debug)]
pub struct Report {
    /// What is wrong with case files and profiles.
    pub problems: Vec<Diagnostic>,
    /// Each case with what came of it, in order.
    pub results: Vec<(Case, Outcome)>,
}

impl Suite {
    /// Gathers the cases of a charter. `files` are its case files, each a name and a text.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(charter: &Charter, files: impl IntoIterator<Item = (N, T)>) -> Suite {
        let mut suite = Suite { cases: examples(charter), ..Suite::default() };
        for (name, text) in files {
            let read = file::read(charter, name.as_ref(), text.as_ref());
            suite.cases.extend(read.cases);
            suite.snapshots.extend(read.snapshots);
            suite.problems.extend(read.problems);
        }
        suite
    }

    /// Runs every case. `load` gives the bytes of a profile by its path from the charter's folder.
    ///
    /// Made for the tests of whoever embeds a charter:
    ///
    /// ```
    /// use kitemark_authoring::case::Suite;
    /// use kitemark_authoring::workshop::Workshop;
    ///
    /// let charter = r#"
    /// charter short "A charter of one rule"
    ///   edition 1
    /// profile
    ///   as_of  date
    ///   term   duration
    /// principle length "Contracts long enough to do the work"
    ///   criterion long-term "The term is five years or more"
    ///     should term is at least 5 years
    /// "#;
    /// let cases = "
    /// profile: {as_of: 2026-06-30, term: 4 years}
    /// cases:
    ///   - name: Five years are enough
    ///     given: {term: 60 months}
    ///     expect: {long-term: met, score: 100%}
    ///   - name: Four are not
    ///     expect: {long-term: unmet}
    /// ";
    /// let workshop = Workshop::open([("short.charter", charter)]).unwrap();
    /// let suite = Suite::read(workshop.charter(), [("short.cases.yaml", cases)]);
    /// let report = suite.run(workshop.engine(), &|_| None);
    /// assert!(report.holds(), "{report}");
    /// ```
    pub fn run(self, engine: &Engine, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Report {
        let (bench, unusable) = Bench::new(engine, &self.cases, load);
        let results = self.cases.into_par_iter().map(|case| {
            let outcome = bench.run(&case);
            (case, outcome)
        });
        Report { results: results.collect(), problems: [self.problems, unusable].concat() }
    }
}

impl Report {
    /// Whether nothing is wrong and every case holds; known gaps do not count.
    pub fn holds(&self) -> bool {
        self.failures().all(|failure| !failure.is_error())
    }

    /// Everything that is wrong, in order.
    pub fn failures(&self) -> impl Iterator<Item = &Diagnostic> {
        let outcomes = self.results.iter().flat_map(|(_, outcome)| match outcome {
            Outcome::Fails(failures) => failures.as_slice(),
            _ => &[],
        });
        self.problems.iter().chain(outcomes)
    }
}

/// A line for each failure: its place, what is wrong, and what it rests on.
impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in self.failures() {
            let (code, message) = (failure.code.as_str(), &failure.message);
            writeln!(out, "{}: {code} {message}", failure.place().unwrap_or_default())?;
            failure.help.iter().try_for_each(|help| writeln!(out, "    {help}"))?;
        }
        Ok(())
    }
}
