//! The time that every scenario takes: `cargo bench -p kitemark-benches --bench time`.
#![allow(missing_docs)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kitemark_benches::{growth, random, scenarios};

fn scenarios(criterion: &mut Criterion) {
    for scenario in scenarios::all() {
        // Preparing may take longer than what is timed; it is not done for scenarios that are filtered out.
        criterion.bench_function(&scenario.name, |bencher| {
            let mut run = scenario.prepare();
            bencher.iter(&mut run);
        });
    }
}

/// Few samples suffice: what counts is the power of ten.
fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("growth");
    group.sample_size(10);
    for (line, prepare) in growth::LINES {
        for size in growth::SIZES {
            group.bench_function(BenchmarkId::new(line, size), |bencher| {
                let mut run = prepare(size);
                bencher.iter(&mut run);
            });
        }
    }
    for (whose, prepare) in random::JUDGES {
        group.bench_function(BenchmarkId::new("random", whose), |bencher| {
            let mut run = prepare();
            bencher.iter(&mut run);
        });
    }
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("threads", threads), |bencher| {
            let mut run = growth::cohort(growth::PROFILES, threads);
            bencher.iter(&mut run);
        });
    }
}

criterion_group!(benches, scenarios, growth);
criterion_main!(benches);
