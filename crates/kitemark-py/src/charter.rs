//! Charters.

use kitemark::{Code, Date, Diagnostic, Error, ScoreOptions, json};
use pyo3::prelude::*;

use crate::error::{exception, of_diagnostic};
use crate::plain::plain;
use crate::profile::Profile;
use crate::result::{Agreement, Form, Scorecard, Way};
use crate::review::Review;
use crate::round::{Round, Standing, Weightings};

/// A charter, compiled.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Charter {
    pub(crate) charter: kitemark::Charter,
    warnings: Vec<Diagnostic>,
}

/// A review that was begun: its text, its claims, what became of an earlier one's decisions, what is wrong with the profile.
type Begun<'py> = (String, usize, usize, Vec<String>, Vec<String>, Bound<'py, PyAny>);

/// The day written as `2026-06-30`, in which form the package hands over every day.
fn day(py: Python<'_>, as_of: Option<&str>) -> PyResult<Option<Date>> {
    let Some(written) = as_of else { return Ok(None) };
    Date::parse(written).map(Some).map_err(|error| {
        let found = Diagnostic::new(Code::Usage, format!("`as_of`: {}", error.message));
        of_diagnostic(py, "KitemarkError", &error.help.into_iter().fold(found, Diagnostic::with_help))
    })
}

#[pymethods]
impl Charter {
    #[staticmethod]
    fn standard(py: Python<'_>) -> PyResult<Self> {
        let compiled = py.detach(kitemark::Charter::standard);
        compiled.map(|charter| Self { charter, warnings: Vec::new() }).map_err(|error| exception(py, &error))
    }

    /// From its files, each a name and its bytes.
    #[staticmethod]
    fn compile(py: Python<'_>, files: Vec<(String, Vec<u8>)>) -> PyResult<Self> {
        let compiled = py.detach(|| {
            let texts = files.into_iter().map(decoded).collect::<Result<Vec<_>, _>>()?;
            kitemark::Charter::compile(texts)
        });
        compiled.map(|(charter, warnings)| Self { charter, warnings }).map_err(|error| exception(py, &error))
    }

    fn id(&self) -> &str {
        self.charter.id()
    }

    fn title(&self) -> &str {
        self.charter.title()
    }

    fn edition(&self) -> &str {
        self.charter.edition()
    }

    fn sha256(&self) -> &str {
        self.charter.sha256()
    }

    fn awards(&self) -> Vec<(&str, &str)> {
        self.charter.awards()
    }

    fn principles(&self) -> Vec<(&str, &str)> {
        self.charter.principles()
    }

    fn criterion_ids(&self) -> Vec<&str> {
        self.charter.criterion_ids()
    }

    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.warnings)
    }

    fn score(
        &self,
        py: Python<'_>,
        profile: &Profile,
        as_of: Option<&str>,
        review: Option<&Review>,
    ) -> PyResult<Scorecard> {
        let mut options = ScoreOptions::default();
        options.as_of = day(py, as_of)?;
        options.review = review.map(|review| review.review.clone());
        let scored = py.detach(|| self.charter.score(&profile.profile, &options));
        scored.map(|scored| Scorecard::new(scored, &profile.profile)).map_err(|error| exception(py, &error))
    }

    fn way(&self, py: Python<'_>, profile: &Profile, as_of: Option<&str>, to: Option<&str>) -> PyResult<Way> {
        let as_of = day(py, as_of)?;
        let way = py.detach(|| self.charter.way(&profile.profile, as_of, to));
        way.map(Way::new).map_err(|error| exception(py, &error))
    }

    fn form(&self, py: Python<'_>, profile: &Profile, as_of: Option<&str>, most: usize) -> PyResult<Form> {
        let as_of = day(py, as_of)?;
        let form = py.detach(|| self.charter.form(&profile.profile, as_of, most));
        form.map(Form::new).map_err(|error| exception(py, &error))
    }

    fn with_steps(&self, steps: u64) -> Self {
        Self { charter: self.charter.clone().with_steps(steps), warnings: self.warnings.clone() }
    }

    fn check<'py>(&self, py: Python<'py>, profile: &Profile) -> PyResult<Bound<'py, PyAny>> {
        let found = py.detach(|| self.charter.check(&profile.profile));
        plain(py, &found)
    }

    fn explain(&self, criterion: &str) -> Option<String> {
        self.charter.explain(criterion)
    }

    fn profile_schema(&self) -> String {
        json(&self.charter.profile_schema())
    }

    fn begin_review<'py>(
        &self,
        py: Python<'py>,
        profile: &Profile,
        reviewer: &str,
        file: &str,
        earlier: Option<&Review>,
    ) -> PyResult<Begun<'py>> {
        let earlier = earlier.map(|earlier| &earlier.review);
        let begun = py.detach(|| self.charter.begin_review(&profile.profile, reviewer, file, earlier));
        let begun = begun.map_err(|error| exception(py, &error))?;
        let diagnostics = plain(py, &begun.diagnostics)?;
        Ok((begun.text, begun.claims, begun.kept, begun.reopened, begun.gone, diagnostics))
    }

    fn agreement(&self, py: Python<'_>, first: &Review, second: &Review) -> PyResult<Agreement> {
        let agreement = self.charter.agreement(&first.review, &second.review);
        agreement.map(Agreement::new).map_err(|error| exception(py, &error))
    }

    fn moderate(
        &self,
        py: Python<'_>,
        first: &Review,
        second: &Review,
        moderator: &str,
        file: &str,
    ) -> PyResult<String> {
        let review = self.charter.moderate(&first.review, &second.review, moderator, file);
        review.map_err(|error| exception(py, &error))
    }

    fn weightings(&self, py: Python<'_>, given: Vec<String>) -> PyResult<Weightings> {
        let weightings = self.charter.weightings(&given);
        weightings.map(|all| Weightings { all }).map_err(|found| of_diagnostic(py, "KitemarkError", &found))
    }

    /// What a round keeps of a profile.
    fn standing(
        &self,
        py: Python<'_>,
        profile: &Profile,
        as_of: Option<&str>,
        weightings: &Weightings,
        against: Option<&Charter>,
    ) -> PyResult<Standing> {
        let mut options = ScoreOptions::default();
        options.as_of = day(py, as_of)?;
        let judged = py.detach(|| {
            let (summary, standing) = self.charter.standing(&profile.profile, &options, &weightings.all)?;
            let other = against.map(|other| other.charter.standing(&profile.profile, &options, &[]));
            Ok((summary, standing, other.map(|other| other.map(|(summary, _)| summary))))
        });
        judged.map(Standing::new).map_err(|error: Error| exception(py, &error))
    }

    /// What many come to together: a standing for each, or in a few words why it has none.
    fn round(
        &self,
        py: Python<'_>,
        entries: Vec<(String, Option<Bound<'_, Standing>>, String)>,
        weightings: &Weightings,
        against: Option<&Charter>,
    ) -> Round {
        let entries = entries.iter().map(|(file, standing, why)| crate::round::entry(file, standing.as_ref(), why));
        let entries = entries.collect();
        let against = against.map(|other| &other.charter);
        Round::new(py.detach(|| self.charter.round(entries, &weightings.all, against)))
    }
}

fn decoded((name, bytes): (String, Vec<u8>)) -> Result<(String, String), Error> {
    String::from_utf8(bytes)
        .map_err(|error| Diagnostic::not_utf8(&name, error.as_bytes(), error.utf8_error()))
        .map(|text| (name, text))
        .map_err(|found| Error::Charter(vec![found]))
}

/// One file of a charter in its canonical layout.
#[pyfunction]
pub(crate) fn format_charter(py: Python<'_>, name: &str, text: &str) -> PyResult<String> {
    py.detach(|| kitemark::Charter::format(name, text)).map_err(|error| exception(py, &error))
}

/// The page on a code such as `K0302`, in Markdown.
#[pyfunction]
pub(crate) fn page(code: &str) -> Option<&'static str> {
    Code::parse(code).map(Code::page)
}

/// The JSON Schema of the JSON of a result.
#[pyfunction]
pub(crate) fn schema(of: &str) -> Option<String> {
    let schema = match of {
        "scorecard" => kitemark::scorecard_schema(),
        "way" => kitemark::way_schema(),
        "form" => kitemark::form_schema(),
        "round" => kitemark::round_schema(),
        "difference" => kitemark::difference_schema(),
        "agreement" => kitemark::agreement_schema(),
        _ => return None,
    };
    Some(json(&schema))
}
