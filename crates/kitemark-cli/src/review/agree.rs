//! `kitemark review agree`.

use std::path::PathBuf;

use kitemark::report::{self, visible};
use kitemark::{Agreement, Charter, Review};

use super::{beside, is_called_a_review, named, read, seen_from};
use crate::charters;
use crate::failure::{Exit, Failure};
use crate::io::Streams;
use crate::options::{CharterArg, TextFormat};
use crate::output;

pub(crate) const HELP: &str = "\
Examples:
  kitemark review agree northmere.a.review.yaml northmere.b.review.yaml
      How far two reviewers agree, beyond chance, and where they do not.
  kitemark review agree northmere.a.review.yaml northmere.b.review.yaml \\
      --moderator \"C. Chair\"
      Writes northmere.c-chair.review.yaml too: what they agree on is decided,
      the rest is for the moderator. It is a review like any other.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A review.
    #[arg(value_name = "REVIEW")]
    first: PathBuf,
    /// Another review of the same profile.
    #[arg(value_name = "OTHER")]
    second: PathBuf,
    #[command(flatten)]
    charter: CharterArg,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextFormat,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Begin the moderated review, in this name.
    #[arg(long, value_name = "NAME")]
    moderator: Option<String>,
    /// Write the moderated review to this file, which must not be there yet [default: beside the first review].
    #[arg(long, value_name = "FILE", requires = "moderator")]
    moderated: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let charter = charters::load(args.charter.path.as_deref())?;
    let (first, second) = (read(&args.first)?, read(&args.second)?);
    let agreement = charter.agreement(&first, &second)?;
    let text = shown(&agreement, args, streams);
    streams.deliver(&text, args.output.as_deref())?;
    if let Some(path) = moderate(args, &charter, &first, &second)? {
        streams.message(&format!("moderated review: {}\n", visible(&path.display().to_string())));
    }
    Ok(Exit::Done)
}

fn shown(agreement: &Agreement, args: &Args, streams: &Streams<'_, '_>) -> String {
    match args.format {
        TextFormat::Text if args.output.is_some() => report::agreement(agreement, &streams.file_style()),
        TextFormat::Text => report::agreement(agreement, &streams.result_style()),
        TextFormat::Markdown => report::markdown_agreement(agreement),
        TextFormat::Json => kitemark::json(agreement),
    }
}

/// Writes the moderated review, and says where.
fn moderate(args: &Args, charter: &Charter, first: &Review, second: &Review) -> Result<Option<PathBuf>, Failure> {
    let Some(moderator) = &args.moderator else { return Ok(None) };
    named("--moderator", moderator)?;
    let profile = args.first.with_file_name(first.profile_file());
    let name = profile.file_name().unwrap_or_default();
    let path = args.moderated.clone().unwrap_or_else(|| beside(&args.first.with_file_name(name), moderator));
    is_called_a_review(&path)?;
    // Who has only the reviews can bring them together all the same.
    let file = seen_from(&path, &profile).unwrap_or_else(|_| first.profile_file().to_owned());
    output::create(&path, &charter.moderate(first, second, moderator.trim(), &file)?, "--moderated")?;
    Ok(Some(path))
}
