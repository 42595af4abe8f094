//! `kitemark cohort`.

mod args;
mod one;
mod reviews;

use kitemark::cohort::Round;
use kitemark::{Diagnostic, report};

pub(crate) use args::{Args, HELP};

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use args::Format;
use one::{Judges, Outcome};
use reviews::Reviews;

/// Judges every submission, keeping little of each, and shows what they come to together.
pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    inputs::stdin_once(&[&args.profiles[..], &args.review].concat())?;
    let charter = charters::load(args.charter.path.as_deref())?;
    let against = args.against.as_deref().map(|path| charters::load(Some(path))).transpose()?;
    let weightings = charter.weightings(&args.weights).map_err(|found| in_option("--weights", found))?;
    let options = args.day.options()?;
    let inputs: Vec<Input> =
        args.profiles.iter().flat_map(|path| inputs::at(path, files::profile_files, streams.io.stdin)).collect();
    let inputs = inputs::once(inputs);
    let reviews = Reviews::read(&args.review, &inputs, streams)?;
    let judges = Judges {
        charter: &charter,
        against: against.as_ref(),
        weightings: &weightings,
        options: &options,
        reviews: &reviews,
    };
    let mut outcomes = streams.in_parallel(&inputs, |input| judges.judge(input));
    // What cannot be read is told in full: it has no text to quote, and is seldom many.
    let unreadable: Vec<Diagnostic> = outcomes.iter_mut().filter_map(|outcome| outcome.unreadable.take()).collect();
    streams.diagnostics(&unreadable);
    let exit = outcomes.iter().map(|outcome| outcome.exit).max().unwrap_or(Exit::Done);
    if unreadable.len() == outcomes.len() {
        return Ok(exit);
    }
    let with_errors = outcomes.iter().filter(|outcome| outcome.exit == Exit::Input).count();
    let entries = outcomes.into_iter().map(|Outcome { entry, .. }| entry).collect();
    let round = charter.round(entries, &weightings, against.as_ref());
    show(args, &round, streams)?;
    // Errors are counted here and not shown: they would quote every text they are in.
    match with_errors {
        0 => {}
        1 => streams.message("1 submission has errors; `kitemark check` shows each of them\n"),
        count => streams.message(&format!("{count} submissions have errors; `kitemark check` shows each of them\n")),
    }
    Ok(exit)
}

fn in_option(option: &str, mut found: Diagnostic) -> Diagnostic {
    found.message = format!("`{option}`: {}", found.message);
    found
}

fn show(args: &Args, round: &Round, streams: &mut Streams<'_, '_>) -> Result<(), Failure> {
    let style = if args.output.is_some() { streams.file_style() } else { streams.result_style() };
    let text = match args.format {
        Format::Text => report::round_text(round, &style),
        Format::Markdown => report::round_markdown(round),
        Format::Html => report::round_html(round),
        Format::Csv => report::round_csv(round),
        Format::Json => kitemark::json(round),
    };
    streams.deliver(&text, args.output.as_deref())
}
