//! Exact fractions of any size, for scores.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use kitemark_dsl::value::Number;
use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// An exact fraction. It cannot overflow and is never rounded but for display, and there towards zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fraction(Parts);

/// A reduced fraction: small whenever it fits, so that equal fractions have equal parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Parts {
    /// Numerator and denominator; the denominator is above 0.
    Small(i64, i64),
    Large(Box<Ratio<BigInt>>),
}

impl Fraction {
    /// Nothing.
    pub fn zero() -> Self {
        Self(Parts::Small(0, 1))
    }

    /// The whole.
    pub fn one() -> Self {
        Self(Parts::Small(1, 1))
    }

    /// So many hundredths.
    pub fn hundredths(count: u32) -> Self {
        Self::reduced(count.into(), 100)
    }

    /// The square root, cut after so many decimals; none of what is below 0.
    pub fn root(&self, places: u32) -> Option<Self> {
        if self.is_negative() {
            return None;
        }
        let scale = BigInt::from(10).pow(places);
        let square = (self.large() * Ratio::from(&scale * &scale)).trunc().to_integer();
        Some(Self::kept(Ratio::new(square.sqrt(), scale)))
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Parts::Small(a, b), Parts::Small(c, d)) if b == d => Self::reduced(wide(*a) + wide(*c), wide(*b)),
            (Parts::Small(a, b), Parts::Small(c, d)) => {
                // The sum of two products of 64 bits may just not fit in 128.
                let products = wide(*a) * wide(*d);
                match products.checked_add(wide(*c) * wide(*b)) {
                    Some(sum) => Self::reduced(sum, wide(*b) * wide(*d)),
                    None => Self::kept(self.large() + other.large()),
                }
            }
            _ => Self::kept(self.large() + other.large()),
        }
    }

    /// `self - other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        match &other.0 {
            Parts::Small(numerator, denominator) if *numerator > i64::MIN => {
                self.plus(&Self(Parts::Small(-numerator, *denominator)))
            }
            _ => Self::kept(self.large() - other.large()),
        }
    }

    /// `self × other`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Parts::Small(1, 1), _) => other.clone(),
            (_, Parts::Small(1, 1)) => self.clone(),
            (Parts::Small(a, b), Parts::Small(c, d)) => Self::reduced(wide(*a) * wide(*c), wide(*b) * wide(*d)),
            _ => Self::kept(self.large() * other.large()),
        }
    }

    /// `self / other`, or none where `other` is 0.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Some(match (&self.0, &other.0) {
            (Parts::Small(a, b), Parts::Small(c, d)) => {
                let sign = wide(c.signum());
                Self::reduced(sign * wide(*a) * wide(*d), sign * wide(*b) * wide(*c))
            }
            _ => Self::kept(self.large() / other.large()),
        })
    }

    /// The fraction without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.is_negative() { Self::zero().minus(self) } else { self.clone() }
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Parts::Small(numerator, _) => *numerator < 0,
            Parts::Large(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0 == Parts::Small(0, 1)
    }

    /// Whether it is 1.
    pub fn is_one(&self) -> bool {
        self.0 == Parts::Small(1, 1)
    }

    /// A fraction with a denominator above 0, reduced.
    fn reduced(numerator: i128, denominator: i128) -> Self {
        // Most are small, and dividing by something small is quick.
        if let (Ok(over), Ok(under)) = (i64::try_from(numerator), i64::try_from(denominator))
            && let Ok(common) = i64::try_from(small_gcd(over.unsigned_abs(), under.unsigned_abs()).max(1))
        {
            return Self(Parts::Small(over / common, under / common));
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).unwrap_or(1).max(1);
        let (numerator, denominator) = (numerator / common, denominator / common);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Self(Parts::Small(numerator, denominator)),
            _ => Self(Parts::Large(Box::new(Ratio::new_raw(numerator.into(), denominator.into())))),
        }
    }

    fn kept(ratio: Ratio<BigInt>) -> Self {
        match (i64::try_from(ratio.numer()), i64::try_from(ratio.denom())) {
            (Ok(numerator), Ok(denominator)) => Self(Parts::Small(numerator, denominator)),
            _ => Self(Parts::Large(Box::new(ratio))),
        }
    }

    fn large(&self) -> Ratio<BigInt> {
        match &self.0 {
            Parts::Small(numerator, denominator) => Ratio::new_raw((*numerator).into(), (*denominator).into()),
            Parts::Large(ratio) => (**ratio).clone(),
        }
    }

    /// What it has to be multiplied by to be whole, and many others with it.
    pub(crate) fn common_denominator<'f>(fractions: impl IntoIterator<Item = &'f Fraction>) -> BigInt {
        fractions.into_iter().fold(BigInt::one(), |common, fraction| {
            let large = fraction.large();
            // Reducing their quotient takes out what the two have in common.
            Ratio::new(common, large.denom().clone()).numer() * large.denom()
        })
    }

    /// It times a common denominator, which is whole.
    pub(crate) fn scaled(&self, denominator: &BigInt) -> BigInt {
        (self.large() * Ratio::from(denominator.clone())).to_integer()
    }

    /// How many of `count` equal parts it fills, cut towards zero; at least 0.
    pub fn parts_of(&self, count: u32) -> u32 {
        match &self.0 {
            Parts::Small(numerator, denominator) => {
                u32::try_from(wide(*numerator) * i128::from(count) / wide(*denominator)).unwrap_or(0)
            }
            Parts::Large(ratio) => u32::try_from((&**ratio * BigInt::from(count)).to_integer()).unwrap_or(0),
        }
    }

    /// Decimals cut towards zero, such as `0.849999`.
    pub fn decimals(&self, places: u32) -> String {
        self.shifted(places, places)
    }

    /// It times a power of ten, cut towards zero, as digits of which the last `places` are decimals.
    fn shifted(&self, power: u32, places: u32) -> String {
        let small = match &self.0 {
            Parts::Small(numerator, denominator) => {
                let scaled = 10_i64.checked_pow(power).and_then(|scale| numerator.checked_mul(scale));
                scaled.map(|scaled| scaled / denominator)
            }
            Parts::Large(_) => None,
        };
        let width = places as usize + 1;
        let (is_negative, mut digits) = match small {
            Some(scaled) => (scaled < 0, format!("{:0>width$}", scaled.unsigned_abs())),
            None => {
                let large = self.large();
                let scaled = large.numer() * BigInt::from(10).pow(power) / large.denom();
                (scaled.is_negative(), format!("{:0>width$}", scaled.abs()))
            }
        };
        if places > 0 {
            digits.insert(digits.len() - places as usize, '.');
        }
        if is_negative {
            digits.insert(0, '-');
        }
        digits
    }

    /// The fraction of 100, cut towards zero: `84.9`.
    pub fn percent_decimals(&self, places: u32) -> String {
        self.shifted(places + 2, places)
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

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Parts::Small(a, b), Parts::Small(c, d)) if b == d => a.cmp(c),
            (Parts::Small(a, b), Parts::Small(c, d)) => (wide(*a) * wide(*d)).cmp(&(wide(*c) * wide(*b))),
            _ => self.large().cmp(&other.large()),
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<u32> for Fraction {
    fn from(whole: u32) -> Self {
        Self(Parts::Small(whole.into(), 1))
    }
}

impl From<Number> for Fraction {
    fn from(number: Number) -> Self {
        match (i64::try_from(number.numerator()), i64::try_from(number.denominator())) {
            (Ok(numerator), Ok(denominator)) => Self(Parts::Small(numerator, denominator)),
            _ => Self(Parts::Large(Box::new(Ratio::new_raw(number.numerator().into(), number.denominator().into())))),
        }
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

fn wide(part: i64) -> i128 {
    part.into()
}

/// The greatest common divisor; 0 only of two zeros.
fn gcd(mut one: u128, mut other: u128) -> u128 {
    // Most parts are small, and dividing 64 bits is many times quicker.
    while other != 0 {
        if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
            return small_gcd(one, other).into();
        }
        (one, other) = (other, one % other);
    }
    one
}

fn small_gcd(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
