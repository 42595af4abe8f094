//! `kitemark explain`.

use clap::Args as ClapArgs;
use kitemark::Code;
use kitemark::report::visible;
use kitemark_authoring::lint::registry::{self, LINTS};
use textwrap::{Options, WordSplitter};

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;
use crate::options::CharterArg;

pub(crate) const HELP: &str = "\
Examples:
  kitemark explain K0302           what the code on an error or a warning means
  kitemark explain magic-number    what a lint finds, and why
  kitemark explain cycle-length    what a criterion asks for, and why
  kitemark explain                 all codes";

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// A code such as K0302, the name of a lint, or the id of a criterion; all codes are listed if left out.
    #[arg(value_name = "CODE|LINT|CRITERION")]
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
}

pub(crate) fn run(args: &ExplainArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let page = match &args.topic {
        None => list(),
        Some(topic) => match registry::find(topic).map(|lint| lint.code).or_else(|| Code::parse(topic)) {
            Some(code) => code.page().to_owned(),
            None => criterion(topic, args)?,
        },
    };
    let page = wrapped(&page, streams.io.width);
    let page = if streams.colours_results() { with_bold_headings(&page) } else { page };
    streams.result(&page)?;
    Ok(Exit::Done)
}

/// Every code with the first line of its page.
fn list() -> String {
    Code::ALL.iter().map(|code| format!("{}  {}\n", code.as_str(), first_line(*code))).collect()
}

/// The heading of a code's page without the code, or else its first sentence.
fn first_line(code: Code) -> &'static str {
    let unmarked = |line: &'static str| {
        let line = line.trim_start_matches('#').trim();
        line.strip_prefix(code.as_str()).unwrap_or(line).trim_start_matches([':', '.', '–', '-', ' '])
    };
    code.page().lines().map(unmarked).find(|line| !line.is_empty()).unwrap_or_default()
}

fn criterion(topic: &str, args: &ExplainArgs) -> Result<String, Failure> {
    let charter = charters::load(args.charter.path.as_deref())?;
    if let Some(page) = charter.explain(topic) {
        return Ok(page.lines().map(|line| format!("{}\n", visible(line))).collect());
    }
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let lints = LINTS.iter().map(|lint| lint.name);
    let known: Vec<&str> = codes.chain(lints).chain(charter.criterion_ids()).collect();
    let unknown = usage(format!("`{topic}` is no code, no lint and no criterion of `{}`", charter.id()));
    let unknown = unknown
        .with_suggestion(topic, known)
        .with_help("`kitemark explain` lists the codes, `kitemark score` names the criteria");
    Err(unknown.into())
}

/// Markdown whose prose fits the width; code and tables stay as they are.
fn wrapped(page: &str, width: usize) -> String {
    let mut in_code = false;
    let mut out = String::with_capacity(page.len());
    for line in page.lines() {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        if in_code || fence || line.starts_with(['#', '|', '>']) {
            out.push_str(line);
        } else {
            out.push_str(&wrapped_line(line, width));
        }
        out.push('\n');
    }
    out
}

fn wrapped_line(line: &str, width: usize) -> String {
    let text = line.trim_start();
    let marker = if text.starts_with("- ") { 2 } else { 0 };
    let indent = " ".repeat(line.len() - text.len() + marker);
    let options = Options::new(width).subsequent_indent(&indent).word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(line, options)
}

fn with_bold_headings(page: &str) -> String {
    let line =
        |line: &str| if line.starts_with('#') { format!("\u{1b}[1m{line}\u{1b}[0m\n") } else { format!("{line}\n") };
    page.lines().map(line).collect()
}
