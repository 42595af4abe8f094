//! The tools of other languages: taken from where they are installed, or installed below the target folder, which says so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::workspace;

const TYPESCRIPT: &str = "typescript@5.9.3";

/// What is installed of Python, with the versions.
const REQUIREMENTS: &str = include_str!("python/requirements.txt");

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
    finished(Command::new(program).args(args).current_dir(folder))
}

/// The output of a command that has to succeed.
pub fn finished(command: &mut Command) -> String {
    let program = Path::new(command.get_program()).to_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!(
            "`{}` does not run ({error}): the tests of TypeScript need npm, those of Python need Python 3.10 or later \
                with `venv`, on Debian and Ubuntu `apt install npm python3-venv`",
            program.display()
        )
    });
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?} fails:\n{stdout}{stderr}");
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

/// The `python` of a virtual environment that has what `python/requirements.txt` names.
pub fn python() -> PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| environment(&kept("python"))).clone()
}

fn environment(folder: &Path) -> PathBuf {
    let python = folder.join("bin/python");
    // What is installed is written down last: half an environment has no such file.
    let installed = folder.join("requirements.txt");
    if fs::read_to_string(&installed).ok().as_deref() != Some(REQUIREMENTS) {
        eprintln!("installing maturin, mypy, pytest and libraries of data frames with pip in {}", folder.display());
        let at = folder.to_string_lossy();
        run(Path::new("."), Path::new("python3"), &["-m", "venv", "--clear", &at]);
        let requirements = workspace("tests/python/requirements.txt");
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(Path::new("."), &python, &[&pip[..], &[&requirements.to_string_lossy()]].concat());
        fs::write(installed, REQUIREMENTS).expect("a file");
    }
    python
}
