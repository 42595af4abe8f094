//! Cases for a language that runs them in a process of its own: all of them as one file, what comes of them as another.
//!
//! Both files are netstrings (`3:abc,`). A case is pairs of a key and a value, and ends with the key `do`; of each come `done`
//! or `refused`, and the output.

use std::fs;

use super::case::{Case, Charter, Outcome, Work};
use crate::support::Folder;

/// What came of each; `run` starts the language with the two files.
pub fn run(language: &str, cases: &[Case], run: impl FnOnce(&str, &str)) -> Vec<Outcome> {
    let folder = Folder::new(&format!("conformance-{language}"));
    let jobs = folder.file("jobs", cases.iter().flat_map(job).collect::<Vec<u8>>());
    let results = folder.path("results");
    run(&jobs, &results);
    let results = fs::read(results).expect("results");
    let mut rest = &results[..];
    let mut outcomes = Vec::new();
    while !rest.is_empty() {
        let status = next(&mut rest);
        assert!(status == "done" || status == "refused", "{status}");
        outcomes.push(Outcome { refused: status == "refused", output: next(&mut rest) });
    }
    outcomes
}

fn job(case: &Case) -> Vec<u8> {
    let mut job = Job(Vec::new());
    match &case.charter {
        Charter::BuiltIn(_) => job.say("standard", b""),
        Charter::Files(files) => files.iter().for_each(|file| job.file("charter", file.read())),
    }
    let limits = case.limits();
    for (key, limit) in [("bytes", limits.bytes), ("depth", limits.depth), ("nodes", limits.nodes)] {
        job.say(key, limit.to_string().as_bytes());
    }
    case.steps().iter().for_each(|steps| job.say("steps", steps.to_string().as_bytes()));
    case.most.iter().for_each(|most| job.say("most", most.to_string().as_bytes()));
    case.profile.iter().for_each(|profile| job.file("profile", profile.read()));
    case.review.iter().for_each(|review| job.file("review", review.read()));
    case.set.iter().for_each(|assignment| job.say("set", assignment.as_bytes()));
    case.prove.iter().for_each(|assignment| job.say("prove", assignment.as_bytes()));
    case.as_of.iter().for_each(|day| job.say("as_of", day.as_bytes()));
    case.to.iter().for_each(|award| job.say("to", award.as_bytes()));
    job.say("do", word(case.work).as_bytes());
    job.0
}

fn word(work: Work) -> &'static str {
    match work {
        Work::Compile => "compile",
        Work::Schema => "schema",
        Work::Check => "check",
        Work::Score => "score",
        Work::Way => "way",
        Work::Form => "form",
    }
}

struct Job(Vec<u8>);

impl Job {
    fn say(&mut self, key: &str, value: &[u8]) {
        for text in [key.as_bytes(), value] {
            self.0.extend(format!("{}:", text.len()).as_bytes());
            self.0.extend(text);
            self.0.push(b',');
        }
    }

    fn file(&mut self, key: &str, (name, content): (String, Vec<u8>)) {
        self.say("name", name.as_bytes());
        self.say(key, &content);
    }
}

/// The next netstring.
fn next(rest: &mut &[u8]) -> String {
    let colon = rest.iter().position(|byte| *byte == b':').expect("a length");
    let len: usize = std::str::from_utf8(&rest[..colon]).expect("digits").parse().expect("a length");
    let (text, after) = rest[colon + 1..].split_at(len);
    *rest = after.strip_prefix(b",").expect("a comma");
    String::from_utf8(text.to_vec()).expect("text")
}
