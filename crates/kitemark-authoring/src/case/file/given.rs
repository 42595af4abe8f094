//! What a case changes in its profile.

use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Given, GivenValue, Name};
use kitemark_eval::profile::document::{Entry, Node, NodeKind};

use super::Reader;
use crate::case::{Changed, example};

impl Reader<'_> {
    pub(super) fn changes(&mut self, node: &Node) -> Vec<Changed> {
        let mut changes = Vec::new();
        for Entry { key, value } in self.mapping(node, "given") {
            let Some(content) = self.value(value) else { continue };
            let span = if value.span.range().is_empty() { key.span } else { value.span };
            let given = Given { span, path: key.clone(), value: content };
            let problems = self.claims.given(&given);
            if problems.is_empty() {
                changes.extend(example::changed(self.charter, self.document.sources(), &given));
            }
            self.file.problems.extend(problems);
        }
        changes
    }

    fn value(&mut self, node: &Node) -> Option<GivenValue> {
        let name = |node: &Node| Some(Name::new(node.text()?.to_owned(), node.span));
        match &node.kind {
            NodeKind::Scalar { text, quoted: false } if text == "unanswered" => Some(GivenValue::Unanswered),
            NodeKind::Scalar { text, quoted: false } if text == "empty" => Some(GivenValue::Empty),
            NodeKind::Sequence(items) if items.is_empty() => Some(GivenValue::Empty),
            NodeKind::Scalar { .. } => name(node).map(|value| GivenValue::Values(vec![value])),
            NodeKind::Sequence(items) if items.iter().all(|item| item.text().is_some()) => {
                Some(GivenValue::Values(items.iter().filter_map(name).collect()))
            }
            NodeKind::Null => {
                let help = "write a value, or `unanswered`, or `empty` for a list or set without anything in it";
                self.problem(Code::ExampleValue, node.span, "a value is missing here", help);
                None
            }
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
                let help = "change its fields one by one, or write a whole profile under `profile`";
                let span = self.document.first_line(node.span);
                self.problem(Code::ExampleValue, span, "only single values and sets can be put into a field", help);
                None
            }
        }
    }
}
