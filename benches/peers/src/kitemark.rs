//! Kitemark: a charter compiled once; a profile bound to it, every value with its place.

use std::sync::Arc;

use kitemark_benches::twenty::{self, Verdicts};
use kitemark_dsl::check;
use kitemark_dsl::source::{Source, Sources};
use kitemark_eval::engine::Engine;
use kitemark_eval::judge::Judge;
use kitemark_eval::profile::facts::Facts;
use kitemark_eval::profile::yaml::{self, Limits};
use kitemark_eval::scorecard::Verdict;

use crate::Peer;

pub struct Kitemark {
    engine: Engine,
    judge: Judge,
}

impl Peer for Kitemark {
    const NAME: &'static str = "Kitemark";
    type Profile = Arc<Facts>;

    fn new() -> Self {
        let mut sources = Sources::default();
        sources.add(Source::new("twenty.charter", twenty::CHARTER));
        let engine = Engine::new(check::check(sources, None).charter.expect("no errors"));
        Self { judge: engine.judge(), engine }
    }

    fn from_yaml(&mut self, text: &str) -> Arc<Facts> {
        let document = yaml::read_bytes("profile", text.as_bytes(), &Limits::default()).expect("a profile");
        self.engine.bind(&document, None).expect("a day").facts
    }

    fn from_json(&mut self, text: &str) -> Arc<Facts> {
        self.from_yaml(text)
    }

    fn verdicts(&mut self, profile: &Arc<Facts>) -> Verdicts {
        let verdicts = self.judge.verdicts(profile);
        std::array::from_fn(|at| matches!(verdicts.get(at), Some(Verdict::Met | Verdict::NotApplicable)))
    }
}
