//! `kitemark doc`.

use std::path::PathBuf;

use clap::ValueEnum;
use kitemark_authoring::booklet::Booklet;

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::io::Streams;

pub(crate) const HELP: &str = "\
Examples:
  kitemark doc > charter.md
      The standard charter for readers, and its questions for commissioners.
  kitemark doc my-charter/ --format html --output my-charter.html
      A charter of yours as one page for the web or the printer.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(value_name = "CHARTER")]
    charter: Option<PathBuf>,
    /// How to write it.
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Write the booklet to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a document.
    Markdown,
    /// For the web and for paper: one file, without a script.
    Html,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let workshop = charters::workshop(args.charter.as_deref())?;
    let booklet = Booklet::of(workshop.engine());
    let text = match args.format {
        Format::Markdown => booklet.markdown(),
        Format::Html => booklet.html(),
    };
    streams.deliver(&text, args.output.as_deref())?;
    Ok(Exit::Done)
}
