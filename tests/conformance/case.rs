//! A case as its file has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kitemark::Limits;
use serde::Deserialize;
use serde_json::Value;

use crate::support::{files_below, workspace};

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Theme {
    #[serde(rename = "about")]
    _about: String,
    cases: Vec<Case>,
}

/// One call of the library.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name of its file, without its ending; not written in it.
    #[serde(skip)]
    pub theme: String,
    pub name: String,
    /// What it shows, and why that comes out.
    why: String,
    #[serde(rename = "do")]
    pub work: Work,
    pub charter: Charter,
    pub profile: Option<Input>,
    #[serde(default)]
    limits: Numbers,
    #[serde(default)]
    pub set: Vec<String>,
    #[serde(default)]
    pub prove: Vec<String>,
    pub review: Option<Input>,
    pub as_of: Option<String>,
    pub to: Option<String>,
    /// How many questions a form has.
    pub most: Option<usize>,
    pub expect: Expect,
}

/// What is called.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    Compile,
    Schema,
    Check,
    Score,
    Way,
    Form,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Charter {
    /// `"standard"`.
    BuiltIn(BuiltIn),
    Files(Vec<Input>),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltIn {
    Standard,
}

/// A file that the library gets: its name and its bytes.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Input {
    /// A path from the top of the repository, which is its name too.
    Path(String),
    Inline(Inline),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inline {
    name: String,
    content: Content,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

/// A part of a content that is no plain text, or would be long.
#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Text(String),
    Repeated(Repeated),
    Hex(Hex),
    File(File),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeated {
    repeat: String,
    times: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hex {
    hex: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    file: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Numbers {
    bytes: Option<usize>,
    depth: Option<usize>,
    nodes: Option<usize>,
    steps: Option<u64>,
}

/// What has to come out, worked out by hand from the rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    #[serde(default)]
    pub refused: bool,
    /// The codes of the diagnostics, in order.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Values of the result by JSON Pointer (RFC 6901).
    #[serde(default)]
    pub at: BTreeMap<String, Value>,
    /// Verdicts by criterion.
    #[serde(default)]
    pub verdicts: BTreeMap<String, String>,
    /// The two ends of the credit by criterion.
    #[serde(default)]
    pub credits: BTreeMap<String, [String; 2]>,
    /// What is unanswered, by criterion.
    #[serde(default)]
    pub unanswered: BTreeMap<String, Vec<String>>,
    /// What lacks evidence, by criterion.
    #[serde(default)]
    pub unverified: BTreeMap<String, Vec<String>>,
    /// The two ends of the score.
    pub score: Option<[String; 2]>,
    /// The award, `none` for none.
    pub award: Option<String>,
    /// The provisional one, `none` for none.
    pub provisional: Option<String>,
}

/// What came of a case: what is wrong where it was refused, otherwise the results, JSON one after another.
#[derive(PartialEq, Eq)]
pub struct Outcome {
    pub refused: bool,
    pub output: String,
}

/// A name, and the bytes that are called so.
pub type Named = (String, Vec<u8>);

/// Every case, by theme, in the order of its file.
pub fn all() -> Vec<Case> {
    let mut all = Vec::new();
    let mut names = BTreeSet::new();
    for file in files_below("conformance/cases".as_ref()) {
        let text = fs::read_to_string(&file).expect("text");
        let theme: Theme = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for mut case in theme.cases {
            case.theme = file.file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(!case.why.is_empty(), "{} says why", case.id());
            assert!(names.insert(case.id()), "{} is there twice", case.id());
            all.push(case);
        }
    }
    all
}

impl Case {
    /// `THEME/NAME`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.theme, self.name)
    }

    /// The files that it names.
    pub fn files(&self) -> Vec<String> {
        let charter = match &self.charter {
            Charter::BuiltIn(_) => &[][..],
            Charter::Files(files) => files,
        };
        let inputs = charter.iter().chain(&self.profile).chain(&self.review);
        inputs.filter_map(|input| if let Input::Path(path) = input { Some(path.clone()) } else { None }).collect()
    }

    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        let Numbers { bytes, depth, nodes, .. } = &self.limits;
        limits.bytes = bytes.unwrap_or(limits.bytes);
        limits.depth = depth.unwrap_or(limits.depth);
        limits.nodes = nodes.unwrap_or(limits.nodes);
        limits
    }

    /// The most steps of a rule, where that is limited.
    pub fn steps(&self) -> Option<u64> {
        self.limits.steps
    }
}

impl Input {
    pub fn read(&self) -> Named {
        match self {
            Input::Path(path) => (path.clone(), file(path)),
            Input::Inline(Inline { name, content }) => (name.clone(), content.bytes()),
        }
    }
}

impl Content {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Content::Text(text) => text.clone().into_bytes(),
            Content::Parts(parts) => parts.iter().flat_map(Part::bytes).collect(),
        }
    }
}

impl Part {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Part::Text(text) => text.clone().into_bytes(),
            Part::Repeated(Repeated { repeat, times }) => repeat.repeat(*times).into_bytes(),
            Part::Hex(Hex { hex }) => hex
                .split_whitespace()
                .map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits"))
                .collect(),
            Part::File(File { file: path }) => file(path),
        }
    }
}

fn file(path: &str) -> Vec<u8> {
    let path: &Path = &workspace(path);
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
