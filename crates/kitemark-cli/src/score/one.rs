//! One profile scored.

use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic, ScoreOptions};

use crate::failure::{Exit, Failure};
use crate::inputs::Input;
use crate::options::Changes;

/// What became of a profile.
pub(super) struct Outcome {
    pub(super) name: String,
    /// None where it could not be scored.
    pub(super) scorecard: Option<Scorecard>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

pub(super) fn score(input: &Input, charter: &Charter, changes: &Changes, options: &ScoreOptions) -> Outcome {
    let name = input.name.clone();
    match try_score(input, charter, changes, options) {
        Ok((scorecard, diagnostics)) => {
            Outcome { name, scorecard: Some(scorecard), exit: Exit::of(&diagnostics), diagnostics }
        }
        Err(failure) => Outcome { name, scorecard: None, exit: failure.exit, diagnostics: failure.diagnostics },
    }
}

fn try_score(
    input: &Input,
    charter: &Charter,
    changes: &Changes,
    options: &ScoreOptions,
) -> Result<(Scorecard, Vec<Diagnostic>), Failure> {
    let profile = changes.read(input, charter)?;
    let scored = charter.score(&profile, options)?;
    Ok((scored.scorecard, scored.diagnostics))
}
