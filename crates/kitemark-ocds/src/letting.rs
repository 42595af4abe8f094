//! How the provider was found: route, regime, dates and bids.

use kitemark_dsl::value::{Date, Literal};

use crate::answer::{Answer, Entry, Written, quoted};
use crate::node::{Node, Said};
use crate::part::{Part, is_for};

/// Adds what the notice says of the letting of a part, but for what is weighed.
pub(crate) fn add(root: &Node<'_>, part: &Part<'_>, entry: &mut Entry) {
    entry.answers.extend(announced(root));
    let prose = Prose::of(root, part);
    let regime = regime(root, &prose);
    let under_psr = regime.as_ref().is_some_and(|answer| answer.value == Written::Choice("psr"));
    match route(root, &prose, under_psr) {
        Ok(answer) => entry.answers.push(answer),
        Err(note) => entry.notes.push(note),
    }
    match regime {
        Some(answer) => entry.answers.push(answer),
        None => entry.notes.push("the notice does not say under which rules the contract is let".to_owned()),
    }
    entry.answers.extend(bids(root, part));
}

/// The first day that a release of the notice spoke of the letting.
fn announced(root: &Node<'_>) -> Option<Answer> {
    let first = root.each().filter(|release| is_call(release)).filter_map(|release| {
        let published = [release.at(&["tender", "datePublished"]), release.get("date")];
        published.iter().filter_map(Node::day).min_by_key(|said| said.value)
    });
    let first: Said<Date> = first.min_by_key(|said| said.value)?;
    let answer = Answer::new("announced", Written::Literal(Literal::Date(first.value)), vec![first.pointer]);
    let related = root.get("relatedProcesses").list();
    let earlier = related.iter().find(|process| {
        process.get("relationship").list().iter().filter_map(Node::text).any(|said| said.value == "planning")
    });
    Some(match earlier.and_then(|process| process.get("identifier").text()) {
        Some(said) => {
            answer.doubt(format!("the day of this notice; an earlier one, {}, told of the plans", quoted(&said.value)))
        }
        None => answer.doubt("the day of the notice; people may have heard of it earlier"),
    })
}

/// Whether a release is of the time before an award.
fn is_call(release: &Node<'_>) -> bool {
    let tags = release.get("tag").list();
    tags.iter().filter_map(Node::text).any(|tag| ["planning", "tender"].contains(&tag.value.as_str()))
}

/// The texts of a notice that may name its rules, in lower case.
struct Prose {
    texts: Vec<Said<String>>,
}

impl Prose {
    fn of(root: &Node<'_>, part: &Part<'_>) -> Self {
        let tender = root.get("tender");
        let nodes = [
            tender.get("procurementMethodDetails"),
            tender.get("procurementMethodRationale"),
            tender.get("specialRegime"),
            tender.at(&["legalBasis", "description"]),
            tender.at(&["procedure", "features"]),
            tender.get("title"),
            tender.get("description"),
            root.get("description"),
            part.lot.get("title"),
            part.lot.get("description"),
            part.award.get("title"),
            part.award.get("description"),
            part.award.get("rationale"),
        ];
        let texts = nodes.iter().flat_map(Node::list).filter_map(|node| node.prose());
        Self { texts: texts.map(|said| said.map(|text| text.to_lowercase().replace('-', " "))).collect() }
    }

    /// Where one of these words stands.
    fn find(&self, words: &[&str]) -> Option<&Said<String>> {
        self.texts.iter().find(|said| words.iter().any(|word| affirms(&said.value, word)))
    }
}

/// Whether a sentence of a text has these words, and does not deny them.
fn affirms(text: &str, words: &str) -> bool {
    const DENYING: [&str; 6] = ["not", "outside", "exempt", "excluded", "nor", "neither"];
    let mut sentences = text.split(['\n', ';']).flat_map(|part| part.split(". "));
    sentences.any(|sentence| has_words(sentence, words) && !DENYING.iter().any(|denying| has_words(sentence, denying)))
}

/// Whether a text has these words, whole.
pub(crate) fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

const PSR: [&str; 3] = ["provider selection regime", "psr", "2023/1348"];

/// The rules of the letting. A notice under the Provider Selection Regime often names another law as its basis, so that its
/// words hold against that.
fn regime(root: &Node<'_>, prose: &Prose) -> Option<Answer> {
    let tender = root.get("tender");
    let basis = tender.at(&["legalBasis", "id"]).text();
    let by_basis = basis.as_ref().and_then(|basis| Some((of_law(&basis.value)?, basis)));
    let special = tender.get("specialRegime").list().into_iter().filter_map(|node| node.text());
    let light =
        special.into_iter().find(|said| said.value.to_lowercase().replace(['-', ' '], "").contains("lighttouch"));
    let other_basis = |answer: Answer, regime: &str| match &by_basis {
        Some((other, basis)) if *other != regime => {
            answer.doubt(format!("{} gives {} as the law", basis.pointer, quoted(&basis.value)))
        }
        _ => answer,
    };
    let choice = |value, pointer: &str| Answer::new("regime", Written::Choice(value), vec![pointer.to_owned()]);
    if let Some(said) = prose.find(&PSR) {
        let answer = choice("psr", &said.pointer).doubt("the notice speaks of the Provider Selection Regime");
        return Some(other_basis(answer, "psr"));
    }
    if let Some(said) = light {
        return Some(choice("light_touch", &said.pointer).from(quoted(&said.value)));
    }
    if let Some(said) = prose.find(&["light touch"]) {
        let answer = choice("light_touch", &said.pointer).doubt("the notice speaks of a light touch");
        return Some(other_basis(answer, "light_touch"));
    }
    let Some((regime, basis)) = by_basis else {
        let said = prose.find(&["public contracts regulations 2015", "pcr 2015"])?;
        return Some(choice("pcr2015", &said.pointer).doubt("the notice names the Public Contracts Regulations 2015"));
    };
    let answer = choice(regime, &basis.pointer).from(quoted(&basis.value));
    Some(match regime {
        "psr" | "other" => answer,
        _ => answer.doubt("notices under the Provider Selection Regime or the light touch name this law too"),
    })
}

/// The regime of a law, by its number in the European or the United Kingdom's register.
fn of_law(id: &str) -> Option<&'static str> {
    Some(match id.trim() {
        // The directive on public procurement, and the regulations of 2015 that carry it out.
        "32014L0024" | "2015/102" | "2015/446" => "pcr2015",
        "2023/54" => "procurement_act",
        "2023/1348" => "psr",
        // The directives on concessions and utilities.
        "32014L0023" | "32014L0025" => "other",
        _ => return None,
    })
}

/// How the provider was found. The direct awards that a profile knows are those of the Provider Selection Regime.
fn route(root: &Node<'_>, prose: &Prose, under_psr: bool) -> Result<Answer, String> {
    let tender = root.get("tender");
    let method = tender.get("procurementMethod").text();
    let details = tender.get("procurementMethodDetails").text();
    let shown = || {
        let said: Vec<String> = [&method, &details].into_iter().flatten().map(|said| quoted(&said.value)).collect();
        if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
    };
    let choice = |value, pointer: &str| Answer::new("route", Written::Choice(value), vec![pointer.to_owned()]);
    if under_psr {
        let named: Vec<_> = PSR_ROUTES.iter().filter_map(|(value, words)| Some((*value, prose.find(words)?))).collect();
        return match named.as_slice() {
            [(value, said)] => Ok(choice(value, &said.pointer).doubt("by the words of the notice")),
            [] => Err(format!(
                "the notice does not say by which process of the Provider Selection Regime the provider was found ({})",
                shown()
            )),
            _ => Err("the notice speaks of several processes of the Provider Selection Regime".to_owned()),
        };
    }
    let is_call_off = details.as_ref().is_some_and(|details| {
        let details = details.value.to_lowercase();
        ["call-off", "call off", "framework", "further competition", "dynamic"]
            .iter()
            .any(|word| details.contains(word))
    });
    let said = method.as_ref().map(|said| (said.value.as_str(), said));
    match (said, details.as_ref()) {
        (Some(("open", method)), _) => Ok(choice("competitive", &method.pointer).from(shown())),
        (Some(("selective", method)), _) if !is_call_off => Ok(choice("competitive", &method.pointer).from(shown())),
        (Some(("limited", _)), Some(details)) if details.value.to_lowercase().contains("competitive") => {
            Ok(choice("competitive", &details.pointer).from(shown()).doubt("was there a competition?"))
        }
        (None, None) => Err("the notice does not say how the provider was found".to_owned()),
        _ => Err(format!("how the provider was found cannot be told from {}", shown())),
    }
}

const PSR_ROUTES: [(&str, &[&str]); 5] = [
    ("direct_award_a", &["direct award process a", "direct award a"]),
    ("direct_award_b", &["direct award process b", "direct award b"]),
    ("direct_award_c", &["direct award process c", "direct award c"]),
    ("most_suitable_provider", &["most suitable provider"]),
    ("competitive", &["competitive process", "competitive procedure"]),
];

/// The number of bids, from the statistics that notices of awards have.
fn bids(root: &Node<'_>, part: &Part<'_>) -> Option<Answer> {
    let lot = part.lot.get("id").text().map(|said| said.value);
    let statistics = root.at(&["bids", "statistics"]).list();
    let mine = statistics.iter().filter(|one| part.alone || is_for(one, lot.as_deref()));
    let mut counts = mine.filter(|one| one.get("measure").text().is_some_and(|said| said.value == "bids"));
    let said = counts.next()?.get("value").number()?;
    let is_only = counts.next().is_none() && said.value.is_integer() && !said.value.is_negative();
    is_only.then(|| Answer::new("bids", Written::Literal(Literal::Number(said.value)), vec![said.pointer]))
}
