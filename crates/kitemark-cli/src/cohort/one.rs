//! One submission judged, of which little is kept.

use kitemark::cohort::{Entry, Submission, Weighting};
use kitemark::{Charter, Diagnostic, Limits, Profile, ScoreOptions};

use super::reviews::Reviews;
use crate::draw;
use crate::failure::{Exit, Failure};
use crate::inputs::Input;

/// An explanation is cut after so many characters: it may quote a profile.
const LONGEST_REASON: usize = 200;

/// By what every submission is judged.
pub(super) struct Judges<'a> {
    pub(super) charter: &'a Charter,
    pub(super) against: Option<&'a Charter>,
    pub(super) weightings: &'a [Weighting],
    pub(super) options: &'a ScoreOptions,
    pub(super) reviews: &'a Reviews,
}

/// What became of a submission. Its text and its diagnostics, which quote it, are gone.
pub(super) struct Outcome {
    pub(super) entry: Entry<Submission>,
    pub(super) exit: Exit,
    /// Why its file cannot be read.
    pub(super) unreadable: Option<Diagnostic>,
}

impl Judges<'_> {
    pub(super) fn judge(&self, input: &Input) -> Outcome {
        let name = input.name.as_str();
        match self.try_judge(input) {
            Ok((entry, exit)) => Outcome { entry, exit, unreadable: None },
            Err(Failure { exit, diagnostics }) => Outcome {
                entry: Entry::refused(name, reason(&diagnostics)),
                exit,
                unreadable: diagnostics.into_iter().next().filter(|_| exit == Exit::CouldNotRun),
            },
        }
    }

    fn try_judge(&self, input: &Input) -> Result<(Entry<Submission>, Exit), Failure> {
        let profile = Profile::read(&input.name, &input.bytes()?, &Limits::default())?;
        let options = match self.reviews.of(input) {
            Some(review) => &self.options.clone().with_review(review.clone()),
            None => self.options,
        };
        let (summary, standing) = self.charter.standing(&profile, options, self.weightings)?;
        let exit = if standing.errors > 0 { Exit::Input } else { Exit::Done };
        let submission = Submission::new(standing);
        let submission = match self.against {
            None => submission,
            Some(other) => {
                let then = other.standing(&profile, options, &[]).map(|(summary, _)| summary);
                submission.with_against(then.map_err(|error| reason(error.diagnostics())))
            }
        };
        Ok((Entry::scored(input.name.as_str(), summary, submission), exit))
    }
}

/// How many errors there are, and the first.
fn reason(diagnostics: &[Diagnostic]) -> String {
    let Some(first) = diagnostics.iter().find(|one| one.is_error()) else { return String::new() };
    let line = first.labels.first().map(|label| label.source.position(label.range.start).line);
    let place = line.map(|line| format!(" in line {line}")).unwrap_or_default();
    let text = format!("{}; {}{place}: {}", draw::count(diagnostics), first.code.as_str(), first.message);
    match text.char_indices().nth(LONGEST_REASON) {
        Some((at, _)) => format!("{} …", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
