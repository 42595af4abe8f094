//! Coverage, boundaries and mutants of a charter small enough to count by hand.

use kitemark_authoring::boundary::{self, Threshold};
use kitemark_authoring::case::{self, Bench, Prepared};
use kitemark_authoring::workshop::Workshop;
use kitemark_authoring::{coverage, mutate};

const CHARTER: &str = include_str!("cases/measures/small.charter");

const CLOSED: &str = r#"
example "Closed"
  profile "base.yaml"
  given   open is no
  then    long is not applicable
"#;

const BASE: &[u8] = include_bytes!("cases/measures/base.yaml");

fn opened(text: &str) -> Workshop {
    Workshop::open([("small.charter", text)]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn with_cases<T>(workshop: &Workshop, look: impl FnOnce(&[Prepared<'_>]) -> T) -> T {
    with_cases_on(BASE, workshop, look)
}

fn with_cases_on<T>(profile: &[u8], workshop: &Workshop, look: impl FnOnce(&[Prepared<'_>]) -> T) -> T {
    let cases = case::examples(workshop.charter());
    let (bench, problems) = Bench::new(workshop.engine(), &cases, &|_| Some(profile.to_vec()));
    assert_eq!(problems, []);
    let prepared: Vec<Prepared<'_>> =
        cases.iter().map(|case| bench.prepare(case).expect("a profile").expect("a place for every change")).collect();
    look(&prepared)
}

/// `open` is optional, so silence is an answer and leaves it never open: 2 outcomes. The requirement and the band's condition have 3
/// each, the band's credit 1, the award 1, its need 2.
#[test]
fn coverage_counts_what_can_come_out() {
    let text = format!("{CHARTER}{CLOSED}");
    let workshop = opened(&text);
    let covered = with_cases(&workshop, |cases| coverage::measure(workshop.engine(), cases));
    let report = covered.report(workshop.charter());
    assert_eq!((report.goals, report.reached), (12, 10));
    let missed: Vec<String> = report.files[0]
        .missed
        .iter()
        .map(|missed| {
            format!("{}:{} {}: {}", missed.place.line, missed.place.column, missed.place.text, missed.words())
        })
        .collect();
    assert_eq!(
        missed,
        ["12:11 term is at least 60 months: unanswered", "13:20 term is more than 36 months: unanswered"]
    );
}

#[test]
fn coverage_misses_what_no_case_says() {
    let workshop = opened(CHARTER);
    let covered = with_cases(&workshop, |cases| coverage::measure(workshop.engine(), cases));
    let missed = &covered.report(workshop.charter()).files[0].missed[0];
    assert_eq!((missed.place.text.as_str(), missed.words().as_str()), ("open", "no"));
    assert_eq!(covered.per_mille(), 750, "9 of 12");
}

#[test]
fn coverage_is_told_to_other_tools() {
    let workshop = opened(CHARTER);
    let covered = with_cases(&workshop, |cases| coverage::measure(workshop.engine(), cases));
    let lcov = coverage::lcov(&covered, workshop.charter());
    assert!(lcov.starts_with("TN:\nSF:small.charter\nBRDA:11,0,0,3\nBRDA:11,0,1,0\n"), "{lcov}");
    assert!(lcov.contains("\nBRF:12\nBRH:9\n"), "{lcov}");
    assert!(lcov.ends_with("LF:4\nLH:4\nend_of_record\n"), "{lcov}");
    let page = coverage::page(&covered, workshop.charter());
    assert!(page.contains("9 of 12 outcomes come out in at least one case."), "{page}");
    assert!(
        page.contains("title=\"yes: 3 cases; no: no case\"><span class=\"never open\">never no</span>open</span>"),
        "{page}"
    );
}

/// A threshold as `text: under | at | over`.
fn shown(threshold: &Threshold) -> String {
    let points = [&threshold.under, &threshold.at, &threshold.over];
    let points =
        points.map(|point| point.as_ref().map_or("-".to_owned(), |one| format!("{}: {}", one.written, one.outcome)));
    format!("{}: {}", threshold.place.text, points.join(" | "))
}

#[test]
fn boundaries_lie_a_month_around_each_limit() {
    let workshop = opened(CHARTER);
    let report = with_cases(&workshop, |cases| {
        boundary::report(workshop.charter(), &boundary::boundaries(workshop.engine(), cases))
    });
    assert_eq!((report.thresholds, report.reached, report.flips), (2, 2, 2));
    assert_eq!(
        report.boundaries.iter().map(shown).collect::<Vec<_>>(),
        [
            "term is at least 60 months: 59 months: partly met, 50% | 60 months: met | 61 months: met",
            "term is more than 36 months: 35 months: unmet | 36 months: unmet | 37 months: partly met, 50%",
        ]
    );
    let start = report.boundaries[0].start.as_ref().expect("a start");
    assert_eq!((start.case.as_str(), start.path.as_str()), ("Five years", "term"));
}

/// The requirement and the band's condition have two other comparisons and two steps each; the band and `when` can be dropped,
/// `open` turned round, the need dropped or stepped twice: 4 + 4 + 1 + 1 + 1 + 3.
#[test]
fn mutants_are_noticed_by_what_is_expected() {
    let text = format!("{CHARTER}{CLOSED}");
    let workshop = opened(&text);
    let (report, wrong) =
        with_cases(&workshop, |cases| mutate::report(&workshop, &mutate::mutants(&workshop, cases, &|_, _| ())));
    assert_eq!((report.mutants, report.killed, wrong.len()), (14, 12, 0));
    let survivors: Vec<&str> = report.survivors.iter().map(|one| one.change.as_str()).collect();
    assert_eq!(survivors, ["36 months becomes 37 months", "100% becomes 99%"]);
    assert_eq!(report.survivors[1].noticed_by, None, "no answer brings the score between 99% and 100%");
    let noticed = report.survivors[0].noticed_by.as_ref().expect("37 months tells the two apart");
    assert_eq!(noticed.given.as_deref(), Some("term is 37 months"));
    assert_eq!((noticed.then.as_str(), noticed.mutant.as_str()), ("long is partly met", "unmet"));
    let example = noticed.example.as_ref().expect("verdicts differ, so an example can say it");
    assert_eq!(
        example,
        "example \"Five years; term is 37 months\"\n  profile \"base.yaml\"\n  given   term is 37 months\n  then    long is partly met\n"
    );
    // Added to the charter, it notices.
    let workshop = opened(&format!("{text}\n{example}"));
    let (report, _) =
        with_cases(&workshop, |cases| mutate::report(&workshop, &mutate::mutants(&workshop, cases, &|_, _| ())));
    assert_eq!(report.killed, 13);
}

/// Without the case that is closed, nobody notices that `when` is gone.
#[test]
fn a_mutant_survives_where_no_case_looks() {
    let workshop = opened(CHARTER);
    let (report, wrong) =
        with_cases(&workshop, |cases| mutate::report(&workshop, &mutate::mutants(&workshop, cases, &|_, _| ())));
    assert_eq!(wrong, []);
    let dropped = report.survivors.iter().find(|one| one.change == "`when` is dropped").expect("it survives");
    let noticed = dropped.noticed_by.as_ref().expect("a closed service tells the two apart");
    assert_eq!(noticed.given.as_deref(), Some("open is no"));
    assert_eq!((noticed.then.as_str(), noticed.mutant.as_str()), ("long is not applicable", "met"));
}

/// A comment explains the survivors of what begins on its line or the next; one without a reason, or without a survivor, is told.
#[test]
fn comments_explain_why_a_mutant_may_survive() {
    let text = format!("{CHARTER}{CLOSED}")
        .replace("  needs score", "  # mutants: allow because the only score beside 100% is 50%\n  needs score")
        .replace("    when  open", "    when  open  # mutants: allow because it is all the same")
        .replace("    worth", "    # mutants: allow\n    worth");
    let workshop = opened(&text);
    let (report, wrong) =
        with_cases(&workshop, |cases| mutate::report(&workshop, &mutate::mutants(&workshop, cases, &|_, _| ())));
    let reasons: Vec<Option<&str>> = report.survivors.iter().map(|one| one.allowed.as_deref()).collect();
    assert_eq!(reasons, [None, Some("the only score beside 100% is 50%")]);
    let wrong: Vec<String> =
        wrong.iter().map(|one| format!("{} {}", one.place().expect("a place"), one.message)).collect();
    assert_eq!(
        wrong,
        [
            "small.charter:13:5 this gives no reason why a change may survive",
            "small.charter:11:17 nothing survives here"
        ]
    );
}

/// A charter whose thresholds no answer lies beside at first: one is silent, one is a period, and no day is a month before 31 March.
const SILENT: &str = r#"
charter silent "A charter of three limits"
  edition 1

profile
  as_of  date
  begun  date
  term   period
  cap    number optional

principle limits "Limits"
  criterion high "A cap is no lower than three"
    should cap is missing or cap is at least 3
  criterion early "It had begun a month before April"
    should begun + 1 month is on or before 2026-03-31
  criterion long "The term is three years"
    must   term.length is at least 3 years

award mark "The mark"
  needs every must is met

example "The mark"
  profile "base.yaml"
  then    award is mark
"#;

const SILENT_BASE: &[u8] = b"as_of: 2026-04-01\nbegun: 2026-01-01\nterm: 2024-04-01 to 2027-03-31\n";

#[test]
fn boundaries_are_reached_by_answers_not_given_and_by_the_ends_of_periods() {
    let workshop = opened(SILENT);
    let report = with_cases_on(SILENT_BASE, &workshop, |cases| {
        boundary::report(workshop.charter(), &boundary::boundaries(workshop.engine(), cases))
    });
    assert_eq!(
        report.boundaries.iter().map(shown).collect::<Vec<_>>(),
        [
            "cap is at least 3: 2: unmet | 3: met | 4: met",
            "begun + 1 month is on or before 2026-03-31: 2026-02-28: met | - | 2026-03-01: unmet",
            "term.length is at least 3 years: 2024-04-01 to 2027-02-28: unmet | 2024-04-01 to 2027-03-31: met \
             | 2024-04-01 to 2027-04-30: met",
        ]
    );
}

/// What an award needs rests on the answers to all criteria.
#[test]
fn a_need_that_may_go_is_noticed_by_a_criterion() {
    let workshop = opened(SILENT);
    let (report, _) = with_cases_on(SILENT_BASE, &workshop, |cases| {
        mutate::report(&workshop, &mutate::mutants(&workshop, cases, &|_, _| ()))
    });
    let need = report.survivors.iter().find(|one| one.place.owner == "award mark").expect("it survives");
    let noticed = need.noticed_by.as_ref().expect("a shorter term tells the two apart");
    assert_eq!(noticed.given.as_deref(), Some("term is 2024-04-01 to 2027-02-28"));
    assert_eq!((noticed.then.as_str(), noticed.mutant.as_str()), ("award is none", "mark"));
}
