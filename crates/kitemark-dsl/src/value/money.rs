//! Currencies and amounts.

use std::fmt;

use super::number::{Number, group};

/// A currency by its three-letter code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Pounds sterling.
    pub const GBP: Currency = Currency(*b"GBP");
    /// Euros.
    pub const EUR: Currency = Currency(*b"EUR");
    /// United States dollars.
    pub const USD: Currency = Currency(*b"USD");

    const SIGNS: [(&'static str, Currency); 3] = [("£", Self::GBP), ("€", Self::EUR), ("$", Self::USD)];

    /// Reads a code such as `GBP`: three capital letters, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The sign that stands for it: `£`, `€` or `$`.
    pub fn symbol(self) -> Option<&'static str> {
        Self::SIGNS.iter().find(|(_, currency)| *currency == self).map(|(sign, _)| *sign)
    }

    /// The amount as people write it: `£6,412,000`, `£1,234.50`, `-£5`, `CHF 1,200`.
    ///
    /// A fraction is shown in two places, the rest cut off.
    pub fn format(self, amount: Number) -> String {
        self.dress(&amount.decimals(if amount.is_integer() { 0 } else { 2 }))
    }

    /// The amount with every place it was written with, two at least if it has any.
    pub(super) fn exact(self, amount: Number) -> String {
        let (short, exact) = (amount.decimals(2), amount.exact());
        if exact.len() > short.len() { self.dress(&exact) } else { self.format(amount) }
    }

    fn dress(self, plain: &str) -> String {
        let digits = group(plain.trim_start_matches('-'));
        let sign = if plain.starts_with('-') { "-" } else { "" };
        match self.symbol() {
            Some(symbol) => format!("{sign}{symbol}{digits}"),
            None => format!("{sign}{} {digits}", self.code()),
        }
    }

    /// The currency whose sign a text begins with, and the rest of the text.
    pub(super) fn strip_sign(text: &str) -> Option<(Self, &str)> {
        Self::SIGNS.iter().find_map(|(sign, currency)| Some((*currency, text.strip_prefix(sign)?)))
    }
}

/// The code.
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
