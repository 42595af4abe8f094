//! Profiles for A charter of \*/ every "type" \\ of \<field\>, edition 2026.1, as typed values.
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
    /// An amount, such as `CHF 1250.50`.
    Money
}

impl Money {
    /// So much in the charter's currency.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("CHF {}", amount.into().0))
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

written! {
    /// A quantity, such as `30 mg/day`.
    MgDay
}

impl MgDay {
    /// So many mg/day.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("{} mg/day", amount.into().0))
    }
}

written! {
    /// A quantity, such as `30 µg`.
    G
}

impl G {
    /// So many µg.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("{} µg", amount.into().0))
    }
}

/// The choice exemption_reason
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExemptionReason {
    /// The authority is about to merge
    #[serde(rename = "merger")]
    Merger,
    /// Closure
    #[serde(rename = "closure")]
    Closure,
}

/// The choice kind
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Its own \*/ kind
    #[serde(rename = "self")]
    Self2,
    /// None
    #[serde(rename = "none")]
    None,
    /// A b
    #[serde(rename = "a_b")]
    AB,
    /// Ab
    #[serde(rename = "ab")]
    Ab,
}

/// Whose law holds
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProfileNation {
    /// England
    #[serde(rename = "england")]
    England,
    /// Wales
    #[serde(rename = "wales")]
    Wales,
}

/// Modes
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProfileModes {
    /// Day
    #[serde(rename = "day")]
    Day,
    /// Night
    #[serde(rename = "night")]
    Night,
}

/// Review, fn
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum String2ReviewFn {
    /// Yes men
    #[serde(rename = "yes_men")]
    YesMen,
    /// Nobody
    #[serde(rename = "nobody")]
    Nobody,
}

/// A grade of evidence; the strongest stands first
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Primary
    #[serde(rename = "primary")]
    Primary,
    /// Official
    #[serde(rename = "official")]
    Official,
}

/// A criterion that allows exemptions
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExemptibleCriterion {
    /// It is answered
    #[serde(rename = "answered-all")]
    AnsweredAll,
}

/// Review
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct String2Review {
    /// Review, every
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Duration>,
    /// Review, fn
    #[serde(rename = "fn", default, skip_serializing_if = "Option::is_none")]
    pub fn_: Option<String2ReviewFn>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl String2Review {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A record with the name of a type
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct String2 {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is: """ or /\* or \[link\]
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub type_: Option<Kind>,
    /// Class; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Kind>,
    /// Review
    #[serde(default, skip_serializing_if = "String2Review::is_unanswered", deserialize_with = "or_default")]
    pub review: String2Review,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl String2 {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// The record option
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Option2 {
    /// Lambda; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub lambda: Option<std::collections::BTreeSet<Kind>>,
    /// Self
    #[serde(rename = "self", default, skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Option2 {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Down
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileDeepDown {
    /// Deep, down, str
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub str: Option<String>,
    /// Deep, down, list
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub list: Option<u64>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileDeepDown {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Deep
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileDeep {
    /// Down
    #[serde(default, skip_serializing_if = "ProfileDeepDown::is_unanswered", deserialize_with = "or_default")]
    pub down: ProfileDeepDown,
    /// Deep, to dict
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_dict: Option<Date>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileDeep {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A document given as evidence
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// A short name, by which claims name the document
    pub id: String,
    /// What kind of document it is, such as contract
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What it is and where to find it
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    pub ref_: Option<String>,
    /// Its day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// How strong it is
    pub grade: Grade,
    /// Where it is published
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The interest that its author declares
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_interest: Option<String>,
    /// Paths of the profile that it proves, such as contracts\[adult-system\]
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub covers: Option<Vec<String>>,
}

impl Evidence {
    /// With what has to be there, and nothing else.
    pub fn new(id: String, grade: Grade, ) -> Self {
        Self {
            id,
            kind: None,
            ref_: None,
            dated: None,
            grade,
            url: None,
            declared_interest: None,
            covers: None,
        }
    }
}

/// An exemption asked for
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// What it is for
    pub criterion: ExemptibleCriterion,
    /// The record to leave out, such as contracts\[residential\]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Why
    pub reason: ExemptionReason,
    /// The last day it holds
    pub expires: Date,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Exemption {
    /// With what has to be there, and nothing else.
    pub fn new(criterion: ExemptibleCriterion, reason: ExemptionReason, expires: Date, ) -> Self {
        Self {
            criterion,
            record: None,
            reason,
            expires,
            evidence: None,
        }
    }
}

/// Everything that can be asked
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The format of the profile, kitemark-profile/1
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// As of
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Who
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Struct
    #[serde(rename = "struct", default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub struct_: Option<bool>,
    /// Async; left out, it says that it is not so
    #[serde(rename = "async", default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub async_: Option<bool>,
    /// Count
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub count: Option<u64>,
    /// Number
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// Share
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// Amount; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Term
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Duration>,
    /// Year
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Period>,
    /// Dose; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<MgDay>,
    /// Trace
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<G>,
    /// Whose law holds
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nation: Option<ProfileNation>,
    /// Kinds
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub kinds: Option<std::collections::BTreeSet<Kind>>,
    /// Modes
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub modes: Option<std::collections::BTreeSet<ProfileModes>>,
    /// Strings; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strings: Option<Vec<String2>>,
    /// Option; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<Option2>,
    /// Deep
    #[serde(default, skip_serializing_if = "ProfileDeep::is_unanswered", deserialize_with = "or_default")]
    pub deep: ProfileDeep,
    /// The documents given as evidence
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence>>,
    /// The exemptions asked for
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemptions: Option<Vec<Exemption>>,
}

impl Profile {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

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