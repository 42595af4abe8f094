//! What cannot proceed.

use kitemark_dsl::diagnostic::Diagnostic;

/// Why nothing could be compiled, read or scored; the diagnostics say what to mend.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The charter has errors.
    #[error("{}", summary("the charter cannot be used", .0))]
    Charter(Vec<Diagnostic>),
    /// The profile cannot be scored.
    #[error("{}", summary("the profile cannot be scored", .0))]
    Profile(Vec<Diagnostic>),
    /// The charter has no award that is called so.
    #[error("{}", summary("there is no such award", .0))]
    Award(Vec<Diagnostic>),
    /// The review cannot be used, or the profile cannot be scored by it.
    #[error("{}", summary("the review cannot be used", .0))]
    Review(Vec<Diagnostic>),
}

impl Error {
    /// Everything that is wrong, in order of place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Error::Charter(diagnostics)
            | Error::Profile(diagnostics)
            | Error::Award(diagnostics)
            | Error::Review(diagnostics) => diagnostics,
        }
    }
}

/// The first error, and how many more there are.
fn summary(what: &str, diagnostics: &[Diagnostic]) -> String {
    let mut errors = diagnostics.iter().filter(|each| each.is_error());
    let Some(first) = errors.next() else { return what.to_owned() };
    let place = first.place().map(|place| format!("{place}: ")).unwrap_or_default();
    let more = match errors.count() {
        0 => String::new(),
        1 => " (and 1 more error)".to_owned(),
        count => format!(" (and {count} more errors)"),
    };
    format!("{what}: {place}{} {}{more}", first.code.as_str(), first.message)
}
