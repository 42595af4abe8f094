//! What any input costs at most, as a multiple of its size: memory at once, and how often it is asked for, which stands for the
//! work. Both are counted, so that a busy machine changes nothing.

use kitemark::{Charter, Diagnostic, Error, Limits, Profile, Review, ScoreOptions};
use kitemark_ocds::Notices;

use crate::allocations::{Cost, cost_of};

/// What each kind of input may cost, whatever it says: this often its size in bytes at once, and so many requests for each of
/// its bytes. Beyond a fixed sum, which is for the charter's own tables and for the up to 1,000 problems that are put into words.
const MOST_BYTES_EACH: usize = 64;
const MOST_REQUESTS_EACH: usize = 4;
const FIXED_BYTES: usize = 16 << 20;
const FIXED_REQUESTS: usize = 200_000;

/// How somebody reads an input: what it says of what is wrong.
type Reader = fn(&[u8]) -> Vec<Diagnostic>;

fn problems<T>(read: Result<T, Error>, go_on: impl FnOnce(T) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    read.map_or_else(|error| error.diagnostics().to_vec(), go_on)
}

thread_local! {
    static KINDS: Charter = compiled(include_str!("cases/profiles/all-kinds.charter"));
    static STANDARD: Charter = Charter::standard().expect("the standard charter");
    static PROFILE: Profile = read(include_bytes!("../examples/profiles/northmere.yaml")).expect("a profile");
}

fn compiled(text: &str) -> Charter {
    Charter::compile([("kinds.charter", text)]).expect("a charter").0
}

fn read(bytes: &[u8]) -> Result<Profile, Error> {
    Profile::read("p.yaml", bytes, &Limits::default())
}

fn as_profile(bytes: &[u8]) -> Vec<Diagnostic> {
    problems(read(bytes), |profile| {
        KINDS.with(|charter| problems(charter.score(&profile, &ScoreOptions::default()), |scored| scored.diagnostics))
    })
}

fn as_charter(bytes: &[u8]) -> Vec<Diagnostic> {
    match std::str::from_utf8(bytes) {
        Err(error) => vec![Diagnostic::not_utf8("c.charter", bytes, error)],
        Ok(text) => problems(Charter::compile([("c.charter", text)]), |(_, warnings)| warnings),
    }
}

fn as_review(bytes: &[u8]) -> Vec<Diagnostic> {
    problems(Review::read("r.yaml", bytes, &Limits::default()), |review| {
        let options = ScoreOptions::default().with_review(review);
        STANDARD.with(|charter| {
            PROFILE.with(|profile| problems(charter.score(profile, &options), |scored| scored.diagnostics))
        })
    })
}

fn as_notice(bytes: &[u8]) -> Vec<Diagnostic> {
    match Notices::read("n.json", bytes) {
        Err(found) => vec![found],
        Ok(notices) => notices.notice(None).err().into_iter().collect(),
    }
}

const READERS: [(&str, Reader); 4] =
    [("profile", as_profile), ("charter", as_charter), ("review", as_review), ("notice", as_notice)];

/// What is cruel in itself, whatever it is read as.
fn cruel() -> Vec<(&'static str, Vec<u8>)> {
    let bomb = (1..40).map(|at| format!("b{at}: &b{at} [{}]\n", format!("*b{}, ", at - 1).repeat(9)));
    let keys = |line: fn(usize) -> String| (0..1_000_000).map(line).collect::<String>();
    let texts = [
        ("an alias bomb", bomb.collect::<String>()),
        ("200 kB of `[`", "[".repeat(200_000)),
        ("200 kB of `{`", "{".repeat(200_000)),
        ("200 kB of `- `", "- ".repeat(100_000)),
        ("200 kB of `? `", "? ".repeat(100_000)),
        ("200 kB of `(`", "(".repeat(200_000)),
        ("200 kB of `not`", "not ".repeat(50_000)),
        ("200 kB of quotation marks", "\"".repeat(200_000)),
        ("200 kB of JSON lists", "[".repeat(100_000) + &"]".repeat(100_000)),
        ("JSON objects in one another", "{\"a\":".repeat(30_000)),
        ("a scalar of 10 MB", "x".repeat(10 << 20)),
        ("a text of 10 MB in JSON", format!("{{\"ocid\": \"{}\"}}", "x".repeat(10 << 20))),
        ("a million keys", keys(|at| format!("k{at}: 1\n"))),
        ("a million keys in JSON", format!("{{{}\"end\": 1}}", keys(|at| format!("\"k{at}\":1,")))),
        ("a number of 10,000 digits", "9".repeat(10_000)),
        ("an exponent of 10,000 digits", format!("{{\"ocid\": 1e{}}}", "9".repeat(10_000))),
        ("a key of 10 MB", format!("{}: 1", "k".repeat(10 << 20))),
        ("a comment of 10 MB", format!("#{}", "x".repeat(10 << 20))),
        ("a million line ends", "\n".repeat(1_000_000)),
        ("a million CRLF", "\r\n".repeat(1_000_000)),
        ("a million byte order marks", "\u{feff}".repeat(1_000_000)),
        ("a million turns of direction", "\u{202e}\u{2066}".repeat(500_000)),
        ("a million combining accents", "e".to_owned() + &"\u{301}".repeat(1_000_000)),
        ("nothing", String::new()),
    ];
    let bytes = [
        ("a million zeros", vec![0; 1_000_000]),
        ("a million bytes that are no UTF-8", vec![0xff; 1_000_000]),
        ("UTF-8 that breaks off", b"as_of: 2026-04-01 \xf0\x9f".to_vec()),
        ("half a surrogate pair", b"{\"as_of\": \"\\ud800\", \"ocid\": \"\\udc00\"}".to_vec()),
        ("surrogates as bytes", b"authority: \xed\xa0\x80".to_vec()),
    ];
    texts.into_iter().map(|(what, text)| (what, text.into_bytes())).chain(bytes).collect()
}

/// What is too much of something sensible.
fn too_much() -> Vec<(&'static str, &'static str, String)> {
    let head = "as_of: 2026-04-01\n";
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let charter = "charter c \"C\"\n  edition 1\nprofile\n  as_of date\n  beds count\n  ready yes_no\n";
    let criterion = format!("{charter}principle p \"P\"\n  criterion c \"C\"\n    should ");
    let review = "schema: kitemark-review/1\nreviewer: A. Reviewer\nprofile:\n  file: northmere.yaml\n";
    vec![
        (
            "profile",
            "records",
            format!("{head}contracts:\n{}", many(20_000, &|at| format!("  - {{id: c{at}, term: 5 years}}\n"))),
        ),
        (
            "profile",
            "wrong records",
            format!("{head}contracts:\n{}", many(20_000, &|at| format!("  - {{id: c{at}, trem: x, term: 1}}\n"))),
        ),
        (
            "profile",
            "wrong documents",
            format!(
                "{head}evidence:\n{}",
                many(20_000, &|at| format!("  - {{id: e{at}, grade: primry, covers: [x{at}]}}\n"))
            ),
        ),
        (
            "profile",
            "wrong exemptions",
            format!(
                "{head}exemptions:\n{}",
                many(20_000, &|at| format!("  - {{criterion: lnog{at}, reason: x, expires: 2028-04-01}}\n"))
            ),
        ),
        (
            "profile",
            "lost evidence",
            format!("{head}contracts:\n{}", many(20_000, &|at| format!("  - {{id: c{at}, evidence: [e{at}]}}\n"))),
        ),
        (
            "profile",
            "days outside the calendar",
            format!("{head}begun: 99999-99-99\nyears: 0000-00-00 to 2026-02-30\n"),
        ),
        (
            "review",
            "decisions",
            format!(
                "{review}claims:\n{}",
                many(20_000, &|at| format!("  - claim: contracts[c{at}].term\n    decision: accept\n"))
            ),
        ),
        ("charter", "deep brackets", format!("{criterion}{}ready{}", "(".repeat(100_000), ")".repeat(100_000))),
        ("charter", "deep quantifiers", format!("{criterion}{}ready", "every x in xs: ".repeat(20_000))),
        ("charter", "unknown names", format!("{criterion}ready{}", many(20_000, &|at| format!(" and redy{at}")))),
        (
            "charter",
            "criteria",
            format!(
                "{charter}principle p \"P\"\n{}",
                many(5_000, &|at| format!("  criterion c{at} \"C\"\n    should beds is at least {at}\n"))
            ),
        ),
        (
            "notice",
            "lots",
            format!(
                "{{\"ocid\": \"ocds-a-1\", \"tender\": {{\"lots\": [{}{{}}]}}}}",
                many(50_000, &|at| format!("{{\"id\": \"{at}\"}},"))
            ),
        ),
        ("notice", "releases", format!("[{}{{}}]", many(50_000, &|at| format!("{{\"ocid\": \"ocds-a-{at}\"}},")))),
    ]
}

fn within(what: &str, size: usize, Cost { peak, count }: Cost) -> Option<String> {
    let (bytes, requests) = (FIXED_BYTES + MOST_BYTES_EACH * size, FIXED_REQUESTS + MOST_REQUESTS_EACH * size);
    (peak > bytes || count > requests).then(|| {
        format!("{what}: {size} bytes held {peak} (at most {bytes}) and asked {count} times (at most {requests})")
    })
}

#[test]
fn nothing_costs_more_than_a_multiple_of_its_size() {
    let cruel = cruel();
    let everything = READERS
        .iter()
        .flat_map(|(kind, reader)| cruel.iter().map(move |(what, bytes)| (*kind, *reader, *what, bytes.clone())));
    let sensible = too_much().into_iter().flat_map(|(kind, what, text)| {
        let reader = READERS.iter().find(|(name, _)| *name == kind).expect("a reader").1;
        [(kind, reader, what, text.into_bytes())]
    });
    let mut wrong = Vec::new();
    for (kind, reader, what, bytes) in everything.chain(sensible) {
        reader(b"warm: up"); // what is made once for all is no cost of this input
        let (found, cost) = cost_of(|| reader(&bytes));
        let what = format!("{what} as {kind}");
        if std::env::var_os("KITEMARK_TEST_COSTS").is_some() {
            let each = |cost: usize| cost / bytes.len().max(1);
            eprintln!(
                "{what}: {} bytes, {} each at once ({}), {} requests each ({}), {} problems",
                bytes.len(),
                each(cost.peak),
                cost.peak,
                each(cost.count),
                cost.count,
                found.len()
            );
        }
        assert!(found.len() <= 2_000, "{what}: {} problems are listed", found.len());
        wrong.extend(within(&what, bytes.len(), cost));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Four times the input asks for memory about four times as often, in every place where something is looked up among others.
#[test]
fn work_grows_with_the_input_and_not_faster() {
    let counts = |reader: Reader, text: &dyn Fn(usize) -> String| {
        [2_000, 8_000].map(|size| {
            let text = text(size);
            reader(b"warm: up");
            cost_of(|| reader(text.as_bytes())).1.count
        })
    };
    let lines = |count: usize, line: &dyn Fn(usize) -> String| {
        "as_of: 2026-04-01\n".to_owned() + &(0..count).map(line).collect::<String>()
    };
    type Input<'a> = &'a dyn Fn(usize) -> String;
    let inputs: [(&str, Reader, Input<'_>); 4] = [
        ("records", as_profile, &|count| {
            lines(count, &|at| {
                format!("{}  - {{id: c{at}, term: 5 years, model: block}}\n", if at == 0 { "contracts:\n" } else { "" })
            })
        }),
        ("evidence", as_profile, &|count| {
            lines(count, &|at| {
                format!(
                    "{}  - {{id: e{at}, grade: primary, covers: [\"contracts[c{at}]\"]}}\n",
                    if at == 0 { "evidence:\n" } else { "" }
                )
            })
        }),
        ("exemptions", as_profile, &|count| {
            lines(count, &|at| {
                format!(
                    "{}  - {{criterion: long, reason: merger, expires: 2028-04-01, record: \"contracts[c{at}]\"}}\n",
                    if at == 0 { "exemptions:\n" } else { "" }
                )
            })
        }),
        ("criteria", as_charter, &|count| {
            let criteria = (0..count / 4)
                .map(|at| format!("  criterion c{at} \"C\"\n    should beds is at least {at}\n"))
                .collect::<String>();
            format!("charter c \"C\"\n  edition 1\nprofile\n  as_of date\n  beds count\nprinciple p \"P\"\n{criteria}")
        }),
    ];
    for (what, reader, input) in inputs {
        let [small, large] = counts(reader, input);
        assert!(large < small * 5, "{what}: {small} requests, then {large}");
    }
}

/// Rules that would never end share the budget of a charter alike: each gives up, the others go on, whatever their order.
#[test]
fn endless_rules_give_up_in_any_order() {
    let items = format!("as_of: 2026-04-01\nxs:\n{}", "  - {a: 1}\n".repeat(300));
    let profile = read(items.as_bytes()).expect("a profile");
    let endless = |at: usize| {
        format!(
            "  criterion c{at} \"C\"\n    should every a in xs: every b in xs: every c in xs: a.a + b.a + c.a is less than {}\n",
            at + 9
        )
    };
    let short = |at: usize| format!("  criterion c{at} \"C\"\n    should every a in xs: a.a is 1\n");
    let criteria: Vec<String> =
        (0..40_usize).map(|at| if at.is_multiple_of(4) { short(at) } else { endless(at) }).collect();
    let verdicts = |criteria: &[&String]| {
        let text = criteria.iter().map(|each| each.as_str()).collect::<String>();
        let head = "charter c \"C\"\n  edition 1\nrecord item\n  a count\nprofile\n  as_of date\n  xs list of item\nprinciple p \"P\"\n";
        let charter = compiled(&(head.to_owned() + &text));
        let card = charter.score(&profile, &ScoreOptions::default()).expect("a scorecard").scorecard;
        let mut verdicts: Vec<(String, &str)> =
            card.criteria.iter().map(|each| (each.id.clone(), each.verdict.words())).collect();
        verdicts.sort();
        verdicts
    };
    let forwards: Vec<&String> = criteria.iter().collect();
    let backwards: Vec<&String> = criteria.iter().rev().collect();
    let found = verdicts(&forwards);
    assert_eq!(found, verdicts(&backwards));
    for (id, verdict) in found {
        let at: usize = id.trim_start_matches('c').parse().expect("a number");
        assert_eq!(verdict, if at.is_multiple_of(4) { "met" } else { "error" }, "{id}");
    }
}
