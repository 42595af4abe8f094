//! Ids and names beyond their spelling, which the language itself asks for.

use kitemark_dsl::codes::Code;
use kitemark_dsl::syntax::{Declaration, FieldDecl, Name, Principle};

use super::Finding;
use crate::workshop::Workshop;

/// Longer ones break the columns of scorecards, and nobody types them.
const LONGEST: usize = 30;

/// An id that is long, says again what stands around it, or only says what kind of thing it is.
pub(super) fn id_style(workshop: &Workshop) -> Vec<Finding> {
    let mut names = Names { workshop, found: Vec::new() };
    for declaration in &workshop.syntax().declarations {
        names.declaration(declaration);
    }
    names.found
}

struct Names<'a> {
    workshop: &'a Workshop,
    found: Vec<Finding>,
}

impl Names<'_> {
    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Source(source) => self.kind(&source.id, "source"),
            Declaration::Award(award) => self.kind(&award.id, "award"),
            Declaration::Choice(choice) => self.length(&choice.name),
            Declaration::Setting(setting) => self.kind(&setting.name, "setting"),
            Declaration::Define(define) => {
                self.length(&define.name);
                if let Some(record) = &define.of {
                    self.repetition(&define.name, &record.value);
                }
            }
            Declaration::Principle(principle) => self.principle(principle),
            Declaration::Record(record) => {
                self.length(&record.name);
                record.fields.iter().for_each(|field| self.field(field, &record.name.value));
            }
            Declaration::Profile(profile) => profile.fields.iter().for_each(|field| self.field(field, "profile")),
            Declaration::Head(_) | Declaration::Unit(_) | Declaration::Limit(_) | Declaration::Example(_) => {}
        }
    }

    fn principle(&mut self, principle: &Principle) {
        self.kind(&principle.id, "principle");
        // The id of a criterion may repeat that of its principle: awards, examples and exemptions name it alone.
        principle.criteria.iter().for_each(|criterion| self.kind(&criterion.id, "criterion"));
    }

    /// Each name of a path, after the record and the names before it.
    fn field(&mut self, field: &FieldDecl, record: &str) {
        let mut around = record;
        for name in &field.path {
            self.length(name);
            self.repetition(name, around);
            around = &name.value;
        }
    }

    fn length(&mut self, name: &Name) {
        let length = name.value.chars().count();
        if length > LONGEST {
            let message = format!("`{}` has {length} characters", name.value);
            self.report(
                name,
                message,
                "hard to read and to type",
                format!("{LONGEST} are enough; the title says the rest"),
            );
        }
    }

    /// A name that tells its kind instead of its matter: `criterion-3`, `rule-new`.
    fn kind(&mut self, name: &Name, kind: &str) {
        self.length(name);
        let says_kind = |word: &str| word == kind || (kind == "criterion" && word == "rule") || is_number(word);
        if name.value.split(['-', '_']).all(says_kind) {
            let message = format!("`{}` does not say what the {kind} is about", name.value);
            self.report(
                name,
                message,
                "a number or a kind of thing",
                "name it after its matter; ids stay when the order changes",
            );
        }
    }

    fn repetition(&mut self, name: &Name, around: &str) {
        let rest = name.value.strip_prefix(around).and_then(|rest| rest.strip_prefix('_'));
        if let Some(rest) = rest {
            let message = format!("`{}` says `{around}` again", name.value);
            self.report(name, message, format!("stands in `{around}` already"), format!("`{rest}` is enough"));
        }
    }

    fn report(&mut self, name: &Name, message: String, label: impl Into<String>, help: impl Into<String>) {
        let finding = Finding::at(self.workshop, Code::IdStyle, name.span, message, label).with_help(help);
        self.found.push(finding);
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}
