//! The tools of other languages: taken from where they are installed, or installed below the target folder, which says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TYPESCRIPT: &str = "typescript@5.9.3";
const MYPY: &str = "mypy==2.4.1";

/// The folder that is kept between runs.
fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("kitemark-tools").join(name)
}

/// An empty folder to work in.
pub fn bench(name: &str) -> PathBuf {
    let folder = kept("bench").join(name);
    let _a_leftover = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs a program in a folder and gives its output; fails with what it said.
pub fn run(folder: &Path, program: &Path, args: &[&str]) -> String {
    let output = Command::new(program).args(args).current_dir(folder).output().unwrap_or_else(|error| {
        panic!("`{}` is needed to test generated code, but does not run: {error}", program.display())
    });
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{} {args:?} fails:\n{stdout}{stderr}", program.display());
    stdout
}

fn runs(program: &Path, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(version))
}

fn version(package: &str) -> &str {
    package.split(['@', '=']).next_back().unwrap_or_default()
}

/// `tsc`, from npm.
pub fn tsc() -> PathBuf {
    let folder = kept("typescript");
    let tsc = folder.join("node_modules/.bin/tsc");
    if !runs(&tsc, version(TYPESCRIPT)) {
        eprintln!("installing {TYPESCRIPT} with npm in {}", folder.display());
        fs::create_dir_all(&folder).expect("a folder");
        run(
            &folder,
            Path::new("npm"),
            &["install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", TYPESCRIPT],
        );
    }
    tsc
}

/// The `python` of a virtual environment that has mypy.
pub fn python() -> PathBuf {
    let folder = kept("python");
    let python = folder.join("bin/python");
    if !runs(&folder.join("bin/mypy"), version(MYPY)) {
        eprintln!("installing {MYPY} with pip in {}", folder.display());
        let at = folder.to_string_lossy();
        run(Path::new("."), Path::new("python3"), &["-m", "venv", "--clear", &at]);
        run(Path::new("."), &python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", MYPY]);
    }
    python
}
