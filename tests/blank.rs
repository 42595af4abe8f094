//! Blank profiles: accepted as they are, and when they are filled in.

use kitemark::scorecard::Scorecard;
use kitemark_authoring::blank::{self, Answers};
use kitemark_authoring::workshop::Workshop;

use crate::support::{Folder, charters, kitemark};

/// The scorecard of a profile that has to be free of problems, warnings included.
fn sound(workshop: &Workshop, name: &str, yaml: &str) -> Scorecard {
    let scored = workshop.score(name, yaml.as_bytes()).unwrap_or_else(|errors| panic!("{name}: {errors:#?}\n{yaml}"));
    assert_eq!(scored.diagnostics, [], "{name}\n{yaml}");
    scored.scorecard
}

#[test]
fn a_blank_profile_asks_everything() {
    let ran = kitemark(&["new", "cases/authoring/every-construct.charter"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_sample_answers_everything() {
    let ran = kitemark(&["new", "cases/authoring/every-construct.charter", "--sample"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

/// It says no more than its day: every verdict is that of a profile with nothing but the day.
#[test]
fn a_blank_profile_answers_nothing() {
    for (name, workshop) in charters() {
        let blank = blank::profile(workshop.charter(), None, Answers::Blank);
        let day = blank.lines().find(|line| line.starts_with("as_of: ")).expect("a day");
        let verdicts = |card: Scorecard| card.criteria.into_iter().map(|one| (one.id, one.verdict)).collect::<Vec<_>>();
        let nothing = verdicts(sound(&workshop, &name, day));
        assert_eq!(verdicts(sound(&workshop, &name, &blank)), nothing, "{name}");
    }
}

#[test]
fn a_sample_leaves_no_question_open() {
    for (name, workshop) in charters() {
        let card = sound(&workshop, &name, &blank::profile(workshop.charter(), None, Answers::Sample));
        for criterion in card.criteria {
            assert!(criterion.unanswered.is_empty(), "{name}: {} lacks {:?}", criterion.id, criterion.unanswered);
        }
    }
}

/// The lines that are put behind a `#` are right once it is taken away and they are filled in: they are those of the sample.
#[test]
fn what_is_commented_out_is_the_sample() {
    for (name, workshop) in charters() {
        let texts = [Answers::Blank, Answers::Sample].map(|answers| blank::profile(workshop.charter(), None, answers));
        let keys = texts.map(|text| {
            // A key is followed by what an answer may be, an entry is indented; prose is neither.
            let is_code = |rest: &&str| {
                rest.starts_with("  ") || rest.split_once(":  # ").is_some_and(|(key, _)| !key.contains(' '))
            };
            let uncommented = text.lines().map(|line| line.strip_prefix("# ").filter(is_code).unwrap_or(line));
            let key =
                |line: &str| line.split_once(':').filter(|(key, _)| !key.contains('#')).map(|(key, _)| key.to_owned());
            uncommented.filter_map(key).collect::<Vec<_>>()
        });
        assert_eq!(keys[0], keys[1], "{name}");
    }
}

#[test]
fn a_blank_profile_passes_the_check() {
    let folder = Folder::new("new");
    for sample in [&[][..], &["--sample"]] {
        let path = folder.path("a.yaml");
        assert_eq!(kitemark(&[&["new", "--output", &path], sample].concat()).code, 0);
        let ran = kitemark(&["check", "--strict", &path]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    }
}

/// Silence about a figure is not the figure 0, and silence about a yes or no denies it.
#[test]
fn silence_is_told_by_kind() {
    let text = "charter a \"A\"\n  edition 1\nrecord ward\n  id key\nprofile\n  as_of date\n  deaths count optional\n\
                \x20 open yes_no optional\n  remark text optional\n  wards list of ward optional\n";
    let workshop = Workshop::open([("a.charter", text)]).expect("a charter");
    let blank = blank::profile(workshop.charter(), None, Answers::Blank);
    for line in [
        "deaths:  # a whole number, such as 3; left out, it says that there is no such figure",
        "open:  # yes or no; left out, it says that it is not so",
        "remark:  # a text; left out, it says that there is none",
        "wards:  # a list, each entry a ward; left out, it says that there are none",
    ] {
        assert!(blank.lines().any(|found| found == line), "{line}\n{blank}");
    }
}

/// A label cannot leave its comment, whatever it says.
#[test]
fn labels_stay_in_their_comments() {
    let text = "charter a \"One\\nnation: wales\"\n  edition 1\nprofile\n  as_of date\n  beds count \"Beds\\nwards: 3\u{2028}x: 4\u{85}y: 5\"\n";
    let workshop = Workshop::open([("a.charter", text)]).expect("a charter");
    let blank = blank::profile(workshop.charter(), None, Answers::Blank);
    sound(&workshop, "a.yaml", &blank);
    assert!(blank.contains("# Beds wards: 3"), "{blank}");
}

/// The commands that the comments name do what they say, for a charter of one's own too.
#[test]
fn the_comments_name_the_charter() {
    let path = "cases/authoring/tiny.charter";
    let own = kitemark(&["new", path]).stdout;
    assert!(own.contains(&format!("`kitemark schema profile --charter \"{path}\" > profile.schema.json`")), "{own}");
    assert!(own.contains(&format!("`kitemark check --charter \"{path}\"`")), "{own}");
    assert!(!kitemark(&["new"]).stdout.contains("--charter"));
}

#[test]
fn wrong_input_gives_no_profile() {
    for (args, code) in [
        (&["new", "cases/cli/god.charter"][..], 2),
        (&["new", "cases/charters/units.charter"], 1),
        (&["new", "a.charter", "b.charter"], 2),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{args:?}");
        assert!(ran.stderr.contains("error"), "{}", ran.stderr);
    }
}
