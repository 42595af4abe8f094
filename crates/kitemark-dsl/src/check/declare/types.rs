//! Types as written, and choices.

use super::*;

impl Checker {
    pub(super) fn declare_choice(&mut self, choice: &ChoiceDecl) {
        self.add_choice(Some(choice.name.value.clone()), &choice.values, choice.name.span);
    }

    pub(super) fn add_choice(&mut self, name: Option<String>, values: &[ValueDecl], span: Span) -> ChoiceId {
        let names: Vec<Name> = values.iter().map(|value| value.name.clone()).collect();
        self.refuse_repeats(&names, "value");
        if values.len() > MAX_VALUES {
            let message = format!("a choice of {} values; {MAX_VALUES} are the most", values.len());
            let diagnostic = self
                .at(Code::TooManyValues, span, message, "too many values")
                .with_help("use `text` where the list is not closed, or split the choice");
            self.report(diagnostic);
        }
        let values = values
            .iter()
            .take(MAX_VALUES)
            .map(|value| ChoiceValue { name: value.name.value.clone(), label: text_of(&value.label) })
            .collect();
        let id = ChoiceId::at(self.charter.choices.len());
        if let Some(name) = &name {
            self.charter.index.types.entry(name.clone()).or_insert(Type::Choice(id));
        }
        self.charter.choices.push(Choice { name, values });
        id
    }

    pub(super) fn type_of_field(&mut self, written: &TypeExpr) -> Type {
        match written {
            TypeExpr::Named(name) => self.named_type(name),
            TypeExpr::OneOf(values) => Type::Choice(self.choice_in_place(values)),
            TypeExpr::SetOf(inner, span) => match self.type_of_field(inner) {
                Type::Choice(choice) => Type::Set(choice),
                Type::Unknown => Type::Unknown,
                other => {
                    let message = format!("a set is of a choice, not of {}", self.describe(other));
                    let diagnostic = self
                        .at(Code::UnknownType, *span, message, "not a choice")
                        .with_help("declare a `choice`, or write `set of one of a, b`");
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
            TypeExpr::ListOf(name) => match self.named_type(name) {
                Type::Record(record) => Type::List(record),
                Type::Unknown => Type::Unknown,
                other => {
                    let message = format!("a list is of a record, not of {}", self.describe(other));
                    let diagnostic = self
                        .at(Code::UnknownType, name.span, message, "not a record")
                        .with_help("declare a `record` for the items; for choices there is `set of`");
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
            TypeExpr::Quantity(unit) => match self.charter.index.units.get(&unit.value).copied() {
                Some(id) => {
                    self.used.units.insert(id.index());
                    Type::Quantity(id)
                }
                None => {
                    let message = format!("no unit `{}` is declared", unit.value);
                    let diagnostic = self
                        .at(Code::UnknownUnit, unit.span, message, "unknown unit")
                        .with_suggestion(&unit.value, self.charter.units.iter().map(String::as_str))
                        .with_help(format!("declare it with `unit {}`", unit.value));
                    self.report(diagnostic);
                    Type::Unknown
                }
            },
        }
    }

    pub(super) fn choice_in_place(&mut self, values: &[Name]) -> ChoiceId {
        let span = match (values.first(), values.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => return self.add_choice(None, &[], Span { source: crate::source::SourceId(0), start: 0, end: 0 }),
        };
        let values: Vec<ValueDecl> = values.iter().map(|name| ValueDecl { name: name.clone(), label: None }).collect();
        self.add_choice(None, &values, span)
    }

    pub(super) fn named_type(&mut self, name: &Name) -> Type {
        if let Some((_, ty)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name.value) {
            return *ty;
        }
        self.used.types.insert(name.value.clone());
        if let Some(ty) = self.charter.index.types.get(&name.value) {
            return *ty;
        }
        if self.is_unread(&name.value) {
            return Type::Unknown;
        }
        let declared = self.charter.records.iter().skip(1).map(|record| record.name.as_str());
        let choices = self.charter.choices.iter().filter_map(|choice| choice.name.as_deref());
        let names: Vec<&str> = BUILT_IN.iter().map(|(built_in, _)| *built_in).chain(declared).chain(choices).collect();
        let diagnostic = self
            .at(Code::UnknownType, name.span, format!("no type `{}` is declared", name.value), "unknown type")
            .with_suggestion(&name.value, names)
            .with_help("types are yes_no, text, key, count, number, percent, money, duration, date, period, `quantity UNIT`, `one of …`, `set of …`, `list of …`, and the records and choices you declare");
        self.report(diagnostic);
        Type::Unknown
    }

    pub(super) fn record_named(&mut self, name: &Name) -> Option<RecordId> {
        match self.named_type(name) {
            Type::Record(record) => Some(record),
            Type::Unknown => None,
            _ => {
                let diagnostic = self
                    .at(
                        Code::UnknownType,
                        name.span,
                        format!("`{}` is not a record", name.value),
                        "a record is expected here",
                    )
                    .with_help("`define NAME of RECORD` adds a value to each record of that type");
                self.report(diagnostic);
                None
            }
        }
    }
}
