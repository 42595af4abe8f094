//! The questions that a charter asks: what an answer may be, and how it is written.

use crate::charter::{Charter, ChoiceId, ChoiceValue, Field, RecordId, Type};
use crate::naming::{capital, with_article, words};
use crate::path::ProfilePath;
use crate::value::Kind;

/// A question: a field of the profile or of a record.
#[derive(Debug, Clone, Copy)]
pub struct Question<'c> {
    charter: &'c Charter,
    field: &'c Field,
}

impl<'c> Question<'c> {
    /// The question that a field asks.
    pub fn new(charter: &'c Charter, field: &'c Field) -> Self {
        Self { charter, field }
    }

    /// The question at a path of a profile; none where the path leads to no field.
    pub fn at(charter: &'c Charter, path: &ProfilePath) -> Option<Self> {
        charter.field_at(path).map(|field| Self { charter, field })
    }

    /// The questions of a record, in order.
    pub fn of(charter: &'c Charter, record: RecordId) -> impl Iterator<Item = Question<'c>> {
        let fields = charter.records().get(record.index()).map(|record| record.fields.as_slice());
        fields.unwrap_or_default().iter().map(|field| Question { charter, field })
    }

    /// The field that holds the answer.
    pub fn field(&self) -> &'c Field {
        self.field
    }

    /// The key, such as `review.every`.
    pub fn path(&self) -> String {
        self.field.path.join(".")
    }

    /// The question; the key in words where the charter asks none.
    pub fn text(&self) -> String {
        match &self.field.label {
            Some(label) => label.clone(),
            None => capital(&words(&self.field.path.join(", "))),
        }
    }

    /// What an answer is, with its unit: `an amount in GBP`.
    pub fn kind(&self) -> String {
        match self.field.ty {
            Type::YesNo => "yes or no".to_owned(),
            Type::Key => "a short name of your own, unlike all others in the list".to_owned(),
            Type::Choice(_) => "one of the answers listed".to_owned(),
            Type::Set(_) => "any of the answers listed".to_owned(),
            Type::List(record) => format!("a list, each entry {}", self.record(record)),
            Type::Record(record) => self.record(record),
            ty => self.charter.scalar_kind(ty).map_or_else(String::new, |kind| kind.to_string()),
        }
    }

    /// The unit of an answer that has one: a currency, a unit of the charter, `%`.
    pub fn unit(&self) -> Option<String> {
        match self.charter.scalar_kind(self.field.ty)? {
            Kind::Money(currency) => Some(currency.to_string()),
            Kind::Quantity(unit) => Some(unit),
            Kind::Percent => Some("%".to_owned()),
            _ => None,
        }
    }

    /// What silence means; none where it leaves the question open.
    pub fn silence(&self) -> Option<&'static str> {
        self.field.optional.then_some(match self.field.ty {
            Type::List(_) | Type::Set(_) => "left out, it says that there are none",
            Type::YesNo => "left out, it says that it is not so",
            // Not "there is none": that would be 0.
            Type::Count | Type::Number | Type::Percent | Type::Money => {
                "left out, it says that there is no such figure"
            }
            _ => "left out, it says that there is none",
        })
    }

    /// The answers to choose from; empty where it is no choice.
    pub fn choices(&self) -> &'c [ChoiceValue] {
        match self.field.ty {
            Type::Choice(id) | Type::Set(id) => self.values(id),
            _ => &[],
        }
    }

    /// How an answer is written, as an example; none where there is nothing to explain.
    pub fn example(&self) -> Option<String> {
        match self.field.ty {
            Type::YesNo | Type::Text | Type::Choice(_) => None,
            // Months and days are seldom comparable: a question may ask for either.
            Type::Duration => self.sample().map(|months| format!("{months} or 90 days")),
            _ => self.sample(),
        }
    }

    /// An answer of the right kind; none for lists and records.
    pub fn sample(&self) -> Option<String> {
        match self.field.ty {
            Type::Key => Some(format!("{}-1", self.field.path.join("-").replace('_', "-"))),
            Type::Choice(id) => Some(self.values(id).first()?.name.clone()),
            Type::Set(id) => {
                let names: Vec<&str> = self.values(id).iter().take(2).map(|value| value.name.as_str()).collect();
                Some(format!("[{}]", names.join(", ")))
            }
            ty => self.charter.scalar_kind(ty).map(|kind| kind.example()),
        }
    }

    fn values(&self, id: ChoiceId) -> &'c [ChoiceValue] {
        self.charter.choices().get(id.index()).map(|choice| choice.values.as_slice()).unwrap_or_default()
    }

    /// A record in words: `a contract`, by its name.
    fn record(&self, id: RecordId) -> String {
        let name = self.charter.records().get(id.index()).map_or("", |record| record.name.as_str());
        with_article(&words(name))
    }
}
