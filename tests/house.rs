//! The rules of the house that a program can check: who may depend on whom, licences, the minimum version, sizes, orphans.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{files_below, name_of, workspace};

pub fn cargo(args: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO")).args(args).current_dir(workspace("")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What `cargo metadata` says of the workspace and everything it is built from here: what other systems need may not
/// have been downloaded, and is looked at there.
pub fn metadata() -> Value {
    let version = String::from_utf8(cargo(&["-vV"])).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    serde_json::from_slice(&cargo(&args)).expect("JSON")
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn is_member(package: &Value) -> bool {
    package["source"].is_null()
}

/// Each crate with the crates of the house that it may use. Who embeds the engine does not pay for the workshop.
const DIRECTIONS: [(&str, &[&str]); 10] = [
    ("kitemark-rules", &[]),
    ("kitemark-dsl", &[]),
    ("kitemark-eval", &["kitemark-dsl"]),
    ("kitemark-report", &["kitemark-dsl", "kitemark-eval"]),
    ("kitemark-bindings", &["kitemark-dsl", "kitemark-eval", "kitemark-report", "kitemark-rules"]),
    ("kitemark-authoring", &["kitemark-dsl", "kitemark-eval", "kitemark-report"]),
    ("kitemark-ocds", &["kitemark-dsl"]),
    ("kitemark-cli", &["kitemark-authoring", "kitemark-bindings", "kitemark-ocds"]),
    ("kitemark-capi", &["kitemark-bindings"]),
    ("kitemark-py", &["kitemark-bindings"]),
];

#[test]
fn arrows_between_crates_point_one_way() {
    let metadata = metadata();
    let allowed: BTreeMap<&str, &[&str]> = DIRECTIONS.into_iter().collect();
    for package in list(&metadata, "packages").iter().filter(|package| is_member(package)) {
        let name = text(package, "name");
        if ["kitemark-tests", "kitemark-benches"].contains(&name) {
            continue;
        }
        let may = allowed.get(name).unwrap_or_else(|| panic!("say in DIRECTIONS what `{name}` may use"));
        for dependency in list(package, "dependencies") {
            let used = text(dependency, "name");
            assert!(!used.starts_with("kitemark") || may.contains(&used), "`{name}` must not use `{used}`");
        }
    }
}

/// What each crate is made of decides what it can do: no YAML in the language, no files or clocks in the engine.
#[test]
fn crates_use_only_what_their_work_needs() {
    let metadata = metadata();
    for (name, forbidden) in [
        ("kitemark-dsl", &["granit-parser", "yaml_serde", "annotate-snippets", "clap", "rayon", "indicatif"][..]),
        ("kitemark-eval", &["pest", "yaml_serde", "annotate-snippets", "clap", "rayon", "indicatif"]),
        ("kitemark-report", &["pest", "granit-parser", "annotate-snippets", "clap"]),
        ("kitemark-bindings", &["pest", "granit-parser", "annotate-snippets", "clap"]),
        ("kitemark-authoring", &["pest", "granit-parser", "annotate-snippets", "clap", "indicatif"]),
        ("kitemark-ocds", &["granit-parser", "yaml_serde", "annotate-snippets", "clap", "rayon", "indicatif"]),
        ("kitemark-cli", &["pest", "granit-parser", "kitemark-eval"]),
    ] {
        let package = list(&metadata, "packages").iter().find(|package| text(package, "name") == name);
        let package = package.unwrap_or_else(|| panic!("no crate `{name}`"));
        for dependency in list(package, "dependencies").iter().filter(|dependency| dependency["kind"].is_null()) {
            assert!(
                !forbidden.contains(&text(dependency, "name")),
                "`{name}` must not use `{}`",
                text(dependency, "name")
            );
        }
    }
}

/// `MIT-0` is `MIT` without the duty to name its authors. `CC0-1.0` asks for nothing; what has it is built for WebAssembly alone.
const LICENCES: [&str; 11] = [
    "CC0-1.0",
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Unlicense",
    "Zlib",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "MPL-2.0",
];

/// Whether a licence expression can be met with licences of the list.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all_of(words, at);
    }
    allowed
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let allowed = any_of(words, at);
        *at += 1;
        return allowed;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    LICENCES.contains(&word)
}

#[test]
fn cargo_deny_has_the_same_list_of_licences() {
    let deny = fs::read_to_string(workspace("deny.toml")).expect("text");
    let listed = deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a list");
    let listed: Vec<&str> = listed.split('"').skip(1).step_by(2).filter(|each| !each.contains(" WITH ")).collect();
    assert_eq!(listed, LICENCES);
}

#[test]
fn every_dependency_has_a_licence_of_the_list() {
    assert!(
        is_allowed("MIT OR Apache-2.0")
            && is_allowed("(MIT OR GPL-3.0) AND Unicode-3.0")
            && is_allowed("Unlicense/MIT")
    );
    assert!(!is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0") && !is_allowed(""));
    let metadata = metadata();
    let wrong: Vec<String> = list(&metadata, "packages")
        .iter()
        .filter(|package| !is_allowed(text(package, "license")))
        .map(|package| format!("{} {}: {}", text(package, "name"), text(package, "version"), text(package, "license")))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        list(&metadata, "packages")
            .iter()
            .filter(|package| is_member(package))
            .all(|package| text(package, "license") == "MIT OR Apache-2.0")
    );
}

/// The packages that a crate is built from, without what only tests use.
fn built_from<'a>(metadata: &'a Value, roots: &[&str]) -> Vec<&'a Value> {
    let packages: BTreeMap<&str, &Value> =
        list(metadata, "packages").iter().map(|each| (text(each, "id"), each)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"], "nodes").iter().map(|each| (text(each, "id"), each)).collect();
    let is_root = |id: &&&str| roots.contains(&packages.get(**id).map_or("", |package| text(package, "name")));
    let mut todo: Vec<&str> = nodes.keys().filter(is_root).copied().collect();
    let mut seen: BTreeSet<&str> = todo.iter().copied().collect();
    while let Some(id) = todo.pop() {
        for dependency in nodes.get(id).map(|node| list(node, "deps")).unwrap_or_default() {
            let is_built = list(dependency, "dep_kinds").iter().any(|kind| text(kind, "kind") != "dev");
            if is_built && seen.insert(text(dependency, "pkg")) {
                todo.push(text(dependency, "pkg"));
            }
        }
    }
    seen.iter().filter_map(|id| packages.get(id).copied()).collect()
}

/// `1.88` or `1.88.0` in numbers.
fn version(written: &str) -> (u32, u32, u32) {
    let mut parts = written.split('.').map(|part| part.parse().expect("a version"));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[test]
fn the_minimum_version_is_true() {
    let metadata = metadata();
    let members: Vec<&str> =
        list(&metadata, "packages").iter().filter(|each| is_member(each)).map(|each| text(each, "name")).collect();
    let stated: BTreeSet<&str> = list(&metadata, "packages")
        .iter()
        .filter(|each| is_member(each))
        .map(|each| text(each, "rust_version"))
        .collect();
    assert_eq!(stated.len(), 1, "the crates of the house state different versions: {stated:?}");
    let ours = stated.first().copied().unwrap_or_default();
    for package in built_from(&metadata, &members) {
        let Some(theirs) = package["rust_version"].as_str() else { continue };
        assert!(
            version(theirs) <= version(ours),
            "{} {} needs Rust {theirs}, we say {ours}",
            text(package, "name"),
            text(package, "version")
        );
    }
    // The tests need no newer one either.
    for package in list(&metadata, "packages") {
        let Some(theirs) = package["rust_version"].as_str() else { continue };
        assert!(version(theirs) <= version(ours), "{} needs Rust {theirs}, we say {ours}", text(package, "name"));
    }
}

const MOST_LINES: usize = 700;

#[test]
fn no_file_outgrows_a_reader() {
    let crates = files_below(&workspace("crates"));
    let tests = files_below(&workspace("tests"));
    let mut long = Vec::new();
    for path in crates
        .into_iter()
        .chain(tests)
        .filter(|path| path.extension().is_some_and(|each| each == "rs" || each == "pest"))
        .filter(|path| !path.ends_with("tests/codegen/standard.rs"))
    // which is generated
    {
        let lines = fs::read_to_string(&path).expect("text").lines().count();
        if lines > MOST_LINES {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "over {MOST_LINES} lines: {long:#?}");
}

/// The C interface cannot do without `unsafe`, nor can its tests and whoever counts allocations; there a lint asks for the reason
/// of each. Nothing else has it.
#[test]
fn unsafe_is_counted_and_confined() {
    let rust = |path: &PathBuf| path.extension().is_some_and(|each| each == "rs");
    let files = ["benches", "crates", "fuzz/fuzz_targets", "fuzz/src", "rules", "tests"]
        .map(|folder| files_below(&workspace(folder)));
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for path in files.into_iter().flatten().filter(rust).filter(|path| !path.ends_with("tests/house.rs")) {
        let text = fs::read_to_string(&path).expect("text");
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        let words = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern", "#[unsafe(", "allow(unsafe_code"];
        let count = code.filter(|line| words.iter().any(|word| line.contains(word))).count();
        let path = path.strip_prefix(workspace("")).expect("of the workspace").to_string_lossy().replace('\\', "/");
        // The files of one crate together; a test by itself.
        let place = path.split_once("/src/").map_or(path.as_str(), |(place, _)| place);
        if count > 0 {
            *found.entry(place.to_owned()).or_default() += count;
        }
    }
    let listed: Vec<String> = found.iter().map(|(place, count)| format!("{place}: {count}")).collect();
    insta::assert_snapshot!(listed.join("\n"));
}

/// The page on dependencies names each that a manifest has, with those who use it, and no other.
#[test]
fn every_dependency_has_its_reason() {
    let metadata = metadata();
    // What is built, then what only tests and benchmarks use: for each dependency, the crates that have it.
    let mut used: [BTreeMap<&str, BTreeSet<&str>>; 2] = Default::default();
    for package in list(&metadata, "packages").iter().filter(|package| is_member(package)) {
        let user = text(package, "name").trim_start_matches("kitemark-");
        for dependency in list(package, "dependencies") {
            let name = text(dependency, "name");
            if !name.starts_with("kitemark") {
                let is_tested = ["tests", "benches"].contains(&user) || text(dependency, "kind") == "dev";
                used[usize::from(is_tested)].entry(name).or_default().insert(user);
            }
        }
    }
    let page = fs::read_to_string(workspace("crates/dependencies.md")).expect("the page");
    let (built, tested) = page.split_once("## In tests").expect("both parts");
    for (part, used) in [built, tested].into_iter().zip(used) {
        let rows = part.lines().filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split(" | ");
            let reason = |cells: &mut dyn Iterator<Item = &str>| cells.next().is_some_and(|why| why.len() > 5);
            let row = (cells.next()?.trim_end_matches('`'), cells.next()?.split(", ").collect::<BTreeSet<_>>());
            assert!(reason(&mut cells), "no reason: {line}");
            Some(row)
        });
        assert_eq!(rows.collect::<BTreeMap<_, _>>(), used);
    }
}

/// The libraries read no file, no clock and no environment.
#[test]
fn libraries_do_no_input_or_output() {
    const FORBIDDEN: [&str; 7] =
        ["std::fs", "std::net", "std::process", "std::env", "SystemTime", "Zoned::now", "Timestamp::now"];
    for name in [
        "kitemark-dsl",
        "kitemark-eval",
        "kitemark-report",
        "kitemark-bindings",
        "kitemark-ocds",
        "kitemark-capi",
        "kitemark-py",
    ] {
        let files = files_below(&workspace(&format!("crates/{name}/src")));
        for path in files.iter().filter(|path| !path.to_string_lossy().contains("tests")) {
            let Ok(text) = fs::read_to_string(path) else { continue };
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn the_built_in_charter_is_the_folder() {
    let folder = workspace("rules");
    let lib = fs::read_to_string(folder.join("lib.rs")).expect("text");
    let listed: Vec<&str> =
        lib.lines().filter_map(|line| line.trim().strip_prefix("charter!(\"")?.split('"').next()).collect();
    let mut files: Vec<String> = fs::read_dir(folder.join("commissioning"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".charter"))
        .collect();
    files.sort();
    assert_eq!(listed, files);
}

#[test]
fn every_code_has_one_page_and_every_page_a_code() {
    let pages: Vec<String> = files_below(&workspace("crates/kitemark-dsl/docs/codes"))
        .iter()
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    assert_eq!(pages, kitemark::Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>());
}

/// A snapshot that no test reads says nothing; one that waits for review is no snapshot.
#[test]
fn no_snapshot_is_an_orphan() {
    let mut orphans = Vec::new();
    for path in files_below(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        let name = name_of(&path);
        assert!(!name.ends_with(".snap.new") && !name.ends_with(".pending-snap"), "{name} waits for review");
        let Some(snapshot) = path.file_name().and_then(|file| file.to_str()?.strip_suffix(".snap")) else { continue };
        if !has_test(snapshot) {
            orphans.push(name);
        }
    }
    assert!(orphans.is_empty(), "no test reads {orphans:#?}");
}

/// Whether a snapshot called `kitemark__MODULE__NAME@CASE` has its module, its name in it, and its case.
fn has_test(snapshot: &str) -> bool {
    let (name, case) = snapshot.split_once('@').map_or((snapshot, None), |(name, case)| (name, Some(case)));
    let mut parts = name.split("__");
    let (Some("kitemark"), Some(module)) = (parts.next(), parts.next()) else { return false };
    let name = parts.last().unwrap_or_default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(source) = fs::read_to_string(root.join(format!("{module}.rs"))) else { return false };
    // `help_score` is written as `help_{name}`, `name-2` is the second snapshot of the test `name`.
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let is_named = source.contains(&format!("\"{name}\""))
        || [name, plain].iter().any(|name| source.contains(&format!("fn {name}(")))
        || name.rsplit_once('_').is_some_and(|(start, _)| source.contains(&format!("\"{start}_{{")));
    let is_case = case.is_none_or(|case| {
        let places = [
            root.join("cases/charters"),
            root.join("cases/lint"),
            root.join("cases/profiles"),
            root.join("cases"),
            root.join("hostile"),
            workspace("examples/profiles"),
        ];
        places.iter().any(|folder| folder.join(case).exists() || folder.join(format!("{case}.yaml")).exists())
    });
    is_named && is_case
}
