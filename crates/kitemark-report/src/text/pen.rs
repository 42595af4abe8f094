//! Lines of text within a width.

use kitemark_dsl::visible::visible;
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use crate::TextStyle;
use crate::paint::{Role, paint};

/// Writes text for a terminal: made visible, wrapped and coloured on the way.
#[derive(Debug)]
pub struct Pen {
    out: String,
    style: TextStyle,
}

impl Pen {
    /// A pen for this page.
    pub fn new(style: TextStyle) -> Self {
        Self { out: String::new(), style: TextStyle::new(style.width, style.colour) }
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
        if !text.trim().is_empty() {
            self.hanging(Role::Plain, indent, indent, role, text);
        }
    }

    /// A paragraph behind a sign or label; its further lines begin below its first word.
    pub fn item(&mut self, label_role: Role, label: &str, role: Role, text: &str) {
        let rest = " ".repeat(display_width(label));
        self.hanging(label_role, label, &rest, role, text);
    }

    /// Pieces side by side, taken as they are: who calls it has made them fit.
    pub(crate) fn pieces(&mut self, pieces: &[(Role, String)]) {
        let last = pieces.iter().rposition(|(_, text)| !text.trim_end().is_empty()).unwrap_or(0);
        for (place, (role, text)) in pieces.iter().enumerate().take(last + 1) {
            let text = visible(text);
            let text = if place == last { text.trim_end() } else { &text };
            self.out.push_str(&paint(self.style.colour, *role, text));
        }
        self.out.push('\n');
    }

    fn hanging(&mut self, first_role: Role, first: &str, rest: &str, role: Role, text: &str) {
        let text = visible(text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let room = self.style.width.saturating_sub(display_width(rest)).max(10);
        let options = Options::new(room).word_splitter(WordSplitter::NoHyphenation);
        for (number, line) in textwrap::wrap(&text, options).iter().enumerate() {
            let indent = if number == 0 { paint(self.style.colour, first_role, first) } else { rest.to_owned() };
            let line = paint(self.style.colour, role, line);
            self.out.push_str(format!("{indent}{line}").trim_end());
            self.out.push('\n');
        }
    }
}

/// `text` on exactly `width` columns: cut with an ellipsis or filled with spaces.
pub(crate) fn fit(text: &str, width: usize) -> String {
    let text = visible(text);
    let mut out = cut(&text, width);
    out.push_str(&" ".repeat(width.saturating_sub(display_width(&out))));
    out
}

/// `text` on exactly `width` columns, at their right end.
pub(crate) fn fit_right(text: &str, width: usize) -> String {
    let text = cut(&visible(text), width);
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(&text))))
}

fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for char in text.chars() {
        out.push(char);
        if display_width(&out) >= width {
            out.pop();
            break;
        }
    }
    format!("{}…", out.trim_end())
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
