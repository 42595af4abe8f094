//! The moderated decision of two reviews: what they agree on, and what is left to decide.

use kitemark_dsl::diagnostic::Diagnostic;

use super::agree::{View, paired};
use super::sheet::{ClaimLines, Sheet, VerdictLines};
use super::{ClaimEntry, Review, VerdictEntry};
use crate::engine::Engine;
use crate::profile::yaml::scalar;

impl Engine {
    /// The review in which a moderator brings two reviews together, as text.
    ///
    /// What both decided the same is decided so; the rest is left open, with both views beside it. Until it is decided, it
    /// stands as submitted. `file` is the name of the profile's file.
    ///
    /// # Errors
    ///
    /// Reviews of different profiles, or by another charter.
    pub fn moderate(
        &self,
        first: &Review,
        second: &Review,
        moderator: &str,
        file: &str,
    ) -> Result<String, Vec<Diagnostic>> {
        self.comparable(first, second)?;
        let mut sheet = Sheet::new(&format!(
            "What {} and {} found in {}, brought together by {moderator}.",
            first.reviewer, second.reviewer, first.profile.name
        ));
        sheet.comment(
            0,
            "Where they agree, their decision stands. What they see differently comes first: decide between them.",
        );
        sheet.head(moderator, &self.charter, (file, &first.profile.sha256.value));
        sheet.line(0, "moderates", "");
        for review in [first, second] {
            sheet.line(2, "- reviewer", &scalar(&review.reviewer));
            sheet.line(4, "sha256", &review.sha256);
        }
        let names = [first.reviewer.as_str(), second.reviewer.as_str()];
        let mut claims = paired(&first.claims, &second.claims, |entry| &entry.claim.value);
        claims.sort_by_key(|pair| self.accord(*pair));
        let reasons: Vec<Option<String>> = claims.iter().map(|pair| joined(names, pair.map(reason_of_claim))).collect();
        let lines =
            claims.iter().zip(&reasons).filter_map(|(pair, reason)| self.claim_lines(names, *pair, reason.as_deref()));
        sheet.claims(lines);
        let verdicts = paired(&first.verdicts, &second.verdicts, |entry| &entry.criterion.value);
        let reasons: Vec<Option<String>> =
            verdicts.iter().map(|pair| joined(names, pair.map(reason_of_verdict))).collect();
        let lines =
            verdicts.iter().zip(&reasons).filter_map(|(pair, reason)| verdict_lines(names, *pair, reason.as_deref()));
        sheet.verdicts(lines);
        Ok(sheet.finish())
    }

    fn accord(&self, pair: [Option<&ClaimEntry>; 2]) -> Accord {
        match pair.map(|entry| entry.and_then(|entry| self.category(entry))) {
            [Some(one), Some(other)] if one == other => Accord::Agreed,
            [Some(_), Some(_)] => Accord::Apart,
            [None, None] => Accord::Undecided,
            _ => Accord::OneAlone,
        }
    }

    fn claim_lines<'a>(
        &self,
        names: [&str; 2],
        pair: [Option<&'a ClaimEntry>; 2],
        reason: Option<&'a str>,
    ) -> Option<ClaimLines<'a>> {
        let entry = pair[0].or(pair[1])?;
        let accord = self.accord(pair);
        let agreed = accord == Accord::Agreed;
        let views = pair.map(|entry| entry.map(ClaimEntry::view));
        Some(ClaimLines {
            comments: if accord < Accord::Agreed { told(names, views, "not decided") } else { Vec::new() },
            claim: &entry.claim.value,
            submitted: pair.iter().flatten().find_map(|entry| entry.said()),
            evidence: entry.evidence.clone(),
            decision: entry.decision.as_ref().filter(|_| agreed),
            reason: reason.filter(|_| agreed),
        })
    }
}

/// How two reviewers stand on a claim; what is left to decide first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Accord {
    Apart,
    OneAlone,
    Agreed,
    Undecided,
}

fn verdict_lines<'a>(
    names: [&str; 2],
    pair: [Option<&'a VerdictEntry>; 2],
    reason: Option<&'a str>,
) -> Option<VerdictLines<'a>> {
    let entry = pair[0].or(pair[1])?;
    let [one, other] = pair.map(|entry| entry.and_then(VerdictEntry::decided));
    let agreed = one.is_some() && one == other;
    let views = pair.map(|entry| entry.map(VerdictEntry::view));
    Some(VerdictLines {
        comments: if agreed { Vec::new() } else { told(names, views, "as the rules say") },
        criterion: &entry.criterion.value,
        ruling: entry.ruling.as_ref().filter(|_| agreed),
        reason: reason.filter(|_| agreed),
    })
}

/// Both views, each behind its name.
fn told(names: [&str; 2], views: [Option<View>; 2], silence: &str) -> Vec<String> {
    let view = |(name, view): (&str, Option<View>)| {
        format!("{name}: {}", view.map_or_else(|| silence.to_owned(), |view| view.to_string()))
    };
    names.into_iter().zip(views).map(view).collect()
}

fn reason_of_claim(entry: Option<&ClaimEntry>) -> Option<&str> {
    entry.and_then(|entry| entry.reason.as_deref())
}

fn reason_of_verdict(entry: Option<&VerdictEntry>) -> Option<&str> {
    entry.and_then(|entry| entry.reason.as_deref())
}

/// One reason where both say the same, or only one says something; else both, each behind its name.
fn joined(names: [&str; 2], reasons: [Option<&str>; 2]) -> Option<String> {
    match reasons {
        [Some(one), Some(other)] if one != other => Some(format!("{}: {one} / {}: {other}", names[0], names[1])),
        [one, other] => one.or(other).map(str::to_owned),
    }
}
