//! What the published libraries offer, kept as text, so that a breaking change is seen before it is made.
//!
//! The text is made of rustdoc's JSON, whose format changes with the toolchain. Where this toolchain writes another format than the
//! crate `public-api` reads, nothing is compared, and the test says so. Derived traits are left out.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::c_interface::{finished, target};
use crate::house::{list, metadata, text};
use crate::packages::published;
use crate::support::workspace;

/// The published packages that are libraries, and what they are called in code. What the facade re-exports is listed with the crate
/// it is of; the C interface has its header.
fn libraries() -> Vec<(String, String)> {
    let metadata = metadata();
    let named = |package: &Value| {
        let library = list(package, "targets").iter().find(|target| target["kind"][0] == "lib")?;
        Some((text(package, "name").to_owned(), text(library, "name").replace('-', "_")))
    };
    published(&metadata).filter_map(named).collect()
}

/// `UPDATE_PUBLIC_API=1 cargo test -p kitemark-tests public_api` writes the listings anew.
#[test]
fn the_libraries_offer_what_is_kept() {
    let libraries = libraries();
    let folder = document(&libraries);
    let mut wrong = String::new();
    for (package, library) in &libraries {
        let json = folder.join(format!("{library}.json"));
        let Some(found) = listing(&json) else { return };
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public-api/{package}.txt"));
        if env::var_os("UPDATE_PUBLIC_API").is_some() {
            fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
            fs::write(&kept, &found).expect("it is written");
        }
        wrong += &changes(package, &fs::read_to_string(&kept).unwrap_or_default(), &found);
    }
    assert!(
        wrong.is_empty(),
        "what embedders can use has changed; where that is meant, UPDATE_PUBLIC_API=1 writes it anew, and CHANGELOG.md tells of \
            it:\n{wrong}"
    );
}

/// Writes the JSON of every library and gives its folder.
fn document(libraries: &[(String, String)]) -> PathBuf {
    let folder = target().join("public-api");
    fs::create_dir_all(&folder).expect("a folder");
    let mut command = Command::new(env!("CARGO"));
    command.args(["doc", "--no-deps", "--lib", "--target-dir"]).arg(target()).current_dir(workspace(""));
    for (package, _) in libraries {
        command.args(["--package", package]);
    }
    command.env("RUSTDOC", unlocked(&folder)).env("RUSTDOCFLAGS", "-Z unstable-options --output-format json");
    finished("cargo doc", &mut command);
    target().join("doc")
}

/// A rustdoc that writes JSON, which is not stable. Only it is told, for cargo would build everything anew.
fn unlocked(folder: &Path) -> PathBuf {
    let rustdoc = Path::new(env!("CARGO")).with_file_name("rustdoc");
    let script = folder.join("rustdoc");
    let wanted = format!("#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec '{}' \"$@\"\n", rustdoc.display());
    // Written once: whoever builds beside this test may be running it.
    if fs::read_to_string(&script).ok().as_ref() != Some(&wanted) {
        fs::write(&script, wanted).expect("it is written");
        finished("chmod", Command::new("chmod").arg("+x").arg(&script));
    }
    script
}

/// What a library offers, an item a line; none where the format is another one.
fn listing(json: &Path) -> Option<String> {
    let written = fs::read_to_string(json).expect("JSON by rustdoc");
    let document: Value = serde_json::from_str(&written).expect("JSON");
    let format = &document["format_version"];
    if *format != rustdoc_types::FORMAT_VERSION {
        eprintln!(
            "the public API is not compared: this rustdoc writes format {format}, and public-api reads {}; choose the versions of \
                `public-api` and `rustdoc-types` in Cargo.toml that go with this toolchain",
            rustdoc_types::FORMAT_VERSION
        );
        return None;
    }
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build();
    Some(api.expect("the format is understood").to_string())
}

/// What is gone and what is new, a line each.
fn changes(package: &str, kept: &str, found: &str) -> String {
    let (kept, found): (BTreeSet<&str>, BTreeSet<&str>) = (kept.lines().collect(), found.lines().collect());
    let gone = kept.difference(&found).map(|line| format!("{package}: - {line}\n"));
    let new = found.difference(&kept).map(|line| format!("{package}: + {line}\n"));
    gone.chain(new).collect()
}
