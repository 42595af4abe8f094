//! The C interface as C programs meet it: compiled with all warnings as errors, run under AddressSanitizer, and installed.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{Folder, kitemark, workspace};

/// The output of a program that has to succeed.
pub fn run(program: &str, args: &[&str]) -> String {
    finished(program, Command::new(program).args(args).current_dir(workspace("")))
}

/// The output of a command that has to succeed.
pub fn finished(program: &str, command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| {
        panic!(
            "`{program}` does not run ({error}): the tests of the C interface need cc, nm, pkg-config and sh, \
                on Debian and Ubuntu `apt install build-essential pkg-config`"
        )
    });
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{stderr}");
    String::from_utf8(output.stdout).expect("text")
}

/// The libraries, built once for all tests with the profile and in the folder of the tests.
pub struct Built {
    pub shared: String,
    pub archive: String,
}

impl Built {
    pub fn get() -> &'static Self {
        static BUILT: OnceLock<Built> = OnceLock::new();
        BUILT.get_or_init(|| {
            let target = target().to_string_lossy().into_owned();
            let args = ["build", "--package", "kitemark-capi", "--message-format", "json", "--target-dir", &target];
            let messages = run(env!("CARGO"), &args);
            let files: Vec<String> = messages
                .lines()
                .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
                .filter(|message| message["target"]["name"] == "kitemark_capi")
                .filter_map(|message| message["filenames"].as_array().cloned())
                .flatten()
                .filter_map(|file| file.as_str().map(str::to_owned))
                .collect();
            let ending = |ending: &str| files.iter().find(|file| file.ends_with(ending)).expect(ending).clone();
            Built { shared: ending(".so"), archive: ending(".a") }
        })
    }
}

/// The folder that this test was built in, which has the crates compiled.
pub fn target() -> PathBuf {
    let test = env::current_exe().expect("a path");
    test.ancestors().nth(3).expect("target/debug/deps/TEST").to_owned()
}

/// What a program needs that is linked with the archive, as the pkg-config file says.
fn private_libraries() -> Vec<String> {
    let template = fs::read_to_string(workspace("crates/kitemark-capi/kitemark.pc.in")).expect("the template");
    let line = template.lines().find_map(|line| line.strip_prefix("Libs.private:")).expect("private libraries");
    line.split_whitespace().map(str::to_owned).collect()
}

const STRICT: [&str; 6] = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Werror", "-pedantic"];
const SANITIZED: [&str; 4] = ["-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/// Compiles a program against the sources' header and the archive, with the sanitizers.
pub fn compiled(folder: &Folder, source: &str) -> String {
    let program = folder.path("program");
    let include = format!("-I{}", workspace("crates/kitemark-capi/include").display());
    let mut command = Command::new("cc");
    command.args(STRICT).args(["-Wconversion", "-Wstrict-prototypes"]).args(SANITIZED).arg(include);
    command.arg(workspace(source)).arg(&Built::get().archive).args(private_libraries()).args(["-o", &program]);
    finished("cc", &mut command);
    program
}

const PROFILE: &str = "examples/profiles/northmere.yaml";
const REVIEW: &str = "examples/reviews/northmere.rowan-ash.review.yaml";

/// What the command prints for the same.
fn by_command(args: &[&str]) -> String {
    let ran = kitemark(args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn every_function_does_as_the_header_says() {
    let folder = Folder::new("c-abi");
    let program = compiled(&folder, "tests/c/abi.c");
    let (profile, review) = (workspace(PROFILE), workspace(REVIEW));
    let (profile, review) = (profile.to_string_lossy(), review.to_string_lossy());
    for (format, written) in
        [("json", "card.json"), ("text", "card.txt"), ("markdown", "card.md"), ("html", "card.html")]
    {
        let by_c = folder.path(written);
        finished(&program, Command::new(&program).args([&*profile, &*review, format, &by_c]));
        let by_c = fs::read_to_string(by_c).expect("what C wrote");
        let by_command = by_command(&["score", &profile, "--review", &review, "--format", format]);
        assert!(by_c == by_command, "{format} by C and by the command differ");
    }
}

#[test]
fn threads_share_handles() {
    let folder = Folder::new("c-threads");
    let program = compiled(&folder, "tests/c/threads.c");
    assert_eq!(finished(&program, &mut Command::new(&program)), "8 threads agree\n");
}

/// The program of the documentation scores what the front page shows.
#[test]
fn example_in_c() {
    let folder = Folder::new("c-example");
    let program = compiled(&folder, "examples/c/score.c");
    insta::assert_snapshot!("example_in_c", run(&program, &[PROFILE]));

    let wrong = folder.file("wrong.yaml", "as_of: 2026-04-01\nas_of: 2026-04-02\n");
    let output = Command::new(&program).arg(&wrong).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("text");
    insta::assert_snapshot!("example_in_c_of_a_mistake", folder.anonymous(&said));
}

/// A header is for C++ too.
#[test]
fn header_in_cpp() {
    let folder = Folder::new("cpp");
    let source = folder.file("twice.cc", "#include <kitemark.h>\n#include <kitemark.h>\nint main() { return 0; }\n");
    let include = format!("-I{}", workspace("crates/kitemark-capi/include").display());
    run("c++", &["-std=c++11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", &include, &source]);
}

#[test]
fn installed_library_is_found_by_pkg_config() {
    let folder = Folder::new("c-install");
    let prefix = folder.path("prefix with a space");
    let script = workspace("crates/kitemark-capi/install");
    finished(
        "sh",
        Command::new("sh")
            .arg(script)
            .arg(&prefix)
            .env("PROFILE", "dev")
            .env("CARGO", env!("CARGO"))
            .env("CARGO_TARGET_DIR", target()),
    );
    let asked = |args: &[&str]| {
        let mut command = Command::new("pkg-config");
        let answer = finished(
            "pkg-config",
            command.args(args).arg("kitemark").env("PKG_CONFIG_PATH", format!("{prefix}/lib/pkgconfig")),
        );
        answer.trim().to_owned()
    };
    assert_eq!(asked(&["--modversion"]), env!("CARGO_PKG_VERSION"));
    let program = folder.path("score");
    let compile = format!(
        "cc {} '{}' {} -o '{program}'",
        STRICT.join(" "),
        workspace("examples/c/score.c").display(),
        asked(&["--cflags", "--libs"])
    );
    run("sh", &["-c", &compile]);
    let scored = finished(
        &program,
        Command::new(&program).arg(workspace(PROFILE)).env("LD_LIBRARY_PATH", format!("{prefix}/lib")),
    );
    assert!(scored.contains("0.5"), "{scored}");
}
