//! `kitemark compare`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use kitemark::difference::Difference;
use kitemark::{Diagnostic, report};

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::options::{Changes, CharterArg, Day};
use crate::{review, score};

pub(crate) const HELP: &str = "\
Examples:
  kitemark compare northmere-2025.yaml northmere-2026.yaml
      What made the difference between two submissions, point by point.
  kitemark compare northmere.yaml --charter old/ --against new/
      What the new edition makes of a submission, and why.
  kitemark compare northmere.yaml --set 'contracts[adult].initial_term=5 years'
      What a change would be worth, and what it would touch.
  kitemark compare northmere.yaml --review northmere.panel.review.yaml
      What a review made of a submission, point by point.
  kitemark compare a.yaml b.yaml --format html --output difference.html
      The same as a page.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The first submission: a YAML or JSON file, or `-` for standard input.
    #[arg(value_name = "PROFILE")]
    first: PathBuf,
    /// The second submission [default: the first, with `--against`, `--set` or `--review`].
    #[arg(value_name = "OTHER")]
    second: Option<PathBuf>,
    #[command(flatten)]
    charter: CharterArg,
    /// The charter that the second is scored by: another edition, say [default: that of the first].
    #[arg(long, value_name = "PATH")]
    against: Option<PathBuf>,
    #[command(flatten)]
    changes: Changes,
    /// Score the second as decided in this review of it.
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,
    #[command(flatten)]
    day: Day,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading in a terminal.
    Text,
    /// For the web and for paper: one file, without a script.
    Html,
    /// For a document.
    Markdown,
    /// For other tools.
    Json,
}

/// Scores both, shows what is wrong with them, then the difference.
pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    two_sides(args)?;
    let options = args.day.options()?;
    let charter = charters::load(args.charter.path.as_deref())?;
    let against = match &args.against {
        Some(path) => charters::load(Some(path))?,
        None => charter.clone(),
    };
    let first = one_input(&args.first, streams)?;
    let second = args.second.as_deref().map(|path| one_input(path, streams)).transpose()?;
    let (_, earlier) = score::scored(&first, &charter, &Changes::default(), &options)?;
    let options = match &args.review {
        Some(path) => options.with_review(review::read(path)?),
        None => options,
    };
    let (_, later) = score::scored(second.as_ref().unwrap_or(&first), &against, &args.changes, &options)?;
    // What is wrong with both alike is told once.
    let mut found = earlier.diagnostics;
    found.extend(later.diagnostics.into_iter().filter(|one| !found.contains(one)).collect::<Vec<_>>());
    streams.diagnostics(&found);
    let difference = Difference::between(&earlier.scorecard, &later.scorecard);
    let style = if args.output.is_some() { streams.file_style() } else { streams.result_style() };
    let text = match args.format {
        Format::Text => report::difference_text(&difference, &style),
        Format::Html => report::difference_html(&difference),
        Format::Markdown => report::difference_markdown(&difference),
        Format::Json => kitemark::json(&difference),
    };
    streams.deliver(&text, args.output.as_deref())?;
    Ok(Exit::of(&found))
}

/// Refuses to compare a submission with itself under one charter.
fn two_sides(args: &Args) -> Result<(), Diagnostic> {
    let is_other = args.second.is_some() || args.against.is_some() || args.review.is_some();
    if !is_other && args.changes.is_empty() {
        return Err(usage("there is nothing to compare it with")
            .with_help("name a second submission, another charter with `--against`, or its review with `--review`")
            .with_help("or make a change with `--set`"));
    }
    inputs::stdin_once(&[Some(args.first.clone()), args.second.clone()].into_iter().flatten().collect::<Vec<_>>())
}

fn one_input(path: &Path, streams: &mut Streams<'_, '_>) -> Result<Input, Diagnostic> {
    let shown = path.display();
    if path.is_dir() {
        return Err(usage(format!("`{shown}` is a folder"))
            .with_help("`compare` takes one submission for each side")
            .with_help(format!("`kitemark cohort {shown}` looks at all those in a folder")));
    }
    if files::is_charter(path) {
        return Err(usage(format!("`{shown}` is a charter, not a submission"))
            .with_help("name charters with `--charter` and `--against`")
            .with_help("`kitemark diff OLD NEW` compares the charters themselves"));
    }
    let mut found = inputs::at(path, files::profile_files, streams.io.stdin).into_iter();
    found.next().ok_or_else(|| usage(format!("there is nothing at `{shown}`")))
}
