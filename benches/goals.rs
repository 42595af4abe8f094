//! What is aimed at, and how near it is: one thing against another, in turns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kitemark_benches::scenarios::{self, Run};
use kitemark_benches::{growth, random, turns};

/// What a ratio should be.
#[derive(Clone, Copy)]
enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

impl Aim {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(most) => ratio <= most,
            Self::AtLeast(least) => ratio >= least,
        }
    }
}

/// What takes how many times as long as what, here.
const GOALS: [(&str, &str, &str, Aim); 9] = [
    ("verdicts, of Rust by hand", "twenty: verdicts", "by hand: verdicts", Aim::AtMost(8.0)),
    ("verdicts with trace, of those without", "twenty: verdicts with trace", "twenty: verdicts", Aim::AtMost(1.5)),
    (
        "verdicts with trace, of those without; the standard charter",
        "standard: verdicts with trace",
        "standard: verdicts",
        Aim::AtMost(1.5),
    ),
    ("verdicts of 10,000 random profiles, of Rust by hand", "random: kitemark", "random: by hand", Aim::AtMost(1.5)),
    ("reading YAML, of the events of its parser", "twenty: read yaml", "twenty: yaml events", Aim::AtMost(1.15)),
    (
        "YAML to scorecard, of the events of its parser",
        "twenty: yaml to scorecard",
        "twenty: yaml events",
        Aim::AtMost(1.15),
    ),
    ("reading YAML, of reading JSON", "twenty: read yaml", "twenty: read json", Aim::AtLeast(5.0)),
    (
        "YAML to scorecard, of JSON to scorecard",
        "twenty: yaml to scorecard",
        "twenty: json to scorecard",
        Aim::AtLeast(5.0),
    ),
    ("a round on one thread, of one on two", "threads: 1", "threads: 2", Aim::AtLeast(1.8)),
];

/// The same of peers, which are timed where they are built: how many times as long they take as Kitemark does.
const PEERS: [(&str, &str, Aim); 9] = [
    ("jsonschema, of verdicts", "prepared/jsonschema", Aim::AtLeast(10.0)),
    ("zen-expression, of verdicts", "prepared/zen-expression", Aim::AtLeast(80.0)),
    ("regorus (RVM), of verdicts", "prepared/regorus (RVM)", Aim::AtLeast(150.0)),
    ("Rust by hand with serde, of YAML to verdicts", "yaml/Rust by hand", Aim::AtLeast(1.0)),
    ("jsonschema, of YAML to verdicts", "yaml/jsonschema", Aim::AtLeast(1.0)),
    ("zen-expression, of YAML to verdicts", "yaml/zen-expression", Aim::AtLeast(1.0)),
    ("cedar-policy, of YAML to verdicts", "yaml/cedar-policy", Aim::AtLeast(1.0)),
    ("cel, of YAML to verdicts", "yaml/cel", Aim::AtLeast(1.0)),
    ("regorus (RVM), of YAML to verdicts", "yaml/regorus (RVM)", Aim::AtLeast(1.0)),
];

/// Measures what is here, beside what is known of the peers, and says it as a table.
pub fn table(peers: &BTreeMap<String, f64>) -> String {
    let mut table = String::from(
        "\n## Goals\n\nHow many times as long one thing takes as another, timed in turns.\n\n| | goal | now | |\n| --- | ---: | ---: | --- |\n",
    );
    let ours = GOALS.iter().map(|(what, one, other, aim)| {
        let ratio = turns::ratio(&mut prepared(one), &mut prepared(other));
        (*what, *aim, Some(ratio))
    });
    let theirs = PEERS.iter().map(|(what, name, aim)| (*what, *aim, peers.get(*name).copied()));
    for (what, aim, ratio) in ours.chain(theirs) {
        let (sign, bound) = match aim {
            Aim::AtMost(most) => ("≤", most),
            Aim::AtLeast(least) => ("≥", least),
        };
        let (now, is_met) = match ratio {
            Some(ratio) => (format!("{ratio:.2} ×"), if aim.is_met(ratio) { "met" } else { "not met" }),
            None => ("–".to_owned(), ""),
        };
        let _ = writeln!(table, "| {what} | {sign} {bound} × | {now} | {is_met} |");
    }
    table
}

/// Something that is timed, by its name on the page.
fn prepared(name: &str) -> Run {
    let alone = random::JUDGES.iter().find(|(whose, _)| name.strip_prefix("random: ") == Some(whose));
    match (alone, name.strip_prefix("threads: ")) {
        (Some((_, prepare)), _) => prepare(),
        (None, Some(threads)) => growth::cohort(growth::PROFILES, threads.parse().expect("a number")),
        (None, None) => scenarios::all().iter().find(|scenario| scenario.name == name).expect("a scenario").prepare(),
    }
}
