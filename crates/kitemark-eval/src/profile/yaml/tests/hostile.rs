//! Limits, bytes that are no text, and texts made to hurt.

use std::time::{Duration, Instant};

use kitemark_dsl::codes::Code;
use kitemark_dsl::source::Source;

use super::{found, shown};
use crate::profile::yaml::{Limits, read, read_bytes};

#[test]
fn limits_are_kept() {
    let limits = Limits::default().with_bytes(20).with_depth(3).with_nodes(5);
    let found = |text: &str| match read(Source::new("p.yaml", text), &limits) {
        Ok(_) => String::new(),
        Err(found) => shown(&found),
    };
    assert_eq!(found("a: [[1]]"), "");
    let deep = "lists and mappings lie more than 3 levels within one another → make the profile flatter";
    assert_eq!(found("a: [[[1]]]"), format!("K0607 1:6 ‹[› {deep}"));
    assert_eq!(found("a:\n- b:\n  - c:\n"), format!("K0607 3:5 ‹c› {deep}"));
    assert_eq!(found("- - - - 1"), format!("K0607 1:7 ‹-› {deep}"));
    assert_eq!(found("a: [1, 2, 3]"), "");
    let many =
        "the profile has more than 5 values → split the profile into several, or leave out what no field asks for";
    assert_eq!(found("a: [1,2,3,4,5,6,7]"), format!("K0607 1:15 ‹6› {many}"));
    assert!(found(&format!("a: {}", "x".repeat(17))).is_empty());
    assert!(found(&format!("a: {}", "x".repeat(18))).contains("`p.yaml` has more than the 20 bytes that are read"));
    assert!(read_bytes("p", &[b'#'; 21], &limits).is_err_and(|found| found[0].code == Code::LimitExceeded));
    assert_eq!(Limits::default().with_depth(usize::MAX).depth, 512);
}

#[test]
fn only_utf8_is_text() {
    let found = |bytes: &[u8]| shown(&read_bytes("p.yaml", bytes, &Limits::default()).unwrap_err());
    assert_eq!(
        found(b"a: 1\nb: \xA36"),
        "K0105 2:4 ‹\u{FFFD}› line 2 is not UTF-8 text: byte 8 is 0xA3 → save the file as UTF-8"
    );
    assert!(found(b"\xFF\xFEa\0").contains("looks like UTF-16"));
    assert!(found(b"a: \xE2\x82").contains("byte 3 is 0xE2"));
    let document = read_bytes("p.yaml", b"\xEF\xBB\xBFa: 1", &Limits::default()).unwrap();
    assert_eq!(document.sources().iter().next().unwrap().text(), "a: 1");
}

#[test]
fn long_lists_of_problems_are_cut() {
    let found = found(&format!("a: [{}]", "*x, ".repeat(1000)));
    assert_eq!(found.lines().count(), 100);
    assert!(found.ends_with("900 further problems are not shown"));
}

#[test]
fn hostile_texts_are_answered_soon() {
    let bomb: String = (1..40).map(|at| format!("b{at}: &b{at} [{}]\n", format!("*b{}, ", at - 1).repeat(9))).collect();
    let texts = [
        "[".repeat(200_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        ": ".repeat(100_000),
        (0..3000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        format!("a: {}", "x".repeat(10 << 20)),
        format!("a: \"{}\"", "\\n".repeat(1 << 20)),
        format!("a: |\n{}", "  xyz\n".repeat(1 << 18)),
        "x".repeat(10 << 20),
        " ".repeat(1 << 20),
        "\n".repeat(1 << 20),
        "\t".repeat(1 << 20),
        "\"".repeat(1 << 20),
        "#\n".repeat(1 << 19),
        "---\n".repeat(1 << 18),
        "%A\n".repeat(1 << 18),
        "k: 1\n".repeat(200_000),
        (0..1_000_000).map(|at| format!("k{at}: 1\n")).collect(),
        format!("{{{}}}", "k: 1, ".repeat(200_000)),
        format!("a: {{b: £6{}}}", ",000".repeat(200_000)),
        format!("a: [{}]", "£6,412,000, ".repeat(50_000)),
        format!("a: &{}", "a".repeat(1 << 20)),
        format!("a: !{}", "a".repeat(1 << 20)),
        bomb,
    ];
    for text in texts {
        let start = Instant::now();
        let head: String = text.chars().take(20).collect();
        let found = read(Source::new("p.yaml", text), &Limits::default()).err().unwrap_or_default();
        // Well under a second each where it counts; slow machines and debug builds are given time.
        assert!(start.elapsed() < Duration::from_secs(10), "{head}: {:?}", start.elapsed());
        assert!(found.iter().all(|one| one.message.len() + one.help.concat().len() < 1000), "{head}");
    }
}

#[test]
fn any_text_is_answered() {
    let pieces = [
        "a",
        "b: ",
        ":",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\n",
        "\n  ",
        "\n    ",
        "\t",
        "'",
        "\"",
        "\\",
        "|",
        ">",
        "#",
        " #",
        "&x ",
        "*x ",
        "!t ",
        "<<: ",
        "? ",
        "%",
        "@",
        "`",
        "---\n",
        "...",
        "£6,412,000",
        "000",
        "\u{FEFF}",
        "é",
        "😀",
        "\u{2028}",
        "\0",
        "\r",
        "\\ud83d",
        "1",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..60_000 {
        let length = 1 + next(12);
        let text: String = (0..length).map(|_| pieces[next(pieces.len())]).collect();
        match read(Source::new("p", text.as_str()), &Limits::default()) {
            Ok(document) => assert!(document.root().span.range().end <= text.len()),
            Err(found) => {
                assert!(!found.is_empty(), "{text:?}");
                for label in found.iter().flat_map(|diagnostic| &diagnostic.labels) {
                    let range = label.range.clone();
                    assert!(
                        range.end <= text.len()
                            && text.is_char_boundary(range.start)
                            && text.is_char_boundary(range.end),
                        "{text:?} {found:?}"
                    );
                }
            }
        }
    }
}
