//! Common slips: what people write from other languages or from plain English, and what the charter language says for it.

use super::error::{Failure, quoted};
use super::grammar::Rule;
use super::words;
use crate::codes::Code;

/// What is said of a slip; whatever is left out is said by the caller.
#[derive(Debug, Default)]
pub(super) struct Slip {
    pub(super) code: Option<Code>,
    pub(super) message: Option<String>,
    pub(super) help: Vec<String>,
}

impl Slip {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code: Some(code), message: Some(message.into()), help: Vec::new() }
    }

    fn help(help: impl Into<String>) -> Self {
        Self { help: vec![help.into()], ..Self::default() }
    }

    fn and_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// What to say of a failure whose clause has `found` at the place, and before a clause that begins with `next`.
pub(super) fn recognise(failure: &Failure<'_>, found: &str, next: &str) -> Slip {
    missing_clause(failure, found)
        .or_else(|| at_the_end(failure, found, next))
        .or_else(|| reserved_name(failure, found))
        .or_else(|| colon(failure, found))
        .or_else(|| phrases(failure, found))
        .or_else(|| sign(failure, found))
        .or_else(|| name_style(failure, found))
        .or_else(|| misspelt(failure, found))
        .or_else(|| clause_inside(failure, found))
        .unwrap_or_default()
}

fn missing_clause(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    match failure.rule {
        Rule::define if found.is_empty() && failure.expects(Rule::k_is) => Some(
            Slip::new(Code::MissingClause, "this definition has no `is`")
                .and_help("write what the name stands for: `define total_cost of contract is …`"),
        ),
        Rule::limit if matches!(found, "" | "because") && failure.expects(Rule::k_when) => Some(
            Slip::new(Code::MissingClause, "this limit has no `when`")
                .and_help("write when it bites: `limit to silver when … because \"…\"`"),
        ),
        _ => None,
    }
}

fn at_the_end(failure: &Failure<'_>, found: &str, next: &str) -> Option<Slip> {
    if !found.is_empty() {
        return None;
    }
    let before = failure.before(1);
    if before.first() == Some(&",") {
        return Some(Slip::help("take the last comma away, or go on with the list"));
    }
    if before.first() == Some(&":") {
        return Some(Slip::help("after the `:` stands what is asked of each item"));
    }
    let cut_off = (next == "when" && failure.expects(Rule::k_when))
        || (words::CLAUSES.contains(&next) && words::CONDITIONS.contains(&next));
    cut_off.then(|| {
        Slip::help(format!(
            "the next line begins with `{next}`, which starts a new clause; write it on the line before"
        ))
    })
}

fn reserved_name(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    let expects = failure.expects_name() || failure.expects(Rule::how_many) || failure.expects(Rule::unit_name);
    (expects && words::RESERVED.contains(&found)).then(|| {
        Slip::new(Code::ReservedName, format!("`{found}` is a word of the language and cannot be a name"))
            .and_help("choose another name, such as one of two words joined by `_`")
    })
}

/// A quantifier without its colon: `every x in xs x.y is 5`.
fn colon(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    let goes_on = found.is_empty() || found.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | ',' | '"'));
    if !failure.expects(Rule::colon) || !goes_on || words::RESERVED.contains(&found) {
        return None;
    }
    let start = quantifier_start(failure)?;
    let written = failure.clause.get(start..failure.found().start)?.trim_end();
    let shown = if found.is_empty() { "the clause ends".to_owned() } else { format!("found {}", quoted(found)) };
    let slip = Slip {
        message: Some(format!("expected `:` after {}, {shown}", quoted(&one_line(written)))),
        ..Slip::default()
    };
    Some(slip.and_help("what is asked of each item stands after a colon: `every x in list: …`"))
}

/// Where the last quantifier before the place starts.
fn quantifier_start(failure: &Failure<'_>) -> Option<usize> {
    let before = failure.clause.get(..failure.found().start)?;
    let starts = ["every ", "some ", "no ", "at least "];
    starts.iter().filter_map(|word| before.rfind(word)).max()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Wordings of plain English.
fn phrases(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    let before = failure.before(3);
    let word = |at: usize| before.get(at).copied().unwrap_or_default();
    let around = |list: &[&str]| list.contains(&found) || list.contains(&word(0));
    let help = match (word(1), word(0), found) {
        ("less", "than", "or") | ("than", "or", "equal") if word(2) != "more" && word(2) != "greater" => {
            "write `is at most`"
        }
        ("more" | "greater", "than", "or") | ("than", "or", "equal") => "write `is at least`",
        ("not", "between", _) => "write `not (… is between … and …)`",
        ("is", "not", "at" | "more" | "less" | "before" | "after" | "on") | ("not", "at" | "more" | "less", _) => {
            "say it the other way round: `is less than` for not `at least`, `is at most` for not `more than`"
        }
        (_, _, "optional") if failure.rule == Rule::field => {
            "`optional` stands directly after the type, before the label"
        }
        (_, _, "if") if failure.expects(Rule::k_when) => "write `when`",
        (_, "of", "(") => "the values stand without parentheses: `is one of a, b`",
        (_, "is", "in") => "write `is one of a, b`",
        (_, _, "in") if failure.expects(Rule::test) => "write `is one of a, b`, or `includes` the other way round",
        (_, "is", "any") => "write `is one of a, b`",
        (_, _, "million" | "thousand" | "billion") => "write amounts such as `£1.2m`, `£40k` or `£1,200,000`",
        (_, number, "%") if number.ends_with(|c: char| c.is_ascii_digit()) => {
            "write `%` directly after the number: `85%`"
        }
        _ if failure.rule == Rule::given && failure.could_end() && found.starts_with(|c: char| c.is_alphanumeric()) => {
            "a text of several words stands in double quotes; the values of a set are separated by `,`"
        }
        _ if around(&["greater", "larger", "bigger", "higher", "exceeds"]) => "write `is more than`",
        _ if around(&["smaller", "lower", "fewer", "under"]) => "write `is less than`",
        _ if around(&["equals", "equal"]) => "write `is`",
        _ if around(&["contains", "contain", "has"]) => "write `includes`",
        _ if around(&["isn", "isnt"]) => "write `is not`",
        _ if around(&["atleast"]) => "write `at least`",
        _ if around(&["atmost"]) => "write `at most`",
        (_, "if", _) => "the condition stands directly after the clause word, without `if`",
        _ if failure.rule == Rule::needs || failure.rule == Rule::then => return None,
        _ if around(&["all", "each"]) || found == "for" && failure.expects_value() => "write `every x in list: …`",
        _ if around(&["any", "exists", "there"]) => "write `some x in list: …`",
        _ => return None,
    };
    Some(Slip::help(help))
}

/// Signs of other languages.
fn sign(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    let before = failure.before(1);
    let previous = before.first().copied().unwrap_or_default();
    let help = match found {
        ">=" | "<=" | "!=" | ">" | "<" | "=" if previous == "is" || previous == "not" => {
            "`is` and a sign do not go together: write `is at least 5` or `>= 5`"
        }
        "==" | "===" => "write `is` or `=`",
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "=>" | "≥" => "write `is at least` or `>=`",
        "=<" | "≤" => "write `is at most` or `<=`",
        "<>" | "!==" | "≠" => "write `is not` or `!=`",
        "'" | "‘" | "’" | "“" | "”" | "„" | "«" | "»" | "`" => {
            "a text stands in straight double quotes: `\"…\"`"
        }
        "{" | "}" => "the language has no braces: lines that belong to a declaration are indented",
        "[" if failure.rule == Rule::given => "close the brackets: `contracts[adult-system].start`",
        "[" | "]" => "the items of a list are gone through: `every x in list: …`",
        "," if failure.expects(Rule::semicolon) => "in `at least … of (…)` the conditions are separated by `;`",
        ";" if failure.could_end() => "a clause ends with its line, without `;`",
        "." if failure.could_end() => "a clause ends with its line, without a full stop",
        "." if failure.expects_value() || failure.expects(Rule::literal) => "a number starts with a digit: `0.5`",
        "+" if failure.expects_value() || failure.expects(Rule::literal) => "a number is written without `+`",
        "-" => "a minus sign stands directly before its number, and between two values",
        _ if found.starts_with(|c: char| c.is_whitespace() || c == '\u{feff}') => {
            "this is not an ordinary blank; retype it"
        }
        _ => return None,
    };
    Some(Slip::help(help))
}

/// Names in another style than the place asks for.
fn name_style(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    if !found.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let lower = found.to_lowercase();
    if failure.expects(Rule::id) || failure.expects(Rule::citation) {
        let id = lower.replace(['_', '.'], "-");
        return (id != found).then(|| Slip::help(format!("ids are lower case, with hyphens: `{id}`")));
    }
    let kebab = lower.contains('-');
    let name = lower.replace('-', "_");
    if failure.expects_name() || failure.expects(Rule::value_name) || failure.expects(Rule::field_path) {
        return (name != found).then(|| Slip::help(format!("names are lower case, with underscores: `{name}`")));
    }
    if name == found || !(failure.expects_value() || failure.expects(Rule::segment)) {
        return None;
    }
    let slip = Slip::help(format!("names are lower case, with underscores: `{name}`"));
    Some(if kebab {
        slip.and_help(format!("a text stands in quotes: `\"{found}\"`; a minus sign has blanks around it"))
    } else {
        slip
    })
}

/// A clause word in the middle of a line.
fn clause_inside(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    if found == "because" && failure.could_end() {
        return Some(Slip::new(Code::MisplacedClause, "`because` cannot follow here").and_help(
            "a reason follows an obligation, `when`, `unless`, a setting or a limit, or is a line of a principle",
        ));
    }
    let clause = words::CLAUSES.contains(&found) && failure.could_end();
    clause.then(|| Slip::help(format!("`{found}` starts a clause: begin a new line with it")))
}

/// A misspelt word, here or directly before.
fn misspelt(failure: &Failure<'_>, found: &str) -> Option<Slip> {
    let before = failure.before(1).first().copied().unwrap_or_default();
    let starters =
        ["every", "some", "number", "total", "smallest", "largest", "average", "first", "last", "score", "evidenced"];
    let meant = words::meant(found, &failure.expected_words()).or_else(|| {
        let is_long_word = before.len() >= 4 && before.starts_with(|c: char| c.is_alphabetic());
        let conditional = matches!(
            failure.rule,
            Rule::obligation
                | Rule::when
                | Rule::unless
                | Rule::worth
                | Rule::scale
                | Rule::define
                | Rule::limit
                | Rule::needs
        );
        let known =
            starters.contains(&before) || words::CONDITIONS.contains(&before) || words::RESERVED.contains(&before);
        if conditional && is_long_word && !known { words::meant(before, &starters) } else { None }
    })?;
    Some(Slip::help(format!("did you mean `{meant}`?")))
}
