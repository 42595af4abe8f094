//! `kitemark review start`.

use std::path::{Path, PathBuf};

use kitemark::report::visible;
use kitemark::{Begun, Limits, Profile};

use super::{beside, is_called_a_review, named, read, seen_from};
use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::inputs::is_stdin;
use crate::io::Streams;
use crate::options::CharterArg;
use crate::output;

pub(crate) const HELP: &str = "\
Examples:
  kitemark review start northmere.yaml --reviewer \"A. Reviewer\"
      Writes northmere.a-reviewer.review.yaml, to be filled in.
  kitemark review start northmere.yaml --reviewer \"A. Reviewer\" \\
      --from northmere.a-reviewer.review.yaml --output northmere.2nd.review.yaml
      After the profile was changed: decisions on what stayed the same are kept.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The profile to review.
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,
    /// Who reviews.
    #[arg(long, value_name = "NAME")]
    reviewer: String,
    #[command(flatten)]
    charter: CharterArg,
    /// An earlier review, whose decisions are kept where claim and evidence are what they were.
    #[arg(long, value_name = "REVIEW")]
    from: Option<PathBuf>,
    /// Write the review to this file, which must not be there yet [default: beside the profile].
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    named("--reviewer", &args.reviewer)?;
    if is_stdin(&args.profile) {
        return Err(usage("a review names the file of its profile: standard input has none").into());
    }
    let path = args.output.clone().unwrap_or_else(|| beside(&args.profile, &args.reviewer));
    is_called_a_review(&path)?;
    let charter = charters::load(args.charter.path.as_deref())?;
    let bytes = files::read(&args.profile)?;
    let profile = Profile::read(&args.profile.display().to_string(), &bytes, &Limits::default())?;
    let earlier = args.from.as_deref().map(read).transpose()?;
    let file = seen_from(&path, &args.profile)?;
    let begun = charter.begin_review(&profile, args.reviewer.trim(), &file, earlier.as_ref())?;
    output::create(&path, &begun.text, "--output")?;
    streams.diagnostics(&begun.diagnostics);
    streams.result(&summary(&path, &begun, earlier.is_some()))?;
    Ok(Exit::of(&begun.diagnostics))
}

fn summary(path: &Path, begun: &Begun, continued: bool) -> String {
    let mut summary = format!("{}: {} claims to check", visible(&path.display().to_string()), begun.claims);
    if continued {
        let (again, gone) = (begun.reopened.len(), begun.gone.len());
        summary.push_str(&format!(
            "; decisions: {} kept, {again} to be made again, {gone} on claims that are gone",
            begun.kept
        ));
    }
    summary.push('\n');
    for (names, what) in [(&begun.reopened, "again"), (&begun.gone, "gone")] {
        summary.extend(names.iter().map(|name| format!("  {what:<6} {}\n", visible(name))));
    }
    summary
}
