//! The one table of codes. Each has a page in `docs/codes/`, shown by `kitemark explain CODE`.

use serde::Serialize;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The input is wrong; `check` exits 1.
    Error,
    /// Worth a look; `check` exits 0, with `--strict` 1.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal $severity:ident;)+) => {
        /// What a diagnostic is about; stable across releases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as shown, such as `K0301`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// The page that explains the code, in Markdown.
            pub fn page(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("../docs/codes/", $code, ".md")),)+ }
            }

            /// The code written as `text`, in any case.
            pub fn parse(text: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
            }
        }
    };
}

codes! {
    // Writing a charter.
    /// Text that does not fit the grammar.
    Syntax = "K0101" Error;
    /// A line in the first column that begins no declaration.
    UnknownDeclaration = "K0102" Error;
    /// A quotation mark that is never closed.
    UnclosedText = "K0103" Error;
    /// Nesting over the limit.
    TooDeep = "K0104" Error;
    /// Bytes that are not UTF-8 text.
    NotUtf8 = "K0105" Error;
    /// A file over the size limit.
    TooLarge = "K0106" Error;
    /// `and` and `or` side by side.
    MixedLogic = "K0107" Error;
    /// A value that is not written as its kind is.
    BadLiteral = "K0108" Error;
    /// A charter without a head, or with two.
    Head = "K0109" Error;
    /// A clause that has to be there.
    MissingClause = "K0110" Error;
    /// A clause given twice.
    RepeatedClause = "K0111" Error;
    /// A clause where it means nothing.
    MisplacedClause = "K0112" Error;

    // Names.
    /// A name that nothing declares.
    UnknownName = "K0201" Error;
    /// A name declared twice.
    DuplicateName = "K0202" Error;
    /// A name that would hide another.
    HidingName = "K0203" Error;
    /// A type that nothing declares.
    UnknownType = "K0204" Error;
    /// A field that the record does not have.
    UnknownField = "K0205" Error;
    /// A source that is not declared.
    UnknownSource = "K0206" Error;
    /// A criterion, principle or award that does not exist.
    UnknownId = "K0207" Error;
    /// A grade of evidence that the head does not list.
    UnknownGrade = "K0208" Error;
    /// A reason for exemption that is not declared.
    UnknownReason = "K0209" Error;
    /// A unit that is not declared.
    UnknownUnit = "K0210" Error;
    /// A value that the choice does not have.
    UnknownChoice = "K0211" Error;
    /// A reserved word used as a name.
    ReservedName = "K0212" Error;
    /// A definition that rests on itself.
    CircularDefinition = "K0213" Error;

    // Kinds and units.
    /// Two values of different kinds compared.
    KindMismatch = "K0301" Error;
    /// A value without its unit, or in another unit.
    UnitMismatch = "K0302" Error;
    /// A condition that is not yes or no.
    NotACondition = "K0303" Error;
    /// A test that does not fit the kind of value.
    BadTest = "K0304" Error;
    /// Arithmetic that its kinds do not allow.
    BadArithmetic = "K0305" Error;
    /// Something other than a list or set gone through.
    NotAList = "K0306" Error;
    /// `is given` or `is missing` asked of a field that is not optional.
    NotOptional = "K0307" Error;
    /// Money of another currency.
    WrongCurrency = "K0308" Error;
    /// A choice with more than 128 values.
    TooManyValues = "K0309" Error;
    /// A record that contains itself.
    RecursiveRecord = "K0310" Error;

    // Structure.
    /// `worth` bands that do not fall.
    BandsNotFalling = "K0401" Error;
    /// A weight or percentage outside its range.
    OutOfRange = "K0402" Error;
    /// A scale without a distance.
    EmptyScale = "K0403" Error;
    /// An example that changes a path the profile does not have.
    ExamplePath = "K0404" Error;
    /// An example on a profile that is not there or cannot be read.
    ExampleProfile = "K0405" Error;
    /// An example whose value does not fit the field.
    ExampleValue = "K0406" Error;
    /// An example that does not hold.
    ExampleFails = "K0407" Error;

    // Warnings.
    /// A name that nothing uses.
    UnusedName = "K0501" Warning;
    /// A source that nothing cites.
    UncitedSource = "K0502" Warning;
    /// A criterion that is always met, or never.
    ConstantCriterion = "K0503" Warning;
    /// A band that can never apply.
    DeadBand = "K0504" Warning;
    /// An award that nobody can reach.
    UnreachableAward = "K0505" Warning;
    /// An award that is never better than another.
    RedundantAward = "K0506" Warning;
    /// A `must` without a `fix`.
    MissingFix = "K0507" Warning;
    /// A `must` without a citation.
    MissingCitation = "K0508" Warning;
    /// A `must` that rests on the weakest grade alone.
    WeakCitation = "K0509" Warning;

    // Reading a profile: not scored at all.
    /// Text that is not YAML.
    Yaml = "K0601" Error;
    /// A key given twice in one mapping.
    DuplicateKey = "K0602" Error;
    /// An anchor or an alias.
    Anchor = "K0603" Error;
    /// A tag.
    Tag = "K0604" Error;
    /// A merge key.
    MergeKey = "K0605" Error;
    /// A second document.
    SecondDocument = "K0606" Error;
    /// More bytes, levels or values than the limit.
    LimitExceeded = "K0607" Error;
    /// A profile that does not say its day.
    MissingAsOf = "K0608" Error;
    /// A profile that is not a mapping with text keys.
    NotAMapping = "K0609" Error;

    // Understanding a profile: scored all the same.
    /// A key that the charter does not know.
    UnknownKey = "K0701" Error;
    /// A value of another type than the field's.
    WrongType = "K0702" Error;
    /// A value without its unit, or in another.
    WrongUnit = "K0703" Error;
    /// A period that ends before it starts.
    ReversedPeriod = "K0704" Error;
    /// A key used by two records of a list.
    DuplicateRecordKey = "K0705" Error;
    /// A value that is not on the field's list.
    NotAChoice = "K0706" Error;
    /// A date outside the calendar.
    NoSuchDay = "K0707" Error;
    /// Money split at its commas inside braces.
    SplitMoney = "K0708" Error;
    /// A path that leads nowhere in the profile.
    NoSuchPath = "K0709" Error;
    /// A profile of a day before the charter is in force.
    BeforeForce = "K0710" Warning;

    // Evidence and exemptions.
    /// An evidence id that the register does not have.
    UnknownEvidence = "K0801" Error;
    /// An entry of the evidence register that is not complete.
    BadEvidence = "K0802" Error;
    /// An evidence id registered twice.
    DuplicateEvidence = "K0803" Error;
    /// An exemption from a criterion that does not exist.
    ExemptionCriterion = "K0804" Error;
    /// An exemption for a reason that the criterion does not list.
    ExemptionReason = "K0805" Error;
    /// An exemption for a record that the criterion cannot leave out.
    ExemptionRecord = "K0806" Error;
    /// An exemption that is not complete.
    BadExemption = "K0807" Error;

    // Running.
    /// A file that cannot be read or written.
    Unreadable = "K0901" Error;
    /// A folder with nothing to work on.
    NothingFound = "K0902" Error;
    /// Arguments that do not fit together.
    Usage = "K0903" Error;
    /// A fault of the engine, caught where other languages call it.
    Internal = "K0904" Error;

    // Linting.
    /// A rule or value that gives no reason.
    MissingRationale = "K1001" Warning;
    /// A `should` without a `fix`.
    MissingRemedy = "K1002" Warning;
    /// A `should` or `flag` that rests on no source.
    UncitedRule = "K1003" Warning;
    /// A citation that does not say where in the source.
    CitationWithoutPlace = "K1004" Warning;
    /// A title that says nothing that could be so.
    TitleNotAStatement = "K1005" Warning;
    /// A word that everybody may take as they like.
    VagueWording = "K1006" Warning;
    /// Two criteria of the same title.
    DuplicateTitle = "K1007" Warning;
    /// An id that is long, or says again what stands around it.
    IdStyle = "K1008" Warning;
    /// An optional field whose silence means something, without a label.
    MissingLabel = "K1009" Warning;
    /// A label that speaks of another kind of value than the field holds.
    LabelContradictsType = "K1010" Warning;
    /// Two negations that make one statement.
    DoubleNegation = "K1011" Warning;
    /// A `not` that silence passes.
    SilentNegation = "K1012" Warning;
    /// A condition that stands twice in one `and` or `or`.
    RepeatedCondition = "K1013" Warning;
    /// A `when` or `unless` that settles the requirement.
    SettledBeforehand = "K1014" Warning;
    /// Two criteria that ask for the same.
    DuplicateRule = "K1015" Warning;
    /// A requirement of many conditions.
    LongRule = "K1016" Warning;
    /// A threshold written in several rules.
    MagicNumber = "K1017" Warning;
    /// A value of a choice that the rules seem to have forgotten.
    UnusedChoiceValue = "K1018" Warning;
    /// A band that a better one always overtakes.
    OverlappingWorth = "K1019" Warning;
    /// A scale that gives nothing where the requirement fails.
    UnreachableScale = "K1020" Warning;
    /// A criterion that outweighs all others of its principle.
    WeightOutlier = "K1021" Warning;
    /// A principle with nothing to score.
    UnscoredPrinciple = "K1022" Warning;
    /// More limits than a reader can keep in mind.
    TooManyCaps = "K1023" Warning;
    /// A `must` that needs no proof, or the weakest.
    WeakEvidence = "K1024" Warning;
    /// A criterion that no example shows both ways.
    OneSidedExamples = "K1025" Warning;
    /// Partial credit that no example shows.
    UntestedCredit = "K1026" Warning;
    /// An award that can be had without what a lower one needs.
    BrokenLadder = "K1027" Warning;
    /// A silencing comment without a reason.
    UnexplainedSilence = "K1091" Warning;
    /// A silencing comment that names no lint.
    UnknownSilence = "K1092" Warning;
    /// A silencing comment that silences nothing.
    UselessSilence = "K1093" Warning;

    // Cases and snapshots.
    /// A part of a case file that is missing, or not of the kind it has to be.
    CaseForm = "K1101" Error;
    /// A key that case files do not have.
    CaseKey = "K1102" Error;
    /// A table of a case that does not fit together.
    CaseTable = "K1103" Error;
    /// An expectation that cannot be read.
    CaseExpectation = "K1104" Error;
    /// A known gap that is none any more.
    GapClosed = "K1105" Error;
    /// A list of snapshots that names no profile.
    SnapshotPattern = "K1106" Error;
    /// A scorecard that is not the one kept.
    SnapshotDiffers = "K1107" Error;
    /// A kept scorecard that no case file asks for.
    SnapshotOrphan = "K1108" Warning;

    // Measures.
    /// A share below the one asked for.
    BelowFloor = "K1201" Error;
    /// A comment on mutants that gives no reason, or is no use.
    MutantsComment = "K1202" Warning;

    // Reviews.
    /// A part of a review that is missing, or not of the kind it has to be.
    ReviewForm = "K1301" Error;
    /// A key that reviews do not have.
    ReviewKey = "K1302" Error;
    /// A review of another charter, or of a profile that has changed since.
    ReviewStale = "K1303" Error;
    /// A decision on a claim that the profile does not make.
    NoSuchClaim = "K1304" Error;
    /// A decision that is not complete, or contradicts itself.
    ReviewDecision = "K1305" Error;
    /// Two decisions on one claim or verdict.
    RepeatedDecision = "K1306" Error;
    /// A verdict on a criterion that does not exist.
    ReviewCriterion = "K1307" Error;
    /// A verdict that a reviewer cannot give.
    ReviewVerdict = "K1308" Error;
    /// Two reviews of different things.
    ReviewsApart = "K1309" Error;
    // Importing a notice.
    /// A file that is not JSON.
    NotJson = "K1401" Error;
    /// JSON that is no notice in the standard.
    NotOcds = "K1402" Error;
    /// A file or a package without a notice in it.
    NoNotice = "K1403" Error;
    /// Several notices, of which none is named.
    ManyNotices = "K1404" Error;
    /// A notice that the file does not have.
    UnknownNotice = "K1405" Error;
    /// A file with more bytes or levels than the limit.
    NoticeLimit = "K1406" Error;
    /// A notice that does not say when.
    UndatedNotice = "K1407" Error;
}
