//! The Python package: built as a wheel, installed in a new virtual environment, and met there as its users meet it.
//!
//! What is needed besides Python is installed below the target folder, which `tools` says. The tests are those in `python/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{kitemark, workspace};
use crate::tools;

/// A new environment with the wheel and nothing else, and the tools beside it.
struct Package {
    /// Its `python`.
    python: PathBuf,
    /// Its folder.
    folder: PathBuf,
    /// Where the tools' packages lie.
    tools: String,
}

impl Package {
    fn get() -> &'static Self {
        static PACKAGE: OnceLock<Package> = OnceLock::new();
        PACKAGE.get_or_init(|| {
            let bench = tools::bench("python-package");
            let wheel = wheel(&bench);
            let folder = bench.join("environment");
            let python = folder.join("bin/python");
            let at = folder.to_string_lossy();
            tools::run(&bench, &tools::python(), &["-m", "venv", "--without-pip", &at]);
            let pip = ["-m", "pip", "--disable-pip-version-check", "--python", &at, "install", "--quiet", "--no-index"];
            tools::run(&bench, &tools::python(), &[&pip[..], &[&wheel.to_string_lossy()]].concat());
            let purelib = ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"];
            let tools = tools::run(&bench, &tools::python(), &purelib).trim().to_owned();
            Package { python, folder, tools }
        })
    }

    /// A command of its `python`, which finds the tools too.
    fn with_tools(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.python);
        command.args(args).env("PYTHONPATH", &self.tools).env("PYTHONDONTWRITEBYTECODE", "1");
        command.current_dir(workspace("tests/python"));
        command
    }
}

/// A program in `tests/python`, in the environment that has the package.
pub fn program(args: &[&str]) -> Command {
    Package::get().with_tools(args)
}

/// Builds the wheel with the tests' profile, in their target folder, where the crates are compiled.
fn wheel(bench: &Path) -> PathBuf {
    let test = env::current_exe().expect("a path");
    let target = test.ancestors().nth(3).expect("target/debug/deps/TEST");
    eprintln!("building the wheel of Python with maturin in {}", bench.display());
    let mut maturin = Command::new(tools::python());
    maturin.args(["-m", "maturin", "build", "--quiet", "--locked", "--profile", "dev", "--interpreter"]);
    maturin.arg(tools::python()).arg("--target-dir").arg(target).arg("--out").arg(bench);
    maturin.arg("--manifest-path").arg(workspace("crates/kitemark-py/Cargo.toml"));
    tools::finished(maturin.env("CARGO", env!("CARGO")));
    let mut wheels = fs::read_dir(bench).expect("the folder").map(|entry| entry.expect("an entry").path());
    wheels.find(|path| path.extension().is_some_and(|extension| extension == "whl")).expect("a wheel")
}

#[test]
fn python_package() {
    let package = Package::get();
    let expected = tools::bench("python-expected");
    for format in ["json", "text", "markdown", "html"] {
        let profile = "examples/profiles/northmere.yaml";
        let review = "examples/reviews/northmere.rowan-ash.review.yaml";
        let (profile, review) = (workspace(profile), workspace(review));
        let args = ["score", &profile.to_string_lossy(), "--review", &review.to_string_lossy(), "--format", format];
        fs::write(expected.join(format), kitemark(&args).stdout).expect("a file");
    }
    let mut pytest = package.with_tools(&["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "."]);
    pytest.env("KITEMARK_ROOT", workspace("")).env("KITEMARK_INSTALLED", &package.folder);
    println!("{}", tools::finished(pytest.env("KITEMARK_EXPECTED", &expected)));
}

#[test]
fn python_package_is_typed() {
    let package = Package::get();
    let python = package.python.to_string_lossy();
    let mypy = ["-m", "mypy", "--strict", "--python-version", "3.10", "--python-executable", &python];
    let programs = ["../../examples/python/score.py", "../../crates/kitemark-py/classes.py", "."];
    for checked in [&["--package", "kitemark"][..], &programs] {
        tools::finished(&mut package.with_tools(&[&mypy[..], &["--cache-dir", "/dev/null"], checked].concat()));
    }
    // What is declared is what there is.
    tools::finished(&mut package.with_tools(&["-m", "mypy.stubtest", "kitemark", "--allowlist", "stubtest.txt"]));
}

/// The example, in an environment that has the package alone.
#[test]
fn example_in_python() {
    let package = Package::get();
    let example = workspace("examples/python/score.py");
    let run = |args: &[&str]| {
        let mut command = Command::new(&package.python);
        command.arg(&example).args(args).current_dir(workspace("")).output().expect("it runs")
    };
    let output = run(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!("example_in_python", String::from_utf8(output.stdout).expect("text"));
    let wrong = run(&["tests/cases/profiles/nowhere.yaml"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("nowhere.yaml"));
}
