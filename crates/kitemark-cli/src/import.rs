//! `kitemark import`.

use std::path::PathBuf;

use clap::Subcommand;
use kitemark::report::visible;
use kitemark_ocds::{Draft, Notices};

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::inputs;
use crate::io::Streams;
use crate::options::{self, CharterArg};

pub(crate) const HELP: &str = "\
Examples:
  kitemark import ocds notice.json --output draft.yaml
      The profile of a notice, with its places as evidence.";

const OCDS_HELP: &str = "\
Examples:
  kitemark import ocds notice.json --output draft.yaml
      The profile of a notice from Find a Tender, Contracts Finder, Public
      Contracts Scotland or Sell2Wales.
  kitemark import ocds march.jsonl --submission ocds-000000-northmere-1
      One notice of many, by its ocid, or by the id of a release or a tender.
  curl … | kitemark import ocds - | kitemark check -
      From another program, and on to the next.

What the notice does not say is left out and stays an open question. A line
that says \"confirm\" was read from prose, or the notice contradicts itself: its
evidence has the weakest grade until a person has compared it.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, Subcommand)]
enum From {
    /// Draft a profile from a notice in the Open Contracting Data Standard.
    ///
    /// The file has a release, a release package, a record package, a list of these, or JSON lines. The releases of one
    /// procedure count as one notice: what a newer one says takes the place of what an older one said.
    #[command(after_help = OCDS_HELP)]
    Ocds(OcdsArgs),
}

#[derive(Debug, clap::Args)]
struct OcdsArgs {
    /// The notice, as the portal gives it; `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which notice, where the file has several: its ocid, or the id of a release or a tender.
    #[arg(long, value_name = "ID")]
    submission: Option<String>,
    #[command(flatten)]
    charter: CharterArg,
    /// The day that the answers speak of, instead of that of the notice, such as 2026-06-30.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Write the profile to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let From::Ocds(args) = &args.from;
    if args.file.is_dir() {
        return Err(usage(format!("`{}` is a folder: name one file", args.file.display())).into());
    }
    let as_of = args.as_of.as_deref().map(options::day).transpose()?;
    let workshop = charters::workshop(args.charter.path.as_deref())?;
    let input = inputs::at(&args.file, |_| Ok(Vec::new()), streams.io.stdin);
    let Some(input) = input.first() else { return Ok(Exit::CouldNotRun) };
    let notices = Notices::read(&input.name, &input.bytes()?).map_err(wrong)?;
    let notice = notices.notice(args.submission.as_deref()).map_err(wrong)?;
    let draft = notice.draft(workshop.charter(), as_of).map_err(wrong)?;
    streams.deliver(&draft.profile, args.output.as_deref())?;
    streams.message(&summary(&draft, notices.passed_over(), args, streams.io.width.max(40)));
    Ok(Exit::Done)
}

/// What is wrong with the file.
fn wrong(diagnostic: kitemark::Diagnostic) -> Failure {
    Failure { exit: Exit::Input, diagnostics: vec![diagnostic] }
}

/// What was imported, and what to do next.
fn summary(draft: &Draft, passed_over: usize, args: &OcdsArgs, width: usize) -> String {
    let mut text = format!(
        "{} imported, {} to confirm; {}\n",
        counted(draft.values, "value"),
        draft.to_confirm,
        counted(draft.notes, "note")
    );
    if !draft.not_asked.is_empty() {
        text += &textwrap::fill(&format!("not in this charter: {}", draft.not_asked.join(", ")), width);
        text.push('\n');
    }
    if passed_over > 0 {
        text += &format!("passed over, being no release: {}\n", counted(passed_over, "value"));
    }
    let profile = args.output.as_ref().map_or_else(|| "PROFILE".to_owned(), |path| path.display().to_string());
    let charter = args.charter.path.as_ref().map_or_else(String::new, |path| format!(" --charter {}", path.display()));
    let next = format!(
        "next: read the lines that say \"confirm\" and \"note\", then\n  kitemark check {profile}{charter}\n  kitemark score {profile}{charter}\n"
    );
    text + &next.lines().map(|line| visible(line).into_owned() + "\n").collect::<String>()
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
