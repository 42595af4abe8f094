//! What a profile may leave out as an answer, seen from the expressions that read it.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Base, Charter, DefineId, Field, FieldId, Meaning, RecordId, Step, Type};
use kitemark_dsl::syntax::{Expr, ExprId, ExprKind, Quantifier, Range};

/// A field by its record.
pub(super) type Place = (RecordId, FieldId);

/// The fields that each path of a charter leads through, in order.
pub(super) fn fields_of_paths(charter: &Charter) -> BTreeMap<ExprId, Vec<Place>> {
    let mut reader = Reader { charter, variables: Vec::new(), fields: BTreeMap::new() };
    for criterion in charter.criteria() {
        criterion.syntax.expressions().into_iter().for_each(|expr| reader.read(expr));
    }
    charter.limits().iter().for_each(|limit| reader.read(&limit.syntax.when));
    for define in charter.defines() {
        reader.variables = define.of.map(Some).into_iter().collect();
        reader.read(&define.syntax.body);
    }
    reader.fields
}

/// Goes through expressions with the variables in scope.
struct Reader<'a> {
    charter: &'a Charter,
    /// The record that each variable stands for; none where it goes through a set.
    variables: Vec<Option<RecordId>>,
    fields: BTreeMap<ExprId, Vec<Place>>,
}

impl Reader<'_> {
    fn read(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Path(_) => {
                if let Some(Meaning::Path(base, steps)) = self.charter.meaning(expr.id) {
                    let fields = self.fields_of(*base, steps);
                    self.fields.insert(expr.id, fields);
                }
            }
            ExprKind::Quantified(quantified) => {
                if let Quantifier::AtLeast(count) = &quantified.quantifier {
                    self.read(count);
                }
                self.read_range(&quantified.range, quantified.body.as_ref());
            }
            ExprKind::Fold(fold) => self.read_range(&fold.range, Some(&fold.value)),
            ExprKind::NumberOf(range) => self.read_range(range, None),
            ExprKind::Successive(successive) => {
                self.read(&successive.list);
                let item = self.item_of(&successive.list);
                self.within(&[item, item], [&successive.body]);
            }
            _ => expr.parts().into_iter().for_each(|part| self.read(part)),
        }
    }

    fn read_range(&mut self, range: &Range, body: Option<&Expr>) {
        self.read(&range.list);
        let item = self.item_of(&range.list);
        self.within(&[item], range.filter.iter().chain(body));
    }

    fn within<'e>(&mut self, variables: &[Option<RecordId>], exprs: impl IntoIterator<Item = &'e Expr>) {
        let outside = self.variables.len();
        self.variables.extend(variables);
        exprs.into_iter().for_each(|expr| self.read(expr));
        self.variables.truncate(outside);
    }

    fn item_of(&self, list: &Expr) -> Option<RecordId> {
        match self.charter.type_of(list.id) {
            Type::List(record) => Some(record),
            _ => None,
        }
    }

    /// The fields of a path, up to its first definition: what lies behind that has its own expression.
    fn fields_of(&self, base: Base, steps: &[Step]) -> Vec<Place> {
        let mut record = match base {
            Base::Profile => Some(RecordId::PROFILE),
            Base::Variable(at) => self.variables.get(at as usize).copied().flatten(),
            Base::Setting(_) | Base::Define(_) => None,
        };
        let mut fields = Vec::new();
        for step in steps {
            let (Step::Field(at), Some(within)) = (*step, record) else { break };
            fields.push((within, at));
            record = field(self.charter, (within, at)).and_then(|field| match field.ty {
                Type::Record(inner) => Some(inner),
                _ => None,
            });
        }
        fields
    }
}

/// The field at a place.
pub(super) fn field(charter: &Charter, (record, field): Place) -> Option<&Field> {
    charter.records().get(record.index())?.fields.get(field.index())
}

/// Whether leaving the field out is an answer of its own. An absent list or set is simply empty.
pub(super) fn is_silent_answer(field: &Field) -> bool {
    field.optional && !matches!(field.ty, Type::List(_) | Type::Set(_))
}

/// Which expressions may be nothing, because a profile may leave out what they read.
pub(super) struct Omissions<'a> {
    charter: &'a Charter,
    fields: BTreeMap<ExprId, Vec<Place>>,
    /// Of the definitions looked at so far.
    defines: BTreeMap<DefineId, bool>,
}

impl<'a> Omissions<'a> {
    pub(super) fn of(charter: &'a Charter) -> Self {
        Self { charter, fields: fields_of_paths(charter), defines: BTreeMap::new() }
    }

    /// Whether an expression may be nothing. Conditions never are, and aggregates pass over it.
    pub(super) fn may_be_nothing(&mut self, expr: &Expr) -> bool {
        self.left_out(expr).is_some()
    }

    /// The path within an expression that makes it nothing where it is left out.
    pub(super) fn left_out<'e>(&mut self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Path(_) => self.path_may_be_nothing(expr.id).then_some(expr),
            ExprKind::Arithmetic(left, _, right) | ExprKind::Change(_, left, right) => {
                self.left_out(left).or_else(|| self.left_out(right))
            }
            _ => None,
        }
    }

    fn path_may_be_nothing(&mut self, path: ExprId) -> bool {
        let optional = |place: &Place| field(self.charter, *place).is_some_and(is_silent_answer);
        if self.fields.get(&path).is_some_and(|fields| fields.iter().any(optional)) {
            return true;
        }
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(path) else { return false };
        let first = if let Base::Define(define) = base { Some(*define) } else { None };
        let steps = steps.iter().filter_map(|step| if let Step::Define(define) = step { Some(*define) } else { None });
        let defines: Vec<DefineId> = first.into_iter().chain(steps).collect();
        defines.into_iter().any(|define| self.define_may_be_nothing(define))
    }

    fn define_may_be_nothing(&mut self, define: DefineId) -> bool {
        if let Some(known) = self.defines.get(&define) {
            return *known;
        }
        let Some(syntax) = self.charter.defines().get(define.index()).map(|define| define.syntax.clone()) else {
            return false;
        };
        let answer = self.may_be_nothing(&syntax.body);
        self.defines.insert(define, answer);
        answer
    }
}
