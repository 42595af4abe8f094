//! The `kitemark` command as a library, so that tests and other tools can run it in their own process.
//!
//! [`run`] takes the arguments and the streams of a command line and gives its exit code: 0 when all is done, 1 when the
//! input has errors or what is asked of it does not hold (a case, an award, a format), 2 when it could not run, 130 when it was
//! interrupted and shows what was done till then.
//!
//! ```
//! use kitemark_cli::{Io, run};
//!
//! let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
//! let code = run(["kitemark", "--version"].map(Into::into), &mut Io::new(&mut std::io::empty(), &mut stdout, &mut stderr));
//! assert_eq!(code, 0);
//! assert!(stdout.starts_with(b"kitemark "));
//! ```

mod args;
mod ask;
mod charters;
mod check;
mod codegen;
mod cohort;
mod compare;
mod diff;
mod doc;
mod draw;
mod explain;
mod failure;
mod files;
mod fmt;
mod import;
mod improve;
mod inputs;
mod interrupt;
mod io;
mod lint;
mod new;
mod options;
mod output;
mod progress;
mod review;
mod schema;
mod score;
mod single;
mod test;

use std::ffi::OsString;

use clap::error::ErrorKind;

use args::{Args, Command};
use failure::{Exit, Failure};
pub use interrupt::Interrupt;
pub use io::Io;
use io::Streams;
use options::Color;

/// Runs the command and gives its exit code. The first argument is the name of the program.
///
/// It reads the files it is told to read and writes what it is told to write; everything else goes through `io`.
pub fn run<I: IntoIterator<Item = OsString>>(args: I, io: &mut Io<'_>) -> u8 {
    let args = match parse(args, io.width) {
        Ok(args) => args,
        Err(error) => return show_clap(&error, io).code(),
    };
    let mut streams = Streams::new(io, args.color);
    let exit = command(args, &mut streams).unwrap_or_else(|failure| streams.fail(&failure));
    streams.interrupted().unwrap_or(exit).code()
}

fn command(args: Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    match args.command {
        Some(Command::Score(args)) => score::run(&args, streams),
        Some(Command::Improve(args)) => improve::run(&args, streams),
        Some(Command::Ask(args)) => ask::run(&args, streams),
        Some(Command::Review(command)) => review::run(&command, streams),
        Some(Command::Cohort(args)) => cohort::run(&args, streams),
        Some(Command::Compare(args)) => compare::run(&args, streams),
        Some(Command::Check(args)) => check::run(&args, streams),
        Some(Command::Fmt(args)) => fmt::run(&args, streams),
        Some(Command::Test(args)) => test::run(&args, streams),
        Some(Command::Diff(args)) => diff::run(&args, streams),
        Some(Command::Doc(args)) => doc::run(&args, streams),
        Some(Command::Lint(args)) => lint::run(&args, streams),
        Some(Command::Explain(args)) => explain::run(&args, streams),
        Some(Command::New(args)) => new::run(&args, streams),
        Some(Command::Import(args)) => import::run(&args, streams),
        Some(Command::Codegen(args)) => codegen::run(&args, streams),
        Some(Command::Schema(args)) => schema::run(&args, streams),
        None => {
            streams.message(args::HINT);
            Ok(Exit::CouldNotRun)
        }
    }
}

fn parse<I: IntoIterator<Item = OsString>>(args: I, width: usize) -> Result<Args, clap::Error> {
    let command = <Args as clap::CommandFactory>::command().term_width(width);
    let matches = command.try_get_matches_from(args)?;
    <Args as clap::FromArgMatches>::from_arg_matches(&matches)
}

/// Help and version are results; everything else clap says is an error.
fn show_clap(error: &clap::Error, io: &mut Io<'_>) -> Exit {
    let text = |colour: bool| if colour { error.render().ansi().to_string() } else { error.render().to_string() };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = text(io.colour_stdout);
            let mut streams = Streams::new(io, Color::Auto);
            streams.result(&text).map_or_else(|failure| streams.fail(&failure), |()| Exit::Done)
        }
        _ => {
            let text = text(io.colour_stderr);
            Streams::new(io, Color::Auto).message(&text);
            Exit::CouldNotRun
        }
    }
}
