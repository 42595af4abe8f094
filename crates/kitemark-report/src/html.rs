//! Pages of HTML: one file each, without a script and without anything from a network.
//!
//! [`Page`] is the frame of every page: title, table of contents, stylesheet, and what keyboards, screen readers and printers
//! need. What a page says is a template of its own, whose values are escaped. It starts its headings at `h2`.

use askama::Template;

use crate::template::filled;

/// The frame of a page.
///
/// ```
/// use askama::Template;
/// use kitemark_report::html::Page;
///
/// #[derive(Template)]
/// #[template(source = "<p>{{ text }}</p>", ext = "html")]
/// struct Body<'a> {
///     text: &'a str,
/// }
///
/// let page = Page { title: "A page", lead: "What it is about", contents: &[] };
/// assert!(page.around(&Body { text: "1 < 2" }).contains("<p>1 &#60; 2</p>"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The title, in the window and as the heading.
    pub title: &'a str,
    /// A sentence under the title; none if empty.
    pub lead: &'a str,
    /// The table of contents; none if empty.
    pub contents: &'a [Link],
}

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The `id` of the heading that it leads to.
    pub anchor: String,
    /// What the heading says.
    pub text: String,
    /// The headings below that one.
    pub below: Vec<Link>,
}

impl Link {
    /// A line with nothing below it.
    pub fn new(anchor: impl Into<String>, text: impl Into<String>) -> Self {
        Self { anchor: anchor.into(), text: text.into(), below: Vec::new() }
    }
}

#[derive(Template)]
#[template(path = "page.html")]
struct Framed<'a> {
    page: &'a Page<'a>,
    body: &'a str,
}

impl Page<'_> {
    /// The page with this body.
    pub fn around(&self, body: &impl Template) -> String {
        filled(&Framed { page: self, body: &filled(body) })
    }
}
