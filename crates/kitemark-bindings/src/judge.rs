//! Verdicts at full speed: for whoever judges the same charter thousands of times over.

use std::sync::Arc;

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::value::Date;
use kitemark_eval::engine::Engine;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::scorecard::Verdict;
use kitemark_eval::trace::{self, Test};

use crate::{Charter, Error, Profile};

/// A profile as a charter reads it, by [`Charter::prepare`]: ready to be judged, any number of times. Cheap to clone, and shared by
/// threads.
#[derive(Debug, Clone)]
pub struct Prepared {
    engine: Engine,
    facts: Arc<Facts>,
    diagnostics: Arc<[Diagnostic]>,
}

/// Judges prepared profiles: the verdicts of a scorecard, a hundred times quicker, and without what it explains. It keeps what it
/// has allocated, so that from the second profile on nothing is.
///
/// # Examples
///
/// ```
/// use kitemark::{Charter, Judge, Limits, Profile, scorecard::Verdict};
///
/// let charter = Charter::compile([("parks.charter", r#"
/// charter parks "Charter for the Care of Parks"
///   edition 2026
/// profile
///   as_of date
///   gardens list of garden
/// record garden
///   id    key
///   hours count
/// principle open "Open to all"
///   criterion long-hours "Gardens are open for half the day"
///     should every garden in gardens: garden.hours is at least 12
/// "#)])?.0;
/// let text = b"as_of: 2026-06-30\ngardens: [{id: north, hours: 14}, {id: mere, hours: 9}]\n";
/// let profile = charter.prepare(&Profile::read("p.yaml", text, &Limits::default())?, None)?;
///
/// let mut judge = Judge::default();
/// assert_eq!(judge.verdicts(&profile), [Verdict::Unmet]);
///
/// // And why: what was looked at, of which record, and what was asked of it.
/// let trace = judge.trace(&profile);
/// let last = trace.tests(0).expect("a rule that is traced").last().expect("a test");
/// assert_eq!(last.item().as_deref(), Some("gardens[mere]"));
/// assert_eq!((last.value(), last.limit(), last.answer()), ("9".into(), Some("12".into()), Some(false)));
/// # Ok::<(), kitemark::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Judge {
    /// What it has allocated for the charter of the last profile.
    kept: Option<kitemark_eval::judge::Judge>,
}

/// Verdicts with the tests that settled them, by [`Judge::trace`].
#[derive(Debug, Clone, Copy)]
pub struct Trace<'j>(trace::Trace<'j>);

impl Charter {
    /// Reads a profile's values by the charter's fields, ready to be judged. `as_of` takes the place of the profile's day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    pub fn prepare(&self, profile: &Profile, as_of: Option<Date>) -> Result<Prepared, Error> {
        let bound = self.engine.bind(&profile.document, as_of).map_err(Error::Profile)?;
        Ok(Prepared { engine: self.engine.clone(), facts: bound.facts, diagnostics: bound.diagnostics.into() })
    }
}

impl Prepared {
    /// Errors and warnings in the profile; criteria that rest on a value in error have the verdict [`Verdict::Error`].
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl Judge {
    /// The verdicts of all criteria, in the order of [`Charter::criterion_ids`].
    pub fn verdicts(&mut self, profile: &Prepared) -> &[Verdict] {
        self.of(&profile.engine).verdicts(&profile.facts)
    }

    /// The same verdicts, with every test that settled them.
    pub fn trace<'j>(&'j mut self, profile: &'j Prepared) -> Trace<'j> {
        Trace(self.of(&profile.engine).trace(&profile.facts))
    }

    /// What judges by the charter that a profile was prepared for.
    fn of(&mut self, engine: &Engine) -> &mut kitemark_eval::judge::Judge {
        let kept = self.kept.take().filter(|kept| kept.is_of(engine));
        self.kept.insert(kept.unwrap_or_else(|| engine.judge()))
    }
}

impl<'j> Trace<'j> {
    /// The verdicts of all criteria, in the order of [`Charter::criterion_ids`].
    pub fn verdicts(&self) -> &'j [Verdict] {
        self.0.verdicts()
    }

    /// The tests that settled the criterion at this place among [`Charter::criterion_ids`], in the order in which they were made:
    /// conditions that it depends on, its requirement, bands of partial credit. What something else made needless is not among
    /// them.
    ///
    /// None where no criterion has this place, where more than 10,000 tests were made, and of the few rules that cannot be traced,
    /// over neighbours in a list or numbers that do not fit 60 bits in millionths: the scorecard explains these.
    pub fn tests(&self, criterion: usize) -> Option<impl ExactSizeIterator<Item = Test<'j>> + use<'j>> {
        self.0.tests(CriterionId::at(criterion))
    }
}
