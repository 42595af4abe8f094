//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod scoring;
mod cli;
mod diagnostics;
mod hostile;
mod house;
mod reports;
mod support;
mod docs;
