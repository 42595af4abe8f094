//! The names that a sentence uses, and what the charter says of them.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Meaning, Type};
use kitemark_dsl::naming::words;
use kitemark_dsl::syntax::{Expr, ExprKind};

use super::English;
use super::value::{DAY, gist, is_quoted};

/// A name in a sentence, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The name, in words.
    pub name: String,
    /// What the charter says of it: a definition's title, a field's question, a choice's label.
    pub meaning: String,
}

impl English<'_> {
    /// The names in expressions that the charter says more of, in order of name. Questions that sentences quote are left out.
    pub fn terms(&self, expressions: &[&Expr]) -> Vec<Term> {
        let uses = self.reading.named(expressions.iter().copied());
        let charter = self.charter;
        let mut terms = BTreeMap::new();
        let mut add = |name: String, meaning: Option<&str>| {
            if let Some(meaning) = meaning {
                terms.entry(name).or_insert_with(|| meaning.to_owned());
            }
        };
        for (record, field) in &uses.fields {
            let record = charter.records().get(record.index());
            let Some(field) = record.and_then(|record| record.fields.get(field.index())) else { continue };
            if !is_quoted(field) {
                let name = if field.path == ["as_of"] { DAY.to_owned() } else { words(&field.path.join(" ")) };
                add(name, field.label.as_deref().map(gist));
            }
        }
        for define in uses.defines.iter().filter_map(|id| charter.defines().get(id.index())) {
            if define.ty != Type::YesNo {
                add(words(&define.syntax.name.value), define.syntax.title.as_ref().map(|title| title.value.as_str()));
            }
        }
        for setting in uses.settings.iter().filter_map(|id| charter.settings().get(id.index())) {
            add(words(&setting.name.value), setting.title.as_ref().map(|title| title.value.as_str()));
        }
        for (name, label) in self.choices(expressions) {
            add(words(name), label.map(String::as_str));
        }
        terms.into_iter().map(|(name, meaning)| Term { name, meaning }).collect()
    }

    /// The values of choices that expressions name, with their labels.
    fn choices(&self, expressions: &[&Expr]) -> Vec<(&str, Option<&String>)> {
        let mut found = Vec::new();
        let mut todo = expressions.to_vec();
        while let Some(expr) = todo.pop() {
            if let (ExprKind::Path(_), Some(Meaning::ChoiceValue(choice, at))) =
                (&expr.kind, self.charter.meaning(expr.id))
            {
                let choice = self.charter.choices().get(choice.index());
                let value = choice.and_then(|choice| choice.values.get(usize::from(*at)));
                found.extend(value.map(|value| (value.name.as_str(), value.label.as_ref())));
            }
            todo.extend(expr.parts());
        }
        found
    }
}
