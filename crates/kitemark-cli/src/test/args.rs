//! What `kitemark test` takes.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

pub(crate) const HELP: &str = "\
Examples:
  kitemark test rules/commissioning
      Every case of a charter, and the scorecards that it keeps.
  kitemark test rules/commissioning --filter cycle-length
      The cases that speak of a criterion, or whose title or file says so.
  kitemark test rules/commissioning --snapshots review
      Look at each scorecard that changed, and accept it or not.
  kitemark test rules/commissioning --format junit --output report.xml
      For a build server.

Nothing is written but with `--snapshots` or `--output`. No case at all is exit
code 2, a case or a scorecard that differs 1.";

#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Charters: folders with `.charter` files, or one such file.
    #[arg(value_name = "CHARTER", required = true)]
    pub(crate) charters: Vec<PathBuf>,
    /// Only cases with this text in their title, their file or a criterion they speak of; only profiles with it in their path.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// What to do with scorecards that are not as they were kept.
    #[arg(long, value_name = "WHAT", default_value = "check")]
    pub(crate) snapshots: Snapshots,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TestFormat,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Snapshots {
    /// Report them; nothing is written.
    Check,
    /// Keep them as `.snap.new`, and ask about each on a terminal; `cargo insta review` does the same later.
    Review,
    /// Take them all, and remove what no case file asks for.
    Accept,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// For reading in a terminal.
    Text,
    /// For other tools.
    Json,
    /// For build servers: JUnit's XML.
    Junit,
    /// The Test Anything Protocol, version 14; a known gap is a `TODO`.
    Tap,
}
