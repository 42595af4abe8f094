//! Counts instructions and allocations of every scenario with callgrind, and holds them against those kept in `counts.json`.
//!
//! `cargo bench -p kitemark-benches --bench count` fails where a scenario takes 5 % more instructions than is kept;
//! `-- --update` keeps the new counts, `-- WORD` counts only scenarios with the word in their names.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod callgrind;
mod kept;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::{env, thread};

use callgrind::Count;
use kept::Kept;
use kitemark_benches::{counted, scenarios};

/// What the child is told first: the scenario to run comes after it.
const RUN: &str = "--run";

fn main() -> ExitCode {
    // `cargo bench` adds `--bench`.
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [first, name] = args.as_slice()
        && first == RUN
    {
        run(name);
        return ExitCode::SUCCESS;
    }
    let update = args.iter().any(|arg| arg == "--update");
    let words: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let names: Vec<String> = scenarios::all()
        .into_iter()
        .map(|scenario| scenario.name)
        .filter(|name| words.iter().all(|word| name.contains(*word)))
        .collect();
    let counts = count(&names);
    let kept = Kept::read();
    println!("{:>14} {:>12} {:>8}  scenario", "instructions", "allocations", "change");
    let grown = names.iter().filter(|name| show(name, counts[*name], kept.count(name))).count();
    if update {
        kept.with(counts).write();
        return ExitCode::SUCCESS;
    }
    match grown {
        0 => ExitCode::SUCCESS,
        _ => {
            eprintln!(
                "{grown} take 5 % more instructions than kept; mend them, or keep what they take now by `-- --update`"
            );
            ExitCode::FAILURE
        }
    }
}

/// Runs a scenario: once to warm up, once to be counted.
fn run(name: &str) {
    let scenario =
        scenarios::all().into_iter().find(|scenario| scenario.name == name).expect("a scenario of this name");
    let mut run = scenario.prepare();
    run();
    counted(&mut run);
}

/// Counts all of them, as many at a time as there are processors.
fn count(names: &[String]) -> BTreeMap<String, Count> {
    let (todo, counts) = (Mutex::new(names.iter()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(name) = { todo.lock().expect("no panic").next() } {
                    let count = callgrind::count(&[RUN, name]);
                    counts.lock().expect("no panic").insert(name.clone(), count);
                }
            });
        }
    });
    counts.into_inner().expect("no panic")
}

/// Shows a count, and says whether it has grown too much.
fn show(name: &str, count: Count, kept: Option<Count>) -> bool {
    let [now, before] = [count, kept.unwrap_or(count)].map(|count| count.instructions as f64);
    let change = (now - before) / before;
    let shown = if kept.is_some() { format!("{:+.1} %", change * 100.0) } else { "new".to_owned() };
    println!("{:>14} {:>12} {shown:>8}  {name}", count.instructions, count.allocations);
    change > 0.05
}
