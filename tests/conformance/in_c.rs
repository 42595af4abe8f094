//! The cases by the C library.

use super::case::{Case, Outcome};
use super::jobs;
use crate::c_interface::{compiled, run as run_program};
use crate::support::Folder;

/// What came of each.
pub fn run(cases: &[Case]) -> Vec<Outcome> {
    let folder = Folder::new("conformance-program");
    let program = compiled(&folder, "tests/c/conformance.c");
    jobs::run("c", cases, |jobs, results| drop(run_program(&program, &[jobs, results])))
}
