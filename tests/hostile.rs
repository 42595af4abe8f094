//! Any bytes at all, as charter or as profile, give a result or diagnostics: never a panic, and soon.

use std::fs;
use std::time::{Duration, Instant};

use kitemark::{Charter, Diagnostic, Error, Limits, Profile, ScoreOptions};
use proptest::prelude::*;

use crate::support::{files_below, kitemark, kitemark_reading, name_of};

/// What is promised is a second per 64 kB. Tests run beside other tests and hardly optimised, so they allow for more.
const PATIENCE: u32 = 10;

fn allowed(bytes: usize) -> Duration {
    let pieces = u32::try_from(bytes.div_ceil(64 * 1024)).unwrap_or(u32::MAX).max(1);
    Duration::from_secs(1) * pieces * PATIENCE
}

/// Runs `work` on an input of so many bytes and fails if it takes too long.
fn soon<T>(what: &str, bytes: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let taken = start.elapsed();
    if std::env::var_os("KITEMARK_TEST_TIMES").is_some() {
        eprintln!("{what}: {bytes} bytes in {taken:?}");
    }
    assert!(taken <= allowed(bytes), "{what}: {bytes} bytes took {taken:?}");
    result
}

fn compile(text: &str) -> Result<(Charter, Vec<Diagnostic>), Error> {
    Charter::compile([("hostile.charter", text)])
}

/// The charter of the cases, with every kind of field.
fn kinds() -> Charter {
    let text = fs::read_to_string("cases/profiles/all-kinds.charter").expect("the charter");
    compile(&text).expect("a charter without errors").0
}

/// As a profile: read, checked, and where possible scored.
fn profile(charter: &Charter, what: &str, bytes: &[u8]) {
    soon(&format!("profile {what}"), bytes.len(), || match Profile::read("hostile.yaml", bytes, &Limits::default()) {
        Err(error) => assert!(error.diagnostics().iter().any(Diagnostic::is_error), "{what}: refused without a word"),
        Ok(profile) => match charter.score(&profile, &ScoreOptions::default()) {
            Err(error) => assert!(!error.diagnostics().is_empty(), "{what}: refused without a word"),
            Ok(scored) => assert_eq!(scored.scorecard.criteria.len(), charter.criterion_ids().len()),
        },
    });
}

/// As a charter: compiled, and where possible used.
fn charter(what: &str, text: &str) -> Option<Charter> {
    soon(&format!("charter {what}"), text.len(), || match compile(text) {
        Ok((charter, _)) => {
            let profile = Profile::read("p.yaml", b"as_of: 2026-04-01", &Limits::default()).expect("a profile");
            let _scored = charter.score(&profile, &ScoreOptions::default());
            let _schema = charter.profile_schema();
            Some(charter)
        }
        Err(error) => {
            assert!(error.diagnostics().iter().any(Diagnostic::is_error), "{what}: refused without a word");
            None
        }
    })
}

fn as_both(charter_of_profiles: &Charter, what: &str, bytes: &[u8]) {
    profile(charter_of_profiles, what, bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        charter(what, text);
    }
}

// ---- files ------------------------------------------------------------------------------------------------------------

#[test]
fn hostile_files_give_diagnostics_or_a_result() {
    let kinds = kinds();
    for path in files_below("hostile".as_ref()) {
        as_both(&kinds, &name_of(&path), &fs::read(&path).expect("a file"));
    }
}

/// The command draws them all, in 80 columns and nothing that could harm a terminal.
#[test]
fn hostile_files_are_drawn() {
    insta::glob!("hostile/*.*", |path| {
        let name = name_of(path);
        let ran = kitemark(&["check", &name, "--charter", "cases/profiles/all-kinds.charter"]);
        assert!(ran.code < 2, "{name}: {}", ran.stderr);
        for char in ran.stderr.chars().chain(ran.stdout.chars()) {
            assert!(!char.is_control() || char == '\n', "{name}: {char:?}");
        }
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("drawn", crate::support::session(&ran));
        });
    });
}

/// Each begins as something sensible and is cut after every byte.
#[test]
fn texts_that_break_off_are_answered() {
    let kinds = kinds();
    let yaml = fs::read("cases/profiles/clean.yaml").expect("a profile");
    let text = fs::read_to_string("cases/profiles/all-kinds.charter").expect("a charter");
    let whole = text.len();
    for end in 0..=yaml.len() {
        profile(&kinds, "cut off", &yaml[..end]);
    }
    for end in (0..=whole).filter(|end| text.is_char_boundary(*end)) {
        charter("cut off", &text[..end]);
    }
}

/// A byte is taken out, doubled, or turned into another.
#[test]
fn texts_with_a_wrong_byte_are_answered() {
    let kinds = kinds();
    let yaml = fs::read("cases/profiles/clean.yaml").expect("a profile");
    let text = fs::read("cases/profiles/all-kinds.charter").expect("a charter");
    for at in 0..yaml.len().max(text.len()) {
        for sign in b"\0\n\t\"'[]{}:,#-&*!|>%@.()9" {
            if (at + usize::from(*sign)) % 7 != 0 {
                continue; // one in seven is enough, and always the same
            }
            for (original, is_charter) in [(&yaml, false), (&text, true)] {
                let mut bytes = original.clone();
                let Some(byte) = bytes.get_mut(at) else { continue };
                *byte = *sign;
                if is_charter {
                    if let Ok(text) = std::str::from_utf8(&bytes) {
                        charter("with a wrong byte", text);
                    }
                } else {
                    profile(&kinds, "with a wrong byte", &bytes);
                }
            }
        }
    }
}

// ---- profiles ---------------------------------------------------------------------------------------------------------

#[test]
fn monstrous_profiles_are_answered_soon() {
    let kinds = kinds();
    let bomb: String = (1..40).map(|at| format!("b{at}: &b{at} [{}]\n", format!("*b{}, ", at - 1).repeat(9))).collect();
    let head = "as_of: 2026-04-01\n";
    for (what, text) in [
        ("alias bomb", bomb),
        ("open brackets", "[".repeat(200_000)),
        ("open braces", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(200_000)),
        ("question marks", "? ".repeat(200_000)),
        ("a scalar of 10 MB", format!("{head}authority: {}", "x".repeat(10 << 20))),
        ("a number of 10,000 digits", format!("{head}index: {}", "9".repeat(10_000))),
        ("a small number of 10,000 digits", format!("{head}index: 0.{}1", "0".repeat(10_000))),
        ("money of 10,000 digits", format!("{head}budget: £{}.{}", "9".repeat(5_000), "9".repeat(5_000))),
        ("a duration of 10,000 digits", format!("{head}term: {} months", "9".repeat(10_000))),
        ("a date of 10,000 digits", format!("{head}begun: {}-01-01", "9".repeat(10_000))),
        ("groups of digits", format!("{head}index: 1{}", ",000".repeat(50_000))),
        ("an endless period", format!("{head}years: {}", "2026-04-01 to ".repeat(20_000))),
        ("an endless path", format!("{head}evidence: [{{id: a, grade: primary, covers: {}}}]", "a.".repeat(50_000))),
        ("an endless key", format!("{head}{}: 5", "k".repeat(1_000))),
        (
            "many unknown keys",
            format!("{head}{}", (0..20_000).map(|at| format!("authority{at}: 1\n")).collect::<String>()),
        ),
        (
            "many wrong records",
            format!(
                "{head}contracts:\n{}",
                (0..10_000).map(|at| format!("  - {{id: {at}, trem: 5, model: blok}}\n")).collect::<String>()
            ),
        ),
        (
            "the same key in every record",
            format!("{head}contracts:\n{}", "  - {id: a, term: 5 years, model: block}\n".repeat(10_000)),
        ),
        (
            "many documents of evidence",
            format!(
                "{head}evidence:\n{}contracts: [{}]\n",
                (0..5_000).map(|at| format!("  - {{id: e{at}, grade: primary}}\n")).collect::<String>(),
                (0..5_000).map(|at| format!("{{id: c{at}, evidence: [e{at}, x{at}]}}, ")).collect::<String>()
            ),
        ),
        (
            "many exemptions",
            format!(
                "{head}exemptions:\n{}",
                "  - {criterion: lnog, reason: mergre, expires: 2028-04-01, record: \"contracts[a]\"}\n".repeat(5_000)
            ),
        ),
        ("split money", format!("{head}history: [{}]", "{grant: £6,412,000}, ".repeat(20_000))),
        ("blanks", " ".repeat(1 << 20)),
        ("line ends", "\n".repeat(1 << 20)),
        ("quotation marks", "\"".repeat(1 << 19)),
        ("colons", ": ".repeat(1 << 18)),
    ] {
        profile(&kinds, what, text.as_bytes());
    }
}

/// The command has to draw what is found, too.
#[test]
fn monstrous_profiles_are_drawn_soon() {
    for (what, text) in [
        ("one line of a million", format!("as_of: 2026-04-01\nauthority: [{}]", "x, ".repeat(300_000))),
        (
            "many problems",
            format!("as_of: 2026-04-01\n{}", (0..3_000).map(|at| format!("authority{at}: 1\n")).collect::<String>()),
        ),
        ("many problems on a line", format!("as_of: 2026-04-01\nmodels: [{}]", "blok, ".repeat(3_000))),
    ] {
        let args = ["check", "-", "--charter", "cases/profiles/all-kinds.charter"];
        let ran = soon(what, text.len(), || kitemark_reading(&args, text.as_bytes()));
        assert_eq!(ran.code, 1, "{what}");
    }
}

// ---- charters ---------------------------------------------------------------------------------------------------------

const HEAD: &str = "charter hostile \"Hostile\"\n  edition 1\n";
const PROFILE: &str = "profile\n  as_of  date\n  beds   count\n  ready  yes_no\n";
const CRITERION: &str = "principle p \"P\"\n  criterion c \"C\"\n    should ";

#[test]
fn monstrous_charters_are_answered_soon() {
    let start = format!("{HEAD}{PROFILE}{CRITERION}");
    for (what, text) in [
        ("open brackets", format!("{start}{}", "(".repeat(200_000))),
        ("brackets", format!("{start}{}ready{}", "(".repeat(100_000), ")".repeat(100_000))),
        ("nots", format!("{start}{}ready", "not ".repeat(50_000))),
        ("nothing but nots", "not ".repeat(50_000)),
        ("ands", format!("{start}ready{}", " and ready".repeat(20_000))),
        ("ands and ors", format!("{start}ready{}", " and ready or ready".repeat(10_000))),
        ("a sum", format!("{start}beds{} is 5", " + beds".repeat(20_000))),
        ("a sum of products", format!("{start}beds{} is 5", " + beds * 2".repeat(20_000))),
        ("quantifiers", format!("{start}{}ready", "every x in xs: ".repeat(20_000))),
        ("an endless path", format!("{start}beds{}", ".a".repeat(100_000))),
        ("an endless name", format!("{start}{} is 5", "a".repeat(200_000))),
        ("an endless number", format!("{start}beds is {}", "9".repeat(10_000))),
        ("an endless fraction", format!("{start}beds is 0.{}", "3".repeat(10_000))),
        ("an endless text", format!("{HEAD}  publisher \"{}\"\n{PROFILE}", "x ".repeat(1 << 19))),
        ("quotation marks", "\"".repeat(200_000)),
        ("quotation marks, a line each", "\"\n".repeat(100_000)),
        ("backslashes", format!("charter a \"{}", "\\".repeat(200_000))),
        ("line ends", "\n".repeat(1 << 20)),
        ("lines of nothing", "x\n".repeat(20_000)),
        ("comments", "#\n".repeat(200_000)),
        ("brackets of paths", format!("{HEAD}example \"E\"\n  given a{}", "[".repeat(100_000))),
        ("many clauses", format!("{start}ready\n{}", "    fix \"x\"\n".repeat(10_000))),
        ("many commas", format!("{start}beds is one of {}5", "5, ".repeat(20_000))),
        ("many semicolons", format!("{start}at least 5 of ({}ready)", "ready; ".repeat(20_000))),
        ("many bands", format!("{start}ready\n{}", "    worth 50% when ready\n".repeat(2_000))),
        (
            "many names, all unknown",
            format!(
                "{HEAD}{PROFILE}{CRITERION}ready{}",
                (0..5_000).map(|at| format!(" and redy{at}")).collect::<String>()
            ),
        ),
    ] {
        charter(what, &text);
    }
}

#[test]
fn many_declarations_are_answered_soon() {
    let numbered = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let criteria = |count| {
        numbered(count, &|at| {
            format!(
                "  criterion c{at} \"C\"\n    should beds is at least {at}\n    worth 50% when beds is more than 1\n"
            )
        })
    };
    for (what, text) in [
        ("500 criteria", format!("{HEAD}{PROFILE}principle p \"P\"\n{}", criteria(500))),
        ("2,000 criteria without a profile", format!("{HEAD}principle p \"P\"\n{}", criteria(2_000))),
        ("2,000 settings", format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("setting s{at} {at}\n")))),
        ("2,000 units", format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("unit u{at}\n")))),
        (
            "2,000 definitions that rest on each other",
            format!(
                "{HEAD}{PROFILE}define d0 is beds\n{}",
                numbered(2_000, &|at| format!("define d{} is d{at} + d{at}\n", at + 1))
            ),
        ),
        (
            "definitions in a circle",
            format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("define d{at} is d{}\n", (at + 1) % 2_000))),
        ),
        (
            "2,000 awards",
            format!(
                "{HEAD}{PROFILE}{}",
                numbered(2_000, &|at| format!("award a{at} \"A\"\n  needs score is at least 5%\n"))
            ),
        ),
        (
            "2,000 limits",
            format!(
                "{HEAD}{PROFILE}award a \"A\"\n  needs score is at least 5%\n{}",
                "limit to a when ready because \"x\"\n".repeat(2_000)
            ),
        ),
        ("2,000 sources", format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("source s{at} \"S\"\n")))),
        ("2,000 fields", format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("  f{at} count\n")))),
        (
            "2,000 records",
            format!("{HEAD}{PROFILE}{}", numbered(2_000, &|at| format!("record r{at}\n  f list of r{}\n", at + 1))),
        ),
        ("the same record 2,000 times", format!("{HEAD}{PROFILE}{}", "record r\n  f r\n".repeat(2_000))),
        (
            "2,000 examples",
            format!(
                "{HEAD}{PROFILE}{}",
                "example \"E\"\n  profile \"p.yaml\"\n  given bedz is 5\n  then c is met\n".repeat(2_000)
            ),
        ),
    ] {
        charter(what, &text);
    }
}

/// Records in place within each other would grow to 2^40 fields.
#[test]
fn records_that_double_are_refused() {
    let records: String = (0..40).map(|at| format!("record r{at}\n  a r{}\n  b r{}\n", at + 1, at + 1)).collect();
    let text = format!("{HEAD}{PROFILE}  r r0\n{records}record r40\n  a count\n");
    let error = soon("records that double", text.len(), || compile(&text)).expect_err("it is too large");
    assert!(error.diagnostics().iter().any(|each| each.code.as_str() == "K0104"), "{error}");
    // As lists they are laid out one by one, and there are only as many as a profile writes.
    let lists = text.replace("  a r", "  a list of r").replace("  b r", "  b list of r");
    assert!(charter("lists that double", &lists).is_some());
}

/// Definitions that use others twice would take 2^40 steps: rules give up, and nobody looks for remedies or answers without end.
#[test]
fn definitions_that_double_come_to_an_end() {
    let chain = |first: &str, join: &str| {
        let more: String = (0..40).map(|at| format!("define d{} is d{at} {join} d{at}\n", at + 1)).collect();
        format!("define d0 is {first}\n{more}")
    };
    let lengths = "define d0 of item is item.length\n".to_owned()
        + &(0..40).map(|at| format!("define d{} of item is item.d{at} + item.d{at}\n", at + 1)).collect::<String>();
    for (what, definitions, requirement) in [
        ("conditions", chain("ready", "and"), "d40"),
        ("values", chain("beds", "+"), "d40 is at least 5"),
        ("of records", lengths, "every item in items: item.d40 is at least 5"),
    ] {
        let text = format!(
            "{HEAD}record item\n  length count\n{PROFILE}  items list of item\n{definitions}{CRITERION}{requirement}\naward a \"A\"\n  needs score is at least 50%\n"
        );
        let charter = charter(what, &text).unwrap_or_else(|| panic!("{what}: {:?}", compile(&text).err()));
        for answers in ["", "beds: 1\nready: yes\nitems: [{length: 1}, {length: 2}]\n"] {
            let profile = format!("as_of: 2026-04-01\n{answers}");
            let profile = Profile::read("p.yaml", profile.as_bytes(), &Limits::default()).expect("a profile");
            soon(what, text.len(), || {
                let scored = charter.score(&profile, &ScoreOptions::default()).expect("a scorecard");
                let verdict = scored.scorecard.criteria[0].verdict.words();
                // Nothing need be said of items where there are none.
                assert!(verdict == "error" || (answers.is_empty() && verdict == "unanswered"), "{what}: {verdict}");
                charter.way(&profile, None, None).expect("a way");
                charter.form(&profile, None, 10).expect("questions");
            });
        }
    }
}

#[test]
fn definitions_of_lists_may_be_long_chains_but_not_endless() {
    for count in [60, 1_000] {
        let chain: String =
            (0..count).map(|at| format!("define l{} is every x in l{at} where x.ok\n", at + 1)).collect();
        let text = format!(
            "{HEAD}{PROFILE}  xs list of item\nrecord item\n  ok yes_no\ndefine l0 is every x in xs where x.ok\n{chain}{CRITERION}some x in l{count}: x.ok\n"
        );
        let compiled = charter("a chain of lists", &text);
        assert_eq!(compiled.is_some(), count == 60, "{count}");
        let Some(compiled) = compiled else { continue };
        let items = "{ok: yes}, ".repeat(300);
        profile(&compiled, "for a chain of lists", format!("as_of: 2026-04-01\nxs: [{items}]").as_bytes());
    }
}

/// Nested quantifiers multiply: the evaluation has a budget, and says that it is spent.
#[test]
fn an_evaluation_that_would_not_end_is_given_up() {
    let items = format!("as_of: 2026-04-01\nxs:\n{}", "  - {a: 1, b: 2}\n".repeat(300));
    for (what, requirement) in [
        (
            "every in every",
            "every a in xs: every b in xs: every c in xs: every d in xs: every e in xs: a.a + b.a + c.a + d.a + e.a is less than 9",
        ),
        (
            "aggregates in aggregates",
            "(total of (total of (total of (total of a.a * b.a * c.a * d.a for d in xs) for c in xs) for b in xs) for a in xs) is 5",
        ),
        (
            "counts in counts",
            "at least 300 a in xs: at least 300 b in xs: at least 300 c in xs: at least 300 d in xs: a.a + b.b + c.a + d.b is less than 9",
        ),
        (
            "filters in filters",
            "every a in xs where (number of b in xs where (number of c in xs where (number of d in xs where d.a is c.a) is 5) is 5) is 5: a.a is 9",
        ),
    ] {
        let text = format!(
            "{HEAD}{PROFILE}  xs list of item\nrecord item\n  a count\n  b count\n{CRITERION}{requirement}\n  criterion d \"D\"\n    should beds is at least 5\n"
        );
        let charter = charter(what, &text).unwrap_or_else(|| panic!("{what}: {}", compile(&text).expect_err("errors")));
        let profile = Profile::read("p.yaml", items.as_bytes(), &Limits::default()).expect("a profile");
        let scored = soon(what, 192 * 1024, || charter.score(&profile, &ScoreOptions::default())).expect("a scorecard");
        let verdict = serde_json::to_value(&scored.scorecard.criteria[0]).expect("JSON");
        assert_eq!(verdict["verdict"], "error", "{what}: {verdict}");
        assert!(
            verdict["reason"].as_str().is_some_and(|reason| reason.contains("budget") || reason.contains("steps")),
            "{what}: {verdict}"
        );
        assert_eq!(
            serde_json::to_value(&scored.scorecard.criteria[1]).expect("JSON")["verdict"],
            "unanswered",
            "the others go on"
        );
    }
}

#[test]
fn arithmetic_out_of_range_is_an_error_of_its_criterion() {
    let fields = (0..9).map(|at| format!("  n{at} number\n")).collect::<String>();
    let product = (0..9).map(|at| format!("n{at}")).collect::<Vec<_>>().join(" * ");
    let text = format!(
        "{HEAD}{PROFILE}{fields}{CRITERION}{product} is at least 5\n  criterion d \"D\"\n    should n0 is at least 5\n"
    );
    let charter = charter("a product", &text).expect("a charter");
    let profile: String = (0..9).map(|at| format!("n{at}: 99999999999999999999999999\n")).collect();
    let profile = Profile::read("p.yaml", format!("as_of: 2026-04-01\n{profile}").as_bytes(), &Limits::default())
        .expect("a profile");
    let scored = charter.score(&profile, &ScoreOptions::default()).expect("a scorecard");
    let card = serde_json::to_value(&scored.scorecard.criteria).expect("JSON");
    assert_eq!(card[0]["verdict"], "error", "{card}");
}

/// Every record is looked for among all records, and for each that is not found all names are compared.
#[test]
fn many_exempt_records_are_answered_soon() {
    let records: String = (0..3_000).map(|at| format!("  - {{id: c{at}, term: 1 month}}\n")).collect();
    let exemptions: String = (0..3_000)
        .map(|at| {
            format!("  - {{criterion: long, reason: merger, expires: 2028-04-01, record: \"contracts[d{at}]\"}}\n")
        })
        .collect();
    let text = format!("as_of: 2026-04-01\ncontracts:\n{records}exemptions:\n{exemptions}");
    profile(&kinds(), "many exempt records", text.as_bytes());
}

#[test]
fn many_criteria_are_scored_soon() {
    let criteria: String = (0..2_000)
        .map(|at| {
            format!(
                "  criterion c{at} \"C\"\n    should beds is at least {at}\n    worth 50% when beds is more than 1\n"
            )
        })
        .collect();
    charter("2,000 criteria", &format!("{HEAD}{PROFILE}principle p \"P\"\n{criteria}"));
}

/// Twice the input takes about twice the time, not four times.
#[test]
fn time_grows_with_the_input_and_not_faster() {
    let kinds = kinds();
    let check = |text: String| {
        let start = Instant::now();
        profile(&kinds, "scaling", text.as_bytes());
        start.elapsed()
    };
    type Input = fn(usize) -> String;
    let inputs: [(&str, Input); 3] = [
        ("unknown keys", |count| {
            format!("as_of: 2026-04-01\n{}", (0..count).map(|at| format!("k{at}: 1\n")).collect::<String>())
        }),
        ("records", |count| {
            format!(
                "as_of: 2026-04-01\ncontracts:\n{}",
                (0..count).map(|at| format!("  - {{id: c{at}, term: 5 years, model: block}}\n")).collect::<String>()
            )
        }),
        ("evidence", |count| {
            format!(
                "as_of: 2026-04-01\nevidence:\n{}",
                (0..count)
                    .map(|at| format!("  - {{id: e{at}, grade: primary, covers: [\"contracts[c{at}]\"]}}\n"))
                    .collect::<String>()
            )
        }),
    ];
    for (what, input) in inputs {
        let (small, large) = (check(input(2_000)), check(input(16_000)));
        // Eight times the input; sixty-four times the time would be quadratic.
        assert!(large < small * 40 + Duration::from_millis(500), "{what}: {small:?}, then {large:?}");
    }
}

// ---- anything at all --------------------------------------------------------------------------------------------------

/// Pieces that a charter or a profile is made of, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "charter",
        "a",
        "\"A\"",
        "\n",
        "\n  ",
        "\n    ",
        "edition 1",
        "profile",
        "as_of date",
        "as_of: 2026-04-01",
        "beds: 5",
        "beds count",
        "principle p \"P\"",
        "criterion c \"C\"",
        "should",
        "must",
        "flag",
        "when",
        "worth 50% when",
        "scale",
        "from",
        "to",
        "every",
        "x in xs",
        ":",
        ",",
        ";",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "- ",
        "? ",
        "& ",
        "*a",
        "!t",
        "|",
        ">",
        "#",
        "'",
        "\"",
        "\\",
        "and",
        "or",
        "not",
        "is",
        "at least 5",
        "5 years",
        "£5,000",
        "50%",
        "30 mg/day",
        "2026-04-01",
        "2020-21",
        "\t",
        "\r\n",
        "\u{feff}",
        "\u{202e}",
        "é",
        "👩‍💻",
        "---",
        "...",
        "<<",
        "%",
        "@",
        "`",
        "~",
        "null",
        "evidence",
        "exemptions",
        "contracts",
        "given",
        "then",
        "example \"E\"",
        "award g \"G\"",
        "needs",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" })).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        as_both(&kinds(), "any bytes", &bytes);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,400}") {
        as_both(&kinds(), "any text", text.as_bytes());
    }

    #[test]
    fn any_pieces_are_answered(text in pieces()) {
        as_both(&kinds(), "any pieces", text.as_bytes());
        let ran = kitemark_reading(&["check", "-", "--charter", "cases/profiles/all-kinds.charter"], text.as_bytes());
        prop_assert!(ran.code < 2);
    }

    #[test]
    fn any_requirement_is_answered(text in pieces()) {
        charter("any requirement", &format!("{HEAD}{PROFILE}{CRITERION}{text}"));
    }

    #[test]
    fn any_value_is_answered(text in "\\PC{0,60}", field in prop::sample::select(vec![
        "ready", "beds", "index", "share", "budget", "term", "begun", "years", "dose", "nation", "models", "contracts", "funding",
    ])) {
        let yaml = format!("as_of: 2026-04-01\n{field}: {}\n", serde_json::to_string(&text).expect("JSON"));
        profile(&kinds(), "any value", yaml.as_bytes());
    }
}
