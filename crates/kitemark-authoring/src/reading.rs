//! Which fields, definitions and settings a charter's expressions read.

use std::collections::{BTreeMap, BTreeSet};

use kitemark_dsl::charter::{
    Base, Charter, Criterion, DefineId, Field, FieldId, Meaning, RecordId, SettingId, Step, Type,
};
use kitemark_dsl::syntax::{Expr, ExprId, ExprKind, Quantifier, Range};

/// A field of a record, or of the profile.
pub type Place = (RecordId, FieldId);

/// What expressions read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// The fields, those on the way to another included.
    pub fields: BTreeSet<Place>,
    /// The definitions.
    pub defines: BTreeSet<DefineId>,
    /// The settings.
    pub settings: BTreeSet<SettingId>,
    /// The field that a path ends at; none of several expressions, and of anything but a path.
    end: Option<Place>,
}

impl Uses {
    fn add(&mut self, other: &Uses) {
        self.fields.extend(&other.fields);
        self.defines.extend(&other.defines);
        self.settings.extend(&other.settings);
    }
}

/// What every path of a charter reads.
#[derive(Debug, Clone)]
pub struct Reading<'c> {
    charter: &'c Charter,
    paths: BTreeMap<ExprId, Uses>,
}

impl<'c> Reading<'c> {
    /// Follows every path of a charter.
    pub fn of(charter: &'c Charter) -> Self {
        let mut reader = Reader { charter, paths: BTreeMap::new(), scope: Vec::new() };
        for define in charter.defines() {
            reader.scope = define.of.map(Type::Record).into_iter().collect();
            reader.expr(&define.syntax.body);
        }
        reader.scope.clear();
        for criterion in charter.criteria() {
            criterion.syntax.expressions().into_iter().for_each(|part| reader.expr(part));
        }
        for limit in charter.limits() {
            reader.expr(&limit.syntax.when);
        }
        Self { charter, paths: reader.paths }
    }

    /// The field that a path leads to.
    pub fn field(&self, path: &Expr) -> Option<&'c Field> {
        let (record, field) = self.paths.get(&path.id)?.end?;
        self.charter.records().get(record.index())?.fields.get(field.index())
    }

    /// What an expression names.
    pub fn named<'e>(&self, expressions: impl IntoIterator<Item = &'e Expr>) -> Uses {
        let mut uses = Uses::default();
        let mut todo: Vec<&Expr> = expressions.into_iter().collect();
        while let Some(expr) = todo.pop() {
            self.paths.get(&expr.id).into_iter().for_each(|path| uses.add(path));
            todo.extend(expr.parts());
        }
        uses
    }

    /// What an expression rests on: what it names, and what the definitions it names rest on.
    pub fn rests_on<'e>(&self, expressions: impl IntoIterator<Item = &'e Expr>) -> Uses {
        let mut uses = self.named(expressions);
        let mut todo: Vec<DefineId> = uses.defines.iter().copied().collect();
        while let Some(define) = todo.pop().and_then(|id| self.charter.defines().get(id.index())) {
            let more = self.named([&define.syntax.body]);
            todo.extend(more.defines.difference(&uses.defines));
            uses.add(&more);
        }
        uses
    }

    /// Whether a profile without mistakes can leave open what an expression says: whether it rests on a question to which
    /// silence is no answer. The profile's day is always given.
    pub fn may_be_open(&self, expr: &Expr) -> bool {
        let is_open = |(record, field): &Place| {
            let field = self.charter.records().get(record.index()).and_then(|one| one.fields.get(field.index()));
            field.is_some_and(|field| !(field.optional || *record == RecordId::PROFILE && field.path == ["as_of"]))
        };
        self.rests_on([expr]).fields.iter().any(is_open)
    }

    /// What a criterion rests on.
    pub fn criterion(&self, criterion: &Criterion) -> Uses {
        self.rests_on(criterion.syntax.expressions())
    }
}

/// Follows paths, knowing the type of every variable in scope.
struct Reader<'c> {
    charter: &'c Charter,
    paths: BTreeMap<ExprId, Uses>,
    scope: Vec<Type>,
}

impl Reader<'_> {
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Path(_) => self.path(expr),
            ExprKind::Quantified(quantified) => {
                if let Quantifier::AtLeast(count) = &quantified.quantifier {
                    self.expr(count);
                }
                self.range(&quantified.range, quantified.body.as_ref());
            }
            ExprKind::Fold(fold) => {
                self.order(expr, &fold.range.list);
                self.range(&fold.range, Some(&fold.value));
            }
            ExprKind::NumberOf(range) => self.range(range, None),
            ExprKind::Successive(successive) => {
                self.order(expr, &successive.list);
                self.expr(&successive.list);
                let item = self.item(&successive.list);
                self.scope.extend([item, item]);
                self.expr(&successive.body);
                self.scope.truncate(self.scope.len().saturating_sub(2));
            }
            _ => expr.parts().into_iter().for_each(|part| self.expr(part)),
        }
    }

    fn range(&mut self, range: &Range, body: Option<&Expr>) {
        self.expr(&range.list);
        let item = self.item(&range.list);
        self.scope.push(item);
        range.filter.iter().chain(body).for_each(|part| self.expr(part));
        self.scope.pop();
    }

    /// The type of what a list or set holds.
    fn item(&self, list: &Expr) -> Type {
        match self.charter.type_of(list.id) {
            Type::List(record) => Type::Record(record),
            Type::Set(choice) => Type::Choice(choice),
            _ => Type::Unknown,
        }
    }

    fn order(&mut self, expr: &Expr, list: &Expr) {
        let Some(order) = self.charter.order(expr.id) else { return };
        let item = self.item(list);
        let mut uses = Uses::default();
        for steps in std::iter::once(&order.by).chain(&order.per) {
            self.follow(item, steps, &mut uses);
        }
        uses.end = None;
        self.paths.insert(expr.id, uses);
    }

    fn path(&mut self, expr: &Expr) {
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(expr.id) else { return };
        let mut uses = Uses::default();
        let start = match base {
            Base::Profile => Type::Record(RecordId::PROFILE),
            Base::Variable(at) => self.scope.get(*at as usize).copied().unwrap_or(Type::Unknown),
            Base::Setting(setting) => {
                uses.settings.insert(*setting);
                Type::Unknown
            }
            Base::Define(define) => self.define(*define, &mut uses),
        };
        self.follow(start, steps, &mut uses);
        self.paths.insert(expr.id, uses);
    }

    fn define(&self, id: DefineId, uses: &mut Uses) -> Type {
        uses.defines.insert(id);
        self.charter.defines().get(id.index()).map_or(Type::Unknown, |define| define.ty)
    }

    fn follow(&self, start: Type, steps: &[Step], uses: &mut Uses) {
        let mut at = start;
        for step in steps {
            uses.end = None;
            at = match (step, at) {
                (Step::Field(id), Type::Record(record)) => {
                    uses.fields.insert((record, *id));
                    uses.end = Some((record, *id));
                    let field =
                        self.charter.records().get(record.index()).and_then(|record| record.fields.get(id.index()));
                    field.map_or(Type::Unknown, |field| field.ty)
                }
                (Step::Define(id), _) => self.define(*id, uses),
                _ => Type::Unknown,
            };
        }
    }
}
