//! Awards and caps of two editions.

use kitemark_dsl::charter::{Award, Limit, NeedKind};
use kitemark_dsl::value::Number;

use super::expression::Conditions;
use super::{Direction, Entry, Fate, Note, Side, Sides, Told, entries, reworded, shifted};
use crate::booklet::need;

/// What changed in awards.
pub(super) fn awards(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter.awards(), sides.new.charter.awards());
    entries(
        old,
        new,
        |award| award.id.clone(),
        |before, after| {
            let title = after.or(before).map(|award| award.title.clone());
            let needs = |side: &Side<'_>, award: &Award| -> Vec<Note> {
                award.needs.iter().map(|each| Note::new(need(side.charter, each.kind))).collect()
            };
            let notes = match (before, after) {
                (Some(old), Some(new)) => changed(sides, old, new),
                (None, Some(new)) => needs(sides.new, new),
                (Some(old), None) => needs(sides.old, old),
                (None, None) => Vec::new(),
            };
            Told { title, notes }
        },
    )
}

fn changed(sides: Sides<'_, '_>, old: &Award, new: &Award) -> Vec<Note> {
    let rank = |side: &Side<'_>, award: &Award| {
        side.charter.awards().iter().position(|other| other.id == award.id).map_or(0, |at| at + 1)
    };
    let mut notes: Vec<Note> = shifted("title", &old.title, &new.title).into_iter().collect();
    notes.extend(shifted("rank, from the highest", &rank(sides.old, old), &rank(sides.new, new)));
    let before: Vec<(String, String, Option<Number>)> =
        old.needs.iter().map(|each| measured(sides.old, each.kind)).collect();
    let after: Vec<(String, String, Option<Number>)> =
        new.needs.iter().map(|each| measured(sides.new, each.kind)).collect();
    for (what, words, least) in &before {
        match after.iter().find(|(other, ..)| other == what) {
            None => notes.push(Note::directed(format!("no longer: {words}"), Some(Direction::Looser))),
            Some((_, now, threshold)) if threshold != least => {
                let direction = if threshold > least { Direction::Stricter } else { Direction::Looser };
                notes.push(Note::directed(format!("{words} → {now}"), Some(direction)));
            }
            Some(_) => {}
        }
    }
    for (what, words, _) in &after {
        if !before.iter().any(|(other, ..)| other == what) {
            notes.push(Note::directed(format!("added: {words}"), Some(Direction::Stricter)));
        }
    }
    notes
}

/// What is measured, the need in words, and the threshold.
fn measured(side: &Side<'_>, kind: NeedKind) -> (String, String, Option<Number>) {
    let (what, least) = match kind {
        NeedKind::EveryMustMet => ("musts met".to_owned(), None),
        NeedKind::NoMustUnmet => ("musts not unmet".to_owned(), None),
        NeedKind::EveryPrinciple(least) => ("principles".to_owned(), Some(least)),
        NeedKind::Score(least) => ("score".to_owned(), Some(least)),
        NeedKind::Evidenced(least) => ("evidenced".to_owned(), Some(least)),
        NeedKind::Principle(id, least) => {
            let principle = side.charter.principles().get(id.index());
            (format!("principle {}", principle.map_or("", |principle| &principle.id)), Some(least))
        }
        NeedKind::CriterionMet(id) => {
            let criterion = side.charter.criteria().get(id.index());
            (format!("criterion {}", criterion.map_or("", |criterion| criterion.id())), None)
        }
    };
    (what, need(side.charter, kind), least)
}

/// What changed in caps. They have no ids: one of two left over on both sides with the same award is taken for the same.
pub(super) fn caps(sides: Sides<'_, '_>) -> Vec<Entry> {
    let told = |side: &Side<'_>, limit: &Limit| side.english.condition(&limit.syntax.when);
    let id = |limit: &Limit| format!("limit to {}", limit.syntax.to.value);
    let entry = |limit: &Limit, fate: Fate, notes: Vec<Note>| Entry { id: id(limit), title: None, fate, notes };
    let mut added: Vec<&Limit> = sides.new.charter.limits().iter().collect();
    let mut left: Vec<&Limit> = Vec::new();
    let mut pairs: Vec<(&Limit, &Limit)> = Vec::new();
    for limit in sides.old.charter.limits() {
        let asked = |side: &Side<'_>, limit: &Limit| side.names.condition(&limit.syntax.when);
        let same = |other: &&Limit| id(other) == id(limit) && asked(sides.new, other) == asked(sides.old, limit);
        match added.iter().position(same) {
            Some(at) => pairs.push((limit, added.remove(at))),
            None => left.push(limit),
        }
    }
    let mut found = Vec::new();
    for limit in left {
        match added.iter().position(|other| id(other) == id(limit)) {
            Some(at) => pairs.push((limit, added.remove(at))),
            None => {
                let note = Note::directed(format!("it held when {}", told(sides.old, limit)), Some(Direction::Looser));
                found.push(entry(limit, Fate::Dropped, vec![note]));
            }
        }
    }
    for (old, new) in pairs {
        let mut notes = Conditions::compare(sides, &old.syntax.when, &new.syntax.when, Some(Direction::Looser));
        let because = |limit: &Limit| limit.syntax.because.as_ref().map(|because| because.value.clone());
        notes.extend(reworded("reason", because(old).as_deref(), because(new).as_deref()));
        if !notes.is_empty() {
            found.push(entry(new, Fate::Changed, notes));
        }
    }
    for limit in added {
        let note = Note::directed(format!("when {}", told(sides.new, limit)), Some(Direction::Stricter));
        found.push(entry(limit, Fate::Added, vec![note]));
    }
    found
}
