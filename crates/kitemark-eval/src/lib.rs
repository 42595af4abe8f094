//! Scores a commissioner's profile against a charter, and explains every point.
//!
//! A [`kitemark_dsl::charter::Charter`] is made ready once, as an [`engine::Engine`]; a profile is read by
//! [`profile::yaml`] into a document that keeps the place of every value; [`engine::Engine::score`] binds the document to
//! the charter's fields, judges every criterion in three-valued logic, and gives a [`scorecard::Scorecard`]. What people
//! decided on the profile's claims is a [`review`].
//!
//! No file or network access, no clock, no panic.

mod assess;
pub mod assessment;
mod award;
pub mod cohort;
pub mod difference;
mod effort;
pub mod engine;
pub mod form;
pub mod fraction;
pub mod improve;
pub mod judge;
mod judged;
mod present;
pub mod profile;
mod program;
mod quick;
pub mod reach;
pub mod review;
mod robustness;
pub mod schema;
mod score;
pub mod scorecard;
pub mod survey;
pub mod trace;
pub mod trial;
mod weighting;
