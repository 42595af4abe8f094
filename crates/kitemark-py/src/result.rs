//! Results: as plain data, as JSON, and as people read them.

use std::sync::Arc;

use kitemark::report::{self, TextStyle};
use kitemark::{Diagnostic, Source, json};
use pyo3::prelude::*;

use crate::plain::plain;

/// Text without colour.
pub(crate) fn style(width: usize) -> TextStyle {
    TextStyle::new(width, false)
}

/// The result of scoring a profile.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Scorecard {
    pub(crate) card: kitemark::scorecard::Scorecard,
    diagnostics: Vec<Diagnostic>,
    /// The text scored, which the page quotes.
    profile: Arc<Source>,
}

impl Scorecard {
    pub(crate) fn new(scored: kitemark::Scored, profile: &kitemark::Profile) -> Self {
        Self { card: scored.scorecard, diagnostics: scored.diagnostics, profile: profile.source() }
    }
}

#[pymethods]
impl Scorecard {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.card)
    }

    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.diagnostics)
    }

    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| json(&self.card))
    }

    fn text(&self, py: Python<'_>, width: usize) -> String {
        py.detach(|| report::text(&self.card, &style(width)))
    }

    fn markdown(&self, py: Python<'_>) -> String {
        py.detach(|| report::markdown(&self.card))
    }

    fn html(&self, py: Python<'_>) -> String {
        py.detach(|| report::html(&self.card, &self.profile))
    }

    fn badge(&self) -> String {
        report::badge(&self.card)
    }
}

/// The way to an award.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Way {
    way: kitemark::improve::Way,
}

impl Way {
    pub(crate) fn new(way: kitemark::improve::Way) -> Self {
        Self { way }
    }
}

#[pymethods]
impl Way {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.way)
    }

    fn json(&self) -> String {
        json(&self.way)
    }

    fn text(&self, width: usize) -> String {
        report::way_text(&self.way, &style(width))
    }

    fn markdown(&self) -> String {
        report::way_markdown(&self.way)
    }
}

/// What to ask next.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Form {
    form: kitemark::form::Form,
}

impl Form {
    pub(crate) fn new(form: kitemark::form::Form) -> Self {
        Self { form }
    }
}

#[pymethods]
impl Form {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.form)
    }

    fn json(&self) -> String {
        json(&self.form)
    }

    fn text(&self, width: usize) -> String {
        report::form_text(&self.form, &style(width))
    }

    fn markdown(&self) -> String {
        report::form_markdown(&self.form)
    }
}

/// What makes the difference between two scorecards.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Difference {
    difference: kitemark::difference::Difference,
}

/// What makes the difference from one scorecard to another.
#[pyfunction]
pub(crate) fn compare(py: Python<'_>, earlier: &Scorecard, later: &Scorecard) -> Difference {
    Difference { difference: py.detach(|| kitemark::difference::Difference::between(&earlier.card, &later.card)) }
}

#[pymethods]
impl Difference {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.difference)
    }

    fn json(&self) -> String {
        json(&self.difference)
    }

    fn text(&self, width: usize) -> String {
        report::difference_text(&self.difference, &style(width))
    }

    fn markdown(&self) -> String {
        report::difference_markdown(&self.difference)
    }

    fn html(&self) -> String {
        report::difference_html(&self.difference)
    }
}

/// How far two reviews agree.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Agreement {
    agreement: kitemark::Agreement,
}

impl Agreement {
    pub(crate) fn new(agreement: kitemark::Agreement) -> Self {
        Self { agreement }
    }
}

#[pymethods]
impl Agreement {
    fn plain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.agreement)
    }

    fn json(&self) -> String {
        json(&self.agreement)
    }

    fn text(&self, width: usize) -> String {
        report::agreement(&self.agreement, &style(width))
    }

    fn markdown(&self) -> String {
        report::markdown_agreement(&self.agreement)
    }
}
