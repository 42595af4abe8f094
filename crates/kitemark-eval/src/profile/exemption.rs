//! The exemptions that a profile asks for.

use kitemark_dsl::charter::{Charter, CriterionId};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::problems::Problems;
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::Obligation;
use kitemark_dsl::value::{Date, Kind, Literal};

use super::document::{Document, Node, NodeKind};

/// An exemption as asked for; which record it means is found when the profile's rows are known.
#[derive(Debug, Clone)]
pub(crate) struct Exemption {
    pub(crate) criterion: String,
    /// None if it cannot apply, for a reason that was reported.
    pub(crate) id: Option<CriterionId>,
    pub(crate) record: Option<String>,
    /// The record's first cell.
    pub(crate) row: Option<u32>,
    pub(crate) reason: String,
    pub(crate) expires: Option<Date>,
    pub(crate) coverage: u32,
    pub(crate) record_span: Span,
}

const KEYS: [&str; 5] = ["criterion", "record", "reason", "expires", "evidence"];

/// Reads the exemptions; coverage and rows are filled in by the binder. Each comes with its node.
pub(crate) fn read<'d>(
    charter: &Charter,
    document: &'d Document,
    problems: &mut Problems,
) -> Vec<(Exemption, &'d Node)> {
    let Some(node) = document.root().get("exemptions") else { return Vec::new() };
    let mut reader = Reader { charter, document, problems };
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().filter_map(|item| Some((reader.entry(item)?, item))).collect(),
        NodeKind::Null => Vec::new(),
        _ => {
            let message = format!("`exemptions` is a list, not {}", node.description());
            reader.report(
                Code::BadExemption,
                node.span,
                message,
                "not a list",
                "write `- {criterion: …, reason: …, expires: 2028-04-01, evidence: […]}`",
            );
            Vec::new()
        }
    }
}

struct Reader<'a> {
    charter: &'a Charter,
    document: &'a Document,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, span: Span, message: String, label: &str, help: &str) {
        self.problems.report(|| Diagnostic::at(code, message, self.document.sources(), span, label).with_help(help));
    }

    fn entry(&mut self, node: &Node) -> Option<Exemption> {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            let message = format!("an exemption is a mapping, not {}", node.description());
            self.report(
                Code::BadExemption,
                node.span,
                message,
                "not a mapping",
                "write `{criterion: …, reason: …, expires: …, evidence: […]}`",
            );
            return None;
        }
        self.document.refuse_other_keys(Code::UnknownKey, node, "an exemption", &KEYS, self.problems);
        let criterion = self.needed(node, "criterion", "name the criterion it is for")?;
        let reason = self.needed(node, "reason", "name a reason that the criterion allows")?;
        let expires = self.expires(node);
        let id = self.criterion(node, &criterion);
        let id = id.filter(|id| self.reason(node, *id, &reason));
        let record_span = node.get("record").map_or(node.span, |record| record.span);
        let record = node.get("record").and_then(Node::text).map(str::to_owned);
        Some(Exemption { criterion, id, record, row: None, reason, expires, coverage: 0, record_span })
    }

    fn needed(&mut self, node: &Node, key: &str, help: &str) -> Option<String> {
        let text = node.get(key).and_then(Node::text).filter(|text| !text.is_empty()).map(str::to_owned);
        if text.is_none() {
            self.report(Code::BadExemption, node.span, format!("an exemption without `{key}`"), "incomplete", help);
        }
        text
    }

    fn expires(&mut self, node: &Node) -> Option<Date> {
        let Some(written) = node.get("expires") else {
            self.report(
                Code::BadExemption,
                node.span,
                "an exemption without an end".into(),
                "no `expires`",
                "every exemption is dated: add `expires: 2028-04-01`, its last day",
            );
            return None;
        };
        match Literal::read_as(written.text().unwrap_or_default(), &Kind::Date) {
            Ok(Literal::Date(date)) => Some(date),
            Ok(_) => None,
            Err(error) => {
                self.report(
                    Code::BadExemption,
                    written.span,
                    error.message,
                    "not a date",
                    &error.help.unwrap_or_else(|| "write `2028-04-01`".into()),
                );
                None
            }
        }
    }

    fn criterion(&mut self, node: &Node, written: &str) -> Option<CriterionId> {
        let span = node.get("criterion").map_or(node.span, |value| value.span);
        match self.charter.criterion(written) {
            Some((id, criterion)) if criterion.syntax.obligation != Obligation::Flag => Some(id),
            Some(_) => {
                self.report(
                    Code::ExemptionCriterion,
                    span,
                    format!("`{written}` is a flag, which needs no exemption"),
                    "a flag",
                    "flags are never scored; remove the exemption",
                );
                None
            }
            None => {
                self.problems.report(|| {
                    let ids = self.charter.criteria().iter().map(kitemark_dsl::charter::Criterion::id);
                    let message = format!("no criterion is called `{written}`");
                    Diagnostic::at(
                        Code::ExemptionCriterion,
                        message,
                        self.document.sources(),
                        span,
                        "unknown criterion",
                    )
                    .with_suggestion(written, ids)
                    .with_help("the exemption is ignored")
                });
                None
            }
        }
    }

    fn reason(&mut self, node: &Node, id: CriterionId, reason: &str) -> bool {
        let Some(criterion) = self.charter.criteria().get(id.index()) else { return false };
        if criterion.waivable.iter().any(|allowed| allowed == reason) {
            return true;
        }
        let span = node.get("reason").map_or(node.span, |value| value.span);
        let help = if criterion.waivable.is_empty() {
            format!("`{}` cannot be waived; the exemption is ignored", criterion.id())
        } else {
            format!(
                "`{}` can be waived for {}; the exemption is ignored",
                criterion.id(),
                criterion.waivable.join(", ")
            )
        };
        self.problems.report(|| {
            let message = format!("`{reason}` is no reason to be exempt from `{}`", criterion.id());
            Diagnostic::at(Code::ExemptionReason, message, self.document.sources(), span, "not on the criterion's list")
                .with_suggestion(reason, criterion.waivable.iter().map(String::as_str))
                .with_help(help)
        });
        false
    }
}
