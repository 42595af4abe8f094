//! When a contract starts, how long it runs, and how it may be extended.

use kitemark_dsl::value::{Duration, Literal};

use crate::answer::{Answer, Entry, Written, quoted, quoted_around};
use crate::node::{Node, Said};
use crate::part::Part;
use crate::period::{self, Length, Span};
use crate::prose::{self, Terms};
use crate::renewal::{EXTENDING, Renewal, Shared};
use crate::whole;

/// What a notice with an extension leaves to its readers.
const LONGEST: &str =
    "is it the firm term, as it was taken here, or the longest with all extensions? The notice does not say";

/// Adds the dates and the term of a part to its contract.
pub(crate) fn add(root: &Node<'_>, part: &Part<'_>, shared: &Shared, entry: &mut Entry) {
    let span = span(root, part, &mut entry.notes);
    let of_extension = whole::told_extension(root, part);
    let start = span
        .start
        .clone()
        .map(|start| Answer::new("start", Written::Literal(Literal::Date(start.value)), vec![start.pointer]));
    entry.answers.extend(start.map(|start| Answer { doubts: of_extension.iter().cloned().collect(), ..start }));
    let period = span.length.as_ref().map(|length| length.value);
    let mut renewal = Renewal::of(part, shared, period);
    if of_extension.is_some() {
        // What its prose says of extending is what the period is.
        renewal.forget();
    }
    let mut settled = settle(span.length, &renewal, span.further);
    if let Some(initial) = &mut settled.initial {
        initial.doubts.extend(of_extension);
        let extensions = settled.extensions.as_ref().and_then(|answer| together(&answer.value));
        whole::compare_term(root, part, initial, period, extensions);
    }
    match &settled.initial {
        Some(initial) => entry.answers.push(length_answer("initial_term", initial)),
        None => entry.notes.push("the notice does not say how long the contract runs".to_owned()),
    }
    match settled.extensions {
        Some(extensions) => entry.answers.push(extensions),
        None => entry.answers.push(silent(renewal.unread.as_ref())),
    }
    let options = part.lot.at(&["options", "description"]).text();
    entry.notes.extend(
        options.map(|said| {
            format!("the notice has options beside the renewal: {} ({})", quoted(&said.value), said.pointer)
        }),
    );
}

/// An entry without a length keeps the question open, where to leave the list out would answer it.
fn silent(unread: Option<&Said<String>>) -> Answer {
    let said = unread.map_or_else(
        || "the notice does not say whether the contract can be extended".to_owned(),
        |said| {
            format!(
                "the notice speaks of extending, but what it says was not understood ({}): {}",
                said.pointer,
                quoted_around(&said.value, &EXTENDING)
            )
        },
    );
    Answer::new("extensions", Written::List(vec![Vec::new()]), Vec::new()).doubt(format!(
        "{said}; the entry without a length keeps that open: write `[]` if it cannot, or `- length: 12 months` for each \
         extension"
    ))
}

/// The period of a part: as signed, as awarded, as tendered. What it leaves out may stand in the next.
fn span(root: &Node<'_>, part: &Part<'_>, notes: &mut Vec<String>) -> Span {
    let nodes = [
        part.contract.get("period"),
        part.award.get("contractPeriod"),
        part.lot.get("contractPeriod"),
        root.at(&["tender", "contractPeriod"]),
    ];
    let mut chosen = Span::default();
    for node in nodes.into_iter().filter(Node::is_there) {
        let next = period::read(&node);
        notes.extend(next.notes);
        if let (Some(held), Some(other)) = (&mut chosen.length, &next.length)
            && held.value != other.value
        {
            held.doubts.push(format!("{} gives {} ({})", node.pointer(), other.value, other.from));
        }
        if let (Some(held), Some(other)) = (&chosen.start, &next.start)
            && held.value != other.value
        {
            notes.push(format!("another start, {}, stands at {}", other.value, other.pointer));
        }
        chosen.start = chosen.start.or(next.start);
        // A latest end counts from the end that it stands beside.
        let same = |held: &Length| next.length.as_ref().is_some_and(|other| other.value == held.value);
        if chosen.further.is_none() && chosen.length.as_ref().is_none_or(same) {
            chosen.further = next.further;
        }
        chosen.length = chosen.length.or(next.length);
    }
    chosen
}

/// The firm term and the extensions, as far as they can be told apart.
struct Settled {
    initial: Option<Length>,
    extensions: Option<Answer>,
}

fn settle(period: Option<Length>, renewal: &Renewal, further: Option<Length>) -> Settled {
    let mut settled = Settled { initial: period, extensions: None };
    // A latest end in figures tells that the period is the firm term.
    let is_firm = further.is_some();
    match &renewal.read {
        Some((terms, said)) => settled.by_prose(terms, said, renewal, is_firm),
        None => settled.without_prose(renewal, is_firm),
    }
    if let Some(further) = further {
        settled.by_latest_end(further);
    }
    settled
}

impl Settled {
    /// The period of a notice is the firm term, or the longest that the contract can last: what the prose says decides.
    fn by_prose(&mut self, terms: &Terms, said: &Said<String>, renewal: &Renewal, is_firm: bool) {
        let words = quoted_around(&said.value, &EXTENDING);
        let extended = prose::added(&terms.extensions).unwrap_or(Duration::ZERO);
        let mut extensions = terms.extensions.clone();
        match (&mut self.initial, terms.initial) {
            (None, Some(initial)) => {
                let doubts = vec![format!("read from {words}")];
                let from = "from the prose".to_owned();
                self.initial = Some(Length { value: initial, pointers: vec![said.pointer.clone()], from, doubts });
            }
            (None, None) => {}
            (Some(period), Some(initial)) => {
                if initial != period.value {
                    if !is_firm && initial.checked_add(extended) == Some(period.value) {
                        shorten(period, initial, said);
                    } else {
                        period.doubts.push(format!("the period says {}, but {words} says {initial}", period.value));
                    }
                }
            }
            (Some(_), None) if is_firm => {}
            (Some(period), None) => settle_period(period, terms, &mut extensions, extended, said),
        }
        let discretion = said.value.to_lowercase().contains("discretion");
        let mut answer =
            extensions_answer(&extensions, discretion, said.pointer.clone()).doubt(format!("read from {words}"));
        if let Some(no) = renewal.has.as_ref().filter(|has| !has.value) {
            answer = answer.doubt(format!("{} says that there is no renewal", no.pointer));
            answer.pointers.push(no.pointer.clone());
        }
        for (_, other) in &renewal.others {
            answer = answer.doubt(format!(
                "{} says something else: {}",
                other.pointer,
                quoted_around(&other.value, &EXTENDING)
            ));
        }
        if let Some(unread) = renewal.described.as_ref().filter(|described| described.pointer != said.pointer) {
            answer = answer.doubt(format!("{} was not understood: {}", unread.pointer, quoted(&unread.value)));
        }
        self.extensions = Some(answer);
    }

    fn without_prose(&mut self, renewal: &Renewal, is_firm: bool) {
        let described = renewal.described.as_ref();
        match &renewal.has {
            Some(has) if !has.value && described.is_none() => {
                self.extensions = Some(Answer::new("extensions", Written::List(Vec::new()), vec![has.pointer.clone()]));
            }
            None if described.is_none() => {}
            has => {
                // It may be extended, nobody knows how: an entry whose length stays open.
                let mut answer = Answer::new("extensions", Written::List(vec![Vec::new()]), Vec::new());
                answer.pointers.extend(has.as_ref().map(|has| has.pointer.clone()));
                answer.pointers.extend(described.map(|said| said.pointer.clone()));
                let words =
                    described.map_or_else(|| "no more than that it is there".to_owned(), |said| quoted(&said.value));
                self.extensions = Some(answer.doubt(format!(
                    "the notice has a renewal, and says of it {words}; for each extension write `- length: 12 months`, or `[]` \
                     for none"
                )));
                if let Some(initial) = self.initial.as_mut().filter(|_| !is_firm) {
                    initial.doubts.push(LONGEST.to_owned());
                }
            }
        }
    }

    /// A latest end in figures holds against prose that comes to something else.
    fn by_latest_end(&mut self, further: Length) {
        let read = self.extensions.as_ref().and_then(|answer| together(&answer.value));
        if read == Some(further.value) {
            if let Some(answer) = &mut self.extensions {
                answer.pointers.extend(further.pointers);
            }
            return;
        }
        let mut answer = extensions_answer(&[further.value], false, String::new()).from(further.from);
        answer.pointers = further.pointers;
        if let Some(other) = self.extensions.take() {
            if let Some(read) = read {
                answer.doubts.push(format!(
                    "the latest end leaves {} for extensions, but {} in what was read there",
                    further.value,
                    if read == Duration::ZERO { "there are none".to_owned() } else { format!("they come to {read}") },
                ));
            }
            answer.pointers.extend(other.pointers);
            answer.doubts.extend(other.doubts);
        }
        self.extensions = Some(answer.doubt("is it one extension, or several?"));
    }
}

/// Tells whether a period is the firm term, where the prose names the extensions or the longest term, and not the firm one.
fn settle_period(
    period: &mut Length,
    terms: &Terms,
    extensions: &mut Vec<Duration>,
    extended: Duration,
    said: &Said<String>,
) {
    let words = || quoted_around(&said.value, &EXTENDING);
    match terms.total {
        Some(total) if extensions.is_empty() => match total.checked_sub(period.value).filter(|rest| is_positive(*rest))
        {
            Some(rest) => extensions.push(rest),
            None => period.doubts.push(LONGEST.to_owned()),
        },
        Some(total) if Some(total) == period.value.checked_add(extended) => {}
        Some(total) if total == period.value && is_shorter(extended, total) => {
            let firm = total.checked_sub(extended).unwrap_or(total);
            shorten(period, firm, said);
        }
        // A total of the extensions alone says nothing of the period.
        Some(total) if total == extended => period.doubts.push(LONGEST.to_owned()),
        Some(total) => {
            period.doubts.push(format!("{} speaks of {total} in all, which does not fit {}", words(), period.value))
        }
        None => period.doubts.push(LONGEST.to_owned()),
    }
}

/// Makes the firm term of a period that is the longest which the contract can last.
fn shorten(period: &mut Length, firm: Duration, said: &Said<String>) {
    period.doubts.push(format!("the period, {}, was taken as the longest with all extensions", period.value));
    period.pointers.push(said.pointer.clone());
    period.from.push_str(", less the extensions");
    period.value = firm;
}

fn is_positive(length: Duration) -> bool {
    length != Duration::ZERO && length.is_at_least(Duration::ZERO) == Some(true)
}

fn is_shorter(one: Duration, other: Duration) -> bool {
    other.checked_sub(one).is_some_and(is_positive)
}

/// How long extensions are together, if each has a length.
fn together(extensions: &Written) -> Option<Duration> {
    let Written::List(entries) = extensions else { return None };
    prose::added(&lengths(entries)?)
}

fn lengths(entries: &[Vec<(&'static str, Written)>]) -> Option<Vec<Duration>> {
    let length = |entry: &Vec<(&'static str, Written)>| {
        entry.iter().find_map(|(_, value)| match value {
            Written::Literal(Literal::Duration(length)) => Some(*length),
            _ => None,
        })
    };
    entries.iter().map(length).collect()
}

pub(crate) fn length_answer(path: &'static str, length: &Length) -> Answer {
    Answer {
        doubts: length.doubts.clone(),
        ..Answer::new(path, Written::Literal(Literal::Duration(length.value)), length.pointers.clone())
            .from(&length.from)
    }
}

fn extensions_answer(lengths: &[Duration], discretion: bool, pointer: String) -> Answer {
    let entry = |length: &Duration| {
        let mut entry = vec![("length", Written::Literal(Literal::Duration(*length)))];
        if discretion {
            entry.push(("basis", Written::Choice("discretion")));
        }
        entry
    };
    let entries: Vec<_> = if lengths.is_empty() { vec![Vec::new()] } else { lengths.iter().map(entry).collect() };
    Answer::new("extensions", Written::List(entries), vec![pointer])
}
