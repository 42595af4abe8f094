//! Charters: compiled once, scoring any number of profiles.

use std::mem::MaybeUninit;
use std::str;

use kitemark::{Date, Diagnostic, ScoreOptions, json};

use crate::Status;
use crate::boundary::{give, required};
use crate::error::{Error, Failure, usage};
use crate::profile::Profile;
use crate::review::Review;
use crate::scorecard::Scorecard;
use crate::text::{OwnedText, Text, listed};

/// A charter, compiled.
#[derive(Debug)]
pub struct Charter {
    pub(crate) charter: kitemark::Charter,
    warnings: Vec<Diagnostic>,
}

/// One file of a charter, which the caller has read.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// What diagnostics call it, usually a path.
    name: Text,
    /// What it says.
    content: Text,
}

/// How to score. All zero bytes, or null in its place, are the usual way; so write `kitemark_options options = {0};`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// A day such as `2026-06-30` that takes the place of the profile's `as_of`; no text for the profile's own.
    as_of: Text,
    /// What a reviewer decided on the profile's claims, or null.
    review: Option<&'a Review>,
}

/// The standard charter for commissioning drug and alcohol treatment, built in.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_standard(
    out: Option<&mut MaybeUninit<Option<Box<Charter>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let charter = kitemark::Charter::standard()?;
        Ok(Some(Box::new(Charter { charter, warnings: Vec::new() })))
    })
}

/// Compiles a charter from its `count` files, in the order of their names. Where it has errors, all of them are reported.
///
/// # Safety
///
/// There are `count` files at `files`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kitemark_charter_compile(
    files: *const File,
    count: usize,
    out: Option<&mut MaybeUninit<Option<Box<Charter>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        // SAFETY: as this function's own documentation asks.
        let files = unsafe { listed(files, count, "files") }?;
        let texts = files.iter().map(File::read).collect::<Result<Vec<_>, _>>()?;
        let (charter, warnings) = kitemark::Charter::compile(texts)?;
        Ok(Some(Box::new(Charter { charter, warnings })))
    })
}

impl File {
    fn read(&self) -> Result<(&str, &str), Failure> {
        let name = self.name.str("name")?;
        let bytes = self.content.bytes("content")?;
        let content = str::from_utf8(bytes).map_err(|error| Diagnostic::not_utf8(name, bytes, error))?;
        Ok((name, content))
    }
}

/// The warnings that came of compiling, as JSON: a list of diagnostics, empty where there are none.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_diagnostics(
    charter: Option<&Charter>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(json(&required(charter, "charter")?.warnings).into()))
}

/// The JSON Schema of this charter's profiles, by which editors and forms complete and validate them.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_profile_schema(
    charter: Option<&Charter>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(json(&required(charter, "charter")?.charter.profile_schema()).into()))
}

/// What is wrong with a profile, as JSON: a list of diagnostics, empty where nothing is.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_check(
    charter: Option<&Charter>,
    profile: Option<&Profile>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let (charter, profile) = (required(charter, "charter")?, required(profile, "profile")?);
        Ok(json(&charter.charter.check(&profile.profile)).into())
    })
}

/// Scores a profile. `options` may be null.
///
/// A profile without a day cannot be scored, nor one by a review of another state of it. All else that is wrong with a profile
/// comes with the scorecard.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_score(
    charter: Option<&Charter>,
    profile: Option<&Profile>,
    options: Option<&Options<'_>>,
    out: Option<&mut MaybeUninit<Option<Box<Scorecard>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let (charter, profile) = (required(charter, "charter")?, required(profile, "profile")?);
        let options = options.map(Options::read).transpose()?.unwrap_or_default();
        let scored = charter.charter.score(&profile.profile, &options)?;
        Ok(Some(Box::new(Scorecard { scored, profile: profile.profile.source() })))
    })
}

impl Options<'_> {
    fn read(&self) -> Result<ScoreOptions, Failure> {
        let mut options = ScoreOptions::default();
        options.as_of = day(&self.as_of)?;
        options.review = self.review.map(|review| review.review.clone());
        Ok(options)
    }
}

fn day(text: &Text) -> Result<Option<Date>, Failure> {
    let Some(written) = text.given("as_of")? else { return Ok(None) };
    Date::parse(written).map(Some).map_err(|error| {
        let help = error.help.unwrap_or_else(|| "a day is written as `2026-06-30`".to_owned());
        usage(format!("`as_of`: {}", error.message)).with_help(help).into()
    })
}

/// The way to an award as JSON: the smallest sets of criteria to bring to full credit, what each would gain, what to change
/// for it, and the open questions by how far they can move the result.
///
/// `as_of` is a day that takes the place of the profile's own, `to` the id of an award; no text for the profile's day and for
/// the next award.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_way(
    charter: Option<&Charter>,
    profile: Option<&Profile>,
    as_of: Text,
    to: Text,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let (charter, profile) = (required(charter, "charter")?, required(profile, "profile")?);
        let way = charter.charter.way(&profile.profile, day(&as_of)?, to.given("to")?)?;
        Ok(json(&way).into())
    })
}

/// What to ask next as JSON: the open questions of a profile, `most` of them, the one that can move the result furthest first,
/// each with its text, type and unit, and with what every possible answer would bring about. An answer goes into the profile by
/// `kitemark_profile_set`, with the outcome's `set`.
///
/// `as_of` is a day that takes the place of the profile's own; no text for that.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_form(
    charter: Option<&Charter>,
    profile: Option<&Profile>,
    as_of: Text,
    most: usize,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let (charter, profile) = (required(charter, "charter")?, required(profile, "profile")?);
        let form = charter.charter.form(&profile.profile, day(&as_of)?, most)?;
        Ok(json(&form).into())
    })
}

/// The charter with another limit to the steps that one rule may take for one profile. Unless it is set, the rules of a charter
/// share 20,000,000 alike, and none has more than 2,000,000. A criterion whose rule takes more has the verdict `error`, on every
/// machine. The charter itself stays as it is; both have to be freed.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_with_steps(
    charter: Option<&Charter>,
    steps: usize,
    out: Option<&mut MaybeUninit<Option<Box<Charter>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let Charter { charter, warnings } = required(charter, "charter")?;
        let charter = charter.clone().with_steps(u64::try_from(steps).unwrap_or(u64::MAX));
        Ok(Some(Box::new(Charter { charter, warnings: warnings.clone() })))
    })
}

/// Frees a charter. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_charter_free(charter: Option<Box<Charter>>) {
    drop(charter);
}
