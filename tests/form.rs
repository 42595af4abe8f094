//! What to ask next: a small charter worked out by hand, and every answer of every example really given.

use kitemark::form::{Asked, Form, Outcome};
use kitemark::scorecard::{Interval, Verdict};
use kitemark::{Charter, Error, Limits, Profile, ScoreOptions};

use crate::support::{files_below, kitemark, session, workspace};

const SMALL: &str = r#"
charter small "Small"
  edition 1
  grades primary, official
unit bed
profile
  as_of      date
  term       duration  "Firm term"
  open_book  yes_no    "Are the books open?"
  ceiling    one of none, dose, time
  offers     set of one of detox, rehab, day
  beds       quantity bed
  reviews    list of review
record review
  name  key
  on    date
principle length "Length"
  weight 3
  criterion long "Five years or more"
    must  term is at least 60 months
    worth 50% when term is at least 36 months
principle rest "All else"
  weight 1
  criterion books "Books are open"
    should open_book is yes
    evidence at least official
  criterion no-ceiling "No ceiling"
    should ceiling is none
  criterion reviewed "It is reviewed"
    should some review in reviews: review.on is on or before as_of
  criterion offered "There is a choice"
    should offers includes detox and beds is at least 10 bed
award mark "The mark"
  needs score is at least 50%
limit to none
  when    open_book is no
  because "What nobody may look into, nobody can believe"
"#;

fn small() -> Charter {
    Charter::compile([("small.charter", SMALL)]).unwrap_or_else(|error| panic!("{error}")).0
}

fn profile(yaml: &str) -> Profile {
    Profile::read("p.yaml", format!("as_of: 2026-04-01\n{yaml}").as_bytes(), &Limits::default()).expect("a profile")
}

fn asked<'f>(form: &'f Form, path: &str) -> &'f Asked {
    form.questions.iter().find(|asked| asked.question.path == path).unwrap_or_else(|| panic!("`{path}` is not asked"))
}

fn answers(asked: &Asked) -> Vec<&str> {
    asked.outcomes.iter().map(|outcome| outcome.answer.as_str()).collect()
}

fn outcome<'f>(form: &'f Form, path: &str, answer: &str) -> &'f Outcome {
    let outcomes = &asked(form, path).outcomes;
    outcomes.iter().find(|outcome| outcome.answer == answer).unwrap_or_else(|| panic!("`{answer}`: {outcomes:#?}"))
}

fn percents(score: Option<&Interval>) -> (String, String) {
    let score = score.expect("a score");
    (score.low.percent(1), score.high.percent(1))
}

#[test]
fn questions_come_by_what_they_can_move_with_every_answer_that_matters() {
    let form = small().form(&profile(""), None, 10).expect("a form");
    let paths: Vec<&str> = form.questions.iter().map(|asked| asked.question.path.as_str()).collect();
    // Length weighs 3 of 4; each criterion of the rest a quarter of 1 of 4; of these the first has a cap that waits for it too.
    assert_eq!(paths, ["term", "open_book", "beds", "ceiling", "offers", "reviews"]);
    assert_eq!(form.more, 0);
    assert_eq!((form.now.award.as_deref(), form.possible.as_deref()), (None, Some("mark")));

    let term = asked(&form, "term");
    assert_eq!((term.text.as_str(), term.ty, term.answer.as_str()), ("Firm term", "duration", "a duration"));
    // Just under the band, at it, and at the limit.
    assert_eq!(answers(term), ["35 months", "36 months", "60 months"]);
    let beds = asked(&form, "beds");
    assert_eq!((beds.unit.as_deref(), answers(beds)), (Some("bed"), vec!["9 bed", "10 bed"]));
    assert_eq!(answers(asked(&form, "open_book")), ["yes", "no"]);
    assert_eq!(answers(asked(&form, "ceiling")), ["none", "dose", "time"]);
    assert_eq!(answers(asked(&form, "offers")), ["none", "detox", "rehab", "day", "all of them"]);
    assert_eq!(answers(asked(&form, "reviews")), ["none", "one or more"]);
}

#[test]
fn outcomes_are_worked_out_with_and_without_proof() {
    let form = small().form(&profile(""), None, 10).expect("a form");

    // 60 months: the must is met (3 of 4 = 75%, the mark), and asks for no evidence.
    let long = outcome(&form, "term", "60 months");
    assert_eq!(percents(long.then.score.as_ref()), ("75%".into(), "100%".into()));
    assert_eq!(long.then, long.proven);
    // The books are a quarter of 1 of 4: 6.25%, and no more than possible before there is evidence.
    let open = outcome(&form, "open_book", "yes");
    assert_eq!(percents(open.then.score.as_ref()), ("0%".into(), "100%".into()));
    assert_eq!(percents(open.proven.score.as_ref()), ("6.2%".into(), "100%".into()));
    let [effect] = open.criteria.as_slice() else { panic!("{:?}", open.criteria) };
    assert_eq!(
        (effect.criterion.as_str(), effect.now, effect.then, effect.proven),
        ("books", Verdict::Unanswered, Verdict::Unverified, Verdict::Met)
    );

    // 35 months: nothing of the 3 can be had any more.
    let short = outcome(&form, "term", "35 months");
    assert_eq!(percents(short.then.score.as_ref()), ("0%".into(), "25%".into()));
    assert_eq!(short.possible, None);

    // Closed books: a quarter of 1 of 4 is lost (6.25%), and the cap bites whatever else turns out.
    let closed = outcome(&form, "open_book", "no");
    assert_eq!(percents(closed.proven.score.as_ref()), ("0%".into(), "93.7%".into()));
    assert_eq!(closed.possible, None);

    // A review that is there raises the question when it was.
    assert_eq!(outcome(&form, "reviews", "one or more").opens, ["reviews[1].on"]);
    assert_eq!(outcome(&form, "reviews", "none").opens, [] as [&str; 0]);
}

#[test]
fn a_form_tells_how_many_more_there_are() {
    let form = small().form(&profile("term: 5 years"), None, 2).expect("a form");
    assert_eq!((form.questions.len(), form.more), (2, 3));
    let none = small().form(&profile(""), None, 0).expect("a form");
    assert_eq!((none.questions.len(), none.more), (0, 6));
}

#[test]
fn the_json_of_a_form_is_kept() {
    let form = small().form(&profile("open_book: yes\nreviews: []\noffers: []\n"), None, 1).expect("a form");
    insta::assert_snapshot!(kitemark::json(&form));
    let schema = jsonschema::validator_for(&kitemark::form_schema()).expect("a schema");
    let value = serde_json::to_value(&form).expect("JSON");
    let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, [] as [String; 0]);
}

/// What a form says of an answer is what comes out when it is given.
#[test]
fn every_answer_brings_about_what_the_form_says() {
    let charter = Charter::standard().expect("the standard charter");
    let mut given = 0;
    for file in files_below(&workspace("examples/profiles")) {
        let bytes = std::fs::read(&file).expect("a file");
        let profile = Profile::read("p.yaml", &bytes, &Limits::default()).expect("a profile");
        let form = charter.form(&profile, None, 6).expect("a form");
        for asked in &form.questions {
            assert!(!asked.text.is_empty() && !asked.outcomes.is_empty(), "{}: {asked:#?}", file.display());
            for outcome in &asked.outcomes {
                let mut changed = profile.clone();
                changed.set(&charter, &outcome.set).unwrap_or_else(|error| panic!("{}: {error:?}", outcome.set));
                let scored = charter.score(&changed, &ScoreOptions::default()).expect("a score");
                let before = charter.score(&profile, &ScoreOptions::default()).expect("a score").diagnostics;
                assert_eq!(scored.diagnostics.len(), before.len(), "{}: {:?}", outcome.set, scored.diagnostics);
                let card = scored.scorecard;
                assert_eq!(card.score, outcome.then.score, "{}: {}", file.display(), outcome.set);
                assert_eq!(card.award.id, outcome.then.award, "{}: {}", file.display(), outcome.set);
                for effect in &outcome.criteria {
                    let criterion = card.criteria.iter().find(|one| one.id == effect.criterion).expect("a criterion");
                    assert_eq!(criterion.verdict, effect.then, "{}: {}", outcome.set, effect.criterion);
                }
                given += 1;
            }
        }
    }
    assert!(given > 50, "only {given} answers were tried");
}

/// Answering question after question ends: a form asks nothing twice, and what it leaves open gets less.
#[test]
fn a_questionnaire_comes_to_an_end() {
    let charter = small();
    for pick in [0, 1] {
        let mut profile = profile("");
        let mut asked = Vec::new();
        loop {
            let form = charter.form(&profile, None, 1).expect("a form");
            let Some(next) = form.questions.first() else { break };
            assert!(!asked.contains(&next.question.path), "`{}` is asked twice", next.question.path);
            asked.push(next.question.path.clone());
            let outcome = next.outcomes.get(pick).or(next.outcomes.last()).expect("an answer");
            profile.set(&charter, &outcome.set).expect("the form's own answer");
            assert!(asked.len() < 20);
        }
        let scored = charter.score(&profile, &ScoreOptions::default()).expect("a score");
        assert!(scored.scorecard.criteria.iter().all(|one| one.verdict != Verdict::Unanswered), "{asked:?}");
    }
}

#[test]
fn a_profile_is_built_answer_by_answer() {
    let charter = small();
    let built = charter
        .profile("built")
        .answer("as_of", "2026-04-01")
        .answer("open_book", false)
        .answer("open_book", true)
        .answer("beds", "12 bed")
        .answer("offers", ["detox", "day"])
        .answer("reviews[spring].on", "2026-03-01")
        .answer("reviews[autumn].on", "2026-09-01")
        .answer("reviews[spring].on", "2026-03-02")
        .answer("evidence[1].id", "minutes")
        .answer("evidence[1].grade", "primary")
        .answer("evidence[1].covers", ["beds", "open_book"])
        .build()
        .expect("a profile");
    let written = "
open_book: yes
beds: 12 bed
offers: [detox, day]
reviews: [{name: spring, on: 2026-03-02}, {name: autumn, on: 2026-09-01}]
evidence: [{id: minutes, grade: primary, covers: [beds, open_book]}]
";
    let score = |profile: &Profile| charter.score(profile, &ScoreOptions::default()).expect("a score");
    let (built, written) = (score(&built), score(&profile(written)));
    assert_eq!(built.diagnostics, []);
    assert_eq!(built.scorecard.score, written.scorecard.score);
    let verdicts =
        |card: &kitemark::scorecard::Scorecard| card.criteria.iter().map(|one| one.verdict).collect::<Vec<_>>();
    assert_eq!(verdicts(&built.scorecard), verdicts(&written.scorecard));
    assert_eq!(built.scorecard.stamp.changes, [] as [String; 0]);
}

#[test]
fn a_builder_reports_every_answer_without_a_place() {
    let charter = small();
    let error = charter
        .profile("wrong")
        .answer("trem", "5 years")
        .answer("reviews.on", "2026-01-01")
        .answer("reviews[2].name.x", "x")
        .answer("", true)
        .answer("term[", true)
        .build()
        .expect_err("mistakes");
    assert!(matches!(error, Error::Profile(_)));
    let told: Vec<String> = error
        .diagnostics()
        .iter()
        .map(|one| format!("{}: {}; {}", one.code.as_str(), one.message, one.help.join("; ")))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// Deep paths are refused before anything as deep is made of them: what is deep cannot even be dropped without a deep stack.
#[test]
fn a_path_that_is_too_deep_is_refused() {
    let charter = small();
    let deep = format!("evidence{}", ".x".repeat(200_000));
    let error = charter.profile("deep").answer(&deep, true).build().expect_err("too deep");
    assert!(
        error.diagnostics()[0]
            .message
            .ends_with("the path goes more than 512 steps deep, further than any profile does")
    );
    let mut profile = profile("");
    let items = format!("evidence{}=1", "[1]".repeat(200_000));
    assert!(profile.set(&charter, &items).is_err());
}

#[test]
fn questions_are_asked_of_people() {
    for (name, profile, args) in
        [("text", "northmere", &["--most", "3"][..]), ("markdown", "quillby", &["--most", "1", "--format", "markdown"])]
    {
        let profile = workspace(&format!("examples/profiles/{profile}.yaml"));
        let ran = kitemark(&[&["ask", &profile.to_string_lossy()], args].concat());
        insta::assert_snapshot!(format!("ask_{name}"), session(&ran));
    }
}
