//! Scorecards compared with those that are kept.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use kitemark::report::visible;
use kitemark::{Code, Diagnostic};
use kitemark_authoring::case::{At, Outcome, Pattern};
use kitemark_authoring::snapshot::{self, Differences};

use super::args::{Snapshot, TestArgs};
use super::entry::{Entry, Kind, Tested};
use crate::charters::Opened;
use crate::failure::Failure;
use crate::files;
use crate::io::Streams;
use crate::output;

/// Compares what the case files ask for, and does with it what the arguments say.
pub(super) fn compare(
    opened: &Opened,
    patterns: &[Pattern],
    args: &TestArgs,
    streams: &mut Streams<'_, '_>,
    tested: &mut Tested,
) -> Result<(), Failure> {
    let there = if patterns.is_empty() { Vec::new() } else { profiles_in(&opened.folder) };
    let (kept, problems) = snapshot::profiles(patterns, &there);
    tested.problems.extend(problems);
    let folder = opened.folder.join(snapshot::FOLDER);
    let mut expected = BTreeSet::new();
    for (profile, at) in kept {
        let one = One { path: folder.join(snapshot::file_name(&profile)), profile, at };
        expected.insert(one.path.clone());
        if args.filter.as_deref().is_none_or(|text| one.profile.contains(text)) {
            let outcome = one.outcome(opened, args.snapshot(), streams)?;
            tested.entries.push(one.entry(outcome));
        }
    }
    // A case file that cannot be read may ask for more.
    let all_known = !tested.problems.iter().any(Diagnostic::is_error);
    for orphan in ours(&folder).filter(|path| all_known && !expected.contains(path)) {
        match args.snapshot() {
            Some(Snapshot::Accept) => remove(&orphan)?,
            None | Some(Snapshot::Review) => tested.problems.push(orphaned(&orphan)),
        }
    }
    Ok(())
}

/// The profiles below a charter's folder, as paths from it.
fn profiles_in(folder: &Path) -> Vec<String> {
    let files = files::profile_files(folder).unwrap_or_default();
    let path = |file: &PathBuf| {
        let parts = file.strip_prefix(folder).ok()?.iter().map(|part| part.to_str());
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    };
    files.iter().filter_map(path).collect()
}

/// What is said of a scorecard that has no old one.
const NEW: &str = "new";

/// A scorecard that is kept.
struct One {
    /// The profile, from the charter's folder.
    profile: String,
    /// The snapshot's file.
    path: PathBuf,
    /// Where a case file asks for it.
    at: At,
}

/// What is to be done with a scorecard that is not as it was kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
}

impl One {
    fn entry(&self, outcome: Outcome) -> Entry {
        let file = self.path.parent().unwrap_or(&self.path).display().to_string();
        Entry { kind: Kind::Snapshot, file, line: None, title: self.profile.clone(), outcome, gap: None }
    }

    fn outcome(
        &self,
        opened: &Opened,
        mode: Option<Snapshot>,
        streams: &mut Streams<'_, '_>,
    ) -> Result<Outcome, Failure> {
        let bytes = opened.beside(&self.profile).unwrap_or_default();
        let text = match snapshot::of_profile(opened.workshop.engine(), &self.profile, &bytes) {
            Ok(text) => text,
            Err(problems) => return Ok(Outcome::Fails(problems)),
        };
        let old = fs::read_to_string(&self.path).ok();
        let differences = match &old {
            None => Some(Differences::new(NEW)),
            // A file that is not ours is shown whole, for it would be replaced.
            Some(old) => snapshot::differences(snapshot::text(old).unwrap_or(old), &text),
        };
        let Some(differences) = differences else {
            if mode.is_some() {
                remove(&self.pending())?;
            }
            return Ok(Outcome::Holds);
        };
        let file = snapshot::file(&self.profile, &text);
        let answer = match mode {
            None => Answer::Skip,
            Some(Snapshot::Accept) => Answer::Accept,
            Some(Snapshot::Review) => {
                self.write(&self.pending(), &file)?;
                self.ask(&differences, streams)
            }
        };
        match answer {
            Answer::Accept => {
                self.write(&self.path, &file)?;
                remove(&self.pending())?;
                return Ok(Outcome::Holds);
            }
            Answer::Reject => remove(&self.pending())?,
            Answer::Skip => {}
        }
        let waits = mode == Some(Snapshot::Review) && answer == Answer::Skip;
        Ok(Outcome::Fails(vec![self.differs(&differences, waits)]))
    }

    /// The file of what is not accepted yet, where insta looks for it.
    fn pending(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".new");
        name.into()
    }

    fn write(&self, path: &Path, text: &str) -> Result<(), Diagnostic> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| files::unreadable(folder, &error))?;
        }
        output::write(path, text)
    }

    /// Says what differs, and what can be done; where `waits`, the new one lies beside the old.
    fn differs(&self, differences: &Differences, waits: bool) -> Diagnostic {
        let (profile, summary) = (&self.profile, &differences.summary);
        let message = match summary.as_str() {
            NEW => format!("no scorecard of `{profile}` is kept yet"),
            summary => format!("the scorecard of `{profile}` is not the one kept: {summary}"),
        };
        let mut diagnostic = Diagnostic::new(Code::SnapshotDiffers, message);
        diagnostic.labels.push(self.at.label("asked for here"));
        diagnostic.help.extend(differences.lines.iter().cloned());
        diagnostic.with_help(if waits {
            format!("it waits in `{}`; accept it here with `--snapshot=accept`", self.pending().display())
        } else {
            "if it is as it should be, `kitemark test --snapshot=accept` keeps it".to_owned()
        })
    }

    /// Shows what differs and reads an answer; where there is nobody to ask, or no more to read, it is left for later.
    fn ask(&self, differences: &Differences, streams: &mut Streams<'_, '_>) -> Answer {
        if !streams.io.interactive {
            return Answer::Skip;
        }
        streams.message(&format!("{}: {}\n", visible(&self.profile), visible(&differences.summary)));
        for line in &differences.lines {
            streams.message(&format!("  {}\n", visible(line)));
        }
        loop {
            streams.message("accept, reject or skip? [a/r/s] ");
            match read_line(streams.io.stdin).as_deref().map(str::trim) {
                Some("a" | "accept") => return Answer::Accept,
                Some("r" | "reject") => return Answer::Reject,
                Some("s" | "skip") | None => return Answer::Skip,
                Some(_) => {}
            }
        }
    }
}

/// A line, or none at the end. It takes no more than the line, so that the next question finds the next answer.
fn read_line(stdin: &mut dyn Read) -> Option<String> {
    let mut line = Vec::new();
    let mut byte = [0];
    while stdin.read(&mut byte).ok()? == 1 {
        if byte == *b"\n" {
            return Some(String::from_utf8_lossy(&line).into_owned());
        }
        line.extend(byte);
    }
    (!line.is_empty()).then(|| String::from_utf8_lossy(&line).into_owned())
}

/// The snapshots in a folder that this command has made.
fn ours(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let files = files::with_extension(folder, "snap").unwrap_or_default();
    let is_ours = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|file| snapshot::text(&file).is_some());
    files.into_iter().filter(is_ours)
}

fn orphaned(path: &Path) -> Diagnostic {
    let message = format!("no case file asks for the snapshot `{}`", path.display());
    Diagnostic::new(Code::SnapshotOrphan, message)
        .with_help("list its profile under `snapshots`, or remove it with `kitemark test --snapshot=accept`")
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<(), Diagnostic> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let message = format!("cannot remove `{}`: {}", path.display(), files::reason(&error));
            Err(Diagnostic::new(Code::Unreadable, message))
        }
        _ => Ok(()),
    }
}
