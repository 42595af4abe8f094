//! Writes `RESULTS.md` of what criterion and callgrind measured last; see `benches/run`.
#![allow(clippy::expect_used, clippy::panic)]

#[path = "goals.rs"]
mod goals;
#[path = "plot.rs"]
mod plot;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use kitemark_benches::{growth, random, scenarios};
use serde_json::Value;

const PEERS: [&str; 7] =
    ["Rust by hand", "Kitemark", "jsonschema", "zen-expression", "cedar-policy", "cel", "regorus (RVM)"];

/// The files that results are made of and written to lie here.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn main() {
    let home = env::var("CRITERION_HOME").expect("CRITERION_HOME says where the times are");
    let times = times(Path::new(&home));
    let kept = read(&Path::new(HERE).join("counts.json"));
    let mut page = String::from(
        "# Results\n\nWritten by `benches/run`; see [README.md](README.md) for what is measured. Times are medians of criterion, \
         taken over half an hour in which the clock of a machine may change; [the goals](#goals) are ratios of what was timed in turns.\n\n",
    );
    let compiler = kept["compiler"].as_str().unwrap_or_default();
    let _ = writeln!(
        page,
        "| | |\n| --- | --- |\n| Processor | {} |\n| Compiler | {compiler} |\n| Load | {} |\n",
        processor(),
        load()
    );
    page += "## Scenarios\n\n| scenario | time | instructions | allocations |\n| --- | ---: | ---: | ---: |\n";
    for scenario in scenarios::all() {
        let name = scenario.name;
        let count = &kept["counts"][&name];
        let [instructions, allocations] = ["instructions", "allocations"].map(|key| grouped(count[key].as_u64()));
        let _ = writeln!(page, "| {name} | {} | {instructions} | {allocations} |", shown(times.get(&name)));
    }
    page += "\n## Peers\n\nThe same twenty criteria on the same profile of 120 lines; in brackets, how many times what Rust by hand takes. All agreed on \
             3 profiles and 10,000 random ones before. `jsonschema` and `cedar-policy` have a part of the work done for them by hand: see \
             `peers/src/`.\n\n| | verdicts of a prepared profile | from YAML text | from JSON text |\n| --- | ---: | ---: | ---: |\n";
    for peer in PEERS {
        let _ = write!(page, "| {peer} |");
        for from in ["prepared", "yaml", "json"] {
            let time = |peer: &str| times.get(&format!("{from}/{peer}")).copied();
            let ratio = time(peer).zip(time("Rust by hand")).map_or(String::new(), |(it, by_hand)| ratio(it / by_hand));
            let _ = write!(page, " {}{ratio} |", shown(time(peer).as_ref()));
        }
        page.push('\n');
    }
    page += &goals::table(&beside_peers(Path::new(&home)));
    page += &grown(&times);
    plot::draw(&Path::new(HERE).join("growth.svg"), &lines(&times));
    fs::write(Path::new(HERE).join("RESULTS.md"), page).expect("RESULTS.md can be written");
}

/// The times of what grows, by size.
fn lines(times: &BTreeMap<String, f64>) -> Vec<(&'static str, Vec<(f64, f64)>)> {
    let time = |line: &str, size: usize| times.get(&format!("growth/{line}/{size}")).map(|time| (size as f64, *time));
    let points = |line| growth::SIZES.into_iter().filter_map(|size| time(line, size)).collect();
    growth::LINES.iter().map(|(line, _)| (*line, points(line))).collect()
}

fn grown(times: &BTreeMap<String, f64>) -> String {
    let mut page = String::from(
        "\n## Growth\n\nThe time of one more, by how many there are: where it stays the same, time grows with the number and no \
         faster.\n\n![time by number, both on a logarithmic scale](growth.svg)\n\n| each of | ",
    );
    let sizes = growth::SIZES.map(|size| grouped(Some(size as u64)));
    let _ = writeln!(page, "{} |\n| --- |{}", sizes.join(" | "), " ---: |".repeat(sizes.len()));
    for (line, points) in lines(times) {
        let each: Vec<String> = points.iter().map(|(size, time)| shown(Some(&(time / size)))).collect();
        let _ = writeln!(page, "| {line} | {} |", each.join(" | "));
    }
    let [one, two] = ["1", "2"].map(|threads| times.get(&format!("growth/threads/{threads}")));
    if let Some((one, two)) = one.zip(two) {
        let profiles = grouped(Some(growth::PROFILES as u64));
        let _ = writeln!(
            page,
            "\nA round of {profiles} random profiles takes {} on one thread and {} on two:{}.",
            shown(Some(one)),
            shown(Some(two)),
            ratio(one / two).replace(['(', ')'], "")
        );
    }
    let [ours, by_hand] = random::JUDGES.map(|(whose, _)| times.get(&format!("growth/random/{whose}")));
    if let Some((ours, by_hand)) = ours.zip(by_hand) {
        let each = |time: &f64| shown(Some(&(time / random::COUNT as f64)));
        let _ = writeln!(
            page,
            "\nOver {} random profiles, prepared, the verdicts take {} a profile, and by hand {}:{}.",
            grouped(Some(random::COUNT as u64)),
            each(ours),
            each(by_hand),
            ratio(ours / by_hand).replace(['(', ')'], "")
        );
    }
    page
}

/// What criterion found last, in nanoseconds, by the names of the benchmarks.
fn times(home: &Path) -> BTreeMap<String, f64> {
    let mut times = BTreeMap::new();
    let mut folders = vec![home.to_owned()];
    while let Some(folder) = folders.pop() {
        let below = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        folders.extend(below.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()));
        if folder.ends_with("new") {
            let [name, estimates] = ["benchmark.json", "estimates.json"].map(|file| read(&folder.join(file)));
            let median = estimates["median"]["point_estimate"].as_f64().expect("a time");
            times.insert(name["full_id"].as_str().expect("a name").to_owned(), median);
        }
    }
    times
}

/// How many times as long as Kitemark the peers take, where they were timed.
fn beside_peers(home: &Path) -> BTreeMap<String, f64> {
    let kept = fs::read_to_string(home.join("turns.json")).unwrap_or_default();
    serde_json::from_str(&kept).unwrap_or_default()
}

fn read(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// The name that the processor gives itself.
fn processor() -> String {
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or("unknown", |(_, name)| name.trim()).to_owned()
}

/// How busy the machine was: times of a busy one vary.
fn load() -> String {
    let known = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let (last, processors) = (known.split(' ').nth(2).unwrap_or("unknown"), std::thread::available_parallelism());
    format!("{last} in the last quarter of an hour, on {} processors", processors.map_or(1, usize::from))
}

/// A time with three digits that count.
fn shown(nanoseconds: Option<&f64>) -> String {
    let Some(mut value) = nanoseconds.copied() else { return "–".to_owned() };
    let mut units = ["ns", "µs", "ms", "s"].into_iter().peekable();
    let mut unit = units.next().unwrap_or_default();
    while value >= 1000.0
        && let Some(next) = units.next()
    {
        (value, unit) = (value / 1000.0, next);
    }
    format!("{value:.0$} {unit}", places(value))
}

fn ratio(times: f64) -> String {
    format!(" ({times:.0$} ×)", places(times))
}

fn places(value: f64) -> usize {
    match value {
        ..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    }
}

/// A number with commas between thousands.
fn grouped(number: Option<u64>) -> String {
    let Some(number) = number else { return "–".to_owned() };
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}
