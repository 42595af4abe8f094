//! Files and folders to read.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kitemark::{Code, Diagnostic};

/// One byte over what the libraries accept, so that they see and report what is too large. Endless files end here too.
const MOST_BYTES: u64 = 16 * 1024 * 1024 + 1;

/// How the names of reviews end.
pub(crate) const REVIEW: &str = ".review.yaml";

/// The content of a file, or of as much as is needed to see that it is too large.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    File::open(path).and_then(read_some).map_err(|error| unreadable(path, &error))
}

/// The same for a stream that is open already.
pub(crate) fn read_some(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says that a file cannot be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let found = path.symlink_metadata().is_ok();
    let diagnostic = Diagnostic::new(Code::Unreadable, format!("cannot read `{}`: {}", path.display(), reason(error)));
    let beside = path.parent().filter(|_| !found).map(neighbours).unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    diagnostic.with_suggestion(&name, beside.iter().map(String::as_str))
}

/// What an error of the system means, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "no space is left".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

fn neighbours(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.take(1000).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The `.charter` files directly in a folder, by name.
pub(crate) fn charter_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    with_extension(folder, "charter")
}

/// The files directly in a folder whose names end so, by name.
pub(crate) fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = entries(folder)?;
    files.retain(|path| has_extension(path, &[extension]) && path.is_file());
    Ok(files)
}

/// The profiles in a folder and the folders in it, by name; none of them twice.
pub(crate) fn profile_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let found = below(folder, is_profile, |_| true)?;
    if found.is_empty() {
        return Err(nothing_in(folder, "profile", "profiles end in `.yaml`, `.yml` or `.json`"));
    }
    Ok(found)
}

/// The `.charter` files in a folder and the folders in it, by name; none of them twice.
pub(crate) fn charter_files_below(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let found = below(folder, is_charter, |_| true)?;
    if found.is_empty() {
        return Err(nothing_in(folder, "charter", "the files of a charter end in `.charter`"));
    }
    Ok(found)
}

/// The case files in a folder, by name, and those below it if it is `deep`. A folder that has a charter of its own is passed
/// over.
pub(crate) fn case_files(folder: &Path, deep: bool) -> Result<Vec<PathBuf>, Diagnostic> {
    below(folder, is_cases, |folder| deep && charter_files(folder).is_ok_and(|files| files.is_empty()))
}

/// Says that a folder, or a file by its name, has nothing of a kind.
pub(crate) fn nothing_in(path: &Path, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::NothingFound, format!("there is no {what} in `{}`", path.display())).with_help(help)
}

/// The profiles and reviews in a folder and the folders in it, by name; none of them twice.
pub(crate) fn checkable_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let found = below(folder, |path| is_profile(path) || is_review(path), |_| true)?;
    if found.is_empty() { profile_files(folder) } else { Ok(found) }
}

/// The reviews in a folder and the folders in it, by name; none of them twice.
pub(crate) fn review_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let found = below(folder, is_review, |_| true)?;
    if found.is_empty() {
        return Err(nothing_in(folder, "review", &format!("the names of reviews end in `{REVIEW}`")));
    }
    Ok(found)
}

/// Whether a file is a profile by its name.
pub(crate) fn is_profile(path: &Path) -> bool {
    has_extension(path, &["yaml", "yml", "json"]) && !is_cases(path) && !is_review(path)
}

/// Whether a file is a review by its name.
pub(crate) fn is_review(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(REVIEW))
}

/// Whether a file has cases by its name.
fn is_cases(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".cases.yaml"))
}

/// Whether a file is part of a charter by its name.
pub(crate) fn is_charter(path: &Path) -> bool {
    has_extension(path, &["charter"])
}

/// The files of a kind below a folder, without what is hidden or endless; only the folders to `enter` are looked into.
fn below(
    folder: &Path,
    wanted: impl Fn(&Path) -> bool,
    enter: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, Diagnostic> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let mut todo = vec![folder.to_owned()];
    while let Some(folder) = todo.pop() {
        // A link may lead back up: a folder that was seen is not entered again.
        let real = fs::canonicalize(&folder).map_err(|error| unreadable(&folder, &error))?;
        if !seen.insert(real) {
            continue;
        }
        for path in entries(&folder)?.into_iter().filter(|path| !is_hidden(path)) {
            if path.is_dir() {
                if enter(&path) {
                    todo.push(path);
                }
            } else if wanted(&path) && !is_endless(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let read =
        fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>());
    let mut paths = read.map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    Ok(paths)
}

/// Whether reading might never end: a pipe, a device, a socket. Who wants one names it.
fn is_endless(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}
