//! Importing notices: what they say comes out with its place, and nothing else does.
//!
//! The notices are invented, in the shape of each of the portals. What they say was worked out by reading them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kitemark::{Charter, Date, Limits, Profile, ScoreOptions};
use kitemark_authoring::workshop::Workshop;
use kitemark_ocds::{Draft, Notices};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Folder, kitemark, kitemark_reading, session, workspace};

/// A name of each draft, its file, and how it is named in it.
const NOTICES: [(&str, &str, Option<&str>); 9] = [
    ("find-a-tender", "find-a-tender.json", None),
    ("provider-selection", "provider-selection.json", None),
    ("contracts-finder", "contracts-finder.json", None),
    ("scotland", "public-contracts-scotland.json", None),
    ("wales", "sell2wales.json", None),
    ("compiled", "record-package.json", Some("ocds-000000-twinrivers-1")),
    ("merged", "record-package.json", Some("ocds-000000-brightwater-2")),
    ("lines", "lines.jsonl", Some("ocds-000000-lantern-1")),
    ("packed-line", "lines.jsonl", Some("MR-1")),
];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(workspace("tests/cases/ocds").join(name)).expect("a notice")
}

/// The standard charter as embedders have it, and as its authors do.
static STANDARD: LazyLock<(Charter, Workshop)> = LazyLock::new(|| {
    let workshop = Workshop::open(Charter::standard_texts().iter().copied());
    (Charter::standard().expect("the standard charter"), workshop.expect("the standard charter"))
});

fn drafted(bytes: &[u8], id: Option<&str>, workshop: &Workshop) -> Draft {
    let notices = Notices::read("notice.json", bytes).expect("a notice");
    notices.notice(id).expect("one notice").draft(workshop.charter(), None).expect("a dated notice")
}

fn yaml(draft: &Draft) -> Value {
    serde_yaml::from_str(&draft.profile).unwrap_or_else(|error| panic!("{error}\n{}", draft.profile))
}

/// No errors, and no warnings but that the charter was not yet in force.
fn check(charter: &Charter, draft: &Draft) {
    let profile = Profile::read("draft.yaml", draft.profile.as_bytes(), &Limits::default());
    let profile = profile.unwrap_or_else(|error| panic!("{:#?}\n{}", error.diagnostics(), draft.profile));
    let found: Vec<_> = charter.check(&profile).into_iter().filter(|one| one.code.as_str() != "K0710").collect();
    assert!(found.is_empty(), "{found:#?}\n{}", draft.profile);
}

#[test]
fn drafts_of_every_portal() {
    let folder = Folder::new("import");
    for (name, path, id) in NOTICES {
        let path = format!("cases/ocds/{path}");
        let mut args = vec!["import", "ocds", path.as_str()];
        args.extend(id.iter().flat_map(|id| ["--submission", id]));
        let ran = kitemark(&args);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        insta::assert_snapshot!(format!("draft_{name}"), session(&ran));
        let draft = folder.file("draft.yaml", &ran.stdout);
        let checked = kitemark(&["check", "--strict", &draft]);
        assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{name}");
    }
}

/// The terms of each notice, by reading it.
#[test]
fn terms_are_those_of_a_reader() {
    let (_, workshop) = &*STANDARD;
    let expected = [
        ("find-a-tender", 0, json!(["60 months", [24, 12]])),
        ("find-a-tender", 1, json!(["36 months", []])),
        ("provider-selection", 0, json!(["36 months", [24]])),
        ("contracts-finder", 0, json!(["36 months", [12, 12]])),
        ("scotland", 0, json!(["36 months", [12, 12]])),
        ("scotland", 1, json!(["36 months", [12, 12]])),
        ("wales", 0, json!(["36 months", [null]])),
        ("compiled", 0, json!(["84 months", [null]])),
        ("merged", 0, json!(["60 months", []])),
        ("lines", 0, json!(["36 months", [null]])),
        ("packed-line", 0, json!(["36 months", [24]])),
    ];
    for (name, at, terms) in expected {
        let (_, path, id) = NOTICES.into_iter().find(|(each, ..)| *each == name).expect("a notice");
        let profile = yaml(&drafted(&file(path), id, workshop));
        let contract = &profile["contracts"][at];
        let months = |entry: &Value| {
            entry["length"].as_str().map(|text| text.trim_end_matches(" months").parse::<u32>().unwrap())
        };
        let extensions =
            contract["extensions"].as_array().map(|entries| entries.iter().map(months).collect::<Vec<_>>());
        assert_eq!(json!([contract["initial_term"], extensions]), terms, "{name}, contract {at}");
    }
}

#[test]
fn answers_are_those_of_a_reader() {
    let (_, workshop) = &*STANDARD;
    let expected = [
        ("find-a-tender", "/authority", "Northmere Borough Council"),
        ("find-a-tender", "/nation", "england"),
        ("find-a-tender", "/as_of", "2026-05-12"),
        ("find-a-tender", "/contracts/0/provider/name", "Example Recovery Trust"),
        ("find-a-tender", "/contracts/0/provider/type", "vcse"),
        ("find-a-tender", "/contracts/0/start", "2026-10-01"),
        ("find-a-tender", "/contracts/0/value/lifetime", "£29,400,000.50"),
        ("find-a-tender", "/contracts/1/provider/name", "Lantern House Limited"),
        ("find-a-tender", "/contracts/1/value/lifetime", "£5,500,000"),
        ("find-a-tender", "/procurements/0/route", "competitive"),
        ("find-a-tender", "/procurements/0/regime", "light_touch"),
        ("find-a-tender", "/procurements/0/weights/quality", "60%"),
        ("find-a-tender", "/procurements/0/weights/price", "30%"),
        ("find-a-tender", "/procurements/0/weights/social_value", "10%"),
        ("find-a-tender", "/procurements/0/bids", "3"),
        ("find-a-tender", "/procurements/1/bids", "2"),
        // The weights of lot 2 come to 90.
        ("find-a-tender", "/procurements/1/weights", ""),
        ("provider-selection", "/procurements/0/route", "direct_award_c"),
        ("provider-selection", "/procurements/0/regime", "psr"),
        ("provider-selection", "/contracts/0/value/lifetime", "£2,500,000"),
        ("contracts-finder", "/nation", "england"),
        ("contracts-finder", "/contracts/0/value/lifetime", "£1,950,000"),
        ("contracts-finder", "/procurements/0/route", ""),
        ("scotland", "/nation", "scotland"),
        ("scotland", "/procurements/0/announced", "2026-04-15"),
        ("scotland", "/procurements/0/route", "competitive"),
        ("scotland", "/procurements/0/regime", "pcr2015"),
        ("scotland", "/procurements/0/min_turnover", "£730,000"),
        ("scotland", "/procurements/1/weights/price", "40%"),
        ("scotland", "/procurements/1/weights/quality", ""),
        ("wales", "/nation", "wales"),
        ("wales", "/contracts/0/model", "framework"),
        // Euros are not taken for pounds.
        ("wales", "/contracts/0/value", ""),
        ("wales", "/procurements/0/min_turnover", ""),
        ("merged", "/authority", "Brightwater County Council"),
        ("merged", "/as_of", "2026-06-01"),
        ("merged", "/contracts/0/value/lifetime", "£610,000"),
        ("merged", "/contracts/0/provider/name", "Open Door"),
        ("merged", "/procurements/0/announced", "2026-04-02"),
        ("lines", "/authority", "Lantern Council"),
        ("lines", "/as_of", "2026-05-10"),
    ];
    for (name, pointer, value) in expected {
        let (_, path, id) = NOTICES.into_iter().find(|(each, ..)| *each == name).expect("a notice");
        let profile = yaml(&drafted(&file(path), id, workshop));
        let found = match profile.pointer(pointer) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        assert_eq!(found, value, "{name} {pointer}");
    }
}

/// The paths of all answers of a profile but the names that the importer gives; a list without keys is one answer.
fn answers(profile: &Value) -> Vec<String> {
    fn below(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields.iter().filter(|(name, _)| *name != "id") {
                    below(value, &format!("{path}.{name}"), found);
                }
            }
            _ => found.push(path.to_owned()),
        }
    }
    let mut found = Vec::new();
    for (name, value) in profile.as_object().expect("a mapping") {
        match (name.as_str(), value) {
            ("schema" | "evidence", _) => {}
            ("contracts" | "procurements", Value::Array(records)) => {
                for record in records {
                    below(record, &format!("{name}[{}]", record["id"].as_str().expect("an id")), &mut found);
                }
            }
            (name, value) => below(value, name, &mut found),
        }
    }
    found
}

/// Each value is covered by exactly one entry, which has the ocid, a grade, and pointers to places that the file has.
#[test]
fn every_value_has_one_proof() {
    let (_, workshop) = &*STANDARD;
    for (name, path, id) in NOTICES {
        let bytes = file(path);
        let documents: Vec<Value> =
            serde_json::Deserializer::from_slice(&bytes).into_iter().collect::<Result<_, _>>().expect("JSON");
        let lines: Vec<&str> = std::str::from_utf8(&bytes).expect("text").lines().collect();
        let draft = drafted(&bytes, id, workshop);
        let profile = yaml(&draft);
        let mut covered = Vec::new();
        for proof in profile["evidence"].as_array().expect("a register") {
            covered.extend(
                proof["covers"].as_array().expect("paths").iter().map(|path| path.as_str().expect("a path").to_owned()),
            );
            assert!(proof["grade"] == "primary" || proof["grade"] == "testimony", "{name}: {proof}");
            let (ocid, pointers) = proof["ref"].as_str().expect("a ref").split_once(' ').expect("pointers");
            assert!(ocid.starts_with("ocds-000000-"), "{name}: {ocid}");
            for pointer in pointers.split(", ") {
                let (place, pointer) = pointer.split_once('#').expect("a pointer");
                let value = match place.trim().strip_prefix("line ") {
                    Some(line) => {
                        serde_json::from_str(lines[line.parse::<usize>().expect("a line") - 1]).expect("JSON")
                    }
                    None => documents[0].clone(),
                };
                assert!(value.pointer(pointer).is_some_and(|value| !value.is_null()), "{name}: {pointer}");
            }
        }
        let unique: BTreeSet<&String> = covered.iter().collect();
        assert_eq!(unique.len(), covered.len(), "{name}: a value has two proofs");
        let mut answers = answers(&profile);
        // An entry without a length, where the notice is silent, is a question and no value.
        answers.retain(|path| covered.contains(path) || !path.ends_with(".extensions"));
        answers.sort();
        covered.sort();
        assert_eq!(answers, covered, "{name}");
        assert_eq!(draft.values, answers.len(), "{name}");
    }
}

/// What is to be confirmed has the weakest grade, and a comment that says why.
#[test]
fn what_is_to_be_confirmed_is_marked() {
    let (_, workshop) = &*STANDARD;
    for (name, path, id) in NOTICES {
        let draft = drafted(&file(path), id, workshop);
        let profile = yaml(&draft);
        let proofs = profile["evidence"].as_array().expect("a register");
        let weak = proofs.iter().filter(|proof| proof["grade"] == "testimony");
        let weak: usize = weak.map(|proof| proof["covers"].as_array().expect("paths").len()).sum();
        assert_eq!(weak, draft.to_confirm, "{name}");
        assert!(draft.profile.matches("# confirm: ").count() >= draft.to_confirm, "{name}");
        assert_eq!(draft.profile.matches("# note: ").count(), draft.notes, "{name}");
    }
}

#[test]
fn a_notice_is_named_by_its_ocid_a_release_or_a_tender() {
    let (_, workshop) = &*STANDARD;
    let bytes = file("record-package.json");
    let day = |id| yaml(&drafted(&bytes, Some(id), workshop))["as_of"].clone();
    assert_eq!(day("ocds-000000-brightwater-2"), "2026-06-01");
    assert_eq!(day("BW-2"), "2026-06-01");
    // A release alone says what it says.
    assert_eq!(day("brightwater-2-tender"), "2026-04-02");
    insta::assert_snapshot!(
        "several_notices",
        session(&kitemark(&["import", "ocds", "cases/ocds/record-package.json"]))
    );
    let args = ["import", "ocds", "cases/ocds/lines.jsonl", "--submission", "ocds-000000-lantern-l"];
    insta::assert_snapshot!("unknown_notice", session(&kitemark(&args)));
}

#[test]
fn a_notice_may_come_from_another_program() {
    let bytes = file("contracts-finder.json");
    let from_file = kitemark(&["import", "ocds", "cases/ocds/contracts-finder.json"]);
    let with_mark = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
    for stdin in [bytes, with_mark] {
        let ran = kitemark_reading(&["import", "ocds", "-"], &stdin);
        assert_eq!((ran.code, ran.stdout), (0, from_file.stdout.clone()));
    }
    // A list of releases is read like a package of them.
    let list = [b"[".as_slice(), &file("contracts-finder.json"), b", 5]"].concat();
    let ran = kitemark_reading(&["import", "ocds", "-"], &list);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("#/0/buyer/name") && ran.stderr.contains("passed over"), "{}", ran.stderr);
}

#[test]
fn what_is_no_notice_is_told_with_its_place() {
    let deep = "[".repeat(500);
    let large = vec![b' '; kitemark_ocds::MOST_BYTES + 1];
    for (stdin, code, says) in [
        (b"".as_slice(), "K1403", "is empty"),
        (b"  \n", "K1403", "is empty"),
        (b"{\"releases\": []}", "K1403", "no release in it"),
        (
            b"{\"records\": [{\"ocid\": \"x\", \"releases\": [{\"url\": \"https://a.example\"}]}]}",
            "K1403",
            "only links to its releases",
        ),
        (b"{\"ocid\": \"x\", \"tender\": {}}\n{\"broken\n{\"ocid\": \"y\"}", "K1401", "standard input:2:9"),
        (b"\x1f\x8b\x08\x00", "K0105", "unpack the file"),
        (b"{\"ocid\": \"x\", \"tender\": {}}", "K1407", "--as-of 2026-06-30"),
        (b"[]", "K1402", "an empty list"),
        (b"[1, 2]", "K1402", "a list of something else"),
        (b"{\"name\": \"Northmere\"}", "K1402", "an object of another kind"),
        (b"12", "K1402", "a single value"),
        (b"{\"ocid\": \"x\",\n \"tender\": oops}", "K1401", "standard input:2:12"),
        (b"{\"ocid\": \"x\", \"tender\": {", "K1401", "EOF"),
        (b"{\"ocid\": \"x\", \"tender\": {}}\n{\"ocid\": ", "K1401", "standard input:2:"),
        (b"<html>", "K1401", "standard input:1:1"),
        (b"authority: Northmere", "K1401", "standard input:1:1"),
        (b"{\"ocid\": \"\xff\"}", "K0105", "UTF-8"),
        (b"\xff\xfe{\x00}\x00", "K0105", "UTF-8"),
        (deep.as_bytes(), "K1406", "127 levels"),
        (&large, "K1406", "16777216 bytes"),
    ] {
        let ran = kitemark_reading(&["import", "ocds", "-"], stdin);
        let start = String::from_utf8_lossy(stdin.get(..stdin.len().min(40)).unwrap_or_default()).into_owned();
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{start}\n{}", ran.stderr);
        let told = ran.stderr.replace("\n      ", "").replace('\n', " ");
        assert!(told.contains(&format!("error[{code}]")) && told.contains(says), "{start}\n{}", ran.stderr);
    }
    for args in [&["import"][..], &["import", "ocds"], &["import", "ocds", "cases"], &["import", "ocds", "no.json"]] {
        assert_eq!(kitemark(args).code, 2, "{args:?}");
    }
}

/// A charter that asks for less gets less, and the command says so.
#[test]
fn only_what_the_charter_asks_is_drafted() {
    let folder = Folder::new("import-charter");
    let charter = folder.file(
        "small.charter",
        "charter small \"Small\"\n  edition 1\nrecord contract\n  start date\n  initial_term count\n\
         profile\n  as_of date\n  authority text\n  nation one of atlantis, lyonesse\n  contracts list of contract\n",
    );
    let draft = folder.path("draft.yaml");
    let ran = kitemark(&["import", "ocds", "cases/ocds/find-a-tender.json", "--charter", &charter, "--output", &draft]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    insta::assert_snapshot!("not_asked", folder.anonymous(&ran.stderr));
    insta::assert_snapshot!("small_charter", std::fs::read_to_string(&draft).expect("a draft"));
    let checked = kitemark(&["check", "--strict", &draft, "--charter", &charter]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
}

const HOSTILE: [&str; 14] = [
    "Northmere\nnation: wales",
    "--- \n...",
    "&anchor *alias !tag",
    "# no comment",
    "a: b, [c]: {d}",
    "'single' \"double\" \\ back\\slash",
    "£5m: 10% @ `tick` | > %",
    "\u{202e}drawkcab\u{2066}",
    "\u{feff}mark\u{0}null\u{1b}[2J\u{7f}\u{85}\u{2028}\u{2029}",
    "no",
    "017",
    " spaces  within  and around ",
    "\u{1f600} Môn ﷽ \u{fffe}\u{ffff}",
    "\ttab\r\n",
];

/// The same notice with texts of somebody's choice.
fn with_texts(text: &str) -> Vec<u8> {
    let notice = json!({
        "ocid": text, "id": text, "date": "2026-05-01", "tag": [text], "description": text,
        "buyer": {"name": text},
        "tender": {
            "title": text, "description": text, "procurementMethod": text, "procurementMethodDetails": text,
            "legalBasis": {"id": text},
            "value": {"amount": text, "currency": text},
            "contractPeriod": {"startDate": text, "durationInDays": text},
            "hasRenewal": true, "renewal": {"description": text},
            "lots": [{"id": text, "title": text}, {"id": "2", "title": "Two", "options": {"description": text}}],
            "documents": [{"documentType": "tenderNotice", "url": format!("https://a.example/{text}")}],
        },
        "awards": [{"id": text, "relatedLots": [text], "suppliers": [{"name": text}]}],
    });
    notice.to_string().into_bytes()
}

/// Texts come back as they were, and nothing in them becomes part of the profile.
fn comes_back(text: &str) {
    let (charter, workshop) = &*STANDARD;
    let draft = drafted(&with_texts(text), None, workshop);
    check(charter, &draft);
    let profile = yaml(&draft);
    for pointer in ["/authority", "/contracts/0/service", "/contracts/0/provider/name"] {
        let found = profile.pointer(pointer).and_then(Value::as_str);
        assert_eq!(found, Some(text).filter(|text| !text.trim().is_empty()), "{pointer}\n{}", draft.profile);
    }
    let keys: Vec<&str> = profile.as_object().expect("a mapping").keys().map(String::as_str).collect();
    let known = ["schema", "authority", "as_of", "contracts", "procurements", "evidence"];
    assert!(keys.iter().all(|key| known.contains(key)), "{keys:?}");
    // The reader of profiles sees the same text.
    let read = Profile::read("draft.yaml", draft.profile.as_bytes(), &Limits::default()).expect("a profile");
    let scored = charter.score(&read, &ScoreOptions::default()).expect("a scorecard");
    if !text.trim().is_empty() {
        assert_eq!(scored.scorecard.subject.as_deref(), Some(text));
    }
    // Nothing is hidden in the draft, not even in its comments.
    assert!(
        draft
            .profile
            .chars()
            .all(|char| char == '\n' || kitemark::report::visible(&char.to_string()) == char.to_string())
    );
}

#[test]
fn hostile_texts_come_back_as_texts() {
    for text in HOSTILE {
        comes_back(text);
    }
}

/// Replaces the value at a place, counted from the top through the whole document.
fn replace(value: &mut Value, at: &mut usize, with: &Value) -> bool {
    if *at == 0 {
        *value = with.clone();
        return true;
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, at, with)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, at, with)),
        _ => false,
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..4000_i64).prop_map(Value::from),
        proptest::sample::select(&[
            "2026-10-01",
            "2026-10-01T23:00:00Z",
            "9999-12-31",
            "0001-01-01",
            "GBP",
            "1e9",
            "3+1+1",
            "2 x 12 months",
            "70%",
            "open",
            "extend from 12 to 11 months",
            "a total of 0 years",
            "999 x 999 years",
            "psr direct award process a",
            "turnover £",
            "UK"
        ])
        .prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(
                "id|amount|value|startDate|endDate|durationInDays|criteria|description|name",
                inner,
                0..4
            )
            .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever stands where a notice says something else, the draft is a profile without errors.
    #[test]
    fn any_notice_gives_a_sound_draft(at in 0..NOTICES.len(), changes in proptest::collection::vec((1..400_usize, any_json()), 1..6)) {
        let (_, path, _) = NOTICES[at];
        let (charter, workshop) = &*STANDARD;
        let mut documents: Vec<Value> = serde_json::Deserializer::from_slice(&file(path)).into_iter().collect::<Result<_, _>>().expect("JSON");
        for (mut place, with) in changes {
            documents.iter_mut().any(|document| replace(document, &mut place, &with));
        }
        let text: String = documents.iter().map(|document| format!("{document}\n")).collect();
        if let Ok(notices) = Notices::read("notice.json", text.as_bytes()) {
            let names: Vec<String> = notices.ocids().map(str::to_owned).collect();
            for name in names {
                let notice = notices.notice(Some(&name)).expect("a notice of the list");
                check(charter, &notice.draft(workshop.charter(), Date::parse("2026-05-01").ok()).expect("a day"));
            }
        }
    }

    #[test]
    fn any_text_comes_back(text in any::<String>()) {
        comes_back(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _either_way = Notices::read("notice.json", &bytes);
    }
}
