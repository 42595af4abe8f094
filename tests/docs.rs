//! The documentation of the language: whatever its examples show is what the engine says.
//!
//! - Every code has a page. A block below `## Example` gives that code and no other error; one below `## Way out` gives no
//!   error, and not that code.
//! - A `cases` block is a case file of the charter on one page; so is a `yaml` block of `cases.md`, and it holds.
//! - The page of a lint says its name, since when it is, and whether `--fix` mends it. The lint finds something in the block below
//!   `## Avoid` and nothing below `## Prefer`.
//! - A `charter` or `yaml` block of `language.md` has no errors; one marked `wrong K0302` gives that code and no other error.
//!
//! - A `review` block is a review of the profile on that page; its head is put before it where it has none.
//!
//! Blocks are completed from `language.md`, whose first charter is whole: a block adds to it, and its declarations take the
//! place of those of the same name. The examples of that charter are left out, and its awards and limits where the block has
//! an award. A clause is put into a criterion, a criterion into a principle. A profile is checked against that charter, and
//! says its day even if the block does not.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use kitemark::{Charter, Code, Diagnostic, Error, Limits, Profile, Review, ScoreOptions, Severity};
use kitemark_authoring::case::Suite;
use kitemark_authoring::lint::lint;
use kitemark_authoring::lint::registry::LINTS;
use kitemark_authoring::snapshot;
use kitemark_authoring::workshop::Workshop;

use crate::support::{Folder, workspace};

/// The longest page that is still read in a terminal.
const MOST_LINES: usize = 60;

/// Codes that a short charter or profile cannot show: their pages say in `console` or `text` what happens.
const NOT_SHOWN_BY_A_TEXT: &[&str] = &[
    "K0104", // more than 128 levels
    "K0105", // bytes that are no text
    "K0106", // 16 MiB
    "K0309", // more than 128 values
    "K0607", // 16 MiB, 64 levels or half a million values
    "K0901", // a file that is not there
    "K0902", // a folder without profiles
    "K0903", // arguments
    "K0904", // a fault
    "K1107", // a scorecard that changed
    "K1108", // a file that is left over
    "K1201", // a share of what cases reach
    "K1202", // a comment that mutants heed
    "K1309", // two reviews
    "K1401", // files of notices, which are no charters
    "K1402", "K1403", "K1404", "K1405", "K1406", "K1407",
];

/// Pages whose profiles are taken as they stand: they are about the day, or about what is no mapping.
const TAKEN_AS_WRITTEN: &[&str] = &["K0608", "K0609"];

fn docs(path: &str) -> PathBuf {
    workspace("crates/kitemark-dsl/docs").join(path)
}

/// The page of a code as it lies in the folder, which is what is built in.
fn page(code: Code) -> String {
    std::fs::read_to_string(docs("codes").join(format!("{}.md", code.as_str()))).unwrap()
}

#[test]
fn docs_have_a_page_for_every_code() {
    let files: BTreeSet<String> = std::fs::read_dir(docs("codes"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.as_str())).collect();
    assert_eq!(files, codes);
    for code in Code::ALL {
        let (page, code) = (page(*code), code.as_str());
        let title = page.lines().next().and_then(|line| line.strip_prefix(&format!("# {code} ")));
        assert!(title.is_some_and(|title| !title.trim().is_empty()), "{code}: the first line is `# {code} TITLE`");
        let lines = page.lines().count();
        assert!(lines <= MOST_LINES, "{code}: {lines} lines, {MOST_LINES} are the most");
        let headings: &[&str] =
            if is_lint(&page) { &["## Avoid", "## Prefer", "## Why"] } else { &["## Example", "## Way out"] };
        for heading in headings {
            assert_eq!(page.lines().filter(|line| line == heading).count(), 1, "{code}: one `{heading}`");
        }
        for named in mentioned(&page) {
            assert!(Code::parse(&named).is_some(), "{code} speaks of {named}, which is no code");
        }
    }
}

/// Whether a page tells of style instead of a mistake.
fn is_lint(page: &str) -> bool {
    page.contains("\nThe lint `")
}

#[test]
fn docs_of_lints_say_what_the_registry_says() {
    let pages = Code::ALL.iter().filter(|code| is_lint(&page(**code)));
    assert_eq!(pages.copied().collect::<Vec<_>>(), LINTS.iter().map(|lint| lint.code).collect::<Vec<_>>());
    for lint in LINTS {
        let mends = if lint.fixes { "`--fix` mends it" } else { "there is no `--fix` for it" };
        let line = format!("The lint `{}`, since {}; {mends}.", lint.name, lint.since);
        assert_eq!(page(lint.code).lines().nth(2), Some(line.as_str()), "{}", lint.code.as_str());
        assert_eq!(lint.code.severity(), Severity::Warning);
        assert!(lint.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", lint.name);
        assert!(version(lint.since) <= version(env!("CARGO_PKG_VERSION")), "{} is of a later version", lint.name);
    }
    let names: BTreeSet<&str> = LINTS.iter().map(|lint| lint.name).collect();
    assert_eq!(names.len(), LINTS.len(), "a name stands for one lint");
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().expect("a version")).collect()
}

#[test]
fn docs_of_codes_hold() {
    let book = Book::open();
    let folder = scratch();
    let mut failures = String::new();
    for code in Code::ALL {
        let page = page(*code);
        let mut shown = [0, 0];
        for block in blocks(&page) {
            let place = format!("{}.md:{}", code.as_str(), block.line);
            let found = match block.kind {
                "charter" => book.charter(&block.text),
                "yaml" if TAKEN_AS_WRITTEN.contains(&code.as_str()) => book.profile(&block.text),
                "yaml" => book.profile(&dated(&block.text)),
                "cases" => book.cases(&block.text),
                "review" => book.review(&block.text),
                "console" if block.text.starts_with("$ kitemark ") => {
                    console(&folder, &block.text, *code)
                        .unwrap_or_else(|why| writeln!(failures, "{place}: {why}").unwrap());
                    continue;
                }
                "console" | "text" => continue,
                other => panic!("{place}: a block of kind `{other}`"),
            };
            let is_wrong = match block.section {
                "Example" | "Avoid" => true,
                "Way out" | "Prefer" => false,
                other => panic!("{place}: a block below `{other}`"),
            };
            shown[usize::from(!is_wrong)] += 1;
            let verdict = if is_wrong { found.gives(*code) } else { found.is_free_of(*code) };
            verdict.unwrap_or_else(|why| writeln!(failures, "{place}: {why}").unwrap());
        }
        if NOT_SHOWN_BY_A_TEXT.contains(&code.as_str()) {
            assert_eq!(shown[0], 0, "{} is shown by a text after all", code.as_str());
        } else if shown.contains(&0) {
            writeln!(failures, "{}: an example and a way out are asked for", code.as_str()).unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn docs_of_the_language_hold() {
    let book = Book::open();
    let mut failures = String::new();
    for block in blocks(&book.language) {
        let (kind, wrong) =
            block.kind.split_once(",wrong ").map_or((block.kind, None), |(kind, code)| (kind, Some(code)));
        let found = match kind {
            "charter" => book.charter(&block.text),
            "yaml" => book.profile(&dated(&block.text)),
            _ => continue,
        };
        let verdict = match wrong {
            Some(code) => found.gives(Code::parse(code).unwrap_or_else(|| panic!("`{code}` is no code"))),
            None => found.is_free_of_errors().and_then(|()| found.heeds_its_comments()),
        };
        verdict.unwrap_or_else(|why| writeln!(failures, "language.md:{}: {why}", block.line).unwrap());
    }
    let found = book.charter(&book.whole).diagnostics;
    let is_style = |each: &Diagnostic| LINTS.iter().any(|lint| lint.code == each.code);
    let warnings: Vec<Diagnostic> = found.into_iter().filter(|each| !is_style(each)).collect();
    assert!(warnings.is_empty(), "the charter on one page gives no warning either: {}", shown(&warnings));
    for named in mentioned(&book.language) {
        assert!(Code::parse(&named).is_some(), "language.md speaks of {named}, which is no code");
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn docs_of_cases_hold() {
    let book = Book::open();
    let page = std::fs::read_to_string(workspace("crates/kitemark-authoring/docs/cases.md")).unwrap();
    let mut failures = String::new();
    for block in blocks(&page).into_iter().filter(|block| block.kind == "yaml") {
        let verdict = book.cases(&block.text).is_free_of_errors();
        verdict.unwrap_or_else(|why| writeln!(failures, "cases.md:{}: {why}", block.line).unwrap());
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn docs_of_reviews_hold() {
    let book = Book::open();
    let page = std::fs::read_to_string(workspace("crates/kitemark-eval/docs/reviews.md")).unwrap();
    let reviews: Vec<_> = blocks(&page).into_iter().filter(|block| block.kind == "yaml").collect();
    assert!(reviews.len() > 1, "the examples are gone");
    for block in reviews {
        let verdict = book.review(&block.text).is_free_of_errors();
        verdict.unwrap_or_else(|why| panic!("reviews.md:{}: {why}", block.line));
    }
}

/// The tables of what is checked are complete.
#[test]
fn docs_of_the_language_name_every_code() {
    let named: BTreeSet<String> = mentioned(&Book::open().language).into_iter().collect();
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !named.contains(*code)).collect();
    assert!(missing.is_empty(), "language.md does not speak of {missing:?}");
}

// ---- blocks ----------------------------------------------------------------------------------------------------------

/// A fenced block.
struct Block<'a> {
    kind: &'a str,
    /// The heading of the second level above it.
    section: &'a str,
    /// The line of its fence.
    line: usize,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut section = "";
    let mut open = false;
    for (number, line) in (1..).zip(page.lines()) {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(kind) => {
                blocks.push(Block { kind, section, line: number, text: String::new() });
                open = true;
            }
            None if open => blocks.last_mut().unwrap().text.extend([line, "\n"]),
            None => section = line.strip_prefix("## ").unwrap_or(section),
        }
    }
    assert!(!open, "a block is never closed");
    blocks
}

/// Whatever looks like a code.
fn mentioned(page: &str) -> Vec<String> {
    let words = page.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| word.len() == 5 && word.starts_with('K') && word[1..].bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// A profile with a day.
fn dated(profile: &str) -> String {
    if profile.contains("as_of") { profile.to_owned() } else { format!("as_of: 2026-06-30\n{profile}") }
}

// ---- the charter on one page -------------------------------------------------------------------------------------------

/// The reference, with the charter and the profile at its start.
struct Book {
    language: String,
    whole: String,
    profile: String,
    charter: Charter,
}

/// What the engine says of a block.
struct Found {
    diagnostics: Vec<Diagnostic>,
}

impl Book {
    fn open() -> Book {
        let language = std::fs::read_to_string(docs("language.md")).unwrap();
        let first = |kind: &str| blocks(&language).into_iter().find(|block| block.kind == kind).unwrap().text;
        let (whole, profile) = (first("charter"), first("yaml"));
        let charter = match Charter::compile([("page.charter", whole.as_str())]) {
            Ok((charter, _)) => charter,
            Err(error) => panic!("the charter on one page: {}", shown(error.diagnostics())),
        };
        Book { language, whole, profile, charter }
    }

    fn charter(&self, block: &str) -> Found {
        let block = wrapped(block);
        let own = declarations(&block);
        let names: BTreeSet<String> = own.iter().map(|each| name(each)).collect();
        let is_whole = names.contains("charter") && names.contains("profile");
        let awards = names.iter().any(|name| name.starts_with("award "));
        let kept = |each: &&str| {
            let (word, name) = (first_word(each), name(each));
            let in_the_way = word == "example" || (awards && matches!(word, "award" | "limit"));
            !is_whole && !names.contains(&name) && !in_the_way
        };
        let rest: String = declarations(&self.whole).into_iter().filter(kept).collect();
        let diagnostics = match Workshop::open([("block.charter", block.as_str()), ("page.charter", rest.as_str())]) {
            Ok(workshop) => {
                let load = |path: &str| (path == "profiles/strong.yaml").then(|| self.profile.clone().into_bytes());
                let style = lint(&workshop).into_iter().map(|finding| finding.diagnostic).collect::<Vec<_>>();
                [workshop.warnings(), &workshop.run_examples(&load), &style].concat()
            }
            Err(diagnostics) => diagnostics,
        };
        // Warnings about the rest are none of the block's.
        let counts = |each: &Diagnostic| {
            each.is_error() || each.labels.first().is_none_or(|label| label.source.name() == "block.charter")
        };
        Found { diagnostics: diagnostics.into_iter().filter(counts).collect() }
    }

    fn cases(&self, block: &str) -> Found {
        let workshop = Workshop::open([("page.charter", self.whole.as_str())]).unwrap();
        let suite = Suite::read(workshop.charter(), [("block.cases.yaml", block)]);
        let there = ["profiles/strong.yaml".to_owned()];
        let (_, unfit) = snapshot::profiles(&suite.snapshots, &there);
        let load = |path: &str| there.contains(&path.to_owned()).then(|| self.profile.clone().into_bytes());
        let report = suite.run(workshop.engine(), &load);
        Found { diagnostics: report.failures().cloned().chain(unfit).collect() }
    }

    fn review(&self, block: &str) -> Found {
        let profile = Profile::read("strong.yaml", self.profile.as_bytes(), &Limits::default()).unwrap();
        let begun = self.charter.begin_review(&profile, "A. Reviewer", "strong.yaml", None).unwrap().text;
        let head = begun.split_once("review: ").and_then(|(_, rest)| rest.split_once("\nclaims:")).unwrap().0;
        let mut text = block.to_owned();
        for part in declarations(&format!("review: {head}\n")) {
            let key = part.split(':').next().unwrap();
            if !block.lines().any(|line| line.starts_with(&format!("{key}:"))) {
                text.push_str(part);
            }
        }
        let scored = Review::read("block.review.yaml", text.as_bytes(), &Limits::default())
            .and_then(|review| self.charter.score(&profile, &ScoreOptions::default().with_review(review)));
        Found { diagnostics: scored.map_or_else(|error| error.diagnostics().to_vec(), |scored| scored.diagnostics) }
    }

    fn profile(&self, block: &str) -> Found {
        let diagnostics = match Profile::read("block.yaml", block.as_bytes(), &Limits::default()) {
            Ok(profile) => self.charter.check(&profile),
            Err(Error::Profile(diagnostics)) => diagnostics,
            Err(error) => panic!("{error}"),
        };
        Found { diagnostics }
    }
}

impl Found {
    /// The code, and no error of another code.
    fn gives(&self, code: Code) -> Result<(), String> {
        let others = self.diagnostics.iter().any(|each| each.code != code && each.is_error());
        if others || !self.diagnostics.iter().any(|each| each.code == code) {
            return Err(format!("{} alone is expected, found {}", code.as_str(), shown(&self.diagnostics)));
        }
        Ok(())
    }

    /// No error, and not the code either.
    fn is_free_of(&self, code: Code) -> Result<(), String> {
        if self.diagnostics.iter().any(|each| each.code == code) {
            return Err(format!("{} is not expected, found {}", code.as_str(), shown(&self.diagnostics)));
        }
        self.is_free_of_errors()
    }

    /// No comment that silences a lint is without use.
    fn heeds_its_comments(&self) -> Result<(), String> {
        [Code::UnexplainedSilence, Code::UnknownSilence, Code::UselessSilence]
            .iter()
            .try_for_each(|code| self.is_free_of(*code))
    }

    fn is_free_of_errors(&self) -> Result<(), String> {
        match self.diagnostics.iter().any(Diagnostic::is_error) {
            true => Err(format!("no error is expected, found {}", shown(&self.diagnostics))),
            false => Ok(()),
        }
    }
}

/// Diagnostics, one a line.
fn shown(diagnostics: &[Diagnostic]) -> String {
    if diagnostics.is_empty() {
        return "nothing".to_owned();
    }
    let line = |each: &Diagnostic| {
        let place = each.place().unwrap_or_default();
        format!("\n    {} {} {place}; {}", each.code.as_str(), each.message, each.help.join("; "))
    };
    diagnostics.iter().map(line).collect()
}

/// A clause in a criterion, a criterion in a principle; anything else as it is.
fn wrapped(block: &str) -> String {
    let (before, margin) = match first_word(block) {
        "must" | "should" | "flag" => {
            ("principle examples \"Examples\"\n  criterion an-example \"An example\"\n", "    ")
        }
        "criterion" => ("principle examples \"Examples\"\n", "  "),
        _ => return block.to_owned(),
    };
    let lines = block.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{margin}{line}\n") });
    before.to_owned() + &lines.collect::<String>()
}

/// A charter cut where something stands in the first column, comments with what stands above them.
fn declarations(charter: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in charter.split_inclusive('\n') {
        if at == 0 || line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([charter.len()]);
    starts.iter().zip(ends).map(|(start, end)| &charter[*start..end]).collect()
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// What a declaration is called: `record contract`; a head and the profile by their word alone.
fn name(declaration: &str) -> String {
    let words: Vec<&str> = declaration.split_whitespace().take(2).collect();
    match words.as_slice() {
        ["charter" | "profile", ..] => words[0].to_owned(),
        _ => words.join(" "),
    }
}

// ---- the command -------------------------------------------------------------------------------------------------------

/// The inputs that a page cannot show.
fn scratch() -> Folder {
    let folder = Folder::new("docs");
    let head = "charter test \"Test\"\n  edition 1\nprofile\n  as_of date\n  agreed yes_no\n";
    let rule = format!("should {}agreed{}\n", "(".repeat(129), ")".repeat(129));
    let towns: String = (1..=129).map(|number| format!("  town_{number}\n")).collect();
    folder.file("latin-1.charter", b"charter test \"Caf\xe9\"\n");
    folder.file("large.charter", vec![b' '; (16 << 20) + 1]);
    folder.file("nested.charter", format!("{head}principle p \"P\"\n  criterion c \"C\"\n    {rule}"));
    folder.file("towns.charter", format!("{head}  town town\nchoice town\n{towns}"));
    folder.file("nested.yaml", format!("as_of: 2026-06-30\nx: {}{}\n", "[".repeat(65), "]".repeat(65)));
    folder.file("empty/.hidden.yaml", "");
    let release = |ocid: &str| format!("{{\"ocid\": \"{ocid}\", \"tender\": {{}}}}\n");
    folder.file("march.json", release("ocds-000000-northmere-1") + &release("ocds-000000-quillby-7"));
    folder.file(
        "notice.json",
        "{\"ocid\": \"ocds-000000-northmere-1\", \"tender\": {\"title\": \"Treatment and recovery\"",
    );
    folder.file("spend.json", "[{\"name\": \"Northmere\", \"spend\": 6900000}]");
    folder.file("undated.json", "{\"ocid\": \"ocds-000000-northmere-1\", \"tender\": {\"title\": \"Outreach\"}}");
    folder.file("found.json", "{\"releases\": []}");
    folder.file("year.json", vec![b' '; (16 << 20) + 1]);
    folder
}

/// Runs the command on the first line of a block: it gives the code, and says what the other lines say.
fn console(folder: &Folder, block: &str, code: Code) -> Result<(), String> {
    let (command, expected) = block.split_once('\n').unwrap();
    let args = command.split(' ').skip(1).enumerate().map(|(at, word)| match at {
        2 if command.contains(" check ") => folder.path(word),
        3 if command.contains(" import ") => folder.path(word),
        _ => word.to_owned(),
    });
    let (mut stdin, mut stdout, mut stderr) = (std::io::empty(), Vec::new(), Vec::new());
    let mut io = kitemark_cli::Io::new(&mut stdin, &mut stdout, &mut stderr);
    // Wide enough to break no line, however long the name of the folder is.
    io.width = 1000;
    kitemark_cli::run(args.map(Into::into), &mut io);
    let said = String::from_utf8(stderr).unwrap().replace(&folder.path(""), "");
    let shown = |line: &str| folded(&said).contains(&folded(line));
    if said.contains(&format!("error[{}]", code.as_str())) && expected.lines().all(shown) {
        Ok(())
    } else {
        Err(format!("`{command}` says\n{said}"))
    }
}

/// Text with single blanks, without the bars that a snippet is drawn with.
fn folded(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ")
}

#[test]
fn docs_front_page_shows_a_charter_without_fault() {
    let page = std::fs::read_to_string(workspace("README.md")).unwrap();
    let charters: Vec<&str> =
        page.split("```charter\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0)).collect();
    assert_eq!(charters.len(), 1, "one charter on the front page");
    let (_, warnings) = Charter::compile([("README.md", charters[0])]).unwrap();
    assert!(warnings.is_empty(), "{}", shown(&warnings));
}
