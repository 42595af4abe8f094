//! One profile scored.

use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic, Limits, Profile, ScoreOptions};

use crate::failure::{Exit, Failure};
use crate::inputs::Input;

/// What became of a profile.
pub(super) struct Outcome {
    pub(super) name: String,
    /// None where it could not be scored.
    pub(super) scorecard: Option<Scorecard>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

pub(super) fn score(input: &Input, charter: &Charter, changes: &[String], options: &ScoreOptions) -> Outcome {
    let name = input.name.clone();
    match scorecard(input, charter, changes, options) {
        Ok((scorecard, diagnostics)) => {
            Outcome { name, scorecard: Some(scorecard), exit: Exit::of(&diagnostics), diagnostics }
        }
        Err(failure) => Outcome { name, scorecard: None, exit: failure.exit, diagnostics: failure.diagnostics },
    }
}

/// Scores a profile with these changes made to it.
pub(crate) fn scorecard(
    input: &Input,
    charter: &Charter,
    changes: &[String],
    options: &ScoreOptions,
) -> Result<(Scorecard, Vec<Diagnostic>), Failure> {
    let mut profile = Profile::read(&input.name, &input.bytes()?, &Limits::default())?;
    for change in changes {
        profile.set(charter, change)?;
    }
    let scored = charter.score(&profile, options)?;
    Ok((scored.scorecard, scored.diagnostics))
}
