//! Large profiles: what comes out stays of a size that people and programs can use, says how much it leaves out, and costs about
//! what the profile itself does. Costs are counted, so that a busy machine changes nothing.

use kitemark::scorecard::{CriterionResult, Verdict};
use kitemark::{Charter, Judge, Limits, Profile, ScoreOptions, report};

use crate::allocations::{Cost, cost_of};

/// A profile with so many contracts, each of which breaks several rules of the standard charter and leaves more open.
fn contracts(count: usize) -> String {
    let one = |at: usize| {
        format!(
            "  - {{id: c{at}, service: adults, model: single, initial_term: 12 months, payment: {{pbr_share: 60%}}}}\n"
        )
    };
    "authority: Northmere\nas_of: 2026-06-30\ncontracts:\n".to_owned() + &(0..count).map(one).collect::<String>()
}

fn read(text: &str) -> Profile {
    Profile::read("large.yaml", text.as_bytes(), &Limits::default()).expect("a profile")
}

fn standard() -> Charter {
    Charter::standard().expect("the standard charter")
}

fn compiled(text: &str) -> Charter {
    Charter::compile([("large.charter", text)]).expect("a charter").0
}

const MEGABYTE: usize = 1 << 20;

#[test]
fn a_scorecard_stays_small() {
    let (charter, text) = (standard(), contracts(10_000));
    let (profile, reading) = cost_of(|| read(&text));
    let (_, binding) = cost_of(|| charter.check(&profile));
    let (scored, scoring) = cost_of(|| charter.score(&profile, &ScoreOptions::default()).expect("a scorecard"));
    let card = &scored.scorecard;
    assert!(scoring.peak < reading.peak + 2 * binding.peak, "{scoring:?} beside {reading:?} and {binding:?}");
    assert!(scoring.count < 2 * reading.count, "{scoring:?} beside {reading:?} and {binding:?}");

    // All count, the first 50 are told.
    let told = |one: &&CriterionResult| one.findings.len() == 50 && one.more_findings == 9_950;
    let one = card.criteria.iter().find(told).expect("a criterion with one finding for each contract");
    assert_eq!(one.findings.last().and_then(|last| last.subject.as_deref()), Some("contracts[c49]"), "{}", one.id);

    let style = report::TextStyle::default();
    let pages = [
        ("JSON", kitemark::json(card), MEGABYTE + MEGABYTE / 4),
        ("text", report::text(card, &style), MEGABYTE / 8),
        ("Markdown", report::markdown(card), MEGABYTE / 2),
        ("HTML", report::html(card, &profile.source()), 2 * MEGABYTE),
    ];
    for (what, page, most) in pages {
        assert!(page.len() < most, "{what} has {} bytes", page.len());
        let (left_out, words) = if what == "JSON" { ("\"more_findings\": 9950", "") } else { ("and 9,9", " more") };
        assert!(page.contains(left_out) && page.contains(words), "{what} does not say what it leaves out");
    }
}

/// What is tried for `ask` and `improve` is the same for any large profile; the rest grows with it.
#[test]
fn trying_changes_takes_no_longer_than_it_is_worth() {
    let charter = standard();
    let costs = |ask: &dyn Fn(&Profile) -> usize| {
        [2_000, 8_000].map(|count| {
            let profile = read(&contracts(count));
            let (bytes, cost) = cost_of(|| ask(&profile));
            assert!(bytes < MEGABYTE, "{count} contracts make {bytes} bytes");
            cost
        })
    };
    let ask = |profile: &Profile| kitemark::json(&charter.form(profile, None, 5).expect("a form")).len();
    let improve = |profile: &Profile| kitemark::json(&charter.way(profile, None, None).expect("a way")).len();
    for (what, [small, large]) in [("ask", costs(&ask)), ("improve", costs(&improve))] {
        let Cost { peak, count } = large;
        assert!(count < small.count * 5 && peak < small.peak * 5, "{what}: {small:?}, then {large:?}");
    }
}

/// Who judges thousands of profiles pays for the first.
#[test]
fn judging_again_allocates_nothing() {
    let charter = compiled(
        "charter c \"C\"\n  edition 1\nrecord item\n  id key\n  a count\n  on date\nprofile\n  as_of date\n  xs list of item\n\
         principle p \"P\"\n  criterion all \"All\"\n    should every x in xs: x.a is at least 5 and x.on is before as_of\n  \
         criterion sum \"Sum\"\n    should (total of x.a for x in xs) is between 2 and 90\n    worth 50% when xs is not empty\n",
    );
    let items: String = (1..=9).map(|at| format!("  - {{id: i{at}, a: {at}, on: 2026-01-0{at}}}\n")).collect();
    let profile = charter.prepare(&read(&format!("as_of: 2026-04-01\nxs:\n{items}")), None).expect("a day");
    let mut judge = Judge::default();
    let first = (judge.verdicts(&profile).to_vec(), judge.trace(&profile).tests(0).expect("a trace").len());
    let (count, cost) = cost_of(|| {
        judge.verdicts(&profile);
        judge.trace(&profile).tests(0).expect("a trace").len()
    });
    assert_eq!(cost.count, 0);
    assert_eq!((judge.trace(&profile).verdicts(), count), (&*first.0, first.1));
    // It ends with the first record that settles it, by its first test.
    assert_eq!((first.0, first.1), (vec![Verdict::Unmet, Verdict::Met], 1));
}

/// A trace is of a size that is useful, whatever the profile.
#[test]
fn a_trace_stays_small() {
    let charter = compiled(
        "charter c \"C\"\n  edition 1\nrecord item\n  a count\nprofile\n  as_of date\n  xs list of item\n  \
         ys list of item\nprinciple p \"P\"\n  criterion all \"All\"\n    should every x in xs: x.a is at least 5\n  \
         criterion first \"First\"\n    should some x in xs: x.a is 7\n  \
         criterion when \"When\"\n    should some y in ys: y.a is 7\n    when every x in xs: x.a is at least 5\n",
    );
    let mut judge = Judge::default();
    let mut traced = |count: usize| {
        let profile =
            charter.prepare(&read(&format!("as_of: 2026-04-01\nys: []\nxs:\n{}", "- a: 7\n".repeat(count))), None);
        let profile = profile.expect("a day");
        let trace = judge.trace(&profile);
        assert_eq!(trace.verdicts(), [Verdict::Met, Verdict::Met, Verdict::Unmet]);
        [0, 1, 2].map(|criterion| trace.tests(criterion).map(|tests| tests.len()))
    };
    assert_eq!(traced(10_000), [Some(10_000), Some(1), Some(10_000)]);
    assert_eq!(traced(10_001), [None, Some(1), None]);
}

/// What is wrong with a profile is not put into words each time that a change of it is tried.
#[test]
fn trying_changes_of_a_profile_full_of_mistakes_takes_no_longer() {
    let charter = standard();
    let empty = "as_of: 2026-04-01\n";
    let mistakes = (0..300).fold(empty.to_owned(), |text, at| text + &format!("mistake-{at}: {at}\n"));
    let [without, with] = [empty, mistakes.as_str()].map(|text| {
        let profile = read(text);
        cost_of(|| charter.way(&profile, None, None).expect("a way")).1.count
    });
    assert!(with < without * 4, "{without} allocations, with mistakes {with}");
}

/// Nobody adds a thousand million records.
#[test]
fn what_nobody_would_do_is_not_told() {
    let charter = compiled(
        "charter c \"C\"\n  edition 1\nrecord item\n  a count\nprofile\n  as_of date\n  xs list of item\nprinciple p \"P\"\n  \
         criterion many \"Many\"\n    should at least 1000000000 x in xs: x.a is 1\n  \
         criterion number \"A number\"\n    should (number of x in xs) is at least 1000000000\n\
         award mark \"Mark\"\n  needs score is at least 100%\n",
    );
    let profile = read("as_of: 2026-04-01\nxs: [{a: 1}]\n");
    let (way, cost) = cost_of(|| charter.way(&profile, None, None).expect("a way"));
    assert!(way.fixes.iter().all(|fix| fix.steps.is_empty()), "{way:#?}");
    assert!(cost.peak < MEGABYTE, "{cost:?}");
}

/// Of many criteria, a small set is told that may not be the smallest.
#[test]
fn many_criteria_make_no_large_tables() {
    let count = 3_000;
    let criteria = |at: usize| format!("  criterion c{at} \"C\"\n    should a is at least {}\n", at + 1);
    let text = "charter c \"C\"\n  edition 1\nprofile\n  as_of date\n  a count\nprinciple p \"P\"\n".to_owned()
        + &(0..count).map(criteria).collect::<String>()
        + "award mark \"Mark\"\n  needs score is at least 50%\n";
    let charter = compiled(&text);
    let profile = read("as_of: 2026-04-01\na: 0\n");
    let (way, cost) = cost_of(|| charter.way(&profile, None, None).expect("a way"));
    assert!(!way.exact);
    assert_eq!(way.sets.iter().map(|set| set.criteria.len()).collect::<Vec<_>>(), [count / 2]);
    assert!(cost.peak < 64 * MEGABYTE, "{cost:?}");
}

/// A long text is told in short, however often it is compared.
#[test]
fn long_texts_are_cut() {
    let text = "charter c \"C\"\n  edition 1\nrecord item\n  id key\n  a text\nprofile\n  name text\n  as_of date\n  xs list of item\n\
                principle p \"P\"\n  criterion same \"Same\"\n    should every x in xs: x.a is name\n";
    let long = "x".repeat(MEGABYTE);
    let items = (0..60).map(|at| format!("  - {{id: {at}, a: short}}\n")).collect::<String>();
    let profile = read(&format!("name: {long}\nas_of: 2026-04-01\nxs:\n{items}  - {{id: {long}, a: {long}}}\n"));
    let scored = compiled(text).score(&profile, &ScoreOptions::default()).expect("a scorecard");
    let card = &scored.scorecard;
    assert_eq!(card.subject.as_ref().map(|subject| subject.chars().count()), Some(1_002));
    assert!(kitemark::json(card).len() < MEGABYTE / 2);
}

/// What decided a rule is found by asking everything anew on each level. Where that takes too many steps, the verdict stands, and
/// its reason says so.
#[test]
fn a_verdict_stands_though_it_takes_too_long_to_explain() {
    let deep = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| format!("every {name} in xs: ")).concat();
    let text = format!(
        "charter c \"C\"\n  edition 1\nrecord item\n  size count\nprofile\n  as_of date\n  xs list of item\n\
         principle p \"P\"\n  criterion deep \"Deep\"\n    should {deep}a.size + h.size is more than 4\n"
    );
    let profile = read("as_of: 2026-04-01\nxs: [{size: 1}, {size: 2}, {size: 3}]\n");
    let judged = |steps: u64| {
        let charter = compiled(&text).with_steps(steps);
        let card = charter.score(&profile, &ScoreOptions::default()).expect("a scorecard").scorecard;
        card.criteria.into_iter().next().expect("the criterion")
    };
    let first = (6..30).map(|power| 1 << power).find(|steps| judged(*steps).verdict == Verdict::Unmet);
    let enough: u64 = first.expect("some limit is enough");
    let (short, whole) = (judged(enough), judged(1 << 40));
    assert_eq!(short.reason.as_deref(), Some("what decided it takes more steps to find than the limit allows"));
    assert_eq!((short.findings.len(), short.more_findings), (0, 0));
    assert_eq!((whole.verdict, whole.reason.as_deref()), (Verdict::Unmet, None));
    // Sums of at most 4: of 1 with 1, 2 and 3, of 2 with 1 and 2, of 3 with 1, each for the 729 choices in between.
    assert_eq!(whole.findings.len() + whole.more_findings, 6 * 729);
}
