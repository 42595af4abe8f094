//! Two editions of a charter, compared in words.
//!
//! Everything is found by its id: what was added, what was dropped, and what changed, with whether that is stricter or looser
//! where it can be told.

mod awards;
mod criteria;
mod expression;
mod impact;
mod vocabulary;

use askama::Template;
use kitemark_dsl::charter::Charter;
use kitemark_eval::engine::{Engine, Shares};
use serde::Serialize;

use crate::english::English;
pub use impact::{Changed, Impact, Result, impact};
use kitemark_report::template::filled;

/// What changed between two editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The earlier edition.
    pub old: Edition,
    /// The later edition.
    pub new: Edition,
    /// Whether both mean the same: their digests are equal.
    pub same_meaning: bool,
    /// Whether a profile for the earlier edition has no errors under the later one.
    pub old_profiles_fit: bool,
    /// What changed, part by part; parts without a change are left out.
    pub sections: Vec<Section>,
}

/// Which edition it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edition {
    /// The charter's id.
    pub id: String,
    /// The charter's title.
    pub title: String,
    /// The edition.
    pub edition: String,
    /// SHA-256 of its meaning.
    pub sha256: String,
}

/// A part of a charter: its criteria, its awards, its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// What it is called.
    pub title: &'static str,
    /// What changed in it.
    pub entries: Vec<Entry>,
}

/// Something that was added, dropped or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// Its id or name.
    pub id: String,
    /// Its title in the later edition, or the last it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// What changed in it, one clause each.
    pub notes: Vec<Note>,
}

/// What became of a part of a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// It is there, but not as it was.
    Changed,
}

impl Fate {
    /// `added`, `dropped`, `changed`.
    pub fn words(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Dropped => "dropped",
            Fate::Changed => "changed",
        }
    }
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Note {
    /// What changed.
    pub text: String,
    /// Whether the charter is now harder or easier to satisfy; none where that cannot be told, or is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

/// Whether a change asks for more or for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It asks for more.
    Stricter,
    /// It asks for less.
    Looser,
}

impl Direction {
    /// `stricter`, `looser`.
    pub fn words(self) -> &'static str {
        match self {
            Direction::Stricter => "stricter",
            Direction::Looser => "looser",
        }
    }

    /// The other way round.
    #[must_use]
    pub fn reverse(self) -> Self {
        match self {
            Direction::Stricter => Direction::Looser,
            Direction::Looser => Direction::Stricter,
        }
    }
}

/// Compares two editions.
pub fn compare(old: &Engine, new: &Engine) -> Comparison {
    let sides = Sides { old: &Side::of(old), new: &Side::of(new) };
    let (questions, questions_fit) = vocabulary::questions(sides);
    let (choices, choices_fit) = vocabulary::choices(sides);
    let sections = [
        ("Charter", vocabulary::head(sides)),
        ("Principles", criteria::principles(sides)),
        ("Criteria", criteria::criteria(sides)),
        ("Awards", awards::awards(sides)),
        ("Caps", awards::caps(sides)),
        ("Settings", vocabulary::settings(sides)),
        ("Definitions", vocabulary::definitions(sides)),
        ("Questions", questions),
        ("Choices", choices),
        ("Sources", vocabulary::sources(sides)),
    ];
    let sections = sections.into_iter().filter(|(_, entries)| !entries.is_empty());
    Comparison {
        old: Edition::of(old.charter()),
        new: Edition::of(new.charter()),
        same_meaning: old.charter().sha256() == new.charter().sha256(),
        old_profiles_fit: questions_fit
            && choices_fit
            && criteria::exemptions_fit(sides)
            && vocabulary::grades_fit(sides),
        sections: sections.map(|(title, entries)| Section { title, entries }).collect(),
    }
}

impl Comparison {
    /// The comparison as Markdown.
    pub fn markdown(&self) -> String {
        filled(&AsMarkdown { comparison: self })
    }

    /// What the whole comes to, in a sentence.
    pub fn summary(&self) -> String {
        let count = |fate: Fate| {
            self.sections.iter().flat_map(|section| &section.entries).filter(|entry| entry.fate == fate).count()
        };
        match (self.same_meaning, self.sections.is_empty()) {
            (true, _) => "Both mean the same: only comments, layout or examples can differ.".to_owned(),
            (false, true) => "Nothing has changed but the order in which things are declared.".to_owned(),
            (false, false) => {
                let fit = if self.old_profiles_fit {
                    "A profile for the earlier edition has no errors under the later one."
                } else {
                    "A profile for the earlier edition may have errors under the later one."
                };
                let (added, dropped) = (count(Fate::Added), count(Fate::Dropped));
                format!("{added} added, {dropped} dropped, {} changed. {fit}", count(Fate::Changed))
            }
        }
    }
}

#[derive(Template)]
#[template(path = "diff.md")]
struct AsMarkdown<'a> {
    comparison: &'a Comparison,
}

impl Edition {
    fn of(charter: &Charter) -> Self {
        Self {
            id: charter.id().to_owned(),
            title: charter.title().to_owned(),
            edition: charter.edition().to_owned(),
            sha256: charter.sha256().to_owned(),
        }
    }
}

/// One edition with what comparing it needs.
struct Side<'c> {
    charter: &'c Charter,
    english: English<'c>,
    /// What to compare by: a question that is reworded changes no condition.
    names: English<'c>,
    shares: Shares,
}

impl<'c> Side<'c> {
    fn of(engine: &'c Engine) -> Self {
        let charter = engine.charter();
        let english = English::new(charter);
        Self { charter, names: english.by_names(), english, shares: engine.shares() }
    }
}

/// Both editions.
#[derive(Clone, Copy)]
struct Sides<'s, 'c> {
    old: &'s Side<'c>,
    new: &'s Side<'c>,
}

impl Note {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), direction: None }
    }

    fn directed(text: impl Into<String>, direction: Option<Direction>) -> Self {
        Self { text: text.into(), direction }
    }
}

/// A note on a value that is not what it was.
fn shifted<T: PartialEq + std::fmt::Display>(label: &str, old: &T, new: &T) -> Option<Note> {
    (old != new).then(|| Note::new(format!("{label}: {old} → {new}")))
}

/// The same for what may be left out.
fn shifted_option(label: &str, old: Option<&str>, new: Option<&str>) -> Option<Note> {
    shifted(label, &old.unwrap_or("none"), &new.unwrap_or("none"))
}

/// Whether a text was given, taken away or reworded.
fn reworded(label: &str, old: Option<&str>, new: Option<&str>) -> Option<Note> {
    let what = match (old, new) {
        (Some(old), Some(new)) if old == new => return None,
        (None, None) => return None,
        (Some(_), Some(_)) => "reworded",
        (None, Some(_)) => "given",
        (Some(_), None) => "taken out",
    };
    Some(Note::new(format!("{label} {what}")))
}

/// What a comparison says of one thing: a title, and notes.
struct Told {
    title: Option<String>,
    notes: Vec<Note>,
}

/// Everything in two lists that is not the same, by id: what was there first, then what is new.
///
/// `tell` says what there is to say of a thing that has only one side, or of both; a thing on both sides without a note is the
/// same.
fn entries<T>(
    old: &[T],
    new: &[T],
    id: impl Fn(&T) -> String,
    tell: impl Fn(Option<&T>, Option<&T>) -> Told,
) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut push = |id: String, before: Option<&T>, after: Option<&T>| {
        let Told { title, notes } = tell(before, after);
        let fate = match (before, after) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Dropped,
            _ if notes.is_empty() => return,
            _ => Fate::Changed,
        };
        found.push(Entry { id, title, fate, notes });
    };
    for each in old {
        let after = new.iter().find(|other| id(other) == id(each));
        push(id(each), Some(each), after);
    }
    for each in new.iter().filter(|each| !old.iter().any(|other| id(other) == id(each))) {
        push(id(each), None, Some(each));
    }
    found
}
