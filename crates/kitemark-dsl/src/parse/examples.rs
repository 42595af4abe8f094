//! Examples: a profile, changes to it, and what must come out.

use std::sync::Arc;

use super::data::find;
use super::grammar::Rule;
use super::layout::{self, Lines};
use super::{Place, Reader, words};
use crate::codes::Code;
use crate::syntax::{Bound, Declaration, Example, Given, GivenValue, Name, Then, ThenKind};

const EXAMPLE: Place = Place { name: "an example", clauses: words::EXAMPLE };

impl Reader<'_> {
    pub(super) fn example(&mut self, lines: Lines<'_>) {
        self.read_ahead(Rule::example, lines);
        let problems = self.diagnostics.len();
        let clauses = layout::marked(lines);
        let Some((title_lines, rest)) = clauses.split_first() else { return };
        let title = self.read(Rule::example_title, title_lines, EXAMPLE, Self::text_of);
        let (mut profile, mut given, mut then) = (None, Vec::new(), Vec::new());
        for clause in rest {
            match self.first_word(clause) {
                "profile" => {
                    let text = self.read(Rule::example_profile, clause, EXAMPLE, Self::text_of);
                    self.once(&mut profile, text, clause);
                }
                "given" => given.extend(self.given(clause)),
                "then" => then.extend(self.then(clause)),
                _ => self.misplaced(clause, EXAMPLE),
            }
        }
        if self.diagnostics.len() == problems && self.unclosed.is_none() {
            let range = layout::range(title_lines);
            if profile.is_none() {
                self.report(Code::MissingClause, range.clone(), "this example has no `profile`")
                    .help
                    .push("name the profile it starts from: `profile \"profiles/strong.yaml\"`".to_owned());
            }
            if then.is_empty() {
                self.report(Code::MissingClause, range, "this example expects nothing")
                    .help
                    .push("write what must come out: `then cycle-length is unmet`".to_owned());
            }
        }
        if let (Some(title), Some(profile)) = (title, profile) {
            let span = self.lines_span(lines);
            let example = Example { span, title, profile, given, then };
            self.syntax.declarations.push(Declaration::Example(Arc::new(example)));
        }
    }

    fn given(&mut self, lines: Lines<'_>) -> Option<Given> {
        let span = self.lines_span(lines);
        self.read(Rule::given, lines, EXAMPLE, |reader, parts| {
            let path = reader.word(parts.clone(), Rule::given_path)?;
            let value = if find(&parts, Rule::k_unanswered).is_some() {
                GivenValue::Unanswered
            } else if find(&parts, Rule::k_empty).is_some() {
                GivenValue::Empty
            } else {
                let values = parts.filter(|part| part.as_rule() == Rule::given_value);
                GivenValue::Values(values.map(|value| reader.given_value(&value)).collect())
            };
            Some(Given { span, path, value })
        })
    }

    /// A value as a profile would write it: a text without its quotes, anything else with single blanks.
    fn given_value(&mut self, pair: &super::Pair<'_>) -> Name {
        if pair.as_str().starts_with('"') {
            return self.quoted(pair);
        }
        let words: Vec<&str> = pair.as_str().split_ascii_whitespace().collect();
        Name::new(words.join(" "), self.span(pair))
    }

    fn then(&mut self, lines: Lines<'_>) -> Option<Then> {
        let span = self.lines_span(lines);
        self.read(Rule::then, lines, EXAMPLE, |reader, mut parts| {
            let claim = parts.next()?;
            let inner = claim.clone().into_inner();
            let kind = match claim.as_rule() {
                Rule::then_award => ThenKind::Award(reader.word(inner, Rule::id)?),
                Rule::then_bound => {
                    let bound = if find(&inner, Rule::k_most).is_some() { Bound::AtMost } else { Bound::AtLeast };
                    let percent = reader.percent(&inner)?;
                    match find(&inner, Rule::k_score) {
                        Some(_) => ThenKind::Score(bound, percent),
                        None => ThenKind::Evidenced(bound, percent),
                    }
                }
                _ => {
                    let id = reader.word(inner.clone(), Rule::id)?;
                    ThenKind::Verdict(id, reader.verdict(&find(&inner, Rule::verdict)?)?)
                }
            };
            Some(Then { span, kind })
        })
    }

    fn verdict(&mut self, pair: &super::Pair<'_>) -> Option<Name> {
        let verdict = self.given_value(pair);
        if words::VERDICTS.contains(&verdict.value.as_str()) {
            return Some(verdict);
        }
        let help = match words::meant(&verdict.value, words::VERDICTS) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the verdicts are {}", words::ticked(words::VERDICTS)),
        };
        self.report(Code::Syntax, verdict.span.range(), format!("`{}` is no verdict", verdict.value)).help.push(help);
        None
    }
}
