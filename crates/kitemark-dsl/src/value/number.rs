//! Exact numbers.

use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};

use super::advice;
use super::error::{LiteralError, LiteralErrorKind, quote};

/// An exact fraction.
///
/// Numerator and denominator stay below 2^120; arithmetic that would leave that range gives `None`. There are no other
/// special values: no infinity, no negative zero, no rounding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Number(Ratio<i128>);

/// Numerators and denominators stay below this, so that what the fraction library does inside cannot overflow.
const LIMIT: u128 = 1 << 120;

/// Most digits a number may be written with.
const MOST_DIGITS: usize = 30;

/// Places within which a decimal is shown exactly.
const EXACT_PLACES: usize = 12;

/// Places shown of a fraction that no short decimal equals.
const SHORT_PLACES: usize = 4;

impl Number {
    /// 0.
    pub const ZERO: Number = Number(Ratio::new_raw(0, 1));
    /// 1.
    pub const ONE: Number = Number(Ratio::new_raw(1, 1));
    /// 100.
    pub const HUNDRED: Number = Number(Ratio::new_raw(100, 1));

    /// The whole number `value`, if it is in range.
    pub fn integer(value: i128) -> Option<Self> {
        Self::kept(Ratio::from_integer(value))
    }

    /// The fraction `numerator / denominator`; none for a denominator of 0 or a number out of range.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        Self::kept(Ratio::new(numerator, denominator))
    }

    /// Reads `12`, `12.5`, `1,200,000`, `-4` or `+9`.
    ///
    /// # Errors
    /// A text of any other shape, and a number of more than 30 digits.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        scan(text).map_err(|fault| fault.error(text))
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            // Both lie far below the ends of their range.
            return Self::kept(Ratio::from_integer(self.numerator() + other.numerator()));
        }
        self.0.checked_add(&other.0).and_then(Self::kept)
    }

    /// The difference.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return Self::kept(Ratio::from_integer(self.numerator() - other.numerator()));
        }
        self.0.checked_sub(&other.0).and_then(Self::kept)
    }

    /// The product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if self.is_integer() && other.is_integer() {
            return self.numerator().checked_mul(other.numerator()).and_then(Self::integer);
        }
        self.0.checked_mul(&other.0).and_then(Self::kept)
    }

    /// The quotient; none for a division by 0.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(&other.0).and_then(Self::kept)
    }

    /// The number with the other sign.
    #[must_use]
    #[allow(clippy::should_implement_trait)] // an operator beside checked arithmetic would invite the unchecked ones
    pub fn neg(self) -> Self {
        Self(-self.0)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.is_negative() { self.neg() } else { self }
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        *self.0.numer() == 0
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        *self.0.numer() < 0
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        *self.0.denom() == 1
    }

    /// The numerator of the reduced fraction; it carries the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator of the reduced fraction, at least 1.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The largest whole number that is not above this one.
    pub fn floor(self) -> i128 {
        self.numerator().div_euclid(self.denominator())
    }

    /// The smallest whole number that is not below this one.
    pub fn ceil(self) -> i128 {
        -self.neg().floor()
    }

    /// This number, if it is whole and fits.
    pub fn to_integer(self) -> Option<i64> {
        if self.is_integer() { i64::try_from(self.numerator()).ok() } else { None }
    }

    /// The number as [`Display`](fmt::Display) shows it, with commas between thousands.
    pub fn grouped(self) -> String {
        group(&shown(self.numerator(), self.denominator()))
    }

    /// The number with exactly so many decimal places, the rest cut off (towards zero); zero has no sign.
    pub fn decimals(self, places: usize) -> String {
        Decimal::of(self.numerator(), self.denominator(), places).fixed()
    }

    /// Every place of a number that was written as a decimal.
    pub(super) fn exact(self) -> String {
        Decimal::of(self.numerator(), self.denominator(), MOST_DIGITS + 2).shortest()
    }

    fn kept(ratio: Ratio<i128>) -> Option<Self> {
        let fits = ratio.numer().unsigned_abs() < LIMIT && ratio.denom().unsigned_abs() < LIMIT;
        fits.then_some(Self(ratio))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Ratio::from_integer(i128::from(value)))
    }
}

/// The exact decimal where it has at most 12 places, otherwise 4 places, the rest cut off.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&shown(self.numerator(), self.denominator()))
    }
}

/// A fraction of 1 as a percentage: `12.5%`.
pub fn percent(fraction: Number) -> String {
    // 2^120 times 100 is still below 2^127.
    format!("{}%", shown(fraction.numerator() * 100, fraction.denominator()))
}

/// A plain decimal with commas between its thousands.
pub(super) fn group(plain: &str) -> String {
    let digits = plain.trim_start_matches('-');
    let (whole, fraction) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut text = String::with_capacity(plain.len() + whole.len() / 3);
    text.push_str(if plain.starts_with('-') { "-" } else { "" });
    let (first, thousands) = whole.split_at(whole.len() % 3);
    text.push_str(first);
    for at in (0..thousands.len()).step_by(3) {
        if at > 0 || !first.is_empty() {
            text.push(',');
        }
        text.push_str(thousands.get(at..at + 3).unwrap_or_default());
    }
    text.push_str(fraction);
    text
}

fn shown(numerator: i128, denominator: i128) -> String {
    // Most are whole and fit 64 bits, which are written out many times quicker.
    if let (Ok(whole), 1) = (i64::try_from(numerator), denominator) {
        return whole.to_string();
    }
    let exact = Decimal::of(numerator, denominator, EXACT_PLACES);
    if exact.remainder == 0 { exact.shortest() } else { Decimal::of(numerator, denominator, SHORT_PLACES).fixed() }
}

/// A fraction written out by long division.
struct Decimal {
    negative: bool,
    whole: u128,
    places: String,
    remainder: u128,
}

impl Decimal {
    fn of(numerator: i128, denominator: i128, places: usize) -> Self {
        let divisor = denominator.unsigned_abs().max(1);
        let whole = numerator.unsigned_abs() / divisor;
        let mut remainder = numerator.unsigned_abs() % divisor;
        let mut digits = String::with_capacity(places);
        while remainder != 0 && digits.len() < places {
            remainder *= 10;
            digits.push(u32::try_from(remainder / divisor).ok().and_then(|d| char::from_digit(d, 10)).unwrap_or('0'));
            remainder %= divisor;
        }
        digits.extend(std::iter::repeat_n('0', places - digits.len()));
        Self { negative: numerator < 0, whole, places: digits, remainder }
    }

    fn fixed(&self) -> String {
        let nothing = self.whole == 0 && self.places.bytes().all(|digit| digit == b'0');
        let sign = if self.negative && !nothing { "-" } else { "" };
        let point = if self.places.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{}", self.whole, self.places)
    }

    fn shortest(mut self) -> String {
        self.places.truncate(self.places.trim_end_matches('0').len());
        self.fixed()
    }
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Form,
    Groups,
    TooLong,
}

impl Fault {
    /// The error about `text`, the whole value as written.
    pub(super) fn error(self, text: &str) -> LiteralError {
        let text = text.trim();
        match self {
            Fault::Form => {
                LiteralError::wrong_type(format!("{} is not a number", quote(text))).or_help(advice::number(text))
            }
            Fault::Groups => {
                LiteralError::wrong_type(format!("the commas in {} do not stand between thousands", quote(text)))
                    .help("write every comma before three digits, such as `1,200,000`, or leave the commas out")
            }
            Fault::TooLong => {
                let message = format!("{} has more than {MOST_DIGITS} digits", quote(text));
                LiteralError::new(LiteralErrorKind::Range, message).help("shorten the number")
            }
        }
    }
}

/// Reads a number, nothing else around it.
pub(super) fn scan(text: &str) -> Result<Number, Fault> {
    let text = text.trim();
    let (negative, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(Fault::Form),
        Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
        None => (unsigned, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if first.is_empty()
        || !is_digits(first)
        || !whole.bytes().all(|b| b.is_ascii_digit() || b == b',')
        || !is_digits(fraction)
    {
        return Err(Fault::Form);
    }
    if whole.contains(',') && (first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(Fault::Groups);
    }
    let digits = whole.bytes().filter(|&byte| byte != b',').chain(fraction.bytes()).skip_while(|&digit| digit == b'0');
    if digits.clone().count() > MOST_DIGITS || fraction.len() > MOST_DIGITS {
        return Err(Fault::TooLong);
    }
    let value = digits.fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    let value = if negative { -value } else { value };
    if fraction.is_empty() {
        return Number::integer(value).ok_or(Fault::TooLong);
    }
    let scale = (0..fraction.len()).fold(1, |scale: i128, _| scale * 10);
    Number::ratio(value, scale).ok_or(Fault::TooLong)
}
