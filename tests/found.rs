//! What the fuzzer found once is kept in `hostile/found`, a folder for each of its targets: its laws hold of all of it.

use std::fs;

use crate::laws::{reference, world};
use crate::support::{files_below, workspace};

#[path = "../fuzz/src/laws.rs"]
mod fuzzed;

/// What has to hold of any bytes.
type Law = fn(&[u8]);

/// The targets, as `fuzz/run` has them.
const TARGETS: [(&str, Law); 7] = [
    ("charter", fuzzed::charter),
    ("profile", fuzzed::profile),
    ("json", fuzzed::json),
    ("review", fuzzed::review),
    ("notice", fuzzed::notice),
    ("rules", fuzzed::rules),
    ("layout", fuzzed::layout),
];

#[test]
fn past_findings_stay_mended() {
    for file in files_below("hostile/found".as_ref()) {
        let target = file.parent().and_then(|folder| folder.file_name()).unwrap_or_default();
        let (_, law) =
            TARGETS.iter().find(|(name, _)| target == *name).unwrap_or_else(|| panic!("no target {target:?}"));
        law(&fs::read(&file).expect("a file"));
    }
}

/// Each law is a target of the fuzzer, by the same name.
#[test]
fn every_law_is_a_target() {
    let run = fs::read_to_string(workspace("fuzz/run")).expect("text");
    let names = TARGETS.map(|(name, _)| name).join(" ");
    assert!(run.contains(&format!("set -- {names}\n")), "fuzz/run runs other targets than {names}");
    for (name, _) in TARGETS {
        let target = fs::read_to_string(workspace(&format!("fuzz/fuzz_targets/{name}.rs"))).expect("a target");
        assert!(target.contains(&format!("laws::{name}(bytes)")), "{name}");
    }
}
