//! `kitemark check`.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use kitemark::report::{self, Run, visible};
use kitemark::scorecard::ReviewResult;
use kitemark::{Charter, Diagnostic, Limits, Profile};
use kitemark_authoring::workshop::Workshop;
use serde_json::{Value, json};

use crate::charters;
use crate::draw;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::options::{CharterArg, CheckFormat};
use crate::review;

pub(crate) const HELP: &str = "\
Examples:
  kitemark check northmere.yaml
      Every mistake in a profile, with its place and the way out.
  kitemark check rules/commissioning
      A charter and its examples.
  kitemark check northmere.a-reviewer.review.yaml
      A review, held against the profile beside it.
  kitemark check drafts/ --charter my.charter --strict
      Every profile in a folder against a charter of yours; warnings count too.
  kitemark check drafts/ --format sarif > kitemark.sarif
      For editors and code hosts, which show each mistake in its place.";

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Charters, profiles and reviews to check, or folders of them.
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

/// What to check.
enum Subject {
    Charter(PathBuf),
    Profile(Input),
    Review(Input),
}

impl Subject {
    fn of(input: Input) -> Self {
        if input.path().is_some_and(files::is_review) { Subject::Review(input) } else { Subject::Profile(input) }
    }
}

/// What was found.
struct Checked {
    name: String,
    kind: &'static str,
    /// What a charter or review without errors holds.
    holds: Option<String>,
    diagnostics: Vec<Diagnostic>,
    exit: Exit,
}

/// Checks every path, shows what is wrong, then a line on each.
pub(crate) fn run(args: &CheckArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    inputs::stdin_once(&args.paths)?;
    let mut subjects = Vec::new();
    for path in &args.paths {
        if is_charter(path)? {
            subjects.push(Subject::Charter(path.clone()));
        } else {
            subjects.extend(inputs::at(path, files::checkable_files, streams.io.stdin).into_iter().map(Subject::of));
        }
    }
    let needed = subjects.iter().any(|subject| !matches!(subject, Subject::Charter(_)));
    let charter = if needed { Some(charters::load(args.charter.path.as_deref())?) } else { None };
    let checked = streams.in_parallel(&subjects, |subject| match subject {
        Subject::Charter(path) => check_charter(path),
        Subject::Profile(input) => check_profile(input, charter.as_ref()),
        Subject::Review(input) => check_review(input, charter.as_ref()),
    });
    show(&checked, args.format, streams)?;
    Ok(checked.iter().map(|one| exit(one, args.strict)).max().unwrap_or(Exit::Done))
}

fn is_charter(path: &Path) -> Result<bool, Diagnostic> {
    Ok(files::is_charter(path) || path.is_dir() && !files::charter_files(path)?.is_empty())
}

fn check_charter(path: &Path) -> Checked {
    let name = path.display().to_string();
    match charters::open(path) {
        Err(failure) => {
            Checked { name, kind: "charter", holds: None, exit: failure.exit, diagnostics: failure.diagnostics }
        }
        Ok(opened) => {
            let mut diagnostics = opened.workshop.warnings().to_vec();
            diagnostics.extend(opened.workshop.run_examples(&|path| opened.beside(path)));
            let exit = Exit::of(&diagnostics);
            Checked { name, kind: "charter", holds: Some(holds(&opened.workshop)), exit, diagnostics }
        }
    }
}

/// `71 criteria, 12 principles, 96 examples hold`.
fn holds(workshop: &Workshop) -> String {
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let charter = workshop.charter();
    let criteria = counted(charter.criteria().len(), "criterion", "criteria");
    let principles = counted(charter.principles().len(), "principle", "principles");
    let examples = counted(charter.examples().len(), "example holds", "examples hold");
    format!("{criteria}, {principles}, {examples}")
}

fn check_profile(input: &Input, charter: Option<&Charter>) -> Checked {
    let found = input.bytes().map_err(Failure::from).and_then(|bytes| {
        let profile = Profile::read(&input.name, &bytes, &Limits::default())?;
        Ok(charter.map_or_else(Vec::new, |charter| charter.check(&profile)))
    });
    let (exit, diagnostics) = match found {
        Ok(diagnostics) => (Exit::of(&diagnostics), diagnostics),
        Err(failure) => (failure.exit, failure.diagnostics),
    };
    Checked { name: input.name.clone(), kind: "profile", holds: None, diagnostics, exit }
}

fn check_review(input: &Input, charter: Option<&Charter>) -> Checked {
    let (name, kind) = (input.name.clone(), "review");
    match charter.map_or(Ok(None), |charter| review::applied(input, charter)) {
        Ok(result) => {
            let holds = result.as_ref().map(decided);
            Checked { name, kind, holds, diagnostics: Vec::new(), exit: Exit::Done }
        }
        Err(failure) => Checked { name, kind, holds: None, diagnostics: failure.diagnostics, exit: failure.exit },
    }
}

/// `12 claims accepted, 1 rejected, 2 corrected, 130 not decided`.
fn decided(review: &ReviewResult) -> String {
    let ReviewResult { accepted, rejected, corrected, undecided, .. } = review;
    format!("claims: {accepted} accepted, {rejected} rejected, {corrected} corrected, {undecided} not decided")
}

/// With `--strict`, warnings count as errors.
fn exit(checked: &Checked, strict: bool) -> Exit {
    if strict && !checked.diagnostics.is_empty() { checked.exit.max(Exit::Input) } else { checked.exit }
}

fn show(checked: &[Checked], format: CheckFormat, streams: &mut Streams<'_, '_>) -> Result<(), Failure> {
    match format {
        CheckFormat::Sarif => streams.result(&report::sarif(&checked.iter().map(as_run).collect::<Vec<_>>())),
        CheckFormat::Json => streams.result(&kitemark::json(&checked.iter().map(as_json).collect::<Value>())),
        CheckFormat::Text => {
            let diagnostics: Vec<_> = checked.iter().flat_map(|one| &one.diagnostics).cloned().collect();
            streams.diagnostics(&diagnostics);
            streams.result(&checked.iter().map(summary).collect::<String>())
        }
    }
}

fn summary(checked: &Checked) -> String {
    let count = draw::count(&checked.diagnostics);
    let found = match &checked.holds {
        Some(holds) if checked.diagnostics.is_empty() => holds.clone(),
        Some(holds) if checked.exit == Exit::Done => format!("{holds}; {count}"),
        _ => count,
    };
    format!("{}: {found}\n", visible(&checked.name))
}

fn as_run(checked: &Checked) -> Run<'_> {
    let done = checked.exit != Exit::CouldNotRun;
    Run { file: checked.name.clone(), diagnostics: checked.diagnostics.iter().collect(), scorecard: None, done }
}

fn as_json(checked: &Checked) -> Value {
    let errors = checked.diagnostics.iter().filter(|one| one.is_error()).count();
    json!({
        "path": checked.name,
        "kind": checked.kind,
        "errors": errors,
        "warnings": checked.diagnostics.len() - errors,
        "diagnostics": checked.diagnostics,
    })
}
