//! Rounds: many submissions together.

use kitemark::cohort::{CriterionTally, Entry, Round, Submission, Summary, WeightingEffect};
use kitemark::scorecard::Verdict;
use kitemark::{Charter, Fraction, Limits, Profile, ScoreOptions};
use proptest::prelude::*;
use serde_json::Value;

use crate::laws::world::{Answers, Tape};
use crate::laws::{config, tape};
use crate::pages::assert_accessible;
use crate::reports::{problems, schema};
use crate::support::{Folder, kitemark, session};

const EXAMPLES: &str = "../examples/profiles";
const PAIR: &str = include_str!("cases/round/pair.charter");

fn cohort(args: &[&str]) -> String {
    let ran = kitemark(&[&["cohort"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn the_examples_are_a_round() {
    for format in ["text", "markdown", "csv"] {
        insta::assert_snapshot!(format!("round_{format}"), cohort(&[EXAMPLES, "--format", format]));
    }
}

#[test]
fn a_round_is_a_page() {
    let page = cohort(&[EXAMPLES, "--format", "html", "--against", "../rules/commissioning"]);
    assert_accessible(&page);
    assert!(page.contains("Brightwater County Council"));
}

#[test]
fn text_fits_80_columns() {
    let folder = many(45);
    for args in [
        &[EXAMPLES][..],
        &[EXAMPLES, "--weights", "contract-length=2, churn=0.5", "--against", "../rules/commissioning"],
        &[&folder.path(""), "--charter", "cases/round/pair.charter", "--against", "cases/round/later.charter"],
    ] {
        let text = cohort(args);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{args:?}: {wide:#?}");
        assert!(!text.lines().any(|line| line.ends_with(' ')), "{args:?}: blanks at the end of a line");
    }
}

// ---- worked out by hand -----------------------------------------------------------------------------------------------

/// 50 %: the first is not met, the second is, the third does not apply.
const HALF: &str = "name: Half\nas_of: 2026-06-30\none: no\ntwo: yes\nasked: no\nthree: no\n";
/// 75 %: the first two are met, the third is not.
const MOST: &str = "name: Most\nas_of: 2026-06-30\none: yes\ntwo: yes\nasked: yes\nthree: no\n";
/// 0 % – 100 %.
const OPEN: &str = "name: Open\nas_of: 2026-06-30\n";

fn compiled(text: &str) -> Charter {
    Charter::compile([("a.charter", text)]).unwrap_or_else(|error| panic!("{error}\n{text}")).0
}

fn read(text: &str) -> Profile {
    Profile::read("a.yaml", text.as_bytes(), &Limits::default()).unwrap()
}

fn round(charter: &Charter, profiles: &[(&str, &str)], weights: &[&str]) -> Round {
    let weights: Vec<String> = weights.iter().map(|text| (*text).to_owned()).collect();
    let weightings = charter.weightings(&weights).unwrap();
    let entry = |(file, text): &(&str, &str)| {
        let (summary, standing) = charter.standing(&read(text), &ScoreOptions::default(), &weightings).unwrap();
        Entry::scored(*file, summary, Submission::new(standing))
    };
    charter.round(profiles.iter().map(entry).collect(), &weightings, None)
}

fn pair_round() -> Round {
    round(&compiled(PAIR), &[("open.yaml", OPEN), ("half.yaml", HALF), ("most.yaml", MOST)], &["beta = 6"])
}

#[test]
fn the_best_come_first() {
    let round = pair_round();
    let ranked: Vec<(&str, Option<&str>, Option<&str>)> = round
        .submissions
        .iter()
        .map(|one| (one.file.as_str(), one.summary.award.as_deref(), one.summary.provisional.as_deref()))
        .collect();
    assert_eq!(
        ranked,
        [("most.yaml", Some("gold"), None), ("half.yaml", Some("silver"), None), ("open.yaml", None, Some("gold")),]
    );
    let counts: Vec<_> = round.awards.iter().map(|one| (one.id.as_deref(), one.sure, one.provisional)).collect();
    assert_eq!(counts, [(Some("gold"), 1, 1), (Some("silver"), 1, 0), (None, 1, 0)]);
    use Verdict::{Met, NotApplicable, Unanswered, Unmet};
    let verdicts: Vec<_> = round.submissions.iter().map(|one| one.verdicts.clone()).collect();
    assert_eq!(
        verdicts,
        [vec![Met, Met, Unmet], vec![Unmet, Met, NotApplicable], vec![Unanswered, Unanswered, Unanswered]]
    );
}

/// Id, applies, failing, sure and possible loss of 100 points on average, cut to six decimals.
fn figures(tally: &CriterionTally) -> (&str, usize, usize, String, String) {
    let lost = tally.lost.as_ref().unwrap();
    (&tally.id, tally.applies, tally.failing, lost.sure.0.percent_decimals(4), lost.possible.0.percent_decimals(4))
}

#[test]
fn criteria_are_tallied() {
    let round = pair_round();
    let figures: Vec<_> = round.criteria.iter().map(figures).collect();
    assert_eq!(
        figures,
        [
            // Half loses 1/2 for sure; Open may lose 3/8.
            ("c1", 3, 1, "16.6666".to_owned(), "29.1666".to_owned()),
            // Open may lose 3/8.
            ("c2", 3, 0, "0.0000".to_owned(), "12.5000".to_owned()),
            // It does not apply to Half. Most loses 1/4 for sure; Open may lose 1/4.
            ("c3", 2, 1, "8.3333".to_owned(), "16.6666".to_owned()),
        ]
    );
    assert_eq!(round.criteria[2].failing_share.as_ref().map(|share| share.percent(1)), Some("50%".to_owned()));
}

#[test]
fn open_questions_are_counted() {
    let round = pair_round();
    let questions: Vec<_> =
        round.open_questions.iter().map(|one| (one.name(), one.label.as_deref(), one.submissions)).collect();
    assert!(questions.contains(&("one".to_owned(), Some("Is there the first"), 1)), "{questions:?}");
    assert!(questions.contains(&("asked".to_owned(), None, 1)), "{questions:?}");
    assert!(round.open_questions.iter().all(|one| one.record.is_none()));
}

const NORTHMERE: &str = "../examples/profiles/northmere.yaml";
const REVIEWS: &str = "../examples/reviews";

/// Two people reviewed Northmere's submission, and a third review brings theirs together.
#[test]
fn submissions_stand_as_reviewed() {
    insta::assert_snapshot!("round_reviewed", cohort(&[EXAMPLES, "--review", REVIEWS, "--format", "markdown"]));
    let text = cohort(&[EXAMPLES, "--review", REVIEWS]);
    assert!(text.contains("northmere.yaml, reviewed by The panel"), "{text}");
    let round: Value = serde_json::from_str(&cohort(&[EXAMPLES, "--review", REVIEWS, "--format", "json"])).unwrap();
    let panel = format!("{REVIEWS}/northmere.panel.review.yaml");
    let scored = kitemark(&["score", NORTHMERE, "--review", &panel, "--format", "json"]).stdout;
    let card: Value = serde_json::from_str(&scored).unwrap();
    for one in round["submissions"].as_array().unwrap() {
        let is_northmere = one["file"] == NORTHMERE;
        assert_eq!(one["reviewer"], if is_northmere { Value::from("The panel") } else { Value::Null });
        if is_northmere {
            assert_eq!((&one["score"], &one["evidenced"]), (&card["score"], &card["evidenced"]));
            let verdicts: Vec<_> =
                card["criteria"].as_array().unwrap().iter().map(|one| one["verdict"].clone()).collect();
            assert_eq!(one["verdicts"], Value::from(verdicts));
            assert_ne!(one["score"], card["review"]["before"]["score"], "the review changes the score");
        }
    }
}

#[test]
fn a_review_has_to_be_the_only_one_of_a_submission() {
    let review = |who: &str| format!("{REVIEWS}/northmere.{who}.review.yaml");
    let (mina, rowan) = (review("mina-birch"), review("rowan-ash"));
    let refused = |args: &[&str]| {
        let ran = kitemark(&[&["cohort"], args].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        ran.stderr
    };
    insta::assert_snapshot!(
        "reviews_refused",
        [
            refused(&[EXAMPLES, "--review", &mina, "--review", &rowan]),
            refused(&["../examples/profiles/brightwater.yaml", "--review", &mina]),
            refused(&[EXAMPLES, "--review", EXAMPLES]),
            refused(&[EXAMPLES, "--review", &mina, "--against", "../rules/commissioning"]),
        ]
        .join("\n")
    );
}

#[test]
fn a_submission_that_changed_since_its_review_is_not_judged() {
    let folder = Folder::new("round-reviewed");
    let profile = std::fs::read_to_string(NORTHMERE).unwrap().replace("2026-06-30", "2026-07-01");
    let review = std::fs::read_to_string(format!("{REVIEWS}/northmere.panel.review.yaml")).unwrap();
    let review = review.replace("../profiles/northmere.yaml", "northmere.yaml");
    let (_, review) = (folder.file("northmere.yaml", profile), folder.file("a.review.yaml", review));
    let ran = kitemark(&["cohort", &folder.path(""), "--review", &review, "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let round: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(round["submissions"], Value::Array(Vec::new()));
    // K1303: the profile is not the one reviewed.
    assert!(round["refused"][0]["why"].as_str().unwrap().contains("K1303"), "{}", round["refused"]);
}

/// A question of a record counts once for each submission, however many records leave it open.
#[test]
fn questions_of_records_are_counted_by_submission() {
    let round: Value = serde_json::from_str(&cohort(&[EXAMPLES, "--format", "json"])).unwrap();
    let all = round["submissions"].as_array().unwrap().len() as u64;
    let questions = round["open_questions"].as_array().unwrap();
    assert!(questions.iter().all(|one| one["submissions"].as_u64().unwrap() <= all));
    assert!(questions.iter().any(|one| one["record"] == "contract" && one["label"].is_string()), "{questions:#?}");
}

#[test]
fn other_weights_tell_whose_award_hangs_on_them() {
    let round = pair_round();
    let told = |effect: &WeightingEffect| {
        let weights = serde_json::to_value(&effect.weighting).unwrap();
        let changes: Vec<String> = effect
            .changes
            .iter()
            .map(|one| format!("{} {:?} → {:?}", one.file, one.from.as_deref(), one.to.as_deref()))
            .collect();
        (weights, changes)
    };
    let told: Vec<_> = round.weightings.iter().map(told).collect();
    let scaled = |principle: &str, factor: &str| serde_json::json!({ "weights": "scaled", "principle": principle, "factor": factor });
    let drops = |to: &str| vec![format!("most.yaml Some(\"gold\") → {to}")];
    assert_eq!(
        told,
        [
            (scaled("alpha", "0.75"), drops("Some(\"silver\")")), // 2.25 / 3.25 = 69.2 %
            (scaled("alpha", "1.25"), vec![]),
            (scaled("beta", "0.75"), vec![]),
            (scaled("beta", "1.25"), drops("Some(\"silver\")")), // 3 / 4.25 = 70.5 %
            (serde_json::json!({ "weights": "equal" }), drops("Some(\"silver\")")), // 1 / 2
            (serde_json::json!({ "weights": "given", "text": "beta = 6" }), drops("None")), // 3 / 9
        ]
    );
}

#[test]
fn who_is_close_to_an_award_is_told() {
    let close: Vec<_> = pair_round()
        .close
        .iter()
        .map(|one| (one.file.clone(), one.award.clone(), one.margin_percent.0.clone(), one.other_barriers))
        .collect();
    assert_eq!(
        close,
        [
            ("most.yaml".to_owned(), "gold".to_owned(), Fraction::zero(), 0),
            ("half.yaml".to_owned(), "silver".to_owned(), Fraction::zero(), 0),
        ]
    );
}

#[test]
fn another_edition_tells_whose_award_changes() {
    let folder = Folder::new("round-against");
    for (name, text) in [("half.yaml", HALF), ("most.yaml", MOST), ("open.yaml", OPEN)] {
        folder.file(name, text);
    }
    let args = [&folder.path(""), "--charter", "cases/round/pair.charter", "--against", "cases/round/later.charter"];
    let round: Value = serde_json::from_str(&cohort(&[&args[..], &["--format", "json"]].concat())).unwrap();
    let moved = round["against"]["submissions"].as_array().unwrap();
    let told: Vec<String> = moved
        .iter()
        .map(|one| format!("{} {} → {}, {}", one["subject"], one["from"], one["to"], one["score_to"]["low"]))
        .collect();
    assert_eq!(
        told,
        [
            "\"Most\" \"gold\" → \"gold\", \"0.750000\"", // (1 + (0 + 1) / 2) / 2
            "\"Half\" \"silver\" → null, \"0.000000\"",
            "\"Open\" null → null, \"0.000000\"",
        ]
    );
    let text = cohort(&args);
    assert!(text.contains("1 of 3 submissions would have another award."), "{text}");
}

// ---- what is kept -----------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(config(300))]

    /// What is kept of a submission says the same as its scorecard.
    #[test]
    fn a_standing_agrees_with_the_scorecard(bytes in tape()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let profile = tape.profile(Answers { holes: true, bad: true, evidence: true, exemptions: true }, model.criteria.len());
        let charter = compiled(&model.text());
        let profile = read(&profile.to_string());
        let card = charter.score(&profile, &ScoreOptions::default()).unwrap().scorecard;
        let weightings = charter.weightings(&[]).unwrap();
        let (summary, standing) = charter.standing(&profile, &ScoreOptions::default(), &weightings).unwrap();
        prop_assert_eq!(&summary, &Summary::from(&card));
        let verdicts: Vec<Verdict> = standing.marks.iter().map(|mark| mark.verdict).collect();
        prop_assert_eq!(verdicts, card.criteria.iter().map(|one| one.verdict).collect::<Vec<_>>());
        let round = charter.round(vec![Entry::scored("a.yaml", summary, Submission::new(standing))], &weightings, None);
        let breaks: Vec<_> = round.weightings.iter().filter(|one| !one.changes.is_empty()).map(|one| serde_json::to_value(&one.weighting).unwrap()).collect();
        let breaks: Vec<_> = breaks.iter().filter(|one| one["weights"] == "scaled").map(|one| (one["principle"].clone(), one["factor"].clone())).collect();
        let wanted: Vec<_> = card.robustness.breaks.iter().map(|one| (Value::from(one.principle.clone()), Value::from(one.factor))).collect();
        prop_assert_eq!(breaks, wanted);
        // Every criterion alone: all of 100 that is lost for sure is what the high score lacks.
        if let Some(score) = &card.score {
            let lost = |of: fn(&kitemark::cohort::Lost) -> &Fraction| round.criteria.iter().filter_map(|one| one.lost.as_ref()).fold(Fraction::zero(), |sum, one| sum.plus(of(one)));
            let near = |sum: Fraction, score: &Fraction| sum.plus(score).percent(1) == "100%" || sum.plus(score).decimals(4) == "0.9999";
            prop_assert!(near(lost(|one| &one.sure.0), &score.high) && near(lost(|one| &one.possible.0), &score.low), "{:?}", round.criteria);
        }
    }
}

#[test]
fn rounds_keep_to_their_schema() {
    let schema = schema(&["cohort"]);
    for args in [&[][..], &["--weights", "churn=2", "--against", "../rules/commissioning"]] {
        let round = cohort(&[&[EXAMPLES, "--format", "json"], args].concat());
        assert_eq!(problems(&schema, &serde_json::from_str(&round).unwrap()), [""; 0]);
    }
    assert_ne!(problems(&schema, &serde_json::json!({})), [""; 0]);
}

// ---- folders of all kinds ---------------------------------------------------------------------------------------------

/// A folder of so many submissions for `pair.charter`.
fn many(count: usize) -> Folder {
    let folder = Folder::new(&format!("round-many-{count}"));
    let word = |yes: bool| if yes { "yes" } else { "no" };
    for at in 0..count {
        let answers = format!(
            "name: Council {at}\nas_of: 2026-06-30\none: {}\ntwo: {}\nasked: {}\nthree: {}\n",
            word(at % 2 == 0),
            word(at % 3 == 0),
            word(at % 5 != 0),
            word(at % 7 == 0)
        );
        folder.file(&format!("{at:03}.yaml"), &answers);
    }
    folder
}

#[test]
fn so_many_that_the_map_shows_shares() {
    for (count, is_grid) in [(24, true), (42, true), (43, false)] {
        let folder = many(count);
        let text = cohort(&[&folder.path(""), "--charter", "cases/round/pair.charter"]);
        assert_eq!(text.contains("The numbers are places in the ranking."), is_grid, "{count}");
        let row = text.lines().find(|line| line.trim_start().starts_with("c1 ")).unwrap();
        let signs = row.chars().filter(|char| "✓✗".contains(*char)).count();
        assert_eq!(signs, if is_grid { count } else { 50 }, "{row}");
    }
    let folder = many(61);
    for format in ["html", "markdown"] {
        let page = cohort(&[&folder.path(""), "--charter", "cases/round/pair.charter", "--format", format]);
        assert!(page.contains("How many submissions came out how."), "{format}");
    }
    let page = cohort(&[&folder.path(""), "--charter", "cases/round/pair.charter", "--format", "html"]);
    assert_accessible(&page);
}

#[test]
fn broken_files_stop_nobody() {
    let args = ["cohort", "cases/round/broken", "--charter", "cases/round/pair.charter"];
    let ran = kitemark(&args);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(session(&ran));
    let sheet = kitemark(&[&args[..], &["--format", "csv"]].concat());
    let rows: Vec<_> = csv::Reader::from_reader(sheet.stdout.as_bytes()).records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 5);
    assert!(rows[4][4].starts_with("not scored: "), "{:?}", rows[4]);
}

#[test]
fn one_submission_is_a_round() {
    let folder = Folder::new("round-one");
    let path = folder.file("a.yaml", MOST);
    for path in [path, folder.path("")] {
        let text = cohort(&[&path, "--charter", "cases/round/pair.charter"]);
        assert!(text.starts_with("Pair, edition 1: 1 submission\n"), "{text}");
    }
}

#[test]
fn nothing_to_look_at_ends_with_2() {
    let folder = Folder::new("round-empty");
    for args in [
        &["cohort", &folder.path("")][..],
        &["cohort", &folder.path("nowhere")],
        &["cohort", EXAMPLES, "--weights", "churn"],
        &["cohort", EXAMPLES, "--weights", "chrun=2"],
        &["cohort", EXAMPLES, "--weights", "churn=-1"],
        &["cohort", EXAMPLES, "--weights", "churn=1, churn=2"],
        &["cohort", EXAMPLES, "--as-of", "soon"],
        &["cohort", EXAMPLES, "--against", &folder.path("nowhere")],
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error["), "{}", ran.stderr);
    }
    let ran = kitemark(&["cohort", EXAMPLES, "--weights", "chrun=2"]);
    assert!(ran.stderr.contains("did you mean `churn`?"), "{}", ran.stderr);
}

/// A file that is not there is told, and the others are shown.
#[test]
fn a_missing_file_stops_nobody() {
    let folder = Folder::new("round-missing");
    let path = folder.file("a.yaml", MOST);
    let ran = kitemark(&["cohort", &path, &folder.path("b.yaml"), "--charter", "cases/round/pair.charter"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.starts_with("Pair, edition 1: 2 submissions, 1 not scored\n"), "{}", ran.stdout);
    assert!(
        ran.stderr.starts_with("error[K0901]: cannot read") && !ran.stderr.contains("`kitemark check`"),
        "{}",
        ran.stderr
    );
}

// ---- text made to harm ------------------------------------------------------------------------------------------------

const HARMFUL: [&str; 6] = [
    "\\u001b[31mred\\u202edesrever",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "| a | b | [x](javascript:1) **b**",
    "line\\n\\n# heading",
    "hid\\u200bden\\u0000",
];

#[test]
fn harmful_text_does_no_harm() {
    let folder = Folder::new("round-harm");
    for (at, text) in HARMFUL.iter().enumerate() {
        folder.file(&format!("{at}.yaml"), format!("name: \"{text}\"\nas_of: 2026-06-30\none: yes\n"));
    }
    if !cfg!(windows) {
        folder.file("=1\u{1b}[31m\u{202e}|<b>.yaml", "as_of: 2026-06-30\none: \"\\u202e<i>\"\n");
    }
    let hides = |text: &str| {
        text.chars().any(|char| (char.is_control() && char != '\n') || matches!(char, '\u{200b}' | '\u{202e}'))
    };
    for format in ["text", "markdown", "csv", "html"] {
        let ran = kitemark(&["cohort", &folder.path(""), "--charter", "cases/round/pair.charter", "--format", format]);
        assert!(!hides(&ran.stdout) && !hides(&ran.stderr), "{format}: {}", ran.stdout);
        match format {
            "html" => {
                assert_accessible(&ran.stdout);
                assert!(!ran.stdout.contains("<script") && !ran.stdout.contains("<b>") && !ran.stdout.contains("<i>"));
            }
            "csv" => {
                for row in csv::Reader::from_reader(ran.stdout.as_bytes()).records() {
                    assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{}", ran.stdout);
                }
            }
            "markdown" => {
                let unescaped = ran.stdout.replace("\\<", "");
                assert!(!unescaped.contains('<') && !unescaped.contains("[x](javascript"), "{}", ran.stdout);
                assert!(!ran.stdout.lines().any(|line| line.starts_with("# heading")));
            }
            _ => {}
        }
    }
}
