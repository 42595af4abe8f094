//! The command line.

use clap::{Parser, Subcommand};

use crate::options::Color;
use crate::{
    ask, check, codegen, cohort, compare, diff, doc, explain, fmt, import, improve, lint, new, review, schema, score,
    test,
};

/// Shown when `kitemark` is run without a command.
pub(crate) const HINT: &str = "\
kitemark scores a commissioner's profile against a charter and explains every point.

Begin with one of
  kitemark score PROFILE.yaml    score a profile against the standard charter
  kitemark cohort PROFILES/      all submissions of a round together
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
  kitemark improve northmere.yaml            the way to the next award
  kitemark ask northmere.yaml                what to answer next, and its effect
  kitemark cohort profiles/                  a round: who meets what, what fails
  kitemark compare before.yaml after.yaml    what made the difference
  kitemark check northmere.yaml              the mistakes in a profile
  kitemark test rules/commissioning          the cases of a charter
  kitemark explain K0302                     what a code means

Exit codes:
  0  done
  1  the input has errors, or what is asked of it does not hold: a case, an
     award, a format
  2  it could not run: arguments that do not fit, or a file that is not there
  130  interrupted: the result is of what was done till then

Results go to standard output, errors and warnings to standard error.";

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
    #[command(after_help = score::HELP)]
    Score(score::ScoreArgs),
    /// Find the way to the next award.
    ///
    /// The smallest sets of criteria to bring to full credit, what each single fix gains, the values that failing comparisons
    /// need, and the unanswered questions by how far they can move the result.
    #[command(after_help = improve::HELP)]
    Improve(improve::Args),
    /// Ask what matters most next.
    ///
    /// The open questions that can move the result furthest, each with what every possible answer would bring about, by itself
    /// and once it is proven.
    #[command(after_help = ask::HELP)]
    Ask(ask::Args),
    /// Check the claims of a profile: begin a review, or compare two.
    ///
    /// A review is a file beside the profile in which a person accepts, rejects or corrects its claims, each with a reason.
    /// `kitemark score PROFILE --review FILE` scores by it.
    #[command(subcommand, after_help = review::HELP)]
    Review(review::Command),
    /// Look at all submissions of a round together.
    ///
    /// Who has which award, a map of who meets which criterion, which criteria fail most and which questions are left open,
    /// and whose award would change under other weights or another edition. A submission that cannot be scored does not
    /// stop the others.
    #[command(after_help = cohort::HELP)]
    Cohort(cohort::Args),
    /// Explain the difference between two results, point by point.
    ///
    /// Two submissions under one charter, one submission under two editions, or one before and after changes: `--set` and
    /// `--prove` change the second. What the criteria add and take away comes
    /// to the difference of the scores exactly.
    #[command(after_help = compare::HELP)]
    Compare(compare::Args),
    /// Find the mistakes in charters, profiles and reviews.
    ///
    /// A `.charter` file, or a folder with such files, is a charter: it is checked, and its examples are run. YAML and
    /// JSON files are profiles; so are those in a folder without a charter. Those that end in `.review.yaml` are reviews, held
    /// against the profile beside them.
    #[command(after_help = check::HELP)]
    Check(check::CheckArgs),
    /// Explain a code, a lint or a criterion.
    #[command(after_help = explain::HELP)]
    Explain(explain::ExplainArgs),
    /// Write a blank profile with every question of a charter.
    #[command(after_help = new::HELP)]
    New(new::Args),
    /// Draft a profile from a public notice.
    #[command(after_help = import::HELP, arg_required_else_help = true)]
    Import(import::Args),
    /// Print the JSON Schema of profiles or scorecards.
    #[command(after_help = schema::HELP)]
    Schema(schema::SchemaArgs),
    /// Write the structure of profiles as source code.
    ///
    /// One file for programs that make profiles, typed by the fields of a charter: structs, types or dataclasses, with its
    /// questions as their documentation. It needs nothing of Kitemark.
    #[command(after_help = codegen::HELP)]
    Codegen(codegen::Args),
    /// Lay out charters in the one canonical way.
    ///
    /// Words for signs, clauses and labels in columns, long lines wrapped; comments, single blank lines and the order of
    /// clauses stay, and so does the meaning. A file with mistakes in its syntax stays as it is.
    #[command(after_help = fmt::HELP)]
    Fmt(fmt::FmtArgs),
    /// Find what a careful author would write otherwise.
    ///
    /// A charter without errors is held against rules of good style, and what `check` warns of is told with it. What is found is a matter of judgement: a comment
    /// such as `# lint: allow missing-rationale because …` silences a lint where it stands.
    #[command(after_help = lint::HELP)]
    Lint(lint::LintArgs),
    /// Run the cases of charters and compare the scorecards they keep.
    ///
    /// The cases are a charter's examples, and those in the files that end in `.cases.yaml` below its folder. A scorecard
    /// that is kept, in `snapshots/` beside the charter, has to come out as it did.
    #[command(after_help = test::HELP)]
    Test(test::TestArgs),
    /// Compare two editions of a charter, in words.
    #[command(after_help = diff::HELP)]
    Diff(diff::Args),
    /// Write a charter as a booklet for people to read.
    #[command(after_help = doc::HELP)]
    Doc(doc::Args),
}
