//! Tables of cases: what is the same is written once, what differs in rows.

use std::collections::BTreeSet;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::Name;
use kitemark_eval::profile::document::{Entry, Node, NodeKind};

use super::Reader;

const KEYS: [&str; 2] = ["columns", "rows"];

/// A small file must not grow without end in memory.
const MOST_VALUES: usize = 1_000_000;

pub(super) struct Table {
    columns: Vec<Name>,
    pub(super) rows: Vec<Row>,
}

/// A row: one value for each column.
pub(super) struct Row {
    pub(super) span: Span,
    values: Vec<Node>,
}

impl Row {
    /// Its values, to tell it from the others.
    pub(super) fn words(&self) -> String {
        self.values.iter().map(words).collect::<Vec<_>>().join(", ")
    }
}

fn words(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, .. } => text.clone(),
        NodeKind::Sequence(items) => format!("[{}]", items.iter().map(words).collect::<Vec<_>>().join(", ")),
        NodeKind::Mapping(_) => "{…}".to_owned(),
        NodeKind::Null => String::new(),
    }
}

impl Table {
    /// Reads a table; none where its rows cannot be used.
    pub(super) fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Table> {
        let problems = reader.file.problems.len();
        reader.mapping(node, "table");
        reader.keys(node, "a table", &KEYS);
        let parts = KEYS.map(|key| (key, node.get(key)));
        for (key, _) in parts.iter().filter(|(_, part)| part.is_none()) {
            let help = "write `columns: [term, verdict]`, and under `rows` a list for each case";
            let span = reader.document.first_line(node.span);
            reader.problem(Code::CaseTable, span, format!("this table has no `{key}`"), help);
        }
        let [(_, Some(columns)), (_, Some(rows))] = parts else { return None };
        let mut table = Table { columns: Vec::new(), rows: Vec::new() };
        for column in reader.list(columns, "`columns`") {
            table.columns.extend(reader.text(column, "the name of a column"));
        }
        for row in reader.list(rows, "`rows`") {
            let known = reader.file.problems.len();
            let values = reader.list(row, "a row");
            let (here, wanted) = (values.len(), table.columns.len());
            if here != wanted && reader.file.problems.len() == known {
                let message = format!("a row of this table has to have {wanted} values, but this has {here}");
                let span = reader.document.first_line(row.span);
                reader.problem(Code::CaseTable, span, message, "give each column one value");
            }
            table.rows.push(Row { span: row.span, values: values.to_vec() });
        }
        (reader.file.problems.len() == problems).then_some(table)
    }

    /// Whether every `$name` in the templates is a column, and every column is used; if not, it is reported.
    pub(super) fn fits<'n>(&self, reader: &mut Reader<'_>, templates: impl Iterator<Item = &'n Node>) -> bool {
        let problems = reader.file.problems.len();
        let mut used = BTreeSet::new();
        let mut size = 0;
        for template in templates {
            size += values_in(template);
            visit(template, &mut |name, span| {
                used.insert(name.to_owned());
                if self.columns.iter().any(|column| column.value == name) {
                    return;
                }
                let columns: Vec<String> = self.columns.iter().map(|column| format!("${}", column.value)).collect();
                let message = format!("the table has no column `{name}`");
                let diagnostic = Diagnostic::at(Code::CaseTable, message, reader.document.sources(), span, "")
                    .with_suggestion(&format!("${name}"), columns.iter().map(String::as_str))
                    .with_help("a text that begins with `$` stands in quotes");
                reader.file.problems.push(diagnostic);
            });
        }
        for column in self.columns.iter().filter(|column| !used.contains(&column.value)) {
            let help = format!("write `${}` where its values belong, or leave the column out", column.value);
            let message = format!("nothing uses the column `{}`", column.value);
            reader.problem(Code::CaseTable, column.span, message, help);
        }
        if self.rows.len().saturating_mul(size) > MOST_VALUES {
            let message = format!("the rows of this table make more than {MOST_VALUES} values");
            let span = self.columns.first().map_or(reader.document.root().span, |column| column.span);
            reader.problem(Code::LimitExceeded, span, message, "split the table into several");
        }
        reader.file.problems.len() == problems
    }

    /// A template with the values of a row in their places.
    pub(super) fn filled(&self, template: &Node, row: &Row) -> Node {
        if let Some(name) = variable(template) {
            let at = self.columns.iter().position(|column| column.value == name);
            return at.and_then(|at| row.values.get(at)).unwrap_or(template).clone();
        }
        let kind = match &template.kind {
            NodeKind::Mapping(entries) => {
                let filled = |entry: &Entry| Entry { key: entry.key.clone(), value: self.filled(&entry.value, row) };
                NodeKind::Mapping(entries.iter().map(filled).collect())
            }
            NodeKind::Sequence(items) => NodeKind::Sequence(items.iter().map(|item| self.filled(item, row)).collect()),
            other => other.clone(),
        };
        Node { span: template.span, kind }
    }
}

/// The name in `$name`; in quotes it is a text like any other.
fn variable(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar { text, quoted: false } => text.strip_prefix('$'),
        _ => None,
    }
}

fn values_in(node: &Node) -> usize {
    let entries: usize = node.entries().iter().map(|entry| values_in(&entry.value)).sum();
    let items: usize = node.items().iter().map(values_in).sum();
    1 + entries + items
}

/// Shows every `$name` in a template, with its place.
fn visit(node: &Node, seen: &mut dyn FnMut(&str, Span)) {
    if let Some(name) = variable(node) {
        seen(name, node.span);
    }
    node.entries().iter().for_each(|entry| visit(&entry.value, seen));
    node.items().iter().for_each(|item| visit(item, seen));
}
