//! `kitemark review`, and the reviews that other commands read.

mod agree;
mod start;

use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::Subcommand;
use kitemark::scorecard::ReviewResult;
use kitemark::{Charter, Diagnostic, Limits, Profile, Review, ScoreOptions};

use crate::failure::{Exit, Failure, usage};
use crate::files;
use crate::inputs::Input;
use crate::io::Streams;

pub(crate) const HELP: &str = "\
Examples:
  kitemark review start northmere.yaml --reviewer \"A. Reviewer\"
      Writes northmere.a-reviewer.review.yaml, to be filled in.
  kitemark check northmere.a-reviewer.review.yaml
      The mistakes in it, and how many claims are decided.
  kitemark score northmere.yaml --review northmere.a-reviewer.review.yaml
      The score by what was decided, and what that changed.
  kitemark review agree northmere.a-reviewer.review.yaml northmere.b.review.yaml
      How far two reviewers agree, and where they do not.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a review: every claim to check, with its evidence, most decisive first.
    ///
    /// The file lies beside the profile, to be filled in with any editor. A file that is there is never written over.
    #[command(after_help = start::HELP)]
    Start(start::Args),
    /// Compare two reviews of one profile, and bring them together.
    #[command(after_help = agree::HELP)]
    Agree(agree::Args),
}

pub(crate) fn run(command: &Command, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    match command {
        Command::Start(args) => start::run(args, streams),
        Command::Agree(args) => agree::run(args, streams),
    }
}

/// The review in a file.
pub(crate) fn read(path: &Path) -> Result<Review, Failure> {
    Ok(Review::read(&path.display().to_string(), &files::read(path)?, &Limits::default())?)
}

/// The review that was read.
pub(crate) fn parsed(input: &Input) -> Result<Review, Failure> {
    Ok(Review::read(&input.name, &input.bytes()?, &Limits::default())?)
}

/// Where the profile lies that a review names: at its path from the review.
pub(crate) fn profile_of(review: &Review, input: &Input) -> PathBuf {
    input.path().unwrap_or(Path::new("")).with_file_name(review.profile_file())
}

/// What a review decides on the profile that it names.
pub(crate) fn applied(input: &Input, charter: &Charter) -> Result<Option<ReviewResult>, Failure> {
    let review = parsed(input)?;
    let path = profile_of(&review, input);
    let profile = Profile::read(&path.display().to_string(), &files::read(&path)?, &Limits::default())?;
    Ok(charter.score(&profile, &ScoreOptions::default().with_review(review))?.scorecard.review)
}

/// Where the review of a profile lies: beside it, under the reviewer's name.
fn beside(profile: &Path, reviewer: &str) -> PathBuf {
    let stem = profile.file_stem().unwrap_or_default().to_string_lossy();
    profile.with_file_name(format!("{stem}.{}{}", slug(reviewer), files::REVIEW))
}

/// A name as part of a file's name: `a-reviewer` for `A. Reviewer`.
fn slug(name: &str) -> String {
    let words = name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "reviewer".to_owned() } else { slug }
}

/// Refuses names that nobody could be called by.
fn named(option: &str, name: &str) -> Result<(), Diagnostic> {
    if name.trim().is_empty() {
        return Err(usage(format!("`{option}` is empty")).with_help("give a name, such as \"A. Reviewer\""));
    }
    Ok(())
}

/// Refuses a file that would be taken for a profile.
fn is_called_a_review(path: &Path) -> Result<(), Diagnostic> {
    if files::is_review(path) {
        return Ok(());
    }
    let name = path.display();
    Err(usage(format!("`{name}` would be taken for a profile"))
        .with_help(format!("the names of reviews end in `{}`", files::REVIEW)))
}

/// The path of a profile from the folder of its review.
fn seen_from(review: &Path, profile: &Path) -> Result<String, Diagnostic> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| files::unreadable(path, &error));
    let folder = review.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (folder, profile) = (real(folder)?, real(profile)?);
    let shared = folder.components().zip(profile.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(profile.components().skip(shared)).collect();
    Ok(path.to_string_lossy().replace('\\', "/"))
}
