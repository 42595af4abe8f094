//! Profiles.

use kitemark::Limits;
use pyo3::prelude::*;

use crate::charter::Charter;
use crate::error::{exception, of_diagnostic};

/// A profile as read.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Profile {
    pub(crate) profile: kitemark::Profile,
}

/// The usual limits with those that are given in their place.
pub(crate) fn limits(bytes: Option<usize>, depth: Option<usize>, nodes: Option<usize>) -> Limits {
    let mut limits = Limits::default();
    let all = [(&mut limits.bytes, bytes), (&mut limits.depth, depth), (&mut limits.nodes, nodes)];
    all.into_iter().for_each(|(limit, given)| *limit = given.unwrap_or(*limit));
    limits
}

#[pymethods]
impl Profile {
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
        let read = py.detach(|| kitemark::Profile::read(name, content, &limits));
        read.map(|profile| Self { profile }).map_err(|error| exception(py, &error))
    }

    /// A copy with a change: `PATH=VALUE`.
    fn set(&self, py: Python<'_>, charter: &Charter, assignment: &str) -> PyResult<Self> {
        let mut profile = self.profile.clone();
        match profile.set(&charter.charter, assignment) {
            Ok(()) => Ok(Self { profile }),
            Err(diagnostic) => Err(of_diagnostic(py, "ProfileError", &diagnostic)),
        }
    }

    /// A copy with a claim taken as proven: `PATH=GRADE`.
    fn prove(&self, py: Python<'_>, charter: &Charter, assignment: &str) -> PyResult<Self> {
        let mut profile = self.profile.clone();
        match profile.prove(&charter.charter, assignment) {
            Ok(()) => Ok(Self { profile }),
            Err(diagnostic) => Err(of_diagnostic(py, "ProfileError", &diagnostic)),
        }
    }

    fn name(&self) -> String {
        self.profile.source().name().to_owned()
    }

    fn text(&self) -> String {
        self.profile.source().text().to_owned()
    }
}
