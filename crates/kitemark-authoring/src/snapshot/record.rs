//! What is kept of a scorecard.

use indexmap::IndexMap;
use kitemark_dsl::syntax::Obligation;
use kitemark_eval::fraction::Fraction;
use kitemark_eval::scorecard::{CriterionResult, Interval, Outcome, Scorecard, Verdict, and_more};
use serde::{Deserialize, Serialize};

use crate::case::reasons;

/// Places of a percentage: few enough to read, enough to notice a change of a weight.
const PLACES: u32 = 2;

/// A scorecard as it is kept: texts in the order of the charter.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<String>,
    pub(super) award: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) provisional: Option<String>,
    pub(super) score: String,
    pub(super) evidenced: String,
    pub(super) principles: IndexMap<String, String>,
    /// What stands before better awards, and caps that bite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) limits: Vec<String>,
    /// The verdict of each criterion, with its credit where that is a share.
    pub(super) criteria: IndexMap<String, String>,
    /// Why a criterion came out as it did, where it earns less than it could.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub(super) reasons: IndexMap<String, Vec<String>>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub(super) unanswered: IndexMap<String, String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub(super) unverified: IndexMap<String, String>,
}

/// The text that is kept of a scorecard.
pub fn of(card: &Scorecard) -> String {
    // A record is plain texts in lists and mappings, which always have a YAML form.
    serde_yaml::to_string(&Record::of(card)).unwrap_or_default()
}

impl Record {
    /// The record that a text is of; none where it cannot be read as one.
    pub(super) fn parse(text: &str) -> Option<Record> {
        serde_yaml::from_str(text).ok()
    }

    fn of(card: &Scorecard) -> Record {
        let or_none = |award: &Option<String>| award.clone().unwrap_or_else(|| "none".to_owned());
        let paths = |each: fn(&CriterionResult) -> (&[String], usize)| {
            let lists = card.criteria.iter().map(|one| (one.id.clone(), joined(each(one))));
            lists.filter(|(_, paths)| !paths.is_empty()).collect()
        };
        let reasons = card.criteria.iter().map(|one| (one.id.clone(), why(one)));
        Record {
            subject: card.subject.clone(),
            award: or_none(&card.award.id),
            provisional: card.award.provisional.clone(),
            score: interval(card.score.as_ref()),
            evidenced: card.evidenced.as_ref().map_or_else(|| "none".to_owned(), percent),
            principles: card.principles.iter().map(|one| (one.id.clone(), interval(one.score.as_ref()))).collect(),
            limits: card.award.limits.iter().map(|limit| format!("{}: {}", limit.award, limit.text)).collect(),
            criteria: card.criteria.iter().map(|one| (one.id.clone(), verdict(one))).collect(),
            reasons: reasons.filter(|(_, reasons)| !reasons.is_empty()).collect(),
            unanswered: paths(|one| (&one.unanswered, one.more_unanswered)),
            unverified: paths(|one| (&one.unverified, one.more_unverified)),
        }
    }
}

/// The verdict, with the credit where that is neither nothing nor all, nor open between the two.
fn verdict(one: &CriterionResult) -> String {
    let is_plain = |end: &Fraction| end.is_zero() || end.is_one();
    match &one.credit {
        Some(credit) if !(is_plain(&credit.low) && is_plain(&credit.high)) => {
            format!("{}, {}", one.verdict.words(), interval(Some(credit)))
        }
        _ => one.verdict.words().to_owned(),
    }
}

/// What a verdict that is no success rests on. What is open or not proven is listed by itself.
fn why(one: &CriterionResult) -> Vec<String> {
    let is_bad = match one.verdict {
        Verdict::Met | Verdict::Clear => false,
        Verdict::Raised => one.obligation == Obligation::Flag,
        _ => true,
    };
    if !is_bad {
        return Vec::new();
    }
    let decides = |outcome| matches!(outcome, Outcome::Fails | Outcome::Error);
    let is_raised = one.verdict == Verdict::Raised;
    let findings = one.findings.iter().filter(|finding| is_raised || decides(finding.outcome));
    one.reason.iter().cloned().chain(findings.map(reasons::finding)).chain(left_out(one.more_findings)).collect()
}

fn joined((paths, more): (&[String], usize)) -> String {
    paths.iter().cloned().chain(left_out(more)).collect::<Vec<_>>().join(", ")
}

fn left_out(more: usize) -> Option<String> {
    (more > 0).then(|| and_more(more))
}

fn interval(share: Option<&Interval>) -> String {
    match share {
        None => "none".to_owned(),
        Some(share) if share.low == share.high => percent(&share.low),
        Some(share) => format!("{} to {}", percent(&share.low), percent(&share.high)),
    }
}

fn percent(share: &Fraction) -> String {
    let decimals = share.percent_decimals(PLACES);
    format!("{}%", decimals.strip_suffix(".00").unwrap_or(&decimals))
}
