//! The boundary that every call crosses: no panic leaves, every result is written, every failure becomes a status and an error.

use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{Error, Failure, usage};
use crate::{KITEMARK_OK, Status};

/// Does the work and writes what comes of it. Where it fails, the result is empty, and the error says why.
pub(crate) fn give<T: Default>(
    out: Option<&mut MaybeUninit<T>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Status {
    let failure = match out {
        None => Some(usage("`out` is null").with_help("pass the address of a variable for the result").into()),
        Some(out) => {
            let (result, failure) = match caught(work) {
                Ok(result) => (result, None),
                Err(failure) => (T::default(), Some(failure)),
            };
            out.write(result);
            failure
        }
    };
    let status = failure.as_ref().map_or(KITEMARK_OK, Failure::status);
    if let Some(error) = error {
        error.write(failure.map(|failure| Box::new(failure.into())));
    }
    status
}

/// Handles never change, so nobody can see what a panic left half done.
fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(Failure::panicked(&*payload)))
}

/// A handle that has to be there.
pub(crate) fn required<'a, T>(handle: Option<&'a T>, name: &str) -> Result<&'a T, Failure> {
    handle.ok_or_else(|| usage(format!("`{name}` is null")).into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "to see it caught")]

    use kitemark::Code;

    use super::*;
    use crate::error::{kitemark_error_diagnostics, kitemark_error_message, number};
    use crate::{KITEMARK_INTERNAL, KITEMARK_USAGE};

    #[test]
    fn statuses_are_of_the_one_table() {
        assert_eq!(number(Code::Usage), KITEMARK_USAGE);
        assert_eq!(number(Code::Internal), KITEMARK_INTERNAL);
        let mut numbers: Vec<_> = Code::ALL.iter().map(|code| (number(*code), code.as_str())).collect();
        for (number, code) in &numbers {
            assert_eq!(format!("K{number:04}"), *code);
        }
        numbers.dedup_by_key(|(number, _)| *number);
        assert_eq!(numbers.len(), Code::ALL.len());
    }

    #[test]
    fn a_panic_is_caught_and_says_its_message() {
        for (index, said) in [(0, "an \u{e9} and 7"), (1, "plain words"), (2, "it left no message")] {
            let (mut out, mut error) = (MaybeUninit::<Option<Box<u8>>>::uninit(), MaybeUninit::uninit());
            let status = give(Some(&mut out), Some(&mut error), || match index {
                0 => panic!("an {} and {}", '\u{e9}', index + 7),
                1 => panic!("plain words"),
                _ => std::panic::panic_any(index),
            });
            assert_eq!(status, KITEMARK_INTERNAL);
            // SAFETY: `give` has written both.
            let (out, error) = unsafe { (out.assume_init(), error.assume_init()) };
            assert!(out.is_none());
            let message = kitemark_error_message(error.as_deref());
            assert_eq!(message.str("message").ok(), Some(&*format!("K0904 a fault of Kitemark: {said}")));
            let diagnostics = kitemark_error_diagnostics(error.as_deref());
            assert!(diagnostics.str("diagnostics").is_ok_and(|json| json.contains("\"K0904\"") && json.contains(said)));
        }
    }

    #[test]
    fn without_a_place_for_the_error_the_status_tells() {
        let mut out = MaybeUninit::<Option<Box<u8>>>::uninit();
        assert_eq!(give(Some(&mut out), None, || panic!("nobody listens")), KITEMARK_INTERNAL);
        assert_eq!(give(Some(&mut out), None, || Ok(Some(Box::new(7)))), KITEMARK_OK);
        // SAFETY: `give` has written it.
        assert_eq!(unsafe { out.assume_init() }.as_deref(), Some(&7));
        assert_eq!(give::<Option<Box<u8>>>(None, None, || Ok(None)), KITEMARK_USAGE);
    }
}
