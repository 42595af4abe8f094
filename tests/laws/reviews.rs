//! Laws of reviews, on any charter and any profile.

use kitemark::Review;
use kitemark::scorecard::ReviewResult;
use kitemark_dsl::source::Source;
use kitemark_eval::profile::yaml;

use super::*;

/// What takes the place of an open decision: the lines after `decision:`.
const OPEN: &str = "    decision:\n    reason:";
const ACCEPTED: &str = "    decision: accept\n    reason:";
const REJECTED: &str = "    decision: reject\n    reason: no";

fn begin(charter: &Charter, profile: &Profile) -> String {
    let begun = charter.begin_review(profile, "A", "law.yaml", None).unwrap();
    assert_eq!(begun.text.matches(OPEN).count(), begun.claims);
    begun.text
}

fn review(text: &str) -> Review {
    Review::read("law.review.yaml", text.as_bytes(), &Limits::default())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn reviewed(charter: &Charter, profile: &Profile, text: &str) -> Scorecard {
    let options = ScoreOptions::default().with_review(review(text));
    charter.score(profile, &options).unwrap_or_else(|error| panic!("{error}\n{text}")).scorecard
}

/// The paths of the claims that a review lists, as they are written there.
fn claims(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("  - claim: ")).collect()
}

/// Each open decision replaced by what `decide` gives for its number.
fn decided(text: &str, mut decide: impl FnMut(usize) -> String) -> String {
    let mut parts = text.split(OPEN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        out.push_str(&decide(at));
        out.push_str(part);
    }
    out
}

/// Decisions by the tape; corrections leave the value to what was submitted elsewhere.
fn by_tape(text: &str, tape: &mut Tape<'_>) -> String {
    decided(text, |_| tape.one(&[OPEN, ACCEPTED, REJECTED, REJECTED]).to_owned())
}

/// A charter and a profile by the tape, with what they look like.
fn subject(tape: &mut Tape<'_>, answers: Answers) -> (Charter, Profile, String) {
    let model = tape.charter();
    let profile = tape.profile(answers, model.criteria.len());
    let shown = shown(&model.text(), &profile);
    (compiled(&model.text()), read(&profile.to_string()), shown)
}

const REVIEW: [&str; 2] = ["review", "review_sha256"];

proptest! {
    #![proptest_config(config(300))]

    /// A review that decides nothing, or accepts everything, changes nothing.
    #[test]
    fn accepting_everything_changes_nothing(bytes in tape()) {
        let (charter, profile, shown) = subject(&mut Tape::new(&bytes), ALL);
        let text = begin(&charter, &profile);
        let before = without(&scored(&charter, &profile), &REVIEW);
        for text in [text.clone(), text.replace(OPEN, ACCEPTED)] {
            let card = reviewed(&charter, &profile, &text);
            prop_assert_eq!(without(&card, &REVIEW), before.clone(), "{}", shown);
            let ReviewResult { changes, accepted, undecided, .. } = card.review.unwrap();
            prop_assert!(changes.is_empty());
            prop_assert_eq!(accepted + undecided, claims(&text).len());
        }
    }

    /// Rejecting claims never raises what is sure, neither in the total nor in a credit.
    #[test]
    fn rejecting_never_raises_what_is_sure(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let (charter, profile, shown) = subject(&mut tape, ALL);
        let text = by_tape(&begin(&charter, &profile), &mut tape);
        let (before, after) = (scored(&charter, &profile), reviewed(&charter, &profile, &text));
        let low = |card: &Scorecard| ends(card.score.as_ref()).map(|[low, _]| low);
        if let (Some(before), Some(after)) = (low(&before), low(&after)) {
            prop_assert!(after <= before, "{:?} > {:?}\n{}\n{}", after, before, shown, text);
        }
        let rank = |card: &Scorecard| charter.awards().iter().position(|(id, _)| Some(*id) == card.award.id.as_deref());
        let rank = |card: &Scorecard| rank(card).unwrap_or(usize::MAX);
        prop_assert!(rank(&after) >= rank(&before) || low(&before).is_none(), "{}\n{}", shown, text);
        for (before, after) in before.criteria.iter().zip(&after.criteria) {
            if let (Some([before, _]), Some([after, _])) = (ends(before.credit.as_ref()), ends(after.credit.as_ref())) {
                prop_assert!(after <= before, "{}\n{}", shown, text);
            }
        }
    }

    /// To correct a claim is to set it, as far as scores go; a value that cannot be set cannot be corrected to.
    #[test]
    fn correcting_is_setting(bytes in tape(), value in "yes|no|0|3|36 months|£5|2026-01-31|40%|a|b") {
        let mut tape = Tape::new(&bytes);
        let (charter, profile, shown) = subject(&mut tape, SOUND);
        let text = begin(&charter, &profile);
        let paths = claims(&text);
        if paths.is_empty() {
            return Ok(());
        }
        let at = tape.pick(paths.len());
        let path: String = paths[at].trim_matches('"').to_owned();
        let correction = format!("    decision: correct\n    value: \"{value}\"\n    reason: read");
        let corrected = decided(&text, |claim| if claim == at { correction.clone() } else { OPEN.to_owned() });
        let mut set = profile.clone();
        let has_problems = |scored: &kitemark::Scored| !scored.diagnostics.is_empty();
        let expected = match set.set(&charter, &format!("{path}={value}")) {
            Ok(()) => charter.score(&set, &ScoreOptions::default()).ok(),
            Err(_) => None,
        };
        let options = ScoreOptions::default().with_review(review(&corrected));
        let found = charter.score(&profile, &options);
        match (expected, found) {
            (Some(expected), Ok(found)) => {
                let names = ["review", "stamp", "profile_span"];
                let [expected, found] = [expected, found].map(|scored| without(&scored.scorecard, &names));
                prop_assert_eq!(expected, found, "{}={}\n{}", path, value, shown);
            }
            // Keys, lists and records are not corrected at all, nor what says so already.
            (expected, Err(_)) => {
                let is_whole = |error: &kitemark::Error| {
                    ["cannot be corrected", "corrects nothing"].iter().any(|why| error.to_string().contains(why))
                };
                let refused = charter.score(&profile, &ScoreOptions::default().with_review(review(&corrected))).unwrap_err();
                prop_assert!(
                    is_whole(&refused) || expected.as_ref().is_none_or(has_problems),
                    "{}={}: {}\n{}", path, value, refused, shown
                );
            }
            (None, Ok(_)) => prop_assert!(false, "{}={}\n{}", path, value, shown),
        }
    }

    /// Agreement is the same from both sides; a review agrees with itself, and what it is moderated with itself decides the same.
    #[test]
    fn agreement_has_two_sides(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let (charter, profile, _) = subject(&mut tape, SOUND);
        let text = begin(&charter, &profile);
        let [one, other] = [by_tape(&text, &mut tape), by_tape(&text, &mut tape)];
        let [a, b] = [&one, &other].map(|text| review(text));
        let (there, back) = (charter.agreement(&a, &b).unwrap(), charter.agreement(&b, &a).unwrap());
        prop_assert_eq!(&there.claims.kappa, &back.claims.kappa);
        prop_assert_eq!((there.claims.both, there.claims.agreed), (back.claims.both, back.claims.agreed));
        let [first, second] = there.claims.only;
        prop_assert_eq!([second, first], back.claims.only);
        prop_assert_eq!(there.claims.both, there.claims.agreed + there.claims.disagreements.len());
        if let Some(kappa) = &there.claims.kappa {
            prop_assert!(kappa.low <= kappa.value && kappa.value <= kappa.high && kappa.high <= Fraction::one());
        }
        let moderated = review(&charter.moderate(&a, &a, "M", "law.yaml").unwrap());
        let same = charter.agreement(&a, &moderated).unwrap().claims;
        prop_assert_eq!((same.agreed, same.only, same.disagreements.len()), (same.both, [0, 0], 0));
        let [found, expected] = [&moderated, &a].map(|review| {
            let options = ScoreOptions::default().with_review(review.clone());
            without(&charter.score(&profile, &options).unwrap().scorecard, &REVIEW)
        });
        prop_assert_eq!(found, expected);
    }

    /// Whatever a profile says, the review of it can be read, and holds no key that was not put there.
    #[test]
    fn a_profile_cannot_write_into_its_review(name in any::<String>(), reference in any::<String>()) {
        let charter = compiled(
            "charter t \"T\"\n  edition 1\n  grades good\n  evidence at least good\nprofile\n  authority text optional\n  as_of date\n\
             principle p \"P\"\n  criterion c \"C\"\n    should authority is given\n",
        );
        let evidence = json!([{ "id": "e", "grade": "good", "ref": reference, "covers": ["authority"] }]);
        let profile = json!({ "authority": name, "as_of": "2026-04-01", "evidence": evidence });
        let Ok(profile) = Profile::read("law.yaml", profile.to_string().as_bytes(), &Limits::default()) else { return Ok(()) };
        let text = charter.begin_review(&profile, &format!("A {name}"), "law.yaml", None).unwrap().text;
        prop_assert!(review(&text).reviewer().starts_with('A'), "{}", text);
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("claims:")).count(), 1);
        let card = charter.score(&profile, &ScoreOptions::default().with_review(review(&text))).unwrap().scorecard;
        prop_assert_eq!(card.review.map(|review| review.accepted), Some(0));
    }

    /// What is written as a scalar is read as the same text.
    #[test]
    fn a_scalar_reads_as_it_was_written(text in any::<String>(), words in "[-a-z0-9£%_./\\[\\]{},:#&*!|>'\"~ \n\t]{0,12}") {
        for text in [text, words, "null".to_owned(), "~".to_owned(), "- a".to_owned()] {
            let yaml = format!("a: {}\nb: {}\n", yaml::scalar(&text), yaml::flow(&[text.clone(), text.clone()]));
            let document = yaml::read_any(Source::new("a", yaml.as_str()), &Limits::default());
            let document = document.unwrap_or_else(|problems| panic!("{problems:?}\n{yaml}"));
            prop_assert_eq!(document.root().get("a").and_then(|node| node.text()), Some(text.as_str()), "{}", yaml);
            let items = document.root().get("b").map(|node| node.items()).unwrap_or_default();
            let items: Vec<_> = items.iter().map(|node| node.text()).collect();
            prop_assert_eq!(items, vec![Some(text.as_str()); 2], "{}", yaml);
        }
    }
}
