//! What a case expects.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{AwardId, CriterionId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::source::{Span, Spanned};
use kitemark_dsl::syntax::{Name, Obligation};
use kitemark_dsl::value::{Kind, Literal, Number};
use kitemark_eval::profile::document::{Entry, Node, NodeKind};
use kitemark_eval::scorecard::Verdict;

use super::Reader;
use crate::case::{Expectation, Expected, Limit, Share};

const CRITERION_KEYS: [&str; 4] = ["verdict", "credit", "finding", "observed"];
const ENDS: [&str; 2] = ["low", "high"];

impl Reader<'_> {
    pub(super) fn expectations(&mut self, node: &Node) -> Vec<Expectation> {
        let entries = self.mapping(node, "expect");
        if entries.is_empty() && matches!(node.kind, NodeKind::Mapping(_)) {
            let help = "say what must come out: `expect: {cycle-length: unmet}`";
            self.problem(Code::CaseForm, node.span, "this case expects nothing", help);
        }
        let mut expectations = Vec::new();
        for Entry { key, value } in entries {
            let expected = match key.value.as_str() {
                "award" => self.award(value).map(Expected::Award),
                "provisional" => self.award(value).map(Expected::Provisional),
                "score" => self.share(value).map(Expected::Score),
                "evidenced" => self.share(value).map(Expected::Evidenced),
                "flags" => self.flags(value).map(Expected::Flags),
                "caps" => self.caps(value).map(Expected::Caps),
                "principles" => {
                    expectations.extend(self.principles(value));
                    continue;
                }
                _ => {
                    expectations.extend(self.criterion(key, value));
                    continue;
                }
            };
            expectations.extend(expected.map(|expected| self.expectation(expected, value.span)));
        }
        expectations
    }

    fn expectation(&self, expected: Expected, span: Span) -> Expectation {
        Expectation { expected, at: self.place(self.document.first_line(span)) }
    }

    /// A verdict, or a mapping with more of a criterion.
    fn criterion(&mut self, id: &Name, node: &Node) -> Vec<Expectation> {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            return self.verdict(id, node).into_iter().collect();
        }
        let found = self.claims.criterion(id);
        let Some(criterion) = self.kept(found) else { return Vec::new() };
        self.keys(node, "what is expected of a criterion", &CRITERION_KEYS);
        let mut expectations: Vec<Expectation> =
            node.get("verdict").and_then(|verdict| self.verdict(id, verdict)).into_iter().collect();
        if let Some(credit) = node.get("credit") {
            let share = self.share(credit);
            expectations.extend(share.map(|share| self.expectation(Expected::Credit(criterion, share), credit.span)));
        }
        let name = node.get("finding").and_then(|finding| self.text(finding, "the name of a finding"));
        let observed = node.get("observed").and_then(|observed| self.text(observed, "an observed value"));
        if let Some(span) = name.as_ref().or(observed.as_ref()).map(|written| written.span) {
            let (name, observed) = (name.map(|name| name.value), observed.map(|observed| observed.value));
            expectations.push(self.expectation(Expected::Finding { criterion, name, observed }, span));
        }
        if node.entries().is_empty() {
            let help = "write a verdict, such as `unmet`";
            self.problem(Code::CaseExpectation, node.span, "nothing is expected of this criterion", help);
        }
        expectations
    }

    fn verdict(&mut self, id: &Name, node: &Node) -> Option<Expectation> {
        let words = self.text(node, "a verdict")?;
        let Some(verdict) = Verdict::parse(&words.value) else {
            let known = Verdict::ALL.map(Verdict::words);
            let message = format!("`{}` is no verdict", words.value);
            let diagnostic = Diagnostic::at(Code::CaseExpectation, message, self.document.sources(), words.span, "")
                .with_suggestion(&words.value, known);
            let diagnostic = match diagnostic.help.is_empty() {
                true => diagnostic.with_help(format!("the verdicts are {}", known.join(", "))),
                false => diagnostic,
            };
            self.file.problems.push(diagnostic);
            return None;
        };
        let found = self.claims.verdict(id, &words);
        let criterion = self.kept(found)?;
        Some(self.expectation(Expected::Verdict(criterion, verdict), node.span))
    }

    fn award(&mut self, node: &Node) -> Option<Option<AwardId>> {
        let name = self.text(node, "an award, or `none`")?;
        let found = self.claims.award(&name);
        self.kept(found)
    }

    fn principles(&mut self, node: &Node) -> Vec<Expectation> {
        let mut expectations = Vec::new();
        for Entry { key, value } in self.mapping(node, "principles") {
            let found = self.claims.principle(key);
            let (principle, share) = (self.kept(found), self.share(value));
            if let (Some(principle), Some(share)) = (principle, share) {
                expectations.push(self.expectation(Expected::Principle(principle, share), value.span));
            }
        }
        expectations
    }

    fn flags(&mut self, node: &Node) -> Option<BTreeSet<CriterionId>> {
        self.set(node, "flags", |reader, name| {
            let found = reader.claims.criterion(name);
            let id = reader.kept(found)?;
            let criterion = reader.charter.criteria().get(id.index())?;
            if criterion.syntax.obligation != Obligation::Flag {
                let message = format!("`{}` is no flag", name.value);
                let help = "only criteria with a `flag` clause are raised";
                reader.problem(Code::CaseExpectation, name.span, message, help);
                return None;
            }
            Some(id)
        })
    }

    fn caps(&mut self, node: &Node) -> Option<BTreeSet<Option<AwardId>>> {
        self.set(node, "caps", |reader, name| {
            let found = reader.claims.award(name);
            let award = reader.kept(found)?;
            if reader.charter.limits().iter().all(|limit| limit.to != award) {
                let message = format!("no limit of the charter caps at `{}`", name.value);
                reader.problem(Code::CaseExpectation, name.span, message, "name the award of a `limit to`");
                return None;
            }
            Some(award)
        })
    }

    /// A list in which order does not matter.
    fn set<T: Ord>(
        &mut self,
        node: &Node,
        key: &str,
        mut item: impl FnMut(&mut Self, &Name) -> Option<T>,
    ) -> Option<BTreeSet<T>> {
        if !matches!(node.kind, NodeKind::Sequence(_)) {
            let message = format!("`{key}` is a list, but this is {}", node.description());
            let help = format!("write `{key}: [a, b]`, or `{key}: []` where there is none");
            self.problem(Code::CaseForm, self.document.first_line(node.span), message, help);
            return None;
        }
        let mut items = BTreeSet::new();
        for node in node.items() {
            let name = self.text(node, "a name")?;
            items.insert(item(self, &name)?);
        }
        Some(items)
    }

    /// `at least 60%`, `61.2%`, `none`, or `{low: 61.2%, high: at most 70%}`.
    fn share(&mut self, node: &Node) -> Option<Share> {
        match &node.kind {
            NodeKind::Scalar { text, .. } if text == "none" => Some(Share::Nothing),
            NodeKind::Mapping(entries) if !entries.is_empty() => {
                self.keys(node, "a share", &ENDS);
                let [low, high] = ENDS.map(|end| node.get(end).map(|limit| self.limit(limit)));
                // An end that is there but cannot be read has been reported.
                match (low, high) {
                    (Some(None), _) | (_, Some(None)) | (None, None) => None,
                    (low, high) => Some(Share::Ends { low: low.flatten(), high: high.flatten() }),
                }
            }
            _ => {
                let limit = self.limit(node)?;
                // A bound speaks of what is sure; a plain percentage of both ends.
                let high = matches!(limit, Limit::Shown(..)).then(|| limit.clone());
                Some(Share::Ends { low: Some(limit), high })
            }
        }
    }

    fn limit(&mut self, node: &Node) -> Option<Limit> {
        let written = self.text(node, "a percentage")?;
        let bounds = [("at least ", true), ("at most ", false)];
        let bound = bounds.into_iter().find_map(|(words, least)| Some((written.value.strip_prefix(words)?, least)));
        let percent = bound.map_or(written.value.as_str(), |(percent, _)| percent);
        let share = self.percent(percent, written.span)?;
        Some(match bound {
            Some((_, true)) => Limit::AtLeast(share),
            Some((_, false)) => Limit::AtMost(share),
            None => Limit::Shown(share, places(percent)),
        })
    }

    fn percent(&mut self, text: &str, span: Span) -> Option<Number> {
        match Literal::read_as(text, &Kind::Percent) {
            Ok(Literal::Percent(share)) => {
                let share = self.claims.share(&Spanned::new(share, span));
                self.kept(share)
            }
            read => {
                let help = read.err().and_then(|error| error.help);
                let help = help.unwrap_or_else(|| "write `at least 60%`, `at most 60%` or `61.2%`".to_owned());
                self.problem(Code::CaseExpectation, span, format!("`{text}` is no percentage"), help);
                None
            }
        }
    }

    /// What was found, or none with its problem reported.
    fn kept<T>(&mut self, found: Result<T, Diagnostic>) -> Option<T> {
        found.map_err(|problem| self.file.problems.push(problem)).ok()
    }
}

/// How many places a percentage is written with.
fn places(percent: &str) -> u32 {
    let decimals = percent.split_once('.').map_or("", |(_, decimals)| decimals.trim_end_matches(['%', ' ']));
    u32::try_from(decimals.len()).unwrap_or(u32::MAX)
}
