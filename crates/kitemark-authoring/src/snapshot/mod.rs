//! Snapshots: scorecards kept as text, to see what a change of a charter changes.
//!
//! [`of`] puts a scorecard into a text that is stable and readable: verdicts, scores and reasons, but no digests, versions or
//! places, which change without meaning anything. [`file()`] wraps it as a file that [insta] reads, so that `cargo insta
//! review` can accept it, and [`differences`] says what a new text means against an old one.
//!
//! A crate's own tests can keep the scorecards of a charter with insta itself:
//!
//! ```ignore
//! insta::glob!("profiles/*.yaml", |path| {
//!     let bytes = std::fs::read(path).unwrap();
//!     insta::assert_snapshot!(snapshot::of_profile(workshop.engine(), "a profile", &bytes).unwrap());
//! });
//! ```
//!
//! [insta]: https://insta.rs

mod compare;
mod pattern;
mod record;

use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::yaml::{self, Limits};

pub use compare::{Differences, differences};
pub use pattern::profiles;
pub use record::of;

/// The folder that snapshots lie in, beside the charter's files.
pub const FOLDER: &str = "snapshots";

/// What the head of a snapshot says, so that the snapshots of others are told apart.
const EXPRESSION: &str = "expression: scorecard";

/// The text that is kept of a profile's scorecard.
///
/// # Errors
///
/// Everything wrong with the profile; warnings are passed over.
///
/// ```
/// use kitemark_authoring::{snapshot, workshop::Workshop};
///
/// let charter = r#"
/// charter short "A charter of one rule"
///   edition 1
/// profile
///   as_of date
/// principle care "Care"
///   criterion recent "The profile is recent"
///     should as_of is after 2026-01-01
/// "#;
/// let workshop = Workshop::open([("short.charter", charter)]).unwrap();
/// let kept = snapshot::of_profile(workshop.engine(), "recent.yaml", b"as_of: 2026-06-30").unwrap();
/// assert!(kept.contains("criteria:\n  recent: met\n"));
/// ```
pub fn of_profile(engine: &Engine, name: &str, bytes: &[u8]) -> Result<String, Vec<Diagnostic>> {
    let document = yaml::read_bytes(name, bytes, &Limits::default())?;
    let scored = engine.score(&document, None)?;
    if scored.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(scored.diagnostics);
    }
    Ok(of(&scored.scorecard))
}

/// The name of the file that keeps the scorecard of `profile`, a path from the charter's folder.
///
/// ```
/// assert_eq!(kitemark_authoring::snapshot::file_name("profiles/strong.yaml"), "profiles__strong.yaml.snap");
/// ```
pub fn file_name(profile: &str) -> String {
    format!("{}.snap", profile.replace('/', "__"))
}

/// A text as a file that insta reads.
pub fn file(profile: &str, text: &str) -> String {
    // A path is written as YAML writes a text; JSON's form of it is one.
    format!("---\nsource: {profile:?}\n{EXPRESSION}\n---\n{text}")
}

/// The text in a file of ours; none where it is not one.
pub fn text(file: &str) -> Option<&str> {
    let (head, text) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    head.lines().any(|line| line == EXPRESSION).then_some(text)
}
