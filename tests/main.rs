//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod blank;
mod booklet;
mod cli;
mod diagnostics;
mod docs;
mod editions;
mod hostile;
mod house;
mod laws;
mod pages;
mod reports;
mod scoring;
mod support;
