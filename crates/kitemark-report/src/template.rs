//! What templates are filled with: every value is escaped for what the template makes.

use std::fmt;

use askama::Template;
use askama::filters::Escaper;
use kitemark_dsl::markdown::escape;
use kitemark_dsl::visible::visible;

/// Escapes the values in templates that end in `.html`, and shows what would hide in them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: fmt::Write>(&self, to: W, text: &str) -> fmt::Result {
        askama::filters::Html.write_escaped_str(to, &visible(text))
    }
}

/// Escapes the values in templates that end in `.md`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        to.write_str(&escape(text))
    }
}

/// A template's text. Writing to a string does not fail, and nothing in the templates does.
pub fn filled(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}
