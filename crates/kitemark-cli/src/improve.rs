//! `kitemark improve`.

use std::path::PathBuf;

use kitemark::improve::Way;
use kitemark::report;

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::inputs;
use crate::io::Streams;
use crate::options::{Changes, CharterArg, Day, TextFormat};

pub(crate) const HELP: &str = "\
Examples:
  kitemark improve northmere.yaml
      The smallest sets of fixes that reach the next award, and what each gains.
  kitemark improve northmere.yaml --to gold
      The way to an award further up.
  kitemark improve northmere.yaml --set 'nation=wales'
      What if? The profile's file stays as it is.
  kitemark improve northmere.yaml --format markdown --output way.md
      A page for an action plan.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The profile: a YAML or JSON file, or `-` for standard input.
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,
    /// The award to reach [default: the next one].
    #[arg(long, value_name = "AWARD")]
    to: Option<String>,
    #[command(flatten)]
    charter: CharterArg,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    changes: Changes,
    /// How to show the way.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextFormat,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let options = args.day.options()?;
    let charter = charters::load(args.charter.path.as_deref())?;
    let input = inputs::one(&args.profile, streams.io.stdin)?;
    let profile = args.changes.read(&input, &charter)?;
    let way = charter.way(&profile, options.as_of, args.to.as_deref())?;
    let diagnostics = charter.score(&profile, &options)?.diagnostics;
    streams.diagnostics(&diagnostics);
    let text = shown(args, &way, streams);
    streams.deliver(&text, args.output.as_deref())?;
    Ok(Exit::of(&diagnostics))
}

fn shown(args: &Args, way: &Way, streams: &Streams<'_, '_>) -> String {
    let style = if args.output.is_some() { streams.file_style() } else { streams.result_style() };
    match args.format {
        TextFormat::Text => report::way_text(way, &style),
        TextFormat::Markdown => report::way_markdown(way),
        TextFormat::Json => kitemark::json(way),
    }
}
