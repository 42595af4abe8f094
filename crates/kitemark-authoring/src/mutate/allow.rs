//! Comments that explain why no case can notice a change: `# mutants: allow because no score lies between`.

use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;

use super::{Fate, Mutant, Surviving};
use crate::remark::{Remark, remarks};
use crate::workshop::Workshop;

/// What a comment begins with that speaks of mutants.
const MARK: &str = "mutants:";

/// Gives the survivors the reasons that comments give, and says what is wrong with those comments.
pub(super) fn heed<'f>(
    workshop: &Workshop,
    survivors: impl Iterator<Item = (&'f Mutant, &'f mut Surviving)>,
) -> Vec<Diagnostic> {
    let (allowed, mut wrong) = read(workshop);
    let mut used = vec![false; allowed.len()];
    for (mutant, survivor) in survivors {
        let found = allowed.iter().position(|(remark, _)| remark.speaks_of(mutant.span));
        if let Some((at, (_, reason))) = found.and_then(|at| Some((at, allowed.get(at)?))) {
            survivor.allowed = Some(reason.clone());
            used.get_mut(at).into_iter().for_each(|used| *used = true);
        }
    }
    let idle = allowed.iter().zip(used).filter(|(_, used)| !used);
    wrong.extend(idle.map(|((remark, _), _)| {
        problem(workshop, remark, "nothing survives here", "every change is noticed")
            .with_help("remove the comment: some case notices each change")
    }));
    wrong
}

/// The comments that give a reason, with the reason, and what is wrong with the others.
fn read(workshop: &Workshop) -> (Vec<(Remark, String)>, Vec<Diagnostic>) {
    let (mut allowed, mut wrong) = (Vec::new(), Vec::new());
    for remark in remarks(workshop, MARK) {
        match remark.allows() {
            Some(("", reason)) if !reason.is_empty() => {
                let reason = reason.to_owned();
                allowed.push((remark, reason));
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
