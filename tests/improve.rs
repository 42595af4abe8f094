//! The way to the next award: small charters worked out by hand, brute force over random ones, and every example followed
//! through to the award.

use std::collections::BTreeSet;

use kitemark::improve::{Action, Leeway, Step, Way};
use kitemark::{Charter, Fraction, Limits, Profile, ScoreOptions};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{files_below, kitemark, session, workspace};

const DAY: &str = "as_of: 2026-04-01\n";

fn charter(text: &str) -> Charter {
    let (charter, warnings) = Charter::compile([("small.charter", text)]).unwrap_or_else(|error| {
        panic!("{error}\n{:#?}\n{text}", error.diagnostics());
    });
    assert!(!warnings.iter().any(kitemark::Diagnostic::is_error));
    charter
}

fn profile(yaml: &str) -> Profile {
    Profile::read("p.yaml", format!("{DAY}{yaml}").as_bytes(), &Limits::default()).expect("a profile")
}

fn way(charter: &Charter, yaml: &str, to: Option<&str>) -> Way {
    charter.way(&profile(yaml), None, to).expect("a way")
}

fn sets(way: &Way) -> Vec<Vec<&str>> {
    way.sets.iter().map(|set| set.criteria.iter().map(String::as_str).collect()).collect()
}

/// The profile with these steps made.
fn stepped(charter: &Charter, mut profile: Profile, steps: &[Step]) -> Profile {
    // As the command does: answers first, then proofs.
    for step in steps {
        if let Action::Set { to, .. } = &step.action {
            profile.set(charter, &format!("{}={to}", step.path)).unwrap_or_else(|error| panic!("{}", error.message));
        }
    }
    for step in steps {
        if let Action::Prove { grade } = &step.action {
            profile
                .prove(charter, &format!("{}={grade}", step.path))
                .unwrap_or_else(|error| panic!("{}", error.message));
        }
    }
    profile
}

// ---- by hand ----------------------------------------------------------------------------------------------------------

const TERMS: &str = r#"
charter terms "Terms"
  edition 1
  grades primary, official
profile
  as_of      date
  term       duration
  price      percent
  open_book  yes_no
  ceiling    one of none, dose, time
  reviews    list of review
record review
  on  date
principle length "Length"
  weight 3
  criterion long "Five years or more"
    must  term is at least 60 months
    worth 50% when term is at least 36 months
principle money "Money"
  weight 1
  criterion cheap "Price counts for less than half"
    should price is less than 50%
    weight 2
  criterion books "Books are open"
    should open_book is yes
    evidence at least official
  criterion free "No ceiling on doses"
    should ceiling is not dose
award gold "Gold"
  needs every must is met
  needs score is at least 95%
award bronze "Bronze"
  needs score is at least 60%
limit to bronze
  when reviews is empty
  because "Nobody looked."
"#;

/// Length counts 3/4, money 1/4; within money cheap counts 1/2, books and free 1/4 each. So in points of 100: long 75, of which
/// half is earned, cheap 12.5, books and free 6.25 each.
const SHORT: &str = "term: 48 months\nprice: 55%\nceiling: dose\nreviews: [{on: 2026-01-01}]\n";

#[test]
fn the_smallest_sets_are_as_worked_out_by_hand() {
    let charter = charter(TERMS);
    // 37.5 points are earned and 60 are asked for: 22.5 lack. Long alone gains 37.5; the others together 25, and not without
    // any one of them.
    let bronze = way(&charter, SHORT, None);
    assert_eq!(bronze.to.as_ref().map(|next| next.id.as_str()), Some("bronze"));
    assert_eq!(sets(&bronze), [vec!["long"], vec!["books", "cheap", "free"]]);
    // The must has to be met; then 75 points are there and 95 are asked for, which takes all the rest.
    assert_eq!(sets(&way(&charter, SHORT, Some("gold"))), [["books", "cheap", "free", "long"]]);
}

#[test]
fn each_fix_tells_its_gain_and_the_value_needed() {
    let charter = charter(TERMS);
    let way = way(&charter, SHORT, None);
    let told: Vec<(&str, String, Option<&str>)> = way
        .fixes
        .iter()
        .map(|fix| (fix.criterion.as_str(), fix.gain.percent_decimals(2), fix.award.as_deref()))
        .collect();
    // Of equal gain, the one that comes first by id.
    assert_eq!(
        told,
        [
            ("long", "37.50".to_owned(), Some("bronze")),
            ("cheap", "12.50".to_owned(), None),
            ("books", "6.25".to_owned(), None),
            ("free", "6.25".to_owned(), None),
        ]
    );
    let set = |serves: &str, path: &str, from: Option<&str>, to: &str, asked: Option<&str>, leeway| {
        let action = Action::Set {
            from: from.map(str::to_owned),
            to: to.to_owned(),
            asked: asked.map(str::to_owned),
            leeway,
            past: false,
        };
        (serves.to_owned(), path.to_owned(), action)
    };
    let steps = way.fixes.iter().flat_map(|fix| &fix.steps);
    let steps: Vec<_> = steps.map(|step| (step.serves.clone(), step.path.clone(), step.action.clone())).collect();
    let official = Action::Prove { grade: "official".to_owned() };
    assert_eq!(
        steps,
        [
            set("long", "term", Some("48 months"), "60 months", Some("at least 60 months"), Some(Leeway::AtLeast)),
            set("cheap", "price", Some("55%"), "49%", Some("less than 50%"), Some(Leeway::AtMost)),
            set("books", "open_book", None, "yes", None, None),
            ("books".to_owned(), "open_book".to_owned(), official),
            set("free", "ceiling", Some("dose"), "none", None, Some(Leeway::AnyOther)),
        ]
    );
}

#[test]
fn a_cap_in_the_way_is_named_with_what_lifts_it() {
    let charter = charter(TERMS);
    let silent = SHORT.replace("reviews: [{on: 2026-01-01}]\n", "");
    for (yaml, question) in [(silent.clone(), true), (format!("{silent}reviews: []\n"), false)] {
        let way = way(&charter, &yaml, Some("gold"));
        let caps = &way.to.as_ref().expect("an award").caps;
        assert_eq!(caps.len(), 1, "{yaml}");
        assert!(caps[0].limit.text.starts_with("reviews is empty"), "{:?}", caps[0]);
        assert_eq!(
            way.questions.iter().any(|each| each.path == "reviews" && each.caps == ["reviews is empty"]),
            question
        );
        // A review more lifts it, and with it the set reaches gold.
        assert_eq!(caps[0].steps.first().map(|step| step.path.as_str()), Some("reviews[+1].on"));
        assert_eq!(way.sets[0].then.award.as_deref(), Some("gold"));
    }
    // A cap to bronze does not stand in the way of bronze.
    let bronze = way(&charter, &format!("{silent}reviews: []\n"), None);
    assert!(bronze.to.expect("an award").caps.is_empty());
}

#[test]
fn what_is_open_is_ranked_by_what_it_can_move() {
    let charter = charter(TERMS);
    let way = way(&charter, "term: 60 months\nopen_book: yes\n", Some("gold"));
    let questions: Vec<(&str, String)> =
        way.questions.iter().map(|each| (each.path.as_str(), each.moves.percent_decimals(2))).collect();
    assert_eq!(
        questions,
        [("price", "12.50".to_owned()), ("ceiling", "6.25".to_owned()), ("reviews", "0.00".to_owned())]
    );
    let claims: Vec<(&str, Option<&str>, String)> = way
        .claims
        .iter()
        .map(|each| (each.path.as_str(), each.grade.as_deref(), each.moves.percent_decimals(2)))
        .collect();
    assert_eq!(claims, [("open_book", Some("official"), "6.25".to_owned())]);
}

#[test]
fn what_is_earned_needs_no_way() {
    let charter = charter(TERMS);
    let all = "term: 5 years\nprice: 20%\nopen_book: yes\nceiling: none\nreviews: [{on: 2026-01-01}]\n\
               evidence: [{id: a, grade: primary, covers: [open_book]}]\n";
    assert!(way(&charter, all, None).to.is_none(), "gold is the best");
    let bronze = way(&charter, all, Some("bronze"));
    assert!(bronze.to.is_some_and(|next| next.earned && next.needs.is_empty()));
    assert!(bronze.sets.is_empty());
}

#[test]
fn where_nothing_is_scored_no_set_reaches_an_award() {
    let text = "charter c \"C\"\n  edition 1\nprofile\n  as_of date\n  big yes_no\n  fair yes_no\nprinciple p \"P\"\n  \
                criterion a \"A\"\n    should fair is yes\n    when big is yes\naward mark \"Mark\"\n  needs score is at least 10%\n";
    let charter = charter(text);
    let way = way(&charter, "big: no\n", None);
    assert_eq!(way.now.score, None);
    assert!(way.sets.is_empty() && way.exact && way.to.is_some_and(|next| !next.earned));
}

// ---- brute force ------------------------------------------------------------------------------------------------------

/// How a criterion of a random charter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Met,
    Partly,
    Unmet,
    Unanswered,
    Unverified,
}

#[derive(Debug, Clone)]
struct One {
    must: bool,
    weight: u32,
    state: State,
}

#[derive(Debug, Clone)]
enum Need {
    EveryMust,
    NoMustUnmet,
    Score(u32),
    Evidenced(u32),
    Every(u32),
    Principle(usize, u32),
    Met(usize),
}

#[derive(Debug, Clone)]
struct Small {
    principles: Vec<(u32, Vec<One>)>,
    needs: Vec<Need>,
}

fn one() -> impl Strategy<Value = One> {
    let state = prop_oneof![
        Just(State::Met),
        Just(State::Partly),
        Just(State::Unmet),
        Just(State::Unanswered),
        Just(State::Unverified)
    ];
    (any::<bool>(), 1_u32..5, state).prop_map(|(must, weight, state)| One { must, weight, state })
}

fn small() -> impl Strategy<Value = Small> {
    let need = prop_oneof![
        Just(Need::EveryMust),
        Just(Need::NoMustUnmet),
        (0_u32..=100).prop_map(Need::Score),
        (0_u32..=100).prop_map(Need::Score),
        (0_u32..=100).prop_map(Need::Evidenced),
        (0_u32..=100).prop_map(Need::Every),
        (0_usize..3, 0_u32..=100).prop_map(|(at, percent)| Need::Principle(at, percent)),
        (0_usize..9).prop_map(Need::Met),
    ];
    let principle = (1_u32..4, prop::collection::vec(one(), 1..4));
    (prop::collection::vec(principle, 1..4), prop::collection::vec(need, 1..4)).prop_map(|(principles, needs)| {
        let count: usize = principles.iter().map(|(_, criteria)| criteria.len()).sum();
        let fitting = |need: Need| match need {
            Need::Principle(at, percent) => Need::Principle(at % principles.len(), percent),
            Need::Met(at) => Need::Met(at % count),
            other => other,
        };
        Small { needs: needs.into_iter().map(fitting).collect(), principles: principles.clone() }
    })
}

impl Small {
    fn criteria(&self) -> Vec<(usize, &One)> {
        let principles = self.principles.iter().enumerate();
        principles.flat_map(|(at, (_, criteria))| criteria.iter().map(move |one| (at, one))).collect()
    }

    /// Ids run against the order of the text, so that the two are told apart.
    fn id(&self, at: usize) -> String {
        format!("c{}", 200 - at)
    }

    fn charter(&self) -> String {
        let mut text =
            "charter small \"Small\"\n  edition 1\n  grades primary, official\nprofile\n  as_of date\n".to_owned();
        for at in 0..self.criteria().len() {
            text += &format!("  f{at} yes_no\n  p{at} yes_no\n");
        }
        let mut at = 0;
        for (principle, (weight, criteria)) in self.principles.iter().enumerate() {
            text += &format!("principle p-{principle} \"P {principle}\"\n  weight {weight}\n");
            for one in criteria {
                let obligation = if one.must { "must" } else { "should" };
                text += &format!("  criterion {} \"C\"\n    {obligation} f{at} is yes\n", self.id(at));
                text += &format!(
                    "    worth 40% when p{at} is yes\n    evidence at least official\n    weight {}\n",
                    one.weight
                );
                at += 1;
            }
        }
        text += "award mark \"Mark\"\n";
        for need in &self.needs {
            text += &match need {
                Need::EveryMust => "  needs every must is met\n".to_owned(),
                Need::NoMustUnmet => "  needs no must is unmet\n".to_owned(),
                Need::Score(percent) => format!("  needs score is at least {percent}%\n"),
                Need::Evidenced(percent) => format!("  needs evidenced is at least {percent}%\n"),
                Need::Every(percent) => format!("  needs every principle is at least {percent}%\n"),
                Need::Principle(at, percent) => format!("  needs p-{at} is at least {percent}%\n"),
                Need::Met(at) => format!("  needs {} is met\n", self.id(*at)),
            };
        }
        text
    }

    fn profile(&self) -> String {
        let (mut yaml, mut covers) = (String::new(), Vec::new());
        for (at, (_, one)) in self.criteria().into_iter().enumerate() {
            let (full, part) = match one.state {
                State::Met => (Some("yes"), "no"),
                State::Partly => (Some("no"), "yes"),
                State::Unmet => (Some("no"), "no"),
                State::Unanswered => (None, "no"),
                State::Unverified => (Some("yes"), "no"),
            };
            if let Some(full) = full {
                yaml += &format!("f{at}: {full}\n");
            }
            yaml += &format!("p{at}: {part}\n");
            covers.push(format!("p{at}"));
            if one.state != State::Unverified && full.is_some() {
                covers.push(format!("f{at}"));
            }
        }
        format!("{yaml}evidence: [{{id: e, grade: primary, covers: [{}]}}]\n", covers.join(", "))
    }

    /// Whether the award is earned if these criteria are met besides those that are: straight from scoring's rules.
    fn earns(&self, fixed: &BTreeSet<usize>) -> bool {
        let all = self.criteria();
        let met = |at: usize| all[at].1.state == State::Met || fixed.contains(&at);
        let credit = |at: usize| match (met(at), all[at].1.state) {
            (true, _) => Fraction::one(),
            (false, State::Partly) => percent(40),
            _ => Fraction::zero(),
        };
        let told = |at: usize| met(at) || !matches!(all[at].1.state, State::Unanswered | State::Unverified);
        let mean = |principle: usize, value: &dyn Fn(usize) -> Fraction| {
            let own = || (0..all.len()).filter(|at| all[*at].0 == principle);
            let weight = |at: usize| Fraction::from(all[at].1.weight);
            let sum = own().fold(Fraction::zero(), |sum, at| sum.plus(&weight(at).times(&value(at))));
            sum.over(&own().fold(Fraction::zero(), |sum, at| sum.plus(&weight(at)))).expect("criteria")
        };
        let total = |value: &dyn Fn(usize) -> Fraction| {
            let weights = || self.principles.iter().map(|(weight, _)| Fraction::from(*weight)).enumerate();
            let sum = weights().fold(Fraction::zero(), |sum, (at, weight)| sum.plus(&weight.times(&mean(at, value))));
            sum.over(&weights().fold(Fraction::zero(), |sum, (_, weight)| sum.plus(&weight))).expect("principles")
        };
        let told = |at: usize| if told(at) { Fraction::one() } else { Fraction::zero() };
        self.needs.iter().all(|need| match need {
            Need::EveryMust => (0..all.len()).all(|at| !all[at].1.must || met(at)),
            Need::NoMustUnmet => {
                (0..all.len()).all(|at| !all[at].1.must || met(at) || all[at].1.state == State::Partly)
            }
            Need::Score(wanted) => total(&credit) >= percent(*wanted),
            Need::Evidenced(wanted) => total(&told) >= percent(*wanted),
            Need::Every(wanted) => (0..self.principles.len()).all(|at| mean(at, &credit) >= percent(*wanted)),
            Need::Principle(at, wanted) => mean(*at, &credit) >= percent(*wanted),
            Need::Met(at) => met(*at),
        })
    }

    /// The criterion's share of the total.
    fn share(&self, at: usize) -> Fraction {
        let all = self.criteria();
        let (principle, one) = all[at];
        let within: u32 = self.principles[principle].1.iter().map(|one| one.weight).sum();
        let whole: u32 = self.principles.iter().map(|(weight, _)| weight).sum();
        let own = Fraction::from(one.weight).times(&Fraction::from(self.principles[principle].0));
        own.over(&Fraction::from(within * whole)).expect("weights")
    }

    /// Every set that earns the award, and not without any one of its criteria, in order; at most five.
    fn smallest(&self) -> Vec<Vec<String>> {
        let open: Vec<usize> =
            (0..self.criteria().len()).filter(|at| self.criteria()[*at].1.state != State::Met).collect();
        let mut found: Vec<(usize, Fraction, Vec<String>)> = Vec::new();
        for bits in 0_u32..1 << open.len() {
            let set: BTreeSet<usize> =
                open.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1).map(|(_, at)| *at).collect();
            let without = |at: &usize| set.iter().filter(|other| *other != at).copied().collect();
            if self.earns(&set) && !set.iter().any(|at| self.earns(&without(at))) {
                let weight = set.iter().fold(Fraction::zero(), |sum, at| sum.plus(&self.share(*at)));
                let mut ids: Vec<String> = set.iter().map(|at| self.id(*at)).collect();
                ids.sort();
                found.push((set.len(), weight, ids));
            }
        }
        found.sort();
        found.into_iter().map(|(_, _, ids)| ids).take(5).collect()
    }
}

fn percent(wanted: u32) -> Fraction {
    Fraction::from(wanted).over(&Fraction::from(100)).expect("not 0")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn the_smallest_sets_are_those_that_brute_force_finds(small in small()) {
        let charter = charter(&small.charter());
        let way = way(&charter, &small.profile(), Some("mark"));
        prop_assert!(way.exact);
        let earned = small.earns(&BTreeSet::new());
        prop_assert_eq!(way.to.as_ref().map(|next| next.earned), Some(earned));
        let expected = if earned { Vec::new() } else { small.smallest() };
        let found: Vec<Vec<String>> = way.sets.iter().map(|set| set.criteria.clone()).collect();
        prop_assert_eq!(found, expected);
        for set in &way.sets {
            prop_assert_eq!(set.then.award.as_deref(), Some("mark"), "{:?}", set);
        }
    }
}

fn cases() -> u32 {
    std::env::var("KITEMARK_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

/// Weights that hardly ever add up alike leave too many sums to go through: then a set is told that may not be the smallest, and
/// says so. It still reaches the award.
#[test]
fn where_there_is_too_much_to_go_through_it_says_so() {
    let one = |at: u32| One {
        must: false,
        weight: 1 + at * at % 97,
        state: [State::Unmet, State::Unverified][at as usize % 2],
    };
    let principles = (0..10).map(|principle| (1 + principle, (0..12).map(|at| one(principle * 31 + at * 7)).collect()));
    let small = Small { principles: principles.collect(), needs: vec![Need::Score(50), Need::Evidenced(60)] };
    let charter = charter(&small.charter());
    let way = way(&charter, &small.profile(), Some("mark"));
    assert!(!way.exact);
    assert_eq!(way.sets.len(), 1);
    assert_eq!(way.sets[0].then.award.as_deref(), Some("mark"));
}

// ---- the examples -----------------------------------------------------------------------------------------------------

/// Every set told for every example and every award, applied to the profile, reaches the award.
#[test]
fn the_sets_of_every_example_really_reach_the_award() {
    let charter = Charter::standard().expect("the standard charter");
    let options = ScoreOptions::default();
    let awards: Vec<&str> = charter.awards().iter().map(|(id, _)| *id).collect();
    let mut tried = 0;
    for file in files_below(&workspace("examples/profiles")) {
        let bytes = std::fs::read(&file).expect("a profile");
        let profile = Profile::read("example", &bytes, &Limits::default()).expect("a profile");
        for award in &awards {
            let way = charter.way(&profile, None, Some(award)).expect("a way");
            assert!(way.exact, "{}", file.display());
            let earned = way.to.as_ref().is_some_and(|next| next.earned);
            assert_eq!(way.sets.is_empty(), earned, "{} to {award}", file.display());
            for set in &way.sets {
                let stepped = stepped(&charter, profile.clone(), &set.steps);
                let card = charter.score(&stepped, &options).expect("a scorecard").scorecard;
                let reached = card.award.id.as_deref().map(|id| charter.award_rank(id).expect("an award"));
                assert!(
                    reached <= charter.award_rank(award).ok() && reached.is_some(),
                    "{} to {award}",
                    file.display()
                );
                assert_eq!(card.award.id, set.then.award);
                assert_eq!(card.score, set.then.score);
                tried += 1;
            }
        }
    }
    assert!(tried >= 40, "{tried}");
}

// ---- what is shown ----------------------------------------------------------------------------------------------------

#[test]
fn the_way_is_told_in_text_and_markdown() {
    for format in ["text", "markdown"] {
        for (name, to) in
            [("northmere", "bronze"), ("twinrivers", "gold"), ("brightwater", "gold"), ("saltmarsh", "bronze")]
        {
            let path = format!("../examples/profiles/{name}.yaml");
            let ran = kitemark(&["improve", &path, "--to", to, "--format", format]);
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
            if format == "text" {
                assert!(
                    ran.stdout.lines().all(|line| line.chars().count() <= 80 || line.contains("--")),
                    "{}",
                    ran.stdout
                );
            }
            insta::with_settings!({ snapshot_suffix => name, omit_expression => true }, {
                insta::assert_snapshot!(format!("way_{format}"), ran.stdout);
            });
        }
    }
}

#[test]
fn the_json_keeps_to_its_schema() {
    let schema: Value = serde_json::from_str(&kitemark(&["schema", "way"]).stdout).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a JSON Schema");
    for file in files_below(&workspace("examples/profiles")) {
        let ran = kitemark(&["improve", &file.to_string_lossy(), "--format", "json"]);
        let way: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let problems: Vec<String> = schema.iter_errors(&way).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{}: {problems:#?}", file.display());
    }
}

#[test]
fn arguments_that_do_not_fit_are_explained() {
    let northmere = "../examples/profiles/northmere.yaml";
    let cases: [&[&str]; 8] = [
        &[northmere, "--to", "glod"],
        &["../examples/profiles"],
        &["nowhere.yaml"],
        &[northmere, "--prove", "nation"],
        &[northmere, "--prove", "nation=offical"],
        &[northmere, "--prove", "natoin=official"],
        &[northmere, "--set", "contracts[+].initial_term=5 years"],
        &[northmere, "--as-of", "yesterday"],
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|args| {
            format!("$ kitemark improve {}\n{}", args.join(" "), session(&kitemark(&[&["improve"], *args].concat())))
        })
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}
