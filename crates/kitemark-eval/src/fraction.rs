//! Exact fractions of any size, for scores.

use std::borrow::Cow;
use std::fmt;

use kitemark_dsl::value::Number;
use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed, Zero};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// An exact fraction. It cannot overflow and is never rounded but for display, and there towards zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction(Ratio<BigInt>);

impl Fraction {
    /// Nothing.
    pub fn zero() -> Self {
        Self(Ratio::zero())
    }

    /// The whole.
    pub fn one() -> Self {
        Self(Ratio::one())
    }

    /// So many hundredths.
    pub fn hundredths(count: u32) -> Self {
        Self(Ratio::new(BigInt::from(count), BigInt::from(100)))
    }

    /// The square root, cut after so many decimals; none of what is below 0.
    pub fn root(&self, places: u32) -> Option<Self> {
        if self.0.is_negative() {
            return None;
        }
        let scale = BigInt::from(10).pow(places);
        let square = (&self.0 * Ratio::from(&scale * &scale)).trunc().to_integer();
        Some(Self(Ratio::new(square.sqrt(), scale)))
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// `self - other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// `self × other`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// `self / other`, or none where `other` is 0.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// The fraction without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is 1.
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// What it has to be multiplied by to be whole, and many others with it.
    pub(crate) fn common_denominator<'f>(fractions: impl IntoIterator<Item = &'f Fraction>) -> BigInt {
        fractions.into_iter().fold(BigInt::one(), |common, fraction| {
            // Reducing their quotient takes out what the two have in common.
            Ratio::new(common, fraction.0.denom().clone()).numer() * fraction.0.denom()
        })
    }

    /// It times a common denominator, which is whole.
    pub(crate) fn scaled(&self, denominator: &BigInt) -> BigInt {
        (&self.0 * Ratio::from(denominator.clone())).to_integer()
    }

    /// How many of `count` equal parts it fills, cut towards zero; at least 0.
    pub fn parts_of(&self, count: u32) -> u32 {
        let filled = (&self.0 * Ratio::from(BigInt::from(count))).trunc().to_integer();
        u32::try_from(filled).unwrap_or(0)
    }

    /// Decimals cut towards zero, such as `0.849999`.
    pub fn decimals(&self, places: u32) -> String {
        let scaled = (&self.0 * Ratio::from(BigInt::from(10).pow(places))).trunc().to_integer();
        let digits = format!("{:0>width$}", scaled.abs(), width = places as usize + 1);
        let (whole, rest) = digits.split_at(digits.len() - places as usize);
        let sign = if scaled.is_negative() { "-" } else { "" };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// The fraction of 100, cut towards zero: `84.9`.
    pub fn percent_decimals(&self, places: u32) -> String {
        Self(&self.0 * Ratio::from(BigInt::from(100))).decimals(places)
    }

    /// A percentage cut towards zero to so many places, or to none where it is whole: `62.1%`, `70%`.
    pub fn percent(&self, places: u32) -> String {
        let decimals = self.percent_decimals(places);
        match decimals.split_once('.') {
            Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => format!("{whole}%"),
            _ => format!("{decimals}%"),
        }
    }

    /// A percentage with as many places as tell it from `threshold`, so that 84.999 % is never shown as 85 %.
    pub fn percent_beside(&self, threshold: &Self) -> String {
        let same = |places| self.percent_decimals(places) == threshold.percent_decimals(places);
        let places = if self == threshold { 0 } else { (1..12).find(|&places| !same(places)).unwrap_or(12) };
        let shown = self.percent_decimals(places);
        format!("{}%", shown.strip_suffix(".0").unwrap_or(&shown))
    }
}

impl From<u32> for Fraction {
    fn from(whole: u32) -> Self {
        Self(Ratio::from(BigInt::from(whole)))
    }
}

impl From<Number> for Fraction {
    fn from(number: Number) -> Self {
        Self(Ratio::new(BigInt::from(number.numerator()), BigInt::from(number.denominator())))
    }
}

/// A whole percentage, cut towards zero.
impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}%", self.percent_decimals(0))
    }
}

/// Six decimals for people; exact, as `n/d` in a newtype of this name, for a format that only programs read.
impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.decimals(6))
        } else {
            let denominator = Self::common_denominator([self]);
            let exact = format!("{}/{denominator}", self.scaled(&denominator));
            serializer.serialize_newtype_struct("Fraction", &exact)
        }
    }
}

impl JsonSchema for Fraction {
    fn schema_name() -> Cow<'static, str> {
        "Fraction".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{6}$", "description": "A fraction of 1 with six decimals, cut towards zero." })
    }
}
