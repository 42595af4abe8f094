//! `kitemark score`.

mod args;
mod one;
mod require;
mod show;

use std::path::PathBuf;

use kitemark::Charter;

pub(crate) use args::{HELP, ScoreArgs};

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::options;
use crate::progress::in_parallel;
use one::Outcome;
pub(crate) use one::scorecard;

/// Scores every profile, shows what is wrong with them, then the result.
pub(crate) fn run(args: &ScoreArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let options = options::score_options(args.as_of.as_deref())?;
    let charter = charters::load(args.charter.path.as_deref())?;
    args.require.as_deref().map_or(Ok(()), |award| require::known(&charter, award))?;
    inputs::stdin_once(&args.profiles)?;
    let at = |path: &PathBuf| inputs::at(path, files::profile_files, streams.io.stdin);
    let inputs: Vec<Input> = args.profiles.iter().flat_map(at).collect();
    let several = args.profiles.len() > 1 || args.profiles.iter().any(|path| path.is_dir());
    let outcomes = in_parallel(&inputs, streams.io.progress, |input| one::score(input, &charter, &args.set, &options));
    let diagnostics: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.diagnostics).cloned().collect();
    streams.diagnostics(&diagnostics);
    let missed = args.require.as_deref().map_or_else(Vec::new, |award| require::missed(&charter, award, &outcomes));
    let exit = outcomes.iter().map(|outcome| outcome.exit).max().unwrap_or(Exit::Done);
    show_result(args, &charter, several, outcomes, streams)?;
    missed.iter().for_each(|line| streams.message(line));
    Ok(if missed.is_empty() { exit } else { exit.max(Exit::Input) })
}

fn show_result(
    args: &ScoreArgs,
    charter: &Charter,
    several: bool,
    outcomes: Vec<Outcome>,
    streams: &mut Streams<'_, '_>,
) -> Result<(), Failure> {
    let style = if args.output.is_some() { streams.file_style() } else { streams.result_style() };
    let text = if several {
        Some(show::several(outcomes, charter, args.format, &style)?)
    } else {
        show::single(outcomes, args.format, &style)
    };
    text.map_or(Ok(()), |text| streams.deliver(&text, args.output.as_deref()))
}
