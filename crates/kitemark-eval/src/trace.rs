//! The tests that settled verdicts at full speed. They are kept as whole numbers, and put into words when they are read.

use std::ops::Range;

use kitemark_dsl::charter::{CriterionId, Type};
use kitemark_dsl::source::Span;

use crate::assess::Answer;
use crate::engine::Engine;
use crate::profile::facts::Facts;
use crate::program::{Node, NodeId};
use crate::quick::{Figure, Tested, written_days};
use crate::scorecard::Verdict;

/// Verdicts with the tests that settled them.
#[derive(Debug, Clone, Copy)]
pub struct Trace<'j> {
    pub(crate) engine: &'j Engine,
    pub(crate) facts: &'j Facts,
    pub(crate) verdicts: &'j [Verdict],
    pub(crate) traced: &'j [Traced],
    pub(crate) tests: &'j [Tested],
}

/// Which tests are those of a criterion.
#[derive(Debug)]
pub(crate) struct Traced {
    pub(crate) tests: Range<usize>,
    /// Whether they are all of them: what is left to the machine is not traced, nor are very many.
    pub(crate) is_whole: bool,
}

/// A test that was made: a condition of a rule that asks values.
#[derive(Debug, Clone, Copy)]
pub struct Test<'j> {
    engine: &'j Engine,
    facts: &'j Facts,
    tested: Tested,
}

impl<'j> Trace<'j> {
    /// The verdicts of all criteria, in the charter's order.
    pub fn verdicts(&self) -> &'j [Verdict] {
        self.verdicts
    }

    /// The tests that settled a criterion, in the order in which they were made: conditions that it depends on, its requirement,
    /// bands of partial credit. A test that something else made needless is not among them.
    ///
    /// None where the criterion was left to the machine that explains, which the scorecard asks, and where there are more than
    /// 10,000.
    pub fn tests(&self, id: CriterionId) -> Option<impl ExactSizeIterator<Item = Test<'j>> + use<'j>> {
        let traced = self.traced.get(id.index()).filter(|traced| traced.is_whole)?;
        let Self { engine, facts, .. } = *self;
        let tests = self.tests.get(traced.tests.clone()).unwrap_or_default();
        Some(tests.iter().map(move |tested| Test { engine, facts, tested: *tested }))
    }
}

impl Test<'_> {
    /// Whether it held; none where that is open.
    pub fn answer(&self) -> Option<bool> {
        match self.tested.answer {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::Open => None,
        }
    }

    /// Its place in the charter.
    pub fn span(&self) -> Option<Span> {
        Some(self.engine.program.origin(self.tested.node)?.span)
    }

    /// Its words in the charter: `contract.total_term is at least 5 years`.
    pub fn words(&self) -> String {
        self.span().map(|span| self.engine.charter().words(span)).unwrap_or_default()
    }

    /// The record that it was made of, such as `contracts[adult-system]`; none for the whole profile.
    pub fn item(&self) -> Option<String> {
        let row = self.facts.row(self.tested.row)?;
        Some(self.facts.row_path(&self.engine.program.layouts, row)).filter(|path| !path.is_empty())
    }

    /// What it looked at: `48 months`, `not given`, `unanswered`.
    pub fn value(&self) -> String {
        self.show(self.value_node(), self.tested.value)
    }

    /// What a comparison compared that with: `60 months`. None of other tests, whose words say it.
    pub fn limit(&self) -> Option<String> {
        let Node::Compare(_, _, right) = self.engine.program.node(self.tested.node) else { return None };
        Some(match (self.tested.limit, self.engine.program.node(*right)) {
            (_, Node::Constant(value)) => self.facts.show(self.engine.charter(), self.ty(*right), *value),
            (Some(limit), _) => self.show(*right, limit),
            (None, _) => return None,
        })
    }

    /// What is looked at, of what a test is made of.
    fn value_node(&self) -> NodeId {
        match self.engine.program.node(self.tested.node) {
            Node::Compare(value, ..)
            | Node::Between(value, ..)
            | Node::OneOf { value, .. }
            | Node::Includes { set: value, .. }
            | Node::Presence { value, .. } => *value,
            _ => self.tested.node,
        }
    }

    fn ty(&self, node: NodeId) -> Type {
        self.engine.program.origin(node).map_or(Type::Unknown, |origin| origin.ty)
    }

    fn show(&self, node: NodeId, figure: Figure) -> String {
        // Days that are compared with days are counted, though lengths are held in months.
        let is_days = match self.engine.program.node(self.tested.node) {
            Node::Compare(_, _, right) => written_days(&self.engine.program, *right).is_some(),
            _ => false,
        };
        let ty = self.ty(node);
        match figure.value(ty, is_days) {
            Some(value) => self.facts.show(self.engine.charter(), ty, value),
            None if figure.is_nothing() => "not given".into(),
            None => "unanswered".into(),
        }
    }
}
