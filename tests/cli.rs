//! The command as its users meet it: what it takes, where it writes, how it ends.

use std::io::{self, Write};
use std::process::Stdio;

use kitemark_cli::{Io, run};

use crate::support::{Folder, Ran, kitemark, kitemark_reading, program, session};

/// Runs the command with `FOLDER/`, the cases of this file, put into the arguments; in what comes out it stays short.
fn at(args: &[&str]) -> Ran {
    at_reading(args, b"")
}

fn at_reading(args: &[&str], stdin: &[u8]) -> Ran {
    let args: Vec<String> = args.iter().map(|arg| arg.replace("FOLDER/", "cases/cli/")).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    kitemark_reading(&args, stdin)
}

fn case(name: &str) -> String {
    std::fs::read_to_string(format!("cases/cli/{name}")).expect("a case")
}

/// `score` with the charter of the cases.
fn score(args: &[&str]) -> Ran {
    at(&[&["score", "--charter", "FOLDER/beds.charter"], args].concat())
}

// ---- help -------------------------------------------------------------------------------------------------------------

#[test]
fn help_is_worth_reading() {
    for (name, args) in [
        ("main", &["--help"][..]),
        ("short", &["-h"]),
        ("score", &["score", "--help"]),
        ("improve", &["improve", "--help"]),
        ("ask", &["ask", "--help"]),
        ("review", &["review", "--help"]),
        ("review-start", &["review", "start", "--help"]),
        ("review-agree", &["review", "agree", "--help"]),
        ("cohort", &["cohort", "--help"]),
        ("compare", &["compare", "--help"]),
        ("check", &["check", "--help"]),
        ("fmt", &["fmt", "--help"]),
        ("lint", &["lint", "--help"]),
        ("diff", &["diff", "--help"]),
        ("doc", &["doc", "--help"]),
        ("test", &["test", "--help"]),
        ("explain", &["explain", "--help"]),
        ("new", &["new", "--help"]),
        ("schema", &["schema", "--help"]),
        ("codegen", &["codegen", "--help"]),
        ("import", &["import", "--help"]),
        ("import-ocds", &["import", "ocds", "--help"]),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{args:?}");
        assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "wider than 80 columns:\n{}", ran.stdout);
        insta::assert_snapshot!(format!("help_{name}"), ran.stdout);
    }
}

#[test]
fn without_a_command_it_says_where_to_begin() {
    insta::assert_snapshot!(session(&kitemark(&[])));
}

#[test]
fn the_version_is_told() {
    let ran = kitemark(&["--version"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, concat!("kitemark ", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
fn arguments_that_do_not_fit_end_with_2() {
    let cases: [&[&str]; 9] = [
        &["scor"],
        &["score"],
        &["check"],
        &["score", "a.yaml", "--formt", "json"],
        &["score", "a.yaml", "--format", "pdf"],
        &["check", "a.yaml", "--format", "yaml"],
        &["schema", "charter"],
        &["schema", "scorecard", "--charter", "a.charter"],
        &["explain", "K0302", "K0303"],
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|args| {
            let ran = kitemark(args);
            assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}");
            format!("$ kitemark {}\n{}", args.join(" "), session(&ran))
        })
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

// ---- score ------------------------------------------------------------------------------------------------------------

#[test]
fn a_profile_that_is_scored_ends_with_0() {
    let ran = score(&["FOLDER/good.yaml"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Goodham"), "{}", ran.stdout);
}

#[test]
fn a_profile_with_errors_is_scored_and_ends_with_1() {
    let ran = score(&["FOLDER/bad.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("Badham"), "{}", ran.stdout);
    assert!(ran.stderr.contains("error[K0702]") && ran.stderr.contains("error[K0701]"), "{}", ran.stderr);
}

#[test]
fn a_profile_that_cannot_be_scored_ends_with_1_and_no_result() {
    let ran = score(&["FOLDER/broken.yaml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("error[K0601]"), "{}", ran.stderr);
}

#[test]
fn a_missing_file_ends_with_2() {
    let ran = score(&["FOLDER/god.yaml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn several_profiles_are_ranked_and_a_bad_one_stops_nobody() {
    let ran = score(&[
        "FOLDER/broken.yaml",
        "FOLDER/open.yaml",
        "FOLDER/good.yaml",
        "FOLDER/god.yaml",
        "FOLDER/middling.yaml",
    ]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(session(&ran));
}

#[test]
fn a_folder_gives_a_table() {
    for format in ["text", "json", "yaml", "markdown"] {
        let ran = score(&["FOLDER/table", "--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("table_{format}"), ran.stdout);
    }
}

#[test]
fn an_empty_folder_ends_with_2() {
    for (command, args) in [("score", &["score", "FOLDER/empty"][..]), ("check", &["check", "FOLDER/empty"])] {
        let ran = at(args);
        assert_eq!(ran.code, 2, "{command}");
        assert!(ran.stderr.contains("error[K0902]: there is no profile in `cases/cli/empty`"), "{}", ran.stderr);
    }
}

#[test]
fn standard_input_is_a_profile() {
    let args = ["score", "-", "--charter", "FOLDER/beds.charter"];
    let ran = at_reading(&args, case("good.yaml").as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Goodham"), "{}", ran.stdout);
    let ran = at_reading(&args, br#"{"authority": "Jsonham", "as_of": "2026-04-01", "beds": 5}"#);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("Jsonham"), "{}", ran.stdout);
    let ran = at_reading(&args, case("bad.yaml").as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("--> standard input:3:7"), "{}", ran.stderr);
    let ran = at_reading(&["check", "-", "--charter", "FOLDER/beds.charter"], case("bad.yaml").as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout, "standard input: 2 errors\n");
    let ran = at_reading(&["score", "-", "-"], case("good.yaml").as_bytes());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("standard input, `-`, can be read only once"), "{}", ran.stderr);
}

#[test]
fn every_format_is_of_the_same_scorecard() {
    for format in ["text", "json", "yaml", "markdown"] {
        let ran = score(&["FOLDER/middling.yaml", "--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{format}");
        insta::assert_snapshot!(format!("score_{format}"), ran.stdout);
    }
}

#[test]
fn the_result_goes_to_a_file_instead() {
    let folder = Folder::new("output");
    let shown = score(&["FOLDER/good.yaml", "--format", "markdown"]);
    let ran = score(&["FOLDER/good.yaml", "--format", "markdown", "--output", &folder.path("good.md")]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    assert_eq!(std::fs::read_to_string(folder.path("good.md")).unwrap(), shown.stdout);
}

#[test]
fn an_output_that_cannot_be_written_ends_with_2() {
    let folder = Folder::new("unwritable");
    for path in ["nowhere/good.md", ""] {
        let ran = score(&["FOLDER/good.yaml", "--output", &folder.path(path)]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.starts_with("error[K0901]: cannot write"), "{}", ran.stderr);
    }
    // What was there stays where nothing can be scored.
    folder.file("kept.md", "kept");
    let ran = score(&["FOLDER/broken.yaml", "--output", &folder.path("kept.md")]);
    assert_eq!(ran.code, 1);
    assert_eq!(std::fs::read_to_string(folder.path("kept.md")).unwrap(), "kept");
    let left = std::fs::read_dir(folder.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0, "a temporary file is left");
}

#[test]
fn an_award_can_be_required() {
    for (profile, award, code, said) in [
        ("good", "gold", 0, ""),
        ("good", "silver", 0, ""),
        ("middling", "silver", 0, ""),
        ("middling", "gold", 1, "cases/cli/middling.yaml: has silver, required is gold\n"),
        ("open", "silver", 1, "cases/cli/open.yaml: has no award, required is silver\n"),
    ] {
        let ran = score(&[&format!("FOLDER/{profile}.yaml"), "--require", award]);
        assert_eq!((ran.code, ran.stderr.as_str()), (code, said), "{profile} {award}");
        assert!(!ran.stdout.is_empty());
    }
    let ran = score(&["FOLDER/good.yaml", "FOLDER/middling.yaml", "--require", "gold"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "cases/cli/middling.yaml: has silver, required is gold\n"));
    let ran = score(&["FOLDER/good.yaml", "--require", "glod"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(ran.stderr);
}

#[test]
fn a_profile_is_scored_as_of_another_day() {
    let ran = score(&["FOLDER/good.yaml", "--as-of", "2025-06-30", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let card: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(card["stamp"]["as_of"], "2025-06-30");
    assert_eq!(card["criteria"][2]["verdict"], "raised");
    // It takes the place of a day that is missing, too.
    let ran = at_reading(&["score", "-", "--charter", "FOLDER/beds.charter", "--as-of", "2026-06-30"], b"beds: 5\n");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for (day, said) in [("2026-02-30", "28 days"), ("today", "today"), ("30/06/2026", "2026-06-30"), ("", "")] {
        let ran = score(&["FOLDER/good.yaml", "--as-of", day]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{day}");
        assert!(ran.stderr.starts_with("error[K0903]: `--as-of`: ") && ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn a_value_can_be_changed_before_scoring() {
    let before = case("middling.yaml");
    let ran = score(&["FOLDER/middling.yaml", "--set", "wards=2", "--require", "gold", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let card: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(card["stamp"]["changes"], serde_json::json!(["wards=2"]));
    assert_eq!(case("middling.yaml"), before);
    let ran = score(&["FOLDER/middling.yaml", "--set", "beds=2", "--set", "beds=5", "--set", "wards=2"]);
    assert_eq!(ran.code, 0);
    let mut all = String::new();
    for change in ["wrads=2", "wards", "wards[1].beds=2", "wards[=2", "=2", "wards=two", "beds.number=2"] {
        let ran = score(&["FOLDER/middling.yaml", "--set", change]);
        assert_ne!(ran.code, 0, "{change}");
        all.push_str(&format!("$ --set {change}\nexit {}\n{}\n", ran.code, ran.stderr));
    }
    insta::assert_snapshot!(all);
}

// ---- charters ---------------------------------------------------------------------------------------------------------

#[test]
fn a_charter_is_a_file_or_a_folder() {
    let one = score(&["FOLDER/good.yaml"]);
    let two = at(&["score", "FOLDER/good.yaml", "--charter", "FOLDER/split"]);
    assert_eq!(two.code, 0);
    assert_eq!(one.stdout, two.stdout, "the same charter, the same scorecard");
}

#[test]
fn a_charter_that_cannot_be_used_ends_it() {
    let ran = at(&["score", "FOLDER/good.yaml", "--charter", "FOLDER/unusable/broken.charter"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("error[K0302]") && ran.stderr.contains("error[K0101]"), "{}", ran.stderr);
    for path in ["FOLDER/nowhere.charter", "FOLDER/empty"] {
        let ran = at(&["score", "FOLDER/good.yaml", "--charter", path]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{path}");
    }
}

// ---- check ------------------------------------------------------------------------------------------------------------

#[test]
fn check_tells_errors_warnings_and_peace_apart() {
    let codes = [
        (&["FOLDER/beds.charter"][..], 0),
        (&["FOLDER/warned.charter"], 0),
        (&["FOLDER/warned.charter", "--strict"], 1),
        (&["FOLDER/beds.charter", "--strict"], 0),
        (&["FOLDER/unusable/broken.charter"], 1),
        (&["FOLDER/good.yaml", "--charter", "FOLDER/beds.charter"], 0),
        (&["FOLDER/good.yaml"], 1),
        (&["FOLDER/bad.yaml", "--charter", "FOLDER/beds.charter"], 1),
        (&["FOLDER/bad.yaml", "FOLDER/good.yaml", "--charter", "FOLDER/beds.charter"], 1),
        (&["FOLDER/bad.yaml", "FOLDER/nowhere.yaml", "--charter", "FOLDER/beds.charter"], 2),
        (&["FOLDER/good.yaml", "--charter", "FOLDER/nowhere.charter"], 2),
    ];
    let mut all = String::new();
    for (args, code) in codes {
        let ran = at(&[&["check"], args].concat());
        assert_eq!(ran.code, code, "{args:?}\n{}", ran.stderr);
        all.push_str(&format!("$ kitemark check {}\nexit {code}\n{}", args.join(" "), ran.stdout));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn check_gives_json_to_other_tools() {
    let args =
        ["check", "FOLDER/beds.charter", "FOLDER/bad.yaml", "--charter", "FOLDER/beds.charter", "--format", "json"];
    let ran = at(&args);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn the_charter_and_the_examples_that_ship_have_nothing_wrong() {
    let ran = kitemark(&["check", "../rules/commissioning", "--strict"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    // One of them speaks of a day before the charter was in force, on purpose, which is a warning.
    let ran = kitemark(&["check", "../examples/profiles"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

// ---- explain and schema -----------------------------------------------------------------------------------------------

#[test]
fn every_code_has_a_page() {
    let list = kitemark(&["explain"]);
    assert_eq!(list.code, 0);
    insta::assert_snapshot!("explain_list", list.stdout);
    for code in kitemark::Code::ALL {
        let ran = kitemark(&["explain", code.as_str()]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        assert!(ran.stdout.starts_with(&format!("# {}", code.as_str())), "{}: {}", code.as_str(), ran.stdout);
        assert!(list.stdout.contains(&format!("{}  ", code.as_str())));
        assert_eq!(kitemark(&["explain", &code.as_str().to_lowercase()]).stdout, ran.stdout);
    }
}

#[test]
fn a_criterion_is_explained() {
    let explain = |topic: &str| at(&["explain", topic, "--charter", "FOLDER/beds.charter"]);
    let ran = explain("enough-beds");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
    let mut all = String::new();
    for topic in ["enough-beads", "K0320", "wholly-unknown"] {
        let ran = explain(topic);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{topic}");
        all.push_str(&ran.stderr);
    }
    insta::assert_snapshot!("explain_unknown", all);
}

#[test]
fn schemas_are_json() {
    for args in [
        &["schema", "profile"][..],
        &["schema", "scorecard"],
        &["schema", "profile", "--charter", "FOLDER/beds.charter"],
    ] {
        let ran = at(args);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{args:?}");
        serde_json::from_str::<serde_json::Value>(&ran.stdout).unwrap();
    }
}

// ---- colour and pipes -------------------------------------------------------------------------------------------------

fn in_colour(colour: bool, args: &[&str]) -> (String, String) {
    let args = ["kitemark"].iter().chain(args).map(|arg| arg.replace("FOLDER/", "cases/cli/").into());
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut stdin = io::empty();
    let mut io = Io::new(&mut stdin, &mut stdout, &mut stderr);
    (io.colour_stdout, io.colour_stderr) = (colour, colour);
    run(args, &mut io);
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn colour_is_for_terminals_and_those_who_ask() {
    let escape = '\u{1b}';
    for (color, terminal, coloured) in
        [("auto", false, false), ("auto", true, true), ("always", false, true), ("never", true, false)]
    {
        for args in [
            &["score", "FOLDER/bad.yaml", "--charter", "FOLDER/beds.charter", "--color", color][..],
            &["check", "FOLDER/bad.yaml", "--charter", "FOLDER/beds.charter", "--colour", color],
            &["explain", "K0302", "--color", color],
        ] {
            let (stdout, stderr) = in_colour(terminal, args);
            let has = stdout.contains(escape) || stderr.contains(escape);
            assert_eq!(has, coloured, "{args:?}\n{stdout}{stderr}");
        }
    }
    let (json, _) =
        in_colour(true, &["score", "FOLDER/good.yaml", "--charter", "FOLDER/beds.charter", "--format", "json"]);
    assert!(!json.contains(escape), "{json}");
}

#[test]
fn colour_changes_nothing_else() {
    let args = ["score", "FOLDER/bad.yaml", "--charter", "FOLDER/beds.charter"];
    let plain = in_colour(false, &args);
    let coloured = in_colour(true, &args);
    assert_eq!((uncoloured(&coloured.0), uncoloured(&coloured.1)), plain);
}

/// A text without `ESC [ … m`.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[test]
fn the_program_respects_no_color() {
    let Some(mut program) = program() else { return };
    let output = program.args(["score", "../examples/profiles/northmere.yaml"]).env("NO_COLOR", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!output.stdout.contains(&0x1b));
}

/// Somebody who reads but the first line, as `head` does.
struct Leaver;

impl Write for Leaver {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

/// A full disk.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    for args in [
        &["kitemark", "--help"][..],
        &["kitemark", "explain"],
        &["kitemark", "score", "../examples/profiles/northmere.yaml"],
    ] {
        let mut stderr = Vec::new();
        let code = run(args.iter().map(Into::into), &mut Io::new(&mut io::empty(), &mut Leaver, &mut stderr));
        assert_eq!((code, stderr.len()), (0, 0), "{args:?}");
    }
    let code = run(["kitemark", "explain"].map(Into::into), &mut Io::new(&mut io::empty(), &mut Full, &mut Leaver));
    assert_eq!(code, 2);
}

#[test]
fn a_pipe_that_closes_does_not_kill_the_program() {
    let Some(mut program) = program() else { return };
    let mut child =
        program.args(["explain"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn paths_may_be_any() {
    let folder = Folder::new("odd names");
    for name in ["with blank.yaml", "£.yaml", "it's \"quoted\".yaml", "--dash.yaml"] {
        if cfg!(windows) && name.contains('"') {
            continue;
        }
        let path = folder.file(name, case("good.yaml"));
        let ran = score(&[&path]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}");
    }
}
