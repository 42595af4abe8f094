//! What a notice answers, by the lists of a profile.

use kitemark_dsl::charter::Charter;
use kitemark_dsl::value::{Date, Literal};

use crate::answer::{Answer, Entry, Written, quoted};
use crate::node::{Node, Said};
use crate::notices::Notice;
use crate::part::{self, Part};
use crate::renewal::Shared;
use crate::{hints, letting, money, people, terms, weights};

/// What is drafted: the answers at the top of the profile, and the records of its lists.
pub(crate) struct Sheet {
    pub(crate) top: Entry,
    pub(crate) lists: [(&'static str, Vec<Entry>); 2],
}

/// What a notice answers of the questions of the standard charter.
pub(crate) fn of(root: &Node<'_>, as_of: Answer, charter: &Charter) -> Sheet {
    let mut top = Entry::default();
    people::authority(root, &mut top);
    top.answers.push(as_of);
    let (parts, count) = part::parts(root);
    if count > parts.len() {
        top.notes.push(format!("the notice has {count} parts; the first {} were imported", parts.len()));
    }
    top.notes.extend(money::compare_lots(root, &parts, charter.currency()));
    top.notes.extend(hints::of(root));
    let (mut contracts, mut procurements) = (Vec::new(), Vec::new());
    let shared = Shared::of(root, parts.len() == 1);
    for part in &parts {
        let service = service(root, part, &parts);
        let contract = contract(root, part, service.clone(), &shared, charter);
        procurements.push(procurement(root, part, service, &contract, charter));
        match [&part.lot, &root.get("tender")].into_iter().find(|node| part::has_ended(node)) {
            Some(ended) => {
                let status = ended.get("status");
                let said = status.text().map(|said| quoted(&said.value)).unwrap_or_default();
                top.notes.push(format!("no contract is drafted for `{}`: {} is {said}", part.id, status.pointer()));
            }
            None => contracts.push(contract),
        }
    }
    Sheet { top, lists: [("contracts", contracts), ("procurements", procurements)] }
}

/// The day that the answers speak of: the one asked for, that of the newest release, or that of its package.
pub(crate) fn day(notice: &Notice<'_>, asked: Option<Date>) -> Option<Answer> {
    let answer = |date: Date, pointers| Answer::new("as_of", Written::Literal(Literal::Date(date)), pointers);
    let said = |said: Said<Date>| answer(said.value, vec![said.pointer]);
    let asked = asked.map(|day| answer(day, Vec::new()));
    let published = || {
        let day = said(notice.published.clone()?);
        Some(day.doubt("the release has no date; this is the day that its package was published"))
    };
    asked.or_else(|| notice.root.get("date").day().map(said)).or_else(published)
}

/// The service of a part, by the title of its lot, or that of the whole where there is no other.
fn service(root: &Node<'_>, part: &Part<'_>, parts: &[Part<'_>]) -> Option<Answer> {
    let own = |part: &Part<'_>| part.lot.get("title").text().or_else(|| part.award.get("title").text());
    let whole = || root.at(&["tender", "title"]).text().or_else(|| root.get("title").text());
    let is_its_own = |title: &Said<String>| {
        parts.iter().filter(|other| own(other).is_some_and(|other| other.value == title.value)).count() == 1
    };
    let title = own(part).or_else(whole)?;
    if part.alone || own(part).is_some() && is_its_own(&title) {
        return Some(Answer::text("service", title));
    }
    let name = Said { value: format!("{} ({})", title.value, part.id), pointer: title.pointer };
    Some(Answer::text("service", name).from("the title and the part"))
}

fn contract(root: &Node<'_>, part: &Part<'_>, service: Option<Answer>, shared: &Shared, charter: &Charter) -> Entry {
    let mut entry = Entry { id: part.id.clone(), ..Entry::default() };
    entry.answers.extend(service);
    people::provider(root, part, &mut entry);
    terms::add(root, part, shared, &mut entry);
    money::add_value(root, part, charter.currency(), &mut entry);
    entry
}

fn procurement(
    root: &Node<'_>,
    part: &Part<'_>,
    service: Option<Answer>,
    contract: &Entry,
    charter: &Charter,
) -> Entry {
    let day = root.get("date").day();
    let id = day.map_or_else(|| format!("{}-letting", part.id), |said| format!("{}-{}", part.id, said.value.year()));
    let mut entry = Entry { id, ..Entry::default() };
    entry.answers.extend(service);
    let same = |from: &str, path: &'static str| {
        let answer = contract.answers.iter().find(|answer| answer.path == from)?;
        let see = format!("see `{from}` of the contract");
        let doubts = if answer.doubts.is_empty() { Vec::new() } else { vec![see] };
        Some(Answer { path, doubts, ..answer.clone() })
    };
    letting::add(root, part, &mut entry);
    let after = entry.answers.iter().position(|answer| answer.path == "announced").map_or(1, |at| at + 1);
    for answer in [same("initial_term", "term"), same("start", "go_live")].into_iter().flatten() {
        entry.answers.insert(after.min(entry.answers.len()), answer);
    }
    weights::add(root, part, &mut entry);
    money::add_turnover(root, part, charter.currency(), &mut entry);
    entry
}
