//! Results as Arrow tables, which pandas, Polars, DuckDB and PyArrow take without any of them being needed here.
//!
//! A table is handed over by the [Arrow PyCapsule interface]. It is made batch by batch of whatever the package goes through,
//! so that no scorecard is kept longer than until its rows are written.
//!
//! [Arrow PyCapsule interface]: https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html

use std::fmt;
use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Decimal128Builder, ListBuilder, StringBuilder, UInt32Builder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use chrono::NaiveDate;
use kitemark::Fraction;
use kitemark::cohort::Summary;
use kitemark::scorecard::{CriterionResult, Interval};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyIterator};
use serde::Serialize;

use crate::result::Scorecard;

/// Rows in a batch, about.
const BATCH: usize = 16_384;

/// Decimals of fractions, as in the JSON; percentages have as many.
const PLACES: u32 = 6;

/// A submission: its name, and its scorecard or why it has none.
type Entry<'py> = (String, Option<Bound<'py, Scorecard>>, Option<String>);

/// A table in the form of Arrow.
#[pyclass(frozen, module = "kitemark._native")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give what it has where another schema is asked for.
        let _as_it_is = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok::<_, ArrowError>);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

/// A kind of table: how an entry becomes rows.
trait Rows: Default {
    /// Writes the rows of an entry, and says how many.
    fn write(&mut self, name: &str, card: Result<&Scorecard, &str>) -> usize;

    /// What was written since the last time, column by column: a name and the values.
    fn finish(&mut self) -> Vec<(&'static str, ArrayRef)>;
}

fn table<R: Rows>(entries: &Bound<'_, PyIterator>) -> PyResult<Table> {
    let (mut rows, mut written, mut batches) = (R::default(), 0, Vec::new());
    for entry in entries {
        let (name, card, why): Entry<'_> = entry?.extract()?;
        let result = card.as_ref().map(Bound::get).ok_or(why.as_deref().unwrap_or_default());
        written += rows.write(&name, result);
        if written >= BATCH {
            batches.push(batch(&mut rows)?);
            written = 0;
        }
    }
    // The last one is made even where it is empty, for its schema.
    let last = batch(&mut rows)?;
    let schema = last.schema();
    if last.num_rows() > 0 {
        batches.push(last);
    }
    Ok(Table { schema, batches })
}

fn batch(rows: &mut impl Rows) -> PyResult<RecordBatch> {
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = rows
        .finish()
        .into_iter()
        .map(|(name, column)| (Field::new(name, column.data_type().clone(), true), column))
        .unzip();
    let made = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns);
    made.map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// One row for each submission.
#[pyfunction]
pub(crate) fn submissions_table(entries: &Bound<'_, PyIterator>) -> PyResult<Table> {
    table::<Submissions>(entries)
}

/// One row for each criterion of each submission that could be scored.
#[pyfunction]
pub(crate) fn criteria_table(entries: &Bound<'_, PyIterator>) -> PyResult<Table> {
    table::<Criteria>(entries)
}

/// Fractions as decimals, cut towards zero.
struct Decimals(Decimal128Builder);

impl Default for Decimals {
    fn default() -> Self {
        // Six decimals and up to 999, which is more than 100%.
        Self(Decimal128Builder::new().with_data_type(DataType::Decimal128(9, 6)))
    }
}

impl Decimals {
    fn push(&mut self, value: Option<&Fraction>) {
        let digits = value.map(|value| value.decimals(PLACES).replace('.', ""));
        self.0.append_option(digits.and_then(|digits| digits.parse().ok()));
    }
}

/// An interval as two columns.
#[derive(Default)]
struct Ends {
    low: Decimals,
    high: Decimals,
}

impl Ends {
    fn push(&mut self, interval: Option<&Interval>) {
        self.low.push(interval.map(|interval| &interval.low));
        self.high.push(interval.map(|interval| &interval.high));
    }
}

#[derive(Default)]
struct Submissions {
    profile: StringBuilder,
    subject: StringBuilder,
    as_of: Date32Builder,
    award: StringBuilder,
    provisional: StringBuilder,
    score: Ends,
    evidenced: Decimals,
    failed_musts: UInt32Builder,
    error: StringBuilder,
}

impl Rows for Submissions {
    fn write(&mut self, name: &str, card: Result<&Scorecard, &str>) -> usize {
        let summary = card.ok().map(|card| Summary::from(&card.card));
        let summary = summary.as_ref();
        self.profile.append_value(name);
        // The summary cuts long names.
        self.subject.append_option(card.ok().and_then(|card| card.card.subject.as_deref()));
        self.as_of.append_option(summary.and_then(|one| days(&one.as_of)));
        self.award.append_option(summary.and_then(|one| one.award.as_deref()));
        self.provisional.append_option(summary.and_then(|one| one.provisional.as_deref()));
        self.score.push(summary.and_then(|one| one.score.as_ref()));
        self.evidenced.push(summary.and_then(|one| one.evidenced.as_ref()));
        self.failed_musts.append_option(summary.map(|one| count(one.failed_musts)));
        self.error.append_option(card.err());
        1
    }

    fn finish(&mut self) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("profile", Arc::new(self.profile.finish())),
            ("subject", Arc::new(self.subject.finish())),
            ("as_of", Arc::new(self.as_of.finish())),
            ("award", Arc::new(self.award.finish())),
            ("provisional", Arc::new(self.provisional.finish())),
            ("score_low", Arc::new(self.score.low.0.finish())),
            ("score_high", Arc::new(self.score.high.0.finish())),
            ("evidenced", Arc::new(self.evidenced.0.finish())),
            ("failed_musts", Arc::new(self.failed_musts.finish())),
            ("error", Arc::new(self.error.finish())),
        ]
    }
}

#[derive(Default)]
struct Criteria {
    profile: StringBuilder,
    subject: StringBuilder,
    principle: StringBuilder,
    criterion: StringBuilder,
    title: StringBuilder,
    obligation: StringBuilder,
    verdict: StringBuilder,
    credit: Ends,
    weight_percent: Decimals,
    unanswered: ListBuilder<StringBuilder>,
    more_unanswered: UInt32Builder,
    unverified: ListBuilder<StringBuilder>,
    more_unverified: UInt32Builder,
}

impl Criteria {
    fn push(&mut self, name: &str, subject: Option<&str>, one: &CriterionResult) {
        self.profile.append_value(name);
        self.subject.append_option(subject);
        self.principle.append_value(&one.principle);
        self.criterion.append_value(&one.id);
        self.title.append_value(&one.title);
        self.obligation.append_value(Named(one.obligation).to_string());
        self.verdict.append_value(Named(one.verdict).to_string());
        self.credit.push(one.credit.as_ref());
        self.weight_percent.push(Some(&one.weight_percent.0.times(&Fraction::from(100))));
        self.unanswered.append_value(one.unanswered.iter().map(Some));
        self.more_unanswered.append_value(count(one.more_unanswered));
        self.unverified.append_value(one.unverified.iter().map(Some));
        self.more_unverified.append_value(count(one.more_unverified));
    }
}

impl Rows for Criteria {
    fn write(&mut self, name: &str, card: Result<&Scorecard, &str>) -> usize {
        let Ok(Scorecard { card, .. }) = card else { return 0 };
        card.criteria.iter().for_each(|one| self.push(name, card.subject.as_deref(), one));
        card.criteria.len()
    }

    fn finish(&mut self) -> Vec<(&'static str, ArrayRef)> {
        vec![
            ("profile", Arc::new(self.profile.finish())),
            ("subject", Arc::new(self.subject.finish())),
            ("principle", Arc::new(self.principle.finish())),
            ("criterion", Arc::new(self.criterion.finish())),
            ("title", Arc::new(self.title.finish())),
            ("obligation", Arc::new(self.obligation.finish())),
            ("verdict", Arc::new(self.verdict.finish())),
            ("credit_low", Arc::new(self.credit.low.0.finish())),
            ("credit_high", Arc::new(self.credit.high.0.finish())),
            ("weight_percent", Arc::new(self.weight_percent.0.finish())),
            ("unanswered", Arc::new(self.unanswered.finish())),
            ("more_unanswered", Arc::new(self.more_unanswered.finish())),
            ("unverified", Arc::new(self.unverified.finish())),
            ("more_unverified", Arc::new(self.more_unverified.finish())),
        ]
    }
}

/// The name of a variant, as the JSON has it.
struct Named<T>(T);

impl<T: Serialize> fmt::Display for Named<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(out)
    }
}

/// A day such as `2026-06-30` as Arrow counts days.
fn days(written: &str) -> Option<i32> {
    written.parse::<NaiveDate>().ok().map(Date32Type::from_naive_date)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
