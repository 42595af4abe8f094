//! The counts that are kept in the repository, and the compiler that they hold for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use serde::{Deserialize, Serialize};

use crate::callgrind::Count;

/// What is in `counts.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Counts depend on the compiler: those of another one are not compared.
    compiler: String,
    counts: BTreeMap<String, Count>,
}

impl Kept {
    /// What is kept for this compiler; nothing is for another one.
    pub fn read() -> Self {
        let compiler = compiler();
        let kept: Kept = fs::read_to_string(path())
            .map(|text| serde_json::from_str(&text).expect("counts.json is as we write it"))
            .unwrap_or_default();
        if kept.compiler == compiler {
            return kept;
        }
        println!("The counts kept are of `{}`; this is `{compiler}`, so nothing is compared.\n", kept.compiler);
        Self { compiler, ..Self::default() }
    }

    pub fn count(&self, name: &str) -> Option<Count> {
        self.counts.get(name).copied()
    }

    /// With these counts in place of those of the same name.
    pub fn with(mut self, counts: BTreeMap<String, Count>) -> Self {
        self.counts.extend(counts);
        self
    }

    pub fn write(&self) {
        let text = serde_json::to_string_pretty(self).expect("plain data") + "\n";
        fs::write(path(), text).expect("counts.json can be written");
    }
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("counts.json")
}

/// The compiler and its target, as in `rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu`.
fn compiler() -> String {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    format!("{}, {host}", text.lines().next().unwrap_or_default())
}
