//! Verdicts over many random profiles: the next one is never at hand, and no branch foreseen.

use std::hint::black_box;

use crate::scenarios::{Alone, Run, document, engine};
use crate::twenty;

/// How many random profiles are judged one after the other.
pub const COUNT: usize = 10_000;

/// Who judges them.
pub const JUDGES: [(&str, Alone); 2] = [("kitemark", by_kitemark), ("by hand", by_hand)];

/// The verdicts of random profiles, all of them prepared: the next one is never at hand, and no branch foreseen.
fn by_kitemark() -> Run {
    let engine = engine(&[("twenty.charter", twenty::CHARTER)]);
    let bind = |seed| engine.bind(&document(&text(seed)), None).expect("a day").facts;
    let profiles: Vec<_> = (0..COUNT).map(bind).collect();
    let mut judge = engine.judge();
    for facts in &profiles {
        judge.verdicts(facts);
    }
    Box::new(move || {
        for facts in black_box(&profiles) {
            black_box(judge.verdicts(facts));
        }
    })
}

/// The same by hand.
fn by_hand() -> Run {
    let profiles: Vec<twenty::Profile> =
        (0..COUNT).map(|seed| serde_yaml::from_str(&text(seed)).expect("a profile")).collect();
    Box::new(move || {
        for profile in black_box(&profiles) {
            black_box(twenty::by_hand::verdicts(profile));
        }
    })
}

/// A random profile in YAML.
pub(crate) fn text(seed: usize) -> String {
    serde_yaml::to_string(&twenty::random(seed as u64)).expect("YAML")
}
