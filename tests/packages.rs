//! The crates as they are published: what their manifests say, and that each holds all it is built from.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::house::{cargo, list, metadata, text};
use crate::support::{files_below, workspace};

/// The packages that are published.
pub fn published(metadata: &Value) -> impl Iterator<Item = &Value> {
    let members: BTreeSet<&str> = list(metadata, "workspace_members").iter().filter_map(Value::as_str).collect();
    let is_published = |package: &&Value| package["publish"].is_null();
    list(metadata, "packages").iter().filter(move |package| members.contains(text(package, "id"))).filter(is_published)
}

fn folder(package: &Value) -> PathBuf {
    Path::new(text(package, "manifest_path")).parent().expect("a folder").to_owned()
}

#[test]
fn manifests_say_what_a_registry_shows() {
    let metadata = metadata();
    assert!(published(&metadata).count() > 8, "the crates are gone");
    for package in published(&metadata) {
        let name = text(package, "name");
        for key in ["description", "license", "repository", "readme"] {
            assert!(!text(package, key).is_empty(), "{name} says no {key}");
        }
        // crates.io takes no more than five of each.
        for key in ["keywords", "categories", "authors"] {
            assert!((1..=5).contains(&list(package, key).len()), "{name}: {key}");
        }
        for dependency in list(package, "dependencies").iter().filter(|each| !each["path"].is_null()) {
            let version = text(dependency, "req");
            assert_ne!(version, "*", "{name} uses {} without a version", text(dependency, "name"));
        }
    }
}

/// What a package holds, by the names it has there.
fn packed(package: &Value) -> BTreeSet<String> {
    let name = text(package, "name");
    let listed = cargo(&["package", "--list", "--allow-dirty", "--offline", "--package", name]);
    String::from_utf8(listed).expect("text").lines().map(str::to_owned).collect()
}

#[test]
fn packages_hold_all_they_are_built_from() {
    let metadata = metadata();
    for package in published(&metadata) {
        let (name, folder) = (text(package, "name"), folder(package));
        let packed = packed(package);
        for file in ["Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(packed.contains(file), "{name} has no {file}");
        }
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let read = |path: PathBuf| fs::read_to_string(path).expect("a licence");
            assert_eq!(read(folder.join(licence)), read(workspace(licence)), "{name}: {licence}");
        }
        for source in files_below(&folder).into_iter().filter(|path| path.extension().is_some_and(|each| each == "rs"))
        {
            for included in included(&source) {
                let inside = included.strip_prefix(&folder).map(|path| path.to_string_lossy().into_owned());
                let is_packed = inside.is_ok_and(|path| packed.contains(&path));
                assert!(is_packed, "{} includes {}, which is not in the package", source.display(), included.display());
            }
        }
    }
}

/// The files whose text a source takes in by a plain path.
fn included(source: &Path) -> Vec<PathBuf> {
    let code = fs::read_to_string(source).expect("text");
    let folder = source.parent().expect("a folder");
    let after = |word: &'static str| code.split(word).skip(1);
    let parts = after("include_str!(\"").chain(after("include_bytes!(\""));
    parts.filter_map(|part| part.split_once("\")")).map(|(path, _)| straight(&folder.join(path))).collect()
}

/// A path without its `..`.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}
