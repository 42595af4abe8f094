//! The cases by the Rust library.

use kitemark::{Charter, Date, Diagnostic, Error, Profile, Review, ScoreOptions, json};

use super::case::{self, Case, Outcome, Work};

/// What came of each.
pub fn run(cases: &[Case]) -> Vec<Outcome> {
    cases.iter().map(outcome).collect()
}

fn outcome(case: &Case) -> Outcome {
    match results(case) {
        Ok(output) => Outcome { refused: false, output },
        Err(Refused(diagnostics)) => Outcome { refused: true, output: json(&diagnostics) },
    }
}

/// Why there is no result.
struct Refused(Vec<Diagnostic>);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(error.diagnostics().to_vec())
    }
}

impl From<Diagnostic> for Refused {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

fn results(case: &Case) -> Result<String, Refused> {
    let (charter, warnings) = match &case.charter {
        case::Charter::BuiltIn(_) => (Charter::standard()?, Vec::new()),
        case::Charter::Files(files) => {
            let text = |bytes| String::from_utf8(bytes).expect("charters are text");
            Charter::compile(files.iter().map(case::Input::read).map(|(name, bytes)| (name, text(bytes))))?
        }
    };
    let charter = match case.steps() {
        Some(steps) => charter.with_steps(steps),
        None => charter,
    };
    match case.work {
        Work::Compile => return Ok(json(&warnings)),
        Work::Schema => return Ok(json(&charter.profile_schema())),
        Work::Check | Work::Score | Work::Way | Work::Form => {}
    }
    let profile = profile(case, &charter)?;
    let as_of = case.as_of.as_deref().map(|day| Date::parse(day).expect("a day"));
    Ok(match case.work {
        Work::Way => json(&charter.way(&profile, as_of, case.to.as_deref())?),
        Work::Form => json(&charter.form(&profile, as_of, case.most.unwrap_or(1))?),
        Work::Score => {
            let mut options = ScoreOptions::default();
            options.as_of = as_of;
            options.review = case.review.as_ref().map(|review| read_review(case, review)).transpose()?;
            let scored = charter.score(&profile, &options)?;
            json(&scored.scorecard) + &json(&scored.diagnostics)
        }
        _ => json(&charter.check(&profile)),
    })
}

fn profile(case: &Case, charter: &Charter) -> Result<Profile, Refused> {
    let (name, bytes) = case.profile.as_ref().expect("a profile").read();
    let mut profile = Profile::read(&name, &bytes, &case.limits())?;
    for assignment in &case.set {
        profile.set(charter, assignment)?;
    }
    for assignment in &case.prove {
        profile.prove(charter, assignment)?;
    }
    Ok(profile)
}

fn read_review(case: &Case, review: &case::Input) -> Result<Review, Error> {
    let (name, bytes) = review.read();
    Review::read(&name, &bytes, &case.limits())
}
