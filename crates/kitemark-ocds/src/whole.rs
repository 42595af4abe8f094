//! What the prose of a notice says of the whole contract, held against its figures.

use kitemark_dsl::value::Duration;

use crate::answer::{quoted, quoted_around};
use crate::node::{Node, Said};
use crate::part::Part;
use crate::period::Length;
use crate::{prose, renewal};

/// The texts of a notice on a part: its own, and those on the whole unless they tell lots apart that this is one of.
pub(crate) fn texts(root: &Node<'_>, part: &Part<'_>) -> Vec<Said<String>> {
    let tender = root.get("tender");
    let of = |nodes: [&Node<'_>; 2]| -> Vec<Said<String>> {
        let texts = nodes.into_iter().flat_map(|node| [node.get("title"), node.get("description")]);
        texts.filter_map(|node| node.prose()).collect()
    };
    let whole = of([&tender, root]).into_iter().filter(|said| part.alone || !renewal::names_a_lot(&said.value));
    of([&part.lot, &part.award]).into_iter().chain(whole).collect()
}

/// Words by which an award tells that it is that of an extension.
const OF_AN_EXTENSION: [&str; 9] = [
    "is being extended",
    "has been extended",
    "extension award",
    "award of an extension",
    "award of the extension",
    "notice for the extension",
    "notice for an extension",
    "this extension",
    "contract extension",
];

/// Why the dates of a part may be those of an extension, and not of the contract as it was first let.
pub(crate) fn told_extension(root: &Node<'_>, part: &Part<'_>) -> Option<String> {
    if !part.award.is_there() && !part.contract.is_there() {
        return None;
    }
    let told = texts(root, part).into_iter().find(|said| {
        let lower = said.value.to_lowercase();
        OF_AN_EXTENSION.iter().any(|words| lower.contains(words))
    })?;
    Some(format!(
        "{} tells of an extension, {}: then the dates and the value are those of the extension, and those of the contract as \
         it was first let stand elsewhere",
        told.pointer,
        quoted_around(&told.value, &OF_AN_EXTENSION)
    ))
}

/// Marks the firm term where a text gives another one for the whole, which neither the firm term nor the longest fits.
pub(crate) fn compare_term(
    root: &Node<'_>,
    part: &Part<'_>,
    initial: &mut Length,
    period: Option<Duration>,
    extensions: Option<Duration>,
) {
    let longest = extensions.and_then(|extensions| initial.value.checked_add(extensions));
    let known = [Some(initial.value), period, longest, extensions];
    for said in texts(root, part) {
        let stated = prose::stated(&said.value);
        let Some(other) = stated.into_iter().find(|length| !known.contains(&Some(*length))) else { continue };
        initial.doubts.push(format!("{} gives {other} as the term: {}", said.pointer, excerpt(&said.value)));
        initial.pointers.push(said.pointer);
    }
}

/// The sentence of a text that gives a term.
fn excerpt(text: &str) -> String {
    let sentences = text.split_inclusive(['.', '\n', ';']);
    let sentence = sentences.into_iter().find(|sentence| !prose::stated(sentence).is_empty());
    quoted(sentence.unwrap_or(text).trim())
}
