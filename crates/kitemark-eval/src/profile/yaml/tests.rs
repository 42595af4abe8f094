#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile;
mod syntax;
mod tree;

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::Source;

use super::{Limits, read};
use crate::profile::document::{Document, Node, NodeKind};

fn document(text: &str) -> Document {
    read(Source::new("p.yaml", text), &Limits::default()).unwrap_or_else(|found| panic!("{}", shown(&found)))
}

/// Everything found in a text, whether it can be used or not: code, place, what is pointed at, message, help.
fn found(text: &str) -> String {
    match read(Source::new("p.yaml", text), &Limits::default()) {
        Ok(document) => shown(document.diagnostics()),
        Err(found) => shown(&found),
    }
}

fn shown(found: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.place().unwrap_or_default().replace("p.yaml:", "");
        let label = diagnostic.labels.first().map(|label| label.source.slice(label.range.clone()).to_owned());
        let help = diagnostic.help.join("; ");
        format!("{} {place} ‹{}› {} → {help}", diagnostic.code.as_str(), label.unwrap_or_default(), diagnostic.message)
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The tree in one line: quoted texts in `'…'`, nothing as `∅`.
fn tree(node: &Node) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match &node.kind {
        NodeKind::Null => "∅".to_owned(),
        NodeKind::Scalar { text, quoted: true } => format!("'{text}'"),
        NodeKind::Scalar { text, quoted: false } => text.clone(),
        NodeKind::Sequence(items) => format!("[{}]", list(items.iter().map(tree).collect())),
        NodeKind::Mapping(entries) => {
            let entry =
                |entry: &crate::profile::document::Entry| format!("{}: {}", entry.key.value, tree(&entry.value));
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
    }
}
