//! The questionnaire: every question, how it is answered, and what the answer is for.

use kitemark_dsl::charter::{Charter, FieldId, RecordId};
use kitemark_dsl::naming::words;
use kitemark_dsl::question::Question;

use super::question_anchor;
use crate::english::English;
use crate::reading::{Place, Uses};

/// The questions of the profile, or of a record.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) questions: Vec<Asked>,
}

/// A question.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) anchor: String,
    pub(super) path: String,
    pub(super) text: String,
    pub(super) kind: String,
    pub(super) silence: Option<&'static str>,
    /// The answers to choose from: as written, and what they mean.
    pub(super) choices: Vec<(String, String)>,
    pub(super) example: Option<String>,
    /// The criteria that read the answer: id and title.
    pub(super) feeds: Vec<(String, String)>,
    /// The caps on awards that read it.
    pub(super) caps: usize,
}

impl Sheet {
    /// The profile's sheet, then one for each record.
    pub(super) fn all(charter: &Charter, english: &English<'_>) -> Vec<Sheet> {
        let readers = Readers::of(charter, english);
        let records = charter.records().iter().zip(0_u32..);
        records
            .map(|(record, at)| {
                let id = RecordId(at);
                let (anchor, title) = if id == RecordId::PROFILE {
                    ("questions-profile".to_owned(), "The profile".to_owned())
                } else {
                    (format!("record-{}", record.name), format!("Each {}", words(&record.name)))
                };
                let questions = Question::of(charter, id).zip(0_u32..);
                Sheet {
                    anchor,
                    title,
                    about: record.title.clone().unwrap_or_default(),
                    questions: questions.map(|(question, at)| readers.asked(id, FieldId(at), &question)).collect(),
                }
            })
            .collect()
    }
}

/// Which criteria and caps read what.
struct Readers<'c> {
    charter: &'c Charter,
    criteria: Vec<Uses>,
    caps: Vec<Uses>,
}

impl<'c> Readers<'c> {
    fn of(charter: &'c Charter, english: &English<'c>) -> Self {
        let reading = english.reading();
        let criteria = charter.criteria().iter().map(|criterion| reading.criterion(criterion)).collect();
        let caps = charter.limits().iter().map(|limit| reading.rests_on([&limit.syntax.when])).collect();
        Self { charter, criteria, caps }
    }

    fn asked(&self, record: RecordId, field: FieldId, question: &Question<'_>) -> Asked {
        let place: Place = (record, field);
        let readers =
            self.charter.criteria().iter().zip(&self.criteria).filter(|(_, uses)| uses.fields.contains(&place));
        let choices = question.choices().iter();
        Asked {
            anchor: question_anchor(self.charter, record, &question.path()),
            path: question.path(),
            text: question.text(),
            kind: question.kind(),
            silence: question.silence(),
            choices: choices.map(|value| (value.name.clone(), value.label.clone().unwrap_or_default())).collect(),
            example: question.example(),
            feeds: readers.map(|(criterion, _)| (criterion.id().to_owned(), criterion.title().to_owned())).collect(),
            caps: self.caps.iter().filter(|uses| uses.fields.contains(&place)).count(),
        }
    }
}
