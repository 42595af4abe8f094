//! A draft of a profile: what a notice answers of the questions of a charter.

use kitemark_dsl::charter::{Charter, RecordId, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::{ProfilePath, Step};
use kitemark_dsl::target::Target;
use kitemark_dsl::value::{Date, Kind, Literal};

use crate::answer::{Answer, Entry, Written};
use crate::evidence::Register;
use crate::notices::Notice;
use crate::sheet;
use crate::yaml::Writer;

/// A profile as far as a notice answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// The profile, as YAML with comments.
    pub profile: String,
    /// How many values were imported.
    pub values: usize,
    /// How many of them a person has to confirm.
    pub to_confirm: usize,
    /// How many remarks there are on what could not be imported.
    pub notes: usize,
    /// The fields that the notice could answer and the charter does not have.
    pub not_asked: Vec<String>,
}

impl Notice<'_> {
    /// A draft of a profile for a charter. It has no errors as it stands.
    ///
    /// Every value has an entry in the register of evidence that names the notice by its ocid, and the places it was taken
    /// from as JSON pointers into the file. The grade is the charter's strongest, for the authority's own publication; the
    /// weakest for what was read from prose or is contradicted within the notice, until a person has confirmed it.
    ///
    /// The answers speak of the day `as_of`; if there is none, of the day of the newest release, or that of its package.
    ///
    /// # Errors
    ///
    /// A notice without a date, where `as_of` gives none.
    pub fn draft(&self, charter: &Charter, as_of: Option<Date>) -> Result<Draft, Diagnostic> {
        let Some(day) = sheet::day(self, as_of) else {
            return Err(Diagnostic::new(Code::UndatedNotice, format!("the notice `{}` has no date", self.ocid))
                .with_help("say which day the answers speak of, such as `--as-of 2026-06-30`"));
        };
        let sheet = sheet::of(&self.root, day, charter);
        let mut drafting = Drafting {
            charter,
            register: Register::new(self, charter),
            writer: Writer::default(),
            values: 0,
            to_confirm: 0,
            not_asked: Vec::new(),
        };
        drafting.head(&self.ocid, &sheet.top);
        for (list, entries) in &sheet.lists {
            drafting.list(list, entries);
        }
        let Drafting { register, mut writer, values, to_confirm, not_asked, .. } = drafting;
        register.write(&mut writer);
        let notes = writer.notes();
        Ok(Draft { profile: writer.finish(), values, to_confirm, notes, not_asked })
    }
}

struct Drafting<'c> {
    charter: &'c Charter,
    register: Register,
    writer: Writer,
    values: usize,
    to_confirm: usize,
    not_asked: Vec<String>,
}

impl Drafting<'_> {
    fn head(&mut self, ocid: &str, top: &Entry) {
        self.writer.comment(0, "", &format!("Drafted from the procurement notice {ocid}. Nothing was guessed: what the notice does not say is left out, and stays an open question, but for the fields of which a comment says that to leave them out is an answer."));
        let mut confirm =
            "Where a line says \"confirm\", a value was read from prose, is a matter of reading, or is contradicted \
                           within the notice."
                .to_owned();
        if let (Some(strongest), Some(weakest)) = (self.charter.grades().first(), self.charter.grades().last()) {
            confirm += &format!(
                " Its evidence has the grade `{weakest}` until a person has compared it with the notice, and may then have the grade \
                 `{strongest}`."
            );
        }
        self.writer.comment(0, "", &confirm);
        self.writer.line(0, "schema: kitemark-profile/1");
        self.writer.notes_of(0, &top.notes);
        let place = [];
        for (answer, value) in self.fitting(&place, top) {
            self.answer(0, &place, answer, &value);
        }
    }

    fn list(&mut self, list: &'static str, entries: &[Entry]) {
        let field =
            |names: &[&str]| self.charter.field(RecordId::PROFILE, names).filter(|(_, taken)| *taken == names.len());
        let record = field(&[list]).and_then(|(field, _)| {
            let profile = self.charter.records().get(RecordId::PROFILE.index())?;
            match profile.fields.get(field.index())?.ty {
                Type::List(record) => Some(record),
                _ => None,
            }
        });
        let Some(record) = record else {
            self.not_asked.push(list.to_owned());
            return;
        };
        if entries.is_empty() {
            return;
        }
        self.writer.gap();
        self.silence(record, entries);
        self.writer.line(0, &format!("{list}:"));
        let key = self.charter.records().get(record.index()).and_then(|record| record.fields.get(record.key?.index()));
        let key = key.map(|field| field.path.join("."));
        let mut written = 0;
        for entry in entries {
            let name = if key.is_some() { entry.id.clone() } else { (written + 1).to_string() };
            let place = [Step::Field(list.to_owned()), Step::Item(name)];
            let answers = self.fitting(&place, entry);
            if answers.is_empty() {
                continue;
            }
            written += 1;
            self.writer.notes_of(2, &entry.notes);
            match &key {
                Some(key) => self.writer.line(2, &format!("- {key}: {}", entry.id)),
                None => self.writer.line(2, &format!("- # {}", entry.id)),
            }
            for (answer, value) in answers {
                self.answer(4, &place, answer, &value);
            }
        }
        if written == 0 {
            self.writer.line(2, "[]");
        }
    }

    /// Says which fields answer by being left out.
    fn silence(&mut self, record: RecordId, entries: &[Entry]) {
        let fields =
            self.charter.records().get(record.index()).map(|record| record.fields.as_slice()).unwrap_or_default();
        let optional = fields.iter().filter(|field| field.optional).map(|field| field.path.join("."));
        let silent: Vec<String> = optional
            .filter(|path| !entries.iter().all(|entry| entry.answers.iter().any(|answer| answer.path == path)))
            .collect();
        if !silent.is_empty() {
            let listed = silent.join(", ");
            self.writer.comment(
                0,
                "",
                &format!("Left out, these say that there is none, but the notice may only be silent on them: ask, and write what holds: {listed}"),
            );
        }
    }

    /// The answers of an entry that the charter asks for, as far as it does; the others are listed.
    fn fitting<'e>(&mut self, place: &[Step], entry: &'e Entry) -> Vec<(&'e Answer, Written)> {
        let mut fitting = Vec::new();
        for answer in &entry.answers {
            let value = match self.charter.target(&path_of(place, answer)) {
                Ok(Target::Field(ty)) => self.fit(ty, &answer.value),
                _ => None,
            };
            match value {
                Some(value) => fitting.push((answer, value)),
                None if answer.is_unsaid() => {}
                None => self.not_asked(place, answer),
            }
        }
        fitting
    }

    fn not_asked(&mut self, place: &[Step], answer: &Answer) {
        let lists = place.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Item(_) => None,
        });
        let name = lists.chain([answer.path]).collect::<Vec<_>>().join(".");
        if !self.not_asked.contains(&name) {
            self.not_asked.push(name);
        }
    }

    fn answer(&mut self, indent: usize, place: &[Step], answer: &Answer, value: &Written) {
        if !answer.is_unsaid() {
            self.values += 1;
            self.to_confirm += usize::from(!answer.doubts.is_empty());
            self.register.add(&path_of(place, answer).to_string(), &answer.pointers, answer.doubts.is_empty());
        }
        self.writer.answer(indent, answer, value);
    }

    /// The value as far as a field of this type can hold it.
    fn fit(&self, ty: Type, value: &Written) -> Option<Written> {
        match (value, ty) {
            (Written::Text(_), Type::Text | Type::Key) => Some(value.clone()),
            (Written::Choice(name), Type::Choice(choice)) => {
                self.charter.choices().get(choice.index())?.position(name).map(|_| value.clone())
            }
            (Written::Literal(literal), _) => {
                let kind = self.charter.scalar_kind(ty).filter(|kind| *kind != Kind::Text)?;
                Literal::read_as(&literal.to_string(), &kind).ok().map(|_| value.clone())
            }
            (Written::List(entries), Type::List(record)) => {
                let field = |name: &str| {
                    let (field, _) = self.charter.field(record, &[name])?;
                    Some(self.charter.records().get(record.index())?.fields.get(field.index())?.ty)
                };
                let fit_one = |(name, value): &(&'static str, Written)| Some((*name, self.fit(field(name)?, value)?));
                let entries = entries.iter().map(|entry| entry.iter().filter_map(fit_one).collect());
                Some(Written::List(entries.collect()))
            }
            _ => None,
        }
    }
}

/// The path of an answer that lies at a place.
fn path_of(place: &[Step], answer: &Answer) -> ProfilePath {
    let fields = answer.path.split('.').map(|name| Step::Field(name.to_owned()));
    ProfilePath::new(place.iter().cloned().chain(fields).collect())
}
