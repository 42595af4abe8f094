//! What `kitemark score` takes.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::options::{Changes, CharterArg, Day};

pub(crate) const HELP: &str = "\
Examples:
  kitemark score northmere.yaml
      The scorecard: the award, why not a better one, and what would help.
  kitemark score northmere.yaml --set 'contracts[adult].initial_term=5 years'
      What if? The profile's file stays as it is.
  kitemark score northmere.yaml --review northmere.a-reviewer.review.yaml
      As a reviewer found it, and what that changed. See `kitemark review`.
  kitemark score profiles/
      A table of every profile in a folder, best first.
  kitemark score northmere.yaml --format html --output northmere.html
      A page that explains the award to a committee, on screen and on paper.
  kitemark score profiles/ --format csv --output round.csv
      Every criterion of every profile, for a spreadsheet.
  kitemark score northmere.yaml --require silver
      For scripts: exit code 1 unless the award is silver or better for sure.
  kitemark score profiles/ --format junit --output report.xml
      For continuous integration. What is not met fails; what is unanswered,
      not proven or a raised flag is skipped, for missing data is no failure.
  curl --silent https://example.org/profile.json | kitemark score -
      A profile from standard input; JSON is read too.";

#[derive(Debug, ClapArgs)]
pub(crate) struct ScoreArgs {
    /// Profiles to score: YAML or JSON files, folders of them, or `-` for standard input.
    #[arg(value_name = "PROFILE", required = true)]
    pub(crate) profiles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
    #[command(flatten)]
    pub(crate) day: Day,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// Score as decided in this review of the profile.
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 unless every profile surely has this award or a better one.
    #[arg(long, value_name = "AWARD")]
    pub(crate) require: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal.
    Text,
    /// The whole scorecard, see `kitemark schema scorecard`.
    Json,
    /// The same as YAML.
    Yaml,
    /// For a document.
    Markdown,
    /// A page on one profile for a committee: one file, for the web and for paper.
    Html,
    /// For a spreadsheet: a row for every criterion of every profile.
    Csv,
    /// A badge of one profile, as SVG: its award, the edition and the last day.
    Badge,
    /// SARIF 2.1.0, for editors and code hosts: a run for each profile.
    Sarif,
    /// JUnit, for continuous integration: a suite for each principle, a case for each criterion.
    Junit,
}
