//! A charter's examples as cases.

use kitemark_dsl::charter::{AwardId, Charter, Type};
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::Sources;
use kitemark_dsl::syntax::{Example, Given, GivenValue, Name, Then, ThenKind};
use kitemark_dsl::target::Target;
use kitemark_eval::profile::document::Change;
use kitemark_eval::scorecard::Verdict;

use super::{At, Case, Changed, Expectation, Expected, Share};

/// The examples of a charter, in order.
pub fn examples(charter: &Charter) -> Vec<Case> {
    charter.examples().iter().map(|example| case(charter, example)).collect()
}

fn case(charter: &Charter, example: &Example) -> Case {
    let at = |name: &Name| At::of(charter.sources(), name.span);
    Case {
        title: example.title.value.clone(),
        at: at(&example.title),
        profile: example.profile.value.clone(),
        profile_at: at(&example.profile),
        // What the charter's checks let through has a path, and names what there is.
        changes: example.given.iter().filter_map(|given| changed(charter, charter.sources(), given)).collect(),
        expectations: example.then.iter().filter_map(|then| expectation(charter, then)).collect(),
        inline: None,
        gap: None,
    }
}

/// A change as a case holds it; `sources` are those that its spans point into.
pub(super) fn changed(charter: &Charter, sources: &Sources, given: &Given) -> Option<Changed> {
    let path: ProfilePath = given.path.value.parse().ok()?;
    let is_set = matches!(charter.target(&path), Ok(Target::Field(Type::Set(_))));
    let change = match &given.value {
        GivenValue::Unanswered => Change::Remove,
        GivenValue::Empty => Change::Empty,
        GivenValue::Values(values) => match values.as_slice() {
            [value] if !is_set => Change::Scalar(value.value.clone()),
            values => Change::Sequence(values.iter().map(|value| value.value.clone()).collect()),
        },
    };
    Some(Changed { path, path_at: At::of(sources, given.path.span), change, at: At::of(sources, given.span) })
}

fn expectation(charter: &Charter, then: &Then) -> Option<Expectation> {
    let (expected, span) = match &then.kind {
        ThenKind::Verdict(id, words) => {
            (Expected::Verdict(charter.criterion(&id.value)?.0, Verdict::parse(&words.value)?), then.span)
        }
        ThenKind::Award(award) => (Expected::Award(award_named(charter, &award.value)), award.span),
        ThenKind::Score(bound, percent) => (Expected::Score(Share::bound(*bound, percent.value)), percent.span),
        ThenKind::Evidenced(bound, percent) => (Expected::Evidenced(Share::bound(*bound, percent.value)), percent.span),
    };
    Some(Expectation { expected, at: At::of(charter.sources(), span) })
}

fn award_named(charter: &Charter, name: &str) -> Option<AwardId> {
    let at = charter.awards().iter().position(|award| award.id == name)?;
    u32::try_from(at).ok().map(AwardId)
}
