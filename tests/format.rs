//! Formatting: what holds for every charter with comments, and the command.

use std::fs;

use kitemark::Code;
use kitemark_dsl::source::{Source, Sources};
use kitemark_dsl::{check, format, parse};
use proptest::prelude::*;

use crate::laws::world::Tape;
use crate::laws::{config, formatted, mutate, tape};
use crate::support::{Folder, Ran, kitemark, kitemark_reading, session};

// ---- laws -------------------------------------------------------------------------------------------------------------

/// What the charters of the laws lack: texts, lists, examples.
const MORE: &str = r#"source paper "A paper # 1"
  by "Somebody" 
  year 2020
unit mg/day
record dose
  kind one of high, low, none
  amount quantity mg/day optional "How much; it may be \"none\""
setting most 120 mg/day "The most"
  because "A paper says so,
           on its first page."
  cites paper "Page 1", paper
principle care "Care"
  because "It matters."
  criterion capped "C"
    when y
    because "Only then."
    must z
    because "It is the rule; and a rule that is as long as this one is has to be wrapped, somewhere or other, sooner or later."
    fix "Do it."
    cites paper, paper "Page 2"
example "E"
  profile "p.yaml"
  given items[a # 1].y is yes
  given so is red, blue
  given spell is 2024-04-01 to 2025-03-31
  then award is gold
"#;

/// Puts comments and blanks into a charter wherever they may stand; gives the comments in their order.
fn sprinkled(text: &str, tape: &mut Tape<'_>) -> (String, Vec<String>) {
    let mut sprinkler = Sprinkler { tape, out: String::new(), comments: Vec::new(), end: "\n" };
    if sprinkler.tape.pick(4) == 1 {
        sprinkler.out.push('\u{feff}');
    }
    if sprinkler.tape.pick(3) == 1 {
        sprinkler.end = "\r\n";
    }
    let mut has_entries = false;
    let mut in_text = false;
    for line in text.lines() {
        if !line.starts_with(' ') {
            has_entries = ["choice", "record", "profile"].iter().any(|word| line.starts_with(word));
        }
        if !in_text {
            sprinkler.between();
        }
        sprinkler.within(line, has_entries);
        in_text ^= line.replace("\\\"", "").matches('"').count() % 2 == 1;
        if !in_text {
            sprinkler.beside();
        }
        sprinkler.out.push_str(sprinkler.end);
    }
    sprinkler.between();
    (sprinkler.out, sprinkler.comments)
}

struct Sprinkler<'s, 't> {
    tape: &'s mut Tape<'t>,
    out: String,
    comments: Vec<String>,
    end: &'static str,
}

impl Sprinkler<'_, '_> {
    fn comment(&mut self) {
        let number = self.comments.len();
        let text = self.tape.one(&["", " of \"some", "  # [x", " must"]);
        self.comments.push(format!("#c{number}{text}"));
        self.out.push_str(&format!("#c{number}{text}"));
        self.out.push_str(self.tape.one(&["", "  ", "\t"]));
    }

    /// Blank lines and comments on lines of their own.
    fn between(&mut self) {
        for _ in 0..self.tape.pick(4) {
            self.out.push_str(self.tape.one(&["", "    ", "  ", "\t", "       "]));
            if self.tape.pick(2) == 1 {
                self.comment();
            }
            self.out.push_str(self.end);
        }
    }

    /// A line, perhaps broken where it may be.
    fn within(&mut self, line: &str, has_entries: bool) {
        let breaks: &[&str] = if has_entries { &[", "] } else { &[", ", " and ", " or ", " where ", " is ", " to "] };
        let mut from = 0;
        while let Some(at) = breaks.iter().filter_map(|word| line[from..].find(word)).min() {
            let blank = from + at + usize::from(line[from + at..].starts_with(','));
            self.out.push_str(&line[from..blank]);
            let is_in_text = line[..blank].matches('"').count() % 2 == 1;
            if self.tape.pick(5) == 1 && !is_in_text {
                self.beside();
                self.out.push_str(self.end);
                self.between();
                self.out.push_str("   ");
            }
            self.out.push(' ');
            from = blank + 1;
        }
        self.out.push_str(&line[from..]);
    }

    fn beside(&mut self) {
        if self.tape.pick(3) == 1 {
            self.out.push_str(self.tape.one(&[" ", "", "     "]));
            self.comment();
        }
    }
}

/// The comments of a formatted text, in its order.
fn comments(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.find("#c").map(|at| line[at..].to_owned())).collect()
}

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add(Source::new("law.charter", text));
    sources
}

fn canonical(text: &str) -> String {
    let sources = sources(text);
    let (syntax, diagnostics) = parse::parse(&sources);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
    format::canonical(&syntax, &sources)
}

fn codes(text: &str) -> Vec<Code> {
    check::check(sources(text), None).diagnostics.iter().map(|one| one.code).collect()
}

proptest! {
    #![proptest_config(config(400))]

    /// Formatting loses no comment and changes no meaning, and there is nothing left to format.
    #[test]
    fn formatting_keeps_comments_and_meaning(charter in tape(), places in prop::collection::vec(any::<u8>(), 0..600)) {
        let plain = Tape::new(&charter).charter().text() + MORE;
        let (text, written) = sprinkled(&plain, &mut Tape::new(&places));
        let out = formatted(&text);
        prop_assert_eq!(comments(&out), written, "{}\n---\n{}", text, out);
        prop_assert_eq!(&formatted(&out), &out, "{}", text);
        prop_assert_eq!(canonical(&out), canonical(&plain), "{}\n---\n{}", text, out);
        prop_assert_eq!(codes(&out), codes(&text), "{}\n---\n{}", text, out);
        prop_assert!(out.lines().all(|line| line.trim_end() == line), "{}", out);
        prop_assert!(!out.starts_with(['\n', '\u{feff}']) && !out.contains("\n\n\n"), "{}", out);
        prop_assert!(out.ends_with('\n') && !out.ends_with("\n\n") && !out.contains('\r'), "{}", out);
    }
}

proptest! {
    #![proptest_config(config(400))]

    /// What has been damaged somewhere is refused, or formatted like anything else.
    #[test]
    fn formatting_a_damaged_charter_changes_no_meaning(
        charter in prop::collection::vec(any::<u8>(), 0..40),
        places in prop::collection::vec(any::<u8>(), 0..200),
        damage in prop::collection::vec((any::<usize>(), prop::sample::select(&b" \"#\\\n\r\t,.:([5a"[..]), 0..3_u8), 1..4),
    ) {
        let plain = Tape::new(&charter).charter().text() + MORE;
        let (text, _) = sprinkled(&plain, &mut Tape::new(&places));
        let mut bytes = text.into_bytes();
        for (place, byte, how) in damage {
            mutate(&mut bytes, place, byte, how);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Ok(out) = format::file(Source::new("law.charter", text.as_str())) {
            prop_assert_eq!(&formatted(&out), &out, "{}", text);
            prop_assert_eq!(canonical(&out), canonical(&text), "{}\n---\n{}", text, out);
            prop_assert_eq!(out.matches("#c").count(), text.matches("#c").count(), "{}\n---\n{}", text, out);
        }
    }
}

// ---- the command ------------------------------------------------------------------------------------------------------

const UNTIDY: &str = "unit a\nlimit to none when b>=1 # now\n  because \"B\"\n";
const TIDY: &str = "unit a\n\nlimit to none\n  when    b is at least 1  # now\n  because \"B\"\n";

/// A folder with a file to format, one that is formatted, and one below that is to be formatted.
fn untidy(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("a.charter", UNTIDY);
    folder.file("b.charter", TIDY);
    folder.file("below/c.charter", "\u{feff}unit  c\r\n");
    folder.file("below/profile.yaml", "a:   1\n");
    folder
}

fn content(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).expect("a file")
}

/// What `fmt` says, with the folder's name left out and forward slashes.
fn fmt(folder: &Folder, args: &[&str]) -> Ran {
    let ran = kitemark(&[&["fmt"], args].concat());
    let plain = |text: &str| folder.anonymous(text).replace('\\', "/");
    Ran { stdout: plain(&ran.stdout), stderr: plain(&ran.stderr), ..ran }
}

#[test]
fn shipped_charters_are_formatted() {
    let ran = kitemark(&["fmt", "--check", "--diff", "../rules"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""), "run `kitemark fmt rules`");
}

#[test]
fn files_are_formatted_in_place() {
    let folder = untidy("fmt");
    let ran = fmt(&folder, &[&folder.path("")]);
    let said = "FOLDER/a.charter: changed\nFOLDER/below/c.charter: changed\n2 of 3 files changed\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, said, ""));
    assert_eq!(content(&folder, "a.charter"), TIDY);
    assert_eq!(content(&folder, "b.charter"), TIDY);
    assert_eq!(content(&folder, "below/c.charter"), "unit c\n");
    assert_eq!(content(&folder, "below/profile.yaml"), "a:   1\n");
    let ran = fmt(&folder, &[&folder.path("")]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "0 of 3 files changed\n", ""));
}

#[test]
fn check_and_diff_change_nothing() {
    let folder = untidy("fmt-check");
    let (all, tidy) = (folder.path(""), folder.path("b.charter"));
    let mut sessions = Vec::new();
    for (args, code) in [
        (&["--check", &all][..], 1),
        (&["--diff", &all], 0),
        (&["--check", "--diff", &all], 1),
        (&["--check", &tidy], 0),
        (&["--check", "--diff", &tidy], 0),
    ] {
        let ran = fmt(&folder, args);
        assert_eq!((ran.code, ran.stderr.as_str()), (code, ""), "{args:?}");
        sessions.push(folder.anonymous(&format!("$ kitemark fmt {}\n{}", args.join(" "), session(&ran))));
    }
    assert_eq!(content(&folder, "a.charter"), UNTIDY);
    insta::assert_snapshot!(sessions.join("\n"));
}

#[test]
fn a_diff_is_coloured_where_colours_are_on() {
    let folder = untidy("fmt-colour");
    let path = folder.path("below/c.charter");
    let plain = fmt(&folder, &["--diff", &path]).stdout;
    let coloured = fmt(&folder, &["--diff", &path, "--color", "always"]).stdout;
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[32m+unit c\u{1b}[0m\n"), "{coloured:?}");
}

#[test]
fn standard_input_becomes_standard_output() {
    let reading = |args: &[&str], text: &str| kitemark_reading(&[&["fmt", "-"], args].concat(), text.as_bytes());
    let ran = reading(&[], UNTIDY);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, TIDY, ""));
    let ran = reading(&[], TIDY);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, TIDY, ""));
    let ran = reading(&["--check"], UNTIDY);
    let said = "standard input: would change\n1 of 1 file would change\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, said, ""));
    assert_eq!(reading(&["--check"], TIDY).code, 0);
    let ran = reading(&["--diff"], "unit  a\n");
    let said = "--- standard input\n+++ standard input\n@@ -1 +1 @@\n-unit  a\n+unit a\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, said, ""));
    let ran = reading(&[], "unit\n");
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("error[K0101]") && ran.stderr.contains("standard input:1"), "{}", ran.stderr);
    let ran = reading(&["a.charter"], UNTIDY);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.starts_with("error[K0903]: standard input, `-`, is formatted alone"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_formatted_stays_and_stops_nobody() {
    let folder = untidy("fmt-broken");
    let broken = "unit   a\nprinciple p \"P\n  # why\n  weight 2\n";
    folder.file("broken.charter", broken);
    folder.file("latin.charter", b"unit  \xe9\n");
    let ran = fmt(&folder, &[&folder.path("")]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.ends_with("\n2 of 5 files changed, 2 could not be formatted\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("error[K0103]") && ran.stderr.contains("error[K0105]"), "{}", ran.stderr);
    assert_eq!(content(&folder, "broken.charter"), broken);
    assert_eq!(fs::read(folder.path("latin.charter")).unwrap(), b"unit  \xe9\n");
    assert_eq!(content(&folder, "a.charter"), TIDY);
    // What the rules mean is not looked at.
    folder.file("alone.charter", "define a is nowhere.to_be_found>=5\n");
    assert_eq!(fmt(&folder, &[&folder.path("alone.charter")]).code, 0);
    assert_eq!(content(&folder, "alone.charter"), "define a\n  is nowhere.to_be_found is at least 5\n");
}

#[test]
fn what_is_not_there_ends_with_2() {
    let folder = untidy("fmt-missing");
    folder.file("none/readme.txt", "");
    for path in ["nowhere.charter", "none"] {
        let ran = fmt(&folder, &[&folder.path(path), &folder.path("a.charter")]);
        assert_eq!(ran.code, 2, "{path}");
        assert!(ran.stderr.starts_with("error[K090"), "{}", ran.stderr);
        assert_eq!(content(&folder, "a.charter"), TIDY, "the others are formatted");
    }
}
