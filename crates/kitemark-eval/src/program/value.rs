//! Values while rules run.

use std::collections::HashMap;
use std::sync::Arc;

use kitemark_dsl::value::{Date, Duration, Number, Period};

/// Names a text; equal texts have equal ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TextId(u32);

impl TextId {
    /// The one with this number.
    pub(crate) fn of(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

/// A value. Its kind beyond this (money, percentage, unit, choice) is known from the charter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    YesNo(bool),
    /// A number, an amount of money, a quantity, or a percentage as a fraction of 1.
    Amount(Number),
    Duration(Duration),
    Date(Date),
    Period(Period),
    /// The position of a choice's value.
    Choice(u8),
    /// A bit for each value of a choice.
    Set(u128),
    Text(TextId),
}

/// Texts, each kept once. A profile's texts come after its charter's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    ids: HashMap<Arc<str>, TextId>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    pub(crate) fn intern(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = TextId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let shared: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&shared));
        self.ids.insert(shared, id);
        id
    }

    pub(crate) fn get(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("", |text| text)
    }
}
