//! `kitemark score`.

mod args;
mod one;
mod require;
mod show;

use std::path::{Path, PathBuf};

use kitemark::{Charter, Diagnostic, ScoreOptions};

pub(crate) use args::{HELP, ScoreArgs};

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::review;
use one::Outcome;
pub(crate) use one::scored;

/// Scores every profile, shows what is wrong with them, then the result.
pub(crate) fn run(args: &ScoreArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let options = options(args)?;
    let charter = charters::load(args.charter.path.as_deref())?;
    args.require.as_deref().map(|award| charter.award_rank(award)).transpose()?;
    inputs::stdin_once(&args.profiles)?;
    args.profiles.iter().try_for_each(|path| no_review(path))?;
    let at = |path: &PathBuf| inputs::at(path, files::profile_files, streams.io.stdin);
    let inputs: Vec<Input> = args.profiles.iter().flat_map(at).collect();
    let several = args.profiles.len() > 1 || args.profiles.iter().any(|path| path.is_dir());
    if several && args.review.is_some() {
        return Err(usage("`--review` is of one profile: name only that one")
            .with_help("`kitemark cohort PROFILES --review REVIEWS` judges many by their reviews")
            .into());
    }
    let outcomes = streams.in_parallel(&inputs, |input| one::score(input, &charter, &args.changes, &options));
    let diagnostics: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.diagnostics).cloned().collect();
    streams.diagnostics(&diagnostics);
    let missed = args.require.as_deref().map_or_else(Vec::new, |award| require::missed(&charter, award, &outcomes));
    let exit = outcomes.iter().map(|outcome| outcome.exit).max().unwrap_or(Exit::Done);
    show_result(args, &charter, several, outcomes, streams)?;
    missed.iter().for_each(|line| streams.message(line));
    Ok(if missed.is_empty() { exit } else { exit.max(Exit::Input) })
}

/// A review is not scored by itself.
fn no_review(path: &Path) -> Result<(), Diagnostic> {
    if !files::is_review(path) {
        return Ok(());
    }
    let path = path.display();
    Err(usage(format!("`{path}` is a review, not a profile"))
        .with_help(format!("name its profile, and the review with `--review {path}`")))
}

fn options(args: &ScoreArgs) -> Result<ScoreOptions, Failure> {
    let options = args.day.options()?;
    Ok(match &args.review {
        Some(path) => options.with_review(review::read(path)?),
        None => options,
    })
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
        show::single(&outcomes, args.format, &style)
    };
    text.map_or(Ok(()), |text| streams.deliver(&text, args.output.as_deref()))
}
