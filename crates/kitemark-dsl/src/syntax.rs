//! The syntax tree of a charter: what was written and where, before names and kinds are looked at.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::Serialize;

use crate::source::{Span, Spanned};
use crate::value::{Literal, Number};

/// A name as written, with its place.
pub type Name = Spanned<String>;

/// A whole charter as written: the declarations of all its files, in order.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// The declarations, file by file.
    pub declarations: Vec<Declaration>,
    /// How many expressions there are; their ids count from 0.
    pub expressions: u32,
    /// The names of what was declared but could not be read, so that nobody reports them as unknown as well.
    pub unread: Vec<Name>,
}

/// A declaration: what starts in the first column.
#[derive(Debug, Clone)]
pub enum Declaration {
    /// `charter`: the head.
    Head(Box<Head>),
    /// `source`: a document that rules cite.
    Source(SourceDecl),
    /// `unit`: a unit of quantities.
    Unit(Name),
    /// `choice`: a closed list of values.
    Choice(ChoiceDecl),
    /// `record`: the fields of a thing that profiles list.
    Record(RecordDecl),
    /// `profile`: the fields a commissioner fills in.
    Profile(ProfileDecl),
    /// `setting`: a named threshold.
    Setting(Arc<Setting>),
    /// `define`: a named expression.
    Define(Arc<Define>),
    /// `principle`, with its criteria.
    Principle(Box<Principle>),
    /// `award`: what an award needs.
    Award(Award),
    /// `limit`: a cap on awards.
    Limit(Arc<Limit>),
    /// `example`: a claim about the charter that is run as a test.
    Example(Arc<Example>),
}

/// `charter ID "title"` and its lines.
#[derive(Debug, Clone)]
pub struct Head {
    /// Where the declaration stands.
    pub span: Span,
    /// The charter's id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// `edition`, such as `2026.1`.
    pub edition: Option<Name>,
    /// `publisher`.
    pub publisher: Option<Name>,
    /// `currency`, three letters.
    pub currency: Option<Name>,
    /// `in force from`, a date.
    pub in_force: Option<Spanned<Literal>>,
    /// `grades` of evidence, strongest first.
    pub grades: Vec<Name>,
    /// `evidence`: what is asked of a criterion that says nothing else.
    pub evidence: Option<EvidenceClause>,
    /// `valid for`, a duration.
    pub valid_for: Option<Spanned<Literal>>,
}

/// `source ID "title"` and its lines.
#[derive(Debug, Clone)]
pub struct SourceDecl {
    /// Where the declaration stands.
    pub span: Span,
    /// The source's id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// `by`: who wrote it.
    pub by: Option<Name>,
    /// `year`, four digits.
    pub year: Option<Name>,
    /// `grade` of evidence.
    pub grade: Option<Name>,
    /// `interest` that the author declares.
    pub interest: Option<Name>,
}

/// A value of a choice, with its label.
#[derive(Debug, Clone)]
pub struct ChoiceValue {
    /// The value as profiles write it.
    pub name: Name,
    /// What it means.
    pub label: Option<Name>,
}

/// `choice NAME` and its values.
#[derive(Debug, Clone)]
pub struct ChoiceDecl {
    /// Where the declaration stands.
    pub span: Span,
    /// The choice's name.
    pub name: Name,
    /// Its title.
    pub title: Option<Name>,
    /// The values.
    pub values: Vec<ChoiceValue>,
}

/// `record NAME` and its fields.
#[derive(Debug, Clone)]
pub struct RecordDecl {
    /// Where the declaration stands.
    pub span: Span,
    /// The record's name.
    pub name: Name,
    /// Its title.
    pub title: Option<Name>,
    /// The fields.
    pub fields: Vec<FieldDecl>,
}

/// `profile` and its fields.
#[derive(Debug, Clone)]
pub struct ProfileDecl {
    /// Where the declaration stands.
    pub span: Span,
    /// Its title.
    pub title: Option<Name>,
    /// The fields.
    pub fields: Vec<FieldDecl>,
}

/// A field of a record or of the profile.
#[derive(Debug, Clone)]
pub struct FieldDecl {
    /// Where the line stands.
    pub span: Span,
    /// The dotted path, such as `review.every`.
    pub path: Vec<Name>,
    /// The type.
    pub ty: TypeExpr,
    /// Whether it may be absent as an answer.
    pub optional: bool,
    /// The question it answers.
    pub label: Option<Name>,
}

/// A type as written.
#[derive(Debug, Clone)]
pub enum TypeExpr {
    /// A named type: built in, a choice or a record.
    Named(Name),
    /// `one of a, b`.
    OneOf(Vec<Name>),
    /// `set of CHOICE`, or `set of one of a, b`.
    SetOf(Box<TypeExpr>, Span),
    /// `list of RECORD`.
    ListOf(Name),
    /// `quantity UNIT`.
    Quantity(Name),
}

/// `because "…"`.
pub type Because = Option<Name>;

/// `SOURCE "where"` in a `cites` clause.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The source's id.
    pub source: Name,
    /// The place in it.
    pub place: Option<Name>,
}

/// `setting NAME VALUE "title"` and its lines.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Where the declaration stands.
    pub span: Span,
    /// The setting's name.
    pub name: Name,
    /// Its value.
    pub value: Spanned<Literal>,
    /// Its title.
    pub title: Option<Name>,
    /// Why this value.
    pub because: Because,
    /// Where the value comes from.
    pub cites: Vec<Citation>,
}

/// `define NAME [of RECORD] "title" is EXPRESSION`.
#[derive(Debug, Clone)]
pub struct Define {
    /// Where the declaration stands.
    pub span: Span,
    /// The name defined.
    pub name: Name,
    /// The record it belongs to; none for the whole profile.
    pub of: Option<Name>,
    /// Its title.
    pub title: Option<Name>,
    /// What it stands for.
    pub body: Expr,
}

/// `principle ID "title"`, its clauses and criteria.
#[derive(Debug, Clone)]
pub struct Principle {
    /// Where the declaration stands, without its criteria.
    pub span: Span,
    /// The principle's id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// `weight` among the principles.
    pub weight: Option<Spanned<Number>>,
    /// Why it matters.
    pub because: Because,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Its criteria.
    pub criteria: Vec<Arc<Criterion>>,
}

/// What a criterion does when its requirement fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// A failed `must` can bar an award.
    Must,
    /// A failed `should` costs points.
    Should,
    /// A `flag` is a warning and never scored.
    Flag,
}

impl Obligation {
    /// The word for it, as a charter writes it.
    pub fn word(self) -> &'static str {
        match self {
            Obligation::Must => "must",
            Obligation::Should => "should",
            Obligation::Flag => "flag",
        }
    }
}

/// A condition with its reason: `when`, `unless`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The condition.
    pub expr: Expr,
    /// Why it applies.
    pub because: Because,
}

/// `worth P% when E`.
#[derive(Debug, Clone)]
pub struct Band {
    /// Where the clause stands.
    pub span: Span,
    /// The credit, as a fraction of 1.
    pub credit: Spanned<Number>,
    /// When it is given.
    pub when: Expr,
}

/// `scale E from A to B`.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Where the clause stands.
    pub span: Span,
    /// The value that is graded.
    pub value: Expr,
    /// The value that earns nothing.
    pub from: Expr,
    /// The value that earns everything.
    pub to: Expr,
}

/// `evidence at least GRADE` or `evidence optional`.
#[derive(Debug, Clone)]
pub struct EvidenceClause {
    /// Where the clause stands.
    pub span: Span,
    /// The weakest grade that proves; none for `optional`.
    pub at_least: Option<Name>,
}

/// `criterion ID "title"` and its clauses.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Where it stands.
    pub span: Span,
    /// The criterion's id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// `must`, `should` or `flag`.
    pub obligation: Obligation,
    /// What is required, or for a flag what raises it.
    pub requirement: Expr,
    /// Why.
    pub because: Because,
    /// `when`: it applies only then. Several must all hold.
    pub when: Vec<Condition>,
    /// `unless`: it is exempt then. Any of several is enough.
    pub unless: Vec<Condition>,
    /// `worth` bands, in order.
    pub worth: Vec<Band>,
    /// `scale`, instead of bands.
    pub scale: Option<Scale>,
    /// `waivable for` reasons.
    pub waivable: Vec<Name>,
    /// `evidence`, where it differs from the charter's.
    pub evidence: Option<EvidenceClause>,
    /// `weight` within the principle.
    pub weight: Option<Spanned<Number>>,
    /// `fix`: the remedy.
    pub fix: Option<Name>,
    /// Citations.
    pub cites: Vec<Citation>,
}

/// `award ID "title"` and what it needs.
#[derive(Debug, Clone)]
pub struct Award {
    /// Where the declaration stands.
    pub span: Span,
    /// The award's id.
    pub id: Name,
    /// Its title.
    pub title: Name,
    /// Its needs.
    pub needs: Vec<Need>,
}

/// One `needs` clause.
#[derive(Debug, Clone)]
pub struct Need {
    /// Where the clause stands.
    pub span: Span,
    /// What is needed.
    pub kind: NeedKind,
}

/// What an award needs.
#[derive(Debug, Clone)]
pub enum NeedKind {
    /// `every must is met`.
    EveryMustMet,
    /// `no must is unmet`.
    NoMustUnmet,
    /// `every principle is at least P%`.
    EveryPrinciple(Spanned<Number>),
    /// `score is at least P%`.
    Score(Spanned<Number>),
    /// `evidenced is at least P%`.
    Evidenced(Spanned<Number>),
    /// `PRINCIPLE is at least P%`.
    Principle(Name, Spanned<Number>),
    /// `CRITERION is met`.
    CriterionMet(Name),
}

/// `limit to AWARD when E because "…"`.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Where the declaration stands.
    pub span: Span,
    /// The best award still possible; the name `none` bars all.
    pub to: Name,
    /// When it bites.
    pub when: Expr,
    /// Why.
    pub because: Because,
}

/// `example "…"`: a profile, changes, and what must come out.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where the declaration stands.
    pub span: Span,
    /// What it shows.
    pub title: Name,
    /// The profile it starts from, a path from the charter's folder.
    pub profile: Name,
    /// Changes to the profile.
    pub given: Vec<Given>,
    /// What must come out.
    pub then: Vec<Then>,
}

/// `given PATH is …`.
#[derive(Debug, Clone)]
pub struct Given {
    /// Where the clause stands.
    pub span: Span,
    /// The place in the profile, as written: `contracts[adult-system].initial_term`.
    pub path: Name,
    /// What is put there.
    pub value: GivenValue,
}

/// What a `given` puts in a place.
#[derive(Debug, Clone)]
pub enum GivenValue {
    /// `unanswered`: the field is taken out.
    Unanswered,
    /// `empty`: an empty list or set.
    Empty,
    /// A value, or the values of a set, each as a profile would write it.
    Values(Vec<Name>),
}

/// One `then` clause.
#[derive(Debug, Clone)]
pub struct Then {
    /// Where the clause stands.
    pub span: Span,
    /// What is expected.
    pub kind: ThenKind,
}

/// What an example expects.
#[derive(Debug, Clone)]
pub enum ThenKind {
    /// `ID is VERDICT`; the words as written, such as `not applicable`.
    Verdict(Name, Name),
    /// `award is ID` or `award is none`.
    Award(Name),
    /// `score is at least P%` or `at most`.
    Score(Bound, Spanned<Number>),
    /// `evidenced is at least P%` or `at most`.
    Evidenced(Bound, Spanned<Number>),
}

/// Which side a number bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `at least`.
    AtLeast,
    /// `at most`.
    AtMost,
}

/// Names an expression; counts from 0 through the whole charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub u32);

impl ExprId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Its id, by which the checker keeps its kind and what its name means.
    pub id: ExprId,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal value.
    Literal(Literal),
    /// A name, or a path such as `contract.review.every`. A bare name may also be a choice value.
    Path(Vec<Name>),
    /// `not E`.
    Not(Box<Expr>),
    /// `A and B and …`.
    And(Vec<Expr>),
    /// `A or B or …`.
    Or(Vec<Expr>),
    /// `at least N of (A; B; …)`.
    AtLeastOf(Box<Expr>, Vec<Expr>),
    /// `every X in L where C: E` and its kin.
    Quantified(Box<Quantified>),
    /// `every successive A, B in L by F per G: E`.
    Successive(Box<Successive>),
    /// `A is at least B` and its kin.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `A is between B and C`, both included.
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `A is one of b, c`; negated for `is not one of`.
    OneOf {
        /// What is tested.
        value: Box<Expr>,
        /// Whether it was `is not one of`.
        negated: bool,
        /// The values.
        options: Vec<Expr>,
    },
    /// `A includes b`, `includes any of`, `includes all of`.
    Includes {
        /// The set.
        set: Box<Expr>,
        /// Whether all or any of the values are asked for; one value is `All`.
        all: bool,
        /// The values.
        values: Vec<Expr>,
    },
    /// `A is given`, `missing` or `empty`; negated for `is not …`.
    Presence {
        /// What is tested.
        value: Box<Expr>,
        /// For what.
        test: Presence,
        /// Whether it was `is not …`.
        negated: bool,
    },
    /// `A + B` and its kin.
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    /// `total of E for X in L where C by F` and its kin.
    Fold(Box<Fold>),
    /// `number of X in L where C`.
    NumberOf(Box<Range>),
    /// `rise from A to B` (true) or `fall from A to B` (false).
    Change(bool, Box<Expr>, Box<Expr>),
}

/// `X in L where C`: a variable going through a list or set.
#[derive(Debug, Clone)]
pub struct Range {
    /// The variable.
    pub variable: Name,
    /// The list or set.
    pub list: Expr,
    /// Which items count.
    pub filter: Option<Expr>,
}

/// Which quantifier.
#[derive(Debug, Clone)]
pub enum Quantifier {
    /// `every`.
    Every,
    /// `some`.
    Some,
    /// `no`.
    No,
    /// `at least N`.
    AtLeast(Expr),
}

/// `every X in L where C: E`.
#[derive(Debug, Clone)]
pub struct Quantified {
    /// Which quantifier.
    pub quantifier: Quantifier,
    /// What it goes through.
    pub range: Range,
    /// What is asked of each item; none makes `every` the list itself.
    pub body: Option<Expr>,
}

/// `every successive earlier, later in L by F per G: E`.
#[derive(Debug, Clone)]
pub struct Successive {
    /// The earlier of two neighbours.
    pub earlier: Name,
    /// The later.
    pub later: Name,
    /// The list.
    pub list: Expr,
    /// The field that orders it, a path from the record.
    pub by: Vec<Name>,
    /// The field that groups it, a path from the record.
    pub per: Option<Vec<Name>>,
    /// What is asked of each pair.
    pub body: Expr,
}

/// A comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `is`, `=`.
    Is,
    /// `is not`, `!=`.
    IsNot,
    /// `is at least`, `>=`.
    AtLeast,
    /// `is at most`, `<=`.
    AtMost,
    /// `is more than`, `>`.
    MoreThan,
    /// `is less than`, `<`.
    LessThan,
    /// `is before`: a date's `less than`.
    Before,
    /// `is after`: a date's `more than`.
    After,
    /// `is on or before`: a date's `at most`.
    OnOrBefore,
    /// `is on or after`: a date's `at least`.
    OnOrAfter,
}

impl Comparison {
    /// Whether it holds of two values in this order.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Is => order.is_eq(),
            Comparison::IsNot => order.is_ne(),
            Comparison::AtLeast | Comparison::OnOrAfter => order.is_ge(),
            Comparison::AtMost | Comparison::OnOrBefore => order.is_le(),
            Comparison::MoreThan | Comparison::After => order.is_gt(),
            Comparison::LessThan | Comparison::Before => order.is_lt(),
        }
    }

    /// The words after the value, such as `is at least`.
    pub fn words(self) -> &'static str {
        match self {
            Comparison::Is => "is",
            Comparison::IsNot => "is not",
            Comparison::AtLeast => "is at least",
            Comparison::AtMost => "is at most",
            Comparison::MoreThan => "is more than",
            Comparison::LessThan => "is less than",
            Comparison::Before => "is before",
            Comparison::After => "is after",
            Comparison::OnOrBefore => "is on or before",
            Comparison::OnOrAfter => "is on or after",
        }
    }
}

/// A test for presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `is given`.
    Given,
    /// `is missing`.
    Missing,
    /// `is empty`.
    Empty,
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `*`, `×`.
    Times,
    /// `/`.
    Divide,
}

/// What an aggregate makes of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// `total`.
    Total,
    /// `smallest`.
    Smallest,
    /// `largest`.
    Largest,
    /// `average`.
    Average,
    /// `first … by`.
    First,
    /// `last … by`.
    Last,
}

/// `total of E for X in L where C`, `last of E for X in L where C by F`.
#[derive(Debug, Clone)]
pub struct Fold {
    /// What is made of the items.
    pub kind: FoldKind,
    /// The value taken from each.
    pub value: Expr,
    /// What it goes through.
    pub range: Range,
    /// The field that orders `first` and `last`, a path from the record.
    pub by: Option<Vec<Name>>,
}
