//! What is written down in every language: choices, and shapes with their fields, each with its name.

use std::collections::BTreeSet;

use kitemark_dsl::charter::{Charter, ChoiceId, RecordId, Type};
use kitemark_dsl::naming::{capital, words};
use kitemark_dsl::question::Question;
use kitemark_dsl::value::Currency;

use super::names::{Names, pascal};
use crate::english::REASONS;

/// Type names that generated code has for other things, in one of the languages at least.
const TAKEN: &[&str] = &[
    "AbstractSet",
    "Date",
    "Decimal",
    "Default",
    "Deserialize",
    "Deserializer",
    "Duration",
    "Enum",
    "Err",
    "False",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Money",
    "None",
    "Number",
    "Ok",
    "OneOrMany",
    "Option",
    "Percent",
    "Period",
    "Result",
    "Self",
    "Serialize",
    "Shape",
    "Some",
    "String",
    "True",
    "Union",
    "Vec",
    "Written",
    "WrittenCount",
    "WrittenNumber",
    "WrittenYesNo",
];

/// Keys that the engine reads as something other than a charter's field: at the top of a profile, and anywhere.
const OWN_KEYS: [&str; 3] = ["schema", "evidence", "exemptions"];
const EVIDENCE: &str = "evidence";

/// The structure of a charter's profiles.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) title: String,
    pub(super) edition: String,
    pub(super) currency: Currency,
    pub(super) units: Vec<Unit>,
    pub(super) choices: Vec<Choice>,
    /// Whatever a shape holds stands before it; the profile is the last.
    pub(super) shapes: Vec<Shape>,
}

/// A unit of quantities.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) name: String,
    pub(super) written: String,
}

/// A closed list of values.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) values: Vec<Value>,
}

/// A value of a choice.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) written: String,
    pub(super) doc: String,
}

/// A mapping: the profile, a record, or what fields with dotted names lie in.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) fields: Vec<Field>,
}

/// A key of a mapping.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) doc: String,
    pub(super) ty: FieldType,
    /// Whether there is nothing without it.
    pub(super) required: bool,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldType {
    YesNo,
    Text,
    Texts,
    Count,
    Number,
    /// Money, a duration and whatever else has a name of its own and is kept as written.
    Written(String),
    Date,
    Choice(String),
    Set(String),
    List(String),
    /// A record, which says something by being there.
    Record(String),
    /// What fields with dotted names lie in, which says nothing by itself.
    Group(String),
}

impl Model {
    pub(super) fn of(charter: &Charter) -> Self {
        let mut names = Names::without(TAKEN);
        // The names that programs use most are those one expects.
        for fixed in ["Profile", "Evidence", "Exemption", "Grade", "ExemptibleCriterion"] {
            names.fresh(fixed.to_owned());
        }
        let records = charter.records().iter().skip(1).map(|record| names.fresh(pascal(&record.name))).collect();
        let units = charter.units().iter();
        let units = units.map(|unit| Unit { name: names.fresh(pascal(unit)), written: unit.clone() }).collect();
        let mut maker = Maker {
            charter,
            names,
            records,
            choices: vec![None; charter.choices().len()],
            made: BTreeSet::new(),
            model: Model {
                title: charter.title().to_owned(),
                edition: charter.edition().to_owned(),
                currency: charter.currency(),
                units,
                choices: Vec::new(),
                shapes: Vec::new(),
            },
        };
        maker.named_choices();
        maker.profile();
        maker.model
    }

    /// What an amount begins with: `£`, or `CHF ` where the currency has no sign.
    pub(super) fn currency_sign(&self) -> String {
        self.currency.symbol().map_or_else(|| format!("{} ", self.currency), str::to_owned)
    }
}

struct Maker<'c> {
    charter: &'c Charter,
    names: Names,
    /// The name of each record, without the profile.
    records: Vec<String>,
    /// The name of each choice that has been written down.
    choices: Vec<Option<String>>,
    /// The records that have been written down.
    made: BTreeSet<RecordId>,
    model: Model,
}

/// A question, and the part of its path below the mapping that is being made.
#[derive(Clone, Copy)]
struct Keyed<'c> {
    path: &'c [String],
    question: Question<'c>,
}

impl<'c> Maker<'c> {
    fn named_choices(&mut self) {
        for (at, choice) in self.charter.choices().iter().enumerate() {
            if let Some(name) = &choice.name {
                self.choice(ChoiceId::at(at), name, &format!("The choice {name}"));
            }
        }
    }

    /// The name of a choice, which is written down at its first use; `at` names one that has no name of its own.
    fn choice(&mut self, id: ChoiceId, at: &str, doc: &str) -> String {
        if let Some(Some(name)) = self.choices.get(id.index()) {
            return name.clone();
        }
        let values = self.charter.choices().get(id.index()).map(|choice| choice.values.as_slice()).unwrap_or_default();
        let values = values.iter().map(|value| Value::new(&value.name, value.label.as_deref())).collect();
        let name = self.names.fresh(pascal(at));
        self.model.choices.push(Choice { name: name.clone(), doc: doc.to_owned(), values });
        if let Some(known) = self.choices.get_mut(id.index()) {
            *known = Some(name.clone());
        }
        name
    }

    fn profile(&mut self) {
        let title = self.charter.records().first().and_then(|profile| profile.title.clone());
        let mut fields = vec![Field::new("schema", "The format of the profile, kitemark-profile/1", FieldType::Text)];
        fields.extend(self.fields("Profile", &self.questions(RecordId::PROFILE)));
        fields.extend(self.register());
        fields.extend(self.exemptions());
        let doc = title.unwrap_or_else(|| "A profile".to_owned());
        self.model.shapes.push(Shape { name: "Profile".to_owned(), doc, fields });
    }

    /// The questions of a record, but for those whose keys the engine reads as something else.
    fn questions(&self, id: RecordId) -> Vec<Keyed<'c>> {
        let is_own = |path: &[String]| {
            let top = path.first().is_some_and(|key| OWN_KEYS.contains(&key.as_str()));
            (id == RecordId::PROFILE && top) || path.iter().any(|key| key == EVIDENCE)
        };
        let keyed = Question::of(self.charter, id).map(|question| Keyed { path: &question.field().path, question });
        keyed.filter(|keyed| !is_own(keyed.path)).collect()
    }

    /// The keys of a mapping; dotted paths that begin alike share a mapping within it.
    fn fields(&mut self, of: &str, questions: &[Keyed<'c>]) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut seen = BTreeSet::new();
        for keyed in questions {
            let Some((key, rest)) = keyed.path.split_first() else { continue };
            if !seen.insert(key) {
                continue;
            }
            fields.push(if rest.is_empty() {
                self.field(of, key, &keyed.question)
            } else {
                let below = questions.iter().filter_map(|other| {
                    let (first, path) = other.path.split_first()?;
                    (first == key).then_some(Keyed { path, ..*other })
                });
                self.group(of, key, &below.collect::<Vec<_>>())
            });
        }
        fields
    }

    fn group(&mut self, of: &str, key: &str, below: &[Keyed<'c>]) -> Field {
        let doc = capital(&words(key));
        let name = self.names.fresh(format!("{of}{}", pascal(key)));
        let mut fields = self.fields(&name, below);
        fields.push(own_evidence());
        self.model.shapes.push(Shape { name: name.clone(), doc: doc.clone(), fields });
        Field::new(key, &doc, FieldType::Group(name))
    }

    fn field(&mut self, of: &str, key: &str, question: &Question<'c>) -> Field {
        let ty = match question.field().ty {
            Type::YesNo => FieldType::YesNo,
            Type::Count => FieldType::Count,
            Type::Number => FieldType::Number,
            Type::Percent => FieldType::Written("Percent".to_owned()),
            Type::Money => FieldType::Written("Money".to_owned()),
            Type::Duration => FieldType::Written("Duration".to_owned()),
            Type::Date => FieldType::Date,
            Type::Period => FieldType::Written("Period".to_owned()),
            Type::Quantity(unit) => FieldType::Written(
                self.model.units.get(unit.index()).map_or_else(String::new, |unit| unit.name.clone()),
            ),
            Type::Choice(id) => FieldType::Choice(self.choice(id, &format!("{of}.{key}"), &question.text())),
            Type::Set(id) => FieldType::Set(self.choice(id, &format!("{of}.{key}"), &question.text())),
            Type::List(id) => FieldType::List(self.record(id)),
            Type::Record(id) => FieldType::Record(self.record(id)),
            // A key is a text, and a checked charter has no other types.
            _ => FieldType::Text,
        };
        let silence = question.silence().map(|silence| format!("; {silence}")).unwrap_or_default();
        Field::new(key, &format!("{}{silence}", question.text()), ty)
    }

    /// The name of a record, which is written down at its first use.
    fn record(&mut self, id: RecordId) -> String {
        let name = self.records.get(id.index().saturating_sub(1)).cloned().unwrap_or_default();
        if self.made.insert(id) {
            let mut fields = self.fields(&name, &self.questions(id));
            fields.push(own_evidence());
            let record = self.charter.records().get(id.index());
            let doc = record.and_then(|record| record.title.clone());
            let doc = doc.unwrap_or_else(|| format!("The record {}", record.map_or("", |record| &record.name)));
            self.model.shapes.push(Shape { name: name.clone(), doc, fields });
        }
        name
    }

    fn register(&mut self) -> Option<Field> {
        let grades: Vec<Value> = self.charter.grades().iter().map(|grade| Value::new(grade, None)).collect();
        if grades.is_empty() {
            return None;
        }
        let doc = "A grade of evidence; the strongest stands first";
        self.model.choices.push(Choice { name: "Grade".to_owned(), doc: doc.to_owned(), values: grades });
        let text = |key, doc| Field::new(key, doc, FieldType::Text);
        let fields = vec![
            text("id", "A short name, by which claims name the document").required(),
            text("kind", "What kind of document it is, such as contract"),
            text("ref", "What it is and where to find it"),
            Field::new("dated", "Its day", FieldType::Date),
            Field::new("grade", "How strong it is", FieldType::Choice("Grade".to_owned())).required(),
            text("url", "Where it is published"),
            text("declared_interest", "The interest that its author declares"),
            Field::new(
                "covers",
                "Paths of the profile that it proves, such as contracts[adult-system]",
                FieldType::Texts,
            ),
        ];
        self.model.shapes.push(Shape {
            name: "Evidence".to_owned(),
            doc: "A document given as evidence".to_owned(),
            fields,
        });
        Some(Field::new(EVIDENCE, "The documents given as evidence", FieldType::List("Evidence".to_owned())))
    }

    fn exemptions(&mut self) -> Option<Field> {
        let waivable = || self.charter.criteria().iter().filter(|criterion| !criterion.waivable.is_empty());
        let criteria: Vec<Value> = waivable().map(|one| Value::new(one.id(), Some(one.title()))).collect();
        if criteria.is_empty() {
            return None;
        }
        let doc = "A criterion that allows exemptions".to_owned();
        self.model.choices.push(Choice { name: "ExemptibleCriterion".to_owned(), doc, values: criteria });
        // Without the choice of reasons, no criterion could be waived.
        let reason = self.charter.choices().iter().position(|choice| choice.name.as_deref() == Some(REASONS))?;
        let reason = self.choice(ChoiceId::at(reason), REASONS, "");
        let fields = vec![
            Field::new("criterion", "What it is for", FieldType::Choice("ExemptibleCriterion".to_owned())).required(),
            Field::new("record", "The record to leave out, such as contracts[residential]", FieldType::Text),
            Field::new("reason", "Why", FieldType::Choice(reason)).required(),
            Field::new("expires", "The last day it holds", FieldType::Date).required(),
            own_evidence(),
        ];
        self.model.shapes.push(Shape {
            name: "Exemption".to_owned(),
            doc: "An exemption asked for".to_owned(),
            fields,
        });
        Some(Field::new("exemptions", "The exemptions asked for", FieldType::List("Exemption".to_owned())))
    }
}

impl Value {
    fn new(written: &str, label: Option<&str>) -> Self {
        let doc = label.map_or_else(|| capital(&words(written)), str::to_owned);
        Self { written: written.to_owned(), doc }
    }
}

impl Field {
    fn new(key: &str, doc: &str, ty: FieldType) -> Self {
        Self { key: key.to_owned(), doc: doc.to_owned(), ty, required: false }
    }

    fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

/// The key `evidence` of a record or a group.
fn own_evidence() -> Field {
    Field::new(EVIDENCE, "Ids of documents in the register that prove what is said here", FieldType::Texts)
}
