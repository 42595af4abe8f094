//! What a notice says of its term in prose: "3+1+1", "two further periods of 12 months", "initial term of 5 years".
//!
//! The reading is careful. Each length in the text gets a role from the words around it; where two roles are possible, or two
//! lengths contradict one another, the text counts as not understood, and a person has to read it.

mod grammar;
mod stated;
#[cfg(test)]
mod tests;

use kitemark_dsl::value::Duration;

use grammar::{Cue, Item, ItemKind, Role};

pub(crate) use stated::stated;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Where a notice describes its renewal: a length on its own is that of an extension.
    Renewal,
    /// Somewhere else: only a sentence that speaks of extending is about extensions.
    Elsewhere,
}

/// What a text says of a term.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Terms {
    /// The firm term.
    pub(crate) initial: Option<Duration>,
    /// Each extension; empty if the text says of none.
    pub(crate) extensions: Vec<Duration>,
    /// The longest that the whole can last.
    pub(crate) total: Option<Duration>,
}

/// The lengths of time that a text speaks of, and the words around them.
#[derive(Debug)]
pub(crate) struct Prose(Vec<Item>);

impl Prose {
    pub(crate) fn of(text: &str) -> Self {
        Self(grammar::items(text))
    }

    /// Whether the text has a word for extending, in whatever sense.
    pub(crate) fn speaks_of_extending(&self) -> bool {
        self.0.iter().any(|item| match &item.kind {
            ItemKind::Cue(cue) => matches!(cue, Cue::Extending | Cue::Past),
            ItemKind::Span(_, role) => *role == Some(Role::Extension),
            ItemKind::Series(_, named) | ItemKind::Sum(_, named) => *named,
            _ => false,
        })
    }

    /// What is understood; nothing where the text says nothing of extensions, or is not clear.
    ///
    /// `period` is the length that the notice gives in figures: it tells whether "3+1+1" begins with the firm term.
    pub(crate) fn terms(&self, setting: Setting, period: Option<Duration>) -> Option<Terms> {
        Reading::of(&self.0, setting)?.resolve(setting, period)
    }
}

/// The lengths of a text by their roles.
#[derive(Debug, Default)]
struct Reading {
    initial: Vec<Duration>,
    totals: Vec<Duration>,
    extensions: Vec<Mention>,
    sums: Vec<Sum>,
    /// Lengths without a role.
    bare: Vec<Mention>,
}

/// Extensions as a text mentions them.
#[derive(Debug, Clone)]
struct Mention {
    pieces: Vec<Duration>,
    /// One length alone, which may be mentioned to be divided later.
    single: bool,
    /// The word of the text that it begins with.
    word: usize,
}

#[derive(Debug)]
struct Sum {
    terms: Vec<Duration>,
    /// Whether it is of extensions alone: "a further 1+1", "1+1 extension"; less surely where "extend" stands before it.
    of_extensions: Option<Surely>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surely {
    Yes,
    Perhaps,
}

/// The role of lengths to come in a sentence.
#[derive(Default)]
struct Sentence {
    extending: bool,
    next: Option<Cue>,
    join: bool,
    /// Where the lengths without a role of this sentence begin.
    bare_from: usize,
}

/// A text that begins with a length does so within this many words.
const LEADING_WORDS: usize = 2;

/// "for two years with an option to extend": so near to the firm term do the words stand that begin with the extensions.
const NEAR_WORDS: usize = 12;

impl Reading {
    /// None where the text is not clear.
    fn of(items: &[Item], setting: Setting) -> Option<Self> {
        let mut reading = Self::default();
        for sentence in items.split(|item| item.kind == ItemKind::Stop) {
            let is_about_it = sentence.iter().any(|item| match &item.kind {
                ItemKind::Cue(Cue::Extending) | ItemKind::Span(_, Some(Role::Extension)) => true,
                ItemKind::Series(_, named) | ItemKind::Sum(_, named) => *named,
                _ => false,
            });
            let is_past = sentence.iter().any(|item| item.kind == ItemKind::Cue(Cue::Past));
            if !is_past && (setting == Setting::Renewal || is_about_it) {
                reading.sentence(sentence)?;
            }
        }
        Some(reading)
    }

    fn sentence(&mut self, items: &[Item]) -> Option<()> {
        let mut state = Sentence { bare_from: self.bare.len(), ..Sentence::default() };
        let mut before: Option<&ItemKind> = None;
        for item in items {
            match &item.kind {
                ItemKind::Stop => {}
                ItemKind::Cue(cue) => self.cue(*cue, item.word, &mut state),
                ItemKind::Range => state.ignores().then_some(())?,
                ItemKind::Between(length) if !state.extending => self.initial.push(*length),
                ItemKind::Between(_) => {}
                ItemKind::Growth(from, to) => {
                    self.initial.push(*from);
                    self.extend(&mut state, vec![to.checked_sub(*from)?], true, item.word)?;
                }
                ItemKind::Sum(terms, named) => {
                    let of_extensions = match before {
                        _ if *named => Some(Surely::Yes),
                        Some(ItemKind::Cue(Cue::Further)) => Some(Surely::Yes),
                        Some(ItemKind::Cue(Cue::Extending)) => Some(Surely::Perhaps),
                        _ => None,
                    };
                    self.sums.push(Sum { terms: terms.clone(), of_extensions });
                    state.next = None;
                }
                ItemKind::Series(pieces, named) => self.series(pieces, *named, item.word, &mut state)?,
                ItemKind::Span(length, role) => self.span(*length, *role, item.word, &mut state)?,
            }
            before = Some(&item.kind);
        }
        Some(())
    }

    fn cue(&mut self, cue: Cue, word: usize, state: &mut Sentence) {
        match cue {
            Cue::Extending | Cue::Further => {
                state.extending = true;
                if !matches!(state.next, Some(Cue::Role(Role::Initial))) {
                    state.next = None;
                }
                // What stands near before the first of these words is the firm term.
                let is_near = |bare: &Mention| bare.single && word.saturating_sub(bare.word) <= NEAR_WORDS;
                if self.bare.len() > state.bare_from && self.bare.last().is_some_and(is_near) {
                    self.initial.extend(self.bare.pop().into_iter().flat_map(|bare| bare.pieces));
                }
                state.bare_from = self.bare.len();
            }
            Cue::Past => {}
            Cue::Join => state.join = true,
            Cue::ByMost | Cue::Most | Cue::Role(_) => state.next = Some(cue),
        }
    }

    fn series(&mut self, pieces: &[Duration], named: bool, word: usize, state: &mut Sentence) -> Option<()> {
        match state.next.take() {
            Some(Cue::Role(Role::Aside)) => Some(()),
            _ if named || state.extending => self.extend(state, pieces.to_vec(), false, word),
            _ => {
                self.bare.push(Mention { pieces: pieces.to_vec(), single: false, word });
                Some(())
            }
        }
    }

    fn span(&mut self, length: Duration, role: Option<Role>, word: usize, state: &mut Sentence) -> Option<()> {
        let next = state.next.take();
        match (role, next) {
            (Some(Role::Initial), _) | (None, Some(Cue::Role(Role::Initial))) => self.initial.push(length),
            (Some(Role::Total), _) | (None, Some(Cue::Role(Role::Total))) => self.totals.push(length),
            (Some(Role::Aside), _) | (None, Some(Cue::Role(Role::Aside))) => {}
            (Some(Role::Extension), _) => return self.extend(state, vec![length], true, word),
            // Of the extension, or of the whole?
            (None, Some(Cue::Most)) => return None,
            (None, Some(Cue::ByMost)) if !state.extending => return None,
            (None, _) if state.extending => return self.extend(state, vec![length], true, word),
            (None, _) => self.bare.push(Mention { pieces: vec![length], single: true, word }),
        }
        Some(())
    }

    fn extend(&mut self, state: &mut Sentence, pieces: Vec<Duration>, single: bool, word: usize) -> Option<()> {
        state.extending = true;
        state.next = None;
        match self.extensions.last_mut() {
            Some(last) if std::mem::take(&mut state.join) => last.pieces.extend(pieces),
            _ => self.extensions.push(Mention { pieces, single, word }),
        }
        Some(())
    }

    fn resolve(mut self, setting: Setting, period: Option<Duration>) -> Option<Terms> {
        self.take_parted();
        if self.extensions.is_empty()
            && self.sums.iter().all(|sum| sum.of_extensions.is_none())
            && setting == Setting::Renewal
        {
            self.take_bare(period)?;
        }
        let total = only(&self.totals)?;
        let mut initial = only(&self.initial)?;
        let mut extensions = self.mentioned()?;
        for sum in &self.sums {
            let (head, tail) = sum.terms.split_first()?;
            let (all, rest) = (added(&sum.terms)?, added(tail)?);
            let known = if extensions.is_empty() { None } else { Some(added(&extensions)?) };
            let steps_down = sum.steps_down();
            let begins_with_period = period == Some(*head);
            let fills_period = period.is_none_or(|period| period == all) && steps_down;
            match known {
                Some(known) if known == all => extensions.clone_from(&sum.terms),
                Some(known) if known == rest => initial = agreed(initial, *head)?,
                Some(_) => return None,
                None if sum.of_extensions == Some(Surely::Yes) => extensions.clone_from(&sum.terms),
                // "An extension of 3+1": beyond the three years of the period, or with them?
                None if sum.of_extensions.is_some() && begins_with_period && steps_down => return None,
                None if sum.of_extensions.is_some() => extensions.clone_from(&sum.terms),
                None if begins_with_period && period != Some(all) || fills_period => {
                    initial = agreed(initial, *head)?;
                    extensions = tail.to_vec();
                }
                None => return None,
            }
        }
        if extensions.is_empty() && total.is_none() {
            return None;
        }
        Some(Terms { initial, extensions, total })
    }

    /// "7 years (5+1+1)" is the whole and its parts, where the parts step down from the firm term.
    fn take_parted(&mut self) {
        let parted: Vec<Duration> = self
            .sums
            .iter()
            .filter(|sum| sum.of_extensions.is_none() && sum.steps_down())
            .filter_map(|sum| added(&sum.terms))
            .collect();
        let is_whole = |bare: &Mention| bare.single && added(&bare.pieces).is_some_and(|whole| parted.contains(&whole));
        let (wholes, bare) = std::mem::take(&mut self.bare).into_iter().partition(is_whole);
        self.bare = bare;
        self.totals.extend(Vec::<Mention>::into_iter(wholes).flat_map(|whole| whole.pieces));
    }

    /// Where a notice describes its renewal and names a length alone, that is the extension; not if it is as long as the
    /// period, which may be what it repeats.
    fn take_bare(&mut self, period: Option<Duration>) -> Option<()> {
        let Some(first) = self.bare.first() else { return Some(()) };
        if self.initial.is_empty() && (first.word <= LEADING_WORDS || !first.single) {
            if self.bare.iter().any(|bare| added(&bare.pieces) == period) {
                return None;
            }
            self.extensions.append(&mut self.bare);
        }
        Some(())
    }

    /// The extensions, where all mentions come to the same: the one that divides them most.
    fn mentioned(&self) -> Option<Vec<Duration>> {
        let Some(most) = self.extensions.iter().max_by_key(|mention| mention.pieces.len()) else {
            return Some(Vec::new());
        };
        let whole = added(&most.pieces)?;
        let agree = self.extensions.iter().all(|mention| added(&mention.pieces) == Some(whole));
        // Two lengths, each on its own, may be one extension said twice or two extensions.
        let once = self.extensions.iter().filter(|mention| mention.single && mention.pieces.len() == 1).count() < 2;
        (agree && (once || most.pieces.len() > 1)).then(|| most.pieces.clone())
    }
}

impl Sum {
    /// Whether the first term is longer than each of the others, as a firm term is.
    fn steps_down(&self) -> bool {
        self.terms.split_first().is_some_and(|(head, tail)| tail.iter().all(|term| is_longer(*head, *term)))
    }
}

impl Sentence {
    /// Whether the next length is of something else.
    fn ignores(&mut self) -> bool {
        matches!(self.next.take(), Some(Cue::Role(Role::Aside)))
    }
}

/// The one length of a list, if there is one; none at all where they contradict one another.
fn only(lengths: &[Duration]) -> Option<Option<Duration>> {
    match lengths.split_first() {
        None => Some(None),
        Some((first, rest)) => rest.iter().all(|length| length == first).then_some(Some(*first)),
    }
}

fn agreed(known: Option<Duration>, length: Duration) -> Option<Option<Duration>> {
    known.is_none_or(|known| known == length).then_some(Some(length))
}

/// How long lengths are together; nothing of nothing.
pub(crate) fn added(lengths: &[Duration]) -> Option<Duration> {
    lengths.iter().copied().try_fold(Duration::ZERO, Duration::checked_add)
}

fn is_longer(one: Duration, other: Duration) -> bool {
    one != other && one.is_at_least(other) == Some(true)
}
