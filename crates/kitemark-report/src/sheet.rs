//! Tables that are written once, for a terminal, for Markdown and for a page.

use kitemark_dsl::markdown::escape;
use kitemark_dsl::visible::visible;
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use crate::paint::Role;
use crate::text::pen::{Pen, fit, fit_right};

/// Columns of text are not made narrower than this.
const NARROWEST: usize = 10;
/// Words longer than this may be broken.
const LONGEST_WORD: usize = 28;
const GAP: &str = "  ";

/// A table with a heading. Its cells hold texts as they are: each format escapes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// What links to it are called.
    pub(crate) anchor: &'static str,
    /// Its heading.
    pub(crate) title: String,
    /// A sentence on what it shows.
    pub(crate) note: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
    /// What all rows come to together; empty where that says nothing.
    pub(crate) total: Vec<String>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) head: String,
    /// Whether it holds numbers, which stand at its right.
    pub(crate) is_number: bool,
}

/// A column of texts.
pub(crate) fn text(head: impl Into<String>) -> Column {
    Column { head: head.into(), is_number: false }
}

/// A column of numbers.
pub(crate) fn number(head: impl Into<String>) -> Column {
    Column { head: head.into(), is_number: true }
}

impl Sheet {
    /// The rows with the heads of their columns.
    pub(crate) fn cells<'s>(&'s self, row: &'s [String]) -> impl Iterator<Item = (&'s Column, &'s str)> {
        self.columns.iter().zip(row.iter().map(String::as_str))
    }

    /// The table for a terminal; texts that do not fit are wrapped within their column.
    pub(crate) fn write(&self, pen: &mut Pen) {
        pen.heading(&self.title);
        pen.paragraph(Role::Dim, "  ", &self.note);
        if self.rows.is_empty() {
            return;
        }
        let widths = self.widths(pen.width().saturating_sub(GAP.len()));
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.clone()).collect();
        self.write_row(pen, Role::Dim, &heads, &widths);
        for row in &self.rows {
            self.write_row(pen, Role::Plain, row, &widths);
        }
        self.write_row(pen, Role::Strong, &self.total, &widths);
    }

    fn write_row(&self, pen: &mut Pen, role: Role, row: &[String], widths: &[usize]) {
        let cells: Vec<Vec<String>> =
            self.cells(row).zip(widths).map(|((column, cell), width)| lines(column, cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let piece = |((column, cell), width): ((&Column, &Vec<String>), &usize)| {
                let text = cell.get(line).map(String::as_str).unwrap_or_default();
                let text = if column.is_number { fit_right(text, *width) } else { fit(text, *width) };
                (role, format!("{GAP}{text}"))
            };
            let pieces: Vec<_> = self.columns.iter().zip(&cells).zip(widths).map(piece).collect();
            pen.pieces(&pieces);
        }
    }

    /// As wide as their widest cell, and the widest texts narrower until all fit: words stay whole as long as they can.
    fn widths(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.widest(display_width).map(|width| width.min(room)).collect();
        let words: Vec<usize> = self.widest(longest_word).map(|width| width.min(LONGEST_WORD)).collect();
        let gaps = GAP.len() * widths.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > room {
            if !self.narrow(&mut widths, &words) && !self.narrow(&mut widths, &vec![NARROWEST; words.len()]) {
                break;
            }
        }
        widths
    }

    /// What is largest in each column by this measure.
    fn widest(&self, measure: impl Fn(&str) -> usize) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().map(move |(at, column)| {
            let cells =
                self.rows.iter().chain([&self.total]).filter_map(|row| row.get(at)).map(|cell| measure(&visible(cell)));
            cells.chain([measure(&visible(&column.head))]).max().unwrap_or_default()
        })
    }

    /// Takes one from the widest column of texts that is wider than its least width; whether there is one.
    fn narrow(&self, widths: &mut [usize], least: &[usize]) -> bool {
        let texts = widths.iter_mut().zip(least).zip(&self.columns).filter(|(_, column)| !column.is_number);
        let wide = texts.map(|(width, _)| width).filter(|(width, least)| **width > **least);
        match wide.max_by_key(|(width, _)| **width) {
            Some((width, _)) => {
                *width -= 1;
                true
            }
            None => false,
        }
    }

    /// The table in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = format!("\n## {}\n", escape(&self.title));
        if !self.note.is_empty() {
            out.push_str(&format!("\n{}\n", escape(&self.note)));
        }
        if !self.rows.is_empty() {
            let rule = |one: &Column| if one.is_number { "---:" } else { "---" }.to_owned();
            out.push('\n');
            out.push_str(&row(self.columns.iter().map(|column| escape(&column.head)).collect()));
            out.push_str(&row(self.columns.iter().map(rule).collect()));
            let total = Some(&self.total).filter(|total| !total.is_empty());
            out.extend(self.rows.iter().chain(total).map(|cells| row(cells.iter().map(|cell| escape(cell)).collect())));
        }
        out
    }
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(display_width).max().unwrap_or_default()
}

fn lines(column: &Column, cell: &str, width: usize) -> Vec<String> {
    let cell = visible(cell);
    if column.is_number || display_width(&cell) <= width {
        return vec![cell.into_owned()];
    }
    let options = Options::new(width.max(1)).word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&cell, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}
