//! Exact values: numbers, money, dates, durations, periods, and how they are written.
//!
//! Nothing here rounds and nothing here is a binary float. Arithmetic that leaves the range of [`Number`] or of the
//! calendar gives `None`, never a panic and never a wrong value.
//!
//! ```
//! use kitemark_dsl::value::{Kind, Literal};
//!
//! let term = Literal::read("5 years")?;
//! assert_eq!(term.to_string(), "60 months");
//!
//! let wrong = Literal::read_as("0.25", &Kind::Percent).unwrap_err();
//! assert_eq!(wrong.help.as_deref(), Some("write `25%`"));
//! # Ok::<(), kitemark_dsl::value::LiteralError>(())
//! ```

mod advice;
mod calendar;
mod duration;
mod error;
mod kind;
mod literal;
mod money;
mod number;
#[cfg(test)]
mod tests;

pub use calendar::{Date, Period};
pub use duration::Duration;
pub use error::{LiteralError, LiteralErrorKind};
pub use kind::Kind;
pub use literal::Literal;
pub use money::Currency;
pub use number::{Number, percent};
