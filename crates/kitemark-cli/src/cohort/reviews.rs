//! The reviews that submissions are judged by.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use kitemark::{Diagnostic, Review};

use crate::failure::{Failure, usage};
use crate::files;
use crate::inputs::{self, Input};
use crate::io::Streams;
use crate::review;

/// The review of each submission that has one, by where its file really lies.
#[derive(Debug, Default)]
pub(super) struct Reviews(BTreeMap<PathBuf, Named>);

/// A review, with the name of its file.
#[derive(Debug)]
struct Named {
    file: String,
    review: Review,
}

impl Reviews {
    /// Reads the reviews at these paths, each of one of the submissions.
    pub(super) fn read(
        paths: &[PathBuf],
        submissions: &[Input],
        streams: &mut Streams<'_, '_>,
    ) -> Result<Self, Failure> {
        let places: Vec<PathBuf> = submissions.iter().filter_map(place).collect();
        let mut reviews = Self::default();
        let found = paths.iter().flat_map(|path| inputs::at(path, files::review_files, streams.io.stdin)).collect();
        for input in inputs::once(found) {
            let review = review::parsed(&input)?;
            let profile = review::profile_of(&review, &input);
            let real = fs::canonicalize(&profile).map_err(|error| files::unreadable(&profile, &error))?;
            let named = Named { file: input.name, review };
            if !places.contains(&real) {
                let (file, profile) = (&named.file, profile.display());
                return Err(usage(format!("`{file}` reviews `{profile}`, which is not among the submissions"))
                    .with_help("name its profile too, or leave out the review")
                    .into());
            }
            reviews.add(real, named)?;
        }
        Ok(reviews)
    }

    /// Of several reviews of a submission the one stands that brings the others together.
    fn add(&mut self, place: PathBuf, named: Named) -> Result<(), Diagnostic> {
        match self.0.get(&place) {
            Some(known) if known.review.moderates(&named.review) => {}
            Some(known) if !named.review.moderates(&known.review) => {
                let (one, other) = (&known.file, &named.file);
                return Err(usage(format!("`{one}` and `{other}` review the same submission"))
                    .with_help(format!("bring them together: kitemark review agree {one} {other} --moderator NAME"))
                    .with_help("or name the one to judge by"));
            }
            _ => {
                self.0.insert(place, named);
            }
        }
        Ok(())
    }

    /// The review of a submission, if it has one.
    pub(super) fn of(&self, submission: &Input) -> Option<&Review> {
        self.0.get(&place(submission)?).map(|named| &named.review)
    }
}

/// Where a file really lies.
fn place(input: &Input) -> Option<PathBuf> {
    input.path().and_then(|path| fs::canonicalize(path).ok())
}
