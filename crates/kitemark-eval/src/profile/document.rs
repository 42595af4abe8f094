//! The tree of a profile as written, every part with its place, and changing it for `given` and `--set`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use kitemark_dsl::charter::sha256_hex;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::{ProfilePath, Step};
use kitemark_dsl::source::{Source, SourceId, Sources, Span, Spanned};

/// A profile as written.
#[derive(Debug, Clone)]
pub struct Document {
    sources: Sources,
    root: Node,
    diagnostics: Vec<Diagnostic>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value as written, quotes and brackets included. An absent value has an empty span behind its key.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Keys with their values, in the order of the text.
    Mapping(Vec<Entry>),
    /// The items of a list.
    Sequence(Vec<Node>),
    /// A text, number or whatever the charter takes it for.
    Scalar {
        /// Its content: without quotes, escapes resolved, lines folded as YAML says.
        text: String,
        /// Whether it was in quotes or a block.
        quoted: bool,
    },
    /// Nothing: no value at all, `null` or `~`.
    Null,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

/// What [`Document::set`] puts in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The field or item is taken out.
    Remove,
    /// An empty list or set.
    Empty,
    /// A value, as a profile writes it.
    Scalar(String),
    /// The values of a set.
    Sequence(Vec<String>),
    /// A record of which no more is said than its name. One that is there stays as it is.
    Record,
}

impl Node {
    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// The entries, if this is a mapping; otherwise none.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items, if this is a list; otherwise none.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text, if this is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// How many values it is made of, itself among them.
    pub(crate) fn size(&self) -> usize {
        let within: usize = match &self.kind {
            NodeKind::Mapping(entries) => entries.iter().map(|entry| entry.value.size()).sum(),
            NodeKind::Sequence(items) => items.iter().map(Node::size).sum(),
            NodeKind::Scalar { .. } | NodeKind::Null => 0,
        };
        within + 1
    }

    /// What it is, with an article.
    pub fn description(&self) -> &'static str {
        match self.kind {
            NodeKind::Mapping(_) => "a mapping",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Scalar { .. } => "a single value",
            NodeKind::Null => "empty",
        }
    }
}

impl Document {
    pub(crate) fn new(sources: Sources, root: Node, diagnostics: Vec<Diagnostic>) -> Self {
        Self { sources, root, diagnostics }
    }

    /// The whole profile; as read, a mapping.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The texts that spans point into: the profile first, then those of changes.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Mistakes that reading has repaired, so that the profile can be used all the same.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Puts `change` in the place that `path` leads to. The parts it changes then stand at `range` of `source`.
    ///
    /// Mappings on the way to a field are made where they are missing; items only where a `+` before their name asks for it, as in
    /// `reviews[+2027].on`. An item is the record whose key is so called, where `key_of` names the key field of the list at a
    /// path, or else the item at that place, from 1.
    /// Removing what is not there changes nothing.
    ///
    /// # Errors
    /// [`Code::NoSuchPath`] for a path through an item that is not there, or through something that has no such parts.
    /// The document is then as it was.
    pub fn set<'k>(
        &mut self,
        path: &ProfilePath,
        source: impl Into<Arc<Source>>,
        range: Range<usize>,
        change: Change,
        key_of: impl Fn(&ProfilePath) -> Option<&'k str>,
    ) -> Result<(), Diagnostic> {
        let id = self.sources.add(source);
        let span = Span::new(id, range);
        let walk = Walk { sources: &self.sources, path, span };
        // Every step is looked at before anything is changed.
        let places = walk.places(&self.root, key_of)?;
        let removes = change == Change::Remove;
        let mut node = &mut self.root;
        let Some((last, way)) = places.split_last() else { return Err(walk.lost("the path is empty")) };
        for place in way {
            node = match place.enter(node, span, !removes) {
                Some(inner) => inner,
                None => return Ok(()),
            };
        }
        if removes {
            last.remove(node);
        } else if let Some(place) = last.enter(node, span, true)
            && (change != Change::Record || !matches!(place.kind, NodeKind::Mapping(_)))
        {
            *place = change.node(span);
        }
        Ok(())
    }

    /// Adds a document of this grade to the register that proves the claim at `path`, as if there were one. Its parts then stand
    /// in `source`.
    ///
    /// # Errors
    /// [`Code::BadEvidence`] where what the profile gives as its register is no list.
    pub fn prove(&mut self, path: &ProfilePath, grade: &str, source: impl Into<Arc<Source>>) -> Result<(), Diagnostic> {
        let source = source.into();
        let range = 0..source.text().len();
        let span = Span::new(self.sources.add(source), range);
        let Some(register) = Place::Field("evidence").enter(&mut self.root, span, true) else { return Ok(()) };
        if register.kind == NodeKind::Null {
            register.kind = NodeKind::Sequence(Vec::new());
        }
        let NodeKind::Sequence(documents) = &mut register.kind else {
            let message = format!("the register `evidence` is {}, not a list of documents", register.description());
            return Err(Diagnostic::at(Code::BadEvidence, message, &self.sources, register.span, "not a list"));
        };
        let is_used = |id: &String| documents.iter().any(|each| each.get("id").and_then(Node::text) == Some(id));
        let id =
            (1..=documents.len() + 1).map(|at| format!("what-if-{at}")).find(|id| !is_used(id)).unwrap_or_default();
        let scalar = |text: &str| Change::Scalar(text.to_owned()).node(span);
        let covers = Change::Sequence(vec![path.to_string()]).node(span);
        let entry = |(key, value): (&str, Node)| Entry { key: Spanned::new(key.to_owned(), span), value };
        let parts = [("id", scalar(&id)), ("grade", scalar(grade)), ("covers", covers)];
        documents.push(Node { span, kind: NodeKind::Mapping(parts.into_iter().map(entry).collect()) });
        Ok(())
    }

    /// Reports the keys of a mapping that are not among those `known`; `what` names the mapping, with its article.
    pub fn refuse_other_keys(
        &self,
        code: Code,
        node: &Node,
        what: &str,
        known: &[&str],
        diagnostics: &mut impl Extend<Diagnostic>,
    ) {
        for Entry { key, .. } in node.entries() {
            if known.contains(&key.value.as_str()) {
                continue;
            }
            let message = format!("{what} has no key `{}`", key.value);
            let diagnostic = Diagnostic::at(code, message, &self.sources, key.span, "unknown key")
                .with_suggestion(&key.value, known.iter().copied())
                .with_help(format!("keys are {}", known.join(", ")));
            diagnostics.extend([diagnostic]);
        }
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    /// As much of a span as stands on its first line.
    pub fn first_line(&self, span: Span) -> Span {
        let text = self.text(span);
        let length = text.find('\n').unwrap_or(text.len());
        Span::new(span.source, span.range().start..span.range().start + length)
    }

    /// A profile that stands within this document, at `node`; its places stay those of the whole text.
    #[must_use]
    pub fn part(&self, node: &Node) -> Document {
        Document { sources: self.sources.clone(), root: node.clone(), diagnostics: Vec::new() }
    }

    /// SHA-256 of its own text, line ends as LF, whatever was changed since it was read.
    pub fn sha256(&self) -> String {
        sha256(self.sources.get(self.source()).text())
    }

    /// The id of the profile's own text.
    pub fn source(&self) -> SourceId {
        self.root.span.source
    }
}

/// As a `given` of an example writes it.
impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Remove => write!(out, "unanswered"),
            Change::Empty => write!(out, "empty"),
            Change::Scalar(value) => write!(out, "{value}"),
            Change::Sequence(values) => write!(out, "{}", values.join(", ")),
            Change::Record => Ok(()),
        }
    }
}

impl Change {
    fn node(self, span: Span) -> Node {
        let scalar = |text| Node { span, kind: NodeKind::Scalar { text, quoted: false } };
        match self {
            Change::Remove => Node { span, kind: NodeKind::Null },
            Change::Empty => Node { span, kind: NodeKind::Sequence(Vec::new()) },
            Change::Record => Node { span, kind: NodeKind::Mapping(Vec::new()) },
            Change::Scalar(text) => scalar(text),
            Change::Sequence(texts) => Node { span, kind: NodeKind::Sequence(texts.into_iter().map(scalar).collect()) },
        }
    }
}

/// A step of a path that leads somewhere in the document at hand.
enum Place<'p> {
    Field(&'p str),
    Item(usize),
    /// A record that is added at the end of a list, with its key field and key.
    New(Option<(&'p str, &'p str)>),
}

impl Place<'_> {
    /// The part of `node` in this place, made if it may be.
    fn enter<'n>(&self, node: &'n mut Node, span: Span, make: bool) -> Option<&'n mut Node> {
        match self {
            Place::Item(at) => match &mut node.kind {
                NodeKind::Sequence(items) => items.get_mut(*at),
                _ => None,
            },
            Place::New(key) => {
                if !make {
                    return None;
                }
                if node.kind == NodeKind::Null {
                    *node = Node { span, kind: NodeKind::Sequence(Vec::new()) };
                }
                let NodeKind::Sequence(items) = &mut node.kind else { return None };
                let entry = |(field, name): (&str, &str)| Entry {
                    key: Spanned::new(field.to_owned(), span),
                    value: Change::Scalar(name.to_owned()).node(span),
                };
                items.push(Node { span, kind: NodeKind::Mapping(key.map(entry).into_iter().collect()) });
                items.last_mut()
            }
            Place::Field(name) => {
                if node.kind == NodeKind::Null && make {
                    *node = Node { span, kind: NodeKind::Mapping(Vec::new()) };
                }
                let NodeKind::Mapping(entries) = &mut node.kind else { return None };
                let at = match entries.iter().position(|entry| entry.key.value == *name) {
                    Some(at) => at,
                    None if make => {
                        let key = Spanned::new((*name).to_owned(), span);
                        entries.push(Entry { key, value: Node { span, kind: NodeKind::Null } });
                        entries.len() - 1
                    }
                    None => return None,
                };
                entries.get_mut(at).map(|entry| &mut entry.value)
            }
        }
    }

    /// Takes the part of `node` in this place out.
    fn remove(&self, node: &mut Node) {
        match (self, &mut node.kind) {
            (Place::Field(name), NodeKind::Mapping(entries)) => entries.retain(|entry| entry.key.value != *name),
            (Place::Item(at), NodeKind::Sequence(items)) if *at < items.len() => drop(items.remove(*at)),
            _ => {}
        }
    }
}

/// Following a path through a document.
struct Walk<'p> {
    sources: &'p Sources,
    path: &'p ProfilePath,
    span: Span,
}

impl<'p> Walk<'p> {
    fn places<'k: 'p>(
        &self,
        root: &Node,
        key_of: impl Fn(&ProfilePath) -> Option<&'k str>,
    ) -> Result<Vec<Place<'p>>, Diagnostic> {
        let mut places = Vec::with_capacity(self.path.steps().len());
        // None once the path has left what is there.
        let mut node = Some(root);
        for (at, step) in self.path.steps().iter().enumerate() {
            let present = node.filter(|node| node.kind != NodeKind::Null);
            match step {
                Step::Field(name) => {
                    match present.map(|node| (&node.kind, node.description())) {
                        None | Some((NodeKind::Mapping(_), _)) => {}
                        Some((NodeKind::Sequence(_), _)) => {
                            let before = self.prefix(at);
                            return Err(self
                                .lost(&format!("`{before}` is a list: it has no field `{name}`"))
                                .with_help(format!("say which item: `{before}[…].{name}`")));
                        }
                        Some((_, what)) => {
                            let message = format!("`{}` is {what}: it has no field `{name}`", self.prefix(at));
                            return Err(self.lost(&message));
                        }
                    }
                    node = present.and_then(|node| node.get(name));
                    places.push(Place::Field(name));
                }
                Step::Item(item) => {
                    let before = self.prefix(at);
                    match present {
                        Some(node) if !matches!(node.kind, NodeKind::Sequence(_)) => {
                            let what = node.description();
                            return Err(
                                self.lost(&format!("`{before}` is {what}, not a list: it has no item `{item}`"))
                            );
                        }
                        _ => {}
                    }
                    let items = present.map(Node::items).unwrap_or_default();
                    let key = key_of(&before);
                    if let Some(name) = item.strip_prefix('+').filter(|name| is_new(items, name, key)) {
                        node = None;
                        places.push(Place::New(key.map(|key| (key, name))));
                        continue;
                    }
                    let index = self.item(&before, items, item.strip_prefix('+').unwrap_or(item), key)?;
                    node = items.get(index);
                    places.push(Place::Item(index));
                }
            }
        }
        Ok(places)
    }

    /// The index of the item that is called so, or stands at that place.
    fn item(&self, list: &ProfilePath, items: &[Node], item: &str, key: Option<&str>) -> Result<usize, Diagnostic> {
        let name = |node: &Node| name_of(node, key).map(str::to_owned);
        if let Some(index) = items.iter().position(|node| name(node).as_deref() == Some(item)) {
            return Ok(index);
        }
        let place = item.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        if let Some(index) = place.filter(|&index| items.get(index).is_some_and(|node| name(node).is_none())) {
            return Ok(index);
        }
        let names: Vec<String> = items.iter().filter_map(name).collect();
        let error = self.lost(&format!("`{list}` has no item `{item}`"));
        let suggested = error.clone().with_suggestion(item, names.iter().map(String::as_str));
        if suggested != error {
            return Err(suggested);
        }
        Err(error.with_help(match (items.len(), names.is_empty()) {
            (0, _) => format!("the list has no items; `{list}[+{item}]` adds one"),
            (count, true) => format!("the list has no keys: its items are numbered from 1 to {count}"),
            (_, false) => {
                let mut shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
                if names.len() > shown.len() {
                    shown.push("…".to_owned());
                }
                format!("its items are {}", shown.join(", "))
            }
        }))
    }

    fn prefix(&self, length: usize) -> ProfilePath {
        ProfilePath::new(self.path.steps().iter().take(length).cloned().collect())
    }

    fn lost(&self, message: &str) -> Diagnostic {
        Diagnostic::at(Code::NoSuchPath, message, self.sources, self.span, "")
    }
}

/// SHA-256 of a text, line ends as LF.
pub(crate) fn sha256(text: &str) -> String {
    if text.contains('\r') { sha256_hex(text.replace("\r\n", "\n").as_bytes()) } else { sha256_hex(text.as_bytes()) }
}

fn name_of<'n>(node: &'n Node, key: Option<&str>) -> Option<&'n str> {
    key.and_then(|key| node.get(key)).and_then(Node::text)
}

/// Whether a record of this name would be the next one of a list: in a list without keys, the one after the last.
fn is_new(items: &[Node], name: &str, key: Option<&str>) -> bool {
    match key {
        Some(_) => !name.is_empty() && !items.iter().any(|item| name_of(item, key) == Some(name)),
        None => name.parse() == Ok(items.len() + 1),
    }
}

#[cfg(test)]
mod tests;
