//! Values of choices that the rules seem to have forgotten.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::charter::{Charter, ChoiceId, Meaning, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::syntax::{ChoiceDecl, Declaration, Expr, ExprKind, GivenValue, Name};
use kitemark_dsl::target::Target;

use super::Finding;
use crate::workshop::Workshop;

/// The choice whose values are the reasons for exemptions.
const REASONS: &str = "exemption_reason";

/// Values that are there for what no rule speaks of.
const REST: &[&str] = &["other", "none", "unknown", "nobody", "not_known", "not_applicable"];

/// Of two values, the unnamed one is simply the other.
const FEWEST_VALUES: usize = 3;

/// A reason that no criterion accepts, and the one value of a choice that no rule speaks of.
///
/// Several unnamed values may well be the answers that make no difference; where the rules treat all values but one, that one
/// was probably forgotten.
pub(super) fn unused_choice_value(workshop: &Workshop) -> Vec<Finding> {
    let named = named_values(workshop.charter());
    let declared: BTreeMap<&str, &ChoiceDecl> = workshop
        .syntax()
        .declarations
        .iter()
        .filter_map(|declaration| match declaration {
            Declaration::Choice(choice) => Some((choice.name.value.as_str(), choice)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (id, choice) in (0..).map(ChoiceId).zip(workshop.charter().choices()) {
        let declared = choice.name.as_deref().and_then(|name| Some((name, *declared.get(name)?)));
        match declared {
            Some((REASONS, declared)) => found.extend(unused_reasons(workshop, declared)),
            Some((_, declared)) => found.extend(named.get(&id).and_then(|named| forgotten(workshop, declared, named))),
            None => {}
        }
    }
    found
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

fn forgotten(workshop: &Workshop, declared: &ChoiceDecl, named: &Named) -> Option<Finding> {
    let values = declared.values.iter().map(|value| &value.name);
    let mut unnamed = values.filter(|name| !named.values.contains(&name.value));
    let (only, more) = (unnamed.next()?, unnamed.next());
    let count = declared.values.len();
    let is_rest = REST.contains(&only.value.as_str());
    let is_spoken_of = named.longest_list + 1 >= count || named.shown.contains(&only.value) || is_rest;
    if more.is_some() || count < FEWEST_VALUES || is_spoken_of {
        return None;
    }
    let message = format!("the rules speak of every value of `{}` but `{}`", declared.name.value, only.value);
    Some(finding(workshop, only, message, "see what the rules make of it; if that is right, silence this and say why"))
}

fn finding(workshop: &Workshop, name: &Name, message: String, help: &str) -> Finding {
    Finding::at(workshop, Code::UnusedChoiceValue, name.span, message, "no rule names it").with_help(help)
}

/// The values of a choice that rules or examples name.
#[derive(Default)]
struct Named {
    /// Those that rules name.
    values: BTreeSet<String>,
    /// The most that stand in one list: a list of all but one speaks of that one too.
    longest_list: usize,
    /// The values that examples put into a profile, to show what the rules make of them.
    shown: BTreeSet<String>,
}

/// What is named of each choice.
fn named_values(charter: &Charter) -> BTreeMap<ChoiceId, Named> {
    let mut named: BTreeMap<ChoiceId, Named> = BTreeMap::new();
    for expr in charter.expressions().into_iter().flatten().flat_map(Expr::all) {
        if let Some((choice, value)) = value(charter, expr) {
            named.entry(choice).or_default().values.insert(value);
        }
        if let ExprKind::OneOf { options: listed, .. } | ExprKind::Includes { values: listed, .. } = &expr.kind {
            let listed: BTreeSet<(ChoiceId, String)> = listed.iter().filter_map(|each| value(charter, each)).collect();
            if let Some((choice, _)) = listed.first() {
                let longest = &mut named.entry(*choice).or_default().longest_list;
                *longest = listed.len().max(*longest);
            }
        }
    }
    for given in charter.examples().iter().flat_map(|example| &example.given) {
        let target = given.path.value.parse::<ProfilePath>().map(|path| charter.target(&path));
        let (Ok(Ok(Target::Field(Type::Choice(choice) | Type::Set(choice)))), GivenValue::Values(values)) =
            (target, &given.value)
        else {
            continue;
        };
        named.entry(choice).or_default().shown.extend(values.iter().map(|value| value.value.clone()));
    }
    named
}

/// The value of a choice that an expression is.
fn value(charter: &Charter, expr: &Expr) -> Option<(ChoiceId, String)> {
    let Some(Meaning::ChoiceValue(choice, at)) = charter.meaning(expr.id) else { return None };
    let value = charter.choices().get(choice.index())?.values.get(usize::from(*at))?;
    Some((*choice, value.name.clone()))
}
