//! Tests of the whole.
// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod allocations;
mod authoring_cases;
mod blank;
mod booklet;
mod bounds;
mod c_header;
mod c_interface;
mod cli;
mod codegen;
mod cohort;
mod compare;
mod conformance;
mod diagnostics;
mod docs;
mod editions;
mod example_in_rust;
mod faults;
mod form;
mod format;
mod found;
mod harm;
mod hostile;
mod house;
mod import;
mod import_doubts;
mod improve;
mod json;
mod junit;
mod large;
mod laws;
mod lint;
mod meaning;
mod measures;
mod packages;
mod pages;
mod public_api;
mod python;
mod reports;
mod reviews;
mod sarif;
mod scorecard_page;
mod scoring;
mod support;
mod tools;
