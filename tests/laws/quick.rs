//! Verdicts at full speed are those that the scorecard explains.

use kitemark_dsl::charter::CriterionId;
use kitemark_dsl::source::{Source, Sources};
use kitemark_eval::assessment::Assessment;
use kitemark_eval::engine::Engine;
use kitemark_eval::judge::Judge;
use kitemark_eval::profile::yaml::{self, Limits};
use kitemark_eval::scorecard::{Finding, Outcome, Place};
use proptest::prelude::*;

use super::world::{self, Answers, Tape};
use super::{ALL, config, shown, tape};
use crate::support::{files_below, workspace};

fn engine(files: impl IntoIterator<Item = (String, String)>) -> Engine {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(Source::new(name, text));
    }
    Engine::new(kitemark_dsl::check::check(sources, None).charter.expect("a charter"))
}

/// The first criterion that the two ways of judging take for different things; how many were judged, and how many of them slowly.
fn judged_alike(engine: &Engine, profile: &str) -> Result<(u64, u64), String> {
    let document = yaml::read_bytes("p.yaml", profile.as_bytes(), &Limits::default()).map_err(|_| "no YAML")?;
    let facts = engine.bind(&document, None).map_err(|_| "no day")?.facts;
    let assessment = engine.assess(&facts);
    let mut judge = engine.judge();
    let criteria = engine.charter().criteria();
    for (at, criterion) in criteria.iter().enumerate() {
        let id = CriterionId::at(at);
        let told = assessment.verdict(id).map(|verdict| (verdict, assessment.credit(id)));
        let quick = judge.criterion(&facts, id);
        if told != quick {
            return Err(format!("`{}` is {told:?}, but at full speed {quick:?}", criterion.id()));
        }
    }
    let verdicts = (0..criteria.len()).map(|at| assessment.verdict(CriterionId::at(at)));
    if !verdicts.eq(judge.verdicts(&facts).iter().copied().map(Some)) {
        return Err("all at once they come out in another way than one by one".to_owned());
    }
    // Each was judged twice.
    let slow = judge.slow() / 2;
    traced_alike(&mut judge, &assessment)?;
    Ok((criteria.len() as u64, slow))
}

/// Whether what was tested at full speed is what the scorecard found, of the same record and in the same words; how much of it.
fn traced_alike(judge: &mut Judge, assessment: &Assessment) -> Result<usize, String> {
    let (card, trace) = (assessment.scorecard(), judge.trace(assessment.facts()));
    let mut alike = 0;
    for (at, criterion) in card.criteria.iter().enumerate() {
        if trace.verdicts().get(at) != Some(&criterion.verdict) {
            return Err(format!(
                "`{}` is {:?}, but traced {:?}",
                criterion.id,
                criterion.verdict,
                trace.verdicts().get(at)
            ));
        }
        let Some(tests) = trace.tests(CriterionId::at(at)) else { continue };
        let placed = tests.map(|test| {
            let span = test.span().expect("a place");
            ((Place::of(&assessment.charter().sources().get(span.source), span), test.item()), test)
        });
        let placed: Vec<_> = placed.collect();
        for (place, test) in &placed {
            let findings =
                criterion.findings.iter().filter(|it| (&it.charter_span, &it.subject) == (&place.0, &place.1));
            let findings: Vec<&Finding> = findings.collect();
            let is_only = placed.iter().filter(|(other, _)| other == place).count() == 1;
            // A test of two records is made, and found, for several pairs; days between days are told in other words.
            if test.limit().is_some_and(|limit| limit.ends_with(" days"))
                || findings.iter().any(|it| it.required.contains('('))
            {
                continue;
            }
            let ([finding], true) = (findings.as_slice(), is_only) else { continue };
            let limit = test.limit().unwrap_or_default();
            let is_open = finding.outcome == Outcome::Unanswered;
            if finding.observed != test.value()
                || !finding.required.contains(&limit)
                || is_open != test.answer().is_none()
            {
                let told = (test.value(), limit, test.answer());
                return Err(format!("`{}` found {finding:#?}, but its trace says {told:?}", criterion.id));
            }
            alike += 1;
        }
    }
    Ok(alike)
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn quick_verdicts_are_those_of_the_machine(bytes in tape(), sound in any::<bool>()) {
        let mut tape = Tape::new(&bytes);
        let model = tape.charter();
        let answers = if sound { Answers { holes: false, bad: false, evidence: true, exemptions: false } } else { ALL };
        let profile = tape.profile(answers, model.criteria.len());
        let text = model.text();
        let engine = engine([("c.charter".to_owned(), text.clone())]);
        let found = judged_alike(&engine, &world::yaml(&profile));
        prop_assert!(found.is_ok(), "{}\n{}", found.unwrap_err(), shown(&text, &profile));
    }
}

/// What the example profile was found to say is in the trace, word for word.
#[test]
fn a_trace_says_what_the_scorecard_says() {
    let files = kitemark::Charter::standard_texts().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let engine = engine(files);
    let text = std::fs::read_to_string(workspace("examples/profiles/northmere.yaml")).expect("a file");
    let document = yaml::read_bytes("p.yaml", text.as_bytes(), &Limits::default()).expect("YAML");
    let facts = engine.bind(&document, None).expect("a day").facts;
    let alike = traced_alike(&mut engine.judge(), &engine.assess(&facts)).unwrap_or_else(|why| panic!("{why}"));
    assert!(alike > 60, "only {alike} tests are findings of the scorecard");
}

/// Most of the standard charter runs at full speed, and comes out the same.
#[test]
fn the_standard_charter_runs_at_full_speed() {
    let files = kitemark::Charter::standard_texts().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let engine = engine(files);
    for folder in ["examples/profiles", "rules/commissioning/profiles"] {
        for file in
            files_below(&workspace(folder)).into_iter().filter(|file| file.extension().is_some_and(|it| it == "yaml"))
        {
            let text = std::fs::read_to_string(&file).expect("a file");
            let (judged, slow) = judged_alike(&engine, &text).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
            assert!(slow * 4 < judged, "{}: {slow} of {judged} criteria took the slow way", file.display());
        }
    }
}
