//! How far two reviews of one submission agree.

use std::collections::BTreeMap;

use kitemark_dsl::charter::{Criterion, Type};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;
use kitemark_dsl::path::ProfilePath;
use kitemark_dsl::target::Target;
use kitemark_dsl::value::Literal;
use schemars::JsonSchema;
use serde::Serialize;

use super::kappa::Kappa;
use super::resolve::other_charter;
use super::{ClaimEntry, Correction, Decision, Review, VerdictEntry, short};
use crate::engine::Engine;
use crate::fraction::Fraction;
use crate::profile::document::Change;
use crate::scorecard::ClaimDecision;

/// How far two reviewers agree on one submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Agreement {
    /// The charter's id.
    pub charter_id: String,
    /// The charter's edition.
    pub edition: String,
    /// The file of the profile that both reviewed.
    pub profile: String,
    /// Who reviewed.
    pub reviewers: [String; 2],
    /// SHA-256 of the two reviews.
    pub review_sha256: [String; 2],
    /// The claims.
    pub claims: ClaimAgreement,
    /// The verdicts that either of them overrides.
    pub verdicts: VerdictAgreement,
}

/// How far two reviewers agree on claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ClaimAgreement {
    /// How many claims both decided on.
    pub both: usize,
    /// On how many of them both decided the same. Corrections agree where their values are equal.
    pub agreed: usize,
    /// The share of these; null where both decided on no claim.
    pub agreement: Option<Fraction>,
    /// Agreement beyond chance, of the decisions to accept, to reject, and to correct to each value; null where it is not
    /// defined: where there is nothing to compare, or both decided one and the same throughout.
    pub kappa: Option<Kappa>,
    /// How many claims only one of them decided on, in the order of the reviewers. They do not count above.
    pub only: [usize; 2],
    /// How many listed claims neither decided on. They do not count either.
    pub undecided: usize,
    /// The decisions that differ, in the order of the first review.
    pub disagreements: Vec<Disagreement>,
}

/// How far two reviewers agree on verdicts. Most criteria are left to the rules by both, which would drown any coefficient, so
/// that only those count that one of them overrides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct VerdictAgreement {
    /// How many verdicts are overridden by either of them.
    pub overridden: usize,
    /// How many of these are overridden by both in the same way.
    pub agreed: usize,
    /// The verdicts that differ, in the charter's order.
    pub disagreements: Vec<Disagreement>,
}

/// Something on which two reviewers disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Disagreement {
    /// The claim's path, or the criterion's id.
    pub of: String,
    /// What the profile says, for a claim.
    pub submitted: Option<String>,
    /// What each of them says.
    pub views: [View; 2],
}

/// What one reviewer says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct View {
    /// The decision: `accept`, `reject`, `correct to 36 months`; a verdict, or `as the rules say`.
    pub decision: String,
    /// Why.
    pub reason: Option<String>,
}

/// A decision as a category: corrections are apart by their values.
pub(super) type Category = (ClaimDecision, Option<String>);

impl Engine {
    /// How far two reviews of one profile by this charter agree.
    ///
    /// # Errors
    ///
    /// Reviews of different profiles, or by another charter.
    pub fn agreement(&self, first: &Review, second: &Review) -> Result<Agreement, Vec<Diagnostic>> {
        self.comparable(first, second)?;
        Ok(Agreement {
            charter_id: self.charter.id().to_owned(),
            edition: self.charter.edition().to_owned(),
            profile: first.profile.name.clone(),
            reviewers: [first, second].map(|review| review.reviewer.clone()),
            review_sha256: [first, second].map(|review| review.sha256.clone()),
            claims: self.claims_agreed(first, second),
            verdicts: self.verdicts_agreed(first, second),
        })
    }

    pub(super) fn comparable(&self, first: &Review, second: &Review) -> Result<(), Vec<Diagnostic>> {
        let seals = |review: &Review| [("profile", review.profile.clone()), ("charter", review.charter.clone())];
        for ((what, one), (_, other)) in seals(first).into_iter().zip(seals(second)) {
            if one.sha256.value != other.sha256.value {
                let message = format!(
                    "the reviews are not of one {what}: `{}` with the digest {}, and `{}` with {}",
                    one.name,
                    short(&one.sha256.value),
                    other.name,
                    short(&other.sha256.value)
                );
                let apart = first.problem(Code::ReviewsApart, one.sha256.span, message, "one");
                let apart = apart.with_label(&second.sources, other.sha256.span, "the other");
                return Err(vec![
                    apart.with_help("only reviews of the same state of a profile by the same charter can be compared"),
                ]);
            }
        }
        other_charter(self, first).map_or(Ok(()), |stale| Err(vec![stale]))
    }

    fn claims_agreed(&self, first: &Review, second: &Review) -> ClaimAgreement {
        let mut pairs: Vec<(Category, Category)> = Vec::new();
        let mut agreed = ClaimAgreement {
            both: 0,
            agreed: 0,
            agreement: None,
            kappa: None,
            only: [0, 0],
            undecided: 0,
            disagreements: Vec::new(),
        };
        for [one, other] in paired(&first.claims, &second.claims, |entry| &entry.claim.value) {
            let category = |entry: Option<&ClaimEntry>| entry.and_then(|entry| self.category(entry));
            match (category(one), category(other)) {
                (Some(a), Some(b)) => {
                    if a == b {
                        agreed.agreed += 1;
                    } else {
                        agreed.disagreements.extend(one.zip(other).map(|(one, other)| Disagreement {
                            of: one.claim.value.clone(),
                            submitted: one.said().or(other.said()).map(str::to_owned),
                            views: [one.view(), other.view()],
                        }));
                    }
                    pairs.push((a, b));
                }
                (Some(_), None) => agreed.only[0] += 1,
                (None, Some(_)) => agreed.only[1] += 1,
                (None, None) => agreed.undecided += 1,
            }
        }
        agreed.both = pairs.len();
        agreed.agreement = share(agreed.agreed, agreed.both);
        agreed.kappa = Kappa::of(pairs);
        agreed
    }

    /// The decision on a claim as a category; none while nothing is decided.
    pub(super) fn category(&self, entry: &ClaimEntry) -> Option<Category> {
        let value = entry.correction().map(|correction| self.canonical(&entry.claim.value, correction));
        Some((entry.decided()?, value))
    }

    /// A corrected value by what it means: `3 years` is `36 months`.
    fn canonical(&self, claim: &str, correction: &Correction) -> String {
        let target = claim.parse::<ProfilePath>().ok().and_then(|path| self.charter.target(&path).ok());
        let Some(Target::Field(ty)) = target else { return correction.words() };
        match (&correction.value, ty) {
            (Change::Sequence(values), Type::Set(_)) => {
                let mut values = values.clone();
                values.sort_unstable();
                values.dedup();
                values.join(", ")
            }
            (Change::Scalar(text), ty) => {
                let kind = self.charter.scalar_kind(ty);
                let literal = kind.and_then(|kind| Literal::read_as(text, &kind).ok());
                literal.map_or_else(|| text.clone(), |literal| literal.to_string())
            }
            _ => correction.words(),
        }
    }

    fn verdicts_agreed(&self, first: &Review, second: &Review) -> VerdictAgreement {
        let order: BTreeMap<&str, usize> = self.charter.criteria().iter().map(Criterion::id).zip(0..).collect();
        let mut agreed = VerdictAgreement { overridden: 0, agreed: 0, disagreements: Vec::new() };
        for [one, other] in paired(&first.verdicts, &second.verdicts, |entry| &entry.criterion.value) {
            let ruling = |entry: Option<&VerdictEntry>| entry.and_then(VerdictEntry::decided);
            let Some(criterion) = one.or(other).map(|entry| &entry.criterion.value) else { continue };
            match (ruling(one), ruling(other)) {
                (None, None) => continue,
                (a, b) if a == b => agreed.agreed += 1,
                _ => {
                    let views = [one, other].map(|entry| entry.map_or_else(View::by_the_rules, VerdictEntry::view));
                    agreed.disagreements.push(Disagreement { of: criterion.clone(), submitted: None, views });
                }
            }
            agreed.overridden += 1;
        }
        agreed.disagreements.sort_by_key(|each| order.get(each.of.as_str()).copied());
        agreed
    }
}

/// The entries of two reviews side by side: all of the first, in its order, then those of the second alone.
pub(super) fn paired<'a, T>(first: &'a [T], second: &'a [T], name: impl Fn(&T) -> &String) -> Vec<[Option<&'a T>; 2]> {
    let known = |entries: &'a [T]| entries.iter().map(|entry| (name(entry).clone(), entry)).collect::<BTreeMap<_, _>>();
    let (ours, theirs) = (known(first), known(second));
    let both = first.iter().map(|entry| [Some(entry), theirs.get(name(entry)).copied()]);
    let rest = second.iter().filter(|entry| !ours.contains_key(name(entry))).map(|entry| [None, Some(entry)]);
    both.chain(rest).collect()
}

fn share(part: usize, whole: usize) -> Option<Fraction> {
    let fraction = |count| Fraction::from(u32::try_from(count).unwrap_or(u32::MAX));
    fraction(part).over(&fraction(whole))
}

impl ClaimEntry {
    /// The decision in words, with its reason.
    pub(super) fn view(&self) -> View {
        let decision = match &self.decision {
            None => "not decided".to_owned(),
            Some(Decision::Correct(correction)) => format!("correct to {}", correction.words()),
            Some(decision) => decision.kind().word().to_owned(),
        };
        View { decision, reason: self.reason.clone() }
    }

    /// What the profile said.
    pub(super) fn said(&self) -> Option<&str> {
        self.submitted.as_ref().map(|said| said.value.as_str())
    }
}

impl VerdictEntry {
    /// The verdict and its credit; none while nothing is decided.
    pub(super) fn decided(&self) -> Option<String> {
        self.ruling.as_ref().map(super::Ruling::words)
    }

    /// The verdict in words, with its reason.
    pub(super) fn view(&self) -> View {
        match self.decided() {
            Some(decision) => View { decision, reason: self.reason.clone() },
            None => View::by_the_rules(),
        }
    }
}

impl View {
    fn by_the_rules() -> Self {
        Self { decision: "as the rules say".to_owned(), reason: None }
    }
}

impl std::fmt::Display for View {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.reason {
            Some(reason) => write!(out, "{} (“{reason}”)", self.decision),
            None => out.write_str(&self.decision),
        }
    }
}
