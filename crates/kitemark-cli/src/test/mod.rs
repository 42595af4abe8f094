//! `kitemark test`.

mod args;
mod entry;
mod junit;
mod measure;
mod show;
mod snapshots;

use std::path::Path;

use kitemark::Diagnostic;
use kitemark_authoring::case::{Bench, Case, Suite};

pub(crate) use args::{HELP, TestArgs};

use crate::charters::{self, Opened};
use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::io::Streams;
use crate::output;
use crate::progress::in_parallel;
use args::TestFormat;
use entry::{Entry, Tested};

/// Runs the cases of every charter and compares its snapshots; shows what fails, then the result.
pub(crate) fn run(args: &TestArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    if let Some(measure) = args.measure() {
        return measure::run(measure, args, streams);
    }
    if matches!(args.format, TestFormat::Lcov | TestFormat::Html) {
        return Err(usage("lcov and html show coverage: add `--coverage`").into());
    }
    let mut tested = Vec::new();
    for path in &args.charters {
        tested.push(one(path, args, streams)?);
    }
    let diagnostics: Vec<_> = tested.iter().flat_map(Tested::diagnostics).cloned().collect();
    streams.diagnostics(&diagnostics);
    let text = match args.format {
        TestFormat::Json => show::json(&tested),
        TestFormat::Junit => junit::xml(&tested),
        TestFormat::Tap => show::tap(&tested),
        _ => show::text(&tested),
    };
    match &args.output {
        Some(path) => output::write(path, &text)?,
        None => streams.result(&text)?,
    }
    Ok(tested.iter().map(Tested::exit).max().unwrap_or(Exit::Done))
}

/// A charter that cannot be opened does not stop the others.
fn one(path: &Path, args: &TestArgs, streams: &mut Streams<'_, '_>) -> Result<Tested, Failure> {
    let name = path.display().to_string();
    let opened = match charters::open(path) {
        Ok(opened) => opened,
        Err(failure) => {
            return Ok(Tested { name, entries: Vec::new(), problems: failure.diagnostics, exit: failure.exit });
        }
    };
    let mut suite = read(path, &opened)?;
    let (cases, unusable) = cases(&opened, &suite, args.filter.as_deref(), streams);
    let mut tested = Tested { name, entries: cases, problems: std::mem::take(&mut suite.problems), exit: Exit::Done };
    tested.problems.extend(unusable);
    snapshots::compare(&opened, &suite, args, streams, &mut tested)?;
    if tested.is_empty() {
        return Err(no_case(path, args.filter.as_deref()).into());
    }
    Ok(tested)
}

/// What to say where there is nothing to test.
fn no_case(path: &Path, filter: Option<&str>) -> Diagnostic {
    let help = match filter {
        Some(text) => format!("no title, file or criterion contains `{text}`"),
        None => "a case is an `example` of the charter, or stands in a file that ends in `.cases.yaml`".to_owned(),
    };
    files::nothing_in(path, "case", &help)
}

/// The cases of a charter. One in a folder has its case files below it, one in a file beside it.
fn read(path: &Path, opened: &Opened) -> Result<Suite, Failure> {
    let files = files::case_files(&opened.folder, path.is_dir())?;
    let texts = files.iter().map(|path| charters::text(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(Suite::read(opened.workshop.charter(), texts))
}

/// The cases that the filter lets through.
fn wanted(opened: &Opened, suite: &Suite, filter: Option<&str>) -> Vec<Case> {
    let charter = opened.workshop.charter();
    let is_wanted = |case: &&Case| filter.is_none_or(|text| case.mentions(charter, text));
    suite.cases.iter().filter(is_wanted).cloned().collect()
}

/// Runs the cases that the filter lets through; what is wrong with their profiles comes apart.
fn cases(
    opened: &Opened,
    suite: &Suite,
    filter: Option<&str>,
    streams: &Streams<'_, '_>,
) -> (Vec<Entry>, Vec<Diagnostic>) {
    let wanted = wanted(opened, suite, filter);
    let (bench, unusable) = Bench::new(opened.workshop.engine(), &wanted, &|path| opened.beside(path));
    let run = |case: &_| Entry::case(case, bench.run(case));
    (in_parallel(&wanted, streams.io.progress, run), unusable)
}
