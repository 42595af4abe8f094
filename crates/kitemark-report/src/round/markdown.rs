//! A round as Markdown.

use kitemark_dsl::markdown::{code, escape};
use kitemark_eval::cohort::Round;

use super::counts::counts;
use super::map;
use super::sheets::{self, Most};
use crate::sheet::Sheet;
use crate::sign::sign;

/// More submissions than these are counted in the map, not shown one by one.
const MOST_COLUMNS: usize = 30;

/// The round as a Markdown page, in the order of the text.
pub fn markdown(round: &Round) -> String {
    let mut page = format!("# {}\n", escape(&sheets::headline(round)));
    page.push_str(&sheets::awards(round).markdown());
    page.extend([sheets::ranking(round), sheets::refused(round)].iter().flatten().map(Sheet::markdown));
    match round.submissions.len() {
        0 => {}
        1..=MOST_COLUMNS => page.push_str(&grid(round)),
        _ => page.push_str(&counts(round).markdown()),
    }
    page.extend(sheets::after(round, Most(15)).iter().map(Sheet::markdown));
    page
}

fn grid(round: &Round) -> String {
    let count = round.submissions.len();
    let legend: Vec<String> = map::legend(round).iter().map(|(sign, words)| format!("{sign} {words}")).collect();
    let legend = escape(&legend.join(", "));
    let numbers: String = (1..=count).map(|number| format!(" {number} |")).collect();
    let mut out = format!(
        "\n## Criteria and submissions\n\n{legend}. The numbers are places in the ranking.\n\n| Criterion |{numbers}\n| --- |{}\n",
        " :---: |".repeat(count)
    );
    for group in map::groups(round) {
        out.push_str(&format!("| **{}** |{}\n", escape(group.title), "  |".repeat(count)));
        for row in &group.rows {
            let cells: String = row.verdicts.iter().map(|verdict| format!(" {} |", escape(sign(*verdict).0))).collect();
            out.push_str(&format!("| {} |{cells}\n", code(&row.tally.id)));
        }
    }
    out
}
