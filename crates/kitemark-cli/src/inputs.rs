//! Files to read, as the arguments name them.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use kitemark::Diagnostic;

use crate::failure::usage;
use crate::files;

/// A file or standard input: its name, and its bytes or why there are none.
pub(crate) struct Input {
    pub(crate) name: String,
    content: Content,
}

enum Content {
    File(PathBuf),
    Read(Vec<u8>),
    Missing(Box<Diagnostic>),
}

impl Input {
    /// Its bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        match &self.content {
            Content::File(path) => files::read(path),
            Content::Read(bytes) => Ok(bytes.clone()),
            Content::Missing(diagnostic) => Err((**diagnostic).clone()),
        }
    }

    /// Where it is kept; nowhere for standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::File(path) => Some(path),
            Content::Read(_) | Content::Missing(_) => None,
        }
    }

    fn file(path: PathBuf) -> Self {
        Self { name: path.display().to_string(), content: Content::File(path) }
    }

    fn missing(path: &Path, diagnostic: Diagnostic) -> Self {
        Self { name: path.display().to_string(), content: Content::Missing(Box::new(diagnostic)) }
    }
}

/// How the files of a folder are found.
type Listing = fn(&Path) -> Result<Vec<PathBuf>, Diagnostic>;

/// What is at a path: a file, those that are listed of a folder, or standard input for `-`.
pub(crate) fn at(path: &Path, listing: Listing, stdin: &mut dyn Read) -> Vec<Input> {
    if is_stdin(path) {
        return vec![read_stdin(path, stdin)];
    }
    if !path.is_dir() {
        return vec![Input::file(path.to_owned())];
    }
    match listing(path) {
        Ok(files) => files.into_iter().map(Input::file).collect(),
        Err(diagnostic) => vec![Input::missing(path, diagnostic)],
    }
}

/// Each file once, however it was named.
pub(crate) fn once(inputs: Vec<Input>) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let is_first = |input: &Input| match input.path().and_then(|path| std::fs::canonicalize(path).ok()) {
        Some(path) => seen.insert(path),
        None => true,
    };
    let mut is_first = is_first;
    inputs.into_iter().filter(|input| is_first(input)).collect()
}

/// The one file at a path, or standard input for `-`.
pub(crate) fn one(path: &Path, stdin: &mut dyn Read) -> Result<Input, Diagnostic> {
    if is_stdin(path) {
        return Ok(read_stdin(path, stdin));
    }
    if path.is_dir() {
        return Err(usage(format!("`{}` is a folder: name one profile in it", path.display())));
    }
    Ok(Input::file(path.to_owned()))
}

/// Refuses to read standard input twice.
pub(crate) fn stdin_once(paths: &[PathBuf]) -> Result<(), Diagnostic> {
    match paths.iter().filter(|path| is_stdin(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(usage("standard input, `-`, can be read only once")),
    }
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read_stdin(path: &Path, stdin: &mut dyn Read) -> Input {
    match files::read_some(stdin) {
        Ok(bytes) => Input { name: "standard input".to_owned(), content: Content::Read(bytes) },
        Err(error) => Input::missing(path, files::unreadable(path, &error)),
    }
}
