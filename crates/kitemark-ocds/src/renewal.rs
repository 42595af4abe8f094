//! What a notice says of extending its contract.

use kitemark_dsl::value::Duration;

use crate::node::{Node, Said};
use crate::part::Part;
use crate::prose::{self, Prose, Setting, Terms};

/// What a notice says of extending, in a word and in prose.
pub(crate) struct Renewal {
    /// Whether there is one.
    pub(crate) has: Option<Said<bool>>,
    /// The prose of the renewal itself.
    pub(crate) described: Option<Said<String>>,
    /// What is understood, and from where.
    pub(crate) read: Option<(Terms, Said<String>)>,
    /// Other prose that says something else.
    pub(crate) others: Vec<(Terms, Said<String>)>,
    /// Other prose that speaks of extending, and is not understood.
    pub(crate) unread: Option<Said<String>>,
}

/// A text that may speak of extending, read once.
struct Told {
    said: Said<String>,
    prose: Prose,
}

impl Told {
    fn of(node: &Node<'_>) -> Option<Self> {
        let said = node.prose()?;
        Some(Self { prose: Prose::of(&said.value), said })
    }
}

/// Words of extending, as texts on it have them.
pub(crate) const EXTENDING: [&str; 2] = ["exten", "renew"];

impl Told {
    fn speaks_of_extending(&self) -> bool {
        let lower = self.said.value.to_lowercase();
        EXTENDING.iter().any(|word| lower.contains(word)) && self.prose.speaks_of_extending()
    }
}

/// What a notice says of extending all its parts.
pub(crate) struct Shared {
    has: Option<Said<bool>>,
    described: Option<Told>,
    elsewhere: Vec<Told>,
}

impl Shared {
    pub(crate) fn of(root: &Node<'_>, alone: bool) -> Self {
        let tender = root.get("tender");
        let elsewhere = [tender.get("description"), root.get("description")];
        Self {
            has: tender.get("hasRenewal").yes_no(),
            described: Told::of(&tender.at(&["renewal", "description"])),
            // What is said of one lot among several is not said of all.
            elsewhere: elsewhere
                .iter()
                .filter_map(Told::of)
                .filter(|told| alone || !names_a_lot(&told.said.value))
                .collect(),
        }
    }
}

impl Renewal {
    /// Takes what was read of extensions as not understood.
    pub(crate) fn forget(&mut self) {
        let read = self.read.take().map(|(_, said)| said);
        self.unread = self.unread.take().or(read);
        self.others.clear();
    }

    pub(crate) fn of(part: &Part<'_>, shared: &Shared, period: Option<Duration>) -> Self {
        let own = Told::of(&part.lot.at(&["renewal", "description"]));
        let described = own.as_ref().or(shared.described.as_ref());
        let has = part.lot.get("hasRenewal").yes_no().or_else(|| shared.has.clone());
        let own: Vec<Told> = [&part.contract, &part.award, &part.lot]
            .iter()
            .filter_map(|node| Told::of(&node.get("description")))
            .collect();
        let elsewhere = own.iter().chain(&shared.elsewhere).map(|told| (told, Setting::Elsewhere));
        let unread = elsewhere.clone().find(|(told, _)| told.speaks_of_extending()).map(|(told, _)| told.said.clone());
        let texts = described.map(|told| (told, Setting::Renewal)).into_iter().chain(elsewhere);
        let mut understood =
            texts.filter_map(|(told, setting)| Some((told.prose.terms(setting, period)?, told.said.clone())));
        let read = understood.next();
        let others =
            understood.filter(|(terms, _)| read.as_ref().is_some_and(|(read, _)| contradict(read, terms))).collect();
        Self { has, described: described.map(|told| told.said.clone()), read, others, unread }
    }
}

/// Whether two texts cannot both be right.
fn contradict(one: &Terms, other: &Terms) -> bool {
    let differ = |a: Option<Duration>, b: Option<Duration>| a.is_some() && b.is_some() && a != b;
    let together = |terms: &Terms| (!terms.extensions.is_empty()).then(|| prose::added(&terms.extensions)).flatten();
    differ(one.initial, other.initial) || differ(together(one), together(other)) || differ(one.total, other.total)
}

pub(crate) fn names_a_lot(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices("lot ").any(|(at, word)| {
        lower
            .get(at + word.len()..)
            .is_some_and(|rest| rest.trim_start().starts_with(|char: char| char.is_ascii_digit()))
    })
}
