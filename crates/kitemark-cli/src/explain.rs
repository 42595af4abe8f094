//! `kitemark explain`.

use kitemark::Code;
use kitemark::report::visible;

use crate::args::ExplainArgs;
use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;

pub(crate) fn run(args: &ExplainArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let page = match &args.topic {
        None => list(),
        Some(topic) => match Code::parse(topic) {
            Some(code) => code.page().to_owned(),
            None => criterion(topic, args)?,
        },
    };
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
    let known: Vec<&str> = codes.chain(charter.criterion_ids()).collect();
    let unknown = usage(format!("`{topic}` is neither a code nor a criterion of `{}`", charter.id()));
    let unknown = unknown.with_suggestion(topic, known).with_help("`kitemark explain` lists the codes, `kitemark score` names the criteria");
    Err(unknown.into())
}

fn with_bold_headings(page: &str) -> String {
    let line = |line: &str| if line.starts_with('#') { format!("\u{1b}[1m{line}\u{1b}[0m\n") } else { format!("{line}\n") };
    page.lines().map(line).collect()
}
