//! Values of choices that the rules seem to have forgotten.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{Charter, Choice, ChoiceId, Meaning, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::syntax::{ChoiceDecl, Declaration, Expr, ExprKind, Given, GivenValue, Name};
use kitemark_dsl::target::Target;

use super::Finding;
use crate::walk;
use crate::workshop::Workshop;

/// The choice whose values are the reasons for exemptions.
const REASONS: &str = "exemption_reason";

/// Values that are there for what no rule speaks of.
const REST: &[&str] = &["other", "none", "unknown", "nobody", "not_known", "not_applicable"];

/// A reason that no criterion accepts, and the one value of a choice that no rule speaks of.
///
/// Several unnamed values may well be the answers that make no difference; where the rules treat all values but one, that one
/// was probably forgotten.
pub(super) fn unused_choice_value(workshop: &Workshop) -> Vec<Finding> {
    let declared = workshop.syntax().declarations.iter().filter_map(|declaration| match declaration {
        Declaration::Choice(choice) => Some(choice),
        _ => None,
    });
    declared
        .flat_map(|choice| match choice.name.value.as_str() {
            REASONS => unused_reasons(workshop, choice),
            _ => forgotten_value(workshop, choice).into_iter().collect(),
        })
        .collect()
}

fn unused_reasons(workshop: &Workshop, choice: &ChoiceDecl) -> Vec<Finding> {
    let criteria = workshop.charter().criteria();
    let used: BTreeSet<&String> = criteria.iter().flat_map(|criterion| &criterion.waivable).collect();
    let unused = choice.values.iter().map(|value| &value.name).filter(|name| !used.contains(&name.value));
    unused
        .map(|name| {
            let message = format!("no criterion can be waived for `{}`", name.value);
            finding(
                workshop,
                name,
                message,
                "add it to a `waivable for`, or remove it: profiles that give it are refused",
            )
        })
        .collect()
}

fn forgotten_value(workshop: &Workshop, declared: &ChoiceDecl) -> Option<Finding> {
    let charter = workshop.charter();
    let at = charter.choices().iter().position(|each| each.name.as_ref() == Some(&declared.name.value))?;
    let choice = charter.choices().get(at)?;
    let named = Named::of(charter, ChoiceId(u32::try_from(at).ok()?), choice);
    let mut unnamed =
        declared.values.iter().map(|value| &value.name).filter(|name| !named.values.contains(&name.value));
    let (only, more) = (unnamed.next()?, unnamed.next());
    let is_rest = REST.contains(&only.value.as_str());
    if more.is_some() || choice.values.len() < 3 || named.by_one_list || is_rest {
        return None;
    }
    let message = format!("the rules speak of every value of `{}` but `{}`", declared.name.value, only.value);
    Some(finding(workshop, only, message, "see what the rules make of it; if that is right, silence this and say why"))
}

fn finding(workshop: &Workshop, name: &Name, message: String, help: &str) -> Finding {
    Finding::at(workshop, Code::UnusedChoiceValue, name.span, message, "no rule names it").with_help(help)
}

/// The values of a choice that expressions name.
struct Named {
    values: BTreeSet<String>,
    /// Whether one list names all values but one, and so speaks of the last one too.
    by_one_list: bool,
}

impl Named {
    fn of(charter: &Charter, id: ChoiceId, choice: &Choice) -> Self {
        let value = |expr: &Expr| match charter.meaning(expr.id) {
            Some(Meaning::ChoiceValue(of, at)) if *of == id => {
                choice.values.get(usize::from(*at)).map(|value| value.name.clone())
            }
            _ => None,
        };
        let mut named = Named { values: BTreeSet::new(), by_one_list: false };
        for expr in walk::of_charter(charter).into_iter().flatten().flat_map(walk::all) {
            named.values.extend(value(expr));
            let (ExprKind::OneOf { options: listed, .. } | ExprKind::Includes { values: listed, .. }) = &expr.kind
            else {
                continue;
            };
            let listed: BTreeSet<String> = listed.iter().filter_map(value).collect();
            named.by_one_list |= listed.len() + 1 >= choice.values.len();
        }
        named.values.extend(given_by_examples(charter, id));
        named
    }
}

/// The values of a choice that examples put into a profile, to show what the rules make of them.
fn given_by_examples(charter: &Charter, id: ChoiceId) -> impl Iterator<Item = String> {
    let is_of_choice = move |given: &&Given| {
        let target = given.path.value.parse::<ProfilePath>().map(|path| charter.target(&path));
        matches!(target, Ok(Ok(Target::Field(Type::Choice(of) | Type::Set(of)))) if of == id)
    };
    let given = charter.examples().iter().flat_map(|example| &example.given).filter(is_of_choice);
    given.flat_map(|given| match &given.value {
        GivenValue::Values(values) => values.iter().map(|value| value.value.clone()).collect(),
        GivenValue::Unanswered | GivenValue::Empty => Vec::new(),
    })
}
