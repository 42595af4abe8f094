//! Awards, what they need, and what caps them.

use kitemark_dsl::charter::{self, Charter, NeedKind};
use kitemark_dsl::value::{Literal, Number};

use crate::english::English;

/// An award.
#[derive(Debug)]
pub(super) struct Award {
    pub(super) title: String,
    pub(super) needs: Vec<String>,
}

impl Award {
    pub(super) fn of(charter: &Charter, award: &charter::Award) -> Self {
        Self { title: award.title.clone(), needs: award.needs.iter().map(|each| need(charter, each.kind)).collect() }
    }
}

/// What an award needs, in words.
pub(crate) fn need(charter: &Charter, need: NeedKind) -> String {
    let percent = |number: Number| Literal::Percent(number).to_string();
    match need {
        NeedKind::EveryMustMet => "every must is met in full".to_owned(),
        NeedKind::NoMustUnmet => "no must fails altogether; partly met is enough".to_owned(),
        NeedKind::EveryPrinciple(least) => format!("every principle reaches {}", percent(least)),
        NeedKind::Score(least) => format!("the score is at least {}", percent(least)),
        NeedKind::Evidenced(least) => format!("at least {} of what counts is answered and proven", percent(least)),
        NeedKind::Principle(id, least) => {
            let title = charter.principles().get(id.index()).map_or("", |principle| principle.title.as_str());
            format!("the principle \"{title}\" reaches {}", percent(least))
        }
        NeedKind::CriterionMet(id) => {
            let title = charter.criteria().get(id.index()).map_or("", charter::Criterion::title);
            format!("the criterion \"{title}\" is met")
        }
    }
}

/// A cap on awards.
#[derive(Debug)]
pub(super) struct Cap {
    pub(super) text: String,
    pub(super) because: Option<String>,
}

impl Cap {
    pub(super) fn of(charter: &Charter, english: &English<'_>, limit: &charter::Limit) -> Self {
        let award = limit.to.and_then(|to| charter.awards().get(to.index()));
        let left = award
            .map_or("No award is given".to_owned(), |award| format!("No award above \"{}\" is given", award.title));
        Self {
            text: format!("{left} when {}.", english.condition(&limit.syntax.when)),
            because: limit.syntax.because.as_ref().map(|because| because.value.clone()),
        }
    }
}
