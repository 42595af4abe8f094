//! The examples of the project's front page, run as documentation tests. They stand here, and not in the crate that they use, because
//! a published crate holds nothing from outside its folder.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
