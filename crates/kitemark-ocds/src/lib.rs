//! Drafts a Kitemark profile from a procurement notice in the Open Contracting Data Standard.
//!
//! The standard is at <https://standard.open-contracting.org/1.1/>. Find a Tender, Contracts Finder, Public Contracts Scotland
//! and Sell2Wales publish in it, each in its own way; what they leave to prose is read with care, or not at all.
//!
//! ```text
//! bytes ─ json ─▶ values ─ notices ─▶ a notice ─▶ answers, each with its places ─ draft ─▶ a profile
//! ```
//!
//! The crate knows the questions of the standard charter by name, and writes an answer only where the charter in use has the
//! field. It reads no file and no clock, and never panics.

mod answer;
mod draft;
mod evidence;
mod hints;
mod json;
mod letting;
mod money;
mod node;
mod notices;
mod part;
mod people;
mod period;
mod prose;
mod renewal;
mod sheet;
mod terms;
mod weights;
mod whole;
mod yaml;

pub use draft::Draft;
pub use json::MOST_BYTES;
pub use notices::{Notice, Notices};
