//! What `kitemark test` takes.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

pub(crate) const HELP: &str = "\
Examples:
  kitemark test rules/commissioning
      Every case of a charter, and the scorecards that it keeps.
  kitemark test rules/commissioning --filter cycle-length
      The cases that speak of a criterion, or whose title or file says so.
  kitemark test rules/commissioning --snapshot
      Look at each scorecard that changed, and accept it or not.
  kitemark test rules/commissioning --format junit --output report.xml
      For a build server.
  kitemark test rules/commissioning --coverage --format html --output coverage.html
      The charter, with what no case reaches.
  kitemark test rules/commissioning --mutants --fail-under 90
      Whether the cases would notice if a rule were slightly wrong.

Nothing is written but with `--snapshot` or `--output`. No case at all is exit
code 2, a case or a scorecard that differs 1.";

#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Charters: folders with `.charter` files, or one such file.
    #[arg(value_name = "CHARTER", required = true)]
    pub(crate) charters: Vec<PathBuf>,
    /// Only cases with this text in their title, their file or a criterion they speak of; only profiles with it in their path.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Keep scorecards that are not as they were: review them one by one, or accept them all.
    #[arg(long, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "review")]
    pub(crate) snapshot: Option<Snapshot>,
    /// Write no snapshot, whatever else is asked: scorecards are only compared.
    #[arg(long)]
    pub(crate) ci: bool,
    /// Which outcomes of every rule the cases reach: yes, no and unanswered, credit, caps, awards.
    #[arg(long, group = "measure", help_heading = "Measures")]
    pub(crate) coverage: bool,
    /// What comes out just under, at and just over every threshold.
    #[arg(long, group = "measure", help_heading = "Measures")]
    pub(crate) boundaries: bool,
    /// Which small changes to the charter no case notices, and what case would.
    #[arg(long, group = "measure", help_heading = "Measures")]
    pub(crate) mutants: bool,
    /// Exit with 1 if coverage, or the share of mutants noticed, is below this.
    #[arg(long, value_name = "PERCENT", requires = "measure", value_parser = per_mille, help_heading = "Measures")]
    pub(crate) fail_under: Option<usize>,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TestFormat,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What to measure instead of running the cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Coverage,
    Boundaries,
    Mutants,
}

impl TestArgs {
    /// What to do with scorecards that are not as they were kept; none to report them alone.
    pub(crate) fn snapshot(&self) -> Option<Snapshot> {
        self.snapshot.filter(|_| !self.ci)
    }

    pub(crate) fn measure(&self) -> Option<Measure> {
        let asked = [
            (self.coverage, Measure::Coverage),
            (self.boundaries, Measure::Boundaries),
            (self.mutants, Measure::Mutants),
        ];
        asked.into_iter().find(|(asked, _)| *asked).map(|(_, measure)| measure)
    }
}

/// A percentage such as `90` or `92.5%`, of 1,000.
fn per_mille(text: &str) -> Result<usize, String> {
    let wrong = || "a percentage is written as `90` or `92.5`, up to 100".to_owned();
    let number = text.trim_end_matches('%');
    let (whole, tenth) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |part: &str, longest: usize| {
        (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(whole, 3) || !is_number(tenth, 1) {
        return Err(wrong());
    }
    let share = format!("{whole}{tenth}").parse().map_err(|_| wrong())?;
    if share > 1000 { Err(wrong()) } else { Ok(share) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Snapshot {
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
    /// Coverage for editors and build servers.
    Lcov,
    /// Coverage as a page that shows the charter.
    Html,
}
