//! Scorecards and reports: how the examples look in every format, what the schemas promise, and text made to harm.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, files_below, kitemark, workspace};

/// The examples from their own folder, so that no report depends on where the tests run.
fn examples() -> Vec<String> {
    let files = files_below(&workspace("examples/profiles"));
    files.iter().map(|path| format!("../examples/profiles/{}", path.file_name().unwrap().to_string_lossy())).collect()
}

fn score(path: &str, format: &str) -> String {
    let ran = kitemark(&["score", path, "--format", format]);
    assert_eq!(ran.code, 0, "{path}: {}", ran.stderr);
    ran.stdout
}

#[test]
fn every_example_has_its_scorecard() {
    let examples = examples();
    assert!(examples.len() >= 6, "{examples:?}");
    for path in examples {
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml").to_owned();
        for format in ["text", "json", "yaml", "markdown"] {
            insta::with_settings!({ snapshot_suffix => &name, omit_expression => true }, {
                insta::assert_snapshot!(format!("score_{format}"), score(&path, format));
            });
        }
    }
}

#[test]
fn the_folder_of_examples_gives_a_table() {
    for format in ["text", "markdown"] {
        insta::assert_snapshot!(format!("table_{format}"), score("../examples/profiles", format));
    }
}

#[test]
fn text_fits_80_columns() {
    for path in examples().iter().map(String::as_str).chain(["../examples/profiles"]) {
        let text = score(path, "text");
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{path}: {wide:#?}");
        assert!(!text.lines().any(|line| line.ends_with(' ')), "{path}: blanks at the end of a line");
    }
}

#[test]
fn json_and_yaml_say_the_same() {
    for path in examples() {
        let json: Value = serde_json::from_str(&score(&path, "json")).unwrap();
        let yaml: Value = serde_yaml::from_str(&score(&path, "yaml")).unwrap();
        assert_eq!(json, yaml, "{path}");
    }
}

// ---- schemas ----------------------------------------------------------------------------------------------------------

pub fn schema(args: &[&str]) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&kitemark(&[&["schema"], args].concat()).stdout).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{args:?} is no JSON Schema");
    jsonschema::validator_for(&schema).unwrap()
}

pub fn problems(schema: &jsonschema::Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn as_json(yaml: &str) -> Value {
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap();
    serde_json::to_value(value).unwrap()
}

#[test]
fn scorecards_keep_to_their_schema() {
    let schema = schema(&["scorecard"]);
    for path in examples() {
        let card = serde_json::from_str(&score(&path, "json")).unwrap();
        assert_eq!(problems(&schema, &card), [""; 0], "{path}");
    }
    let other = kitemark(&[
        "score",
        "cases/profiles/clean.yaml",
        "--charter",
        "cases/profiles/all-kinds.charter",
        "--format",
        "json",
    ]);
    assert_eq!(problems(&schema, &serde_json::from_str(&other.stdout).unwrap()), [""; 0]);
    assert_ne!(problems(&schema, &serde_json::json!({})), [""; 0]);
}

#[test]
fn profiles_keep_to_the_schema_of_their_charter() {
    let standard = schema(&["profile"]);
    for path in examples() {
        let profile = as_json(&fs::read_to_string(&path).unwrap());
        assert_eq!(problems(&standard, &profile), [""; 0], "{path}");
    }
    let own = schema(&["profile", "--charter", "cases/profiles/all-kinds.charter"]);
    let clean = as_json(&fs::read_to_string("cases/profiles/clean.yaml").unwrap());
    assert_eq!(problems(&own, &clean), [""; 0]);
    let plain = serde_json::from_str(&fs::read_to_string("cases/profiles/plain.json").unwrap()).unwrap();
    assert_eq!(problems(&own, &plain), [""; 0]);
}

/// What an editor would mark, `check` reports too.
#[test]
fn the_schema_of_profiles_refuses_what_check_refuses() {
    let own = schema(&["profile", "--charter", "cases/profiles/all-kinds.charter"]);
    let clean = fs::read_to_string("cases/profiles/clean.yaml").unwrap();
    let folder = Folder::new("schema-refuses");
    for (right, wrong) in [
        ("ready: true", "ready: maybe"),
        ("beds: 1,200", "beds: many"),
        ("share: +9%", "share: 9"),
        ("term: 36 months", "term: 36"),
        ("nation: wales", "nation: wails"),
        ("models: [block, tariff]", "models: [blok]"),
        ("begun: 2024-02-29", "begun: yesterday"),
        ("budget: £6,412,000", "budgt: £6,412,000"),
        ("model: alliance", "mode: alliance"),
        ("as_of: 2026-04-01", "as_off: 2026-04-01"),
        ("reason: merger", "reson: merger"),
        ("kind: contract", "knd: contract"),
    ] {
        let text = clean.replacen(right, wrong, 1);
        assert_ne!(text, clean, "{right}");
        let path = folder.file("changed.yaml", &text);
        assert_eq!(kitemark(&["check", &path, "--charter", "cases/profiles/all-kinds.charter"]).code, 1, "{wrong}");
        assert_ne!(problems(&own, &as_json(&text)), [""; 0], "the schema takes {wrong}");
    }
}

// ---- text made to harm ------------------------------------------------------------------------------------------------

const HARMFUL: [&str; 14] = [
    "\u{1b}[2J\u{1b}[31mred",
    "\u{9b}31m",
    "bell\u{7}back\u{8}space",
    "over\rwritten",
    "\u{202e}desrever",
    "\u{2066}isolated\u{200f}",
    "hid\u{200b}den\u{feff}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![](https://example.org/spy.png)",
    "| a | b |",
    "**bold** `code` _it_ ~~no~~ $x$",
    "&lt;b&gt; &#x202e;",
    "line\n\n# heading\n\n- list\n\n1. number\n\n> quote\n\n---\n\n```\nfence",
];

/// Profiles that carry a harmful text in every place that a report may show.
pub fn harmful_profiles() -> Vec<(String, String)> {
    // Escapes of JSON are escapes of YAML; control characters cannot be written as themselves in either.
    let quoted = |text: &str| -> String {
        let escaped = text.chars().map(|char| match char {
            ' '..='~' if !matches!(char, '"' | '\\') => char.to_string(),
            _ => format!("\\u{:04x}", u32::from(char)),
        });
        format!("\"{}\"", escaped.collect::<String>())
    };
    let profile = |text: &str| {
        let text = quoted(text);
        format!(
            "authority: {text}\nas_of: 2026-04-01\nready: no\npostcode: {text}\nnation: {text}\n{text}: 5\nmodels: [{text}]\n\
             contracts:\n  - {{id: {text}, term: 12 months, review: {{every: 60 months}}, model: block, evidence: [ev-a, {text}]}}\n\
             history: [{{grant: £1, evidence: [ev-a]}}]\n\
             evidence:\n  - {{id: ev-a, kind: {text}, ref: {text}, grade: testimony, declared_interest: {text}, url: {text}}}\n\
             exemptions:\n  - {{criterion: long, record: {text}, reason: {text}, expires: 2028-04-01}}\n  - {{criterion: {text}, reason: merger, expires: 2028-04-01}}\n"
        )
    };
    HARMFUL.iter().map(|text| ((*text).to_owned(), profile(text))).collect()
}

pub fn is_harmless_for_a_terminal(text: &str) -> bool {
    !text.chars().any(|char| {
        (char.is_control() && char != '\n')
            || matches!(char, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
    })
}

pub fn scored(profile: &str, format: &str) -> crate::support::Ran {
    crate::support::kitemark_reading(
        &["score", "-", "--charter", "cases/profiles/all-kinds.charter", "--format", format],
        profile.as_bytes(),
    )
}

#[test]
fn harmful_text_does_no_harm_in_a_terminal() {
    for (text, profile) in harmful_profiles() {
        for format in ["text", "markdown", "csv", "badge"] {
            let ran = scored(&profile, format);
            assert_eq!(ran.code, 1, "{text:?}: {}", ran.stderr);
            assert!(!ran.stdout.is_empty(), "{text:?}: {}", ran.stderr);
            assert!(is_harmless_for_a_terminal(&ran.stdout), "{text:?} in {format}: {:?}", ran.stdout);
            assert!(is_harmless_for_a_terminal(&ran.stderr), "{text:?}: {:?}", ran.stderr);
        }
    }
}

#[test]
fn harmful_text_does_no_harm_in_markdown() {
    let mut shown = String::new();
    for (text, profile) in harmful_profiles() {
        let page = scored(&profile, "markdown").stdout;
        let unescaped = |sign: &str| {
            let mut parts = outside_code(&page);
            parts.retain(|part| part.match_indices(sign).any(|(at, _)| !part[..at].ends_with('\\')));
            parts
        };
        for sign in ["<script", "<img", "](javascript", "![", "**bold", "~~no", "&lt;b", "&#x202e"] {
            assert_eq!(unescaped(sign), [""; 0], "{text:?} as {sign}");
        }
        for line in page.lines() {
            assert!(
                !line.starts_with("# heading") && !line.starts_with("> quote") && !line.starts_with("```"),
                "{text:?}: {line}"
            );
        }
        let named = page.lines().find(|line| line.starts_with("# ")).unwrap_or_default();
        shown.push_str(&format!("{named}\n"));
    }
    insta::assert_snapshot!(shown);
}

/// The rows of comma-separated values, each a list of cells.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row as long as the header"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// What a spreadsheet would compute, and what would break out of a cell or of the picture.
#[test]
fn harmful_text_does_no_harm_in_spreadsheets_and_badges() {
    let formulas = [
        "=HYPERLINK(\"https://example.org\")",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "\"; \"=1",
        "a,b",
        "</title><script>",
    ];
    for formula in formulas {
        let profile = format!("authority: {}\nas_of: 2026-04-01\n", serde_json::to_string(formula).unwrap());
        let sheet = scored(&profile, "csv").stdout;
        for cell in rows(&sheet).into_iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{formula:?}: {cell:?}");
        }
        let badge = scored(&profile, "badge").stdout;
        assert_eq!(badge.matches('<').count(), 12, "{formula:?} is no markup: {badge}");
    }
}

#[test]
fn criteria_are_rows_for_a_spreadsheet() {
    let sheet = score("../examples/profiles/northmere.yaml", "csv");
    let found = rows(&sheet);
    assert_eq!(found.len(), 106, "a row for each criterion");
    let ceiling = found.iter().find(|row| row[7] == "no-ceiling").expect("the criterion");
    assert_eq!(
        ceiling[..6],
        ["../examples/profiles/northmere.yaml", "Northmere Borough Council", "2026-06-30", "none", "56.9%", "95.3%"]
    );
    assert_eq!(ceiling[9..13], ["must", "unmet", "0%", "0%"]);
    assert!(
        ceiling[14].contains("residential.entry_rules[1].kind is max_dose, asked for: not max_dose"),
        "{}",
        ceiling[14]
    );

    let folder = Folder::new("csv");
    folder.file("good.yaml", "as_of: 2026-04-01\n");
    folder.file("bad.yaml", "a: [\n");
    let ran = kitemark(&["score", &folder.path(""), "--format", "csv"]);
    let found = rows(&ran.stdout);
    assert_eq!(found.len(), 107);
    assert!(found[106][0].ends_with("bad.yaml") && found[106][3] == "not scored: 1 error", "{:?}", found[106]);
}

#[test]
fn an_award_comes_as_a_badge() {
    insta::assert_snapshot!("badge", score("../examples/profiles/brightwater.yaml", "badge"));
    let none = score("../examples/profiles/saltmarsh.yaml", "badge");
    assert!(none.contains(">no award · edition 2026.1<"), "{none}");
    let ran = kitemark(&["score", "../examples/profiles", "--format", "badge"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("a badge shows one profile: name only one"), "{}", ran.stderr);
}

/// A page without its code spans.
fn outside_code(page: &str) -> Vec<&str> {
    let mut outside = Vec::new();
    for line in page.lines() {
        let mut rest = line;
        while let Some(start) = rest.find('`') {
            if rest[..start].ends_with('\\') {
                outside.push(&rest[..=start]);
                rest = &rest[start + 1..];
                continue;
            }
            outside.push(&rest[..start]);
            let fence = rest[start..].len() - rest[start..].trim_start_matches('`').len();
            let inner = &rest[start + fence..];
            rest = inner.find(&"`".repeat(fence)).map_or("", |end| inner[end..].trim_start_matches('`'));
        }
        outside.push(rest);
    }
    outside
}

/// A table stays a table: every row has as many cells as its head.
#[test]
fn harmful_text_leaves_tables_whole() {
    let folder = Folder::new("tables");
    for (at, (_, profile)) in harmful_profiles().iter().enumerate() {
        folder.file(&format!("{at}.yaml"), profile);
    }
    let ran =
        kitemark(&["score", &folder.path(""), "--charter", "cases/profiles/all-kinds.charter", "--format", "markdown"]);
    let pages =
        harmful_profiles().into_iter().map(|(_, profile)| scored(&profile, "markdown").stdout).chain([ran.stdout]);
    for page in pages {
        let mut columns = None;
        for line in page.lines() {
            if !line.starts_with('|') {
                columns = None;
                continue;
            }
            let cells = line.match_indices('|').filter(|(at, _)| !line[..*at].ends_with('\\')).count();
            assert_eq!(*columns.get_or_insert(cells), cells, "{line}");
        }
    }
    assert!(is_harmless_for_a_terminal(
        &kitemark(&["score", &folder.path(""), "--charter", "cases/profiles/all-kinds.charter"]).stdout
    ));
}

#[test]
fn json_keeps_texts_as_they_are() {
    for (text, profile) in harmful_profiles() {
        let card: Value = serde_json::from_str(&scored(&profile, "json").stdout).unwrap();
        assert_eq!(card["subject"], *text);
        let card: Value = serde_yaml::from_str(&scored(&profile, "yaml").stdout).unwrap();
        assert_eq!(card["subject"], *text);
    }
}

#[test]
fn names_of_files_do_no_harm_either() {
    let folder = Folder::new("names");
    if cfg!(windows) {
        return;
    }
    let path = folder.file("a\u{1b}[31m\u{202e}|b.yaml", "as_of: 2026-04-01\nbeds: many\n");
    for args in [
        &["score", &path][..],
        &["check", &path],
        &["score", &path, &path],
        &["score", &path, &path, "--format", "markdown"],
    ] {
        let ran = kitemark(&[args, &["--charter", "cases/profiles/all-kinds.charter"]].concat());
        assert!(
            is_harmless_for_a_terminal(&ran.stdout) && is_harmless_for_a_terminal(&ran.stderr),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
    }
}
