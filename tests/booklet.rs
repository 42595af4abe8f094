//! Booklets: a charter in plain English.

use kitemark_authoring::booklet::Booklet;
use kitemark_authoring::workshop::Workshop;

use crate::support::{Folder, charters, kitemark, session};

#[test]
fn every_construct_is_told() {
    let ran = kitemark(&["doc", "cases/authoring/every-construct.charter"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_page_of_html() {
    let ran = kitemark(&["doc", "cases/authoring/tiny.charter", "--format", "html"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    // The stylesheet is looked at elsewhere.
    let (head, rest) = ran.stdout.split_once("<style>").expect("a stylesheet");
    let (_, body) = rest.split_once("</style>").expect("its end");
    insta::assert_snapshot!(format!("{head}{body}"));
}

/// The requirement of the only criterion of a charter, in words.
fn told(requirement: &str) -> String {
    let text = format!(
        "charter a \"A\"\n  edition 1\nrecord ward \"A ward\"\n  beds count\n  opened date\n  staffed yes_no \"It is staffed\"\n\
         \x20 review.every duration \"Time between reviews; 0 months if none\"\n  review.length duration\n\
         \x20 kinds set of one of day, night optional\n  closed date optional\nprofile\n  as_of date\n  beds count\n  wards list of ward\n\
         \x20 open yes_no\n  spare count optional\nsetting least 5\ndefine ready \"All is ready\"\n  is open and beds is at least least\n\
         define large of ward \"It is large\"\n  is ward.beds is more than 20\n\
         principle p \"P\"\n  criterion c \"C\"\n    should {requirement}\n"
    );
    let workshop = Workshop::open([("a.charter", text)]).unwrap_or_else(|errors| panic!("{requirement}: {errors:#?}"));
    let page = Booklet::of(workshop.engine()).markdown();
    let mut lines = page.lines().skip_while(|line| !line.starts_with("**Should**")).skip(2);
    lines.next().expect("a sentence").to_owned()
}

#[test]
fn sentences_say_what_conditions_ask() {
    for (requirement, sentence) in [
        ("beds is at least least", "Beds is at least 5 (least)."),
        ("beds is between 3 and least", "Beds is between 3 and 5 (least)."),
        ("beds = 3", "Beds is 3."),
        ("open", "\"open\" is answered yes."),
        ("open is no", "\"open\" is answered no."),
        ("open is not yes", "\"open\" is answered no."),
        ("not open", "\"open\" is not answered yes."),
        ("ready", "\"All is ready\" holds."),
        ("not ready", "\"All is ready\" does not hold."),
        ("spare is missing", "Spare is missing."),
        ("wards is not empty", "Wards are not empty."),
        ("beds is 3 or (beds is 4 and open)", "Beds is 3 or (beds is 4 and \"open\" is answered yes)."),
        ("beds is not one of 3, 4", "Beds is neither 3 nor 4."),
        ("beds is one of 3, 4, 5", "Beds is 3, 4 or 5."),
        ("every ward in wards: ward.beds is at least least", "Every ward in wards has a beds of at least 5 (least)."),
        (
            "every ward in wards: ward.opened is before as_of",
            "Every ward in wards has an opened before the profile's day.",
        ),
        (
            "some ward in wards where ward.staffed: ward.beds is between 1 and 4",
            "At least one ward in wards, where \"It is staffed\" for the ward is answered yes, has a beds between 1 and 4.",
        ),
        ("no ward in wards: ward.staffed is no", "No ward in wards answers no to \"It is staffed\"."),
        (
            "every ward in wards: ward.staffed and ward.beds is 3",
            "Every ward in wards answers yes to \"It is staffed\" and has a beds that is 3.",
        ),
        ("every ward in wards: ward.large", "For every ward in wards, \"It is large\" holds for the ward."),
        (
            "every ward in wards: ward.beds is beds or ward.kinds includes day",
            "For every ward in wards, the ward's beds is beds or (day is among the ward's kinds).",
        ),
        (
            "at least 2 ward in wards: ward.large",
            "At least 2 of wards are such that \"It is large\" holds for the ward.",
        ),
        (
            "every ward in wards: ward.kinds includes all of day, night",
            "For every ward in wards, day and night are among the ward's kinds.",
        ),
        (
            "some ward in wards: ward.kinds includes any of day, night",
            "For at least one ward in wards, day or night is among the ward's kinds.",
        ),
        (
            "every ward in wards: ward.review.every is at most 36 months and ward.staffed",
            "For every ward in wards, the ward's \"Time between reviews\" is at most 36 months and \"It is staffed\" for the ward \
             is answered yes.",
        ),
        (
            "every ward in wards: ward.review.length is at most 36 months",
            "Every ward in wards has a review length of at most 36 months.",
        ),
        ("at least 1 of (open; beds is 3)", "At least 1 of these hold: (1) \"open\" is answered yes; (2) beds is 3."),
        (
            "every successive a, b in wards by opened: b.beds is at least a.beds",
            "Taking wards in order of opened: of every two neighbours (a, b), the b's beds is at least the a's beds.",
        ),
        ("(number of ward in wards) is 3", "The number of wards is 3."),
        (
            "(number of ward in wards where ward.staffed) is 3",
            "(The number of wards where \"It is staffed\" for the ward is answered yes) is 3.",
        ),
        (
            "(total of ward.beds for ward in wards) is beds",
            "The total of the ward's beds for every ward in wards is beds.",
        ),
        ("(fall from 10 to beds) is at most 5%", "The fall from 10 to beds is at most 5%."),
        ("beds + 2 * beds is at most (beds + 1) * 2", "Beds plus (2 times beds) is at most (beds plus 1) times 2."),
        ("as_of - 6 months is after 2026-01-01", "The profile's day minus 6 months is after 2026-01-01."),
    ] {
        assert_eq!(told(requirement), sentence, "{requirement}");
    }
}

/// A field feeds a criterion also where a definition stands between them, and no other.
#[test]
fn questions_name_the_criteria_they_feed() {
    let page = kitemark(&["doc", "cases/authoring/every-construct.charter"]).stdout;
    let feeds = |path: &str| {
        let start = format!("`{path}` · ");
        let after = page.lines().skip_while(|line| !line.starts_with(&start)).skip(1);
        let mut own = after.take_while(|line| !line.starts_with('#'));
        own.find(|line| line.starts_with("Read by")).map(str::to_owned)
    };
    assert_eq!(
        feeds("length").as_deref(),
        Some("Read by Terms are long (`long`); Long ones are reviewed (`reviewed`).")
    );
    assert_eq!(
        feeds("caseload").as_deref(),
        Some("Read by Enough signs are there (`signs`); Money is spread (`money`); what caps an award.")
    );
    assert_eq!(feeds("service").as_deref(), Some("Read by Lettings lie apart (`apart`)."));
    assert_eq!(feeds("posts").as_deref(), Some("Read by what caps an award."));
    for unread in ["authority", "street", "nobody_asks"] {
        assert_eq!(feeds(unread), None, "{unread}");
    }
}

/// A table has as many cells in each row, and headings are one line with an empty one around them.
#[test]
fn markdown_is_well_formed() {
    for (name, workshop) in charters() {
        let page = Booklet::of(workshop.engine()).markdown();
        let lines: Vec<&str> = page.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if line.starts_with('#') && at > 0 {
                assert_eq!((lines[at - 1], lines[at + 1]), ("", ""), "{name}:{}: {line}", at + 1);
            }
            if line.starts_with('|') && lines[at - 1].starts_with('|') {
                let cells = |line: &str| line.replace("\\|", "").matches('|').count();
                assert_eq!(cells(line), cells(lines[at - 1]), "{name}:{}: {line}", at + 1);
            }
            assert!(!line.ends_with(' '), "{name}:{}: blanks at the end of `{line}`", at + 1);
        }
        assert!(page.ends_with('\n') && !page.ends_with("\n\n") && !page.contains("\n\n\n"), "{name}");
    }
}

#[test]
fn the_standard_charter_is_the_default() {
    let ran = kitemark(&["doc"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout, kitemark(&["doc", "../rules/commissioning"]).stdout);
}

#[test]
fn a_booklet_is_written_to_a_file() {
    let folder = Folder::new("doc");
    let path = folder.path("a.md");
    let ran = kitemark(&["doc", "cases/authoring/tiny.charter", "--output", &path]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    assert!(std::fs::read_to_string(path).expect("a file").starts_with("# Beds & \\<wards\\>\n"));
}

#[test]
fn wrong_input_ends_a_booklet() {
    for (args, code, found) in [
        (&["doc", "cases/cli/god.charter"][..], 2, "error[K0901]: cannot read `cases/cli/god.charter`"),
        (&["doc", "cases/cli/empty"], 2, "error[K0902]: there is no charter in `cases/cli/empty`"),
        (&["doc", "cases/authoring/editions/profiles/good.yaml"], 2, "error[K0902]: there is no charter in"),
        (&["doc", "cases/charters/units.charter"], 1, "error[K03"),
        (&["doc", "--format", "pdf"], 2, "invalid value 'pdf'"),
    ] {
        let ran = kitemark(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{args:?}");
        assert!(ran.stderr.contains(found), "{args:?}: {}", session(&ran));
    }
}
