//! What came of everything that was tested, in one form for every format.

use kitemark::Diagnostic;
use kitemark_authoring::case::{At, Case, Outcome};

use crate::failure::Exit;

/// A charter that was tested.
pub(super) struct Tested {
    /// Its path.
    pub(super) name: String,
    pub(super) entries: Vec<Entry>,
    /// What is wrong besides: with the charter itself, its case files, its profiles.
    pub(super) problems: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

/// Something that was tested.
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// The file it belongs to.
    pub(super) file: String,
    /// Its line there, if it stands on one.
    pub(super) line: Option<u32>,
    pub(super) title: String,
    pub(super) outcome: Outcome,
    /// Why it is known not to hold.
    pub(super) gap: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Case,
    Snapshot,
}

impl Entry {
    pub(super) fn case(case: &Case, outcome: Outcome) -> Self {
        Self {
            kind: Kind::Case,
            file: case.at.source.name().to_owned(),
            line: Some(line(&case.at)),
            title: case.title.clone(),
            outcome,
            gap: case.gap.as_ref().map(|gap| gap.reason.clone()),
        }
    }

    pub(super) fn failures(&self) -> &[Diagnostic] {
        match &self.outcome {
            Outcome::Fails(failures) => failures,
            _ => &[],
        }
    }
}

fn line(at: &At) -> u32 {
    at.source.position(at.range.start).line
}

impl Tested {
    /// Everything that is wrong, in order.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.entries.iter().flat_map(Entry::failures))
    }

    /// How it ends: what did not hold, or could not be run, is an error of the input.
    pub(super) fn exit(&self) -> Exit {
        let failing = self.diagnostics().any(Diagnostic::is_error);
        if failing { self.exit.max(Exit::Input) } else { self.exit }
    }
}

/// How many entries ended in each way.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) hold: usize,
    pub(super) fail: usize,
    pub(super) gaps: usize,
    pub(super) not_run: usize,
}

impl Counts {
    pub(super) fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut counts = Counts::default();
        for entry in entries {
            let count = match entry.outcome {
                Outcome::Holds => &mut counts.hold,
                Outcome::KnownGap => &mut counts.gaps,
                Outcome::Fails(_) => &mut counts.fail,
                _ => &mut counts.not_run,
            };
            *count += 1;
        }
        counts
    }

    pub(super) fn all(self) -> usize {
        self.hold + self.fail + self.gaps + self.not_run
    }
}
