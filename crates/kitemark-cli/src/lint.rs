//! `kitemark lint`.

use std::path::{Path, PathBuf};

use kitemark::report::{self, Run, visible};
use kitemark::{Code, Diagnostic};
use kitemark_authoring::lint::mend::mend;
use kitemark_authoring::lint::registry::{self, LINTS};
use kitemark_authoring::lint::{self, Finding, Lint};
use kitemark_authoring::workshop::Workshop;
use serde_json::{Value, json};

use crate::charters;
use crate::draw;
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;
use crate::options::CheckFormat;
use crate::output;

pub(crate) const HELP: &str = "\
Examples:
  kitemark lint my-charter/
      What a careful author would write otherwise.
  kitemark lint my-charter/ --fix
      Make the edits that are safe, and show what is left.
  kitemark lint my-charter/ --ignore one-sided-examples
      Leave a lint out; a comment in the charter silences it in one place.
  kitemark explain missing-rationale
      Why, and what to write instead.

Mistakes are told by `kitemark check`, and not repeated here.

Exit codes:
  0  nothing was found, or all of it was mended
  1  something was found
  2  it could not run";

#[derive(Debug, clap::Args)]
pub(crate) struct LintArgs {
    /// Charters: .charter files, or folders with such files.
    #[arg(value_name = "PATH", required_unless_present = "list")]
    paths: Vec<PathBuf>,
    /// Make the edits that are safe.
    #[arg(long)]
    fix: bool,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: CheckFormat,
    /// Run these lints alone: names or codes, with commas between.
    #[arg(long, value_name = "LINTS", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these lints out.
    #[arg(long, value_name = "LINTS", value_delimiter = ',')]
    ignore: Vec<String>,
    /// List the lints.
    #[arg(long, conflicts_with_all = ["paths", "fix", "only", "ignore", "format"])]
    list: bool,
}

/// What was found in a charter.
struct Linted {
    path: PathBuf,
    /// What checking it warns of, such as a `must` without a `fix`; left out where only some lints are asked for.
    warnings: Vec<Diagnostic>,
    fixed: Vec<Finding>,
    left: Vec<Finding>,
    /// Why it could not be looked at: errors in the charter, or a file that cannot be read or written.
    failed: Option<Failure>,
}

pub(crate) fn run(args: &LintArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    if args.list {
        streams.result(&list())?;
        return Ok(Exit::Done);
    }
    let wanted = Wanted { only: named(&args.only)?, ignored: named(&args.ignore)? };
    let linted = streams.in_parallel(&args.paths, |path| lint(path, &wanted, args.fix));
    show(&linted, args.format, streams)?;
    Ok(linted.iter().map(exit).max().unwrap_or(Exit::Done))
}

/// The lints that were asked for.
struct Wanted {
    only: Vec<Code>,
    ignored: Vec<Code>,
}

impl Wanted {
    fn has(&self, finding: &Finding) -> bool {
        let code = finding.diagnostic.code;
        (self.only.is_empty() || self.only.contains(&code)) && !self.ignored.contains(&code)
    }
}

fn named(names: &[String]) -> Result<Vec<Code>, Diagnostic> {
    let lint = |name: &String| match registry::find(name.trim()) {
        Some(lint) => Ok(lint.code),
        None => Err(usage(format!("no lint is called `{name}`"))
            .with_suggestion(name, LINTS.iter().map(|lint| lint.name))
            .with_help("`kitemark lint --list` names them all")),
    };
    names.iter().map(lint).collect()
}

fn lint(path: &Path, wanted: &Wanted, fix: bool) -> Linted {
    let path = path.to_owned();
    let opened = match charters::open(&path) {
        Ok(opened) => opened,
        Err(failure) => {
            return Linted { path, warnings: Vec::new(), fixed: Vec::new(), left: Vec::new(), failed: Some(failure) };
        }
    };
    let linted = |workshop: &Workshop, fixed, failed| Linted {
        path,
        warnings: if wanted.only.is_empty() { workshop.warnings().to_vec() } else { Vec::new() },
        fixed,
        left: lint::lint(workshop).into_iter().filter(|one| wanted.has(one)).collect(),
        failed,
    };
    if !fix {
        return linted(&opened.workshop, Vec::new(), None);
    }
    let mended = mend(&opened.workshop, &|finding| wanted.has(finding), &|path| opened.beside(path));
    match write_changed(&opened.workshop, &mended.workshop) {
        Ok(()) => linted(&mended.workshop, mended.fixed, None),
        Err(diagnostic) => linted(&opened.workshop, Vec::new(), Some(diagnostic.into())),
    }
}

/// Writes the files of a charter that are not as they were.
fn write_changed(before: &Workshop, after: &Workshop) -> Result<(), Diagnostic> {
    let pairs = before.charter().sources().iter().zip(after.charter().sources().iter());
    for (_, new) in pairs.filter(|(old, new)| old.text() != new.text()) {
        output::write(Path::new(new.name()), new.text())?;
    }
    Ok(())
}

fn exit(linted: &Linted) -> Exit {
    match &linted.failed {
        Some(failure) => failure.exit,
        None if linted.left.is_empty() && linted.warnings.is_empty() => Exit::Done,
        None => Exit::Input,
    }
}

/// Every lint with its code, since when there is such a lint, whether `--fix` mends it, and what it finds.
fn list() -> String {
    let longest = LINTS.iter().map(|lint| lint.name.len()).max().unwrap_or_default();
    let row = |code: &str, name: &str, since: &str, fix: &str, finds: &str| {
        format!("{code:<5}  {name:<longest$}  {since:<5}  {fix:<3}  {finds}\n")
    };
    let fix = |lint: &Lint| if lint.fixes { "yes" } else { "" };
    let rows = LINTS.iter().map(|lint| row(lint.code.as_str(), lint.name, lint.since, fix(lint), lint.summary));
    [row("Code", "Name", "Since", "Fix", "Finds")].into_iter().chain(rows).collect()
}

fn show(linted: &[Linted], format: CheckFormat, streams: &mut Streams<'_, '_>) -> Result<(), Failure> {
    match format {
        CheckFormat::Sarif => streams.result(&report::sarif(&linted.iter().map(as_run).collect::<Vec<_>>())),
        CheckFormat::Json => streams.result(&kitemark::json(&linted.iter().map(as_json).collect::<Value>())),
        CheckFormat::Text => {
            let diagnostics: Vec<Diagnostic> = linted.iter().flat_map(diagnostics).cloned().collect();
            streams.diagnostics(&diagnostics);
            streams.result(&linted.iter().map(summary).collect::<String>())
        }
    }
}

fn as_run(linted: &Linted) -> Run<'_> {
    let done = exit(linted) != Exit::CouldNotRun;
    Run { file: linted.path.display().to_string(), diagnostics: diagnostics(linted).collect(), scorecard: None, done }
}

fn diagnostics(linted: &Linted) -> impl Iterator<Item = &Diagnostic> {
    let failed = linted.failed.iter().flat_map(|failure| &failure.diagnostics);
    failed.chain(&linted.warnings).chain(linted.left.iter().map(|finding| &finding.diagnostic))
}

/// What was mended, a line each, then how much is left: `my-charter: 2 mended, 3 warnings (1 for --fix)`.
fn summary(linted: &Linted) -> String {
    let mended = linted.fixed.iter().map(|finding| {
        let place = finding.diagnostic.place().unwrap_or_default();
        format!("mended {}: {}\n", visible(&place), visible(&finding.diagnostic.message))
    });
    let found: Vec<Diagnostic> = diagnostics(linted).cloned().collect();
    let fixable = linted.left.iter().filter(|finding| finding.fix.is_some()).count();
    let left = if found.is_empty() { "nothing found".to_owned() } else { draw::count(&found) };
    let fixes = if fixable > 0 { format!(" ({fixable} for --fix)") } else { String::new() };
    let done = if linted.fixed.is_empty() { String::new() } else { format!("{} mended, ", linted.fixed.len()) };
    let path = linted.path.display().to_string();
    mended.chain([format!("{}: {done}{left}{fixes}\n", visible(&path))]).collect()
}

/// As `check` shows it, with the name of each lint and whether `--fix` mends what it found.
fn as_json(linted: &Linted) -> Value {
    let failed = linted.failed.iter().flat_map(|failure| &failure.diagnostics);
    let errors = failed.clone().filter(|one| one.is_error()).count();
    let shown: Vec<Value> = failed
        .chain(&linted.warnings)
        .map(|diagnostic| with_lint(diagnostic, false))
        .chain(linted.left.iter().map(|finding| with_lint(&finding.diagnostic, finding.fix.is_some())))
        .collect();
    json!({
        "path": linted.path.display().to_string(),
        "kind": "charter",
        "errors": errors,
        "warnings": shown.len() - errors,
        "diagnostics": shown,
        "mended": linted.fixed.iter().map(|finding| with_lint(&finding.diagnostic, true)).collect::<Value>(),
    })
}

fn with_lint(diagnostic: &Diagnostic, fixable: bool) -> Value {
    let mut shown = json!(diagnostic);
    shown["lint"] = json!(registry::of(diagnostic.code).map(|lint| lint.name));
    shown["fixable"] = json!(fixable);
    shown
}
