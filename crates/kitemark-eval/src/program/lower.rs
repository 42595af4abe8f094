//! From a checked charter to a [`Program`].

use std::collections::HashMap;

use kitemark_dsl::charter::{Base, Charter, Criterion, DefineId, FieldId, Meaning, Order, RecordId, Step, Type};
use kitemark_dsl::syntax::{self, Expr, ExprKind, Presence};
use kitemark_dsl::value::{Literal, Number};

use super::layout::Layouts;
use super::value::{Texts, Value};
use super::{
    CriterionCode, Fold, Items, Node, NodeId, Origin, Part, Program, Quantifier, Range, RowRef, Successive, Test,
    default_steps,
};

/// Makes a charter ready to run. Its texts come after those that are known already.
pub(crate) fn lower_with(charter: &Charter, texts: Texts) -> Program {
    let mut lowering = Lowering {
        charter,
        layouts: Layouts::new(charter),
        nodes: Vec::new(),
        origins: Vec::new(),
        texts,
        parts: HashMap::new(),
    };
    let defines = (0..charter.defines().len()).map(|at| lowering.define(at)).collect();
    let criteria = charter.criteria().iter().map(|criterion| lowering.criterion(criterion)).collect();
    let limits = charter.limits().iter().map(|limit| lowering.top(&limit.syntax.when)).collect();
    Program {
        layouts: lowering.layouts,
        nodes: lowering.nodes,
        origins: lowering.origins,
        defines,
        criteria,
        limits,
        texts: lowering.texts,
        steps: default_steps(charter.criteria().len()),
    }
}

/// A variable: where its row starts, and of which record; none for a value of a set.
#[derive(Debug, Clone, Copy)]
struct Variable {
    row: RowRef,
    record: Option<RecordId>,
}

/// What the variables in scope stand for, and what exemptions may leave out.
#[derive(Debug, Clone, Default)]
struct Scope {
    /// The variables as the text counts them.
    variables: Vec<Variable>,
    /// How many variables there are around, at run time.
    depth: u32,
    /// The list whose records an exemption may leave out of ranges that no other range is around.
    waivable: Option<u32>,
}

struct Lowering<'a> {
    charter: &'a Charter,
    layouts: Layouts,
    nodes: Vec<Node>,
    origins: Vec<Origin>,
    texts: Texts,
    /// The parts of lists that are lowered, by definition, row and number of variables around. A part may be used twice in the next,
    /// which may be used twice in the one after it.
    parts: HashMap<(DefineId, Option<RowRef>, u32), Opened>,
}

/// What a range goes through.
#[derive(Clone)]
struct Opened {
    items: Items,
    /// The filters that definitions put on it.
    filters: Vec<NodeId>,
    /// What its items are; none for values of a set.
    record: Option<RecordId>,
}

/// Where a path has come to.
enum At {
    Row(RowRef, RecordId),
    Cell(RowRef, u32, Type),
    /// A definition that is a part of a list.
    Part(DefineId, Option<RowRef>),
    Node(NodeId),
}

impl Lowering<'_> {
    fn push(&mut self, node: Node, expr: &Expr, ty: Type) -> NodeId {
        self.nodes.push(node);
        self.origins.push(Origin { span: expr.span, ty });
        NodeId(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    fn define(&mut self, at: usize) -> Option<NodeId> {
        let define = self.charter.defines().get(at)?;
        if matches!(define.ty, Type::List(_)) {
            return None; // parts of lists are taken up where they are used
        }
        let mut scope = Scope::default();
        if define.of.is_some() {
            scope = scope.with(define.of);
        }
        Some(self.expr(&define.syntax.body, &scope))
    }

    fn top(&mut self, expr: &Expr) -> NodeId {
        self.expr(expr, &Scope::default())
    }

    fn criterion(&mut self, criterion: &Criterion) -> CriterionCode {
        let syntax = &criterion.syntax;
        let list = self.waivable_list(&syntax.requirement);
        let waivable = Scope { waivable: list, ..Scope::default() };
        let requirement = self.expr(&syntax.requirement, &waivable);
        let scale = syntax
            .scale
            .as_ref()
            .map(|scale| [&scale.value, &scale.from, &scale.to].map(|part| self.expr(part, &waivable)));
        CriterionCode {
            requirement,
            when: syntax.when.iter().map(|condition| self.top(&condition.expr)).collect(),
            unless: syntax.unless.iter().map(|condition| self.top(&condition.expr)).collect(),
            worth: syntax.worth.iter().map(|band| self.expr(&band.when, &waivable)).collect(),
            scale,
            waivable_list: list,
        }
    }

    /// The list of the profile that an `every` or `no` requirement goes through.
    fn waivable_list(&mut self, requirement: &Expr) -> Option<u32> {
        let list = match &requirement.kind {
            ExprKind::Quantified(quantified)
                if matches!(quantified.quantifier, syntax::Quantifier::Every | syntax::Quantifier::No) =>
            {
                &quantified.range.list
            }
            ExprKind::Successive(successive) => &successive.list,
            _ => return None,
        };
        match self.items(list, &Scope::default()).items {
            Items::List { row: RowRef { slot: None, offset: 0 }, column, .. } => Some(column),
            _ => None,
        }
    }

    fn expr(&mut self, expr: &Expr, scope: &Scope) -> NodeId {
        let ty = self.charter.type_of(expr.id);
        let node = match &expr.kind {
            ExprKind::Literal(literal) => Node::Constant(self.literal(literal)),
            ExprKind::Path(_) => return self.path(expr, scope),
            ExprKind::Not(inner) => Node::Not(self.expr(inner, scope)),
            ExprKind::And(parts) => Node::And(self.exprs(parts, scope)),
            ExprKind::Or(parts) => Node::Or(self.exprs(parts, scope)),
            ExprKind::AtLeastOf(count, parts) => Node::AtLeastOf(self.count(count), self.exprs(parts, scope)),
            ExprKind::Quantified(quantified) => self.quantified(quantified, scope),
            ExprKind::Successive(successive) => self.successive(expr, successive, scope),
            ExprKind::Compare(left, comparison, right) => {
                Node::Compare(self.expr(left, scope), *comparison, self.expr(right, scope))
            }
            ExprKind::Between(value, low, high) => {
                Node::Between(self.expr(value, scope), self.expr(low, scope), self.expr(high, scope))
            }
            ExprKind::OneOf { value, negated, options } => {
                Node::OneOf { value: self.expr(value, scope), negated: *negated, options: self.exprs(options, scope) }
            }
            ExprKind::Includes { set, all, values } => {
                Node::Includes { set: self.expr(set, scope), all: *all, values: self.exprs(values, scope) }
            }
            ExprKind::Presence { value, test, negated } => {
                let test = match test {
                    Presence::Given => Test::Given,
                    Presence::Missing => Test::Missing,
                    Presence::Empty => return self.emptiness(expr, value, *negated, scope),
                };
                Node::Presence { value: self.expr(value, scope), test, negated: *negated }
            }
            ExprKind::Arithmetic(left, operator, right) => {
                Node::Arithmetic(self.expr(left, scope), *operator, self.expr(right, scope))
            }
            ExprKind::Fold(fold) => self.fold(expr, fold, scope),
            ExprKind::NumberOf(range) => Node::NumberOf(Box::new(self.range(range, scope).0)),
            ExprKind::Change(rise, from, to) => {
                Node::Change { rise: *rise, from: self.expr(from, scope), to: self.expr(to, scope) }
            }
        };
        self.push(node, expr, ty)
    }

    fn exprs(&mut self, exprs: &[Expr], scope: &Scope) -> Box<[NodeId]> {
        exprs.iter().map(|expr| self.expr(expr, scope)).collect()
    }

    fn literal(&mut self, literal: &Literal) -> Value {
        match literal {
            Literal::YesNo(answer) => Value::YesNo(*answer),
            Literal::Number(number)
            | Literal::Percent(number)
            | Literal::Money(_, number)
            | Literal::Quantity(number, _) => Value::Amount(*number),
            Literal::Duration(duration) => Value::Duration(*duration),
            Literal::Date(date) => Value::Date(*date),
            Literal::Period(period) => Value::Period(*period),
            Literal::Text(text) => Value::Text(self.texts.intern(text)),
        }
    }

    /// A whole number, written or set; the checker has seen to it.
    fn count(&self, expr: &Expr) -> u64 {
        let number = match (&expr.kind, self.charter.meaning(expr.id)) {
            (ExprKind::Literal(Literal::Number(number)), _) => *number,
            (_, Some(Meaning::Path(Base::Setting(id), _))) => {
                match self.charter.settings().get(id.index()).map(|setting| &setting.value.value) {
                    Some(Literal::Number(number)) => *number,
                    _ => Number::ZERO,
                }
            }
            _ => Number::ZERO,
        };
        number.to_integer().and_then(|count| u64::try_from(count).ok()).unwrap_or(u64::MAX)
    }

    fn path(&mut self, expr: &Expr, scope: &Scope) -> NodeId {
        match self.charter.meaning(expr.id).cloned() {
            Some(Meaning::ChoiceValue(_, value)) => {
                self.push(Node::Constant(Value::Choice(value)), expr, self.charter.type_of(expr.id))
            }
            Some(Meaning::Path(base, steps)) => {
                let at = self.walk(base, &steps, expr, scope);
                self.arrive(at, expr)
            }
            None => self.push(Node::Constant(Value::YesNo(false)), expr, Type::Unknown),
        }
    }

    /// Follows a path from where it starts.
    fn walk(&mut self, base: Base, steps: &[Step], expr: &Expr, scope: &Scope) -> At {
        let mut at = self.start(base, expr, scope);
        for step in steps {
            at = match (step, at) {
                (Step::Field(field), At::Row(row, record)) => self.cell(row, record, *field),
                (Step::Field(field), At::Cell(row, column, Type::Record(inner))) => {
                    self.cell(inside(row, column), inner, *field)
                }
                (Step::Define(id), At::Row(row, _)) => self.call(*id, Some(row), expr),
                (Step::Define(id), At::Cell(row, column, Type::Record(_))) => {
                    self.call(*id, Some(inside(row, column)), expr)
                }
                (Step::Start, at) => self.part(at, Part::Start, Type::Date, expr),
                (Step::End, at) => self.part(at, Part::End, Type::Date, expr),
                (Step::Length, at) => self.part(at, Part::Length, Type::Duration, expr),
                (_, at) => at,
            };
        }
        at
    }

    fn start(&mut self, base: Base, expr: &Expr, scope: &Scope) -> At {
        match base {
            Base::Profile => At::Row(RowRef { slot: None, offset: 0 }, RecordId::PROFILE),
            Base::Variable(slot) => match scope.variables.get(slot as usize) {
                Some(Variable { row, record: Some(record) }) => At::Row(*row, *record),
                Some(Variable { row, record: None }) => {
                    At::Node(self.push(Node::Item(row.slot.unwrap_or_default()), expr, self.charter.type_of(expr.id)))
                }
                None => At::Node(self.push(Node::Constant(Value::YesNo(false)), expr, Type::Unknown)),
            },
            Base::Setting(id) => {
                let literal = self.charter.settings().get(id.index()).map(|setting| setting.value.value.clone());
                let value = literal.map_or(Value::YesNo(false), |literal| self.literal(&literal));
                At::Node(self.push(Node::Constant(value), expr, self.charter.type_of(expr.id)))
            }
            Base::Define(id) => self.call(id, None, expr),
        }
    }

    fn cell(&self, row: RowRef, record: RecordId, field: FieldId) -> At {
        let declared = self.charter.records().get(record.index()).and_then(|record| record.fields.get(field.index()));
        At::Cell(row, self.layouts.of(record).offset(field), declared.map_or(Type::Unknown, |field| field.ty))
    }

    fn call(&mut self, id: DefineId, row: Option<RowRef>, expr: &Expr) -> At {
        let ty = self.charter.defines().get(id.index()).map_or(Type::Unknown, |define| define.ty);
        if matches!(ty, Type::List(_)) {
            return At::Part(id, row);
        }
        At::Node(self.push(Node::Define { id, row }, expr, ty))
    }

    fn part(&mut self, at: At, part: Part, ty: Type, expr: &Expr) -> At {
        let period = self.arrive(at, expr);
        At::Node(self.push(Node::Part(period, part), expr, ty))
    }

    fn arrive(&mut self, at: At, expr: &Expr) -> NodeId {
        match at {
            At::Node(node) => node,
            At::Cell(row, column, ty) => self.push(Node::Cell { row, column }, expr, ty),
            At::Row(row, _) => self.push(Node::Cell { row, column: 0 }, expr, Type::Unknown),
            At::Part(..) => self.push(Node::Constant(Value::YesNo(false)), expr, Type::Unknown),
        }
    }

    /// What a range over `list` goes through.
    fn items(&mut self, list: &Expr, scope: &Scope) -> Opened {
        let ty = self.charter.type_of(list.id);
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(list.id).cloned() else { return Opened::nothing() };
        match self.walk(base, &steps, list, scope) {
            At::Cell(row, column, Type::List(record)) => {
                let items = Items::List { row, column, width: self.layouts.of(record).width() };
                Opened { items, filters: Vec::new(), record: Some(record) }
            }
            At::Part(id, row) => self.part_items(id, row, scope.depth),
            at => match ty {
                Type::Set(_) => Opened { items: Items::Set(self.arrive(at, list)), filters: Vec::new(), record: None },
                _ => Opened::nothing(),
            },
        }
    }

    /// The items of a definition that is a part of a list, with so many variables around.
    fn part_items(&mut self, id: DefineId, row: Option<RowRef>, depth: u32) -> Opened {
        if let Some(part) = self.parts.get(&(id, row, depth)) {
            return part.clone();
        }
        let Some(define) = self.charter.defines().get(id.index()) else { return Opened::nothing() };
        let ExprKind::Quantified(every) = &define.syntax.body.kind else { return Opened::nothing() };
        let own = row.map(|row| Variable { row, record: define.of });
        let scope = Scope { variables: own.into_iter().collect(), depth, waivable: None };
        let mut part = self.items(&every.range.list, &scope);
        if let Some(filter) = &every.range.filter {
            let filter = self.expr(filter, &scope.with(part.record));
            part.filters.push(filter);
        }
        self.parts.insert((id, row, depth), part.clone());
        part
    }

    fn range(&mut self, range: &syntax::Range, scope: &Scope) -> (Range, Scope) {
        self.open(&range.list, range.filter.as_ref(), scope)
    }

    /// A range, and the scope in which its variable is known.
    fn open(&mut self, list: &Expr, filter: Option<&Expr>, scope: &Scope) -> (Range, Scope) {
        let Opened { items, mut filters, record } = self.items(list, scope);
        let waivable = scope.depth == 0
            && scope.waivable.is_some()
            && matches!(items, Items::List { row: RowRef { slot: None, offset: 0 }, column, .. } if Some(column) == scope.waivable);
        let inner = scope.with(record);
        filters.extend(filter.map(|filter| self.expr(filter, &inner)));
        (Range { items, filters: filters.into(), waivable }, inner)
    }

    fn quantified(&mut self, quantified: &syntax::Quantified, scope: &Scope) -> Node {
        let quantifier = match &quantified.quantifier {
            syntax::Quantifier::Every => Quantifier::Every,
            syntax::Quantifier::Some => Quantifier::Some,
            syntax::Quantifier::No => Quantifier::No,
            syntax::Quantifier::AtLeast(count) => Quantifier::AtLeast(self.count(count)),
        };
        let (range, inner) = self.range(&quantified.range, scope);
        let Some(body) = &quantified.body else { return Node::Constant(Value::YesNo(false)) };
        let body = self.expr(body, &inner);
        Node::Quantified(quantifier, Box::new(range), body)
    }

    fn successive(&mut self, expr: &Expr, successive: &syntax::Successive, scope: &Scope) -> Node {
        let (range, one) = self.open(&successive.list, None, scope);
        let order = self.charter.order(expr.id).cloned();
        let by = self.order_node(order.as_ref().map(|order| order.by.as_slice()).unwrap_or_default(), expr, &one);
        let per = order.as_ref().and_then(|order| order.per.clone()).map(|per| self.order_node(&per, expr, &one));
        let both = one.with(one.variables.last().and_then(|variable| variable.record));
        let body = self.expr(&successive.body, &both);
        Node::Successive(Box::new(Successive { range, by, per, body }))
    }

    /// The value that orders or groups the variable that came last.
    fn order_node(&mut self, steps: &[Step], expr: &Expr, scope: &Scope) -> NodeId {
        let last = u32::try_from(scope.variables.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let at = self.walk(Base::Variable(last), steps, expr, scope);
        self.arrive(at, expr)
    }

    fn fold(&mut self, expr: &Expr, fold: &syntax::Fold, scope: &Scope) -> Node {
        let (range, inner) = self.range(&fold.range, scope);
        let value = self.expr(&fold.value, &inner);
        let order: Option<Order> = self.charter.order(expr.id).cloned();
        let by = order.map(|order| self.order_node(&order.by, expr, &inner));
        Node::Fold(Box::new(Fold { kind: fold.kind, range, value, by }))
    }

    /// `is empty` counts the items of a list, or looks at a set.
    fn emptiness(&mut self, expr: &Expr, value: &Expr, negated: bool, scope: &Scope) -> NodeId {
        if matches!(self.charter.type_of(value.id), Type::List(_)) {
            let (range, _) = self.open(value, None, scope);
            let count = self.push(Node::NumberOf(Box::new(range)), value, self.charter.type_of(value.id));
            return self.push(Node::Presence { value: count, test: Test::Empty, negated }, expr, Type::YesNo);
        }
        let value = self.expr(value, scope);
        self.push(Node::Presence { value, test: Test::Empty, negated }, expr, Type::YesNo)
    }
}

impl Scope {
    /// This scope with one more variable.
    fn with(&self, record: Option<RecordId>) -> Scope {
        let mut inner = self.clone();
        inner.variables.push(Variable { row: RowRef { slot: Some(self.depth), offset: 0 }, record });
        inner.depth += 1;
        inner
    }
}

/// The row of a record in place.
fn inside(row: RowRef, column: u32) -> RowRef {
    RowRef { offset: row.offset + column + 1, ..row }
}

impl Opened {
    /// A range over nothing, for what the checker would have refused.
    fn nothing() -> Self {
        let items = Items::List { row: RowRef { slot: None, offset: 0 }, column: u32::MAX, width: 0 };
        Self { items, filters: Vec::new(), record: None }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fmt::Write;

    use kitemark_dsl::check::check;
    use kitemark_dsl::source::{Source, Sources};

    use super::*;

    /// Each part uses the one before it twice, as what it goes through and in its filter.
    #[test]
    fn parts_that_double_are_lowered_once_for_each_depth() {
        let mut text = "charter deep \"Deep\"\n  edition 1\nrecord item\n  id key\n  size count\n\
            profile\n  as_of date\n  items list of item\ndefine d0 is every item in items where item.size is 1\n"
            .to_owned();
        for at in 1..=40 {
            let before = at - 1;
            writeln!(text, "define d{at} is every item in d{before} where some x{at} in d{before}: x{at}.size is 2")
                .unwrap();
        }
        text += "principle p \"P\"\n  criterion c \"C\"\n    should every thing in d40: thing.size is 5\n";
        let mut sources = Sources::default();
        sources.add(Source::new("deep", text));
        let charter = check(sources, None).charter.unwrap();
        // Four nodes for the filter of each of 41 parts, at each of at most 41 depths.
        assert!(lower_with(&charter, Texts::default()).nodes.len() <= 4 * 41 * 41);
    }
}
