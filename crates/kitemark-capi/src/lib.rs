//! Kitemark for C, and for whatever can call C.
//!
//! The header is `include/kitemark.h`. It is made from this crate by cbindgen, so what is said here is what C programmers
//! read, and a test keeps the two the same. `install` builds the libraries and installs them with a pkg-config file.
//!
//! # How it is made
//!
//! - A handle is a `Box` on its way out and on its way to be freed, and a reference in between: `Option<&T>`, `Option<Box<T>>`
//!   and `Option<&mut MaybeUninit<T>>` are pointers to C, null for `None`. So only text, lists of files and strings to be freed
//!   need `unsafe`.
//! - Every function that can fail goes through `boundary::give`, which catches panics and fills in the error.
//! - Nothing is kept between calls.

#![allow(
    unsafe_code,
    reason = "the one crate that meets C: exported names, pointers with lengths, strings to be freed"
)]
#![deny(clippy::undocumented_unsafe_blocks)]

#[cfg(not(panic = "unwind"))]
compile_error!("the C interface catches panics: build it with `panic = \"unwind\"`");

mod boundary;
pub mod charter;
pub mod error;
pub mod profile;
pub mod review;
pub mod scorecard;
pub mod text;

use text::Text;

/// What a function returns: `KITEMARK_OK`, or the number of the first error's code: 302 for K0302.
///
/// There is one table of codes: `kitemark explain K0302` shows the page of one, `kitemark explain` lists all.
pub type Status = std::ffi::c_int;

/// Done.
pub const KITEMARK_OK: Status = 0;

/// K0903: the call makes no sense, such as one with a null handle or a day that is none.
pub const KITEMARK_USAGE: Status = 903;

/// K0904: a fault of Kitemark, caught; its message says where. Please report it.
pub const KITEMARK_INTERNAL: Status = 904;

/// The version of the library, such as `0.1.0`. Never freed.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_version() -> Text {
    Text::terminated(concat!(env!("CARGO_PKG_VERSION"), "\0"))
}

const _: () = {
    const fn shared_by_threads<T: Send + Sync>() {}
    shared_by_threads::<charter::Charter>();
    shared_by_threads::<profile::Profile>();
    shared_by_threads::<review::Review>();
    shared_by_threads::<scorecard::Scorecard>();
    shared_by_threads::<error::Error>();
};
