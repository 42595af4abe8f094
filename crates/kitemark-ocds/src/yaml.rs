//! A profile as YAML with comments, from texts that nobody vouches for.

use kitemark_dsl::value::Literal;
use kitemark_dsl::visible::visible;

use crate::answer::{Answer, Written};

/// The longest lines of comments.
const WIDTH: usize = 110;

/// Writes a profile line by line.
#[derive(Default)]
pub(crate) struct Writer {
    out: String,
    notes: usize,
    /// The mappings that the last answer lies in.
    open: Vec<&'static str>,
}

impl Writer {
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// How many remarks were written.
    pub(crate) fn notes(&self) -> usize {
        self.notes
    }

    pub(crate) fn gap(&mut self) {
        self.out.push('\n');
    }

    pub(crate) fn line(&mut self, indent: usize, line: &str) {
        self.open.clear();
        self.put(indent, line);
    }

    fn put(&mut self, indent: usize, line: &str) {
        self.out.push_str(&format!("{:indent$}{line}\n", ""));
    }

    /// A comment, on as many lines as it needs. Nothing in `text` can end it.
    pub(crate) fn comment(&mut self, indent: usize, kind: &str, text: &str) {
        let text = visible(text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if kind.is_empty() { text } else { format!("{kind}: {text}") };
        let rest = if kind.is_empty() { "# " } else { "#   " };
        let options = textwrap::Options::new(WIDTH.saturating_sub(indent)).initial_indent("# ").subsequent_indent(rest);
        for line in textwrap::wrap(&text, options) {
            self.put(indent, &line);
        }
    }

    /// What the notice leaves unsaid or cannot be imported, before what it is about.
    pub(crate) fn notes_of(&mut self, indent: usize, notes: &[String]) {
        for note in notes {
            self.comment(indent, "note", note);
            self.notes += 1;
        }
    }

    /// An answer below the mappings that its path leads through, with its doubts above it.
    pub(crate) fn answer(&mut self, indent: usize, answer: &Answer, value: &Written) {
        let mut groups: Vec<&'static str> = answer.path.split('.').collect();
        let Some(name) = groups.pop() else { return };
        let shared = self.open.iter().zip(&groups).take_while(|(open, group)| open == group).count();
        for (depth, group) in groups.iter().enumerate().skip(shared) {
            self.put(indent + 2 * depth, &format!("{group}:"));
        }
        let indent = indent + 2 * groups.len();
        self.open = groups;
        if answer.is_unsaid() {
            self.notes_of(indent, &answer.doubts);
        } else {
            for doubt in &answer.doubts {
                self.comment(indent, "confirm", doubt);
            }
        }
        let from = answer.from.as_ref().map(|from| visible(from).into_owned());
        match value {
            Written::List(entries) => {
                let from = from.map_or(String::new(), |from| format!("  # {from}"));
                let empty = if entries.is_empty() { " []" } else { "" };
                self.put(indent, &format!("{name}:{empty}{from}"));
                for entry in entries {
                    let fields: Vec<String> =
                        entry.iter().map(|(name, value)| format!("{name}: {}", scalar(value))).collect();
                    self.put(indent + 2, &format!("- {{{}}}", fields.join(", ")));
                }
            }
            value => {
                let from = from.map_or(String::new(), |from| format!("  # {from}"));
                self.put(indent, &format!("{name}: {}{from}", scalar(value)));
            }
        }
    }
}

/// A scalar that stands for the same in block and flow.
fn scalar(value: &Written) -> String {
    match value {
        Written::Text(written) => text(written),
        Written::Choice(name) => (*name).to_owned(),
        // Amounts have commas, which part the entries of a flow.
        Written::Literal(literal @ Literal::Money(..)) => text(&literal.to_string()),
        Written::Literal(literal) => literal.to_string(),
        Written::List(_) => "[]".to_owned(),
    }
}

/// A text in double quotation marks that is read back as it was, whatever is in it; what cannot be seen is written by its
/// number.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(char) => out.push_str(&format!("\\U{:08X}", char as u32)),
            _ => out.push(char),
        }
    }
    out.push('"');
    out
}

/// Whether a character cannot be seen; what must not stand in YAML as it is cannot.
fn is_hidden(char: char) -> bool {
    visible(char.encode_utf8(&mut [0; 4])) != char.to_string()
}
