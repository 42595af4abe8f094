//! `kitemark test --mutants`.

use kitemark::report::visible;
use kitemark_authoring::mutate::{self, NoticedBy, Report, Surviving};
use serde_json::json;

use super::super::args::TestFormat;
use super::{Measured, Subject, heading, percent, words, wrapped};
use crate::io::Streams;
use crate::progress::Bar;

pub(super) fn measure(subject: &Subject<'_>, format: TestFormat, streams: &mut Streams<'_, '_>) -> Measured {
    let workshop = &subject.opened.workshop;
    let bar = Bar::new("mutants", streams.io.progress);
    let fates = mutate::mutants(workshop, subject.cases, &|judged, count| bar.at(judged, count));
    bar.finish();
    let (report, wrong) = mutate::report(workshop, &fates);
    streams.diagnostics(&wrong);
    let share = report.per_mille();
    let text = match format {
        TestFormat::Json => {
            format!("{:#}", json!({ "path": subject.name, "percent": percent(share), "mutants": report }))
        }
        _ => shown(&subject.name, &report, share, streams.io.width),
    };
    Measured { text, share: Some(share) }
}

fn shown(name: &str, report: &Report, share: usize, width: usize) -> String {
    let mut out = String::new();
    for survivors in report.survivors.chunk_by(|one, next| one.place.file == next.place.file) {
        let file = survivors.first().map_or("", |survivor| survivor.place.file.as_str());
        out.push_str(&format!("{}\n", visible(file)));
        for survivor in survivors {
            out.push_str(&heading(&survivor.place, &format!(": {}", visible(&survivor.change)), width));
            // A value is named by the change itself.
            if !survivor.change.contains(&survivor.place.text) {
                out.push_str(&words(&survivor.place, width));
            }
            out.push_str(&way_out(survivor, width));
        }
        out.push('\n');
    }
    let (killed, mutants) = (report.killed, report.mutants);
    out.push_str(&format!("{}: {killed} of {mutants} mutants are noticed, {}\n", visible(name), percent(share)));
    out
}

/// Why a mutant may survive, or what would notice it.
fn way_out(survivor: &Surviving, width: usize) -> String {
    let case = match (&survivor.allowed, &survivor.noticed_by) {
        (Some(reason), _) => return wrapped(&format!("allowed because {}", visible(reason)), "          = ", width),
        (None, None) => {
            let nothing = "no case notices, nor any with one other answer that was tried";
            return wrapped(nothing, "          = ", width);
        }
        (None, Some(case)) => case,
    };
    let Some(example) = &case.example else { return wrapped(&noticed(case), "          = ", width) };
    let says = format!("this would notice; the mutant makes it {}:", visible(&case.mutant));
    let lines = example.lines().map(|line| format!("            {}\n", visible(line)));
    wrapped(&says, "          = ", width) + &lines.collect::<String>()
}

/// The case that would notice a mutant, in words.
fn noticed(case: &NoticedBy) -> String {
    let given = case.given.as_ref().map(|given| format!(", given {}", visible(given))).unwrap_or_default();
    format!(
        "would be noticed by \"{}\"{given}, then {}; the mutant makes it {}",
        visible(&case.case),
        visible(&case.then),
        visible(&case.mutant)
    )
}
