//! The native half of the Python package `kitemark`.
//!
//! The package itself, which people meet, is Python: `python/kitemark`. It is typed and documented there, takes what Python
//! programs have at hand, and reads files. What is in here is private to it: opaque objects that never change, so that
//! threads share them, with the library's functions as their methods.
//!
//! - Whatever takes long is done without the interpreter's lock.
//! - Results come over as plain data with exact fractions (`plain`), of which the package makes its typed objects when
//!   somebody looks at them.
//! - What went wrong becomes an exception of the package, with every diagnostic (`error`).

mod charter;
mod error;
mod plain;
mod profile;
mod result;
mod review;
mod round;
mod table;

use pyo3::prelude::*;

/// What the package `kitemark` is built on.
#[pymodule]
#[pyo3(name = "_native")]
mod native {
    use super::PyResult;
    #[pymodule_export]
    use crate::charter::{Charter, format_charter, page, schema};
    #[pymodule_export]
    use crate::error::{escaped, shown};
    #[pymodule_export]
    use crate::profile::Profile;
    #[pymodule_export]
    use crate::result::{Agreement, Difference, Form, Scorecard, Way, compare};
    #[pymodule_export]
    use crate::review::Review;
    #[pymodule_export]
    use crate::round::{Round, Standing, Weightings};
    #[pymodule_export]
    use crate::table::{Table, criteria_table, submissions_table};

    /// The version of the engine, which is the package's.
    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> PyResult<()> {
        use pyo3::types::PyModuleMethods as _;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
