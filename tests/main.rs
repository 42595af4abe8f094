//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod cli;
mod diagnostics;
mod docs;
mod hostile;
mod house;
mod laws;
mod lint;
mod reports;
mod scoring;
mod support;
