//! The laws, one for each target.

use std::sync::LazyLock;

use kitemark::{Charter, Diagnostic, Error, Limits, Profile, Review, ScoreOptions, Scored};
use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::source::{Source, Sources};
use kitemark_dsl::{check, format, parse};
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::yaml;
use kitemark_ocds::Notices;
use serde_json::Value as Json;

use super::reference;
use super::world::{self, Answers, Tape};

const KINDS: &str = include_str!("../../tests/cases/profiles/all-kinds.charter");
const NORTHMERE: &str = include_str!("../../examples/profiles/northmere.yaml");

/// Every kind of field, by the library and by the engine below it.
static ALL_KINDS: LazyLock<(Charter, Engine)> = LazyLock::new(|| (compiled(KINDS), engine([("kinds.charter", KINDS)])));
static STANDARD: LazyLock<Charter> = LazyLock::new(|| Charter::standard().expect("the standard charter"));
static STANDARD_ENGINE: LazyLock<Engine> =
    LazyLock::new(|| engine(Charter::standard_texts().iter().map(|(name, text)| (*name, *text))));

fn compiled(text: &str) -> Charter {
    Charter::compile([("law.charter", text)]).unwrap_or_else(|error| panic!("{error}\n{text}")).0
}

fn engine<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Engine {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(Source::new(name, text));
    }
    Engine::new(check::check(sources, None).charter.expect("a charter"))
}

fn read(bytes: &[u8]) -> Result<Profile, Error> {
    Profile::read("p.yaml", bytes, &Limits::default())
}

/// Whoever refuses says why.
fn refused(error: &Error) {
    assert!(error.diagnostics().iter().any(Diagnostic::is_error), "refused without a word: {error}");
}

/// Any text is a charter or is told why not. What is one can be used, and formatting keeps its meaning.
pub fn charter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Charter::compile([("law.charter", text)]) {
        Ok((charter, _)) => {
            let profile = read(b"as_of: 2026-04-01").expect("a profile");
            let scored = charter.score(&profile, &ScoreOptions::default());
            assert!(scored.is_ok_and(|scored| scored.scorecard.criteria.len() == charter.criterion_ids().len()));
            let _schema = charter.profile_schema();
        }
        Err(error) => refused(&error),
    }
    formats(text);
}

/// What can be formatted keeps its meaning, and there is nothing left to format.
fn formats(text: &str) {
    let Ok(out) = format::file(Source::new("law.charter", text)) else { return };
    let again = format::file(Source::new("law.charter", out.as_str()));
    assert_eq!(again.as_ref().ok(), Some(&out), "formatting is not done after once: {text}");
    assert_eq!(canonical(&out), canonical(text), "formatting changes the meaning: {text}");
}

fn canonical(text: &str) -> String {
    let mut sources = Sources::default();
    sources.add(Source::new("law.charter", text));
    let (syntax, _) = parse::parse(&sources);
    format::canonical(&syntax, &sources)
}

/// Any bytes are a profile or are told why not; what can be scored comes out the same by both ways of judging.
pub fn profile(bytes: &[u8]) {
    match read(bytes) {
        Err(error) => refused(&error),
        Ok(profile) => match ALL_KINDS.0.score(&profile, &ScoreOptions::default()) {
            Err(error) => refused(&error),
            Ok(scored) => assert_eq!(scored.scorecard.criteria.len(), ALL_KINDS.0.criterion_ids().len()),
        },
    }
    judged_alike(&ALL_KINDS.1, bytes);
}

/// The fast way of judging against the one that explains.
fn judged_alike(engine: &Engine, profile: &[u8]) {
    let Ok(document) = yaml::read_bytes("p.yaml", profile, &Limits::default()) else { return };
    let Ok(bound) = engine.bind(&document, None) else { return };
    let (assessment, mut judge) = (engine.assess(&bound.facts), engine.judge());
    for (at, criterion) in engine.charter().criteria().iter().enumerate() {
        let id = CriterionId::at(at);
        let told = assessment.verdict(id).map(|verdict| (verdict, assessment.credit(id)));
        assert_eq!(told, judge.criterion(&bound.facts, id), "`{}` at full speed", criterion.id());
    }
}

/// A profile in JSON is the same profile in YAML: verdicts, scores and what is wrong with it.
pub fn json(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Json>(bytes) else { return };
    let Ok(yaml) = serde_yaml::to_string(&value) else { return };
    // At these the writer breaks lines, by YAML 1.1, which a reader of 1.2 does not join again.
    if yaml.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return;
    }
    let (json, yaml) = (Profile::from_value("p", &value), Profile::read("p", yaml.as_bytes(), &Limits::default()));
    match (json, yaml) {
        (Ok(json), Ok(yaml)) => {
            let [json, yaml] = [json, yaml].map(|profile| ALL_KINDS.0.score(&profile, &ScoreOptions::default()));
            assert_eq!(
                json.map(told).map_err(|error| problems(error.diagnostics())),
                yaml.map(told).map_err(|error| problems(error.diagnostics()))
            );
        }
        (Err(json), Err(yaml)) => [json, yaml].iter().for_each(refused),
        (Ok(_), Err(error)) => panic!("YAML is refused, JSON not: {error}"),
        (Err(error), Ok(_)) => panic!("JSON is refused, YAML not: {error}"),
    }
}

/// A scorecard without its places and its digest, and what was wrong.
fn told(scored: Scored) -> (Json, Vec<String>) {
    let mut card = serde_json::to_value(&scored.scorecard).expect("plain data");
    forget_places(&mut card);
    (card, problems(&scored.diagnostics))
}

fn problems(diagnostics: &[Diagnostic]) -> Vec<String> {
    // One writer of numbers has a sign in every exponent, the other has not.
    let told = |each: &Diagnostic| format!("{}: {}", each.code.as_str(), each.message.replace("e+", "e"));
    let mut problems: Vec<String> = diagnostics.iter().map(told).collect();
    // Those of one record come in the order of its places, which are others in JSON and in YAML.
    problems.sort();
    problems
}

fn forget_places(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.retain(|name, _| name != "profile_sha256" && name != "profile_span");
            members.values_mut().for_each(forget_places);
        }
        Json::Array(items) => items.iter_mut().for_each(forget_places),
        _ => {}
    }
}

/// Any bytes are a review or are told why not. What is one can be applied, compared with itself, and moderated into another.
pub fn review(bytes: &[u8]) {
    static PROFILE: LazyLock<Profile> = LazyLock::new(|| read(NORTHMERE.as_bytes()).expect("a profile"));
    match Review::read("r.yaml", bytes, &Limits::default()) {
        Err(error) => refused(&error),
        Ok(review) => {
            if let Err(error) = STANDARD.score(&PROFILE, &ScoreOptions::default().with_review(review.clone())) {
                refused(&error);
            }
            let _agreement = STANDARD.agreement(&review, &review);
            if let Ok(text) = STANDARD.moderate(&review, &review, "A. Moderator", "m.review.yaml") {
                let moderated = Review::read("m.review.yaml", text.as_bytes(), &Limits::default());
                assert!(moderated.is_ok(), "{:?}\n{text}", moderated.err());
            }
        }
    }
}

/// Any bytes are notices or are told why not. What is drafted from one is a profile that can be scored.
pub fn notice(bytes: &[u8]) {
    let Ok(notices) = Notices::read("n.json", bytes) else { return };
    let ids: Vec<Option<&str>> = notices.ocids().take(4).map(Some).chain([None]).collect();
    for id in ids {
        let Ok(notice) = notices.notice(id) else { continue };
        let Ok(draft) = notice.draft(STANDARD_ENGINE.charter(), None) else { continue };
        let profile = read(draft.profile.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{}", draft.profile));
        let wrong: Vec<Diagnostic> = STANDARD.check(&profile).into_iter().filter(Diagnostic::is_error).collect();
        assert!(wrong.is_empty(), "{wrong:?}\n{}", draft.profile);
    }
}

const ALL: Answers = Answers { holes: true, bad: true, evidence: true, exemptions: true };

/// A charter and a profile made from the bytes: the engine, its fast way, the rules written down plainly, YAML and JSON agree.
pub fn rules(bytes: &[u8]) {
    let mut tape = Tape::new(bytes);
    let model = tape.charter();
    let profile = tape.profile(ALL, model.criteria.len());
    let (text, yaml) = (model.text(), world::yaml(&profile));
    let charter = compiled(&text);
    let of_json = charter.score(&Profile::from_value("p", &profile).expect("a profile"), &ScoreOptions::default());
    let of_yaml = charter.score(&read(yaml.as_bytes()).expect("a profile"), &ScoreOptions::default());
    let (of_json, of_yaml) = (of_json.expect("a scorecard"), of_yaml.expect("a scorecard"));
    let ends = |interval: &kitemark::scorecard::Interval| [interval.low.clone(), interval.high.clone()];
    let (wanted, total) = reference::score(&model, &profile);
    for (at, wanted) in wanted.iter().enumerate() {
        // The charter has them by principle, the model does not.
        let id = format!("c{at}");
        let found = of_yaml.scorecard.criteria.iter().find(|found| found.id == id).expect("a criterion");
        let found = reference::Outcome { verdict: found.verdict.words(), credit: found.credit.as_ref().map(ends) };
        assert_eq!(&found, wanted, "{text}\n{yaml}");
    }
    assert_eq!(of_yaml.scorecard.score.as_ref().map(ends), total, "{text}\n{yaml}");
    assert_eq!(told(of_json), told(of_yaml), "{text}\n{yaml}");
    judged_alike(&engine([("law.charter", text.as_str())]), yaml.as_bytes());
}

/// A charter made from the first bytes and damaged by the others is refused, or formatted without a change of meaning.
pub fn layout(bytes: &[u8]) {
    let (tape, damage) = bytes.split_at(bytes.len() * 3 / 4);
    let mut text = Tape::new(tape).charter().text().into_bytes();
    for damage in damage.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([damage[0], damage[1]])) % text.len();
        match damage[2] {
            0..=31 => drop(text.remove(at)),
            byte @ 32..=126 => text[at] = byte,
            _ => text.insert(at, b" \n\t\"#\\,:()"[usize::from(damage[2]) % 10]),
        }
        if text.is_empty() {
            return;
        }
    }
    charter(&text);
}
