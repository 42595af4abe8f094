//! Single values and sets, read by the type of their field.

use super::*;

impl Binder<'_> {
    pub(super) fn set(&mut self, node: &Node, place: Place<'_>, field: FieldId, at: u32) {
        let Type::Set(choice) = self.field_type(place.record, field) else { return };
        let single = std::slice::from_ref(node);
        let items = if matches!(node.kind, NodeKind::Sequence(_)) { node.items() } else { single };
        let mut bits = Some(0_u128);
        for item in items {
            let value = self.choice_value(item, choice);
            bits = bits.zip(value).map(|(bits, value)| bits | 1_u128.checked_shl(u32::from(value)).unwrap_or_default());
        }
        match bits {
            Some(bits) => self.put(at, Content::Value(Value::Set(bits)), node.span),
            None => self.put(at, Content::Unreadable, node.span),
        }
    }

    pub(super) fn choice_value(&mut self, node: &Node, choice: ChoiceId) -> Option<u8> {
        let known = self.charter.choices().get(choice.index())?;
        let position = node.text().and_then(|text| known.position(text));
        if position.is_some() {
            return position;
        }
        if self.problems.passes_over() {
            return None;
        }
        let names = known.names();
        let listed = names.join(", ");
        let Some(text) = node.text() else {
            self.wrong_type(node, "one value of a list", &format!("write one of {listed}"));
            return None;
        };
        let diagnostic = self
            .at(Code::NotAChoice, node.span, format!("`{text}` is not on this field's list"), "unknown value")
            .with_suggestion(text, names)
            .with_help(format!("write one of {listed}"));
        self.report(diagnostic);
        None
    }

    pub(super) fn scalar(&mut self, node: &Node, ty: Type, at: u32) {
        let Some(kind) = self.charter.scalar_kind(ty) else { return };
        let Some(text) = node.text() else {
            self.wrong_type(node, &format!("a single value such as `{}`", kind.example()), "write one value");
            return self.put(at, Content::Unreadable, node.span);
        };
        match Literal::read_as(text, &kind) {
            Ok(literal) => {
                let value = self.value(literal);
                self.put(at, Content::Value(value), node.span);
            }
            Err(error) => {
                let code = match error.kind {
                    LiteralErrorKind::Unit => Code::WrongUnit,
                    LiteralErrorKind::Day => Code::NoSuchDay,
                    LiteralErrorKind::Reversed => Code::ReversedPeriod,
                    _ => Code::WrongType,
                };
                let diagnostic = self.at(code, node.span, error.message, "cannot be read");
                let diagnostic = diagnostic
                    .with_help(error.help.unwrap_or_else(|| format!("write it as `{}`", Kind::example(&kind))));
                self.report(diagnostic);
                self.put(at, Content::Unreadable, node.span);
            }
        }
    }

    pub(super) fn value(&mut self, literal: Literal) -> Value {
        match literal {
            Literal::YesNo(answer) => Value::YesNo(answer),
            Literal::Number(number)
            | Literal::Percent(number)
            | Literal::Money(_, number)
            | Literal::Quantity(number, _) => Value::Amount(number),
            Literal::Duration(duration) => Value::Duration(duration),
            Literal::Date(date) => Value::Date(date),
            Literal::Period(period) => Value::Period(period),
            Literal::Text(text) => Value::Text(self.texts.intern(&text)),
        }
    }

    pub(super) fn wrong_type(&mut self, node: &Node, expected: &str, help: &str) {
        let diagnostic = self
            .at(
                Code::WrongType,
                node.span,
                format!("this is {}, but {expected} is asked for", node.description()),
                "another kind of value",
            )
            .with_help(help);
        self.report(diagnostic);
    }
}
