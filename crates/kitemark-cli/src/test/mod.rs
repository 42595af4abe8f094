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
    let tested: Vec<Tested> = args.charters.iter().map(|path| whatever_comes(path, args, streams)).collect();
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

/// A charter that cannot be tested does not stop the others.
fn whatever_comes(path: &Path, args: &TestArgs, streams: &mut Streams<'_, '_>) -> Tested {
    one(path, args, streams).unwrap_or_else(|failure| Tested {
        name: path.display().to_string(),
        entries: Vec::new(),
        problems: failure.diagnostics,
        exit: failure.exit,
    })
}

fn one(path: &Path, args: &TestArgs, streams: &mut Streams<'_, '_>) -> Result<Tested, Failure> {
    let opened = charters::open(path)?;
    let filter = args.filter.as_deref();
    let suite = read(path, &opened)?;
    let (entries, unusable) = cases(&opened, suite.cases, filter, streams);
    let problems = [suite.problems, unusable].concat();
    let mut tested = Tested { name: path.display().to_string(), entries, problems, exit: Exit::Done };
    snapshots::compare(&opened, &suite.snapshots, args, streams, &mut tested)?;
    if tested.entries.is_empty() && tested.problems.is_empty() {
        return Err(no_case(path, filter).into());
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
fn wanted(opened: &Opened, mut cases: Vec<Case>, filter: Option<&str>) -> Vec<Case> {
    let charter = opened.workshop.charter();
    cases.retain(|case| filter.is_none_or(|text| case.mentions(charter, text)));
    cases
}

/// Runs the cases that the filter lets through; what is wrong with their profiles comes apart.
fn cases(
    opened: &Opened,
    cases: Vec<Case>,
    filter: Option<&str>,
    streams: &mut Streams<'_, '_>,
) -> (Vec<Entry>, Vec<Diagnostic>) {
    let cases = wanted(opened, cases, filter);
    let (bench, unusable) = Bench::new(opened.workshop.engine(), &cases, &|path| opened.beside(path));
    let entries = streams.in_parallel(&cases, |case| Entry::case(case, bench.run(case)));
    (entries, unusable)
}
