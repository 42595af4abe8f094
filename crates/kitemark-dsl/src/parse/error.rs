//! Syntax errors in words: what was found, what was expected, and the way out.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::slips;
use super::words;
use crate::codes::Code;

/// The most alternatives that a message lists.
const MOST_ALTERNATIVES: usize = 4;

/// Where and why the grammar gave up on a clause.
#[derive(Debug)]
pub(super) struct Failure<'a> {
    /// The clause.
    pub(super) clause: &'a str,
    /// By which rule it was read.
    pub(super) rule: Rule,
    /// Where it went wrong, in bytes from the start of the clause.
    pub(super) at: usize,
    /// What could have stood there.
    pub(super) expected: Vec<Rule>,
}

/// What is said of a failure.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) code: Code,
    pub(super) message: String,
    /// The main place, in bytes from the start of the clause.
    pub(super) range: Range<usize>,
    pub(super) help: Vec<String>,
}

impl<'a> Failure<'a> {
    pub(super) fn new(clause: &'a str, rule: Rule, error: Error<Rule>) -> Self {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(clause.len()),
        };
        let expected = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Self { clause, rule, at, expected }
    }

    /// Whether `rule` could have stood there.
    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// Whether a name could have stood there, in snake case or as an id.
    pub(super) fn expects_name(&self) -> bool {
        [Rule::name, Rule::base, Rule::names].iter().any(|&rule| self.expects(rule))
    }

    /// Whether the clause could have ended there.
    pub(super) fn could_end(&self) -> bool {
        self.expects(Rule::EOI)
    }

    /// What stands where it went wrong; empty at the end of the clause.
    pub(super) fn found(&self) -> Range<usize> {
        token(self.clause, self.at)
    }

    /// The words and signs before that place, the last first.
    pub(super) fn before(&self, count: usize) -> Vec<&'a str> {
        let mut tokens = Vec::new();
        let mut end = self.found().start;
        while tokens.len() < count {
            let Some(last) = self.clause.get(..end).unwrap_or_default().trim_end().char_indices().next_back() else {
                break;
            };
            let range = token(self.clause, last.0);
            end = range.start.min(last.0);
            tokens.push(self.clause.get(range).unwrap_or_default());
        }
        tokens
    }

    /// What to tell the author. `next` is the first word after the clause.
    pub(super) fn report(&self, next: &str) -> Report {
        let found = self.found();
        let written = self.clause.get(found.clone()).unwrap_or_default();
        let slip = slips::recognise(self, written, next);
        let message = slip.message.unwrap_or_else(|| self.message(written));
        Report { code: slip.code.unwrap_or(Code::Syntax), message, range: found, help: slip.help }
    }

    fn message(&self, written: &str) -> String {
        let expected = self.alternatives();
        let found =
            if written.is_empty() { "the clause ends".to_owned() } else { format!("found {}", quoted(written)) };
        if expected.is_empty() {
            format!("{found}, which does not fit here")
        } else {
            format!("expected {expected}, {found}")
        }
    }

    /// What could have stood there, in plain words.
    fn alternatives(&self) -> String {
        let mut ranked: Vec<(u8, Vec<String>)> =
            self.expected.iter().filter(|&&rule| self.is_telling(rule)).filter_map(|&rule| phrases(rule)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut phrases: Vec<String> = Vec::new();
        for phrase in ranked.into_iter().flat_map(|(_, phrases)| phrases) {
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        let end = usize::from(self.could_end());
        phrases.truncate(MOST_ALTERNATIVES - end);
        if end > 0 {
            phrases.push("the end of the clause".to_owned());
        }
        words::either(&phrases)
    }

    /// Whether an alternative is worth a place in the list: what may follow any condition is not, where the condition is not complete.
    fn is_telling(&self, rule: Rule) -> bool {
        let incomplete = self.expects(Rule::test) || self.expects(Rule::colon);
        !(incomplete && matches!(rule, Rule::logic | Rule::because))
    }

    /// The words of the language that could have stood there.
    pub(super) fn expected_words(&self) -> Vec<&'static str> {
        let named = self.expected.iter().filter_map(|&rule| keyword(rule));
        let tests = self.expects(Rule::test).then_some(["is", "includes"]);
        let logic = (self.expects(Rule::logic) || self.could_end()).then_some(["and", "or"]);
        let value = self.expects_value().then_some(["every", "some", "not", "number", "total", "at"]);
        let order =
            (self.expects(Rule::order) || self.expects(Rule::words_test)).then_some(["at", "more", "less", "between"]);
        named
            .chain(tests.into_iter().flatten())
            .chain(logic.into_iter().flatten())
            .chain(value.into_iter().flatten())
            .chain(order.into_iter().flatten())
            .collect()
    }

    /// Whether a condition or a value could have stood there.
    pub(super) fn expects_value(&self) -> bool {
        [Rule::expr, Rule::condition, Rule::comparison, Rule::sum, Rule::operand, Rule::value, Rule::path]
            .iter()
            .any(|&rule| self.expects(rule))
    }
}

/// What a rule is called in a message, with its rank, the most telling first; none for what is not worth listing.
fn phrases(rule: Rule) -> Option<(u8, Vec<String>)> {
    let (rank, phrases): (u8, &[&str]) = match rule {
        Rule::colon => (0, &["`:`"]),
        Rule::comma => (2, &["`,`"]),
        Rule::semicolon => (2, &["`;`"]),
        Rule::close => (2, &["`)`"]),
        Rule::test => (1, &["`is`", "`includes`"]),
        Rule::words_test => (1, &["`is`"]),
        Rule::includes => (1, &["`includes`"]),
        Rule::logic => (3, &["`and`", "`or`"]),
        Rule::expr | Rule::condition | Rule::comparison => (0, &["a condition"]),
        Rule::sum | Rule::operand | Rule::value => (0, &["a value"]),
        Rule::quantifier | Rule::each | Rule::some => (1, &["`every`", "`some`", "`no`"]),
        Rule::literal | Rule::given_literal | Rule::given_value => (1, &["a value such as `12`, `85%` or `5 years`"]),
        Rule::whole_number | Rule::how_many => (1, &["a whole number"]),
        Rule::year_number => (1, &["a year such as `2026`"]),
        Rule::text => (1, &["a text in double quotes"]),
        Rule::id | Rule::citation => (1, &["an id such as `cycle-length`"]),
        Rule::name | Rule::base | Rule::names | Rule::value_name => (1, &["a name such as `shortest_cycle`"]),
        Rule::path => (1, &["a name such as `contract.review`"]),
        Rule::segment | Rule::field_path => (1, &["a field such as `review.every`"]),
        Rule::given_path => (1, &["a path such as `contracts[adult-system].start`"]),
        Rule::unit_name => (1, &["a unit such as `mg/day`"]),
        Rule::field_type | Rule::type_name => (1, &["a type such as `duration` or `list of contract`"]),
        Rule::one_of_type => (2, &["`one of`"]),
        Rule::token => (1, &["an edition such as `2026.1`"]),
        Rule::currency_code => (1, &["a currency such as `GBP`"]),
        Rule::verdict | Rule::word => (1, &["a verdict such as `unmet`"]),
        Rule::need_score | Rule::need_one | Rule::every_must | Rule::every_principle | Rule::no_must | Rule::needs => {
            (1, &["`every must is met`", "`score is at least 70%`", "`ID is met`"])
        }
        Rule::then_bound | Rule::then_award | Rule::then_verdict => {
            (1, &["`ID is unmet`", "`award is …`", "`score is at least …`"])
        }
        Rule::order => (1, &["`at least`", "`at most`"]),
        Rule::at_least => (1, &["`at least`"]),
        Rule::at_most => (1, &["`at most`"]),
        other => return keyword(other).map(|word| (2, vec![format!("`{word}`")])),
    };
    Some((rank, phrases.iter().map(|&phrase| phrase.to_owned()).collect()))
}

/// The word that a rule stands for, where it stands for one that a message may name.
fn keyword(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::k_after => "after",
        Rule::k_all => "all",
        Rule::k_and => "and",
        Rule::k_any => "any",
        Rule::k_at => "at",
        Rule::k_award => "award",
        Rule::because => "because",
        Rule::k_before => "before",
        Rule::k_between => "between",
        Rule::by_key => "by",
        Rule::cites => "cites",
        Rule::k_empty => "empty",
        Rule::k_every => "every",
        Rule::k_evidenced => "evidenced",
        Rule::k_fall => "fall",
        Rule::k_for => "for",
        Rule::k_force => "force",
        Rule::k_from => "from",
        Rule::k_given => "given",
        Rule::k_in => "in",
        Rule::k_is => "is",
        Rule::k_least => "least",
        Rule::k_less => "less",
        Rule::k_list => "list",
        Rule::k_met => "met",
        Rule::k_missing => "missing",
        Rule::k_more => "more",
        Rule::k_most => "most",
        Rule::k_must => "must",
        Rule::k_no => "no",
        Rule::k_not => "not",
        Rule::k_number => "number",
        Rule::k_of => "of",
        Rule::k_on => "on",
        Rule::k_one => "one",
        Rule::k_optional => "optional",
        Rule::k_or => "or",
        Rule::per_key => "per",
        Rule::k_principle => "principle",
        Rule::k_quantity => "quantity",
        Rule::k_rise => "rise",
        Rule::k_score => "score",
        Rule::k_set => "set",
        Rule::k_some => "some",
        Rule::k_successive => "successive",
        Rule::k_than => "than",
        Rule::k_to => "to",
        Rule::k_unanswered => "unanswered",
        Rule::k_unmet => "unmet",
        Rule::k_when => "when",
        Rule::where_ => "where",
        _ => return None,
    })
}

/// The bytes of the token at `at`: a text, a word with its dots, a run of signs, or a character.
fn token(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let Some(first) = rest.chars().next() else { return text.len()..text.len() };
    if is_word(first) {
        let start = back(text, at, is_word_or_dot);
        let length = rest.find(|c| !is_word_or_dot(c)).unwrap_or(rest.len());
        let word = text.get(start..at + length).unwrap_or_default();
        let lead = word.len() - word.trim_start_matches(['.', '-']).len();
        return start + lead..start + word.trim_end_matches('.').len();
    }
    if is_sign(first) {
        let start = back(text, at, is_sign);
        return start..at + rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
    }
    if first == '"' {
        let end = rest.char_indices().skip(1).find(|&(_, c)| c == '"').map_or(rest.len(), |(end, _)| end + 1);
        return at..at + end;
    }
    at..at + first.len_utf8()
}

fn back(text: &str, at: usize, part: impl Fn(char) -> bool) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.trim_end_matches(part).len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word_or_dot(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '-')
}

fn is_sign(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '!' | '&' | '|')
}

/// What was written, in backticks and not too long.
pub(super) fn quoted(written: &str) -> String {
    let mut chars = written.chars();
    let shown: String = chars.by_ref().take(40).flat_map(visible).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    if shown.contains('`') { format!("\"{shown}{more}\"") } else { format!("`{shown}{more}`") }
}

/// A character as a message shows it: escaped where it would not be seen, or would turn the line round.
fn visible(c: char) -> Vec<char> {
    let unseen = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    if c.is_control() || unseen || (c.is_whitespace() && c != ' ') { c.escape_unicode().collect() } else { vec![c] }
}
