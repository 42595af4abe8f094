//! Rego by regorus: one rule that lists all verdicts, compiled for its register machine, which is kept.

use kitemark_benches::twenty::Verdicts;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};

use crate::{Peer, exactly_twenty};

const ENTRY: &str = "data.twenty.verdicts";

pub struct Rego(RegoVM);

impl Peer for Rego {
    const NAME: &'static str = "regorus (RVM)";
    type Profile = Value;

    fn new() -> Self {
        let mut engine = Engine::new();
        engine.add_policy("twenty.rego".into(), include_str!("../rules/twenty.rego").into()).expect("a policy");
        let policy = engine.compile_with_entrypoint(&ENTRY.into()).expect("a policy");
        let program = Compiler::compile_from_policy(&policy, &[ENTRY]).expect("a program");
        let mut machine = RegoVM::new();
        machine.load_program(program);
        Self(machine)
    }

    fn from_yaml(&mut self, text: &str) -> Value {
        Value::from_yaml_str(text).expect("YAML")
    }

    fn from_json(&mut self, text: &str) -> Value {
        Value::from_json_str(text).expect("JSON")
    }

    fn verdicts(&mut self, profile: &Value) -> Verdicts {
        self.0.set_input(profile.clone());
        let answers = self.0.execute().expect("answers");
        exactly_twenty(answers.as_array().expect("a list").iter().map(|answer| *answer.as_bool().expect("yes or no")))
    }
}
