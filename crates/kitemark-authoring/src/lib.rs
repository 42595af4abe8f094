//! The workshop for those who write charters.
//!
//! A [`workshop::Workshop`] holds a charter as written and as checked. [`case`] runs its examples and its case files,
//! [`snapshot`] keeps scorecards to compare with.
//!
//! Nothing here reads a file, a clock or the environment: whoever calls brings the texts.

pub mod boundary;
pub mod case;
pub mod coverage;
pub mod html;
pub mod mutate;
pub mod place;
pub mod snapshot;
mod trial;
pub mod workshop;
