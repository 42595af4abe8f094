//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authoring_cases;
mod blank;
mod booklet;
mod c_header;
mod c_interface;
mod cli;
mod codegen;
mod cohort;
mod compare;
mod diagnostics;
mod docs;
mod editions;
mod format;
mod harm;
mod hostile;
mod house;
mod import;
mod import_doubts;
mod improve;
mod json;
mod junit;
mod laws;
mod lint;
mod meaning;
mod measures;
mod pages;
mod reports;
mod reviews;
mod sarif;
mod scorecard_page;
mod scoring;
mod support;
