//! Pages of Markdown.

use std::fmt;

use askama::filters::Escaper;
use kitemark_dsl::markdown::escape;

/// Escapes the values in templates that end in `.md`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        to.write_str(&escape(text))
    }
}
