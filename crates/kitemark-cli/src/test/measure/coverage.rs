//! `kitemark test --coverage`.

use kitemark::report::visible;
use kitemark_authoring::coverage::{self, Report};
use serde_json::json;

use super::super::args::TestFormat;
use super::{Measured, Subject, heading, percent, words};
use crate::io::Streams;

pub(super) fn measure(subject: &Subject<'_>, format: TestFormat, streams: &Streams<'_, '_>) -> Measured {
    let charter = subject.opened.workshop.charter();
    let found = coverage::measure(subject.opened.workshop.engine(), subject.cases);
    let share = found.per_mille();
    let text = match format {
        TestFormat::Json => {
            let report = found.report(charter);
            format!("{:#}", json!({ "path": subject.name, "percent": percent(share), "coverage": report }))
        }
        TestFormat::Lcov => coverage::lcov(&found, charter),
        TestFormat::Html => coverage::page(&found, charter),
        _ => shown(&subject.name, &found.report(charter), share, streams.io.width),
    };
    Measured { text, share: Some(share) }
}

fn shown(name: &str, report: &Report, share: usize, width: usize) -> String {
    let mut out = String::new();
    for file in report.files.iter().filter(|file| !file.missed.is_empty()) {
        out.push_str(&format!("{}: {} of {}\n", visible(&file.name), file.reached, file.goals));
        for missed in &file.missed {
            out.push_str(&heading(&missed.place, &format!(", never {}", missed.words()), width));
            out.push_str(&words(&missed.place, width));
        }
        out.push('\n');
    }
    let (reached, goals) = (report.reached, report.goals);
    out.push_str(&format!(
        "{}: {reached} of {goals} outcomes come out in some case, {}\n",
        visible(name),
        percent(share)
    ));
    out
}
