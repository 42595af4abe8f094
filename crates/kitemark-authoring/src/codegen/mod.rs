//! Source code with the profile's structure, for programs that make profiles: typed in Rust, TypeScript or Python.
//!
//! What comes out is one file that needs nothing of Kitemark: `model` is the structure, which is the same for every language;
//! each template writes it down in one of them. Values with a unit are kept as they are written, so that nothing is rounded.

mod model;
mod names;
mod python;
mod rust;
mod typescript;

use kitemark_dsl::charter::Charter;

use model::Model;

/// What the source code is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Structs with `serde` as the only dependency, edition 2021 or later.
    Rust,
    /// Types for `tsc --strict`, without code.
    TypeScript,
    /// Dataclasses for Python 3.10 or later, and nothing beyond its library.
    Python,
}

/// The structure of a charter's profiles as one source file.
///
/// Every field may be left unanswered. What a program writes with it is a profile as [`crate::workshop::Workshop::score`] and
/// the commands read it; what the types cannot say, such as that evidence covers a path that exists, the engine checks.
///
/// # Examples
///
/// ```
/// use kitemark_authoring::codegen::{Language, source};
/// use kitemark_authoring::workshop::Workshop;
///
/// let charter = "charter a \"A\"\n  edition 1\nprofile\n  as_of date\n  term duration \"Firm term\"\n";
/// let workshop = Workshop::open([("a.charter", charter)]).expect("a charter");
/// let code = source(workshop.charter(), Language::TypeScript);
/// assert!(code.contains("  /** Firm term */\n  term?: Duration;\n"));
/// ```
pub fn source(charter: &Charter, language: Language) -> String {
    let model = Model::of(charter);
    match language {
        Language::Rust => rust::source(&model),
        Language::TypeScript => typescript::source(&model),
        Language::Python => python::source(&model),
    }
}
