//! Who commissions, in which nation, and who provides.

use crate::answer::{Answer, Entry, Written, quoted};
use crate::node::{Node, Said};
use crate::part::Part;

/// Who commissions, and under the law of which nation.
pub(crate) fn authority(root: &Node<'_>, entry: &mut Entry) {
    let buyer = root.get("buyer");
    let parties = root.get("parties").list();
    let id = buyer.get("id").text().map(|said| said.value);
    let party = parties.iter().find(|party| id.is_some() && party.get("id").text().map(|said| said.value) == id);
    let party = party.or_else(|| parties.iter().find(|party| has_role(party, "buyer"))).cloned().unwrap_or_default();
    let names = [buyer.get("name"), party.get("name"), party.at(&["identifier", "legalName"])];
    match names.iter().find_map(Node::text) {
        Some(name) => {
            let mut answer = Answer::text("authority", name);
            if has_role(&party, "centralPurchasingBody") && !has_role(&party, "buyer") {
                answer = answer.doubt("a central purchasing body: for whom does it buy?");
            }
            entry.answers.push(answer);
        }
        None => entry.notes.push("the notice does not name the authority".to_owned()),
    }
    match nation(root, &party) {
        Some(answer) => entry.answers.push(answer),
        None => entry.notes.push("the notice does not say in which nation the authority lies".to_owned()),
    }
}

fn has_role(party: &Node<'_>, role: &str) -> bool {
    party.get("roles").list().iter().filter_map(Node::text).any(|said| said.value == role)
}

/// The nation of the buyer's address, or else of the places of delivery where they agree.
fn nation(root: &Node<'_>, buyer: &Node<'_>) -> Option<Answer> {
    let of_address = |address: &Node<'_>| {
        let said = [address.get("region").text(), address.get("countryName").text(), address.get("country").text()];
        said.into_iter().flatten().find_map(|said| said.and_then(|text| nation_of(&text).map(|nation| (nation, text))))
    };
    let answer = |said: Said<(&'static str, String)>| {
        let (nation, text) = said.value;
        Answer::new("nation", Written::Choice(nation), vec![said.pointer]).from(quoted(&text))
    };
    if let Some(said) = of_address(&buyer.get("address")) {
        return Some(answer(said));
    }
    let items = root.at(&["tender", "items"]).list();
    let places = items
        .iter()
        .flat_map(|item| item.get("deliveryAddresses").list().into_iter().chain(item.get("deliveryAddress").list()));
    let mut found = places.filter_map(|place| of_address(&place));
    let first = found.next()?;
    let same = found.all(|said| said.value.0 == first.value.0);
    same.then(|| answer(first).doubt("the place of delivery; the notice gives no nation for the authority"))
}

/// The nation of a region: a code of the statistical regions (NUTS or ITL), or a name.
fn nation_of(region: &str) -> Option<&'static str> {
    const ENGLISH_REGIONS: [&str; 10] = [
        "north east",
        "north west",
        "yorkshire and the humber",
        "east midlands",
        "west midlands",
        "east of england",
        "london",
        "south east",
        "south west",
        "eng",
    ];
    let region = region.trim();
    if let Some(code) = region.strip_prefix("UK").or_else(|| region.strip_prefix("TL")) {
        return match code.bytes().next()? {
            b'C'..=b'K' => Some("england"),
            b'L' => Some("wales"),
            b'M' => Some("scotland"),
            b'N' => Some("northern_ireland"),
            _ => None,
        };
    }
    match region.to_lowercase().as_str() {
        "england" => Some("england"),
        "wales" | "wls" | "cymru" => Some("wales"),
        "scotland" | "sct" => Some("scotland"),
        "northern ireland" | "nir" => Some("northern_ireland"),
        name if ENGLISH_REGIONS.contains(&name) => Some("england"),
        _ => None,
    }
}

/// The most providers of an award that are read.
const MOST_SUPPLIERS: usize = 100;

/// Who provides, and in what form.
pub(crate) fn provider(root: &Node<'_>, part: &Part<'_>, entry: &mut Entry) {
    let framework = [
        part.lot.at(&["techniques", "hasFrameworkAgreement"]),
        root.at(&["tender", "techniques", "hasFrameworkAgreement"]),
    ];
    let framework = framework.iter().find_map(Node::yes_no).filter(|said| said.value);
    entry.answers.extend(framework.map(|said| Answer::new("model", Written::Choice("framework"), vec![said.pointer])));
    let mut suppliers = part.award.get("suppliers").list();
    if suppliers.len() > MOST_SUPPLIERS {
        entry
            .notes
            .push(format!("the award names {} providers; the first {MOST_SUPPLIERS} were read", suppliers.len()));
        suppliers.truncate(MOST_SUPPLIERS);
    }
    let parties = if suppliers.is_empty() { Vec::new() } else { root.get("parties").list() };
    let names: Vec<Said<String>> = suppliers.iter().filter_map(|supplier| name_of(&parties, supplier)).collect();
    match (suppliers.as_slice(), names.as_slice()) {
        ([supplier], [name]) => {
            entry.answers.push(Answer::text("provider.name", name.clone()));
            entry.answers.extend(kind_of(&parties, supplier));
        }
        ([], _) if part.awards == 0 => {}
        ([], _) if part.awards > 1 => {
            entry.notes.push(format!("the notice has {} awards for this part; none was taken", part.awards));
        }
        _ if names.is_empty() => entry.notes.push("the notice has an award, and names nobody who won it".to_owned()),
        _ if entry.answers.iter().any(|answer| answer.path == "model") => {
            let members = names.iter().map(|name| vec![("name", Written::Text(name.value.clone()))]).collect();
            let pointers = names.into_iter().map(|name| name.pointer).collect();
            entry.answers.push(Answer::new("members", Written::List(members), pointers));
        }
        _ => {
            let listed: Vec<String> = names.iter().map(|name| quoted(&name.value)).collect();
            entry.notes.push(format!(
                "several providers were awarded, and the notice does not say who answers for all: {}",
                listed.join(", ")
            ));
        }
    }
}

fn party_of<'p, 'n>(parties: &'p [Node<'n>], supplier: &Node<'n>) -> Option<&'p Node<'n>> {
    let id = supplier.get("id").text()?.value;
    parties.iter().find(|party| party.get("id").text().is_some_and(|said| said.value == id))
}

fn name_of(parties: &[Node<'_>], supplier: &Node<'_>) -> Option<Said<String>> {
    supplier.get("name").text().or_else(|| party_of(parties, supplier)?.get("name").text())
}

fn kind_of(parties: &[Node<'_>], supplier: &Node<'_>) -> Option<Answer> {
    let vcse = party_of(parties, supplier)?.at(&["details", "vcse"]).yes_no()?;
    vcse.value.then(|| Answer::new("provider.type", Written::Text("vcse".to_owned()), vec![vcse.pointer]))
}
