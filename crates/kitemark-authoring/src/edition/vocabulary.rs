//! The head, settings, definitions, questions, choices and sources of two editions.

use kitemark_dsl::charter::{Charter, Choice, Define, Field, RecordId, Type};
use kitemark_dsl::syntax::Setting;

use super::criteria::listed;
use super::{Entry, Fate, Note, Sides, Told, entries, reworded, shifted, shifted_option};

/// What changed in the head.
pub(super) fn head(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter, sides.new.charter);
    let text = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    let mut notes: Vec<Note> = Vec::new();
    notes.extend(shifted("id", &old.id(), &new.id()));
    notes.extend(shifted("title", &old.title(), &new.title()));
    notes.extend(shifted("edition", &old.edition(), &new.edition()));
    notes.extend(shifted_option("publisher", old.publisher(), new.publisher()));
    let day = |charter: &Charter| text(charter.in_force().map(|day| day.to_string()));
    notes.extend(shifted("in force from", &day(old), &day(new)));
    let length = |charter: &Charter| text(charter.valid_for().map(|length| length.to_string()));
    notes.extend(shifted("awards are valid for", &length(old), &length(new)));
    notes.extend(shifted("currency", &old.currency().to_string(), &new.currency().to_string()));
    notes.extend(shifted("grades of evidence", &old.grades().join(", "), &new.grades().join(", ")));
    if notes.is_empty() {
        return Vec::new();
    }
    vec![Entry { id: new.id().to_owned(), title: Some(new.title().to_owned()), fate: Fate::Changed, notes }]
}

/// Whether every grade that a document could have still is one.
pub(super) fn grades_fit(sides: Sides<'_, '_>) -> bool {
    sides.old.charter.grades().iter().all(|grade| sides.new.charter.grades().contains(grade))
}

/// What changed in settings. What it means is said where they are used.
pub(super) fn settings(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter, sides.new.charter);
    let text = |name: &Option<kitemark_dsl::syntax::Name>| name.as_ref().map(|name| name.value.clone());
    let told = |before: Option<&std::sync::Arc<Setting>>, after: Option<&std::sync::Arc<Setting>>| {
        let title = after.or(before).and_then(|setting| text(&setting.title));
        let notes = match (before, after) {
            (Some(before), Some(after)) => {
                let (was, is) = (old.words(before.value.span), new.words(after.value.span));
                let value = (before.value.value != after.value.value).then(|| Note::new(format!("{was} → {is}")));
                let mut notes: Vec<Note> = value.into_iter().collect();
                notes.extend(reworded("title", text(&before.title).as_deref(), text(&after.title).as_deref()));
                notes.extend(reworded("reason", text(&before.because).as_deref(), text(&after.because).as_deref()));
                let cites =
                    |setting: &Setting| setting.cites.iter().map(|cite| cite.source.value.clone()).collect::<Vec<_>>();
                notes.extend(listed("citation of", &cites(before), &cites(after), None));
                notes
            }
            (None, Some(setting)) => vec![Note::new(new.words(setting.value.span))],
            (Some(setting), None) => vec![Note::new(format!("it was {}", old.words(setting.value.span)))],
            (None, None) => Vec::new(),
        };
        Told { title, notes }
    };
    entries(old.settings(), new.settings(), |setting| setting.name.value.clone(), told)
}

/// What changed in definitions.
pub(super) fn definitions(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old, sides.new);
    let id = |define: &Define| match &define.syntax.of {
        Some(of) => format!("{} of {}", define.syntax.name.value, of.value),
        None => define.syntax.name.value.clone(),
    };
    let title = |define: &Define| define.syntax.title.as_ref().map(|title| title.value.clone());
    entries(old.charter.defines(), new.charter.defines(), id, |before, after| {
        let notes = match (before, after) {
            (Some(before), Some(after)) => {
                let (was, is) = (&before.syntax.body, &after.syntax.body);
                let meaning = (old.names.condition(was) != new.names.condition(is))
                    .then(|| Note::new(format!("{} → {}", old.english.condition(was), new.english.condition(is))));
                meaning
                    .into_iter()
                    .chain(reworded("title", title(before).as_deref(), title(after).as_deref()))
                    .collect()
            }
            (None, Some(define)) => vec![Note::new(new.english.condition(&define.syntax.body))],
            (Some(define), None) => vec![Note::new(format!("it was {}", old.english.condition(&define.syntax.body)))],
            (None, None) => Vec::new(),
        };
        Told { title: after.or(before).and_then(title), notes }
    })
}

/// A field with the path that finds it.
struct Asked<'c> {
    id: String,
    field: &'c Field,
    charter: &'c Charter,
}

fn asked(charter: &Charter) -> Vec<Asked<'_>> {
    let records = charter.records().iter().zip(0_u32..);
    let fields = records.flat_map(|(record, at)| {
        let prefix = if RecordId(at) == RecordId::PROFILE { String::new() } else { format!("{}: ", record.name) };
        record.fields.iter().map(move |field| (format!("{prefix}{}", field.path.join(".")), field))
    });
    fields.map(|(id, field)| Asked { id, field, charter }).collect()
}

/// What changed in the questions, and whether a profile that answers the old ones fits.
pub(super) fn questions(sides: Sides<'_, '_>) -> (Vec<Entry>, bool) {
    let (old, new) = (asked(sides.old.charter), asked(sides.new.charter));
    let fits = old.iter().all(|before| {
        let after = new.iter().find(|after| after.id == before.id);
        after.is_some_and(|after| type_words(after) == type_words(before))
    });
    let found = entries(
        &old,
        &new,
        |asked| asked.id.clone(),
        |before, after| {
            let notes = match (before, after) {
                (Some(before), Some(after)) => changed(before, after),
                (None, Some(after)) => vec![Note::new(format!("{}; {}", type_words(after), silence(after.field)))],
                (Some(_), None) => vec![Note::new("a profile that answers it has an error now")],
                (None, None) => Vec::new(),
            };
            Told { title: after.or(before).and_then(|asked| asked.field.label.clone()), notes }
        },
    );
    (found, fits)
}

fn changed(before: &Asked<'_>, after: &Asked<'_>) -> Vec<Note> {
    let (was, is) = (type_words(before), type_words(after));
    let ty = (was != is).then(|| Note::new(format!("{was} → {is}: an old answer may not fit")));
    let mut notes: Vec<Note> = ty.into_iter().collect();
    notes.extend(shifted("left out", &silence(before.field), &silence(after.field)));
    notes.extend(reworded("question", before.field.label.as_deref(), after.field.label.as_deref()));
    notes
}

/// What it means that a field is left out.
fn silence(field: &Field) -> &'static str {
    if field.optional { "it says that there is nothing" } else { "the question stays open" }
}

/// A type as the charter writes it.
fn type_words(asked: &Asked<'_>) -> String {
    let charter = asked.charter;
    let choice = |id: kitemark_dsl::charter::ChoiceId| match charter.choices().get(id.index()) {
        Some(Choice { name: Some(name), .. }) => name.clone(),
        Some(choice) => format!("one of {}", choice.names().join(", ")),
        None => String::new(),
    };
    let record = |id: RecordId| charter.records().get(id.index()).map_or("", |record| record.name.as_str());
    match asked.field.ty {
        Type::Key => "key".to_owned(),
        Type::Choice(id) => choice(id),
        Type::Set(id) => format!("set of {}", choice(id)),
        Type::List(id) => format!("list of {}", record(id)),
        Type::Record(id) => record(id).to_owned(),
        ty => charter.scalar_kind(ty).map_or_else(String::new, |kind| kind.to_string()),
    }
}

/// What changed in choices that have a name, and whether every old answer is still one.
pub(super) fn choices(sides: Sides<'_, '_>) -> (Vec<Entry>, bool) {
    let named = |charter: &Charter| {
        charter.choices().iter().filter(|choice| choice.name.is_some()).cloned().collect::<Vec<_>>()
    };
    let (old, new) = (named(sides.old.charter), named(sides.new.charter));
    let owned = |choice: &Choice| choice.names().into_iter().map(str::to_owned).collect::<Vec<String>>();
    let fits = old.iter().all(|before| {
        let after = new.iter().find(|after| after.name == before.name);
        after.is_none_or(|after| before.names().iter().all(|name| after.names().contains(name)))
    });
    let found = entries(
        &old,
        &new,
        |choice| choice.name.clone().unwrap_or_default(),
        |before, after| {
            let notes = match (before, after) {
                (Some(before), Some(after)) => {
                    let mut notes = listed("the answer", &owned(before), &owned(after), None);
                    for value in &before.values {
                        let other = after.values.iter().find(|other| other.name == value.name);
                        let label = other.and_then(|other| {
                            reworded(
                                &format!("label of {}", value.name),
                                value.label.as_deref(),
                                other.label.as_deref(),
                            )
                        });
                        notes.extend(label);
                    }
                    notes
                }
                (None, Some(choice)) | (Some(choice), None) => vec![Note::new(choice.names().join(", "))],
                (None, None) => Vec::new(),
            };
            Told { title: None, notes }
        },
    );
    (found, fits)
}

/// What changed in sources.
pub(super) fn sources(sides: Sides<'_, '_>) -> Vec<Entry> {
    let (old, new) = (sides.old.charter, sides.new.charter);
    entries(
        old.cited(),
        new.cited(),
        |source| source.id.clone(),
        |before, after| {
            let mut notes = Vec::new();
            if let (Some(before), Some(after)) = (before, after) {
                let grade = |charter: &Charter, grade: Option<kitemark_dsl::charter::GradeId>| {
                    grade.and_then(|grade| charter.grades().get(grade.index()).cloned())
                };
                notes.extend(shifted("title", &before.title, &after.title));
                notes.extend(shifted_option("by", before.by.as_deref(), after.by.as_deref()));
                notes.extend(shifted_option("year", before.year.as_deref(), after.year.as_deref()));
                let (was, is) = (grade(old, before.grade), grade(new, after.grade));
                notes.extend(shifted_option("grade", was.as_deref(), is.as_deref()));
                notes.extend(shifted_option(
                    "declared interest",
                    before.interest.as_deref(),
                    after.interest.as_deref(),
                ));
            }
            Told { title: after.or(before).map(|source| source.title.clone()), notes }
        },
    )
}
