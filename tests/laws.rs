//! Laws that hold of every charter and every profile.
//!
//! Charters and profiles are made from a tape of bytes, see `laws/world.rs`; the rules are written down once more, plain
//! and slow, in `laws/reference.rs`. Tapes that failed are kept in `laws/regressions.txt`.

mod fractions;
mod lines;
mod quick;
pub mod reference;
mod reviews;
pub mod world;

use kitemark::scorecard::{Scorecard, Verdict};
use kitemark::{Charter, Fraction, Limits, Profile, ScoreOptions};
use kitemark_authoring::blank::{self, Answers as Filled};
use kitemark_authoring::edition::{self, Direction};
use kitemark_authoring::workshop::Workshop;
use kitemark_dsl::format;
use kitemark_dsl::source::Source;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};
use serde_json::{Map, Value as Json, json};
use world::{Answers, Tape};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/laws/regressions.txt");

const ALL: Answers = Answers { holes: true, bad: true, evidence: true, exemptions: true };
/// Without what is never better known: errors and exemptions.
const SOUND: Answers = Answers { holes: true, bad: false, evidence: true, exemptions: false };

pub fn config(cases: u32) -> Config {
    let more = std::env::var("KITEMARK_CASES").ok().and_then(|cases| cases.parse().ok());
    Config {
        cases: more.unwrap_or(cases),
        // The same cases every time, so that a change is judged by what it changes; others when more are asked for.
        rng_seed: if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_260_401) },
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        max_shrink_iters: 20_000,
        ..Config::default()
    }
}

/// A tape long enough for most charters.
pub fn tape() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..220)
}

fn compiled(text: &str) -> Charter {
    match Charter::compile([("law.charter", text)]) {
        Ok((charter, _)) => charter,
        Err(error) => panic!("{error}\n{text}"),
    }
}

fn opened(text: &str) -> Workshop {
    Workshop::open([("a.charter", text)]).expect("a charter without errors")
}

fn read(text: &str) -> Profile {
    Profile::read("law.yaml", text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn scored(charter: &Charter, profile: &Profile) -> Scorecard {
    charter.score(profile, &ScoreOptions::default()).unwrap().scorecard
}

fn of_json(charter: &Charter, profile: &Json) -> Scorecard {
    scored(charter, &read(&profile.to_string()))
}

type Ends = [Fraction; 2];

fn ends(interval: Option<&kitemark::scorecard::Interval>) -> Option<Ends> {
    interval.map(|each| [each.low.clone(), each.high.clone()])
}

/// Every interval of a scorecard, with its name.
fn intervals(card: &Scorecard) -> Vec<(String, Option<Ends>)> {
    let criteria = card.criteria.iter().map(|each| (each.id.clone(), ends(each.credit.as_ref())));
    let principles = card.principles.iter().map(|each| (each.id.clone(), ends(each.score.as_ref())));
    criteria.chain(principles).chain([("total".to_owned(), ends(card.score.as_ref()))]).collect()
}

/// A scorecard's JSON without the members of these names, wherever they are.
fn without(card: &Scorecard, names: &[&str]) -> Json {
    fn strip(value: &mut Json, names: &[&str]) {
        match value {
            Json::Object(map) => {
                map.retain(|key, _| !names.contains(&key.as_str()));
                map.values_mut().for_each(|value| strip(value, names));
            }
            Json::Array(items) => items.iter_mut().for_each(|value| strip(value, names)),
            _ => {}
        }
    }
    let mut json = serde_json::to_value(card).unwrap();
    strip(&mut json, names);
    json
}

/// What a charter and a profile come to, to show where a law fails.
fn shown(charter: &str, profile: &Json) -> String {
    format!("{charter}\n{}", world::yaml(profile))
}

proptest! {
    #![proptest_config(config(2000))]

    /// The engine comes to the verdicts, credits and total of the rules written down plainly.
    #[test]
    fn the_engine_agrees_with_the_reference(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let text = model.text();
        let card = of_json(&compiled(&text), &profile);
        let (wanted, total) = reference::score(&model, &profile);
        for (at, wanted) in wanted.iter().enumerate() {
            let id = format!("c{at}");
            let found = card.criteria.iter().find(|each| each.id == id).unwrap();
            let found = reference::Outcome { verdict: found.verdict.words(), credit: ends(found.credit.as_ref()) };
            prop_assert_eq!(&found, wanted, "{} in {}", id, shown(&text, &profile));
        }
        prop_assert_eq!(ends(card.score.as_ref()), total, "{}", shown(&text, &profile));
    }
}

proptest! {
    #![proptest_config(config(250))]

    /// What is sure is never more than what is possible.
    #[test]
    fn low_is_at_most_high(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let card = of_json(&compiled(&model.text()), &profile);
        for (name, ends) in intervals(&card) {
            if let Some([low, high]) = ends {
                let within = Fraction::zero() <= low && low <= high && high <= Fraction::one();
                prop_assert!(within, "{} [{}, {}] in {}", name, low.decimals(6), high.decimals(6), shown(&model.text(), &profile));
            }
        }
    }

    /// An answer narrows: every interval lies within the one before. The answers are all proven, or nothing has to be: an
    /// answer without evidence is a claim that silence was not.
    #[test]
    fn answering_never_widens(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let mut model = tape.charter();
        let proven = tape.pick(2) == 1;
        if !proven {
            model.evidence = "optional";
            model.criteria.iter_mut().for_each(|each| each.evidence = None);
        }
        let full = tape.profile(Answers { evidence: false, ..SOUND }, model.criteria.len());
        let mut full = full;
        if proven {
            let covers: Vec<&str> = world::PROFILE.iter().map(|field| field.0).collect();
            full["evidence"] = json!([{"id": "e0", "grade": "primary", "covers": covers}]);
        }
        let mut open = full.clone();
        punch(&mut open, world::PROFILE, &mut tape);
        let charter = compiled(&model.text());
        let (before, after) = (of_json(&charter, &open), of_json(&charter, &full));
        for ((name, wide), (_, narrow)) in intervals(&before).into_iter().zip(intervals(&after)) {
            let lies_within = match (&wide, &narrow) {
                (None, narrow) => narrow.is_none(),
                (Some(wide), Some(narrow)) => wide[0] <= narrow[0] && narrow[1] <= wide[1],
                // It turned out not to apply: that was open.
                (Some(wide), None) => *wide == [Fraction::zero(), Fraction::one()],
            };
            prop_assert!(lies_within, "{} was {:?}, is {:?}\n{}\n{}", name, wide, narrow, shown(&model.text(), &open), world::yaml(&full));
        }
    }

    /// More evidence never makes less sure.
    #[test]
    fn evidence_never_lowers_low(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let before = tape.profile(SOUND, model.criteria.len());
        let mut after = before.clone();
        cite_more(&mut after, &mut tape);
        let covers: Vec<&str> =
            world::PROFILE.iter().map(|field| field.0).filter(|_| tape.pick(2) == 0).collect();
        if let Some(register) = after["evidence"].as_array_mut() {
            register.push(json!({"id": "e9", "grade": "primary", "covers": covers}));
        }
        let charter = compiled(&model.text());
        let (one, two) = (of_json(&charter, &before), of_json(&charter, &after));
        for ((name, before_ends), (_, after_ends)) in intervals(&one).into_iter().zip(intervals(&two)) {
            if let (Some([before_low, _]), Some([after_low, _])) = (before_ends, after_ends) {
                prop_assert!(before_low <= after_low, "{} in {}\n{}", name, shown(&model.text(), &before), world::yaml(&after));
            }
        }
    }

    /// Neither the order of keys nor that of records changes a verdict, a score or the award.
    #[test]
    fn order_changes_nothing(bytes in tape()) {
        let mut tape = Tape::without_order(&bytes);
        let model = tape.charter();
        let profile = tape.profile(Answers { bad: false, ..ALL }, model.criteria.len());
        let mut shuffled = profile.clone();
        shuffle(&mut shuffled, &mut tape);
        let charter = compiled(&model.text());
        let strip = |profile: &Json| {
            let mut card = without(&of_json(&charter, profile), &["profile_sha256", "findings", "evidence", "exemptions"]);
            for criterion in card["criteria"].as_array_mut().unwrap() {
                // The parts have no key, so that their paths tell their place.
                let paths = criterion["unanswered"].as_array().unwrap().iter().map(|path| path.as_str().unwrap());
                let mut paths: Vec<String> = paths.map(without_places).collect();
                paths.sort_unstable();
                paths.dedup();
                criterion["unanswered"] = json!(paths);
                // Of claims that lack evidence alike, the first that suffice are named.
                criterion["unverified"] = Json::Null;
                criterion["reason"] = Json::Null;
                criterion["waiver"] = Json::Null;
            }
            card
        };
        let (one, two) = (strip(&profile), strip(&shuffled));
        prop_assert_eq!(one, two, "{}\n{}", shown(&model.text(), &profile), world::yaml(&shuffled));
    }

    /// One profile in YAML and in JSON gives one scorecard, but for its digest and places.
    #[test]
    fn yaml_and_json_are_one(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let charter = compiled(&model.text());
        let names = ["profile_sha256", "profile_span"];
        let json = without(&of_json(&charter, &profile), &names);
        let yaml = without(&scored(&charter, &read(&world::yaml(&profile))), &names);
        prop_assert_eq!(json, yaml, "{}", shown(&model.text(), &profile));
    }

    /// Formatting keeps what a charter means, and its digest; formatting again changes nothing.
    #[test]
    fn formatting_keeps_the_meaning(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let text = if tape.pick(2) == 1 { signs(&model.text()) } else { model.text() };
        let tidy = formatted(&text);
        prop_assert_eq!(&formatted(&tidy), &tidy, "{}", text);
        let (before, after) = (compiled(&text), compiled(&tidy));
        prop_assert_eq!(before.sha256(), after.sha256(), "{}", text);
        // The words of the charter may change, what comes of them may not.
        let names = ["charter_span", "path", "required", "reason", "text", "name", "rests_on"];
        let (before, after) = (of_json(&before, &profile), of_json(&after, &profile));
        prop_assert_eq!(without(&before, &names), without(&after, &names), "{}", shown(&text, &profile));
    }

    /// The same inputs give the same bytes.
    #[test]
    fn scoring_is_deterministic(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let bytes = || serde_json::to_string(&of_json(&compiled(&model.text()), &profile)).unwrap();
        prop_assert_eq!(bytes(), bytes());
    }

    /// Setting a value is writing it.
    #[test]
    fn setting_is_writing(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let charter = compiled(&model.text());
        let (assignment, written) = assign(&profile, &mut tape);
        let mut set = read(&profile.to_string());
        prop_assert!(set.set(&charter, &assignment).is_ok(), "{}", assignment);
        let names = ["profile_sha256", "profile_span", "changes"];
        let (set, written) = (without(&scored(&charter, &set), &names), without(&of_json(&charter, &written), &names));
        prop_assert_eq!(set, written, "{} in {}", assignment, shown(&model.text(), &profile));
    }

    /// So is an example's `given`: its verdicts are those of the profile with the value written.
    #[test]
    fn given_is_writing(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(SOUND, model.criteria.len()); // an example rests on a profile without errors
        let (assignment, written) = assign(&profile, &mut tape);
        prop_assume!(!assignment.ends_with("nonsense"));
        let card = of_json(&compiled(&model.text()), &written);
        let mut text = model.text() + "example \"E\"\n  profile \"p.yaml\"\n";
        text += &format!("  given {}\n", assignment.replace('=', " is "));
        for criterion in &card.criteria {
            text += &format!("  then {} is {}\n", criterion.id, criterion.verdict.words());
        }
        text += &format!("  then award is {}\n", card.award.id.as_deref().unwrap_or("none"));
        let workshop = opened(&text);
        let failed = workshop.run_examples(&|_| Some(profile.to_string().into_bytes()));
        prop_assert!(failed.is_empty(), "{:?} in {}", failed, shown(&text, &profile));
    }

    /// Nothing that is almost a charter or a profile, or nothing of the kind, brings the engine down.
    #[test]
    fn mutations_never_panic(bytes in tape(), edits in prop::collection::vec((any::<u16>(), any::<u8>(), 0..6u8), 1..12)) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        let good = compiled(&model.text());
        let (mut rules, mut answers) = (model.text().into_bytes(), world::yaml(&profile).into_bytes());
        for (place, byte, how) in edits {
            mutate(if how % 2 == 0 { &mut rules } else { &mut answers }, usize::from(place), byte, how / 2);
        }
        let charter = Charter::compile([("law.charter", String::from_utf8_lossy(&rules))]).map(|(charter, _)| charter);
        if let Ok(profile) = Profile::read("law.yaml", &answers, &Limits::default()) {
            for charter in std::iter::once(good).chain(charter) {
                let _ = charter.score(&profile, &ScoreOptions::default());
            }
        }
    }
}

/// The world is rich enough for the laws to say something: each verdict comes about, and often.
#[test]
fn the_world_is_rich() {
    let mut counts: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    let mut state = 1_u64;
    for _ in 0..400 {
        let bytes: Vec<u8> = (0..220)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state.to_be_bytes()[0]
            })
            .collect();
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(ALL, model.criteria.len());
        for outcome in reference::score(&model, &profile).0 {
            *counts.entry(outcome.verdict).or_default() += 1;
        }
    }
    for verdict in ["met", "partly met", "unmet", "unverified", "unanswered", "error", "not applicable", "waived"] {
        assert!(counts.get(verdict).is_some_and(|count| *count > 5), "{verdict}: {counts:?}");
    }
}

/// Takes answers out that are questions still open when they are missing.
fn punch(record: &mut Json, fields: world::Fields, tape: &mut Tape<'_>) {
    for (name, ty, optional) in fields {
        let (outer, inner) = name.split_once('.').unwrap_or((name, ""));
        if !optional && *name != "as_of" && *name != "id" && tape.pick(4) == 1 {
            if inner.is_empty() {
                record.as_object_mut().unwrap().remove(outer);
            } else if let Some(group) = record.get_mut(outer).and_then(Json::as_object_mut) {
                group.remove(inner);
            }
        }
        let of = if *ty == "list of item" { world::ITEM } else { world::PART };
        if ty.starts_with("list") {
            for item in record.get_mut(*name).and_then(Json::as_array_mut).into_iter().flatten() {
                punch(item, of, tape);
            }
        }
    }
}

/// Names one more document beside those that are named.
fn cite_more(value: &mut Json, tape: &mut Tape<'_>) {
    match value {
        Json::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Json::Array(ids) if key == "evidence" && !ids.iter().any(Json::is_object) => {
                        if tape.pick(2) == 0 {
                            ids.push(json!("e9"));
                        }
                    }
                    _ => cite_more(inner, tape),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| cite_more(item, tape)),
        _ => {}
    }
}

fn shuffle(value: &mut Json, tape: &mut Tape<'_>) {
    match value {
        Json::Object(map) => {
            let mut entries: Vec<(String, Json)> = std::mem::take(map).into_iter().collect();
            let at = tape.pick(entries.len().max(1));
            entries.rotate_left(at);
            if tape.pick(2) == 1 {
                entries.reverse();
            }
            entries.iter_mut().for_each(|(_, value)| shuffle(value, tape));
            *map = entries.into_iter().collect::<Map<String, Json>>();
        }
        Json::Array(items) => {
            let at = tape.pick(items.len().max(1));
            items.rotate_left(at);
            if tape.pick(2) == 1 {
                items.reverse();
            }
            items.iter_mut().for_each(|item| shuffle(item, tape));
        }
        _ => {}
    }
}

/// A path without the places of records that have no key.
fn without_places(path: &str) -> String {
    let parts = path.split('[').map(|part| match part.split_once(']') {
        Some((place, rest)) if place.bytes().all(|byte| byte.is_ascii_digit()) => format!("]{rest}"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("[")
}

pub fn formatted(text: &str) -> String {
    format::file(Source::new("law.charter", text)).unwrap_or_else(|found| panic!("{found:?}\n{text}"))
}

/// The same charter with signs instead of words, and more room than it needs.
fn signs(text: &str) -> String {
    text.replace("is at least", ">=")
        .replace("is more than", ">")
        .replace("is less than", "<")
        .replace("is at most", "<=")
        .replace(" and ", "  and\n      ")
        .replace("evidence >=", "evidence at least")
        .replace("score >=", "score is at least")
}

/// A change as `PATH=VALUE`, and the profile with the value written.
fn assign(profile: &Json, tape: &mut Tape<'_>) -> (String, Json) {
    let mut written = profile.clone();
    let items = profile.get("items").and_then(Json::as_array);
    let at = items.filter(|items| !items.is_empty()).map(|items| tape.pick(items.len()));
    let place = at.filter(|at| items.is_some_and(|items| items[*at].get("id").is_some_and(Json::is_string)));
    let (prefix, record) = match place {
        Some(at) if tape.pick(2) == 0 => (format!("items[k{at}]."), &mut written["items"][at]),
        _ => (String::new(), &mut written),
    };
    let choices: [(&str, &str, Json); 7] = [
        ("y", "yes", json!("yes")),
        ("t", "7 months", json!("7 months")),
        ("c", "blue", json!("blue")),
        ("s", "red, blue", json!(["red", "blue"])),
        ("s", "empty", json!([])),
        ("y", "unanswered", Json::Null),
        ("q", "nonsense", json!("nonsense")),
    ];
    let (name, value, json) = choices[tape.pick(choices.len())].clone();
    if json.is_null() {
        record.as_object_mut().unwrap().remove(name);
    } else {
        record[name] = json;
    }
    (format!("{prefix}{name}={value}"), written)
}

pub fn mutate(bytes: &mut Vec<u8>, place: usize, byte: u8, how: u8) {
    let at = place % (bytes.len() + 1);
    match how {
        0 if at < bytes.len() => bytes[at] = byte,
        1 => bytes.insert(at, byte),
        _ => {
            // A piece of itself somewhere else, or gone.
            let end = (at + usize::from(byte) / 8).min(bytes.len());
            let piece: Vec<u8> =
                if byte.is_multiple_of(2) { bytes[at..end].to_vec() } else { bytes.drain(at..end).collect() };
            let to = (place / 7) % (bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
    }
}

proptest! {
    #![proptest_config(config(250))]

    /// A profile made for a charter has no problems, and a charter is the same as itself.
    #[test]
    fn what_is_written_for_a_charter_fits_it(bytes in tape()) {
        let text = Tape::new(&bytes).charter().text();
        let workshop = opened(&text);
        for answers in [Filled::Blank, Filled::Sample] {
            let profile = blank::profile(workshop.charter(), None, answers);
            let scored = workshop.score("new.yaml", profile.as_bytes()).expect("a profile with its day");
            prop_assert_eq!(scored.diagnostics, vec![], "{}\n{}", text, profile);
        }
        prop_assert_eq!(edition::compare(workshop.engine(), workshop.engine()).sections, vec![], "{}", text);
    }
}

proptest! {
    #![proptest_config(config(2000))]

    /// Where a comparison says stricter, no profile earns more; where it says looser, none earns less.
    #[test]
    fn directions_are_true(bytes in tape(), at in 0_usize..220, byte in any::<u8>()) {
        let mut changed = bytes.clone();
        if let Some(place) = changed.get_mut(at % bytes.len().max(1)) {
            *place = byte;
        }
        let [(old, profile), (new, _)] = [&bytes, &changed].map(|bytes| {
            let mut tape = Tape::new(bytes);
            let mut model = tape.charter();
            model.evidence = "optional";
            model.criteria.iter_mut().for_each(|each| each.evidence = None);
            let complete = Answers { holes: false, bad: false, evidence: false, exemptions: false };
            (model.text(), tape.profile(complete, model.criteria.len()))
        });
        let (before, after) = (opened(&old), opened(&new));
        let cards = [&before, &after].map(|workshop| workshop.score("a.yaml", profile.to_string().as_bytes()).expect("a card").scorecard);
        let criteria = edition::compare(before.engine(), after.engine()).sections.into_iter().filter(|section| section.title == "Criteria");
        for entry in criteria.flat_map(|section| section.entries) {
            let [Some(was), Some(is)] = [&cards[0], &cards[1]].map(|card| card.criteria.iter().find(|one| one.id == entry.id)) else { continue };
            let decided = |verdict| matches!(verdict, Verdict::Met | Verdict::Partly | Verdict::Unmet);
            if let (Some(one), Some(two)) = (ends(was.credit.as_ref()), ends(is.credit.as_ref()))
                && decided(was.verdict) && decided(is.verdict)
            {
                for (direction, holds) in [(Direction::Stricter, two <= one), (Direction::Looser, one <= two)] {
                    let all = entry.notes.iter().all(|note| note.direction == Some(direction));
                    prop_assert!(!all || holds, "{:?}\n{}\n{}", entry, old, shown(&new, &profile));
                }
            }
        }
    }
}
