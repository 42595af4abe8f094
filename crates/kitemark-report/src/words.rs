//! The sentences that text and Markdown share. They hold what the profile says as it is: who shows them escapes them.

use std::borrow::Cow;

use kitemark_eval::scorecard::{
    Cite, CriterionResult, EvidenceUsed, ExemptionResult, ExemptionStatus, Finding, LimitKind, LimitResult,
    MOST_LISTED, Outcome, Place, Scorecard, Verdict, Waiver, and_more,
};

use crate::digest;
use crate::percent::{cost, interval, points};
use crate::review;

/// Longer values are cut: a scorecard is no place to read a whole document in.
const LONGEST: usize = 240;

/// `text`, cut where it goes on for too long.
pub(crate) fn clip(text: &str) -> String {
    clipped(text).into_owned()
}

/// `text`, cut where it goes on for too long; as it is where it does not.
pub(crate) fn clipped(text: &str) -> Cow<'_, str> {
    // No text has more characters than bytes.
    let end = if text.len() <= LONGEST { None } else { text.char_indices().nth(LONGEST) };
    match end {
        Some((at, _)) => Cow::Owned(format!("{} …", text.get(..at).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Whom the scorecard speaks of.
pub(crate) fn subject(card: &Scorecard) -> String {
    named(card.subject.as_deref())
}

/// The name that a profile gives, if it gives one.
pub(crate) fn named(subject: Option<&str>) -> String {
    subject.filter(|name| !name.trim().is_empty()).map_or_else(|| "Unnamed profile".to_owned(), clip)
}

/// `Charter for …, edition 2026.1`.
pub(crate) fn charter(card: &Scorecard) -> String {
    format!("{}, edition {}", card.stamp.charter_title, card.stamp.edition)
}

/// The award in a few words.
pub(crate) fn award(card: &Scorecard) -> String {
    let award = &card.award;
    match (&award.title, &award.id) {
        (Some(title), _) => title.clone(),
        (None, Some(id)) => id.clone(),
        (None, None) => "none".to_owned(),
    }
}

/// What else there is to say of the award: its last day, what is still possible, what the score alone would earn.
pub(crate) fn award_notes(card: &Scorecard) -> Vec<String> {
    let award = &card.award;
    let mut notes = Vec::new();
    if let (Some(_), Some(day)) = (&award.id, &award.valid_until) {
        notes.push(format!("valid until {day}"));
    }
    if let Some(better) = &award.provisional {
        notes.push(format!("provisional: {better}, if all that is open or not proven turns out well"));
    }
    notes.extend(review::overridden_award(card));
    if award.arithmetic != award.id && award.arithmetic.is_some() {
        notes.push(format!("by the score alone it would be {}", award_name(award.arithmetic.as_deref())));
    }
    notes
}

/// An award's id, or `no award`.
pub(crate) fn award_name(id: Option<&str>) -> &str {
    id.unwrap_or("no award")
}

/// `score`, `gate` or `cap`.
pub(crate) fn limit_kind(limit: &LimitResult) -> &'static str {
    match limit.kind {
        LimitKind::Score => "score",
        LimitKind::Cap => "cap",
        _ => "gate",
    }
}

/// Why a limit bites: its reason, and the criteria or principles that fall short where nothing else names them.
pub(crate) fn limit_reason(limit: &LimitResult) -> Option<String> {
    let because = limit.because.as_deref().unwrap_or_default();
    let named = |id: &&str| because.contains(id) || limit.text.contains(id);
    let unnamed: Vec<&str> = limit.ids.iter().map(String::as_str).filter(|id| !named(id)).collect();
    match (because.is_empty(), unnamed.is_empty()) {
        (true, true) => None,
        (false, true) => Some(because.to_owned()),
        (true, false) => Some(some_of(&unnamed, 0, 8)),
        (false, false) => Some(format!("{because}: {}", some_of(&unnamed, 0, 8))),
    }
}

/// The first few of many names, of which so many more are not listed.
pub(crate) fn some_of(names: &[impl AsRef<str>], more: usize, most: usize) -> String {
    let shown = names.iter().take(most).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match left_out(names.len().saturating_sub(most) + more) {
        None => shown,
        Some(more) => format!("{shown} {more}"),
    }
}

/// All names that are listed, and how many more there are.
pub(crate) fn all_of(names: &[impl AsRef<str>], more: usize) -> String {
    some_of(names, more, usize::MAX)
}

/// `and 9,950 more`, where so many are left out.
pub(crate) fn left_out(more: usize) -> Option<String> {
    (more > 0).then(|| and_more(more))
}

/// `40 met, 7 not met, …`.
pub(crate) fn tally(card: &Scorecard) -> String {
    tallied(&digest::tally(card, false))
}

/// `1 raised, 6 clear`; none for a charter without flags.
pub(crate) fn flag_tally(card: &Scorecard) -> Option<String> {
    let counts = digest::tally(card, true);
    (!counts.is_empty()).then(|| tallied(&counts))
}

fn tallied(counts: &[(usize, &str)]) -> String {
    counts.iter().map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

/// The score, and what decides within it.
pub(crate) fn score(card: &Scorecard) -> String {
    match &card.score {
        None => "not scored".to_owned(),
        Some(score) if score.low == score.high => interval(score),
        Some(score) => format!("{}, depending on what is open or not proven", interval(score)),
    }
}

/// The profile's file, where all findings are of one, but for values that a review corrects.
pub(crate) fn profile_file(card: &Scorecard) -> Option<&str> {
    let review = card.review.as_ref().map(|review| review.file.as_str());
    let places = card.criteria.iter().flat_map(|one| &one.findings).filter_map(|one| one.profile_span.as_ref());
    let mut files = places.map(|place| place.file.as_str()).filter(|file| Some(*file) != review);
    let first = files.next()?;
    files.all(|file| file == first).then_some(first)
}

/// `1 criterion`, `2 criteria`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `cycle-length · must · unmet · costs 3.2 points`, all but the id.
pub(crate) fn standing(criterion: &CriterionResult) -> String {
    let mut parts = vec![criterion.obligation.word().to_owned(), verdict(criterion.verdict).to_owned()];
    parts.extend(cost(criterion));
    parts.extend(criterion.overridden.as_ref().map(review::overridden));
    parts.join(" · ")
}

/// A verdict in a reader's words.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unmet => "not met",
        Verdict::Unverified => "not proven",
        other => other.words(),
    }
}

/// `contracts[adult-system].total_term is 36 months, asked for: at least 60 months`.
pub(crate) fn told(finding: &Finding) -> String {
    let found = format!("{} is {}", finding.name(), finding.observed);
    if finding.required.is_empty() { found } else { format!("{found}, asked for: {}", finding.required) }
}

/// `merger, until 2028-04-01, for contracts[residential]`.
pub(crate) fn waived(waiver: &Waiver) -> String {
    let record = waiver.record.as_deref().map(|record| format!(", for {}", clip(record))).unwrap_or_default();
    format!("{}, until {}{record}", clip(waiver.label.as_deref().unwrap_or(&waiver.reason)), waiver.until)
}

/// The field a finding speaks of: `contracts[adult-system].total_term`.
pub(crate) fn finding_subject(finding: &Finding) -> String {
    clip(&finding.name())
}

/// `initial_term 36 months, extensions 24 months`.
pub(crate) fn rests_on(finding: &Finding) -> Option<String> {
    let parts: Vec<String> =
        finding.rests_on.iter().map(|part| format!("{} {}", part.name, clip(&part.value))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `northmere.yaml:42:18`.
pub(crate) fn place(place: &Place) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}

/// `, line 42` in the profile's own file, else the whole place.
pub(crate) fn place_beside(at: &Place, file: Option<&str>) -> String {
    if file == Some(&at.file) { format!(", line {}", at.line) } else { format!(", {}", place(at)) }
}

/// A source with its place, year, grade and declared interest, and with its author if there is room for that.
pub(crate) fn source(cite: &Cite, with_author: bool) -> String {
    let mut out = cite.title.clone();
    if let Some(place) = &cite.place {
        out.push_str(&format!(", “{place}”"));
    }
    let author = cite.by.as_deref().filter(|_| with_author);
    let origin: Vec<&str> = [author, cite.year.as_deref()].into_iter().flatten().collect();
    if !origin.is_empty() {
        out.push_str(&format!(" ({})", origin.join(", ")));
    }
    if let Some(grade) = &cite.grade {
        out.push_str(&format!("; grade {grade}"));
    }
    if let Some(interest) = &cite.interest {
        out.push_str(&format!("; declared interest: {interest}"));
    }
    out
}

/// Evidence with its grade and declared interest.
pub(crate) fn evidence(used: &EvidenceUsed) -> String {
    let mut notes: Vec<String> = used.grade.iter().cloned().collect();
    notes.extend(used.declared_interest.iter().map(|interest| format!("declared interest: {}", clip(interest))));
    if notes.is_empty() { used.id.clone() } else { format!("{} ({})", used.id, notes.join("; ")) }
}

/// Evidence in columns: its id, what it is, its grade and the interest it declares.
pub(crate) fn evidence_row(used: &EvidenceUsed) -> [String; 4] {
    let shown = |text: &Option<String>| text.as_deref().map(clip).unwrap_or_default();
    [clip(&used.id), shown(&used.reference), shown(&used.grade), shown(&used.declared_interest)]
}

/// What the claims of an unverified criterion lack.
pub(crate) fn lacks(criterion: &CriterionResult) -> String {
    let lacks = match criterion.evidence_at_least.as_deref() {
        Some(grade) => format!("lacks evidence of grade {grade} or better"),
        None => "lacks evidence".to_owned(),
    };
    match criterion.rejected.len() + criterion.more_rejected {
        0 => format!("{lacks} for"),
        all if all == criterion.unverified.len() + criterion.more_unverified => {
            "rests on what the reviewer rejected:".to_owned()
        }
        _ => format!("{lacks}, or rests on what the reviewer rejected:"),
    }
}

/// The evidence that a criterion rests on, for whichever claim.
pub(crate) fn has(criterion: &CriterionResult) -> Option<String> {
    let given: Vec<String> = criterion.evidence.iter().map(evidence).collect();
    (!given.is_empty()).then(|| format!("evidence given: {}", all_of(&given, criterion.more_evidence)))
}

/// `cycle-length, for contracts[residential]`.
pub(crate) fn exemption_target(exemption: &ExemptionResult) -> String {
    match &exemption.record {
        Some(record) => format!("{}, for {}", exemption.criterion, clip(record)),
        None => exemption.criterion.clone(),
    }
}

/// The reason for an exemption, in the charter's words where it has some, and its last day.
pub(crate) fn exemption_terms(card: &Scorecard, exemption: &ExemptionResult) -> String {
    let waivers = card.criteria.iter().filter_map(|one| one.waiver.as_ref());
    let label = waivers.filter(|waiver| waiver.reason == exemption.reason).find_map(|waiver| waiver.label.as_deref());
    let label = label.map(|label| format!(" ({label})")).unwrap_or_default();
    let until = exemption.expires.as_deref().map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{}{label}{until}", clip(&exemption.reason))
}

/// What became of an exemption.
pub(crate) fn exemption_status(exemption: &ExemptionResult) -> &'static str {
    match (exemption.status, &exemption.record) {
        (ExemptionStatus::Applied, Some(_)) => "applied: the record is left out, the rest is judged",
        (ExemptionStatus::Applied, None) => "applied: the criterion is left out of the score",
        (ExemptionStatus::NotNeeded, _) => "not needed: the criterion is met, or does not apply, without it",
        (ExemptionStatus::Expired, _) => "expired: it ended before the day of the profile",
        (ExemptionStatus::Unverified, _) => "not proven: its evidence is missing or too weak",
        (ExemptionStatus::Overruled, _) => "not applied: the reviewer decided the verdict",
        (ExemptionStatus::Refused, _) => "refused: the criterion does not allow it",
        _ => "ignored",
    }
}

/// Whether the award hangs on a single weight or criterion.
pub(crate) fn robustness(card: &Scorecard) -> Vec<String> {
    let robustness = &card.robustness;
    let title = |id: &str| {
        card.principles.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| one.title.clone())
    };
    let mut lines = Vec::new();
    if robustness.holds {
        lines.push(
            "The award stays the same when the weight of any one principle is a quarter more or less.".to_owned(),
        );
    }
    for change in &robustness.breaks {
        let direction = if change.factor == "0.75" { "less" } else { "more" };
        let award = award_name(change.award.as_deref());
        lines.push(format!(
            "Were the weight of “{}” a quarter {direction}, it would be {award}.",
            title(&change.principle)
        ));
    }
    if let Some(change) = &robustness.lightest {
        let award = award_name(change.award.as_deref());
        let verdict = verdict(change.verdict);
        let weight = points(&change.weight_percent.0);
        lines.push(format!(
            "The lightest criterion that decides it is {} ({weight}): were it {verdict}, it would be {award}.",
            change.criterion
        ));
    }
    lines
}

/// The first places of a digest.
pub(crate) fn short(digest: &str) -> String {
    match digest.char_indices().nth(12) {
        Some((at, _)) => format!("{}…", digest.get(..at).unwrap_or_default()),
        None => digest.to_owned(),
    }
}

/// What was scored against what, with short digests.
pub(crate) fn stamp(card: &Scorecard) -> Vec<(&'static str, String)> {
    let stamp = &card.stamp;
    let mut lines = vec![
        ("charter", format!("{} {}, sha256 {}", stamp.charter_id, stamp.edition, short(&stamp.charter_sha256))),
        ("profile", format!("as of {}, sha256 {}", stamp.as_of, short(&stamp.profile_sha256))),
    ];
    if let Some(review) = &stamp.review_sha256 {
        lines.push(("review", format!("sha256 {}", short(review))));
    }
    lines.push(("engine", format!("kitemark {}", stamp.engine_version)));
    lines
}

/// A document that declares an interest, and how much rests on it.
pub(crate) fn declared(id: &str, interest: &str, uses: usize) -> String {
    format!("{id}: {}; used for {}", clip(interest), counted(uses, "criterion", "criteria"))
}

/// Said where criteria rest on more documents than are listed.
pub(crate) fn interests_left_out(card: &Scorecard) -> Option<String> {
    let is_cut = card.criteria.iter().any(|one| one.more_evidence > 0);
    is_cut.then(|| format!("Of each criterion the first {MOST_LISTED} documents are looked through."))
}

/// `Held at silver by a cap`.
pub(crate) fn cap_heading(cap: &LimitResult) -> String {
    match cap.award.as_str() {
        "none" => "A cap bars every award".to_owned(),
        award => format!("A cap allows {award} at best"),
    }
}

/// `Unanswered questions (14), and the points that hang on them`.
pub(crate) fn open_heading(card: &Scorecard) -> String {
    format!("Unanswered questions ({}), and the points that hang on them", digest::open_questions(card))
}

/// The findings that tell why a criterion came out as it did, as many as asked for, and how many are left.
pub(crate) fn telling(criterion: &CriterionResult, most: usize) -> (Vec<&Finding>, usize) {
    let tells = |outcome| match criterion.verdict {
        Verdict::Error => outcome == Outcome::Error,
        _ => outcome != Outcome::Unanswered,
    };
    let all: Vec<&Finding> = criterion.findings.iter().filter(|one| tells(one.outcome)).collect();
    // What decided a criterion is all open or all not, and so is what is not listed.
    let not_listed = if all.is_empty() { 0 } else { criterion.more_findings };
    let more = all.len().saturating_sub(most) + not_listed;
    (all.into_iter().take(most).collect(), more)
}

/// `Why not silver`.
pub(crate) fn needs_heading(award: &str) -> String {
    if award.is_empty() { "Why no award".to_owned() } else { format!("Why not {award}") }
}

/// `silver (6 needs not met), gold (5 needs not met)`, of awards further away.
pub(crate) fn further(needs: &[(&str, Vec<&LimitResult>)]) -> Option<String> {
    let one = |(award, limits): &(&str, Vec<&LimitResult>)| {
        format!("{award} ({} not met)", counted(limits.len(), "need", "needs"))
    };
    (!needs.is_empty()).then(|| format!("Further away: {}", needs.iter().map(one).collect::<Vec<_>>().join(", ")))
}

/// `Not proven (11), and the points that hang on it`.
pub(crate) fn unverified_heading(count: usize) -> String {
    format!("Not proven ({count}), and the points that hang on it")
}
