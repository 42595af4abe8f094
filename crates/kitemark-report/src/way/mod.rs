//! The way to the next award, for people.

mod markdown;
mod text;
mod words;

pub use markdown::way_markdown;
pub use text::way_text;
pub(crate) use words::{standing, up_to, waiting};
