//! Lines of text within a width.

use std::borrow::Cow;

use kitemark_dsl::visible::visible;
use textwrap::core::display_width;

use super::wrap::{first_line, tidied};
use crate::TextStyle;
use crate::paint::{Role, paint};

/// Writes text for a terminal: made visible, wrapped and coloured on the way.
#[derive(Debug)]
pub struct Pen {
    out: String,
    style: TextStyle,
    /// What is put together of parts, line by line in the same memory.
    parts: String,
}

impl Pen {
    /// A pen for this page.
    pub fn new(style: TextStyle) -> Self {
        Self::after(String::new(), style)
    }

    /// A pen that goes on after what is written already.
    pub(crate) fn after(out: String, style: TextStyle) -> Self {
        Self { out, style: TextStyle::new(style.width, style.colour), parts: String::new() }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    pub(crate) fn width(&self) -> usize {
        self.style.width
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph(Role::Strong, "", text);
    }

    /// A paragraph, every line indented; nothing where there is no text.
    pub fn paragraph(&mut self, role: Role, indent: &str, text: &str) {
        let text = tidied(text);
        if !text.is_empty() {
            self.hanging(Role::Plain, indent, indent, role, &text);
        }
    }

    /// A paragraph behind a sign or label; its further lines begin below its first word.
    pub fn item(&mut self, label_role: Role, label: &str, role: Role, text: &str) {
        let rest = blanks(columns_of(label));
        self.hanging(label_role, label, &rest, role, &tidied(text));
    }

    /// A paragraph of parts put together.
    pub(crate) fn paragraph_of(&mut self, role: Role, indent: &str, parts: &[&str]) {
        self.put_together(parts, |pen, text| pen.paragraph(role, indent, text));
    }

    /// A paragraph of parts put together, behind a sign or label.
    pub(crate) fn item_of(&mut self, label_role: Role, label: &str, role: Role, parts: &[&str]) {
        self.put_together(parts, |pen, text| pen.item(label_role, label, role, text));
    }

    fn put_together(&mut self, parts: &[&str], write: impl FnOnce(&mut Self, &str)) {
        let mut text = std::mem::take(&mut self.parts);
        text.clear();
        text.extend(parts.iter().copied());
        write(self, &text);
        self.parts = text;
    }

    /// Pieces side by side, taken as they are: who calls it has made them fit.
    pub(crate) fn pieces(&mut self, pieces: &[(Role, String)]) {
        let last = pieces.iter().rposition(|(_, text)| !text.trim_end().is_empty()).unwrap_or(0);
        for (place, (role, text)) in pieces.iter().enumerate().take(last + 1) {
            let text = visible(text);
            let text = if place == last { text.trim_end() } else { &text };
            paint(&mut self.out, self.style.colour, *role, text);
        }
        self.out.push('\n');
    }

    fn hanging(&mut self, first_role: Role, first: &str, rest: &str, role: Role, text: &str) {
        let room = self.style.width.saturating_sub(columns_of(rest)).max(10);
        let (mut line, mut further) = first_line(text, room);
        let start = self.out.len();
        paint(&mut self.out, self.style.colour, first_role, first);
        loop {
            paint(&mut self.out, self.style.colour, role, line);
            if line.is_empty() {
                let written = self.out.get(start..).map_or(0, |written| written.trim_end().len());
                self.out.truncate(start + written);
            }
            self.out.push('\n');
            if further.is_empty() {
                return;
            }
            self.out.push_str(rest);
            (line, further) = first_line(further, room);
        }
    }
}

/// How many columns a text takes.
pub(crate) fn columns_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { display_width(text) }
}

/// So many blanks.
fn blanks(count: usize) -> Cow<'static, str> {
    const BLANKS: &str = "                                ";
    BLANKS.get(..count).map_or_else(|| Cow::Owned(" ".repeat(count)), Cow::Borrowed)
}

/// `text` on exactly `width` columns: cut with an ellipsis or filled with spaces.
pub(crate) fn fit(text: &str, width: usize) -> String {
    let text = visible(text);
    let text = cut(&text, width);
    let fill = width.saturating_sub(columns_of(&text));
    [&text, &*blanks(fill)].concat()
}

/// `text` on exactly `width` columns, at their right end.
pub(crate) fn fit_right(text: &str, width: usize) -> String {
    let text = visible(text);
    let text = cut(&text, width);
    let fill = width.saturating_sub(columns_of(&text));
    [&*blanks(fill), &text].concat()
}

fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if columns_of(text) <= width {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for char in text.chars() {
        out.push(char);
        if display_width(&out) >= width {
            out.pop();
            break;
        }
    }
    Cow::Owned(format!("{}…", out.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits_its_column() {
        assert_eq!(fit("Minimum contract length", 10), "Minimum c…");
        assert_eq!(fit("short", 8), "short   ");
        assert_eq!(fit_right("9.3%", 6), "  9.3%");
        assert_eq!(display_width(&fit("漢字漢字漢字", 7)), 7);
    }

    #[test]
    fn further_lines_hang_below_the_first() {
        let mut pen = Pen::new(TextStyle::new(40, false));
        pen.item(Role::Plain, "  fix  ", Role::Plain, "Extend the contract, or let the next for at least five years.");
        assert_eq!(pen.finish(), "  fix  Extend the contract, or let the\n       next for at least five years.\n");
    }
}
