//! The `kitemark` command: hands the real streams to the library.

use std::env;
use std::io::{BufWriter, IsTerminal, stderr, stdin, stdout};
use std::process::{ExitCode, exit};

use kitemark_cli::{Interrupt, Io, run};
use terminal_size::{Width, terminal_size_of};

/// Wider lines are harder to read.
const WIDEST: usize = 100;
const WITHOUT_TERMINAL: usize = 80;
/// What shells give a command that was interrupted.
const INTERRUPTED: i32 = 130;

static INTERRUPT: Interrupt = Interrupt::new();

fn main() -> ExitCode {
    let _uninterrupted_otherwise = ctrlc::set_handler(|| {
        if !INTERRUPT.request() {
            exit(INTERRUPTED);
        }
    });
    let mut input = stdin().lock();
    let mut output = BufWriter::new(stdout().lock());
    // Not locked: the progress bar draws on it from other threads.
    let mut errors = stderr();
    let mut io = Io::new(&mut input, &mut output, &mut errors);
    io.colour_stdout = stdout().is_terminal() && wants_colour();
    io.colour_stderr = stderr().is_terminal() && wants_colour();
    io.width = width();
    io.progress = stderr().is_terminal();
    io.interactive = stdin().is_terminal() && stderr().is_terminal();
    io.interrupt = &INTERRUPT;
    ExitCode::from(run(env::args_os(), &mut io))
}

fn wants_colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

fn width() -> usize {
    match terminal_size_of(stdout()) {
        Some((Width(columns), _)) => usize::from(columns).min(WIDEST),
        None => WITHOUT_TERMINAL,
    }
}
