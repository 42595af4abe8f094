//! Profiles for Charter for Commissioning Drug and Alcohol Treatment, edition 2026.1, as typed values.
//!
//! Written by `kitemark codegen rust`: to change it, change the charter and write it anew. It needs the crate `serde` with its
//! feature `derive`. What is `None` is an open question; a profile is written with `serde_json` or any crate for YAML.

// A program need not use all of it, and names are those of the charter.
#![allow(dead_code, clippy::enum_variant_names)]

use serde::{Deserialize, Deserializer, Serialize};

/// Makes types of values that are kept as they are written, so that nothing is rounded on the way.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value as a profile writes it. It is checked when the profile is.
            pub fn written(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// As a profile writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

/// An exact number: `Number::from(12)`, or `Number::from("12.5")`.
///
/// Read from a binary float, it is the shortest decimal that the float stands for; longer ones are written as texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "WrittenNumber", into = "String")]
pub struct Number(String);

impl Number {
    /// As a profile writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<&str> for Number {
    fn from(written: &str) -> Self {
        Self(written.to_owned())
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenNumber {
    Signed(i64),
    Unsigned(u64),
    Decimal(f64),
    Text(String),
}

impl From<WrittenNumber> for Number {
    fn from(written: WrittenNumber) -> Self {
        Self(match written {
            WrittenNumber::Signed(number) => number.to_string(),
            WrittenNumber::Unsigned(number) => number.to_string(),
            WrittenNumber::Decimal(number) => number.to_string(),
            WrittenNumber::Text(text) => text,
        })
    }
}

written! {
    /// A percentage, such as `25%`.
    Percent
}

impl Percent {
    /// So many hundredths.
    pub fn of(hundredths: impl Into<Number>) -> Self {
        Self(format!("{}%", hundredths.into().0))
    }
}

written! {
    /// An amount, such as `£1250.50`.
    Money
}

impl Money {
    /// So much in the charter's currency.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("£{}", amount.into().0))
    }
}

written! {
    /// A length of time, such as `36 months`.
    Duration
}

impl Duration {
    /// So many years.
    pub fn years(count: u32) -> Self {
        Self(format!("{count} years"))
    }

    /// So many months.
    pub fn months(count: u32) -> Self {
        Self(format!("{count} months"))
    }

    /// So many weeks.
    pub fn weeks(count: u32) -> Self {
        Self(format!("{count} weeks"))
    }

    /// So many days.
    pub fn days(count: u32) -> Self {
        Self(format!("{count} days"))
    }
}

written! {
    /// A day, such as `2026-04-01`.
    Date
}

impl Date {
    /// The day of a year, a month from 1 and a day from 1.
    pub fn new(year: u16, month: u8, day: u8) -> Self {
        Self(format!("{year:04}-{month:02}-{day:02}"))
    }
}

written! {
    /// The days from a first to a last, both included, such as `2024-04-01 to 2027-03-31` or `2020-21`.
    Period
}

impl Period {
    /// From a first day to a last, both included.
    pub fn between(first: &Date, last: &Date) -> Self {
        Self(format!("{first} to {last}"))
    }

    /// The financial year that begins in April of a year.
    pub fn financial_year(begins: u16) -> Self {
        Self(format!("{begins:04}-{:02}", (u32::from(begins) + 1) % 100))
    }
}

written! {
    /// A quantity, such as `30 mg/day`.
    MgDay
}

impl MgDay {
    /// So many mg/day.
    pub fn of(amount: impl Into<Number>) -> Self {
        Self(format!("{} mg/day", amount.into().0))
    }
}

/// The choice nation
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Nation {
    /// England
    #[serde(rename = "england")]
    England,
    /// Wales
    #[serde(rename = "wales")]
    Wales,
    /// Scotland
    #[serde(rename = "scotland")]
    Scotland,
    /// Northern ireland
    #[serde(rename = "northern_ireland")]
    NorthernIreland,
}

/// The choice exemption_reason
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExemptionReason {
    /// The authority is about to merge or be divided
    #[serde(rename = "local_government_reorganisation")]
    LocalGovernmentReorganisation,
    /// A service is demonstrably failing
    #[serde(rename = "failing_service")]
    FailingService,
    /// A provider has closed or gone into administration
    #[serde(rename = "provider_collapse")]
    ProviderCollapse,
}

/// The choice model
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Model {
    /// One provider, one contract
    #[serde(rename = "single")]
    Single,
    /// One provider answers for all and buys in the rest
    #[serde(rename = "lead_provider")]
    LeadProvider,
    /// One organisation holds the contract and others deliver
    #[serde(rename = "prime")]
    Prime,
    /// Several providers share one contract
    #[serde(rename = "alliance")]
    Alliance,
    /// Several providers, called off when needed
    #[serde(rename = "framework")]
    Framework,
}

/// The choice extension_basis
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExtensionBasis {
    /// A published test has to be passed
    #[serde(rename = "gate")]
    Gate,
    /// It happens unless somebody objects
    #[serde(rename = "automatic")]
    Automatic,
    /// The commissioner may grant it, without a stated test
    #[serde(rename = "discretion")]
    Discretion,
}

/// The choice funding_break
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FundingBreak {
    /// The firm term does not hang on the next budget
    #[serde(rename = "none")]
    None,
    /// The contract may end whenever a yearly budget is set
    #[serde(rename = "annual")]
    Annual,
}

/// The choice performance
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Performance {
    /// Good
    #[serde(rename = "good")]
    Good,
    /// Improving
    #[serde(rename = "improving")]
    Improving,
    /// Requires improvement
    #[serde(rename = "requires_improvement")]
    RequiresImprovement,
    /// Failing
    #[serde(rename = "failing")]
    Failing,
}

/// The choice function
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Function {
    /// Assess
    #[serde(rename = "assess")]
    Assess,
    /// Refer
    #[serde(rename = "refer")]
    Refer,
    /// Decides whose placement is paid for
    #[serde(rename = "fund")]
    Fund,
    /// Pays the invoices of other providers
    #[serde(rename = "pay")]
    Pay,
    /// Prescribe
    #[serde(rename = "prescribe")]
    Prescribe,
    /// Psychosocial
    #[serde(rename = "psychosocial")]
    Psychosocial,
    /// Needle exchange
    #[serde(rename = "needle_exchange")]
    NeedleExchange,
    /// Recovery
    #[serde(rename = "recovery")]
    Recovery,
    /// Family
    #[serde(rename = "family")]
    Family,
    /// Runs residential rehabilitation or inpatient detoxification
    #[serde(rename = "provide_residential")]
    ProvideResidential,
}

/// The choice guidance
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Guidance {
    /// The guidance of the National Institute for Health and Care Excellence
    #[serde(rename = "nice")]
    Nice,
    /// The UK guidelines on clinical management, known as the Orange Book
    #[serde(rename = "orange_book")]
    OrangeBook,
    /// Other
    #[serde(rename = "other")]
    Other,
}

/// The choice pbr_reason
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PbrReason {
    /// It was chosen here as the best way to change something
    #[serde(rename = "local_choice")]
    LocalChoice,
    /// Money had to be saved
    #[serde(rename = "financial_pressure")]
    FinancialPressure,
    /// It was thought to be national policy
    #[serde(rename = "believed_required")]
    BelievedRequired,
}

/// The choice pbr_modality
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PbrModality {
    /// Medication
    #[serde(rename = "medication")]
    Medication,
    /// Therapy
    #[serde(rename = "therapy")]
    Therapy,
    /// Rehabilitation
    #[serde(rename = "rehabilitation")]
    Rehabilitation,
    /// Aftercare
    #[serde(rename = "aftercare")]
    Aftercare,
}

/// The choice verifier
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verifier {
    /// Commissioner
    #[serde(rename = "commissioner")]
    Commissioner,
    /// Independent
    #[serde(rename = "independent")]
    Independent,
    /// The provider that is paid for them
    #[serde(rename = "provider")]
    Provider,
}

/// The choice route
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Route {
    /// Competitive
    #[serde(rename = "competitive")]
    Competitive,
    /// Likely providers are compared without a tender
    #[serde(rename = "most_suitable_provider")]
    MostSuitableProvider,
    /// Direct award a
    #[serde(rename = "direct_award_a")]
    DirectAwardA,
    /// Direct award b
    #[serde(rename = "direct_award_b")]
    DirectAwardB,
    /// Direct award c
    #[serde(rename = "direct_award_c")]
    DirectAwardC,
}

/// The choice regime
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Regime {
    /// Provider Selection Regime
    #[serde(rename = "psr")]
    Psr,
    /// Public contracts regulations of 2015
    #[serde(rename = "pcr2015")]
    Pcr2015,
    /// Procurement act
    #[serde(rename = "procurement_act")]
    ProcurementAct,
    /// Light touch
    #[serde(rename = "light_touch")]
    LightTouch,
    /// Grant
    #[serde(rename = "grant")]
    Grant,
    /// Other
    #[serde(rename = "other")]
    Other,
}

/// The choice letting_reason
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LettingReason {
    /// There was nothing of the kind before
    #[serde(rename = "new_service")]
    NewService,
    /// Local need or the right way to meet it has changed
    #[serde(rename = "need_changed")]
    NeedChanged,
    /// The service was demonstrably failing
    #[serde(rename = "failing")]
    Failing,
    /// The provider closed or gave the contract up
    #[serde(rename = "provider_withdrew")]
    ProviderWithdrew,
    /// The contract ran out, and nothing else was the matter
    #[serde(rename = "expired")]
    Expired,
}

/// The choice alternative
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Alternative {
    /// Extend
    #[serde(rename = "extend")]
    Extend,
    /// Vary
    #[serde(rename = "vary")]
    Vary,
    /// Redesign in contract
    #[serde(rename = "redesign_in_contract")]
    RedesignInContract,
    /// Recompete
    #[serde(rename = "recompete")]
    Recompete,
}

/// The choice register_state
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RegisterState {
    /// Published
    #[serde(rename = "published")]
    Published,
    /// Kept, but not published
    #[serde(rename = "kept")]
    Kept,
    /// There is none
    #[serde(rename = "no_register")]
    NoRegister,
}

/// The choice user_role
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UserRole {
    /// In writing the specification
    #[serde(rename = "design")]
    Design,
    /// In judging the bids
    #[serde(rename = "evaluation")]
    Evaluation,
    /// In planning the handover
    #[serde(rename = "transition")]
    Transition,
}

/// The choice pension_risk
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PensionRisk {
    /// Authority
    #[serde(rename = "authority")]
    Authority,
    /// Shared
    #[serde(rename = "shared")]
    Shared,
    /// Provider
    #[serde(rename = "provider")]
    Provider,
}

/// The choice role
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The provider is judged by it
    #[serde(rename = "kpi")]
    Kpi,
    /// Reported, and nothing hangs on it
    #[serde(rename = "context")]
    Context,
    /// Safety
    #[serde(rename = "safety")]
    Safety,
    /// Money is paid or kept back by it
    #[serde(rename = "payment_trigger")]
    PaymentTrigger,
}

/// The choice domain
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Domain {
    /// Treatment
    #[serde(rename = "treatment")]
    Treatment,
    /// Employment, training or education
    #[serde(rename = "employment")]
    Employment,
    /// Families and children
    #[serde(rename = "family")]
    Family,
    /// Housing in the wide sense: having, keeping and affording a home
    #[serde(rename = "housing")]
    Housing,
    /// Only the narrow question on the treatment outcomes form
    #[serde(rename = "housing_form")]
    HousingForm,
    /// Crime
    #[serde(rename = "crime")]
    Crime,
    /// Health
    #[serde(rename = "health")]
    Health,
}

/// The choice tender_metric
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TenderMetric {
    /// Successful completion
    #[serde(rename = "successful_completion")]
    SuccessfulCompletion,
    /// Waiting time
    #[serde(rename = "waiting_time")]
    WaitingTime,
    /// Retention
    #[serde(rename = "retention")]
    Retention,
}

/// The choice entry_kind
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// Max dose
    #[serde(rename = "max_dose")]
    MaxDose,
    /// Abstinence
    #[serde(rename = "abstinence")]
    Abstinence,
    /// Residence
    #[serde(rename = "residence")]
    Residence,
}

/// The choice entry_basis
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryBasis {
    /// Provider policy
    #[serde(rename = "provider_policy")]
    ProviderPolicy,
    /// Commissioner policy
    #[serde(rename = "commissioner_policy")]
    CommissionerPolicy,
    /// A clinician decides for each person
    #[serde(rename = "clinical")]
    Clinical,
    /// The person wants it so
    #[serde(rename = "patient_choice")]
    PatientChoice,
}

/// The choice panel_chair
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PanelChair {
    /// Local authority
    #[serde(rename = "local_authority")]
    LocalAuthority,
    /// Nhs body
    #[serde(rename = "nhs_body")]
    NhsBody,
    /// Provider
    #[serde(rename = "provider")]
    Provider,
    /// There is no panel
    #[serde(rename = "nobody")]
    Nobody,
}

/// The choice assessment_right
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AssessmentRight {
    /// Community care act 1990
    #[serde(rename = "community_care_act_1990")]
    CommunityCareAct1990,
    /// Care act 2014
    #[serde(rename = "care_act_2014")]
    CareAct2014,
    /// Other statute
    #[serde(rename = "other_statute")]
    OtherStatute,
    /// Nobody assesses under a statute any more
    #[serde(rename = "none")]
    None,
}

/// The choice dose_policy
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DosePolicy {
    /// Clinician and patient agree the dose and its aim
    #[serde(rename = "shared_decision")]
    SharedDecision,
    /// A set dose or a set range is imposed
    #[serde(rename = "protocol_fixed")]
    ProtocolFixed,
    /// A ceiling is imposed to save money
    #[serde(rename = "cost_capped")]
    CostCapped,
}

/// The choice diligence
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Diligence {
    /// Clinical risk
    #[serde(rename = "clinical_risk")]
    ClinicalRisk,
    /// Governance
    #[serde(rename = "governance")]
    Governance,
    /// Finance
    #[serde(rename = "finance")]
    Finance,
    /// Track record
    #[serde(rename = "track_record")]
    TrackRecord,
    /// Local knowledge
    #[serde(rename = "local_knowledge")]
    LocalKnowledge,
}

/// The choice offer
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Offer {
    /// Alcohol
    #[serde(rename = "alcohol")]
    Alcohol,
    /// Stimulants
    #[serde(rename = "stimulants")]
    Stimulants,
    /// Young people
    #[serde(rename = "young_people")]
    YoungPeople,
}

/// The choice assessment_style
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AssessmentStyle {
    /// Starts from what a person has and can do
    #[serde(rename = "asset_based")]
    AssetBased,
    /// Lists what is wrong
    #[serde(rename = "deficit_based")]
    DeficitBased,
}

/// The choice sponsorship
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sponsorship {
    /// Nobody with something to sell paid for anything
    #[serde(rename = "none")]
    None,
    /// All of it is on the public register
    #[serde(rename = "declared")]
    Declared,
    /// Undeclared
    #[serde(rename = "undeclared")]
    Undeclared,
}

/// The choice pathway
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pathway {
    /// Mental health
    #[serde(rename = "mental_health")]
    MentalHealth,
    /// Hospital liaison
    #[serde(rename = "hospital_liaison")]
    HospitalLiaison,
    /// Probation
    #[serde(rename = "probation")]
    Probation,
    /// Housing
    #[serde(rename = "housing")]
    Housing,
}

/// The choice concerns_route
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConcernsRoute {
    /// None
    #[serde(rename = "none")]
    None,
    /// To the commissioner itself
    #[serde(rename = "internal")]
    Internal,
    /// To somebody outside the commissioning team, in confidence
    #[serde(rename = "independent")]
    Independent,
}

/// A grade of evidence; the strongest stands first
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Primary
    #[serde(rename = "primary")]
    Primary,
    /// Official
    #[serde(rename = "official")]
    Official,
    /// Expert
    #[serde(rename = "expert")]
    Expert,
    /// Testimony
    #[serde(rename = "testimony")]
    Testimony,
}

/// A criterion that allows exemptions
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExemptibleCriterion {
    /// Every commissioning cycle runs for five to ten years
    #[serde(rename = "cycle-length")]
    CycleLength,
    /// A service is competed once in five years at most
    #[serde(rename = "years-between")]
    YearsBetween,
    /// A service that works is not let again without a good reason
    #[serde(rename = "no-big-bang")]
    NoBigBang,
    /// People who use the service shape its specification and its handover
    #[serde(rename = "users-shape")]
    UsersShape,
    /// There are at least six months between the decision and the first day
    #[serde(rename = "mobilisation")]
    Mobilisation,
}

/// Price base
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFundingPriceBase {
    /// Name of the index of prices
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deflator: Option<String>,
    /// Year whose prices the index is based on
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Period>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileFundingPriceBase {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// The record funding_year
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundingYear {
    /// A financial year, such as 2020-21
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Period>,
    /// Treatment spend from the public health grant
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_health_grant: Option<Money>,
    /// Other grants for treatment
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grants: Option<Money>,
    /// Price level of the year, by the index of prices
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_index: Option<Number>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl FundingYear {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A stream of money from somebody else
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it paid in a year to begin with
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Money>,
    /// What it pays in a year now
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Money>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Partner {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Change since baseline
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFundingChangeSinceBaseline {
    /// Change of the treatment budget; -10% is a cut of a tenth
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drug_alcohol: Option<Percent>,
    /// Change of the council's whole budget over the same time
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_council: Option<Percent>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileFundingChangeSinceBaseline {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Shares
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFundingShares {
    /// Share of spend on prescribing
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescribing: Option<Percent>,
    /// Share of spend on residential rehabilitation
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residential: Option<Percent>,
    /// Share of spend on peer support and other support for recovery
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_support: Option<Percent>,
    /// Share of spend on training
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Percent>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileFundingShares {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Funding
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFunding {
    /// Ring-fenced, or mandated, for drug and alcohol treatment
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub ring_fenced: Option<bool>,
    /// How far ahead the allocation is known
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation_horizon: Option<Duration>,
    /// Price base
    #[serde(default, skip_serializing_if = "ProfileFundingPriceBase::is_unanswered", deserialize_with = "or_default")]
    pub price_base: ProfileFundingPriceBase,
    /// What was spent, year by year
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<Vec<FundingYear>>,
    /// Streams of money from others
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners: Option<Vec<Partner>>,
    /// Change since baseline
    #[serde(default, skip_serializing_if = "ProfileFundingChangeSinceBaseline::is_unanswered", deserialize_with = "or_default")]
    pub change_since_baseline: ProfileFundingChangeSinceBaseline,
    /// A supplementary treatment grant is received
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub supplementary_grant: Option<bool>,
    /// Spend from the main grant is at least that of 2020-21
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub baseline_maintained: Option<bool>,
    /// Shares
    #[serde(default, skip_serializing_if = "ProfileFundingShares::is_unanswered", deserialize_with = "or_default")]
    pub shares: ProfileFundingShares,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileFunding {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Decision panel
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileResidentialDecisionPanel {
    /// Chair of the panel that decides on placements
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<PanelChair>,
    /// Providers have a vote on the panel that decides on placements
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub providers_vote: Option<bool>,
    /// Statute under which people are assessed before a placement
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_assessment: Option<AssessmentRight>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileResidentialDecisionPanel {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A rule on who may start residential treatment
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    /// What the rule is about
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntryKind>,
    /// The drug that it is about; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drug: Option<String>,
    /// Highest dose to start with; left out: none; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<MgDay>,
    /// Who decided the rule
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<EntryBasis>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl EntryRule {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Choice offered
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileResidentialChoiceOffered {
    /// Number of residential providers to choose from
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub providers: Option<u64>,
    /// Places outside the area can be chosen
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub out_of_area: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileResidentialChoiceOffered {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Residential
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileResidential {
    /// Share of people in treatment who reach residential rehabilitation
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_share: Option<Percent>,
    /// Share of placements with a provider that referred the person itself
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_referral_share: Option<Percent>,
    /// Decision panel
    #[serde(default, skip_serializing_if = "ProfileResidentialDecisionPanel::is_unanswered", deserialize_with = "or_default")]
    pub decision_panel: ProfileResidentialDecisionPanel,
    /// Rules on who may start
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_rules: Option<Vec<EntryRule>>,
    /// Detoxification can start from any dose
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub detox_from_any_dose: Option<bool>,
    /// Choice offered
    #[serde(default, skip_serializing_if = "ProfileResidentialChoiceOffered::is_unanswered", deserialize_with = "or_default")]
    pub choice_offered: ProfileResidentialChoiceOffered,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileResidential {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Reference range
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfilePrescribingReferenceRange {
    /// The drug of the usual range
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drug: Option<String>,
    /// Lowest dose of the usual range
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<MgDay>,
    /// Highest dose of the usual range
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<MgDay>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfilePrescribingReferenceRange {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Below reference
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfilePrescribingBelowReference {
    /// Share of people who are prescribed less than the usual range
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// Share of people below the usual range who have gone through their dose with their clinician
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jointly_reviewed: Option<Percent>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfilePrescribingBelowReference {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Prescribing
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfilePrescribing {
    /// How a dose is decided
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose_policy: Option<DosePolicy>,
    /// Reference range
    #[serde(default, skip_serializing_if = "ProfilePrescribingReferenceRange::is_unanswered", deserialize_with = "or_default")]
    pub reference_range: ProfilePrescribingReferenceRange,
    /// Below reference
    #[serde(default, skip_serializing_if = "ProfilePrescribingBelowReference::is_unanswered", deserialize_with = "or_default")]
    pub below_reference: ProfilePrescribingBelowReference,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfilePrescribing {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Involvement
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileInvolvement {
    /// Number of kinds of treatment among which a person can really choose
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub choice_of_modality: Option<u64>,
    /// People with lived experience sit in the local partnership
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub partnership_seat: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileInvolvement {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Provider
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractProvider {
    /// Name of the provider that answers for the contract
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Kind of organisation that the provider is; left out, it says that there is none
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractProvider {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A provider on a framework
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkMember {
    /// Name
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl FrameworkMember {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of a contract, let on its own
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Value; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Lot {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A right to extend a contract
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// How much time it adds
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Duration>,
    /// How it comes about
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<ExtensionBasis>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Extension {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Review
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractReview {
    /// Time between reviews written into the contract
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Duration>,
    /// People who use the service take part; no, if there is no review
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub user_led: Option<bool>,
    /// The review may change the specification; no, if there is no review
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub can_respecify: Option<bool>,
    /// Day of the last review by somebody independent; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub independent_on: Option<Date>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractReview {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Break
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractBreak {
    /// Notice either side has to give without a fault; 0 months if none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_fault_notice: Option<Duration>,
    /// What a budget can do to the firm term
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_break: Option<FundingBreak>,
    /// The tests for extensions and breaks are public
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub gates_published: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractBreak {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Value
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractValue {
    /// Value of a year
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual: Option<Money>,
    /// Value of the whole term
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<Money>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractValue {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Change
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractChange {
    /// Value of the largest change made in mid-term; left out: none; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Largest change in mid-term, as a share of the contract's value; left out: none; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractChange {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// The record subcontract
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subcontract {
    /// The provider that the work is passed on to
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Share of the contract's value passed on
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Percent>,
    /// Time between the subcontractor's invoice and its payment
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_within: Option<Duration>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Subcontract {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Payment
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContractPayment {
    /// Name of the way of payment; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Share of payment that hangs on results; 0% if none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pbr_share: Option<Percent>,
    /// It is recorded why payment by results was chosen
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub rationale_recorded: Option<bool>,
    /// The reason for it, in the authority's own words; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// Other ways to reach the same end were weighed
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub alternatives_weighed: Option<bool>,
    /// Why payment by results is used
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PbrReason>,
    /// What can be lost to penalties has a ceiling
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub penalties_capped: Option<bool>,
    /// Share of payment that comes up front
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upfront: Option<Percent>,
    /// Share of payment that comes at steps on the way
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interim: Option<Percent>,
    /// Share of payment that comes at the end
    #[serde(rename = "final", default, skip_serializing_if = "Option::is_none")]
    pub final_: Option<Percent>,
    /// Time between a result and the last payment for it, in days
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_lag: Option<Duration>,
    /// The tariff is adjusted for case mix
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub case_mix_adjusted: Option<bool>,
    /// Somebody watches who is taken on and who is not
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub cherry_picking_monitored: Option<bool>,
    /// Money already paid is taken back when somebody relapses
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub relapse_clawback: Option<bool>,
    /// Somebody independent evaluates the scheme
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub evaluated: Option<bool>,
    /// Signs that would stop the scheme are written down and watched
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub failure_triggers: Option<bool>,
    /// Who assesses people and confirms results
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<Verifier>,
    /// Kinds of treatment that are paid by results
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub modalities: Option<std::collections::BTreeSet<PbrModality>>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ContractPayment {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A contract in force for a service in scope
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Names the contract in findings and in exemptions
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The service; its contracts and procurements carry the same word
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// How the service is put together
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Provider
    #[serde(default, skip_serializing_if = "ContractProvider::is_unanswered", deserialize_with = "or_default")]
    pub provider: ContractProvider,
    /// The providers on a framework; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<FrameworkMember>>,
    /// Providers can join the framework while it runs; left out, it says that it is not so
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub open_to_new_providers: Option<bool>,
    /// Parts of the contract that were let on their own; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lots: Option<Vec<Lot>>,
    /// First day of the contract
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Firm term, before any extension
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_term: Option<Duration>,
    /// Rights to extend the contract; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extensions: Option<Vec<Extension>>,
    /// Review
    #[serde(default, skip_serializing_if = "ContractReview::is_unanswered", deserialize_with = "or_default")]
    pub review: ContractReview,
    /// Break
    #[serde(rename = "break", default, skip_serializing_if = "ContractBreak::is_unanswered", deserialize_with = "or_default")]
    pub break_: ContractBreak,
    /// Day the specification was last checked against need, or was written
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec_reviewed: Option<Date>,
    /// Guidance that the specification follows
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub spec_guidance: Option<std::collections::BTreeSet<Guidance>>,
    /// Value
    #[serde(default, skip_serializing_if = "ContractValue::is_unanswered", deserialize_with = "or_default")]
    pub value: ContractValue,
    /// How the service performs
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<Performance>,
    /// A failing service has a dated plan to put it right
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub recovery_plan: Option<bool>,
    /// Change
    #[serde(default, skip_serializing_if = "ContractChange::is_unanswered", deserialize_with = "or_default")]
    pub change: ContractChange,
    /// What the provider does under the contract
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub functions: Option<std::collections::BTreeSet<Function>>,
    /// Parts of the work that are passed on; left out, it says that there are none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subcontracts: Option<Vec<Subcontract>>,
    /// Payment
    #[serde(default, skip_serializing_if = "ContractPayment::is_unanswered", deserialize_with = "or_default")]
    pub payment: ContractPayment,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Contract {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Reason
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementReason {
    /// Why the service was let
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<LettingReason>,
    /// Day of the finding that the service fails; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_on: Option<Date>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementReason {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Envelope
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementEnvelope {
    /// What the authority offered for a year
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual: Option<Money>,
    /// What a year cost before
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Money>,
    /// The offer rests on a model of what the service costs
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub cost_modelled: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementEnvelope {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Weights
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementWeights {
    /// Weight of quality in the scoring of bids
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Percent>,
    /// Weight of price in the scoring of bids
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Percent>,
    /// Weight of social value in the scoring of bids
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_value: Option<Percent>,
    /// Weight of being there already in the scoring of bids; left out: none; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_presence: Option<Percent>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementWeights {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Conflicts
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementConflicts {
    /// State of the register of conflicts of interest
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterState>,
    /// Number of conflicts of interest declared
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub declared: Option<u64>,
    /// Number of conflicts of interest dealt with
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub managed: Option<u64>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementConflicts {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Tupe
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementTupe {
    /// Number of staff who would transfer
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub headcount: Option<u64>,
    /// Bidders knew the cost of staff who would transfer
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub liabilities_disclosed: Option<bool>,
    /// Who bears the pension risk
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pension_risk: Option<PensionRisk>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementTupe {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Transition
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcurementTransition {
    /// Time between the decision and the first day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobilisation: Option<Duration>,
    /// A plan says how each person's treatment carries on
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub continuity_plan: Option<bool>,
    /// Share of staff who stayed through the handover
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_retained: Option<Percent>,
    /// Opioid substitution treatment passes over person by person, without a gap
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub ost_transfer_protocol: Option<bool>,
    /// Share of people who left treatment in the six months after the announcement
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropout_6mo: Option<Percent>,
    /// Share of people who relapsed in the six months after the announcement
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relapse_6mo: Option<Percent>,
    /// Number of deaths within 14 days of the transfer; left out: nobody counts them; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub deaths_within_14_days: Option<u64>,
    /// Number of deaths within 28 days of the transfer; left out: nobody counts them; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub deaths_within_28_days: Option<u64>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProcurementTransition {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A decision on who provides a service, past or planned
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procurement {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The service, by the same word as its contracts
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Day on which people first heard that the service would be let again
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Date>,
    /// Day on which the new contract started or will start
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_live: Option<Date>,
    /// Firm term of the contract that was let
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Duration>,
    /// How the provider was found
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// The rules that the letting followed
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regime: Option<Regime>,
    /// Working days between the notice of the decision and the contract
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub standstill_days: Option<u64>,
    /// Reason
    #[serde(default, skip_serializing_if = "ProcurementReason::is_unanswered", deserialize_with = "or_default")]
    pub reason: ProcurementReason,
    /// What was appraised before the decision to let the service again
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub alternatives_considered: Option<std::collections::BTreeSet<Alternative>>,
    /// What the letting itself cost is written down
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub cost_recorded: Option<bool>,
    /// What the letting itself cost; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Envelope
    #[serde(default, skip_serializing_if = "ProcurementEnvelope::is_unanswered", deserialize_with = "or_default")]
    pub envelope: ProcurementEnvelope,
    /// Yearly price of the bid that won
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winning: Option<Money>,
    /// Number of bids
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub bids: Option<u64>,
    /// Weights
    #[serde(default, skip_serializing_if = "ProcurementWeights::is_unanswered", deserialize_with = "or_default")]
    pub weights: ProcurementWeights,
    /// Yearly turnover a bidder had to show; left out: none was asked for; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_turnover: Option<Money>,
    /// Conflicts
    #[serde(default, skip_serializing_if = "ProcurementConflicts::is_unanswered", deserialize_with = "or_default")]
    pub conflicts: ProcurementConflicts,
    /// Where people who use the service took part
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub users_involved: Option<std::collections::BTreeSet<UserRole>>,
    /// Families and carers were heard
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub families_involved: Option<bool>,
    /// Tupe
    #[serde(default, skip_serializing_if = "ProcurementTupe::is_unanswered", deserialize_with = "or_default")]
    pub tupe: ProcurementTupe,
    /// Transition
    #[serde(default, skip_serializing_if = "ProcurementTransition::is_unanswered", deserialize_with = "or_default")]
    pub transition: ProcurementTransition,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Procurement {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Something that is measured
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the metric is for
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Share of the judgement on the provider
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Percent>,
    /// What it stands at; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Percent>,
    /// Where the figure comes from; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Parts of life that it measures
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub domain: Option<std::collections::BTreeSet<Domain>>,
    /// The metric it is always reported with; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired_with: Option<String>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Metric {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Metric policy
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileMetricPolicy {
    /// The contract protects retention with a clinical reason from being held against a provider
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub honest_retention_protected: Option<bool>,
    /// Figures that bids are scored by
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub used_in_tender_scoring: Option<std::collections::BTreeSet<TenderMetric>>,
    /// Progress forms are kept, and shared with the person
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub top_shared_with_user: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileMetricPolicy {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Integration
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileIntegration {
    /// One organisation answers for the whole
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub lead: Option<bool>,
    /// Number of providers a person may meet under the one name
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub providers: Option<u64>,
    /// Number of systems in which records are kept
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub information_systems: Option<u64>,
    /// Number of doors that people can come to
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub access_points: Option<u64>,
    /// Number of telephone numbers that people have to know
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub phone_numbers: Option<u64>,
    /// Protocols are shared throughout
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub shared_protocols: Option<bool>,
    /// The pathway goes from needle exchange to aftercare, family, work and housing
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub full_pathway: Option<bool>,
    /// There is a plan for the day the provider is gone
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub contingency_plan: Option<bool>,
    /// Subjects that were examined before a sole or lead provider was taken on
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub diligence: Option<std::collections::BTreeSet<Diligence>>,
    /// Groups with an offer of their own
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub dedicated_offers: Option<std::collections::BTreeSet<Offer>>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileIntegration {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Workforce
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileWorkforce {
    /// Share of staff who leave in a year
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnover: Option<Percent>,
    /// Share of posts that stand empty
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacancy: Option<Percent>,
    /// Hours of training in a year for a full-time post
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub training_hours_per_fte: Option<u64>,
    /// Time for clinical supervision is in the price
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub supervision_protected: Option<bool>,
    /// Share of staff with a professional registration
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_share: Option<Percent>,
    /// Number of clinical placements for people in training
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub clinical_placements: Option<u64>,
    /// Share of staff with lived experience
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lived_experience_share: Option<Percent>,
    /// Training follows the national curricula and capability framework
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub capability_framework: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileWorkforce {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Commissioning team
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileCommissioningTeam {
    /// Number of full-time posts for commissioning treatment
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialist_fte: Option<Number>,
    /// Number of forums with providers in a year
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub provider_forums_per_year: Option<u64>,
    /// What somebody with something to sell has paid for
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsorship: Option<Sponsorship>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileCommissioningTeam {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// The record innovation
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Innovation {
    /// Id
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom it helps; left out: nobody has said; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_benefits: Option<String>,
    /// Where it is offered; left out: nobody has said; left out, it says that there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it costs; left out: nobody has said; left out, it says that there is no such figure
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Innovation {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Practice
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfilePractice {
    /// What the first assessment starts from
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<AssessmentStyle>,
    /// Workers have a tool to fit treatment to groups of people and phases
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub segmentation_tool: Option<bool>,
    /// The core services are in place and safe
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub basics_met: Option<bool>,
    /// New things that are being tried
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub innovations: Option<Vec<Innovation>>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfilePractice {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Market
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileMarket {
    /// Providers share what works with each other
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub practice_sharing: Option<bool>,
    /// No bid or handover takes over another provider's methods
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub ip_stays_with_maker: Option<bool>,
    /// Organisations led by lived experience can be funded without a tender
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub lived_experience_grants: Option<bool>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileMarket {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Research
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileResearch {
    /// The contract lets data be used for research
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub data_sharing_clause: Option<bool>,
    /// Number of evaluations published
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub evaluations_published: Option<u64>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileResearch {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Health system
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileHealthSystem {
    /// The integrated care board's plan names drug and alcohol treatment
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub icb_plan_includes: Option<bool>,
    /// The local NHS plan names drug and alcohol treatment
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub local_plan_includes: Option<bool>,
    /// Partners with an agreed way in and out
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub pathways: Option<std::collections::BTreeSet<Pathway>>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileHealthSystem {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Transparency
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileTransparency {
    /// Day of the last report to members on this charter
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter_reported_to_members: Option<Date>,
    /// Terms, reasons and weights are public
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "yes_or_no")]
    pub notices_published: Option<bool>,
    /// Where a provider can take a worry about commissioning
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns_route: Option<ConcernsRoute>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileTransparency {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// Disputes
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileDisputes {
    /// Number of disputes decided against the commissioner
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    pub upheld: Option<u64>,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl ProfileDisputes {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A document given as evidence
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// A short name, by which claims name the document
    pub id: String,
    /// What kind of document it is, such as contract
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What it is and where to find it
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    pub ref_: Option<String>,
    /// Its day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// How strong it is
    pub grade: Grade,
    /// Where it is published
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The interest that its author declares
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_interest: Option<String>,
    /// Paths of the profile that it proves, such as contracts\[adult-system\]
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub covers: Option<Vec<String>>,
}

impl Evidence {
    /// With what has to be there, and nothing else.
    pub fn new(id: String, grade: Grade, ) -> Self {
        Self {
            id,
            kind: None,
            ref_: None,
            dated: None,
            grade,
            url: None,
            declared_interest: None,
            covers: None,
        }
    }
}

/// An exemption asked for
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// What it is for
    pub criterion: ExemptibleCriterion,
    /// The record to leave out, such as contracts\[residential\]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// Why
    pub reason: ExemptionReason,
    /// The last day it holds
    pub expires: Date,
    /// Ids of documents in the register that prove what is said here
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub evidence: Option<Vec<String>>,
}

impl Exemption {
    /// With what has to be there, and nothing else.
    pub fn new(criterion: ExemptibleCriterion, reason: ExemptionReason, expires: Date, ) -> Self {
        Self {
            criterion,
            record: None,
            reason,
            expires,
            evidence: None,
        }
    }
}

/// What a commissioner tells us
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The format of the profile, kitemark-profile/1
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The authority that commissions
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The nation whose law holds
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nation: Option<Nation>,
    /// Code of the area, from the Office for National Statistics
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ons_code: Option<String>,
    /// The officer who answers for this profile
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day that the answers speak of
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Funding
    #[serde(default, skip_serializing_if = "ProfileFunding::is_unanswered", deserialize_with = "or_default")]
    pub funding: ProfileFunding,
    /// Residential
    #[serde(default, skip_serializing_if = "ProfileResidential::is_unanswered", deserialize_with = "or_default")]
    pub residential: ProfileResidential,
    /// Prescribing
    #[serde(default, skip_serializing_if = "ProfilePrescribing::is_unanswered", deserialize_with = "or_default")]
    pub prescribing: ProfilePrescribing,
    /// Involvement
    #[serde(default, skip_serializing_if = "ProfileInvolvement::is_unanswered", deserialize_with = "or_default")]
    pub involvement: ProfileInvolvement,
    /// The contracts in force
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contracts: Option<Vec<Contract>>,
    /// The decisions on who provides a service, past and planned
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procurements: Option<Vec<Procurement>>,
    /// What is measured
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metrics: Option<Vec<Metric>>,
    /// Metric policy
    #[serde(default, skip_serializing_if = "ProfileMetricPolicy::is_unanswered", deserialize_with = "or_default")]
    pub metric_policy: ProfileMetricPolicy,
    /// Integration
    #[serde(default, skip_serializing_if = "ProfileIntegration::is_unanswered", deserialize_with = "or_default")]
    pub integration: ProfileIntegration,
    /// Workforce
    #[serde(default, skip_serializing_if = "ProfileWorkforce::is_unanswered", deserialize_with = "or_default")]
    pub workforce: ProfileWorkforce,
    /// Commissioning team
    #[serde(default, skip_serializing_if = "ProfileCommissioningTeam::is_unanswered", deserialize_with = "or_default")]
    pub commissioning_team: ProfileCommissioningTeam,
    /// Practice
    #[serde(default, skip_serializing_if = "ProfilePractice::is_unanswered", deserialize_with = "or_default")]
    pub practice: ProfilePractice,
    /// Market
    #[serde(default, skip_serializing_if = "ProfileMarket::is_unanswered", deserialize_with = "or_default")]
    pub market: ProfileMarket,
    /// Research
    #[serde(default, skip_serializing_if = "ProfileResearch::is_unanswered", deserialize_with = "or_default")]
    pub research: ProfileResearch,
    /// Health system
    #[serde(default, skip_serializing_if = "ProfileHealthSystem::is_unanswered", deserialize_with = "or_default")]
    pub health_system: ProfileHealthSystem,
    /// Transparency
    #[serde(default, skip_serializing_if = "ProfileTransparency::is_unanswered", deserialize_with = "or_default")]
    pub transparency: ProfileTransparency,
    /// Disputes
    #[serde(default, skip_serializing_if = "ProfileDisputes::is_unanswered", deserialize_with = "or_default")]
    pub disputes: ProfileDisputes,
    /// The documents given as evidence
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence>>,
    /// The exemptions asked for
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemptions: Option<Vec<Exemption>>,
}

impl Profile {
    /// Whether nothing in it is answered.
    pub fn is_unanswered(&self) -> bool {
        *self == Self::default()
    }
}

/// A group of answers that may be left empty.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// A list, or one value without its brackets.
fn one_or_many<'de, D, C>(from: D) -> Result<Option<C>, D::Error>
where
    D: Deserializer<'de>,
    C: IntoIterator + FromIterator<C::Item>,
    C::Item: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        Many(Vec<T>),
        One(T),
    }
    Ok(Option::<OneOrMany<C::Item>>::deserialize(from)?.map(|values| match values {
        OneOrMany::Many(values) => values.into_iter().collect(),
        OneOrMany::One(value) => std::iter::once(value).collect(),
    }))
}

/// `true` and `false`, or `yes` and `no`.
fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WrittenYesNo {
        Plain(bool),
        Text(String),
    }
    match Option::<WrittenYesNo>::deserialize(from)? {
        None => Ok(None),
        Some(WrittenYesNo::Plain(answer)) => Ok(Some(answer)),
        Some(WrittenYesNo::Text(text)) => match text.as_str() {
            "yes" | "true" => Ok(Some(true)),
            "no" | "false" => Ok(Some(false)),
            _ => Err(serde::de::Error::custom(format!("`{text}` is neither `yes` nor `no`"))),
        },
    }
}

/// A whole number, as a number or as a text with or without commas between thousands.
fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WrittenCount {
        Plain(u64),
        Text(String),
    }
    match Option::<WrittenCount>::deserialize(from)? {
        None => Ok(None),
        Some(WrittenCount::Plain(count)) => Ok(Some(count)),
        Some(WrittenCount::Text(text)) => match text.replace(',', "").parse() {
            Ok(count) => Ok(Some(count)),
            Err(_) => Err(serde::de::Error::custom(format!("`{text}` is not a whole number"))),
        },
    }
}