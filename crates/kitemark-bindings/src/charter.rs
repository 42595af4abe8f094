//! Charters: compiled once, scoring any number of profiles.

use std::fmt::Write as _;

use kitemark_dsl::charter::{AwardId, text_of};
use kitemark_dsl::check;
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::{Diagnostic, closest};
use kitemark_dsl::format;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::source::{Source, Sources};
use kitemark_dsl::target::{Lost, Target};
use kitemark_dsl::value::Date;
use kitemark_eval::cohort::{Entry, Round, Standing, Submission, Summary, Weighting};
use kitemark_eval::engine::{Engine, Scored};
use kitemark_eval::form::Form;
use kitemark_eval::improve::Way;
use kitemark_eval::review::{Agreement, Begun};

use crate::{Error, Profile, ProfileBuilder, Review};

/// A charter, compiled. Cheap to clone, and shared by threads.
#[derive(Debug, Clone)]
pub struct Charter {
    pub(crate) engine: Engine,
}

/// How to score.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ScoreOptions {
    /// Takes the place of the profile's `as_of`.
    pub as_of: Option<Date>,
    /// What a reviewer decided on the profile's claims.
    pub review: Option<Review>,
}

impl ScoreOptions {
    /// Scores as of another day than the profile's own.
    #[must_use]
    pub fn with_as_of(self, as_of: Date) -> Self {
        Self { as_of: Some(as_of), ..self }
    }

    /// Scores by a review: what it changed stands in the scorecard's `review`.
    #[must_use]
    pub fn with_review(self, review: Review) -> Self {
        Self { review: Some(review), ..self }
    }
}

impl Charter {
    /// The standard charter for commissioning drug and alcohol treatment, built in.
    ///
    /// # Errors
    ///
    /// None in a released version: the tests see to it that the charter has no errors.
    pub fn standard() -> Result<Charter, Error> {
        Self::compile(Self::standard_texts().iter().copied()).map(|(charter, _)| charter)
    }

    /// The texts of the standard charter, each a name and a text, in the order of their names.
    pub fn standard_texts() -> &'static [(&'static str, &'static str)] {
        kitemark_rules::COMMISSIONING
    }

    /// Compiles a charter from its files, each a name and a text, in the order of their names.
    ///
    /// # Errors
    ///
    /// Every error in the charter, with the warnings.
    pub fn compile<N: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<(Charter, Vec<Diagnostic>), Error> {
        let mut sources = Sources::default();
        for (name, text) in files {
            sources.add(Source::new(name, text));
        }
        let checked = check::check(sources, None);
        match checked.charter {
            Some(charter) => Ok((Charter { engine: Engine::new(charter) }, checked.diagnostics)),
            None => Err(Error::Charter(checked.diagnostics)),
        }
    }

    /// With another limit to the steps that one rule may take for one profile. A step is a part of a rule that is looked at, or an
    /// item of a list. A criterion whose rule takes more has the verdict `error`, on every machine.
    ///
    /// Unless it is set, the rules of a charter share 20,000,000 steps alike, and none has more than 2,000,000: what comes out for
    /// a criterion depends neither on what others took nor on their order.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark::scorecard::Verdict;
    /// use kitemark::{Charter, Limits, Profile, ScoreOptions};
    ///
    /// let hurried = Charter::standard()?.with_steps(1);
    /// let profile = Profile::read("p.yaml", b"as_of: 2026-06-30", &Limits::default())?;
    /// let scored = hurried.score(&profile, &ScoreOptions::default())?;
    /// assert!(scored.scorecard.criteria.iter().any(|criterion| criterion.verdict == Verdict::Error));
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    #[must_use]
    pub fn with_steps(self, steps: u64) -> Self {
        Self { engine: self.engine.with_steps(steps) }
    }

    /// One file of a charter in its canonical layout, with its comments. It need not be a whole charter.
    ///
    /// # Errors
    ///
    /// What is wrong with its syntax.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark::Charter;
    ///
    /// let text = Charter::format("a.charter", "define large is   beds>=5 # or so")?;
    /// assert_eq!(text, "define large\n  is beds is at least 5  # or so\n");
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    pub fn format(name: impl Into<String>, text: impl Into<String>) -> Result<String, Error> {
        format::file(Source::new(name, text)).map_err(Error::Charter)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.engine.charter().id()
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.engine.charter().title()
    }

    /// Its edition.
    pub fn edition(&self) -> &str {
        self.engine.charter().edition()
    }

    /// SHA-256 of its meaning: its canonical text without comments and examples.
    pub fn sha256(&self) -> &str {
        self.engine.charter().sha256()
    }

    /// The awards, best first: id and title.
    pub fn awards(&self) -> Vec<(&str, &str)> {
        self.engine.charter().awards().iter().map(|award| (award.id.as_str(), award.title.as_str())).collect()
    }

    /// The principles: id and title.
    pub fn principles(&self) -> Vec<(&str, &str)> {
        self.engine.charter().principles().iter().map(|each| (each.id.as_str(), each.title.as_str())).collect()
    }

    /// The ids of the criteria.
    pub fn criterion_ids(&self) -> Vec<&str> {
        self.engine.charter().criteria().iter().map(kitemark_dsl::charter::Criterion::id).collect()
    }

    /// Scores a profile.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be scored. All else that is wrong with it comes with the scorecard. A review is refused
    /// that is of another charter, or of another state of the profile than its file has now, and so is one with a decision that
    /// has no place there.
    pub fn score(&self, profile: &Profile, options: &ScoreOptions) -> Result<Scored, Error> {
        let document = &profile.document;
        let scored = match &options.review {
            None => self.engine.score(document, options.as_of).map_err(Error::Profile),
            Some(Review { review }) => {
                self.engine.score_reviewed(document, options.as_of, review).map_err(Error::Review)
            }
        };
        let mut scored = scored?;
        scored.scorecard.stamp.changes.clone_from(&profile.changes);
        Ok(scored)
    }

    /// The way to the next award, or to the award with the id `to`: the smallest sets of criteria to bring to full credit, what
    /// each would gain, what to change for it, and the open questions by how far they can move the result. `as_of` takes the
    /// place of the profile's day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged; [`Error::Award`] where the charter has no such award.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark::{Charter, Limits, Profile};
    ///
    /// let charter = Charter::standard()?;
    /// let profile = Profile::read("p.yaml", b"authority: Northmere\nas_of: 2026-06-30\n", &Limits::default())?;
    /// let way = charter.way(&profile, None, Some("bronze"))?;
    /// let first = &way.fixes[0];
    /// println!("{} would gain {}", first.title, first.gain);
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    pub fn way(&self, profile: &Profile, as_of: Option<Date>, to: Option<&str>) -> Result<Way, Error> {
        let id = to.map(|to| self.award(to)).transpose()?;
        self.engine.way(&profile.document, as_of, id).map_err(Error::Profile)
    }

    /// What to ask next: the open questions of a profile, `most` of them, the one that can move the result furthest first, each
    /// with its text, type and unit, and with what every possible answer would bring about. `as_of` takes the place of the
    /// profile's day.
    ///
    /// An answer goes into the same profile by [`Profile::set`], which then is scored, or asked again, without being read anew.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    ///
    /// # Examples
    ///
    /// ```
    /// use kitemark::{Charter, Limits, Profile};
    ///
    /// let charter = Charter::standard()?;
    /// let mut profile = Profile::read("p.yaml", b"authority: Northmere\nas_of: 2026-06-30\n", &Limits::default())?;
    /// let form = charter.form(&profile, None, 3)?;
    /// for question in &form.questions {
    ///     println!("{} ({})", question.text, question.answer);
    ///     for outcome in &question.outcomes {
    ///         println!("  {}: {:?}", outcome.answer, outcome.then.score);
    ///     }
    /// }
    /// // The person answers the third question with its first answer.
    /// profile.set(&charter, &form.questions[2].outcomes[0].set).expect("the form's own answer");
    /// let next = charter.form(&profile, None, 3)?;
    /// assert!(next.questions.iter().all(|question| question.question.path != form.questions[2].question.path));
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    pub fn form(&self, profile: &Profile, as_of: Option<Date>, most: usize) -> Result<Form, Error> {
        self.engine.form(&profile.document, as_of, most).map_err(Error::Profile)
    }

    /// The place of an award among [`Charter::awards`], 0 for the best.
    ///
    /// # Errors
    ///
    /// [`Error::Award`] where the charter has no such award, with the ones it has.
    pub fn award_rank(&self, id: &str) -> Result<usize, Error> {
        self.award(id).map(AwardId::index)
    }

    fn award(&self, id: &str) -> Result<AwardId, Error> {
        let ids: Vec<&str> = self.awards().into_iter().map(|(id, _)| id).collect();
        if let Some(at) = ids.iter().position(|known| *known == id) {
            return Ok(AwardId::at(at));
        }
        let unknown = Diagnostic::new(Code::Usage, format!("the charter has no award `{id}`"))
            .with_suggestion(id, ids.iter().copied());
        Err(Error::Award(vec![match ids.as_slice() {
            [] => unknown.with_help("it has no awards at all"),
            ids => unknown.with_help(format!("its awards, best first: {}", ids.join(", "))),
        }]))
    }

    /// Begins the review of a profile: a text that lists every claim with its evidence and the criteria it feeds, most
    /// decisive first, for a person to fill in. `file` is the name of the profile's file.
    ///
    /// Of an `earlier` review, every decision is kept whose claim and evidence have not changed since.
    ///
    /// # Errors
    ///
    /// A profile without a day, and one with so many claims that their review could not be read again.
    pub fn begin_review(
        &self,
        profile: &Profile,
        reviewer: &str,
        file: &str,
        earlier: Option<&Review>,
    ) -> Result<Begun, Error> {
        let earlier = earlier.map(|earlier| &earlier.review);
        self.engine.begin_review(&profile.document, reviewer, file, earlier).map_err(Error::Profile)
    }

    /// How far two reviews of one profile by this charter agree.
    ///
    /// # Errors
    ///
    /// Reviews of different profiles, or by another charter.
    pub fn agreement(&self, first: &Review, second: &Review) -> Result<Agreement, Error> {
        self.engine.agreement(&first.review, &second.review).map_err(Error::Review)
    }

    /// The review that brings two reviews together, as text: what both decided the same is decided so, the rest is left to the
    /// moderator, with both views beside it. `file` is the name of the profile's file.
    ///
    /// # Errors
    ///
    /// Reviews of different profiles, or by another charter.
    pub fn moderate(&self, first: &Review, second: &Review, moderator: &str, file: &str) -> Result<String, Error> {
        self.engine.moderate(&first.review, &second.review, moderator, file).map_err(Error::Review)
    }

    /// Scores a profile for a round: its result in a few figures, and what [`Charter::round`] needs of it, about a kilobyte.
    ///
    /// # Errors
    ///
    /// As those of [`Charter::score`].
    pub fn standing(
        &self,
        profile: &Profile,
        options: &ScoreOptions,
        weightings: &[Weighting],
    ) -> Result<(Summary, Standing), Error> {
        let document = &profile.document;
        match &options.review {
            None => self.engine.standing(document, options.as_of, weightings).map_err(Error::Profile),
            Some(Review { review }) => {
                self.engine.standing_reviewed(document, options.as_of, review, weightings).map_err(Error::Review)
            }
        }
    }

    /// The other weights that a round looks at: each principle a quarter lighter and heavier, all of the same weight, and those
    /// that are `given`, each as `PRINCIPLE=WEIGHT`, several between commas.
    ///
    /// # Errors
    ///
    /// A diagnostic where a principle is unknown or a weight is no number above 0.
    pub fn weightings(&self, given: &[String]) -> Result<Vec<Weighting>, Diagnostic> {
        let mut weightings = Weighting::usual(self.engine.charter());
        for text in given {
            weightings.push(Weighting::given(self.engine.charter(), text)?);
        }
        Ok(weightings)
    }

    /// What many submissions come to together. Their standings were taken with these `weightings`; `against` is the charter of
    /// their other results.
    ///
    /// ```
    /// use kitemark::cohort::{Entry, Submission};
    /// use kitemark::{Charter, Limits, Profile, ScoreOptions};
    ///
    /// let charter = Charter::standard()?;
    /// let weightings = charter.weightings(&[]).expect("none given");
    /// let profile = Profile::read("a.yaml", b"authority: Northmere\nas_of: 2026-06-30", &Limits::default())?;
    /// let (summary, standing) = charter.standing(&profile, &ScoreOptions::default(), &weightings)?;
    /// let entries = vec![
    ///     Entry::scored("a.yaml", summary, Submission::new(standing)),
    ///     Entry::refused("b.yaml", "it is no YAML"),
    /// ];
    /// let round = charter.round(entries, &weightings, None);
    /// assert_eq!(round.submissions[0].summary.subject.as_deref(), Some("Northmere"));
    /// # Ok::<(), kitemark::Error>(())
    /// ```
    pub fn round(&self, entries: Vec<Entry<Submission>>, weightings: &[Weighting], against: Option<&Charter>) -> Round {
        Round::new(&self.engine, entries, weightings, against.map(|other| &other.engine))
    }

    /// Begins a profile that is built answer by answer; `name` is what diagnostics call it.
    pub fn profile(&self, name: impl Into<String>) -> ProfileBuilder<'_> {
        ProfileBuilder::new(self, name.into())
    }

    /// What is wrong with a profile.
    pub fn check(&self, profile: &Profile) -> Vec<Diagnostic> {
        self.engine.check(&profile.document)
    }

    /// The JSON Schema of this charter's profiles, by which editors complete and validate them.
    pub fn profile_schema(&self) -> serde_json::Value {
        kitemark_eval::schema::profile(self.engine.charter())
    }

    /// A page on one criterion, in Markdown: what it asks, why, how to mend it, and where it comes from.
    pub fn explain(&self, criterion: &str) -> Option<String> {
        let charter = self.engine.charter();
        let (_, found) = charter.criterion(criterion)?;
        let syntax = &found.syntax;
        let principle = charter.principles().get(found.principle.index())?;
        let mut page = format!("# {}\n\n`{}`, of the principle \"{}\"", found.title(), found.id(), principle.title);
        let place = charter.sources().get(syntax.span.source);
        let line = place.position(syntax.span.range().start).line;
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "; {}:{line}\n\n```charter\n{}\n```",
            place.name(),
            dedent(charter.sources().text(syntax.span))
        );
        for (title, text) in [("Why", text_of(&syntax.because)), ("What to do", text_of(&syntax.fix))] {
            if let Some(text) = text {
                let _ = writeln!(page, "\n## {title}\n\n{text}");
            }
        }
        let cites = if found.cites.is_empty() { &principle.cites } else { &found.cites };
        if !cites.is_empty() {
            let _ = writeln!(page, "\n## Sources\n");
        }
        for citation in cites {
            let Some(source) = charter.cited().get(citation.source.index()) else { continue };
            let parts = [source.by.clone(), source.year.clone(), citation.place.clone()];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let interest = source.interest.as_ref().map(|interest| format!(". Declared interest: {interest}"));
            let _ = writeln!(page, "- {} ({}){}", source.title, parts.join("; "), interest.unwrap_or_default());
        }
        Some(page)
    }

    /// Whether the charter has a grade of evidence; otherwise what to say of those it has.
    pub(crate) fn knows_grade(&self, grade: &str) -> Result<(), Vec<String>> {
        let grades = self.engine.charter().grades();
        if grades.iter().any(|known| known == grade) {
            return Ok(());
        }
        let near = closest(grade, grades.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        Err(near.into_iter().chain([format!("its grades, best first: {}", grades.join(", "))]).collect())
    }

    pub(crate) fn target(&self, path: &ProfilePath) -> Result<Target, Lost<'_>> {
        self.engine.charter().target(path)
    }

    pub(crate) fn list_key(&self, path: &ProfilePath) -> Option<&str> {
        self.engine.charter().list_key(path)
    }
}

/// Text without the indentation that all its lines after the first share.
fn dedent(text: &str) -> String {
    let margin = text
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let margin = margin.unwrap_or(0).saturating_sub(2);
    let lines: Vec<&str> = text
        .trim_end()
        .lines()
        .map(|line| line.get(margin.min(line.len() - line.trim_start().len())..).unwrap_or(line))
        .collect();
    lines.join("\n")
}
