//! What a notice leaves unsaid, denies, or says in two ways must not come out of its import as a sure answer.
//!
//! The notices are invented; each is the same one with something changed.

use kitemark::Charter;
use kitemark_authoring::workshop::Workshop;
use kitemark_ocds::{Draft, Notices};
use serde_json::{Value, json};

use crate::support::{Folder, kitemark, kitemark_reading};

/// A notice that says all that is asked of a term, with some of it changed.
fn notice(changes: &[(&str, Value)]) -> Value {
    let mut notice = json!({
        "ocid": "ocds-000000-dunmoor-1", "id": "dunmoor-1-a", "date": "2026-05-04", "tag": ["tender"],
        "buyer": {"name": "Dunmoor Council"}, "description": "",
        "tender": {
            "title": "Recovery", "description": "", "procurementMethod": "open",
            "legalBasis": {"id": "2023/54"},
            "selectionCriteria": {"description": ""},
            "lots": [{
                "id": "1", "title": "Adults", "hasRenewal": true, "renewal": {"description": "two further periods of 9 months"},
                "value": {"amount": 3_000_000, "currency": "GBP"},
                "contractPeriod": {"startDate": "2026-10-01", "endDate": "2029-09-30"},
            }],
        },
    });
    for (pointer, value) in changes {
        *notice.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value.clone();
    }
    notice
}

fn drafted(changes: &[(&str, Value)]) -> (Draft, Value) {
    let workshop = Workshop::open(Charter::standard_texts().iter().copied()).expect("the standard charter");
    let notices = Notices::read("notice.json", notice(changes).to_string().as_bytes()).expect("a notice");
    let draft = notices.notice(None).expect("one notice").draft(workshop.charter(), None).expect("a dated notice");
    let profile = serde_yaml::from_str(&draft.profile).expect("YAML");
    (draft, profile)
}

/// The comments of a draft, unwrapped.
fn comments(draft: &Draft) -> String {
    let lines = draft.profile.lines().filter_map(|line| line.trim_start().strip_prefix('#'));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The grade of the proof of a value; none if nothing covers it.
fn grade<'p>(profile: &'p Value, path: &str) -> Option<&'p str> {
    let proofs = profile["evidence"].as_array().expect("a register");
    let proof =
        proofs.iter().find(|proof| proof["covers"].as_array().is_some_and(|paths| paths.contains(&json!(path))));
    proof.and_then(|proof| proof["grade"].as_str())
}

const TERM: &str = "contracts[lot-1].initial_term";
const EXTENSIONS: &str = "contracts[lot-1].extensions";

fn verdict(draft: &Draft, criterion: &str) -> Value {
    let folder = Folder::new("import-silence");
    let path = folder.file("draft.yaml", &draft.profile);
    let scored: Value = serde_json::from_str(&kitemark(&["score", &path, "--format", "json"]).stdout).expect("JSON");
    let mut criteria = scored["criteria"].as_array().expect("criteria").iter();
    let found = criteria.find(|found| found["id"] == criterion);
    found.expect("the criterion")["verdict"].clone()
}

#[test]
fn silence_on_extending_is_an_open_question() {
    let silent = [("/tender/lots/0/hasRenewal", Value::Null), ("/tender/lots/0/renewal", Value::Null)];
    let (draft, profile) = drafted(&silent);
    assert_eq!(profile["contracts"][0]["extensions"], json!([{}]));
    assert_eq!(grade(&profile, EXTENSIONS), None, "silence proves nothing");
    assert!(comments(&draft).contains("does not say whether the contract can be extended"), "{}", draft.profile);
    assert!(comments(&draft).contains("write `[]` if it cannot"), "{}", draft.profile);
    // Three years are too short, but nobody knows that it is three years.
    assert_eq!(verdict(&draft, "cycle-length"), "unanswered");
    // What the notice denies, it denies.
    let (draft, profile) = drafted(&[silent[1].clone(), ("/tender/lots/0/hasRenewal", json!(false))]);
    assert_eq!(profile["contracts"][0]["extensions"], json!([]));
    assert_eq!(grade(&profile, EXTENSIONS), Some("primary"));
    assert_eq!(verdict(&draft, "cycle-length"), "unmet");
}

#[test]
fn a_term_that_prose_contradicts_is_to_be_confirmed() {
    for (pointer, text, shown) in [
        ("/tender/description", "The contract is for a 6 year period.", "gives 72 months as the term"),
        ("/description", "The real contract term will be 1,200 months, more than the form takes.", "gives 1200 months"),
        ("/tender/lots/0/title", "Adults, a 24 month contract", "gives 24 months as the term"),
        ("/tender/description", "Over the full 5 year term the need may change.", "gives 60 months as the term"),
    ] {
        let (draft, profile) = drafted(&[(pointer, json!(text))]);
        assert_eq!(profile["contracts"][0]["initial_term"], "36 months", "{text}");
        assert_eq!(grade(&profile, TERM), Some("testimony"), "{text}");
        assert!(comments(&draft).contains(shown), "{text}\n{}", draft.profile);
    }
    // Three years, and four and a half with both extensions.
    for text in ["The contract is for 3 years.", "The full 54 month term is not sure.", "Staff have 3 months notice."] {
        let (draft, profile) = drafted(&[
            ("/tender/description", json!(text)),
            ("/tender/lots/0/contractPeriod/endDate", json!("2029-09-30")),
        ]);
        assert!(!comments(&draft).contains("as the term:"), "{text}\n{}", draft.profile);
        assert_eq!(profile["contracts"][0]["initial_term"], "36 months", "{text}");
    }
}

#[test]
fn a_value_that_prose_contradicts_is_to_be_confirmed() {
    const VALUE: &str = "contracts[lot-1].value.lifetime";
    let none = [("/tender/lots/0/hasRenewal", json!(false)), ("/tender/lots/0/renewal", Value::Null)];
    for (text, proven) in [
        ("The contract value is about £3,000,000.", "primary"),
        ("The total value of what is bought is about £4,200,000.", "testimony"),
    ] {
        let (draft, profile) = drafted(&[none[0].clone(), none[1].clone(), ("/tender/description", json!(text))]);
        assert_eq!(profile["contracts"][0]["value"]["lifetime"], "£3,000,000");
        assert_eq!(grade(&profile, VALUE), Some(proven), "{text}");
        assert_eq!(comments(&draft).contains("gives £4,200,000"), proven == "testimony", "{}", draft.profile);
    }
}

#[test]
fn an_award_of_an_extension_is_not_extended_again() {
    let mut notice = notice(&[
        ("/tender/lots/0/hasRenewal", Value::Null),
        ("/tender/lots/0/renewal", Value::Null),
        ("/tender/description", json!("The contract is being extended by a further 7 months.")),
    ]);
    notice["awards"] = json!([{"id": "1", "contractPeriod": {"startDate": "2026-10-01", "endDate": "2027-04-30"}}]);
    let ran = kitemark_reading(&["import", "ocds", "-"], notice.to_string().as_bytes());
    let profile: Value = serde_yaml::from_str(&ran.stdout).expect("YAML");
    assert_eq!(profile["contracts"][0]["extensions"], json!([{}]), "{}", ran.stdout);
    assert_eq!(profile["contracts"][0]["initial_term"], "7 months");
    assert_eq!(grade(&profile, TERM), Some("testimony"));
    assert_eq!(grade(&profile, "contracts[lot-1].start"), Some("testimony"));
    assert!(ran.stdout.contains("tells of an extension"), "{}", ran.stdout);
}

#[test]
fn turnover_and_regime_are_not_read_from_what_is_denied() {
    for text in
        ["No least turnover is asked for; insurance of £2,000,000 is.", "A turnover of no more than £90,000 a year"]
    {
        let (draft, profile) = drafted(&[("/tender/selectionCriteria/description", json!(text))]);
        assert_eq!(profile["procurements"][0]["min_turnover"], Value::Null, "{text}");
        assert!(comments(&draft).contains("speaks of turnover"), "{text}");
    }
    let (_, profile) = drafted(&[("/tender/selectionCriteria/description", json!("A turnover of GBP 450 000 a year"))]);
    assert_eq!(profile["procurements"][0]["min_turnover"], "£450,000");
    let denied = "This letting is not under the Provider Selection Regime. The light touch does not apply either.";
    let (_, profile) = drafted(&[("/description", json!(denied))]);
    assert_eq!(profile["procurements"][0]["regime"], "procurement_act");
    assert_eq!(profile["procurements"][0]["route"], "competitive");
}

#[test]
fn a_latest_end_that_contradicts_is_shown() {
    let period = |latest| json!({"startDate": "2026-10-01", "endDate": "2029-09-30", "maxExtentDate": latest});
    let (draft, profile) = drafted(&[("/tender/lots/0/contractPeriod", period("2028-09-30"))]);
    assert!(comments(&draft).contains("2028-09-30, is before the last day, 2029-09-30"), "{}", draft.profile);
    assert_eq!(grade(&profile, TERM), Some("testimony"));
    // Two years are left; the prose speaks of eighteen months.
    let (draft, _) = drafted(&[("/tender/lots/0/contractPeriod", period("2031-09-30"))]);
    assert!(
        comments(&draft).contains("leaves 24 months for extensions, but they come to 18 months"),
        "{}",
        draft.profile
    );
}

#[test]
fn lengths_and_days_that_nobody_means_are_noted() {
    let period = json!({"startDate": "0012-10-01", "endDate": "9999-12-31"});
    let (draft, profile) = drafted(&[("/tender/lots/0/contractPeriod", period)]);
    assert_eq!(
        (&profile["contracts"][0]["start"], &profile["contracts"][0]["initial_term"]),
        (&Value::Null, &Value::Null)
    );
    assert!(comments(&draft).contains("is no day that a contract can have: \"0012-"), "{}", draft.profile);
    let (draft, profile) = drafted(&[("/tender/lots/0/contractPeriod", json!({"durationInDays": 90_000}))]);
    assert_eq!(profile["contracts"][0]["initial_term"], Value::Null);
    assert!(comments(&draft).contains("more than 100 years can hardly be meant"), "{}", draft.profile);
}

#[test]
fn a_notice_without_a_date_takes_that_of_its_package_or_of_the_command() {
    let undated = notice(&[("/date", Value::Null)]);
    let ran = kitemark_reading(&["import", "ocds", "-", "--as-of", "2026-06-30"], undated.to_string().as_bytes());
    let profile: Value = serde_yaml::from_str(&ran.stdout).expect("YAML");
    assert_eq!((ran.code, &profile["as_of"], grade(&profile, "as_of")), (0, &json!("2026-06-30"), None));
    let package = json!({"publishedDate": "2026-05-09T10:00:00Z", "releases": [undated]});
    let ran = kitemark_reading(&["import", "ocds", "-"], package.to_string().as_bytes());
    let profile: Value = serde_yaml::from_str(&ran.stdout).expect("YAML");
    assert_eq!((ran.code, &profile["as_of"], grade(&profile, "as_of")), (0, &json!("2026-05-09"), Some("testimony")));
    assert!(ran.stdout.contains("#/publishedDate"), "{}", ran.stdout);
    let ran = kitemark_reading(&["import", "ocds", "-", "--as-of", "soon"], package.to_string().as_bytes());
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
}
