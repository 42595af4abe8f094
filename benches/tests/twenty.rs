//! Kitemark and Rust by hand agree on the twenty criteria.
#![allow(clippy::expect_used, clippy::panic)]

use kitemark::scorecard::Verdict;
use kitemark::{Charter, Limits, Profile, ScoreOptions};
use kitemark_benches::twenty::{self, by_hand, random};

fn by_kitemark(charter: &Charter, text: &str) -> Vec<bool> {
    let profile = Profile::read("profile", text.as_bytes(), &Limits::default()).expect("a profile");
    let scored = charter.score(&profile, &ScoreOptions::default()).expect("a day");
    assert_eq!(scored.diagnostics, []);
    let holds = |verdict| match verdict {
        Verdict::Met | Verdict::NotApplicable => true,
        Verdict::Unmet => false,
        other => panic!("{other:?}"),
    };
    scored.scorecard.criteria.iter().map(|criterion| holds(criterion.verdict)).collect()
}

#[test]
fn three_profiles_and_random_ones_come_out_alike() {
    let (charter, warnings) = Charter::compile([("twenty.charter", twenty::CHARTER)]).expect("no errors");
    assert!(warnings.is_empty());
    let mut seen = [[false; 2]; 20];
    let written = twenty::PROFILES.map(|(_, text)| text.to_owned());
    let random = (0..1000).map(|seed| serde_yaml::to_string(&random(seed)).expect("plain data"));
    for text in written.into_iter().chain(random) {
        let profile: twenty::Profile = serde_yaml::from_str(&text).expect("a profile");
        let verdicts = by_hand::verdicts(&profile);
        assert_eq!(by_kitemark(&charter, &text), verdicts, "{text}");
        for (seen, verdict) in seen.iter_mut().zip(verdicts) {
            seen[usize::from(verdict)] = true;
        }
    }
    assert_eq!(seen, [[true; 2]; 20], "a criterion always comes out the same");
}
