//! A blank profile: every question of a charter, with what an answer may be, ready to be filled in.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{Charter, RecordId, Type};
use kitemark_dsl::question::Question;
use kitemark_dsl::value::{Date, Duration, Kind, Number};
use kitemark_dsl::visible::visible;

use crate::english::reason_label;

/// What stands in the place of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Nothing: every question is open. An entry of a list is shown as a comment.
    Blank,
    /// A made-up value of the right kind, one entry in every list, and a document that proves it all.
    Sample,
}

/// A profile for a charter, as YAML with comments. It has no errors as it stands.
///
/// `place` is where the charter is, as the commands in the comments have to name it; none for the standard charter.
pub fn profile(charter: &Charter, place: Option<&str>, answers: Answers) -> String {
    let mut writer = Writer { charter, answers, out: String::new(), commented: false };
    writer.head(place);
    let questions: Vec<Keyed<'_>> = keyed(charter, RecordId::PROFILE);
    writer.level(&questions, 0);
    writer.register();
    writer.exemptions();
    writer.out
}

/// A question, and the part of its path below the mapping that is being written.
#[derive(Clone, Copy)]
struct Keyed<'c> {
    path: &'c [String],
    question: Question<'c>,
}

fn keyed(charter: &Charter, record: RecordId) -> Vec<Keyed<'_>> {
    Question::of(charter, record).map(|question| Keyed { path: &question.field().path, question }).collect()
}

struct Writer<'c> {
    charter: &'c Charter,
    answers: Answers,
    out: String,
    /// Whether lines are put behind a `#`, for the reader to take away.
    commented: bool,
}

impl<'c> Writer<'c> {
    fn line(&mut self, indent: usize, text: &str) {
        let mark = if self.commented { "# " } else { "" };
        let line = format!("{mark}{:indent$}{text}", "");
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// A comment: what the charter says, on one line.
    fn comment(&mut self, indent: usize, text: &str) {
        let text: Vec<&str> = text.split_whitespace().collect();
        self.line(indent, &visible(&format!("# {}", text.join(" "))));
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn head(&mut self, place: Option<&str>) {
        let charter = self.charter;
        let named = place.map(|place| format!(" --charter \"{place}\"")).unwrap_or_default();
        self.line(0, "# yaml-language-server: $schema=profile.schema.json");
        self.comment(0, &format!("A profile for \"{}\", edition {}.", charter.title(), charter.edition()));
        for line in [
            "What stays empty is an open question: it earns nothing, and never counts as a failure.",
            "Where lines begin with \"# \" and a key, take the \"# \" away to use them, and repeat them for further entries.",
            "An editor helps with the answers once the file that the first line names lies beside this one. To make it, say",
        ] {
            self.comment(0, line);
        }
        self.comment(0, &format!("`kitemark schema profile{named} > profile.schema.json`. To find mistakes, say"));
        self.comment(0, &format!("`kitemark check{named}` and the name of this file."));
        self.line(0, "schema: kitemark-profile/1");
    }

    /// The keys of a mapping; dotted paths that begin alike share a mapping.
    fn level(&mut self, questions: &[Keyed<'_>], indent: usize) {
        let mut written = BTreeSet::new();
        for keyed in questions {
            let Some((name, rest)) = keyed.path.split_first() else { continue };
            if !written.insert(name) {
                continue;
            }
            if indent == 0 {
                self.gap();
            }
            if rest.is_empty() {
                self.question(name, &keyed.question, indent);
                continue;
            }
            let below = questions.iter().filter_map(|other| {
                let (first, path) = other.path.split_first()?;
                (first == name).then_some(Keyed { path, ..*other })
            });
            self.line(indent, &format!("{name}:"));
            self.level(&below.collect::<Vec<_>>(), indent + 2);
        }
    }

    fn question(&mut self, name: &str, question: &Question<'_>, indent: usize) {
        if let Some(label) = &question.field().label {
            self.comment(indent, label);
        }
        for value in question.choices() {
            let label = value.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
            self.comment(indent, &format!("* {}{label}", value.name));
        }
        match question.field().ty {
            Type::List(record) => self.list(name, question, record, indent),
            Type::Record(record) => self.record(name, question, record, indent),
            _ if is_day(question) => {
                self.line(indent, &format!("{name}: {}  # the day that the answers speak of: put yours", self.day()));
            }
            _ => {
                let value = self.value(question);
                let example =
                    question.example().filter(|_| value.is_empty()).map(|example| format!(", such as {example}"));
                let kind = question.kind() + &example.unwrap_or_default();
                let value = if value.is_empty() { value } else { format!(" {value}") };
                self.line(indent, &visible(&format!("{name}:{value}  # {kind}{}", silence(question))));
            }
        }
    }

    fn value(&self, question: &Question<'_>) -> String {
        match self.answers {
            Answers::Blank => String::new(),
            Answers::Sample => question.sample().unwrap_or_default(),
        }
    }

    fn list(&mut self, name: &str, question: &Question<'_>, record: RecordId, indent: usize) {
        self.line(indent, &format!("{name}:{}", remark(question)));
        self.optionally(true, |writer| {
            writer.line(indent + 2, "-");
            writer.level(&keyed(writer.charter, record), indent + 4);
        });
    }

    /// A record in place. One that may be left out would be answered by its mere key.
    fn record(&mut self, name: &str, question: &Question<'_>, record: RecordId, indent: usize) {
        self.optionally(question.field().optional, |writer| {
            writer.line(indent, &format!("{name}:{}", remark(question)));
            writer.level(&keyed(writer.charter, record), indent + 2);
        });
    }

    /// Writes lines that say something by being there: as a comment, unless samples are asked for.
    fn optionally(&mut self, says_something: bool, write: impl FnOnce(&mut Self)) {
        let before = self.commented;
        self.commented |= says_something && self.answers == Answers::Blank;
        write(self);
        self.commented = before;
    }

    /// The day that the answers speak of, to begin with: the first on which the charter is in force.
    fn day(&self) -> String {
        self.charter.in_force().map_or_else(|| Kind::Date.example(), |day| day.to_string())
    }

    /// A year later.
    fn expiry(&self) -> String {
        let year = Duration::months(Number::from(12));
        let later = Date::parse(&self.day()).ok().and_then(|day| day.checked_add(year));
        later.map_or_else(|| self.day(), |day| day.to_string())
    }

    fn register(&mut self) {
        let Some(strongest) = self.charter.grades().first() else { return };
        self.gap();
        self.comment(
            0,
            "The documents that prove the answers. Each proves what its `covers` lists: a field, a record such as",
        );
        self.comment(0, "list[key], or everything below a field. The nearest to an answer counts.");
        self.comment(0, &format!("Grades, strongest first: {}", self.charter.grades().join(", ")));
        self.line(0, "evidence:");
        let covers = match self.answers {
            Answers::Blank => self.top_keys().into_iter().take(1).collect(),
            Answers::Sample => self.top_keys(),
        };
        let dated = self.day();
        self.optionally(true, |writer| {
            for line in [
                "  - id: ev-1  # a short name of your own".to_owned(),
                "    kind: contract".to_owned(),
                "    ref: \"What it is and where to find it\"".to_owned(),
                format!("    dated: {dated}"),
                format!("    grade: {strongest}"),
                format!("    covers: [{}]", covers.join(", ")),
            ] {
                writer.line(0, &line);
            }
        });
    }

    /// The first keys of the profile's fields, without its day, which needs no proof.
    fn top_keys(&self) -> Vec<&'c str> {
        let mut keys = Vec::new();
        for question in Question::of(self.charter, RecordId::PROFILE).filter(|question| !is_day(question)) {
            let key = question.field().path.first().map(String::as_str);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        keys
    }

    fn exemptions(&mut self) {
        let waivable = || self.charter.criteria().iter().filter(|criterion| !criterion.waivable.is_empty());
        let Some((criterion, reason)) =
            waivable().find_map(|one| Some((one.id().to_owned(), one.waivable.first()?.clone())))
        else {
            return;
        };
        let reasons: BTreeSet<&String> = waivable().flat_map(|criterion| &criterion.waivable).collect();
        let labels: Vec<String> =
            reasons.iter().map(|reason| format!("* {reason} ({})", reason_label(self.charter, reason))).collect();
        let ids: Vec<&str> = waivable().map(kitemark_dsl::charter::Criterion::id).collect();
        let ids = ids.join(", ");
        self.gap();
        self.comment(0, "The exemptions asked for, each from one criterion, for one of its reasons and until a day.");
        self.comment(0, &format!("Criteria that allow some: {ids}"));
        labels.iter().for_each(|label| self.comment(0, label));
        self.line(0, "exemptions:");
        let expires = self.expiry();
        let proof = if self.charter.grades().is_empty() { "" } else { ", evidence: [ev-1]" };
        self.optionally(true, |writer| {
            writer.line(2, &format!("- {{criterion: {criterion}, reason: {reason}, expires: {expires}{proof}}}"));
        });
    }
}

/// Whether it is the profile's day, without which nothing can be scored.
fn is_day(question: &Question<'_>) -> bool {
    question.path() == "as_of"
}

/// What an entry is, and what silence says, behind a key.
fn remark(question: &Question<'_>) -> String {
    format!("  # {}{}", question.kind(), silence(question))
}

fn silence(question: &Question<'_>) -> String {
    question.silence().map(|silence| format!("; {silence}")).unwrap_or_default()
}
