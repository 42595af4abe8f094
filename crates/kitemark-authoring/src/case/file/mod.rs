//! Case files: cases as YAML.

mod expect;
mod given;
mod table;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::check::Claims;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Source, Span};
use kitemark_dsl::syntax::Name;
use kitemark_eval::profile::document::{Document, Entry, Node, NodeKind};
use kitemark_eval::profile::yaml::{self, Limits};

use super::Pattern;
use super::{At, Case, Gap};
use table::Table;

const FILE_KEYS: [&str; 3] = ["profile", "snapshots", "cases"];
const CASE_KEYS: [&str; 6] = ["name", "profile", "table", "given", "expect", "known gap"];

/// What a case file says, and everything that is wrong with it.
#[derive(Debug, Default)]
pub(super) struct CaseFile {
    pub(super) cases: Vec<Case>,
    pub(super) snapshots: Vec<Pattern>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads a case file. A case with a mistake is left out.
pub(super) fn read(charter: &Charter, name: &str, text: &str) -> CaseFile {
    let document = match yaml::read_any(Source::new(name, text), &Limits::default()) {
        Ok(document) => document,
        Err(problems) => return CaseFile { problems, ..CaseFile::default() },
    };
    let mut reader = Reader {
        charter,
        document: &document,
        claims: Claims::new(charter, document.sources()),
        file: CaseFile { problems: document.diagnostics().to_vec(), ..CaseFile::default() },
    };
    reader.read();
    reader.file
}

struct Reader<'a> {
    charter: &'a Charter,
    document: &'a Document,
    claims: Claims<'a>,
    file: CaseFile,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let root = self.document.root();
        if !matches!(root.kind, NodeKind::Mapping(_)) {
            let message = format!("a case file is a mapping with `cases`, but this is {}", root.description());
            return self.problem(Code::CaseForm, self.document.first_line(root.span), message, "begin with `cases:`");
        }
        self.keys(root, "a case file", &FILE_KEYS);
        for pattern in root.get("snapshots").map(|node| self.list(node, "`snapshots`")).unwrap_or_default() {
            if let Some(text) = self.text(pattern, "a path of profiles") {
                self.file.snapshots.push(Pattern { text: text.value, at: self.place(text.span) });
            }
        }
        let base = root.get("profile");
        for case in root.get("cases").map(|node| self.list(node, "`cases`")).unwrap_or_default() {
            self.case(case, base);
        }
        if root.get("cases").is_none() && root.get("snapshots").is_none() {
            let span = self.document.first_line(root.span);
            self.problem(Code::CaseForm, span, "this file has no cases", "list them under `cases:`");
        }
    }

    /// A case, or those of its table.
    fn case(&mut self, node: &Node, base: Option<&'a Node>) {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            let message = format!("a case is a mapping, but this is {}", node.description());
            return self.problem(
                Code::CaseForm,
                self.document.first_line(node.span),
                message,
                "begin with `- name: …`",
            );
        }
        self.keys(node, "a case", &CASE_KEYS);
        let title = self.required(node, "name", "say what it shows: `name: Three years are too short`");
        let title = title.and_then(|node| self.text(node, "a name"));
        let expect = self.required(node, "expect", "say what must come out: `expect: {cycle-length: unmet}`");
        let gap = node.get("known gap").and_then(|node| self.text(node, "a reason"));
        let Some(profile) = node.get("profile").or(base) else {
            let help = "name the profile it starts from, in the case or at the top: `profile: profiles/strong.yaml`";
            return self.problem(Code::CaseForm, self.document.first_line(node.span), "this case has no profile", help);
        };
        let (Some(title), Some(expect)) = (title, expect) else { return };
        let Some((path, inline)) = self.profile(profile) else { return };
        let case = Case {
            title: title.value,
            at: self.place(title.span),
            profile: path,
            profile_at: self.place(self.document.first_line(profile.span)),
            inline,
            changes: Vec::new(),
            expectations: Vec::new(),
            gap: gap.map(|gap| Gap { reason: gap.value, at: self.place(gap.span) }),
        };
        let given = node.get("given");
        match node.get("table") {
            None => self.complete(case, given, expect),
            Some(table) => self.rows(&case, table, given, expect),
        }
    }

    /// One case for each row of a table.
    fn rows(&mut self, case: &Case, table: &Node, given: Option<&Node>, expect: &Node) {
        let Some(table) = Table::read(self, table) else { return };
        if !table.fits(self, given.into_iter().chain([expect])) {
            return;
        }
        for row in &table.rows {
            let at = self.place(row.span);
            let case = Case { title: format!("{} ({})", case.title, row.words()), at, ..case.clone() };
            let given = given.map(|given| table.filled(given, row));
            self.complete(case, given.as_ref(), &table.filled(expect, row));
        }
    }

    /// Adds what is changed and expected, and keeps the case if nothing is wrong with it.
    fn complete(&mut self, mut case: Case, given: Option<&Node>, expect: &Node) {
        let problems = self.file.problems.len();
        case.changes = given.map(|given| self.changes(given)).unwrap_or_default();
        case.expectations = self.expectations(expect);
        if self.file.problems.len() == problems {
            return self.file.cases.push(case);
        }
        // The rows of a table repeat what is wrong with all of them.
        for problem in self.file.problems.split_off(problems) {
            if !self.file.problems.contains(&problem) {
                self.file.problems.push(problem);
            }
        }
    }

    /// The path of a profile, and the profile itself where it stands here.
    fn profile(&mut self, node: &Node) -> Option<(String, Option<Document>)> {
        if matches!(node.kind, NodeKind::Mapping(_)) {
            let place = self.place(node.span);
            let line = place.source.position(node.span.range().start).line;
            return Some((format!("{}:{line}", place.source.name()), Some(self.document.part(node))));
        }
        self.text(node, "the path of a profile, or a profile").map(|path| (path.value, None))
    }

    fn required<'n>(&mut self, node: &'n Node, key: &str, help: &str) -> Option<&'n Node> {
        let found = node.get(key);
        if found.is_none() {
            let span = self.document.first_line(node.span);
            self.problem(Code::CaseForm, span, format!("this case has no `{key}`"), help);
        }
        found
    }

    /// A single value.
    fn text(&mut self, node: &Node, what: &str) -> Option<Name> {
        if let Some(text) = node.text() {
            return Some(Name::new(text.to_owned(), node.span));
        }
        let message = format!("{what} is expected, but this is {}", node.description());
        self.problem(Code::CaseForm, self.document.first_line(node.span), message, "write a single value");
        None
    }

    /// The items of a list.
    fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        if !matches!(node.kind, NodeKind::Sequence(_)) {
            let message = format!("{what} is a list, but this is {}", node.description());
            let help = "begin every item with `- `, or write `[…]`";
            self.problem(Code::CaseForm, self.document.first_line(node.span), message, help);
        }
        node.items()
    }

    /// The entries of a mapping.
    fn mapping<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Entry] {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            let message = format!("`{key}` is a mapping, but this is {}", node.description());
            let help = "write a key, a colon and a value on each line";
            self.problem(Code::CaseForm, self.document.first_line(node.span), message, help);
        }
        node.entries()
    }

    fn keys(&mut self, node: &Node, what: &str, known: &[&str]) {
        self.document.refuse_other_keys(Code::CaseKey, node, what, known, &mut self.file.problems);
    }

    fn problem(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::at(code, message, self.document.sources(), span, "").with_help(help);
        self.file.problems.push(diagnostic);
    }

    fn place(&self, span: Span) -> At {
        At::of(self.document.sources(), span)
    }
}
