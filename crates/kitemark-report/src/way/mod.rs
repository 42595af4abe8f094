//! The way to the next award, for people.

mod markdown;
mod text;
mod words;

pub use markdown::way_markdown;
pub use text::way_text;
