//! Profiles that cases start from, read once, and the cases made ready to judge.

use std::collections::BTreeMap;
use std::sync::Arc;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_eval::assessment::Assessment;
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::document::Document;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::profile::yaml::{self, Limits};

use super::{Case, Gap, expect};

/// An engine with the profiles that its cases start from.
#[derive(Debug)]
pub struct Bench<'e> {
    engine: &'e Engine,
    /// By path; none for those that cannot be used.
    profiles: BTreeMap<String, Option<Document>>,
}

/// A case whose profile is changed and bound: only judging is left.
#[derive(Debug, Clone)]
pub struct Prepared<'c> {
    /// The case.
    pub case: &'c Case,
    /// Its profile as written and changed.
    pub document: Document,
    /// Its profile as the charter reads it.
    pub facts: Arc<Facts>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Everything expected came out.
    Holds,
    /// It does not hold, as is known of it.
    KnownGap,
    /// It could not be run: its profile cannot be used, which has been said.
    NotRun,
    /// What does not hold, or keeps it from running.
    Fails(Vec<Diagnostic>),
}

impl Outcome {
    /// What does not hold, if it fails.
    pub fn failures(self) -> Vec<Diagnostic> {
        match self {
            Outcome::Fails(failures) => failures,
            Outcome::Holds | Outcome::KnownGap | Outcome::NotRun => Vec::new(),
        }
    }
}

impl<'e> Bench<'e> {
    /// Reads the profiles of `cases`. `load` gives the bytes of a profile by its path from the charter's folder.
    ///
    /// What is wrong with a profile is said once, at the first case that names it; a profile that cases rest on must be
    /// without errors.
    pub fn new(
        engine: &'e Engine,
        cases: &[Case],
        load: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> (Bench<'e>, Vec<Diagnostic>) {
        let mut bench = Bench { engine, profiles: BTreeMap::new() };
        let mut diagnostics = Vec::new();
        for case in cases {
            if !bench.profiles.contains_key(&case.profile) {
                let read = bench.read(case, load);
                let document = read.map_err(|problems| diagnostics.extend(problems)).ok();
                bench.profiles.insert(case.profile.clone(), document);
            }
        }
        (bench, diagnostics)
    }

    fn read(&self, case: &Case, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Document, Vec<Diagnostic>> {
        let path = case.profile.as_str();
        let unusable = |message: String, label: &str| case.profile_at.diagnostic(Code::ExampleProfile, message, label);
        let read = match (&case.inline, load(path)) {
            (Some(document), _) => Ok(document.clone()),
            (None, Some(bytes)) => yaml::read_bytes(path, &bytes, &Limits::default()),
            (None, None) => {
                let diagnostic = unusable(format!("the profile `{path}` cannot be read"), "not found")
                    .with_help("the path starts at the charter's folder");
                return Err(vec![diagnostic]);
            }
        };
        let problems = match &read {
            Ok(document) => self.engine.check(document),
            Err(problems) => problems.clone(),
        };
        match read {
            Ok(document) if !problems.iter().any(Diagnostic::is_error) => Ok(document),
            _ => {
                let diagnostic = unusable(format!("the profile `{path}` has errors"), "used here")
                    .with_help("put the profile right first; its errors are reported beside this");
                Err([vec![diagnostic], problems].concat())
            }
        }
    }

    /// Changes the profile as the case says; none where the profile could not be read, which has been said.
    ///
    /// # Errors
    ///
    /// Changes that the profile has no place for.
    pub fn prepare<'c>(&self, case: &'c Case) -> Option<Result<Prepared<'c>, Vec<Diagnostic>>> {
        let mut document = self.profiles.get(&case.profile)?.clone()?;
        let charter = self.engine.charter();
        let mut problems = Vec::new();
        for changed in &case.changes {
            let source = Arc::clone(&changed.at.source);
            let set = document.set(&changed.path, source, changed.at.range.clone(), changed.change.clone(), |list| {
                charter.list_key(list)
            });
            if let Err(lost) = set {
                let diagnostic = changed.path_at.diagnostic(Code::ExamplePath, lost.message, "not in this profile");
                problems.push(lost.help.into_iter().fold(diagnostic, Diagnostic::with_help));
            }
        }
        if !problems.is_empty() {
            return Some(Err(problems));
        }
        Some(self.engine.bind(&document, None).map(|bound| Prepared { case, document, facts: bound.facts }))
    }

    /// Runs a case.
    pub fn run(&self, case: &Case) -> Outcome {
        let failures = match self.prepare(case) {
            None => return Outcome::NotRun,
            Some(Err(problems)) => return Outcome::Fails(problems),
            Some(Ok(prepared)) => prepared.failures(&prepared.judge(self.engine)),
        };
        match &case.gap {
            None if failures.is_empty() => Outcome::Holds,
            None => Outcome::Fails(failures),
            Some(gap) if failures.is_empty() => Outcome::Fails(vec![closed(case, gap)]),
            Some(_) => Outcome::KnownGap,
        }
    }
}

impl Prepared<'_> {
    /// Judges the profile, by the bench's engine or by a variant of it.
    pub fn judge(&self, engine: &Engine) -> Assessment {
        engine.assess(&self.facts)
    }

    /// What does not hold.
    pub fn failures(&self, found: &Assessment) -> Vec<Diagnostic> {
        let expectations = self.case.expectations.iter();
        expectations.filter_map(|expectation| expect::failure(self.case, expectation, found)).collect()
    }

    /// Whether everything expected came out.
    pub fn holds(&self, found: &Assessment) -> bool {
        self.case.expectations.iter().all(|expectation| expect::holds(&expectation.expected, found))
    }
}

fn closed(case: &Case, gap: &Gap) -> Diagnostic {
    let message = format!("`{}` holds: it is no gap any more", case.title);
    let mut diagnostic = gap.at.diagnostic(Code::GapClosed, message, "said to fail");
    diagnostic.labels.push(case.at.label("in this case"));
    diagnostic.with_help("take out `known gap`, so that it has to hold from now on")
}
