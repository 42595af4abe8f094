//! `kitemark diff`.

mod impact;
mod show;

use std::path::PathBuf;

use kitemark_authoring::edition;

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::options::TextFormat;

pub(crate) const HELP: &str = "\
Examples:
  kitemark diff edition-2026/ edition-2027/
      What was added, dropped and changed, and whether that is stricter or looser.
  kitemark diff edition-2026/ edition-2027/ --impact profiles/
      The same, and which verdicts and awards would change.
  kitemark diff my-charter/
      What the standard charter has that yours has not, and the other way round.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The earlier edition: a .charter file, or a folder with such files.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later edition [default: the standard charter].
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// Score these profiles under both editions: YAML or JSON files, folders of them, or `-`.
    #[arg(long, value_name = "PROFILE", num_args = 1..)]
    impact: Vec<PathBuf>,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextFormat,
}

/// Compares, and goes on with the other profiles where one has errors.
pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    inputs::stdin_once(&args.impact)?;
    let old = charters::workshop(Some(&args.old))?;
    let new = charters::workshop(args.new.as_deref())?;
    let comparison = edition::compare(old.engine(), new.engine());
    let inputs: Vec<Input> =
        args.impact.iter().flat_map(|path| inputs::at(path, files::profile_files, streams.io.stdin)).collect();
    let outcomes = streams.in_parallel(&inputs, |input| impact::of(input, &old, &new));
    let diagnostics: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.diagnostics).cloned().collect();
    streams.diagnostics(&diagnostics);
    let text = match args.format {
        TextFormat::Text => show::text(&comparison, &outcomes, &streams.result_style()),
        TextFormat::Json => show::json(&comparison, &outcomes),
        TextFormat::Markdown => show::markdown(&comparison, &outcomes),
    };
    streams.result(&text)?;
    Ok(outcomes.iter().map(|outcome| outcome.exit).max().unwrap_or(Exit::Done))
}
