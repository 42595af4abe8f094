#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use super::*;
use crate::source::Source;
use crate::syntax::{Declaration, ExprKind, GivenValue, ThenKind};

/// A charter with something of everything.
pub(crate) const SAMPLE: &str = r#"# A charter for parks.
charter park-care "Charter for the Care of Parks"
  edition    2026.1
  publisher  "Friends of the Parks"
  currency   GBP
  in force   from 2026-04-01
  grades     primary, official, testimony      # strongest first
  evidence   at least official
  valid for  24 months

source survey-2020 "A survey of parks"
  by     "The Parks Survey"
  year   2020
  grade  official

unit kg/ha

choice reason
  merger  "The council is about to merge"
  flood

record visit
  on     date
  score  percent optional

record contract "A contract for a park"
  id            key  "Names the contract"
  basis         one of gate, automatic,
                discretion optional
  term          duration
  visits        list of visit optional
  review.every  duration optional
  crops         set of one of hay, fruit optional
  feed          quantity kg/ha

profile "What a council tells us"
  as_of      date
  contracts  list of contract

setting shortest 60 months "Shortest term"
  cites survey-2020 "Page 4", survey-2020
define firm of contract "Firm term"
  is contract.term + (total of visit.score for visit in contract.visits)

principle terms "Long terms"
  weight 3
  because "Trees need time,
           and so do people."
  cites survey-2020

  criterion long-term "Contracts run for years"
    must     every contract in contracts:
               contract.firm is between shortest and 120 months
               or (contract.basis is gate and contract.feed is at most 30 kg/ha)
    because  "A \"short\" term ends early."
    unless   some contract in contracts: contract.basis is discretion because "Let go."
    worth    50% when every contract in contracts: contract.term is more than 36 months
    waivable for merger, flood
    evidence optional
    weight   2
    fix      "Extend it."
    cites    survey-2020
  criterion short-gaps "Visits come often"
    when     at least 2 of (contracts is not empty; as_of is after 2020-01-01;)
    should   every successive a, b in contracts.visits by on per score: b.on - a.on is at most 30 days
    scale    (smallest of c.term for c in contracts where c.term is given) from 12 months to 36 months
  criterion warning "Too many at the gate"
    flag     at least 3 c in contracts: not c.crops includes any of hay, fruit

award gold "Gold"
  needs every must is met
  needs terms is at least 60%
limit to none when number of c in contracts is 0 because "Nothing to see."

example "A short term"
  profile "strong.yaml"
  given   contracts[main # 1].term is 36 months
  given   contracts[2].crops is hay, fruit
  given   contracts[2].span is 2024-04-01 to 2027-03-31
  given   contracts is empty
  then    long-term is partly met
  then    score is at most 62.5%
"#;

fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add(Source::new("test.charter", text));
    sources
}

/// What is reported of a text: code, place and message, and the help.
fn problems(text: &str) -> Vec<(Code, String, String)> {
    let (_, diagnostics) = parse(&sources(text));
    let shown = diagnostics.into_iter().map(|found| {
        let label = found.labels.first().unwrap();
        let at = label.source.slice(label.range.clone()).to_owned();
        (found.code, at, format!("{}; {}", found.message, found.help.join("; ")))
    });
    shown.collect()
}

/// What is reported of a criterion with these clauses.
fn criterion(clauses: &str) -> Vec<(Code, String, String)> {
    problems(&format!("principle p \"P\"\n  criterion c \"C\"\n    {}\n", clauses.replace('\n', "\n    ")))
}

/// Asserts that clauses give one problem at `at`, and that what is said of it contains `says`.
fn assert_problem(clauses: &str, code: Code, at: &str, says: &str) {
    let found = criterion(clauses);
    assert_eq!(found.len(), 1, "{clauses}: {found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), (code, at), "{clauses}: {found:?}");
    assert!(found[0].2.contains(says), "{clauses}: {found:?}");
}

#[test]
fn reads_everything() {
    let sources = sources(SAMPLE);
    let (syntax, diagnostics) = parse(&sources);
    assert_eq!(diagnostics, []);
    assert_eq!(syntax.declarations.len(), 13);
    assert!(syntax.unread.is_empty());
    let principle = syntax.declarations.iter().find_map(|declaration| match declaration {
        Declaration::Principle(principle) => Some(principle),
        _ => None,
    });
    let principle = principle.unwrap();
    assert_eq!(principle.because.as_ref().unwrap().value, "Trees need time, and so do people.");
    let long_term = &principle.criteria[0];
    assert_eq!(long_term.because.as_ref().unwrap().value, "A \"short\" term ends early.");
    assert_eq!(long_term.unless[0].because.as_ref().unwrap().value, "Let go.");
    assert_eq!(sources.text(long_term.requirement.span), {
        let start = SAMPLE.find("every contract in contracts:\n").unwrap();
        &SAMPLE[start..SAMPLE.find("    because  \"A").unwrap() - 1]
    });
    let ExprKind::Quantified(quantified) = &long_term.requirement.kind else { panic!() };
    assert!(matches!(quantified.body.as_ref().unwrap().kind, ExprKind::Or(ref parts) if parts.len() == 2));
}

#[test]
fn a_comment_is_no_part_of_a_value() {
    let text = "example \"E\"\n profile \"p\"\n given a is 2024-04-01 # from\n  to  2025-03-31\n then c is not # quite\n  applicable\n";
    let (syntax, diagnostics) = parse(&sources(text));
    assert_eq!(diagnostics, []);
    let Some(Declaration::Example(example)) = syntax.declarations.last() else { panic!() };
    let GivenValue::Values(values) = &example.given[0].value else { panic!() };
    assert_eq!(values[0].value, "2024-04-01 to 2025-03-31");
    assert!(matches!(&example.then[0].kind, ThenKind::Verdict(_, verdict) if verdict.value == "not applicable"));
}

#[test]
fn given_values_are_what_a_profile_would_write() {
    let (syntax, _) = parse(&sources(SAMPLE));
    let Some(Declaration::Example(example)) = syntax.declarations.last() else { panic!() };
    assert_eq!(example.given[0].path.value, "contracts[main # 1].term");
    let values = |number: usize| match &example.given[number].value {
        GivenValue::Values(values) => values.iter().map(|value| value.value.as_str()).collect(),
        _ => vec![],
    };
    assert_eq!(values(0), ["36 months"]);
    assert_eq!(values(1), ["hay", "fruit"]);
    assert_eq!(values(2), ["2024-04-01 to 2027-03-31"]);
    assert!(matches!(example.given[3].value, GivenValue::Empty));
}

#[test]
fn windows_line_ends_a_mark_and_tabs_are_accepted() {
    let text = format!("\u{feff}{}", SAMPLE.replace("\n  ", "\n\t").replace('\n', "\r\n"));
    assert_eq!(problems(&text), []);
}

#[test]
fn every_clause_is_read_by_itself() {
    let found = problems(
        "principle P \"P\"\n  criterion a \"A\"\n    must ,\n    fix 5\n  criterion b \"B\"\n    must yes\nunit 5\nunit kg\n",
    );
    let places: Vec<&str> = found.iter().map(|(_, at, _)| at.as_str()).collect();
    assert_eq!(places, ["P", ",", "5", "5"]);
}

#[test]
fn criteria_outlive_a_wrong_principle() {
    let (syntax, diagnostics) = parse(&sources("principle p\n  criterion a \"A\"\n    must yes\n"));
    assert_eq!(diagnostics.len(), 1);
    assert!(matches!(&syntax.declarations[0], Declaration::Principle(principle) if principle.criteria.len() == 1));
}

#[test]
fn what_could_not_be_read_is_noted() {
    let (syntax, _) =
        parse(&sources("setting low 5 5\ndefine high of is 5\nprinciple p \"P\"\n  criterion a \"A\"\n    must ,\n"));
    let unread: Vec<&str> = syntax.unread.iter().map(|name| name.value.as_str()).collect();
    assert_eq!(unread, ["low", "high", "a"]);
}

#[test]
fn declarations_start_in_the_first_column() {
    assert_eq!(problems("  unit kg\n")[0].0, Code::Syntax);
    assert!(problems("setings a 5\n")[0].2.contains("did you mean `setting`"));
    assert!(problems("must yes\n")[0].2.contains("indent"));
}

#[test]
fn an_unclosed_text_is_one_problem() {
    let found = criterion("must yes\nfix \"Do it\nbecause \"No.\"\ncites a");
    assert_eq!(found[0].0, Code::UnclosedText);
    assert_eq!(problems("choice c\n  a \"A\n  b \"B\"\nunit kg\n").len(), 1);
    assert_eq!(problems("source s \"A\nrun on\nand on\nunit kg\n").len(), 1);
}

#[test]
fn unknown_clauses_are_reported_at_their_word() {
    assert_problem("must yes\nfixx \"a\"", Code::Syntax, "fixx", "did you mean `fix`");
    assert_problem("must yes\nnote \"a\"", Code::Syntax, "note", "did you mean `because`");
    assert_problem("must x is at least 30\nwehn y", Code::Syntax, "wehn", "did you mean `when`");
    assert_problem("musst every x in xs: x", Code::Syntax, "musst", "did you mean `must`");
    // `most` is no misspelt `must`.
    assert_problem("must a is at\n  most", Code::Syntax, "", "expected a value");
}

#[test]
fn a_path_that_begins_like_a_clause_goes_on() {
    assert_eq!(criterion("must a is\n  fix.cost"), []);
}

#[test]
fn slips_are_explained() {
    for (clause, at, says) in [
        ("must a == 5", "==", "write `is` or `=`"),
        ("must a && b", "&&", "write `and`"),
        ("must a || b", "||", "write `or`"),
        ("must !a", "!", "write `not`"),
        ("must a => 5", "=>", "`is at least`"),
        ("must a is >= 5", ">=", "do not go together"),
        ("must a = 'b'", "'", "straight double quotes"),
        ("must yes\nfix “b”", "“", "straight double quotes"),
        ("must every x in xs x.a", "x.a", "expected `:` after `every x in xs`"),
        ("must for all x in xs: x", "for", "every x in list"),
        ("must any x in xs: x", "x", "some x in list"),
        ("must evry x in xs: x", "x", "did you mean `every`"),
        ("must yes\nworth 50% if a", "if", "write `when`"),
        ("must a is greater than 5", "than", "is more than"),
        ("must a is less than or equal to 5", "or", "is at most"),
        ("must a is more then 5", "then", "did you mean `than`"),
        ("must a is atleast 5", "5", "write `at least`"),
        ("must a contains b", "contains", "write `includes`"),
        ("must a is one of (b, c)", "(", "without parentheses"),
        ("must a is one of b,", "", "last comma"),
        ("must at least 1 of (a, b)", ",", "separated by `;`"),
        ("must a is not at least 5", "at", "other way round"),
        ("must service is adult-care", "adult-care", "`adult_care`"),
        ("must a.Total is 5", "a.Total", "`a.total`"),
        ("must yes\ncites A_b", "A_b", "`a-b`"),
        ("must a is £1.2 million", "million", "£1.2m"),
        ("must a is 5 %", "%", "directly after the number"),
        ("must a is 5;", ";", "without `;`"),
        ("must yes fix \"a\"", "fix", "begin a new line"),
        ("must yes\nworth 50%\nwhen a", "", "on the line before"),
    ] {
        assert_problem(clause, Code::Syntax, at, says);
    }
}

#[test]
fn messages_name_no_rule_of_the_grammar() {
    for clause in
        ["must", "must a b", "must (a", "scale a", "must a.", "must a is", "must every", "cites", "evidence at"]
    {
        for (_, _, said) in criterion(clause) {
            assert!(!said.contains('_') || said.contains("`shortest_cycle`"), "{clause}: {said}");
        }
    }
}

#[test]
fn structure_is_checked() {
    assert_problem("cites a", Code::MissingClause, "criterion c \"C\"", "`must`");
    assert_problem("must yes\nshould no", Code::RepeatedClause, "should no", "");
    assert_problem("must yes\nfix \"a\"\nfix \"b\"", Code::RepeatedClause, "fix", "");
    assert_problem("must yes because \"a\"\nbecause \"b\"", Code::RepeatedClause, "because", "");
    assert_problem("must yes\nworth 5% when a\nscale a from 1 to 2", Code::MisplacedClause, "scale", "`worth`");
    assert_problem("must yes\nfix \"a\"\nbecause \"b\"", Code::MisplacedClause, "because", "follow");
    assert_problem("must yes\nneeds every must is met", Code::MisplacedClause, "needs", "award");
    assert_eq!(problems("award a \"A\"\n")[0].0, Code::MissingClause);
    assert_eq!(problems("define a of b \"C\"\n")[0].0, Code::MissingClause);
    assert_eq!(problems("limit to a when b\n")[0].0, Code::MissingClause);
    assert_eq!(problems("example \"A\"\n  given a is 5\n").len(), 2);
}

#[test]
fn values_and_names_are_checked() {
    assert_problem("must yes\nworth 50 when a", Code::BadLiteral, "50", "a percentage");
    assert_problem("must yes\nweight 5%", Code::BadLiteral, "5%", "a number");
    let places: Vec<String> = criterion("must a is 12,00 and b is 1,2").into_iter().map(|(_, at, _)| at).collect();
    assert_eq!(places, ["12,00", "1,2"]);
}

#[test]
fn reserved_words_are_no_names() {
    assert_problem("must every from in xs: a", Code::ReservedName, "from", "");
    assert_eq!(problems("setting to 5\n")[0].0, Code::ReservedName);
    assert_eq!(problems("choice a\n  given\n  none\n  or\n").len(), 2);
    assert_eq!(problems("profile\n  by.day date\n  a.by date\n").len(), 1);
}

#[test]
fn and_and_or_do_not_mix() {
    assert_problem("must a and b or c", Code::MixedLogic, "or", "`(a and b) or c` or `a and (b or c)`");
    assert_problem("must every x in xs: a or b and c", Code::MixedLogic, "and", "`a or (b and c)` or `(a or b) and c`");
    assert_eq!(criterion("must a and every x in xs: b or c"), []);
}

#[test]
fn unknown_verdicts_are_guessed() {
    let found = problems("example \"A\"\n  profile \"p\"\n  then a is unmett\n  then b is not aplicable\n");
    assert!(found[0].2.contains("`unmet`") && found[1].2.contains("`not applicable`"), "{found:?}");
}

#[test]
fn deep_and_long_input_is_refused_at_once() {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(|| {
            let deepest = |open: &str, close: &str, times: usize| {
                criterion(&format!("must {}a{}", open.repeat(times), close.repeat(times)))
            };
            for (open, close, levels) in [
                ("(", ")", 1),
                ("not ", "", 1),
                ("every a in b: ", "", 1),
                ("total of ", " for a in b", 1),
                ("(a + b * ", ")", 1),
            ] {
                assert_eq!(deepest(open, close, 128 / levels), [], "{open}");
                let found = deepest(open, close, 200_000 / open.len());
                assert_eq!((found.len(), found[0].0), (1, Code::TooDeep), "{open}");
            }
            assert_eq!(deepest("", " + a", 20_000)[0].0, Code::TooDeep);
            assert_eq!(deepest("", " and a", 5_000), []);
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn files_have_a_limit() {
    assert_eq!(problems(&" ".repeat(MAX_FILE_BYTES + 1))[0].0, Code::TooLarge);
}

#[test]
fn damaged_text_never_panics() {
    for at in (0..SAMPLE.len()).filter(|&at| SAMPLE.is_char_boundary(at)) {
        parse(&sources(&SAMPLE[..at]));
        let mut damaged = SAMPLE.to_owned();
        damaged.replace_range(at..(at + 3).min(SAMPLE.len()), ["\"", "(", "", "\n", "é", " or "][at % 6]);
        parse(&sources(&damaged));
    }
}
