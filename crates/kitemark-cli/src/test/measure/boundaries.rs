//! `kitemark test --boundaries`.

use kitemark::report::visible;
use kitemark_authoring::boundary::{self, Point, Report, Threshold};
use serde_json::json;

use super::super::args::TestFormat;
use super::{Measured, Subject, heading, words, wrapped};
use crate::io::Streams;

pub(super) fn measure(subject: &Subject<'_>, format: TestFormat, streams: &Streams<'_, '_>) -> Measured {
    let workshop = &subject.opened.workshop;
    let report = boundary::report(workshop.charter(), &boundary::boundaries(workshop.engine(), subject.cases));
    let text = match format {
        TestFormat::Json => format!("{:#}", json!({ "path": subject.name, "boundaries": report })),
        _ => shown(&subject.name, &report, streams.io.width),
    };
    Measured { text, share: None }
}

fn shown(name: &str, report: &Report, width: usize) -> String {
    let mut out = String::new();
    for thresholds in report.boundaries.chunk_by(|one, next| one.place.file == next.place.file) {
        let file = thresholds.first().map_or("", |threshold| threshold.place.file.as_str());
        out.push_str(&format!("{}\n", visible(file)));
        thresholds.iter().for_each(|threshold| out.push_str(&one(threshold, width)));
        out.push('\n');
    }
    let Report { thresholds, reached, flips, .. } = report;
    out.push_str(&format!(
        "{}: {thresholds} thresholds, {reached} of them reached by one changed answer, {flips} of these decide something\n",
        visible(name)
    ));
    out
}

fn one(threshold: &Threshold, width: usize) -> String {
    let mut out = heading(&threshold.place, "", width) + &words(&threshold.place, width);
    let Some(start) = &threshold.start else {
        out.push_str("            no one amount or date in the cases tried brings it here\n");
        return out;
    };
    let (path, case, limit) = (visible(&start.path), visible(&start.case), visible(&threshold.limit));
    out.push_str(&wrapped(&format!("{path} in \"{case}\", around {limit}"), "          ", width));
    let points = [("under", &threshold.under), ("at", &threshold.at), ("over", &threshold.over)];
    let points: Vec<(&str, &Point)> =
        points.into_iter().filter_map(|(side, point)| Some((side, point.as_ref()?))).collect();
    let column = points.iter().map(|(_, point)| point.written.chars().count()).max().unwrap_or_default();
    let mut before: Option<&str> = None;
    for (side, point) in points {
        let changes = if before.is_some_and(|before| before != point.outcome) { "  (changes)" } else { "" };
        out.push_str(&format!(
            "            {side:<5}  {:<column$}  {}{changes}\n",
            visible(&point.written),
            visible(&point.outcome)
        ));
        before = Some(&point.outcome);
    }
    out
}
