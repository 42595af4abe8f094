//! Profiles, before they meet a charter.

use std::mem::MaybeUninit;

use crate::Status;
use crate::boundary::{give, required};
use crate::charter::Charter;
use crate::error::{Error, Failure};
use crate::text::Text;

/// A profile: a YAML or JSON text in which every value keeps its place.
#[derive(Debug)]
pub struct Profile {
    pub(crate) profile: kitemark::Profile,
}

/// How much of a profile or review is read. A limit of 0 is the usual one, and so are all where null takes its place.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most bytes; usually 16 MiB.
    bytes: usize,
    /// The most lists and mappings within one another; usually 64, never above 512.
    depth: usize,
    /// The most values, keys not counted; usually 500,000.
    nodes: usize,
}

impl Limits {
    pub(crate) fn read(limits: Option<&Limits>) -> kitemark::Limits {
        let mut read = kitemark::Limits::default();
        let Some(limits) = limits else { return read };
        let all = [(&mut read.bytes, limits.bytes), (&mut read.depth, limits.depth), (&mut read.nodes, limits.nodes)];
        all.into_iter().filter(|(_, given)| *given > 0).for_each(|(limit, given)| *limit = given);
        read
    }
}

/// Reads a profile. `name` is what diagnostics call it, usually a path. `limits` may be null.
///
/// Text that cannot be scored at all is refused with everything that is wrong with it: what is not UTF-8 or not YAML, a key given
/// twice, anchors, tags, a second document, a limit exceeded.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_profile_read(
    name: Text,
    content: Text,
    limits: Option<&Limits>,
    out: Option<&mut MaybeUninit<Option<Box<Profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let profile = kitemark::Profile::read(name.str("name")?, content.bytes("content")?, &Limits::read(limits))?;
        Ok(Some(Box::new(Profile { profile })))
    })
}

/// The profile with a value changed, as a new one: `PATH=VALUE`, such as `contracts[adult-system].initial_term=60 months`.
///
/// The value is written as in a profile; `unanswered` takes the field out, `empty` makes a list or set empty, and the values of
/// a set stand between commas. A `+` before the name of a record adds it.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_profile_set(
    profile: Option<&Profile>,
    charter: Option<&Charter>,
    assignment: Text,
    out: Option<&mut MaybeUninit<Option<Box<Profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        changed(profile, charter, |profile, charter| Ok(profile.set(charter, assignment.str("assignment")?)?))
    })
}

/// The profile with a claim taken as proven, as a new one: `PATH=GRADE`, such as `funding.ring_fenced=official`, adds a document
/// of that grade which covers the path.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_profile_prove(
    profile: Option<&Profile>,
    charter: Option<&Charter>,
    assignment: Text,
    out: Option<&mut MaybeUninit<Option<Box<Profile>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        changed(profile, charter, |profile, charter| Ok(profile.prove(charter, assignment.str("assignment")?)?))
    })
}

/// A copy of the profile with a change: handles never change themselves.
fn changed(
    profile: Option<&Profile>,
    charter: Option<&Charter>,
    change: impl FnOnce(&mut kitemark::Profile, &kitemark::Charter) -> Result<(), Failure>,
) -> Result<Option<Box<Profile>>, Failure> {
    let (profile, charter) = (required(profile, "profile")?, required(charter, "charter")?);
    let mut profile = profile.profile.clone();
    change(&mut profile, &charter.charter)?;
    Ok(Some(Box::new(Profile { profile })))
}

/// Frees a profile. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_profile_free(profile: Option<Box<Profile>>) {
    drop(profile);
}
