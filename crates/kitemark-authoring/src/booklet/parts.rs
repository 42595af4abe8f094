//! The parts of a charter beside its criteria: citations, sources, settings, definitions, examples.

use kitemark_dsl::charter::{self, Charter};
use kitemark_dsl::naming::words;
use kitemark_dsl::syntax::{self, Bound, GivenValue, ThenKind};
use kitemark_dsl::value::Literal;

use crate::english::{English, listed};

/// A place in a source.
#[derive(Debug)]
pub(super) struct Cite {
    pub(super) source: String,
    /// Title, author, year and place.
    pub(super) text: String,
    pub(super) interest: Option<String>,
}

impl Cite {
    pub(super) fn of(charter: &Charter, citation: &charter::Citation) -> Option<Self> {
        let source = charter.cited().get(citation.source.index())?;
        let parts: Vec<&str> =
            [&source.by, &source.year, &citation.place].into_iter().flatten().map(String::as_str).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) };
        Some(Self {
            source: source.id.clone(),
            text: format!("{}{parts}", source.title),
            interest: source.interest.clone(),
        })
    }
}

/// A document that rules cite.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) by: Option<String>,
    pub(super) year: Option<String>,
    pub(super) grade: Option<String>,
    pub(super) interest: Option<String>,
}

impl Source {
    pub(super) fn of(charter: &Charter, source: &charter::Cited) -> Self {
        let grade = source.grade.and_then(|grade| charter.grades().get(grade.index()));
        Self {
            id: source.id.clone(),
            title: source.title.clone(),
            by: source.by.clone(),
            year: source.year.clone(),
            grade: grade.cloned(),
            interest: source.interest.clone(),
        }
    }
}

/// A setting.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) value: String,
    /// Its reason and where it comes from.
    pub(super) basis: String,
}

impl Setting {
    pub(super) fn of(charter: &Charter, setting: &syntax::Setting) -> Self {
        let because = setting.because.as_ref().map(|because| because.value.clone());
        let cites = setting.cites.iter().map(|cite| match &cite.place {
            Some(place) => format!("{}: {}", cite.source.value, place.value),
            None => cite.source.value.clone(),
        });
        Self {
            name: setting.name.value.clone(),
            title: setting.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            value: charter.words(setting.value.span),
            basis: because.into_iter().chain(cites).collect::<Vec<_>>().join(" "),
        }
    }
}

/// A definition.
#[derive(Debug)]
pub(super) struct Definition {
    /// Its name in words, and of what: `total term of a contract`.
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) meaning: String,
}

impl Definition {
    pub(super) fn of(charter: &Charter, english: &English<'_>, define: &charter::Define) -> Self {
        let record = define.of.and_then(|of| charter.records().get(of.index()));
        let of = record.map(|record| format!(" (of each {})", words(&record.name))).unwrap_or_default();
        Self {
            name: format!("{}{of}", words(&define.syntax.name.value)),
            title: define.syntax.title.as_ref().map(|title| title.value.clone()),
            meaning: english.sentence(&define.syntax.body),
        }
    }
}

/// An example.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) title: String,
    pub(super) profile: String,
    /// The answers that are changed: where, and to what.
    pub(super) given: Vec<(String, String)>,
    pub(super) then: Vec<String>,
}

impl Example {
    pub(super) fn of(charter: &Charter, example: &syntax::Example) -> Self {
        Self {
            title: example.title.value.clone(),
            profile: example.profile.value.clone(),
            given: example.given.iter().map(given).collect(),
            then: example.then.iter().map(|then| outcome(charter, &then.kind)).collect(),
        }
    }
}

fn given(given: &syntax::Given) -> (String, String) {
    let value = match &given.value {
        GivenValue::Unanswered => "left unanswered".to_owned(),
        GivenValue::Empty => "empty".to_owned(),
        GivenValue::Values(values) => {
            listed(&values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(), "and")
        }
    };
    (given.path.value.clone(), value)
}

fn outcome(charter: &Charter, then: &ThenKind) -> String {
    let bound = |bound: &Bound| match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    };
    match then {
        ThenKind::Verdict(id, verdict) => {
            let title = charter.criterion(&id.value).map_or(id.value.as_str(), |(_, criterion)| criterion.title());
            format!("{title}: {}", verdict.value)
        }
        ThenKind::Award(id) => {
            let award = charter.awards().iter().find(|award| award.id == id.value);
            format!("the award is {}", award.map_or(id.value.as_str(), |award| award.title.as_str()))
        }
        ThenKind::Score(side, number) => format!("the score is {} {}", bound(side), Literal::Percent(number.value)),
        ThenKind::Evidenced(side, number) => {
            format!("{} {} is answered and proven", bound(side), Literal::Percent(number.value))
        }
    }
}
