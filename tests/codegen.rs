//! Generated code: it compiles, finds mistakes, and what programs write with it scores as the same profile in YAML does.
//!
//! `codegen/standard.rs` and `codegen/every_type.rs` are generated, and part of this crate. TypeScript and Python are made anew
//! and checked by their own tools, which are installed below the target folder if they are not there yet.

#[rustfmt::skip]
mod every_type;
#[rustfmt::skip]
mod standard;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kitemark::{Charter, Limits, Profile, ScoreOptions};
use serde_json::Value;

use crate::support::{files_below, kitemark, workspace};
use crate::tools;

const EVERY_TYPE: &str = "cases/codegen/every-type.charter";

fn generated(args: &[&str]) -> String {
    let ran = kitemark(&[&["codegen"], args].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout
}

#[test]
fn every_type_of_field_has_its_form() {
    for language in ["typescript", "python"] {
        insta::assert_snapshot!(format!("every_type_{language}"), generated(&[language, "--charter", EVERY_TYPE]));
    }
}

#[test]
fn the_generated_files_are_fresh() {
    for (name, args) in [("standard", &["rust"][..]), ("every_type", &["rust", "--charter", EVERY_TYPE])] {
        let path = workspace(&format!("tests/codegen/{name}.rs"));
        let kept = fs::read_to_string(&path).expect("the file");
        assert!(
            kept == generated(args),
            "tests/codegen/{name}.rs is not what is generated now; in tests/, say\n\
             cargo run --package kitemark-cli -- codegen {} --output codegen/{name}.rs",
            args.join(" ")
        );
    }
}

/// The scorecard as JSON, without what depends on how the profile is laid out as text.
fn outcome(profile: &Profile) -> Value {
    let scored = Charter::standard().unwrap().score(profile, &ScoreOptions::default()).expect("a day");
    let messages: Vec<&str> = scored.diagnostics.iter().map(|one| one.message.as_str()).collect();
    let mut outcome = serde_json::json!({ "card": scored.scorecard, "messages": messages });
    strip(&mut outcome);
    outcome
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !["profile_span", "profile_sha256"].contains(&key.as_str()));
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn read(name: &str, text: &[u8]) -> Profile {
    Profile::read(name, text, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn from_value(value: &standard::Profile) -> Profile {
    Profile::from_value("a value", value).unwrap_or_else(|error| panic!("{error}"))
}

/// The profile that the programs beside `northmere.yaml` make.
fn expected() -> Value {
    outcome(&read("northmere.yaml", include_bytes!("codegen/northmere.yaml")))
}

#[test]
fn every_example_is_the_same_by_way_of_the_structs() {
    for path in files_below(&workspace("examples/profiles")) {
        let text = fs::read_to_string(&path).expect("text");
        let typed: standard::Profile =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(outcome(&from_value(&typed)), outcome(&read("a.yaml", text.as_bytes())), "{}", path.display());
        let again: standard::Profile = serde_json::from_value(serde_json::to_value(&typed).unwrap()).unwrap();
        assert_eq!(again, typed, "{}", path.display());
    }
}

#[test]
fn a_profile_made_in_rust_scores_as_written() {
    use standard::{
        Contract, ContractPayment, ContractProvider, ContractReview, Date, Duration, EntryBasis, EntryKind, EntryRule,
        Evidence, ExemptibleCriterion, Exemption, ExemptionReason, Extension, ExtensionBasis, Function, FundingYear,
        Grade, MgDay, Model, Money, Nation, Percent, Period,
    };
    let mut profile = standard::Profile {
        schema: Some("kitemark-profile/1".to_owned()),
        authority: Some("Northmere Borough Council".to_owned()),
        nation: Some(Nation::England),
        as_of: Some(Date::new(2026, 6, 30)),
        evidence: Some(vec![Evidence {
            kind: Some("contract".to_owned()),
            ref_: Some("Contract file".to_owned()),
            dated: Some(Date::new(2026, 5, 6)),
            covers: Some(vec!["contracts".to_owned()]),
            ..Evidence::new("ev-contract".to_owned(), Grade::Primary)
        }]),
        contracts: Some(vec![Contract {
            id: Some("adult-system".to_owned()),
            service: Some("adult-system".to_owned()),
            model: Some(Model::LeadProvider),
            provider: ContractProvider { name: Some("Example Recovery Trust".to_owned()), ..Default::default() },
            start: Some(Date::new(2025, 4, 1)),
            initial_term: Some(Duration::months(36)),
            extensions: Some(vec![Extension {
                length: Some(Duration::months(24)),
                basis: Some(ExtensionBasis::Gate),
                ..Default::default()
            }]),
            review: ContractReview {
                every: Some(Duration::years(2)),
                user_led: Some(true),
                can_respecify: Some(false),
                ..Default::default()
            },
            functions: Some([Function::Assess, Function::Prescribe, Function::Recovery].into()),
            payment: ContractPayment { pbr_share: Some(Percent::of(5)), ..Default::default() },
            ..Default::default()
        }]),
        exemptions: Some(vec![Exemption {
            record: Some("contracts[adult-system]".to_owned()),
            evidence: Some(vec!["ev-contract".to_owned()]),
            ..Exemption::new(
                ExemptibleCriterion::CycleLength,
                ExemptionReason::LocalGovernmentReorganisation,
                Date::new(2028, 4, 1),
            )
        }]),
        ..Default::default()
    };
    let year = |begins, grant: &str, index: &str| FundingYear {
        year: Some(Period::financial_year(begins)),
        public_health_grant: Some(Money::of(grant)),
        grants: Some(Money::of(0)),
        price_index: Some(index.into()),
        ..Default::default()
    };
    let funding = &mut profile.funding;
    funding.ring_fenced = Some(true);
    funding.allocation_horizon = Some(Duration::months(36));
    funding.price_base.deflator = Some("gdp".to_owned());
    funding.price_base.year = Some(Period::financial_year(2020));
    funding.years = Some(vec![year(2020, "6412000", "100"), year(2026, "9080000.50", "129.3")]);
    profile.residential.entry_rules = Some(vec![EntryRule {
        kind: Some(EntryKind::MaxDose),
        drug: Some("methadone".to_owned()),
        limit: Some(MgDay::of(30)),
        basis: Some(EntryBasis::ProviderPolicy),
        ..Default::default()
    }]);
    profile.integration.information_systems = Some(1);
    assert_eq!(outcome(&from_value(&profile)), expected());
}

/// Reserved words keep their keys, and a group without an answer is left out.
#[test]
fn keys_are_those_of_the_charter() {
    use every_type::{Kind, Option2, Profile, String2};
    let profile = Profile {
        struct_: Some(true),
        strings: Some(vec![String2 { type_: Some(Kind::Self2), ..Default::default() }]),
        option: Some(Option2 { lambda: Some([Kind::Ab, Kind::AB].into()), ..Default::default() }),
        ..Default::default()
    };
    let expected = serde_json::json!({
        "struct": true, "strings": [{ "type": "self" }], "option": { "lambda": ["a_b", "ab"] },
    });
    assert_eq!(serde_json::to_value(&profile).unwrap(), expected);
}

/// Places point into the text that the value was written as, and what JSON does not know is told.
#[test]
fn values_are_profiles_with_places() {
    let profile = Profile::from_value("case 12", &serde_json::json!({ "as_of": "2026-06-30", "natoin": "wales" }));
    let profile = profile.expect("a profile");
    let scored = Charter::standard().unwrap().score(&profile, &ScoreOptions::default()).expect("a day");
    let places: Vec<_> = scored.diagnostics.iter().map(|one| (one.code.as_str(), one.place())).collect();
    assert_eq!(places, [("K0701", Some("case 12:3:3".to_owned()))]);
    let error = Profile::from_value("case 13", &BTreeMap::from([([1, 2], 3)])).expect_err("keys that are no texts");
    assert_eq!(error.diagnostics()[0].code.as_str(), "K0601");
    assert!(error.to_string().contains("`case 13` cannot be written as JSON"), "{error}");
}

#[test]
fn wrong_input_gives_no_code() {
    for (args, code) in [
        (&["codegen", "cobol"][..], 2),
        (&["codegen"], 2),
        (&["codegen", "rust", "--charter", "nowhere.charter"], 2),
        (&["codegen", "rust", "--charter", "cases/charters/units.charter"], 1),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{args:?}");
        assert!(ran.stderr.contains("error"), "{}", ran.stderr);
    }
}

#[test]
fn typescript_is_strict() {
    let tsc = tools::tsc();
    let bench = tools::bench("typescript");
    for (name, args) in [("standard", &["typescript"][..]), ("every_type", &["typescript", "--charter", EVERY_TYPE])] {
        fs::write(bench.join(format!("{name}.ts")), generated(args)).expect("a file");
    }
    for name in ["northmere.ts", "wrong.ts"] {
        fs::copy(workspace("tests/codegen").join(name), bench.join(name)).expect("a copy");
    }
    let files = ["every_type.ts", "wrong.ts", "northmere.ts"];
    let options = ["--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "commonjs"];
    tools::run(&bench, &tsc, &[&options[..], &files].concat());
    let json = tools::run(&bench, Path::new("node"), &["northmere.js"]);
    assert_eq!(outcome(&read("northmere.json", json.as_bytes())), expected());
}

#[test]
fn python_is_strict() {
    let python = tools::python();
    let bench = tools::bench("python");
    for (name, args) in [("standard", &["python"][..]), ("every_type", &["python", "--charter", EVERY_TYPE])] {
        fs::write(bench.join(format!("{name}.py")), generated(args)).expect("a file");
    }
    for name in ["northmere.py", "wrong.py"] {
        fs::copy(workspace("tests/codegen").join(name), bench.join(name)).expect("a copy");
    }
    let files = ["every_type.py", "standard.py", "wrong.py", "northmere.py"];
    tools::run(&bench, &python, &[&["-m", "mypy", "--strict", "--python-version", "3.10"], &files[..]].concat());
    tools::run(&bench, &python, &["every_type.py"]);
    let json = tools::run(&bench, &python, &["northmere.py"]);
    assert_eq!(outcome(&read("northmere.json", json.as_bytes())), expected());
}
