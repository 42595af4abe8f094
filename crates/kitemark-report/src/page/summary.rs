//! What the whole comes to, for those who read the first screen alone.

use kitemark_eval::scorecard::{LimitResult, PrincipleResult, Scorecard};

use super::Bar;
use crate::digest;
use crate::percent::percent;
use crate::review;
use crate::words;

/// The needs of the next award that its sentence names; the table has them all.
const MOST_NEEDS: usize = 3;
/// The criteria or principles that a row of the table names.
const MOST_LINKS: usize = 8;

/// The award and what there is to say of it.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) award: String,
    pub(super) is_awarded: bool,
    pub(super) why: Vec<String>,
    pub(super) score: String,
    pub(super) bar: Option<Bar>,
    pub(super) facts: Vec<(&'static str, String)>,
}

impl Summary {
    pub(super) fn of(card: &Scorecard) -> Self {
        Self {
            award: if card.award.id.is_some() { words::award(card) } else { "No award".to_owned() },
            is_awarded: card.award.id.is_some(),
            why: why(card),
            score: words::score(card),
            bar: card.score.as_ref().map(Bar::of),
            facts: facts(card),
        }
    }
}

fn facts(card: &Scorecard) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let (Some(_), Some(day)) = (&card.award.id, &card.award.valid_until) {
        facts.push(("Valid until", day.clone()));
    }
    if let Some(evidenced) = &card.evidenced {
        facts.push(("Evidenced", format!("{} of the weight that applies is answered and proven", percent(evidenced))));
    }
    facts.push(("Criteria", words::tally(card)));
    facts.extend(words::flag_tally(card).map(|flags| ("Flags", flags)));
    let sturdy = words::robustness(card);
    if !sturdy.is_empty() {
        facts.push(("How firm", sturdy.join(" ")));
    }
    facts.extend(card.stamp.changes.iter().map(|change| ("Changed before scoring", words::clip(change))));
    facts
}

/// Why the award is what it is, and what stands between it and the next one.
fn why(card: &Scorecard) -> Vec<String> {
    let (needs, caps) = (digest::needs(card), digest::caps(card));
    let mut sentences = Vec::new();
    match (&card.award.id, needs.first()) {
        (Some(id), Some((next, lacks))) => {
            sentences.push(format!("Every need of {id} is met. {}", missed(card, next, lacks)));
        }
        (None, Some((next, lacks))) => sentences.push(missed(card, next, lacks)),
        (Some(_), None) if caps.is_empty() => {
            sentences.push("Every need is met, and there is no better award.".to_owned());
        }
        (None, None) if card.score.is_none() => sentences.push("Nothing could be scored.".to_owned()),
        _ => {}
    }
    for cap in caps {
        sentences.push(format!("{}: {}.", words::cap_heading(cap), cap.text));
    }
    sentences.extend(review::overridden_award(card).map(|rests| format!("This result {rests}.")));
    if let Some(better) = &card.award.provisional {
        sentences.push(format!("If all that is open or not proven turns out well, the award will be {better}."));
    }
    sentences
}

/// `Gold is missed because the score is 71.2% (asked: score is at least 85%).`
fn missed(card: &Scorecard, award: &str, lacks: &[&LimitResult]) -> String {
    if award.is_empty() {
        return format!("No award is given because {}.", reasons(card, lacks));
    }
    format!("The next award, {award}, is missed because {}.", reasons(card, lacks))
}

fn reasons(card: &Scorecard, lacks: &[&LimitResult]) -> String {
    let mut parts: Vec<String> = lacks.iter().take(MOST_NEEDS).map(|limit| shortfall(card, limit)).collect();
    if lacks.len() > MOST_NEEDS {
        parts.push(words::counted(lacks.len() - MOST_NEEDS, "more need is not met", "more needs are not met"));
    }
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}, and {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

fn shortfall(card: &Scorecard, limit: &LimitResult) -> String {
    let because = lacking(card, limit).unwrap_or_else(|| limit.text.clone());
    let found = match limit.ids.as_slice() {
        [id] if fallen(card, limit).is_empty() => format!("“{}”: {because}", title(card, id)),
        _ => because,
    };
    format!("{found} (asked: {})", limit.text)
}

/// What falls short of a limit; principles by their titles.
fn lacking(card: &Scorecard, limit: &LimitResult) -> Option<String> {
    match fallen(card, limit).as_slice() {
        [] => limit.because.clone(),
        [one] => Some(format!("“{}” is at {}", one.title, sure(one))),
        many => Some(format!("{} of {} principles fall short", many.len(), card.principles.len())),
    }
}

/// What is sure of a principle's score.
fn sure(principle: &PrincipleResult) -> String {
    principle.score.as_ref().map(|score| percent(&score.low)).unwrap_or_default()
}

/// The principles that a limit names.
fn fallen<'a>(card: &'a Scorecard, limit: &LimitResult) -> Vec<&'a PrincipleResult> {
    card.principles.iter().filter(|principle| limit.ids.contains(&principle.id)).collect()
}

/// The title of a criterion.
fn title<'a>(card: &'a Scorecard, id: &'a str) -> &'a str {
    card.criteria.iter().find(|criterion| criterion.id == id).map_or(id, |criterion| &criterion.title)
}

/// A need that is not met or a cap that bites, as a row.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) award: String,
    pub(super) kind: &'static str,
    pub(super) asked: String,
    pub(super) because: Option<String>,
    /// What falls short, for the next award: an anchor on the page, and what is there.
    pub(super) links: Vec<(String, String)>,
    /// How many more fall short.
    pub(super) more: usize,
}

impl Limit {
    /// The needs of all awards that are missed, the nearest first, then the caps.
    pub(super) fn all(card: &Scorecard) -> Vec<Self> {
        let mut rows = Vec::new();
        for (at, (award, limits)) in digest::needs(card).into_iter().enumerate() {
            let most = if at == 0 { MOST_LINKS } else { 0 };
            rows.extend(limits.into_iter().map(|limit| Self::of(card, limit, award.to_owned(), most)));
        }
        for cap in digest::caps(card) {
            let over = if cap.award == "none" { "every award".to_owned() } else { format!("above {}", cap.award) };
            rows.push(Self::of(card, cap, over, MOST_LINKS));
        }
        rows
    }

    fn of(card: &Scorecard, limit: &LimitResult, award: String, most: usize) -> Self {
        let mut links = links(card, limit);
        let because = lacking(card, limit);
        let more = if most == 0 { 0 } else { links.len().saturating_sub(most) };
        links.truncate(most);
        Self { award, kind: words::limit_kind(limit), asked: limit.text.clone(), because, links, more }
    }
}

/// The principles or criteria that fall short: an anchor, and how each stands.
fn links(card: &Scorecard, limit: &LimitResult) -> Vec<(String, String)> {
    let principles = fallen(card, limit).into_iter();
    let principles = principles.map(|one| (format!("principle-{}", one.id), format!("{} ({})", one.title, sure(one))));
    let criteria = limit.ids.iter().filter_map(|id| card.criteria.iter().find(|criterion| criterion.id == *id));
    let criteria = criteria
        .map(|one| (format!("criterion-{}", one.id), format!("{} ({})", one.title, words::verdict(one.verdict))));
    if principles.len() > 0 { principles.collect() } else { criteria.collect() }
}

/// Each exemption: what it is for, why and until when, and what became of it.
pub(super) fn exemptions(card: &Scorecard) -> Vec<[String; 3]> {
    let row = |one| {
        [words::exemption_target(one), words::exemption_terms(card, one), words::exemption_status(one).to_owned()]
    };
    card.exemptions.iter().map(row).collect()
}

/// Evidence that declares an interest.
pub(super) fn interests(card: &Scorecard) -> Vec<String> {
    let declared = digest::interests(card).into_iter();
    let mut lines: Vec<String> = declared.map(|(id, interest, uses)| words::declared(id, interest, uses)).collect();
    lines.extend(words::interests_left_out(card).filter(|_| !lines.is_empty()));
    lines
}

/// What was scored against what, with the whole digests.
pub(super) fn stamp(card: &Scorecard) -> Vec<(&'static str, String)> {
    let stamp = &card.stamp;
    let mut lines = vec![
        ("Charter", format!("{} {}, sha256 {}", stamp.charter_id, stamp.edition, stamp.charter_sha256)),
        ("Profile", format!("as of {}, sha256 {}", stamp.as_of, stamp.profile_sha256)),
    ];
    lines.extend(stamp.review_sha256.iter().map(|review| ("Review", format!("sha256 {review}"))));
    lines.push(("Engine", format!("kitemark {}", stamp.engine_version)));
    lines
}
