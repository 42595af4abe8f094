//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::fmt;
use crate::test::TestArgs;

/// Shown when `kitemark` is run without a command.
pub(crate) const HINT: &str = "\
kitemark scores a commissioner's profile against a charter and explains every point.

Begin with one of
  kitemark score PROFILE.yaml    score a profile against the standard charter
  kitemark check PROFILE.yaml    find the mistakes in a profile or a charter
  kitemark test CHARTER/         run the cases of a charter
  kitemark schema profile        what a profile may say, for your editor
  kitemark explain               the mistakes it knows, by code
  kitemark --help                all commands and options
";

const MAIN_HELP: &str = "\
Examples:
  kitemark score northmere.yaml              the scorecard of a profile
  kitemark score profiles/                   a table of many, best first
  kitemark check northmere.yaml              the mistakes in a profile
  kitemark test rules/commissioning          the cases of a charter
  kitemark explain K0302                     what a code means

Exit codes:
  0  done
  1  the input has errors, or what is asked of it does not hold: a case, an
     award, a format
  2  it could not run: arguments that do not fit, or a file that is not there

Results go to standard output, errors and warnings to standard error.";

const SCORE_HELP: &str = "\
Examples:
  kitemark score northmere.yaml
      The scorecard: the award, why not a better one, and what would help.
  kitemark score northmere.yaml --set 'contracts[adult].initial_term=5 years'
      What if? The profile's file stays as it is.
  kitemark score profiles/
      A table of every profile in a folder, best first.
  kitemark score northmere.yaml --format markdown --output northmere.md
      A page for a committee paper.
  kitemark score northmere.yaml --require silver
      For scripts: exit code 1 unless the award is silver or better for sure.
  curl --silent https://example.org/profile.json | kitemark score -
      A profile from standard input; JSON is read too.";

const CHECK_HELP: &str = "\
Examples:
  kitemark check northmere.yaml
      Every mistake in a profile, with its place and the way out.
  kitemark check rules/commissioning
      A charter and its examples.
  kitemark check drafts/ --charter my.charter --strict
      Every profile in a folder against a charter of yours; warnings count too.";

const EXPLAIN_HELP: &str = "\
Examples:
  kitemark explain K0302           what the code on an error or a warning means
  kitemark explain magic-number    what a lint finds, and why
  kitemark explain cycle-length    what a criterion asks for, and why
  kitemark explain                 all codes";

const SCHEMA_HELP: &str = "\
Examples:
  kitemark schema profile > profile.schema.json
      Lets an editor complete and check profiles; for the YAML language server,
      begin a profile with
      # yaml-language-server: $schema=profile.schema.json
  kitemark schema scorecard
      The shape of `kitemark score --format json`.";

/// Scores a commissioner's profile against a charter and explains every point.
///
/// A charter says what good commissioning of drug and alcohol treatment is; a profile (YAML or JSON) says what a
/// commissioner does. The scorecard says which award that earns, what stands in the way of a better one, what each
/// criterion found where, and which questions are still open. The standard charter is built in.
#[derive(Debug, Parser)]
#[command(name = "kitemark", version, after_help = MAIN_HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// When to colour: auto is on a terminal, unless NO_COLOR is set.
    #[arg(
        long,
        visible_alias = "colour",
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        global = true,
        display_order = 100
    )]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Score profiles against a charter.
    ///
    /// One profile gives its scorecard. Several, or a folder, give a table, best first; a profile that cannot be scored
    /// does not stop the others.
    #[command(after_help = SCORE_HELP)]
    Score(ScoreArgs),
    /// Find the mistakes in charters and profiles.
    ///
    /// A `.charter` file, or a folder with such files, is a charter: it is checked, and its examples are run. YAML and
    /// JSON files are profiles; so are those in a folder without a charter.
    #[command(after_help = CHECK_HELP)]
    Check(CheckArgs),
    /// Explain a code, a lint or a criterion.
    #[command(after_help = EXPLAIN_HELP)]
    Explain(ExplainArgs),
    /// Write a blank profile with every question of a charter.
    #[command(after_help = crate::new::HELP)]
    New(crate::new::Args),
    /// Print the JSON Schema of profiles or scorecards.
    #[command(after_help = SCHEMA_HELP)]
    Schema(SchemaArgs),
    /// Lay out charters in the one canonical way.
    ///
    /// Words for signs, clauses and labels in columns, long lines wrapped; comments, single blank lines and the order of
    /// clauses stay, and so does the meaning. A file with mistakes in its syntax stays as it is.
    #[command(after_help = fmt::HELP)]
    Fmt(fmt::FmtArgs),
    /// Find what a careful author would write otherwise.
    ///
    /// A charter without errors is held against rules of good style. What is found is a matter of judgement: a comment
    /// such as `# lint: allow missing-rationale because …` silences a lint where it stands.
    #[command(after_help = crate::lint::HELP)]
    Lint(crate::lint::LintArgs),
    /// Run the cases of charters and compare the scorecards they keep.
    ///
    /// The cases are a charter's examples, and those in the files that end in `.cases.yaml` below its folder. A scorecard
    /// that is kept, in `snapshots/` beside the charter, has to come out as it did.
    #[command(after_help = crate::test::HELP)]
    Test(TestArgs),
    /// Compare two editions of a charter, in words.
    #[command(after_help = crate::diff::HELP)]
    Diff(crate::diff::Args),
    /// Write a charter as a booklet for people to read.
    #[command(after_help = crate::doc::HELP)]
    Doc(crate::doc::Args),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ScoreArgs {
    /// Profiles to score: YAML or JSON files, folders of them, or `-` for standard input.
    #[arg(value_name = "PROFILE", required = true)]
    pub(crate) profiles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
    /// Score as of this day instead of the profile's own, such as 2026-06-30.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Change a value before scoring; may be given several times.
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
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

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Charters and profiles to check, or folders of them.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
    /// Let warnings count as errors.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// A code such as K0302, the name of a lint, or the id of a criterion; all codes are listed if left out.
    #[arg(value_name = "CODE|LINT|CRITERION")]
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// What to describe.
    #[arg(value_name = "WHAT")]
    pub(crate) what: SchemaOf,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CharterArg {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(long = "charter", value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to colour a stream that would be coloured by default or not.
    pub(crate) fn decide(self, auto: bool) -> bool {
        match self {
            Color::Auto => auto,
            Color::Always => true,
            Color::Never => false,
        }
    }
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For reading in a terminal.
    Text,
    /// For other tools.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// What a profile may say, by the fields of the charter.
    Profile,
    /// What `kitemark score --format json` prints.
    Scorecard,
}
