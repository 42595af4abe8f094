//! Rounds: many profiles of which little is kept each.

use kitemark::cohort::{self, Entry, Submission, Summary, Weighting};
use kitemark::{Error, json, report};
use pyo3::prelude::*;

use crate::plain::plain;
use crate::result::style;

/// The other weights that a round looks at.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Weightings {
    pub(crate) all: Vec<Weighting>,
}

/// What a round keeps of one profile.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Standing {
    summary: Summary,
    submission: Submission,
}

impl Standing {
    pub(crate) fn new(
        (summary, standing, against): (Summary, cohort::Standing, Option<Result<Summary, Error>>),
    ) -> Self {
        let submission = Submission::new(standing);
        let submission = match against {
            None => submission,
            Some(other) => submission.with_against(other.map_err(|error| error.to_string())),
        };
        Self { summary, submission }
    }
}

/// An entry of a round: what is kept of a file, or why it has no result.
pub(crate) fn entry(file: &str, standing: Option<&Bound<'_, Standing>>, why: &str) -> Entry<Submission> {
    match standing {
        None => Entry::refused(file, why),
        Some(kept) => {
            let kept = kept.get();
            Entry::scored(file, kept.summary.clone(), kept.submission.clone())
        }
    }
}

/// What many profiles come to together.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Round {
    round: cohort::Round,
}

impl Round {
    pub(crate) fn new(round: cohort::Round) -> Self {
        Self { round }
    }
}

#[pymethods]
impl Round {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.round)
    }

    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| json(&self.round))
    }

    fn text(&self, py: Python<'_>, width: usize) -> String {
        py.detach(|| report::round_text(&self.round, &style(width)))
    }

    fn markdown(&self, py: Python<'_>) -> String {
        py.detach(|| report::round_markdown(&self.round))
    }

    fn html(&self, py: Python<'_>) -> String {
        py.detach(|| report::round_html(&self.round))
    }

    fn csv(&self, py: Python<'_>) -> String {
        py.detach(|| report::round_csv(&self.round))
    }
}
