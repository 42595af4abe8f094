//! The workshop for those who write charters.
//!
//! A [`workshop::Workshop`] holds a charter as written and as checked. [`case`] runs its examples.
//!
//! Nothing here reads a file, a clock or the environment: whoever calls brings the texts.

// Templates name their escapers by this name, also in examples that are tested by themselves.
extern crate self as kitemark_authoring;

pub mod blank;
pub mod booklet;
pub mod case;
pub mod edition;
pub mod english;
pub mod html;
pub mod markdown;
pub mod question;
pub mod reading;
pub mod workshop;
