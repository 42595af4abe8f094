//! Reviews: begun, applied, compared and brought together.

use std::fs;

use kitemark::report::{self, TextStyle};
use kitemark::scorecard::{Scorecard, Verdict};
use kitemark::{Charter, Kappa, Limits, Profile, Review, ScoreOptions};
use proptest::prelude::*;

use crate::laws;
use crate::support::{Folder, files_below, kitemark, session, workspace};

const PROFILE: &str = "cases/reviews/goodham.yaml";
const CHARTER: &str = "cases/reviews/small.charter";

fn charter() -> Charter {
    let text = fs::read_to_string(CHARTER).unwrap();
    Charter::compile([("small.charter", text)]).unwrap().0
}

fn profile() -> Profile {
    Profile::read("goodham.yaml", &fs::read(PROFILE).unwrap(), &Limits::default()).unwrap()
}

fn begun() -> String {
    charter().begin_review(&profile(), "A. Reviewer", "goodham.yaml", None).unwrap().text
}

/// A review of the profile with these claims and verdicts.
fn review(decisions: &str) -> String {
    let text = begun();
    let head = text.find("\nclaims:").map(|at| &text[..at]).unwrap();
    format!("{head}\n{decisions}")
}

fn read(text: &str) -> Review {
    Review::read("a.review.yaml", text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn scored(decisions: &str) -> Scorecard {
    let options = ScoreOptions::default().with_review(read(&review(decisions)));
    charter().score(&profile(), &options).unwrap_or_else(|error| panic!("{error}\n{decisions}")).scorecard
}

/// One decision on a claim.
fn claim(path: &str, decision: &str) -> String {
    format!("claims: [{{claim: \"{path}\", reason: seen, {decision}}}]")
}

fn verdict(criterion: &str, ruling: &str) -> String {
    format!("verdicts: [{{criterion: {criterion}, reason: seen, {ruling}}}]")
}

fn verdict_of(card: &Scorecard, id: &str) -> Verdict {
    card.criteria.iter().find(|one| one.id == id).map(|one| one.verdict).unwrap()
}

/// The award, the better one that is possible, and the ends of the score in hundredths of a point.
fn outcome(card: &Scorecard) -> (String, String, String) {
    let name = |award: &Option<String>| award.clone().unwrap_or_else(|| "none".to_owned());
    let score = card.score.as_ref().unwrap();
    let score = [&score.low, &score.high].map(|end| end.percent_decimals(2)).join("-");
    (name(&card.award.id), name(&card.award.provisional), score)
}

/// The profile alone is gold with 100%. The first principle has 3 of 4 parts: each of its two criteria counts 37.5%, each of the
/// two in the other principle 12.5%.
#[test]
fn every_decision_does_what_it_says() {
    let rejected = |path: &str| claim(path, "decision: reject");
    let corrected = |path: &str, value: &str| claim(path, &format!("decision: correct, value: {value}"));
    for (decisions, criterion, came_out, award, provisional, score) in [
        (String::new(), "long-term", Verdict::Met, "gold", "none", "100.00-100.00"),
        (claim("contracts[main].term", "decision: accept"), "long-term", Verdict::Met, "gold", "none", "100.00-100.00"),
        // 100 - 37.5; half the credit rests on the same claim.
        (rejected("contracts[main].term"), "long-term", Verdict::Unverified, "silver", "gold", "62.50-100.00"),
        (rejected("contracts[2].term"), "whole", Verdict::Met, "silver", "gold", "62.50-100.00"),
        (rejected("contracts[main].functions"), "whole", Verdict::Unverified, "silver", "gold", "62.50-100.00"),
        // 100 - 37.5 / 2
        (corrected("contracts[main].term", "3 years"), "long-term", Verdict::Partly, "silver", "none", "81.25-81.25"),
        (corrected("contracts[main].term", "2 years"), "long-term", Verdict::Unmet, "silver", "none", "62.50-62.50"),
        (
            corrected("contracts[main].functions", "[recovery]"),
            "whole",
            Verdict::Unmet,
            "silver",
            "none",
            "62.50-62.50",
        ),
        (corrected("contracts[main].functions", "[]"), "whole", Verdict::Unmet, "silver", "none", "62.50-62.50"),
        // Evidence is optional here: a rejected claim is not proven all the same. 100 - 12.5
        (rejected("beds"), "beds", Verdict::Unverified, "silver", "gold", "87.50-100.00"),
        (rejected("beds"), "crowded", Verdict::Clear, "silver", "gold", "87.50-100.00"),
        (corrected("beds", "12"), "crowded", Verdict::Raised, "gold", "none", "100.00-100.00"),
        // Silence is a claim: that there is no second ward.
        (rejected("wards"), "wards", Verdict::Unverified, "silver", "gold", "87.50-100.00"),
        (corrected("wards", "1"), "wards", Verdict::Unmet, "silver", "none", "87.50-87.50"),
        // A cap that rests on a rejected claim bites in what is sure.
        (rejected("disputes"), "long-term", Verdict::Met, "silver", "gold", "100.00-100.00"),
        (corrected("disputes", "2"), "long-term", Verdict::Met, "silver", "none", "100.00-100.00"),
        (verdict("long-term", "verdict: unmet"), "long-term", Verdict::Unmet, "silver", "none", "62.50-62.50"),
        // 100 - 37.5 * 0.6
        (
            verdict("long-term", "verdict: partly met, credit: 40%"),
            "long-term",
            Verdict::Partly,
            "silver",
            "none",
            "77.50-77.50",
        ),
        (
            verdict("long-term", "verdict: not applicable"),
            "long-term",
            Verdict::NotApplicable,
            "gold",
            "none",
            "100.00-100.00",
        ),
        (verdict("crowded", "verdict: raised"), "crowded", Verdict::Raised, "gold", "none", "100.00-100.00"),
    ] {
        let decisions = decisions.replace("contracts[2]", "contracts[second]");
        let card = scored(&decisions);
        assert_eq!(verdict_of(&card, criterion), came_out, "{decisions}");
        assert_eq!(outcome(&card), (award.to_owned(), provisional.to_owned(), score.to_owned()), "{decisions}");
    }
}

#[test]
fn a_claim_that_fails_is_not_made_better_by_rejecting_it() {
    let mut profile = profile();
    profile.set(&charter(), "contracts[main].term=1 year").unwrap();
    let decisions = claim("contracts[main].term", "decision: reject");
    let options = ScoreOptions::default().with_review(read(&review(&decisions)));
    let card = charter().score(&profile, &options).unwrap().scorecard;
    assert_eq!(verdict_of(&card, "long-term"), Verdict::Unmet);
    // The change came first, the correction after it.
    let decisions = claim("contracts[main].term", "decision: correct, value: 5 years");
    let options = ScoreOptions::default().with_review(read(&review(&decisions)));
    let card = charter().score(&profile, &options).unwrap().scorecard;
    assert_eq!(verdict_of(&card, "long-term"), Verdict::Met);
}

#[test]
fn an_overridden_verdict_says_by_whom_and_what_the_rules_say() {
    let mut profile = profile();
    profile.set(&charter(), "contracts[main].term=1 year").unwrap();
    let options = ScoreOptions::default().with_review(read(&review(&verdict("long-term", "verdict: met"))));
    let card = charter().score(&profile, &options).unwrap().scorecard;
    let criterion = card.criteria.iter().find(|one| one.id == "long-term").unwrap();
    let overridden = criterion.overridden.as_ref().unwrap();
    assert_eq!((overridden.reviewer.as_str(), overridden.verdict), ("A. Reviewer", Verdict::Unmet));
    // What the rules found stays to be read.
    assert_eq!(criterion.findings[0].observed, "12 months");
    assert_eq!(card.award.id.as_deref(), Some("gold"));
    let text = report::markdown(&card);
    let note = "rests on 1 verdict that the reviewer overrode: by the rules it would be silver";
    assert!(text.contains(note), "{text}");
    let result = card.review.unwrap();
    assert_eq!(result.without_overrides.unwrap().award.as_deref(), Some("silver"));
    assert_eq!(result.before.award.as_deref(), Some("silver"));
}

// ---- the files ---------------------------------------------------------------------------------------------------------

/// A folder with the profile, to run the command on.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("goodham.yaml", fs::read(PROFILE).unwrap());
    folder
}

fn start(folder: &Folder, more: &[&str]) -> crate::support::Ran {
    let profile = folder.path("goodham.yaml");
    kitemark(&[&["review", "start", &profile, "--charter", CHARTER], more].concat())
}

#[test]
fn a_review_lists_every_claim_the_most_decisive_first() {
    let folder = folder("review-start");
    let ran = start(&folder, &["--reviewer", "A. Reviewer"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(folder.anonymous(&ran.stdout), "FOLDER/goodham.a-reviewer.review.yaml: 7 claims to check\n");
    insta::assert_snapshot!(fs::read_to_string(folder.path("goodham.a-reviewer.review.yaml")).unwrap());
}

/// Nobody's work is written over, and what a crash has left is in nobody's way.
#[test]
fn a_review_that_is_there_stays() {
    let folder = folder("review-stays");
    let path = folder.file("goodham.a-reviewer.review.yaml", "hours of work\n");
    folder.file(".goodham.a-reviewer.review.yaml.1-0.tmp", "half of");
    let ran = start(&folder, &["--reviewer", "A. Reviewer"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.starts_with("error[K0901]: ") && ran.stderr.contains("with `--output`"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), "hours of work\n");
    let ran = start(&folder, &["--reviewer", "A. Reviewer", "--output", &folder.path("nowhere/b.review.yaml")]);
    assert_eq!(ran.code, 2);
    let names: Vec<String> = files_below(folder.path("").as_ref())
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        names,
        [".goodham.a-reviewer.review.yaml.1-0.tmp", "goodham.a-reviewer.review.yaml", "goodham.yaml"],
        "nothing else is left"
    );
}

#[test]
fn a_review_is_not_taken_for_a_profile() {
    let folder = folder("review-names");
    for (args, said) in [
        (&["--reviewer", "A", "--output", "a.yaml"][..], "`a.yaml` would be taken for a profile"),
        (&["--reviewer", " "], "`--reviewer` is empty"),
    ] {
        let ran = start(&folder, args);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    assert_eq!(start(&folder, &["--reviewer", "Zoë O'Neill"]).code, 0);
    assert!(fs::exists(folder.path("goodham.zoë-o-neill.review.yaml")).unwrap());
    // A folder is scored by its profiles, and checked with its reviews.
    let ran = kitemark(&["score", &folder.path(""), "--charter", CHARTER, "--format", "csv"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(!ran.stdout.contains(".review.yaml"), "{}", ran.stdout);
    let ran = kitemark(&["check", &folder.path(""), "--charter", CHARTER]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("0 accepted, 0 rejected, 0 corrected, 7 not decided"), "{}", ran.stdout);
}

#[test]
fn a_review_finds_its_profile_from_another_folder() {
    let folder = folder("review-elsewhere");
    folder.file("reviews/here", "");
    let path = folder.path("reviews/a.review.yaml");
    assert_eq!(start(&folder, &["--reviewer", "A", "--output", &path]).code, 0);
    assert!(fs::read_to_string(&path).unwrap().contains("file: \"../goodham.yaml\""));
    let ran = kitemark(&["check", &path, "--charter", CHARTER]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

const DECISIONS: &str = "\
claims:
  - {claim: \"contracts[main].term\", submitted: 60 months, decision: correct, value: 3 years, reason: \"See *clause 4*\"}
  - {claim: \"contracts[main].functions\", decision: accept}
  - {claim: beds, decision: reject, reason: \"Nobody counted them\\u202e\"}
verdicts:
  - {criterion: wards, verdict: unmet, reason: There is a second ward}
  - {criterion: crowded, verdict: raised, reason: Beds stand in the hall}
";

#[test]
fn a_scorecard_shows_what_the_review_changed() {
    let card = scored(DECISIONS);
    insta::assert_snapshot!("score_text", report::text(&card, &TextStyle::default()));
    insta::assert_snapshot!("score_markdown", report::markdown(&card));
    insta::assert_snapshot!("score_json", serde_json::to_string_pretty(&card.review).unwrap());
}

#[test]
fn the_command_scores_by_a_review() {
    let folder = folder("review-score");
    let (profile, review) = (folder.path("goodham.yaml"), folder.file("a.review.yaml", review(DECISIONS)));
    let args = ["score", &profile, "--charter", CHARTER, "--review", &review];
    let ran = kitemark(&args);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Award    gold → silver"), "{}", ran.stdout);
    // A change is made before the review is applied, and the file is what it was when it was reviewed.
    let ran = kitemark(&[&args[..], &["--set", "contracts[second].functions=recovery"]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Changed before scoring: contracts[second].functions=recovery"), "{}", ran.stdout);
    for (args, said) in [
        (&["score", PROFILE, PROFILE, "--review", &review][..], "`--review` is of one profile"),
        (&["score", &review], "is a review, not a profile"),
        (&["score", PROFILE, "--review", PROFILE], "this is no review"),
        (&["score", PROFILE, "--review", "cases/reviews/none.review.yaml"], "there is no such file"),
    ] {
        let ran = kitemark(args);
        let message = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(ran.code > 0 && ran.stdout.is_empty() && message.contains(said), "{}", ran.stderr);
    }
}

/// What cannot be read is told when the review is begun, and can be put right by it.
#[test]
fn a_slip_of_the_pen_is_corrected() {
    let folder = folder("review-slip");
    let profile = folder.file("goodham.yaml", fs::read_to_string(PROFILE).unwrap().replace("beds: 5", "beds: five"));
    let ran = start(&folder, &["--reviewer", "A"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[K0702]") && ran.stdout.contains("7 claims to check"), "{}", ran.stderr);
    let begun = fs::read_to_string(folder.path("goodham.a.review.yaml")).unwrap();
    let open = "submitted: cannot be read\n    evidence: []\n    decision:\n    reason:";
    let decided =
        "submitted: cannot be read\n    evidence: []\n    decision: correct\n    value: 5\n    reason: counted";
    assert!(begun.contains(open), "{begun}");
    let review = folder.file("goodham.a.review.yaml", begun.replace(open, decided));
    let ran = kitemark(&["score", &profile, "--charter", CHARTER, "--review", &review, "--require", "gold"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn the_json_of_a_review_fits_the_schema() {
    let schema = jsonschema::validator_for(&kitemark::scorecard_schema()).unwrap();
    let card = serde_json::to_value(scored(DECISIONS)).unwrap();
    let errors: Vec<String> = schema.iter_errors(&card).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_changed_profile_is_refused_and_its_review_begun_anew() {
    let folder = folder("review-stale");
    let decided = "\
claims:
  - {claim: \"contracts[main].term\", submitted: 60 months, decision: accept,
     evidence: [\"ev-contracts, primary: contract, Contract file 7, dated 2025-04-01, https://example.org/contracts\"]}
  - {claim: \"contracts[second].term\", submitted: 72 months, decision: reject, reason: not signed,
     evidence: [\"ev-contracts, primary: contract, Contract file 7, dated 2025-04-01, https://example.org/contracts\"]}
  - {claim: beds, submitted: 5, evidence: [], decision: reject, reason: nobody counted them}
  - {claim: disputes, submitted: 0, evidence: [\"ev-letter, testimony: letter, A letter\"], decision: accept}
verdicts:
  - {criterion: wards, verdict: unmet, reason: There is a second ward}
";
    let old = folder.file("a.review.yaml", review(decided));
    let changed = fs::read_to_string(PROFILE).unwrap().replace("beds: 5", "beds: 6").replace("id: second", "id: next");
    let profile = folder.file("goodham.yaml", changed);
    let refused = kitemark(&["score", &profile, "--charter", CHARTER, "--review", &old]);
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    let other = kitemark(&["score", &profile, "--review", &old]);
    assert_eq!((other.code, other.stdout.as_str()), (1, ""));
    let new = folder.path("b.review.yaml");
    let begun = start(&folder, &["--reviewer", "A. Reviewer", "--from", &old, "--output", &new]);
    assert_eq!((begun.code, begun.stderr.as_str()), (0, ""));
    let sessions = [refused, other, begun].map(|ran| folder.anonymous(&session(&ran))).join("\n");
    insta::assert_snapshot!(format!("{sessions}\n{}", fs::read_to_string(&new).unwrap()));
    assert_eq!(kitemark(&["score", &profile, "--charter", CHARTER, "--review", &new]).code, 0);
}

// ---- mistakes ----------------------------------------------------------------------------------------------------------

/// What is wrong, and the codes that say so.
const MISTAKES: &[(&str, &str)] = &[
    ("K1301", "claims: beds"),
    ("K1301", "claims: [beds]"),
    ("K1301", "claims: [{decision: accept}]"),
    ("K1301", "claims: [{claim: beds, decision: [accept]}]"),
    ("K1301", "moderates: [{reviewer: B, sha256: abc}]"),
    ("K1302", "claims: [{claim: beds, decison: accept}]"),
    ("K1302", "claim: [{claim: beds}]"),
    ("K1304", "claims: [{claim: bed, decision: accept}]"),
    ("K1304", "claims: [{claim: \"contracts[mian].term\", decision: accept}]"),
    ("K1304", "claims: [{claim: \"contracts[main\", decision: accept}]"),
    ("K1304", "claims: [{claim: contracts, decision: accept}]"),
    ("K1304", "claims: [{claim: \"contracts[main]\", decision: accept}]"),
    ("K1304", "claims: [{claim: as_of, decision: accept}]"),
    ("K1305", "claims: [{claim: beds, decision: acept}]"),
    ("K1305", "claims: [{claim: beds, decision: reject}]"),
    ("K1305", "claims: [{claim: beds, decision: correct, reason: counted}]"),
    ("K1305", "claims: [{claim: beds, value: 4}]"),
    ("K1305", "claims: [{claim: beds, decision: accept, value: 4}]"),
    ("K1305", "claims: [{claim: beds, decision: correct, value: {count: 4}, reason: counted}]"),
    ("K1305", "claims: [{claim: beds, submitted: 6}]"),
    ("K1305", "claims: [{claim: \"contracts[main].id\", decision: correct, value: other, reason: renamed}]"),
    ("K1305", "verdicts: [{criterion: beds, verdict: unmet}]"),
    ("K1306", "claims: [{claim: beds, decision: accept}, {claim: beds, decision: accept}]"),
    ("K1306", "claims: [{claim: beds, decision: accept}, {claim: \" beds \", decision: accept}]"),
    ("K1306", "verdicts: [{criterion: beds}, {criterion: beds}]"),
    ("K1307", "verdicts: [{criterion: bads, verdict: unmet, reason: none}]"),
    ("K1308", "verdicts: [{criterion: beds, verdict: unanswered, reason: open}]"),
    ("K1308", "verdicts: [{criterion: beds, verdict: raised, reason: shown}]"),
    ("K1308", "verdicts: [{criterion: crowded, verdict: met, reason: shown}]"),
    ("K1308", "verdicts: [{criterion: beds, verdict: partly met, reason: some}]"),
    ("K1308", "verdicts: [{criterion: beds, verdict: partly met, credit: 100%, reason: some}]"),
    ("K1308", "verdicts: [{criterion: beds, verdict: met, credit: 40%, reason: some}]"),
    ("K0702", "claims: [{claim: beds, decision: correct, value: many, reason: counted}]"),
    ("K0703", "claims: [{claim: \"contracts[main].term\", decision: correct, value: 36, reason: read}]"),
    ("K0706", "claims: [{claim: \"contracts[main].functions\", decision: correct, value: [asess], reason: read}]"),
    ("K0602", "reviewer: B"),
];

#[test]
fn every_mistake_is_told_with_its_place() {
    let folder = folder("review-mistakes");
    let mut all = String::new();
    for (code, decisions) in MISTAKES {
        let path = folder.file("a.review.yaml", review(decisions));
        let ran = kitemark(&["check", &path, "--charter", CHARTER]);
        assert_eq!(ran.code, 1, "{decisions}");
        let heads: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("error[")).collect();
        assert!(heads.len() == 1 && heads[0].starts_with(&format!("error[{code}]")), "{decisions}\n{}", ran.stderr);
        let said = ran.stderr.split("\n1 error").next().unwrap();
        all.push_str(&folder.anonymous(&format!("{said}\n\n")));
    }
    for text in ["", "- a", "beds: 5", "review: kitemark-review/2", "review: kitemark-review/1"] {
        let ran = kitemark(&["check", &folder.file("a.review.yaml", text), "--charter", CHARTER]);
        assert_eq!(ran.code, 1, "{text}");
        all.push_str(&folder.anonymous(&format!("{}\n\n", ran.stderr)));
    }
    insta::assert_snapshot!(all);
}

/// Those of the two others are shown where profiles change, and where reviews are compared.
#[test]
fn every_code_of_reviews_has_a_case() {
    let shown = ["K1303", "K1309"];
    let is_shown = |code: &str| shown.contains(&code) || MISTAKES.iter().any(|(known, _)| *known == code);
    let mut codes = kitemark::Code::ALL.iter().map(|code| code.as_str()).filter(|code| code.starts_with("K13"));
    assert!(codes.all(is_shown));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = review("claims: [{claim: beds, decision: reject}, {claim: wards, decision: perhaps}]\nverdict: []");
    let Err(error) = Review::read("a.review.yaml", text.as_bytes(), &Limits::default()) else { panic!("{text}") };
    let codes: Vec<&str> = error.diagnostics().iter().map(|each| each.code.as_str()).collect();
    assert_eq!(codes, ["K1305", "K1305", "K1302"]);
}

/// Whatever is in a file, as a review it gives a result or diagnostics.
#[test]
fn hostile_files_are_no_reviews() {
    for path in files_below("hostile".as_ref()) {
        let bytes = fs::read(&path).unwrap();
        for bytes in [bytes.clone(), [review("").as_bytes(), b"\nclaims:\n", &bytes].concat()] {
            if let Ok(review) = Review::read("a.review.yaml", &bytes, &Limits::default()) {
                let _scored = charter().score(&profile(), &ScoreOptions::default().with_review(review));
            }
        }
    }
}

proptest! {
    #![proptest_config(laws::config(300))]

    /// A review with a part taken out or something put in gives a scorecard or diagnostics.
    #[test]
    fn broken_reviews_give_diagnostics(at in 0..2000_usize, length in 0..60_usize, put in "[-a-z\\[\\]{}:,\"# \n\u{202e}]{0,8}") {
        let mut text: Vec<char> = review(DECISIONS).chars().collect();
        let at = at.min(text.len());
        let end = (at + length).min(text.len());
        text.splice(at..end, put.chars());
        let text: String = text.into_iter().collect();
        let scored = Review::read("a.review.yaml", text.as_bytes(), &Limits::default())
            .and_then(|review| charter().score(&profile(), &ScoreOptions::default().with_review(review)));
        if let Err(error) = scored {
            prop_assert!(!error.diagnostics().is_empty());
        }
    }
}

// ---- two reviewers -----------------------------------------------------------------------------------------------------

/// So many things that the first rater put into one category and the second into another.
fn kappa(counts: &[(usize, (&'static str, &'static str))]) -> Option<[String; 3]> {
    let pairs = counts.iter().flat_map(|(count, pair)| vec![*pair; *count]);
    Kappa::of(pairs).map(|kappa| [&kappa.value, &kappa.low, &kappa.high].map(|end| end.decimals(4)))
}

/// Worked examples: the manual of the R package statpsych for its `ci.kappa(.05, 31, 12, 4, 58)`, after Fleiss, gives .6756757 with
/// .5317210 to .8196303; 100 diagnoses, by the formula written out in floating point, .6764706 with .5045728 to .8483684.
#[test]
fn kappa_is_that_of_the_literature() {
    let s = |ends: [&str; 3]| Some(ends.map(str::to_owned));
    let counts = [(31, ("0", "0")), (12, ("0", "1")), (4, ("1", "0")), (58, ("1", "1"))];
    assert_eq!(kappa(&counts), s(["0.6756", "0.5317", "0.8196"]));
    let counts = [
        (75, ("psychotic", "psychotic")),
        (1, ("psychotic", "neurotic")),
        (4, ("psychotic", "organic")),
        (5, ("neurotic", "psychotic")),
        (4, ("neurotic", "neurotic")),
        (1, ("neurotic", "organic")),
        (10, ("organic", "organic")),
    ];
    // (.89 - .66) / (1 - .66)
    assert_eq!(kappa(&counts), s(["0.6764", "0.5045", "0.8483"]));
}

#[test]
fn kappa_has_its_limits() {
    let s = |ends: [&str; 3]| Some(ends.map(str::to_owned));
    // Everything alike, in two categories.
    assert_eq!(kappa(&[(3, ("a", "a")), (2, ("b", "b"))]), s(["1.0000", "1.0000", "1.0000"]));
    // 4 of 8 alike where chance gives 4 of 8.
    assert_eq!(kappa(&[(2, ("a", "a")), (2, ("a", "b")), (2, ("b", "a")), (2, ("b", "b"))]).unwrap()[0], "0.0000");
    // Never alike where chance gives half: (0 - 1/2) / (1 - 1/2).
    assert_eq!(kappa(&[(2, ("a", "b")), (2, ("b", "a"))]), s(["-1.0000", "-1.0000", "-1.0000"]));
    assert_eq!(kappa(&[]), None);
    assert_eq!(kappa(&[(9, ("a", "a"))]), None);
}

const OTHER: &str = "\
claims:
  - {claim: \"contracts[main].term\", submitted: 60 months, decision: correct, value: 36 months, reason: Schedule 2}
  - {claim: \"contracts[main].functions\", submitted: \"assess, prescribe\", decision: accept, reason: Schedule 1}
  - {claim: beds, submitted: 5, decision: accept}
  - {claim: wards, submitted: not given, decision: accept}
  - {claim: disputes, submitted: 0}
verdicts:
  - {criterion: crowded, verdict: clear, reason: Nobody stands in the hall}
";

#[test]
fn two_reviews_are_compared_and_brought_together() {
    let folder = folder("review-agree");
    let first = folder.file("a.review.yaml", review(DECISIONS));
    let second = folder.file("b.review.yaml", review(OTHER).replace("A. Reviewer", "B. Other"));
    for format in ["text", "markdown", "json"] {
        let ran = kitemark(&["review", "agree", &first, &second, "--charter", CHARTER, "--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("agree_{format}"), ran.stdout);
    }
    let args = ["review", "agree", &first, &second, "--charter", CHARTER, "--moderator", "C. Chair"];
    let ran = kitemark(&args);
    assert_eq!(
        (ran.code, folder.anonymous(&ran.stderr).as_str()),
        (0, "moderated review: FOLDER/goodham.c-chair.review.yaml\n")
    );
    let path = folder.path("goodham.c-chair.review.yaml");
    insta::assert_snapshot!("moderated", fs::read_to_string(&path).unwrap());
    let ran = kitemark(&["score", &folder.path("goodham.yaml"), "--charter", CHARTER, "--review", &path]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Review by C. Chair, moderating A. Reviewer and B. Other"), "{}", ran.stdout);
    // It is not written over either.
    assert_eq!(kitemark(&args).code, 2);
}

#[test]
fn reviews_of_different_things_are_not_compared() {
    let folder = folder("review-apart");
    let first = folder.file("a.review.yaml", review(DECISIONS));
    let digest = "0123456789abcdef".repeat(4);
    let text = review(OTHER);
    let old = text.split("sha256: ").nth(2).and_then(|rest| rest.lines().next()).unwrap().to_owned();
    let second = folder.file("b.review.yaml", text.replace(&old, &digest));
    let ran = kitemark(&["review", "agree", &first, &second, "--charter", CHARTER]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    let other = kitemark(&["review", "agree", &first, &first]);
    assert_eq!((other.code, other.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(folder.anonymous(&(ran.stderr + &other.stderr)));
}

// ---- the examples ------------------------------------------------------------------------------------------------------

/// Two people and a panel on Northmere. When the profile or the charter changes they are begun anew, with `--from`.
#[test]
fn the_examples_hold() {
    let path = |name: &str| workspace(&format!("examples/reviews/northmere.{name}.review.yaml")).display().to_string();
    let names = ["rowan-ash", "mina-birch", "panel"].map(path);
    for name in &names {
        let ran = kitemark(&["check", name]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    }
    // Alike: 7 of 9. By chance: accept 6 × 6, reject 2 × 1, correct to 48 months 1 × 1, of 9 × 9.
    let ran = kitemark(&["review", "agree", &names[0], &names[1]]);
    assert!(ran.stdout.contains("7 alike, of 9 claims that both decided on: 77.7%"), "{}", ran.stdout);
    // (63 - 39) / (81 - 39)
    assert!(ran.stdout.contains("Kappa      0.57"), "{}", ran.stdout);
}
