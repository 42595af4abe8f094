//! `kitemark ask`.

use std::path::PathBuf;

use kitemark::form::Form;
use kitemark::report;

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::inputs;
use crate::io::Streams;
use crate::options::{Changes, CharterArg, Day, TextFormat};

pub(crate) const HELP: &str = "\
Examples:
  kitemark ask northmere.yaml
      The open questions that can move the result furthest, with what each
      answer would bring about.
  kitemark ask northmere.yaml --most 1 --set 'nation=wales'
      The next question once that one is answered.
  kitemark ask northmere.yaml --format json
      The same for a program that asks people.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The profile: a YAML or JSON file, or `-` for standard input.
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,
    /// How many questions to ask.
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    most: usize,
    #[command(flatten)]
    charter: CharterArg,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    changes: Changes,
    /// How to show the questions.
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
    let form = charter.form(&profile, options.as_of, args.most)?;
    let diagnostics = charter.score(&profile, &options)?.diagnostics;
    streams.diagnostics(&diagnostics);
    let text = shown(args, &form, streams);
    streams.deliver(&text, args.output.as_deref())?;
    Ok(Exit::of(&diagnostics))
}

fn shown(args: &Args, form: &Form, streams: &Streams<'_, '_>) -> String {
    let style = if args.output.is_some() { streams.file_style() } else { streams.result_style() };
    match args.format {
        TextFormat::Text => report::form_text(form, &style),
        TextFormat::Markdown => report::form_markdown(form),
        TextFormat::Json => kitemark::json(form),
    }
}
