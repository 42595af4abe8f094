//! What went wrong, as an exception.

use kitemark::report::visible;
use kitemark::{Diagnostic, Error};
use pyo3::prelude::*;

use crate::plain::plain;

/// The exception of the package for an error of the library.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let class = match error {
        Error::Charter(_) => "CharterError",
        Error::Profile(_) => "ProfileError",
        Error::Award(_) => "AwardError",
        Error::Review(_) => "ReviewError",
        _ => "KitemarkError",
    };
    told(py, class, &error.to_string(), error.diagnostics())
}

/// The exception for one diagnostic.
pub(crate) fn of_diagnostic(py: Python<'_>, class: &str, diagnostic: &Diagnostic) -> PyErr {
    let message = format!("{} {}", diagnostic.code.as_str(), diagnostic.message);
    told(py, class, &message, std::slice::from_ref(diagnostic))
}

/// An exception whose message has the help of the first error; texts that were passed in cannot harm a terminal.
fn told(py: Python<'_>, class: &str, message: &str, diagnostics: &[Diagnostic]) -> PyErr {
    let help = diagnostics.iter().find(|each| each.is_error()).map(|first| first.help.as_slice()).unwrap_or_default();
    let lines = help.iter().map(|line| format!("\n  help: {}", visible(line)));
    let message: String = std::iter::once(visible(message).into_owned()).chain(lines).collect();
    made(py, class, &message, diagnostics).unwrap_or_else(|error| error)
}

/// Text as it can be shown: what would control a terminal or turn the direction of writing is made visible.
#[pyfunction]
#[pyo3(name = "visible")]
pub(crate) fn shown(text: &str) -> String {
    visible(text).into_owned()
}

/// JSON in which nothing hides.
#[pyfunction]
#[pyo3(name = "visible_json")]
pub(crate) fn escaped(json: String) -> String {
    kitemark::visible_json(json)
}

fn made(py: Python<'_>, class: &str, message: &str, diagnostics: &[Diagnostic]) -> PyResult<PyErr> {
    let make = py.import("kitemark._errors")?.getattr("made")?;
    Ok(PyErr::from_value(make.call1((class, message, plain(py, &diagnostics)?))?))
}
