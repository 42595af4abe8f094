//! A checked charter: every name resolved, every expression's kind known.

mod record;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

pub use self::record::{Field, Record};
pub(crate) use self::record::{Place, field_at};
use crate::format;
use crate::parse::layout::folded;
use crate::source::{Sources, Span};
use crate::syntax::{self, ExprId, Name, Syntax};
use crate::value::{Currency, Date, Duration, Kind, Number};

/// Implements the small integers that name things within one charter.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of what stands at an index.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )+};
}

ids! {
    /// Names a unit.
    UnitId;
    /// Names a choice, declared or written in place with `one of`.
    ChoiceId;
    /// Names a record type; [`RecordId::PROFILE`] is the profile.
    RecordId;
    /// Names a field within its record.
    FieldId;
    /// Names a setting.
    SettingId;
    /// Names a definition.
    DefineId;
    /// Names a principle.
    PrincipleId;
    /// Names a criterion.
    CriterionId;
    /// Names an award; 0 is the highest.
    AwardId;
    /// Names a source.
    CitedId;
    /// Names a grade of evidence; 0 is the strongest.
    GradeId;
}

impl RecordId {
    /// The profile itself.
    pub const PROFILE: RecordId = RecordId(0);
}

/// The kind of a field or an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// Text, as written.
    Text,
    /// A text that names a record, unique in its list.
    Key,
    /// A whole number, not negative.
    Count,
    /// An exact number.
    Number,
    /// A fraction of 1, written with `%`.
    Percent,
    /// An amount in the charter's currency.
    Money,
    /// Calendar months and days.
    Duration,
    /// A day.
    Date,
    /// Days from and to, both included.
    Period,
    /// A number of a unit.
    Quantity(UnitId),
    /// One value of a choice.
    Choice(ChoiceId),
    /// Some values of a choice.
    Set(ChoiceId),
    /// Any number of records.
    List(RecordId),
    /// A record in place.
    Record(RecordId),
    /// Not known, because of an error reported elsewhere.
    Unknown,
}

impl Type {
    /// Its name in data for programs: `yes_no`, `text`, `key`, `count`, `number`, `percent`, `money`, `duration`, `date`,
    /// `period`, `quantity`, `choice`, `set`, `list`, `record` or `unknown`.
    pub fn name(self) -> &'static str {
        match self {
            Type::YesNo => "yes_no",
            Type::Text => "text",
            Type::Key => "key",
            Type::Count => "count",
            Type::Number => "number",
            Type::Percent => "percent",
            Type::Money => "money",
            Type::Duration => "duration",
            Type::Date => "date",
            Type::Period => "period",
            Type::Quantity(_) => "quantity",
            Type::Choice(_) => "choice",
            Type::Set(_) => "set",
            Type::List(_) => "list",
            Type::Record(_) => "record",
            Type::Unknown => "unknown",
        }
    }
}

/// A choice: a closed list of values.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Choice {
    /// Its name; none if written in place with `one of`.
    pub name: Option<String>,
    /// Its values, at most 128.
    pub values: Vec<ChoiceValue>,
}

impl Choice {
    /// The names of its values.
    pub fn names(&self) -> Vec<&str> {
        self.values.iter().map(|value| value.name.as_str()).collect()
    }

    /// The position of a value.
    pub fn position(&self, value: &str) -> Option<u8> {
        self.values.iter().position(|each| each.name == value).and_then(|at| u8::try_from(at).ok())
    }
}

/// A value of a choice.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ChoiceValue {
    /// As profiles write it.
    pub name: String,
    /// What it means.
    pub label: Option<String>,
}

/// A document that rules cite.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Cited {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub by: Option<String>,
    /// When.
    pub year: Option<String>,
    /// Its grade of evidence.
    pub grade: Option<GradeId>,
    /// The interest its author declares.
    pub interest: Option<String>,
}

/// A citation of a [`Cited`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Citation {
    /// The source.
    pub source: CitedId,
    /// The place in it.
    pub place: Option<String>,
}

/// A definition.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Define {
    /// As written.
    pub syntax: Arc<syntax::Define>,
    /// The record it belongs to.
    pub of: Option<RecordId>,
    /// Its type.
    pub ty: Type,
}

/// A principle.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Principle {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its weight among the principles, above 0.
    pub weight: Number,
    /// Why it matters.
    pub because: Option<String>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
}

/// A criterion.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Criterion {
    /// As written: the requirement, `when`, `unless`, `worth`, `scale` and the texts.
    pub syntax: Arc<syntax::Criterion>,
    /// The principle it belongs to.
    pub principle: PrincipleId,
    /// Its weight within the principle, above 0.
    pub weight: Number,
    /// The weakest grade of evidence that proves it; none where evidence is optional.
    pub evidence: Option<GradeId>,
    /// The reasons for which it can be waived.
    pub waivable: Vec<String>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
}

/// An award.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Award {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it needs.
    pub needs: Vec<Need>,
}

/// What an award needs, with where it says so.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Need {
    /// What is needed.
    pub kind: NeedKind,
    /// Where it stands.
    pub span: Span,
}

/// What an award needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedKind {
    /// Every `must` is met.
    EveryMustMet,
    /// No `must` is unmet.
    NoMustUnmet,
    /// Every principle reaches a fraction.
    EveryPrinciple(Number),
    /// The score reaches a fraction.
    Score(Number),
    /// So much of the weight is evidenced.
    Evidenced(Number),
    /// A principle reaches a fraction.
    Principle(PrincipleId, Number),
    /// A criterion is met.
    CriterionMet(CriterionId),
}

/// A cap on awards.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Limit {
    /// As written.
    pub syntax: Arc<syntax::Limit>,
    /// The best award left; none bars all.
    pub to: Option<AwardId>,
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The profile.
    Profile,
    /// A variable in scope, counted from the outermost; in a definition of a record, 0 is the record.
    Variable(u32),
    /// A setting.
    Setting(SettingId),
    /// A definition of the whole profile.
    Define(DefineId),
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To a field of the record reached.
    Field(FieldId),
    /// To a definition of the record reached.
    Define(DefineId),
    /// To a period's `.start`.
    Start,
    /// To a period's `.end`.
    End,
    /// To a period's `.length`.
    Length,
}

/// What a path expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A value reached by steps.
    Path(Base, Vec<Step>),
    /// A value of a choice.
    ChoiceValue(ChoiceId, u8),
}

/// The order of a `first`, `last` or `successive`: steps from the record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// What orders the items.
    pub by: Vec<Step>,
    /// What groups them.
    pub per: Option<Vec<Step>>,
}

/// A charter without errors.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Charter {
    pub(crate) sources: Sources,
    /// As written, for the digest.
    pub(crate) syntax: Arc<Syntax>,
    sha256: OnceLock<String>,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) publisher: Option<String>,
    pub(crate) in_force: Option<Date>,
    pub(crate) valid_for: Option<Duration>,
    pub(crate) currency: Currency,
    pub(crate) grades: Vec<String>,
    pub(crate) evidence: Option<GradeId>,
    pub(crate) units: Vec<String>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) records: Vec<Record>,
    pub(crate) cited: Vec<Cited>,
    pub(crate) settings: Vec<Arc<syntax::Setting>>,
    pub(crate) defines: Vec<Define>,
    pub(crate) principles: Vec<Principle>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) awards: Vec<Award>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) examples: Vec<Arc<syntax::Example>>,
    pub(crate) types: Vec<Type>,
    pub(crate) meanings: Vec<Option<Meaning>>,
    pub(crate) orders: BTreeMap<ExprId, Order>,
    pub(crate) index: Index,
}

/// Where names lead, however many there are. Of several of the same name it is the first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    pub(crate) units: HashMap<String, UnitId>,
    /// Choices and records.
    pub(crate) types: HashMap<String, Type>,
    pub(crate) cited: HashMap<String, CitedId>,
    pub(crate) settings: HashMap<String, SettingId>,
    /// The definitions of the whole profile.
    pub(crate) defines: HashMap<String, DefineId>,
    pub(crate) criteria: HashMap<String, CriterionId>,
}

impl Charter {
    /// A charter with nothing in it yet.
    pub(crate) fn draft(sources: Sources, syntax: Arc<Syntax>) -> Self {
        let expressions = syntax.expressions as usize;
        Self {
            sources,
            syntax,
            sha256: OnceLock::new(),
            id: String::new(),
            title: String::new(),
            edition: String::new(),
            publisher: None,
            in_force: None,
            valid_for: None,
            currency: Currency::GBP,
            grades: Vec::new(),
            evidence: None,
            units: Vec::new(),
            choices: Vec::new(),
            records: Vec::new(),
            cited: Vec::new(),
            settings: Vec::new(),
            defines: Vec::new(),
            principles: Vec::new(),
            criteria: Vec::new(),
            awards: Vec::new(),
            limits: Vec::new(),
            examples: Vec::new(),
            types: vec![Type::Unknown; expressions],
            meanings: vec![None; expressions],
            orders: BTreeMap::new(),
            index: Index::default(),
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Who publishes it.
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// The first day it is in force.
    pub fn in_force(&self) -> Option<Date> {
        self.in_force
    }

    /// How long an award is valid, from the profile's day.
    pub fn valid_for(&self) -> Option<Duration> {
        self.valid_for
    }

    /// The currency of its amounts; pounds if the head does not say.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The grades of evidence, strongest first.
    pub fn grades(&self) -> &[String] {
        &self.grades
    }

    /// The grade of this name.
    pub fn grade(&self, name: &str) -> Option<GradeId> {
        self.grades.iter().position(|grade| grade == name).map(GradeId::at)
    }

    /// SHA-256 of its canonical text, without comments and examples, in hexadecimal. Worked out when it is first asked for.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| sha256_hex(format::canonical(&self.syntax, &self.sources).as_bytes()))
    }

    /// The files it was read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The units of quantities.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// The choices; those written in place have no name.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The record types; the first is the profile.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The sources that may be cited.
    pub fn cited(&self) -> &[Cited] {
        &self.cited
    }

    /// The settings.
    pub fn settings(&self) -> &[Arc<syntax::Setting>] {
        &self.settings
    }

    /// The definitions.
    pub fn defines(&self) -> &[Define] {
        &self.defines
    }

    /// The principles, in order.
    pub fn principles(&self) -> &[Principle] {
        &self.principles
    }

    /// The criteria, principle by principle.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<(CriterionId, &Criterion)> {
        let id = *self.index.criteria.get(id)?;
        Some((id, self.criteria.get(id.index())?))
    }

    /// The awards, highest first.
    pub fn awards(&self) -> &[Award] {
        &self.awards
    }

    /// The caps.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The examples.
    pub fn examples(&self) -> &[Arc<syntax::Example>] {
        &self.examples
    }

    /// The type of an expression.
    pub fn type_of(&self, expr: ExprId) -> Type {
        self.types.get(expr.index()).copied().unwrap_or(Type::Unknown)
    }

    /// What a path expression means.
    pub fn meaning(&self, expr: ExprId) -> Option<&Meaning> {
        self.meanings.get(expr.index())?.as_ref()
    }

    /// The charter's text between two places, on one line.
    pub fn words(&self, span: Span) -> String {
        folded(self.sources.text(span))
    }

    /// The order that a `first`, `last` or `successive` goes by.
    pub fn order(&self, expr: ExprId) -> Option<&Order> {
        self.orders.get(&expr)
    }

    /// How a profile writes a scalar of this type; none for choices, sets, lists and records.
    pub fn scalar_kind(&self, ty: Type) -> Option<Kind> {
        Some(match ty {
            Type::YesNo => Kind::YesNo,
            Type::Text | Type::Key => Kind::Text,
            Type::Count => Kind::Count,
            Type::Number => Kind::Number,
            Type::Percent => Kind::Percent,
            Type::Money => Kind::Money(self.currency),
            Type::Duration => Kind::Duration,
            Type::Date => Kind::Date,
            Type::Period => Kind::Period,
            Type::Quantity(unit) => Kind::Quantity(self.units.get(unit.index())?.clone()),
            Type::Choice(_) | Type::Set(_) | Type::List(_) | Type::Record(_) | Type::Unknown => return None,
        })
    }

    /// The field that a sequence of names leads to from `record`, and how many names it took.
    pub fn field(&self, record: RecordId, names: &[&str]) -> Option<(FieldId, usize)> {
        field_at(&self.records, record, names)
    }
}

impl Criterion {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.syntax.id.value
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.syntax.title.value
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text of an optional name.
pub fn text_of(name: &Option<Name>) -> Option<String> {
    name.as_ref().map(|name| name.value.clone())
}
