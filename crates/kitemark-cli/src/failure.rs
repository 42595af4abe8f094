//! How a command ends.

use kitemark::{Code, Diagnostic, Error};

/// The exit codes, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: the input has errors, or what is asked of it does not hold: a case, an award, a format.
    Input,
    /// 2: it could not run.
    CouldNotRun,
    /// 130: somebody interrupted it, as by Ctrl-C, and the result is of what was done till then.
    Interrupted,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Input => 1,
            Exit::CouldNotRun => 2,
            Exit::Interrupted => 130,
        }
    }

    /// What these diagnostics of an input amount to.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        if diagnostics.iter().any(Diagnostic::is_error) { Exit::Input } else { Exit::Done }
    }
}

/// Why a command, or its work on one input, cannot go on.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What cannot run: a missing file, arguments that do not fit.
impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { exit: Exit::CouldNotRun, diagnostics: vec![diagnostic] }
    }
}

/// What is wrong with a charter or a profile, or an award that there is not.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit = if matches!(error, Error::Award(_)) { Exit::CouldNotRun } else { Exit::Input };
        Self { exit, diagnostics: error.diagnostics().to_vec() }
    }
}

/// Arguments that do not fit.
pub(crate) fn usage(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Usage, message)
}
