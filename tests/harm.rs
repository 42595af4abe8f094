//! Text made to harm, in every place that a profile, a charter, a file's name or an argument can show, in every format: what
//! it makes is built as what plain text makes.

use std::collections::BTreeSet;

use scraper::Html;
use serde_json::Value;

use crate::reports::{is_harmless_for_a_terminal, rows};
use crate::sarif;
use crate::support::{Folder, kitemark};

/// Texts that break out of something, hide something, or ask too much.
fn texts() -> Vec<String> {
    let texts = [
        "</title></style></script><script>alert(1)</script>",
        "</main></details></pre></table><h1>Gold</h1><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)\" x=\"",
        "' onmouseover='alert(1)",
        "--><!-- x --> <![CDATA[ x ]]> ]]>",
        "</svg><svg onload=alert(1)></text></failure></testcase>",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>&b; &#x202e; &lt;b&gt;",
        "{{7*7}} {% include \"/etc/passwd\" %} ${7*7} {0}",
        "[click](javascript:alert(1)) ![](https://example.org/spy.png) https://example.org www.example.org",
        "| a | b |\n| --- | --- |\n# heading\n\n- list\n\n```\nfence",
        "=cmd|' /C calc'!A0",
        "+1\t@SUM(1)",
        "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{0}\u{8}\u{c}\u{7f}\u{85}",
        "\u{202e}lave\u{2066}\u{2069}\u{200f}\u{61c}",
        "in\u{200b}vis\u{feff}ible\u{ad}\u{3164}\u{e0101}\u{2060}",
        "\u{fffd}\u{ffff}\u{fffe}\u{1fffe}\u{fdd0}\u{e000}",
        "line\r\nover\u{2028}lines\u{2029}\n\n\nfix: nothing to fix",
        "e\u{301}\u{301}\u{301}\u{301} 👩\u{200d}💻 ﷽ Z̷a̸l̶g̵o̷",
    ];
    let mut texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    texts.push("long ".repeat(20_000));
    texts.push("<".repeat(5_000));
    texts
}

/// What a harmless text makes, to compare with.
const PLAIN: &str = "plain";

fn quoted(text: &str) -> String {
    // JSON's escapes are YAML's, but for characters beyond 16 bits; those stay as they are.
    let escaped = text.chars().map(|char| match char {
        '"' | '\\' => format!("\\{char}"),
        ' '..='~' => char.to_string(),
        '\u{10000}'.. => format!("\\U{:08x}", u32::from(char)),
        _ => format!("\\u{:04x}", u32::from(char)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The text in every place where a profile may say what it likes, and in some where it may not.
fn profile(text: &str) -> String {
    let text = quoted(text);
    format!(
        "authority: {text}\nas_of: 2026-04-01\nready: no\npostcode: {text}\nmodels: [{text}]\n\
         contracts:\n  - {{id: {text}, term: 12 months, review: {{every: 60 months}}, model: block, evidence: [ev-a, {text}]}}\n\
         history: [{{grant: £1, evidence: [ev-a]}}]\n\
         evidence:\n  - {{id: ev-a, kind: {text}, ref: {text}, grade: testimony, declared_interest: {text}, url: {text}}}\n\
         \x20 - {{id: {text}, kind: {text}, ref: {text}, grade: primary, declared_interest: {text}}}\n\
         exemptions:\n  - {{criterion: long, record: {text}, reason: {text}, expires: 2028-04-01}}\n  - {{criterion: {text}, reason: merger, expires: 2028-04-01}}\n"
    )
}

/// A charter that says the text wherever a charter may.
fn charter(text: &str) -> String {
    let text = text.replace('\\', "/").replace('"', "'").replace(|char: char| char.is_control(), " ");
    format!(
        "charter harm \"{text}\"\n  edition 1\nsource book \"{text}\"\n  by \"{text}\"\nprofile\n  authority text\n  as_of date\n  beds count\n\
         principle p \"{text}\"\n  criterion c \"{text}\"\n    must beds is at least 5\n    because \"{text}\"\n    fix \"{text}\"\n    cites book \"{text}\"\n\
         award gold \"{text}\"\n  needs score is at least 5%\n"
    )
}

/// Every way to score a text: in the profile, in the charter, as the name of the file, set as an argument.
fn runs(text: &str, format: &str) -> Vec<(&'static str, String)> {
    let folder = Folder::new(&format!("harm-{format}"));
    let kinds = "cases/profiles/all-kinds.charter";
    let ran = |what: &'static str, args: &[&str]| {
        let ran = kitemark(&[&["score", "--format", format], args].concat());
        assert!(!ran.stdout.is_empty(), "{what} {format} {text:?}: {}", ran.stderr);
        assert!(is_harmless_for_a_terminal(&ran.stderr), "{what} {format} {text:?}");
        (what, ran.stdout)
    };
    let written = folder.file("a.yaml", profile(text));
    let plain = folder.file("b.yaml", "authority: Harm\nas_of: 2026-04-01\nbeds: 4\n");
    let mut runs = vec![ran("profile", &[&written, "--charter", kinds])];
    let set = format!("authority={text}");
    if !text.contains('\0') && text.len() < 100_000 {
        runs.push(ran("argument", &[&plain, "--charter", kinds, "--set", &set]));
    }
    let written = folder.file("harm.charter", charter(text));
    if kitemark(&["check", &written]).code == 0 {
        runs.push(ran("charter", &[&plain, "--charter", &written]));
    }
    // Files cannot have every name.
    if cfg!(unix) && text.len() < 200 && !text.contains(['/', '\0']) {
        let written = folder.file(&format!("{text}.yaml"), "authority: Harm\nas_of: 2026-04-01\nbeds: 4\n");
        runs.push(ran("name", &[&written, "--charter", kinds]));
    }
    runs
}

/// What a format is made of, without its texts; fails where it cannot be read.
type Structure = fn(&str) -> Vec<String>;

fn assert_same_structure(format: &str, structure: Structure) {
    let plain = runs(PLAIN, format);
    let mut met = BTreeSet::new();
    for text in texts() {
        for (what, output) in runs(&text, format) {
            let expected = &plain.iter().find(|(plain, _)| *plain == what).expect("the same with plain text").1;
            assert!(is_harmless_for_a_terminal(&output), "{what} {format} {text:?}");
            assert!(structure(&output) == structure(expected), "{what} {format} {text:?}:\n{output}");
            met.insert(what);
        }
    }
    assert_eq!(met.len(), 4, "every way is tried: {met:?}");
}

#[test]
fn pages_keep_their_structure() {
    assert_same_structure("html", |page| {
        let page = Html::parse_document(page);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        let elements = page.root_element().descendent_elements();
        elements
            .map(|element| {
                let attributes = element.value().attrs().map(|(name, value)| format!(" {name}={value}"));
                format!("{}{}", element.value().name(), attributes.collect::<String>())
            })
            .collect()
    });
}

fn xml_structure(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).expect("XML");
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    elements
        .map(|element| {
            let attributes = element.attributes().map(|attribute| format!(" {}", attribute.name()));
            format!("{}{}", element.tag_name().name(), attributes.collect::<String>())
        })
        .collect()
}

#[test]
fn junit_keeps_its_structure() {
    assert_same_structure("junit", xml_structure);
}

#[test]
fn badges_keep_their_structure() {
    assert_same_structure("badge", xml_structure);
}

#[test]
fn spreadsheets_keep_their_structure() {
    assert_same_structure("csv", |sheet| {
        let rows = rows(sheet);
        for cell in rows.iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
        }
        rows.iter().map(|row| row.len().to_string()).collect()
    });
}

/// The keys of a value, and how long its lists are.
fn json_structure(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| json_structure(value, &format!("{at}/{key}"), out))
        }
        Value::Array(items) => {
            out.push(format!("{at} {}", items.len()));
            items.iter().for_each(|item| json_structure(item, &format!("{at}/*"), out));
        }
        Value::String(text) => assert!(!text.contains("]("), "{at}: a viewer would see a link in {text:?}"),
        _ => out.push(at.to_owned()),
    }
}

#[test]
fn logs_keep_their_structure() {
    assert_same_structure("sarif", |log| {
        let log: Value = serde_json::from_str(log).expect("JSON");
        let mut out = Vec::new();
        // The markdown of a code's page is our own, and has links.
        json_structure(&log["runs"][0]["results"], "", &mut out);
        json_structure(&log["runs"][0]["tool"]["extensions"], "", &mut out);
        out
    });
}

#[test]
fn logs_keep_to_their_schema() {
    let folder = Folder::new("harm-schema");
    for text in texts() {
        let path = folder.file("a.yaml", profile(&text));
        sarif::log(&["score", &path, "--charter", "cases/profiles/all-kinds.charter"]);
        sarif::log(&["check", &path, "--charter", "cases/profiles/all-kinds.charter"]);
    }
}

#[test]
fn terminals_and_markdown_stay_harmless() {
    for text in texts() {
        for format in ["text", "markdown"] {
            for (what, output) in runs(&text, format) {
                assert!(is_harmless_for_a_terminal(&output), "{what} {format} {text:?}");
                // A terminal knows no headings, and breaks lines where they are full.
                let is_forged = |line: &str| line.starts_with("# heading") || line.starts_with("```");
                assert!(format == "text" || !output.lines().any(is_forged), "{what} {text:?}");
            }
        }
    }
}

/// A quote shows a profile's own bytes, whatever they are.
#[test]
fn quotes_stay_harmless() {
    let folder = Folder::new("harm-quotes");
    let structure = |text: &str| {
        // As it is, not escaped: what YAML lets stand in a comment.
        let line = format!("as_of: 2026-04-01\nbeds: 4 # {text}\ncontracts: [{{id: a, term: 12 months}}] # {text}\n");
        let path = folder.file("a.yaml", line);
        let ran = kitemark(&["score", &path, "--charter", "cases/profiles/all-kinds.charter", "--format", "html"]);
        assert!(ran.stdout.contains("<mark>12 months</mark>"), "{}", ran.stderr);
        assert!(is_harmless_for_a_terminal(&ran.stdout), "{text:?}");
        let page = Html::parse_document(&ran.stdout);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        page.root_element().descendent_elements().map(|element| element.value().name().to_owned()).collect::<Vec<_>>()
    };
    let plain = structure(PLAIN);
    for text in texts().iter().filter(|text| {
        !text.chars().any(|char| char.is_control() || "\u{2028}\u{2029}\u{ffff}\u{fffe}\u{feff}".contains(char))
    }) {
        assert_eq!(structure(text), plain, "{text:?}");
    }
}
