//! A criterion in words.

use kitemark_dsl::charter::{Charter, Criterion};
use kitemark_dsl::syntax::{Condition, Obligation, Scale};
use kitemark_eval::fraction::Fraction;

use super::parts::Cite;
use crate::english::{English, Term, credit, reason_label, sentence};

/// A criterion, each clause a sentence.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) title: String,
    /// `Must`, `Should` or `Flag`.
    pub(super) obligation: &'static str,
    /// Its part of the whole score; none for flags.
    pub(super) share: Option<String>,
    pub(super) asks: String,
    pub(super) because: Option<String>,
    /// When it applies and when it does not, one sentence each.
    pub(super) applies: Vec<String>,
    /// Partial credit, one sentence each.
    pub(super) credit: Vec<String>,
    pub(super) evidence: Option<String>,
    /// The reasons for which it can be waived.
    pub(super) waivable: Vec<String>,
    pub(super) fix: Option<String>,
    pub(super) cites: Vec<Cite>,
    pub(super) terms: Vec<Term>,
}

impl Rule {
    pub(super) fn of(charter: &Charter, english: &English<'_>, criterion: &Criterion, share: &Fraction) -> Self {
        let syntax = &criterion.syntax;
        let is_flag = syntax.obligation == Obligation::Flag;
        let requirement = english.condition(&syntax.requirement);
        let when = syntax.when.iter().map(|when| condition(english, "Applies when", when));
        let unless = syntax.unless.iter().map(|unless| condition(english, "Does not apply if", unless));
        let bands = syntax
            .worth
            .iter()
            .map(|band| sentence(&format!("{} if {}", credit(band.credit.value), english.condition(&band.when))));
        let text = |name: &Option<kitemark_dsl::syntax::Name>| name.as_ref().map(|name| name.value.clone());
        let principle = charter.principles().get(criterion.principle.index());
        let own = if criterion.cites.is_empty() {
            principle.map(|principle| &principle.cites)
        } else {
            Some(&criterion.cites)
        };
        Self {
            id: criterion.id().to_owned(),
            title: criterion.title().to_owned(),
            obligation: match syntax.obligation {
                Obligation::Must => "Must",
                Obligation::Should => "Should",
                Obligation::Flag => "Flag",
            },
            share: (!is_flag).then(|| share.percent(1)),
            asks: if is_flag { format!("Raised when {requirement}.") } else { sentence(&requirement) },
            because: text(&syntax.because),
            applies: when.chain(unless).collect(),
            credit: bands.chain(syntax.scale.iter().map(|scale| scaled(english, scale))).collect(),
            evidence: (!is_flag).then(|| evidence(charter, criterion)),
            waivable: criterion.waivable.iter().map(|reason| reason_label(charter, reason)).collect(),
            fix: text(&syntax.fix),
            cites: own.into_iter().flatten().filter_map(|citation| Cite::of(charter, citation)).collect(),
            terms: english.terms(&criterion.syntax.expressions()),
        }
    }
}

/// `Applies when …`, with its reason.
fn condition(english: &English<'_>, start: &str, condition: &Condition) -> String {
    let because = condition.because.as_ref().map(|because| format!(" {}", because.value)).unwrap_or_default();
    format!("{start} {}.{because}", english.condition(&condition.expr))
}

fn scaled(english: &English<'_>, scale: &Scale) -> String {
    let (value, from, to) = (english.value(&scale.value), english.value(&scale.from), english.value(&scale.to));
    sentence(&format!("part of the credit by {value}: none at {from}, all at {to}, and evenly in between"))
}

fn evidence(charter: &Charter, criterion: &Criterion) -> String {
    match criterion.evidence.and_then(|grade| charter.grades().get(grade.index())) {
        Some(grade) => format!("At least {grade}."),
        None => "None is asked for.".to_owned(),
    }
}
