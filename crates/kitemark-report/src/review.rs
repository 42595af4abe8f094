//! The sentences on reviews that text and Markdown share.

use kitemark_eval::scorecard::{
    ChangedVerdict, ClaimDecision, CriterionResult, Interval, MOST_CLAIMS, Overridden, ReviewResult, ReviewedClaim,
    Scorecard, Verdict,
};

use crate::percent::interval;
use crate::words::{award_name, clip, counted, verdict};

/// `Review by A. Reviewer`, and whose reviews it moderates.
pub(crate) fn heading(review: &ReviewResult) -> String {
    let names: Vec<String> = review.moderates.iter().map(|name| clip(name)).collect();
    let moderating = if names.is_empty() { String::new() } else { format!(", moderating {}", names.join(" and ")) };
    format!("Review by {}{moderating}", clip(&review.reviewer))
}

/// What was decided, and what came of it: a label and a text a line.
pub(crate) fn facts(card: &Scorecard, review: &ReviewResult) -> Vec<(&'static str, String)> {
    let ReviewResult { accepted, rejected, corrected, undecided, before, .. } = review;
    let mut facts = vec![("Claims", format!("{accepted} accepted, {rejected} rejected, {corrected} corrected"))];
    match undecided {
        0 => {}
        1 => facts.push(("", "1 not decided, which stands as submitted".to_owned())),
        many => facts.push(("", format!("{many} not decided, which stand as submitted"))),
    }
    if review.more_claims > 0 {
        facts.push(("", format!("of those decided on, the first {MOST_CLAIMS} are listed")));
    }
    let overridden = overrides(card).count();
    if overridden > 0 {
        facts.push(("Verdicts", format!("{overridden} overridden")));
    }
    let awards = [(&before.award, &before.provisional), (&card.award.id, &card.award.provisional)];
    facts.push(("Award", change(awards.map(|(sure, possible)| award(sure.as_deref(), possible.as_deref())))));
    facts.push(("Score", change([&before.score, &card.score].map(|score| share(score.as_ref())))));
    facts
}

/// `none → bronze`, or `bronze, as before`.
fn change([before, after]: [String; 2]) -> String {
    if before == after { format!("{after}, as before") } else { format!("{before} → {after}") }
}

fn award(sure: Option<&str>, possible: Option<&str>) -> String {
    let possible = possible.map(|better| format!(" (provisional: {better})")).unwrap_or_default();
    format!("{}{possible}", award_name(sure))
}

fn share(score: Option<&Interval>) -> String {
    score.map_or_else(|| "not scored".to_owned(), interval)
}

/// The claims that the review does not leave as they were.
pub(crate) fn revised(review: &ReviewResult) -> impl Iterator<Item = &ReviewedClaim> {
    review.claims.iter().filter(|claim| claim.decision != ClaimDecision::Accept)
}

/// `rejected`, `corrected`.
pub(crate) fn decided(claim: &ReviewedClaim) -> &'static str {
    match claim.decision {
        ClaimDecision::Accept => "accepted",
        ClaimDecision::Reject => "rejected",
        ClaimDecision::Correct => "corrected",
    }
}

/// What a claim said, and what it is corrected to.
pub(crate) fn values(claim: &ReviewedClaim) -> String {
    match &claim.corrected {
        Some(corrected) => format!("{} → {}", clip(&claim.submitted), clip(corrected)),
        None => clip(&claim.submitted),
    }
}

/// The criteria whose verdicts the reviewer decided.
pub(crate) fn overrides(card: &Scorecard) -> impl Iterator<Item = (&CriterionResult, &Overridden)> {
    card.criteria.iter().filter_map(|criterion| Some((criterion, criterion.overridden.as_ref()?)))
}

/// `overridden by A. Reviewer: the rules say not met`.
pub(crate) fn overridden(overridden: &Overridden) -> String {
    format!("overridden by {}: the rules say {}", clip(&overridden.reviewer), verdict(overridden.verdict))
}

/// Says so where an award would be another one without overridden verdicts.
pub(crate) fn overridden_award(card: &Scorecard) -> Option<String> {
    let without = card.review.as_ref()?.without_overrides.as_ref()?;
    let count = counted(overrides(card).count(), "verdict", "verdicts");
    (without.award != card.award.id).then(|| {
        let award = award_name(without.award.as_deref());
        format!("rests on {count} that the reviewer overrode: by the rules it would be {award}")
    })
}

/// `met → not proven`; with the credit where the verdict stays.
pub(crate) fn changed(change: &ChangedVerdict) -> String {
    let sides = [(change.before, &change.credit_before), (change.after, &change.credit_after)];
    let [before, after] = sides.map(|(side, credit)| {
        let may_earn = side == Verdict::Unmet && credit.as_ref().is_some_and(|credit| !credit.high.is_zero());
        let tells = change.before == change.after || side == Verdict::Partly || may_earn;
        let credit = credit.as_ref().filter(|_| tells).map(|credit| format!(" ({})", interval(credit)));
        format!("{}{}", verdict(side), credit.unwrap_or_default())
    });
    format!("{before} → {after}")
}

/// Claims by their paths, and how many more there are.
pub(crate) type Claims<'a> = (&'a [String], usize);

/// The changed verdicts by what changed them: the rejected and corrected claims that they read, or the reviewer's own word.
pub(crate) fn by_cause(review: &ReviewResult) -> Vec<(Claims<'_>, Vec<&ChangedVerdict>)> {
    let mut causes: Vec<(Claims<'_>, Vec<&ChangedVerdict>)> = Vec::new();
    for change in &review.changes {
        let cause = if change.overridden { (&[][..], 0) } else { (change.claims.as_slice(), change.more_claims) };
        match causes.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, changes)) => changes.push(change),
            None => causes.push((cause, vec![change])),
        }
    }
    causes
}

/// What was decided otherwise than submitted: the decision, of what, the values, and why. Verdicts come after claims.
pub(crate) fn decisions(card: &Scorecard, review: &ReviewResult) -> Vec<[String; 4]> {
    let claims = revised(review).map(|claim| {
        let reason = claim.reason.as_deref().map(clip).unwrap_or_default();
        [decided(claim).to_owned(), claim.claim.clone(), values(claim), reason]
    });
    let verdicts = overrides(card).map(|(criterion, overridden)| {
        let values = format!("{} → {}", verdict(overridden.verdict), verdict(criterion.verdict));
        ["overridden".to_owned(), criterion.id.clone(), values, clip(&overridden.reason)]
    });
    claims.chain(verdicts).collect()
}
