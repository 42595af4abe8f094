//! A charter made ready to run: names are resolved to places, expressions lie in one flat table.

pub(crate) mod layout;
pub(crate) mod lower;
pub(crate) mod value;

use kitemark_dsl::charter::{CriterionId, DefineId, Type};
use kitemark_dsl::source::Span;
use kitemark_dsl::syntax::{Comparison, FoldKind, Operator};

use layout::Layouts;
use value::{Texts, Value};

/// A node of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) u32);

/// Where a row of cells starts while rules run: at the profile, or at the row that a variable stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowRef {
    /// The variable; none for the profile.
    pub(crate) slot: Option<u32>,
    /// How far into the row, for a record in place.
    pub(crate) offset: u32,
}

/// What a variable goes through.
#[derive(Debug, Clone)]
pub(crate) enum Items {
    /// The records of a list: where the list's cell is, and how wide its rows are.
    List { row: RowRef, column: u32, width: u32 },
    /// The values of a set.
    Set(NodeId),
}

/// A variable going through a list or set; its slot is the number of variables around it.
#[derive(Debug, Clone)]
pub(crate) struct Range {
    pub(crate) items: Items,
    /// All must hold for an item to count.
    pub(crate) filters: Box<[NodeId]>,
    /// Whether an exemption can leave out one of its records.
    pub(crate) waivable: bool,
}

/// Which quantifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Every,
    Some,
    No,
    AtLeast(u64),
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Start,
    End,
    Length,
}

/// What a presence test asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Test {
    Given,
    Missing,
    Empty,
}

/// One step of a rule.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Constant(Value),
    Cell {
        row: RowRef,
        column: u32,
    },
    /// The value that a variable over a set stands for.
    Item(u32),
    Define {
        id: DefineId,
        row: Option<RowRef>,
    },
    Part(NodeId, Part),
    Arithmetic(NodeId, Operator, NodeId),
    Fold(Box<Fold>),
    NumberOf(Box<Range>),
    Change {
        rise: bool,
        from: NodeId,
        to: NodeId,
    },
    Not(NodeId),
    And(Box<[NodeId]>),
    Or(Box<[NodeId]>),
    AtLeastOf(u64, Box<[NodeId]>),
    Quantified(Quantifier, Box<Range>, NodeId),
    Successive(Box<Successive>),
    Compare(NodeId, Comparison, NodeId),
    Between(NodeId, NodeId, NodeId),
    OneOf {
        value: NodeId,
        negated: bool,
        options: Box<[NodeId]>,
    },
    Includes {
        set: NodeId,
        all: bool,
        values: Box<[NodeId]>,
    },
    Presence {
        value: NodeId,
        test: Test,
        negated: bool,
    },
}

/// An aggregate.
#[derive(Debug, Clone)]
pub(crate) struct Fold {
    pub(crate) kind: FoldKind,
    pub(crate) range: Range,
    pub(crate) value: NodeId,
    /// What orders `first` and `last`.
    pub(crate) by: Option<NodeId>,
}

/// Neighbours in an ordered list.
#[derive(Debug, Clone)]
pub(crate) struct Successive {
    pub(crate) range: Range,
    pub(crate) by: NodeId,
    pub(crate) per: Option<NodeId>,
    pub(crate) body: NodeId,
}

/// Where a node comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) span: Span,
    pub(crate) ty: Type,
}

/// A criterion's rules.
#[derive(Debug, Clone)]
pub(crate) struct CriterionCode {
    pub(crate) requirement: NodeId,
    pub(crate) when: Box<[NodeId]>,
    pub(crate) unless: Box<[NodeId]>,
    pub(crate) worth: Box<[NodeId]>,
    pub(crate) scale: Option<[NodeId; 3]>,
    /// The column of the profile whose records an exemption may leave out.
    pub(crate) waivable_list: Option<u32>,
}

/// The most steps that one rule may take unless somebody says otherwise: a rule over a million pairs still ends.
const RULE_STEPS: u64 = 2_000_000;

/// The most steps that all rules of a charter may take together.
const CHARTER_STEPS: u64 = 20_000_000;

/// The steps that each of so many rules may take unless somebody says otherwise. They share alike, so that what comes out for
/// one does not depend on what others took, nor on their order.
pub(crate) fn default_steps(rules: usize) -> u64 {
    let share = u64::try_from(rules).ok().and_then(|rules| CHARTER_STEPS.checked_div(rules));
    share.map_or(RULE_STEPS, |share| share.min(RULE_STEPS))
}

/// A charter made ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) layouts: Layouts,
    pub(crate) nodes: Vec<Node>,
    pub(crate) origins: Vec<Origin>,
    pub(crate) defines: Vec<Option<NodeId>>,
    pub(crate) criteria: Vec<CriterionCode>,
    pub(crate) limits: Vec<NodeId>,
    pub(crate) texts: Texts,
    /// The most steps that one rule may take.
    pub(crate) steps: u64,
}

impl Program {
    /// The node; ids come from this program, so there is one.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        const MISSING: &Node = &Node::Constant(Value::YesNo(false));
        self.nodes.get(id.0 as usize).unwrap_or(MISSING)
    }

    pub(crate) fn origin(&self, id: NodeId) -> Option<Origin> {
        self.origins.get(id.0 as usize).copied()
    }

    pub(crate) fn criterion(&self, id: CriterionId) -> Option<&CriterionCode> {
        self.criteria.get(id.index())
    }
}
