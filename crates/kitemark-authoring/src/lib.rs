//! The workshop for those who write charters.
//!
//! A [`workshop::Workshop`] holds a charter as written and as checked. With it:
//!
//! - [`case`] runs its examples and its case files, and [`snapshot`] keeps scorecards to compare with;
//! - [`mod@lint`] looks after its style, and mends what can be mended safely;
//! - [`coverage`], [`boundary`] and [`mutate`] measure what those cases say, and propose the ones that are missing;
//! - [`booklet`] writes the charter for readers, [`blank`] a profile with every question of it, [`codegen`] its
//!   structure for programs that make profiles;
//! - [`edition`] compares two editions in words, and says what the change does to profiles.
//!
//! Nothing here reads a file, a clock or the environment: whoever calls brings the texts.

pub mod blank;
pub mod booklet;
pub mod boundary;
pub mod case;
pub mod codegen;
pub mod coverage;
pub mod edition;
pub mod english;
mod extent;
pub mod lint;
pub mod mutate;
pub mod place;
pub mod reading;
mod remark;
pub mod snapshot;
pub mod workshop;
