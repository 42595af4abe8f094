//! What is measured. Each scenario prepares what it needs, and then does one thing as often as it is asked to.

use std::hint::black_box;
use std::sync::Arc;

use granit_parser::{Parser, options};
use kitemark::cohort::{Entry, Round, Submission, Weighting};
use kitemark::report;
use kitemark_dsl::check;
use kitemark_dsl::source::{Source, Sources};
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::document::Document;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::profile::yaml::{self, Limits};

use crate::twenty::{self, by_hand};

/// One thing, to be done again and again.
pub type Run = Box<dyn FnMut()>;

/// Something that is measured.
pub struct Scenario {
    /// What it is called: what it works on, and what it does.
    pub name: String,
    prepare: Box<dyn Fn() -> Run>,
}

impl Scenario {
    /// Makes everything ready.
    pub fn prepare(&self) -> Run {
        (self.prepare)()
    }
}

/// A charter and a profile.
#[derive(Debug, Clone, Copy)]
struct Subject {
    name: &'static str,
    charter: fn() -> Vec<(&'static str, &'static str)>,
    profile: &'static str,
}

const SUBJECTS: [Subject; 2] = [
    Subject { name: "twenty", charter: || vec![("twenty.charter", twenty::CHARTER)], profile: twenty::NORTHMERE },
    Subject {
        name: "standard",
        charter: || kitemark::Charter::standard_texts().to_vec(),
        profile: include_str!("../../rules/commissioning/profiles/exemplary.yaml"),
    },
];

type Action = fn(Subject) -> Run;

/// What is done with every subject.
const ACTIONS: [(&str, Action); 15] = [
    ("compile", compile),
    ("yaml events", yaml_events),
    ("read yaml", |subject| read(subject.profile.to_owned())),
    ("read json", |subject| read(subject.json())),
    ("bind", bind),
    ("verdicts", verdicts),
    ("verdicts, score, award", assess),
    ("verdicts with trace", trace),
    ("scorecard", scorecard),
    ("explain as text", explain),
    ("yaml to scorecard", |subject| to_scorecard(subject, subject.profile.to_owned())),
    ("json to scorecard", |subject| to_scorecard(subject, subject.json())),
    ("json of scorecard", json),
    ("way to the next award", way),
    ("cohort of 20", |subject| cohort(subject, 20)),
];

/// What is prepared by itself, without a charter and a profile given.
pub type Alone = fn() -> Run;

/// The twenty criteria in Rust by hand, to compare with.
const BY_HAND: [(&str, Alone); 3] =
    [("verdicts", verdicts_by_hand), ("yaml to verdicts", yaml_by_hand), ("json to verdicts", json_by_hand)];

/// All scenarios, in the order of the page of results.
pub fn all() -> Vec<Scenario> {
    let of = |subject: Subject| {
        ACTIONS.iter().map(move |(action, prepare)| Scenario {
            name: format!("{}: {action}", subject.name),
            prepare: Box::new(move || prepare(subject)),
        })
    };
    let by_hand = BY_HAND
        .iter()
        .map(|(action, prepare)| Scenario { name: format!("by hand: {action}"), prepare: Box::new(prepare) });
    by_hand.chain(SUBJECTS.into_iter().flat_map(of)).collect()
}

impl Subject {
    fn engine(self) -> Engine {
        engine(&(self.charter)())
    }

    fn json(self) -> String {
        as_json(self.profile)
    }

    fn document(self) -> Document {
        document(self.profile)
    }

    fn bound(self) -> (Engine, Arc<Facts>) {
        let engine = self.engine();
        let facts = engine.bind(&self.document(), None).expect("a day").facts;
        (engine, facts)
    }
}

pub(crate) fn engine(texts: &[(&str, &str)]) -> Engine {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(Source::new(*name, *text));
    }
    Engine::new(check::check(sources, None).charter.expect("a charter without errors"))
}

pub(crate) fn document(text: &str) -> Document {
    yaml::read_bytes("profile", text.as_bytes(), &Limits::default()).expect("a profile without errors")
}

/// A profile in YAML as JSON of the same layout.
pub fn as_json(yaml: &str) -> String {
    let value: serde_json::Value = serde_yaml::from_str(yaml).expect("YAML");
    serde_json::to_string_pretty(&value).expect("JSON")
}

fn compile(subject: Subject) -> Run {
    Box::new(move || drop(black_box(subject.engine())))
}

/// The events of the parser, which whoever reads YAML with places has to go through.
fn yaml_events(subject: Subject) -> Run {
    Box::new(move || {
        let options = options! { emit_comments: false };
        for event in Parser::new_from_str_with_options(black_box(subject.profile), options) {
            drop(black_box(event.expect("YAML")));
        }
    })
}

fn read(text: String) -> Run {
    Box::new(move || drop(black_box(document(black_box(&text)))))
}

fn bind(subject: Subject) -> Run {
    let (engine, document) = (subject.engine(), subject.document());
    Box::new(move || drop(black_box(engine.bind(black_box(&document), None))))
}

fn verdicts(subject: Subject) -> Run {
    let (engine, facts) = subject.bound();
    let mut judge = engine.judge();
    // What is allocated once, and the slots of the profile, are part of the preparation.
    judge.verdicts(&facts);
    Box::new(move || {
        black_box(judge.verdicts(black_box(&facts)));
    })
}

/// The verdicts with every test that settled them.
fn trace(subject: Subject) -> Run {
    let (engine, facts) = subject.bound();
    let mut judge = engine.judge();
    judge.trace(&facts);
    Box::new(move || {
        black_box(judge.trace(black_box(&facts)));
    })
}

fn assess(subject: Subject) -> Run {
    let (engine, facts) = subject.bound();
    Box::new(move || drop(black_box(engine.assess(black_box(&facts)))))
}

fn scorecard(subject: Subject) -> Run {
    let (engine, facts) = subject.bound();
    Box::new(move || drop(black_box(engine.assess(black_box(&facts)).scorecard())))
}

fn explain(subject: Subject) -> Run {
    let scored = subject.engine().score(&subject.document(), None).expect("a day");
    let (style, mut text) = (report::TextStyle::default(), String::new());
    Box::new(move || {
        text.clear();
        report::write_text(&mut text, black_box(&scored.scorecard), &style);
        black_box(&text);
    })
}

fn to_scorecard(subject: Subject, text: String) -> Run {
    let engine = subject.engine();
    Box::new(move || drop(black_box(engine.score(&document(black_box(&text)), None))))
}

fn json(subject: Subject) -> Run {
    let scored = subject.engine().score(&subject.document(), None).expect("a day");
    Box::new(move || drop(black_box(kitemark::json(black_box(&scored.scorecard)))))
}

/// The way of a profile that falls short: of the standard charter the example of its first page.
fn way(subject: Subject) -> Run {
    let profile = match subject.name {
        "standard" => include_str!("../../examples/profiles/northmere.yaml"),
        _ => twenty::PROFILES[1].1,
    };
    let (engine, document) = (subject.engine(), document(profile));
    Box::new(move || drop(black_box(engine.way(black_box(&document), None, None))))
}

/// One profile of a round, from its text.
pub(crate) fn submission(engine: &Engine, at: usize, text: &str, weightings: &[Weighting]) -> Entry<Submission> {
    let (summary, standing) = engine.standing(&document(text), None, weightings).expect("a day");
    Entry::scored(format!("{at}.yaml"), summary, Submission::new(standing))
}

pub(crate) fn round(engine: &Engine, entries: Vec<Entry<Submission>>, weightings: &[Weighting]) -> Round {
    Round::new(engine, entries, weightings, None)
}

fn cohort(subject: Subject, profiles: usize) -> Run {
    let engine = subject.engine();
    let weightings = Weighting::usual(engine.charter());
    let texts = vec![subject.profile.to_owned(); profiles];
    Box::new(move || {
        let texts = black_box(&texts).iter().enumerate();
        let entries = texts.map(|(at, text)| submission(&engine, at, text, &weightings)).collect();
        drop(black_box(round(&engine, entries, &weightings)));
    })
}

fn verdicts_by_hand() -> Run {
    let profile: twenty::Profile = serde_yaml::from_str(twenty::NORTHMERE).expect("a profile");
    Box::new(move || {
        black_box(by_hand::verdicts(black_box(&profile)));
    })
}

fn yaml_by_hand() -> Run {
    Box::new(move || {
        let profile: twenty::Profile = serde_yaml::from_str(black_box(twenty::NORTHMERE)).expect("a profile");
        black_box(by_hand::verdicts(&profile));
    })
}

fn json_by_hand() -> Run {
    let text = as_json(twenty::NORTHMERE);
    Box::new(move || {
        let profile: twenty::Profile = serde_json::from_str(black_box(&text)).expect("a profile");
        black_box(by_hand::verdicts(&profile));
    })
}
