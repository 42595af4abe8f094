//! The twenty criteria of `kitemark_benches::twenty` in other languages, each in the fastest use that its project documents.
//!
//! What a language cannot say is worked out in Rust when the profile is prepared, as its users have to do; the file of the peer
//! says what that is.
#![allow(clippy::expect_used, clippy::panic, missing_docs)]

mod by_hand;
mod cedar;
mod cel;
mod json_schema;
mod kitemark;
mod rego;
mod zen;

use std::fmt::Debug;

pub use by_hand::ByHand;
pub use cedar::Cedar;
pub use cel::Cel;
pub use json_schema::JsonSchema;
pub use kitemark::Kitemark;
use kitemark_benches::twenty::{self, Verdicts, random};
pub use rego::Rego;
pub use zen::Zen;

/// An engine that knows the twenty criteria.
pub trait Peer {
    /// What it is called.
    const NAME: &'static str;
    /// A profile in its own form.
    type Profile;
    fn new() -> Self;
    fn from_yaml(&mut self, text: &str) -> Self::Profile;
    fn from_json(&mut self, text: &str) -> Self::Profile;
    /// Whether each criterion holds or does not apply.
    fn verdicts(&mut self, profile: &Self::Profile) -> Verdicts;
}

/// Holds a peer against Rust by hand: three profiles, and as many random ones.
///
/// # Panics
///
/// Where it does not agree.
pub fn agrees<P: Peer>(random_profiles: u64) {
    let mut peer = P::new();
    let written = twenty::PROFILES.map(|(_, text)| text.to_owned());
    let random = (0..random_profiles).map(|seed| serde_yaml::to_string(&random(seed)).expect("plain data"));
    for yaml in written.into_iter().chain(random) {
        let profile: twenty::Profile = serde_yaml::from_str(&yaml).expect("a profile");
        let expected = twenty::by_hand::verdicts(&profile);
        let json = serde_json::to_string(&profile).expect("plain data");
        let [from_yaml, from_json] = [peer.from_yaml(&yaml), peer.from_json(&json)];
        assert_eq!(peer.verdicts(&from_yaml), expected, "{} from YAML: {yaml}", P::NAME);
        assert_eq!(peer.verdicts(&from_json), expected, "{} from JSON: {json}", P::NAME);
    }
}

fn exactly_twenty<T: Debug>(items: impl IntoIterator<Item = T>) -> [T; 20] {
    items.into_iter().collect::<Vec<T>>().try_into().expect("twenty of them")
}

/// A profile as a tree, for peers that read no YAML themselves.
fn yaml_tree(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn json_tree(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

/// The days between two dates of a tree.
fn days(later: &serde_json::Value, earlier: &serde_json::Value) -> i64 {
    let day = |value: &serde_json::Value| twenty::Day::read(value.as_str().expect("a date")).expect("a date").0;
    i64::from(day(later) - day(earlier))
}

fn number(value: &serde_json::Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn items(value: &serde_json::Value) -> &[serde_json::Value] {
    value.as_array().expect("a list")
}

fn is_reviewed(profile: &serde_json::Value) -> bool {
    let as_of = profile["as_of"].as_str();
    items(&profile["reviews"]).iter().any(|each| each["independent"] == true && each["on"].as_str() <= as_of)
}
