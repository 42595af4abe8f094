//! Rust by hand, as everybody is compared with.

use kitemark_benches::twenty::{self, Verdicts};

use crate::Peer;

pub struct ByHand;

impl Peer for ByHand {
    const NAME: &'static str = "Rust by hand";
    type Profile = twenty::Profile;

    fn new() -> Self {
        Self
    }

    fn from_yaml(&mut self, text: &str) -> twenty::Profile {
        serde_yaml::from_str(text).expect("a profile")
    }

    fn from_json(&mut self, text: &str) -> twenty::Profile {
        serde_json::from_str(text).expect("a profile")
    }

    fn verdicts(&mut self, profile: &twenty::Profile) -> Verdicts {
        twenty::by_hand::verdicts(profile)
    }
}
