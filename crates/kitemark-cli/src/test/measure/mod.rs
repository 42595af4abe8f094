//! How much the cases of a charter say: coverage, boundaries, mutants.

mod boundaries;
mod coverage;
mod mutants;

use std::path::Path;

use kitemark::report::visible;
use kitemark::{Code, Diagnostic};
use kitemark_authoring::case::{Bench, Outcome, Prepared};
use kitemark_authoring::place::Place;
use textwrap::{Options, WordSplitter};

use super::args::{Measure, TestArgs, TestFormat};
use crate::charters::{self, Opened};
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;
use crate::output;

/// What was measured of one charter: the text to show, and the share that counts against `--fail-under`.
struct Measured {
    text: String,
    /// Of 1,000.
    share: Option<usize>,
}

/// Measures every charter, and shows what comes of it.
pub(super) fn run(measure: Measure, args: &TestArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    fits(measure, args)?;
    let (mut texts, mut exit) = (Vec::new(), Exit::Done);
    for path in &args.charters {
        match one(path, measure, args, streams) {
            Ok(measured) => {
                let below = args.fail_under.zip(measured.share).and_then(|(floor, share)| below(path, floor, share));
                if let Some(below) = below {
                    streams.diagnostics(&[below]);
                    exit = exit.max(Exit::Input);
                }
                texts.push(measured.text);
            }
            Err(failure) => exit = exit.max(streams.fail(&failure)),
        }
    }
    let text = match args.format {
        TestFormat::Json => format!("[{}]\n", texts.join(",\n")),
        _ => texts.concat(),
    };
    if !texts.is_empty() {
        match &args.output {
            Some(path) => output::write(path, &text)?,
            None => streams.result(&text)?,
        }
    }
    Ok(exit)
}

/// Refuses formats that a measure does not have.
fn fits(measure: Measure, args: &TestArgs) -> Result<(), Diagnostic> {
    match (measure, args.format) {
        (_, TestFormat::Text | TestFormat::Json) => {}
        (Measure::Coverage, TestFormat::Lcov) => {}
        (Measure::Coverage, TestFormat::Html) if args.charters.len() == 1 => {}
        (Measure::Coverage, TestFormat::Html) => return Err(usage("a page shows one charter: name only one")),
        (Measure::Coverage, _) => return Err(usage("coverage comes as text, json, lcov or html")),
        (Measure::Boundaries | Measure::Mutants, _) => {
            return Err(usage("boundaries and mutants come as text or json"));
        }
    }
    match measure {
        Measure::Boundaries if args.fail_under.is_some() => {
            Err(usage("boundaries have no share: `--fail-under` goes with `--coverage` or `--mutants`"))
        }
        _ => Ok(()),
    }
}

/// Only cases that hold say what a charter means.
fn one(path: &Path, measure: Measure, args: &TestArgs, streams: &mut Streams<'_, '_>) -> Result<Measured, Failure> {
    let opened = charters::open(path)?;
    let suite = super::read(path, &opened)?;
    let cases = super::wanted(&opened, suite.cases, args.filter.as_deref());
    let (bench, mut problems) = Bench::new(opened.workshop.engine(), &cases, &|path| opened.beside(path));
    problems.extend(suite.problems);
    let mut prepared = Vec::new();
    for case in &cases {
        match (bench.run(case), bench.prepare(case)) {
            (Outcome::Holds, Some(Ok(case))) => prepared.push(case),
            (Outcome::Fails(failures), _) => problems.extend(failures),
            _ => {}
        }
    }
    if problems.iter().any(Diagnostic::is_error) {
        return Err(Failure { exit: Exit::Input, diagnostics: problems });
    }
    if prepared.is_empty() {
        return Err(super::no_case(path, args.filter.as_deref()).into());
    }
    let subject = Subject { name: path.display().to_string(), opened: &opened, cases: &prepared };
    Ok(match measure {
        Measure::Coverage => coverage::measure(&subject, args.format, streams),
        Measure::Boundaries => boundaries::measure(&subject, args.format, streams),
        Measure::Mutants => mutants::measure(&subject, args.format, streams),
    })
}

/// A charter with the cases that hold of it.
struct Subject<'s> {
    name: String,
    opened: &'s Opened,
    cases: &'s [Prepared<'s>],
}

/// What to say where a share is below the floor.
fn below(path: &Path, floor: usize, share: usize) -> Option<Diagnostic> {
    (share < floor).then(|| {
        let (path, found, asked) = (path.display(), percent(share), percent(floor));
        Diagnostic::new(Code::BelowFloor, format!("`{path}` comes to {found}, below the {asked} asked for"))
            .with_help("the result lists what no case reaches or notices: add cases for it")
    })
}

/// A share of 1,000 as a percentage.
fn percent(share: usize) -> String {
    format!("{}.{}%", share / 10, share % 10)
}

/// A place's line and column, its declaration and what is said of it.
fn heading(place: &Place, said: &str, width: usize) -> String {
    let at = format!("{}:{}", place.line, place.column);
    wrapped(&format!("{}{said}", visible(&place.owner)), &format!("  {at:<7} "), width)
}

/// What stands in a place, in the charter's words.
fn words(place: &Place, width: usize) -> String {
    wrapped(&visible(&place.text), "          ", width)
}

/// Text under an indentation, of which the first line may say something.
fn wrapped(text: &str, before: &str, width: usize) -> String {
    let indent = " ".repeat(before.chars().count());
    let options = Options::new(width.max(40))
        .initial_indent(before)
        .subsequent_indent(&indent)
        .word_splitter(WordSplitter::NoHyphenation);
    format!("{}\n", textwrap::fill(text, options))
}
