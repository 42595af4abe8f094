//! Two editions of a charter, compared in words.

use kitemark_authoring::edition::{self, Direction, Fate};
use kitemark_authoring::workshop::Workshop;

use crate::support::{charters, kitemark, session};

const OLD: &str = "cases/authoring/editions/old";
const NEW: &str = "cases/authoring/editions/new";
const PROFILES: &str = "cases/authoring/editions/profiles";

#[test]
fn editions_are_compared_in_words() {
    let ran = kitemark(&["diff", OLD, NEW]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn impact_is_told_and_a_bad_profile_stops_nobody() {
    for format in ["text", "json", "markdown"] {
        let ran = kitemark(&["diff", OLD, NEW, "--impact", PROFILES, "--format", format]);
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        let impact = ran
            .stdout
            .find("\nImpact")
            .or(ran.stdout.find("## Impact"))
            .or(ran.stdout.find("\"impact\""))
            .expect("impact");
        insta::assert_snapshot!(format!("impact_{format}"), format!("{}\n---\n{}", &ran.stdout[impact..], ran.stderr));
    }
}

#[test]
fn json_and_markdown_say_the_same() {
    for format in ["json", "markdown"] {
        let ran = kitemark(&["diff", OLD, NEW, "--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("diff_{format}"), ran.stdout);
    }
}

#[test]
fn every_charter_is_the_same_as_itself() {
    for (name, workshop) in charters() {
        let comparison = edition::compare(workshop.engine(), workshop.engine());
        assert!(comparison.same_meaning && comparison.old_profiles_fit, "{name}");
        assert_eq!(comparison.sections, [], "{name}");
    }
}

#[test]
fn a_charter_is_compared_with_the_standard_one_by_default() {
    let ran = kitemark(&["diff", "../rules/commissioning"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("Both mean the same"), "{}", ran.stdout);
}

#[test]
fn wrong_input_ends_a_comparison() {
    for (args, code) in [
        (&["diff"][..], 2),
        (&["diff", "cases/cli/god.charter"], 2),
        (&["diff", OLD, "cases/charters/units.charter"], 1),
        (&["diff", "cases/authoring/editions/profiles/good.yaml", NEW], 2),
        (&["diff", OLD, NEW, "--impact", "-", "-"], 2),
        (&["diff", OLD, NEW, "--impact"], 2),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{args:?}: {}", session(&ran));
    }
    let missing =
        kitemark(&["diff", OLD, NEW, "--impact", "cases/cli/god.yaml", "cases/authoring/editions/profiles/good.yaml"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stdout.contains("god.yaml: it cannot be scored") && missing.stdout.contains("good.yaml: award"),
        "{}",
        missing.stdout
    );
}

/// The notes on the only criterion when one clause of it takes the place of another.
fn notes(old: &str, new: &str) -> Vec<(String, Option<Direction>)> {
    let charter = |clauses: &str| {
        let text = format!(
            "charter a \"A\"\n  edition 1\n  grades high, low\nchoice exemption_reason\n  merger\n  storm\nrecord ward\n  beds count\n  staffed yes_no\n\
             profile\n  as_of date\n  beds count\n  open yes_no\n  day date\n  days duration\n  wards list of ward\n  kind one of day, night, both\n\
             \x20 spare count optional\nprinciple p \"P\"\n  criterion c \"C\"\n    {clauses}\n"
        );
        Workshop::open([("a.charter", text)]).unwrap_or_else(|errors| panic!("{clauses}: {errors:#?}"))
    };
    let comparison = edition::compare(charter(old).engine(), charter(new).engine());
    let entries = comparison
        .sections
        .into_iter()
        .filter(|section| section.title == "Criteria")
        .flat_map(|section| section.entries);
    let entries: Vec<_> = entries.collect();
    assert!(entries.iter().all(|entry| entry.fate == Fate::Changed));
    entries.into_iter().flat_map(|entry| entry.notes).map(|note| (note.text, note.direction)).collect()
}

/// What each change means, worked out by hand. Every pair is also turned round, which has to turn the direction.
#[test]
fn directions_are_judged_where_they_can_be() {
    let (stricter, neither) = (Some(Direction::Stricter), None);
    for (old, new, expected) in [
        ("should beds is at least 3", "should beds is at least 5", stricter),
        ("should beds is at least 3", "should beds is more than 3", stricter),
        ("should beds is at most 5", "should beds is at most 3", stricter),
        ("should beds is at most 5", "should beds is less than 5", stricter),
        ("should beds is at least 3", "should beds is at most 3", neither),
        ("should beds is more than 2", "should beds is at least 3", stricter),
        ("should beds is between 3 and 9", "should beds is between 4 and 9", stricter),
        ("should beds is between 3 and 9", "should beds is between 4 and 10", neither),
        ("should days is at least 30 days", "should days is at least 3 months", stricter),
        ("should days is at least 26 weeks", "should days is at least 6 months", neither),
        ("should not (beds is at most 3)", "should not (beds is at most 5)", stricter),
        ("should open", "should open and beds is 3", stricter),
        ("should open or beds is 3", "should open", stricter),
        ("should open", "should beds is 3", neither),
        ("should kind is one of day, night", "should kind is one of day", stricter),
        ("should kind is one of day, night, both", "should kind is one of day, night", stricter),
        ("should kind is not one of day, night", "should kind is not one of day, night, both", stricter),
        ("should at least 1 of (open; beds is 3)", "should at least 2 of (open; beds is 3)", stricter),
        ("should at least 1 of (open; beds is 3; beds is 4)", "should at least 1 of (open; beds is 3)", stricter),
        ("should every w in wards: w.beds is at least 2", "should every w in wards: w.beds is at least 3", stricter),
        ("should every w in wards where w.staffed: w.beds is 2", "should every w in wards: w.beds is 2", stricter),
        (
            "should every w in wards where w.beds is at least 3: w.staffed",
            "should every w in wards where w.beds is at least 2: w.staffed",
            stricter,
        ),
        ("should some w in wards: w.beds is 2", "should some w in wards where w.staffed: w.beds is 2", stricter),
        ("should no w in wards: w.beds is at least 5", "should no w in wards: w.beds is at least 4", stricter),
        ("should no w in wards where w.staffed: w.beds is 2", "should no w in wards: w.beds is 2", stricter),
        ("should at least 2 w in wards: w.staffed", "should at least 3 w in wards: w.staffed", stricter),
        ("should every w in wards: w.staffed", "should some w in wards: w.staffed", neither),
        ("should day is on or after as_of - 6 months", "should day is on or after as_of - 3 months", stricter),
        ("should day is before as_of + 6 months", "should day is before as_of + 3 months", stricter),
        ("should day is before as_of + 6 months", "should day is before day + 3 months", neither),
        ("should day is before as_of + 6 months", "should day is before as_of - 3 months", neither),
        ("should beds is at least beds * 2", "should beds is at least beds * 3", neither),
        ("should open", "must open", stricter),
        ("flag open", "should open", stricter),
        ("flag beds is at least 5", "flag beds is at least 4", stricter),
        ("should open\n    when beds is 3", "should open", stricter),
        ("should open\n    when beds is at least 5", "should open\n    when beds is at least 4", stricter),
        ("should open\n    unless beds is 3", "should open", stricter),
        ("should open\n    unless beds is at least 4", "should open\n    unless beds is at least 5", stricter),
        ("should open\n    worth 50% when beds is 3", "should open\n    worth 40% when beds is 3", stricter),
        (
            "should open\n    worth 50% when beds is at least 3",
            "should open\n    worth 50% when beds is at least 4",
            stricter,
        ),
        ("should open\n    worth 50% when beds is 3", "should open", stricter),
        ("should open\n    scale beds from 1 to 5", "should open", stricter),
        ("should open\n    evidence at least low", "should open\n    evidence at least high", stricter),
        ("should open\n    evidence optional", "should open\n    evidence at least low", stricter),
        ("should open\n    waivable for merger, storm", "should open\n    waivable for storm", stricter),
        ("should open\n    fix \"Open.\"", "should open\n    fix \"Open it.\"", neither),
    ] {
        for (old, new, expected) in [(old, new, expected), (new, old, expected.map(Direction::reverse))] {
            let found = notes(old, new);
            let [(_, direction)] = found.as_slice() else { panic!("{old} → {new}: {found:#?}") };
            assert_eq!(*direction, expected, "{old} → {new}: {found:#?}");
        }
    }
}

/// The comparison of two small charters, each given by its vocabulary and by the clauses of its criterion.
fn between(old: [&str; 2], new: [&str; 2]) -> edition::Comparison {
    let [old, new] = [old, new].map(|[vocabulary, criterion]| {
        let text = format!(
            "charter a \"A\"\n  edition 1\n  grades high, low\nchoice exemption_reason\n  merger\n  storm\n\
             profile\n  as_of date\n{vocabulary}principle p \"P\"\n  criterion c \"C\"\n    {criterion}\n"
        );
        Workshop::open([("a.charter", text)]).unwrap_or_else(|errors| panic!("{vocabulary}{criterion}: {errors:#?}"))
    });
    edition::compare(old.engine(), new.engine())
}

/// A criterion asks the same when what it reads is only called otherwise.
#[test]
fn rewording_a_question_changes_no_criterion() {
    let criterion = "should open and review.beds is at least 2 and ready\n    worth 50% when ready";
    let told = |question: &str| {
        format!(
            "  open yes_no \"{question}?\"\n  review.beds count \"{question} beds\"\ndefine ready \"{question}!\"\n  is open\n"
        )
    };
    let comparison = between([&told("Old"), criterion], [&told("New"), criterion]);
    let sections: Vec<_> = comparison.sections.iter().map(|section| (section.title, section.entries.len())).collect();
    assert_eq!(sections, [("Definitions", 1), ("Questions", 2)]);
}

/// An exemption that nobody may ask for any more is an error in the profile that asks for it.
#[test]
fn a_profile_fits_while_its_exemptions_do() {
    let open = "  open yes_no\n";
    for (old, new, fits) in [
        ("should open\n    waivable for merger", "should open\n    waivable for merger, storm", true),
        ("should open\n    waivable for merger, storm", "should open\n    waivable for merger", false),
        ("should open\n    waivable for merger", "should open", false),
    ] {
        assert_eq!(between([open, old], [open, new]).old_profiles_fit, fits, "{old} → {new}");
    }
}

/// A criterion that moves to another principle counts for more or less there.
#[test]
fn moving_tells_the_share_of_the_score() {
    let moved = |first: &str, second: &str| {
        let text = format!(
            "charter a \"A\"\n  edition 1\nprofile\n  as_of date\n  open yes_no\nprinciple p \"P\"\n  weight 3\n\
             \x20 criterion a \"A\"\n    should open\n{first}principle q \"Q\"\n  criterion b \"B\"\n    should open\n{second}"
        );
        Workshop::open([("a.charter", text)]).unwrap_or_else(|errors| panic!("{errors:#?}"))
    };
    let c = "  criterion c \"C\"\n    should open\n";
    let comparison = edition::compare(moved(c, "").engine(), moved("", c).engine());
    let [section] = comparison.sections.as_slice() else { panic!("{comparison:#?}") };
    let notes: Vec<&str> = section.entries[0].notes.iter().map(|note| note.text.as_str()).collect();
    // Half of three quarters, then half of a quarter.
    assert_eq!(notes, ["principle: p → q", "37.5% → 12.5% of the score"]);
}

/// A flag asks for no evidence, whatever the head asks for.
#[test]
fn evidence_is_no_matter_for_flags() {
    let open = "  open yes_no\n";
    let comparison =
        between([open, "flag open\n    evidence at least low"], [open, "flag open\n    evidence at least high"]);
    assert!(comparison.sections.is_empty(), "{comparison:#?}");
}

/// Signs and words, brackets and line breaks mean the same.
#[test]
fn the_same_meaning_is_no_change() {
    for (old, new) in [
        ("should beds is at least 3", "should beds >= 3"),
        ("should open and beds is 3", "should (open) and\n      beds = 3"),
        ("should open and beds is 3", "should beds is 3 and open"),
        ("should kind is one of day, night", "should kind is one of night, day"),
        ("should open\n    weight 1", "should open"),
    ] {
        assert_eq!(notes(old, new), [], "{old} → {new}");
    }
}
