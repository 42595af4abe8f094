//! Which expressions can be left open by a profile.

use kitemark_dsl::charter::{Base, Charter, Meaning, RecordId, Step, Type};
use kitemark_dsl::syntax::{Expr, ExprKind};

/// Knows what the definitions of a charter rest on.
pub(super) struct Reads<'c> {
    charter: &'c Charter,
    /// Whether each definition may be open.
    defines: Vec<bool>,
}

impl<'c> Reads<'c> {
    pub(super) fn new(charter: &'c Charter) -> Self {
        let mut reads = Self { charter, defines: vec![false; charter.defines().len()] };
        // A definition rests only on others, never on itself: as many rounds as there are reach the end.
        loop {
            let next: Vec<bool> =
                charter.defines().iter().map(|define| reads.may_be_open(&define.syntax.body)).collect();
            if next == reads.defines {
                return reads;
            }
            reads.defines = next;
        }
    }

    /// Whether a profile without mistakes can leave the answer open: a question that need not be answered by silence, or a
    /// calculation that may have no result.
    pub(super) fn may_be_open(&self, expr: &Expr) -> bool {
        let mut open = false;
        expr.walk(&mut |part| {
            open |= match &part.kind {
                ExprKind::Path(_) => self.path_may_be_open(part),
                _ => false,
            };
        });
        open
    }

    fn path_may_be_open(&self, expr: &Expr) -> bool {
        let Some(Meaning::Path(base, steps)) = self.charter.meaning(expr.id) else { return false };
        let of_define = matches!(base, Base::Define(id) if self.defines.get(id.index()) == Some(&true));
        of_define || self.steps_may_be_open(expr, *base, steps)
    }

    fn steps_may_be_open(&self, expr: &Expr, base: Base, steps: &[Step]) -> bool {
        steps.iter().any(|step| match step {
            Step::Define(id) => self.defines.get(id.index()) == Some(&true),
            _ => false,
        }) || self.field_may_be_open(expr, base, steps)
    }

    /// Looks the fields up by their names, which stand at the end of the path.
    fn field_may_be_open(&self, expr: &Expr, base: Base, steps: &[Step]) -> bool {
        let ExprKind::Path(names) = &expr.kind else { return false };
        let fields = steps.iter().any(|step| matches!(step, Step::Field(_)));
        if !fields {
            return false;
        }
        let skipped = usize::from(!matches!(base, Base::Profile));
        let names: Vec<&str> = names.iter().skip(skipped).map(|name| name.value.as_str()).collect();
        if matches!(base, Base::Profile) {
            return self.required(RecordId::PROFILE, &names);
        }
        // Of a variable only the names are known here: any record type with such a field counts.
        let records = (1..).map(RecordId).take(self.charter.records().len().saturating_sub(1));
        records.into_iter().any(|record| self.required(record, &names))
    }

    /// Whether names lead to a field that is a question of its own, other than the profile's day.
    fn required(&self, record: RecordId, names: &[&str]) -> bool {
        let Some((field, length)) = self.charter.field(record, names) else { return false };
        let Some(field) = self.charter.records().get(record.index()).and_then(|one| one.fields.get(field.index()))
        else {
            return false;
        };
        if record == RecordId::PROFILE && field.path == ["as_of"] {
            return false;
        }
        let rest = names.get(length..).unwrap_or_default();
        match field.ty {
            Type::Record(inner) if !rest.is_empty() => !field.optional || self.required(inner, rest),
            _ => !field.optional,
        }
    }
}
