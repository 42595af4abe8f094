//! What went wrong.

use std::any::Any;

use kitemark::report::visible;
use kitemark::{Code, Diagnostic, json};

use crate::text::Text;
use crate::{KITEMARK_INTERNAL, Status};

/// Why a function did not do what it was asked.
#[derive(Debug)]
pub struct Error {
    message: String,
    diagnostics: String,
}

/// The same before it is put into words for C.
pub(crate) struct Failure {
    message: String,
    diagnostics: Vec<Diagnostic>,
}

impl From<kitemark::Error> for Failure {
    fn from(error: kitemark::Error) -> Self {
        Self { message: error.to_string(), diagnostics: error.diagnostics().to_vec() }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { message: format!("{} {}", diagnostic.code.as_str(), diagnostic.message), diagnostics: vec![diagnostic] }
    }
}

impl Failure {
    /// What a panic said.
    pub(crate) fn panicked(payload: &(dyn Any + Send)) -> Self {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it left no message");
        Diagnostic::new(Code::Internal, format!("a fault of Kitemark: {said}"))
            .with_help("nothing was changed; please report it with what was passed in")
            .into()
    }

    /// The number of the first error's code.
    pub(crate) fn status(&self) -> Status {
        self.diagnostics.iter().find(|each| each.is_error()).map_or(KITEMARK_INTERNAL, |first| number(first.code))
    }
}

/// 302 for K0302.
pub(crate) fn number(code: Code) -> Status {
    code.as_str().trim_start_matches('K').parse().unwrap_or(KITEMARK_INTERNAL)
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self { message: format!("{}\0", visible(&failure.message)), diagnostics: json(&failure.diagnostics) + "\0" }
    }
}

/// A call that makes no sense.
pub(crate) fn usage(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Usage, message)
}

/// The first error in a line, with its place and how many more there are; control characters of texts that were
/// passed in are made visible. It lives as long as the error.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_error_message(error: Option<&Error>) -> Text {
    error.map_or_else(Text::empty, |error| Text::terminated(&error.message))
}

/// Every diagnostic as JSON: a list of objects with `code`, `severity`, `message`, `labels` and `help`. It lives as long as
/// the error.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_error_diagnostics(error: Option<&Error>) -> Text {
    error.map_or_else(Text::empty, |error| Text::terminated(&error.diagnostics))
}

/// Frees an error. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_error_free(error: Option<Box<Error>>) {
    drop(error);
}
