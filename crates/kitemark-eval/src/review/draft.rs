//! Beginning a review: every claim to check, with its evidence and what hangs on it.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;

use super::claims::{Claim, Feed};
use super::sheet::{ClaimLines, Sheet, VerdictLines};
use super::{ClaimEntry, Review};
use crate::assessment::Assessment;
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::profile::bind::Bound;
use crate::profile::document::Document;
use crate::profile::evidence::Evidence;
use crate::profile::facts::Facts;
use crate::profile::yaml::Limits;
use crate::survey::Rule;

/// So many criteria are named with each claim; the rest are counted.
const MOST_FEEDS: usize = 6;

/// A review that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Begun {
    /// Its text.
    pub text: String,
    /// How many claims it lists.
    pub claims: usize,
    /// How many decisions of the earlier review it keeps.
    pub kept: usize,
    /// The claims and criteria whose decisions have to be made again: the profile says something else, or gives other evidence.
    pub reopened: Vec<String>,
    /// The claims decided on that the profile does not make any more.
    pub gone: Vec<String>,
    /// What is wrong with the profile.
    pub diagnostics: Vec<Diagnostic>,
}

impl Engine {
    /// Begins the review of a profile: a text for a person to fill in. `file` is the name of the profile's file.
    ///
    /// The claims come as [`Engine::claims`] orders them. Of an `earlier` review every decision is kept whose claim says what it
    /// said and rests on the evidence it had; other decisions are shown as comments, to be made again.
    ///
    /// # Errors
    ///
    /// A profile without a day, and one with so many claims that their review could not be read again.
    pub fn begin_review(
        &self,
        document: &Document,
        reviewer: &str,
        file: &str,
        earlier: Option<&Review>,
    ) -> Result<Begun, Vec<Diagnostic>> {
        let Bound { facts, diagnostics } = self.bind(document, None)?;
        let mut claims = self.claims(&facts);
        let listed: BTreeSet<String> = claims.iter().map(|claim| claim.path.clone()).collect();
        let decided: BTreeMap<&str, &ClaimEntry> = earlier.map(decisions).unwrap_or_default();
        let missing: Vec<&str> = decided.keys().copied().filter(|path| !listed.contains(*path)).collect();
        let unread = self.claims_at(&facts, &missing);
        let found: BTreeSet<String> = unread.iter().map(|claim| claim.path.clone()).collect();
        claims.extend(unread);

        let mut draft = Draft { engine: self, assessment: self.assess(&facts), kept: 0, reopened: Vec::new() };
        let subject = facts.subject().map(|subject| format!(" ({subject})")).unwrap_or_default();
        let (title, edition) = (self.charter.title(), self.charter.edition());
        let mut sheet = Sheet::new(&format!("A review of {file}{subject} by \"{title}\", edition {edition}."));
        sheet.comment(
            0,
            "Claims come by what hangs on them: first those that decide a must or a cap, then by their share of the score.",
        );
        sheet.head(reviewer, &self.charter, (file, &document.sha256()));
        let lines: Vec<_> =
            claims.iter().map(|claim| draft.claim(claim, decided.get(claim.path.as_str()).copied())).collect();
        sheet.claims(lines);
        let verdicts: Vec<_> = earlier.iter().flat_map(|review| draft.verdicts(review)).collect();
        sheet.verdicts(verdicts);
        let gone = missing.into_iter().filter(|path| !found.contains(*path)).map(str::to_owned).collect();
        let text = sheet.finish();
        let most = Limits::default().bytes;
        if text.len() > most {
            let message =
                format!("the review of `{file}` would have {} bytes; {most} are the most that are read", text.len());
            let help = "split the profile into several, each with its review";
            return Err(vec![Diagnostic::new(Code::LimitExceeded, message).with_help(help)]);
        }
        Ok(Begun { text, claims: claims.len(), kept: draft.kept, reopened: draft.reopened, gone, diagnostics })
    }

    /// The claims with these paths, whether a criterion reads them or not.
    fn claims_at<'f>(&self, facts: &'f Facts, paths: &[&str]) -> Vec<Claim<'f>> {
        if paths.is_empty() {
            return Vec::new();
        }
        let cells = 0..u32::try_from(facts.cells.len()).unwrap_or(u32::MAX);
        let claims = cells.filter(|cell| facts.is_claim(*cell));
        let wanted = claims.filter(|cell| paths.contains(&facts.path(&self.program.layouts, *cell).as_str()));
        wanted.map(|cell| self.claim(facts, cell, Vec::new())).collect()
    }
}

/// What a review decided, by claim.
fn decisions(review: &Review) -> BTreeMap<&str, &ClaimEntry> {
    let decided = review.claims.iter().filter(|entry| entry.decision.is_some());
    decided.map(|entry| (entry.claim.value.as_str(), entry)).collect()
}

struct Draft<'e> {
    engine: &'e Engine,
    assessment: Assessment,
    kept: usize,
    reopened: Vec<String>,
}

impl Draft<'_> {
    fn claim<'a>(&mut self, claim: &'a Claim<'_>, earlier: Option<&'a ClaimEntry>) -> ClaimLines<'a> {
        let evidence: Vec<String> = claim.evidence.iter().map(|document| self.document(document)).collect();
        let mut comments = self.stakes(claim);
        let is_as_it_was = |entry: &&ClaimEntry| {
            entry.submitted.as_ref().is_some_and(|said| said.value == claim.submitted) && entry.evidence == evidence
        };
        let kept = earlier.filter(is_as_it_was);
        match (earlier, kept) {
            (Some(_), Some(_)) => self.kept += 1,
            (Some(entry), None) => {
                self.reopened.push(claim.path.clone());
                let said = match entry.said() {
                    Some(said) if said == claim.submitted => ", on other evidence".to_owned(),
                    Some(said) => format!(", when it said {said}"),
                    None => String::new(),
                };
                comments.push(format!("before   {}{said}", entry.view()));
            }
            (None, _) => {}
        }
        ClaimLines {
            comments,
            claim: &claim.path,
            submitted: Some(&claim.submitted),
            evidence,
            decision: kept.and_then(|entry| entry.decision.as_ref()),
            reason: kept.and_then(|entry| entry.reason.as_deref()),
        }
    }

    /// The verdicts that an earlier review decided; the criteria may read something else now.
    fn verdicts<'a>(&mut self, earlier: &'a Review) -> Vec<VerdictLines<'a>> {
        let mut verdicts = Vec::new();
        for entry in earlier.verdicts.iter().filter(|entry| entry.ruling.is_some()) {
            let criterion = entry.criterion.value.as_str();
            let Some((id, _)) = self.engine.charter.criterion(criterion) else { continue };
            let now = self.assessment.verdict(id).map_or("", |verdict| verdict.words());
            self.reopened.push(criterion.to_owned());
            let comments = vec![format!("now      {now}"), format!("before   {}", entry.view())];
            verdicts.push(VerdictLines { comments, criterion, ruling: None, reason: None });
        }
        verdicts
    }

    /// What hangs on a claim, and where it stands.
    fn stakes(&self, claim: &Claim<'_>) -> Vec<String> {
        let (decides, read): (Vec<&Feed>, Vec<&Feed>) = claim.feeds.iter().partition(|feed| feed.is_decisive);
        let place = match &claim.place {
            Some(place) => format!("line {}", place.line),
            None => "silence, which is an answer here".to_owned(),
        };
        let stake = claim.stake();
        let stake = (!stake.is_zero()).then(|| format!("{} of the score rests on it", share(&stake)));
        let gate = claim.decides_a_gate().then(|| "decides a must or a cap".to_owned());
        let mut comments = vec![[Some(place), gate, stake].into_iter().flatten().collect::<Vec<_>>().join(" · ")];
        comments.extend(self.named("decides", &decides));
        comments.extend(self.named("read by", &read));
        comments
    }

    /// The first few rules, one a line.
    fn named(&self, label: &str, feeds: &[&Feed]) -> Vec<String> {
        let rules = feeds.iter().take(MOST_FEEDS).filter_map(|feed| self.rule(feed));
        let label = |at| if at == 0 { label } else { "" };
        let mut lines: Vec<String> = rules.enumerate().map(|(at, rule)| format!("{:<8} {rule}", label(at))).collect();
        if let Some(more) = feeds.len().checked_sub(MOST_FEEDS).filter(|more| *more > 0) {
            lines.push(format!("{:<8} and {more} more", ""));
        }
        lines
    }

    /// `cycle-length (must, 7.2%; now met)`, `the cap to silver (now does not bite)`.
    fn rule(&self, feed: &Feed) -> Option<String> {
        let charter = &self.engine.charter;
        Some(match feed.rule {
            Rule::Criterion(id) => {
                let criterion = charter.criteria().get(id.index())?;
                let weight = if feed.share.is_zero() { String::new() } else { format!(", {}", share(&feed.share)) };
                let obligation = criterion.syntax.obligation.word();
                format!("{} ({obligation}{weight}; now {})", criterion.id(), self.assessment.verdict(id)?.words())
            }
            Rule::Limit(at) => {
                let bites = match self.assessment.caps().get(at)? {
                    Some(true) => "bites",
                    Some(false) => "does not bite",
                    None => "is open",
                };
                format!("the cap to {} ({bites})", charter.limits().get(at)?.syntax.to.value)
            }
        })
    }

    /// A document on one line: `ev-contract, primary: contract, "DN-4471 sched 2", dated 2024-11-04`.
    fn document(&self, document: &Evidence) -> String {
        let grade = document.grade.and_then(|grade| self.engine.charter.grades().get(grade.index()));
        let grade = grade.map(|grade| format!(", {grade}")).unwrap_or_default();
        let kind = document.kind.clone().filter(|kind| Some(kind) != document.reference.as_ref());
        let parts = [
            kind,
            document.reference.clone(),
            document.dated.as_ref().map(|day| format!("dated {day}")),
            document.url.clone(),
            document.declared_interest.as_ref().map(|interest| format!("declared interest: {interest}")),
        ];
        format!("{}{grade}: {}", document.id, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

fn share(fraction: &Fraction) -> String {
    fraction.percent(1)
}
