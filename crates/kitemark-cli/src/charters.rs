//! The charter that a command works with.

use std::path::{Path, PathBuf};

use kitemark::{Charter, Code, Diagnostic};
use kitemark_authoring::workshop::Workshop;

use crate::failure::{Exit, Failure};
use crate::files;

const WHAT_IT_IS: &str = "a charter is a folder with files that end in `.charter`, or one such file";

/// The files of a charter, as read, and the folder that its paths start from.
struct Files {
    folder: PathBuf,
    texts: Vec<(String, String)>,
}

/// A charter on the bench, and the folder that its paths start from.
pub(crate) struct Opened {
    pub(crate) workshop: Workshop,
    pub(crate) folder: PathBuf,
}

impl Opened {
    /// The bytes of a file of the charter, by its path from the charter's folder.
    pub(crate) fn beside(&self, path: &str) -> Option<Vec<u8>> {
        let path = Path::new(path);
        if path.is_relative() { files::read(&self.folder.join(path)).ok() } else { None }
    }
}

/// The charter at `path`, or the standard charter.
pub(crate) fn load(path: Option<&Path>) -> Result<Charter, Failure> {
    let Some(path) = path else { return Ok(Charter::standard()?) };
    let Files { folder, texts } = read(path)?;
    match Charter::compile(texts) {
        Ok((charter, _)) => Ok(charter),
        Err(error) => Err(with_folder_named(error.into(), path, &folder)),
    }
}

/// The charter at `path`, for those who work on it.
pub(crate) fn open(path: &Path) -> Result<Opened, Failure> {
    let Files { folder, texts } = read(path)?;
    match Workshop::open(texts) {
        Ok(workshop) => Ok(Opened { workshop, folder }),
        Err(diagnostics) => {
            let failure = Failure { exit: Exit::Input, diagnostics };
            Err(with_folder_named(failure, path, &folder))
        }
    }
}

/// The charter at `path` without its folder, or the standard charter.
pub(crate) fn workshop(path: Option<&Path>) -> Result<Workshop, Failure> {
    match path {
        Some(path) => Ok(open(path)?.workshop),
        None => Workshop::open(Charter::standard_texts().iter().copied())
            .map_err(|diagnostics| Failure { exit: Exit::Input, diagnostics }),
    }
}

/// The files at `path`: one file, or all the `.charter` files in a folder.
fn read(path: &Path) -> Result<Files, Failure> {
    let (folder, paths) = if path.is_dir() {
        (path.to_owned(), files_in(path)?)
    } else if files::is_profile(path) {
        return Err(files::nothing_in(path, "charter", WHAT_IT_IS).into());
    } else {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        (parent.unwrap_or(Path::new(".")).to_owned(), vec![path.to_owned()])
    };
    let texts = paths.iter().map(|path| text(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(Files { folder, texts })
}

/// A file without a head is often one of many that make a charter together.
fn with_folder_named(mut failure: Failure, path: &Path, folder: &Path) -> Failure {
    let beside = files::charter_files(folder).unwrap_or_default().len();
    let headless = failure.diagnostics.iter_mut().find(|one| one.code == Code::Head);
    if let Some(headless) = headless.filter(|_| path != folder && beside > 1) {
        let (name, folder) = (path.display(), folder.display());
        headless.help.push(format!("`{name}` was read alone; the charter in the folder `{folder}` has {beside} files"));
    }
    failure
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let files = files::charter_files(folder)?;
    if files.is_empty() {
        return Err(files::nothing_in(folder, "charter", WHAT_IT_IS));
    }
    Ok(files)
}

/// The name and text of a charter's file, or of one of its case files.
pub(crate) fn text(path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    let text = decoded(&name, files::read(path)?)?;
    Ok((name, text))
}

/// The text of a charter's file from its bytes.
pub(crate) fn decoded(name: &str, bytes: Vec<u8>) -> Result<String, kitemark::Error> {
    String::from_utf8(bytes).map_err(|error| {
        let wrong = Diagnostic::not_utf8(name, error.as_bytes(), error.utf8_error());
        kitemark::Error::Charter(vec![wrong])
    })
}
