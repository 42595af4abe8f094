//! The parts of a notice that become contracts: its lots, or its awards, or the whole.

use crate::node::Node;

/// A part of a notice that is one contract.
#[derive(Debug)]
pub(crate) struct Part<'n> {
    /// A short name, unlike those of the other parts.
    pub(crate) id: String,
    pub(crate) lot: Node<'n>,
    /// Its award, if there is exactly one.
    pub(crate) award: Node<'n>,
    /// The contract signed for it, if there is exactly one.
    pub(crate) contract: Node<'n>,
    /// How many awards there are for it.
    pub(crate) awards: usize,
    /// Whether it is the whole of the notice.
    pub(crate) alone: bool,
}

/// The most parts that a draft is made of.
pub(crate) const MOST_PARTS: usize = 200;

/// The parts of a notice, at most [`MOST_PARTS`] of them, and how many there are.
pub(crate) fn parts<'n>(root: &Node<'n>) -> (Vec<Part<'n>>, usize) {
    let lots = root.at(&["tender", "lots"]).list();
    let awards: Vec<Node<'n>> = root.get("awards").list().into_iter().filter(|award| !has_ended(award)).collect();
    let contracts = root.get("contracts").list();
    let count = if lots.is_empty() { awards.len().max(1) } else { lots.len() };
    let alone = count == 1;
    let mut parts = Vec::new();
    let mut part = |name: &str, lot: Node<'n>, mine: Vec<Node<'n>>| {
        let award = if let [only] = mine.as_slice() { only.clone() } else { Node::default() };
        let signed: Vec<&Node<'n>> =
            contracts.iter().filter(|contract| alone && mine.len() == 1 || is_of(contract, &award)).collect();
        let contract = if let [only] = signed.as_slice() { (*only).clone() } else { Node::default() };
        let id = unlike(slug(name), &parts);
        parts.push(Part { id, lot, award, contract, awards: mine.len(), alone });
    };
    if lots.is_empty() && awards.len() < 2 {
        part("contract", Node::default(), awards);
    } else if lots.is_empty() {
        for (at, award) in awards.into_iter().enumerate().take(MOST_PARTS) {
            part(&format!("award-{}", at + 1), Node::default(), vec![award]);
        }
    } else {
        for (at, lot) in lots.into_iter().enumerate().take(MOST_PARTS) {
            let id = lot.get("id").text().map(|said| said.value);
            let name = id.clone().unwrap_or_else(|| (at + 1).to_string());
            let mine = awards.iter().filter(|award| alone || is_for(award, id.as_deref())).cloned().collect();
            let name = if name.to_ascii_lowercase().starts_with("lot") { name } else { format!("lot-{name}") };
            part(&name, lot, mine);
        }
    }
    (parts, count)
}

/// Whether a procedure, a lot or an award came to nothing.
pub(crate) fn has_ended(node: &Node<'_>) -> bool {
    let status = node.get("status").text().map(|said| said.value.to_ascii_lowercase());
    status.is_some_and(|status| ["cancelled", "withdrawn", "unsuccessful"].contains(&status.as_str()))
}

/// Whether something names the lot it is for.
pub(crate) fn is_for(node: &Node<'_>, lot: Option<&str>) -> bool {
    let named = |key: &str| {
        let ids = node.get(key).list().into_iter().filter_map(|id| id.text());
        ids.into_iter().any(|said| Some(said.value.as_str()) == lot)
    };
    named("relatedLots") || named("relatedLot")
}

fn is_of(contract: &Node<'_>, award: &Node<'_>) -> bool {
    let id = award.get("id").text().map(|said| said.value);
    id.is_some() && contract.get("awardID").text().map(|said| said.value) == id
}

/// The letters and digits of a text with hyphens between, so that it can name a record in a path.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars().take(40) {
        if char.is_ascii_alphanumeric() {
            slug.push(char.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "part".to_owned() } else { slug.to_owned() }
}

fn unlike(id: String, parts: &[Part<'_>]) -> String {
    let is_taken = |id: &str| parts.iter().any(|part| part.id == id);
    if !is_taken(&id) {
        return id;
    }
    let numbered = (2..=MOST_PARTS + 1).map(|number| format!("{id}-{number}")).find(|numbered| !is_taken(numbered));
    numbered.unwrap_or(id)
}
