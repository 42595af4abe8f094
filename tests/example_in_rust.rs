//! The example of embedding in Rust.

use std::env;
use std::process::{Command, Output};

use crate::support::workspace;

/// `cargo test` has built it beside the tests.
fn score(args: &[&str]) -> Output {
    let test = env::current_exe().expect("a path");
    let target = test.ancestors().nth(2).expect("target/debug/deps/TEST");
    Command::new(target.join("examples/score")).args(args).current_dir(workspace("")).output().expect("it runs")
}

#[test]
fn example_in_rust() {
    let output = score(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(String::from_utf8(output.stdout).expect("text"));

    let wrong = score(&["examples/profiles/nowhere.yaml", "README.md"]);
    assert_eq!(wrong.status.code(), Some(1));
    let told = String::from_utf8(wrong.stderr).expect("text");
    assert!(told.contains("nowhere.yaml: ") && told.contains("the profile cannot be scored: README.md:"), "{told}");
}
