//! What the tests share: the command in this process, and the cases.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kitemark_authoring::workshop::Workshop;
use kitemark_cli::{Io, run};

/// What came of a command.
pub struct Ran {
    pub code: u8,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `kitemark` with these arguments: 80 columns, no colour, nothing to read.
pub fn kitemark(args: &[&str]) -> Ran {
    kitemark_reading(args, b"")
}

/// The same with something on standard input.
pub fn kitemark_reading(args: &[&str], mut stdin: &[u8]) -> Ran {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let args = ["kitemark"].iter().chain(args).map(OsString::from);
    let code = run(args, &mut Io::new(&mut stdin, &mut stdout, &mut stderr));
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { code, stdout: text(stdout), stderr: text(stderr) }
}

/// The program itself, as cargo has built it beside these tests; none where only the tests were built.
pub fn program() -> Option<Command> {
    let folder = std::env::current_exe().ok()?.parent()?.parent()?.to_owned();
    let path = folder.join(format!("kitemark{}", std::env::consts::EXE_SUFFIX));
    path.is_file().then(|| Command::new(path))
}

/// Both streams, as somebody sees them, with the exit code.
pub fn session(ran: &Ran) -> String {
    let stderr = if ran.stderr.is_empty() { String::new() } else { format!("--- stderr\n{}", ran.stderr) };
    let stdout = if ran.stdout.is_empty() { String::new() } else { format!("--- stdout\n{}", ran.stdout) };
    format!("exit {}\n{stdout}{stderr}", ran.code)
}

/// A path below this folder as the tests name it: relative, with forward slashes.
pub fn name_of(path: &Path) -> String {
    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// A path from the top of the workspace.
pub fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join(path)
}

/// All files below a folder, by name.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every charter of the tests and of the rules that has no errors, by its path: files by themselves, and folders.
pub fn charters() -> Vec<(String, Workshop)> {
    let mut files = files_below(&workspace("tests/cases"));
    files.extend(files_below(&workspace("rules")));
    files.retain(|path| path.extension().is_some_and(|extension| extension == "charter"));
    let mut sets: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in &files {
        sets.entry(file.clone()).or_default().push(file.clone());
        sets.entry(file.parent().expect("a folder").to_owned()).or_default().push(file.clone());
    }
    let open = |(name, files): (PathBuf, Vec<PathBuf>)| {
        let texts = files.iter().map(|file| Some((name_of(file), fs::read_to_string(file).ok()?)));
        Some((name_of(&name), Workshop::open(texts.collect::<Option<Vec<_>>>()?).ok()?))
    };
    let found: Vec<_> = sets.into_iter().filter_map(open).collect();
    assert!(found.len() > 5, "too few charters were found");
    found
}

/// A folder of its own for a test, gone with this value.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kitemark-tests-{name}-{}", std::process::id()));
        let _a_leftover = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path.to_string_lossy().into_owned()
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// A text without the name of this folder, which is another each time.
    pub fn anonymous(&self, text: &str) -> String {
        text.replace(&*self.0.to_string_lossy(), "FOLDER")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _nothing_left_to_do = fs::remove_dir_all(&self.0);
    }
}
