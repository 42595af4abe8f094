//! A charter as a booklet for people: what it asks for and how it is scored, and the questions it puts to a commissioner.
//!
//! [`Booklet::of`] puts the charter into words; templates lay them out, as [`Booklet::markdown`] and as [`Booklet::html`].

mod criterion;
mod parts;
mod questions;
mod scoring;

use askama::Template;
use kitemark_dsl::charter::{Charter, RecordId};
use kitemark_eval::engine::Engine;

use crate::english::English;
use criterion::Rule;
use kitemark_report::html::{Link, Page};
use kitemark_report::template::filled;
use parts::{Definition, Example, Setting, Source};
use questions::Sheet;
pub(crate) use scoring::need;
use scoring::{Award, Cap};

/// A charter in words, ready to be laid out.
#[derive(Debug)]
pub struct Booklet {
    title: String,
    id: String,
    edition: String,
    publisher: Option<String>,
    in_force: Option<String>,
    valid_for: Option<String>,
    digest: String,
    /// The grades of evidence, strongest first; empty if there are none.
    grades: String,
    evidence: Option<String>,
    awards: Vec<Award>,
    caps: Vec<Cap>,
    principles: Vec<Principle>,
    definitions: Vec<Definition>,
    settings: Vec<Setting>,
    sources: Vec<Source>,
    examples: Vec<Example>,
    sheets: Vec<Sheet>,
}

/// A principle and its criteria.
#[derive(Debug)]
struct Principle {
    id: String,
    title: String,
    because: Option<String>,
    share: String,
    rules: Vec<Rule>,
}

impl Booklet {
    /// The booklet of a charter that is ready to score.
    pub fn of(engine: &Engine) -> Self {
        let charter = engine.charter();
        let english = English::new(charter);
        let shares = engine.shares();
        let criteria: Vec<Rule> = charter
            .criteria()
            .iter()
            .zip(&shares.criteria)
            .map(|(criterion, share)| Rule::of(charter, &english, criterion, share))
            .collect();
        Self {
            title: charter.title().to_owned(),
            id: charter.id().to_owned(),
            edition: charter.edition().to_owned(),
            publisher: charter.publisher().map(str::to_owned),
            in_force: charter.in_force().map(|date| date.to_string()),
            valid_for: charter.valid_for().map(|length| length.to_string()),
            digest: charter.sha256().to_owned(),
            grades: charter.grades().join(", "),
            evidence: charter_evidence(charter),
            awards: charter.awards().iter().map(|award| Award::of(charter, award)).collect(),
            caps: charter.limits().iter().map(|limit| Cap::of(charter, &english, limit)).collect(),
            principles: principles(charter, &shares.principles, criteria),
            definitions: charter.defines().iter().map(|define| Definition::of(charter, &english, define)).collect(),
            settings: charter.settings().iter().map(|setting| Setting::of(charter, setting)).collect(),
            sources: charter.cited().iter().map(|source| Source::of(charter, source)).collect(),
            examples: charter.examples().iter().map(|example| Example::of(charter, example)).collect(),
            sheets: Sheet::all(charter, &english),
        }
    }

    /// The booklet as Markdown.
    pub fn markdown(&self) -> String {
        // Templates leave blank lines where there is nothing to say; a page has one at a time.
        let mut page = String::new();
        for line in filled(&AsMarkdown { book: self }).lines() {
            if !(line.trim().is_empty() && (page.is_empty() || page.ends_with("\n\n"))) {
                page.push_str(line.trim_end());
                page.push('\n');
            }
        }
        format!("{}\n", page.trim_end())
    }

    /// The booklet as one file of HTML.
    pub fn html(&self) -> String {
        let lead =
            format!("Edition {}: what it asks for, how it is scored, and what it asks a commissioner.", self.edition);
        let page = Page { title: &self.title, lead: &lead, contents: &self.contents() };
        page.around(&AsHtml { book: self })
    }

    fn contents(&self) -> Vec<Link> {
        let mut contents = vec![Link::new("about", "About this charter"), Link::new("scoring", "How it is scored")];
        for principle in &self.principles {
            let below =
                principle.rules.iter().map(|rule| Link::new(format!("c-{}", rule.id), rule.title.as_str())).collect();
            contents.push(Link { below, ..Link::new(format!("p-{}", principle.id), principle.title.as_str()) });
        }
        let parts = [
            ("definitions", "What the words mean", self.definitions.is_empty()),
            ("settings", "Settings", self.settings.is_empty()),
            ("sources", "Sources", self.sources.is_empty()),
            ("examples", "Examples", self.examples.is_empty()),
        ];
        let parts = parts.into_iter().filter(|(_, _, empty)| !empty);
        contents.extend(parts.map(|(anchor, text, _)| Link::new(anchor, text)));
        let below = self.sheets.iter().map(|sheet| Link::new(sheet.anchor.as_str(), sheet.title.as_str())).collect();
        contents.push(Link { below, ..Link::new("questions", "The questions") });
        contents
    }
}

#[derive(Template)]
#[template(path = "booklet.md")]
struct AsMarkdown<'a> {
    book: &'a Booklet,
}

#[derive(Template)]
#[template(path = "booklet.html")]
struct AsHtml<'a> {
    book: &'a Booklet,
}

fn principles(charter: &Charter, shares: &[kitemark_eval::fraction::Fraction], rules: Vec<Rule>) -> Vec<Principle> {
    let mut rules =
        charter.criteria().iter().map(|criterion| criterion.principle.index()).zip(rules).collect::<Vec<_>>();
    let parts = charter.principles().iter().zip(shares).enumerate();
    parts
        .map(|(at, (principle, share))| {
            let (own, others) = rules.drain(..).partition(|(of, _)| *of == at);
            rules = others;
            Principle {
                id: principle.id.clone(),
                title: principle.title.clone(),
                because: principle.because.clone(),
                share: share.percent(1),
                rules: own.into_iter().map(|(_, rule): (usize, Rule)| rule).collect(),
            }
        })
        .collect()
}

/// The weakest grade that the head asks for.
fn charter_evidence(charter: &Charter) -> Option<String> {
    let criteria = charter.criteria().iter().filter(|criterion| criterion.syntax.evidence.is_none());
    let grade = criteria.map(|criterion| criterion.evidence).next()??;
    charter.grades().get(grade.index()).cloned()
}

/// The anchor of a question.
fn question_anchor(charter: &Charter, record: RecordId, path: &str) -> String {
    match charter.records().get(record.index()) {
        Some(found) if record != RecordId::PROFILE => format!("r.{}.{path}", found.name),
        _ => format!("q.{path}"),
    }
}
