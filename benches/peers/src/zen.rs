//! GoRules' expressions: compiled once, run by one machine.

use kitemark_benches::twenty::Verdicts;
use zen_expression::expression::{Expression, Standard};
use zen_expression::vm::VM;
use zen_expression::{Variable, compile_expression};

use crate::{Peer, exactly_twenty, json_tree, yaml_tree};

pub struct Zen {
    criteria: [Expression<Standard>; 20],
    machine: VM,
}

impl Peer for Zen {
    const NAME: &'static str = "zen-expression";
    type Profile = Variable;

    fn new() -> Self {
        let lines = include_str!("../rules/twenty.zen").lines();
        let criteria = exactly_twenty(lines.map(|line| compile_expression(line).expect("an expression")));
        Self { criteria, machine: VM::new() }
    }

    fn from_yaml(&mut self, text: &str) -> Variable {
        yaml_tree(text).into()
    }

    fn from_json(&mut self, text: &str) -> Variable {
        json_tree(text).into()
    }

    fn verdicts(&mut self, profile: &Variable) -> Verdicts {
        // A clone of a variable shares what it holds.
        self.criteria.each_ref().map(|criterion| {
            let answer = criterion.evaluate_with(profile.shallow_clone(), &mut self.machine).expect("an answer");
            answer.as_bool().expect("yes or no")
        })
    }
}
