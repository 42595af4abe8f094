//! The page of a scorecard: what a committee reads first, and what a reviewer looks up below.

use std::fs;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::support::{Folder, files_below, kitemark, workspace};

fn page(args: &[&str]) -> Html {
    let ran = kitemark(&[&["score", "--format", "html"], args].concat());
    assert!(ran.code < 2 && !ran.stdout.is_empty(), "{args:?}: {}", ran.stderr);
    let page = Html::parse_document(&ran.stdout);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    page
}

pub fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The text of the only element of its kind, with blanks as a reader sees them.
fn text(page: &Html, selector: &str) -> String {
    match all(page, selector).as_slice() {
        [only] => words(only),
        found => panic!("{} times {selector}", found.len()),
    }
}

fn words(element: &ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every example with its page and its scorecard.
fn examples() -> Vec<(String, Html, Value)> {
    let files = files_below(&workspace("examples/profiles"));
    let example = |path: &std::path::PathBuf| {
        let path = path.to_string_lossy().into_owned();
        let card = serde_json::from_str(&kitemark(&["score", &path, "--format", "json"]).stdout).expect("JSON");
        (path.clone(), page(&[&path]), card)
    };
    files.iter().map(example).collect()
}

const NORTHMERE: &str = "../examples/profiles/northmere.yaml";

#[test]
fn the_first_screen_explains_the_award() {
    let northmere = page(&[NORTHMERE]);
    assert_eq!(text(&northmere, "h1"), "Northmere Borough Council");
    assert_eq!(text(&northmere, ".award .name"), "No award");
    let why: Vec<String> = all(&northmere, ".award .why").iter().map(words).collect();
    assert_eq!(
        why,
        [
            "The next award, bronze, is missed because the score is 56.9% (asked: score is at least 60%), and 3 of 16 \
             principles fall short (asked: every principle is at least 25%).",
            "A cap allows silver at best: disputes.upheld is at least 1 (not answered, so it counts).",
            "If all that is open or not proven turns out well, the award will be bronze.",
        ]
    );
    // 56.9045% is sure, 95.3405% is possible: 569 and 953 of 1000, cut towards zero.
    let bar = |part: &str| all(&northmere, &format!(".award .{part}"))[0].attr("width").expect("a width").to_owned();
    assert_eq!((bar("sure"), bar("possible")), ("569".to_owned(), "384".to_owned()));

    let brightwater = page(&["../examples/profiles/brightwater.yaml"]);
    assert_eq!(text(&brightwater, ".award.given .name"), "Charter mark, gold");
    assert_eq!(text(&brightwater, ".award .why"), "Every need is met, and there is no better award.");
    assert!(text(&brightwater, ".award dl").starts_with("Valid until 2028-06-30 Evidenced 100%"));
    assert!(all(&brightwater, "#limits").is_empty());
}

const AWARDS: &str = "charter short \"Short\"\n  edition 1\nprofile\n  as_of date\n  beds count\n  rooms count\n  harm yes_no\n\
    principle p \"Room\"\n  criterion enough \"Enough beds\"\n    must beds is at least 5\n    fix \"Add beds.\"\n\
    principle q \"Quiet\"\n  criterion quiet \"Enough rooms\"\n    should rooms is at least 5\n\
    award gold \"Gold\"\n  needs score is at least 90%\n  needs q is at least 50%\n\
    award silver \"Silver\"\n  needs score is at least 50%\n  needs enough is met\n\
    limit to silver when harm because \"Somebody was harmed.\"\n";

#[test]
fn each_standing_has_its_sentence() {
    let folder = Folder::new("sentences");
    let charter = folder.file("short.charter", AWARDS);
    for (answers, expected) in [
        ("beds: 5\nrooms: 5\nharm: no", "Every need is met, and there is no better award."),
        ("beds: 5\nrooms: 5\nharm: yes", "A cap allows silver at best: harm."),
        (
            "beds: 5\nrooms: 4\nharm: no",
            "Every need of silver is met. The next award, gold, is missed because the score is 50% (asked: score is at \
             least 90%), and “Quiet” is at 0% (asked: q is at least 50%).",
        ),
        (
            "beds: many\nrooms: 5\nharm: no",
            "The next award, silver, is missed because “Enough beds”: an error in a must bars every award (asked: every \
             must can be judged), and “Enough beds”: it cannot be judged (asked: enough is met).",
        ),
        (
            "beds: 4\nrooms: 5\nharm: no",
            "The next award, silver, is missed because “Enough beds”: it is unmet (asked: enough is met).",
        ),
    ] {
        let profile = folder.file("a.yaml", format!("as_of: 2026-04-01\n{answers}\n"));
        let page = page(&[&profile, "--charter", &charter]);
        assert_eq!(all(&page, ".award .why").iter().map(words).collect::<Vec<_>>(), [expected], "{answers}");
    }
    let bare = folder.file("bare.charter", "charter bare \"Bare\"\n  edition 1\nprofile\n  as_of date\n");
    let profile = folder.file("b.yaml", "as_of: 2026-04-01\n");
    assert_eq!(text(&page(&[&profile, "--charter", &bare]), ".award .why"), "Nothing could be scored.");
}

/// Every criterion is told once, with its verdict in words, what it waits for and what it rests on.
#[test]
fn every_criterion_is_on_the_page() {
    for (path, page, card) in examples() {
        let criteria = card["criteria"].as_array().expect("criteria");
        assert_eq!(all(&page, "details.criterion").len(), criteria.len(), "{path}");
        for criterion in criteria {
            let id = criterion["id"].as_str().expect("an id");
            let [inside] = all(&page, &format!("details > #criterion-{id}"))[..] else { panic!("{path}: {id}") };
            let details = ElementRef::wrap(inside.parent().expect("the details")).expect("an element");
            let summary = words(&details.child_elements().next().expect("the summary"));
            let verdict = match criterion["verdict"].as_str().expect("a verdict") {
                "unmet" => "✗ not met",
                "partly" => "◐ partly met",
                "unverified" => "○ not proven",
                "unanswered" => "? unanswered",
                "not_applicable" => "– not applicable",
                "met" => "✓ met",
                "waived" => "~ waived",
                "raised" => "⚑ raised",
                "clear" => "· clear",
                other => panic!("{other}"),
            };
            assert_eq!(summary, format!("{verdict} {}", criterion["title"].as_str().expect("a title")), "{path}: {id}");
            let fails = matches!(criterion["verdict"].as_str(), Some("unmet" | "partly" | "raised"));
            assert_eq!(details.attr("open").is_some(), fails, "{path}: what fails is open: {id}");
            let inside = words(&inside);
            for part in ["unanswered", "unverified"] {
                for path in criterion[part].as_array().expect("paths") {
                    assert!(inside.contains(path.as_str().expect("a path")), "{id}: {path}");
                }
            }
            for used in criterion["evidence"].as_array().expect("evidence") {
                assert!(inside.contains(used["id"].as_str().expect("an id")), "{id}");
                if let Some(interest) = used["declared_interest"].as_str() {
                    assert!(inside.contains(&format!("declared interest: {interest}")), "{id}: {inside}");
                }
            }
        }
    }
}

/// What a quote shows is what stands in the file on that line, or a stretch of it.
#[test]
fn quotes_are_true() {
    let mut quoted = 0;
    for (path, page, _) in examples() {
        let source = fs::read_to_string(&path).expect("a profile");
        for number in all(&page, ".quote .number-of-line") {
            let line = words(&number).parse::<usize>().expect("a number");
            let siblings = number.next_siblings().map_while(|node| match ElementRef::wrap(node) {
                Some(element) if element.value().name() == "mark" => Some(element.text().collect::<String>()),
                Some(_) => None,
                None => node.value().as_text().map(|text| text.to_string()),
            });
            let shown = siblings.collect::<String>();
            let shown = shown.trim_end_matches('\n');
            let shown = shown.strip_prefix("… ").unwrap_or(shown);
            let shown = shown.strip_suffix(" …").unwrap_or(shown);
            let expected = source.lines().nth(line - 1).expect("the line");
            assert!(!shown.is_empty() && expected.contains(shown), "{path}:{line}: {shown:?}, not {expected:?}");
            quoted += 1;
        }
    }
    assert!(quoted > 300, "{quoted}");
    let marked: Vec<String> = all(&page(&[NORTHMERE]), "#criterion-no-ceiling .quote mark").iter().map(words).collect();
    assert_eq!(marked, ["max_dose", "provider_policy"]);
}

#[test]
fn what_was_changed_is_told_and_not_quoted() {
    let page = page(&[NORTHMERE, "--set", "residential.entry_rules[1].kind=max_weight"]);
    let award = text(&page, ".award dl");
    assert!(award.ends_with("Changed before scoring residential.entry_rules[1].kind=max_weight"), "{award}");
    let marked: Vec<String> = all(&page, "mark").iter().map(words).collect();
    assert!(!marked.iter().any(|text| text.contains("max_")), "{marked:?}");
}

/// The filter has no script: each choice names the classes that the stylesheet hides by.
#[test]
fn the_filter_counts_what_it_shows() {
    let page = page(&[NORTHMERE]);
    let label = |sort: &str| {
        let input = all(&page, &format!("label > #show-{sort}"))[0];
        words(&ElementRef::wrap(input.parent().expect("the label")).expect("an element"))
    };
    assert_eq!(label("all"), "all 106");
    for (sort, count) in [("fails", 5), ("unsure", 46), ("settled", 55)] {
        assert_eq!(all(&page, &format!("details.criterion.{sort}")).len(), count, "{sort}");
        assert!(label(sort).ends_with(&format!("({count})")), "{}", label(sort));
    }
}

#[test]
fn a_page_says_all_of_a_small_scorecard() {
    let args = ["score", "cases/cli/middling.yaml", "--charter", "cases/cli/beds.charter", "--format", "html"];
    let page = kitemark(&args).stdout;
    let (_, body) = page.split_once("<div class=\"scorecard\">").expect("the body");
    insta::assert_snapshot!(body);
}

#[test]
fn a_page_is_of_one_profile() {
    let ran = kitemark(&["score", "../examples/profiles", "--format", "html"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("a page shows one profile: name only one"), "{}", ran.stderr);
}

/// What a review decided stands on the page, and the first screen says so where an award rests on it.
#[test]
fn a_review_is_told_on_the_page() {
    let review = "../examples/reviews/northmere.rowan-ash.review.yaml";
    let args = ["score", NORTHMERE, "--review", review, "--format"];
    let card: Value = serde_json::from_str(&kitemark(&[&args[..], &["json"]].concat()).stdout).expect("JSON");
    let page = page(&[NORTHMERE, "--review", review]);
    assert_eq!(text(&page, "#review"), format!("Review by {}", card["review"]["reviewer"].as_str().expect("a name")));
    let table = |caption: &str| {
        let tables = all(&page, "table");
        let found = tables.into_iter().find(|table| words(table).starts_with(caption));
        words(&found.unwrap_or_else(|| panic!("no table: {caption}")))
    };
    let decisions = table("What the reviewer decided");
    let claims = card["review"]["claims"].as_array().expect("claims");
    let revised: Vec<&Value> = claims.iter().filter(|claim| claim["decision"] != "accept").collect();
    assert!(!revised.is_empty());
    for claim in revised {
        for part in ["claim", "reason"] {
            let part = claim[part].as_str().expect("a text").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(decisions.contains(&part), "{part}: {decisions}");
        }
    }
    let changes = table("What the review changed");
    for change in card["review"]["changes"].as_array().expect("changes") {
        assert!(changes.contains(change["criterion"].as_str().expect("an id")), "{changes}");
    }
    for criterion in card["criteria"].as_array().expect("criteria").iter().filter(|one| one["overridden"].is_object()) {
        let inside = text(&page, &format!("#criterion-{}", criterion["id"].as_str().expect("an id")));
        assert!(inside.contains("overridden by") && inside.contains("the rules say"), "{inside}");
    }
}
