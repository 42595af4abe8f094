//! The header of the C interface: what cbindgen makes of the crate, and the very functions that the library exports.

use std::collections::BTreeSet;
use std::env;
use std::fs;

use crate::c_interface::{Built, run};
use crate::support::workspace;

/// The header as it lies in the folder.
pub fn header() -> String {
    fs::read_to_string(workspace("crates/kitemark-capi/include/kitemark.h")).expect("the header")
}

/// The header as the sources of the crate have it now.
fn made() -> String {
    let folder = workspace("crates/kitemark-capi");
    let config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).expect("a configuration");
    let bindings = cbindgen::Builder::new().with_config(config).with_src(folder.join("src/lib.rs")).generate();
    let mut header = Vec::new();
    bindings.expect("the sources are understood").write(&mut header);
    String::from_utf8(header).expect("text")
}

/// `UPDATE_HEADER=1 cargo test -p kitemark-tests c_header` writes it anew.
#[test]
fn the_header_is_what_the_sources_say() {
    let made = made();
    if env::var_os("UPDATE_HEADER").is_some() {
        fs::write(workspace("crates/kitemark-capi/include/kitemark.h"), &made).expect("the header is written");
    }
    assert_eq!(header(), made, "UPDATE_HEADER=1 writes it anew");
}

/// The functions that a header declares.
pub fn declared(header: &str) -> BTreeSet<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with(['/', '*', '#']);
    let code: String = header.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let name = |text: &str| Some(text.split_once('(')?.0.rsplit([' ', '*', '\n']).next()?.to_owned());
    code.split(';').filter_map(name).filter(|name| name.starts_with("kitemark_")).collect()
}

#[test]
fn the_library_exports_what_the_header_declares_and_nothing_else() {
    let declared = declared(&header());
    assert!(
        ["kitemark_version", "kitemark_charter_score"].iter().all(|name| declared.contains(*name)),
        "{declared:#?}"
    );
    let symbols = run("nm", &["-D", "--defined-only", &Built::get().shared]);
    let exported: BTreeSet<String> =
        symbols.lines().filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect();
    assert_eq!(exported, declared);
}

/// The C programs of the tests and examples call every function there is.
#[test]
fn every_function_is_tried_in_c() {
    let programs = ["tests/c/abi.c", "tests/c/threads.c", "examples/c/score.c"];
    let texts = programs.map(|path| fs::read_to_string(workspace(path)).expect("a program"));
    for function in declared(&header()) {
        assert!(texts.iter().any(|text| text.contains(&format!("{function}("))), "no program calls `{function}`");
    }
}
