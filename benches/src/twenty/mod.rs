//! Twenty criteria: six scalar comparisons, four of yes or no and choices with one conditional, six quantifiers and aggregates,
//! two differences of dates, two percentages.
//!
//! Every value of their profile is written alike for all: no units, no percentages. So everybody reads the same bytes.

pub mod by_hand;
mod profile;
mod random;

pub use profile::{
    Accounts, Break, Contract, Day, Funding, Kind, Nation, Profile, Review, Route, Spend, Staff, Standing, Team, Tender,
};
pub use random::random;

/// The criteria in Kitemark's language.
pub const CHARTER: &str = include_str!("../../twenty/twenty.charter");

/// A profile of 120 lines that meets them all, which is what is timed.
pub const NORTHMERE: &str = include_str!("../../twenty/northmere.yaml");

/// The three profiles that everybody has to agree on first, by name.
pub const PROFILES: [(&str, &str); 3] = [
    ("northmere", NORTHMERE),
    ("saltmarsh", include_str!("../../twenty/saltmarsh.yaml")),
    ("quillby", include_str!("../../twenty/quillby.yaml")),
];

/// Whether each criterion holds or does not apply, in the charter's order.
pub type Verdicts = [bool; 20];
