//! CEL: programs compiled once. A sum is a function of ours; dates become timestamps when the profile is prepared, which is
//! a struct at first, so that whole numbers are signed.

use std::collections::HashMap;
use std::sync::Arc;

use ::cel::objects::{Key, Map};
use ::cel::{Context, Env, Program, Value, to_value};
use chrono::{DateTime, FixedOffset};
use kitemark_benches::twenty::{self, Verdicts};

use crate::{Peer, exactly_twenty};

pub struct Cel {
    env: Arc<Env>,
    criteria: [Program; 20],
}

impl Cel {
    fn prepare(&self, profile: &twenty::Profile) -> Context<'static, 'static> {
        let mut context = Context::with_env(Arc::clone(&self.env));
        context.add_function("sum", sum).expect("a new name");
        for (name, value) in fields(to_value(profile).expect("plain data")).iter() {
            let Key::String(name) = name else { panic!("{name:?}") };
            if **name == "as_of" {
                context.add_variable_from_value("as_of_day", day(value));
            }
            let value = if **name == "tender" { with_days(value.clone()) } else { value.clone() };
            context.add_variable_from_value(name.as_str(), value);
        }
        context
    }
}

impl Peer for Cel {
    const NAME: &'static str = "cel";
    type Profile = Context<'static, 'static>;

    fn new() -> Self {
        let env = Arc::new(Env::stdlib());
        let lines = include_str!("../rules/twenty.cel").lines();
        let criteria = exactly_twenty(lines.map(|line| env.compile(line).expect("an expression")));
        Self { env, criteria }
    }

    fn from_yaml(&mut self, text: &str) -> Self::Profile {
        self.prepare(&serde_yaml::from_str(text).expect("a profile"))
    }

    fn from_json(&mut self, text: &str) -> Self::Profile {
        self.prepare(&serde_json::from_str(text).expect("a profile"))
    }

    fn verdicts(&mut self, profile: &Self::Profile) -> Verdicts {
        self.criteria.each_ref().map(|criterion| criterion.execute(profile) == Ok(Value::Bool(true)))
    }
}

fn sum(items: Arc<Vec<Value>>) -> i64 {
    items.iter().map(|item| if let Value::Int(number) = item { *number } else { panic!("{item:?}") }).sum()
}

fn fields(mapping: Value) -> Arc<HashMap<Key, Value>> {
    let Value::Map(Map { map }) = mapping else { panic!("{mapping:?}") };
    map
}

fn with_days(tender: Value) -> Value {
    let days = fields(tender).iter().map(|(key, value)| (key.clone(), day(value))).collect();
    Value::Map(Map { map: Arc::new(days) })
}

fn day(value: &Value) -> Value {
    let Value::String(text) = value else { panic!("{value:?}") };
    let day: DateTime<FixedOffset> = format!("{text}T00:00:00Z").parse().expect("a date");
    Value::Timestamp(day)
}
