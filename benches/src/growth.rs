//! How time grows: with the contracts of a profile, with the criteria of a charter, with the profiles of a round.

use std::fmt::Write as _;
use std::hint::black_box;

use kitemark::cohort::Weighting;
use kitemark_eval::engine::Engine;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::random;
use crate::scenarios::{Run, document, engine, round, submission};
use crate::twenty;

/// Three orders of magnitude.
pub const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// What is timed, of this size.
pub type Grown = fn(usize) -> Run;

/// What grows, by the name of its line in the plot.
pub const LINES: [(&str, Grown); 4] = [
    ("contracts, from YAML to scorecard", contracts),
    ("criteria, compiled", criteria_compiled),
    ("criteria, scored", criteria_scored),
    ("profiles, from YAML to round", |profiles| cohort(profiles, 1)),
];

/// The round that is timed on one thread and on two.
pub const PROFILES: usize = 1_000;

/// A profile with so many contracts.
fn contracts(count: usize) -> Run {
    let (before, rest) = twenty::NORTHMERE.split_once("contracts:\n").expect("contracts");
    let (_, after) = rest.split_once("reviews:\n").expect("reviews");
    let mut text = format!("{before}contracts:\n");
    for at in 0..count {
        let _ = writeln!(
            text,
            "  - id: contract-{at}\n    kind: community\n    months: 60\n    sites: 3\n    value: 100\n    break: none"
        );
    }
    let _ = write!(text, "reviews:\n{after}");
    let engine = engine(&[("twenty.charter", twenty::CHARTER)]);
    Box::new(move || drop(black_box(engine.score(&document(black_box(&text)), None).expect("a day"))))
}

/// A charter with so many criteria: the twenty, again and again, each time as a principle.
fn charter(count: usize) -> String {
    let (head, rules) = twenty::CHARTER.split_at(twenty::CHARTER.find("principle ").expect("a principle"));
    // Each up to the next, or to what is no criterion.
    let blocks =
        rules.split("\n  criterion ").skip(1).map(|block| block.split("\n\n").next().unwrap_or(block).trim_end());
    let criteria: Vec<(&str, &str)> = blocks.filter_map(|block| block.split_once(' ')).collect();
    let mut text = head.to_owned();
    for (at, (id, rest)) in criteria.iter().cycle().take(count).enumerate() {
        let copy = at / criteria.len();
        if at % criteria.len() == 0 {
            let _ = writeln!(text, "principle copy-{copy} \"Copy {copy}\"");
        }
        let _ = writeln!(text, "  criterion {id}-{copy} {rest}");
    }
    text
}

fn criteria_compiled(count: usize) -> Run {
    let text = charter(count);
    Box::new(move || drop(black_box(engine(&[("many.charter", black_box(&text))]))))
}

fn criteria_scored(count: usize) -> Run {
    let engine = engine(&[("many.charter", &charter(count))]);
    let profile = document(twenty::NORTHMERE);
    Box::new(move || drop(black_box(engine.score(black_box(&profile), None).expect("a day"))))
}

/// A round of so many random profiles on so many threads.
pub fn cohort(profiles: usize, threads: usize) -> Run {
    let engine: Engine = engine(&[("twenty.charter", twenty::CHARTER)]);
    let weightings = Weighting::usual(engine.charter());
    let texts: Vec<String> = (0..profiles).map(random::text).collect();
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    Box::new(move || {
        let entries = pool.install(|| {
            texts.par_iter().enumerate().map(|(at, text)| submission(&engine, at, text, &weightings)).collect()
        });
        drop(black_box(round(&engine, entries, &weightings)));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charters_and_profiles_grow() {
        for count in [10, 100] {
            let engine = engine(&[("many.charter", &charter(count))]);
            assert_eq!(engine.charter().criteria().len(), count);
        }
        LINES.iter().for_each(|(_, prepare)| prepare(30)());
    }
}
