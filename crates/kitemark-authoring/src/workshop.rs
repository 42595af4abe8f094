//! A charter on the bench: as written and as checked.

use std::sync::Arc;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::check;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Source, Sources};
use kitemark_dsl::syntax::Syntax;
use kitemark_eval::engine::{Engine, Scored};
use kitemark_eval::profile::yaml::{self, Limits};

use crate::case::{self, Bench};

/// A charter without errors, with what its tools need to know of it.
#[derive(Debug, Clone)]
pub struct Workshop {
    syntax: Arc<Syntax>,
    engine: Engine,
    warnings: Vec<Diagnostic>,
}

impl Workshop {
    /// Opens a charter: its files, each a name and a text, in the order of their names.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, warnings included, where there is an error.
    ///
    /// ```
    /// use kitemark_authoring::workshop::Workshop;
    ///
    /// let wrong = Workshop::open([("short.charter", "charter short \"It asks nothing\"\n  edition 1\n")]);
    /// assert_eq!(wrong.unwrap_err()[0].message, "the charter declares no profile");
    /// ```
    pub fn open<N: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Workshop, Vec<Diagnostic>> {
        let mut sources = Sources::default();
        for (name, text) in files {
            sources.add(Source::new(name, text));
        }
        let checked = check::check(sources, None);
        match checked.charter {
            Some(charter) => {
                Ok(Workshop { syntax: checked.syntax, engine: Engine::new(charter), warnings: checked.diagnostics })
            }
            None => Err(checked.diagnostics),
        }
    }

    /// The charter as checked.
    pub fn charter(&self) -> &Charter {
        self.engine.charter()
    }

    /// The charter as written.
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// The charter ready to score.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Runs the charter's examples and says what does not hold. `load` gives the bytes of a profile by its path from the
    /// charter's folder.
    pub fn run_examples(&self, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Diagnostic> {
        let cases = case::examples(self.charter());
        let (bench, mut problems) = Bench::new(&self.engine, &cases, load);
        problems.extend(cases.iter().flat_map(|case| bench.run(case).failures()));
        problems
    }

    /// Reads a profile and scores it. `name` is what diagnostics call it.
    ///
    /// # Errors
    ///
    /// What is wrong with a profile that cannot be scored.
    pub fn score(&self, name: &str, bytes: &[u8]) -> Result<Scored, Vec<Diagnostic>> {
        let document = yaml::read_bytes(name, bytes, &Limits::default())?;
        self.engine.score(&document, None)
    }

    /// What checking it warned of.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }
}
