//! The cases by the Python package.

use super::case::{Case, Outcome};
use super::jobs;
use crate::python::program;
use crate::tools;

/// What came of each.
pub fn run(cases: &[Case]) -> Vec<Outcome> {
    jobs::run("python", cases, |jobs, results| {
        tools::finished(&mut program(&["conformance.py", jobs, results]));
    })
}
