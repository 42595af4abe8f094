//! Counts by callgrind: this program is run once more under it.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

use serde::{Deserialize, Serialize};

/// What a scenario takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Instructions read.
    pub instructions: u64,
    /// How often memory is asked for, or for more of it.
    pub allocations: u64,
}

/// The function that is counted, with all that it calls.
const COUNTED: &str = "kitemark_benches::counted";

/// How the C library's functions are called that give memory.
const ALLOCATORS: [&str; 5] = ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"];

/// Counts what this program does within [`COUNTED`] when run with these arguments.
pub fn count(args: &[&str]) -> Count {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let name = format!("kitemark-{}-{}.callgrind", process::id(), FILES.fetch_add(1, Ordering::Relaxed));
    let file = env::temp_dir().join(name);
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .args([format!("--zero-before={COUNTED}"), format!("--dump-after={COUNTED}")])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe().expect("a program"))
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("valgrind, which counts, does not run ({error}): apt install valgrind"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Callgrind numbers what it writes on the way; the last file, without a number, is of what came after.
    let part = file.with_extension("callgrind.1");
    let count = read(&part);
    for file in [file, part] {
        fs::remove_file(file).expect("the file is ours");
    }
    count
}

/// Reads callgrind's file: <https://valgrind.org/docs/manual/cl-format.html>.
fn read(file: &Path) -> Count {
    let text = fs::read_to_string(file).expect("callgrind wrote it");
    // `(7) malloc` gives the name a number; from then on it is `(7)`.
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut is_allocator = false;
    let mut count = Count { instructions: 0, allocations: 0 };
    for line in text.lines() {
        let Some((key, value)) = line.split_once(['=', ':']) else { continue };
        match key {
            "fn" | "cfn" => {
                let (number, name) = value.split_once(' ').unwrap_or((value, ""));
                if !name.is_empty() {
                    names.insert(number, name);
                }
                is_allocator = key == "cfn" && names.get(number).is_some_and(|name| ALLOCATORS.contains(name));
            }
            "calls" if is_allocator => count.allocations += first_number(value),
            "summary" => count.instructions = first_number(value),
            _ => {}
        }
    }
    assert!(count.instructions > 0, "nothing was counted in {}", file.display());
    count
}

fn first_number(text: &str) -> u64 {
    text.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}
