//! One profile scored.

use std::sync::Arc;

use kitemark::scorecard::Scorecard;
use kitemark::{Charter, Diagnostic, ScoreOptions, Scored, Source};

use crate::failure::{Exit, Failure};
use crate::inputs::Input;
use crate::options::Changes;

/// What became of a profile.
pub(super) struct Outcome {
    pub(super) name: String,
    /// None where it could not be scored.
    pub(super) scorecard: Option<Scorecard>,
    /// The text that was scored.
    pub(super) profile: Option<Arc<Source>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) exit: Exit,
}

pub(super) fn score(input: &Input, charter: &Charter, changes: &Changes, options: &ScoreOptions) -> Outcome {
    let name = input.name.clone();
    match scored(input, charter, changes, options) {
        Ok((profile, Scored { scorecard, diagnostics, .. })) => Outcome {
            name,
            scorecard: Some(scorecard),
            profile: Some(profile),
            exit: Exit::of(&diagnostics),
            diagnostics,
        },
        Err(failure) => {
            let Failure { exit, diagnostics } = failure;
            Outcome { name, scorecard: None, profile: None, exit, diagnostics }
        }
    }
}

/// Scores a profile with these changes made to it.
pub(crate) fn scored(
    input: &Input,
    charter: &Charter,
    changes: &Changes,
    options: &ScoreOptions,
) -> Result<(Arc<Source>, Scored), Failure> {
    let profile = changes.read(input, charter)?;
    let scored = charter.score(&profile, options)?;
    Ok((profile.source(), scored))
}
