//! Scorecards for people: as text for a terminal, as Markdown, as a page of HTML, as rows for spreadsheets, as a badge, and
//! many of them as one table. For other tools: SARIF and JUnit.
//!
//! Every function here is a plain conversion: it reads nothing but its arguments and cannot fail. Whatever a profile or a
//! charter says is shown so that it can do no harm: control characters and characters that turn the direction of writing are
//! made visible, and what is markup in a format is escaped in it.
//!
//! Percentages are cut towards zero, never rounded up: 84.999 % is shown as 84.9 %.

// Templates name their escapers by this name, also in examples that are tested by themselves.
extern crate self as kitemark_report;

mod agreement;
mod badge;
mod csv;
mod difference;
mod digest;
mod form;
pub mod html;
pub mod junit;
mod markdown;
mod page;
mod paint;
mod percent;
mod review;
mod round;
mod sarif;
mod sheet;
mod sign;
mod table;
pub mod template;
mod text;
mod way;
mod words;

pub use agreement::{agreement, markdown_agreement};
pub use badge::badge;
pub use csv::csv;
pub use difference::{html as difference_html, markdown as difference_markdown, text as difference_text};
pub use form::{form_markdown, form_text};
pub use kitemark_dsl::markdown::escape;
pub use kitemark_dsl::visible::visible;
pub use markdown::markdown;
pub use page::html;
pub use paint::Role;
pub use percent::{interval, percent};
pub use round::{csv as round_csv, html as round_html, markdown as round_markdown, text as round_text};
pub use sarif::{Run, sarif};
pub use table::{markdown_table, text_table};
pub use text::pen::Pen;
pub use text::{text, write_text};
pub use way::{way_markdown, way_text};

/// How text output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextStyle {
    /// The columns of the page; under 40 is taken as 40.
    pub width: usize,
    /// Whether to colour it with ANSI escape codes.
    pub colour: bool,
}

impl TextStyle {
    /// Text `width` columns wide.
    pub fn new(width: usize, colour: bool) -> Self {
        Self { width: width.max(40), colour }
    }
}

/// 80 columns without colour.
impl Default for TextStyle {
    fn default() -> Self {
        Self::new(80, false)
    }
}
