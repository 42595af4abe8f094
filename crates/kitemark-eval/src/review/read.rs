//! Reading a review file: everything wrong with it is told in one go, each mistake with its place.

use std::collections::BTreeMap;

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::problems::Problems;
use kitemark_dsl::source::{Span, Spanned};
use kitemark_dsl::value::{Kind, Literal, Number};

use super::{ClaimDecision, ClaimEntry, Correction, Decision, FORMAT, Moderated, Review, Ruling, Sealed, VerdictEntry};
use crate::profile::document::{Change, Document, Node, NodeKind};
use crate::profile::yaml::{self, Limits};
use crate::scorecard::Verdict;

const KEYS: [&str; 7] = ["review", "reviewer", "charter", "profile", "moderates", "claims", "verdicts"];
const CLAIM_KEYS: [&str; 6] = ["claim", "submitted", "evidence", "decision", "value", "reason"];
const VERDICT_KEYS: [&str; 4] = ["criterion", "verdict", "credit", "reason"];

/// The verdicts that a reviewer can give.
const RULINGS: [Verdict; 6] =
    [Verdict::Met, Verdict::Partly, Verdict::Unmet, Verdict::NotApplicable, Verdict::Raised, Verdict::Clear];

/// Reads a review. `name` is what diagnostics call it, usually a path.
///
/// # Errors
///
/// Everything wrong with it, in the order of the text. A review with a mistake is not applied at all: a decision that cannot be
/// read must not be passed over.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Review, Vec<Diagnostic>> {
    let document = yaml::read_any(yaml::decode(name, bytes, limits)?, limits)?;
    let mut reader = Reader { document: &document, problems: Problems::new(document.diagnostics().to_vec()) };
    let review = reader.review();
    match review {
        Some(review) if reader.problems.count() == 0 => Ok(review),
        _ => Err(reader.problems.sorted_by_key(|each| each.labels.first().map(|label| label.range.start))),
    }
}

struct Reader<'a> {
    document: &'a Document,
    problems: Problems,
}

impl Reader<'_> {
    fn review(&mut self) -> Option<Review> {
        let root = self.document.root();
        let format = root.get("review").and_then(Node::text);
        if format != Some(FORMAT) {
            let message = match format {
                Some(other) => format!("reviews of the format `{other}` are not known"),
                None => "this is no review".to_owned(),
            };
            let span = root.get("review").map_or(root.span, |node| node.span);
            let help =
                format!("a review says `review: {FORMAT}`; `kitemark review start PROFILE --reviewer NAME` begins one");
            self.problem(Code::ReviewForm, span, message, help);
            return None;
        }
        self.keys(root, "a review", &KEYS);
        let reviewer = self.required(root, "reviewer", "a review", "say who reviews: `reviewer: A. Name`");
        let charter = self.seal(root, "charter", "id", &["id", "edition", "sha256"]);
        let profile = self.seal(root, "profile", "file", &["file", "sha256"]);
        let moderates = self.items(root, "moderates").iter().filter_map(|node| self.moderated(node)).collect();
        let claims: Vec<_> = self.items(root, "claims").iter().filter_map(|node| self.claim(node)).collect();
        let verdicts: Vec<_> = self.items(root, "verdicts").iter().filter_map(|node| self.verdict(node)).collect();
        self.refuse_repeated(claims.iter().map(|entry| &entry.claim), "the claim");
        self.refuse_repeated(verdicts.iter().map(|entry| &entry.criterion), "the verdict of");
        Some(Review {
            sources: self.document.sources().clone(),
            sha256: self.document.sha256(),
            reviewer: reviewer?.value,
            charter: charter?,
            profile: profile?,
            moderates,
            claims,
            verdicts,
        })
    }

    /// What the review is of.
    fn seal(&mut self, root: &Node, key: &str, name: &str, keys: &[&str]) -> Option<Sealed> {
        let help = "`kitemark review start` writes it; a review without it cannot be held against anything";
        let Some(node) = root.get(key).filter(|node| node.kind != NodeKind::Null) else {
            self.problem(Code::ReviewForm, root.span, format!("a review without `{key}`"), help);
            return None;
        };
        self.mapping(node, key)?;
        self.keys(node, &format!("`{key}`"), keys);
        let name = self.text(node, name).map(|name| name.value).unwrap_or_default();
        let sha256 = self.digest(node, key)?;
        Some(Sealed { name, sha256 })
    }

    fn digest(&mut self, node: &Node, what: &str) -> Option<Spanned<String>> {
        let help = "a digest is 64 digits of 0-9 and a-f, as `kitemark review start` writes it";
        let digest = self.required(node, "sha256", &format!("`{what}`"), help)?;
        if digest.value.len() == 64 && digest.value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(Spanned::new(digest.value.to_lowercase(), digest.span));
        }
        self.problem(Code::ReviewForm, digest.span, format!("`{}` is no SHA-256 digest", digest.value), help);
        None
    }

    fn moderated(&mut self, node: &Node) -> Option<Moderated> {
        self.mapping(node, "an entry of `moderates`")?;
        self.keys(node, "an entry of `moderates`", &["reviewer", "sha256"]);
        let reviewer = self.required(node, "reviewer", "an entry of `moderates`", "say whose review it is")?.value;
        Some(Moderated { reviewer, sha256: self.digest(node, "moderates")?.value })
    }

    fn claim(&mut self, node: &Node) -> Option<ClaimEntry> {
        self.mapping(node, "an entry of `claims`")?;
        self.keys(node, "an entry of `claims`", &CLAIM_KEYS);
        let claim = self.required(node, "claim", "an entry of `claims`", "name the claim by its path")?;
        let reason = self.text(node, "reason").map(|reason| reason.value);
        let before = self.problems.count();
        let decision = self.text(node, "decision").and_then(|word| self.decision(node, &word, reason.is_some()));
        let is_sound = self.problems.count() == before;
        let value = node.get("value").filter(|value| value.kind != NodeKind::Null);
        if let Some(value) = value.filter(|_| is_sound && !matches!(decision, Some(Decision::Correct(_)))) {
            let help = "write `decision: correct` if the claim is corrected to it, or take the value out";
            self.problem(Code::ReviewDecision, value.span, "this value corrects nothing", help);
        }
        let evidence = self.items(node, "evidence").iter().filter_map(|item| item.text().map(str::to_owned)).collect();
        Some(ClaimEntry { claim, submitted: self.text(node, "submitted"), evidence, decision, reason })
    }

    fn decision(&mut self, node: &Node, word: &Spanned<String>, has_reason: bool) -> Option<Decision> {
        let Some(decision) = ClaimDecision::ALL.into_iter().find(|decision| decision.word() == word.value) else {
            let words = ClaimDecision::ALL.map(ClaimDecision::word);
            let message = format!("`{}` is no decision", word.value);
            let diagnostic = self.at(Code::ReviewDecision, word.span, message).with_suggestion(&word.value, words);
            self.problems.report(|| {
                diagnostic.with_help("decisions are accept, reject and correct; leave it empty while it is open")
            });
            return None;
        };
        if decision != ClaimDecision::Accept && !has_reason {
            let message = format!("a decision to {} without a reason", word.value);
            let help = "add `reason: …`: those who read the scorecard ask why";
            self.problem(Code::ReviewDecision, word.span, message, help);
        }
        Some(match decision {
            ClaimDecision::Accept => Decision::Accept,
            ClaimDecision::Reject => Decision::Reject,
            ClaimDecision::Correct => Decision::Correct(self.correction(node, word.span)?),
        })
    }

    fn correction(&mut self, node: &Node, decision: Span) -> Option<Correction> {
        let help = "add `value: …`, written as in a profile";
        let Some(node) = node.get("value").filter(|value| value.kind != NodeKind::Null) else {
            self.problem(Code::ReviewDecision, decision, "a correction without a value", help);
            return None;
        };
        let texts: Option<Vec<String>> = node.items().iter().map(|item| item.text().map(str::to_owned)).collect();
        let value = match (&node.kind, texts) {
            (NodeKind::Scalar { text, .. }, _) => Change::Scalar(text.clone()),
            (NodeKind::Sequence(_), Some(texts)) => Change::Sequence(texts),
            _ => {
                let message = format!("a claim cannot be corrected to {}", node.description());
                let help = "a claim is a single value, or the values of a set as in `[one, another]`";
                self.problem(Code::ReviewDecision, node.span, message, help);
                return None;
            }
        };
        Some(Correction { value, span: node.span })
    }

    fn verdict(&mut self, node: &Node) -> Option<VerdictEntry> {
        self.mapping(node, "an entry of `verdicts`")?;
        self.keys(node, "an entry of `verdicts`", &VERDICT_KEYS);
        let criterion = self.required(node, "criterion", "an entry of `verdicts`", "name the criterion by its id")?;
        let reason = self.text(node, "reason").map(|reason| reason.value);
        let ruling = self.text(node, "verdict").and_then(|word| self.ruling(node, word, reason.is_some()));
        Some(VerdictEntry { criterion, ruling, reason })
    }

    fn ruling(&mut self, node: &Node, word: Spanned<String>, has_reason: bool) -> Option<Ruling> {
        let known = RULINGS.map(Verdict::words);
        let Some(verdict) = Verdict::parse(&word.value).filter(|verdict| RULINGS.contains(verdict)) else {
            let message = format!("`{}` is no verdict that a reviewer can give", word.value);
            let diagnostic = self.at(Code::ReviewVerdict, word.span, message).with_suggestion(&word.value, known);
            let help = format!("write {}; leave it empty while it is open", known.join(", "));
            self.problems.report(|| diagnostic.with_help(help));
            return None;
        };
        if !has_reason {
            let help = "add `reason: …`: a verdict that is not the rules' own has to be answered for";
            self.problem(Code::ReviewDecision, word.span, "a verdict overridden without a reason", help);
        }
        let credit = self.credit(node, verdict, word.span)?;
        Some(Ruling { verdict, credit, span: word.span })
    }

    /// The credit of what is partly met, and of nothing else. The outer none is for a mistake.
    fn credit(&mut self, node: &Node, verdict: Verdict, at: Span) -> Option<Option<Number>> {
        const HELP: &str = "write `credit: 40%`, more than 0% and less than 100%";
        match (self.text(node, "credit"), verdict) {
            (None, Verdict::Partly) => {
                self.problem(Code::ReviewVerdict, at, "`partly met` without its credit", HELP);
                None
            }
            (None, _) => Some(None),
            (Some(written), Verdict::Partly) => match Literal::read_as(&written.value, &Kind::Percent) {
                Ok(Literal::Percent(credit)) if credit > Number::ZERO && credit < Number::ONE => Some(Some(credit)),
                _ => {
                    let message = format!("`{}` is no partial credit", written.value);
                    self.problem(Code::ReviewVerdict, written.span, message, HELP);
                    None
                }
            },
            (Some(written), verdict) => {
                let message = format!("`{}` has no credit of its own", verdict.words());
                let help = "take the credit out, or write `verdict: partly met`";
                self.problem(Code::ReviewVerdict, written.span, message, help);
                None
            }
        }
    }

    fn refuse_repeated<'e>(&mut self, names: impl Iterator<Item = &'e Spanned<String>>, what: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            let Some(first) = seen.get(name.value.as_str()).copied() else {
                seen.insert(&name.value, name.span);
                continue;
            };
            let message = format!("{what} `{}` is decided on twice", name.value);
            let diagnostic =
                Diagnostic::at(Code::RepeatedDecision, message, self.document.sources(), name.span, "again")
                    .with_label(self.document.sources(), first, "first here")
                    .with_help("keep one of the two");
            self.problems.report(|| diagnostic);
        }
    }

    /// The items under a key; none where it is empty or missing.
    fn items<'n>(&mut self, root: &'n Node, key: &str) -> &'n [Node] {
        let Some(node) = root.get(key).filter(|node| node.kind != NodeKind::Null) else { return &[] };
        if !matches!(node.kind, NodeKind::Sequence(_)) {
            let message = format!("`{key}` is a list, but this is {}", node.description());
            self.problem(Code::ReviewForm, node.span, message, "begin every entry with `- `");
        }
        node.items()
    }

    fn mapping(&mut self, node: &Node, what: &str) -> Option<()> {
        if matches!(node.kind, NodeKind::Mapping(_)) {
            return Some(());
        }
        let message = format!("{what} is a mapping, but this is {}", node.description());
        self.problem(Code::ReviewForm, node.span, message, "write a key, a colon and a value on each line");
        None
    }

    fn required(&mut self, node: &Node, key: &str, what: &str, help: &str) -> Option<Spanned<String>> {
        let problems = self.problems.count();
        let text = self.text(node, key);
        if text.is_none() && self.problems.count() == problems {
            self.problem(Code::ReviewForm, node.span, format!("{what} without `{key}`"), help);
        }
        text
    }

    /// The text under a key; none where it is empty.
    fn text(&mut self, node: &Node, key: &str) -> Option<Spanned<String>> {
        let node = node.get(key).filter(|node| node.kind != NodeKind::Null)?;
        match node.text() {
            Some(text) => {
                Some(text.trim()).filter(|text| !text.is_empty()).map(|text| Spanned::new(text.to_owned(), node.span))
            }
            None => {
                let message = format!("`{key}` is a single value, but this is {}", node.description());
                self.problem(Code::ReviewForm, node.span, message, "write it on one line, in quotes if need be");
                None
            }
        }
    }

    fn keys(&mut self, node: &Node, what: &str, known: &[&str]) {
        self.document.refuse_other_keys(Code::ReviewKey, node, what, known, &mut self.problems);
    }

    fn at(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, message, self.document.sources(), self.document.first_line(span), "")
    }

    fn problem(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = self.at(code, span, message).with_help(help);
        self.problems.report(|| diagnostic);
    }
}
