//! The charter language of Kitemark.

pub mod charter;
pub mod check;
pub mod codes;
pub mod diagnostic;
pub mod format;
pub mod markdown;
pub mod naming;
pub mod parse;
pub mod path;
pub mod problems;
pub mod question;
pub mod revision;
pub mod source;
pub mod syntax;
pub mod target;
pub mod value;
pub mod visible;
mod walk;
