//! `kitemark new`.

use std::path::PathBuf;

use kitemark_authoring::blank::{self, Answers};

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::io::Streams;

pub(crate) const HELP: &str = "\
Examples:
  kitemark new > northmere.yaml
      Every question of the standard charter, with what an answer may be.
  kitemark new my-charter/ --sample --output sample.yaml
      The same with made-up answers, to try a charter of yours.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(value_name = "CHARTER")]
    charter: Option<PathBuf>,
    /// Fill in made-up answers.
    #[arg(long)]
    sample: bool,
    /// Write the profile to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let workshop = charters::workshop(args.charter.as_deref())?;
    let place = args.charter.as_ref().map(|path| path.display().to_string());
    let answers = if args.sample { Answers::Sample } else { Answers::Blank };
    streams.deliver(&blank::profile(workshop.charter(), place.as_deref(), answers), args.output.as_deref())?;
    Ok(Exit::Done)
}
