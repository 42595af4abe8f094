//! Kitemark beside its peers, after all of them agreed: verdicts from a prepared profile, from YAML text, from JSON text.
#![allow(missing_docs, clippy::expect_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::{env, fs};

use criterion::Criterion;
use kitemark_benches::scenarios::{self, Run};
use kitemark_benches::{turns, twenty};
use kitemark_peers::{ByHand, Cedar, Cel, JsonSchema, Kitemark, Peer, Rego, Zen, agrees};

/// What is timed, by its name.
type Runs = Vec<(String, Run)>;

/// What is timed of a peer: verdicts of a prepared profile, from YAML text, from JSON text.
fn runs<P: Peer + 'static>() -> Runs {
    let named = |from: &str, run: Run| (format!("{from}/{}", P::NAME), run);
    let (mut peer, mut from_yaml, mut from_json) = (P::new(), P::new(), P::new());
    let profile = peer.from_yaml(twenty::NORTHMERE);
    let json = scenarios::as_json(twenty::NORTHMERE);
    vec![
        named(
            "prepared",
            Box::new(move || {
                black_box(peer.verdicts(black_box(&profile)));
            }),
        ),
        named(
            "yaml",
            Box::new(move || {
                let profile = from_yaml.from_yaml(black_box(twenty::NORTHMERE));
                black_box(from_yaml.verdicts(&profile));
            }),
        ),
        named(
            "json",
            Box::new(move || {
                let profile = from_json.from_json(black_box(&json));
                black_box(from_json.verdicts(&profile));
            }),
        ),
    ]
}

/// How many times as long as Kitemark everything takes, in turns with it.
fn beside_kitemark(peers: &mut [Runs]) -> BTreeMap<String, f64> {
    let mut ratios = BTreeMap::new();
    for runs in peers {
        for ((name, run), (_, ours)) in runs.iter_mut().zip(&mut self::runs::<Kitemark>()) {
            ratios.insert(name.clone(), turns::ratio(run, ours));
        }
    }
    ratios
}

fn main() {
    const PEERS: [(fn(u64), fn() -> Runs); 7] = [
        (agrees::<ByHand>, runs::<ByHand>),
        (agrees::<Kitemark>, runs::<Kitemark>),
        (agrees::<JsonSchema>, runs::<JsonSchema>),
        (agrees::<Zen>, runs::<Zen>),
        (agrees::<Rego>, runs::<Rego>),
        (agrees::<Cel>, runs::<Cel>),
        (agrees::<Cedar>, runs::<Cedar>),
    ];
    for (agrees, _) in PEERS {
        agrees(10_000);
    }
    println!("All agree on 3 profiles and 10,000 random ones.");
    let mut peers = PEERS.map(|(_, runs)| runs());
    let mut criterion = Criterion::default().configure_from_args();
    for (name, run) in peers.iter_mut().flatten() {
        criterion.bench_function(name, |bencher| bencher.iter(&mut *run));
    }
    criterion.final_summary();
    // For the page of results.
    if let Some(home) = env::var_os("CRITERION_HOME") {
        let ratios = serde_json::to_string_pretty(&beside_kitemark(&mut peers)).expect("JSON");
        fs::write(Path::new(&home).join("turns.json"), ratios).expect("a file beside the times");
    }
}
