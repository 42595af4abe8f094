//! Kitemark beside its peers, after all of them agreed: verdicts from a prepared profile, from YAML text, from JSON text.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::Criterion;
use kitemark_benches::{scenarios, twenty};
use kitemark_peers::{ByHand, Cedar, Cel, JsonSchema, Kitemark, Peer, Rego, Zen, agrees};

fn time<P: Peer>(criterion: &mut Criterion) {
    let json = scenarios::as_json(twenty::NORTHMERE);
    let mut peer = P::new();
    let profile = peer.from_yaml(twenty::NORTHMERE);
    criterion.bench_function(&format!("prepared/{}", P::NAME), |bencher| {
        bencher.iter(|| peer.verdicts(black_box(&profile)));
    });
    criterion.bench_function(&format!("yaml/{}", P::NAME), |bencher| {
        bencher.iter(|| {
            let profile = peer.from_yaml(black_box(twenty::NORTHMERE));
            peer.verdicts(&profile)
        });
    });
    criterion.bench_function(&format!("json/{}", P::NAME), |bencher| {
        bencher.iter(|| {
            let profile = peer.from_json(black_box(&json));
            peer.verdicts(&profile)
        });
    });
}

fn main() {
    const PEERS: [(fn(u64), fn(&mut Criterion)); 7] = [
        (agrees::<ByHand>, time::<ByHand>),
        (agrees::<Kitemark>, time::<Kitemark>),
        (agrees::<JsonSchema>, time::<JsonSchema>),
        (agrees::<Zen>, time::<Zen>),
        (agrees::<Rego>, time::<Rego>),
        (agrees::<Cel>, time::<Cel>),
        (agrees::<Cedar>, time::<Cedar>),
    ];
    for (agrees, _) in PEERS {
        agrees(10_000);
    }
    println!("All agree on 3 profiles and 10,000 random ones.");
    let mut criterion = Criterion::default().configure_from_args();
    for (_, time) in PEERS {
        time(&mut criterion);
    }
    criterion.final_summary();
}
