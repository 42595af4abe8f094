//! The register of evidence of a draft: for each value the notice, the places in it, and a grade.

use kitemark_dsl::charter::Charter;
use kitemark_dsl::value::Date;

use crate::node::Node;
use crate::notices::Notice;
use crate::yaml::{Writer, text};

/// What the values of a draft rest on.
pub(crate) struct Register {
    ocid: String,
    url: Option<String>,
    /// The releases of the notice, each with its pointer and its day.
    releases: Vec<(String, Option<Date>)>,
    /// The grade of what the notice says plainly, and of what a person has to confirm.
    grades: Option<(String, String)>,
    entries: Vec<Proof>,
}

/// An entry of the register.
struct Proof {
    pointers: Vec<String>,
    plain: bool,
    covers: Vec<String>,
}

impl Register {
    pub(crate) fn new(notice: &Notice<'_>, charter: &Charter) -> Self {
        let grades = charter.grades().first().zip(charter.grades().last());
        Self {
            ocid: notice.ocid.clone(),
            url: url(&notice.root),
            releases: notice
                .root
                .each()
                .map(|release| (release.pointer(), release.get("date").day().map(|said| said.value)))
                .collect(),
            grades: grades.map(|(strongest, weakest)| (strongest.clone(), weakest.clone())),
            entries: Vec::new(),
        }
    }

    /// Registers what a value rests on. Values that rest on the same share an entry.
    pub(crate) fn add(&mut self, path: &str, pointers: &[String], plain: bool) {
        let known = self.entries.iter_mut().find(|entry| entry.plain == plain && entry.pointers == pointers);
        match known {
            Some(entry) => entry.covers.push(path.to_owned()),
            None => self.entries.push(Proof { pointers: pointers.to_vec(), plain, covers: vec![path.to_owned()] }),
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        if self.entries.is_empty() {
            return;
        }
        writer.gap();
        writer.comment(
            0,
            "",
            "The places in the notice that each value was taken from, as JSON pointers into the file.",
        );
        writer.line(0, "evidence:");
        for (at, entry) in self.entries.iter().enumerate() {
            let dated = self.dated(entry).map_or(String::new(), |day| format!(", dated: {day}"));
            let grade = self.grades.as_ref().map(|(strongest, weakest)| if entry.plain { strongest } else { weakest });
            let grade = grade.map_or(String::new(), |grade| format!(", grade: {grade}"));
            writer.line(2, &format!("- {{id: ocds-{}, kind: ocds{dated}{grade},", at + 1));
            writer.line(5, &format!("ref: {},", text(&format!("{} {}", self.ocid, entry.pointers.join(", ")))));
            if let Some(url) = &self.url {
                writer.line(5, &format!("url: {},", text(url)));
            }
            let covers: Vec<String> = entry.covers.iter().map(|path| text(path)).collect();
            writer.line(5, &format!("covers: [{}]}}", covers.join(", ")));
        }
    }

    /// The day of the newest release that an entry names.
    fn dated(&self, entry: &Proof) -> Option<Date> {
        let is_in = |pointer: &String, release: &str| {
            pointer.strip_prefix(release).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let days =
            self.releases.iter().filter(|(release, _)| entry.pointers.iter().any(|pointer| is_in(pointer, release)));
        days.filter_map(|(_, day)| *day).max()
    }
}

/// Where people can read the notice.
fn url(root: &Node<'_>) -> Option<String> {
    let documents = [root.at(&["tender", "documents"]), root.at(&["planning", "documents"])];
    let of_awards = root.get("awards").list().into_iter().map(|award| award.get("documents"));
    let of_contracts = root.get("contracts").list().into_iter().map(|contract| contract.get("documents"));
    let documents = documents.into_iter().chain(of_awards).chain(of_contracts).flat_map(|list| list.list());
    let notices = documents.filter(|document| {
        let kind = document.get("documentType").text();
        kind.is_some_and(|said| said.value.ends_with("Notice"))
    });
    let links = root.get("links").list();
    let canonical = links.iter().filter(|link| link.get("rel").text().is_some_and(|said| said.value == "canonical"));
    let urls = notices.map(|document| document.get("url")).chain(canonical.map(|link| link.get("href")));
    urls.into_iter().find_map(|node| {
        Some(node.text()?.value).filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    })
}
