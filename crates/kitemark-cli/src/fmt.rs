//! `kitemark fmt`.

use std::path::PathBuf;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use clap::Args;
use kitemark::Charter;
use kitemark::report::visible;
use similar::TextDiff;

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::output;

pub(crate) const HELP: &str = "\
Examples:
  kitemark fmt rules/commissioning
      Formats the files of a charter, and says which have changed.
  kitemark fmt --check --diff .
      For scripts: changes nothing, shows what would change below this folder,
      and exits with 1 if anything would.
  kitemark fmt - < draft.charter
      For editors: from standard input to standard output.";

/// A diff of files that have little in common need not be the shortest.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(crate) struct FmtArgs {
    /// Files of charters, folders of them and what is below, or `-` for standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Change nothing; name the files that would change, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Change nothing; show what would change.
    #[arg(long)]
    diff: bool,
}

impl FmtArgs {
    fn writes(&self) -> bool {
        !self.check && !self.diff
    }
}

/// A file's text before and after.
struct Formatted {
    name: String,
    before: String,
    after: String,
}

/// Formats every file, shows what is wrong, then what has changed or would change.
pub(crate) fn run(args: &FmtArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let is_piped = args.paths.iter().any(|path| inputs::is_stdin(path));
    if is_piped && args.paths.len() > 1 {
        return Err(usage("standard input, `-`, is formatted alone").into());
    }
    let at = |path: &PathBuf| inputs::at(path, files::charter_files_below, streams.io.stdin);
    let inputs: Vec<Input> = args.paths.iter().flat_map(at).collect();
    let results = streams.in_parallel(&inputs, |input| format(input, args.writes()));
    let (mut formatted, mut diagnostics, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for result in results {
        match result {
            Ok(one) => formatted.push(one),
            Err(failure) => {
                exit = exit.max(failure.exit);
                diagnostics.extend(failure.diagnostics);
            }
        }
    }
    streams.diagnostics(&diagnostics);
    let changed: Vec<&Formatted> = formatted.iter().filter(|one| one.before != one.after).collect();
    let text = if args.diff {
        let colour = streams.colours_results();
        changed.iter().map(|one| diff(one, colour)).collect()
    } else if is_piped && args.writes() {
        formatted.iter().map(|one| one.after.as_str()).collect()
    } else {
        listing(&changed, inputs.len(), inputs.len() - formatted.len(), args.writes())
    };
    streams.result(&text)?;
    Ok(if args.check && !changed.is_empty() { exit.max(Exit::Input) } else { exit })
}

fn format(input: &Input, write: bool) -> Result<Formatted, Failure> {
    let before = charters::decoded(&input.name, input.bytes()?)?;
    let after = Charter::format(input.name.as_str(), before.as_str())?;
    match input.path() {
        Some(path) if write && before != after => output::write(path, &after)?,
        _ => {}
    }
    Ok(Formatted { name: input.name.clone(), before, after })
}

/// A line on each file that changes, and how many there are; how many failed, if any did.
fn listing(changed: &[&Formatted], all: usize, failed: usize, written: bool) -> String {
    let verb = if written { "changed" } else { "would change" };
    let lines = changed.iter().map(|one| format!("{}: {verb}\n", visible(&one.name)));
    let files = if all == 1 { "file" } else { "files" };
    let failed = if failed > 0 { format!(", {failed} could not be formatted") } else { String::new() };
    lines.chain([format!("{} of {all} {files} {verb}{failed}\n", changed.len())]).collect()
}

/// A unified diff, for reading.
fn diff(formatted: &Formatted, colour: bool) -> String {
    let name = &formatted.name;
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(&formatted.before, &formatted.after);
    let text = diff.unified_diff().header(name, name).to_string();
    text.split_terminator('\n').map(|line| painted(&visible(line), colour) + "\n").collect()
}

fn painted(line: &str, colour: bool) -> String {
    let style = match line.chars().next() {
        Some('-') => AnsiColor::Red.on_default(),
        Some('+') => AnsiColor::Green.on_default(),
        Some('@') => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    };
    if colour { format!("{style}{line}{style:#}") } else { line.to_owned() }
}
