//! What can go wrong around the command: files that cannot be read or written, a kill, an interrupt.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use kitemark_cli::{Interrupt, Io, run};

use crate::support::{Folder, Ran, kitemark, program, session};

const CHARTER: &str = "cases/cli/beds.charter";

fn good() -> String {
    fs::read_to_string("cases/cli/good.yaml").expect("a case")
}

/// What the command says, with the folder's name left out.
fn said(folder: &Folder, args: &[&str]) -> Ran {
    let ran = kitemark(args);
    Ran { stdout: folder.anonymous(&ran.stdout), stderr: folder.anonymous(&ran.stderr), ..ran }
}

fn mkfifo(path: &str) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

// ---- reading ----------------------------------------------------------------------------------------------------------

/// A folder goes on with what can be read, says what cannot, and ends with 2.
#[test]
fn what_cannot_be_read_is_told_and_stops_nobody() {
    let folder = Folder::new("unreadable");
    folder.file("good.yaml", good());
    symlink("round.yaml", folder.path("about.yaml")).expect("a link");
    symlink("about.yaml", folder.path("round.yaml")).expect("a link");
    symlink("gone.yaml", folder.path("broken.yaml")).expect("a link");
    // Reading fails after opening, as on a bad disk.
    symlink("/proc/self/mem", folder.path("failing.yaml")).expect("a link");
    folder.file("folder.yaml/inner.yaml", good());
    let all = folder.path("");
    for (command, result) in [
        ("score", "6 profiles: 2 gold, 4 not scored"),
        ("check", "FOLDER/good.yaml: no errors"),
        ("cohort", "6 submissions, 4 not scored"),
    ] {
        let ran = said(&folder, &[command, &all, "--charter", CHARTER]);
        assert_eq!((ran.code, ran.stdout.contains(result)), (2, true), "{command}\n{}", session(&ran));
        // Where lines end depends on the folder's real name.
        let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for (file, why) in [
            ("about", "too many levels of symbolic links"),
            ("broken", "there is no such file or folder"),
            ("failing", "input/output error"),
            ("round", "too many levels of symbolic links"),
        ] {
            let message = format!("error[K0901]: cannot read `FOLDER/{file}.yaml`: {why}");
            assert!(words.contains(&message), "{command}: {message}\n{}", ran.stderr);
        }
    }
}

/// A link that leads back up is followed once; what never ends is left alone unless it is named.
#[test]
fn folders_end() {
    let folder = Folder::new("endless");
    folder.file("a/good.yaml", good());
    symlink("..", folder.path("a/up")).expect("a link");
    symlink(".", folder.path("a/self")).expect("a link");
    mkfifo(&folder.path("a/pipe.yaml"));
    mkfifo(&folder.path("a/pipe.charter"));
    symlink("/dev/zero", folder.path("a/zero.yaml")).expect("a link");
    let ran = said(&folder, &["check", &folder.path(""), "--charter", CHARTER]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "FOLDER/a/good.yaml: no errors\n"), "{}", ran.stderr);
    let ran = said(&folder, &["fmt", "--check", &folder.path("a")]);
    assert_eq!((ran.code, ran.stderr.contains("there is no charter")), (2, true), "{}", ran.stderr);
    let ran = said(&folder, &["check", &folder.path("a/zero.yaml"), "--charter", CHARTER]);
    assert!(ran.code == 1 && ran.stderr.contains("K0607"), "{}", ran.stderr);
}

#[test]
fn a_named_pipe_is_read_when_it_is_named() {
    let folder = Folder::new("pipe");
    let pipe = folder.path("pipe.yaml");
    mkfifo(&pipe);
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, good()).expect("somebody reads")
    });
    let ran = said(&folder, &["check", &pipe, "--charter", CHARTER]);
    writer.join().expect("all is written");
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "FOLDER/pipe.yaml: no errors\n"));
}

#[test]
fn names_need_not_be_utf8() {
    let folder = Folder::new("names");
    let odd = std::path::Path::new(&folder.path("")).join(OsStr::from_bytes(b"\xff\xfe\x1b[2J.yaml"));
    fs::write(&odd, good()).expect("a file");
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let args =
        [OsStr::new("kitemark"), OsStr::new("check"), odd.as_os_str(), OsStr::new("--charter"), OsStr::new(CHARTER)];
    let code = run(args.map(Into::into), &mut Io::new(&mut std::io::empty(), &mut stdout, &mut stderr));
    let stdout = folder.anonymous(&String::from_utf8(stdout).expect("output is UTF-8"));
    assert_eq!((code, stdout.as_str()), (0, "FOLDER/\u{fffd}\u{fffd}␛[2J.yaml: no errors\n"));
    let ran = said(&folder, &["score", &folder.path(""), "--charter", CHARTER]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'));
}

// ---- writing ----------------------------------------------------------------------------------------------------------

/// The names of what is in a folder, hidden files included.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("")).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let ran = kitemark(&["score", "cases/cli/good.yaml", "--charter", CHARTER, "--output", "/dev/full"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "error[K0901]: cannot write `/dev/full`: no space is left\n");

    // A disk that is full after the first few bytes: the shell allows no file more than one block.
    let Some(program) = program() else { return };
    let folder = Folder::new("full");
    let kept = folder.file("kept.html", "kept");
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(program.get_program())
        .args(["score", "cases/cli/good.yaml", "--charter", CHARTER, "--format", "html", "--output", &kept])
        .output()
        .expect("the shell runs");
    let stderr = folder.anonymous(&String::from_utf8_lossy(&output.stderr));
    let stderr = stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        (output.status.code(), stderr.as_str()),
        (Some(2), "error[K0901]: cannot write `FOLDER/kept.html`: file too large")
    );
    assert_eq!(fs::read_to_string(&kept).expect("a file"), "kept");
    assert_eq!(names(&folder), ["kept.html"], "a temporary file is left");
}

/// A name as long as names can be leaves no room for a longer temporary one.
#[test]
fn long_names_are_written() {
    let folder = Folder::new("long");
    let name = format!("{}.json", "n".repeat(250));
    let ran = kitemark(&[
        "score",
        "cases/cli/good.yaml",
        "--charter",
        CHARTER,
        "--format",
        "json",
        "--output",
        &folder.path(&name),
    ]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(names(&folder), [name]);
}

const UNTIDY: &str = "unit  a\n";
const TIDY: &str = "unit a\n";

/// Killed among many saves, each file is as it was or as it should be.
#[test]
fn a_kill_leaves_no_file_half_written() {
    let Some(mut program) = program() else { return };
    let folder = Folder::new("kill");
    let long = "# as long as it takes\n".repeat(2_000);
    let paths: Vec<String> =
        (0..300).map(|at| folder.file(&format!("{at}.charter"), format!("{long}{UNTIDY}"))).collect();
    let mut child =
        program.args(["fmt", &folder.path("")]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    let is_begun = || paths.iter().any(|path| fs::read_to_string(path).is_ok_and(|text| text.ends_with(TIDY)));
    while !is_begun() && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    for path in &paths {
        let text = fs::read_to_string(path).expect("a file");
        let rest = text.strip_prefix(long.as_str()).unwrap_or_else(|| panic!("{path} lost its beginning"));
        assert!(rest == UNTIDY || rest.trim_start() == TIDY, "{path}: {rest:?}");
    }
    let left: Vec<String> = names(&folder).into_iter().filter(|name| !name.ends_with(".charter")).collect();
    assert!(left.iter().all(|name| name.starts_with(".kitemark-")), "{left:?}");
    // The next run passes over what the kill has left, and finishes the work.
    assert_eq!(kitemark(&["fmt", &folder.path("")]).code, 0);
    assert!(paths.iter().all(|path| fs::read_to_string(path).is_ok_and(|text| text.ends_with(TIDY))));
}

// ---- interrupting -----------------------------------------------------------------------------------------------------

/// Interrupted as soon as it is at work, each command shows what is done and says how much is left.
#[test]
fn an_interrupt_shows_what_is_done() {
    let folder = Folder::new("interrupt");
    for at in 0..2_000 {
        folder.file(&format!("{at}.yaml"), good());
    }
    for command in ["score", "check", "cohort"] {
        let interrupt = Interrupt::new();
        let (mut stdout, mut stderr, mut stdin) = (Vec::new(), Vec::new(), std::io::empty());
        let args = ["kitemark", command, &folder.path(""), "--charter", CHARTER].map(Into::into);
        let code = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !interrupt.request() {
                    std::thread::yield_now();
                }
            });
            let mut io = Io::new(&mut stdin, &mut stdout, &mut stderr);
            io.interrupt = &interrupt;
            run(args, &mut io)
        });
        let (stdout, stderr) = (String::from_utf8(stdout).expect("text"), String::from_utf8(stderr).expect("text"));
        assert_eq!(code, 130, "{command}: {stderr}");
        let left: usize = stderr
            .strip_prefix("interrupted: ")
            .and_then(|rest| rest.strip_suffix(" of 2000 were not begun, and the result is without them\n"))
            .and_then(|count| count.parse().ok())
            .unwrap_or_else(|| panic!("{command}: {stderr}"));
        if command == "check" {
            assert_eq!(stdout.lines().count(), 2_000 - left, "{command}");
        }
    }
}

/// The program itself, by the signal of Ctrl-C: the first file is a pipe, so that it is surely at work when the signal comes.
#[test]
fn the_program_stops_at_a_signal() {
    let Some(mut program) = program() else { return };
    let folder = Folder::new("signal");
    let pipe = folder.path("pipe.yaml");
    mkfifo(&pipe);
    let mut args = vec!["check".to_owned(), "--charter".to_owned(), CHARTER.to_owned(), pipe.clone()];
    args.extend((0..3_000).map(|at| folder.file(&format!("{at}.yaml"), good())));
    let child = program
        .args(&args)
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    // Opening waits for the reader.
    let mut file = fs::OpenOptions::new().write(true).open(&pipe).expect("it reads the pipe");
    let signal = |name: &str| Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill runs");
    assert!(signal("-INT").success());
    file.write_all(good().as_bytes()).expect("it reads on");
    drop(file);
    let output = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.starts_with("interrupted: ") && stderr.contains(" of 3001 were not begun"), "{stderr}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("pipe.yaml: no errors\n"));
}

/// Where nothing can stop halfway, the signal ends the program at once.
#[test]
fn the_program_ends_at_a_signal_while_it_waits() {
    let Some(mut program) = program() else { return };
    let folder = Folder::new("waiting");
    let pipe = folder.path("charter.charter");
    mkfifo(&pipe);
    let mut child = program
        .args(["check", "cases/cli/good.yaml", "--charter", &pipe])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let _held_open = fs::OpenOptions::new().write(true).open(&pipe).expect("it reads the pipe");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}
