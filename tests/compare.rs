//! Differences between two results, point by point.

use kitemark::difference::{Contribution, Difference};
use kitemark::scorecard::{Interval, Scorecard};
use kitemark::{Charter, Fraction, Limits, Profile, ScoreOptions};
use proptest::prelude::*;
use serde_json::Value;

use crate::laws::world::{Answers, Tape};
use crate::laws::{config, tape};
use crate::pages::assert_accessible;
use crate::reports::{problems, schema};
use crate::support::{Folder, kitemark, session};

const BRIGHTWATER: &str = "../examples/profiles/brightwater.yaml";
const TWINRIVERS: &str = "../examples/profiles/twinrivers.yaml";
const NORTHMERE: &str = "../examples/profiles/northmere.yaml";
const PAIR: &str = include_str!("cases/round/pair.charter");
const LATER: &str = include_str!("cases/round/later.charter");

fn compare(args: &[&str]) -> String {
    let ran = kitemark(&[&["compare"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn two_submissions_are_compared() {
    for format in ["text", "markdown"] {
        insta::assert_snapshot!(
            format!("difference_{format}"),
            compare(&[BRIGHTWATER, TWINRIVERS, "--format", format])
        );
    }
    insta::assert_snapshot!("difference_of_open_ones", compare(&[NORTHMERE, BRIGHTWATER]));
}

#[test]
fn a_change_is_compared_with_what_is() {
    let change = "funding.allocation_horizon=36 months";
    insta::assert_snapshot!(compare(&[BRIGHTWATER, "--set", change]));
}

/// The totals are those of the review's own scorecard.
#[test]
fn a_submission_is_compared_with_its_review() {
    let review = ["--review", "../examples/reviews/northmere.panel.review.yaml"];
    insta::assert_snapshot!(compare(&[&[NORTHMERE], &review[..]].concat()));
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&kitemark(&[args, &review, &["--format", "json"]].concat()).stdout).unwrap()
    };
    let (difference, card) = (json(&["compare", NORTHMERE]), json(&["score", NORTHMERE]));
    assert_eq!(difference["earlier"]["score"], card["review"]["before"]["score"]);
    assert_eq!(difference["later"]["score"], card["score"]);
}

#[test]
fn two_editions_are_compared() {
    let folder = Folder::new("compare-editions");
    let path = folder.file("a.yaml", "name: Most\nas_of: 2026-06-30\none: yes\ntwo: no\nasked: no\nthree: no\n");
    let charters = ["--charter", "cases/round/pair.charter", "--against", "cases/round/later.charter"];
    insta::assert_snapshot!(compare(&[&[path.as_str()], &charters[..]].concat()));
}

#[test]
fn a_difference_is_a_page() {
    let page = compare(&[NORTHMERE, BRIGHTWATER, "--format", "html"]);
    assert_accessible(&page);
}

#[test]
fn text_fits_80_columns() {
    for args in [&[BRIGHTWATER, TWINRIVERS][..], &[NORTHMERE, BRIGHTWATER], &[NORTHMERE, "--set", "nation=wales"]] {
        let ran = kitemark(&[&["compare"], args].concat());
        let wide: Vec<&str> = ran.stdout.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty() && !ran.stdout.is_empty(), "{args:?}: {wide:#?}");
        assert!(!ran.stdout.lines().any(|line| line.ends_with(' ')), "{args:?}");
    }
}

// ---- worked out by hand -----------------------------------------------------------------------------------------------

fn scored(charter: &str, profile: &str) -> Scorecard {
    let (charter, _) = Charter::compile([("a.charter", charter)]).unwrap_or_else(|error| panic!("{error}\n{charter}"));
    let profile = Profile::read("a.yaml", profile.as_bytes(), &Limits::default()).unwrap();
    charter.score(&profile, &ScoreOptions::default()).unwrap().scorecard
}

fn fraction(numerator: i32, denominator: u32) -> Fraction {
    let whole = Fraction::from(numerator.unsigned_abs()).over(&Fraction::from(denominator)).unwrap();
    if numerator < 0 { Fraction::zero().minus(&whole) } else { whole }
}

/// The contributions to what is sure: id, by credit, by weight.
fn parts(difference: &Difference) -> Vec<(&str, Fraction, Fraction)> {
    let part = |low: &Contribution| (low.credit.clone(), low.weight.clone());
    let named = difference.criteria.iter().map(|one| (one.id.as_str(), part(&one.contribution.as_ref().unwrap().low)));
    named.map(|(id, (credit, weight))| (id, credit, weight)).collect()
}

/// Shares 1/2, 1/2, 0 and credits 0, 1, none become shares 3/8, 3/8, 1/4 and credits 1, 1, 0: from 1/2 to 3/4, with a mean of 5/8.
#[test]
fn contributions_are_worked_out() {
    let half = scored(PAIR, "name: Half\nas_of: 2026-06-30\none: no\ntwo: yes\nasked: no\nthree: no\n");
    let most = scored(PAIR, "name: Most\nas_of: 2026-06-30\none: yes\ntwo: yes\nasked: yes\nthree: no\n");
    let difference = Difference::between(&half, &most);
    assert_eq!(difference.score.as_ref().unwrap().low, fraction(1, 4));
    assert_eq!(
        parts(&difference),
        [
            // 7/16 × 1, and (1/2 − 5/8) × (3/8 − 1/2)
            ("c1", fraction(7, 16), fraction(1, 64)),
            // (1 − 5/8) × (3/8 − 1/2)
            ("c2", fraction(0, 1), fraction(-3, 64)),
            // (0 − 5/8) × 1/4
            ("c3", fraction(0, 1), fraction(-5, 32)),
        ]
    );
    let alpha = &difference.principles[0].contribution.as_ref().unwrap().low;
    assert_eq!(alpha.total(), fraction(26, 64));
}

/// Under the later edition the second criterion is gone, the third applies, and the fourth is new: shares 1/2, 1/2 and credits 1, 0
/// become shares 1/2, –, 1/4, 1/4 and credits 1, –, 0, 0. From 1/2 to 1/2.
#[test]
fn criteria_of_one_edition_alone_contribute_weight() {
    let profile = "name: A\nas_of: 2026-06-30\none: yes\ntwo: no\nasked: no\nthree: no\n";
    let difference = Difference::between(&scored(PAIR, profile), &scored(LATER, profile));
    assert_eq!(
        parts(&difference),
        [
            ("c1", fraction(0, 1), fraction(0, 1)),
            ("c3", fraction(0, 1), fraction(-1, 8)),
            ("c4", fraction(0, 1), fraction(-1, 8)),
            ("c2", fraction(0, 1), fraction(1, 4)),
        ]
    );
    assert!(difference.criteria[3].later.is_none() && difference.criteria[2].earlier.is_none());
    // Silver takes 60 % in the later edition.
    let limits: Vec<&str> = difference.later.own_limits.iter().map(|limit| limit.text.as_str()).collect();
    assert_eq!((difference.earlier.award.as_deref(), difference.later.award.as_deref()), (Some("silver"), None));
    assert_eq!(limits, ["score is at least 60%"]);
}

// ---- laws -------------------------------------------------------------------------------------------------------------

/// Two charters that may differ, and two profiles for them.
fn two_cards(one: &[u8], two: &[u8], one_charter: bool) -> [Scorecard; 2] {
    let answers = Answers { holes: true, bad: true, evidence: true, exemptions: true };
    let (mut first, mut second) = (Tape::new(one), Tape::new(two));
    let (model, other) = (first.charter(), second.charter());
    let other = if one_charter { model.clone() } else { other };
    let earlier = first.profile(answers, model.criteria.len()).to_string();
    let later = second.profile(answers, other.criteria.len()).to_string();
    [scored(&model.text(), &earlier), scored(&other.text(), &later)]
}

fn sum<'f>(fractions: impl Iterator<Item = &'f Fraction>) -> Fraction {
    fractions.fold(Fraction::zero(), |sum, one| sum.plus(one))
}

type Pick = fn(&kitemark::difference::Ends<Contribution>) -> &Contribution;
type End = fn(&Interval) -> &Fraction;
const ENDS: [(Pick, End); 2] = [(|ends| &ends.low, |score| &score.low), (|ends| &ends.high, |score| &score.high)];

fn totals(difference: &Difference, pick: Pick) -> Vec<Fraction> {
    difference.criteria.iter().filter_map(|one| one.contribution.as_ref()).map(|ends| pick(ends).total()).collect()
}

proptest! {
    #![proptest_config(config(1500))]

    /// The parts add up to the difference exactly, at both ends, by criteria as by principles; and changing places turns every
    /// sign and nothing else.
    #[test]
    fn parts_add_up(one in tape(), two in tape(), one_charter in any::<bool>()) {
        let [earlier, later] = two_cards(&one, &two, one_charter);
        let (there, back) = (Difference::between(&earlier, &later), Difference::between(&later, &earlier));
        let (Some(score), Some(then)) = (&earlier.score, &later.score) else {
            prop_assert!(there.score.is_none() && there.criteria.iter().all(|one| one.contribution.is_none()));
            prop_assert!(there.principles.iter().all(|one| one.contribution.is_none()));
            return Ok(());
        };
        for (pick, end) in ENDS {
            let wanted = end(then).minus(end(score));
            prop_assert_eq!(&sum(totals(&there, pick).iter()), &wanted);
            let principles: Vec<Fraction> = there.principles.iter().filter_map(|one| one.contribution.as_ref()).map(|ends| pick(ends).total()).collect();
            prop_assert_eq!(&sum(principles.iter()), &wanted);
            for one in &there.criteria {
                let other = back.criteria.iter().find(|other| other.id == one.id).unwrap();
                let (one, other) = (pick(one.contribution.as_ref().unwrap()), pick(other.contribution.as_ref().unwrap()));
                prop_assert!(one.credit.plus(&other.credit).is_zero() && one.weight.plus(&other.weight).is_zero());
            }
        }
    }

    /// A result does not differ from itself.
    #[test]
    fn nothing_differs_from_itself(bytes in tape()) {
        let [card, _] = two_cards(&bytes, &[], true);
        let difference = Difference::between(&card, &card);
        prop_assert!(difference.criteria.iter().all(kitemark::difference::CriterionDifference::is_alike));
        prop_assert!(ENDS.iter().all(|(pick, _)| totals(&difference, *pick).iter().all(Fraction::is_zero)));
        prop_assert!(difference.earlier.own_limits.is_empty() && difference.later.own_limits.is_empty());
    }
}

/// What is shown adds up as well: the points of the rows come to those of the last one, and these to the scores as shown.
#[test]
fn shown_points_add_up() {
    let names = ["brightwater", "glasgow-residential", "northmere", "quillby", "saltmarsh", "twinrivers"];
    let paths: Vec<String> = names.iter().map(|name| format!("../examples/profiles/{name}.yaml")).collect();
    for one in &paths {
        for two in &paths {
            let page = compare(&[one, two, "--format", "markdown"]);
            let rows = page.split("## What made the difference").nth(1).unwrap().split("\n## ").next().unwrap();
            let rows: Vec<Vec<&str>> = rows
                .lines()
                .filter(|line| line.starts_with('|'))
                .skip(2)
                .map(|line| line.split(" | ").collect())
                .collect();
            for column in [0, 1] {
                let points: Vec<i64> = rows.iter().map(|row| tenths(row[column].trim_start_matches("| "))).collect();
                let (total, parts) = points.split_last().unwrap();
                assert_eq!(parts.iter().sum::<i64>(), *total, "{one} {two}\n{page}");
            }
        }
    }
}

/// `+3.2`, `−0.4` or `0` in tenths.
fn tenths(shown: &str) -> i64 {
    shown.replace('−', "-").replace(['+', '.'], "").parse::<i64>().unwrap_or_else(|_| panic!("{shown}"))
}

// ---- the command ------------------------------------------------------------------------------------------------------

#[test]
fn json_has_all_of_it() {
    let json: Value = serde_json::from_str(&compare(&[BRIGHTWATER, TWINRIVERS, "--format", "json"])).unwrap();
    assert_eq!(problems(&schema(&["difference"]), &json), [""; 0]);
    assert_eq!(json["schema_version"], "kitemark-difference/1");
    assert_eq!(json["criteria"].as_array().unwrap().len(), 106);
    assert_eq!(json["earlier"]["award"], "gold");
}

#[test]
fn arguments_that_do_not_fit_get_help() {
    for (args, help) in [
        (&["compare", NORTHMERE][..], "name a second submission"),
        (&["compare", NORTHMERE, "../examples/profiles"], "`kitemark cohort ../examples/profiles`"),
        (&["compare", "cases/round/pair.charter", "cases/round/later.charter"], "`kitemark diff OLD NEW`"),
        (&["compare", "-", "-"], "only once"),
        (&["compare", NORTHMERE, "nowhere.yaml"], "there is no such file"),
        (&["compare", NORTHMERE, "--set", "natoin=wales"], "did you mean `nation`?"),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(help), "{}", session(&ran));
    }
}

/// Where one side cannot be scored there are no points, and the rest is told.
#[test]
fn nothing_to_score_is_told() {
    let folder = Folder::new("compare-unscored");
    let charter = folder.file(
        "a.charter",
        "charter a \"A\"\n  edition 1\n\nprofile\n  as_of date\n  q yes_no\n\nprinciple p \"P\"\n  criterion c \"C\"\n    should q\n    when q\n",
    );
    let (yes, no) =
        (folder.file("y.yaml", "as_of: 2026-06-30\nq: yes\n"), folder.file("n.yaml", "as_of: 2026-06-30\nq: no\n"));
    for format in ["text", "markdown", "html", "json"] {
        let text = compare(&[&no, &yes, "--charter", &charter, "--format", format]);
        assert!(text.contains("could not be scored") || format == "json", "{text}");
    }
}

#[test]
fn harmful_text_does_no_harm() {
    let folder = Folder::new("compare-harm");
    let path = folder.file(
        "a.yaml",
        "name: \"<script>\\u001b[31m\\u202e|\\n# heading [x](javascript:1)\"\nas_of: 2026-06-30\none: \"\\u202e<i>\"\n",
    );
    let other = folder.file("b.yaml", "name: \"=1\"\nas_of: 2026-06-30\none: yes\n");
    for format in ["text", "markdown", "html"] {
        let ran = kitemark(&["compare", &path, &other, "--charter", "cases/round/pair.charter", "--format", format]);
        assert_eq!(ran.code, 1, "the value is in error: {}", ran.stderr);
        let hides = |text: &str| text.chars().any(|char| (char.is_control() && char != '\n') || char == '\u{202e}');
        assert!(!hides(&ran.stdout) && !hides(&ran.stderr), "{format}: {}", ran.stdout);
        match format {
            "html" => {
                assert_accessible(&ran.stdout);
                assert!(!ran.stdout.contains("<script") && !ran.stdout.contains("<i>"));
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
