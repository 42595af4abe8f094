//! Profiles for {{ title }}, edition {{ edition }}, as typed values.
//!
//! Written by `kitemark codegen rust`: to change it, change the charter and write it anew. It needs the crate `serde` with its
//! feature `derive`. What is `None` is an open question; a profile is written with `serde_json` or any crate for YAML.

// A program need not use all of it, and names are those of the charter.
#![allow(dead_code, clippy::enum_variant_names)]

use serde::{Deserialize, Deserializer, Serialize};

/// Makes types of values that are kept as they are written, so that nothing is rounded on the way.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value as a profile writes it. It is checked when the profile is.
            pub fn written(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// As a profile writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

/// An exact number: `Number::from(12)`, or `Number::from("12.5")`.
///
/// Read from a binary float, it is the shortest decimal that the float stands for; longer ones are written as texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "WrittenNumber", into = "String")]
pub struct Number(String);

impl Number {
    /// As a profile writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<&str> for Number {
    fn from(written: &str) -> Self {
        Self(written.to_owned())
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenNumber {
    Signed(i64),
    Unsigned(u64),
    Decimal(f64),
    Text(String),
}

impl From<WrittenNumber> for Number {
    fn from(written: WrittenNumber) -> Self {
        Self(match written {
            WrittenNumber::Signed(number) => number.to_string(),
            WrittenNumber::Unsigned(number) => number.to_string(),
            WrittenNumber::Decimal(number) => number.to_string(),
            WrittenNumber::Text(text) => text,
        })
    }
}

written! {
    /// A percentage, such as `25%`.
    Percent
}

impl Percent {
    /// So many hundredths.
    pub fn of(hundredths: impl Into<Number>) -> Self {
        Self(format!("{}%", hundredths.into().0))
    }
}

written! {
    /// An amount, such as `{{ currency }}1250.50`.
    Money
}

impl Money {
    /// So much in the charter's currency.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("{{ currency }}{}", amount.into().0))
    }
}

written! {
    /// A length of time, such as `36 months`.
    Duration
}

impl Duration {
    /// So many years.
    pub fn years(count: u32) -> Self {
        Self(format!("{count} years"))
    }

    /// So many months.
    pub fn months(count: u32) -> Self {
        Self(format!("{count} months"))
    }

    /// So many weeks.
    pub fn weeks(count: u32) -> Self {
        Self(format!("{count} weeks"))
    }

    /// So many days.
    pub fn days(count: u32) -> Self {
        Self(format!("{count} days"))
    }
}

written! {
    /// A day, such as `2026-04-01`.
    Date
}

impl Date {
    /// The day of a year, a month from 1 and a day from 1.
    pub fn new(year: u16, month: u8, day: u8) -> Self {
        Self(format!("{year:04}-{month:02}-{day:02}"))
    }
}

written! {
    /// The days from a first to a last, both included, such as `2024-04-01 to 2027-03-31` or `2020-21`.
    Period
}

impl Period {
    /// From a first day to a last, both included.
    pub fn between(first: &Date, last: &Date) -> Self {
        Self(format!("{first} to {last}"))
    }

    /// The financial year that begins in April of a year.
    pub fn financial_year(begins: u16) -> Self {
        Self(format!("{begins:04}-{:02}", (u32::from(begins) + 1) % 100))
    }
}
{% for unit in units %}
written! {
    /// A quantity, such as `30 {{ unit.written }}`.
    {{ unit.name }}
}

impl {{ unit.name }} {
    /// So many {{ unit.written }}.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("{} {{ unit.written }}", amount.into().0))
    }
}
{% endfor -%}
{% for choice in choices %}
/// {{ choice.doc }}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum {{ choice.name }} {
{%- for variant in choice.variants %}
    /// {{ variant.doc }}
    #[serde(rename = "{{ variant.written }}")]
    {{ variant.name }},
{%- endfor %}
}
{% endfor -%}
{% for shape in shapes %}
/// {{ shape.doc }}
#[derive(Debug, Clone, PartialEq, {% if shape.has_default() %}Default, {% endif %}Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct {{ shape.name }} {
{%- for field in shape.fields %}
    /// {{ field.doc }}
{%- if !field.serde.is_empty() %}
    #[serde({{ field.serde }})]
{%- endif %}
    pub {{ field.name }}: {{ field.ty }},
{%- endfor %}
}

impl {{ shape.name }} {
{%- if shape.has_default() %}
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
{%- else %}
    /// With what has to be there, and nothing else.
    pub fn new({% for field in shape.fields %}{% if field.required %}{{ field.name }}: {{ field.ty }}, {% endif %}{% endfor %}) -> Self {
        Self {
{%- for field in shape.fields %}
            {{ field.name }}{% if !field.required %}: None{% endif %},
{%- endfor %}
        }
    }
{%- endif %}
}
{% endfor %}
/// A group of answers that may be left empty.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// A list, or one value without its brackets.
fn one_or_many<'de, D, C>(from: D) -> Result<Option<C>, D::Error>
where
    D: Deserializer<'de>,
    C: IntoIterator + FromIterator<C::Item>,
    C::Item: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        Many(Vec<T>),
        One(T),
    }
    Ok(Option::<OneOrMany<C::Item>>::deserialize(from)?.map(|values| match values {
        OneOrMany::Many(values) => values.into_iter().collect(),
        OneOrMany::One(value) => std::iter::once(value).collect(),
    }))
}

/// `true` and `false`, or `yes` and `no`.
fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WrittenYesNo {
        Plain(bool),
        Text(String),
    }
    match Option::<WrittenYesNo>::deserialize(from)? {
        None => Ok(None),
        Some(WrittenYesNo::Plain(answer)) => Ok(Some(answer)),
        Some(WrittenYesNo::Text(text)) => match text.as_str() {
            "yes" | "true" => Ok(Some(true)),
            "no" | "false" => Ok(Some(false)),
            _ => Err(serde::de::Error::custom(format!("`{text}` is neither `yes` nor `no`"))),
        },
    }
}

/// A whole number, as a number or as a text with or without commas between thousands.
fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WrittenCount {
        Plain(u64),
        Text(String),
    }
    match Option::<WrittenCount>::deserialize(from)? {
        None => Ok(None),
        Some(WrittenCount::Plain(count)) => Ok(Some(count)),
        Some(WrittenCount::Text(text)) => match text.replace(',', "").parse() {
            Ok(count) => Ok(Some(count)),
            Err(_) => Err(serde::de::Error::custom(format!("`{text}` is not a whole number"))),
        },
    }
}
