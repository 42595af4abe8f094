//! A profile as facts: a cell for every field, in rows that rules reach without looking up names.

use std::borrow::Cow;
use std::sync::OnceLock;

use kitemark_dsl::charter::{Charter, GradeId, RecordId, Type};
use kitemark_dsl::source::{SourceId, Sources, Span};
use kitemark_dsl::value::{Date, Literal, percent};

use super::document::sha256;
use super::evidence::{Coverage, Evidence};
use super::exemption::Exemption;
use crate::program::layout::Layouts;
use crate::program::value::{Texts, Value};
use crate::quick::{self, Slots};
use crate::scorecard::clipped;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Content {
    Value(Value),
    /// Absent as an answer.
    Nothing,
    /// An open question.
    Unanswered,
    /// Written in a way that cannot be understood; a diagnostic says why.
    Unreadable,
    /// So many records, the first starting at this cell.
    Rows {
        first: u32,
        count: u32,
    },
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) content: Content,
    pub(crate) span: Option<Span>,
    /// Which of the coverages is this claim's; 0 is none.
    pub(crate) coverage: u32,
    /// Whether a reviewer rejected the claim: then nothing proves it.
    pub(crate) rejected: bool,
}

/// A record in a list: where its cells start, and how it is called.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) start: u32,
    pub(crate) record: RecordId,
    /// The cell of the list it is in.
    pub(crate) list: u32,
    /// Its key, or its place from 1.
    pub(crate) name: String,
    pub(crate) span: Option<Span>,
}

/// A profile bound to a charter.
#[derive(Debug)]
pub struct Facts {
    pub(crate) cells: Vec<Cell>,
    /// Ordered by `start`; the first is the profile.
    pub(crate) rows: Vec<Row>,
    pub(crate) coverages: Vec<Coverage>,
    pub(crate) documents: Vec<Evidence>,
    pub(crate) exemptions: Vec<Exemption>,
    pub(crate) texts: Texts,
    pub(crate) sources: Sources,
    pub(crate) as_of: Date,
    /// The cell of `as_of`, which needs no evidence.
    pub(crate) as_of_cell: u32,
    pub(crate) subject: Option<String>,
    /// The profile's own text among the sources.
    pub(crate) source: SourceId,
    pub(crate) sha256: OnceLock<String>,
    /// The cells as whole numbers, once somebody asks for them.
    pub(crate) slots: OnceLock<Slots>,
}

impl Facts {
    /// The day the profile speaks of.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The digest of the profile's text, as [`Document::sha256`](super::document::Document::sha256) gives it.
    pub(crate) fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| sha256(self.sources.get(self.source).text()))
    }

    /// Whom the profile speaks of; a long text is cut.
    pub(crate) fn subject(&self) -> Option<Cow<'_, str>> {
        self.subject.as_deref().map(clipped)
    }

    pub(crate) fn cell(&self, at: u32) -> Option<&Cell> {
        self.cells.get(at as usize)
    }

    /// The cells as whole numbers.
    pub(crate) fn slots(&self) -> &Slots {
        self.slots.get_or_init(|| quick::slots(self))
    }

    /// Whether a reviewer rejected the claim in a cell.
    pub(crate) fn is_rejected(&self, cell: u32) -> bool {
        self.cell(cell).is_some_and(|cell| cell.rejected)
    }

    /// The best grade of evidence for the claim in a cell.
    pub(crate) fn grade(&self, cell: u32) -> Option<GradeId> {
        self.coverages.get(self.cell(cell)?.coverage as usize)?.best
    }

    /// The record that a cell, or a row starting there, belongs to.
    pub(crate) fn row(&self, cell: u32) -> Option<&Row> {
        let after = self.rows.partition_point(|row| row.start <= cell);
        self.rows.get(after.checked_sub(1)?)
    }

    /// The path of a record: empty for the profile. A name that goes on for too long is cut.
    pub(crate) fn row_path(&self, layouts: &Layouts, row: &Row) -> String {
        if row.record == RecordId::PROFILE {
            return String::new();
        }
        [self.path(layouts, row.list).as_str(), "[", &clipped(&row.name), "]"].concat()
    }

    /// The path of a cell, such as `contracts[adult-system].review.every`.
    pub(crate) fn path(&self, layouts: &Layouts, cell: u32) -> String {
        let Some(row) = self.row(cell) else { return String::new() };
        let record = self.row_path(layouts, row);
        let column = self.column(layouts, cell);
        match (record.is_empty(), column.is_empty()) {
            (true, _) => column.to_owned(),
            (_, true) => record,
            _ => [record.as_str(), ".", column].concat(),
        }
    }

    /// The cell with this path.
    pub(crate) fn cell_at(&self, layouts: &Layouts, path: &str) -> Option<u32> {
        self.rows.iter().find_map(|row| {
            let record = self.row_path(layouts, row);
            let within = path.strip_prefix(&record)?;
            let within = if record.is_empty() { within } else { within.strip_prefix('.')? };
            let columns = &layouts.of(row.record).columns;
            let column = columns.iter().position(|column| column.path == within)?;
            Some(row.start + u32::try_from(column).ok()?)
        })
    }

    /// The path of a cell within its record.
    fn column<'l>(&self, layouts: &'l Layouts, cell: u32) -> &'l str {
        let Some(row) = self.row(cell) else { return "" };
        let columns = &layouts.of(row.record).columns;
        columns.get((cell - row.start) as usize).map(|column| column.path.as_str()).unwrap_or_default()
    }

    /// A cell's value in words.
    pub(crate) fn show_cell(&self, charter: &Charter, layouts: &Layouts, cell: u32) -> String {
        let ty = self
            .row(cell)
            .and_then(|row| layouts.of(row.record).columns.get((cell - row.start) as usize))
            .map(|column| column.ty);
        match (self.cell(cell).map(|cell| cell.content), ty) {
            (Some(Content::Value(value)), Some(ty)) => self.show(charter, ty, value),
            (Some(Content::Nothing), _) => "not given".into(),
            (Some(Content::Rows { count, .. }), _) => match count {
                0 => "none".into(),
                1 => "1 record".into(),
                count => format!("{count} records"),
            },
            (Some(Content::Unreadable), _) => "cannot be read".into(),
            _ => "unanswered".into(),
        }
    }

    /// A value in words, by its type; a long text is cut.
    pub(crate) fn show(&self, charter: &Charter, ty: Type, value: Value) -> String {
        let choice = |id: kitemark_dsl::charter::ChoiceId| charter.choices().get(id.index());
        match (value, ty) {
            (Value::YesNo(true), _) => "yes".into(),
            (Value::YesNo(false), _) => "no".into(),
            (Value::Amount(number), Type::Percent) => percent(number),
            (Value::Amount(number), Type::Money) => charter.currency().format(number),
            (Value::Amount(number), Type::Quantity(unit)) => {
                format!("{number} {}", charter.units().get(unit.index()).map_or("", String::as_str))
            }
            (Value::Amount(number), _) => number.grouped(),
            (Value::Duration(duration), _) => duration.to_string(),
            (Value::Date(date), _) => date.to_string(),
            (Value::Period(period), _) => Literal::Period(period).to_string(),
            (Value::Choice(at), Type::Choice(id) | Type::Set(id)) => choice(id)
                .and_then(|choice| choice.values.get(at as usize))
                .map(|value| value.name.clone())
                .unwrap_or_default(),
            (Value::Set(bits), Type::Set(id)) => {
                let values = choice(id).map(|choice| choice.names()).unwrap_or_default();
                let named: Vec<&str> = values
                    .into_iter()
                    .enumerate()
                    .filter(|(at, _)| bits >> at & 1 == 1)
                    .map(|(_, name)| name)
                    .collect();
                if named.is_empty() { "none".into() } else { named.join(", ") }
            }
            (Value::Text(text), _) => clipped(self.texts.get(text)).into_owned(),
            (Value::Choice(_) | Value::Set(_), _) => String::new(),
        }
    }
}
