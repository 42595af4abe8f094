//! What the change does to one profile.

use kitemark::Diagnostic;
use kitemark_authoring::edition::{self, Impact};
use kitemark_authoring::workshop::Workshop;

use crate::failure::{Exit, Failure};
use crate::inputs::Input;

/// What became of a profile.
pub(super) struct Outcome {
    pub(super) name: String,
    /// None where it could not be scored.
    pub(super) impact: Option<Impact>,
    /// How many errors it has under the later edition that it had not under the earlier one.
    pub(super) new_errors: usize,
    /// What is wrong with it under the earlier edition, or why it could not be scored.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

pub(super) fn of(input: &Input, old: &Workshop, new: &Workshop) -> Outcome {
    let name = input.name.clone();
    match scored(input, old, new) {
        Ok((impact, new_errors, diagnostics)) => {
            Outcome { name, impact: Some(impact), new_errors, exit: Exit::of(&diagnostics), diagnostics }
        }
        Err(Failure { exit, diagnostics }) => Outcome { name, impact: None, new_errors: 0, diagnostics, exit },
    }
}

fn scored(input: &Input, old: &Workshop, new: &Workshop) -> Result<(Impact, usize, Vec<Diagnostic>), Failure> {
    let bytes = input.bytes()?;
    let score = |workshop: &Workshop| {
        workshop.score(&input.name, &bytes).map_err(|diagnostics| Failure { exit: Exit::Input, diagnostics })
    };
    let (before, after) = (score(old)?, score(new)?);
    let errors = |diagnostics: &[Diagnostic]| diagnostics.iter().filter(|one| one.is_error()).count();
    let new_errors = errors(&after.diagnostics).saturating_sub(errors(&before.diagnostics));
    Ok((edition::impact(&before.scorecard, &after.scorecard), new_errors, before.diagnostics))
}
