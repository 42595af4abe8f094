//! What the rules of a charter find in a profile, condition by condition: for coverage and boundary cases.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{CriterionId, Type};
use kitemark_dsl::source::Span;
use kitemark_dsl::value::{Date, Duration, Number, Period};

use crate::assess::{Answer, Datum, Machine, survey};
use crate::engine::Engine;
use crate::profile::facts::{Content, Facts};
use crate::program::value::Value;
use crate::program::{Node, NodeId};

/// A rule of a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A criterion: its requirement and all its clauses.
    Criterion(CriterionId),
    /// The limit with this number, in the charter's order.
    Limit(usize),
}

/// The answers that a condition gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// It held.
    pub yes: bool,
    /// It did not.
    pub no: bool,
    /// It was open.
    pub unanswered: bool,
}

impl std::ops::BitOrAssign for Answers {
    fn bitor_assign(&mut self, other: Self) {
        self.yes |= other.yes;
        self.no |= other.no;
        self.unanswered |= other.unanswered;
    }
}

/// Something that lies on a line: between any two there is a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Measure {
    /// A number, an amount of money, a quantity, or a percentage as a fraction of 1.
    Amount(Number),
    /// A duration.
    Duration(Duration),
    /// A day.
    Date(Date),
    /// A period by its last day.
    PeriodEnd(Period),
    /// A period by its first day.
    PeriodStart(Period),
}

/// A comparison that was made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Compared {
    /// The comparison in the charter.
    pub span: Span,
    /// The limit in the charter: a range has two.
    pub limit_span: Span,
    /// The type of what is compared.
    pub ty: Type,
    /// What is compared; none where that is open or nothing.
    pub value: Option<Measure>,
    /// What it is compared with; none likewise.
    pub limit: Option<Measure>,
    /// The fields that the two were read or computed from, those that are answered first.
    pub levers: Vec<Lever>,
}

/// The most comparisons of one rule that are told.
pub const MOST_COMPARED: usize = 10_000;

/// A field whose value moves a comparison. A period has two levers: its last day and its first.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lever {
    /// Its path, such as `contracts[adult-system].initial_term`.
    pub path: String,
    /// Its type.
    pub ty: Type,
    /// What it says; none where it is not answered.
    pub value: Option<Measure>,
}

impl Engine {
    /// Every rule: the criteria, then the limits.
    pub fn rules(&self) -> impl Iterator<Item = Rule> + use<> {
        let criteria = (0..self.charter.criteria().len()).map(|at| Rule::Criterion(CriterionId::at(at)));
        criteria.chain((0..self.charter.limits().len()).map(Rule::Limit))
    }

    /// The answers of every condition in a rule, by its place in the charter.
    pub fn answers(&self, facts: &Facts, rule: Rule) -> BTreeMap<Span, Answers> {
        let mut answers: BTreeMap<Span, Answers> = BTreeMap::new();
        self.survey(facts, rule, &mut |machine, node, answer| {
            let Some(origin) = machine.program.origin(node) else { return };
            *answers.entry(origin.span).or_default() |=
                Answers { yes: answer == Answer::Yes, no: answer == Answer::No, unanswered: answer == Answer::Open };
        });
        answers
    }

    /// The comparisons of measures that a rule makes, the first [`MOST_COMPARED`] of them.
    pub fn comparisons(&self, facts: &Facts, rule: Rule) -> Vec<Compared> {
        self.comparisons_in(facts, rule).0
    }

    /// The comparisons that a rule makes, and how many steps it took to find them.
    pub(crate) fn comparisons_in(&self, facts: &Facts, rule: Rule) -> (Vec<Compared>, u64) {
        let mut compared = Vec::new();
        let mut machine = Machine::new(&self.program, facts);
        self.survey_with(&mut machine, rule, &mut |machine, node, _| match *machine.program.node(node) {
            _ if compared.len() >= MOST_COMPARED => {}
            Node::Compare(value, _, limit) => compared.extend(self.compared(machine, node, value, limit)),
            Node::Between(value, low, high) => {
                compared.extend(self.compared(machine, node, value, low));
                compared.extend(self.compared(machine, node, value, high));
            }
            _ => {}
        });
        (compared, machine.taken())
    }

    /// The paths of the fields that a rule reads, each with its type.
    pub fn reads(&self, facts: &Facts, rule: Rule) -> Vec<(String, Type)> {
        let field = |cell: u32| Some((facts.path(&self.program.layouts, cell), self.type_of(facts, cell)?));
        self.cells_read(facts, rule).into_iter().filter_map(field).collect()
    }

    /// The cells that a rule reads.
    pub(crate) fn cells_read(&self, facts: &Facts, rule: Rule) -> Vec<u32> {
        let mut machine = Machine::new(&self.program, facts);
        machine.reads = Some(Vec::new());
        self.survey_with(&mut machine, rule, &mut |_, _, _| ());
        let mut cells = machine.reads.take().unwrap_or_default();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// The type of a cell's field.
    pub(crate) fn type_of(&self, facts: &Facts, cell: u32) -> Option<Type> {
        let row = facts.row(cell)?;
        let columns = &self.program.layouts.of(row.record).columns;
        Some(columns.get((cell - row.start) as usize)?.ty)
    }

    fn survey(&self, facts: &Facts, rule: Rule, see: &mut survey::See<'_>) {
        self.survey_with(&mut Machine::new(&self.program, facts), rule, see);
    }

    fn survey_with(&self, machine: &mut Machine<'_>, rule: Rule, see: &mut survey::See<'_>) {
        machine.extend_budget();
        match rule {
            Rule::Criterion(id) => {
                let Some(code) = self.program.criterion(id) else { return };
                for condition in code.when.iter().chain(&code.unless).chain([&code.requirement]).chain(&code.worth) {
                    survey::conditions(machine, *condition, see);
                }
                for part in code.scale.iter().flatten() {
                    survey::values(machine, *part, see);
                }
            }
            Rule::Limit(at) => {
                let Some(condition) = self.program.limits.get(at) else { return };
                survey::conditions(machine, *condition, see);
            }
        }
    }

    /// A comparison of measures, with the machine standing where it is made; none of other values.
    pub(crate) fn compared(
        &self,
        machine: &mut Machine<'_>,
        node: NodeId,
        value: NodeId,
        limit: NodeId,
    ) -> Option<Compared> {
        let ty = machine.program.origin(value)?.ty;
        if !is_measured(ty) {
            return None;
        }
        let span = machine.program.origin(node)?.span;
        let (found, mut cells) = machine.reading(value);
        let (asked, others) = machine.reading(limit);
        cells.extend(others);
        cells.sort_unstable();
        cells.dedup();
        let mut levers: Vec<Lever> = cells.into_iter().flat_map(|cell| self.levers(machine.facts, cell)).collect();
        levers.sort_by_key(|lever| lever.value.is_none());
        let limit_span = machine.program.origin(limit)?.span;
        let measured = |datum| match datum {
            Datum::Value(value) => measure(value),
            _ => None,
        };
        Some(Compared { span, limit_span, ty, value: measured(found), limit: measured(asked), levers })
    }

    fn levers(&self, facts: &Facts, cell: u32) -> Vec<Lever> {
        let layouts = &self.program.layouts;
        let place = facts.row(cell).and_then(|row| layouts.of(row.record).columns.get((cell - row.start) as usize));
        let (Some(column), Some(found)) = (place, facts.cell(cell)) else { return Vec::new() };
        let values = match found.content {
            Content::Value(Value::Period(period)) => {
                vec![Some(Measure::PeriodEnd(period)), Some(Measure::PeriodStart(period))]
            }
            Content::Value(value) => measure(value).into_iter().map(Some).collect(),
            Content::Nothing | Content::Unanswered if is_measured(column.ty) => vec![None],
            _ => Vec::new(),
        };
        let lever = |value| Lever { path: facts.path(layouts, cell), ty: column.ty, value };
        values.into_iter().map(lever).collect()
    }
}

/// Whether values of this type lie on a line.
fn is_measured(ty: Type) -> bool {
    matches!(
        ty,
        Type::Count | Type::Number | Type::Percent | Type::Money | Type::Duration | Type::Date | Type::Quantity(_)
    )
}

fn measure(value: Value) -> Option<Measure> {
    match value {
        Value::Amount(number) => Some(Measure::Amount(number)),
        Value::Duration(duration) => Some(Measure::Duration(duration)),
        Value::Date(date) => Some(Measure::Date(date)),
        _ => None,
    }
}
