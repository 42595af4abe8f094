//! The time that every scenario takes: `cargo bench -p kitemark-benches --bench time`.
#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use kitemark_benches::scenarios;

fn scenarios(criterion: &mut Criterion) {
    for scenario in scenarios::all() {
        // Preparing may take longer than what is timed; it is not done for scenarios that are filtered out.
        criterion.bench_function(&scenario.name, |bencher| {
            let mut run = scenario.prepare();
            bencher.iter(&mut run);
        });
    }
}

criterion_group!(benches, scenarios);
criterion_main!(benches);
