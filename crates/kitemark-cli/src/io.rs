//! The streams a command reads and writes.

use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use kitemark::{Code, Diagnostic};

use crate::draw::{self, Look};
use crate::failure::{Exit, Failure};
use crate::interrupt::Interrupt;
use crate::options::Color;
use crate::progress::in_parallel;

/// The streams of a command line, and what is known of them.
pub struct Io<'a> {
    /// Read for a profile named `-`.
    pub stdin: &'a mut dyn Read,
    /// Results.
    pub stdout: &'a mut dyn Write,
    /// Errors, warnings, and what is not a result.
    pub stderr: &'a mut dyn Write,
    /// Whether `--color auto` colours results.
    pub colour_stdout: bool,
    /// Whether `--color auto` colours errors.
    pub colour_stderr: bool,
    /// Columns of text.
    pub width: usize,
    /// Whether to show progress on the process's own standard error.
    pub progress: bool,
    /// Whether somebody answers questions, on `stdin`.
    pub interactive: bool,
    /// By what the command is told to stop.
    pub interrupt: &'a Interrupt,
}

/// What nobody can reach.
static NEVER: Interrupt = Interrupt::new();

impl<'a> Io<'a> {
    /// Streams that are no terminal: 80 columns, no colour, no progress, nobody to ask or to interrupt.
    pub fn new(stdin: &'a mut dyn Read, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self {
            stdin,
            stdout,
            stderr,
            colour_stdout: false,
            colour_stderr: false,
            width: 80,
            progress: false,
            interactive: false,
            interrupt: &NEVER,
        }
    }
}

/// The streams with `--color` decided.
pub(crate) struct Streams<'s, 'a> {
    pub(crate) io: &'s mut Io<'a>,
    color: Color,
    /// How many things were left undone when somebody interrupted, and of how many.
    left: Option<(usize, usize)>,
}

impl<'s, 'a> Streams<'s, 'a> {
    pub(crate) fn new(io: &'s mut Io<'a>, color: Color) -> Self {
        Self { io, color, left: None }
    }

    /// What `work` gives for each of `items`, in their order: all of them, unless somebody interrupts.
    pub(crate) fn in_parallel<T: Sync, R: Send>(&mut self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let results = in_parallel(items, self.io.progress, self.io.interrupt, work);
        if results.len() < items.len() {
            self.left = Some((items.len() - results.len(), items.len()));
        }
        results
    }

    /// Says what was left undone when somebody interrupted; that is how the command ends then.
    pub(crate) fn interrupted(&mut self) -> Option<Exit> {
        let (left, all) = self.left?;
        self.message(&format!("interrupted: {left} of {all} were not begun, and the result is without them\n"));
        Some(Exit::Interrupted)
    }

    /// How results look on standard output.
    pub(crate) fn result_style(&self) -> kitemark::report::TextStyle {
        kitemark::report::TextStyle::new(self.io.width, self.color.decide(self.io.colour_stdout))
    }

    /// How results look in a file.
    pub(crate) fn file_style(&self) -> kitemark::report::TextStyle {
        kitemark::report::TextStyle::new(80, self.color.decide(false))
    }

    /// Whether to colour standard output.
    pub(crate) fn colours_results(&self) -> bool {
        self.color.decide(self.io.colour_stdout)
    }

    /// Writes a result to standard output. A reader who has left is no error.
    pub(crate) fn result(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.io.stdout.write_all(text.as_bytes()).and_then(|()| self.io.stdout.flush());
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Diagnostic::new(
                Code::Unreadable,
                format!("cannot write the result: {}", crate::files::reason(&error)),
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Writes a result to a file, or else to standard output.
    pub(crate) fn deliver(&mut self, text: &str, file: Option<&Path>) -> Result<(), Failure> {
        match file {
            Some(path) => Ok(crate::output::write(path, text)?),
            None => self.result(text),
        }
    }

    /// Writes to standard error; where that fails there is nobody left to tell.
    pub(crate) fn message(&mut self, text: &str) {
        let _nobody_left = self.io.stderr.write_all(text.as_bytes()).and_then(|()| self.io.stderr.flush());
    }

    /// Draws diagnostics on standard error, with a line that counts them and one that tells how to read more.
    pub(crate) fn diagnostics(&mut self, diagnostics: &[Diagnostic]) {
        let look = Look { width: self.io.width.max(40), colour: self.color.decide(self.io.colour_stderr) };
        let text = draw::all(diagnostics, look);
        self.message(&text);
    }

    /// Shows why a command ended early.
    pub(crate) fn fail(&mut self, failure: &Failure) -> Exit {
        self.diagnostics(&failure.diagnostics);
        failure.exit
    }
}
