//! The workshop for those who write charters.
//!
//! A [`workshop::Workshop`] holds a charter as written and as checked. [`case`] runs its examples, [`mod@lint`] looks
//! after its style.
//!
//! Nothing here reads a file, a clock or the environment: whoever calls brings the texts.

pub mod case;
pub mod lint;
mod walk;
pub mod workshop;
