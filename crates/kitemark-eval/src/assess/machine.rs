//! The state of an evaluation: variables, what is still open, what lacks evidence.

use kitemark_dsl::charter::{Criterion, GradeId};
use kitemark_dsl::syntax::Obligation;

use crate::profile::facts::{Content, Facts};
use crate::program::value::Value;
use crate::program::{NodeId, Program, RowRef};

/// Three-valued truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Open,
}

impl From<bool> for Answer {
    fn from(answer: bool) -> Self {
        if answer { Answer::Yes } else { Answer::No }
    }
}

impl std::ops::Not for Answer {
    type Output = Answer;

    fn not(self) -> Answer {
        match self {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Open => Answer::Open,
        }
    }
}

/// A value, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Datum {
    Value(Value),
    /// Absent as an answer.
    Nothing,
    Open,
    /// A count that lies between two bounds.
    Between(u64, u64),
}

/// Why something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// A field that is not answered.
    Missing(u32),
    /// A value that cannot be read.
    Unreadable(u32),
    /// Something that has no value, though all is answered.
    Undefined(NodeId, Undefined),
}

/// Why an expression has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Undefined {
    DivisionByZero,
    NothingToAggregate,
    /// Months against days where calendars differ.
    Calendar,
    /// A part of a month or a day, added to a date.
    PartOfADay,
    OutOfRange,
    BudgetSpent,
}

impl Reason {
    /// Whether it makes the verdict an error.
    pub(crate) fn is_error(self) -> bool {
        matches!(self, Reason::Unreadable(_) | Reason::Undefined(_, Undefined::OutOfRange | Undefined::BudgetSpent))
    }
}

/// Which claims are taken to be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// All of them: flags need no evidence.
    NotNeeded,
    /// Those with evidence of this grade, or all where none is asked for; never those that a reviewer rejected.
    Needed(Option<GradeId>),
    /// None, so that an answer leaves on the stack every claim that it rests on.
    Nothing,
}

impl Proof {
    /// What a criterion asks for.
    pub(crate) fn of(criterion: &Criterion) -> Self {
        match criterion.syntax.obligation {
            Obligation::Flag => Proof::NotNeeded,
            _ => Proof::Needed(criterion.evidence),
        }
    }
}

/// Evaluates a program's nodes over facts.
///
/// `open` and `weak` are stacks. An evaluation leaves above the marks it found: for an open answer, why it is open; for
/// yes or no, the claims that it rests on and that lack evidence of the grade asked for.
pub(crate) struct Machine<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a Facts,
    /// Which claims are taken to be proven.
    pub(crate) proof: Proof,
    /// The first cells of records that an exemption leaves out.
    pub(crate) excluded: Vec<u32>,
    pub(crate) open: Vec<Reason>,
    pub(crate) weak: Vec<u32>,
    /// The cells read, if somebody wants to know.
    pub(crate) reads: Option<Vec<u32>>,
    /// While true, an answer rests on all that is read, not only on what decides it.
    pub(crate) all_reads: bool,
    /// How many items the last outermost quantifier judged for sure, and how many perhaps.
    pub(crate) judged: (u64, u64),
    /// Why some items only perhaps count.
    pub(crate) doubts: Vec<Reason>,
    pub(crate) variables: Vec<u32>,
    frame: usize,
    steps: u64,
    /// What `steps` began with.
    given: u64,
    /// The steps taken before that.
    taken: u64,
}

/// How many times as many steps as a verdict an explanation may take, which asks everything anew on each level.
const EXPLAINING: u64 = 3;

impl<'a> Machine<'a> {
    pub(crate) fn new(program: &'a Program, facts: &'a Facts) -> Self {
        Self {
            program,
            facts,
            proof: Proof::Needed(None),
            excluded: Vec::new(),
            open: Vec::new(),
            weak: Vec::new(),
            reads: None,
            all_reads: false,
            judged: (0, 0),
            doubts: Vec::new(),
            variables: Vec::new(),
            frame: 0,
            steps: program.steps,
            given: program.steps,
            taken: 0,
        }
    }

    /// Starts afresh for another rule.
    pub(crate) fn reset(&mut self, proof: Proof) {
        self.proof = proof;
        self.excluded.clear();
        self.open.clear();
        self.weak.clear();
        self.all_reads = false;
        self.variables.clear();
        self.frame = 0;
        self.give(self.program.steps);
    }

    fn give(&mut self, steps: u64) {
        self.taken = self.taken();
        self.steps = steps;
        self.given = steps;
    }

    /// How many steps it has taken so far, for whatever.
    pub(crate) fn taken(&self) -> u64 {
        self.taken.saturating_add(self.given - self.steps)
    }

    /// Whether no step is left.
    pub(crate) fn is_spent(&self) -> bool {
        self.steps == 0
    }

    /// Takes a step; false when the budget is spent, with the reason left in `open`.
    pub(crate) fn step(&mut self, node: NodeId) -> bool {
        match self.steps.checked_sub(1) {
            Some(left) => {
                self.steps = left;
                true
            }
            None => {
                self.open.push(Reason::Undefined(node, Undefined::BudgetSpent));
                false
            }
        }
    }

    /// Gives an explanation more steps than the verdict.
    pub(crate) fn extend_budget(&mut self) {
        self.give(self.program.steps.saturating_mul(EXPLAINING));
    }

    pub(crate) fn variable(&self, slot: u32) -> u32 {
        self.variables.get(self.frame + slot as usize).copied().unwrap_or_default()
    }

    /// The first cell of a row.
    pub(crate) fn start(&self, row: RowRef) -> u32 {
        row.slot.map_or(0, |slot| self.variable(slot)) + row.offset
    }

    /// Runs `body` with a variable standing for `item`.
    pub(crate) fn with_variable<T>(&mut self, item: u32, body: impl FnOnce(&mut Self) -> T) -> T {
        self.variables.push(item);
        let result = body(self);
        self.variables.pop();
        result
    }

    /// Runs the body of a definition, with its record as its only variable.
    pub(crate) fn call<T>(&mut self, row: Option<u32>, body: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.enter(row);
        let result = body(self);
        self.leave(outer);
        result
    }

    /// Begins a definition; [`Machine::leave`] takes what this gives.
    pub(crate) fn enter(&mut self, row: Option<u32>) -> (usize, usize) {
        let outer = (self.frame, self.variables.len());
        self.frame = outer.1;
        self.variables.extend(row);
        outer
    }

    pub(crate) fn leave(&mut self, (frame, length): (usize, usize)) {
        self.variables.truncate(length);
        self.frame = frame;
    }

    /// Reads a cell: its content, with the claim noted.
    pub(crate) fn read(&mut self, cell: u32) -> Content {
        let Some(found) = self.facts.cell(cell) else { return Content::Nothing };
        if let Some(reads) = &mut self.reads {
            reads.push(cell);
        }
        match found.content {
            Content::Unanswered => self.open.push(Reason::Missing(cell)),
            Content::Unreadable => self.open.push(Reason::Unreadable(cell)),
            // A list rests on its records; only an empty one is a claim of its own.
            Content::Rows { count, .. } if count > 0 => {}
            _ => self.claim(cell),
        }
        found.content
    }

    /// Notes a claim that is not proven.
    fn claim(&mut self, cell: u32) {
        if cell == self.facts.as_of_cell {
            return;
        }
        let is_proven = match self.proof {
            Proof::NotNeeded => true,
            Proof::Nothing => false,
            Proof::Needed(asked) => {
                let suffices = |asked| self.facts.grade(cell).is_some_and(|grade| grade <= asked);
                !self.facts.is_rejected(cell) && asked.is_none_or(suffices)
            }
        };
        if !is_proven {
            self.weak.push(cell);
        }
    }

    /// Evaluates without leaving anything on the stacks.
    pub(crate) fn quietly<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        let (open, weak) = (self.open.len(), self.weak.len());
        let result = evaluate(self);
        self.open.truncate(open);
        self.weak.truncate(weak);
        result
    }

    /// A value with the cells it reads.
    pub(crate) fn reading(&mut self, node: NodeId) -> (Datum, Vec<u32>) {
        self.quietly(|machine| {
            machine.reads = Some(Vec::new());
            let datum = machine.datum(node);
            (datum, machine.reads.take().unwrap_or_default())
        })
    }

    /// What is open, as an answer.
    pub(crate) fn undefined(&mut self, node: NodeId, why: Undefined) -> Datum {
        self.open.push(Reason::Undefined(node, why));
        Datum::Open
    }
}
