//! Results in files, at once or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kitemark::{Code, Diagnostic};

use crate::files::reason;

/// Names tried for the temporary file before giving up.
const MOST_TRIES: u32 = 100;

/// Writes `text` to `path`. A reader never sees half of it, and where it fails, what was there stays.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let written = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        // A device or a pipe cannot be replaced.
        Ok(metadata) if !metadata.is_file() => {
            OpenOptions::new().write(true).open(path).and_then(|file| write_to(file, text))
        }
        // A link stays a link: what it leads to is replaced.
        Ok(_) => fs::canonicalize(path).and_then(|path| replace(&path, text)),
        Err(_) => replace(path, text),
    };
    written.map_err(|error| {
        Diagnostic::new(Code::Unreadable, format!("cannot write `{}`: {}", path.display(), reason(&error)))
    })
}

/// Writes `text` to a file that is not there yet. Whole or not at all, and never over the work of somebody else. `option` is the
/// one that names another file.
pub(crate) fn create(path: &Path, text: &str, option: &str) -> Result<(), Diagnostic> {
    let created = temporary_beside(path).and_then(|(temporary, file)| {
        let created = write_to(file, text).and_then(|()| appear(&temporary, path));
        let _there_or_renamed = fs::remove_file(&temporary);
        created
    });
    created.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Diagnostic::new(Code::Unreadable, format!("`{}` is there already, and is not written over", path.display()))
                .with_help(format!("name another file with `{option}`, or move this one away"))
        }
        _ => Diagnostic::new(Code::Unreadable, format!("cannot write `{}`: {}", path.display(), reason(&error))),
    })
}

/// Gives a finished file its name, unless something has it. A second name is given in one step, where the file system can.
fn appear(temporary: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(temporary, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            if path.symlink_metadata().is_ok() {
                Err(io::ErrorKind::AlreadyExists.into())
            } else {
                fs::rename(temporary, path)
            }
        }
        linked => linked,
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (temporary, file) = temporary_beside(path)?;
    let replaced =
        keep_permissions(path, &file).and_then(|()| write_to(file, text)).and_then(|()| fs::rename(&temporary, path));
    if replaced.is_err() {
        let _the_first_error_matters = fs::remove_file(&temporary);
    }
    replaced
}

fn write_to(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    // Some systems notice a full disk only here; a pipe cannot be synchronised and need not be.
    match file.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

fn keep_permissions(path: &Path, file: &File) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) => file.set_permissions(metadata.permissions()),
        Err(_) => Ok(()),
    }
}

/// A new file in the same folder, so that renaming it is one step.
fn temporary_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    for number in 0..MOST_TRIES {
        // Short, since the file's own name may be as long as names can be.
        let temporary = path.with_file_name(format!(".kitemark-{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (temporary, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
