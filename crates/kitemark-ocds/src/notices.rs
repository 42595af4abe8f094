//! The notices of a file: releases found in whatever they are packed in, and those of one procedure put together.

use std::collections::BTreeMap;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::value::Date;
use serde_json::Value;

use crate::json::{self, Document};
use crate::node::{self, Node, Said};

/// The most names of notices that an error lists.
const MOST_LISTED: usize = 10;

/// The notices of a file.
///
/// A file holds a release, a release package, a record package, a list of these, or JSON lines with one of them on each
/// line. Of a record the compiled release is taken where there is one, and else its releases. The releases of one
/// procedure, by their `ocid`, are one notice: what a newer one says takes the place of what an older one said.
#[derive(Debug)]
pub struct Notices {
    documents: Vec<Document>,
    /// By ocid, in the order of the file.
    procedures: Vec<(String, Vec<Release>)>,
    passed_over: usize,
}

/// Where a release is, and by what it can be named.
#[derive(Debug, Clone)]
struct Release {
    document: usize,
    pointer: String,
    id: Option<String>,
    tender: Option<String>,
    date: String,
    /// When its package was published.
    published: Option<Said<Date>>,
}

/// One notice: what the releases of a procedure say together.
#[derive(Debug)]
pub struct Notice<'n> {
    pub(crate) ocid: String,
    pub(crate) root: Node<'n>,
    /// When the newest package with a release of it was published.
    pub(crate) published: Option<Said<Date>>,
}

impl Notices {
    /// Reads the notices of a file. `name` is what diagnostics call it.
    ///
    /// ```
    /// let notices = kitemark_ocds::Notices::read("notice.json", br#"{"ocid": "ocds-000000-1", "tender": {}}"#)?;
    /// assert_eq!(notices.ocids().collect::<Vec<_>>(), ["ocds-000000-1"]);
    /// # Ok::<(), kitemark_dsl::diagnostic::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A file that is too large, is not JSON, or holds nothing of the standard.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let documents = json::read(name, bytes)?;
        let mut search = Search::default();
        let several = documents.len() > 1;
        for (at, document) in documents.iter().enumerate() {
            // A pointer leads into one JSON value; of several in a file, its line tells which.
            let start = if several { format!("line {} #", document.line) } else { "#".to_owned() };
            search.look(&document.value, at, "", &start, None);
        }
        if search.releases.is_empty() {
            return Err(nothing_found(name, &documents, &search));
        }
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut procedures: Vec<(String, Vec<Release>)> = Vec::new();
        for (ocid, release) in search.releases {
            let place = *places.entry(ocid.clone()).or_insert_with(|| {
                procedures.push((ocid, Vec::new()));
                procedures.len() - 1
            });
            if let Some((_, releases)) = procedures.get_mut(place) {
                releases.push(release);
            }
        }
        Ok(Self { documents, procedures, passed_over: search.passed_over })
    }

    /// The names of the notices, in the order of the file.
    pub fn ocids(&self) -> impl Iterator<Item = &str> {
        self.procedures.iter().map(|(ocid, _)| ocid.as_str())
    }

    /// How many entries of the file are nothing of the standard, and were passed over.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The notice that `id` names by its ocid, the id of a release or the id of a tender; the only one if it names none.
    /// Named by a release, it says what that release says and no more.
    ///
    /// # Errors
    ///
    /// Several notices where none is named, or none of that name.
    pub fn notice(&self, id: Option<&str>) -> Result<Notice<'_>, Diagnostic> {
        match (id, self.procedures.as_slice()) {
            (None, [(ocid, releases)]) => Ok(self.together(ocid, releases)),
            (None, _) => {
                let message = format!("there are {} notices here: say which one to import", self.procedures.len());
                let help = format!("add `--submission ID`, with one of {}", self.listed());
                Err(Diagnostic::new(Code::ManyNotices, message).with_help(help))
            }
            (Some(id), _) => self.named(id).ok_or_else(|| {
                let ids = self.procedures.iter().flat_map(|(ocid, releases)| {
                    let others = releases.iter().flat_map(|release| release.id.iter().chain(&release.tender));
                    std::iter::once(ocid).chain(others)
                });
                let listed = self.listed();
                Diagnostic::new(Code::UnknownNotice, format!("there is no notice `{id}` here"))
                    .with_suggestion(id, ids.map(String::as_str))
                    .with_help(format!(
                        "a notice is named by its ocid, or by the `id` of a release or of its tender: {listed}"
                    ))
            }),
        }
    }

    fn named(&self, id: &str) -> Option<Notice<'_>> {
        let by_ocid = self.procedures.iter().find(|(ocid, _)| ocid == id);
        if let Some((ocid, releases)) = by_ocid {
            return Some(self.together(ocid, releases));
        }
        let by_release = self.procedures.iter().find_map(|(ocid, releases)| {
            let release = releases.iter().find(|release| release.id.as_deref() == Some(id))?;
            Some(self.together(ocid, std::slice::from_ref(release)))
        });
        by_release.or_else(|| {
            let by_tender =
                |(_, releases): &&(String, Vec<Release>)| releases.iter().any(|one| one.tender.as_deref() == Some(id));
            self.procedures.iter().find(by_tender).map(|(ocid, releases)| self.together(ocid, releases))
        })
    }

    fn together(&self, ocid: &str, releases: &[Release]) -> Notice<'_> {
        let mut newest_first: Vec<&Release> = releases.iter().rev().collect();
        newest_first.sort_by(|a, b| b.date.cmp(&a.date));
        let value = |release: &Release| {
            let path = release.pointer.split_once('#').map_or("", |(_, path)| path);
            Some((self.documents.get(release.document)?.value.pointer(path)?, release.pointer.clone()))
        };
        let published = releases.iter().filter_map(|release| release.published.clone()).max_by_key(|said| said.value);
        Notice { ocid: ocid.to_owned(), published, root: Node::new(newest_first.into_iter().filter_map(value)) }
    }

    fn listed(&self) -> String {
        let names: Vec<String> = self.ocids().take(MOST_LISTED).map(|ocid| format!("`{ocid}`")).collect();
        let more = self.procedures.len().saturating_sub(MOST_LISTED);
        names.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
    }
}

/// What was found in a file.
#[derive(Default)]
struct Search {
    releases: Vec<(String, Release)>,
    passed_over: usize,
    /// Whether there is a package, if only an empty one.
    is_package: bool,
    /// Whether there is a link to a release in the place of one.
    has_link: bool,
}

impl Search {
    /// `published` is when the package around was.
    fn look(&mut self, value: &Value, document: usize, path: &str, start: &str, published: Option<&Said<Date>>) {
        match value {
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.look(item, document, &format!("{path}/{at}"), start, published);
                }
            }
            Value::Object(_) => match inside(value) {
                Some((key, inner)) => {
                    self.is_package = true;
                    let own = Node::new([(value, format!("{start}{path}"))]).get("publishedDate").day();
                    self.look(inner, document, &format!("{path}/{key}"), start, own.as_ref().or(published));
                }
                None if is_release(value) => {
                    let (ocid, release) = release(value, document, format!("{start}{path}"));
                    self.releases.push((ocid, Release { published: published.cloned(), ..release }));
                }
                None => {
                    self.has_link |= value.get("url").is_some();
                    self.passed_over += 1;
                }
            },
            _ => self.passed_over += 1,
        }
    }
}

/// What a package or a record holds.
fn inside(value: &Value) -> Option<(&'static str, &Value)> {
    let list = |key: &'static str| value.get(key).filter(|inner| inner.is_array()).map(|inner| (key, inner));
    let compiled =
        value.get("compiledRelease").filter(|inner| inner.is_object()).map(|inner| ("compiledRelease", inner));
    list("records").or(compiled).or_else(|| list("releases"))
}

/// Whether an object is a release: it says of what procedure, and something of it. A record that only links to its releases
/// is none.
fn is_release(value: &Value) -> bool {
    ["tender", "planning", "awards", "contracts", "buyer", "parties"].iter().any(|key| value.get(key).is_some())
}

fn release(value: &Value, document: usize, pointer: String) -> (String, Release) {
    let node = Node::new([(value, String::new())]);
    let text = |path: &[&str]| node.at(path).text().map(|said| said.value);
    let date = text(&["date"]).unwrap_or_default();
    let id = text(&["id"]);
    let ocid = text(&["ocid"]).or_else(|| id.clone()).unwrap_or_else(|| "without ocid".to_owned());
    (ocid, Release { document, pointer, id, tender: text(&["tender", "id"]), date: in_order(&date), published: None })
}

/// A date so that later ones sort later: the day in the United Kingdom, then the time as written.
fn in_order(date: &str) -> String {
    format!("{} {date}", node::day(date).map(|day| day.to_string()).unwrap_or_default())
}

fn nothing_found(name: &str, documents: &[Document], search: &Search) -> Diagnostic {
    let help =
        "the open data of a portal has them: on Find a Tender and Contracts Finder, the link \"OCDS\" of a notice";
    if documents.is_empty() {
        return Diagnostic::new(Code::NoNotice, format!("`{name}` is empty")).with_help(help);
    }
    if search.is_package && search.has_link {
        let message = format!("`{name}` only links to its releases, and has none in it");
        return Diagnostic::new(Code::NoNotice, message)
            .with_help("get the releases from the addresses at `url`, and import those");
    }
    if search.is_package {
        return Diagnostic::new(Code::NoNotice, format!("the package in `{name}` has no release in it"))
            .with_help(help);
    }
    let kind = match documents.first().map(|document| &document.value) {
        Some(Value::Array(items)) if items.is_empty() => "an empty list",
        Some(Value::Array(_)) => "a list of something else",
        Some(Value::Object(_)) => "an object of another kind",
        _ => "a single value",
    };
    let message = format!("`{name}` is JSON, but no notice in the Open Contracting Data Standard: it is {kind}");
    Diagnostic::new(Code::NotOcds, message)
        .with_help("a release has `ocid` and `tender`; a package has `releases`, or `records` with a `compiledRelease`")
        .with_help(help)
}
