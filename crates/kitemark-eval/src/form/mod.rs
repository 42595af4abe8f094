//! What to ask next: the open questions of a profile, the one that can move the result furthest first, each with what every
//! possible answer would bring about. Enough to drive a questionnaire that adapts to the answers.
//!
//! Every answer is tried on a copy of the profile, once by itself and once with evidence of the best grade: an answer alone may
//! only show what is possible, proof makes it sure.

mod answers;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::question;
use kitemark_dsl::source::Source;
use kitemark_dsl::value::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::criterion::Judgement;
use crate::assessment::Assessment;
use crate::effort::{ASSESS, CHANGE, Effort};
use crate::engine::Engine;
use crate::improve::{Question, Standing, questions, standing};
use crate::profile::document::Document;
use crate::score::Ledger;
use crate::scorecard::{Listed, Verdict};
use crate::trial::Trial;
use answers::Answer;

/// The version of the JSON of a [`Form`].
pub const SCHEMA_VERSION: &str = "kitemark-form/1";

/// The open questions of a profile.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Form {
    /// The version of this format.
    pub schema_version: &'static str,
    /// Whom the profile speaks of: its first text field.
    pub subject: Option<String>,
    /// Where the profile stands.
    pub now: Standing,
    /// The award if everything open turns out well.
    pub possible: Option<String>,
    /// The questions to ask, the one that can move the result furthest first.
    pub questions: Vec<Asked>,
    /// How many more are open.
    pub more: usize,
    /// Whether there is so much to try that not every answer was tried: outcomes may be missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub untried: bool,
}

/// A question to ask.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Asked {
    /// The field, what waits for it, and how far it can move the result.
    #[serde(flatten)]
    pub question: Question,
    /// The question, in the charter's words.
    pub text: String,
    /// What the answer is, for programs, such as `yes_no` or `money`: see [`Type::name`].
    ///
    /// [`Type::name`]: kitemark_dsl::charter::Type::name
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// What the answer is, for people, such as `an amount in GBP`.
    pub answer: String,
    /// The unit: a currency, a unit of the charter, `%`.
    pub unit: Option<String>,
    /// How an answer is written, such as `60 months`; null where there is nothing to explain.
    pub example: Option<String>,
    /// The answers to choose from; empty where it is no choice.
    pub choices: Vec<Choice>,
    /// What each answer would bring about: every one of a choice, for measures one on each side of every limit that rules set.
    pub outcomes: Vec<Outcome>,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Choice {
    /// As profiles write it.
    pub value: String,
    /// What it means; null where the charter says no more.
    pub label: Option<String>,
}

/// What an answer would bring about.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Outcome {
    /// The answer.
    pub answer: String,
    /// What gives it: `PATH=VALUE`, to be set in the profile.
    pub set: String,
    /// What comes out with the answer alone.
    pub then: Standing,
    /// The award that is then possible, if everything still open turns out well.
    pub possible: Option<String>,
    /// What comes out if the answer is proven by evidence of the best grade.
    pub proven: Standing,
    /// The criteria that come out otherwise.
    pub criteria: Vec<Effect>,
    /// The questions that are open only then.
    pub opens: Vec<String>,
}

/// What an answer does to a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Effect {
    /// The criterion.
    pub criterion: String,
    /// Its verdict now.
    pub now: Verdict,
    /// Its verdict with the answer alone.
    pub then: Verdict,
    /// Its verdict if the answer is proven.
    pub proven: Verdict,
}

impl Engine {
    /// The questions to ask next, `most` of them. `as_of` takes the place of the profile's day.
    ///
    /// # Errors
    ///
    /// A profile without a day cannot be judged.
    pub fn form(&self, document: &Document, as_of: Option<Date>, most: usize) -> Result<Form, Vec<Diagnostic>> {
        let facts = self.bind(document, as_of)?.facts;
        let now = self.assess(&facts);
        let shares = Ledger::new(self.charter(), now.entries()).criterion_shares();
        let Listed { first: open, more } = questions(&now, &shares, most);
        let effort = Effort::on(&now, document);
        let asking = Asking { engine: self, document, as_of, open: open_cells(&now), now: &now, effort: &effort };
        Ok(Form {
            schema_version: SCHEMA_VERSION,
            subject: facts.subject().map(Cow::into_owned),
            now: standing(&now),
            possible: possible(&now),
            questions: open.into_iter().filter_map(|question| asking.asked(question)).collect(),
            more,
            untried: effort.is_spent(),
        })
    }
}

/// A profile whose questions are asked.
struct Asking<'a> {
    engine: &'a Engine,
    document: &'a Document,
    as_of: Option<Date>,
    now: &'a Assessment,
    effort: &'a Effort,
    /// The fields that something waits for.
    open: BTreeSet<u32>,
}

impl Asking<'_> {
    fn asked(&self, question: Question) -> Option<Asked> {
        let path: ProfilePath = question.path.parse().ok()?;
        let words = question::Question::at(self.engine.charter(), &path)?;
        let choice = |value: &kitemark_dsl::charter::ChoiceValue| Choice {
            value: value.name.clone(),
            label: value.label.clone(),
        };
        let answers = self.answers(&question, words.field().ty);
        Some(Asked {
            text: words.text(),
            ty: words.field().ty.name(),
            answer: words.kind(),
            unit: words.unit(),
            example: words.example(),
            choices: words.choices().iter().map(choice).collect(),
            outcomes: answers.into_iter().filter_map(|answer| self.outcome(answer)).collect(),
            question,
        })
    }

    fn outcome(&self, answer: Answer) -> Option<Outcome> {
        let Answer { words, path, change } = answer;
        if !self.effort.spend(2 * (CHANGE + ASSESS)) {
            return None;
        }
        let trial = Trial::with(self.engine, self.document, self.as_of, &path, change)?;
        let then = self.engine.assess(&trial.facts);
        let proven = self.proven(&trial).unwrap_or_else(|| then.clone());
        Some(Outcome {
            answer: words,
            set: format!("{path}={}", trial.written),
            possible: possible(&then),
            criteria: self.effects(&then, &proven),
            opens: self.opened(&then),
            then: standing(&then),
            proven: standing(&proven),
        })
    }

    /// The trial with evidence of the best grade for what was changed.
    fn proven(&self, trial: &Trial) -> Option<Assessment> {
        let grade = self.engine.charter().grades().first()?;
        let mut document = trial.document.clone();
        document.prove(&trial.path.parse().ok()?, grade, Source::new("change", grade.as_str())).ok()?;
        let facts = self.engine.facts(&document, self.as_of)?;
        Some(self.engine.assess(&facts))
    }

    /// The fields that something waits for only then.
    fn opened(&self, then: &Assessment) -> Vec<String> {
        let (open, facts) = (open_cells(then), self.now.facts());
        let path = |cell: &u32| then.path(*cell);
        let mut opened: Vec<String> = if then.facts().cells.len() == facts.cells.len() {
            open.difference(&self.open).map(path).collect()
        } else {
            // A record more has moved the others: they are known by their paths.
            let before: HashSet<String> = self.open.iter().map(|cell| self.now.path(*cell)).collect();
            open.iter().map(path).filter(|path| !before.contains(path)).collect()
        };
        opened.sort();
        opened
    }

    fn effects(&self, then: &Assessment, proven: &Assessment) -> Vec<Effect> {
        let criteria = self.engine.charter().criteria().iter().enumerate();
        let effect = |(at, criterion): (usize, &kitemark_dsl::charter::Criterion)| {
            let [now, then, proven] = [self.now, then, proven].map(|of| of.verdict(CriterionId::at(at)));
            let (now, then, proven) = (now?, then?, proven?);
            let effect = Effect { criterion: criterion.id().to_owned(), now, then, proven };
            (then != now || proven != now).then_some(effect)
        };
        criteria.filter_map(effect).collect()
    }
}

/// The fields that something waits for.
fn open_cells(assessment: &Assessment) -> BTreeSet<u32> {
    let caps = assessment.open_caps().into_iter().flat_map(|(_, cells)| cells);
    assessment.judgements().iter().flat_map(Judgement::missing).chain(caps).collect()
}

/// The award if everything open turns out well.
fn possible(assessment: &Assessment) -> Option<String> {
    let award = assessment.charter().awards().get(assessment.possible_award()?.index())?;
    Some(award.id.clone())
}
