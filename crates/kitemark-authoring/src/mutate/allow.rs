//! Comments that explain why no case can notice a change: `# mutants: allow because no score lies between`.

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;

use super::{Fate, Mutant, Surviving};
use crate::remark::{Remark, remarks};
use crate::workshop::Workshop;

/// What a comment begins with that speaks of mutants.
const MARK: &str = "mutants:";

/// Marks the mutants that comments explain.
pub(super) fn explain(workshop: &Workshop, mutants: &mut [Mutant]) {
    let (allowed, _) = read(workshop);
    for mutant in mutants {
        mutant.explained = allowed.iter().any(|reason| reason.remark.speaks_of(mutant.span));
    }
}

/// Gives the survivors the reasons that comments give, and says what is wrong with those comments.
pub(super) fn heed<'f>(
    workshop: &Workshop,
    survivors: impl Iterator<Item = (&'f Mutant, &'f mut Surviving)>,
) -> Vec<Diagnostic> {
    let (mut allowed, mut wrong) = read(workshop);
    for (mutant, survivor) in survivors {
        if let Some(reason) = allowed.iter_mut().find(|reason| reason.remark.speaks_of(mutant.span)) {
            survivor.allowed = Some(reason.text.clone());
            reason.is_used = true;
        }
    }
    let idle = allowed.iter().filter(|reason| !reason.is_used);
    wrong.extend(idle.map(|reason| {
        problem(workshop, &reason.remark, "nothing survives here", "every change is noticed")
            .with_help("remove the comment: some case notices each change")
    }));
    wrong
}

/// Why mutants of what a comment speaks of may survive.
struct Reason {
    remark: Remark,
    text: String,
    /// Whether some mutant does.
    is_used: bool,
}

/// The comments that give a reason, and what is wrong with the others.
fn read(workshop: &Workshop) -> (Vec<Reason>, Vec<Diagnostic>) {
    let (mut allowed, mut wrong) = (Vec::new(), Vec::new());
    for remark in remarks(workshop, MARK) {
        match remark.allows() {
            Some(("", reason)) if !reason.is_empty() => {
                let text = reason.to_owned();
                allowed.push(Reason { remark, text, is_used: false });
            }
            _ => wrong.push(
                problem(workshop, &remark, "this gives no reason why a change may survive", "why?")
                    .with_help("write `# mutants: allow because REASON`"),
            ),
        }
    }
    (allowed, wrong)
}

fn problem(workshop: &Workshop, remark: &Remark, message: &str, label: &str) -> Diagnostic {
    Diagnostic::at(Code::MutantsComment, message, workshop.charter().sources(), remark.comment, label)
}

/// The survivors among fates, in order.
pub(super) fn survivors<'f>(fates: &'f [(Mutant, Fate<'_>)]) -> impl Iterator<Item = &'f Mutant> {
    fates.iter().filter(|(_, fate)| matches!(fate, Fate::Survived(_))).map(|(mutant, _)| mutant)
}
