//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authoring_cases;
mod cli;
mod diagnostics;
mod docs;
mod format;
mod hostile;
mod house;
mod laws;
mod lint;
mod meaning;
mod reports;
mod scoring;
mod support;
