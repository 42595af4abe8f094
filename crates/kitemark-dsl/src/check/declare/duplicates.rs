//! Each name stands for one thing among its like.

use super::*;

impl Checker {
    /// Each name stands for one thing among its like.
    pub(super) fn refuse_duplicates(&mut self, syntax: &Syntax) {
        let mut spaces: BTreeMap<(&'static str, String), Span> = BTreeMap::new();
        let heads: Vec<(String, Span)> = self
            .charter
            .records
            .first()
            .map(|profile| {
                profile.fields.iter().filter_map(|field| Some((field.path.first()?.clone(), field.span))).collect()
            })
            .unwrap_or_default();
        for (head, span) in heads {
            spaces.entry(("name", head)).or_insert(span);
        }
        for declaration in &syntax.declarations {
            match declaration {
                Declaration::Source(source) => self.declare_name(&mut spaces, "source", &source.id),
                Declaration::Unit(unit) => self.declare_name(&mut spaces, "unit", unit),
                Declaration::Choice(choice) => self.declare_type(&mut spaces, &choice.name),
                Declaration::Record(record) => self.declare_type(&mut spaces, &record.name),
                Declaration::Setting(setting) => {
                    self.refuse_reserved(&setting.name, "setting");
                    self.declare_name(&mut spaces, "name", &setting.name);
                }
                Declaration::Define(define) => {
                    self.refuse_reserved(&define.name, "definition");
                    if define.of.is_none() {
                        self.declare_name(&mut spaces, "name", &define.name);
                    }
                }
                Declaration::Principle(principle) => {
                    self.declare_id(&mut spaces, &principle.id);
                    for criterion in &principle.criteria {
                        self.declare_id(&mut spaces, &criterion.id);
                    }
                }
                Declaration::Award(award) => {
                    if award.id.value == "none" {
                        let diagnostic = self
                            .at(
                                Code::ReservedName,
                                award.id.span,
                                "an award cannot be called `none`",
                                "`none` means no award",
                            )
                            .with_help("choose another id");
                        self.report(diagnostic);
                    }
                    self.declare_name(&mut spaces, "award", &award.id);
                }
                Declaration::Head(_) | Declaration::Profile(_) | Declaration::Limit(_) | Declaration::Example(_) => {}
            }
        }
        self.refuse_record_defines();
    }

    pub(super) fn declare_type(&mut self, spaces: &mut BTreeMap<(&'static str, String), Span>, name: &Name) {
        if BUILT_IN.iter().any(|(built_in, _)| *built_in == name.value) || name.value == "profile" {
            let diagnostic = self
                .at(Code::HidingName, name.span, format!("`{}` is a type already", name.value), "built in")
                .with_help("choose another name");
            self.report(diagnostic);
        }
        self.declare_name(spaces, "type", name);
    }

    pub(super) fn declare_id(&mut self, spaces: &mut BTreeMap<(&'static str, String), Span>, id: &Name) {
        if matches!(id.value.as_str(), "award" | "score" | "evidenced" | "every" | "no") {
            let diagnostic = self
                .at(
                    Code::ReservedName,
                    id.span,
                    format!("`{}` cannot be an id", id.value),
                    "has a meaning of its own in `needs` and `then`",
                )
                .with_help("choose another id");
            self.report(diagnostic);
        }
        self.declare_name(spaces, "id", id);
    }

    pub(super) fn declare_name(
        &mut self,
        spaces: &mut BTreeMap<(&'static str, String), Span>,
        space: &'static str,
        name: &Name,
    ) {
        let first = *spaces.entry((space, name.value.clone())).or_insert(name.span);
        if first != name.span {
            let diagnostic = self
                .at(
                    Code::DuplicateName,
                    name.span,
                    format!("`{}` is declared twice", name.value),
                    "declared again here",
                )
                .with_label(&self.charter.sources, first, "first declared here")
                .with_help("give one of them another name; no name hides another");
            self.report(diagnostic);
        }
    }

    /// A definition of a record may not share a name with its fields or another definition of it.
    pub(super) fn refuse_record_defines(&mut self) {
        let mut seen: BTreeMap<(RecordId, String), Span> = BTreeMap::new();
        let defines: Vec<(RecordId, Name)> =
            self.charter.defines.iter().filter_map(|define| Some((define.of?, define.syntax.name.clone()))).collect();
        for (record, name) in defines {
            let field = self.charter.records.get(record.index()).and_then(|record| record.first_along(&[&name.value]));
            let first = match field {
                Some(field) => field.span,
                None => *seen.entry((record, name.value.clone())).or_insert(name.span),
            };
            if first != name.span {
                let diagnostic = self
                    .at(
                        Code::DuplicateName,
                        name.span,
                        format!("`{}` is declared twice for this record", name.value),
                        "declared again here",
                    )
                    .with_label(&self.charter.sources, first, "first declared here")
                    .with_help("give one of them another name");
                self.report(diagnostic);
            }
        }
    }

    /// The same name twice in one list.
    pub(in crate::check) fn refuse_repeats(&mut self, names: &[Name], what: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            let first = *seen.entry(&name.value).or_insert(name.span);
            if first != name.span {
                let diagnostic = self
                    .at(
                        Code::DuplicateName,
                        name.span,
                        format!("the {what} `{}` stands twice", name.value),
                        "again here",
                    )
                    .with_label(&self.charter.sources, first, "first here")
                    .with_help("remove one of them");
                self.report(diagnostic);
            }
        }
    }
}
