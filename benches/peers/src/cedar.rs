//! Cedar: twenty policies, one request; those that permit it are the verdicts. It does not go through lists, so that the six
//! criteria on lists speak of values in `derived` that are worked out when the profile is prepared; so do its dates and decimals.

use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicySet, Request};
use kitemark_benches::twenty::Verdicts;
use serde_json::{Value, json};

use crate::{Peer, is_reviewed, items, json_tree, number, yaml_tree};

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    someone: EntityUid,
}

impl Cedar {
    fn prepare(&self, profile: &Value) -> Request {
        let context = Context::from_json_value(with_values(profile), None).expect("a context");
        let someone = || self.someone.clone();
        Request::new(someone(), someone(), someone(), context, None).expect("a request")
    }
}

impl Peer for Cedar {
    const NAME: &'static str = "cedar-policy";
    type Profile = Request;

    fn new() -> Self {
        Self {
            authorizer: Authorizer::new(),
            policies: include_str!("../rules/twenty.cedar").parse().expect("policies"),
            entities: Entities::empty(),
            someone: r#"Any::"one""#.parse().expect("an id"),
        }
    }

    fn from_yaml(&mut self, text: &str) -> Request {
        self.prepare(&yaml_tree(text))
    }

    fn from_json(&mut self, text: &str) -> Request {
        self.prepare(&json_tree(text))
    }

    fn verdicts(&mut self, profile: &Request) -> Verdicts {
        let response = self.authorizer.is_authorized(profile, &self.policies, &self.entities);
        let mut verdicts = [false; 20];
        for policy in response.diagnostics().reason() {
            let id: &str = policy.as_ref();
            let at: usize = id.strip_prefix("policy").and_then(|at| at.parse().ok()).expect("numbered by Cedar");
            verdicts[at] = true;
        }
        verdicts
    }
}

fn with_values(profile: &Value) -> Value {
    let contracts = items(&profile["contracts"]);
    let is = |each: &Value, field: &str, name: &str| each[field] == name;
    let near = contracts.iter().filter(|each| is(each, "kind", "community") && number(&each["sites"]) >= 2).count();
    let breaks: Vec<&Value> =
        contracts.iter().filter(|each| is(each, "break", "annual")).map(|each| &each["kind"]).collect();
    let derived = json!({
        "shortest": contracts.iter().map(|each| number(&each["months"])).min(),
        "reviewed": is_reviewed(profile),
        "breaks": breaks,
        "near": near,
        "total": contracts.iter().map(|each| number(&each["value"])).sum::<i64>(),
        "caseloads": items(&profile["teams"]).iter().map(|each| number(&each["caseload"])).sum::<i64>(),
        "teams": items(&profile["teams"]).len(),
    });
    let caseload = profile["staff"]["caseload"].as_f64().expect("a number");
    json!({
        "as_of": extension("datetime", &profile["as_of"]),
        "nation": profile["nation"], "bids": profile["bids"], "upheld": profile["upheld"], "wait": profile["wait"],
        "staff": {
            "caseload": extension("decimal", &json!(format!("{caseload:.2}"))),
            "posts": profile["staff"]["posts"], "leavers": profile["staff"]["leavers"],
        },
        "funding": profile["funding"], "spend": profile["spend"], "accounts": profile["accounts"],
        "tender": {
            "decided": extension("datetime", &profile["tender"]["decided"]),
            "go_live": extension("datetime", &profile["tender"]["go_live"]),
        },
        "derived": derived,
    })
}

fn extension(function: &str, argument: &Value) -> Value {
    json!({ "__extn": { "fn": function, "arg": argument } })
}
