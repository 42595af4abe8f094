//! Other weights for the principles, to see who would have another award under them.

use kitemark_dsl::charter::{AwardId, Charter};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::value::Number;
use schemars::JsonSchema;
use serde::Serialize;

use crate::award::suppose::Hurdles;
use crate::fraction::Fraction;
use crate::score::{Ledger, Weights};

/// What the weight of one principle is multiplied by.
const FACTORS: [(&str, i128); 2] = [("0.75", 3), ("1.25", 5)];

/// Other weights for the principles of a charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Weighting {
    /// How they differ from the charter's.
    #[serde(flatten)]
    pub kind: WeightingKind,
    /// The weights themselves.
    #[serde(skip)]
    pub(crate) weights: Weights,
}

/// How weights differ from the charter's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "weights", rename_all = "snake_case")]
#[non_exhaustive]
pub enum WeightingKind {
    /// One principle weighs a quarter less or more.
    Scaled {
        /// The principle.
        principle: String,
        /// What its weight is multiplied by: `0.75` or `1.25`.
        factor: &'static str,
    },
    /// Every principle weighs the same.
    Equal,
    /// As somebody asked.
    Given {
        /// The weights, as they were given: `price=2, quality=1.5`.
        text: String,
    },
}

impl Weighting {
    /// The alternatives that are always looked at: each principle a quarter lighter and heavier, then all of one weight where
    /// the charter weighs them otherwise.
    pub fn usual(charter: &Charter) -> Vec<Weighting> {
        let mut all = Self::by_quarters(charter);
        let own = own(charter);
        if own.iter().any(|weight| Some(weight) != own.first()) {
            all.push(Self { kind: WeightingKind::Equal, weights: Weights::All(vec![Fraction::one(); own.len()]) });
        }
        all
    }

    /// Each principle a quarter lighter and heavier.
    pub(crate) fn by_quarters(charter: &Charter) -> Vec<Weighting> {
        let mut all = Vec::new();
        for (at, principle) in charter.principles().iter().enumerate() {
            for (factor, quarters) in FACTORS {
                let Some(multiple) = Number::ratio(quarters, 4).map(Fraction::from) else { continue };
                let weights = Weights::But(at, Fraction::from(principle.weight).times(&multiple));
                all.push(Self { kind: WeightingKind::Scaled { principle: principle.id.clone(), factor }, weights });
            }
        }
        all
    }

    /// The charter's weights with some replaced: `PRINCIPLE=WEIGHT`, several between commas.
    ///
    /// # Errors
    ///
    /// A diagnostic where a principle is unknown or named twice, or a weight is no number above 0.
    pub fn given(charter: &Charter, text: &str) -> Result<Weighting, Diagnostic> {
        let mut weights = own(charter);
        let mut seen: Vec<&str> = Vec::new();
        for part in text.split(',') {
            let Some((id, weight)) = part.split_once('=').map(|(id, weight)| (id.trim(), weight.trim())) else {
                return Err(problem(format!("`{}` gives no weight", part.trim()))
                    .with_help("write `PRINCIPLE=WEIGHT`, several with commas between them"));
            };
            let ids = charter.principles().iter().map(|principle| principle.id.as_str());
            let place = ids.clone().position(|known| known == id).and_then(|at| weights.get_mut(at));
            let Some(place) = place else {
                let help = format!("its principles: {}", ids.clone().collect::<Vec<_>>().join(", "));
                return Err(problem(format!("the charter has no principle `{id}`"))
                    .with_suggestion(id, ids)
                    .with_help(help));
            };
            if seen.contains(&id) {
                return Err(problem(format!("the principle `{id}` is given two weights")));
            }
            seen.push(id);
            let number = Number::parse(weight).ok().filter(|number| !number.is_zero() && !number.is_negative());
            let Some(number) = number else {
                return Err(problem(format!("`{weight}` is no weight")).with_help("a weight is a number above 0"));
            };
            *place = number.into();
        }
        Ok(Self { kind: WeightingKind::Given { text: text.trim().to_owned() }, weights: Weights::All(weights) })
    }
}

/// The weightings under which the award is another than `award`, by their number, with that award.
pub(crate) fn breaks(
    hurdles: &Hurdles<'_>,
    ledger: &Ledger<'_>,
    weightings: &[Weighting],
    award: Option<AwardId>,
) -> Vec<(usize, Option<AwardId>)> {
    let then = weightings.iter().map(|weighting| hurdles.award(&ledger.with_weights(&weighting.weights)));
    then.enumerate().filter(|(_, then)| *then != award).collect()
}

fn own(charter: &Charter) -> Vec<Fraction> {
    charter.principles().iter().map(|principle| principle.weight.into()).collect()
}

fn problem(message: String) -> Diagnostic {
    Diagnostic::new(Code::Usage, message)
}
