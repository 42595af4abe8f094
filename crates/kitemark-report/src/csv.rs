//! Criteria as rows, for spreadsheets.

use std::borrow::Cow;

use kitemark_dsl::visible::visible;
use kitemark_eval::cohort::Cohort;
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{CriterionResult, Interval, Scorecard};

use crate::percent::percent;
use crate::words;

const COLUMNS: [&str; 19] = [
    "profile",
    "subject",
    "as_of",
    "award",
    "score_low",
    "score_high",
    "principle",
    "criterion",
    "title",
    "obligation",
    "verdict",
    "credit_low",
    "credit_high",
    "weight",
    "findings",
    "unanswered",
    "unverified",
    "fix",
    "sources",
];

/// The criteria of every profile as comma-separated values with a header, in UTF-8; one row for a profile that could not be
/// scored.
///
/// A cell that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises against [CSV injection].
///
/// [CSV injection]: https://owasp.org/www-community/attacks/CSV_Injection
pub fn csv(cohort: &Cohort<Box<Scorecard>>) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row is as long as the header.
    let _ = rows.write_record(COLUMNS);
    for entry in cohort.entries() {
        match &entry.result {
            Ok((_, card)) => {
                for criterion in &card.criteria {
                    let _ = rows.write_record(row(&entry.file, card, criterion).iter().map(|cell| harmless(cell)));
                }
            }
            Err(why) => {
                let mut cells = COLUMNS.map(|_| String::new());
                let [profile, _, _, award, ..] = &mut cells;
                profile.clone_from(&entry.file);
                *award = format!("not scored: {why}");
                let _ = rows.write_record(cells.iter().map(|cell| harmless(cell)));
            }
        }
    }
    String::from_utf8(rows.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn row(file: &str, card: &Scorecard, criterion: &CriterionResult) -> [String; COLUMNS.len()] {
    let joined =
        |parts: Vec<String>, more| parts.into_iter().chain(words::left_out(more)).collect::<Vec<_>>().join("; ");
    [
        file.to_owned(),
        card.subject.clone().unwrap_or_default(),
        card.stamp.as_of.clone(),
        card.award.id.clone().unwrap_or_else(|| "none".to_owned()),
        ends(card.score.as_ref(), |score| &score.low),
        ends(card.score.as_ref(), |score| &score.high),
        criterion.principle.clone(),
        criterion.id.clone(),
        criterion.title.clone(),
        criterion.obligation.word().to_owned(),
        criterion.verdict.words().to_owned(),
        ends(criterion.credit.as_ref(), |credit| &credit.low),
        ends(criterion.credit.as_ref(), |credit| &credit.high),
        criterion.weight_percent.0.percent(1),
        joined(criterion.findings.iter().map(words::told).collect(), criterion.more_findings),
        joined(criterion.unanswered.clone(), criterion.more_unanswered),
        joined(criterion.unverified.clone(), criterion.more_unverified),
        criterion.fix.clone().unwrap_or_default(),
        joined(criterion.cites.iter().map(|cite| words::source(cite, true)).collect(), 0),
    ]
}

/// One end of an interval, as a percentage that spreadsheets read as a number.
fn ends(interval: Option<&Interval>, end: fn(&Interval) -> &Fraction) -> String {
    interval.map(|interval| percent(end(interval))).unwrap_or_default()
}

/// A cell that no spreadsheet computes, with nothing hidden in it.
pub(crate) fn harmless(cell: &str) -> String {
    let shown: Cow<'_, str> = visible(cell);
    let starts_formula = shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if starts_formula { format!("'{shown}") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_text() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("  @SUM(1)"), "'  @SUM(1)");
        assert_eq!(harmless("\t=1"), "' =1");
        assert_eq!(harmless("＝1"), "'＝1");
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless("a\nb\u{202e}"), "a b<U+202E>");
    }
}
