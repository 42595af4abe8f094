//! What a reader wants to see of a scorecard, in the order they want to see it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kitemark_eval::scorecard::{CriterionResult, LimitKind, LimitResult, Obligation, Scorecard, Verdict};

use crate::percent::{at_stake, possible_loss};

/// Criteria under one heading.
pub(crate) struct Group<'a> {
    pub(crate) title: &'static str,
    pub(crate) criteria: Vec<&'a CriterionResult>,
}

/// Failing criteria: musts before shoulds; what cannot be judged, what is not met, what is partly met; what costs most first.
pub(crate) fn failing(card: &Scorecard) -> Vec<Group<'_>> {
    groups(
        card,
        &[
            ("Musts that cannot be judged", Obligation::Must, Verdict::Error),
            ("Musts not met", Obligation::Must, Verdict::Unmet),
            ("Musts partly met", Obligation::Must, Verdict::Partly),
            ("Shoulds that cannot be judged", Obligation::Should, Verdict::Error),
            ("Shoulds not met", Obligation::Should, Verdict::Unmet),
            ("Shoulds partly met", Obligation::Should, Verdict::Partly),
        ],
    )
}

/// Flags that show, and those that cannot be judged.
pub(crate) fn flags(card: &Scorecard) -> Vec<Group<'_>> {
    groups(
        card,
        &[
            ("Flags raised", Obligation::Flag, Verdict::Raised),
            ("Flags that cannot be judged", Obligation::Flag, Verdict::Error),
        ],
    )
}

fn groups<'a>(card: &'a Scorecard, wanted: &[(&'static str, Obligation, Verdict)]) -> Vec<Group<'a>> {
    let group = |&(title, obligation, verdict): &(&'static str, Obligation, Verdict)| {
        let mut criteria = select(card, |one| one.obligation == obligation && one.verdict == verdict);
        criteria.sort_by_cached_key(|one| Reverse(possible_loss(one)));
        Group { title, criteria }
    };
    wanted.iter().map(group).filter(|group| !group.criteria.is_empty()).collect()
}

/// Criteria that rest on claims without proof, those on which most hangs first.
pub(crate) fn unverified(card: &Scorecard) -> Vec<&CriterionResult> {
    most_at_stake_first(select(card, |one| one.verdict == Verdict::Unverified || !one.unverified.is_empty()))
}

/// Criteria with open questions, those on which most hangs first, and flags last.
pub(crate) fn open(card: &Scorecard) -> Vec<&CriterionResult> {
    most_at_stake_first(select(card, |one| one.verdict == Verdict::Unanswered || !one.unanswered.is_empty()))
}

/// How many different questions are open.
pub(crate) fn open_questions(card: &Scorecard) -> usize {
    let mut paths: Vec<&str> = card.criteria.iter().flat_map(|one| one.unanswered.iter().map(String::as_str)).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.len() + card.more_questions
}

/// How many came out how, of the flags or of all else, in the order of [`TALLY`].
pub(crate) fn tally(card: &Scorecard, flags: bool) -> Vec<(usize, &'static str)> {
    let counted = select(card, |one| (one.obligation == Obligation::Flag) == flags);
    let count = |verdict| counted.iter().filter(|one| one.verdict == verdict).count();
    TALLY.iter().map(|&(verdict, words)| (count(verdict), words)).filter(|&(count, _)| count > 0).collect()
}

/// Every verdict in words, in the order of their tally.
pub(crate) const TALLY: [(Verdict, &str); 10] = [
    (Verdict::Met, "met"),
    (Verdict::Partly, "partly met"),
    (Verdict::Unmet, "not met"),
    (Verdict::Error, "in error"),
    (Verdict::Unverified, "not proven"),
    (Verdict::Unanswered, "unanswered"),
    (Verdict::Waived, "waived"),
    (Verdict::NotApplicable, "not applicable"),
    (Verdict::Raised, "raised"),
    (Verdict::Clear, "clear"),
];

/// The evidence that declares an interest: its id, the interest, and how many criteria rest on it.
pub(crate) fn interests(card: &Scorecard) -> Vec<(&str, &str, usize)> {
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for used in card.criteria.iter().flat_map(|one| &one.evidence) {
        if let Some(interest) = &used.declared_interest {
            *found.entry((&used.id, interest)).or_default() += 1;
        }
    }
    found.into_iter().map(|((id, interest), uses)| (id, interest, uses)).collect()
}

/// Needs that are not met, by the award they keep away, the nearest award first.
pub(crate) fn needs(card: &Scorecard) -> Vec<(&str, Vec<&LimitResult>)> {
    let mut groups: Vec<(&str, Vec<&LimitResult>)> = Vec::new();
    for limit in card.award.limits.iter().filter(|limit| limit.kind != LimitKind::Cap) {
        match groups.iter_mut().find(|(award, _)| *award == limit.award) {
            Some((_, limits)) => limits.push(limit),
            None => groups.push((&limit.award, vec![limit])),
        }
    }
    groups
}

/// Caps that bite, those that bar every award first.
pub(crate) fn caps(card: &Scorecard) -> Vec<&LimitResult> {
    let mut caps: Vec<_> = card.award.limits.iter().filter(|limit| limit.kind == LimitKind::Cap).collect();
    caps.sort_by_key(|cap| cap.award != "none");
    caps
}

fn select(card: &Scorecard, wanted: impl Fn(&CriterionResult) -> bool) -> Vec<&CriterionResult> {
    card.criteria.iter().filter(|one| wanted(one)).collect()
}

fn most_at_stake_first(mut criteria: Vec<&CriterionResult>) -> Vec<&CriterionResult> {
    criteria.sort_by_cached_key(|one| (one.obligation == Obligation::Flag, Reverse(at_stake(one))));
    criteria
}
