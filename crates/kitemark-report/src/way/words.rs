//! What text and Markdown say alike about a way.

use std::collections::BTreeMap;

use kitemark_dsl::value::Date;
use kitemark_eval::fraction::Fraction;
use kitemark_eval::improve::{Action, Claim, Fix, FixSet, Leeway, NextAward, Question, Standing, Step, Way};

use crate::percent::{interval, points};
use crate::words::{clip, counted, some_of};

/// More fixes, questions or claims than these are counted, not shown.
pub(super) const MOST: usize = 12;

/// `bronze, 62.1%`, `no award, 56.9% – 95.3%`.
pub(crate) fn standing(standing: &Standing) -> String {
    let award = standing.title.as_deref().unwrap_or("no award");
    match &standing.score {
        Some(score) => format!("{award}, {}", interval(score)),
        None => format!("{award}, not scored"),
    }
}

/// The heading of the sets.
pub(super) fn sets_heading(way: &Way, next: &NextAward) -> String {
    // Sets that are no smaller than others, but of which nothing can be left out, are told after the smallest.
    let fixes = way.sets.first().map_or(0, |set| set.criteria.len());
    match way.sets.len() {
        _ if !way.exact => {
            format!("A way to {}, though there may be smaller ones: {}", next.id, counted(fixes, "fix", "fixes"))
        }
        1 => format!("The smallest way to {}: {}", next.id, counted(fixes, "fix", "fixes")),
        _ => format!("The smallest ways to {}: {}", next.id, counted(fixes, "fix", "fixes")),
    }
}

/// Why there are no sets; none where there are.
pub(super) fn no_sets(way: &Way) -> Option<String> {
    let Some(next) = &way.to else {
        let told = if way.now.award.is_some() {
            "The best award there is has been earned."
        } else {
            "The charter has no awards."
        };
        return Some(told.to_owned());
    };
    if next.earned {
        return Some(format!("{}, or a better award, has been earned already.", next.title));
    }
    way.sets
        .is_empty()
        .then(|| format!("No set of fixes reaches {}: full credit everywhere would still leave a need unmet.", next.id))
}

/// `+ 3.2 points`.
pub(super) fn gain(gain: &Fraction) -> String {
    if gain.is_zero() { "no points".to_owned() } else { format!("+{}", points(gain)) }
}

/// `up to 3.2 points`.
pub(crate) fn up_to(moves: &Fraction) -> String {
    if moves.is_zero() { "no points".to_owned() } else { points(moves) }
}

/// A criterion to bring to full credit, and what that alone would do.
pub(super) fn fix(fix: &Fix) -> String {
    let award = fix.award.as_ref().map(|award| format!("; alone it makes the award {award}")).unwrap_or_default();
    format!(
        "{} ({}, {}, {}{award})",
        fix.title,
        fix.criterion,
        fix.obligation.word(),
        crate::words::verdict(fix.verdict)
    )
}

/// What waits for a question.
pub(crate) fn waiting(question: &Question) -> String {
    let caps = question.caps.iter().map(|cap| format!("the cap that bites if {cap}"));
    let all: Vec<String> = question.criteria.iter().cloned().chain(caps).collect();
    decides("decides", &all, question.must)
}

/// What rests on a claim.
pub(super) fn resting(claim: &Claim) -> String {
    let grade = claim.grade.as_ref().map(|grade| format!("{grade} or better; ")).unwrap_or_default();
    format!("{grade}{}", decides("carries", &claim.criteria, claim.must))
}

fn decides(verb: &str, all: &[String], must: bool) -> String {
    let must = if must { ", a must among them" } else { "" };
    format!("{verb} {}{must}", some_of(all, 0, MOST_NAMED))
}

/// So many criteria are named that wait for one answer; the others are counted.
const MOST_NAMED: usize = 6;

/// The fixes that the first set does without.
pub(super) fn other_fixes(way: &Way) -> Vec<&Fix> {
    let first = way.sets.first().map(|set| set.criteria.as_slice()).unwrap_or_default();
    way.fixes.iter().filter(|fix| !first.contains(&fix.criterion)).collect()
}

/// The heading of those.
pub(super) fn fixes_heading(way: &Way, count: usize) -> String {
    let what = if way.sets.is_empty() { "Single fixes" } else { "Other fixes" };
    format!("{what}, by what they gain ({count})")
}

/// A criterion of a set, and what is done for it.
pub(super) struct Part<'w> {
    pub(super) title: String,
    pub(super) gain: String,
    pub(super) fix: &'w str,
    pub(super) steps: Vec<&'w Step>,
}

/// The criteria of a set: those that it is of, or those that are met besides.
pub(super) fn parts<'w>(way: &'w Way, set: &'w FixSet, ids: &'w [String]) -> Vec<Part<'w>> {
    let part = |id: &'w String| {
        let fix = way.fixes.iter().find(|fix| fix.criterion == *id);
        Part {
            title: fix.map_or_else(|| id.clone(), self::fix),
            gain: fix.map(|fix| gain(&fix.gain)).unwrap_or_default(),
            fix: fix.and_then(|fix| fix.fix.as_deref()).unwrap_or_default(),
            steps: set.steps.iter().filter(|step| step.serves == *id).collect(),
        }
    };
    ids.iter().map(part).collect()
}

/// Said where nothing has to be done for a criterion of a set.
pub(super) const COMES_ALONG: &str = "comes with what is done for the others";

/// Said before the criteria that are met besides.
pub(super) const BESIDES: &str = "Changed answers move other criteria too, so these have to be met besides:";

/// The heading of the command that tries the first set.
pub(super) const TRIAL: &str = "To try this way: the same arguments, and these";

/// Said where the profile is too large for all remedies to be looked for.
pub(super) fn untried(way: &Way) -> Option<&'static str> {
    way.untried.then_some("There is so much to try that not every remedy was looked for: steps may be missing.")
}

/// Said of all steps.
pub(super) const HONEST: &str = "The arrows show what the rules look at. What to do is what the charter says beside each; \
    a profile says only what is so.";

/// What else there is to say of a set: what is left to do, and what it comes to.
pub(super) fn remarks(set: &FixSet) -> Vec<String> {
    let mut remarks = Vec::new();
    if !set.by_hand.is_empty() {
        remarks.push(format!("No change of answers was found for {}.", set.by_hand.join(", ")));
    }
    remarks.push(format!("{}, {}.", together(set), then(set)));
    remarks
}

/// What the fixes gain, and that other criteria may move with them.
fn together(set: &FixSet) -> String {
    format!("Together {}; with all that moves along", gain(&set.gain))
}

/// Another set, by what it has in place of what.
pub(super) fn beside(first: &FixSet, other: &FixSet) -> String {
    let not_in = |one: &FixSet, two: &FixSet| -> Vec<String> {
        one.criteria.iter().filter(|id| !two.criteria.contains(id)).cloned().collect()
    };
    let (instead, dropped) = (not_in(other, first), not_in(first, other));
    let count = other.criteria.len();
    let fixes =
        if count == first.criteria.len() { String::new() } else { format!("{}, ", counted(count, "fix", "fixes")) };
    let result = format!("{fixes}{}, {}", gain(&other.gain), then(other));
    if dropped.len() == first.criteria.len() {
        return format!("{} ({result})", instead.join(", "));
    }
    format!("{} in place of {} ({result})", instead.join(", "), dropped.join(", "))
}

/// How a page shows paths, and all other text.
pub(super) struct Look {
    pub(super) path: fn(&str) -> String,
    pub(super) text: fn(&str) -> String,
}

/// What to do, a line for each thing; claims to prove by the same grade together.
pub(super) fn steps<'s>(steps: impl IntoIterator<Item = &'s Step>, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let mut proofs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for step in steps {
        match &step.action {
            Action::Prove { grade } => proofs.entry(grade).or_default().push((look.path)(&step.path)),
            set => lines.push(change(look, &step.path, set)),
        }
    }
    let proof = |(grade, paths): (&str, Vec<String>)| {
        format!("prove {} by evidence that is {} or better", paths.join(", "), (look.text)(grade))
    };
    lines.extend(proofs.into_iter().map(proof));
    lines
}

fn change(look: &Look, path: &str, action: &Action) -> String {
    let Action::Set { from, to, asked, leeway, past } = action else { return String::new() };
    let is_day = Date::parse(to).is_ok();
    let limit = match (asked, leeway) {
        (Some(asked), _) => asked.clone(),
        (_, Some(Leeway::AtLeast)) if is_day => format!("{to} or later"),
        (_, Some(Leeway::AtMost)) if is_day => format!("{to} or earlier"),
        (_, Some(Leeway::AtLeast)) => format!("at least {to}"),
        (_, Some(Leeway::AtMost)) => format!("at most {to}"),
        (_, Some(Leeway::AnyOther)) => "something else".to_owned(),
        (_, Some(Leeway::Example)) => format!("such as {to}"),
        _ => to.clone(),
    };
    let (name, limit) = ((look.path)(path), (look.text)(&limit));
    let Some(from) = from.as_deref().map(clip).as_deref().map(look.text) else {
        return match leeway {
            _ if path.contains("[+") => format!("add a record with {name}, {limit}"),
            Some(Leeway::Example) => format!("answer {name}, {limit}"),
            _ => format!("answer {name}: {limit}"),
        };
    };
    let told = match leeway {
        _ if to == "unanswered" => format!("take out {name}, which says {from}"),
        _ if is_day => format!("move {name} from {from} to {limit}"),
        Some(Leeway::AtLeast) => format!("raise {name} from {from} to {limit}"),
        Some(Leeway::AtMost) => format!("lower {name} from {from} to {limit}"),
        _ => format!("change {name} from {from} to {limit}"),
    };
    if *past { format!("{told}: that is past, so only if it was a mistake") } else { told }
}

/// What comes out after the steps of a set.
pub(super) fn then(set: &FixSet) -> String {
    format!("then {}", standing(&set.then))
}

/// The arguments of `kitemark score` that try a set, for a shell.
pub(super) fn arguments(steps: &[Step]) -> Vec<String> {
    let argument = |step: &Step| match &step.action {
        Action::Prove { grade } => format!("--prove {}", quoted(&format!("{}={grade}", step.path))),
        Action::Set { to, .. } => format!("--set {}", quoted(&format!("{}={to}", step.path))),
        _ => String::new(),
    };
    steps.iter().map(argument).collect()
}

/// A word in single quotes, as shells take it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
