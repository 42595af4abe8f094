//! Coverage in the format of lcov, which editors and build servers show beside the lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kitemark_dsl::charter::Charter;

use super::{Coverage, Goal};

/// An lcov trace file: a branch for every goal, a line for every line with goals.
pub fn lcov(coverage: &Coverage, charter: &Charter) -> String {
    let mut out = String::new();
    for (id, source) in charter.sources().entries() {
        let mut lines: BTreeMap<u32, Vec<&Goal>> = BTreeMap::new();
        for goal in coverage.goals.iter().filter(|goal| goal.span.source == id) {
            lines.entry(source.position(goal.span.range().start).line).or_default().push(goal);
        }
        if !lines.is_empty() {
            file(&mut out, source.name(), &lines);
        }
    }
    out
}

// Writing to a string cannot fail.
fn file(out: &mut String, name: &str, lines: &BTreeMap<u32, Vec<&Goal>>) {
    let _ = writeln!(out, "TN:\nSF:{name}");
    let goals = || lines.values().flatten();
    for (line, goals) in lines {
        for (at, goal) in goals.iter().enumerate() {
            let _ = writeln!(out, "BRDA:{line},0,{at},{}", goal.cases);
        }
    }
    let _ = writeln!(out, "BRF:{}\nBRH:{}", goals().count(), goals().filter(|goal| goal.cases > 0).count());
    let most = |goals: &[&Goal]| goals.iter().map(|goal| goal.cases).max().unwrap_or_default();
    for (line, goals) in lines {
        let _ = writeln!(out, "DA:{line},{}", most(goals));
    }
    let hit = lines.values().filter(|goals| most(goals) > 0).count();
    let _ = writeln!(out, "LF:{}\nLH:{hit}\nend_of_record", lines.len());
}
