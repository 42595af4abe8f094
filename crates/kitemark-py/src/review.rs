//! Reviews.

use pyo3::prelude::*;

use crate::error::exception;
use crate::profile::limits;

/// A review as read.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Review {
    pub(crate) review: kitemark::Review,
}

#[pymethods]
impl Review {
    #[staticmethod]
    #[pyo3(signature = (name, content, /, bytes=None, depth=None, nodes=None))]
    fn read(
        py: Python<'_>,
        name: &str,
        content: &[u8],
        bytes: Option<usize>,
        depth: Option<usize>,
        nodes: Option<usize>,
    ) -> PyResult<Self> {
        let limits = limits(bytes, depth, nodes);
        let read = py.detach(|| kitemark::Review::read(name, content, &limits));
        read.map(|review| Self { review }).map_err(|error| exception(py, &error))
    }

    fn reviewer(&self) -> &str {
        self.review.reviewer()
    }

    fn profile_file(&self) -> &str {
        self.review.profile_file()
    }

    fn sha256(&self) -> &str {
        self.review.sha256()
    }
}
