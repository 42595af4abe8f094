//! Tests of exact values.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calendar;
mod duration;
mod literal;
mod number;
mod profile;
