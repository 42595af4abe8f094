//! Writing a review for a person to go on with: YAML, with comments that cannot be left.

use std::fmt::Write as _;

use kitemark_dsl::charter::Charter;
use kitemark_dsl::visible::visible;

use super::{Correction, Decision, FORMAT, Ruling};
use crate::profile::document::Change;
use crate::profile::yaml::{flow, scalar};

const HOW_TO: &str = "\
For each claim write a decision:
  accept   the evidence given bears it out
  reject   it does not: nothing then proves the claim. Say why under `reason`
  correct  the evidence says something else: add `value: …`, as a profile would. Say why
What is left empty stands as submitted.";

const HOW_TO_OVERRIDE: &str = "\
To decide a verdict yourself, whatever the rules say, list it below with your reason:
  - criterion: ID
    verdict: met  (or unmet, not applicable, partly met with `credit: 40%`; of a flag raised or clear)
    reason: …";

/// A review on its way to text.
pub(super) struct Sheet {
    out: String,
}

/// What is written of a claim.
pub(super) struct ClaimLines<'a> {
    pub(super) comments: Vec<String>,
    pub(super) claim: &'a str,
    pub(super) submitted: Option<&'a str>,
    pub(super) evidence: Vec<String>,
    pub(super) decision: Option<&'a Decision>,
    pub(super) reason: Option<&'a str>,
}

/// What is written of a verdict.
pub(super) struct VerdictLines<'a> {
    pub(super) comments: Vec<String>,
    pub(super) criterion: &'a str,
    pub(super) ruling: Option<&'a Ruling>,
    pub(super) reason: Option<&'a str>,
}

impl Sheet {
    pub(super) fn new(title: &str) -> Self {
        let mut sheet = Self { out: String::new() };
        sheet.comment(0, title);
        sheet
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// The head: who reviews, and what.
    pub(super) fn head(&mut self, reviewer: &str, charter: &Charter, profile: (&str, &str)) {
        HOW_TO.lines().for_each(|line| self.comment(0, line));
        self.gap();
        self.line(0, "review", FORMAT);
        self.line(0, "reviewer", &scalar(reviewer));
        self.line(0, "charter", "");
        self.line(2, "id", &scalar(charter.id()));
        self.line(2, "edition", &scalar(charter.edition()));
        self.line(2, "sha256", charter.sha256());
        self.line(0, "profile", "");
        self.line(2, "file", &scalar(profile.0));
        self.line(2, "sha256", profile.1);
    }

    /// A comment; it stays one, whatever it says.
    pub(super) fn comment(&mut self, indent: usize, text: &str) {
        // Line ends become spaces.
        let text = format!("{:indent$}# {}", "", visible(text));
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A key with a value that is YAML already.
    pub(super) fn line(&mut self, indent: usize, key: &str, value: &str) {
        let line = format!("{:indent$}{key}: {value}", "");
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{}", line.trim_end());
    }

    pub(super) fn claims<'a>(&mut self, claims: impl IntoIterator<Item = ClaimLines<'a>>) {
        self.gap();
        self.line(0, "claims", "");
        claims.into_iter().for_each(|claim| self.claim(&claim));
    }

    fn claim(&mut self, lines: &ClaimLines<'_>) {
        self.gap();
        lines.comments.iter().for_each(|comment| self.comment(2, comment));
        self.line(2, "- claim", &scalar(lines.claim));
        self.line(4, "submitted", &lines.submitted.map(scalar).unwrap_or_default());
        self.line(4, "evidence", if lines.evidence.is_empty() { "[]" } else { "" });
        for document in &lines.evidence {
            // Writing to a string cannot fail.
            let _ = writeln!(self.out, "      - {}", scalar(document));
        }
        self.line(4, "decision", lines.decision.map_or("", |decision| decision.kind().word()));
        if let Some(Decision::Correct(correction)) = lines.decision {
            self.line(4, "value", &correction.yaml());
        }
        self.line(4, "reason", &lines.reason.map(scalar).unwrap_or_default());
    }

    pub(super) fn verdicts<'a>(&mut self, verdicts: impl IntoIterator<Item = VerdictLines<'a>>) {
        self.gap();
        HOW_TO_OVERRIDE.lines().for_each(|line| self.comment(0, line));
        self.line(0, "verdicts", "");
        verdicts.into_iter().for_each(|verdict| self.verdict(&verdict));
    }

    fn verdict(&mut self, lines: &VerdictLines<'_>) {
        self.gap();
        lines.comments.iter().for_each(|comment| self.comment(2, comment));
        self.line(2, "- criterion", &scalar(lines.criterion));
        self.line(4, "verdict", lines.ruling.map_or("", |ruling| ruling.verdict.words()));
        if let Some(credit) = lines.ruling.and_then(|ruling| ruling.credit) {
            self.line(4, "credit", &scalar(&kitemark_dsl::value::percent(credit)));
        }
        self.line(4, "reason", &lines.reason.map(scalar).unwrap_or_default());
    }
}

impl Correction {
    fn yaml(&self) -> String {
        match &self.value {
            Change::Scalar(text) => scalar(text),
            Change::Sequence(texts) => flow(texts),
            Change::Empty | Change::Remove | Change::Record => "[]".to_owned(),
        }
    }
}
