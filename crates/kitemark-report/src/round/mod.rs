//! A round of submissions, for a terminal, for Markdown, as a page and for spreadsheets.

mod changes;
mod counts;
mod csv;
mod html;
mod map;
mod markdown;
mod sheets;
mod text;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;
pub use text::text;
