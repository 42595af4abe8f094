//! Score a commissioner's profile against a charter, and explain every point.
//!
//! The goals, in order: exact (no binary floats, units are types), explained (every point has a finding, a place and a
//! source), total (no panic, no I/O, no clock; bad input gives diagnostics), and quick.
//!
//! # Score a profile against the standard charter
//!
//! ```
//! use kitemark::{Charter, Limits, Profile, ScoreOptions};
//!
//! let charter = Charter::standard()?;
//! let yaml = "authority: Northmere Borough Council\nas_of: 2026-06-30\nfunding: {ring_fenced: yes}\n";
//! let profile = Profile::read("northmere.yaml", yaml.as_bytes(), &Limits::default())?;
//! let scored = charter.score(&profile, &ScoreOptions::default())?;
//! assert_eq!(scored.scorecard.subject.as_deref(), Some("Northmere Borough Council"));
//! assert_eq!(scored.scorecard.award.id, None);
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Write a charter of your own
//!
//! ```
//! use kitemark::{Charter, Limits, Profile, ScoreOptions, scorecard::Verdict};
//!
//! let text = r#"
//! charter short "A charter of one rule"
//!   edition 1
//! profile
//!   as_of  date
//!   term   duration
//! principle length "Length"
//!   criterion long-term "The term is five years or more"
//!     should term is at least 5 years
//! award mark "The mark"
//!   needs score is at least 100%
//! "#;
//! let (charter, warnings) = Charter::compile([("short.charter", text)])?;
//! assert!(warnings.is_empty());
//! let profile = Profile::read("a.yaml", b"as_of: 2026-04-01\nterm: 60 months", &Limits::default())?;
//! let scored = charter.score(&profile, &ScoreOptions::default())?;
//! assert_eq!(scored.scorecard.criteria[0].verdict, Verdict::Met);
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Explain a difference
//!
//! ```
//! use kitemark::difference::Difference;
//! use kitemark::{Charter, Limits, Profile, ScoreOptions};
//!
//! let charter = Charter::standard()?;
//! let mut profile = Profile::read("a.yaml", b"as_of: 2026-04-01\nfunding: {ring_fenced: no}", &Limits::default())?;
//! let before = charter.score(&profile, &ScoreOptions::default())?.scorecard;
//! profile.set(&charter, "funding.ring_fenced=yes").expect("a field of the charter");
//! let after = charter.score(&profile, &ScoreOptions::default())?.scorecard;
//!
//! let difference = Difference::between(&before, &after);
//! let gained = difference.criteria.iter().find(|one| one.id == "ring-fence").and_then(|one| one.contribution.as_ref());
//! // It is not proven, but it may be: what is possible has risen, and by this criterion alone.
//! assert_eq!(gained.map(|ends| ends.high.total()), difference.score.map(|score| score.high));
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Show what is wrong
//!
//! ```
//! use kitemark::{Charter, Limits, Profile, ScoreOptions};
//!
//! let charter = Charter::standard()?;
//! let profile = Profile::read("typo.yaml", b"as_of: 2026-04-01\nnatoin: england", &Limits::default())?;
//! let scored = charter.score(&profile, &ScoreOptions::default())?;
//! assert_eq!(scored.diagnostics[0].code.as_str(), "K0701");
//! assert_eq!(scored.diagnostics[0].help[0], "did you mean `nation`?");
//! assert_eq!(scored.diagnostics[0].place().as_deref(), Some("typo.yaml:2:1"));
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Show the result
//!
//! ```
//! use kitemark::{Charter, Limits, Profile, ScoreOptions, report};
//!
//! let charter = Charter::standard()?;
//! let profile = Profile::read("a.yaml", b"as_of: 2026-04-01\nauthority: Northmere", &Limits::default())?;
//! let scored = charter.score(&profile, &ScoreOptions::default())?;
//! let page = report::html(&scored.scorecard, &profile.source());
//! assert!(page.contains("<h1>Northmere</h1>"));
//! let run = report::Run {
//!     file: "a.yaml".to_owned(),
//!     diagnostics: scored.diagnostics.iter().collect(),
//!     scorecard: Some(&scored.scorecard),
//!     done: true,
//! };
//! assert!(report::sarif(&[run]).contains(r#""version": "2.1.0""#));
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Score by what a reviewer found
//!
//! ```
//! use kitemark::{Charter, Limits, Profile, Review, ScoreOptions};
//!
//! let charter = Charter::standard()?;
//! let yaml = "as_of: 2026-06-30\nfunding: {ring_fenced: yes}\n";
//! let profile = Profile::read("northmere.yaml", yaml.as_bytes(), &Limits::default())?;
//! let begun = charter.begin_review(&profile, "A. Reviewer", "northmere.yaml", None)?;
//! let decided = begun.text.replace("decision:\n    reason:", "decision: reject\n    reason: no minute says so");
//! let review = Review::read("northmere.review.yaml", decided.as_bytes(), &Limits::default())?;
//! let scored = charter.score(&profile, &ScoreOptions::default().with_review(review))?;
//! assert_eq!(scored.scorecard.review.map(|review| review.rejected), Some(begun.claims));
//! # Ok::<(), kitemark::Error>(())
//! ```
//!
//! # Learn more
//!
//! - [`Charter`] compiles, checks and scores; it is cheap to clone and shared by threads.
//! - [`Profile`] is read from YAML or JSON, made of a program's own values ([`Profile::from_value`]), or built answer by answer
//!   ([`Charter::profile`]); [`Limits`] and [`Charter::with_steps`] bound what a hostile one can cost.
//! - [`Judge`] gives verdicts alone, thousands of them, and with [`Judge::trace`] every test that settled them.
//! - [`form`] is what to ask next, with what each answer would bring about ([`Charter::form`]).
//! - [`scorecard`] is what comes out, as Rust values and, with serde, as stable JSON ([`scorecard_schema`]).
//! - [`cohort`] is many profiles under one charter, of which little is kept each.
//! - [`difference`] is what makes the difference between two scorecards, point by point.
//! - [`improve`] is the way to the next award: the smallest sets of fixes, and what to change for each.
//! - [`report`] makes text, Markdown, a page of HTML, rows for spreadsheets, a badge, SARIF and JUnit of it.

mod builder;
mod charter;
mod error;
mod judge;
mod profile;
mod review;

pub use builder::{Answer, ProfileBuilder};
pub use charter::{Charter, ScoreOptions};
pub use error::Error;
pub use judge::{Judge, Prepared, Trace};
pub use kitemark_eval::cohort;
pub use kitemark_eval::difference;
pub use kitemark_eval::engine::Scored;
pub use kitemark_eval::form;
pub use kitemark_eval::improve;
pub use kitemark_eval::profile::yaml::Limits;
pub use kitemark_eval::review::{Agreement, Begun, ClaimAgreement, Disagreement, Kappa, VerdictAgreement, View};
pub use kitemark_eval::scorecard;
pub use kitemark_eval::trace::Test;
pub use kitemark_report as report;
pub use profile::Profile;
pub use review::Review;

pub use kitemark_dsl::codes::Code;
pub use kitemark_dsl::diagnostic::{Diagnostic, Label, Severity, closest};
pub use kitemark_dsl::source::{Position, Source};
pub use kitemark_dsl::value::Date;
pub use kitemark_dsl::visible::visible_json;
pub use kitemark_eval::fraction::Fraction;

/// A result as JSON: indented by two spaces, a line feed at its end; the same bytes everywhere. Characters that would turn the
/// direction of writing, or hide, stand as escapes.
///
/// ```
/// let none: [kitemark::Diagnostic; 0] = [];
/// assert_eq!(kitemark::json(&none), "[]\n");
/// ```
pub fn json(result: &impl serde::Serialize) -> String {
    // Results are plain data, which always has that form.
    visible_json(serde_json::to_string_pretty(result).unwrap_or_default() + "\n")
}

/// The JSON Schema of a scorecard's JSON.
pub fn scorecard_schema() -> serde_json::Value {
    kitemark_eval::schema::scorecard()
}

/// The JSON Schema of the JSON of a way to an award.
pub fn way_schema() -> serde_json::Value {
    kitemark_eval::schema::way()
}

/// The JSON Schema of a form's JSON.
pub fn form_schema() -> serde_json::Value {
    kitemark_eval::schema::form()
}

/// The JSON Schema of a round's JSON.
pub fn round_schema() -> serde_json::Value {
    kitemark_eval::schema::round()
}

/// The JSON Schema of a difference's JSON.
pub fn difference_schema() -> serde_json::Value {
    kitemark_eval::schema::difference()
}

/// The JSON Schema of the JSON of two reviewers' agreement.
pub fn agreement_schema() -> serde_json::Value {
    kitemark_eval::schema::agreement()
}
