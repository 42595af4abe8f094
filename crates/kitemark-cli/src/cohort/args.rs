//! What `kitemark cohort` takes.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::options::{CharterArg, Day};

pub(crate) const HELP: &str = "\
Examples:
  kitemark cohort submissions/
      Awards, ranking, who meets what, and what fails most.
  kitemark cohort submissions/ --format html --output round.html
      The same as a page, with the whole map in colour; it prints on A4 across.
  kitemark cohort submissions/ --review reviews/
      As reviewers decided, where somebody has reviewed a submission.
  kitemark cohort submissions/ --against edition-2027/
      Whose award would be another under the next edition.
  kitemark cohort submissions/ --weights 'contract-length=2, churn=0.5'
      Whose award would be another under these weights of the principles.
  kitemark cohort submissions/ --format csv --output round.csv
      A row for each submission, for a spreadsheet.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The submissions: a folder of YAML or JSON profiles, or several files and folders, or `-` for standard input.
    #[arg(value_name = "PROFILE", required = true)]
    pub(super) profiles: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) charter: CharterArg,
    /// Judge submissions as decided in their reviews: a review, or a folder of them; may be given several times. Of several
    /// reviews of one submission the moderated one stands.
    #[arg(long, value_name = "PATH", conflicts_with = "against")]
    pub(super) review: Vec<PathBuf>,
    /// Judge by this charter too, and tell whose award it changes: another edition, say.
    #[arg(long, value_name = "PATH")]
    pub(super) against: Option<PathBuf>,
    /// Tell whose award changes when these principles have these weights; may be given several times.
    #[arg(long, value_name = "PRINCIPLE=WEIGHT,…")]
    pub(super) weights: Vec<String>,
    #[command(flatten)]
    pub(super) day: Day,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading in a terminal.
    Text,
    /// For the web and for paper: one file, without a script.
    Html,
    /// For a document.
    Markdown,
    /// For a spreadsheet: a row for every submission.
    Csv,
    /// For other tools.
    Json,
}
