//! Scores profiles and says what to do next: `cargo run -p kitemark-tests --example score -- PROFILE …`

use std::process::ExitCode;
use std::{env, fs};

use kitemark::scorecard::Verdict;
use kitemark::{Charter, Error, Limits, Profile, ScoreOptions, report};

fn main() -> ExitCode {
    let charter = match Charter::standard() {
        Ok(charter) => charter,
        Err(error) => return failed(&error.to_string()),
    };
    let mut paths: Vec<String> = env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push("examples/profiles/northmere.yaml".to_owned());
    }
    let mut exit = ExitCode::SUCCESS;
    for path in paths {
        // The library reads no files: that is the program's.
        match fs::read(&path) {
            Ok(bytes) => match told(&charter, &path, &bytes) {
                Ok(text) => print!("{text}"),
                Err(error) => exit = failed(&error.to_string()),
            },
            Err(error) => exit = failed(&format!("{path}: {error}")),
        }
    }
    exit
}

fn told(charter: &Charter, path: &str, bytes: &[u8]) -> Result<String, Error> {
    let profile = Profile::read(path, bytes, &Limits::default())?;
    let card = charter.score(&profile, &ScoreOptions::default())?.scorecard;
    let score = card.score.as_ref().map_or("not scored".to_owned(), report::interval);
    let subject = card.subject.as_deref().unwrap_or(path);
    let mut text = format!("{subject}: {}, {score}\n", card.award.title.as_deref().unwrap_or("no award"));
    for criterion in card.criteria.iter().filter(|criterion| criterion.verdict == Verdict::Unmet) {
        text += &format!("  not met: {}\n", criterion.title);
    }
    let way = charter.way(&profile, None, None)?;
    if let (Some(to), Some(set)) = (&way.to, way.sets.first()) {
        text += &format!("  {} by: {}\n", to.title, set.criteria.join(", "));
    }
    if let Some(question) = charter.form(&profile, None, 1)?.questions.first() {
        text += &format!("  to ask next: {}\n", question.text);
    }
    Ok(text)
}

fn failed(why: &str) -> ExitCode {
    // What others wrote cannot harm a terminal.
    eprintln!("{}", report::visible(why));
    ExitCode::FAILURE
}
