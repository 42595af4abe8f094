//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authoring_cases;
mod blank;
mod booklet;
mod cli;
mod diagnostics;
mod docs;
mod editions;
mod format;
mod hostile;
mod house;
mod import;
mod laws;
mod lint;
mod meaning;
mod measures;
mod pages;
mod reports;
mod scoring;
mod support;
