//! How bids are weighed: award criteria with their figures, which stand in texts more often than not.

use kitemark_dsl::value::{Literal, Number};

use crate::answer::{Answer, Entry, Written, quoted};
use crate::node::{self, Node};
use crate::part::Part;

/// What a criterion weighs, with the field of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Quality,
    Price,
    SocialValue,
}

impl Side {
    const ALL: [Side; 3] = [Side::Quality, Side::Price, Side::SocialValue];

    fn path(self) -> &'static str {
        match self {
            Side::Quality => "weights.quality",
            Side::Price => "weights.price",
            Side::SocialValue => "weights.social_value",
        }
    }
}

/// An award criterion.
struct Criterion {
    side: Side,
    /// Its weight in percent; none where it is not said or no plain figure.
    weight: Option<Number>,
    pointer: String,
    /// As a comment shows it.
    shown: String,
    doubts: Vec<String>,
}

/// Adds the weights of a part to its procurement, where those that are given can be right: together 100%, or less where a
/// criterion has no figure.
pub(crate) fn add(root: &Node<'_>, part: &Part<'_>, entry: &mut Entry) {
    let places = [part.lot.at(&["awardCriteria", "criteria"]), root.at(&["tender", "awardCriteria", "criteria"])];
    let Some(list) = places.iter().find(|node| node.is_there()) else { return };
    let nodes = list.list();
    let criteria: Vec<Criterion> = nodes.iter().filter_map(criterion).collect();
    let shown: Vec<&str> = criteria.iter().map(|one| one.shown.as_str()).collect();
    let shown = format!("{}: {}", list.pointer(), shown.join("; "));
    if criteria.is_empty() || criteria.len() < nodes.len() {
        entry.notes.push(format!("the award criteria at {} cannot all be read", list.pointer()));
        return;
    }
    if criteria.iter().all(|one| one.weight.is_none()) {
        entry.notes.push(format!("the award criteria have no plain weights ({shown})"));
        return;
    }
    let Some(sum) = criteria.iter().filter_map(|one| one.weight).try_fold(Number::ZERO, Number::checked_add) else {
        return;
    };
    let complete = criteria.iter().all(|one| one.weight.is_some());
    if sum > Number::HUNDRED || complete && sum != Number::HUNDRED {
        entry.notes.push(format!("the weights come to {sum}, not to 100, and were left out ({shown})"));
        return;
    }
    for side in Side::ALL {
        entry.answers.extend(answer(side, &criteria, complete, &shown));
    }
}

/// The weight of one side, where each of its criteria has one.
fn answer(side: Side, criteria: &[Criterion], complete: bool, shown: &str) -> Option<Answer> {
    let mine: Vec<&Criterion> = criteria.iter().filter(|one| one.side == side).collect();
    if mine.is_empty() {
        return None;
    }
    let weights = mine.iter().map(|one| one.weight).collect::<Option<Vec<_>>>()?;
    let sum = weights.iter().copied().try_fold(Number::ZERO, Number::checked_add)?;
    let share = sum.checked_div(Number::HUNDRED)?;
    let pointers = mine.iter().map(|one| one.pointer.clone()).collect();
    let mut answer = Answer::new(side.path(), Written::Literal(Literal::Percent(share)), pointers);
    if mine.len() > 1 {
        let each: Vec<String> = weights.iter().map(ToString::to_string).collect();
        answer = answer.from(each.join(" + "));
    }
    answer.doubts.extend(mine.iter().flat_map(|one| one.doubts.clone()));
    if !complete {
        answer = answer.doubt(format!("not every criterion has a figure ({shown})"));
    }
    Some(answer)
}

fn criterion(node: &Node<'_>) -> Option<Criterion> {
    let text = |key: &str| node.get(key).text().map(|said| said.value).unwrap_or_default();
    let (kind, name, description) = (text("type").to_lowercase(), text("name"), text("description"));
    let named = side_of_name(&name);
    let stated = match kind.as_str() {
        "price" | "cost" => Some(Side::Price),
        "quality" => Some(Side::Quality),
        _ => None,
    };
    let mut doubts = Vec::new();
    let side = match (stated, named) {
        (Some(Side::Quality), Some(Side::SocialValue)) => Side::SocialValue,
        (Some(stated), Some(named)) if stated != named => {
            doubts.push(format!("{} is called {} and has the type {}", node.pointer(), quoted(&name), quoted(&kind)));
            named
        }
        (stated, named) => stated.or(named)?,
    };
    let plain = node.get("description").text().and_then(|said| Some((figure(&said.value)?, said.pointer)));
    let in_words = || {
        let places = [node.get("description"), node.get("name")];
        places.iter().filter_map(Node::text).find_map(|said| Some((percent_in(&said.value)?, said)))
    };
    let (weight, pointer) = match counted(node).or(plain) {
        Some((weight, pointer)) => (Some(weight), pointer),
        None => match in_words() {
            Some((weight, said)) => {
                doubts.push(format!("read from {}", quoted(&said.value)));
                (Some(weight), said.pointer)
            }
            None => (None, node.pointer()),
        },
    };
    let figure = weight.map_or_else(|| quoted(&description), |weight| weight.to_string());
    let label = if name.is_empty() { kind } else { quoted(&name) };
    Some(Criterion { side, weight, pointer, shown: format!("{label} {figure}"), doubts })
}

fn side_of_name(name: &str) -> Option<Side> {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["social value", "community benefit"]) {
        Some(Side::SocialValue)
    } else if ["price", "cost", "pricing", "commercial"].contains(&name.trim()) {
        Some(Side::Price)
    } else if has(&["quality"]) {
        Some(Side::Quality)
    } else {
        None
    }
}

/// The weight as a number of its own, as notices under the Procurement Act have it.
fn counted(node: &Node<'_>) -> Option<(Number, String)> {
    let numbers = node.get("numbers").list();
    let [only] = numbers.as_slice() else { return None };
    let meaning = only.get("weight").text().map(|said| said.value);
    if meaning.is_some_and(|meaning| meaning != "percentageExact") {
        return None;
    }
    let said = only.get("number").number()?;
    Some((said.value, said.pointer))
}

/// `70` or `70%`.
fn figure(text: &str) -> Option<Number> {
    node::number(text.trim().trim_end_matches('%')).filter(|number| !number.is_negative())
}

/// The only percentage in a text; none in a range.
fn percent_in(text: &str) -> Option<Number> {
    let mut found = text.match_indices('%').map(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_range = rest.trim_end().ends_with(['-', '–']) || rest.ends_with(" to ");
        if is_range { None } else { node::number(before.get(rest.len()..)?) }
    });
    let only = found.next()??;
    found.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::{figure, percent_in};

    #[test]
    fn figures_are_read_and_ranges_are_not() {
        let shown = |number: Option<kitemark_dsl::value::Number>| number.map(|number| number.to_string());
        assert_eq!(shown(figure("70")).as_deref(), Some("70"));
        assert_eq!(shown(figure(" 62.5 %")).as_deref(), Some("62.5"));
        assert_eq!(shown(figure("60-85%")), None);
        assert_eq!(shown(figure("")), None);
        assert_eq!(shown(percent_in("Price 40%")).as_deref(), Some("40"));
        assert_eq!(shown(percent_in("Quality (60 %)")).as_deref(), Some("60"));
        assert_eq!(shown(percent_in("15-40%")), None);
        assert_eq!(shown(percent_in("15–40%")), None);
        assert_eq!(shown(percent_in("60% or 70%")), None);
        assert_eq!(shown(percent_in("%")), None);
    }
}
