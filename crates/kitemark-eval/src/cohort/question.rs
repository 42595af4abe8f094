//! The questions that profiles leave open, by what they ask rather than by record.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kitemark_dsl::charter::{Charter, RecordId, Type};
use schemars::JsonSchema;
use serde::Serialize;

use crate::profile::facts::Facts;
use crate::program::layout::Layouts;

/// A question of a charter: a field of the profile, or of a kind of record, whichever record of that kind it is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    record: RecordId,
    column: u32,
}

impl Question {
    /// The question that a cell of a profile answers.
    pub(crate) fn of(facts: &Facts, cell: u32) -> Option<Self> {
        let row = facts.row(cell)?;
        Some(Self { record: row.record, column: cell.checked_sub(row.start)? })
    }
}

/// A question, and how many profiles leave it open where its answer would decide something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct OpenQuestion {
    /// The kind of record it is asked of; null for the profile itself.
    pub record: Option<String>,
    /// The field, such as `review.every`.
    pub field: String,
    /// The question in the charter's words.
    pub label: Option<String>,
    /// How many profiles leave it open.
    pub submissions: usize,
}

impl OpenQuestion {
    /// The field with its record: `contract.review.every`.
    pub fn name(&self) -> String {
        match &self.record {
            Some(record) => format!("{record}.{}", self.field),
            None => self.field.clone(),
        }
    }
}

/// Questions by how many leave them open, the most first.
pub(crate) fn ranked<'s>(
    charter: &Charter,
    layouts: &Layouts,
    open: impl Iterator<Item = &'s Question>,
) -> Vec<OpenQuestion> {
    let mut counts: BTreeMap<Question, usize> = BTreeMap::new();
    for question in open {
        *counts.entry(*question).or_default() += 1;
    }
    let mut questions: Vec<OpenQuestion> = counts
        .into_iter()
        .filter_map(|(question, submissions)| named(charter, layouts, question, submissions))
        .collect();
    questions.sort_by_key(|question| Reverse(question.submissions));
    questions
}

fn named(charter: &Charter, layouts: &Layouts, question: Question, submissions: usize) -> Option<OpenQuestion> {
    let field = layouts.of(question.record).columns.get(question.column as usize)?.path.clone();
    let record = charter.records().get(question.record.index()).filter(|_| question.record != RecordId::PROFILE);
    let label = label(charter, question.record, &field.split('.').collect::<Vec<_>>());
    Some(OpenQuestion { record: record.map(|record| record.name.clone()), field, label, submissions })
}

/// What the charter asks for the field that `names` lead to, through records in place.
fn label(charter: &Charter, record: RecordId, names: &[&str]) -> Option<String> {
    let (field, taken) = charter.field(record, names)?;
    let found = charter.records().get(record.index())?.fields.get(field.index())?;
    match (names.get(taken..)?, found.ty) {
        ([], _) => found.label.clone(),
        (rest, Type::Record(inner)) => label(charter, inner, rest),
        _ => None,
    }
}
