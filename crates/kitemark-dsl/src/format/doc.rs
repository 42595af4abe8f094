//! Documents that know where they may be broken, and how they are laid out within a width.

/// The column that lines keep within, where their words allow it.
pub(super) const WIDTH: usize = 100;

/// A text with places where it may be broken.
#[derive(Debug)]
pub(super) enum Doc {
    /// Text that stays on its line.
    Text(String),
    /// A blank, or a line break where the group around it does not fit.
    Line,
    /// Nothing, or a line break where the group around it does not fit.
    Cut,
    /// A blank, or a line break where the next item, of this width, does not fit.
    Fill(usize),
    /// Parts one after the other.
    All(Vec<Doc>),
    /// Lines within are indented by so much more.
    Nest(usize, Box<Doc>),
    /// Lines within start below the place where this starts.
    Align(Box<Doc>),
    /// What is laid out on one line where it fits, and broken at all its lines where not.
    Group(Box<Doc>),
}

impl Doc {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Doc::Text(text.into())
    }

    pub(super) fn group(parts: Vec<Doc>) -> Self {
        Doc::Group(Box::new(Doc::All(parts)))
    }

    pub(super) fn nest(by: usize, parts: Vec<Doc>) -> Self {
        Doc::Nest(by, Box::new(Doc::All(parts)))
    }

    /// `first` and further items after a comma, as many on a line as fit.
    ///
    /// An item that `sticks` stays on the line of the one before it.
    pub(super) fn list(items: Vec<String>, sticks: impl Fn(&str) -> bool) -> Self {
        let mut parts = Vec::new();
        let last = items.len().saturating_sub(1);
        for (at, item) in items.into_iter().enumerate() {
            let item = if at < last { format!("{item},") } else { item };
            if at > 0 {
                parts.push(if sticks(&item) { Doc::text(" ") } else { Doc::Fill(columns(&item)) });
            }
            parts.push(Doc::Text(item));
        }
        Doc::All(parts)
    }

    /// Writes the document to `out`, whose last line ends at `column`; further lines are indented by `indent`.
    pub(super) fn write(&self, out: &mut String, mut column: usize, indent: usize) {
        let mut stack = vec![(indent, false, self)];
        while let Some((indent, flat, doc)) = stack.pop() {
            match doc {
                Doc::Text(text) => {
                    out.push_str(text);
                    column += columns(text);
                }
                Doc::Line | Doc::Cut if !flat => {
                    column = new_line(out, indent);
                }
                Doc::Fill(width) if !flat && column + 1 + width > WIDTH => {
                    column = new_line(out, indent);
                }
                Doc::Line | Doc::Fill(_) => {
                    out.push(' ');
                    column += 1;
                }
                Doc::Cut => {}
                Doc::All(parts) => stack.extend(parts.iter().rev().map(|part| (indent, flat, part))),
                Doc::Nest(by, inner) => stack.push((indent + by, flat, inner)),
                Doc::Align(inner) => stack.push((column, flat, inner)),
                Doc::Group(inner) => {
                    let flat = flat || fits(inner, &stack, column);
                    stack.push((indent, flat, inner));
                }
            }
        }
    }
}

fn new_line(out: &mut String, indent: usize) -> usize {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    indent
}

/// Whether `doc` on one line, with what follows it up to the next line break, stays within the width.
fn fits(doc: &Doc, rest: &[(usize, bool, &Doc)], column: usize) -> bool {
    let mut room = WIDTH.saturating_sub(column);
    let mut rest = rest.iter().rev();
    let mut stack = vec![(true, doc)];
    loop {
        let Some((flat, doc)) = stack.pop().or_else(|| rest.next().map(|&(_, flat, doc)| (flat, doc))) else {
            return true;
        };
        let width = match doc {
            Doc::Text(text) => columns(text),
            Doc::Line | Doc::Cut | Doc::Fill(_) if !flat => return true,
            Doc::Line | Doc::Fill(_) => 1,
            Doc::Cut => 0,
            Doc::All(parts) => {
                stack.extend(parts.iter().rev().map(|part| (flat, part)));
                0
            }
            Doc::Nest(_, inner) | Doc::Align(inner) => {
                stack.push((flat, inner));
                0
            }
            // What follows may break at its first opportunity.
            Doc::Group(inner) => {
                stack.push((flat, inner));
                0
            }
        };
        if width > room {
            return false;
        }
        room -= width;
    }
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_breaks_as_a_whole_and_a_list_where_it_must() {
        let word = |c: &str| c.repeat(40);
        let doc =
            Doc::group(vec![Doc::text(word("a")), Doc::Line, Doc::text(word("b")), Doc::Line, Doc::text(word("c"))]);
        let mut out = String::new();
        doc.write(&mut out, 0, 2);
        assert_eq!(out, format!("{}\n  {}\n  {}", word("a"), word("b"), word("c")));

        let mut out = String::new();
        Doc::list(vec![word("a"), word("b"), word("c")], |_| false).write(&mut out, 0, 2);
        assert_eq!(out, format!("{}, {},\n  {}", word("a"), word("b"), word("c")));
    }
}
