//! Principles and criteria of two editions.

use kitemark_dsl::charter::{self, Citation, Criterion};
use kitemark_dsl::syntax::{Band, Condition, Name, Obligation};
use kitemark_eval::fraction::Fraction;

use super::expression::Conditions;
use super::{Direction, Entry, Note, Side, Sides, Told, entries, reworded, shifted, shifted_option};
use crate::english::{English, credit, sentence};

/// What changed in principles, their criteria left aside.
pub(super) fn principles(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter.principles(), sides.new.charter.principles());
    let share = |side: &Side<'_>, principle: &charter::Principle| -> String {
        let at = side.charter.principles().iter().position(|other| other.id == principle.id);
        at.and_then(|at| side.shares.principles.get(at)).map_or_else(String::new, |share| share.percent(1))
    };
    entries(
        old,
        new,
        |principle| principle.id.clone(),
        |before, after| {
            let title = after.or(before).map(|principle| principle.title.clone());
            let notes = match (before, after) {
                (Some(old), Some(new)) => {
                    let weight = (old.weight != new.weight).then(|| {
                        let (before, after) = (share(sides.old, old), share(sides.new, new));
                        Note::new(format!("weight {} → {}, {before} → {after} of the score", old.weight, new.weight))
                    });
                    let mut notes: Vec<Note> = shifted("title", &old.title, &new.title).into_iter().collect();
                    notes.extend(weight);
                    notes.extend(reworded("reason", old.because.as_deref(), new.because.as_deref()));
                    notes.extend(cites(sides, &old.cites, &new.cites));
                    notes
                }
                (None, Some(new)) => vec![Note::new(format!("{} of the score", share(sides.new, new)))],
                (Some(old), None) => vec![Note::new(format!("it had {} of the score", share(sides.old, old)))],
                (None, None) => Vec::new(),
            };
            Told { title, notes }
        },
    )
}

/// What changed in criteria.
pub(super) fn criteria(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter.criteria(), sides.new.charter.criteria());
    entries(
        old,
        new,
        |criterion| criterion.id().to_owned(),
        |before, after| {
            let title = after.or(before).map(|criterion| criterion.title().to_owned());
            let notes = match (before, after) {
                (Some(old), Some(new)) => changed(sides, old, new),
                (None, Some(new)) => only(sides.new, new, Direction::Stricter),
                (Some(old), None) => only(sides.old, old, Direction::Looser),
                (None, None) => Vec::new(),
            };
            Told { title, notes }
        },
    )
}

/// Whether every exemption that could be asked for still can.
pub(super) fn exemptions_fit(sides: Sides<'_, '_>) -> bool {
    sides.old.charter.criteria().iter().all(|before| {
        let after = sides.new.charter.criterion(before.id()).map_or(&[][..], |(_, after)| &after.waivable);
        before.waivable.iter().all(|reason| after.contains(reason))
    })
}

/// A criterion that only one edition has.
fn only(side: &Side<'_>, criterion: &Criterion, direction: Direction) -> Vec<Note> {
    let asks =
        format!("{}: {}", obligation(criterion), sentence(&side.english.condition(&criterion.syntax.requirement)));
    let asks = Note::directed(asks, (criterion.syntax.obligation != Obligation::Flag).then_some(direction));
    let counts = share(side, criterion).filter(|share| !share.is_zero());
    let counts = counts.map(|share| Note::new(format!("{} of the score", share.percent(1))));
    std::iter::once(asks).chain(counts).collect()
}

fn changed(sides: Sides<'_, '_>, old: &Criterion, new: &Criterion) -> Vec<Note> {
    let (before, after) = (&old.syntax, &new.syntax);
    let mut notes = Vec::new();
    notes.extend(shifted("title", &old.title(), &new.title()));
    notes.extend(shifted("principle", &principle(sides.old, old), &principle(sides.new, new)));
    if before.obligation != after.obligation {
        let direction =
            if rank(after.obligation) > rank(before.obligation) { Direction::Stricter } else { Direction::Looser };
        notes.push(Note::directed(format!("{} → {}", obligation(old), obligation(new)), Some(direction)));
    }
    // A flag asks for the contrary of what raises it.
    let harder = match (before.obligation == Obligation::Flag, after.obligation == Obligation::Flag) {
        (false, false) => Some(Direction::Stricter),
        (true, true) => Some(Direction::Looser),
        _ => None,
    };
    notes.extend(Conditions::compare(sides, &before.requirement, &after.requirement, harder));
    notes.extend(conditions(sides, "applies only when", &before.when, &after.when, Direction::Looser));
    notes.extend(conditions(sides, "does not apply if", &before.unless, &after.unless, Direction::Stricter));
    notes.extend(bands(sides, &before.worth, &after.worth));
    notes.extend(scale(sides, old, new));
    notes.extend(weight(sides, old, new));
    notes.extend(evidence(sides, old, new));
    notes.extend(listed("exemption for", &old.waivable, &new.waivable, Some(Direction::Looser)));
    let text = |name: &Option<Name>| name.as_ref().map(|name| name.value.clone());
    notes.extend(reworded("reason", text(&before.because).as_deref(), text(&after.because).as_deref()));
    notes.extend(reworded("fix", text(&before.fix).as_deref(), text(&after.fix).as_deref()));
    notes.extend(cites(sides, &old.cites, &new.cites));
    notes
}

/// `when` or `unless` clauses. `harder` is what it means that one is harder to satisfy; one more makes it the harder to be
/// judged at all for `when`, and the easier to be left out for `unless`.
fn conditions(sides: Sides<'_, '_>, words: &str, old: &[Condition], new: &[Condition], harder: Direction) -> Vec<Note> {
    let (before, after) = (&sides.old.english, &sides.new.english);
    let mut notes = Vec::new();
    for (old, new) in old.iter().zip(new) {
        let shifts = Conditions::compare(sides, &old.expr, &new.expr, Some(harder));
        notes.extend(shifts.into_iter().map(|note| Note::directed(format!("{words}: {}", note.text), note.direction)));
        let text = |condition: &Condition| condition.because.as_ref().map(|because| because.value.clone());
        notes.extend(reworded(&format!("reason of \"{words}\""), text(old).as_deref(), text(new).as_deref()));
    }
    for dropped in old.iter().skip(new.len()) {
        let text = format!("no longer: {words} {}", before.condition(&dropped.expr));
        notes.push(Note::directed(text, Some(Direction::Stricter)));
    }
    for added in new.iter().skip(old.len()) {
        let text = format!("now {words} {}", after.condition(&added.expr));
        notes.push(Note::directed(text, Some(Direction::Looser)));
    }
    notes
}

fn bands(sides: Sides<'_, '_>, old: &[Band], new: &[Band]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (old, new) in old.iter().zip(new) {
        let (before, after) = (credit(old.credit.value), credit(new.credit.value));
        if before != after {
            let direction = if new.credit.value > old.credit.value { Direction::Looser } else { Direction::Stricter };
            notes.push(Note::directed(format!("partly met: {before} → {after}"), Some(direction)));
        }
        let shifts = Conditions::compare(sides, &old.when, &new.when, Some(Direction::Stricter));
        notes.extend(shifts.into_iter().map(|note| Note::directed(format!("{after}: {}", note.text), note.direction)));
    }
    for dropped in old.iter().skip(new.len()) {
        let text =
            format!("no longer {} if {}", credit(dropped.credit.value), sides.old.english.condition(&dropped.when));
        notes.push(Note::directed(text, Some(Direction::Stricter)));
    }
    for added in new.iter().skip(old.len()) {
        let text = format!("now {} if {}", credit(added.credit.value), sides.new.english.condition(&added.when));
        notes.push(Note::directed(text, Some(Direction::Looser)));
    }
    notes
}

fn scale(sides: Sides<'_, '_>, old: &Criterion, new: &Criterion) -> Option<Note> {
    let told = |english: &English<'_>, criterion: &Criterion| {
        let scale = criterion.syntax.scale.as_ref()?;
        let (value, from, to) = (english.value(&scale.value), english.value(&scale.from), english.value(&scale.to));
        Some(format!("{value} from {from} to {to}"))
    };
    if told(&sides.old.names, old) == told(&sides.new.names, new) {
        return None;
    }
    let (before, after) = (told(&sides.old.english, old), told(&sides.new.english, new));
    let mut note = shifted_option("scale", before.as_deref(), after.as_deref())?;
    note.direction = match (before, after) {
        (None, Some(_)) => Some(Direction::Looser),
        (Some(_), None) => Some(Direction::Stricter),
        _ => None,
    };
    Some(note)
}

/// What changed in the weight, and in what it comes to in another principle.
fn weight(sides: Sides<'_, '_>, old: &Criterion, new: &Criterion) -> Option<Note> {
    let moved = principle(sides.old, old) != principle(sides.new, new);
    if old.weight == new.weight && !moved {
        return None;
    }
    let percent = |side: &Side<'_>, criterion: &Criterion| {
        share(side, criterion).map_or_else(String::new, |share| share.percent(1))
    };
    let share = format!("{} → {} of the score", percent(sides.old, old), percent(sides.new, new));
    Some(Note::new(match old.weight == new.weight {
        true => share,
        false => format!("weight {} → {}, {share}", old.weight, new.weight),
    }))
}

/// What changed in the evidence asked for. Flags ask for none.
fn evidence(sides: Sides<'_, '_>, old: &Criterion, new: &Criterion) -> Option<Note> {
    if [old, new].iter().any(|criterion| criterion.syntax.obligation == Obligation::Flag) {
        return None;
    }
    let grade = |side: &Side<'_>, criterion: &Criterion| {
        criterion.evidence.and_then(|grade| side.charter.grades().get(grade.index()).cloned())
    };
    let (before, after) = (grade(sides.old, old), grade(sides.new, new));
    let told =
        |grade: &Option<String>| grade.as_ref().map_or("optional".to_owned(), |grade| format!("at least {grade}"));
    let mut note = shifted("evidence", &told(&before), &told(&after))?;
    let place = |grade: &String| sides.new.charter.grade(grade).map(|grade| grade.index());
    note.direction = match (before, after) {
        (None, Some(_)) => Some(Direction::Stricter),
        (Some(_), None) => Some(Direction::Looser),
        (Some(old), Some(new)) => place(&old)
            .zip(place(&new))
            .map(|(old, new)| if new < old { Direction::Stricter } else { Direction::Looser }),
        (None, None) => None,
    };
    Some(note)
}

/// What a list of names gained and lost; `longer` is what a longer list means.
pub(super) fn listed(what: &str, old: &[String], new: &[String], longer: Option<Direction>) -> Vec<Note> {
    let gone = old.iter().filter(|name| !new.contains(name));
    let come = new.iter().filter(|name| !old.contains(name));
    let gone = gone.map(|name| Note::directed(format!("no longer: {what} {name}"), longer.map(Direction::reverse)));
    gone.chain(come.map(|name| Note::directed(format!("added: {what} {name}"), longer))).collect()
}

fn cites(sides: Sides<'_, '_>, old: &[Citation], new: &[Citation]) -> Vec<Note> {
    let told = |side: &Side<'_>, cites: &[Citation]| -> Vec<String> {
        let one = |cite: &Citation| {
            let source = side.charter.cited().get(cite.source.index())?;
            let place = cite.place.as_ref().map(|place| format!(" \"{place}\"")).unwrap_or_default();
            Some(format!("{}{place}", source.id))
        };
        cites.iter().filter_map(one).collect()
    };
    listed("citation of", &told(sides.old, old), &told(sides.new, new), None)
}

fn share<'s>(side: &'s Side<'_>, criterion: &Criterion) -> Option<&'s Fraction> {
    let (id, _) = side.charter.criterion(criterion.id())?;
    side.shares.criteria.get(id.index())
}

fn principle(side: &Side<'_>, criterion: &Criterion) -> String {
    side.charter.principles().get(criterion.principle.index()).map(|principle| principle.id.clone()).unwrap_or_default()
}

fn obligation(criterion: &Criterion) -> &'static str {
    criterion.syntax.obligation.word()
}

fn rank(obligation: Obligation) -> u8 {
    match obligation {
        Obligation::Flag => 0,
        Obligation::Should => 1,
        Obligation::Must => 2,
    }
}
